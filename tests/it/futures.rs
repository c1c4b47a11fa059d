//! Single futures compared with independent programs and closed forms, and what they and the odds rest on.
//!
//! `FUTURES_REPORT=1 cargo test --no-default-features futures -- --nocapture` prints the tables.

use std::collections::BTreeMap;
use std::fmt::Write;

use engine::{
    Condition, CountSeries, Effect, Future, GrowthSeries, Inputs, Quantity, SeriesRef, future, law, normal_cdf,
    normal_quantile,
};
use proptest::prelude::*;
use serde_json::Value;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures/");
const SHARES: [(&str, f64); 5] = [("p10", 0.1), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p90", 0.9)];
const SEED: u32 = 20_261;
/// Paths of each case of `ensemble.csv`.
const THEIR_PATHS: f64 = 4e6;
/// Standard errors within which two results have to agree. Seeds are fixed: a test passes always or never.
const ERRORS: f64 = 4.5;

fn show(text: &str) {
    if std::env::var_os("FUTURES_REPORT").is_some() {
        println!("{text}");
    }
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(format!("{FIXTURES}{name}")).unwrap()
}

pub fn rows(name: &str) -> Vec<Vec<String>> {
    fixture(name).lines().skip(1).map(|l| l.split(',').map(str::to_owned).collect()).collect()
}

fn number(v: &Value) -> f64 {
    v.as_f64().unwrap()
}

/// What a case leaves out has the value with which it has no effect of its own.
fn optional(v: &Value, left_out: f64) -> f64 {
    v.as_f64().unwrap_or(left_out)
}

fn numbers(v: &Value) -> Vec<f64> {
    v.as_array().map(|a| a.iter().map(number).collect()).unwrap_or_default()
}

fn known(v: &Value) -> Vec<Option<f64>> {
    v.as_array().map(|a| a.iter().map(Value::as_f64).collect()).unwrap_or_default()
}

fn quantity(v: &Value) -> Quantity {
    let pair = |v: &Value| (v[0].as_u64().unwrap() as usize, v[1].as_u64().unwrap() as usize);
    match v {
        Value::String(_) => Quantity::Count,
        _ if v.get("level").is_some() => Quantity::Level(v["level"].as_u64().unwrap() as usize),
        _ if v.get("ratio").is_some() => Quantity::Ratio(pair(&v["ratio"]).0, pair(&v["ratio"]).1),
        _ => Quantity::Sum(pair(&v["sum"]).0, pair(&v["sum"]).1),
    }
}

/// The inputs in a fixture of the form of `cases.json`.
pub fn cases_of(file: &str) -> Vec<(String, Inputs)> {
    let cases: Value = serde_json::from_str(&fixture(file)).unwrap();
    let growing = |g: &Value| GrowthSeries {
        start: number(&g["start"]),
        start_error: optional(&g["start_error"], 0.0),
        rates: numbers(&g["rates"]),
        trend: number(&g["trend"]),
        shock: number(&g["shock"]),
        known: known(&g["known"]),
    };
    let counting = |c: &Value| CountSeries {
        start: number(&c["start"]),
        arrivals: numbers(&c["new"]),
        departures: numbers(&c["leave"]),
        regime: number(&c["regime"]),
        follow: optional(&c["follow"], 1.0),
        size: number(&c["size"]),
        known: known(&c["known"]),
    };
    let effect = |(key, e): (usize, &Value)| Effect {
        on: e["on"].as_u64().map_or(SeriesRef::Count, |i| SeriesRef::Growth(i as usize)),
        effect: [number(&e["low"]), number(&e["central"]), number(&e["high"])],
        probability: number(&e["probability"]),
        share: numbers(&e["share"]),
        key: key as u32,
    };
    let target = |t: &Value| Condition {
        of: quantity(&t["of"]),
        step: t["year"].as_u64().unwrap() as usize - 1,
        threshold: number(&t["threshold"]),
        above: t["above"].as_bool().unwrap(),
    };
    let case = |c: &Value| {
        let inputs = Inputs {
            years: c["years"].as_u64().unwrap() as usize,
            growing: c["growth"].as_array().unwrap().iter().map(growing).collect(),
            counting: Some(counting(&c["count"])),
            effects: c["effects"].as_array().unwrap().iter().enumerate().map(effect).collect(),
            common: number(&c["common"]),
            common_trend: optional(&c["common_trend"], 0.0),
            persistence: number(&c["persistence"]),
            targets: c["targets"].as_array().unwrap().iter().map(target).collect(),
        };
        (c["name"].as_str().unwrap().to_owned(), inputs)
    };
    cases.as_array().unwrap().iter().map(case).collect()
}

/// A share of futures with its standard error.
#[derive(Clone, Copy, Debug)]
pub struct Share {
    pub value: f64,
    pub error: f64,
}

/// What futures have in common with the odds: shares that meet each target, and that meet 0, 1, 2, … targets of a year.
pub struct Simulated {
    pub hits: Vec<Share>,
    pub exactly: Vec<Vec<Share>>,
}

/// Tallies independent futures.
pub fn simulated(inputs: &Inputs, paths: u32) -> Simulated {
    let due = |step: usize| inputs.targets.iter().filter(move |t| t.step == step);
    let mut hits = vec![0_u32; inputs.targets.len()];
    let mut exactly: Vec<Vec<u32>> = (0..inputs.years).map(|step| vec![0; due(step).count() + 1]).collect();
    for path in 0..paths {
        let future = future(inputs, SEED, path);
        for (hits, target) in hits.iter_mut().zip(&inputs.targets) {
            *hits += u32::from(future.meets(target));
        }
        for (step, exactly) in exactly.iter_mut().enumerate() {
            exactly[due(step).filter(|t| future.meets(t)).count()] += 1;
        }
    }
    let shares = |tallies: Vec<u32>| tallies.into_iter().map(|n| share(n, paths)).collect();
    Simulated { hits: shares(hits), exactly: exactly.into_iter().map(shares).collect() }
}

fn share(number: u32, paths: u32) -> Share {
    let (value, paths) = (f64::from(number) / f64::from(paths), f64::from(paths));
    Share { value, error: (value * (1.0 - value) / paths).sqrt().max(1.0 / paths) }
}

/// Deviations of each kind of number, in standard errors.
#[derive(Default)]
struct Deviations(BTreeMap<&'static str, Vec<f64>>);

impl Deviations {
    fn add(&mut self, kind: &'static str, deviation: f64) {
        self.0.entry(kind).or_default().push(deviation);
    }

    fn check(&self, title: &str) {
        let mut text = format!("{title}\n{:28}{:>7}{:>8}{:>8}\n", "", "n", "worst", "rms");
        let mut is_good = true;
        for (kind, all) in &self.0 {
            let worst = all.iter().fold(0.0_f64, |w, d| w.max(d.abs()));
            let rms = (all.iter().map(|d| d * d).sum::<f64>() / all.len() as f64).sqrt();
            writeln!(text, "{kind:28}{:>7}{worst:>8.2}{rms:>8.2}", all.len()).unwrap();
            is_good &= worst < ERRORS && (all.len() < 30 || rms < 1.3);
        }
        show(&text);
        assert!(is_good, "{text}");
    }
}

/// What a row of `ensemble.csv` says of a single future.
struct Claim<'a> {
    kind: &'static str,
    event: Box<dyn Fn(&Future) -> bool + 'a>,
    /// Its share, with the standard error of theirs.
    share: Share,
    /// Whether the share is a bound: of what lies up to a whole number at least, below it at most.
    bound: Option<f64>,
}

fn claims<'a>(inputs: &'a Inputs, row: &[String]) -> Vec<Claim<'a>> {
    let (what, step, statistic) = (row[1].as_str(), row[2].parse::<usize>().unwrap() - 1, row[3].as_str());
    let (theirs, error): (f64, f64) = (row[4].parse().unwrap(), row[5].parse().unwrap());
    let probability = |kind, event: Box<dyn Fn(&Future) -> bool + 'a>| {
        vec![Claim { kind, event, share: Share { value: theirs, error }, bound: None }]
    };
    if let Some(target) = what.strip_prefix("target") {
        let target = &inputs.targets[target.parse::<usize>().unwrap()];
        let meets = |future: &Future, step: usize| future.meets(&Condition { step, ..*target });
        return match statistic {
            "hit" => probability("P(hit)", Box::new(move |f| meets(f, step))),
            "first" => {
                let first = move |f: &Future| meets(f, step) && (0..step).all(|earlier| !meets(f, earlier));
                probability("P(first in year)", Box::new(first))
            }
            other => panic!("{other}"),
        };
    }
    if let Some(wanted) = statistic.strip_prefix("hits") {
        let wanted: usize = wanted.parse().unwrap();
        let due: Vec<&Condition> = inputs.targets.iter().filter(|t| t.step == step).collect();
        let number = move |f: &Future| due.iter().filter(|t| f.meets(t)).count() == wanted;
        return probability("P(exactly k of n)", Box::new(number));
    }
    let value = SHARES.iter().find(|s| s.0 == statistic).unwrap().1;
    let share = Share { value, error: (value * (1.0 - value) / THEIR_PATHS).sqrt() };
    let of = match (what, what.strip_prefix("level")) {
        (_, Some(series)) => Quantity::Level(series.parse().unwrap()),
        ("ratio1/0", _) => Quantity::Ratio(1, 0),
        ("sum2+3", _) => Quantity::Sum(2, 3),
        ("count", _) => {
            let upto = |kind, last: f64, bound| Claim {
                kind,
                event: Box::new(move |f| f.value(Quantity::Count, step).unwrap() <= last),
                share,
                bound: Some(bound),
            };
            return vec![upto("quantiles of counts", theirs, 1.0), upto("quantiles of counts", theirs - 1.0, -1.0)];
        }
        _ => panic!("{what}"),
    };
    if error == 0.0 {
        let is_known = move |f: &Future| (f.value(of, step).unwrap() / theirs - 1.0).abs() < 1e-9;
        let share = Share { value: 1.0, error: 0.0 };
        return vec![Claim { kind: "known levels", event: Box::new(is_known), share, bound: None }];
    }
    let event = Box::new(move |f: &Future| f.value(of, step).unwrap() <= theirs);
    vec![Claim { kind: "quantiles", event, share, bound: None }]
}

