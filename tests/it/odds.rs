//! Odds of a scenario, and the search for what it would take.

use std::fmt::Write;

use engine::Estimate;
use proptest::prelude::*;
use two_rivers::analysis::goal_seek::{Aim, seek, seek_all};
use two_rivers::analysis::targets::levers_of;
use two_rivers::codec::link;
use two_rivers::decimal::Decimal;
use two_rivers::model;
use two_rivers::model::odds::SHARES;
use two_rivers::model::{Odds, odds, planned, simulate};
use two_rivers::plan::{Criterion, Lever, Series, Target};
use two_rivers::scenario::{Scenario, Values};
use two_rivers::text::sentences::probability;
use two_rivers::text::{Lang, format};

use crate::{golden, plan, strategies};

fn scenario(query: &str) -> Scenario {
    link::decode(plan(), query).unwrap().scenario
}

fn target(id: &str) -> &'static Target {
    plan().targets.iter().find(|t| t.id == id).unwrap()
}

fn chance(odds: &Odds, id: &str) -> f64 {
    odds.of(target(id)).unwrap().chance.value
}

#[test]
fn the_median_of_the_odds_is_the_path() {
    let s = scenario("v=1&dep=12.5&loan=11,11,10&va=4,9");
    let (outcome, odds) = (simulate(plan(), &s), odds(plan(), &s));
    for series in [Series::Gdp, Series::Va, Series::Share, Series::Dep, Series::Loan, Series::Ldr] {
        for year in s.years() {
            let (path, median) = (outcome.value(series, year).unwrap(), odds.band(series, year).unwrap().quantiles[2]);
            assert!((path / median - 1.0).abs() < 1e-12, "{series} {year}: {path} {median}");
        }
    }
}

/// With a spreadsheet: deposits 61,000 at 7.9% reach 71,018 in two years; ln(80,000 / 71,018) = 0.11910; the spread
/// of two years is √(2·0.9² + 4·0.4²) = 1.50333%.
#[test]
fn odds_agree_with_a_calculation_by_hand() {
    let o = odds(plan(), &scenario("v=1&dep=7.9&sd.dep=0.9&tau.dep=0.4"));
    let by_hand = |z: f64| 0.5 * libm::erfc(z / std::f64::consts::SQRT_2);
    assert!((chance(&o, "t27-dep-e") - by_hand(0.119_10 / 0.015_033_3)).abs() < 1e-6);
    let o = odds(plan(), &scenario("v=1&dep=14.5&sd.dep=0.9&tau.dep=0.4"));
    assert!(
        (chance(&o, "t27-dep-e") - by_hand((80_000.0_f64 / (61_000.0 * 1.145 * 1.145)).ln() / 0.015_033_3)).abs()
            < 2e-5
    );
}

/// A plan followed to the letter still meets each target in one future out of two only, and all of them far less often.
#[test]
fn the_plan_as_written_is_even_odds_each() {
    let o = odds(plan(), &planned(plan(), &scenario("v=1")));
    for id in ["t27-dep-e", "t27-loan-e"] {
        assert!((chance(&o, id) - 0.5).abs() < 1e-4, "{id}");
    }
    // Its path exceeds what has to be exceeded by the least that shows.
    assert!((0.5..0.51).contains(&chance(&o, "t27-sh")));
    // New listings are skewed: their mean meets the target, their median does not.
    assert!((0.35..0.45).contains(&chance(&o, "t27-list")));
    let all = o.joint[0].all();
    assert!((0.5_f64.powi(4)..0.35).contains(&all.value) && all.bound < 1e-7, "{all:?}");
}

