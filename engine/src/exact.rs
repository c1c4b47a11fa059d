//! Odds by integration: what is shared is averaged over nodes, what is left has a closed form.
//!
//! The common shocks and the common part of unknown trends couple the series, and nothing else. Given these, series are
//! independent and logarithms of levels normal. A year's conditions depend on few sums of what is shared, often a single
//! one, and only these are integrated.

use std::sync::OnceLock;

use crate::closed::{law, overlap, power};
use crate::distribution::{Distribution, Recursion};
use crate::group::{Group, Met, Probe, combine, factor};
use crate::inputs::{Condition, CountSeries, Inputs, Quantity, SeriesRef, at};
use crate::normal::{normal_cdf, normal_density, normal_quantile};
use crate::quadrature::{hermite_polynomials, is_narrow, normal_rule};
use crate::state::{Atom, Demand, Scenario, State, clustered, condensed, effects_on, replicate};

/// Accuracy of the rules whose results are compared with those that are returned.
const COARSE: f64 = 0.7;
/// What rounding and cut tails may amount to.
const ROUNDING: f64 = 2e-9;
/// Variables up to which nodes are a product of one rule for each, and most evaluations of single demands.
const TENSOR: usize = 3;
const MOST: f64 = 40_000.0;
/// Independent scramblings of Sobol points, and points of each.
const SCRAMBLINGS: u32 = 16;
const POINTS: f64 = 256.0;
/// Nodes for the effects on the count together, each with a recursion of its own, and most for the size of one; and
/// where each has a recursion for several moves.
const COUNT_NODES: [f64; 2] = [1_000.0, 8.0];
const COUNT_RUNS: f64 = 16.0;
const LINKED_RUNS: f64 = 6.0;
/// Most atoms of demands that are averaged once, and for each node of shared variables.
const ATOMS: [f64; 2] = [100.0, 40.0];
/// Nodes for the variable that waves follow.
const TILTS: f64 = 13.0;
/// Differences of two rules in a bound.
const SAFETY: f64 = 4.0;
/// Standard errors in the bound of an average over Sobol points: Student's t with 15 degrees of freedom exceeds it once
/// in 40,000 times.
const ERRORS: f64 = 6.0;
/// Crossings of steps that are followed, and pairs of steps that are looked at.
const CROSSINGS: usize = 60;
const PAIRS: usize = 1_000;

/// A number with a bound of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    /// Zero for closed forms, which are exact to rounding; else from two rules of different order.
    pub bound: f64,
}

/// All odds of inputs.
pub struct Exact {
    inputs: Inputs,
    /// The rules of the results, and those they are compared with.
    passes: [Pass; 2],
    /// Numbers of targets met, by year.
    joint: Vec<OnceLock<Vec<Estimate>>>,
    /// Bounds of the errors of probabilities of the count, by year.
    count_errors: OnceLock<Vec<f64>>,
}

/// The laws of the series by one set of rules.
struct Pass {
    accuracy: f64,
    /// Whether its results are those that others are compared with.
    is_coarse: bool,
    /// By year and series.
    states: Vec<Vec<State>>,
    counts: OnceLock<Vec<Distribution>>,
}

impl Exact {
    pub fn new(inputs: &Inputs) -> Self {
        Self::with_accuracy(inputs, 1.0)
    }

    /// As [`Self::new`], with a factor on numbers of nodes.
    pub fn with_accuracy(inputs: &Inputs, accuracy: f64) -> Self {
        let passes = [(accuracy, false), (COARSE * accuracy, true)]
            .map(|(accuracy, is_coarse)| Pass::new(inputs, accuracy, is_coarse));
        Self {
            inputs: inputs.clone(),
            passes,
            joint: vec![OnceLock::new(); inputs.years],
            count_errors: OnceLock::new(),
        }
    }

    /// The probability that the target at this position is met in its year.
    pub fn hit(&self, target: usize) -> Option<Estimate> {
        self.hit_in(target, self.inputs.targets.get(target)?.step)
    }

    /// The probability that the target at this position would be met at the end of another year.
    pub fn hit_in(&self, target: usize, step: usize) -> Option<Estimate> {
        let condition = self.inputs.targets.get(target)?;
        if let Some(law) = law(&self.inputs, condition.of, step) {
            return Some(Estimate { value: law.chance(condition.threshold, condition.above), bound: 0.0 });
        }
        if condition.of == Quantity::Count {
            let value = self.count(step)?.chance(condition.threshold, condition.above);
            return Some(Estimate { value, bound: self.count_error(step, condition.threshold)? });
        }
        let [fine, coarse] = self.passes.each_ref().map(|pass| pass.chance(&self.inputs, condition, step));
        let (value, is_certain) = fine?;
        let bound =
            if is_certain { 0.0 } else { SAFETY * (value - coarse?.0).abs() + self.lost(step, condition) + ROUNDING };
        Some(Estimate { value, bound })
    }

