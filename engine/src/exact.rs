//! Odds by integration: what is shared is averaged over nodes, what is left has a closed form.
//!
//! The common shocks and the common part of unknown trends couple the series, and nothing else. Given these, series are
//! independent and logarithms of levels normal. A year's conditions depend on few sums of what is shared, often a single
//! one, and only these are integrated.

use std::sync::OnceLock;

use crate::closed::law;
use crate::distribution::{Distribution, Recursion};
use crate::group::{Group, Met, Probe, combine, factor};
use crate::inputs::{Condition, Inputs, Quantity, SeriesRef, at};
use crate::normal::{normal_cdf, normal_density, normal_quantile};
use crate::quadrature::{is_narrow, normal_rule};
use crate::state::{Demand, Scenario, State, effects_on, replicate};

/// Accuracy of the rules whose results are compared with those that are returned.
const COARSE: f64 = 0.7;
/// What rounding and cut tails may amount to.
const ROUNDING: f64 = 1e-10;
/// Variables up to which nodes are a product of one rule for each, and most nodes of a product.
const TENSOR: usize = 3;
const MOST_NODES: f64 = 30_000.0;
/// Independent scramblings of Sobol points, points of each, and of each where every point needs a recursion.
const SCRAMBLINGS: u32 = 16;
const POINTS: f64 = 256.0;
const FEW_POINTS: f64 = 64.0;
/// Standard errors in the bound of an average over Sobol points: Student's t with 15 degrees of freedom exceeds it once
/// in 40,000 times.
const ERRORS: f64 = 6.0;
/// Crossings of steps that are followed.
const CROSSINGS: usize = 60;

/// A number with a bound of its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    /// Zero for closed forms, which are exact to rounding; else from two rules of different order.
    pub bound: f64,
}

/// All odds of inputs. Nothing is simulated: `seed`, `paths` and `sampler` are not used.
pub struct Exact {
    inputs: Inputs,
    /// The rules of the results, and those they are compared with.
    passes: [Pass; 2],
}

/// The laws of the series by one set of rules.
struct Pass {
    accuracy: f64,
    /// By year and series.
    states: Vec<Vec<State>>,
    /// Arrivals with effects.
    scenarios: Vec<Scenario>,
    counts: OnceLock<Vec<Distribution>>,
}

impl Exact {
    pub fn new(inputs: &Inputs) -> Self {
        Self::with_accuracy(inputs, 1.0)
    }

    /// As [`Self::new`], with a factor on numbers of nodes.
    pub fn with_accuracy(inputs: &Inputs, accuracy: f64) -> Self {
        let passes = [accuracy, COARSE * accuracy].map(|accuracy| Pass::new(inputs, accuracy));
        Self { inputs: inputs.clone(), passes }
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
        let [fine, coarse] = self.passes.each_ref().map(|pass| pass.chance(&self.inputs, condition, step));
        let lost = self.lost(step, &[condition.of]);
        let (value, is_certain) = fine?;
        let bound = if is_certain { 0.0 } else { (value - coarse?.0).abs() + ROUNDING + lost };
        Some(Estimate { value, bound })
    }

    /// Probabilities that exactly 0, 1, 2, … of the targets of a year are met.
    pub fn exactly(&self, step: usize) -> Vec<Estimate> {
        let [(fine, error), (coarse, _)] = self.passes.each_ref().map(|pass| pass.joint(&self.inputs, step));
        // The largest difference stands for all: one of them may be small by chance.
        let difference = fine.iter().zip(&coarse).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let due: Vec<Quantity> = self.inputs.targets.iter().filter(|t| t.step == step).map(|t| t.of).collect();
        let bound = difference + error + self.lost(step, &due) + ROUNDING;
        fine.into_iter().map(|value| Estimate { value: value.clamp(0.0, 1.0), bound }).collect()
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
            let [fine, coarse] =
                self.passes.each_ref().map(|pass| Some(pass.counts(&self.inputs)?.get(step)?.quantile(share)));
            let value = fine?;
            let lost = if share + self.lost(step, &[of]) >= 1.0 { f64::INFINITY } else { 0.0 };
            return Some(Estimate { value, bound: (value - coarse?).abs() + lost });
        }
        let [fine, coarse] = self.passes.each_ref().map(|pass| pass.quantile(&self.inputs, of, step, share));
        let value = fine?;
        Some(Estimate { value, bound: (value - coarse?).abs() + ROUNDING * value })
    }

    /// The distribution of the count at the end of a year.
    pub fn count(&self, step: usize) -> Option<&Distribution> {
        self.passes.first()?.counts(&self.inputs)?.get(step)
    }

    /// What no comparison of rules shows: mass of numbers too large to be followed, steps of effects on nodes.
    fn lost(&self, step: usize, of: &[Quantity]) -> f64 {
        let is_asked = |series: SeriesRef| of.iter().any(|q| q.depends_on(series));
        let count = if is_asked(SeriesRef::Count) { self.count(step).map_or(0.0, Distribution::lost) } else { 0.0 };
        let states = self.passes.first().map_or(&[][..], |pass| pass.states(step)).iter().enumerate();
        states.filter(|(i, _)| is_asked(SeriesRef::Growth(*i))).fold(count, |sum, (_, state)| sum + state.unresolved)
    }
}