/// Against `ensemble.py`, written from the specification: 4,000,000 independent paths a case in numpy.
fn agrees_with_numpy(paths: u32) {
    let mut deviations = Deviations::default();
    let rows = rows("ensemble.csv");
    for (name, inputs) in cases_of("cases.json") {
        let claims: Vec<Claim> = rows.iter().filter(|r| r[0] == name).flat_map(|r| claims(&inputs, r)).collect();
        assert!(claims.len() > 100, "{name}");
        let mut tallies = vec![0_u32; claims.len()];
        for path in 0..paths {
            let future = future(&inputs, SEED, path);
            for (tally, claim) in tallies.iter_mut().zip(&claims) {
                *tally += u32::from((claim.event)(&future));
            }
        }
        for (Claim { kind, share: theirs, bound, .. }, tally) in claims.iter().zip(tallies) {
            let (n, p) = (f64::from(paths), theirs.value);
            let error = (p * (1.0 - p) / n + theirs.error * theirs.error + 1.0 / (n * n)).sqrt();
            let off = (share(tally, paths).value - p) / error;
            deviations.add(kind, bound.map_or(off, |sign| (-sign * off).max(0.0)));
        }
    }
    deviations.check(&format!("{paths} futures a case against numpy, in standard errors of the difference"));
}

