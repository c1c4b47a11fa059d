//! Odds of a scenario: what the engine integrates, in the terms of the plan.

use std::collections::BTreeMap;

use engine::{CountSeries, Effect, Estimate, Exact, GrowthSeries, Inputs, Quantity, SeriesRef};

use crate::decimal::Decimal;
use crate::model::path::{YearlyRates, yearly_rates};
use crate::plan::{Criterion, Lever, Plan, Series, Target};
use crate::scenario::{Measure, Scenario};

/// Probabilities of the quantiles of a [`Band`].
pub const SHARES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];
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
    /// The 80 % band with trends and base values taken as known.
    pub shocks: [f64; 2],
}

/// How likely a target is met.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetOdds {
    pub target: String,
    /// The year it is due.
    pub year: u16,
    /// Probability that it is met in its year.
    pub chance: Estimate,
    /// Probability that its series stands at the target or beyond at the end of each projected year.
    pub by_year: Vec<(u16, Estimate)>,
}

/// How many of the targets of one year are met together.
#[derive(Clone, Debug, PartialEq)]
pub struct JointOdds {
    pub year: u16,
    /// Probability that exactly 0, 1, 2, … of them are met.
    pub exactly: Vec<Estimate>,
}

impl JointOdds {
    /// Probability that all of them are met.
    pub fn all(&self) -> Estimate {
        self.exactly.last().copied().unwrap_or(Estimate { value: 1.0, bound: 0.0 })
    }
}

/// All odds and bands of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Odds {
    /// Distributions by series and projected year.
    pub bands: BTreeMap<Series, Vec<Band>>,
    /// One for each coming target, in the order of the plan.
    pub targets: Vec<TargetOdds>,
    /// One for each coming year with targets.
    pub joint: Vec<JointOdds>,
}

impl Odds {
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

/// The odds of a scenario.
pub fn odds(plan: &Plan, scenario: &Scenario) -> Odds {
    let inputs = inputs(plan, scenario);
    let mut known = inputs.clone();
    for growing in &mut known.growing {
        (growing.trend, growing.start_error) = (0.0, 0.0);
    }
    let [exact, known] = [inputs, known].map(|inputs| Exact::new(&inputs));
    let years = || scenario.years().enumerate();
    let band = |series: Series, step: usize, year: u16| {
        let quantile = |of: &Exact, share: f64| {
            of.quantile(quantity(series), step, share).map_or(f64::NAN, |q| scale(series) * q.value)
        };
        let quantiles = SHARES.map(|share| quantile(&exact, share));
        let [low, .., high] = quantiles;
        let shocks = if series == Series::List { [low, high] } else { [0.1, 0.9].map(|share| quantile(&known, share)) };
        Band { year, quantiles, shocks }
    };
    let bands = |series: &Series| (*series, years().map(|(step, year)| band(*series, step, year)).collect());
    let target = |(i, t): (usize, &Target)| {
        let by_year = years().filter_map(|(step, year)| Some((year, exact.hit_in(i, step)?))).collect();
        Some(TargetOdds { target: t.id.clone(), year: t.year, chance: exact.hit(i)?, by_year })
    };
    let mut due: Vec<u16> = coming(plan, scenario).map(|t| t.year).collect();
    due.sort_unstable();
    due.dedup();
    let joint = |year: u16| JointOdds { year, exactly: exact.exactly(step_of(scenario, year)) };
    Odds {
        bands: Series::ALL.iter().map(bands).collect(),
        targets: coming(plan, scenario).enumerate().filter_map(target).collect(),
        joint: due.into_iter().map(joint).collect(),
    }
}

/// The probability that targets of one year are all met; `None` without a coming one.
pub fn chance(plan: &Plan, scenario: &Scenario, targets: &[&Target]) -> Option<Estimate> {
    let mut inputs = inputs(plan, scenario);
    let held = coming(plan, scenario).zip(&inputs.targets).filter(|(t, _)| targets.iter().any(|held| held.id == t.id));
    inputs.targets = held.map(|(_, condition)| *condition).collect();
    let step = inputs.targets.first()?.step;
    inputs.years = step + 1;
    let exact = Exact::new(&inputs);
    if inputs.targets.len() == 1 { exact.hit(0) } else { exact.all(step) }
}

/// Single futures of every series, drawn with the scenario's seed: one value for each projected year, in the unit of the
/// series.
pub fn sample(plan: &Plan, scenario: &Scenario, futures: u32) -> BTreeMap<Series, Vec<Vec<f64>>> {
    let inputs = inputs(plan, scenario);
    let futures: Vec<engine::Future> = (0..futures).map(|i| engine::future(&inputs, scenario.seed, i)).collect();
    let line = |series: Series, future: &engine::Future| {
        (0..inputs.years).filter_map(|step| Some(scale(series) * future.value(quantity(series), step)?)).collect()
    };
    let lines = |series: &Series| (*series, futures.iter().map(|future| line(*series, future)).collect());
    Series::ALL.iter().map(lines).collect()
}

/// A year counted from 0 for the first after the base year.
fn step_of(scenario: &Scenario, year: u16) -> usize {
    usize::from(year.saturating_sub(scenario.from + 1))
}

/// A spread estimated from this many figures or fewer is marked as uncertain.
pub const FEW: u16 = 5;

/// The targets whose year is projected, in the order of the plan.
pub fn coming<'a>(plan: &'a Plan, scenario: &Scenario) -> impl Iterator<Item = &'a Target> {
    let years = scenario.years();
    plan.targets(scenario.reading).filter(move |t| years.contains(&t.year))
}

