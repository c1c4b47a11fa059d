//! What the targets of the plan's last year look like under other rules for growth than that of the defaults.

use engine::Estimate;

use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::analysis::targets::{TargetStatus, Verdict, target_statuses};
use crate::decimal::Decimal;
use crate::model::odds::coming;
use crate::model::{simulate, trend};
use crate::plan::{Lever, Period, Plan, Rule, Series, Target};
use crate::scenario::{Scenario, Values};

/// A target under one rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleOutcome<'a> {
    pub rule: Rule,
    /// Where the central path leads.
    pub status: TargetStatus<'a>,
    pub chance: Estimate,
}

/// A target under every rule, that of the defaults first.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness<'a> {
    pub target: &'a Target,
    pub outcomes: Vec<RuleOutcome<'a>>,
}

impl Robustness<'_> {
    /// By how many rules the central path meets it.
    pub fn met(&self) -> usize {
        self.outcomes.iter().filter(|o| o.status.verdict == Verdict::Met).count()
    }

    /// The lowest and the highest probability, 0 to 1.
    pub fn range(&self) -> (f64, f64) {
        let all = self.outcomes.iter().map(|o| o.chance.value);
        all.fold((1.0, 0.0), |(low, high), v| (v.min(low), v.max(high)))
    }
}

/// The targets of the plan's last year under every [`Rule`]. Base values, entered figures and spreads are those of the
/// scenario; its growth and its measures play no part. Empty where it does not start from the newest figures.
pub fn robustness<'a>(plan: &'a Plan, scenario: &Scenario) -> Vec<Robustness<'a>> {
    let ruled: Vec<(Rule, Scenario)> =
        Rule::ALL.iter().filter_map(|rule| Some((*rule, ruled(plan, scenario, *rule)?))).collect();
    let outcome = |target: &'a Target, rule: Rule, scenario: &Scenario| {
        let path = simulate(plan, scenario);
        let status = target_statuses(plan, scenario, &path).into_iter().find(|s| s.target.id == target.id)?;
        let chance = OutcomeOfInterest::Chance(target).of(plan, scenario)?;
        Some(RuleOutcome { rule, status, chance })
    };
    let under = |target: &'a Target| {
        let outcomes: Vec<RuleOutcome> = ruled.iter().filter_map(|(r, s)| outcome(target, *r, s)).collect();
        (!outcomes.is_empty()).then_some(Robustness { target, outcomes })
    };
    coming(plan, scenario).filter(|t| t.year == plan.period[1]).filter_map(under).collect()
}

/// The scenario with growth by a rule in place of its own; `None` where it does not start from the newest figures.
pub fn ruled(plan: &Plan, scenario: &Scenario, rule: Rule) -> Option<Scenario> {
    if scenario.from != plan.newest_start().year {
        return None;
    }
    let mut made = trend(plan, scenario);
    made.levers.remove(&Lever::Real);
    made.levers.remove(&Lever::Defl);
    if rule == Rule::Calibrated {
        return Some(made);
    }
    let delist = made.values(plan, Lever::Delist).at(0).to_f64() / 100.0;
    for series in Series::DRIVEN {
        let growth = growth(plan, series, rule)?;
        let value = match series {
            Series::List => (growth + delist * made.base_value(plan, series)).max(0.0),
            _ => 100.0 * libm::expm1(growth / 100.0),
        };
        made.set_lever(plan, series.lever(), Values::constant(Decimal::nearest(value)?));
    }
    // All of nominal growth stands in the lever of real growth.
    made.set_lever(plan, Lever::Defl, Values::constant(Decimal::ZERO));
    Some(made)
}

/// Growth of a series by a rule other than that of the defaults: log points a year, or net new companies.
fn growth(plan: &Plan, series: Series, rule: Rule) -> Option<f64> {
    let record = plan.calibration.of(series)?;
    if rule == Rule::Provinces {
        return Some(record.provinces_mean);
    }
    let Period { from, to } = record.own.get(&rule)?;
    let (from, to) = (plan.observation(from)?, plan.observation(to)?);
    let years = f64::from(to.year.checked_sub(from.year).filter(|n| *n > 0)?);
    Some(match series {
        Series::List => (to.value - from.value) / years,
        _ => 100.0 * libm::log(to.value / from.value) / years,
    })
}
