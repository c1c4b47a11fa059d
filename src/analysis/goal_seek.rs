//! Goal seek: the lever that meets a target, or that gives it a wanted probability.

use crate::analysis::targets::{Need, Steps, levers_of, reaches, required, with_levers};
use crate::decimal::Decimal;
use crate::model::odds::chance;
use crate::model::simulate;
use crate::plan::{Lever, Plan, Target};
use crate::scenario::{Scenario, Values};

/// Largest common factor, and the grid of factors.
const LARGEST: Decimal = Decimal::whole(100);
const GRID: i64 = 10;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// The central path meets the target.
    Central,
    /// The target is met with at least this probability, 0 to 1.
    Chance(f64),
}

#[derive(Clone, Debug, PartialEq)]
pub struct GoalSeekResult {
    /// The smallest value that reaches the goal: of the levers in their unit, or the factor common to all of them.
    pub value: Decimal,
    /// The levers sought, with what each is to be at least; empty where nothing has to change.
    pub levers: Vec<(Lever, Decimal)>,
    /// The scenario with these values.
    pub scenario: Scenario,
}

/// The smallest constant value of its lever, on the step of the slider, with which a target reaches the goal; `None` where
/// no value in the lever's range does.
pub fn seek(plan: &Plan, scenario: &Scenario, target: &Target, aim: Aim) -> Option<GoalSeekResult> {
    let levers = levers_of(target);
    let with = |value: Decimal| with_levers(plan, scenario, &levers, value);
    let (_, value) = Steps::of(plan, &levers)?.smallest(|value| holds(plan, &with(value), &[target], aim))?;
    let levers = levers.iter().map(|lever| (*lever, value)).collect();
    Some(GoalSeekResult { value, levers, scenario: with(value) })
}

/// The smallest factor on the needs of all targets of a year with which they reach the goal together. With the factor 1 each
/// lever has the value its target needs on the central path; a lever that already has more keeps it. `None` where a lever
/// would leave its range first, or one target is out of reach.
pub fn seek_all(plan: &Plan, scenario: &Scenario, year: u16, aim: Aim) -> Option<GoalSeekResult> {
    let targets: Vec<&Target> = plan.targets(scenario.reading).filter(|t| t.year == year).collect();
    if targets.is_empty() || year <= scenario.from {
        return None;
    }
    if holds(plan, scenario, &targets, aim) {
        return Some(GoalSeekResult { value: Decimal::ZERO, levers: Vec::new(), scenario: scenario.clone() });
    }
    let mut needs: Vec<(Lever, Decimal)> = Vec::new();
    for target in &targets {
        match required(plan, scenario, target).map(|r| r.need) {
            Some(Need::AtLeast(value)) => needs.extend(levers_of(target).into_iter().map(|lever| (lever, value))),
            Some(Need::OutOfReach) => return None,
            Some(Need::Nothing) | None => {}
        }
    }
    let at = |factor: Decimal| -> Vec<(Lever, Decimal)> {
        needs.iter().map(|(lever, need)| (*lever, scaled(plan, *lever, *need, factor))).collect()
    };
    let with = |factor: Decimal| {
        at(factor).into_iter().fold(scenario.clone(), |s, (lever, least)| raised(plan, s, lever, least))
    };
    let found = |value: Decimal| GoalSeekResult { value, levers: at(value), scenario: with(value) };
    let one = Decimal::whole(1);
    if aim == Aim::Central {
        return holds(plan, &with(one), &targets, aim).then(|| found(one));
    }
    let inside = |factor: Decimal| at(factor).iter().all(|(lever, value)| *value <= plan.lever(*lever).max);
    let steps = Steps { min: Decimal::ZERO, max: LARGEST, step: GRID };
    let (beyond, _) = steps.smallest(|factor| !inside(factor)).unwrap_or((steps.last() + 1, LARGEST));
    let within = Steps { max: Decimal::from_raw((beyond - 1).max(0) * GRID), ..steps };
    let (_, factor) = within.smallest(|factor| holds(plan, &with(factor), &targets, aim))?;
    Some(found(factor))
}

/// A need times a factor, on the lever's step; a need below zero moves by as much as one above.
fn scaled(plan: &Plan, lever: Lever, need: Decimal, factor: Decimal) -> Decimal {
    let data = plan.lever(lever);
    let value = need.to_f64() + (factor.to_f64() - 1.0) * need.to_f64().abs();
    let raw = Decimal::at_least(value - data.min.to_f64()).unwrap_or_default().raw().max(0);
    let step = data.step.raw().max(1);
    let steps = (raw + step - 1) / step;
    Decimal::from_raw(data.min.raw() + steps * step)
}

/// The scenario with a lever at this value at least in every year.
fn raised(plan: &Plan, scenario: Scenario, lever: Lever, least: Decimal) -> Scenario {
    let values = scenario.values(plan, lever);
    let raised = Values::by_year(values.iter().map(|v| v.max(least))).unwrap_or(values);
    scenario.with_lever(plan, lever, raised)
}

/// Whether targets of one year are all met, on the central path or with a probability.
fn holds(plan: &Plan, scenario: &Scenario, targets: &[&Target], aim: Aim) -> bool {
    let Aim::Chance(wanted) = aim else {
        let outcome = simulate(plan, scenario);
        return targets.iter().all(|t| reaches(&outcome, t));
    };
    chance(plan, scenario, targets).is_some_and(|chance| chance.value >= wanted)
}
