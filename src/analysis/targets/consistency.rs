//! Consistency of the plan: what its targets imply together.

use crate::plan::{Plan, Reading, Series, Start};

/// Numbers implied by the plan's targets and the figures of the newest base year; money in 亿元, ratios in percent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConsistencyReport {
    /// GDP at which the targets of 2025 for value added and for its share agree.
    pub implied_gdp: f64,
    pub actual_gdp: f64,
    /// Share of GDP that the value-added target makes on actual GDP.
    pub share_of_target: f64,
    /// Value added that the share target needs on actual GDP.
    pub value_of_share: f64,
    /// Loans over deposits by the targets of 2025.
    pub ratio_2025: f64,
    /// Loans over deposits in the base year.
    pub ratio_base: f64,
    /// New loans over new deposits from the targets of 2025 to those of 2027, each reaching 8 trillion.
    pub increment_plan: f64,
    /// New loans over new deposits from the base year to 2027, each reaching 8 trillion.
    pub increment_base: f64,
    /// New loans over new deposits from the launch to the base year.
    pub increment_past: f64,
    /// Deposits and loans together in the base year, all currencies.
    pub combined_base: f64,
    /// The same in yuan alone.
    pub combined_other: f64,
    /// The plan's own 2025 targets together.
    pub combined_2025: f64,
    /// The 2027 figure of the plan.
    pub combined_2027: f64,
}

/// Computes the report; `None` if the plan file lacks one of the figures.
pub fn report(plan: &Plan) -> Option<ConsistencyReport> {
    let target = |series: Series, year: u16| {
        let mut targets = plan.targets(Reading::Each);
        targets.find(|t| t.of == [series] && t.year == year).map(|t| t.value)
    };
    let [launch_2025, end_2027] = [2025, 2027];
    let (base, launch) = (plan.newest_start(), plan.starts.last()?);
    let base_value =
        |start: &Start, series: Series| start.values.get(&series).and_then(|id| plan.observation(id)).map(|o| o.value);
    let other = |series: Series| base.other_basis.get(&series).and_then(|id| plan.observation(id)).map(|o| o.value);
    let (va, share) = (target(Series::Va, launch_2025)?, target(Series::Share, launch_2025)?);
    let (dep25, loan25) = (target(Series::Dep, launch_2025)?, target(Series::Loan, launch_2025)?);
    let (dep27, loan27) = (target(Series::Dep, end_2027)?, target(Series::Loan, end_2027)?);
    let (dep, loan, gdp) =
        (base_value(base, Series::Dep)?, base_value(base, Series::Loan)?, base_value(base, Series::Gdp)?);
    Some(ConsistencyReport {
        implied_gdp: 100.0 * va / share,
        actual_gdp: gdp,
        share_of_target: 100.0 * va / gdp,
        value_of_share: share / 100.0 * gdp,
        ratio_2025: 100.0 * loan25 / dep25,
        ratio_base: 100.0 * loan / dep,
        increment_plan: 100.0 * (loan27 - loan25) / (dep27 - dep25),
        increment_base: 100.0 * (loan27 - loan) / (dep27 - dep),
        increment_past: 100.0 * (loan - base_value(launch, Series::Loan)?) / (dep - base_value(launch, Series::Dep)?),
        combined_base: dep + loan,
        combined_other: other(Series::Dep)? + other(Series::Loan)?,
        combined_2025: dep25 + loan25,
        combined_2027: dep27,
    })
}
