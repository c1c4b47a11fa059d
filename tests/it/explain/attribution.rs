//! Parts of a difference: against all orders, by hand, and by law.

use std::fmt::Write;

use engine::Estimate;
use proptest::prelude::*;
use two_rivers::analysis::explain::attribution::{
    Attribution, AttributionTask, EXACT, attribution, averaged, drawn, shapley,
};
use two_rivers::analysis::explain::outcome::OutcomeOfInterest;
use two_rivers::model::odds::coming;
use two_rivers::model::{odds, simulate};
use two_rivers::plan::{Lever, Series};
use two_rivers::scenario::{Change, Scenario};

use super::{scenario, show, target};
use crate::{plan, strategies};

/// What two ways to one probability may differ by.
const ACCURACY: f64 = 1e-6;

/// With measures, entered figures, a base value, world and uncertainty levers; six changes that matter at most.
const RICH: [&str; 4] = [
    "v=1&dep=12.5&loan=11,11,10&va=13&list=36",
    "v=1&va=12,13&real=4,5,6&defl=1.5&base.va=2900&m=x:va:1/2/4:0.7:2026:0:2:0&act.gdp.2026=36000",
    "v=1&dep=12&base.dep=62000&sd.dep=2&act.dep.2026=70000&m=x:dep:1/2/5:0.7:2026:0:2:0&m=w:dep:0/1/2:0.5:2027:0:0:0",
    "v=1&list=30&delist=2&m=y:list:0/5/9:0.5:2026:0:1:3&base.list=99&disp=5",
];

fn asked(query: &str) -> Vec<OutcomeOfInterest<'static>> {
    let s = scenario(query);
    let mut all: Vec<OutcomeOfInterest> =
        Series::ALL.iter().map(|series| OutcomeOfInterest::Central(*series, 2027)).collect();
    all.push(OutcomeOfInterest::All(2027));
    all.extend(coming(plan(), &s).map(OutcomeOfInterest::Chance));
    all
}

/// The plan's defaults with some changes of a scenario, built from what a link says rather than by the code under test.
fn some_of(s: &Scenario, keep: &[Change]) -> Scenario {
    // From the last on, so that the places of measures hold.
    let drop = s.changes(plan()).into_iter().rev().filter(|c| {
        let frame = matches!(c, Change::From | Change::To | Change::Reading | Change::Seed);
        !frame && !keep.contains(c)
    });
    drop.fold(s.clone(), |s, c| s.without(plan(), &c))
}

/// All orders of some things.
fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let insert = |order: Vec<usize>| (0..=order.len()).map(move |at| [&order[..at], &[n - 1], &order[at..]].concat());
    orders(n - 1).into_iter().flat_map(insert).collect()
}

/// Each change with its effect averaged over every order in which the changes can be made.
fn by_all_orders(s: &Scenario, asked: OutcomeOfInterest<'static>, factors: &[Change]) -> Vec<f64> {
    let value = |keep: &[Change]| asked.of(plan(), &some_of(s, keep)).unwrap().value;
    let mut sums = vec![0.0; factors.len()];
    let all = orders(factors.len());
    let mut known = std::collections::BTreeMap::new();
    for order in &all {
        let mut made: Vec<usize> = Vec::new();
        for i in order {
            let mut worth = |made: &[usize]| {
                let mut key = made.to_vec();
                key.sort_unstable();
                let keep: Vec<Change> = key.iter().map(|i| factors[*i].clone()).collect();
                *known.entry(key).or_insert_with(|| value(&keep))
            };
            let before = worth(&made);
            made.push(*i);
            sums[*i] += worth(&made) - before;
        }
    }
    sums.iter().map(|sum| sum / all.len() as f64).collect()
}

fn sum(a: &Attribution) -> f64 {
    a.parts.iter().map(|p| p.value).sum()
}

fn adds_up(a: &Attribution) -> bool {
    let scale = a.parts.iter().fold(a.after.abs().max(a.before.abs()), |m, p| m.max(p.value.abs()));
    (sum(a) - (a.after - a.before)).abs() <= 1e-12 * scale
}

#[test]
fn attribution_agrees_with_all_orders() {
    let (mut worst, mut compared) = (0.0_f64, 0);
    for query in RICH {
        let s = scenario(query);
        for asked in asked(query) {
            let Some(a) = attribution(plan(), &s, asked) else { continue };
            let factors: Vec<Change> = a.parts.iter().map(|p| p.change.clone()).collect();
            assert!(factors.len() <= 7, "{}", factors.len());
            let brute = by_all_orders(&s, asked, &factors);
            let scale = a.parts.iter().fold(1e-12_f64, |m, p| m.max(p.value.abs()));
            for (part, brute) in a.parts.iter().zip(brute) {
                worst = worst.max((part.value - brute).abs() / scale);
                compared += 1;
            }
            assert!(adds_up(&a), "{query} {asked:?}: {} of {}", sum(&a), a.after - a.before);
        }
    }
    show(&format!("attribution against all orders: {compared} parts, worst relative deviation {worst:.1e}"));
    assert!(compared > 60 && worst < 1e-9, "{compared} {worst:e}");
}

