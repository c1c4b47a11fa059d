//! Compares scenarios: the status and odds of each target under each of them, and the differences.

mod settings;

use engine::{Chance, HitCounts};
pub use settings::{Setting, SettingRow, settings};

use crate::analysis::targets::{Evidence, Required, TargetStatus, latest_first, required, target_statuses};
use crate::model::odds::{JointOdds, TargetOdds, coming};
use crate::model::{Odds, Outcome};
use crate::plan::{Plan, Target};
use crate::scenario::Scenario;

/// Most scenarios in one comparison.
pub const MOST: usize = 4;

/// A scenario and its results. Compared scenarios must share seed and paths, see [`aligned`].
#[derive(Clone, Copy, Debug)]
pub struct ComparedScenario<'a> {
    pub scenario: &'a Scenario,
    pub outcome: &'a Outcome,
    /// Its odds so far; `None` before the first paths.
    pub odds: Option<&'a Odds>,
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
    /// The probability that it is met; `None` for past years, beyond the scenario's last year, and before simulation.
    pub likely: Option<Likely>,
}

/// A probability under one scenario.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    pub chance: Chance,
    /// Whether it has a closed form.
    pub closed: bool,
    /// The probability less that of the first column; `None` in the first column itself, where the first has no such
    /// probability or other targets, and until both runs have done the same paths.
    pub less: Option<Difference>,
}

/// A difference of two probabilities with its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference, from −1 to 1.
    pub value: f64,
    /// Its standard error; `None` where both probabilities have a closed form.
    pub error: Option<f64>,
}

impl Difference {
    /// Whether its size is at most two standard errors.
    pub fn is_within_error(&self) -> bool {
        self.error.is_some_and(|error| self.value.abs() <= 2.0 * error)
    }
}

/// The scenarios with seed and number of paths of the first, so that all use the same random numbers.
pub fn aligned(scenarios: &[Scenario]) -> Vec<Scenario> {
    let Some(first) = scenarios.first() else { return Vec::new() };
    scenarios.iter().map(|s| Scenario { seed: first.seed, paths: first.paths, ..s.clone() }).collect()
}

/// The probability of a target under one scenario less that under another.
///
/// It is exact where both have a closed form. Otherwise both are counted on the same random numbers, and the error comes
/// from the differences by replicate: the more similar the scenarios, the smaller it is than that of separate runs. Where
/// only one has a closed form, the counted difference differs slightly from that of the two probabilities shown.
pub fn difference(of: &TargetOdds, from: &TargetOdds) -> Option<Difference> {
    if of.closed && from.closed {
        return Some(Difference { value: of.chance.value - from.chance.value, error: None });
    }
    counted(&of.tally, &from.tally)
}

fn counted(of: &HitCounts, from: &HitCounts) -> Option<Difference> {
    of.less(from).map(|d| Difference { value: d.value, error: Some(d.error) })
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
    let own = column.odds?.of(target)?;
    let first = columns.first().filter(|_| at > 0).and_then(|c| c.odds?.of(target));
    Some(Likely { chance: own.chance, closed: own.closed, less: first.and_then(|first| difference(own, first)) })
}

/// All targets of a year together; none where no column has several.
fn together<'a>(plan: &'a Plan, columns: &[ComparedScenario], year: u16) -> Option<BoardRow<'a>> {
    let due =
        |c: &ComparedScenario| coming(plan, c.scenario).filter(|t| t.year == year).map(|t| &t.id).collect::<Vec<_>>();
    let joint = |c: &ComparedScenario| -> Option<JointOdds> { c.odds?.joint_of(year).cloned() };
    let cell = |(at, c): (usize, &ComparedScenario)| {
        let count = due(c).len();
        let first = columns.first().filter(|first| at > 0 && due(first) == due(c)).and_then(joint);
        let likely = joint(c).map(|own| Likely {
            chance: own.all(),
            closed: false,
            less: first.and_then(|first| counted(&own.tally, &first.tally)),
        });
        (count > 0).then_some(Cell { report: None, needed: None, likely })
    };
    let several = columns.iter().any(|c| due(c).len() > 1);
    several.then(|| BoardRow { subject: Subject::All(year), cells: columns.iter().enumerate().map(cell).collect() })
}
