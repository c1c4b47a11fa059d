//! Where the uncertainty of a level comes from: its variance, divided among yearly shocks, the unknown trend, base values,
//! chance arrivals and departures, and measures (Sobol indices).
//!
//! First order: the part that would go if a group were known. Total: the part that would be left if all else were known;
//! it counts interactions in every group they touch. Nothing is drawn: levels and ratios are products of independent
//! factors, the count is a sum, and so both follow from first and second moments.

use engine::{Effect, GrowthSeries, Inputs, LARGEST_LOSS, Quantity, SeriesRef, compress, effects_on, hermite, law};

use crate::model::odds::{inputs, quantity};
use crate::plan::{Plan, Series};
use crate::scenario::Scenario;

/// Nodes for all measures of a series, and measures up to which they are a product of one rule for each.
const NODES: f64 = 2_200.0;
const TENSOR: usize = 11;
/// Rows of the array that stands in where measures are more.
const ROWS: u32 = 1 << 11;
/// Nodes of the good and bad years of the count, and of what its measures add in a year.
const WAVES: usize = 48;
const ADDED: usize = 8;
/// Nodes of the size of one measure.
const SIZES: [f64; 2] = [100.0, 16.0];
/// What rounding may leave of nothing; the least spread that can be typed makes more.
const ROUNDING: f64 = 1e-13;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UncertaintySource {
    /// Yearly shocks, common and own; for listings, good and bad years.
    Shocks,
    Trends,
    /// How far base values lie from those used.
    Starts,
    /// Which companies come and go.
    Counts,
    /// Whether measures are delivered, and how much they do.
    Measures,
}

impl UncertaintySource {
    pub const ALL: [Self; 5] = [Self::Shocks, Self::Trends, Self::Starts, Self::Counts, Self::Measures];
}

/// The part of one group, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SobolIndex {
    pub first: f64,
    pub total: f64,
}

/// The variance of a series in a year, divided.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    pub series: Series,
    /// One for each group it depends on.
    pub groups: Vec<(UncertaintySource, SobolIndex)>,
}

/// The shares of every series in a year. One without variance, as with an entered figure for that year, is left out.
pub fn variance_shares(plan: &Plan, scenario: &Scenario, year: u16) -> Vec<Shares> {
    let inputs = inputs(plan, scenario);
    let step = usize::from(year.saturating_sub(scenario.from)).checked_sub(1);
    let shares = |series: &Series| Shares {
        series: *series,
        groups: step.map_or_else(Vec::new, |step| sobol_indices(&inputs, quantity(*series), step)),
    };
    Series::ALL.iter().map(shares).filter(|s| !s.groups.is_empty()).collect()
}

/// The indices of a quantity in a year, the first projected one being 0: one for each group that makes some of its
/// variance, none for sums.
pub fn sobol_indices(inputs: &Inputs, of: Quantity, step: usize) -> Vec<(UncertaintySource, SobolIndex)> {
    let groups = if of == Quantity::Count { of_count(inputs, step) } else { of_product(inputs, of, step) };
    groups.unwrap_or_default().into_iter().filter(|(_, index)| index.total > ROUNDING).collect()
}

/// For a product of independent factors with `v_i = ln(E[f_i²] / E[f_i]²)`, of sum `v`, the first order is
/// `(e^{v_i} − 1) / (e^v − 1)` and the total `1 − (e^{v − v_i} − 1) / (e^v − 1)`.
fn of_product(inputs: &Inputs, of: Quantity, step: usize) -> Option<Vec<(UncertaintySource, SobolIndex)>> {
    let law = law(&Inputs { effects: Vec::new(), ..inputs.clone() }, of, step)?;
    let measures = match of {
        Quantity::Level(a) => of_measures(inputs, a, step, 1.0)?,
        Quantity::Ratio(a, b) => of_measures(inputs, a, step, 1.0)? + of_measures(inputs, b, step, -1.0)?,
        Quantity::Sum(..) | Quantity::Count => return None,
    };
    let parts = [
        (UncertaintySource::Shocks, law.shocks * law.shocks),
        (UncertaintySource::Trends, law.trends * law.trends),
        (UncertaintySource::Starts, law.starts * law.starts),
        (UncertaintySource::Measures, if measures > ROUNDING { measures } else { 0.0 }),
    ];
    let whole: f64 = parts.iter().map(|(_, part)| part).sum();
    let index = |(group, part): (UncertaintySource, f64)| {
        // The same without differences of large numbers.
        let total = libm::expm1(-part) / libm::expm1(-whole);
        (group, SobolIndex { first: total * libm::exp(part - whole), total })
    };
    (whole > 0.0).then(|| parts.map(index).to_vec())
}

/// `ln(E[F²] / E[F]²)` of a power of the factor `F` that measures make of the growth since the last known level.
fn of_measures(inputs: &Inputs, series: usize, step: usize, power: f64) -> Option<f64> {
    let growing = inputs.growing.get(series)?;
    let first = after_known(&growing.known, step);
    let effects = effects_in(inputs, SeriesRef::Growth(series), first, step);
    let moment = |power: f64| log_moment(growing, &effects, first, step, power);
    Some(if effects.is_empty() { 0.0 } else { moment(2.0 * power) - 2.0 * moment(power) })
}

