//! Where a difference comes from, what a result hangs on, what would have to be true, where its variance comes from.
//!
//! `EXPLAIN_REPORT=1 cargo test --no-default-features explain -- --nocapture` prints what was measured.

use std::fmt::Write;

use engine::{Inputs, Quantity, Sampler};
use proptest::prelude::*;
use two_rivers::decimal::Decimal;
use two_rivers::figure::contour;
use two_rivers::link;
use two_rivers::model::{odds, simulate};
use two_rivers::plan::{Lever, Series, Target};
use two_rivers::report::asked::{Asked, PATHS};
use two_rivers::report::attribution::{Attribution, EXACT, Work, attribution, baseline, shapley};
use two_rivers::report::nearest::nearest;
use two_rivers::report::seek;
use two_rivers::report::sensitivity::{self, Bar, CELLS, Input, Map, mapped, tornado};
use two_rivers::report::variance::{self, Group, Index, Tally, block, closed, indices};
use two_rivers::scenario::{Change, Scenario, Values};

use crate::ensemble::{cases_of, rows};
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
    let [first, second] = [&a.parts[0], &a.parts[1]].map(|p| p.value);
    assert!(first > 0.0 && (first - second).abs() < 1e-12 * first);
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
    assert!(a.parts.is_empty() && (a.before - a.after).abs() <= 0.0);
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
            assert!((a.after - t.chance.value).abs() <= 0.0, "{}", t.target);
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
        prop_assert_eq!(Some(a.after), simulate(plan(), &s).value(Series::ALL[pick % 7], asked.year()));
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
                let middle = f64::midpoint(low, high);
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
    assert_eq!(delist.by, Decimal::from_raw(-2_000));
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

/// So many blocks of the variances of one quantity in the last year.
fn estimated(inputs: &Inputs, of: Quantity, blocks: u32) -> Vec<(Group, Index)> {
    let inputs = Inputs { watch: vec![of], targets: Vec::new(), sampler: Sampler::Random, ..inputs.clone() };
    let groups = variance::groups(&inputs, of);
    let tallies: Vec<Tally> = (0..blocks).flat_map(|b| block(&inputs, &[(of, groups.as_slice())], b)).collect();
    groups.into_iter().zip(indices(&tallies).unwrap()).collect()
}

/// Worst and root mean square of deviations in standard errors; fails where the worst is one that not one run in a
/// thousand shows.
fn check(title: &str, deviations: &[f64]) {
    let worst = deviations.iter().fold(0.0_f64, |w, d| w.max(d.abs()));
    let rms = (deviations.iter().map(|d| d * d).sum::<f64>() / deviations.len() as f64).sqrt();
    show(&format!("{title}: {} deviations, worst {worst:.2} standard errors, rms {rms:.2}", deviations.len()));
    let limit = -engine::normal_quantile(0.0005 / deviations.len() as f64);
    assert!(worst < limit, "{title}: {worst:.2} of at most {limit:.2}");
    assert!(rms < 1.3, "{title}: rms {rms:.2}");
}

/// The estimator alone, on a function whose indices are known (Ishigami and Homma 1990, a = 7, b = 0.1).
#[test]
fn the_estimator_knows_the_ishigami_function() {
    use std::f64::consts::PI;
    const A: f64 = 7.0;
    const B: f64 = 0.1;
    let ishigami = |x: [f64; 3]| x[0].sin() + A * x[1].sin().powi(2) + B * x[2].powi(4) * x[0].sin();
    let mut state = 1_u32;
    let mut draw = || {
        [(); 3].map(|()| {
            state = engine::mix(state, 1);
            PI * (2.0 * (f64::from(state) + 0.5) / 4_294_967_296.0 - 1.0)
        })
    };
    let tally = |_| {
        let (mut ya, mut yb, mut mixed) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
        for _ in 0..1_000 {
            let (x, y) = (draw(), draw());
            ya.push(ishigami(x));
            yb.push(ishigami(y));
            for (i, mixed) in mixed.iter_mut().enumerate() {
                let mut z = x;
                z[i] = y[i];
                mixed.push(ishigami(z));
            }
        }
        Tally::new(&ya, &yb, &mixed.each_ref().map(Vec::as_slice))
    };
    let tallies: Vec<Tally> = (0..200).map(tally).collect();
    let variance = A * A / 8.0 + B * PI.powi(4) / 5.0 + B * B * PI.powi(8) / 18.0 + 0.5;
    let v1 = 0.5 * (1.0 + B * PI.powi(4) / 5.0).powi(2);
    let v13 = B * B * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let known = [(v1, v1 + v13), (A * A / 8.0, A * A / 8.0), (0.0, v13)];
    let mut deviations = Vec::new();
    for (index, (first, total)) in indices(&tallies).unwrap().iter().zip(known) {
        deviations.push((index.first - first / variance) / index.first_error);
        deviations.push((index.total - total / variance) / index.total_error);
        assert!(index.first_error < 0.01 && index.total_error < 0.01, "{index:?}");
    }
    check("Ishigami", &deviations);
}