    /// Probabilities that exactly 0, 1, 2, … of the targets of a year are met.
    pub fn exactly(&self, step: usize) -> Vec<Estimate> {
        let joint = || {
            let [(fine, error), (coarse, _)] = self.passes.each_ref().map(|pass| pass.joint(&self.inputs, step));
            // The largest difference stands for all: one of them may be small by chance.
            let difference = fine.iter().zip(&coarse).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            let due = self.inputs.targets.iter().filter(|t| t.step == step);
            let lost: f64 = due.map(|t| self.lost(step, t)).sum();
            let bound = SAFETY * difference + error + lost + ROUNDING;
            fine.into_iter().map(|value| Estimate { value: value.clamp(0.0, 1.0), bound }).collect()
        };
        self.joint
            .get(step)
            .map_or_else(|| vec![Estimate { value: 1.0, bound: 0.0 }], |kept| kept.get_or_init(joint).clone())
    }

    /// The probability that every target of a year is met.
    pub fn all(&self, step: usize) -> Option<Estimate> {
        self.exactly(step).pop()
    }

    /// The value of a quantity at the end of a year that it does not exceed with this probability, in the unit of the
    /// quantity; `None` for sums.
    pub fn quantile(&self, of: Quantity, step: usize, share: f64) -> Option<Estimate> {
        if let Some(law) = law(&self.inputs, of, step) {
            return Some(Estimate { value: law.quantile(share), bound: 0.0 });
        }
        if of == Quantity::Count {
            let fine = self.count(step)?;
            let value = fine.quantile(share);
            // Numbers are jumps: the bound is what that of the probability may move.
            let unsure = self.count_error(step, value)?;
            let moved = |share: f64| (fine.quantile(share) - value).abs();
            let between = if fine.unit() > 1.0 { fine.unit() } else { 0.0 };
            let beyond = if share + unsure >= 1.0 { f64::INFINITY } else { moved(share + unsure) };
            return Some(Estimate { value, bound: beyond.max(moved(share - unsure)) + between });
        }
        let [fine, coarse] = self.passes.each_ref().map(|pass| pass.quantile(&self.inputs, of, step, share));
        let value = fine?;
        let rough: f64 = self.states_of(of, step).map(|s| s.roughness * s.range).sum();
        Some(Estimate { value, bound: SAFETY * (value - coarse?).abs() + (ROUNDING + rough) * value })
    }

    /// The distribution of the count at the end of a year.
    pub fn count(&self, step: usize) -> Option<&Distribution> {
        self.passes.first()?.counts(&self.inputs)?.get(step)
    }

    /// A bound of the error of probabilities of the count: of all of a year one, since one may agree by chance; and mass of
    /// numbers too large to be followed.
    fn count_error(&self, step: usize, threshold: f64) -> Option<f64> {
        let all = || {
            let [fine, coarse] = self.passes.each_ref().map(|pass| pass.counts(&self.inputs).unwrap_or_default());
            fine.iter()
                .zip(coarse)
                .map(|(fine, coarse)| SAFETY * fine.distance(coarse) + fine.roughness() + ROUNDING)
                .collect()
        };
        let all: &Vec<f64> = self.count_errors.get_or_init(all);
        Some(at(all, step)? + self.count(step)?.lost(threshold))
    }

    /// What no comparison of rules shows.
    fn lost(&self, step: usize, condition: &Condition) -> f64 {
        let count = if condition.of == Quantity::Count { self.count_error(step, condition.threshold) } else { None };
        count.unwrap_or(0.0) + self.states_of(condition.of, step).map(|s| s.roughness).sum::<f64>()
    }

    /// The growing series that a quantity depends on, in a year.
    fn states_of(&self, of: Quantity, step: usize) -> impl Iterator<Item = &State> {
        let states = self.passes.first().map_or(&[][..], |pass| pass.states(step)).iter().enumerate();
        states.filter(move |(i, _)| of.depends_on(SeriesRef::Growth(*i))).map(|(_, state)| state)
    }
}

