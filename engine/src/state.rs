//! The law of growing series in a year: logarithms of levels are normal around a mean that effects move.

use crate::closed::overlap;
use crate::inputs::{Condition, Effect, GrowthSeries, Inputs, LARGEST_LOSS, Quantity, SeriesRef, at};
use crate::quadrature::{Rule, compress, legendre};
use crate::sobol::scrambled;

/// Nodes for the effects on a growing series together, and most for the size of one.
const GROWTH_NODES: [f64; 2] = [1_000.0, 128.0];
/// Cells into which what effects make of a level is sorted.
const CELLS: f64 = 100.0;

/// Probability from which on a value is not merged with others.
const HEAVY: f64 = 0.01;

/// What effects add in each year, with its probability.
pub type Scenario = (f64, Vec<f64>);

/// Part of a distribution: values around a mean with a variance, and their probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Atom {
    pub mean: f64,
    pub variance: f64,
    pub weight: f64,
}

/// Effects on a series: sums by year on some number of nodes of their delivery and size.
///
/// Delivery is enumerated, sizes have Gauss–Legendre nodes. Many effects have Sobol points instead.
pub fn effects_on(inputs: &Inputs, on: SeriesRef, [budget, most]: [f64; 2], accuracy: f64) -> Vec<Scenario> {
    let effects: Vec<&Effect> = inputs.effects.iter().filter(|e| e.on == on).collect();
    let share = |e: &Effect, step: usize| at(&e.share, step).unwrap_or(0.0);
    let ranges = effects.iter().filter(|e| e.effect[2] > e.effect[0]).count();
    let fixed = effects.iter().filter(|e| e.effect[2] <= e.effect[0] && e.probability < 1.0).count();
    // Nodes that are left for each size.
    let each = libm::pow(budget / libm::exp2(fixed as f64), 1.0 / ranges.max(1) as f64) - 1.0;
    if each < if ranges > 0 { 2.0 } else { 0.0 } {
        let points = libm::ceil(budget * accuracy * accuracy) as u32;
        return (0..points)
            .map(|point| {
                let draw = |d: usize| replicate(d, point, 0);
                let size = |(i, e): (usize, &&Effect)| {
                    if draw(2 * i) < e.probability { e.quantile(draw(2 * i + 1)) } else { 0.0 }
                };
                let sizes: Vec<f64> = effects.iter().enumerate().map(size).collect();
                let added = |step| effects.iter().zip(&sizes).map(|(e, size)| share(e, step) * size).sum();
                (1.0 / f64::from(points), (0..inputs.years).map(added).collect())
            })
            .collect();
    }
    effects.iter().fold(vec![(1.0, vec![0.0; inputs.years])], |all, effect| {
        let sizes = triangular(effect.effect, each.min(most) * accuracy);
        let mut nodes: Rule = sizes.iter().map(|(size, weight)| (*size, weight * effect.probability)).collect();
        nodes.push((0.0, 1.0 - effect.probability));
        nodes.retain(|n| n.1 > 0.0);
        let with = |(p, sums): &Scenario, (size, weight): (f64, f64)| {
            (p * weight, sums.iter().enumerate().map(|(step, sum)| sum + size * share(effect, step)).collect())
        };
        all.iter().flat_map(|scenario| nodes.iter().map(move |node| with(scenario, *node))).collect()
    })
}

/// Fewer scenarios with the same means: the set is halved where its sums differ most, again and again.
pub fn clustered(scenarios: Vec<Scenario>, most: usize) -> Vec<Scenario> {
    if scenarios.len() <= most {
        return scenarios;
    }
    let weight: f64 = scenarios.iter().map(|s| s.0).sum();
    let years = scenarios.first().map_or(0, |s| s.1.len());
    let average = |f: &dyn Fn(&Vec<f64>) -> f64| scenarios.iter().map(|(p, sums)| p * f(sums)).sum::<f64>() / weight;
    let upto = |sums: &[f64], year: usize| sums.iter().take(year + 1).sum::<f64>();
    let spread = |year: usize| {
        let mean = average(&|sums| upto(sums, year));
        (year, mean, average(&|sums| (upto(sums, year) - mean) * (upto(sums, year) - mean)) / (year + 1) as f64)
    };
    let widest = (0..years).map(spread).max_by(|a, b| a.2.total_cmp(&b.2));
    let Some((year, mean, _)) = widest.filter(|w| most > 1 && w.2 > 0.0) else {
        return vec![(weight, (0..years).map(|year| average(&|sums| at(sums, year).unwrap_or(0.0))).collect())];
    };
    let (low, high): (Vec<_>, Vec<_>) = scenarios.into_iter().partition(|(_, sums)| upto(sums, year) < mean);
    [clustered(low, most / 2), clustered(high, most - most / 2)].concat()
}

