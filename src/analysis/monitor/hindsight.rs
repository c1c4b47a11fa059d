//! Point-in-time odds: how likely each target was with the figures known at the end of each year, on the trend of the
//! time.
//!
//! Each year uses a start of the plan file or one of its hindsight starts, with its own figures and defaults. Years after
//! the newest start use that start and the figures the reader entered up to then. Of the displayed scenario, the
//! reading counts, and its base values in their own year; levers and spreads do not, since they are today's assumptions.
//!
//! This is not quite what was known at the time: some figures were published, or revised, only later.

use engine::Estimate;

use crate::analysis::monitor::progress::launch;
use crate::model::odds::JointOdds;
use crate::model::{Odds, odds};
use crate::plan::{Plan, Target};
use crate::scenario::Scenario;

/// The odds with the figures known at the end of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct PointInTimeOdds {
    pub year: u16,
    /// Whether they use figures the reader entered.
    pub own: bool,
    /// Of the targets due after that year.
    pub odds: Odds,
}

impl PointInTimeOdds {
    /// The probability that a target is met; `None` once its year is over.
    pub fn of(&self, target: &Target) -> Option<Estimate> {
        self.odds.of(target).map(|t| t.chance)
    }

    /// The probability that all targets of a year are met together; `None` once it is over.
    pub fn all(&self, year: u16) -> Option<Estimate> {
        self.odds.joint_of(year).map(JointOdds::all)
    }
}

/// The years with point-in-time odds: those of the plan file since its launch, and later ones for which the reader
/// entered a figure, up to the last target.
pub fn years(plan: &Plan, scenario: &Scenario) -> Vec<u16> {
    let newest = plan.newest_start().year;
    let starts = plan.starts.iter().chain(&plan.hindsight_starts).map(|s| s.year).filter(|y| *y >= launch(plan));
    let actuals = scenario.actuals.values().flat_map(|by_year| by_year.keys().copied());
    let mut years: Vec<u16> = starts.chain(actuals.filter(|y| *y > newest && *y <= plan.period[1])).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The baseline at the end of a year: the plan's defaults and the figures known by then.
pub fn as_of(plan: &Plan, scenario: &Scenario, year: u16) -> Scenario {
    let newest = plan.newest_start().year;
    let mut then = Scenario { from: year.min(newest), to: plan.period[1], ..scenario.baseline(plan) };
    if scenario.from == then.from {
        then.base.clone_from(&scenario.base);
    }
    if year > newest {
        then.actuals.clone_from(&scenario.actuals);
        for by_year in then.actuals.values_mut() {
            by_year.retain(|y, _| *y > newest && *y <= year);
        }
        then.actuals.retain(|_, by_year| !by_year.is_empty());
    }
    then
}

/// The point-in-time odds of every year of [`years`].
pub fn point_in_time_odds(plan: &Plan, scenario: &Scenario) -> Vec<PointInTimeOdds> {
    let of = |year: u16| {
        let then = as_of(plan, scenario, year);
        let own = !then.actuals.is_empty() || !then.base.is_empty();
        PointInTimeOdds { year, own, odds: odds(plan, &then) }
    };
    years(plan, scenario).into_iter().map(of).collect()
}
