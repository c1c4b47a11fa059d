//! The growth a target requires, and the growth achieved before.

use crate::analysis::targets::history;
use crate::decimal::Decimal;
use crate::model::{Outcome, simulate, yearly_growth};
use crate::plan::{Lever, Observation, Plan, Series, Target, Unit};
use crate::scenario::{Scenario, Values};

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

/// What a target needs of its levers, the same in every year that is not decided yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// At least this value, in the unit of the levers and on their step.
    AtLeast(Decimal),
    /// Nothing: the lowest value of the levers reaches it.
    Nothing,
    /// More than the range of the levers.
    OutOfReach,
}

impl Need {
    /// The value to set.
    pub const fn value(self) -> Option<Decimal> {
        match self {
            Self::AtLeast(value) => Some(value),
            Self::Nothing | Self::OutOfReach => None,
        }
    }
}

/// What leads to a target from here on: from the base year, or from the latest year the reader entered a figure for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Required {
    /// The value of [`levers_of`] the target.
    pub need: Need,
    /// How growth of what the target is about is measured.
    pub yardstick: Yardstick,
    /// Its net growth a year from [`Self::since`] to the target.
    pub per_year: f64,
    /// Its value in that year.
    pub from: f64,
    /// The year it starts from.
    pub since: u16,
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

/// The levers that are sought for a target: one for each of its series. A sum takes one common rate.
pub fn levers_of(target: &Target) -> Vec<Lever> {
    target.of.iter().map(|series| series.lever()).collect()
}

/// What a coming target requires from here on; `None` once its year is over or decided by what the reader entered.
pub fn required(plan: &Plan, scenario: &Scenario, target: &Target) -> Option<Required> {
    target.year.checked_sub(scenario.from).filter(|y| *y > 0)?;
    // The lever of a share is that of its numerator.
    let moved = |series: &Series| series.parts().first().copied().unwrap_or(*series);
    let entered = |year: &u16| target.of.iter().all(|s| scenario.is_entered(moved(s), *year));
    if entered(&target.year) {
        return None;
    }
    let since = (scenario.from + 1..target.year).rev().find(entered).unwrap_or(scenario.from);
    let years = target.year - since;
    let scenario = Scenario { to: scenario.to.max(target.year), ..scenario.clone() };
    let yardstick = Yardstick::of(plan, target);
    let from = simulate(plan, &scenario).measured(target, since)?;
    let per_year = yardstick.between(from, target.aim(), years);
    let levers = levers_of(target);
    let reaches = |value: Decimal| {
        let outcome = simulate(plan, &with_levers(plan, &scenario, &levers, value));
        reaches(&outcome, target)
    };
    let need = match Steps::of(plan, &levers)?.smallest(reaches) {
        None => Need::OutOfReach,
        Some((0, _)) => Need::Nothing,
        Some((_, value)) => Need::AtLeast(value),
    };
    let rank = match target.of.as_slice() {
        [series] => history::rank(plan, *series, scenario.from, per_year),
        _ => None,
    };
    Some(Required { need, yardstick, per_year, from, since, rank })
}

/// Whether a path meets a target in its year, exactly and in the digits that are shown.
pub fn reaches(outcome: &Outcome, target: &Target) -> bool {
    outcome.measured(target, target.year).is_some_and(|v| target.is_cleared_by(v))
}

/// The scenario with one value of several levers in all years.
pub fn with_levers(plan: &Plan, scenario: &Scenario, levers: &[Lever], value: Decimal) -> Scenario {
    levers.iter().fold(scenario.clone(), |s, lever| s.with_lever(plan, *lever, Values::constant(value)))
}

/// The values that several levers can take together, on the step of their sliders.
#[derive(Clone, Copy, Debug)]
pub struct Steps {
    pub min: Decimal,
    pub max: Decimal,
    /// In ten-thousandths, above zero.
    pub step: i64,
}

impl Steps {
    /// Of some levers; `None` where there are none, or no value is within the ranges of all.
    pub fn of(plan: &Plan, levers: &[Lever]) -> Option<Self> {
        let data = || levers.iter().map(|l| plan.lever(*l));
        let (min, max) = (data().map(|d| d.min).max()?, data().map(|d| d.max).min()?);
        let step = data().map(|d| d.step.raw()).max()?.max(1);
        (min <= max).then_some(Self { min, max, step })
    }

    /// How many steps lie between the least value and the greatest.
    pub const fn last(self) -> i64 {
        (self.max.raw() - self.min.raw() + self.step - 1) / self.step
    }

    /// The smallest value that satisfies `holds`, and how many steps it lies above the least; `holds` must be monotone.
    pub fn smallest(self, holds: impl Fn(Decimal) -> bool) -> Option<(i64, Decimal)> {
        let value = |steps: i64| Decimal::from_raw(self.min.raw() + steps * self.step).min(self.max);
        let (mut low, mut high) = (-1, self.last());
        if !holds(value(high)) {
            return None;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if holds(value(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        Some((high, value(high)))
    }
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
