//! Scenarios of every kind, for property tests.

use std::collections::BTreeMap;

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use two_rivers::decimal::Decimal;
use two_rivers::plain_text::{is_blank, is_plain};
use two_rivers::plan::{Lever, Plan, Reading, Series};
use two_rivers::scenario::{AUTHOR_LIMIT, LEVEL_LIMIT, Measure, NAME_LIMIT, Scenario, Values};

fn decimal(min: Decimal, max: Decimal) -> impl Strategy<Value = Decimal> {
    (min.raw()..=max.raw()).prop_map(Decimal::from_raw)
}

fn level() -> impl Strategy<Value = Decimal> {
    decimal(Decimal::from_raw(1), LEVEL_LIMIT)
}

/// Any text of at most so many characters that may be shown.
pub fn name(limit: usize) -> impl Strategy<Value = String> {
    let plain = any::<char>().prop_filter("plain", |c| is_plain(*c));
    vec(plain, 0..=limit).prop_map(|chars| chars.into_iter().collect())
}

fn measure(plan: &'static Plan) -> impl Strategy<Value = Measure> {
    let effect = || decimal(Decimal::whole(-100), Decimal::whole(100));
    let item = name(Measure::ITEM_LIMIT).prop_map(|n| n.replace(':', "")).prop_filter("named", |n| !is_blank(n));
    let span = || 0..=Measure::SPAN_LIMIT;
    let start = plan.period[0]..=plan.last_year;
    let effects = [effect(), effect(), effect()];
    let when = (start, span(), span(), span());
    let texts = (item, name(Measure::NOTE_LIMIT));
    (texts, select(&Series::DRIVEN[..]), effects, decimal(Decimal::ZERO, Decimal::whole(1)), when).prop_map(
        |((item, note), series, mut effects, probability, (start, lag, ramp, fade))| {
            effects.sort();
            let [low, central, high] = effects;
            Measure { item, series, low, central, high, probability, start, lag, ramp, fade, note }
        },
    )
}

/// Any scenario the plan allows.
pub fn scenario(plan: &'static Plan) -> impl Strategy<Value = Scenario> {
    until(plan, plan.last_year)
}

/// Levers with which odds can take seconds: what persists, and what moves listings by the year.
const SLOW: [Lever; 3] = [Lever::Ar, Lever::Regime, Lever::ListCorr];

/// Any scenario with at most 400 companies, whose odds take milliseconds.
pub fn quick(plan: &'static Plan) -> impl Strategy<Value = Scenario> {
    until(plan, 2028).prop_map(|mut s| {
        s.levers.retain(|lever, _| !SLOW.contains(lever) && *lever != Lever::List);
        let few = |v: &mut Decimal| *v = Decimal::from_raw(v.raw() % 4_000_000 + 1);
        s.base.get_mut(&Series::List).into_iter().for_each(few);
        s.actuals.get_mut(&Series::List).into_iter().flat_map(|by| by.values_mut()).for_each(few);
        s.measures.retain(|m| m.series != Series::List);
        s
    })
}

/// Whether odds take milliseconds: few companies, no persistence, no effects on listings, and not many years.
pub fn is_quick(plan: &Plan, s: &Scenario) -> bool {
    let few = s.values(plan, Lever::List).iter().all(|v| v <= Decimal::whole(60));
    let steady = SLOW.iter().all(|lever| !s.levers.contains_key(lever));
    let counted = s.base.contains_key(&Series::List) || s.measures.iter().any(|m| m.series == Series::List);
    few && steady && !counted && s.years().count() <= 5
}

/// Any scenario that ends by a year.
fn until(plan: &'static Plan, last: u16) -> impl Strategy<Value = Scenario> {
    let years: Vec<u16> = plan.starts.iter().map(|s| s.year).collect();
    let bounds = select(years).prop_flat_map(move |from| (Just(from), from + 1..=last));
    bounds.prop_flat_map(move |(from, to)| {
        let steps = usize::from(to - from);
        let lever = select(Lever::ALL).prop_flat_map(move |lever| {
            let data = plan.lever(lever);
            let most = if data.by_year { steps } else { 1 };
            let values = vec(decimal(data.min, data.max), 1..=most);
            (Just(lever), values.prop_map(|v| Values::by_year(v).unwrap()))
        });
        let actuals = btree_map(select(&Series::DRIVEN[..]), btree_map(from + 1..=to, level(), 1..3), 0..2);
        (
            ((name(NAME_LIMIT), name(AUTHOR_LIMIT)), select(Reading::ALL), any::<u32>()),
            btree_map(select(&Series::DRIVEN[..]), level(), 0..3),
            vec(lever, 0..6),
            actuals,
            vec(measure(plan), 0..3),
        )
            .prop_map(move |(((name, author), reading, seed), base, levers, actuals, measures)| {
                let start = Scenario {
                    name,
                    author,
                    from,
                    to,
                    base,
                    reading,
                    actuals,
                    measures,
                    seed,
                    levers: BTreeMap::new(),
                };
                levers.into_iter().fold(start, |s, (lever, values)| s.with_lever(plan, lever, values))
            })
    })
}