#[test]
fn futures_are_those_of_numpy() {
    agrees_with_numpy(40_000);
}

/// Against scipy's negative binomial and binomial: the draw must be within the step of the distribution function at its
/// number.
#[test]
fn counts_agree_with_scipy() {
    let (mut checked, mut worst) = (0, 0.0_f64);
    for row in rows("counts.csv") {
        let value = |i: usize| row[i].parse::<f64>().unwrap();
        let (a, b, u, theirs, below, upto) = (value(1), value(2), value(3), value(4), value(5), value(6));
        let ours = if row[0] == "nb" { engine::negative_binomial(u, b, a) } else { engine::binomial(u, a, b) };
        checked += 1;
        // The probability between the draw and the number that we return for it.
        let distance = if ours < theirs { u - below } else { upto - u };
        let off = if (ours - theirs).abs() < 0.5 { 0.0 } else { distance };
        assert!((ours - theirs).abs() <= 1.0 && off < 1e-9, "{row:?}: {ours}, {off:.1e}");
        worst = worst.max(off);
    }
    show(&format!("counts: {checked} draws, largest error {worst:.1e}"));
    assert!(checked > 2_000);
}

#[test]
fn sobol_points_are_those_of_scipy() {
    let mut checked = 0;
    for row in rows("sobol.csv") {
        let value = |i: usize| row[i].parse::<u64>().unwrap();
        let Some(directions) = engine::directions(value(1) as usize) else { continue };
        let gray = value(0) ^ (value(0) >> 1);
        let point = directions.iter().enumerate().filter(|(bit, _)| gray >> bit & 1 == 1).fold(0, |p, (_, v)| p ^ v);
        assert_eq!(u64::from(point), value(2), "{row:?}");
        checked += 1;
    }
    assert!(checked > 500);
}