/// A triangular distribution on about `n` nodes.
fn triangular([low, mode, high]: [f64; 3], n: f64) -> Rule {
    if high <= low {
        return vec![(mode, 1.0)];
    }
    let side = |end: f64| {
        let mass = (mode - end).abs() / (high - low);
        let wanted = libm::ceil(n * if mass > 0.0 && mass < 1.0 { 0.5 } else { 1.0 });
        let panels = libm::ceil(wanted / 6.0);
        let rule = legendre(libm::ceil(wanted / panels) as usize);
        let half = 0.5 * (mode - end) / panels;
        let panel = move |i: i32| {
            let middle = f64::from(2 * i + 1);
            // The density rises from the end to the mode.
            rule.iter().map(move |(t, w)| (end + half * (middle + t), mass * w * (middle + t) / (panels * panels)))
        };
        (0..panels as i32).flat_map(panel)
    };
    side(low).chain(side(high)).filter(|p| p.1 > 0.0).collect()
}

/// Fewer atoms that are as good where normal variables of at least some deviation are added: nodes of a Gauss rule if
/// these are wide, else cells. `most` limits both.
pub fn condensed(atoms: &[Atom], deviation: f64, most: f64, accuracy: f64) -> Vec<Atom> {
    let lowest = atoms.iter().map(|a| a.mean).fold(f64::INFINITY, f64::min);
    let highest = atoms.iter().map(|a| a.mean).fold(f64::NEG_INFINITY, f64::max);
    let range = highest - lowest;
    if range <= 1e-14 * highest.abs().max(1.0) {
        let total = |f: &dyn Fn(&Atom) -> f64| atoms.iter().map(f).sum::<f64>();
        let weight = total(&|a| a.weight);
        return vec![Atom { mean: lowest, variance: total(&|a| a.weight * a.variance) / weight, weight }];
    }
    // A few nodes for each standard deviation of what is added to them.
    let nodes = libm::ceil(accuracy * (5.0 + 3.0 * range / deviation.max(1e-9)));
    if nodes <= most.min(16.0) && (atoms.len() as f64) > nodes {
        let points: Rule = atoms.iter().map(|a| (a.mean, a.weight)).collect();
        let variance =
            atoms.iter().map(|a| a.weight * a.variance).sum::<f64>() / atoms.iter().map(|a| a.weight).sum::<f64>();
        let rule = compress(&points, nodes as usize);
        // Recurrences of values far apart lose their digits.
        let square = |points: &Rule| points.iter().map(|(x, w)| w * (1.0 + (x - lowest) * (x - lowest))).sum::<f64>();
        if (square(&rule) / square(&points) - 1.0).abs() < 1e-9 {
            return rule.into_iter().map(|(mean, weight)| Atom { mean, variance, weight }).collect();
        }
    }
    if atoms.len() as f64 <= most {
        return atoms.to_vec();
    }
    let mut cells: Vec<[f64; 3]> = vec![[0.0; 3]; libm::ceil(most.min(2.0 * nodes)).max(2.0) as usize];
    let width = range / cells.len() as f64;
    for a in atoms.iter().filter(|a| a.weight < HEAVY) {
        let i = (libm::floor((a.mean - lowest) / width) as usize).min(cells.len() - 1);
        if let Some([weight, first, second]) = cells.get_mut(i) {
            let off = a.mean - lowest - width * i as f64;
            *weight += a.weight;
            *first += a.weight * off;
            *second += a.weight * (off * off + a.variance);
        }
    }
    let cell = |(i, [weight, first, second]): (usize, &[f64; 3])| {
        let off = first / weight;
        Atom {
            mean: lowest + width * i as f64 + off,
            variance: (second / weight - off * off).max(0.0),
            weight: *weight,
        }
    };
    let single = atoms.iter().filter(|a| a.weight >= HEAVY).copied();
    cells.iter().enumerate().filter(|(_, c)| c[0] > 0.0).map(cell).chain(single).collect()
}

