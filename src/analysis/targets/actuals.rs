//! How far a figure the reader entered lies from what the scenario would have led one to expect: a hint at a slip, such
//! as another unit, and never more than a hint.

use crate::model::odds::GROWING;
use crate::model::simulate;
use crate::plan::{Lever, Plan, Series};
use crate::scenario::{Change, Scenario};

/// So many standard deviations off, a figure deserves a second look.
pub const SURPRISING: f64 = 5.0;

/// What the scenario would expect in a year without the figure entered for it, in the unit of the series.
pub fn expected(plan: &Plan, scenario: &Scenario, series: Series, year: u16) -> Option<f64> {
    let without = scenario.clone().without(plan, &Change::Actual(series, year));
    simulate(plan, &without).value(series, year)
}

/// By how many standard deviations a figure differs from what was expected, with its sign; none where nothing is
/// entered or nothing scatters.
///
/// Over `h` years since the last figure the logarithm scatters by `√(h·σ² + h²·τ²)`; the count of listed companies by
/// `√(h·(m + m²·((1 + 1/k)·e^{ω²} − 1)))` for `m` new ones a year, leaving out those that go.
pub fn z_score(plan: &Plan, scenario: &Scenario, series: Series, year: u16) -> Option<f64> {
    let by_year = scenario.actuals.get(&series)?;
    let value = by_year.get(&year)?.to_f64();
    let expected = expected(plan, scenario, series, year)?;
    let last = by_year.range(..year).next_back().map_or(scenario.from, |(y, _)| *y);
    let years = f64::from(year.checked_sub(last)?);
    let lever = |lever: Lever| scenario.values(plan, lever).at(0).to_f64();
    let (distance, spread) = if let Some((_, shock, trend)) = GROWING.iter().find(|g| g.0 == series) {
        let (shock, trend) = (lever(*shock) / 100.0, lever(*trend) / 100.0);
        (libm::log(value / expected), libm::sqrt(years * shock * shock + years * years * trend * trend))
    } else {
        let step = usize::from(year - scenario.from).saturating_sub(1);
        let new = scenario.values(plan, Lever::List).at(step).to_f64();
        let (regime, size) = (lever(Lever::Regime), lever(Lever::Disp));
        let more = (1.0 + 1.0 / size) * libm::exp(regime * regime) - 1.0;
        (value - expected, libm::sqrt(years * (new + new * new * more)))
    };
    (spread > 0.0).then(|| distance / spread)
}