#[test]
fn the_normal_distribution_has_its_published_values() {
    // Standard tables.
    for (z, p) in
        [(0.0, 0.5), (1.0, 0.841_344_746_068_543), (1.959_963_984_540_054, 0.975), (-3.0, 0.001_349_898_031_630_1)]
    {
        assert!((normal_cdf(z) - p).abs() < 1e-15 && (normal_quantile(p) - z).abs() < 1e-13, "{z} {p}");
    }
    for i in 1..2_000 {
        let p = f64::from(i) / 2_000.0;
        assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-15);
    }
}

/// Shares of futures below quantiles of the closed forms, over a grid of parameters.
#[test]
fn levels_and_ratios_follow_their_closed_forms() {
    const PATHS: u32 = 4_000;
    let mut deviations = Deviations::default();
    let (_, base) = cases_of("cases.json").remove(1);
    let mut seed = 0;
    for common in [0.0, 0.5, 1.0] {
        for persistence in [0.0, 0.4, 0.8] {
            for spread in [0.3, 1.0, 2.5] {
                let mut inputs = Inputs { common, common_trend: common, persistence, counting: None, ..base.clone() };
                for g in &mut inputs.growing {
                    g.start_error = 0.5 * g.shock * spread;
                    (g.shock, g.trend) = (g.shock * spread, g.trend * spread);
                }
                let of = (0..4).map(Quantity::Level).chain([Quantity::Ratio(1, 0), Quantity::Ratio(3, 2)]);
                let asked: Vec<(Quantity, usize, f64)> =
                    of.flat_map(|of| (0..inputs.years).flat_map(move |y| SHARES.map(|s| (of, y, s.1)))).collect();
                let quantile =
                    |(of, step, share): &(Quantity, usize, f64)| law(&inputs, *of, *step).unwrap().quantile(*share);
                let quantiles: Vec<f64> = asked.iter().map(quantile).collect();
                let mut tallies = vec![0_u32; asked.len()];
                seed += 1;
                for path in 0..PATHS {
                    let future = future(&inputs, seed, path);
                    for ((tally, (of, step, _)), quantile) in tallies.iter_mut().zip(&asked).zip(&quantiles) {
                        *tally += u32::from(future.value(*of, *step).unwrap() <= *quantile);
                    }
                }
                for ((_, _, p), tally) in asked.iter().zip(tallies) {
                    let error = (p * (1.0 - p) / f64::from(PATHS)).sqrt();
                    deviations.add("ranks of quantiles", (share(tally, PATHS).value - p) / error);
                }
            }
        }
    }
    deviations.check("Futures against closed forms");
}