/// Listings that follow the common shock meet their target as often as before, but more often together with the others.
#[test]
fn what_is_shared_moves_how_many_and_no_single_one() {
    const SHARING: &str = "va=13&dep=15&loan=12&list=36&sd.dep=3&sd.loan=3&corr=0.6";
    let of = |follow: &str| odds(plan(), &scenario(&format!("v=1&{SHARING}&list.corr={follow}")));
    let (apart, shared) = (of("0"), of("0.6"));
    let sum = |o: &Odds| o.joint[0].exactly.iter().enumerate().map(|(k, p)| k as f64 * p.value).sum::<f64>();
    for (a, b) in apart.targets.iter().zip(&shared.targets) {
        assert!((a.chance.value - b.chance.value).abs() <= a.chance.bound + b.chance.bound + 1e-9, "{a:?} {b:?}");
    }
    let known_to = 10.0 * shared.joint[0].all().bound + 1e-5;
    assert!((sum(&apart) - sum(&shared)).abs() < known_to, "{:?} {:?}", apart.joint, shared.joint);
    let [less, more] = [&apart, &shared].map(|o| o.joint[0].all());
    assert!(more.value - less.value > 10.0 * (more.bound + less.bound), "{less:?} {more:?}");
}

#[test]
fn years_that_are_over_have_no_odds() {
    let o = odds(plan(), &scenario("v=1"));
    assert!(o.targets.iter().all(|t| t.year == 2027) && o.joint.len() == 1);
    let o = odds(plan(), &scenario("v=1&from=2023"));
    assert_eq!(o.joint.iter().map(|j| j.year).collect::<Vec<_>>(), [2025, 2027]);
    let o = odds(plan(), &scenario("v=1&to=2026"));
    assert!(o.targets.is_empty() && o.joint.is_empty());
}

/// Each year has its own odds: what is reached may be lost again, and in the target's year they are the target's.
#[test]
fn odds_by_year_are_those_of_the_year() {
    let o = odds(plan(), &scenario("v=1&base.dep=81000&dep=-1&loan=13"));
    let by_year = |id: &str| o.of(target(id)).unwrap().by_year.clone();
    let (falls, rises) = (by_year("t27-dep-e"), by_year("t27-loan-e"));
    assert_eq!(rises.iter().map(|(year, _)| *year).collect::<Vec<_>>(), [2026, 2027, 2028, 2029, 2030]);
    assert!(falls.iter().is_sorted_by(|a, b| a.1.value > b.1.value), "{falls:?}");
    assert!(rises.iter().is_sorted_by(|a, b| a.1.value < b.1.value) && rises[4].1.value > 0.95, "{rises:?}");
    // The odds of a target of the same height in another year.
    let mut other = plan().clone();
    for year in [2026, 2029] {
        other.targets.iter_mut().filter(|t| t.year != 2025).for_each(|t| t.year = year);
        let moved = odds(&other, &scenario("v=1&base.dep=81000&dep=-1&loan=13"));
        for t in &moved.targets {
            let same = o.targets.iter().find(|o| o.target == t.target).unwrap();
            let then = same.by_year.iter().find(|(y, _)| *y == year).unwrap().1;
            assert!((t.chance.value - then.value).abs() <= t.chance.bound + then.bound, "{t:?} {then:?}");
        }
    }
}

#[test]
fn the_band_of_shocks_is_that_of_a_trend_that_is_known() {
    let of = |query: &str, series: Series| *odds(plan(), &scenario(query)).band(series, 2028).unwrap();
    for series in [Series::Dep, Series::Share, Series::Ldr] {
        let band = of("v=1&sd.dep=2&sd.loan=2&base.sd.va=0", series);
        let ([low, .., high], [from, to]) = (band.quantiles, band.shocks);
        assert!(low < from && from < band.quantiles[2] && band.quantiles[2] < to && to < high, "{series}: {band:?}");
        assert!((from * to / band.quantiles[2].powi(2) - 1.0).abs() < 1e-12, "even in logarithms");
        let known = of("v=1&sd.dep=2&sd.loan=2&base.sd.va=0&tau.gdp=0&tau.va=0&tau.dep=0&tau.loan=0", series);
        let [low, .., high] = known.quantiles;
        assert_eq!((known.shocks, [from, to]), ([low, high], [low, high]));
    }
    let listed = of("v=1", Series::List);
    let [low, .., high] = listed.quantiles.map(f64::to_bits);
    assert_eq!(listed.shocks.map(f64::to_bits), [low, high], "a count has no unknown trend");
}

