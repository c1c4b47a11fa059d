//! Where a difference comes from, what a result hangs on, what would have to be true, where its variance comes from.
//!
//! `EXPLAIN_REPORT=1 cargo test --no-default-features explain -- --nocapture` prints what was measured.

use std::fmt::Write;

use proptest::prelude::*;
use two_rivers::decimal::Decimal;
use two_rivers::link;
use two_rivers::model::{odds, simulate};
use two_rivers::plan::{Lever, Series, Target};
use two_rivers::report::asked::{Asked, PATHS};
use two_rivers::report::attribution::{Attribution, EXACT, Work, attribution, baseline, shapley};
use two_rivers::report::nearest::nearest;
use two_rivers::report::seek;
use two_rivers::scenario::{Change, Scenario, Values};

use crate::{any, plan};

fn show(text: &str) {
    if std::env::var_os("EXPLAIN_REPORT").is_some() {
        println!("{text}");
    }
}

fn scenario(query: &str) -> Scenario {
    link::decode(plan(), query).unwrap().scenario
}

fn target(id: &str) -> &'static Target {
    plan().target(id).unwrap()
}

/// With measures, entered figures, a base value, world and uncertainty levers; six changes that matter at most.
const RICH: [&str; 4] = [
    "v=1&dep=12.5&loan=11,11,10&va=13&list=36&paths=4000",
    "v=1&va=12,13&real=4,5,6&defl=1.5&base.va=2900&m=x:va:1/2/4:0.7:2026:0:2:0&act.gdp.2026=36000&paths=4000",
    "v=1&dep=12&base.dep=62000&sd.dep=2&act.dep.2026=70000&m=x:dep:1/2/5:0.7:2026:0:2:0&m=w:dep:0/1/2:0.5:2027:0:0:0&paths=4000",
    "v=1&list=30&delist=2&m=y:list:0/5/9:0.5:2026:0:1:3&base.list=99&regime=0.8&disp=5&paths=4000",
];

fn asked(query: &str) -> Vec<Asked<'static>> {
    let s = scenario(query);
    let mut all: Vec<Asked> = Series::ALL.iter().map(|series| Asked::Median(*series, 2027)).collect();
    all.push(Asked::All(2027));
    all.extend(two_rivers::model::odds::coming(plan(), &s).map(Asked::Chance));
    all
}