/// A coordinate, between 0 and 1, of a point of one of several independent scramblings of Sobol's sequence.
pub fn replicate(dimension: usize, point: u32, scrambling: u32) -> f64 {
    let key = crate::hash::mix(dimension as u32, 0x6a09_e667 ^ scrambling);
    let bits = scrambled(dimension, key).map_or_else(
        || crate::hash::mix(key, point),
        |directions| {
            let set = directions.iter().enumerate().filter(|(bit, _)| point >> bit & 1 == 1);
            set.fold(crate::hash::mix(key, 0x5bd1_e995), |bits, (_, direction)| bits ^ direction)
        },
    );
    (f64::from(bits) + 0.5) / 4_294_967_296.0
}

/// A growing series in a year.
#[derive(Clone, Debug)]
pub struct State {
    /// Logarithm of the level without shocks and trend.
    pub atoms: Vec<Atom>,
    /// What probabilities may be off by at least where effects are many; and the range of what they make of the logarithm.
    pub roughness: f64,
    pub range: f64,
    /// The level where it is certain.
    pub certain: Option<f64>,
    /// The first year after the last known level.
    first: usize,
    last: usize,
    years: f64,
    shock: f64,
    trend: f64,
    start_error: f64,
}

impl State {
    /// The states of a series, one a year.
    pub fn by_year(inputs: &Inputs, series: usize, growing: &GrowthSeries, accuracy: f64) -> Vec<Self> {
        let scenarios = effects_on(inputs, SeriesRef::Growth(series), GROWTH_NODES, accuracy);
        let effects = inputs.effects.iter().filter(|e| e.on == SeriesRef::Growth(series)).count();
        // Sobol points have one probability.
        let sum: f64 = scenarios.iter().map(|s| s.0).sum();
        let first_weight = scenarios.first().map_or(0.0, |s| s.0);
        let are_points = effects > 3 && (sum - scenarios.len() as f64 * first_weight).abs() < 1e-9;
        let mut levels: Vec<f64> = vec![growing.start; scenarios.len()];
        let mut first = 0;
        let year = |step: usize| {
            for (level, (_, added)) in levels.iter_mut().zip(&scenarios) {
                let growth = (growing.factor(step) + at(added, step).unwrap_or(0.0)).max(1.0 - LARGEST_LOSS);
                *level = growing.known_at(step).unwrap_or(*level * growth);
            }
            if growing.known_at(step).is_some() {
                first = step + 1;
            }
            let mut state = Self {
                atoms: Vec::new(),
                roughness: 0.0,
                range: 0.0,
                certain: None,
                first,
                last: step,
                years: (step + 1 - first) as f64,
                shock: growing.shock,
                trend: growing.trend,
                start_error: if first == 0 { growing.start_error } else { 0.0 },
            };
            let atom = |(level, (weight, _)): (&f64, &Scenario)| Atom {
                mean: libm::log(*level),
                variance: 0.0,
                weight: *weight,
            };
            let atoms: Vec<Atom> = levels.iter().zip(&scenarios).map(atom).collect();
            let ends =
                atoms.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (x.mean.min(a), x.mean.max(b)));
            state.range = ends.1 - ends.0;
            let deviation = libm::sqrt(state.own(inputs));
            let steps = state.range / deviation.max(1e-9);
            if are_points || effects > 2 {
                state.roughness = 1e-3 * (0.5 * steps).min(1.0);
            }
            let cells = condensed(&atoms, 0.0, 300.0, accuracy);
            state.atoms = condensed(&cells, deviation, CELLS * accuracy, accuracy);
            if state.atoms.len() == 1 && state.covariance(inputs, &state, true) <= 0.0 {
                state.certain = levels.first().copied();
            }
            state
        };
        (0..inputs.years).map(year).collect()
    }

    /// Variance of the part that no other series shares.
    pub fn own(&self, inputs: &Inputs) -> f64 {
        self.parts(inputs, self, 1.0 - inputs.common, 1.0 - inputs.common_trend) + self.start_error * self.start_error
    }

    /// Covariance with another series, or if `same` the variance.
    pub fn covariance(&self, inputs: &Inputs, other: &Self, same: bool) -> f64 {
        self.shared(inputs, other) + if same { self.own(inputs) } else { 0.0 }
    }

    /// Covariance of the shared parts.
    pub fn shared(&self, inputs: &Inputs, other: &Self) -> f64 {
        self.parts(inputs, other, inputs.common, inputs.common_trend)
    }

    fn parts(&self, inputs: &Inputs, other: &Self, shocks: f64, trends: f64) -> f64 {
        let shock = shocks * self.shock * other.shock;
        let shock =
            if shock > 0.0 { shock * overlap(inputs.persistence, self.first, other.first, self.last) } else { 0.0 };
        shock + trends * self.trend * other.trend * self.years * other.years
    }

    /// The first year whose common shock it has; `None` if it has none.
    pub fn begins(&self, inputs: &Inputs) -> Option<usize> {
        (self.shock * inputs.common > 0.0 && self.first <= self.last).then_some(self.first)
    }

    /// Covariance with the sum of the common shocks from a year on.
    pub fn with_shocks(&self, inputs: &Inputs, begin: usize) -> f64 {
        self.shock * libm::sqrt(inputs.common) * overlap(inputs.persistence, self.first, begin, self.last)
    }
}

