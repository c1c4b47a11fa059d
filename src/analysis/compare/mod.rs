//! Scenarios side by side: how each target fares under each of them, and by how much they differ.

mod settings;

use engine::{Chance, HitCounts};
pub use settings::{Setting, SettingRow, settings};

use crate::analysis::targets::{Evidence, TargetStatus, latest_first, target_statuses};
use crate::model::odds::{JointOdds, TargetOdds, coming};
use crate::model::{Odds, Outcome};
use crate::plan::{Plan, Target};
use crate::scenario::Scenario;

/// Most scenarios that stand side by side.
pub const MOST: usize = 4;

/// A scenario with what it leads to. Those that are compared must share seed and paths, see [`aligned`].
#[derive(Clone, Copy, Debug)]
pub struct ComparedScenario<'a> {
    pub scenario: &'a Scenario,
    pub outcome: &'a Outcome,
    /// How likely it is, after some paths; none before the first.
    pub odds: Option<&'a Odds>,
}

/// A row of the board: what it is about, and one cell a column.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardRow<'a> {
    pub subject: Subject<'a>,
    /// None where it is no target under the column's reading, or the column projects none of them.
    pub cells: Vec<Option<Cell<'a>>>,
}

/// What a row of the board is about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Subject<'a> {
    Target(&'a Target),
    /// All targets of a year that a column's reading holds, together.
    All(u16),
}

/// What a column says of the subject of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell<'a> {
    /// How the target fares on the median line; none for all of a year.
    pub report: Option<TargetStatus<'a>>,
    /// How likely it is met; none for what is over, lies beyond the column's last year, or is not simulated yet.
    pub likely: Option<Likely>,
}

/// How likely something is in one column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likely {
    pub chance: Chance,
    /// Whether it has a closed form.
    pub closed: bool,
    /// By how much it exceeds that of the first column; none in the first column itself, where the first has no such
    /// probability, where it is about other targets, and until both runs have done the same paths.
    pub less: Option<Difference>,
}

/// A difference of two probabilities with its Monte Carlo standard error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference, from −1 to 1.
    pub value: f64,
    /// Its standard error; none where both probabilities have a closed form.
    pub error: Option<f64>,
}

impl Difference {
    /// Whether it is no larger than two of its errors: too small to tell from chance.
    pub fn is_within_error(&self) -> bool {
        self.error.is_some_and(|error| self.value.abs() <= 2.0 * error)
    }
}

/// The same scenarios with the seed and the number of paths of the first, so that they meet the same random numbers.
pub fn aligned(scenarios: &[Scenario]) -> Vec<Scenario> {
    let Some(first) = scenarios.first() else { return Vec::new() };
    scenarios.iter().map(|s| Scenario { seed: first.seed, paths: first.paths, ..s.clone() }).collect()
}

/// By how much one target is likelier under one scenario than under another.
///
/// Where both have a closed form it is exact. Otherwise both are counted on the same random numbers and the error comes
/// from the differences replicate by replicate: the more alike the scenarios, the smaller it is beside that of two
/// separate runs. What is counted is not quite the difference of the two numbers shown where one has a closed form.
pub fn difference(of: &TargetOdds, from: &TargetOdds) -> Option<Difference> {
    if of.closed && from.closed {
        return Some(Difference { value: of.chance.value - from.chance.value, error: None });
    }
    counted(&of.tally, &from.tally)
}

fn counted(of: &HitCounts, from: &HitCounts) -> Option<Difference> {
    of.less(from).map(|d| Difference { value: d.value, error: Some(d.error) })
}

/// The board: the targets that hold under the reading of any column, the latest year first, and after those of a year
/// that is to come all of them together. Targets whose year is over whatever a column assumes are left out.
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
            Some(Cell { report: Some(report), likely: likely(columns, column, c, target) })
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
        (count > 0).then_some(Cell { report: None, likely })
    };
    let several = columns.iter().any(|c| due(c).len() > 1);
    several.then(|| BoardRow { subject: Subject::All(year), cells: columns.iter().enumerate().map(cell).collect() })
}