/// Without measures the estimate is the closed form.
#[test]
fn variance_shares_agree_with_the_closed_form() {
    let mut deviations = Vec::new();
    for (name, inputs) in cases_of("variance.json") {
        let inputs = Inputs { effects: Vec::new(), ..inputs };
        for of in
            [Quantity::Level(0), Quantity::Level(1), Quantity::Level(2), Quantity::Level(3), Quantity::Ratio(1, 0)]
        {
            let exact = closed(&inputs, of, inputs.years - 1).unwrap().unwrap();
            let sum: f64 = exact.iter().map(|(_, i)| i.first).sum();
            assert!(sum <= 1.0 + 1e-12 && exact.iter().all(|(_, i)| i.first <= i.total), "{name} {of:?}");
            for ((group, ours), (other, exact)) in estimated(&inputs, of, 64).iter().zip(exact) {
                assert_eq!(*group, other);
                deviations.push((ours.first - exact.first) / ours.first_error);
                deviations.push((ours.total - exact.total) / ours.total_error);
            }
        }
    }
    check("variance shares against closed forms", &deviations);
}

/// Against `variance.py`: the model by its formulas in numpy, the indices by `SALib`.
#[test]
fn variance_shares_agree_with_salib() {
    let rows = rows("variance.csv");
    let (mut deviations, mut largest) = (Vec::new(), 0.0_f64);
    for (name, inputs) in cases_of("variance.json") {
        for (label, of) in [
            ("level0", Quantity::Level(0)),
            ("level1", Quantity::Level(1)),
            ("level2", Quantity::Level(2)),
            ("level3", Quantity::Level(3)),
            ("ratio1/0", Quantity::Ratio(1, 0)),
            ("count", Quantity::Count),
        ] {
            let theirs: Vec<&Vec<String>> = rows.iter().filter(|r| r[0] == name && r[1] == label).collect();
            let ours = estimated(&inputs, of, 128);
            assert_eq!(theirs.len(), ours.len());
            for (group, index) in ours {
                let key = match group {
                    Group::Shocks => "shocks",
                    Group::Trends => "trends",
                    Group::Counts => "counts",
                    Group::Measures => "measures",
                };
                let row = theirs.iter().find(|r| r[2] == key).unwrap();
                let [first, first_se, total, total_se] = [3, 4, 5, 6].map(|c| row[c].parse::<f64>().unwrap());
                let pairs = [
                    (index.first, index.first_error, first, first_se),
                    (index.total, index.total_error, total, total_se),
                ];
                for (ours, error, theirs, their_error) in pairs {
                    largest = largest.max((ours - theirs).abs());
                    deviations.push((ours - theirs) / error.hypot(their_error));
                }
            }
        }
    }
    show(&format!("variance shares against SALib: largest difference {largest:.4}"));
    check("variance shares against SALib", &deviations);
}

#[test]
fn variances_of_a_scenario_are_divided() {
    let s = scenario("v=1&m=x:dep:1/2/4:0.5:2026:0:0:0");
    let mut work = variance::Work::new(plan(), &s, 2027);
    assert!(work.shares().iter().all(|s| s.paths == 0), "closed forms at once");
    while !work.step() {}
    let shares = work.shares();
    assert_eq!(shares.iter().map(|s| s.series).collect::<Vec<_>>(), Series::ALL);
    for s in &shares {
        let measures = s.groups.iter().any(|(g, _)| *g == Group::Measures);
        assert_eq!(measures, [Series::Dep, Series::Ldr].contains(&s.series), "{}", s.series);
        assert_eq!(s.paths > 0, measures || s.series == Series::List);
        for (_, i) in &s.groups {
            assert!(i.first > -3.0 * i.first_error && i.total < 1.0 + 3.0 * i.total_error, "{s:?}");
            assert!(i.first <= i.total + 3.0 * (i.first_error + i.total_error), "{s:?}");
        }
    }
    // What is known does not vary.
    let work = variance::Work::new(plan(), &scenario("v=1&act.dep.2027=70000"), 2027);
    assert!(work.shares().iter().all(|s| s.series != Series::Dep));
}

