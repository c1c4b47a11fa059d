//! What the figures say of the plan before any assumption: the numbers behind the sentences of the front page.

use crate::analysis::targets::{Need, achieved, history, required};
use crate::decimal::Decimal;
use crate::model::yearly_growth;
use crate::plan::{Plan, Reading, Series, Target};
use crate::scenario::Scenario;

/// Full years a record is looked back over.
const LOOK_BACK: usize = 10;

/// The share of GDP over the last years on record, against its last target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ShareRecord<'a> {
    /// First and last of the years.
    pub years: (u16, u16),
    /// Lowest and highest share of these years, %.
    pub range: (f64, f64),
    pub target: &'a Target,
}

/// The share of GDP in the last ten full years on record; `None` for a shorter record.
pub fn share_record(plan: &Plan) -> Option<ShareRecord<'_>> {
    let points = &plan.series(Series::Share).points;
    let last = points.get(points.len().checked_sub(LOOK_BACK)?..)?;
    let years = (last.first()?.year, last.last()?.year);
    let unbroken = usize::from(years.1 - years.0) + 1 == last.len();
    let values = || last.iter().map(|o| o.value);
    let target = plan.targets(Reading::Each).filter(|t| t.of == [Series::Share]).max_by_key(|t| t.year)?;
    unbroken.then(|| ShareRecord {
        years,
        range: (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max)),
        target,
    })
}

/// What a series needs a year for its last target against what it did, on the basis growth is measured in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace<'a> {
    pub series: Series,
    pub target: &'a Target,
    /// What its lever needs to reach the target, % a year.
    pub needed: Decimal,
    /// Growth of the latest period, % a year.
    pub past: f64,
    /// The years of that period: the first to grow, and its last.
    pub years: (u16, u16),
}

/// The pace of deposits and of loans, from the figures of the newest start.
pub fn paces<'a>(plan: &'a Plan, scenario: &Scenario) -> Vec<Pace<'a>> {
    let pace = |series: Series| {
        let target = last_target(plan, series)?;
        let Need::AtLeast(needed) = required(plan, scenario, target)?.need else { return None };
        let past = achieved(plan, scenario.from, series).pop()?;
        let years = (past.from.year + 1, past.to.year);
        Some(Pace { series, target, needed, past: past.per_year, years })
    };
    [Series::Dep, Series::Loan].into_iter().filter_map(pace).collect()
}

/// The growth between the plan's own targets, and when the record last showed it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Implied {
    pub series: Series,
    /// Years of both targets.
    pub years: (u16, u16),
    /// % a year.
    pub per_year: f64,
    /// The last year with that growth; none in the whole record.
    pub last: Option<u16>,
}

/// What the targets for deposits and for loans imply from one to the next, each reaching 8 trillion.
pub fn implied(plan: &Plan) -> Vec<Implied> {
    let growth = |series: Series| {
        let first = plan.targets(Reading::Each).filter(|t| t.of == [series]).min_by_key(|t| t.year)?;
        let last = last_target(plan, series).filter(|t| t.year > first.year)?;
        let per_year = yearly_growth(first.value, last.value, last.year - first.year);
        let rank = history::rank(plan, series, plan.newest_start().year, per_year)?;
        Some(Implied { series, years: (first.year, last.year), per_year, last: rank.last })
    };
    [Series::Dep, Series::Loan].into_iter().filter_map(growth).collect()
}

fn last_target(plan: &Plan, series: Series) -> Option<&Target> {
    plan.targets(Reading::Each).filter(|t| t.of == [series]).max_by_key(|t| t.year)
}