/// A plan of five targets at 60% each, one year ahead, with a common factor, against the one-factor integral
/// `∫ Φ((a + √ρ·c) / √(1 − ρ))⁵ φ(c) dc` and its value rounded to 0.1%.
#[test]
fn targets_together_follow_the_one_factor_integral() {
    let growing =
        GrowthSeries { start: 100.0, start_error: 0.0, rates: vec![0.0], trend: 0.0, shock: 0.1, known: vec![] };
    let threshold = 100.0 * (0.1 * normal_quantile(0.4)).exp();
    for (common, rounded) in [(0.0, 7.8), (0.3, 17.9), (0.5, 25.1), (0.7, 33.9)] {
        let inputs = Inputs {
            years: 1,
            growing: vec![growing.clone(); 5],
            counting: None,
            effects: vec![],
            common,
            common_trend: 0.0,
            persistence: 0.0,
            targets: (0..5).map(|i| Condition { of: Quantity::Level(i), step: 0, threshold, above: false }).collect(),
        };
        let hit = |c: f64| normal_cdf((normal_quantile(0.6) + f64::sqrt(common) * c) / f64::sqrt(1.0 - common));
        let step = 0.001;
        let density = |c: f64| (-0.5 * c * c).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let exact: f64 = (-8_000..8_000).map(|i| f64::from(i) * step).map(|c| hit(c).powi(5) * density(c) * step).sum();
        let ours = simulated(&inputs, 100_000).exactly[0][5];
        assert!((ours.value - exact).abs() < ERRORS * ours.error, "{common}: {ours:?} {exact}");
        assert!((100.0 * exact - rounded).abs() < 0.25, "{common}: {exact}");
    }
}

#[test]
fn without_uncertainty_every_future_is_the_path() {
    let (_, mut inputs) = cases_of("cases.json").remove(1);
    for g in &mut inputs.growing {
        (g.trend, g.shock, g.start_error) = (0.0, 0.0, 0.0);
    }
    let counting = inputs.counting.as_mut().unwrap();
    (counting.arrivals, counting.departures) = (vec![0.0; 5], vec![0.0; 5]);
    let start = counting.start;
    let [reached, exceeded] = [false, true].map(|above| {
        let threshold = future(&inputs, 0, 0).levels[2][1];
        Condition { of: Quantity::Level(2), step: 1, threshold, above }
    });
    for path in 0..50 {
        let future = future(&inputs, 3, path);
        for (levels, g) in future.levels.iter().zip(&inputs.growing) {
            for (ours, level) in levels.iter().zip(g.path(5)) {
                assert!((ours / level - 1.0).abs() < 1e-14);
            }
        }
        assert_eq!(future.counts, [start; 5]);
        assert!(future.meets(&reached) && !future.meets(&exceeded));
    }
}

