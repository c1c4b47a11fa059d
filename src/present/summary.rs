//! A scenario in plain words, built from its numbers.

use engine::Estimate;

use crate::analysis::targets::{Evidence, TargetStatus, target_statuses};
use crate::decimal::Decimal;
use crate::model::odds::TargetOdds;
use crate::model::{Odds, Outcome};
use crate::plan::Series;
use crate::present::Narrator;
use crate::scenario::{Change, Scenario};
use crate::text::format;
use crate::text::sentences::{probability, summary};

/// The sentences of a summary: what is assumed, what follows for the targets still to come, how likely it is, and what it
/// must not be taken for. Without `odds` nothing is said about probabilities.
pub fn summary(narrator: &Narrator, scenario: &Scenario, outcome: &Outcome, odds: Option<&Odds>) -> Vec<String> {
    let all = target_statuses(narrator.plan, scenario, outcome);
    let due = |r: &&TargetStatus| scenario.years().contains(&r.target.year);
    let mut coming: Vec<&TargetStatus> = all.iter().filter(due).collect();
    coming.sort_by_key(|r| r.target.year);
    let mut years: Vec<u16> = coming.iter().map(|r| r.target.year).collect();
    years.dedup();
    let mut sentences = vec![assumes(narrator, scenario)];
    for year in years {
        sentences.push(narrator.coming_verdict(&all, year));
        let of_year = coming.iter().filter(|r| r.target.year == year);
        sentences.extend(of_year.filter_map(|r| target(narrator, r, odds)));
        sentences.extend(odds.and_then(|o| together(narrator, o, year)));
    }
    sentences.push(summary::caveat(
        narrator.lang,
        &narrator.plan.edition(narrator.lang),
        !scenario.measures.is_empty(),
    ));
    sentences
}

fn assumes(narrator: &Narrator, scenario: &Scenario) -> String {
    let changes = changes(narrator, scenario);
    let (name, author) = (scenario.name_or(narrator.words().unnamed), scenario.signed());
    summary::assumes(narrator.lang, name, author, scenario.from, &changes)
}

/// What differs from the trend continuation, each such as `deposit growth 12% (default 7.9%)`.
pub fn changes(narrator: &Narrator, scenario: &Scenario) -> Vec<String> {
    // The base year has its own sentence; the seed is no assumption about the world.
    let listed = |c: &Change| !matches!(c, Change::From | Change::Seed);
    scenario.changes(narrator.plan).iter().filter(|c| listed(c)).map(|c| change(narrator, scenario, c)).collect()
}

fn change(narrator: &Narrator, scenario: &Scenario, change: &Change) -> String {
    let short = |series: Series| narrator.inside(narrator.plan.series(series).short.get(narrator.lang));
    let amount = |series: Series, value: &Decimal| narrator.value(narrator.plan.series(series).unit, value.to_f64());
    match change {
        Change::To => summary::up_to(narrator.lang, scenario.to),
        Change::Base(series) => {
            let value = scenario.base.get(series).map(|v| amount(*series, v)).unwrap_or_default();
            summary::own_base(narrator.lang, &short(*series), scenario.from, &value)
        }
        Change::Actual(series, year) => {
            let value = scenario.actuals.get(series).and_then(|by| by.get(year)).map(|v| amount(*series, v));
            summary::entered(narrator.lang, &short(*series), *year, &value.unwrap_or_default())
        }
        Change::Lever(lever) => {
            let default = narrator.default_text(scenario.start(narrator.plan), *lever);
            summary::against_default(narrator.lang, &narrator.inside(&narrator.change(scenario, change)), &default)
        }
        Change::Measure(i) => {
            let Some(m) = scenario.measures.get(*i) else { return String::new() };
            let on = short(m.series);
            let delivered = format::percent(100.0 * m.probability.to_f64(), 0);
            summary::measure(
                narrator.lang,
                &narrator.measure_name(&m.item),
                &on,
                &narrator.effect(m.series, m.central.to_f64()),
                &delivered,
            )
        }
        other => narrator.inside(&narrator.change(scenario, other)),
    }
}

fn target(narrator: &Narrator, status: &TargetStatus, odds: Option<&Odds>) -> Option<String> {
    let (target, gap) = (status.target, status.gap?);
    let said = narrator.stated(status, odds.and_then(|o| o.of(target)));
    Some(summary::target(
        narrator.lang,
        &narrator.target_name(target),
        target.year,
        (&said.value, status.evidence == Evidence::Reader),
        &narrator.round(narrator.unit_of(target), target.value),
        &narrator.stand(target, gap),
        said.odds.as_ref().map(|o| o.of_100.as_str()),
    ))
}

/// How often all targets of a year are met together, and which alone are the least likely.
pub fn together(narrator: &Narrator, odds: &Odds, year: u16) -> Option<String> {
    let in_100 = |chance: Estimate| probability::of_100(narrator.lang, chance);
    let joint = in_100(odds.joint_of(year)?.all());
    let single: Vec<&TargetOdds> = odds.targets.iter().filter(|t| t.year == year).collect();
    let least = single.iter().min_by(|a, b| a.chance.value.total_cmp(&b.chance.value))?;
    let least = in_100(least.chance);
    let ties = single.iter().filter(|t| in_100(t.chance) == least);
    let names: Vec<String> =
        ties.filter_map(|t| narrator.plan.target(&t.target)).map(|t| narrator.target_inside(t)).collect();
    Some(probability::together(narrator.lang, year, single.len(), &joint, &names, &least))
}
