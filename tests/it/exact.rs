//! Odds by integration, compared with brute-force quadrature, the simulation, closed forms and much finer rules.
//!
//! `EXACT_REPORT=1 cargo test --no-default-features exact -- --nocapture` prints the tables.

use engine::{
    Condition, CountSeries, Effect, Estimate, Exact, GrowthSeries, Inputs, Quantity, SeriesRef, bivariate_normal_cdf,
    law, normal_cdf, normal_quantile,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::futures::{cases_of, rows, simulated};

const SHARES: [(&str, f64); 5] = [("p10", 0.1), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p90", 0.9)];

fn show(text: &str) {
    if std::env::var_os("EXACT_REPORT").is_some() {
        println!("{text}");
    }
}

fn growing(start: f64, rate: f64, shock: f64, trend: f64) -> GrowthSeries {
    GrowthSeries { start, start_error: 0.0, rates: vec![rate; 12], trend, shock, known: vec![] }
}

/// Four growing series and a count, with a target of each kind in the second year.
fn base() -> Inputs {
    let target = |of, threshold| Condition { of, step: 1, threshold, above: false };
    Inputs {
        years: 5,
        growing: vec![
            growing(33_758.0, 0.05, 0.03, 0.02),
            growing(2_857.0, 0.09, 0.05, 0.03),
            growing(61_000.0, 0.13, 0.02, 0.02),
            growing(64_660.0, 0.11, 0.02, 0.02),
        ],
        counting: Some(CountSeries {
            start: 98.0,
            arrivals: vec![10.0; 12],
            departures: vec![0.01; 12],
            regime: 0.5,
            follow: 0.0,
            size: 3.0,
            known: vec![],
        }),
        effects: vec![],
        common: 0.3,
        common_trend: 0.3,
        persistence: 0.0,
        targets: vec![
            target(Quantity::Ratio(1, 0), 0.09),
            target(Quantity::Level(2), 78_000.0),
            target(Quantity::Level(3), 79_000.0),
            target(Quantity::Count, 115.0),
        ],
    }
}

fn effect(on: SeriesRef, key: u32) -> Effect {
    let effect = if on == SeriesRef::Count { [1.0, 4.0, 9.0] } else { [0.0, 0.02, 0.03] };
    Effect { on, effect, probability: 0.6, share: vec![0.5, 1.0, 1.0, 1.0, 0.8, 0.5], key }
}

#[test]
fn the_bivariate_normal_is_that_of_scipy() {
    let mut checked = 0;
    for row in rows("exact.csv").iter().filter(|r| r[0] == "bivariate") {
        let at: Vec<f64> = row[1].split(';').map(|x| x.parse().unwrap()).collect();
        let (ours, theirs) = (bivariate_normal_cdf(at[0], at[1], at[2]), row[4].parse::<f64>().unwrap());
        assert!((ours - theirs).abs() < 1e-12, "{row:?}: {ours}");
        checked += 1;
    }
    assert!(checked > 100);
    // Sheppard's formula (1899).
    for i in -99..100 {
        let r = f64::from(i) / 99.0;
        let sheppard = 0.25 + r.clamp(-1.0, 1.0).asin() / (2.0 * std::f64::consts::PI);
        assert!((bivariate_normal_cdf(0.0, 0.0, r) - sheppard).abs() < 1e-14, "{r}");
    }
}

/// Against simulated futures, within their error.
#[test]
fn odds_are_those_of_simulated_futures() {
    let (mut text, mut all) = (String::new(), Vec::new());
    let mut several = base();
    several.effects =
        vec![effect(SeriesRef::Growth(2), 1), effect(SeriesRef::Count, 2), effect(SeriesRef::Growth(1), 3)];
    let mut tied = Inputs { persistence: 0.4, ..several.clone() };
    tied.counting.as_mut().unwrap().follow = 0.6;
    let mut early = base();
    early.counting.as_mut().unwrap().follow = 1.0;
    early.growing[2].known = vec![Some(70_000.0)];
    early.growing[1].start_error = 0.05;
    let mut four = base();
    four.effects = (0..4).map(|key| effect(SeriesRef::Growth(2), key)).collect();
    let later = |inputs: &Inputs| {
        let mut inputs = inputs.clone();
        for (t, threshold) in inputs.targets.iter_mut().zip([0.1, 110_000.0, 105_000.0, 145.0]) {
            (t.step, t.threshold) = (4, threshold);
        }
        inputs
    };
    for (name, inputs) in [
        ("default", base()),
        ("effects", several.clone()),
        ("tied", tied.clone()),
        ("early", early.clone()),
        ("four", four.clone()),
        ("later", later(&base())),
        ("later tied", later(&early)),
        ("later effects", later(&several)),
    ] {
        let (exact, futures) = (Exact::new(&inputs), simulated(&inputs, 40_000));
        let step = inputs.targets[0].step;
        for (k, ours) in exact.exactly(step).iter().enumerate() {
            let theirs = futures.exactly[step][k];
            text += &format!("{name} {k}: {:.6} ± {:.0e}, {:.6}\n", ours.value, ours.bound, theirs.value);
            all.push((ours.value - theirs.value) / (theirs.error + ours.bound / 3.0).max(2e-5));
        }
        for t in 0..4 {
            let (ours, theirs) = (exact.hit(t).unwrap(), futures.hits[t]);
            all.push((ours.value - theirs.value) / theirs.error.max(2e-5));
        }
    }
    let worst = all.iter().fold(0.0_f64, |worst, d| worst.max(d.abs()));
    let rms = (all.iter().map(|d| d * d).sum::<f64>() / all.len() as f64).sqrt();
    show(&format!("{text}against simulation: worst {worst:.2} of {}, rms {rms:.2}", all.len()));
    assert!(worst < 4.5 && rms < 1.3, "worst {worst}, rms {rms}\n{text}");
}

#[test]
fn what_has_a_closed_form_is_closed() {
    let inputs = base();
    let exact = Exact::new(&inputs);
    for (i, t) in inputs.targets.iter().take(3).enumerate() {
        let law = law(&inputs, t.of, 1).unwrap();
        assert_eq!(exact.hit(i), Some(Estimate { value: law.chance(t.threshold, false), bound: 0.0 }));
        let quantile = exact.quantile(t.of, 1, 0.1).unwrap();
        assert_eq!(quantile, Estimate { value: law.quantile(0.1), bound: 0.0 });
    }
    // Independent targets: the product. Perfectly tied ones: the least likely.
    let mut apart = Inputs { common: 0.0, common_trend: 0.0, ..base() };
    let product: f64 = (0..4).map(|i| Exact::new(&apart).hit(i).unwrap().value).product();
    let all = Exact::new(&apart).all(1).unwrap();
    assert!((all.value - product).abs() < 1e-12 + all.bound, "{all:?} {product}");
    (apart.common, apart.common_trend) = (1.0, 1.0);
    apart.targets.retain(|t| matches!(t.of, Quantity::Level(_)));
    apart.targets.push(Condition { of: Quantity::Level(3), threshold: 85_000.0, ..apart.targets[1] });
    let tied = Exact::new(&apart);
    let least = (0..3).map(|i| tied.hit(i).unwrap().value).fold(1.0, f64::min);
    let all = tied.all(1).unwrap();
    assert!((all.value - least).abs() <= all.bound + 1e-9 && all.bound < 1e-3, "{all:?} {least}");
}

/// Against the one-factor integral, also where it is almost a step.
#[test]
fn many_targets_follow_the_one_factor_integral() {
    for common in [0.0, 0.3, 0.9, 0.999, 0.999_999, 1.0] {
        let mut inputs = Inputs { common, common_trend: 0.0, counting: None, years: 1, ..base() };
        inputs.growing = vec![growing(100.0, 0.0, 0.1, 0.0); 5];
        let at = |i: usize| 100.0 * (0.1 * normal_quantile(0.4 + 0.02 * i as f64)).exp();
        let target = |i| Condition { of: Quantity::Level(i), step: 0, threshold: at(i), above: false };
        inputs.targets = (0..5).map(target).collect();
        let hit = |c: f64, i: usize| {
            let a = f64::sqrt(common) * c - normal_quantile(0.4 + 0.02 * i as f64);
            if common < 1.0 { normal_cdf(a / f64::sqrt(1.0 - common)) } else { f64::from(u8::from(a >= 0.0)) }
        };
        let density = |c: f64| (-0.5 * c * c).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let step = 2e-5;
        let integral: f64 = (-400_000..400_000)
            .map(|i| (f64::from(i) + 0.5) * step)
            .map(|c| (0..5).map(|i| hit(c, i)).product::<f64>() * density(c) * step)
            .sum();
        let all = Exact::new(&inputs).all(0).unwrap();
        assert!((all.value - integral).abs() < 8e-6 && all.bound < 2e-5, "{common}: {all:?} {integral}");
    }
}

/// Two years of a tiny count by enumeration.
#[test]
fn a_tiny_count_is_enumerated() {
    let mut inputs = Inputs { years: 2, targets: vec![], growing: vec![], ..base() };
    let counting = inputs.counting.as_mut().unwrap();
    (counting.start, counting.regime, counting.size) = (2.0, 0.0, 1.0);
    (counting.departures, counting.arrivals) = (vec![0.25; 2], vec![1.0, 0.0]);
    let exact = Exact::new(&inputs);
    // Size one and mean one: arrivals are geometric, 1/2, 1/4, …
    let stay = [0.0625, 0.375, 0.5625];
    let first = |n: i32| (0..=n.min(2)).map(|left| stay[left as usize] * 0.5_f64.powi(n - left + 1)).sum::<f64>();
    let choose = |n: i32, k: i32| (0..k).fold(1.0, |c, i| c * f64::from(n - i) / f64::from(i + 1));
    let second =
        |k: i32| (k..60).map(|n| first(n) * choose(n, k) * 0.75_f64.powi(k) * 0.25_f64.powi(n - k)).sum::<f64>();
    for (step, by_hand) in [(0, &first as &dyn Fn(i32) -> f64), (1, &second)] {
        for (n, mass) in exact.count(step).unwrap().iter().take(30) {
            assert!((mass - by_hand(n as i32)).abs() < 1e-11, "{step} {n}: {mass}");
        }
    }
    // No listings and no departures: nothing changes.
    let counting = inputs.counting.as_mut().unwrap();
    (counting.departures, counting.arrivals) = (vec![0.0; 2], vec![0.0; 2]);
    assert_eq!(Exact::new(&inputs).count(1).unwrap().iter().collect::<Vec<_>>(), [(2.0, 1.0)]);
}

#[test]
fn extremes_are_finite_and_add_up() {
    for common in [0.0, 1.0] {
        for common_trend in [0.0, 1.0] {
            for (persistence, follow) in [(0.0, 0.0), (0.0, 1.0), (0.9, 0.0), (0.9, 1.0)] {
                for spread in [0.0, 1.0, 20.0] {
                    let mut inputs = Inputs { common, common_trend, persistence, ..base() };
                    inputs.counting.as_mut().unwrap().follow = follow;
                    for g in &mut inputs.growing {
                        (g.shock, g.trend) = (g.shock * spread, g.trend * spread);
                    }
                    inputs.effects = vec![effect(SeriesRef::Growth(2), 1)];
                    let exact = Exact::new(&inputs);
                    let odds = exact.exactly(1);
                    // Where nothing smooths an effect on nodes, it leaves steps.
                    let limit = 0.25;
                    let sum: f64 = odds.iter().map(|e| e.value).sum();
                    assert!(odds.iter().all(|e| e.value.is_finite() && e.bound < limit), "{odds:?}");
                    assert!((sum - 1.0).abs() < 1e-6, "{common} {common_trend} {follow} {spread}: {sum} {odds:?}");
                }
            }
        }
    }
}

#[test]
fn large_numbers_are_followed_in_units() {
    let mut inputs = base();
    let counting = inputs.counting.as_mut().unwrap();
    (counting.start, counting.departures) = (1e7, vec![0.1; 12]);
    inputs.targets = vec![Condition { of: Quantity::Count, step: 1, threshold: 8_101_000.0, above: false }];
    let odds = Exact::new(&inputs).hit(0).unwrap();
    // Binomial with 0.81 and two years of arrivals: close to normal.
    let (mean, variance) = (8_100_000.0 + 9.0 + 10.0, 1e7 * 0.81 * 0.19);
    let normal = 1.0 - normal_cdf((8_101_000.0 - mean) / f64::sqrt(variance));
    assert!((odds.value - normal).abs() < 2e-3 && odds.bound < 5e-3, "{odds:?} {normal}");
}

fn any_inputs() -> impl Strategy<Value = Inputs> {
    let series = (0.0..0.08, 0.0..0.06, 0.0..0.06, prop::bool::weighted(0.2), prop::bool::weighted(0.15));
    let quantities = [
        Quantity::Level(1),
        Quantity::Level(2),
        Quantity::Level(3),
        Quantity::Ratio(1, 0),
        Quantity::Ratio(3, 2),
        Quantity::Sum(2, 3),
        Quantity::Count,
    ];
    let share = prop_oneof![3 => 0.0..1.0, 1 => Just(0.0), 1 => Just(1.0), 1 => 0.98..1.0];
    let target = (prop::sample::select(quantities.to_vec()), -2.0..2.0);
    (
        prop::collection::vec(series, 4),
        (0.0..1.0, 0.0..1.5, 0.3..50.0, 0.0..20.0),
        prop::collection::vec((0..5_usize, 0.0..0.03, 0.0..=1.0), 0..3),
        (share.clone(), share, prop_oneof![3 => Just(0.0), 1 => 0.0..0.95]),
        prop::collection::vec(target, 1..5),
        1..4_usize,
        prop::bool::weighted(0.1),
    )
        .prop_map(
            |(
                series,
                (follow, regime, size, arrivals),
                effects,
                (common, common_trend, persistence),
                targets,
                years,
                is_tied,
            )| {
                let mut inputs = Inputs { years, common, common_trend, persistence, ..base() };
                for (g, (shock, trend, start_error, still, known)) in inputs.growing.iter_mut().zip(series) {
                    (g.shock, g.trend, g.start_error) =
                        if still { (0.0, trend, 0.0) } else { (shock, trend, start_error) };
                    g.known = vec![(known && years > 1).then_some(1.05 * g.start)];
                }
                let counting = inputs.counting.as_mut().unwrap();
                (counting.regime, counting.size, counting.arrivals) = (regime, size, vec![arrivals; 4]);
                counting.follow = if is_tied { follow } else { 0.0 };
                let effect = |(key, (on, size, probability)): (usize, (usize, f64, f64))| Effect {
                    on: if on < 4 { SeriesRef::Growth(on) } else { SeriesRef::Count },
                    effect: [0.0, size, 2.0 * size].map(|e| if on < 4 { e } else { 100.0 * e }),
                    probability,
                    share: vec![0.5, 1.0, 1.0, 1.0],
                    key: key as u32,
                };
                inputs.effects = effects.into_iter().enumerate().map(effect).collect();
                // Thresholds around the middle.
                let middle = |of: Quantity| {
                    let level = |i: usize| inputs.growing[i].level(years - 1);
                    match of {
                        Quantity::Level(i) => level(i),
                        Quantity::Ratio(a, b) => level(a) / level(b),
                        Quantity::Sum(a, b) => level(a) + level(b),
                        Quantity::Count => 98.0 + arrivals * years as f64,
                    }
                };
                inputs.targets = targets
                    .into_iter()
                    .map(|(of, z)| Condition {
                        of,
                        step: years - 1,
                        threshold: middle(of) * (1.0 + 0.05 * z),
                        above: false,
                    })
                    .collect();
                inputs
            },
        )
}

/// The bound that is stated is never exceeded by the distance to a much finer rule.
fn bounds_hold(cases: u32) {
    let config = Config { cases, max_shrink_iters: 0, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let tightest = std::cell::Cell::new(0.0_f64);
    let largest = std::cell::Cell::new(0.0_f64);
    let [finer_ones, all] = [const { std::cell::Cell::new(0_u32) }; 2];
    let check = |inputs: Inputs| {
        let (ours, finer) = (Exact::new(&inputs), Exact::with_accuracy(&inputs, 1.6));
        let step = inputs.years - 1;
        let pairs = ours.exactly(step).into_iter().zip(finer.exactly(step));
        let alone = (0..inputs.targets.len()).map(|i| (ours.hit(i).unwrap(), finer.hit(i).unwrap()));
        for (a, b) in pairs.chain(alone) {
            let off = (a.value - b.value).abs();
            finer_ones.set(finer_ones.get() + u32::from(b.bound <= a.bound));
            all.set(all.get() + 1);
            prop_assert!(off <= a.bound + b.bound + 1e-13, "off by {off:e}: {a:?} {b:?}");
            tightest.set(tightest.get().max(if a.bound > 0.0 { off / a.bound } else { 0.0 }));
            largest.set(largest.get().max(a.bound));
        }
        Ok(())
    };
    let result = runner.run(&any_inputs(), check);
    show(&format!("{cases} inputs: largest bound {:.1e}, error at most {:.2} of it", largest.get(), tightest.get()));
    result.unwrap();
    assert!(
        10 * finer_ones.get() > 9 * all.get(),
        "the finer rule is rarely finer: {} of {}",
        finer_ones.get(),
        all.get()
    );
}

#[test]
fn the_stated_bound_is_never_exceeded() {
    bounds_hold(20);
}

mod slow {
    use super::*;

    /// Every number against `exact.py`, which integrates over the shocks of the law as they stand.
    #[test]
    fn odds_are_those_of_brute_force() {
        let rows = rows("exact.csv");
        let mut text = format!("{:12}{:>6}{:>12}{:>12}{:>12}\n", "case", "n", "off", "off, P=all", "bound");
        for (name, inputs) in cases_of("exact.json") {
            let exact = Exact::new(&inputs);
            let joint: Vec<Vec<Estimate>> = (0..inputs.years).map(|step| exact.exactly(step)).collect();
            let (mut n, mut worst, mut worst_joint, mut largest) = (0, 0.0_f64, 0.0_f64, 0.0_f64);
            for row in rows.iter().filter(|r| r[0] == name) {
                let (what, step, statistic) = (row[1].as_str(), row[2].parse::<usize>().unwrap() - 1, row[3].as_str());
                let (theirs, their_error): (f64, f64) = (row[4].parse().unwrap(), row[5].parse().unwrap());
                let share = SHARES.iter().find(|s| s.0 == statistic).map(|s| s.1);
                let ours = if let Some(target) = what.strip_prefix("target") {
                    exact.hit_in(target.parse().unwrap(), step).unwrap()
                } else if let Some(k) = statistic.strip_prefix("hits") {
                    joint[step][k.parse::<usize>().unwrap()]
                } else if let Some(n) = statistic.strip_prefix("cdf") {
                    let below = 1.0 - exact.count(step).unwrap().chance(n.parse().unwrap(), true);
                    Estimate { value: below, bound: 1e-8 }
                } else {
                    let of = match (what, what.strip_prefix("level")) {
                        (_, Some(i)) => Quantity::Level(i.parse().unwrap()),
                        ("count", _) => Quantity::Count,
                        _ => Quantity::Ratio(1, 0),
                    };
                    exact.quantile(of, step, share.unwrap()).unwrap()
                };
                let off = (ours.value - theirs).abs();
                let allowed = ours.bound + their_error * (1.0 + theirs.abs());
                assert!(off <= allowed, "{name} {row:?}: {ours:?}, off by {off:e}");
                n += 1;
                if share.is_none() {
                    worst = worst.max(off);
                    largest = largest.max(ours.bound);
                    worst_joint = worst_joint.max(if what == "all" { off } else { 0.0 });
                }
            }
            assert!(n > 10, "{name}: {n}");
            text += &format!("{name:12}{n:>6}{worst:>12.1e}{worst_joint:>12.1e}{largest:>12.1e}\n");
            assert!(worst < 5e-4, "{text}");
        }
        show(&text);
    }

    #[test]
    fn the_stated_bound_is_never_exceeded_by_many() {
        super::bounds_hold(if std::env::var_os("FULL").is_some() { 10_000 } else { 300 });
    }
}