/// The formula on games whose values are known: an additive one, glove market (two left gloves, one right), majority.
#[test]
fn shapley_values_of_known_games() {
    let members = |s: u128, i: usize| s >> i & 1 == 1;
    let worths = [3.5, -1.25, 0.0, 7.0, 2.0, -0.5];
    let additive = |s: u128| Some((0..6).filter(|i| members(s, *i)).map(|i| worths[i]).sum());
    for (v, w) in shapley(6, additive).unwrap().iter().zip(worths) {
        assert!((v - w).abs() < 1e-13, "{v} {w}");
    }
    let glove = |s: u128| Some(f64::from(u8::from(members(s, 2) && (members(s, 0) || members(s, 1)))));
    for (v, w) in shapley(3, glove).unwrap().iter().zip([1.0 / 6.0, 1.0 / 6.0, 4.0 / 6.0]) {
        assert!((v - w).abs() < 1e-15, "{v} {w}");
    }
    let majority = |s: u128| Some(f64::from(u8::from(s.count_ones() > 3)));
    assert!(shapley(7, majority).unwrap().iter().all(|v| (v - 1.0 / 7.0).abs() < 1e-15));
    assert_eq!(shapley(0, |_| Some(1.0)), Some(vec![]));
}

/// The glove market again, in six orders taken in pairs: what each glove adds, by hand, is the mean over the three pairs,
/// and its error their standard deviation over the root of three.
#[test]
fn what_orders_add_is_averaged_by_hand() {
    let glove = |s: u128| Some(f64::from(u8::from(s & 4 > 0 && s & 3 > 0)));
    let pairs = [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1], [0, 1, 2], [2, 1, 0]].map(|o| o.to_vec());
    // Of the first glove 0, 1/2 and 0; of the second 1/2, 0 and 1/2; the only right one always adds 1 when it comes last.
    let expected = [(1.0 / 6.0, 1.0 / 6.0), (1.0 / 3.0, 1.0 / 6.0), (0.5, 0.0)];
    for ((mean, error), (by_hand, scatter)) in averaged(3, &pairs, glove).unwrap().into_iter().zip(expected) {
        assert!((mean - by_hand).abs() < 1e-15 && (error - scatter).abs() < 1e-12, "{mean} {error}");
    }
}

/// Of three changes each of the six orders is drawn as often as any other, and each is followed by its reverse.
#[test]
fn every_order_is_drawn_alike() {
    let mut counts = std::collections::BTreeMap::new();
    for seed in 0..100 {
        for pair in drawn(3, seed).chunks(2) {
            assert!(pair[0].iter().eq(pair[1].iter().rev()));
            *counts.entry(pair[0].clone()).or_insert(0.0) += 1.0;
        }
    }
    let all: f64 = counts.values().sum();
    let expected = all / 6.0;
    let chi: f64 = counts.values().map(|n| (n - expected) * (n - expected) / expected).sum();
    // Beyond that lies one in a thousand of what chance brings, with five degrees of freedom.
    assert!(counts.len() == 6 && chi < 20.5, "{chi}: {counts:?}");
}

/// The logarithm of GDP is a sum over real growth, deflator and base value; GDP itself is not. In one year the growth
/// of both multiply: by hand, each gets its own effect and half of the product.
#[test]
fn an_interaction_is_shared_by_hand() {
    let s = scenario("v=1&real=7.1&defl=1.8");
    let a = attribution(plan(), &s, OutcomeOfInterest::Central(Series::Gdp, 2026)).unwrap();
    let base = 33_757.93;
    let (real, defl, more_real, more_defl) = (0.051, -0.002, 0.02, 0.02);
    let own = [base * more_real * (1.0 + defl), base * more_defl * (1.0 + real)];
    let both = base * more_real * more_defl;
    for (change, own) in [Lever::Real, Lever::Defl].map(Change::Lever).iter().zip(own) {
        let part = a.parts.iter().find(|p| p.change == *change).unwrap();
        assert!((part.value - own - both / 2.0).abs() < 1e-8, "{part:?} {own} {both}");
    }
    assert!(adds_up(&a) && !a.sampled);
}