impl Pass {
    fn new(inputs: &Inputs, accuracy: f64) -> Self {
        let by_series = |(i, g)| State::by_year(inputs, i, g, accuracy);
        let series: Vec<Vec<State>> = inputs.growing.iter().enumerate().map(by_series).collect();
        let year = |step: usize| series.iter().filter_map(|years| years.get(step).cloned()).collect();
        let scenarios = inputs.counting.as_ref().map_or_else(Vec::new, |counting| {
            let means = |(p, added): Scenario| {
                let mean = |(step, add): (usize, &f64)| (at(&counting.arrivals, step).unwrap_or(0.0) + add).max(0.0);
                (p, added.iter().enumerate().map(mean).collect())
            };
            effects_on(inputs, SeriesRef::Count, accuracy).into_iter().map(means).collect()
        });
        Self { accuracy, states: (0..inputs.years).map(year).collect(), scenarios, counts: OnceLock::new() }
    }

    /// Distributions of the count by year.
    fn counts(&self, inputs: &Inputs) -> Option<&[Distribution]> {
        let recursion = Recursion::new(inputs.counting.as_ref()?, self.accuracy);
        let counts = || {
            let each = self.scenarios.iter().map(|(p, means)| (*p, recursion.by_year(means, inputs.persistence)));
            let each: Vec<(f64, Vec<Distribution>)> = each.collect();
            let year =
                |step: usize| recursion.mix(each.iter().filter_map(move |(p, years)| Some((*p, years.get(step)?))));
            (0..inputs.years).map(year).collect()
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
        if condition.of == Quantity::Count {
            let count = self.counts(inputs)?.get(step)?;
            return Some((count.chance(condition.threshold, condition.above), false));
        }
        let demand = match Demand::new(condition, self.states(step)) {
            Ok(demand) => demand,
            Err(holds) => return Some((f64::from(u8::from(holds)), true)),
        };
        let covariance = |i: usize, j: usize| self.covariance(inputs, step, i, j);
        Some((Group::new(vec![demand], self.states(step), covariance, self.accuracy).met(&[0.0; 2]).pop()?, false))
    }

    /// The root of the distribution function of a level or ratio that effects act on.
    fn quantile(&self, inputs: &Inputs, of: Quantity, step: usize, share: f64) -> Option<f64> {
        let states = self.states(step);
        let atoms = |i: usize| states.get(i).map(|s| s.atoms.as_slice());
        let covariance = |i: usize, j: usize| self.covariance(inputs, step, i, j);
        let (means, variance): (Vec<(f64, f64)>, f64) = match of {
            Quantity::Level(a) => (atoms(a)?.to_vec(), covariance(a, a)),
            Quantity::Ratio(a, b) if a == b => (vec![(0.0, 1.0)], 0.0),
            Quantity::Ratio(a, b) => {
                let pairs = atoms(a)?
                    .iter()
                    .flat_map(|(x, p)| atoms(b).unwrap_or_default().iter().map(move |(y, q)| (x - y, p * q)));
                (pairs.collect(), covariance(a, a) + covariance(b, b) - 2.0 * covariance(a, b))
            }
            Quantity::Sum(..) | Quantity::Count => return None,
        };
        Some(libm::exp(mixture_quantile(means, libm::sqrt(variance.max(0.0)), share)))
    }

    /// Probabilities of the numbers of targets of a year that are met, and the error of Sobol points.
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
        let linked = self.linked(inputs, step, &sets, &counted);
        if let (None, [one]) = (&linked, sets.as_slice()) {
            let covariance = |i: usize, j: usize| self.covariance(inputs, step, i, j);
            let group = Group::new(one.clone(), states, covariance, self.accuracy);
            met = combine(&met, &group.met(&vec![0.0; group.channels.len()]));
        } else if !sets.is_empty() {
            let own = |i: usize, j: usize| if i == j { states.get(i).map_or(0.0, |s| s.own(inputs)) } else { 0.0 };
            let groups = sets.into_iter().map(|set| Group::new(set, states, own, self.accuracy)).collect();
            let (shared, sobol) = Shared::new(inputs, states, groups, linked.as_ref(), self.accuracy).average();
            (met, error) = (combine(&met, &shared), sobol);
        }
        if linked.is_none() && !counted.is_empty() {
            let count = self.counts(inputs).and_then(|counts| counts.get(step));
            met = combine(&met, &count.map_or_else(Vec::new, |count| number_met(count, &counted)));
        }
        (met, error)
    }

