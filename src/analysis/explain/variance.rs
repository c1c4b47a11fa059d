//! Where the uncertainty of a level comes from: its variance, divided among yearly shocks, the unknown trend, base values,
//! chance arrivals and departures, and measures.
//!
//! First order: the part that would go if a group were known. Total: the part that would be left if all else were known;
//! it counts interactions in every group they touch. Closed forms where nothing but logarithms of normals multiply,
//! else draws that differ in one group at a time (pick-freeze).

use engine::{Ensemble, Inputs, Quantity, Sampler, Seeds, SeriesRef, law, mix};

use crate::model::odds::{inputs, quantity};
use crate::plan::{Plan, Series};
use crate::scenario::Scenario;

const BLOCK: usize = 1_024;
/// Blocks of a full run: their scatter is the error.
const BLOCKS: u32 = 32;

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
    /// Standard error of it; zero where it is exact.
    pub first_error: f64,
    pub total: f64,
    pub total_error: f64,
}

/// The variance of a series in a year, divided.
#[derive(Clone, Debug, PartialEq)]
pub struct Shares {
    pub series: Series,
    /// One for each group it depends on.
    pub groups: Vec<(UncertaintySource, SobolIndex)>,
    /// Simulated paths of each draw; zero where there is a closed form.
    pub paths: u32,
}

/// A resumable variance decomposition of all series in a year.
pub struct VarianceTask {
    inputs: Inputs,
    done: u32,
    exact: Vec<Shares>,
    simulated: Vec<(Series, Vec<UncertaintySource>, Vec<SobolSums>)>,
}

impl VarianceTask {
    /// Prepares the decomposition. Series with an entered figure for that year have no variance and are left out.
    pub fn new(plan: &Plan, scenario: &Scenario, year: u16) -> Self {
        let years = usize::from(year.saturating_sub(scenario.from));
        let inputs = Inputs { years, targets: Vec::new(), sampler: Sampler::Random, ..inputs(plan, scenario) };
        let (mut exact, mut simulated) = (Vec::new(), Vec::new());
        for series in Series::ALL.iter().copied().filter(|_| years > 0) {
            let of = quantity(series);
            match closed(&inputs, of, years - 1) {
                Some(groups) => exact.extend(groups.map(|groups| Shares { series, groups, paths: 0 })),
                None => simulated.push((series, groups(&inputs, of), Vec::new())),
            }
        }
        let watch = simulated.iter().map(|(series, ..)| quantity(*series)).collect();
        Self { inputs: Inputs { watch, ..inputs }, done: 0, exact, simulated }
    }

    /// Blocks done and their total number.
    pub fn progress(&self) -> (u32, u32) {
        (self.done, if self.simulated.is_empty() { 0 } else { BLOCKS })
    }

    /// Draws one more block; returns whether it was the last.
    pub fn step(&mut self) -> bool {
        if self.done < self.progress().1 {
            let of: Vec<(Quantity, &[UncertaintySource])> =
                self.simulated.iter().map(|(series, groups, _)| (quantity(*series), groups.as_slice())).collect();
            let tallies = block(&self.inputs, &of, self.done);
            for ((.., all), tally) in self.simulated.iter_mut().zip(tallies) {
                all.push(tally);
            }
            self.done += 1;
        }
        self.done >= self.progress().1
    }

    /// The shares so far, in the order of the series.
    pub fn shares(&self) -> Vec<Shares> {
        let estimated = |(series, groups, tallies): &(Series, Vec<UncertaintySource>, Vec<SobolSums>)| {
            let groups = groups.iter().copied().zip(indices(tallies)?).collect();
            Some(Shares { series: *series, groups, paths: self.done * BLOCK as u32 })
        };
        let mut all: Vec<Shares> = self.simulated.iter().filter_map(estimated).chain(self.exact.clone()).collect();
        all.sort_by_key(|s| s.series);
        all
    }
}

/// The groups a quantity depends on.
pub fn groups(inputs: &Inputs, of: Quantity) -> Vec<UncertaintySource> {
    let second = if of == Quantity::Count { UncertaintySource::Counts } else { UncertaintySource::Trends };
    let is_uncertain =
        |(i, g): (usize, &engine::GrowthSeries)| of.depends_on(SeriesRef::Growth(i)) && g.start_error > 0.0;
    let starts = inputs.growing.iter().enumerate().any(is_uncertain).then_some(UncertaintySource::Starts);
    let measures = inputs.effects.iter().any(|e| of.depends_on(e.on)).then_some(UncertaintySource::Measures);
    [UncertaintySource::Shocks, second].into_iter().chain(starts).chain(measures).collect()
}

/// The closed form: for a product of independent log-normals with variances `v_i` of their logarithms, of sum `v`, the
/// first order is `(e^{v_i} − 1) / (e^v − 1)` and the total `1 − (e^{v − v_i} − 1) / (e^v − 1)`. The outer `None` where
/// there is none, the inner where there is no variance.
pub fn closed(inputs: &Inputs, of: Quantity, step: usize) -> Option<Option<Vec<(UncertaintySource, SobolIndex)>>> {
    let law = law(inputs, of, step)?;
    let parts: Vec<(UncertaintySource, f64)> = groups(inputs, of)
        .into_iter()
        .map(|group| match group {
            UncertaintySource::Shocks => (group, law.shocks * law.shocks),
            UncertaintySource::Trends => (group, law.trends * law.trends),
            UncertaintySource::Starts => (group, law.starts * law.starts),
            UncertaintySource::Counts | UncertaintySource::Measures => (group, 0.0),
        })
        .collect();
    let whole: f64 = parts.iter().map(|(_, part)| part).sum();
    let index = |(group, part): (UncertaintySource, f64)| {
        let first = libm::expm1(part) / libm::expm1(whole);
        let total = 1.0 - libm::expm1(whole - part) / libm::expm1(whole);
        (group, SobolIndex { first, first_error: 0.0, total, total_error: 0.0 })
    };
    Some((whole > 0.0).then(|| parts.into_iter().map(index).collect()))
}