impl Pass {
    fn new(inputs: &Inputs, accuracy: f64, is_coarse: bool) -> Self {
        let by_series = |(i, g)| State::by_year(inputs, i, g, accuracy);
        let series: Vec<Vec<State>> = inputs.growing.iter().enumerate().map(by_series).collect();
        let year = |step: usize| series.iter().filter_map(|years| years.get(step).cloned()).collect();
        Self { accuracy, is_coarse, states: (0..inputs.years).map(year).collect(), counts: OnceLock::new() }
    }

    /// Expected arrivals by year with effects on some number of nodes.
    fn scenarios(&self, inputs: &Inputs, counting: &CountSeries, runs: f64) -> Vec<Scenario> {
        let means = |(p, added): Scenario| {
            let mean = |(step, add): (usize, &f64)| (at(&counting.arrivals, step).unwrap_or(0.0) + add).max(0.0);
            (p, added.iter().enumerate().map(mean).collect())
        };
        let all = effects_on(inputs, SeriesRef::Count, COUNT_NODES, self.accuracy);
        clustered(all.into_iter().map(means).collect(), libm::ceil(runs * self.accuracy) as usize)
    }

    /// Distributions of the count by year.
    fn counts(&self, inputs: &Inputs) -> Option<&[Distribution]> {
        let counting = inputs.counting.as_ref()?;
        let counts = || {
            let scenarios = self.scenarios(inputs, counting, COUNT_RUNS);
            let recursion = Recursion::new(
                counting,
                inputs.persistence,
                (scenarios.len() * inputs.years / 10).max(1),
                self.accuracy,
                self.is_coarse,
            );
            recursion.average(&scenarios, &recursion.units(&largest(&scenarios)))
        };
        Some(self.counts.get_or_init(counts))
    }

    fn states(&self, step: usize) -> &[State] {
        self.states.get(step).map_or(&[], Vec::as_slice)
    }

    fn covariance(&self, inputs: &Inputs, step: usize, i: usize, j: usize) -> f64 {
        let states = self.states(step);
        states.get(i).zip(states.get(j)).map_or(0.0, |(a, b)| a.covariance(inputs, b, i == j))
    }

    /// The probability of a condition at the end of a year, and whether it is certain.
    fn chance(&self, inputs: &Inputs, condition: &Condition, step: usize) -> Option<(f64, bool)> {
        let demand = match Demand::new(condition, self.states(step)) {
            Ok(demand) => demand,
            Err(holds) => return Some((f64::from(u8::from(holds)), true)),
        };
        let covariance = |i: usize, j: usize| self.covariance(inputs, step, i, j);
        Some((
            Group::new(vec![demand], self.states(step), covariance, ATOMS[0], self.accuracy).met(&[0.0; 2]).pop()?,
            false,
        ))
    }

    /// The root of the distribution function of a level or ratio that effects act on.
    fn quantile(&self, inputs: &Inputs, of: Quantity, step: usize, share: f64) -> Option<f64> {
        let states = self.states(step);
        let atoms = |i: usize| states.get(i).map(|s| s.atoms.as_slice());
        let covariance = |i: usize, j: usize| self.covariance(inputs, step, i, j);
        let (atoms, variance): (Vec<Atom>, f64) = match of {
            Quantity::Level(a) => (atoms(a)?.to_vec(), covariance(a, a)),
            Quantity::Ratio(a, b) if a == b => (vec![Atom { mean: 0.0, variance: 0.0, weight: 1.0 }], 0.0),
            Quantity::Ratio(a, b) => {
                let less = |x: &Atom, y: &Atom| Atom {
                    mean: x.mean - y.mean,
                    variance: x.variance + y.variance,
                    weight: x.weight * y.weight,
                };
                let pairs = atoms(a)?.iter().flat_map(|x| atoms(b).unwrap_or_default().iter().map(move |y| less(x, y)));
                (pairs.collect(), covariance(a, a) + covariance(b, b) - 2.0 * covariance(a, b))
            }
            Quantity::Sum(..) | Quantity::Count => return None,
        };
        let variance = variance.max(0.0);
        let most = ATOMS[0] * self.accuracy;
        let atoms = if atoms.len() as f64 > most {
            condensed(&atoms, libm::sqrt(variance), most, self.accuracy)
        } else {
            atoms
        };
        Some(libm::exp(mixture_quantile(atoms, variance, share)))
    }

