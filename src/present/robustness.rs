//! The targets under several rules for growth, in words.

use crate::analysis::robustness::{Robustness, RuleOutcome, robustness};
use crate::analysis::targets::Verdict;
use crate::plan::{Lever, Rule, Series};
use crate::present::Narrator;
use crate::scenario::Scenario;
use crate::text::format;
use crate::text::sentences::robustness as sentences;

/// A table of targets under rules.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleTable {
    /// Names of the rules, that of the defaults first.
    pub rules: Vec<&'static str>,
    pub rows: Vec<RuleRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RuleRow {
    /// What the target is about, and what it asks for.
    pub target: (String, String),
    /// One for each rule.
    pub cells: Vec<RuleCell>,
    /// Whether the rules agree, and the range of the probability over them.
    pub sentence: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RuleCell {
    /// Value on the central path.
    pub value: String,
    pub verdict: Verdict,
    pub verdict_text: String,
    pub chance: String,
}

impl Narrator<'_> {
    /// The targets of the plan's last year under every rule; `None` where the scenario does not start from the newest
    /// figures or none is to come.
    pub fn rule_table(&self, scenario: &Scenario) -> Option<RuleTable> {
        let all = robustness(self.plan, scenario);
        let first = all.first()?;
        let rules = first.outcomes.iter().map(|o| self.rule(o.rule)).collect();
        Some(RuleTable { rules, rows: all.iter().map(|r| self.rule_row(r)).collect() })
    }

    fn rule_row(&self, r: &Robustness) -> RuleRow {
        let unit = self.unit_of(r.target);
        let cell = |o: &RuleOutcome| RuleCell {
            value: o.status.value.map(|v| self.value(unit, v)).unwrap_or_default(),
            verdict: o.status.verdict,
            verdict_text: self.verdict(&o.status),
            chance: format::chance(o.chance.value, o.chance.bound),
        };
        let (low, high) = r.range();
        let own = r.outcomes.first().map_or(0.0, |o| o.chance.value);
        let name = self.target_name(r.target);
        RuleRow {
            target: (name.clone(), self.goal(r.target)),
            cells: r.outcomes.iter().map(cell).collect(),
            sentence: sentences::over_rules(self.lang, &name, r.met(), r.outcomes.len(), own, (low, high)),
        }
    }

    /// How yearly growth was spread over provinces and years, and where a lever stands among it; `None` for a lever that
    /// is no growth. New listings count less those that leave.
    pub fn among_provinces(&self, scenario: &Scenario, lever: Lever) -> Option<String> {
        let context = self.plan.calibration.context.get(&lever)?;
        let value = scenario.typical_value(self.plan, lever).to_f64() - self.leaving(scenario, lever);
        let [_, low, _, high, _] = context.quantiles;
        let text = |v: f64| match lever {
            Lever::List => format::companies(self.lang, v, 0),
            _ => format::percent(v, 1),
        };
        let years = format::span(self.lang, context.period[0], context.period[1]);
        let stands = sentences::QuantileRank::of(value, context.quantiles);
        Some(sentences::among_provinces(self.lang, &text(low), &text(high), &years, stands))
    }

    /// Between which values of a lever half of the provinces and years lay; `None` as for [`Self::among_provinces`].
    pub fn half_of_provinces(&self, scenario: &Scenario, lever: Lever) -> Option<(f64, f64)> {
        let [_, low, _, high, _] = self.plan.calibration.context.get(&lever)?.quantiles;
        let more = self.leaving(scenario, lever);
        Some((low + more, high + more))
    }

    /// How many companies leave a year at the base, by which new listings exceed net growth; zero for other levers.
    fn leaving(&self, scenario: &Scenario, lever: Lever) -> f64 {
        if lever != Lever::List {
            return 0.0;
        }
        let rate = scenario.typical_value(self.plan, Lever::Delist).to_f64() / 100.0;
        rate * scenario.base_value(self.plan, Series::List)
    }

    /// The name of a rule.
    fn rule(&self, rule: Rule) -> &'static str {
        let w = self.words();
        match rule {
            Rule::Calibrated => w.rule_calibrated,
            Rule::TenYears => w.rule_ten_years,
            Rule::Last => w.rule_last,
            Rule::Provinces => w.rule_provinces,
        }
    }
}
