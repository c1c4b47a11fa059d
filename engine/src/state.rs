//! The law of growing series in a year: logarithms of levels are normal around a mean that effects move.

use crate::closed::overlap;
use crate::inputs::{Condition, Effect, GrowthSeries, Inputs, LARGEST_LOSS, Quantity, SeriesRef, at};
use crate::quadrature::{Rule, compress, legendre};
use crate::sobol::scrambled;

/// Nodes for the effects on a growing series, together.
const GROWTH_NODES: f64 = 2_000.0;
/// Most nodes for the size of an effect.
const SIZES: f64 = 12.0;

/// What effects add in each year, with its probability.
pub type Scenario = (f64, Vec<f64>);

/// Effects on a series: sums by year on nodes of their delivery and size.
///
/// Delivery is enumerated; sizes have the Gauss rule of their triangular distribution. Many effects have Sobol points
/// instead.
pub fn effects_on(inputs: &Inputs, on: SeriesRef, budget: f64, accuracy: f64) -> Vec<Scenario> {
    let effects: Vec<&Effect> = inputs.effects.iter().filter(|e| e.on == on).collect();
    let each = libm::pow(budget, 1.0 / effects.len().max(1) as f64) - 1.0;
    let years = |f: &dyn Fn(usize) -> f64| (0..inputs.years).map(f).collect::<Vec<f64>>();
    let share = |e: &Effect, step: usize| at(&e.share, step).unwrap_or(0.0);
    if each < 1.5 {
        let points = libm::ceil(budget * accuracy * accuracy) as u32;
        return (0..points)
            .map(|point| {
                let draw = |d: usize| uniform(d, point);
                let size = |(i, e): (usize, &&Effect)| {
                    if draw(2 * i) < e.probability { triangular_quantile(e.effect, draw(2 * i + 1)) } else { 0.0 }
                };
                let sizes: Vec<f64> = effects.iter().enumerate().map(size).collect();
                let added = |step| effects.iter().zip(&sizes).map(|(e, size)| share(e, step) * size).sum();
                (1.0 / f64::from(points), years(&added))
            })
            .collect();
    }
    effects.iter().fold(vec![(1.0, years(&|_| 0.0))], |all, effect| {
        let mut nodes = sizes(effect, each.min(SIZES), accuracy);
        for node in &mut nodes {
            node.1 *= effect.probability;
        }
        nodes.push((0.0, 1.0 - effect.probability));
        nodes.retain(|n| n.1 > 0.0);
        let with = |(p, sums): &Scenario, (size, weight): (f64, f64)| {
            (p * weight, sums.iter().enumerate().map(|(step, sum)| sum + size * share(effect, step)).collect())
        };
        all.iter().flat_map(|scenario| nodes.iter().map(move |node| with(scenario, *node))).collect()
    })
}

fn sizes(effect: &Effect, most: f64, accuracy: f64) -> Rule {
    compress(&triangular(effect.effect), libm::round(most * accuracy).max(1.0) as usize)
}

/// How far the distribution function of the sum of effects on a growing series may be from that of the nodes: for each
/// size that is not certain, the largest weight of its Gauss rule (inequalities of Chebyshev, Markov and Stieltjes).
fn resolution(inputs: &Inputs, on: SeriesRef, accuracy: f64) -> f64 {
    let effects: Vec<&Effect> = inputs.effects.iter().filter(|e| e.on == on).collect();
    let each = libm::pow(GROWTH_NODES, 1.0 / effects.len().max(1) as f64) - 1.0;
    let largest = |e: &&Effect| {
        let nodes = sizes(e, each.min(SIZES), accuracy);
        if nodes.len() > 1 || e.effect[2] > e.effect[0] {
            e.probability * nodes.iter().map(|n| n.1).fold(0.0, f64::max)
        } else {
            0.0
        }
    };
    effects.iter().map(largest).sum::<f64>().min(1.0)
}

/// A triangular distribution as weighted points that have its moments.
fn triangular([low, mode, high]: [f64; 3]) -> Rule {
    if high <= low {
        return vec![(mode, 1.0)];
    }
    let side = |end: f64| {
        let (middle, half) = (0.5 * (end + mode), 0.5 * (mode - end));
        let mass = (mode - end).abs() / (high - low);
        // The density rises from the end to the mode.
        legendre(16).iter().map(move |(t, w)| (middle + half * t, mass * w * (1.0 + t)))
    };
    side(low).chain(side(high)).filter(|p| p.1 > 0.0).collect()
}

fn triangular_quantile([low, mode, high]: [f64; 3], u: f64) -> f64 {
    let width = high - low;
    if width <= 0.0 {
        mode
    } else if u * width < mode - low {
        low + libm::sqrt(u * width * (mode - low))
    } else {
        high - libm::sqrt((1.0 - u) * width * (high - mode))
    }
}

/// A coordinate of a scrambled Sobol point, between 0 and 1.
pub fn uniform(dimension: usize, point: u32) -> f64 {
    replicate(dimension, point, 0)
}

/// As [`uniform`], of one of several independent scramblings.
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
    /// Logarithm of the level without shocks and trend, with its probability.
    pub atoms: Rule,
    /// The level where it is certain.
    pub certain: Option<f64>,
    /// Error of distribution functions where next to nothing is added to effects that are on nodes.
    pub unresolved: f64,
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
        let unresolved = resolution(inputs, SeriesRef::Growth(series), accuracy);
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
                certain: None,
                unresolved: 0.0,
                first,
                last: step,
                years: (step + 1 - first) as f64,
                shock: growing.shock,
                trend: growing.trend,
                start_error: if first == 0 { growing.start_error } else { 0.0 },
            };
            let mut atoms: Rule = levels.iter().zip(&scenarios).map(|(x, (p, _))| (libm::log(*x), *p)).collect();
            let lowest = atoms.iter().map(|a| a.0).fold(f64::INFINITY, f64::min);
            let highest = atoms.iter().map(|a| a.0).fold(f64::NEG_INFINITY, f64::max);
            if highest <= lowest {
                atoms = vec![(lowest, 1.0)];
            }
            let deviation = libm::sqrt(state.own(inputs));
            if atoms.len() == 1 && state.covariance(inputs, &state, true) <= 0.0 {
                state.certain = levels.first().copied();
            }
            // A few nodes for each standard deviation of what is added to them.
            let wanted = accuracy * (5.0 + 3.0 * (highest - lowest) / deviation.max(1e-9));
            if wanted < 40.0 * accuracy {
                atoms = compress(&atoms, libm::ceil(wanted) as usize);
            } else if highest > lowest {
                state.unresolved = unresolved;
            }
            state.atoms = atoms;
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