/// The logarithm of the mean of a power of the product of growth factors.
///
/// The product is close to an exponential of the sizes, whose mean is a product of means of one size each. What is left
/// varies little and is averaged over nodes of the sizes under the law that this exponential gives them.
fn log_moment(growing: &GrowthSeries, effects: &[(Effect, Rule)], first: usize, step: usize, power: f64) -> f64 {
    let expected =
        |year: usize| -> f64 { effects.iter().map(|(e, law)| share(e, year) * mean_of(law, |size| size)).sum() };
    let slopes: Vec<f64> =
        (first..=step).map(|year| power / (growing.factor(year) + expected(year)).max(0.5)).collect();
    let mut separate = 0.0;
    let tilted = |(effect, law): &(Effect, Rule)| {
        let slope: f64 = (first..=step).zip(&slopes).map(|(year, slope)| slope * share(effect, year)).sum();
        let mean = log_mean(law.iter().map(|(size, p)| (slope * size, *p)));
        separate += mean;
        (effect.clone(), law.iter().map(|(size, p)| (*size, p * libm::exp(slope * size - mean))).collect())
    };
    let tilted: Vec<(Effect, Rule)> = effects.iter().map(tilted).collect();
    let left = |(p, added): &(f64, Vec<f64>)| {
        let factor = |(year, added): (usize, &f64)| (growing.factor(year) + added).max(1.0 - LARGEST_LOSS);
        let product: f64 = (first..=step).zip(added).map(factor).product();
        let exponent: f64 = added.iter().zip(&slopes).map(|(added, slope)| added * slope).sum();
        (power * libm::log(product) - exponent, *p)
    };
    separate + log_mean(nodes(&tilted, first, step).iter().map(left))
}

/// The logarithm of the mean of exponentials with these weights.
fn log_mean(exponents: impl Iterator<Item = (f64, f64)> + Clone) -> f64 {
    let largest = exponents.clone().map(|(x, _)| x).fold(f64::NEG_INFINITY, f64::max);
    largest + libm::log(exponents.map(|(x, p)| p * libm::exp(x - largest)).sum())
}

/// The number is what is left of the last known one, and of the arrivals of each year: those are negative binomial again,
/// of the same size. Given waves and measures, chance is how many standard deviations each of these is off.
fn of_count(inputs: &Inputs, step: usize) -> Option<Vec<(UncertaintySource, SobolIndex)>> {
    let counting = inputs.counting.as_ref()?;
    let first = after_known(&counting.known, step);
    let known = first.checked_sub(1).and_then(|year| counting.known.get(year).copied().flatten());
    let value = |list: &[f64], year: usize| list.get(year).copied().unwrap_or(0.0);
    let stay = |from: usize| (from..=step).map(|year| 1.0 - value(&counting.departures, year)).product::<f64>();
    let effects = effects_in(inputs, SeriesRef::Count, first, step);
    // What is left in the end of the arrivals to be expected in each year.
    let means: Vec<(f64, Vec<f64>)> = nodes(&effects, first, step)
        .into_iter()
        .map(|(p, added)| {
            let mean =
                |(year, added): (usize, f64)| stay(year + 1) * (value(&counting.arrivals, year) + added).max(0.0);
            (p, (first..=step).zip(added).map(mean).collect())
        })
        .collect();
    let years = step + 1 - first;
    let average = |f: &dyn Fn(&[f64]) -> f64| means.iter().map(|(p, means)| p * f(means)).sum::<f64>();
    let [mut shocks, mut measures, mut both] = [0.0; 3];
    for (t, u) in (0..years).flat_map(|t| (0..years).map(move |u| (t, u))) {
        let product = average(&|m| value(m, t)) * average(&|m| value(m, u));
        let covariance = average(&|m| value(m, t) * value(m, u)) - product;
        let together = libm::pow(inputs.persistence, t.abs_diff(u) as f64);
        let wave = libm::expm1(counting.regime * counting.regime * together);
        shocks += product * wave;
        measures += covariance;
        both += covariance * wave;
    }
    let survive = stay(first);
    let survivors = libm::round(known.unwrap_or(counting.start)) * survive * (1.0 - survive);
    let [mut alone, mut with_shocks, mut with_measures, mut chance] = [survivors; 4];
    for year in 0..years {
        let points: Vec<(f64, f64)> = means.iter().map(|(p, means)| (value(means, year), *p)).collect();
        let points = compress(&points, ADDED);
        let deviation = |mean: f64, wave: f64| {
            let mean = mean * libm::exp(counting.regime * wave - 0.5 * counting.regime * counting.regime);
            libm::sqrt(mean + mean * mean / counting.size)
        };
        let waves = hermite(WAVES);
        let over_waves = |mean: f64| mean_of(waves, |wave| deviation(mean, wave));
        let over_measures = |wave: f64| mean_of(&points, |mean| deviation(mean, wave));
        let square = |x: f64| x * x;
        alone += square(mean_of(&points, over_waves));
        with_measures += mean_of(&points, |mean| square(over_waves(mean)));
        with_shocks += mean_of(waves, |wave| square(over_measures(wave)));
        chance += mean_of(&points, |mean| mean_of(waves, |wave| square(deviation(mean, wave))));
    }
    let whole = shocks + measures + both + chance;
    let index = |first: f64, rest: f64| SobolIndex { first: first / whole, total: 1.0 - rest / whole };
    (whole > 0.0).then(|| {
        vec![
            (UncertaintySource::Shocks, index(shocks, measures + with_measures)),
            (UncertaintySource::Counts, index(alone, shocks + measures + both)),
            (UncertaintySource::Measures, index(measures, shocks + with_shocks)),
        ]
    })
}

