//! Reference scenarios: trend continuation, the plan as written, and those of the plan file.

use crate::decimal::Decimal;
use crate::model::{Outcome, listings_needed, simulate, yearly_growth};
use crate::plan::{Lever, LeverGroup, Plan, PresetData, Series, Target};
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
/// even between one target year and the next. After the last target the trend goes on. Figures the reader entered for
/// later years do not bend it: it is what was promised, not what came.
///
/// Values have four decimals, rounded up so that each target is met. A target for a sum is met by one common rate;
/// where the trend meets it anyway, the trend stays.
pub fn planned(plan: &Plan, scenario: &Scenario) -> Scenario {
    let mut scenario = trend(plan, scenario);
    scenario.actuals.clear();
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
            let Some(from) = outcome.value(series, done) else { continue };
            let rate = match series {
                Series::List => listings_needed(from, needed, delist, year - done).max(0.0),
                _ => yearly_growth(from, needed, year - done),
            };
            let (min, max) = (plan.lever(lever).min, plan.lever(lever).max);
            let Some(mut rate) = Decimal::at_least(rate).map(|r| r.clamp(min, max)) else { continue };
            // Rounding up meets the target but for the last bit; one step more makes it certain.
            for _ in 0..3 {
                scenario = hold(plan, scenario, lever, rate, done, year);
                if simulate(plan, &scenario).value(series, year).is_some_and(|v| v >= needed) {
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

/// The value of a driven series that meets every target of a year; `None` where no target asks for one.
fn needed(targets: &[&Target], outcome: &Outcome, series: Series, year: u16) -> Option<f64> {
    let of_target = |t: &&Target| match t.of.as_slice() {
        [one] if *one == series => Some(t.goal()),
        [Series::Share] if series == Series::Va => Some(t.goal() / 100.0 * outcome.value(Series::Gdp, year)?),
        several if several.contains(&series) => {
            let sum = outcome.measured(t, year)?;
            let value = outcome.value(series, year)?;
            (sum < t.goal()).then(|| value * t.goal() / sum)
        }
        _ => None,
    };
    targets.iter().filter(|t| t.year == year).filter_map(of_target).max_by(f64::total_cmp)
}