#[test]
fn equals_get_equal_parts_and_what_does_nothing_gets_nothing() {
    // Two measures alike on the central path.
    let s = scenario("v=1&m=x:dep:1/2/3:0.5:2026:0:0:0&m=y:dep:1/2/3:0.5:2026:0:0:0");
    let a = attribution(plan(), &s, OutcomeOfInterest::Central(Series::Dep, 2028)).unwrap();
    let [first, second] = [&a.parts[0], &a.parts[1]].map(|p| p.value);
    assert!(first > 0.0 && (first - second).abs() < 1e-12 * first);
    // One without effect gets nothing, whatever has its name.
    let two = "m=x:dep:0/0/0:1:2026:0:0:0&m=x:dep:-3/1/4:0.6:2026:0:0:0";
    let s = scenario(&format!("v=1&loan=11.5&dep=14&va=14&list=35&corr=0.4&{two}"));
    let a = attribution(plan(), &s, OutcomeOfInterest::All(2027)).unwrap();
    let of = |i: usize| a.parts.iter().find(|p| p.change == Change::Measure(i)).unwrap().value;
    assert!(of(0).abs() < ACCURACY && of(1) != 0.0, "{a:?}");
    let of_deposits = attribution(plan(), &s, OutcomeOfInterest::Chance(target("t27-dep-e"))).unwrap();
    assert_eq!(of_deposits.parts.len(), 3, "what others share is no matter of deposits: {of_deposits:?}");
}

/// In one year the effects of measures add up, so that each gets its own, by hand, whatever else has its name.
#[test]
fn of_two_measures_with_one_name_each_gets_its_own() {
    let s = scenario("v=1&m=x:dep:2/2/2:0.5:2026:0:0:0&m=x:dep:4/4/4:0.75:2026:0:0:0");
    let a = attribution(plan(), &s, OutcomeOfInterest::Central(Series::Dep, 2026)).unwrap();
    for (i, points) in [(0, 0.5 * 2.0), (1, 0.75 * 4.0)] {
        let part = a.parts.iter().find(|p| p.change == Change::Measure(i)).unwrap();
        assert!((part.value - 61_000.0 * points / 100.0).abs() < 1e-6, "{a:?}");
    }
}

#[test]
fn what_comes_later_or_touches_another_series_is_no_part_of_it() {
    // Deposits grow as they would until 2026; in 2027 a measure on them has not begun.
    let s = scenario(
        "v=1&dep=7,9&act.loan.2026=80000&act.dep.2028=90000&m=x:dep:1/2/3:0.5:2028:0:0:0&m=y:loan:1/2/3:1:2026:0:0:0",
    );
    let parts = |year: u16| attribution(plan(), &s, OutcomeOfInterest::Central(Series::Dep, year)).unwrap().parts;
    let changes = |year: u16| parts(year).into_iter().map(|p| p.change).collect::<Vec<_>>();
    assert_eq!(changes(2026), []);
    assert_eq!(changes(2027), [Change::Lever(Lever::Dep)]);
    assert_eq!(changes(2028).len(), 3);
}

/// The plan's defaults are compared in the frame of the scenario: its years, its reading, its seed, and nothing more.
#[test]
fn the_frame_is_that_of_the_scenario() {
    let s = scenario("v=1&from=2023&to=2029&t27=sum&seed=9&dep=12&m=x:dep:1/2/4:0.7:2026:0:2:0");
    let plain = s.baseline(plan());
    assert_eq!((plain.from, plain.to, &plain.reading, plain.seed), (2023, 2029, &s.reading, 9));
    assert_eq!(plain.changes(plan()), [Change::From, Change::To, Change::Reading, Change::Seed]);
}

#[test]
fn no_change_leaves_nothing_to_explain() {
    let s = scenario("v=1&from=2023&to=2029&seed=9");
    let a = attribution(plan(), &s, OutcomeOfInterest::All(2027)).unwrap();
    assert!(a.parts.is_empty() && (a.before - a.after).abs() <= 0.0);
    assert_eq!(attribution(plan(), &s, OutcomeOfInterest::Central(Series::Dep, 2030)), None, "beyond the last year");
    let read = scenario("v=1&t27=sum");
    assert_eq!(
        attribution(plan(), &read, OutcomeOfInterest::Chance(target("t27-dep-e"))),
        None,
        "not a target under this reading"
    );
}

/// The whole is what the Lab shows.
#[test]
fn the_ends_are_those_of_the_lab() {
    for query in RICH {
        let s = scenario(query);
        let full = odds(plan(), &s);
        let plain = odds(plan(), &s.baseline(plan()));
        let a = attribution(plan(), &s, OutcomeOfInterest::All(2027)).unwrap();
        let same = |a: f64, b: Estimate| assert!((a - b.value).abs() <= 2.0 * b.bound, "{a} {b:?}");
        same(a.before, plain.joint[0].all());
        same(a.after, full.joint[0].all());
        for t in &full.targets {
            let a = attribution(plan(), &s, OutcomeOfInterest::Chance(target(&t.target))).unwrap();
            same(a.after, t.chance);
        }
    }
}