/// Values with their weights.
type Rule = Vec<(f64, f64)>;

fn mean_of(points: &[(f64, f64)], f: impl Fn(f64) -> f64) -> f64 {
    points.iter().map(|(x, p)| p * f(*x)).sum()
}

/// The first year after the last known one.
fn after_known(known: &[Option<f64>], step: usize) -> usize {
    known.iter().take(step + 1).rposition(Option::is_some).map_or(0, |year| year + 1)
}

fn share(effect: &Effect, year: usize) -> f64 {
    effect.share.get(year).copied().unwrap_or(0.0)
}

/// The effects on a series that act in some of these years, each with the law of its size, which is zero where it is not
/// delivered.
fn effects_in(inputs: &Inputs, on: SeriesRef, first: usize, step: usize) -> Vec<(Effect, Rule)> {
    let acts = |e: &&Effect| e.on == on && (first..=step).any(|year| share(e, year) != 0.0);
    let law = |e: &Effect| {
        let effect = Effect { on: SeriesRef::Growth(0), share: vec![1.0], ..e.clone() };
        let one = Inputs { years: 1, effects: vec![effect], ..inputs.clone() };
        let size = |(p, added): (f64, Vec<f64>)| Some((added.first().copied()?, p));
        (e.clone(), effects_on(&one, SeriesRef::Growth(0), SIZES, 1.0).into_iter().filter_map(size).collect())
    };
    inputs.effects.iter().filter(acts).map(law).collect()
}

/// What effects add in each of these years, with its probability.
///
/// Nodes are a product of Gauss rules. Where these are too many, each size is as often one standard deviation above its
/// mean as below, in rows of an array in which any five are so independently: a code of R. Bose and D. Ray-Chaudhuri
/// (1960), for 32 effects.
fn nodes(effects: &[(Effect, Rule)], first: usize, step: usize) -> Vec<(f64, Vec<f64>)> {
    let years = first..=step;
    let none = vec![0.0; years.clone().count()];
    let add = |sums: &mut Vec<f64>, effect: &Effect, size: f64| {
        for (sum, year) in sums.iter_mut().zip(years.clone()) {
            *sum += size * share(effect, year);
        }
    };
    if effects.len() <= TENSOR {
        let each = libm::pow(NODES, 1.0 / effects.len().max(1) as f64) as usize;
        return effects.iter().fold(vec![(1.0, none)], |all, (effect, law)| {
            let rule = compress(law, each);
            let with = |((p, mut sums), (size, q)): ((f64, Vec<f64>), (f64, f64))| {
                add(&mut sums, effect, size);
                (p * q, sums)
            };
            all.into_iter().flat_map(|node| rule.iter().map(move |size| (node.clone(), *size))).map(with).collect()
        });
    }
    let column = |(i, (_, law)): (usize, &(Effect, Rule))| {
        let x = i as u32 % 32;
        let mean = mean_of(law, |size| size);
        let deviation = libm::sqrt(mean_of(law, |size| (size - mean) * (size - mean)));
        (1 | x << 1 | times(x, times(x, x)) << 6, [mean - deviation, mean + deviation])
    };
    let columns: Vec<(u32, [f64; 2])> = effects.iter().enumerate().map(column).collect();
    let row = |row: u32| {
        let mut sums = none.clone();
        for ((code, [low, high]), (effect, _)) in columns.iter().zip(effects) {
            add(&mut sums, effect, if (row & code).count_ones().is_multiple_of(2) { *low } else { *high });
        }
        (1.0 / f64::from(ROWS), sums)
    };
    (0..ROWS).map(row).collect()
}

/// The product of two elements of the field of 32 elements.
fn times(a: u32, b: u32) -> u32 {
    let product = (0..5).filter(|bit| b >> bit & 1 == 1).fold(0, |sum, bit| sum ^ a << bit);
    (5..9).rev().fold(product, |rest, bit| if rest >> bit & 1 == 1 { rest ^ 0b10_0101 << (bit - 5) } else { rest })
}