/// By hand: `s² + 2σ² + 4τ²` of value added in 2027, and of its share of GDP the same of both less twice what they share.
#[test]
fn an_estimated_base_and_what_trends_share_have_their_variance() {
    let width = |query: &str, series: Series| {
        let quantiles = odds(plan(), &scenario(query)).band(series, 2027).unwrap().quantiles;
        (quantiles[4] / quantiles[0]).ln() / 2.0 / 1.281_551_565_544_600_4
    };
    let near = |a: f64, variance: f64| assert!((a - variance.sqrt()).abs() < 1e-9, "{a} {}", variance.sqrt());
    let (base, va, gdp) = (0.045_f64.powi(2), [0.004_f64, 0.051], [0.036_f64, 0.025]);
    let own = |[sd, tau]: [f64; 2]| 2.0 * sd * sd + 4.0 * tau * tau;
    near(width("v=1", Series::Va), base + own(va));
    // One that is entered has no error, unless it is given one.
    near(width("v=1&base.va=2857.1", Series::Va), own(va));
    near(width("v=1&base.va=2857.1&base.sd.va=3", Series::Va), 0.03_f64.powi(2) + own(va));
    near(width("v=1&base.sd.dep=2", Series::Dep), 0.02_f64.powi(2) + own([0.0, 0.034]));
    // From an entered figure on, the base is no matter.
    near(width("v=1&act.va.2026=3000", Series::Va), va[0].powi(2) + va[1].powi(2));
    for (query, shocks, trends) in [("v=1", 0.24, 0.24), ("v=1&tcorr=0.9", 0.24, 0.9), ("v=1&corr=0&tcorr=0", 0.0, 0.0)]
    {
        let shared = shocks * 2.0 * va[0] * gdp[0] + trends * 4.0 * va[1] * gdp[1];
        near(width(query, Series::Share), base + own(va) + own(gdp) - 2.0 * shared);
    }
    let median = |query: &str| odds(plan(), &scenario(query)).band(Series::Va, 2027).unwrap().quantiles[2];
    assert_eq!(median("v=1").to_bits(), median("v=1&base.sd.va=0").to_bits());
}

/// A default falls from year to year, but a link with one value has that value in every year.
#[test]
fn one_value_in_a_link_is_one_value() {
    let s = scenario("v=1&dep=7");
    assert!(s.values(plan(), Lever::Dep).is_constant() && s.levers.contains_key(&Lever::Dep));
    let same = scenario("v=1&to=2027&dep=7,6.3");
    assert!(same.levers.is_empty(), "the default, year by year, is no change");
    assert_eq!(same.typical_default(plan(), Lever::Dep).to_string(), "6.7");
    assert_eq!(same.typical_default(plan(), Lever::Corr).to_string(), "0.24");
}

/// A measure that is certain and even is the same as a higher lever.
#[test]
fn a_certain_measure_is_a_higher_lever() {
    let base = "v=1";
    let with = odds(plan(), &scenario(&format!("{base}&dep=10&m=x:dep:4/4/4:1:2024:0:0:0")));
    let lever = odds(plan(), &scenario(&format!("{base}&dep=14")));
    for year in 2026..=2030 {
        let (a, b) = (with.band(Series::Dep, year).unwrap(), lever.band(Series::Dep, year).unwrap());
        for (a, b) in a.quantiles.iter().zip(b.quantiles) {
            assert!((a / b - 1.0).abs() < 1e-8, "{year}: {a} {b}");
        }
    }
    assert!((chance(&with, "t27-dep-e") - chance(&lever, "t27-dep-e")).abs() < 1e-8);
    assert_eq!(with.bands[&Series::List], lever.bands[&Series::List]);
}