/// Deposits of 2027 by hand at both ends of their growth; the probability by its closed form at both ends of the spread.
#[test]
fn bars_agree_with_a_calculation_by_hand() {
    let s = scenario("v=1");
    let bars = tornado(plan(), &s, Asked::Median(Series::Dep, 2027));
    let [only] = bars.as_slice() else { panic!("{bars:?}") };
    assert_eq!((only.input, only.ends), (Input::Lever(Lever::Dep), [Decimal::from_raw(67_000), Decimal::whole(8)]));
    for (result, growth) in only.results.iter().zip([1.067, 1.08]) {
        assert!((result - 61_000.0 * growth * growth).abs() < 1e-6);
    }
    let s = scenario("v=1&dep=14");
    let bars = tornado(plan(), &s, Asked::Chance(target("t27-dep-e")));
    let of = |lever: Lever| bars.iter().find(|b| b.input == Input::Lever(lever)).unwrap();
    let by_hand = |sd: f64, tau: f64| {
        let far = (80_000.0_f64 / (61_000.0 * 1.14 * 1.14)).ln() / (2.0 * sd * sd + 4.0 * tau * tau).sqrt();
        engine::normal_cdf(-far)
    };
    for (result, sd) in of(Lever::SdDep).results.iter().zip([0.006, 0.027]) {
        assert!((result - by_hand(sd, 0.004)).abs() < 1e-12);
    }
    assert_eq!(bars.len(), 4, "growth, shock, trend, persistence: {bars:?}");
    let now = by_hand(0.009, 0.004);
    assert!(bars.windows(2).all(|w| w[0].reach(now) >= w[1].reach(now)));
    // Where things stand outside of the ends, the bar reaches there.
    assert!((of(Lever::Dep).reach(now) - now).abs() < 1e-9, "from almost nothing at 8 % to where 14 % leads");
}

/// A measure goes from not delivered to delivered with its largest effect.
#[test]
fn a_measure_is_tried_from_nothing_to_its_most() {
    let s = scenario("v=1&m=x:dep:1/2/4:0.5:2026:0:0:0&m=y:dep:-3/-2/-1:0.5:2026:0:0:0&m=z:loan:1/2/4:0.5:2026:0:0:0");
    let bars = tornado(plan(), &s, Asked::Median(Series::Dep, 2026));
    let of = |i: usize| bars.iter().find(|b: &&Bar| b.input == Input::Measure(i));
    let by_hand = |growth: f64| 61_000.0 * (1.0 + growth / 100.0);
    for (bar, ends) in [(of(0), [7.9 - 1.0, 7.9 - 1.0 + 4.0]), (of(1), [7.9 + 1.0 - 3.0, 7.9 + 1.0])] {
        for (result, growth) in bar.unwrap().results.iter().zip(ends) {
            assert!((result - by_hand(growth)).abs() < 1e-6, "{bar:?}");
        }
    }
    assert!(of(2).is_none());
}

/// A circle: every end lies on it, as close as the grid is fine, and the pieces together are as long as it is.
#[test]
fn contours_agree_with_a_circle() {
    for (n, room) in [(20, 0.01), (200, 0.0001)] {
        let nodes: Vec<f64> = (0..=n).map(|i| -1.5 + 3.0 * f64::from(i) / f64::from(n)).collect();
        let values: Vec<Vec<f64>> = nodes.iter().map(|y| nodes.iter().map(|x| x * x + y * y - 1.0).collect()).collect();
        let pieces = contour(&nodes, &nodes, &values);
        let mut length = 0.0;
        for ((ax, ay), (bx, by)) in &pieces {
            assert!((ax.hypot(*ay) - 1.0).abs() < room && (bx.hypot(*by) - 1.0).abs() < room, "{n}");
            length += (ax - bx).hypot(ay - by);
        }
        assert!((length - std::f64::consts::TAU).abs() < 10.0 * room, "{n}: {length}");
    }
}