/// Draws a block: of every quantity twice independently, and again with the draws of one group from the second.
pub fn block(inputs: &Inputs, of: &[(Quantity, &[UncertaintySource])], number: u32) -> Vec<SobolSums> {
    let seed = |which: u32| mix(mix(inputs.seed, number), which);
    let (here, there) = (Seeds::all(seed(1)), Seeds::all(seed(2)));
    let last = |seeds: Seeds| -> Vec<Vec<f64>> {
        let traces = Ensemble::traces_of(inputs, seeds, BLOCK);
        traces.into_iter().map(|(_, paths)| paths.iter().filter_map(|p| p.last().copied()).collect()).collect()
    };
    let (a, b) = (last(here), last(there));
    let mixed = UncertaintySource::ALL.map(|group| {
        let seeds = match group {
            UncertaintySource::Shocks => Seeds { shocks: there.shocks, ..here },
            UncertaintySource::Trends => Seeds { trends: there.trends, ..here },
            UncertaintySource::Starts => Seeds { starts: there.starts, ..here },
            UncertaintySource::Counts => Seeds { counts: there.counts, ..here },
            UncertaintySource::Measures => Seeds { effects: there.effects, ..here },
        };
        let asked = of.iter().any(|(_, groups)| groups.contains(&group));
        (group, if asked { last(seeds) } else { Vec::new() })
    });
    let tally = |(i, (a, b)): (usize, (&Vec<f64>, &Vec<f64>))| {
        let (_, groups) = of.get(i)?;
        let of_group = |group: &UncertaintySource| Some(mixed.iter().find(|(g, _)| g == group)?.1.get(i)?.as_slice());
        Some(SobolSums::new(a, b, &groups.iter().map(of_group).collect::<Option<Vec<_>>>()?))
    };
    a.iter().zip(&b).enumerate().filter_map(tally).collect()
}

/// Sums over a block of draws.
#[derive(Clone, Debug, PartialEq)]
pub struct SobolSums {
    n: f64,
    /// Sums of both independent draws, and of their squares, from an origin near the mean.
    origin: f64,
    sum: f64,
    squares: f64,
    /// Of each group, with `d` what drawing it anew changes in `a`: sums of `b·d`, `d` and `d²`.
    groups: Vec<[f64; 3]>,
}

impl SobolSums {
    /// From draws `a` and `b`, and for each group the draws `a` with that group from `b`.
    pub fn new(a: &[f64], b: &[f64], mixed: &[&[f64]]) -> Self {
        let n = a.len() as f64;
        let origin = a.iter().sum::<f64>() / n.max(1.0);
        let both = || a.iter().chain(b).map(|y| y - origin);
        let group = |mixed: &&[f64]| {
            let rows = a.iter().zip(b).zip(*mixed);
            rows.fold([0.0; 3], |[bd, d, dd], ((a, b), m)| {
                let change = m - a;
                [bd + (b - origin) * change, d + change, dd + change * change]
            })
        };
        Self {
            n,
            origin,
            sum: both().sum(),
            squares: both().map(|y| y * y).sum(),
            groups: mixed.iter().map(group).collect(),
        }
    }
}

/// Indices from blocks of draws, after Saltelli et al. (2010) for the first order and Jansen (1999) for the total; `None`
/// without variance. Errors are those between blocks.
pub fn indices(tallies: &[SobolSums]) -> Option<Vec<SobolIndex>> {
    let first = tallies.first()?;
    let n: f64 = tallies.iter().map(|t| t.n).sum();
    let mean = tallies.iter().map(|t| t.sum + 2.0 * t.n * (t.origin - first.origin)).sum::<f64>() / (2.0 * n);
    let around = |t: &SobolSums| {
        let off = t.origin - first.origin - mean;
        t.squares + 2.0 * off * t.sum + 2.0 * t.n * off * off
    };
    let variance = tallies.iter().map(around).sum::<f64>() / (2.0 * n);
    if variance <= 0.0 {
        return None;
    }
    let index = |i: usize| {
        let of_block = |t: &SobolSums| {
            let [bd, d, dd] = *t.groups.get(i)?;
            let off = t.origin - first.origin - mean;
            Some(((bd + off * d) / t.n / variance, 0.5 * dd / t.n / variance))
        };
        let blocks: Vec<(f64, f64)> = tallies.iter().map(of_block).collect::<Option<_>>()?;
        let (firsts, totals): (Vec<f64>, Vec<f64>) = blocks.into_iter().unzip();
        let ((first, first_error), (total, total_error)) = (mean_of(&firsts), mean_of(&totals));
        Some(SobolIndex { first, first_error, total, total_error })
    };
    (0..first.groups.len()).map(index).collect()
}

/// The mean of some numbers and its standard error.
fn mean_of(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
    (mean, if n > 1.0 { libm::sqrt(squares / (n - 1.0) / n) } else { 0.5 })
}