    /// What ties the count to the demands, unless it is independent of them.
    fn linked<'a>(
        &'a self,
        inputs: &'a Inputs,
        step: usize,
        sets: &[Vec<Demand>],
        counted: &[Condition],
    ) -> Option<Linked<'a>> {
        let counting = inputs.counting.as_ref().filter(|c| c.regime > 0.0 && c.follow > 0.0)?;
        let first = (0..=step).rev().find(|s| at(&counting.known, *s).flatten().is_some()).map_or(0, |s| s + 1);
        let states = self.states(step);
        let series = sets.iter().flatten().flat_map(|d| d.series()).filter_map(|i| states.get(i));
        let is_tied = series.into_iter().any(|s| (first..=step).any(|year| s.with_shock(inputs, year) > 0.0));
        (is_tied && first <= step && !counted.is_empty()).then(|| Linked {
            recursion: Recursion::new(counting, self.accuracy),
            first,
            years: step + 1 - first,
            follow: counting.follow,
            persists: inputs.persistence > 0.0,
            scenarios: &self.scenarios,
            counted: counted.to_vec(),
        })
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

/// The value that a mixture of normals of one deviation does not exceed with this probability: Newton's method within
/// brackets.
fn mixture_quantile(mut means: Vec<(f64, f64)>, deviation: f64, share: f64) -> f64 {
    means.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (lowest, highest) = (means.first().map_or(0.0, |m| m.0), means.last().map_or(0.0, |m| m.0));
    if deviation <= 0.0 {
        let mut below = 0.0;
        let reached = means.iter().find(|(_, p)| {
            below += p;
            below >= share - 1e-12
        });
        return reached.map_or(highest, |m| m.0);
    }
    let z = normal_quantile(share);
    if !z.is_finite() {
        return z;
    }
    let (mut low, mut high) = (lowest + deviation * z, highest + deviation * z);
    let mut x = 0.5 * (low + high);
    for _ in 0..80 {
        let (mut excess, mut slope) = (-share, 0.0);
        for (mean, p) in &means {
            let z = (x - mean) / deviation;
            excess += p * normal_cdf(z);
            slope += p * normal_density(z) / deviation;
        }
        if excess > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let next = x - excess / slope;
        let next = if next > low && next < high { next } else { 0.5 * (low + high) };
        if (next - x).abs() <= 1e-15 * x.abs().max(deviation) {
            return next;
        }
        x = next;
    }
    x
}

/// The number of conditions on the count that are met: of one that is likelier than another, also where the other is.
fn number_met(count: &Distribution, conditions: &[Condition]) -> Met {
    let mut chances: Vec<f64> = conditions.iter().map(|c| count.chance(c.threshold, c.above)).collect();
    chances.sort_by(|a, b| b.total_cmp(a));
    let more = chances.iter().copied().chain([0.0]);
    std::iter::once(1.0).chain(chances.iter().copied()).zip(more).map(|(p, q)| p - q).collect()
}

/// A count whose waves follow the common shocks.
struct Linked<'a> {
    recursion: Recursion<'a>,
    /// The first year after the last known number, and the years from it on.
    first: usize,
    years: usize,
    follow: f64,
    persists: bool,
    scenarios: &'a [Scenario],
    counted: Vec<Condition>,
}

impl Linked<'_> {
    /// Covariance of what is shared of the waves of two years. Where waves persist, their own part is carried along.
    fn covariance(&self, inputs: &Inputs, a: usize, b: usize) -> f64 {
        match (self.persists, a == b) {
            (true, _) => crate::closed::power(inputs.persistence, a.abs_diff(b)),
            (false, true) => self.follow,
            (false, false) => 0.0,
        }
    }

    fn own(&self) -> f64 {
        if self.persists { 0.0 } else { libm::sqrt(1.0 - self.follow) }
    }

    fn start(&self) -> Distribution {
        let known = self.first.checked_sub(1).and_then(|step| self.recursion.known(step));
        known.unwrap_or_else(|| self.recursion.start())
    }
}

