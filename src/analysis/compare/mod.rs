//! Compares scenarios: the status and odds of each target under each of them, and the differences.

mod settings;

use engine::Estimate;
pub use settings::{Setting, SettingRow, settings};

use crate::analysis::targets::{Evidence, Required, TargetStatus, latest_first, required, target_statuses};
use crate::model::odds::{JointOdds, coming};
use crate::model::{Odds, Outcome};
use crate::plan::{Plan, Target};
use crate::scenario::Scenario;

/// Most scenarios in one comparison.
pub const MOST: usize = 4;

/// A scenario and its results.
#[derive(Clone, Copy, Debug)]
pub struct ComparedScenario<'a> {
    pub scenario: &'a Scenario,
    pub outcome: &'a Outcome,
    pub odds: &'a Odds,
}

/// A row of the board, with one cell for each scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow<'a> {
    pub subject: Subject<'a>,
    /// `None` where the target does not hold under the column's reading, or the column projects none of the targets.
    pub cells: Vec<Option<Cell<'a>>>,
}

/// What a row of the board is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject<'a> {
    Target(&'a Target),
    /// All targets of a year that a column's reading holds, together.
    All(u16),
}

/// The subject of a row under one scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// The status of the target on the central path; `None` for all targets of a year.
    pub report: Option<TargetStatus<'a>>,
    /// What the target needs of its lever from here on; none once its year is decided, and for all targets of a year.
    pub needed: Option<Required>,
    /// The probability that it is met; `None` for past years, and beyond the scenario's last year.
    pub likely: Option<Likely>,
}

/// A probability under one scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    pub chance: Estimate,
    /// The probability less that of the first column, from −1 to 1, and a bound of its error; `None` in the first column
    /// itself, and where the first has no such probability or other targets.
    pub less: Option<Estimate>,
}

impl Likely {
    fn new(own: Estimate, first: Option<Estimate>) -> Self {
        let less = |first: Estimate| Estimate { value: own.value - first.value, bound: own.bound + first.bound };
        Self { chance: own, less: first.map(less) }
    }
}

/// The board: the targets that hold under the reading of any scenario, the latest year first, each coming year followed by
/// a row for all its targets together. Targets whose year is over under every scenario are left out.
pub fn board<'a>(plan: &'a Plan, columns: &[ComparedScenario]) -> Vec<BoardRow<'a>> {
    let all: Vec<Vec<TargetStatus<'a>>> =
        columns.iter().map(|c| target_statuses(plan, c.scenario, c.outcome)).collect();
    let report = |column: usize, target: &Target| {
        all.get(column).and_then(|r| r.iter().find(|r| r.target.id == target.id)).copied()
    };
    let open = |t: &&Target| {
        let held = (0..columns.len()).filter_map(|c| report(c, t));
        held.clone().any(|r| matches!(r.evidence, Evidence::Projected | Evidence::Reader))
    };
    let targets = latest_first(plan.targets.iter().filter(open));
    let mut rows: Vec<BoardRow<'a>> = Vec::new();
    for (i, target) in targets.iter().enumerate() {
        let cell = |(c, column): (usize, &ComparedScenario)| {
            let report = report(c, target)?;
            let needed = required(plan, column.scenario, target);
            Some(Cell { report: Some(report), needed, likely: likely(columns, column, c, target) })
        };
        rows.push(BoardRow { subject: Subject::Target(target), cells: columns.iter().enumerate().map(cell).collect() });
        if targets.get(i + 1).is_none_or(|next| next.year != target.year) {
            rows.extend(together(plan, columns, target.year));
        }
    }
    rows
}

fn likely(columns: &[ComparedScenario], column: &ComparedScenario, at: usize, target: &Target) -> Option<Likely> {
    let first = columns.first().filter(|_| at > 0).and_then(|c| c.odds.of(target));
    Some(Likely::new(column.odds.of(target)?.chance, first.map(|t| t.chance)))
}

/// All targets of a year together; none where no column has several.
fn together<'a>(plan: &'a Plan, columns: &[ComparedScenario], year: u16) -> Option<BoardRow<'a>> {
    let due =
        |c: &ComparedScenario| coming(plan, c.scenario).filter(|t| t.year == year).map(|t| &t.id).collect::<Vec<_>>();
    let joint = |c: &ComparedScenario| c.odds.joint_of(year).map(JointOdds::all);
    let cell = |(at, c): (usize, &ComparedScenario)| {
        let count = due(c).len();
        let first = columns.first().filter(|first| at > 0 && due(first) == due(c)).and_then(joint);
        let likely = joint(c).map(|own| Likely::new(own, first));
        (count > 0).then_some(Cell { report: None, needed: None, likely })
    };
    let several = columns.iter().any(|c| due(c).len() > 1);
    several.then(|| BoardRow { subject: Subject::All(year), cells: columns.iter().enumerate().map(cell).collect() })
}