/// A condition on growing series in a year: that a sum of logarithms, or of levels, reaches a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    pub of: Quantity,
    /// Logarithm of the threshold.
    pub threshold: f64,
    pub above: bool,
}

impl Demand {
    /// The demand of a condition; `Err` for one that is certain to hold, or not to.
    pub fn new(condition: &Condition, states: &[State]) -> Result<Self, bool> {
        let Condition { of, threshold, above, .. } = *condition;
        let compare = |value: f64, threshold: f64| if above { value > threshold } else { value >= threshold };
        if threshold <= 0.0 {
            return Err(true);
        }
        let level = |i: usize| states.get(i).ok_or(false);
        let (of, threshold) = match of {
            Quantity::Sum(a, b) if a == b => (Quantity::Level(a), 0.5 * threshold),
            Quantity::Ratio(a, b) if a == b => return Err(compare(1.0, threshold)),
            of => (of, threshold),
        };
        let certain = match of {
            Quantity::Level(a) => level(a)?.certain,
            Quantity::Ratio(a, b) => level(a)?.certain.zip(level(b)?.certain).map(|(a, b)| a / b),
            Quantity::Sum(a, b) => level(a)?.certain.zip(level(b)?.certain).map(|(a, b)| a + b),
            Quantity::Count => return Err(false),
        };
        match certain {
            Some(value) => Err(compare(value, threshold)),
            None => Ok(Self { of, threshold: libm::log(threshold), above }),
        }
    }

    /// The series it is about.
    pub fn series(self) -> Vec<usize> {
        match self.of {
            Quantity::Level(a) => vec![a],
            Quantity::Ratio(a, b) | Quantity::Sum(a, b) => vec![a, b],
            Quantity::Count => Vec::new(),
        }
    }

    /// Coefficients of the logarithms of its series, where it is about nothing else.
    pub fn linear(self) -> Option<Vec<(usize, f64)>> {
        match self.of {
            Quantity::Level(a) => Some(vec![(a, 1.0)]),
            Quantity::Ratio(a, b) => Some(vec![(a, 1.0), (b, -1.0)]),
            Quantity::Sum(..) | Quantity::Count => None,
        }
    }

    /// By how much its logarithm exceeds the threshold.
    pub fn excess(self, log: impl Fn(usize) -> f64) -> f64 {
        let value = match self.of {
            Quantity::Level(a) => log(a),
            Quantity::Ratio(a, b) => log(a) - log(b),
            Quantity::Sum(a, b) => log_sum(log(a), log(b)),
            Quantity::Count => 0.0,
        };
        value - self.threshold
    }

    pub fn holds(self, excess: f64) -> bool {
        if self.above { excess > 0.0 } else { excess >= 0.0 }
    }
}

/// The logarithm of a sum, from the logarithms of its parts.
fn log_sum(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    high + libm::log1p(libm::exp(low - high))
}