/// The plan's defaults with some changes of a scenario, built from what a link says rather than by the code under test.
fn some_of(s: &Scenario, keep: &[Change]) -> Scenario {
    // From the last on, so that the places of measures hold.
    let drop = s.changes(plan()).into_iter().rev().filter(|c| {
        let frame = matches!(c, Change::From | Change::To | Change::Reading | Change::Simulation);
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
fn by_all_orders(s: &Scenario, asked: Asked<'static>, factors: &[Change]) -> Vec<f64> {
    let value = |keep: &[Change]| asked.of(plan(), &some_of(s, keep), PATHS).unwrap().value;
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
    let members = |s: u64, i: usize| s >> i & 1 == 1;
    let worths = [3.5, -1.25, 0.0, 7.0, 2.0, -0.5];
    let additive = |s: u64| Some((0..6).filter(|i| members(s, *i)).map(|i| worths[i]).sum());
    for (v, w) in shapley(6, additive).unwrap().iter().zip(worths) {
        assert!((v - w).abs() < 1e-13, "{v} {w}");
    }
    let glove = |s: u64| Some(f64::from(u8::from(members(s, 2) && (members(s, 0) || members(s, 1)))));
    for (v, w) in shapley(3, glove).unwrap().iter().zip([1.0 / 6.0, 1.0 / 6.0, 4.0 / 6.0]) {
        assert!((v - w).abs() < 1e-15, "{v} {w}");
    }
    let majority = |s: u64| Some(f64::from(u8::from(s.count_ones() > 3)));
    assert!(shapley(7, majority).unwrap().iter().all(|v| (v - 1.0 / 7.0).abs() < 1e-15));
    assert_eq!(shapley(0, |_| Some(1.0)), Some(vec![]));
}

/// The logarithm of GDP is a sum over real growth, deflator and base value; GDP itself is not. In one year the growth
/// of both multiply: by hand, each gets its own effect and half of the product.
#[test]
fn an_interaction_is_shared_by_hand() {
    let s = scenario("v=1&real=7.6&defl=2.4");
    let a = attribution(plan(), &s, Asked::Median(Series::Gdp, 2026)).unwrap();
    let base = 33_757.93;
    let (real, defl, more_real, more_defl) = (0.056, 0.004, 0.02, 0.02);
    let own = [base * more_real * (1.0 + defl), base * more_defl * (1.0 + real)];
    let both = base * more_real * more_defl;
    for (change, own) in [Lever::Real, Lever::Defl].map(Change::Lever).iter().zip(own) {
        let part = a.parts.iter().find(|p| p.change == *change).unwrap();
        assert!((part.value - own - both / 2.0).abs() < 1e-8, "{part:?} {own} {both}");
    }
    assert!(adds_up(&a) && a.error == 0.0 && a.paths == 0 && !a.sampled);
}

#[test]
fn equals_get_equal_parts_and_what_does_nothing_gets_nothing() {
    // Two measures alike on the median line.
    let s = scenario("v=1&m=x:dep:1/2/3:0.5:2026:0:0:0&m=y:dep:1/2/3:0.5:2026:0:0:0");
    let a = attribution(plan(), &s, Asked::Median(Series::Dep, 2028)).unwrap();
    assert_eq!(a.parts[0].value, a.parts[1].value);
    assert!(a.parts[0].value > 0.0);
    // The second measure of a name keeps its draws whether or not the first is there: one without effect gets nothing.
    let two = "m=x:dep:0/0/0:1:2026:0:0:0&m=x:dep:-3/1/4:0.6:2026:0:0:0";
    let s = scenario(&format!("v=1&loan=11.5&dep=14&va=14&list=35&corr=0.4&paths=4000&{two}"));
    let a = attribution(plan(), &s, Asked::All(2027)).unwrap();
    let of = |i: usize| a.parts.iter().find(|p| p.change == Change::Measure(i)).unwrap().value;
    assert!(of(0).abs() < 1e-15 && of(1) != 0.0, "{a:?}");
    assert!(a.paths == 4_000 && a.error > 0.0);
    let of_deposits = attribution(plan(), &s, Asked::Chance(target("t27-dep-e"))).unwrap();
    assert_eq!(of_deposits.parts.len(), 3, "what others share is no matter of deposits: {of_deposits:?}");
}

#[test]
fn no_change_leaves_nothing_to_explain() {
    let s = scenario("v=1&from=2023&to=2029&seed=9");
    let a = attribution(plan(), &s, Asked::All(2027)).unwrap();
    assert!(a.parts.is_empty() && a.before == a.after);
    assert_eq!(attribution(plan(), &s, Asked::Median(Series::Dep, 2030)), None, "beyond the last year");
    let read = scenario("v=1&t27=sum");
    assert_eq!(attribution(plan(), &read, Asked::Chance(target("t27-dep-e"))), None, "not a target under this reading");
}

/// The whole is what the Lab shows.
#[test]
fn the_ends_are_those_of_the_full_run() {
    for query in RICH {
        let s = scenario(query);
        let full = odds(plan(), &s);
        let plain = odds(plan(), &baseline(plan(), &s));
        let a = attribution(plan(), &s, Asked::All(2027)).unwrap();
        assert_eq!((a.before, a.after), (plain.joint[0].all().value, full.joint[0].all().value));
        for t in &full.targets {
            let a = attribution(plan(), &s, Asked::Chance(target(&t.target))).unwrap();
            assert_eq!(a.after, t.chance.value, "{}", t.target);
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
    let asked = Asked::Median(Series::Share, 2028);
    let mut work = Work::new(plan(), &s, asked);
    let (mut steps, all) = (0, work.progress().1);
    assert!(work.result().is_none());
    while !work.step() {
        steps += 1;
    }
    assert_eq!((steps + 1, work.progress()), (all, (all, all)));
    let a = work.result().unwrap();
    let factors: Vec<Change> = a.parts.iter().map(|p| p.change.clone()).collect();
    assert!(a.sampled && factors.len() == EXACT + 1 && adds_up(&a), "{a:?}");
    let worth = |set: u64| {
        let keep: Vec<Change> =
            factors.iter().enumerate().filter(|(i, _)| set >> i & 1 == 1).map(|(_, c)| c.clone()).collect();
        Some(asked.of(plan(), &some_of(&s, &keep), PATHS)?.value)
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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is said to be unable to touch a result does not: the result stands when such changes are taken back.
    #[test]
    fn what_is_left_out_cannot_touch(s in any::scenario(plan()), pick in 0usize..64) {
        let s = Scenario { paths: 1_000, ..s };
        let mut all: Vec<Asked> =
            Series::ALL.iter().flat_map(|series| s.years().map(|y| Asked::Median(*series, y))).collect();
        all.extend(two_rivers::model::odds::coming(plan(), &s).flat_map(|t| [Asked::Chance(t), Asked::All(t.year)]));
        let asked = all[pick % all.len()];
        let idle = |c: &Change| !asked.hangs_on_change(plan(), &s, c);
        let keep: Vec<Change> = s.changes(plan()).into_iter().filter(|c| !idle(c)).collect();
        let left = some_of(&s, &keep);
        let (a, b) = (asked.of(plan(), &s, PATHS).unwrap(), asked.of(plan(), &left, PATHS).unwrap());
        // What one series shares with others does not change its law, but which paths are drawn; a measure that has not
        // begun does not either, but there is no closed form beside it.
        let way = |s: &Scenario| (asked.is_simulated(plan(), s), s.levers.contains_key(&Lever::Corr));
        let room = if way(&s) == way(&left) || !(way(&s).0 || way(&left).0) { 1e-15 } else { 0.1 };
        prop_assert!((a.value - b.value).abs() <= room * a.value.abs().max(1.0), "{:?}: {:?} {:?} without {:?}", asked, a, b, s.changes(plan()));
    }

    #[test]
    fn the_parts_of_any_scenario_add_up(s in any::scenario(plan()), pick in 0usize..64) {
        let s = Scenario { paths: 1_000, ..s };
        let years: Vec<u16> = s.years().collect();
        let asked = Asked::Median(Series::ALL[pick % 7], years[pick % years.len()]);
        let a = attribution(plan(), &s, asked).unwrap();
        prop_assert!(adds_up(&a), "{:?}", a);
        prop_assert_eq!(a.after, simulate(plan(), &s).value(Series::ALL[pick % 7], asked.year()).unwrap());
    }
}

/// The scenario with some levers shifted in every year.
fn shifted(s: &Scenario, shifts: &[(Lever, f64)]) -> Scenario {
    shifts.iter().fold(s.clone(), |s, (lever, by)| {
        let by = Decimal::nearest(*by).unwrap().raw();
        let values = s.values(plan(), *lever).iter().map(|v| Decimal::from_raw(v.raw() + by)).collect::<Vec<_>>();
        s.with_lever(plan(), *lever, Values::by_year(values).unwrap())
    })
}

fn meets(s: &Scenario, t: &Target) -> bool {
    t.is_met_by(simulate(plan(), s).measured(t, t.year).unwrap())
}

fn spread_of(s: &Scenario, lever: Lever) -> f64 {
    s.start(plan()).ranges[&lever].spread.unwrap().to_f64()
}

/// One lever alone is what the Lab's own search finds: on the same grid, from the other side where the target is met.
#[test]
fn one_lever_alone_agrees_with_the_search_for_a_value() {
    let mut compared = 0;
    for query in
        ["v=1", "v=1&dep=15&loan=12&va=16&list=40", "v=1&from=2023&to=2030", "v=1&m=x:list:0/5/9:0.5:2026:0:1:3"]
    {
        let s = scenario(query);
        for t in two_rivers::model::odds::coming(plan(), &s) {
            let n = nearest(plan(), &s, t).unwrap();
            let lever = seek::levers_of(t)[0];
            let (_, turn) = n.single.iter().find(|(l, _)| *l == lever).unwrap();
            let turn = turn.as_ref().unwrap();
            let value = turn.scenario.values(plan(), lever).at(0).to_f64();
            let sought = seek::seek(plan(), &s, t, seek::Aim::Median).unwrap().value.to_f64();
            // The smallest value that meets it, on a grid of a hundredth; the largest that does not lies just below.
            assert!((value - sought).abs() <= 0.0101, "{query} {}: {value} {sought}", t.id);
            assert_eq!(n.met, meets(&s, t));
            assert_ne!(n.met, meets(&turn.scenario, t));
            compared += 1;
        }
    }
    assert!(compared >= 16, "{compared}");
}

/// All levers together against a grid: of all but the first lever every shift is tried, and the first is solved for.
#[test]
fn the_smallest_joint_change_agrees_with_a_grid() {
    let mut report = String::new();
    for (query, id, first, rest) in [
        ("v=1", "t27-sh", Lever::Va, &[Lever::Real, Lever::Defl][..]),
        ("v=1&va=16", "t27-sh", Lever::Va, &[Lever::Real, Lever::Defl][..]),
        ("v=1", "t27-list", Lever::List, &[Lever::Delist][..]),
        ("v=1&list=40&delist=3", "t27-list", Lever::List, &[Lever::Delist][..]),
        ("v=1&t27=sum&dep=-40&loan=-30", "t27-sum", Lever::Dep, &[Lever::Loan][..]),
    ] {
        let (s, t) = (scenario(query), target(id));
        let joint = nearest(plan(), &s, t).unwrap().joint.unwrap();
        let size =
            |shifts: &[(Lever, f64)]| shifts.iter().map(|(l, by)| (by / spread_of(&s, *l)).powi(2)).sum::<f64>().sqrt();
        let met = meets(&s, t);
        // The shift of the first lever that turns the verdict, by halving; the way it has to go.
        let solve = |others: &[(Lever, f64)]| {
            let sign = if met { -1.0 } else { 1.0 };
            let turned = |by: f64| {
                let all: Vec<(Lever, f64)> = others.iter().copied().chain([(first, sign * by)]).collect();
                meets(&shifted(&s, &all), t) != met
            };
            let (mut low, mut high) = (0.0, 90.0);
            if turned(0.0) {
                return 0.0;
            }
            for _ in 0..30 {
                let middle = (low + high) / 2.0;
                if turned(middle) { high = middle } else { low = middle }
            }
            sign * high
        };
        let steps: Vec<f64> = (-60..=60).map(|i| f64::from(i) * joint.size / 60.0).collect();
        let mut best = f64::MAX;
        let mut grid: Vec<Vec<(Lever, f64)>> = vec![Vec::new()];
        for lever in rest {
            let data = plan().lever(*lever);
            let now = s.values(plan(), *lever).at(0).to_f64();
            let fits = |by: &f64| (data.min.to_f64()..=data.max.to_f64()).contains(&(now + by));
            let shifts: Vec<f64> = steps.iter().map(|z| z * spread_of(&s, *lever)).filter(fits).collect();
            grid = grid.iter().flat_map(|g| shifts.iter().map(|by| [&g[..], &[(*lever, *by)]].concat())).collect();
        }
        for others in &grid {
            if size(others) >= joint.size.min(best) {
                continue;
            }
            let all: Vec<(Lever, f64)> = others.iter().copied().chain([(first, solve(others))]).collect();
            best = best.min(size(&all));
        }
        writeln!(report, "{query} {id}: {:.4} spreads, grid {best:.4}", joint.size).unwrap();
        assert!(meets(&joint.scenario, t) != met && joint.scenario.check(plan()).is_empty());
        // The grid is a little coarser than the answer.
        assert!(
            joint.size <= best + 1e-3 && joint.size >= best - 0.02 * joint.size,
            "{query} {id}: {} {best}",
            joint.size
        );
    }
    show(&report);
}

#[test]
fn what_cannot_be_turned_is_said() {
    let n = nearest(plan(), &scenario("v=1&base.dep=100"), target("t27-dep-e")).unwrap();
    assert!(!n.met && n.joint.is_none() && n.single.iter().all(|(_, t)| t.is_none()));
    let known = nearest(plan(), &scenario("v=1&act.dep.2027=70000"), target("t27-dep-e")).unwrap();
    assert!(known.joint.is_none(), "a figure that is known does not move");
    assert!(nearest(plan(), &scenario("v=1&to=2026"), target("t27-dep-e")).is_none());
    // No rate of leaving meets it; the joint change stops where nobody leaves.
    let n = nearest(plan(), &scenario("v=1"), target("t27-list")).unwrap();
    assert!(n.single.iter().any(|(lever, t)| *lever == Lever::Delist && t.is_none()));
    let n = nearest(plan(), &scenario("v=1&delist=0.2"), target("t27-list")).unwrap();
    let joint = n.joint.unwrap();
    let delist = joint.moves.iter().find(|m| m.lever == Lever::Delist).unwrap();
    assert_eq!(delist.by.to_f64(), -0.2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nothing nearer turns the verdict, wherever one looks.
    #[test]
    fn nothing_nearer_turns_a_verdict(
        va in -5.0..25.0, dep in 0.0..25.0, list in 0.0..60.0, real in -2.0..12.0, delist in 0.0..8.0,
        directions in prop::collection::vec(prop::array::uniform3(-1.0..1.0f64), 200),
    ) {
        let base = scenario("v=1");
        let set = |s: Scenario, (lever, v): (Lever, f64)| s.with_lever(plan(), lever, Values::constant(Decimal::nearest(v).unwrap()));
        let s = [(Lever::Va, va), (Lever::Dep, dep), (Lever::List, list), (Lever::Real, real), (Lever::Delist, delist)].into_iter().fold(base, set);
        for t in two_rivers::model::odds::coming(plan(), &s) {
            let n = nearest(plan(), &s, t).unwrap();
            let Some(joint) = n.joint else { continue };
            prop_assert!(meets(&joint.scenario, t) != n.met);
            let alone = n.single.iter().filter_map(|(_, t)| t.as_ref()).map(|t| t.size).fold(f64::MAX, f64::min);
            prop_assert!(joint.size <= alone * (1.0 + 1e-9) + 1e-3, "{}: {} {}", t.id, joint.size, alone);
            for d in &directions {
                let axes: Vec<Lever> = n.single.iter().map(|(l, _)| *l).collect();
                let length = d.iter().take(axes.len()).map(|x| x * x).sum::<f64>().sqrt().max(1e-9);
                let shift = |(lever, x): (&Lever, &f64)| {
                    let (data, now) = (plan().lever(*lever), s.values(plan(), *lever).at(0).to_f64());
                    let by = 0.995 * joint.size * x / length * spread_of(&s, *lever);
                    (*lever, (now + by).clamp(data.min.to_f64(), data.max.to_f64()) - now)
                };
                let shifts: Vec<(Lever, f64)> = axes.iter().zip(d).map(shift).collect();
                prop_assert!(meets(&shifted(&s, &shifts), t) == n.met, "{}: {:?} of {}", t.id, shifts, joint.size);
            }
        }
    }
}