/// The shared variables of the targets of a year: independent and standard normal.
struct Shared<'a> {
    groups: Vec<Group>,
    /// For each variable and group the loadings of its channels, and for each variable those of the waves.
    loadings: Vec<Vec<Vec<f64>>>,
    waves: Vec<Vec<f64>>,
    linked: Option<&'a Linked<'a>>,
    accuracy: f64,
}

/// A point on the way through the variables: shifts of each group's channels, waves, and the count so far.
#[derive(Clone)]
struct Point {
    shifts: Vec<Vec<f64>>,
    waves: Vec<f64>,
    count: Option<Distribution>,
}

impl<'a> Shared<'a> {
    fn new(
        inputs: &Inputs,
        states: &[State],
        groups: Vec<Group>,
        linked: Option<&'a Linked<'a>>,
        accuracy: f64,
    ) -> Self {
        let years = linked.map_or(0, |l| l.years);
        let channels: Vec<&[(usize, f64)]> = groups.iter().flat_map(|g| g.channels.iter().map(Vec::as_slice)).collect();
        let sum = |channel: usize, f: &dyn Fn(&State, usize) -> f64| -> f64 {
            let parts = channels.get(channel).copied().unwrap_or_default().iter();
            parts.filter_map(|(i, p)| Some(p * f(states.get(*i)?, *i))).sum()
        };
        let covariance = |a: usize, b: usize| match (a.checked_sub(years), b.checked_sub(years), linked) {
            (Some(a), Some(b), _) => sum(a, &|x, _| sum(b, &|y, _| x.shared(inputs, y))),
            (Some(channel), None, Some(l)) => {
                libm::sqrt(l.follow) * sum(channel, &|x, _| x.with_shock(inputs, l.first + b))
            }
            (None, Some(channel), Some(l)) => {
                libm::sqrt(l.follow) * sum(channel, &|x, _| x.with_shock(inputs, l.first + a))
            }
            (None, None, Some(l)) => l.covariance(inputs, a, b),
            _ => 0.0,
        };
        // Waves first: the count is followed from year to year.
        let rows = factor(years + channels.len(), covariance);
        let variables = rows.first().map_or(0, Vec::len);
        let column = |d: usize| {
            let mut rest = rows.iter().skip(years).map(|row| at(row, d).unwrap_or(0.0));
            groups.iter().map(|g| rest.by_ref().take(g.channels.len()).collect()).collect()
        };
        let waves = (0..variables).map(|d| rows.iter().take(years).map(|row| at(row, d).unwrap_or(0.0)).collect());
        Self { loadings: (0..variables).map(column).collect(), waves: waves.collect(), groups, linked, accuracy }
    }

    /// The number of targets met, and the error of Sobol points.
    fn average(&self) -> (Met, f64) {
        let Some(linked) = self.linked else { return self.average_of(&[]) };
        let (mut met, mut error) = (Vec::new(), 0.0);
        for (weight, means) in linked.scenarios {
            let (part, sobol) = self.average_of(means);
            error += weight * sobol;
            accumulate(&mut met, &part, *weight);
        }
        (met, error)
    }

    fn average_of(&self, means: &[f64]) -> (Met, f64) {
        let shifts = self.groups.iter().map(|g| vec![0.0; g.channels.len()]).collect();
        let waves = vec![0.0; self.linked.map_or(0, |l| l.years)];
        let start = Point { shifts, waves, count: self.linked.map(Linked::start) };
        let variables = self.loadings.len();
        let rules = (0..variables).map(|d| self.rule(d, &start, means));
        let nodes = rules.fold(1_usize, |product, rule| product.saturating_mul(rule.len()));
        // In more than two variables steps are followed in the last two only.
        let is_narrow = |d: usize| self.steps(d, &start).iter().any(|s| is_narrow(s.1));
        let too_narrow = (0..variables.saturating_sub(2)).any(is_narrow);
        // With a count each node needs a recursion, for all scenarios of its arrivals.
        let cost = self.linked.map_or(1.0, |l| 2.0 * l.scenarios.len() as f64);
        let most = MOST_NODES * libm::pow(self.accuracy, TENSOR as f64) / cost;
        if variables <= 1 || variables <= TENSOR && nodes as f64 <= most && !too_narrow {
            let mut met = Vec::new();
            self.walk(0, &start, 1.0, means, &mut met);
            return (met, 0.0);
        }
        self.sobol(&start, means)
    }