/// The engine's inputs for a scenario: every coming target is a condition.
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
        follow: 0.0,
        size: 0.0,
        known: actuals(Series::List),
    };
    let (mut common, mut common_trend, mut persistence) = (0.0, 0.0, 0.0);
    for lever in Lever::ALL {
        let value = || scenario.values(plan, *lever).at(0).to_f64();
        // A base value that the reader entered is meant as it stands, unless they gave it an error too.
        let base_error = |series: Series| {
            let certain = scenario.base.contains_key(&series) && !scenario.levers.contains_key(lever);
            if certain { 0.0 } else { value() / 100.0 }
        };
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
            Lever::TrendCorr => common_trend = value(),
            Lever::Ar => persistence = value(),
            Lever::Regime => counting.regime = value(),
            Lever::ListCorr => counting.follow = value(),
            Lever::Disp => counting.size = value(),
            Lever::BaseSdGdp => gdp.start_error = base_error(Series::Gdp),
            Lever::BaseSdVa => va.start_error = base_error(Series::Va),
            Lever::BaseSdDep => dep.start_error = base_error(Series::Dep),
            Lever::BaseSdLoan => loan.start_error = base_error(Series::Loan),
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
        step: step_of(scenario, t.year),
        threshold: t.value / t.of.first().map_or(1.0, |s| scale(*s)),
        above: t.comparison == Criterion::Above,
    };
    Inputs {
        years: rates.len(),
        growing: vec![gdp, va, dep, loan],
        counting: Some(counting),
        effects: effects(plan, scenario),
        common,
        common_trend,
        persistence,
        targets: coming(plan, scenario).map(condition).collect(),
    }
}

/// Measures as effects. The draws of one are keyed by the plan's item it is linked to, or that it is the reader's own, by its
/// series, and by how many of the kind stand before it: names and notes move nothing, and neither do other kinds.
fn effects(plan: &Plan, scenario: &Scenario) -> Vec<Effect> {
    let effect = |(i, m): (usize, &Measure)| {
        let kind = m.kind(plan);
        let before = scenario.measures.iter().take(i).filter(|o| o.kind(plan) == kind).count();
        let growing = GROWING.iter().position(|g| *g == m.series);
        let unit = if growing.is_some() { 100.0 } else { 1.0 };
        Effect {
            on: growing.map_or(SeriesRef::Count, SeriesRef::Growth),
            effect: [m.low, m.central, m.high].map(|d| d.to_f64() / unit),
            probability: m.probability.to_f64(),
            share: scenario.years().map(|year| m.share_in(year)).collect(),
            key: crc32fast::hash(format!("{}:{}:{before}", kind.0, kind.1).as_bytes()),
        }
    };
    let may_act = |(_, m): &(usize, &Measure)| m.probability > Decimal::ZERO;
    scenario.measures.iter().enumerate().filter(may_act).map(effect).collect()
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