/// The single futures that charts draw follow the law of the bands, hold the identities, and are the seed's.
#[test]
fn single_futures_follow_the_bands() {
    let s = scenario("v=1&list=20&m=x:va:1/2/4:0.7:2026:0:2:0");
    let futures = 4_000;
    let drawn = model::odds::sample(plan(), &s, futures);
    let o = odds(plan(), &s);
    for (series, all) in &drawn {
        assert_eq!(all.len(), futures as usize);
        for (step, year) in s.years().enumerate() {
            for (quantile, share) in o.band(*series, year).unwrap().quantiles.iter().zip(SHARES) {
                let part = |holds: &dyn Fn(f64) -> bool| {
                    all.iter().filter(|line| holds(line[step])).count() as f64 / f64::from(futures)
                };
                let (below, upto) = (part(&|x| x < quantile - 1e-6), part(&|x| x <= quantile + 1e-6));
                // Five standard errors.
                let room = 5.0 * (share * (1.0 - share) / f64::from(futures)).sqrt();
                assert!(below - room <= share && share <= upto + room, "{series} {year} {share}: {below} {upto}");
            }
        }
    }
    for ((share, va), gdp) in drawn[&Series::Share].iter().zip(&drawn[&Series::Va]).zip(&drawn[&Series::Gdp]) {
        assert!(
            share.iter().zip(va).zip(gdp).all(|((share, va), gdp)| (share / (100.0 * va / gdp) - 1.0).abs() < 1e-12)
        );
    }
    let few = model::odds::sample(plan(), &s, 16);
    assert!(few.iter().all(|(series, lines)| lines[..] == drawn[series][..16]));
    assert_ne!(model::odds::sample(plan(), &Scenario { seed: 2, ..s }, 16), few);
}

#[test]
fn seeking_the_median_is_the_plan_as_written() {
    let s = scenario("v=1");
    let written = planned(plan(), &s);
    for id in ["t27-sh", "t27-dep-e", "t27-loan-e", "t27-list"] {
        let t = target(id);
        let found = seek(plan(), &s, t, Aim::Central).unwrap();
        let lever = levers_of(t)[0];
        let exact = written.values(plan(), lever).at(0).to_f64();
        let value = found.value.to_f64();
        assert!(value + 1e-9 >= exact && value < exact + 0.1001, "{id}: {value} {exact}");
        assert_eq!(found.value.raw() % 1_000, 0, "{id}: on the step of the lever");
    }
}

#[test]
fn seeking_a_chance_agrees_with_the_closed_form() {
    let s = scenario("v=1&sd.dep=0.9&tau.dep=0.4");
    for wanted in [0.1, 0.5, 0.8, 0.95] {
        let found = seek(plan(), &s, target("t27-dep-e"), Aim::Chance(wanted)).unwrap();
        // From ln(61,000·(1+g)²) + z·s = ln 80,000.
        let z = engine::normal_quantile(wanted);
        let spread = (2.0 * 0.009_f64.powi(2) + 4.0 * 0.004_f64.powi(2)).sqrt();
        let exact = 100.0 * (80_000.0_f64 / 61_000.0).sqrt() * (0.5 * z * spread).exp() - 100.0;
        assert!(
            found.value.to_f64() + 1e-9 >= exact && found.value.to_f64() < exact + 0.1001,
            "{wanted}: {found:?} {exact}"
        );
        let reached = chance(&odds(plan(), &found.scenario), "t27-dep-e");
        let less = Values::constant(Decimal::from_raw(found.value.raw() - plan().lever(Lever::Dep).step.raw()));
        let missed = chance(&odds(plan(), &s.clone().with_lever(plan(), Lever::Dep, less)), "t27-dep-e");
        assert!(reached >= wanted && missed < wanted, "{wanted}: {reached} {missed}");
    }
}