    /// Nodes of every variable from `d` on, given those before.
    fn walk(&self, d: usize, point: &Point, weight: f64, means: &[f64], met: &mut Met) {
        if d == self.loadings.len() {
            accumulate(met, &self.met(point), weight);
            return;
        }
        for (z, share) in self.rule(d, point, means) {
            self.walk(d + 1, &self.moved(d, point, z, means), weight * share, means, met);
        }
    }

    /// The point after a variable has its value.
    fn moved(&self, d: usize, point: &Point, z: f64, means: &[f64]) -> Point {
        let mut next = point.clone();
        for (shifts, along) in next.shifts.iter_mut().zip(self.loadings.get(d).into_iter().flatten()) {
            for (shift, slope) in shifts.iter_mut().zip(along) {
                *shift += slope * z;
            }
        }
        for (wave, slope) in next.waves.iter_mut().zip(self.waves.get(d).into_iter().flatten()) {
            *wave += slope * z;
        }
        if let (Some(linked), Some(wave), Some(before)) = (self.linked, at(&next.waves, d), &point.count) {
            let step = linked.first + d;
            let arrivals = linked.recursion.arrivals(at(means, step).unwrap_or(0.0), wave, linked.own());
            next.count = Some(linked.recursion.next(step, before, &arrivals));
        }
        next
    }

    /// The number of targets met at a point where all variables have their values.
    fn met(&self, point: &Point) -> Met {
        let counted = point.count.as_ref().zip(self.linked);
        let start = counted.map_or_else(|| vec![1.0], |(count, linked)| number_met(count, &linked.counted));
        self.groups.iter().zip(&point.shifts).fold(start, |met, (g, shifts)| combine(&met, &g.met(shifts)))
    }

    fn rule(&self, d: usize, point: &Point, means: &[f64]) -> Vec<(f64, f64)> {
        let mut steps = self.steps(d, point);
        if let Some(linked) = self.linked.filter(|l| d < l.years) {
            // Counts change smoothly with a wave.
            let scale = if linked.persists { 1.0 } else { libm::sqrt(linked.follow) };
            let width = linked.recursion.width(at(means, linked.first + d).unwrap_or(0.0)) / scale;
            steps.push((0.0, if is_narrow(width) { 0.5 } else { width }));
        }
        normal_rule(&steps, self.accuracy)
    }

    /// Steps along a variable, given those before.
    fn steps(&self, d: usize, point: &Point) -> Vec<(f64, f64)> {
        let variables = self.loadings.len();
        let mut probes: Vec<Probe> = Vec::new();
        for (i, (group, shifts)) in self.groups.iter().zip(&point.shifts).enumerate() {
            let column = |d: usize| self.loadings.get(d).and_then(|groups| groups.get(i)).cloned().unwrap_or_default();
            let last = (d + 2 == variables).then(|| column(d + 1));
            group.probes(shifts, &column(d), &[], last.as_deref(), &mut probes);
        }
        // Steps far outside have no weight.
        let is_seen = |(place, width): &(f64, f64)| place.abs() - 9.0 * width < 9.0;
        let mut steps: Vec<(f64, f64)> = probes.iter().map(Probe::step).filter(is_seen).collect();
        if d + 2 == variables {
            let others = |i: usize| probes.iter().skip(i + 1);
            let pairs = probes.iter().enumerate().flat_map(|(i, a)| others(i).map(move |b| (a, b)));
            let crossings = pairs.filter(|(a, b)| a.last != 0.0 && b.last != 0.0 && (a.along - b.along).abs() > 0.0);
            steps.extend(crossings.take(CROSSINGS).filter_map(|(a, b)| a.crossing(b)).filter(is_seen));
        }
        steps
    }

    /// An average over scrambled Sobol points, with a bound from the scatter of independent scramblings.
    fn sobol(&self, start: &Point, means: &[f64]) -> (Met, f64) {
        let few = self.linked.map_or(POINTS, |l| (FEW_POINTS / l.scenarios.len() as f64).max(8.0));
        let points = libm::ceil(few * self.accuracy * self.accuracy) as u32;
        let each: Vec<Met> = (0..SCRAMBLINGS)
            .map(|scrambling| {
                let mut met = Vec::new();
                for i in 0..points {
                    let end = (0..self.loadings.len()).fold(start.clone(), |point, d| {
                        let z = normal_quantile(replicate(d, i, scrambling));
                        self.moved(d, &point, z, means)
                    });
                    accumulate(&mut met, &self.met(&end), 1.0 / f64::from(points));
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
