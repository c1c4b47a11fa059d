//! Odds of a scenario: runs the engine's ensemble, and uses closed forms where they exist.

use std::collections::BTreeMap;

use engine::{Chance, CountSeries, Effect, Ensemble, GrowthSeries, HitCounts, Inputs, Quantity, Sampler, SeriesRef};

use crate::model::path::{YearlyRates, yearly_rates};
use crate::model::simulate;
use crate::plan::{Criterion, Lever, Origin, Plan, Series, Target};
use crate::scenario::{Measure, Scenario};

/// Probabilities of the quantiles of a [`Band`].
pub const SHARES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];
const NORMAL: [f64; 5] = [-Z80, -Z50, 0.0, Z50, Z80];
/// Standard normal quantile of 90 %: half the width of the central 80 % band.
pub const Z80: f64 = 1.281_551_565_544_600_4;
/// Standard normal quantile of 75 %: half the width of the central 50 % band.
pub const Z50: f64 = 0.674_489_750_196_081_7;

/// The series that grow by a rate, in the order of [`Inputs::growing`].
pub const GROWING: [Series; 4] = [Series::Gdp, Series::Va, Series::Dep, Series::Loan];

/// The distribution of a series in a year, in the unit of the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    pub year: u16,
    /// Quantiles at [`SHARES`].
    pub quantiles: [f64; 5],
    /// The 80 % band with trends taken as known; `None` where it has no closed form.
    pub shocks: Option<[f64; 2]>,
}

/// How likely a target is met.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetOdds {
    pub target: String,
    /// The year it is due.
    pub year: u16,
    /// Probability that it is met in its year; its error is zero for a closed form.
    pub chance: Chance,
    /// Whether `chance` is a closed form.
    pub closed: bool,
    /// Counts of the simulated paths that meet it, also where there is a closed form.
    pub tally: HitCounts,
    /// Share of the simulated paths that meet it for the first time, by projected year; `None` where the base value
    /// meets it.
    pub first: Option<Vec<(u16, f64)>>,
}

/// How many of the targets of one year are met together.
#[derive(Clone, Debug, PartialEq)]
pub struct JointOdds {
    pub year: u16,
    /// Probability that exactly 0, 1, 2, … of them are met.
    pub exactly: Vec<Chance>,
    /// Counts of the simulated paths that meet all of them.
    pub tally: HitCounts,
}

impl JointOdds {
    /// Probability that all of them are met.
    pub fn all(&self) -> Chance {
        self.exactly.last().copied().unwrap_or(Chance { value: 1.0, error: 0.0 })
    }
}

/// The results of a run after some of its paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// Paths done and paths of the full run.
    pub paths: (u32, u32),
    pub seed: u32,
    /// Distributions by series and projected year.
    pub bands: BTreeMap<Series, Vec<Band>>,
    /// One for each coming target, in the order of the plan.
    pub targets: Vec<TargetOdds>,
    /// One for each coming year with targets.
    pub joint: Vec<JointOdds>,
}

impl Odds {
    /// Whether all paths are done.
    pub fn is_complete(&self) -> bool {
        self.paths.0 >= self.paths.1
    }

    /// The odds of a target; `None` for one of a year that is over.
    pub fn of(&self, target: &Target) -> Option<&TargetOdds> {
        self.targets.iter().find(|t| t.target == target.id)
    }

    /// The odds of all targets of a year; `None` for one that is over.
    pub fn joint_of(&self, year: u16) -> Option<&JointOdds> {
        self.joint.iter().find(|j| j.year == year)
    }

    /// The distribution of a series in a year.
    pub fn band(&self, series: Series, year: u16) -> Option<&Band> {
        self.bands.get(&series)?.iter().find(|b| b.year == year)
    }
}

/// A resumable run of a scenario.
pub struct Simulation {
    ensemble: Ensemble,
    from: u16,
    /// One for each condition of the ensemble, in its order.
    coming: Vec<Coming>,
    /// Bands of the series that have a closed form.
    closed: BTreeMap<Series, Vec<Band>>,
}

/// A coming target, and what is known of it before simulation.
struct Coming {
    id: String,
    year: u16,
    met_at_base: bool,
    closed: Option<f64>,
}

impl Simulation {
    /// Prepares a run; no path is simulated yet.
    pub fn new(plan: &Plan, scenario: &Scenario) -> Self {
        let mut inputs = inputs(plan, scenario);
        let closed: BTreeMap<Series, Vec<Band>> =
            Series::ALL.iter().filter_map(|s| Some((*s, closed_bands(&inputs, *s, scenario)?))).collect();
        inputs.watch = Series::ALL.iter().filter(|s| !closed.contains_key(s)).map(|s| quantity(*s)).collect();
        let base = simulate(plan, scenario);
        let coming_target = |(t, condition): (&Target, &engine::Condition)| Coming {
            id: t.id.clone(),
            year: t.year,
            met_at_base: base.measured(t, scenario.from).is_some_and(|v| t.is_met_by(v)),
            closed: engine::law(&inputs, condition.of, condition.step)
                .map(|law| law.chance(condition.threshold, condition.above)),
        };
        let coming = coming(plan, scenario).zip(&inputs.targets).map(coming_target).collect();
        Self { ensemble: Ensemble::new(&inputs), from: scenario.from, coming, closed }
    }