/// Eleven changes: too many for every order, few enough to count every coalition once for comparison.
#[test]
fn drawn_orders_add_up_and_come_close() {
    let s = scenario(
        "v=1&real=4&defl=1&va=12&base.va=2900&base.gdp=34000&m=a:va:1/2/3:0.9:2026:0:2:0&m=b:va:0/1/3:0.5:2026:0:0:0\
         &m=c:va:1/1/1:0.5:2026:0:0:2&m=d:gdp:0/1/1:0.5:2026:0:0:0&m=e:gdp:-1/0/1:0.7:2026:0:0:0&m=f:va:-2/1/5:0.4:2026:1:0:0",
    );
    let asked = OutcomeOfInterest::Central(Series::Share, 2028);
    let mut work = AttributionTask::new(plan(), &s, asked);
    let (mut steps, all) = (0, work.progress().1);
    assert!(work.result().is_none());
    while !work.step() {
        steps += 1;
    }
    assert_eq!((steps + 1, work.progress()), (all, (all, all)));
    let a = work.result().unwrap();
    let factors: Vec<Change> = a.parts.iter().map(|p| p.change.clone()).collect();
    assert!(a.sampled && factors.len() == EXACT + 1 && adds_up(&a), "{a:?}");
    let worth = |set: u128| {
        let keep: Vec<Change> =
            factors.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, c)| c.clone()).collect();
        Some(asked.of(plan(), &some_of(&s, &keep))?.value)
    };
    let exact = shapley(factors.len(), worth).unwrap();
    let mut worst = 0.0_f64;
    for (part, exact) in a.parts.iter().zip(exact) {
        let deviation = (part.value - exact).abs();
        worst = worst.max(deviation / part.error.max(1e-9));
        assert!(deviation <= 4.0 * part.error + 1e-9, "{part:?} {exact}");
    }
    show(&format!("drawn orders: worst deviation {worst:.2} standard errors"));
}

/// As many changes as can touch a share of GDP: figures of nearly every year, and every measure there can be.
#[test]
fn the_most_changes_there_can_be_add_up() {
    let mut query = String::from("v=1&to=2035&base.gdp=34000&base.va=2900&real=5&defl=1&va=9");
    for year in 2026..=2034 {
        write!(query, "&act.gdp.{year}={}&act.va.{year}={}", 35_000 + year, 3_000 + year).unwrap();
    }
    let measure = |i: usize| format!("m{i}:va:1/2/3:0.5:2026:0:0:0");
    let mut s = scenario(&query);
    s.measures = (0..32).flat_map(|i| scenario(&format!("v=1&m={}", measure(i))).measures).collect();
    let a = attribution(plan(), &s, OutcomeOfInterest::Central(Series::Share, 2035)).unwrap();
    assert!(a.parts.len() > 50 && a.sampled && adds_up(&a), "{}", a.parts.len());
    assert!((a.after - simulate(plan(), &s).value(Series::Share, 2035).unwrap()).abs() <= 0.0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is said to be unable to touch a result does not: the result stands when such changes are taken back.
    #[test]
    fn what_is_left_out_cannot_touch(s in strategies::quick(plan()), pick in 0usize..64) {
        let mut all: Vec<OutcomeOfInterest> =
            Series::ALL.iter().flat_map(|series| s.years().map(|y| OutcomeOfInterest::Central(*series, y))).collect();
        all.extend(coming(plan(), &s).flat_map(|t| [OutcomeOfInterest::Chance(t), OutcomeOfInterest::All(t.year)]));
        let asked = all[pick % all.len()];
        let idle = |c: &Change| !asked.depends_on_change(plan(), &s, c);
        let keep: Vec<Change> = s.changes(plan()).into_iter().filter(|c| !idle(c)).collect();
        let left = some_of(&s, &keep);
        let (a, b) = (asked.of(plan(), &s).unwrap(), asked.of(plan(), &left).unwrap());
        let room = if asked.is_chance() { a.bound + b.bound + 1e-12 } else { 1e-12 * a.value.abs() };
        prop_assert!((a.value - b.value).abs() <= room, "{:?}: {:?} {:?} without {:?}", asked, a, b, s.changes(plan()));
    }

    #[test]
    fn the_parts_of_any_scenario_add_up(s in strategies::scenario(plan()), pick in 0usize..64) {
        let years: Vec<u16> = s.years().collect();
        let asked = OutcomeOfInterest::Central(Series::ALL[pick % 7], years[pick % years.len()]);
        let a = attribution(plan(), &s, asked).unwrap();
        prop_assert!(adds_up(&a), "{:?}", a);
        prop_assert_eq!(Some(a.after), simulate(plan(), &s).value(Series::ALL[pick % 7], asked.year()));
    }
}
