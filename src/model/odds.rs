//! How likely: the ensemble of a scenario, what it tells, and closed forms in its place where they exist.

use std::collections::BTreeMap;

use engine::{Chance, CountSeries, Effect, Ensemble, GrowthSeries, HitCounts, Inputs, Quantity, Sampler, SeriesRef};

use crate::model::simulate;
use crate::plan::{Lever, Origin, Plan, Series, Target};
use crate::scenario::{Measure, Scenario};

/// Shares of the quantiles that are kept.
pub const SHARES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];
/// Their standard normal quantiles.
const NORMAL: [f64; 5] = [-Z80, -Z50, 0.0, Z50, Z80];
/// Standard normal quantile of 90 %: half the width of the central 80 % band.
pub const Z80: f64 = 1.281_551_565_544_600_4;
/// Standard normal quantile of 75 %: half the width of the central 50 % band.
pub const Z50: f64 = 0.674_489_750_196_081_7;

/// The growing series with their shock and their unknown trend, in the order the engine knows them.
pub const GROWING: [(Series, Lever, Lever); 4] = [
    (Series::Gdp, Lever::SdGdp, Lever::TauGdp),
    (Series::Va, Lever::SdVa, Lever::TauVa),
    (Series::Dep, Lever::SdDep, Lever::TauDep),
    (Series::Loan, Lever::SdLoan, Lever::TauLoan),
];

/// The distribution of a series in a year, in the unit of the series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The year.
    pub year: u16,
    /// Quantiles at [`SHARES`].
    pub quantiles: [f64; 5],
    /// The 80 % band with trends taken as known; `None` where it has no closed form.
    pub shocks: Option<[f64; 2]>,
}

/// How likely a target is met.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetOdds {
    /// Id of the target.
    pub target: String,
    /// The year it is due.
    pub year: u16,
    /// Probability that it is met in its year; the error is zero where there is a closed form.
    pub chance: Chance,
    /// Whether that is a closed form.
    pub closed: bool,
    /// The simulated futures that meet it, counted also where there is a closed form.
    pub tally: HitCounts,
    /// Share of the simulated futures that meet it for the first time in each projected year; `None` where the base
    /// value meets it.
    pub first: Option<Vec<(u16, f64)>>,
}

/// How many of the targets of one year are met together.
#[derive(Clone, Debug, PartialEq)]
pub struct JointOdds {
    /// The year.
    pub year: u16,
    /// Probability that exactly 0, 1, 2, … of them are met.
    pub exactly: Vec<Chance>,
    /// The simulated futures that meet all of them.
    pub tally: HitCounts,
}

impl JointOdds {
    /// Probability that all of them are met.
    pub fn all(&self) -> Chance {
        self.exactly.last().copied().unwrap_or(Chance { value: 1.0, error: 0.0 })
    }
}

/// What a run tells after some of its paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// Paths done, and those of the full run.
    pub paths: (u32, u32),
    /// Seed of the run.
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

/// The run of a scenario: can be stopped and gone on with.
pub struct Simulation {
    ensemble: Ensemble,
    from: u16,
    /// One for each target the ensemble holds, in its order.
    coming: Vec<Coming>,
    /// What has a closed form, once for all.
    closed: BTreeMap<Series, Vec<Band>>,
}

/// A coming target, and what is known of it before anything is simulated.
struct Coming {
    id: String,
    year: u16,
    met_at_base: bool,
    closed: Option<f64>,
}

impl Simulation {
    /// A run with nothing done yet.
    pub fn new(plan: &Plan, scenario: &Scenario) -> Self {
        let mut inputs = inputs(plan, scenario);
        let closed: BTreeMap<Series, Vec<Band>> =
            Series::ALL.iter().filter_map(|s| Some((*s, closed_bands(&inputs, *s, scenario)?))).collect();
        inputs.watch = Series::ALL.iter().filter(|s| !closed.contains_key(s)).map(|s| quantity(*s)).collect();
        let base = simulate(plan, scenario);
        let known = |(t, held): (&Target, &engine::Condition)| Coming {
            id: t.id.clone(),
            year: t.year,
            met_at_base: base.measured(t, scenario.from).is_some_and(|v| t.is_met_by(v)),
            closed: engine::law(&inputs, held.of, held.step).map(|law| law.chance(held.threshold, held.above)),
        };
        let coming = coming(plan, scenario).zip(&inputs.targets).map(known).collect();
        Self { ensemble: Ensemble::new(&inputs), from: scenario.from, coming, closed }
    }

    /// Simulates up to that many more paths; tells whether the run is complete.
    pub fn run(&mut self, paths: u32) -> bool {
        self.ensemble.run(paths)
    }

    /// Paths done, and those of the full run.
    pub fn progress(&self) -> (u32, u32) {
        (self.ensemble.done(), self.ensemble.total())
    }