    /// Probabilities of the numbers of targets of a year that are met, and the error of what is followed for them alone.
    fn joint(&self, inputs: &Inputs, step: usize) -> (Met, f64) {
        let states = self.states(step);
        let (mut met, mut error): (Met, f64) = (vec![1.0], 0.0);
        let (mut demands, mut counted) = (Vec::new(), Vec::new());
        for target in inputs.targets.iter().filter(|t| t.step == step) {
            match Demand::new(target, states) {
                _ if target.of == Quantity::Count && inputs.counting.is_some() => counted.push(*target),
                Ok(demand) => demands.push(demand),
                Err(holds) => met = combine(&met, if holds { &[0.0, 1.0] } else { &[1.0, 0.0] }),
            }
        }
        let sets = grouped(demands);
        // The count is independent of the rest unless its waves follow common shocks that this has too.
        let is_tied = |c: &&CountSeries| {
            let mut series = sets.iter().flatten().flat_map(|d| d.series()).filter_map(|i| states.get(i));
            let is_known = at(&c.known, step).flatten().is_some();
            !counted.is_empty()
                && c.regime > 0.0
                && c.follow > 0.0
                && !is_known
                && series.any(|s| s.begins(inputs).is_some())
        };
        let tied = inputs.counting.as_ref().filter(is_tied).map(|counting| (counting, counted.as_slice()));
        if let (None, [one]) = (tied, sets.as_slice()) {
            let covariance = |i: usize, j: usize| self.covariance(inputs, step, i, j);
            let group = Group::new(one.clone(), states, covariance, ATOMS[0], self.accuracy);
            met = combine(&met, &group.met(&vec![0.0; group.channels.len()]));
        } else if !sets.is_empty() {
            let own = |i: usize, j: usize| if i == j { states.get(i).map_or(0.0, |s| s.own(inputs)) } else { 0.0 };
            let groups = sets.into_iter().map(|set| Group::new(set, states, own, ATOMS[1], self.accuracy)).collect();
            let mut shared = Shared::new(self, inputs, step, groups, tied);
            let (part, sobol) = shared.average();
            (met, error) = (combine(&met, &part), sobol + shared.linked.map_or(0.0, |linked| linked.lost));
        }
        if tied.is_none() && !counted.is_empty() {
            let count = self.counts(inputs).and_then(|counts| counts.get(step));
            met = combine(&met, &count.map_or_else(Vec::new, |count| number_met(count, &counted)));
        }
        (met, error)
    }
}

/// Sets of demands that share no series. Two on logarithms alone are one set: their joint law is closed.
fn grouped(demands: Vec<Demand>) -> Vec<Vec<Demand>> {
    if demands.len() == 2 && demands.iter().all(|d| d.linear().is_some()) {
        return vec![demands];
    }
    let mut sets: Vec<Vec<Demand>> = Vec::new();
    for demand in demands {
        let is_about = |set: &Vec<Demand>| set.iter().any(|d| d.series().iter().any(|i| demand.series().contains(i)));
        let (with, without): (Vec<_>, Vec<_>) = sets.into_iter().partition(is_about);
        sets = without;
        sets.push(with.into_iter().flatten().chain([demand]).collect());
    }
    sets
}