#[test]
fn what_no_lever_reaches_is_said() {
    let t = target("t27-dep-e");
    assert_eq!(seek(plan(), &scenario("v=1&base.dep=100"), t, Aim::Central), None);
    assert_eq!(seek(plan(), &scenario("v=1&sd.dep=100"), t, Aim::Chance(0.999)), None);
    assert!(seek(plan(), &scenario("v=1&to=2026"), t, Aim::Chance(0.5)).is_none());
}

/// Each lever its own need: the factor 1 is what the single searches say, one for the other; a probability takes more, and
/// no thousandth less does.
#[test]
fn the_common_factor_meets_all_and_no_smaller_one_does() {
    let s = scenario("v=1");
    let found = seek_all(plan(), &s, 2027, Aim::Central).unwrap();
    assert_eq!(found.value, Decimal::whole(1));
    let outcome = simulate(plan(), &found.scenario);
    for t in model::odds::coming(plan(), &s) {
        let alone = seek(plan(), &s, t, Aim::Central).unwrap();
        assert_eq!(found.scenario.values(plan(), levers_of(t)[0]), Values::constant(alone.value), "{}", t.id);
        assert!(t.is_met_by(outcome.measured(t, t.year).unwrap()), "{}", t.id);
    }
    let joint = |s: &Scenario| odds(plan(), s).joint[0].all().value;
    for wanted in [0.5, 0.8] {
        let found = seek_all(plan(), &s, 2027, Aim::Chance(wanted)).unwrap();
        assert!(joint(&found.scenario) >= wanted && found.scenario.check(plan()).is_empty());
        let factor = found.value.to_f64();
        assert!(factor > 1.0);
        for (lever, value) in &found.levers {
            let need = seek_all(plan(), &s, 2027, Aim::Central).unwrap();
            let need = need.levers.iter().find(|(l, _)| l == lever).unwrap().1.to_f64();
            let off = value.to_f64() - factor * need;
            assert!((-1e-9..=0.1 + 1e-9).contains(&off), "{lever}: {value} for {need} times {factor}");
            assert_eq!(found.scenario.values(plan(), *lever), Values::constant(*value));
        }
        // No factor below on its grid does: every lever at its need times that, rounded up to its step.
        let needs = seek_all(plan(), &s, 2027, Aim::Central).unwrap().levers;
        let less = needs.into_iter().fold(s.clone(), |s, (lever, need)| {
            let step = plan().lever(lever).step.to_f64();
            let value = (need.to_f64() * (factor - 0.001) / step - 1e-9).ceil() * step;
            s.with_lever(plan(), lever, Values::constant(Decimal::nearest(value).unwrap()))
        });
        assert!(joint(&less) < wanted, "{wanted}: {factor}");
    }
}

