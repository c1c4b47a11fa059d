//! Odds over time: how likely each target looked with what was known at the end of each year, the trend going on.
//!
//! Each look stands on a start or vantage of the plan file, with its own figures and defaults, or, for years after the
//! newest start, on that start with the figures the reader entered up to then. Finance levers and spreads of the
//! scenario on show play no part: they are today's assumptions. Its reading, seed and number of paths do, and its base
//! values in their own year.
//!
//! A look back is not quite what was known: some figures were published, or revised, only later.

use engine::Chance;

use crate::analysis::monitor::progress::launch;
use crate::model::{Odds, Simulation};
use crate::plan::{Plan, Target};
use crate::present::Narrator;
use crate::scenario::Scenario;
use crate::text::sentences::{monitor, probability};

/// Chances that differ by less look the same in “of 100”.
const SAME: f64 = 0.005;

/// What was likely at the end of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct PointInTimeOdds {
    /// The year.
    pub year: u16,
    /// Whether it rests on figures the reader entered.
    pub own: bool,
    /// The odds of the targets still to come.
    pub odds: Odds,
}

impl PointInTimeOdds {
    /// How likely a target was; `None` once its year was over.
    pub fn of(&self, target: &Target) -> Option<Chance> {
        self.odds.of(target).map(|t| t.chance)
    }

    /// How likely all targets of a year were together; `None` once it was over.
    pub fn all(&self, year: u16) -> Option<Chance> {
        self.odds.joint_of(year).map(crate::model::odds::JointOdds::all)
    }
}

/// The years from whose end there is a look: those of the plan file since its launch, and later ones of which the
/// reader entered a figure, up to the last target.
pub fn years(plan: &Plan, scenario: &Scenario) -> Vec<u16> {
    let newest = plan.newest_start().year;
    let of_file = plan.starts.iter().chain(&plan.vantages).map(|s| s.year).filter(|y| *y >= launch(plan));
    let entered = scenario.actuals.values().flat_map(|by_year| by_year.keys().copied());
    let mut years: Vec<u16> = of_file.chain(entered.filter(|y| *y > newest && *y <= plan.period[1])).collect();
    years.sort_unstable();
    years.dedup();
    years
}

/// The trend continuation of someone who stands at the end of a year.
pub fn as_of(plan: &Plan, scenario: &Scenario, year: u16) -> Scenario {
    let newest = plan.newest_start().year;
    let mut then = Scenario {
        from: year.min(newest),
        to: plan.period[1],
        reading: scenario.reading,
        seed: scenario.seed,
        paths: scenario.paths,
        ..Scenario::new(plan)
    };
    if scenario.from == then.from {
        then.base.clone_from(&scenario.base);
    }
    if year > newest {
        then.actuals.clone_from(&scenario.actuals);
        for by_year in then.actuals.values_mut() {
            by_year.retain(|y, _| *y > newest && *y <= year);
        }
        then.actuals.retain(|_, by_year| !by_year.is_empty());
    }
    then
}

/// A look under way: to be run and then taken.
pub struct Looking {
    year: u16,
    own: bool,
    simulation: Simulation,
}

impl Looking {
    /// From the end of a year, with the scenario of its [`as_of`] and nothing done yet.
    pub fn new(plan: &Plan, year: u16, then: &Scenario) -> Self {
        let own = !then.actuals.is_empty() || !then.base.is_empty();
        Self { year, own, simulation: Simulation::new(plan, then) }
    }

    /// Simulates up to that many more paths; tells whether the run is complete.
    pub fn run(&mut self, paths: u32) -> bool {
        self.simulation.run(paths)
    }

    /// What the paths done tell.
    pub fn look(&self) -> PointInTimeOdds {
        PointInTimeOdds { year: self.year, own: self.own, odds: self.simulation.odds() }
    }
}

/// All looks of a scenario, each run to its end.
pub fn looks(plan: &Plan, scenario: &Scenario) -> Vec<PointInTimeOdds> {
    let look = |year: u16| {
        let mut looking = Looking::new(plan, year, &as_of(plan, scenario, year));
        looking.run(u32::MAX);
        looking.look()
    };
    years(plan, scenario).into_iter().map(look).collect()
}

impl Narrator<'_> {
    /// How the odds of a year's targets moved from the first look to the last, in one sentence or two: the target that
    /// moved most, and all together. Empty with fewer than two looks.
    pub fn odds_moved(&self, looks: &[PointInTimeOdds], targets: &[&Target], year: u16) -> String {
        let coming: Vec<&PointInTimeOdds> = looks.iter().filter(|l| l.all(year).is_some()).collect();
        let (Some(first), Some(last)) = (coming.first(), coming.last()) else { return String::new() };
        if coming.len() < 2 {
            return String::new();
        }
        let due = targets.iter().filter(|t| t.year == year);
        let moved = due.clone().filter_map(|t| Some((t, first.of(t)?, last.of(t)?)));
        let most = moved.max_by(|a, b| (a.1.value - a.2.value).abs().total_cmp(&(b.1.value - b.2.value).abs()));
        let count = due.count();
        let in_100 = |chance: Chance| probability::of_100(self.lang, chance);
        let most = most.filter(|(_, a, b)| (a.value - b.value).abs() >= SAME).map(|(t, a, b)| {
            let (name, goal) = (self.target_inside(t), self.goal(t));
            monitor::odds_moved(self.lang, (first.year, last.year), (&name, &goal, year), [&in_100(a), &in_100(b)])
        });
        let most = most.unwrap_or_else(|| monitor::odds_stood(self.lang, first.year, last.year, year));
        let all = first.all(year).zip(last.all(year)).filter(|_| count > 1);
        let all = all.map(|(a, b)| monitor::all_moved(self.lang, count, &in_100(a), &in_100(b)));
        crate::text::sentences::targets::joined(self.lang, &most, all.as_deref())
    }
}
