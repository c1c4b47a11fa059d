//! The Lab as a value: the answer in one sentence, and for each target what its panel says.

use crate::analysis::targets::{Need, Required, TargetStatus, Verdict, Yardstick, achieved, levers_of, required};
use crate::decimal::Decimal;
use crate::model::Odds;
use crate::plan::{Lever, Series, Target, Unit};
use crate::present::{Narrator, Statement};
use crate::scenario::Scenario;
use crate::text::format;
use crate::text::sentences::{probability, targets};

/// What the Lab shows of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct LabScreen {
    /// What the central path reaches, and how likely all targets are met at once.
    pub answer: String,
    /// One for each target of the plan's last year.
    pub panels: Vec<TargetPanel>,
}

/// What is said of one target, above its chart.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetPanel {
    pub target: String,
    /// The series of its chart; none for a sum.
    pub series: Option<Series>,
    pub name: String,
    /// The value on the central path; of companies only the number, since what is asked for has the unit.
    pub value: String,
    /// What is asked for: `of 8 tn yuan`.
    pub goal: String,
    /// Verdict, value, what is needed, odds.
    pub said: Statement,
    /// The probability as a share of 100, for the meter; none before the target's year is projected.
    pub likely: Option<f64>,
    /// The levers that would reach it, and their values; empty where it is reached, and where no value in range does.
    pub sets: Vec<(Lever, Decimal)>,
    /// Latest growth on record: `grew 7.1% (2024–25)`; empty without one.
    pub past: String,
}

impl Narrator<'_> {
    /// The Lab for a scenario with these statuses and odds.
    pub fn lab(&self, scenario: &Scenario, statuses: &[TargetStatus], odds: &Odds) -> LabScreen {
        let year = self.plan.period[1];
        let due = statuses.iter().filter(|s| s.target.year == year);
        let all = odds.joint_of(year).map(|j| (j.exactly.len() - 1, probability::of_100(self.lang, j.all())));
        let answer = targets::answer(self.lang, &self.coming_verdict(statuses, year), all.as_ref());
        LabScreen { answer, panels: due.map(|status| self.panel(scenario, status, odds)).collect() }
    }

    fn panel(&self, scenario: &Scenario, status: &TargetStatus, odds: &Odds) -> TargetPanel {
        let target = status.target;
        let need = required(self.plan, scenario, target);
        let value = match &need {
            Some(Required { need: Need::AtLeast(value), .. }) if status.verdict != Verdict::Met => Some(*value),
            _ => None,
        };
        let levers = levers_of(target).into_iter();
        let needed = need.map(|need| self.needed(target, &need));
        let said = Statement { needed, ..self.stated(status, odds.of(target)) };
        let past = self.latest_growth(scenario, target);
        let number = status.value.filter(|_| self.unit_of(target) == Unit::Companies);
        TargetPanel {
            target: target.id.clone(),
            series: target.of.first().copied().filter(|_| target.of.len() == 1),
            name: self.target_name(target),
            goal: targets::of_goal(self.lang, &self.goal(target)),
            value: number.map_or_else(|| said.value.clone(), |n| format::number(n, 1)),
            said,
            likely: odds.of(target).map(|o| 100.0 * o.chance.value),
            sets: value.map(|value| levers.map(|lever| (lever, value)).collect()).unwrap_or_default(),
            past: if past.is_empty() { past } else { targets::grew(self.lang, &past, target.of == [Series::List]) },
        }
    }

    /// The value of a lever with which a target of the plan's last year is reached, if it is not yet.
    pub fn needed_of(&self, scenario: &Scenario, lever: Lever) -> Option<Decimal> {
        let year = self.plan.period[1];
        let due = self.plan.targets(scenario.reading).filter(|t| t.year == year && levers_of(t).contains(&lever));
        let values = due.filter_map(|t| match required(self.plan, scenario, t)?.need {
            Need::AtLeast(value) => Some(value),
            Need::Nothing | Need::OutOfReach => None,
        });
        values.max()
    }

    /// The latest growth on record of what a target is about, with its years; empty for a sum and without one.
    pub fn latest_growth(&self, scenario: &Scenario, target: &Target) -> String {
        let [series] = target.of.as_slice() else { return String::new() };
        let past = self.past(&achieved(self.plan, scenario.from, *series), Yardstick::of(self.plan, target));
        past.last().map(|p| format!("{} ({})", p.rate, p.span)).unwrap_or_default()
    }
}