    /// Simulates up to `paths` more paths; returns whether the run is complete.
    pub fn run(&mut self, paths: u32) -> bool {
        self.ensemble.run(paths)
    }

    /// Paths done, and those of the full run.
    pub fn progress(&self) -> (u32, u32) {
        (self.ensemble.done(), self.ensemble.total())
    }

    /// The odds from the paths done so far.
    pub fn odds(&self) -> Odds {
        let inputs = self.ensemble.inputs();
        let mut bands = self.closed.clone();
        for series in Series::ALL.iter().filter(|s| !self.closed.contains_key(s)) {
            let band = |step: usize| {
                let mut quantiles = [0.0; 5];
                for (quantile, share) in quantiles.iter_mut().zip(SHARES) {
                    *quantile = scale(*series) * self.ensemble.quantile(quantity(*series), step, share)?;
                }
                Some(Band { year: self.year(step), quantiles, shocks: None })
            };
            bands.insert(*series, (0..inputs.years).filter_map(band).collect());
        }
        let target = |(i, t): (usize, &Coming)| {
            let tally = self.ensemble.tally(i)?;
            let chance = t.closed.map_or_else(|| tally.chance(), |value| Chance { value, error: 0.0 });
            let first = || self.ensemble.first(i).into_iter().enumerate().map(|(step, p)| (self.year(step), p));
            let first = (!t.met_at_base).then(|| first().collect());
            Some(TargetOdds { target: t.id.clone(), year: t.year, chance, closed: t.closed.is_some(), tally, first })
        };
        let mut years: Vec<u16> = self.coming.iter().map(|t| t.year).collect();
        years.sort_unstable();
        years.dedup();
        let joint = |year: u16| {
            let step = usize::from(year - self.from) - 1;
            let count = self.coming.iter().filter(|t| t.year == year).count() as u32;
            let exactly = (0..=count).filter_map(|k| self.ensemble.hits(step, |n| n == k)).collect();
            Some(JointOdds { year, exactly, tally: self.ensemble.tally_all(step)? })
        };
        Odds {
            paths: self.progress(),
            seed: inputs.seed,
            bands,
            targets: self.coming.iter().enumerate().filter_map(target).collect(),
            joint: years.into_iter().filter_map(joint).collect(),
        }
    }

    fn year(&self, step: usize) -> u16 {
        self.from + 1 + step as u16
    }
}

/// The odds of a scenario from its full run.
pub fn odds(plan: &Plan, scenario: &Scenario) -> Odds {
    let mut simulation = Simulation::new(plan, scenario);
    simulation.run(u32::MAX);
    simulation.odds()
}

/// The first `paths` simulated paths of every series: one value for each projected year, in the unit of the series.
pub fn sample(plan: &Plan, scenario: &Scenario, paths: usize) -> BTreeMap<Series, Vec<Vec<f64>>> {
    let mut inputs = inputs(plan, scenario);
    inputs.watch = Series::ALL.iter().map(|s| quantity(*s)).collect();
    let traces = Ensemble::traces(&inputs, paths);
    let scaled = |series: Series, paths: Vec<Vec<f64>>| {
        paths.into_iter().map(|p| p.into_iter().map(|v| scale(series) * v).collect()).collect()
    };
    Series::ALL.iter().zip(traces).map(|(series, (_, paths))| (*series, scaled(*series, paths))).collect()
}

/// A spread estimated from this many figures or fewer is marked as uncertain.
pub const FEW: u16 = 5;

/// The growing series that have a coming target and whose shock is at a default derived from [`FEW`] figures or fewer,
/// with the number of figures.
pub fn thin_spreads(plan: &Plan, scenario: &Scenario) -> Vec<(Series, u16)> {
    let thin = |series: &Series| {
        let shock = series.shock_lever()?;
        let default = scenario.start(plan).defaults.get(&shock)?;
        let few = default.origin == Origin::Derived && default.n <= FEW && !scenario.levers.contains_key(&shock);
        let has_target = coming(plan, scenario).any(|t| t.of.contains(series));
        (few && has_target).then_some((*series, default.n))
    };
    GROWING.iter().filter_map(thin).collect()
}

/// The targets whose year is projected, in the order of the plan.
pub fn coming<'a>(plan: &'a Plan, scenario: &Scenario) -> impl Iterator<Item = &'a Target> {
    let years = scenario.years();
    plan.targets(scenario.reading).filter(move |t| years.contains(&t.year))
}

