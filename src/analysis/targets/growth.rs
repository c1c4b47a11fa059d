//! The growth a target requires, and the growth achieved before.

use crate::analysis::targets::history;
use crate::model::{Outcome, yearly_growth};
use crate::plan::{Observation, Plan, Series, Target, Unit};
use crate::scenario::Scenario;

/// How growth of a series is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Yardstick {
    /// Percent a year.
    Percent,
    /// Percentage points a year.
    Points,
    /// Companies a year, net.
    Companies,
}

impl Yardstick {
    /// The yardstick of a target.
    pub fn of(plan: &Plan, target: &Target) -> Self {
        let unit = target.of.first().map(|s| plan.series(*s).unit);
        match unit {
            Some(Unit::Percent) => Self::Points,
            Some(Unit::Companies) => Self::Companies,
            _ => Self::Percent,
        }
    }

    /// Growth a year from one value to another.
    pub fn between(self, from: f64, to: f64, years: u16) -> f64 {
        match self {
            Self::Percent => yearly_growth(from, to, years),
            Self::Points | Self::Companies => (to - from) / f64::from(years.max(1)),
        }
    }
}

/// The growth that leads from the base value to a target in its year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Required {
    pub yardstick: Yardstick,
    /// Growth a year.
    pub per_year: f64,
    pub from: f64,
    /// Years left, at least one.
    pub years: u16,
    /// For a target on the share of GDP: the yearly growth of value added that meets it on the scenario's GDP path, %.
    pub value_added: Option<f64>,
    /// On how many past years growth was at least that high, of how many known; where history allows.
    pub rank: Option<history::Rank>,
}

/// Past growth to compare with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Achieved<'a> {
    /// Growth a year, by the yardstick of the series.
    pub per_year: f64,
    /// The record at the start of the period.
    pub from: &'a Observation,
    /// The record at its end.
    pub to: &'a Observation,
}

/// The growth a target requires from the base year on; `None` once its year is over.
pub fn required(plan: &Plan, scenario: &Scenario, outcome: &Outcome, target: &Target) -> Option<Required> {
    let years = target.year.checked_sub(scenario.from).filter(|y| *y > 0)?;
    let yardstick = Yardstick::of(plan, target);
    let from = outcome.measured(target, scenario.from)?;
    let per_year = yardstick.between(from, target.aim(), years);
    let value_added = || {
        let gdp = outcome.value(Series::Gdp, target.year)?;
        let va = outcome.value(Series::Va, scenario.from)?;
        Some(yearly_growth(va, target.value / 100.0 * gdp, years))
    };
    let rank = match target.of.as_slice() {
        [series] => history::rank(plan, *series, scenario.from, per_year),
        _ => None,
    };
    let value_added = if yardstick == Yardstick::Points { value_added() } else { None };
    Some(Required { yardstick, per_year, from, years, value_added, rank })
}

/// Past growth of a series up to a base year, the longest period first.
pub fn achieved(plan: &Plan, from: u16, series: Series) -> Vec<Achieved<'_>> {
    let periods = plan.start(from).and_then(|s| s.achieved.get(&series)).map(Vec::as_slice).unwrap_or_default();
    let yardstick = if series == Series::List { Yardstick::Companies } else { Yardstick::Percent };
    let growth = |period: &crate::plan::Period| {
        let (from, to) = plan.observation(&period.from).zip(plan.observation(&period.to))?;
        Some(Achieved { per_year: yardstick.between(from.value, to.value, to.year - from.year), from, to })
    };
    periods.iter().filter_map(growth).collect()
}
