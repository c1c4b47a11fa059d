//! Which targets are met, when, and by how much.

use crate::model::Outcome;
use crate::plan::{Observation, Plan, Series, Target};
use crate::scenario::Scenario;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Verdict {
    /// Met in its year.
    Met,
    Missed,
    /// The year is over and no public figure was found.
    #[default]
    Unknown,
}

/// What a target's value rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Evidence<'a> {
    /// A published or estimated figure for the target's year.
    Outturn(&'a Observation),
    /// A value the reader entered for that year.
    Reader,
    /// The scenario's path.
    Projected,
    Nothing,
}

/// How one target fares under a scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetStatus<'a> {
    pub target: &'a Target,
    pub evidence: Evidence<'a>,
    /// Value in the target's year, in the unit of its series.
    pub value: Option<f64>,
    /// Value minus the value to reach.
    pub gap: Option<f64>,
    /// First year, from the base year on, in which the scenario's path meets the target.
    pub first_met: Option<u16>,
    pub verdict: Verdict,
}

/// Targets in the order of boards: the latest year first.
pub fn latest_first<'a>(targets: impl Iterator<Item = &'a Target>) -> Vec<&'a Target> {
    let mut targets: Vec<&Target> = targets.collect();
    targets.sort_by_key(|t| std::cmp::Reverse(t.year));
    targets
}

/// The status of each target that holds under the scenario's reading, in the order of the plan.
pub fn target_statuses<'a>(plan: &'a Plan, scenario: &Scenario, outcome: &Outcome) -> Vec<TargetStatus<'a>> {
    plan.targets(scenario.reading).map(|target| status(plan, scenario, outcome, target)).collect()
}

fn status<'a>(plan: &'a Plan, scenario: &Scenario, outcome: &Outcome, target: &'a Target) -> TargetStatus<'a> {
    let evidence = evidence(plan, scenario, target);
    let value = match evidence {
        Evidence::Outturn(o) => Some(o.value),
        Evidence::Reader | Evidence::Projected => outcome.measured(target, target.year),
        Evidence::Nothing => None,
    };
    let met_in = |year: &u16| outcome.measured(target, *year).is_some_and(|v| target.is_reached_by(v));
    let first_met = outcome.years().find(met_in);
    let verdict = match value {
        None => Verdict::Unknown,
        Some(v) if target.is_reached_by(v) => Verdict::Met,
        Some(_) => Verdict::Missed,
    };
    TargetStatus { target, evidence, value, gap: value.map(|v| v - target.aim()), first_met, verdict }
}

fn evidence<'a>(plan: &'a Plan, scenario: &Scenario, target: &'a Target) -> Evidence<'a> {
    if target.year > scenario.from {
        let entered = |series: &Series| scenario.is_entered(*series, target.year);
        return if target.of.iter().all(entered) { Evidence::Reader } else { Evidence::Projected };
    }
    let from_reader = |series: &Series| match series {
        Series::Share => scenario.base.contains_key(&Series::Va),
        other => scenario.base.contains_key(other),
    };
    if target.year == scenario.from && target.of.iter().all(from_reader) {
        return Evidence::Reader;
    }
    target.outturn.as_ref().and_then(|id| plan.observation(id)).map_or(Evidence::Nothing, Evidence::Outturn)
}
