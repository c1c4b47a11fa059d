//! How far an entered figure lies from what the scenario expected without it: a hint at a typing error, such as a wrong
//! unit.

use crate::model::odds::{GROWING, inputs};
use crate::model::simulate;
use crate::plan::{Plan, Series};
use crate::scenario::{Change, Scenario};

/// Absolute z-score from which the reader is asked to check an entered figure.
pub const SURPRISING: f64 = 5.0;

/// The median of a series in a year without the figure entered for it, in the unit of the series.
pub fn expected(plan: &Plan, scenario: &Scenario, series: Series, year: u16) -> Option<f64> {
    let without = scenario.clone().without(plan, &Change::Actual(series, year));
    simulate(plan, &without).value(series, year)
}

/// The entered figure less the expected one, in standard deviations; `None` where nothing is entered or the standard
/// deviation is zero.
///
/// `h` years after the last known figure the standard deviation of the logarithm is `√(h·σ² + h²·τ²)`, from the base year
/// on with the variance of the base value added; that of the
/// number of listed companies is `√(h·(m + m²·((1 + 1/k)·e^{ω²} − 1)))` for `m` new listings a year, ignoring delistings.
pub fn z_score(plan: &Plan, scenario: &Scenario, series: Series, year: u16) -> Option<f64> {
    let by_year = scenario.actuals.get(&series)?;
    let value = by_year.get(&year)?.to_f64();
    let expected = expected(plan, scenario, series, year)?;
    let last = by_year.range(..year).next_back().map_or(scenario.from, |(y, _)| *y);
    let years = f64::from(year.checked_sub(last)?);
    let inputs = inputs(plan, scenario);
    let from_base = last == scenario.from;
    let growing = GROWING.iter().zip(&inputs.growing).find(|(s, _)| **s == series);
    let (distance, spread) = if let Some((_, engine::GrowthSeries { shock, trend, start_error, .. })) = growing {
        let start = if from_base { start_error * start_error } else { 0.0 };
        (libm::log(value / expected), libm::sqrt(start + years * shock * shock + years * years * trend * trend))
    } else {
        let listings = inputs.counting?;
        let new = *listings.arrivals.get(usize::from(year - scenario.from).checked_sub(1)?)?;
        let more = (1.0 + 1.0 / listings.size) * libm::exp(listings.regime * listings.regime) - 1.0;
        (value - expected, libm::sqrt(years * (new + new * new * more)))
    };
    (spread > 0.0).then(|| distance / spread)
}
