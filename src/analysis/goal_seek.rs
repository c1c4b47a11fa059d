//! Goal seek: the lever that meets a target, or that gives it a wanted probability.

use crate::analysis::explain::outcome::chance;
use crate::analysis::targets::{Steps, levers_of, reaches, with_levers};
use crate::decimal::Decimal;
use crate::model::simulate;
use crate::plan::{Lever, Plan, Series, Target};
use crate::scenario::{Scenario, Values};

/// Most simulated paths for a probability without a closed form.
const PATHS: u32 = 20_000;
/// Largest common uplift, in points a year.
const LARGEST_UPLIFT: Decimal = Decimal::whole(100);
/// Grid of uplifts, in ten-thousandths of a point.
const UPLIFT_GRID: i64 = 100;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// The central path meets the target.
    Central,
    /// The target is met with at least this probability, 0 to 1.
    Chance(f64),
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoalSeekResult {
    /// The smallest value that reaches the goal: of the levers in their unit, or the uplift in points a year.
    pub value: Decimal,
    /// The scenario with that value.
    pub scenario: Scenario,
}

/// The smallest constant value of its lever, on the step of the slider, with which a target reaches the goal; `None` where
/// no value in the lever's range does.
pub fn seek(plan: &Plan, scenario: &Scenario, target: &Target, aim: Aim) -> Option<GoalSeekResult> {
    let levers = levers_of(target);
    let with = |value: Decimal| with_levers(plan, scenario, &levers, value);
    let (_, value) = Steps::of(plan, &levers)?.smallest(|value| holds(plan, &with(value), &[target], aim))?;
    Some(GoalSeekResult { value, scenario: with(value) })
}

/// The smallest common uplift with which all targets of a year reach the goal together: points added to the growth of
/// each series that has a target, and for listings that percentage of the companies listed in the base year, as new
/// listings a year. `None` where no uplift up to 100 points and within the levers' ranges does.
pub fn seek_all(plan: &Plan, scenario: &Scenario, year: u16, aim: Aim) -> Option<GoalSeekResult> {
    let targets: Vec<&Target> = plan.targets(scenario.reading).filter(|t| t.year == year).collect();
    let mut levers: Vec<Lever> = targets.iter().flat_map(|t| levers_of(t)).collect();
    levers.sort_unstable();
    levers.dedup();
    let headroom = |lever: &Lever| {
        let top = scenario.values(plan, *lever).iter().max().unwrap_or_default();
        let room = plan.lever(*lever).max.raw() - top.raw();
        (room as f64 / per_point(plan, scenario, *lever)) as i64
    };
    let room = levers.iter().map(headroom).min()?.min(LARGEST_UPLIFT.raw());
    let with = |points: Decimal| uplifted(plan, scenario, &levers, points);
    smallest(Decimal::ZERO, Decimal::from_raw(room), UPLIFT_GRID, with, |s| holds(plan, s, &targets, aim))
}

/// What a point of uplift adds to a lever, in its unit.
fn per_point(plan: &Plan, scenario: &Scenario, lever: Lever) -> f64 {
    if lever == Lever::List { scenario.base_value(plan, Series::List) / 100.0 } else { 1.0 }
}

/// The scenario with each of `levers` raised by `points` in every year.
fn uplifted(plan: &Plan, scenario: &Scenario, levers: &[Lever], points: Decimal) -> Scenario {
    let raise = |s: Scenario, lever: &Lever| {
        let more = Decimal::at_least(points.to_f64() * per_point(plan, scenario, *lever)).unwrap_or_default();
        let values = scenario.values(plan, *lever);
        let raised = values.iter().map(|v| Decimal::from_raw(v.raw() + more.raw()).min(plan.lever(*lever).max));
        let raised = Values::by_year(raised).unwrap_or(values.clone());
        s.with_lever(plan, *lever, raised)
    };
    levers.iter().fold(scenario.clone(), raise)
}

/// Binary search for the smallest grid value that satisfies `holds`, which must be monotone.
fn smallest(
    min: Decimal,
    max: Decimal,
    grid: i64,
    with: impl Fn(Decimal) -> Scenario,
    holds: impl Fn(&Scenario) -> bool,
) -> Option<GoalSeekResult> {
    let value = |step: i64| Decimal::from_raw(min.raw() + step * grid);
    let (mut low, mut high) = (-1, (max.raw() - min.raw()) / grid);
    if high < 0 || !holds(&with(value(high))) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(&with(value(middle))) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(GoalSeekResult { value: value(high), scenario: with(value(high)) })
}

/// Whether targets of one year are all met, on the central path or with a probability.
fn holds(plan: &Plan, scenario: &Scenario, targets: &[&Target], aim: Aim) -> bool {
    let Aim::Chance(wanted) = aim else {
        let outcome = simulate(plan, scenario);
        return targets.iter().all(|t| reaches(&outcome, t));
    };
    chance(plan, scenario, targets, PATHS).is_some_and(|chance| chance.value >= wanted)
}