fn any_inputs() -> impl Strategy<Value = Inputs> {
    let growing = (1.0..1e6, 0.0..1.0, prop::collection::vec(-0.9..2.0, 12), 0.0..1.0, 0.0..1.0).prop_map(
        |(start, start_error, rates, trend, shock): (f64, f64, Vec<f64>, f64, f64)| GrowthSeries {
            start,
            start_error,
            rates,
            trend,
            shock,
            known: vec![],
        },
    );
    let counting = (0.0..1e8, 0.0..1000.0, 0.0..=1.0, 0.0..3.0, 0.0..=1.0, 0.1..1000.0).prop_map(
        |(start, arrivals, departures, regime, follow, size)| {
            let start = if start > 1e7 { start } else { start / 1e5 };
            CountSeries {
                start,
                arrivals: vec![arrivals; 12],
                departures: vec![departures; 12],
                regime,
                follow,
                size,
                known: vec![],
            }
        },
    );
    let effect = (0..5_usize, [-1.0..1.0, -1.0..1.0, -1.0..1.0], 0.0..=1.0, 0..100_u32).prop_map(
        |(on, mut effect, probability, key)| {
            effect.sort_by(f64::total_cmp);
            let on = if on < 4 { SeriesRef::Growth(on) } else { SeriesRef::Count };
            Effect { on, effect, probability, share: vec![0.5; 12], key }
        },
    );
    (
        prop::collection::vec(growing, 4),
        counting,
        prop::collection::vec(effect, 0..3),
        (0.0..=1.0, 0.0..=1.0, 0.0..0.99, 1..=12_usize),
    )
        .prop_map(|(growing, counting, effects, (common, common_trend, persistence, years))| Inputs {
            years,
            growing,
            counting: Some(counting),
            effects,
            common,
            common_trend,
            persistence,
            targets: vec![],
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Common random numbers: what a lever or a measure does not act on stays the same, future by future.
    #[test]
    fn a_change_moves_no_other_draw(
        inputs in any_inputs(), other in any_inputs(), seed: u32, path: u32, series in 0..4_usize,
    ) {
        let before = future(&inputs, seed, path);
        let but = |future: &Future| future.levels.iter().enumerate().filter(|l| l.0 != series).map(|l| l.1.clone()).collect::<Vec<_>>();
        // Another series, and effects on it that come before the others.
        let mut changed = inputs.clone();
        changed.growing[series] = other.growing[series].clone();
        for effect in &other.effects {
            changed.effects.insert(0, Effect { on: SeriesRef::Growth(series), key: 100 + effect.key, ..effect.clone() });
        }
        let after = future(&changed, seed, path);
        prop_assert_eq!(but(&before), but(&after));
        prop_assert_eq!(&before.counts, &after.counts);
        // Other listings, no listings, what trends share, another series beside the four.
        let listings = Inputs { counting: other.counting.clone(), ..inputs.clone() };
        prop_assert_eq!(&before.levels, &future(&listings, seed, path).levels);
        prop_assert_eq!(&before.levels, &future(&Inputs { counting: None, ..inputs.clone() }, seed, path).levels);
        let trends = Inputs { common_trend: other.common_trend, ..inputs.clone() };
        prop_assert_eq!(&before.counts, &future(&trends, seed, path).counts);
        let mut more = inputs.clone();
        more.growing.push(other.growing[0].clone());
        let more = future(&more, seed, path);
        prop_assert_eq!(&before.levels[..], &more.levels[..4]);
        // A longer horizon.
        let longer = future(&Inputs { years: inputs.years + 1, ..inputs.clone() }, seed, path);
        prop_assert!(before.levels.iter().zip(&longer.levels).all(|(a, b)| a[..] == b[..inputs.years]));
        prop_assert_eq!(&before.counts[..], &longer.counts[..inputs.years]);
    }

    #[test]
    fn extremes_are_finite_and_more_of_a_lever_is_never_less(
        inputs in any_inputs(), more in 0.0..0.5, seed: u32, path: u32,
    ) {
        let mut better = inputs.clone();
        for g in &mut better.growing {
            g.rates.iter_mut().for_each(|rate| *rate += more);
        }
        let counting = better.counting.as_mut().unwrap();
        counting.arrivals.iter_mut().for_each(|n| *n *= 1.0 + more);
        let (now, then) = (future(&inputs, seed, path), future(&better, seed, path));
        for (a, b) in now.levels.iter().zip(&then.levels) {
            prop_assert!(a.iter().zip(b).all(|(a, b)| *a > 0.0 && a <= b && b.is_finite()), "{a:?} {b:?}");
        }
        prop_assert!(now.counts.iter().all(|n| *n >= 0.0 && n.fract() == 0.0 && n.is_finite()), "{:?}", now.counts);
        // Of more that come, more may leave in a later year.
        prop_assert!(now.counts[0] <= then.counts[0]);
    }
}

mod slow {
    #[test]
    fn many_futures_are_those_of_numpy() {
        super::agrees_with_numpy(400_000);
    }
}
