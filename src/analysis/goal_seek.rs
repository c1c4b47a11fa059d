//! Goal seek: the lever that meets a target, or that gives it a wanted probability.

use crate::analysis::explain::outcome::chance;
use crate::decimal::Decimal;
use crate::model::simulate;
use crate::plan::{Lever, Plan, Series, Target};
use crate::scenario::{Scenario, Values};

/// Paths that a probability without a closed form is sought with, at most.
const PATHS: u32 = 20_000;
/// Largest common uplift that is tried, in points a year.
const LARGEST_UPLIFT: Decimal = Decimal::whole(100);
/// Uplifts are found to this.
const UPLIFT_GRID: i64 = 100;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Aim {
    /// That the median line meets it.
    Median,
    /// That it is met with at least this probability, 0 to 1.
    Chance(f64),
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct GoalSeekResult {
    /// The smallest value that does it: of the levers, or the uplift in points a year.
    pub value: Decimal,
    /// The scenario with it.
    pub scenario: Scenario,
}

/// The levers that move a target; a sum is moved by one common rate.
pub fn levers_of(target: &Target) -> Vec<Lever> {
    let lever = |s: &Series| match s {
        Series::Gdp => Lever::Real,
        Series::Va | Series::Share => Lever::Va,
        Series::Dep => Lever::Dep,
        Series::Loan | Series::Ldr => Lever::Loan,
        Series::List => Lever::List,
    };
    target.of.iter().map(lever).collect()
}

/// The smallest constant value of its lever that does what is asked of a target; `None` where nothing within the
/// lever's range does. Values are a tenth of the lever's step apart.
pub fn seek(plan: &Plan, scenario: &Scenario, target: &Target, aim: Aim) -> Option<GoalSeekResult> {
    let levers = levers_of(target);
    let data = plan.lever(*levers.first()?);
    let with = |value: Decimal| {
        levers.iter().fold(scenario.clone(), |s, lever| s.with_lever(plan, *lever, Values::constant(value)))
    };
    let grid = (data.step.raw() / 10).max(1);
    smallest(data.min, data.max, grid, with, |s| holds(plan, s, &[target], aim))
}

/// The smallest common uplift that does what is asked of all targets of a year at once: points added to the growth of
/// value added, deposits and loans as far as a target needs them, and to listings as many a year as those points are of
/// the companies listed in the base year. `None` where none up to 100 points does, or a lever's range ends before.
pub fn seek_all(plan: &Plan, scenario: &Scenario, year: u16, aim: Aim) -> Option<GoalSeekResult> {
    let targets: Vec<&Target> = plan.targets(scenario.reading).filter(|t| t.year == year).collect();
    let mut levers: Vec<Lever> = targets.iter().flat_map(|t| levers_of(t)).collect();
    levers.sort_unstable();
    levers.dedup();
    let most = |lever: &Lever| {
        let top = scenario.values(plan, *lever).iter().max().unwrap_or_default();
        let room = plan.lever(*lever).max.raw() - top.raw();
        (room as f64 / per_point(plan, scenario, *lever)) as i64
    };
    let room = levers.iter().map(most).min()?.min(LARGEST_UPLIFT.raw());
    let with = |points: Decimal| uplifted(plan, scenario, &levers, points);
    smallest(Decimal::ZERO, Decimal::from_raw(room), UPLIFT_GRID, with, |s| holds(plan, s, &targets, aim))
}

/// What a point of uplift adds to a lever, in its unit.
fn per_point(plan: &Plan, scenario: &Scenario, lever: Lever) -> f64 {
    if lever == Lever::List { scenario.base_value(plan, Series::List) / 100.0 } else { 1.0 }
}

/// A scenario with so many points more on each of some levers, in every year.
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

/// The smallest value on a grid for which a condition holds that, once it holds, goes on holding.
fn smallest(
    min: Decimal,
    max: Decimal,
    grid: i64,
    with: impl Fn(Decimal) -> Scenario,
    holds: impl Fn(&Scenario) -> bool,
) -> Option<GoalSeekResult> {
    let at = |step: i64| Decimal::from_raw(min.raw() + step * grid);
    let (mut low, mut high) = (-1, (max.raw() - min.raw()) / grid);
    if high < 0 || !holds(&with(at(high))) {
        return None;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if holds(&with(at(middle))) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(GoalSeekResult { value: at(high), scenario: with(at(high)) })
}

/// Whether targets of one year are all met, on the median line or with a probability.
fn holds(plan: &Plan, scenario: &Scenario, targets: &[&Target], aim: Aim) -> bool {
    let Aim::Chance(wanted) = aim else {
        let outcome = simulate(plan, scenario);
        let met = |t: &&Target| outcome.measured(t, t.year).is_some_and(|v| t.is_met_by(v));
        return targets.iter().all(met);
    };
    chance(plan, scenario, targets, PATHS).is_some_and(|chance| chance.value >= wanted)
}
