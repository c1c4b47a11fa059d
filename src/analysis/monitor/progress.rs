//! Where each target stands: the growth since the plan's launch against the growth the target asked for at the launch.
//!
//! A target is on pace while the average growth since the launch is at least [`ON_PACE`] of what leads from the launch
//! to the target, far behind below [`FAR_BEHIND`] of it. An average over all years since the launch, two at least, does
//! not turn on one noisy year: a year that differs by `d` moves it by `d` over the number of years. What counts is
//! figures on the target's own basis, published, estimated or the reader's; a base value that was only assumed is none.

use crate::analysis::targets::{Required, Yardstick, required};
use crate::plan::{Kind, Plan, Series, Target};
use crate::scenario::Scenario;

/// Part of the growth asked for from which a target counts as on pace.
pub const ON_PACE: f64 = 0.95;
/// Part of the growth asked for below which a target counts as far behind.
pub const FAR_BEHIND: f64 = 0.5;
/// Fewest years of growth that are judged.
pub const FEWEST_YEARS: u16 = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its year is over and it was met.
    Met,
    /// Its year is over and it was missed.
    Missed,
    /// The latest figure meets it before its year.
    Reached,
    /// Growth since the launch is what it asked for, or nearly.
    OnPace,
    /// At least half of it.
    Behind,
    /// Less than half of it.
    FarBehind,
    /// No figure, or too few years of them.
    Unknown,
}

/// A value that is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The year it is of.
    pub year: u16,
    /// In the unit of the target.
    pub value: f64,
    pub estimate: bool,
    /// Whether the reader entered it.
    pub own: bool,
}

/// Where one target stands, and why. Growth is a year, by the yardstick.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress<'a> {
    pub target: &'a Target,
    /// How its growth is measured.
    pub yardstick: Yardstick,
    /// Its value at the launch.
    pub launch: Option<Known>,
    /// The latest value since then, up to its year.
    pub latest: Option<Known>,
    /// Growth from the launch to the target.
    pub asked: Option<f64>,
    /// Growth from the launch to the latest value, on the basis growth is measured in.
    pub achieved: Option<f64>,
    /// What leads to the target from here on, as everywhere; none once its year is over.
    pub needed: Option<Required>,
    pub standing: Standing,
}

/// Year of the figures the plan was launched on.
pub const fn launch(plan: &Plan) -> u16 {
    plan.period[0] - 1
}

/// One for each target that holds under the scenario's reading, in the order of the plan.
pub fn progress<'a>(plan: &'a Plan, scenario: &Scenario) -> Vec<Progress<'a>> {
    plan.targets(scenario.reading).map(|target| target_progress(plan, scenario, target)).collect()
}

fn target_progress<'a>(plan: &'a Plan, scenario: &Scenario, target: &'a Target) -> Progress<'a> {
    let yardstick = Yardstick::of(plan, target);
    let first = launch(plan);
    let value = |year: u16| known(plan, scenario, target, year);
    let launch = value(first);
    let latest = (first + 1..=target.year).rev().find_map(value);
    let growth = |from: Option<Known>, to: f64, year: u16| {
        let from = from.filter(|k| k.year < year)?;
        Some(yardstick.between(from.value, to, year - from.year))
    };
    let asked = growth(launch, target.aim(), target.year);
    let achieved = latest.and_then(|l| on_record(plan, target, launch, l).or_else(|| growth(launch, l.value, l.year)));
    let over = target.year <= plan.newest_start().year || latest.is_some_and(|l| l.year == target.year);
    let standing = match latest {
        Some(l) if l.year == target.year => {
            if target.is_reached_by(l.value) {
                Standing::Met
            } else {
                Standing::Missed
            }
        }
        _ if over => Standing::Unknown,
        Some(l) if target.is_reached_by(l.value) => Standing::Reached,
        Some(l) if l.year - first >= FEWEST_YEARS => {
            asked.zip(achieved).map_or(Standing::Unknown, |(asked, achieved)| pace(asked, achieved))
        }
        _ => Standing::Unknown,
    };
    let needed = required(plan, scenario, target).filter(|_| !over);
    Progress { target, yardstick, launch, latest, asked, achieved, needed, standing }
}

/// Growth between two years on the basis growth is measured in, percent a year; `None` for a figure of the reader's, a sum
/// and what does not grow by a rate.
fn on_record(plan: &Plan, target: &Target, from: Option<Known>, to: Known) -> Option<f64> {
    let [series] = target.of.as_slice() else { return None };
    let from = from.filter(|k| !k.own && !to.own)?;
    let data = plan.series(*series);
    let record = |year: u16| data.growth_record().iter().find(|o| o.year == year);
    let (a, b) = record(from.year).zip(record(to.year)).filter(|(a, b)| data.is_growth(a, b))?;
    let percent = Yardstick::of(plan, target) == Yardstick::Percent && a.year < b.year;
    percent.then(|| Yardstick::Percent.between(a.value, b.value, b.year - a.year))
}

/// The class of a growth against the one asked for.
pub fn pace(asked: f64, achieved: f64) -> Standing {
    if asked <= 0.0 {
        // Asked for was less than stood there; what does not meet it has fallen below.
        return if achieved >= asked { Standing::OnPace } else { Standing::FarBehind };
    }
    match achieved / asked {
        part if part >= ON_PACE => Standing::OnPace,
        part if part >= FAR_BEHIND => Standing::Behind,
        _ => Standing::FarBehind,
    }
}

/// What is known of a target's measure in a year: the reader's figure, else the plan file's.
fn known(plan: &Plan, scenario: &Scenario, target: &Target, year: u16) -> Option<Known> {
    let value = |series: &Series| figure(plan, scenario, *series, year);
    target.of.iter().map(value).reduce(|a, b| {
        let (a, b) = a.zip(b)?;
        Some(Known { value: a.value + b.value, estimate: a.estimate || b.estimate, own: a.own || b.own, ..a })
    })?
}

/// What is known of a series in a year. A share that was not published follows from value added and GDP where the
/// reader knows the former.
fn figure(plan: &Plan, scenario: &Scenario, series: Series, year: u16) -> Option<Known> {
    let base = || scenario.base.get(&series).filter(|_| year == scenario.from);
    let entered = || scenario.actuals.get(&series).and_then(|by_year| by_year.get(&year));
    if let Some(value) = entered().or_else(base) {
        return Some(Known { year, value: value.to_f64(), estimate: false, own: true });
    }
    if series == Series::Share
        && let Some(va) = figure(plan, scenario, Series::Va, year).filter(|va| va.own)
        && let Some(gdp) = figure(plan, scenario, Series::Gdp, year)
    {
        return Some(Known { value: 100.0 * va.value / gdp.value, estimate: gdp.estimate, ..va });
    }
    let record = plan.series(series).points.iter().find(|o| o.year == year)?;
    Some(Known { year, value: record.value, estimate: record.kind == Kind::Estimate, own: false })
}