    /// What the paths done tell.
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

/// The full run of a scenario.
pub fn odds(plan: &Plan, scenario: &Scenario) -> Odds {
    let mut simulation = Simulation::new(plan, scenario);
    simulation.run(u32::MAX);
    simulation.odds()
}

/// Some single futures of a series, with a value for each projected year, in the unit of the series.
pub fn sample(plan: &Plan, scenario: &Scenario, paths: usize) -> BTreeMap<Series, Vec<Vec<f64>>> {
    let mut inputs = inputs(plan, scenario);
    inputs.watch = Series::ALL.iter().map(|s| quantity(*s)).collect();
    let traces = Ensemble::traces(&inputs, paths);
    let scaled = |series: Series, paths: Vec<Vec<f64>>| {
        paths.into_iter().map(|p| p.into_iter().map(|v| scale(series) * v).collect()).collect()
    };
    Series::ALL.iter().zip(traces).map(|(series, (_, paths))| (*series, scaled(*series, paths))).collect()
}

/// So many figures or fewer make a spread hardly more than a guess.
pub const FEW: u16 = 5;

/// The growing series with a coming target whose default spread stands and rests on few figures, with their number.
pub fn thin_spreads(plan: &Plan, scenario: &Scenario) -> Vec<(Series, u16)> {
    let thin = |(series, shock, _): &(Series, Lever, Lever)| {
        let default = scenario.start(plan).defaults.get(shock)?;
        let few = default.origin == Origin::Derived && default.n <= FEW && !scenario.levers.contains_key(shock);
        let asked = coming(plan, scenario).any(|t| t.of.contains(series));
        (few && asked).then_some((*series, default.n))
    };
    GROWING.iter().filter_map(thin).collect()
}

/// The targets whose year is projected, in the order of the plan.
pub fn coming<'a>(plan: &'a Plan, scenario: &Scenario) -> impl Iterator<Item = &'a Target> {
    let years = scenario.years();
    plan.targets(scenario.reading).filter(move |t| years.contains(&t.year))
}

/// What the engine is to run for a scenario; every coming target is held, nothing is watched.
pub fn inputs(plan: &Plan, scenario: &Scenario) -> Inputs {
    let years = scenario.years();
    let steps = years.clone().count();
    let percent = |lever: Lever, step: usize| scenario.values(plan, lever).at(step).to_f64() / 100.0;
    let single = |lever: Lever| scenario.values(plan, lever).at(0).to_f64();
    let by_year = |f: &dyn Fn(usize) -> f64| (0..steps).map(f).collect::<Vec<f64>>();
    let known = |series: Series| {
        let by_year = scenario.actuals.get(&series);
        years.clone().map(|y| by_year.and_then(|b| b.get(&y)).map(|d| d.to_f64())).collect()
    };
    let growing = |(series, shock, trend): (Series, Lever, Lever)| GrowthSeries {
        start: scenario.base_value(plan, series),
        rates: by_year(&|step| match series {
            Series::Va => percent(Lever::Va, step),
            Series::Dep => percent(Lever::Dep, step),
            Series::Loan => percent(Lever::Loan, step),
            _ => (1.0 + percent(Lever::Real, step)) * (1.0 + percent(Lever::Defl, step)) - 1.0,
        }),
        trend: percent(trend, 0),
        shock: percent(shock, 0),
        known: known(series),
    };
    let target = |t: &Target| engine::Condition {
        of: match t.of.as_slice() {
            [one] => quantity(*one),
            _ => Quantity::Sum(2, 3),
        },
        step: usize::from(t.year - scenario.from) - 1,
        threshold: t.value / t.of.first().map_or(1.0, |s| scale(*s)),
        above: t.comparison == crate::plan::Criterion::Above,
    };
    Inputs {
        years: steps,
        growing: GROWING.map(growing).to_vec(),
        counting: Some(CountSeries {
            start: scenario.base_value(plan, Series::List),
            arrivals: by_year(&|step| scenario.values(plan, Lever::List).at(step).to_f64()),
            departures: by_year(&|step| percent(Lever::Delist, step)),
            regime: single(Lever::Regime),
            size: single(Lever::Disp),
            known: known(Series::List),
        }),
        effects: effects(scenario),
        common: single(Lever::Corr),
        persistence: single(Lever::Ar),
        watch: Vec::new(),
        targets: coming(plan, scenario).map(target).collect(),
        seed: scenario.seed,
        paths: scenario.paths,
        sampler: Sampler::DEFAULT,
    }
}

/// Measures as effects. The key of a measure is its text, so that others come and go without moving its draws.
fn effects(scenario: &Scenario) -> Vec<Effect> {
    let effect = |(i, m): (usize, &Measure)| {
        let before = scenario.same_before(i);
        let growing = GROWING.iter().position(|g| g.0 == m.series);
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

/// What the engine calls a series.
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

/// The engine's fractions are percent here.
const fn scale(series: Series) -> f64 {
    match series {
        Series::Share | Series::Ldr => 100.0,
        _ => 1.0,
    }
}

fn closed_bands(inputs: &Inputs, series: Series, scenario: &Scenario) -> Option<Vec<Band>> {
    let band = |(step, year): (usize, u16)| {
        let law = engine::law(inputs, quantity(series), step)?;
        let at = |deviation: f64, z: f64| scale(series) * law.median * libm::exp(deviation * z);
        let deviation = law.deviation();
        let quantiles = NORMAL.map(|z| if z == 0.0 { scale(series) * law.median } else { at(deviation, z) });
        Some(Band { year, quantiles, shocks: Some([at(law.shocks, -Z80), at(law.shocks, Z80)]) })
    };
    scenario.years().enumerate().map(band).collect()
}