/// The engine's inputs for a scenario: every coming target is a condition, nothing is watched.
pub fn inputs(plan: &Plan, scenario: &Scenario) -> Inputs {
    let years = scenario.years();
    let rates = yearly_rates(plan, scenario);
    let by_year = |rate: fn(&YearlyRates) -> f64| rates.iter().map(rate).collect::<Vec<f64>>();
    let actuals = |series: Series| {
        let by_year = scenario.actuals.get(&series);
        years.clone().map(|y| by_year.and_then(|b| b.get(&y)).map(|d| d.to_f64())).collect()
    };
    let growing = |series: Series, rate: fn(&YearlyRates) -> f64| GrowthSeries {
        start: scenario.base_value(plan, series),
        start_error: 0.0,
        rates: by_year(rate),
        trend: 0.0,
        shock: 0.0,
        known: actuals(series),
    };
    let [mut gdp, mut va] = [growing(Series::Gdp, YearlyRates::gdp), growing(Series::Va, |r| r.va)];
    let [mut dep, mut loan] = [growing(Series::Dep, |r| r.dep), growing(Series::Loan, |r| r.loan)];
    let mut counting = CountSeries {
        start: scenario.base_value(plan, Series::List),
        arrivals: by_year(|r| r.listings),
        departures: by_year(|r| r.delistings),
        regime: 0.0,
        follow: 1.0,
        size: 0.0,
        known: actuals(Series::List),
    };
    let (mut common, mut persistence) = (0.0, 0.0);
    for lever in Lever::ALL {
        let value = || scenario.values(plan, *lever).at(0).to_f64();
        match lever {
            Lever::SdGdp => gdp.shock = value() / 100.0,
            Lever::SdVa => va.shock = value() / 100.0,
            Lever::SdDep => dep.shock = value() / 100.0,
            Lever::SdLoan => loan.shock = value() / 100.0,
            Lever::TauGdp => gdp.trend = value() / 100.0,
            Lever::TauVa => va.trend = value() / 100.0,
            Lever::TauDep => dep.trend = value() / 100.0,
            Lever::TauLoan => loan.trend = value() / 100.0,
            Lever::Corr => common = value(),
            Lever::Ar => persistence = value(),
            Lever::Regime => counting.regime = value(),
            Lever::Disp => counting.size = value(),
            // In the rates, as on the path; the exchange rate only converts amounts shown.
            Lever::Real
            | Lever::Defl
            | Lever::Va
            | Lever::Dep
            | Lever::Loan
            | Lever::List
            | Lever::Delist
            | Lever::Fx => {}
        }
    }
    let condition = |t: &Target| engine::Condition {
        of: match t.of.as_slice() {
            [one] => quantity(*one),
            _ => Quantity::Sum(2, 3),
        },
        step: usize::from(t.year - scenario.from) - 1,
        threshold: t.value / t.of.first().map_or(1.0, |s| scale(*s)),
        above: t.comparison == Criterion::Above,
    };
    Inputs {
        years: rates.len(),
        growing: vec![gdp, va, dep, loan],
        counting: Some(counting),
        effects: effects(scenario),
        common,
        common_trend: 0.0,
        persistence,
        watch: Vec::new(),
        targets: coming(plan, scenario).map(condition).collect(),
        seed: scenario.seed,
        paths: scenario.paths,
        sampler: Sampler::DEFAULT,
    }
}

/// Measures as effects. A measure's draws are keyed by its text, so that adding or removing others does not move them.
fn effects(scenario: &Scenario) -> Vec<Effect> {
    let effect = |(i, m): (usize, &Measure)| {
        let before = scenario.same_before(i);
        let growing = GROWING.iter().position(|g| *g == m.series);
        let unit = if growing.is_some() { 100.0 } else { 1.0 };
        Effect {
            on: growing.map_or(SeriesRef::Count, SeriesRef::Growth),
            effect: [m.low, m.central, m.high].map(|d| d.to_f64() / unit),
            probability: m.probability.to_f64(),
            share: scenario.years().map(|year| m.share_in(year)).collect(),
            key: crc32fast::hash(format!("{}:{}:{before}", m.item, m.series).as_bytes()),
        }
    };
    scenario.measures.iter().enumerate().map(effect).collect()
}

/// The engine's quantity for a series.
pub const fn quantity(series: Series) -> Quantity {
    match series {
        Series::Gdp => Quantity::Level(0),
        Series::Va => Quantity::Level(1),
        Series::Share => Quantity::Ratio(1, 0),
        Series::Dep => Quantity::Level(2),
        Series::Loan => Quantity::Level(3),
        Series::Ldr => Quantity::Ratio(3, 2),
        Series::List => Quantity::Count,
    }
}

/// Factor from the engine's unit (fractions) to the unit of the series (percent for ratios).
const fn scale(series: Series) -> f64 {
    match series {
        Series::Share | Series::Ldr => 100.0,
        _ => 1.0,
    }
}

fn closed_bands(inputs: &Inputs, series: Series, scenario: &Scenario) -> Option<Vec<Band>> {
    let band = |(step, year): (usize, u16)| {
        let law = engine::law(inputs, quantity(series), step)?;
        let quantile = |deviation: f64, z: f64| scale(series) * law.median * libm::exp(deviation * z);
        let deviation = law.deviation();
        let quantiles = NORMAL.map(|z| if z == 0.0 { scale(series) * law.median } else { quantile(deviation, z) });
        Some(Band { year, quantiles, shocks: Some([quantile(law.shocks, -Z80), quantile(law.shocks, Z80)]) })
    };
    scenario.years().enumerate().map(band).collect()
}
