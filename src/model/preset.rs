//! Reference scenarios: trend continuation, the plan as written, and those of the plan file.

use std::collections::BTreeMap;

use crate::decimal::Decimal;
use crate::model::{Outcome, listings_needed, simulate, yearly_growth};
use crate::plan::{Criterion, Lever, LeverGroup, Plan, PresetData, Series, Target};
use crate::scenario::{Scenario, Values};

/// The series whose levers the plan as written sets.
const SOLVED: [Series; 4] = [Series::Va, Series::Dep, Series::Loan, Series::List];

/// Trend continuation: finance levers at their defaults and no measures. Base values, world assumptions, spreads and
/// entered figures of the scenario stay.
pub fn trend(plan: &Plan, scenario: &Scenario) -> Scenario {
    let mut trend = scenario.nameless();
    trend.levers.retain(|lever, _| plan.lever(*lever).group != LeverGroup::Finance);
    trend.measures.clear();
    trend
}

/// A preset of the plan file on the plan's defaults, up to the last year and under the reading of `current`.
pub fn preset(plan: &Plan, data: &PresetData, current: &Scenario) -> Scenario {
    let to = current.to.max(data.start + 1);
    let start = Scenario { from: data.start, to, reading: current.reading, ..Scenario::new(plan) };
    let set = |scenario: Scenario, (lever, value): (&Lever, &Decimal)| {
        scenario.with_lever(plan, *lever, Values::constant(*value))
    };
    data.levers.iter().fold(start, set)
}

/// The plan as written: the trend, with the finance levers that meet every target exactly in its year, growth being
/// even between one target year and the next. After the last target the trend goes on.
///
/// Values have four decimals, rounded up so that each target is met. A target for a sum is met by one common rate;
/// where the trend meets it anyway, the trend stays.
pub fn planned(plan: &Plan, scenario: &Scenario) -> Scenario {
    let mut scenario = trend(plan, scenario);
    let targets: Vec<&Target> = plan.targets(scenario.reading).filter(|t| scenario.years().contains(&t.year)).collect();
    let mut due: Vec<u16> = targets.iter().map(|t| t.year).collect();
    due.sort_unstable();
    due.dedup();
    let delist = scenario.default_of(plan, Lever::Delist).at(0).to_f64();
    let mut done = scenario.from;
    for year in due {
        let outcome = simulate(plan, &scenario);
        for series in SOLVED {
            let lever = series.lever();
            let Some(needed) = needed(&targets, &outcome, series, year) else { continue };
            let latest = |by_year: &BTreeMap<u16, Decimal>| by_year.range(..year).next_back().map(|(y, _)| *y);
            let anchor = scenario.actuals.get(&series).and_then(latest).map_or(done, |y| y.max(done));
            let Some(from) = outcome.value(series, anchor) else { continue };
            let rate = match series {
                Series::List => listings_needed(from, needed.value, delist, year - anchor).max(0.0),
                _ => yearly_growth(from, needed.value, year - anchor),
            };
            let (min, max) = (plan.lever(lever).min, plan.lever(lever).max);
            let Some(mut rate) = Decimal::at_least(rate).map(|r| r.clamp(min, max)) else { continue };
            // Rounding up meets the target but for the last bit; one step more makes it certain.
            for _ in 0..3 {
                scenario = hold(plan, scenario, lever, rate, anchor, year);
                let value = simulate(plan, &scenario).value(series, year).unwrap_or(0.0);
                if needed.comparison.holds(value, needed.value) {
                    break;
                }
                rate = rate.next().min(max);
            }
        }
        done = year;
    }
    scenario
}

/// The same scenario with one value of a lever after `from` up to `to`, and its default after that.
fn hold(plan: &Plan, scenario: Scenario, lever: Lever, rate: Decimal, from: u16, to: u16) -> Scenario {
    let (values, default) = (scenario.values(plan, lever), scenario.default_of(plan, lever));
    let first = usize::from(from - scenario.from);
    let last = usize::from(to - scenario.from);
    let steps = usize::from(plan.last_year - scenario.from).max(last + 1);
    let held = (0..steps).map(|i| {
        if i < first {
            values.at(i)
        } else if i < last {
            rate
        } else {
            default.at(i)
        }
    });
    let held = Values::by_year(held).unwrap_or(values);
    scenario.with_lever(plan, lever, held)
}

struct Needed {
    value: f64,
    comparison: Criterion,
}

/// The value of a driven series that meets every target of a year; `None` where no target asks for one.
fn needed(targets: &[&Target], outcome: &Outcome, series: Series, year: u16) -> Option<Needed> {
    let of_target = |t: &&Target| -> Option<Needed> {
        let value = match t.of.as_slice() {
            [one] if *one == series => t.value,
            [Series::Share] if series == Series::Va => t.value / 100.0 * outcome.value(Series::Gdp, year)?,
            several if several.contains(&series) => {
                let sum = outcome.measured(t, year)?;
                if sum >= t.value {
                    return None;
                }
                outcome.value(series, year)? * t.value / sum
            }
            _ => return None,
        };
        Some(Needed { value, comparison: t.comparison })
    };
    let due = targets.iter().filter(|t| t.year == year);
    due.filter_map(of_target).max_by(|a, b| a.value.total_cmp(&b.value))
}