/// The value that a mixture of normals, each with this variance more, does not exceed with a probability: Newton's
/// method within brackets.
fn mixture_quantile(mut atoms: Vec<Atom>, variance: f64, share: f64) -> f64 {
    atoms.sort_by(|a, b| a.mean.total_cmp(&b.mean));
    for a in &mut atoms {
        a.variance = libm::sqrt(a.variance + variance);
    }
    let z = normal_quantile(share);
    if !z.is_finite() {
        return z;
    }
    let total = |f: &dyn Fn(&Atom) -> f64| atoms.iter().map(f).sum::<f64>();
    let mean = total(&|a| a.weight * a.mean);
    let deviation = libm::sqrt(total(&|a| a.weight * ((a.mean - mean) * (a.mean - mean) + a.variance * a.variance)));
    let ends = atoms.iter().map(|a| a.mean + a.variance * z);
    let (mut low, mut high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    let mut x = (mean + z * deviation).clamp(low, high);
    for _ in 0..80 {
        let (mut excess, mut slope) = (-share, 0.0);
        for a in &atoms {
            let z = (x - a.mean) / a.variance;
            if a.variance > 0.0 && z.abs() < 9.0 {
                excess += a.weight * normal_cdf(z);
                slope += a.weight * normal_density(z) / a.variance;
            } else if x >= a.mean {
                excess += a.weight;
            }
        }
        if excess > -1e-12 {
            high = x;
        } else {
            low = x;
        }
        let next = x - excess / slope;
        let next = if next > low && next < high { next } else { 0.5 * (low + high) };
        if (next - x).abs() <= 1e-15 * x.abs().max(deviation) {
            break;
        }
        x = next;
    }
    high
}

/// The most arrivals of each year in any scenario.
fn largest(scenarios: &[Scenario]) -> Vec<f64> {
    let most = |step: usize| scenarios.iter().filter_map(|(_, means)| at(means, step)).fold(0.0, f64::max);
    (0..scenarios.first().map_or(0, |(_, means)| means.len())).map(most).collect()
}

/// The number of conditions on the count that are met: of one that is likelier than another, also where the other is.
fn number_met(count: &Distribution, conditions: &[Condition]) -> Met {
    let mut chances: Vec<f64> = conditions.iter().map(|c| count.chance(c.threshold, c.above)).collect();
    chances.sort_by(|a, b| b.total_cmp(a));
    let more = chances.iter().copied().chain([0.0]);
    std::iter::once(1.0).chain(chances.iter().copied()).zip(more).map(|(p, q)| p - q).collect()
}

/// Numbers of conditions met on a count whose waves follow the shared variables.
///
/// Where a shared variable is moved by `u`, the waves move along, and that is as if arrivals were expected to be more by
/// a factor (R. Cameron and W. Martin, 1944). So the law of the count over the moved variable, `Q(u) = E q(z + u)`, takes
/// no path; and `q(z) = Σ aₖ·Heₖ(z)` where `Q(u) = Σ aₖ·uᵏ`.
struct Linked {
    /// The variables that are moved, as combinations of the shared ones.
    axes: Vec<Vec<f64>>,
    /// For each node of a move the coefficients of its polynomial.
    polynomials: Vec<Vec<f64>>,
    /// Numbers met at products of nodes, the first variable's outermost.
    met: Vec<Met>,
    lost: f64,
}

impl Linked {
    fn new(
        pass: &Pass,
        inputs: &Inputs,
        counting: &CountSeries,
        step: usize,
        follows: &[Vec<f64>],
        axes: Vec<Vec<f64>>,
        counted: &[Condition],
    ) -> Self {
        let variables = follows.first().map_or(0, Vec::len);
        let scenarios = pass.scenarios(inputs, counting, LINKED_RUNS);
        // On a lattice differences of many nodes would be noise.
        // Few years take little time.
        let runs = |all: usize| (all * (step + 1) / 16).max(1);
        let plain = Recursion::new(counting, inputs.persistence, runs(13), pass.accuracy, false);
        let is_wide = plain.units(&largest(&scenarios)).get(step).is_some_and(|unit| *unit > 1.0);
        let first = if scenarios.len() > 1 || is_wide { 7.0 } else { TILTS + if step < 4 { 4.0 } else { 0.0 } };
        let most = [first, 6.0, 4.0].get(variables.saturating_sub(1)).copied().unwrap_or(3.0);
        let n = libm::round(most * pass.accuracy).clamp(2.0, 17.0) as usize;
        let reach = libm::sqrt(0.5 * n as f64);
        let angle = |j: usize| std::f64::consts::PI * (j as f64 + 0.5) / n as f64;
        let nodes: Vec<f64> = (0..n).map(|j| reach * libm::cos(angle(j))).collect();
        let products = (0..variables).fold(vec![Vec::new()], |all: Vec<Vec<f64>>, _| {
            all.iter().flat_map(|point| nodes.iter().map(move |u| [point.as_slice(), &[*u]].concat())).collect()
        });
        let recursion = Recursion::new(
            counting,
            inputs.persistence,
            runs(products.len() * scenarios.len()),
            pass.accuracy,
            pass.is_coarse,
        );
        let units: Vec<f64> = recursion.units(&largest(&scenarios)).into_iter().take(step + 1).collect();
        let mut lost = 0.0_f64;
        let met = |u: &Vec<f64>| {
            let factor = |step: usize| {
                let moved: f64 = follows.get(step).into_iter().flatten().zip(u).map(|(m, u)| m * u).sum();
                libm::exp(counting.regime * moved)
            };
            let moved = |(p, means): &Scenario| {
                (*p, means.iter().take(step + 1).enumerate().map(|(t, m)| m * factor(t)).collect())
            };
            let Some(count) = recursion.average(&scenarios.iter().map(moved).collect::<Vec<_>>(), &units).pop() else {
                return Vec::new();
            };
            lost = counted.iter().map(|c| count.lost(c.threshold)).fold(lost, f64::max);
            number_met(&count, counted)
        };
        let met = products.iter().map(met).collect();
        Self { axes, polynomials: lagrange(&nodes), met, lost }
    }

    /// What the numbers met count for at a place of the shared variables.
    fn met(&self, place: &[f64]) -> Met {
        let weights = self.axes.iter().fold(vec![1.0], |all, axis| {
            let z: f64 = axis.iter().zip(place).map(|(a, z)| a * z).sum();
            let mut factorial = 1.0;
            let scaled = |(k, h): (usize, f64)| {
                factorial *= libm::sqrt(k.max(1) as f64);
                h * factorial
            };
            let powers: Vec<f64> =
                hermite_polynomials(z).take(self.polynomials.len()).enumerate().map(scaled).collect();
            let weight = |coefficients: &Vec<f64>| coefficients.iter().zip(&powers).map(|(a, h)| a * h).sum();
            let own: Vec<f64> = self.polynomials.iter().map(weight).collect();
            all.iter().flat_map(|w| own.iter().map(move |v| w * v)).collect()
        });
        let mut met = Vec::new();
        for (part, weight) in self.met.iter().zip(weights) {
            accumulate(&mut met, part, weight);
        }
        met
    }
}

/// For each node the coefficients, by power, of the polynomial that is one there and zero at the others.
fn lagrange(nodes: &[f64]) -> Vec<Vec<f64>> {
    let one = |j: usize| {
        let own = at(nodes, j).unwrap_or(0.0);
        nodes.iter().enumerate().filter(|(i, _)| *i != j).fold(vec![1.0], |mut all, (_, other)| {
            let scale = 1.0 / (own - other);
            all.push(0.0);
            for k in (0..all.len()).rev() {
                let below = if k > 0 { at(&all, k - 1).unwrap_or(0.0) } else { 0.0 };
                if let Some(a) = all.get_mut(k) {
                    *a = (below - other * *a) * scale;
                }
            }
            all
        })
    };
    (0..nodes.len()).map(one).collect()
}

/// The shared variables of the targets of a year: independent and standard normal.
struct Shared {
    groups: Vec<Group>,
    /// For each variable and group the loadings of its channels.
    loadings: Vec<Vec<Vec<f64>>>,
    /// For each group the number of variables up to the last that it depends on.
    ends: Vec<usize>,
    /// The count, if it depends on them too.
    linked: Option<Linked>,
    accuracy: f64,
}

impl Shared {
    fn new(
        pass: &Pass,
        inputs: &Inputs,
        step: usize,
        groups: Vec<Group>,
        tied: Option<(&CountSeries, &[Condition])>,
    ) -> Self {
        let states = pass.states(step);
        // What takes most time first: it is averaged over the first variables alone.
        let mut groups = groups;
        groups.sort_by_key(|g| std::cmp::Reverse(g.cost()));
        let channels: Vec<&[(usize, f64)]> = groups.iter().flat_map(|g| g.channels.iter().map(Vec::as_slice)).collect();
        let of_channel = |channel: usize, f: &dyn Fn(&State) -> f64| -> f64 {
            let parts = channels.get(channel).copied().unwrap_or_default().iter();
            parts.filter_map(|(i, p)| Some(p * f(states.get(*i)?))).sum()
        };
        // The sums of common shocks that waves follow.
        let mut sums: Vec<usize> = Vec::new();
        if tied.is_some() {
            let series = channels.iter().flat_map(|c| c.iter()).filter_map(|(i, _)| states.get(*i));
            sums.extend(series.filter_map(|s| s.begins(inputs)));
            sums.sort_unstable();
            sums.dedup();
        }
        let n = channels.len();
        let begin = |a: usize| at(&sums, a - n).unwrap_or(0);
        let covariance = |a: usize, b: usize| match (a < n, b < n) {
            (true, true) => of_channel(a, &|x| of_channel(b, &|y| x.shared(inputs, y))),
            (true, false) => of_channel(a, &|s| s.with_shocks(inputs, begin(b))),
            (false, true) => of_channel(b, &|s| s.with_shocks(inputs, begin(a))),
            (false, false) => overlap(inputs.persistence, begin(a), begin(b), step),
        };
        let rows = factor(n + sums.len(), covariance);
        let variables = rows.first().map_or(0, Vec::len);
        let column = |d: usize| {
            let mut rest = rows.iter().map(|row| at(row, d).unwrap_or(0.0));
            groups.iter().map(|g| rest.by_ref().take(g.channels.len()).collect()).collect()
        };
        let loadings: Vec<Vec<Vec<f64>>> = (0..variables).map(column).collect();
        let last = |g: usize| loadings.iter().rposition(|all| all.get(g).is_some_and(|a| a.iter().any(|a| *a != 0.0)));
        let ends = (0..groups.len()).map(|g| last(g).map_or(0, |d| d + 1)).collect();
        let linked = tied.map(|(counting, counted)| {
            // Sums, then common shocks of each year, by independent variables.
            let apart = |year: usize, begin: usize| -> f64 {
                (begin..=step).map(|s| power(inputs.persistence, s.abs_diff(year))).sum()
            };
            let covariance = |a: usize, b: usize| match (at(&sums, a), at(&sums, b)) {
                (Some(a), Some(b)) => overlap(inputs.persistence, a, b, step),
                (Some(begin), None) => apart(b - sums.len(), begin),
                (None, Some(begin)) => apart(a - sums.len(), begin),
                (None, None) => power(inputs.persistence, a.abs_diff(b)),
            };
            let own = factor(sums.len() + step + 1, covariance);
            let strength = libm::sqrt(counting.follow);
            let follows = own.iter().skip(sums.len());
            let follows = follows.map(|row| row.iter().take(sums.len()).map(|m| strength * m).collect());
            // These variables as combinations of those that are integrated.
            let mut axes: Vec<Vec<f64>> = Vec::new();
            for (row, own) in rows.iter().skip(n).zip(&own) {
                let rest = |d: usize| {
                    let before = axes.iter().zip(own).map(|(axis, a)| a * at(axis, d).unwrap_or(0.0));
                    at(row, d).unwrap_or(0.0) - before.sum::<f64>()
                };
                let scale = at(own, axes.len()).unwrap_or(1.0);
                axes.push((0..variables).map(|d| rest(d) / scale).collect());
            }
            Linked::new(pass, inputs, counting, step, &follows.collect::<Vec<_>>(), axes, counted)
        });
        Self { loadings, ends, groups, linked, accuracy: pass.accuracy }
    }

    /// The number of targets met, and the error of Sobol points.
    fn average(&mut self) -> (Met, f64) {
        let start: Vec<Vec<f64>> = self.groups.iter().map(|g| vec![0.0; g.channels.len()]).collect();
        let variables = self.loadings.len();
        // In more than two variables steps are followed in the last two only.
        let is_narrow = |d: usize| self.steps(d, &start).iter().any(|s| is_narrow(s.1));
        let is_followed = variables <= TENSOR && !(0..variables.saturating_sub(2)).any(is_narrow);
        let full = self.accuracy;
        while is_followed && self.accuracy > 0.4 * full {
            let rules: Vec<usize> = (0..variables).map(|d| self.rule(d, &start).len()).collect();
            let nodes = |end: usize| rules.iter().take(end).fold(1.0, |product, n| product * *n as f64);
            let cost = |(g, end): (&Group, &usize)| nodes(*end) * g.cost() as f64;
            let cost = self.groups.iter().zip(&self.ends).map(cost).sum::<f64>() + nodes(variables);
            if variables <= 1 || cost <= MOST * full * full {
                let mut met = Vec::new();
                self.walk(&mut Vec::new(), &start, &[1.0], 1.0, &mut met);
                return (met, 0.0);
            }
            self.accuracy *= 0.8;
        }
        self.accuracy = full;
        self.sobol(&start)
    }

    /// Nodes of every further variable, given the places of those before, the shifts of channels there, and the number
    /// met of the groups that depend on no further one.
    fn walk(&self, places: &mut Vec<f64>, shifts: &[Vec<f64>], known: &[f64], weight: f64, met: &mut Met) {
        let d = places.len();
        let ended = self.groups.iter().zip(shifts).zip(&self.ends).filter(|(_, end)| **end == d);
        let known = ended.fold(known.to_vec(), |known, ((g, shifts), _)| combine(&known, &g.met(shifts)));
        if d == self.loadings.len() {
            let known = self.linked.as_ref().map_or(known.clone(), |linked| combine(&known, &linked.met(places)));
            accumulate(met, &known, weight);
            return;
        }
        for (z, share) in self.rule(d, shifts) {
            places.push(z);
            self.walk(places, &self.moved(d, shifts, z), &known, weight * share, met);
            places.pop();
        }
    }

    /// The shifts of channels after a variable has its value.
    fn moved(&self, d: usize, shifts: &[Vec<f64>], z: f64) -> Vec<Vec<f64>> {
        let loadings = self.loadings.get(d).into_iter().flatten();
        let group =
            |(shifts, along): (&Vec<f64>, &Vec<f64>)| shifts.iter().zip(along).map(|(s, a)| s + a * z).collect();
        shifts.iter().zip(loadings).map(group).collect()
    }

    /// The number of targets met where all variables have their values.
    fn met(&self, places: &[f64], shifts: &[Vec<f64>]) -> Met {
        let start = self.linked.as_ref().map_or_else(|| vec![1.0], |linked| linked.met(places));
        self.groups.iter().zip(shifts).fold(start, |met, (g, shifts)| combine(&met, &g.met(shifts)))
    }

    fn rule(&self, d: usize, shifts: &[Vec<f64>]) -> Vec<(f64, f64)> {
        let mut steps = self.steps(d, shifts);
        let is_moved = |axis: &Vec<f64>| at(axis, d).unwrap_or(0.0) != 0.0;
        if self.linked.as_ref().is_some_and(|l| l.axes.iter().any(is_moved)) {
            steps.push((0.0, 1.0));
        }
        normal_rule(&steps, self.accuracy)
    }

    /// Steps along a variable, given those before.
    fn steps(&self, d: usize, shifts: &[Vec<f64>]) -> Vec<(f64, f64)> {
        let variables = self.loadings.len();
        let mut probes: Vec<Probe> = Vec::new();
        for (i, (group, shifts)) in self.groups.iter().zip(shifts).enumerate() {
            let column = |d: usize| self.loadings.get(d).and_then(|groups| groups.get(i)).cloned().unwrap_or_default();
            let last = (d + 2 == variables).then(|| column(d + 1));
            group.probes(shifts, &column(d), last.as_deref(), &mut probes);
        }
        // Steps far outside have no weight.
        let is_seen = |(place, width): &(f64, f64)| place.abs() - 9.0 * width < 9.0;
        let mut steps: Vec<(f64, f64)> = probes.iter().map(Probe::step).filter(is_seen).collect();
        if d + 2 == variables {
            let others = |i: usize| probes.iter().skip(i + 1);
            let pairs = probes.iter().enumerate().flat_map(|(i, a)| others(i).map(move |b| (a, b)));
            let crossings =
                pairs.take(PAIRS).filter(|(a, b)| a.last != 0.0 && b.last != 0.0 && (a.along - b.along).abs() > 0.0);
            steps.extend(crossings.take(CROSSINGS).filter_map(|(a, b)| a.crossing(b)).filter(is_seen));
        }
        steps
    }

    /// An average over scrambled Sobol points, with a bound from the scatter of independent scramblings.
    fn sobol(&self, start: &[Vec<f64>]) -> (Met, f64) {
        let cost = self.groups.iter().map(Group::cost).sum::<usize>() as f64;
        let few = POINTS.min(MOST / (f64::from(SCRAMBLINGS) * cost)).max(8.0);
        let points = libm::ceil(few * self.accuracy * self.accuracy) as u32;
        let each: Vec<Met> = (0..SCRAMBLINGS)
            .map(|scrambling| {
                let mut met = Vec::new();
                for i in 0..points {
                    let places: Vec<f64> =
                        (0..self.loadings.len()).map(|d| normal_quantile(replicate(d, i, scrambling))).collect();
                    let shifts = places.iter().enumerate().fold(start.to_vec(), |s, (d, z)| self.moved(d, &s, *z));
                    accumulate(&mut met, &self.met(&places, &shifts), 1.0 / f64::from(points));
                }
                met
            })
            .collect();
        let mut met = Vec::new();
        for part in &each {
            accumulate(&mut met, part, 1.0 / f64::from(SCRAMBLINGS));
        }
        let squares = |(k, mean): (usize, &f64)| -> f64 {
            each.iter().filter_map(|part| part.get(k)).map(|p| (p - mean) * (p - mean)).sum()
        };
        let largest = met.iter().enumerate().map(squares).fold(0.0, f64::max);
        let n = f64::from(SCRAMBLINGS);
        (met, ERRORS * libm::sqrt(largest / (n * (n - 1.0))))
    }
}

fn accumulate(sum: &mut Met, part: &[f64], weight: f64) {
    if sum.is_empty() {
        sum.resize(part.len(), 0.0);
    }
    for (sum, part) in sum.iter_mut().zip(part) {
        *sum += weight * part;
    }
}