#[test]
fn what_is_met_needs_nothing_and_what_is_out_of_reach_is_said() {
    let found = seek(plan(), &scenario("v=1&base.dep=900000"), target("t27-dep-e"), Aim::Central).unwrap();
    assert_eq!(found.value, plan().lever(Lever::Dep).min);
    let all = |query: &str, aim: Aim| seek_all(plan(), &scenario(query), 2027, aim);
    let met = all("v=1&va=30&loan=20&list=60&dep=100", Aim::Central).unwrap();
    assert_eq!((met.value, met.levers.len()), (Decimal::ZERO, 0));
    // A lever that has more already keeps it.
    let kept = all("v=1&dep=40", Aim::Central).unwrap();
    assert_eq!(kept.scenario.values(plan(), Lever::Dep), Values::constant(Decimal::whole(40)));
    assert_eq!(all("v=1&base.dep=100", Aim::Central), None, "deposits are out of reach");
    assert_eq!(all("v=1&act.dep.2027=70000", Aim::Central), None, "deposits are known");
    // Nearly a doubling each year is needed: there is no room for luck.
    assert!(all("v=1&base.dep=20300", Aim::Central).is_some());
    assert_eq!(all("v=1&base.dep=20300&sd.dep=30", Aim::Chance(0.9)), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn odds_of_any_scenario_are_whole(s in strategies::quick(plan())) {
        let o = odds(plan(), &s);
        prop_assert_eq!(o.bands.len(), Series::ALL.len());
        for bands in o.bands.values() {
            prop_assert_eq!(bands.len(), s.years().count());
            for b in bands {
                prop_assert!(b.quantiles.iter().all(|q| q.is_finite() && *q >= 0.0), "{:?}", b);
                prop_assert!(b.quantiles.windows(2).all(|w| w[0] <= w[1] * (1.0 + 1e-12)), "{:?}", b);
            }
        }
        let all = o.targets.iter().flat_map(|t| t.by_year.iter().map(|(_, p)| p).chain([&t.chance]));
        for p in all.chain(o.joint.iter().flat_map(|j| &j.exactly)) {
            prop_assert!((-p.bound..=1.0 + p.bound).contains(&p.value) && (0.0..0.5).contains(&p.bound), "{:?}", p);
        }
        for t in &o.targets {
            // In the target's year, the odds by year are the target's.
            let due = t.by_year.iter().find(|(year, _)| *year == t.year).unwrap().1;
            prop_assert_eq!(due, t.chance);
        }
        for j in &o.joint {
            let single: Vec<Estimate> = o.targets.iter().filter(|t| t.year == j.year).map(|t| t.chance).collect();
            let bound: f64 = j.exactly.iter().chain(&single).map(|p| p.bound).sum();
            let room = 1e-9 + single.len() as f64 * bound;
            let sum: f64 = j.exactly.iter().map(|p| p.value).sum();
            prop_assert!((sum - 1.0).abs() <= room, "{} {:?}", sum, j);
            // The expected number of targets met is the sum of their chances, however they hang together.
            let met: f64 = j.exactly.iter().enumerate().map(|(k, p)| k as f64 * p.value).sum();
            let expected: f64 = single.iter().map(|p| p.value).sum();
            prop_assert!((met - expected).abs() <= room, "{} {} {:?}", met, expected, j);
            // All of them: no likelier than the least likely, no less likely than if they shunned each other.
            let least = single.iter().map(|p| p.value).fold(1.0, f64::min);
            let fewest = expected - (single.len() as f64 - 1.0);
            prop_assert!(j.all().value <= least + room && j.all().value >= fewest - room, "{:?} {:?}", j, single);
        }
    }

    /// The odds of some targets alone are those found with all: of one, of all of a year, of two in either order.
    #[test]
    fn odds_of_some_targets_are_marginals(s in strategies::quick(plan())) {
        let o = odds(plan(), &s);
        let of = |targets: &[&Target]| model::odds::chance(plan(), &s, targets).unwrap();
        let near = |a: Estimate, b: Estimate| (a.value - b.value).abs() <= a.bound + b.bound + 1e-9;
        let coming: Vec<&Target> = model::odds::coming(plan(), &s).collect();
        for t in &coming {
            let (alone, shown) = (of(&[t]), o.of(t).unwrap().chance);
            prop_assert!(near(alone, shown), "{:?} {:?}", alone, shown);
        }
        for j in &o.joint {
            let due: Vec<&Target> = coming.iter().copied().filter(|t| t.year == j.year).collect();
            prop_assert!(near(of(&due), j.all()), "{:?} {:?}", of(&due), j);
            if let [a, b, ..] = due[..] {
                let (both, back) = (of(&[a, b]), of(&[b, a]));
                prop_assert_eq!(both, back);
                let [one, other] = [a, b].map(|t| o.of(t).unwrap().chance);
                let room = both.bound + one.bound + other.bound + 1e-9;
                prop_assert!(both.value <= one.value.min(other.value) + room, "{:?} {:?} {:?}", both, one, other);
                prop_assert!(both.value >= one.value + other.value - 1.0 - room, "{:?} {:?} {:?}", both, one, other);
            }
        }
    }

    /// Half of the futures lie below the median, and so on: a target at a quantile is met as often as that says, by integration
    /// as by formula. Listings come in whole numbers: there the chance is no less, and one company more is met less often.
    #[test]
    fn a_target_at_a_quantile_has_its_share(s in strategies::quick(plan()), at in 0usize..5, pick in any::<prop::sample::Index>()) {
        let o = odds(plan(), &s);
        let coming: Vec<&Target> = model::odds::coming(plan(), &s).filter(|t| t.of.len() == 1).collect();
        prop_assume!(!coming.is_empty());
        let t = coming[pick.index(coming.len())];
        let quantile = o.band(t.of[0], t.year).unwrap().quantiles[at];
        prop_assume!(quantile > 0.0 && !s.is_entered(t.of[0], t.year));
        let mut other = plan().clone();
        let of = |other: &mut two_rivers::plan::Plan, value: f64| {
            other.targets.iter_mut().find(|o| o.id == t.id).unwrap().value = value;
            odds(other, &s).of(t).unwrap().chance
        };
        let wanted = 1.0 - SHARES[at];
        // What has to be exceeded is reached by the next company.
        let from = if t.comparison == Criterion::Above { quantile - 1.0 } else { quantile };
        let chance = of(&mut other, if t.of[0] == Series::List { from } else { quantile });
        if t.of[0] == Series::List {
            let next = of(&mut other, from + 1.0);
            prop_assert!(chance.value >= wanted - chance.bound - 1e-6, "{} {:?}", wanted, chance);
            prop_assert!(next.value <= wanted + next.bound + 1e-6, "{} {:?}", wanted, next);
        } else {
            prop_assert!((chance.value - wanted).abs() <= chance.bound + 1e-6, "{}: {:?}", wanted, chance);
        }
    }

    /// Faster is likelier, without exception and without noise: for each target of the lever, for all together, in every year.
    #[test]
    fn odds_rise_with_the_lever(s in strategies::quick(plan()), at in 0usize..4, more in 1i64..40_000) {
        let lever = [Lever::Dep, Lever::Loan, Lever::Va, Lever::List][at];
        let data = plan().lever(lever);
        let raise = |v: Decimal| Decimal::from_raw((v.raw() + more).min(data.max.raw()));
        let raised = Values::by_year(s.projected(plan(), lever).iter().map(raise)).unwrap();
        let (low, high) = (odds(plan(), &s), odds(plan(), &s.clone().with_lever(plan(), lever, raised)));
        let rises = |a: Estimate, b: Estimate| b.value - a.value >= -(a.bound + b.bound) - 1e-9;
        for (a, b) in low.targets.iter().zip(&high.targets) {
            for (a, b) in a.by_year.iter().zip(&b.by_year) {
                prop_assert!(rises(a.1, b.1), "{:?} {:?}", a, b);
            }
        }
        for (a, b) in low.joint.iter().zip(&high.joint) {
            prop_assert!(rises(a.all(), b.all()), "{:?} {:?}", a, b);
        }
        for (a, b) in low.bands.values().flatten().zip(high.bands.values().flatten()) {
            let whole = a.quantiles.iter().zip(b.quantiles);
            let is_driven = low.bands.iter().any(|(series, bands)| *series != Series::Ldr && bands.contains(a));
            prop_assert!(!is_driven || whole.clone().all(|(a, b)| b - a >= -1e-6 * a.abs()), "{:?} {:?}", a, b);
        }
    }

    /// Names, notes, the seed, and the order in which measures stand: no number depends on them.
    #[test]
    fn words_seed_and_order_move_no_number(s in strategies::quick(plan()), seed in any::<u32>(), name in strategies::name(8)) {
        let o = odds(plan(), &s);
        let mut named = Scenario { name: name.clone(), author: name.clone(), seed, ..s.clone() };
        named.measures.iter_mut().for_each(|m| m.note.clone_from(&name));
        prop_assert_eq!(&odds(plan(), &named), &o);
        let mut turned = s;
        turned.measures.reverse();
        let back = odds(plan(), &turned);
        for (a, b) in o.targets.iter().zip(&back.targets) {
            let room = a.chance.bound + b.chance.bound + 1e-9;
            prop_assert!((a.chance.value - b.chance.value).abs() <= room, "{:?} {:?}", a, b);
        }
        for (a, b) in o.joint.iter().zip(&back.joint) {
            let room = a.all().bound + b.all().bound + 1e-9;
            prop_assert!((a.all().value - b.all().value).abs() <= room, "{:?} {:?}", a, b);
        }
    }
}

/// The sentences about probabilities, to be read by a person in both languages when they change.
#[test]
fn the_sentences_about_odds() {
    let mut text = String::new();
    let about = |value: f64, bound: f64| Estimate { value, bound };
    for lang in Lang::ALL {
        for value in [0.0, 0.004, 0.006, 0.137, 0.5, 0.994, 0.996, 1.0] {
            let (short, long) = (format::chance(value, 0.001), probability::of_100(lang, about(value, 0.001)));
            writeln!(text, "{value}: {short} | {long}").unwrap();
        }
        writeln!(text, "{}", format::chance(0.25, 0.02)).unwrap();
        let (all, weak) = (probability::of_100(lang, about(0.13, 0.0)), probability::of_100(lang, about(0.43, 0.0)));
        let names = if lang == Lang::En { ["deposits", "listed companies"] } else { ["存款", "上市公司"] };
        let names = names.map(str::to_owned);
        writeln!(text, "{}", probability::together(lang, 2027, 4, &all, &names[1..], &weak)).unwrap();
        writeln!(text, "{}", probability::together(lang, 2027, 4, &all, &names, &weak)).unwrap();
        writeln!(text, "{}", probability::together(lang, 2027, 1, &all, &names, &weak)).unwrap();
        writeln!(text, "{}", probability::trend_and_plan(lang, 2027, 4, about(0.0, 0.0), about(0.13, 0.0))).unwrap();
        let counts: Vec<String> = (0..=4).map(|k| probability::exactly(lang, k, 4)).collect();
        writeln!(text, "{}: {}", probability::how_many(lang, 2027), counts.join(" / ")).unwrap();
        writeln!(text, "{} | {}", probability::all_of(lang, 2027), probability::with_chance(lang, "80%")).unwrap();
        let steps = [0.0, 0.2, 0.5, 0.8, 1.0].map(|p| probability::step(lang, p));
        writeln!(text, "{}", steps.join(" | ")).unwrap();
        writeln!(text, "{} | {}", probability::few_figures(lang, 1), probability::few_figures(lang, 4)).unwrap();
    }
    golden("likely.txt", &text);
}

mod slow {
    use super::*;

    /// Brute force as the oracle: every value of the lever, one after the other.
    #[test]
    fn seeking_listings_agrees_with_trying_them_all() {
        let s = scenario("v=1");
        let t = target("t27-list");
        let found = seek(plan(), &s, t, Aim::Chance(0.5)).unwrap();
        let try_value = |raw: i64| {
            let s = s.clone().with_lever(plan(), Lever::List, Values::constant(Decimal::from_raw(raw)));
            chance(&odds(plan(), &s), "t27-list") >= 0.5
        };
        let first = (300_000..500_000).step_by(1_000).find(|raw| try_value(*raw)).unwrap();
        assert_eq!(found.value.raw(), first);
    }
}