proptest! {
    /// A straight line is found exactly, wherever it lies; a saddle has two pieces that do not meet.
    #[test]
    fn contours_of_a_plane_are_straight(a in -3.0..3.0f64, b in -3.0..3.0f64, c in -2.0..2.0f64) {
        let nodes: Vec<f64> = (0..=7).map(|i| f64::from(i) / 7.0).collect();
        let plane = |x: f64, y: f64| a * x + b * y + c;
        let values: Vec<Vec<f64>> = nodes.iter().map(|y| nodes.iter().map(|x| plane(*x, *y)).collect()).collect();
        let pieces = contour(&nodes, &nodes, &values);
        let signs: Vec<bool> = values.iter().flatten().map(|v| *v < 0.0).collect();
        prop_assert_eq!(pieces.is_empty(), signs.iter().all(|s| *s) || !signs.iter().any(|s| *s));
        for ((ax, ay), (bx, by)) in pieces {
            prop_assert!(plane(ax, ay).abs() < 1e-12 && plane(bx, by).abs() < 1e-12);
        }
    }
}

#[test]
fn a_saddle_keeps_its_middle_together() {
    let two = |sw: f64| contour(&[0.0, 1.0], &[0.0, 1.0], &[vec![sw, -1.0], vec![-1.0, 1.0]]);
    // The middle is above zero: the lines go around the corners below.
    assert_eq!(two(3.0), [((0.75, 0.0), (1.0, 0.5)), ((0.0, 0.75), (0.5, 1.0))]);
    assert_eq!(two(0.5), [((1.0 / 3.0, 0.0), (0.0, 1.0 / 3.0)), ((1.0, 0.5), (0.5, 1.0))]);
    assert!(contour(&[0.0, 1.0], &[0.0, 1.0], &[vec![f64::NAN, -1.0], vec![-1.0, 1.0]]).is_empty());
}

/// Cells by the closed form; the line where the share of GDP is met by hand.
#[test]
fn maps_agree_with_closed_forms() {
    let s = scenario("v=1");
    let asked = Asked::Chance(target("t27-dep-e"));
    let mut map = Map::new(plan(), &s, asked, [Lever::Dep, Lever::SdDep]).unwrap();
    while !map.step(plan(), &s, asked) {}
    assert_eq!(map.cells.len(), CELLS * CELLS);
    for (i, cell) in map.cells.iter().enumerate() {
        let [growth, sd] = map.middle(i).unwrap().map(|v| (1e4 * v).round() / 1e6);
        let spread = (2.0 * sd * sd + 4.0 * 0.004 * 0.004).sqrt();
        let by_hand = engine::normal_cdf((61_000.0 * (1.0 + growth).powi(2) / 80_000.0).ln() / spread);
        assert!((cell - by_hand).abs() < 1e-9, "{i}: {cell} {by_hand}");
    }
    let asked = Asked::Chance(target("t27-sh"));
    let mut map = Map::new(plan(), &s, asked, [Lever::Va, Lever::Real]).unwrap();
    while !map.step(plan(), &s, asked) {}
    let pieces = contour(&map.nodes[0], &map.nodes[1], &map.margins[0].1);
    assert!(pieces.len() > 5);
    for ((va, real), _) in pieces {
        let share = 2_857.1 * (1.0 + va / 100.0).powi(2) / (33_757.93 * ((1.0 + real / 100.0) * 1.004).powi(2));
        assert!((share / 0.095 - 1.0).abs() < 1e-3, "{va} {real}: {share}");
    }
    assert_eq!(mapped(plan(), &s, Asked::All(2027))[..3], [Lever::Va, Lever::Dep, Lever::Loan]);
    assert_eq!(
        sensitivity::probability(plan(), &s, Asked::Median(Series::Loan, 2030)),
        Some(Asked::Chance(target("t27-loan-e")))
    );
    assert_eq!(sensitivity::probability(plan(), &s, Asked::Median(Series::Ldr, 2026)), Some(Asked::All(2027)));
}
