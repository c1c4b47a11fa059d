//! The engine compared with independent programs and with its own closed forms.
//!
//! `ENSEMBLE_REPORT=1 cargo test --no-default-features ensemble -- --nocapture` prints the tables.

use std::collections::BTreeMap;
use std::fmt::Write;

use engine::{
    Chance, Condition, CountSeries, Counts, Effect, Ensemble, GrowthSeries, Inputs, Lanes, Quantity, Sampler,
    SeriesRef, law, normal_cdf, normal_quantile,
};
use proptest::prelude::*;
use serde_json::Value;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/fixtures/");
const SHARES: [(&str, f64); 5] = [("p10", 0.1), ("p25", 0.25), ("p50", 0.5), ("p75", 0.75), ("p90", 0.9)];

fn show(text: &str) {
    if std::env::var_os("ENSEMBLE_REPORT").is_some() {
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

/// The inputs that `ensemble.csv` was computed from.
fn cases() -> Vec<(String, Inputs)> {
    cases_of("cases.json")
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
        let mut watch: Vec<Quantity> = (0..4).map(Quantity::Level).collect();
        watch.extend([Quantity::Ratio(1, 0), Quantity::Count]);
        let inputs = Inputs {
            years: c["years"].as_u64().unwrap() as usize,
            growing: c["growth"].as_array().unwrap().iter().map(growing).collect(),
            counting: Some(counting(&c["count"])),
            effects: c["effects"].as_array().unwrap().iter().enumerate().map(effect).collect(),
            common: number(&c["common"]),
            common_trend: optional(&c["common_trend"], 0.0),
            persistence: number(&c["persistence"]),
            watch,
            targets: c["targets"].as_array().unwrap().iter().map(target).collect(),
            seed: 1,
            paths: 400_000,
            sampler: Sampler::DEFAULT,
        };
        (c["name"].as_str().unwrap().to_owned(), inputs)
    };
    cases.as_array().unwrap().iter().map(case).collect()
}

fn full(inputs: &Inputs) -> Ensemble {
    let mut ensemble = Ensemble::new(inputs);
    assert!(ensemble.run(u32::MAX));
    ensemble
}

/// Deviations of each kind of number, in standard errors.
#[derive(Default)]
struct Deviations(BTreeMap<String, Vec<f64>>);

impl Deviations {
    fn add(&mut self, kind: &str, ours: f64, theirs: f64, error: f64) {
        self.0.entry(kind.to_owned()).or_default().push((ours - theirs) / error.max(1e-12));
    }

    /// Panics if the worst of `n` deviations is one that fewer than one run in a thousand would have.
    fn check(&self, title: &str) {
        let mut text = format!("{title}\n{:28}{:>7}{:>8}{:>8}\n", "", "n", "worst", "rms");
        let mut bad = Vec::new();
        for (kind, all) in &self.0 {
            let worst = all.iter().fold(0.0_f64, |w, d| w.max(d.abs()));
            let rms = (all.iter().map(|d| d * d).sum::<f64>() / all.len() as f64).sqrt();
            writeln!(text, "{kind:28}{:>7}{worst:>8.2}{rms:>8.2}", all.len()).unwrap();
            let limit = -normal_quantile(0.0005 / all.len() as f64);
            if worst > limit || (all.len() > 30 && !(0.5..1.3).contains(&rms)) {
                bad.push(format!("{kind}: {worst:.2} of at most {limit:.2}, rms {rms:.2}"));
            }
        }
        show(&text);
        assert!(bad.is_empty(), "{}\n{text}", bad.join("; "));
    }
}

/// Against scipy's negative binomial and binomial: the draw must be within the step of the distribution function at its
/// number.
#[test]
fn counts_agree_with_scipy() {
    let (mut checked, mut worst, mut worst_large) = (0, 0.0_f64, 0.0_f64);
    for row in rows("counts.csv") {
        let value = |i: usize| row[i].parse::<f64>().unwrap();
        let (a, b, u, below, upto) = (value(1), value(2), value(3), value(5), value(6));
        let negative = row[0] == "nb";
        let scalar = if negative { engine::negative_binomial(u, b, a) } else { engine::binomial(u, a, b) };
        let lanes = |x: f64| Lanes::splat(x as f32);
        let counts = Counts::new(if negative { a } else { 1.0 });
        let on_lanes = if negative {
            counts.negative_binomial(lanes(u), lanes(b))
        } else {
            counts.binomial(lanes(u), lanes(a), b)
        };
        let weight = if negative { a * (b / a).ln_1p() } else { -a * (-b.min(1.0 - b)).ln_1p() };
        for (ours, exact) in [(scalar, weight <= 700.0), (f64::from(on_lanes.to_array()[0]), false)] {
            checked += 1;
            if (ours - value(4)).abs() < 0.5 {
                continue;
            }
            // The probability between the draw and the number that we return for it.
            let distance = if ours < value(4) { u - below } else { upto - u };
            let error = distance + ((ours - value(4)).abs() - 1.0).max(0.0) * (upto - below);
            assert!(error < if exact { 1e-7 } else { 5e-4 }, "{row:?}: {ours}, {error:.1e}");
            if exact {
                worst = worst.max(error);
            } else {
                worst_large = worst_large.max(error);
            }
        }
    }
    show(&format!(
        "counts: {checked} draws, largest error {worst:.1e} (f64 search), {worst_large:.1e} (f32, expansion)"
    ));
    assert!(checked > 4_000);
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
fn lane_functions_agree_with_libm() {
    let worst = |ours: fn(Lanes) -> Lanes, theirs: fn(f64) -> f64, low: f64, high: f64| {
        (0..200_000).fold(0.0_f64, |worst, i| {
            let x = (low + (high - low) * f64::from(i) / 200_000.0) as f32;
            let (a, b) = (f64::from(ours(Lanes::splat(x)).to_array()[3]), theirs(f64::from(x)));
            worst.max((a - b).abs() / b.abs().max(1e-3))
        })
    };
    let exp = worst(engine::exp, libm::exp, -80.0, 80.0);
    let ln = worst(engine::ln, libm::log, 1e-6, 50.0);
    let mut normal = 0.0_f64;
    for i in 0..200_000_u32 {
        let bits = i.wrapping_mul(21_474) ^ 0x3ff;
        let z = f64::from(engine::normal(bits.into()).to_array()[5]);
        let opposite = f64::from(engine::normal((!bits).into()).to_array()[5]);
        assert_eq!(z.to_bits(), (-opposite).to_bits());
        let x = (f64::from((bits.cast_signed() >> 8) * 2 + 1)) / 16_777_216.0;
        normal = normal.max((z - normal_quantile(0.5 + 0.5 * x)).abs() / (1.0 + z * z));
    }
    show(&format!("lanes: exp {exp:.1e}, ln {ln:.1e}, normal {normal:.1e}"));
    assert!(exp < 4e-7 && ln < 4e-7 && normal < 1e-6, "{exp} {ln} {normal}");
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

/// Quantiles and odds against closed forms over a grid of parameters, with the sampler of the page.
#[test]
fn the_page_sampler_agrees_with_closed_forms() {
    let mut deviations = Deviations::default();
    let (mut ranks, mut odds) = (Vec::new(), Vec::new());
    let base = cases().remove(1).1;
    for common in [0.0, 0.5, 0.9] {
        for persistence in [0.0, 0.4, 0.8] {
            for spread in [0.3, 1.0, 2.5] {
                let mut inputs = Inputs { common, persistence, paths: 65_536, counting: None, ..base.clone() };
                inputs.watch.pop();
                inputs.targets.retain(|t| t.of != Quantity::Count);
                inputs.common_trend = common;
                for g in &mut inputs.growing {
                    g.start_error = 0.5 * g.shock * spread;
                    g.shock *= spread;
                    g.trend *= spread;
                }
                let ensemble = full(&inputs);
                for of in &inputs.watch {
                    for step in 0..inputs.years {
                        let law = law(&inputs, *of, step).unwrap();
                        for (_, share) in SHARES {
                            let ours = ensemble.quantile(*of, step, share).unwrap();
                            let off = normal_cdf((ours / law.median).ln() / law.deviation()) - share;
                            let independent = (share * (1.0 - share) / f64::from(inputs.paths)).sqrt();
                            ranks.push(off / independent);
                        }
                    }
                }
                for (i, t) in inputs.targets.iter().enumerate() {
                    let exact = law(&inputs, t.of, t.step).unwrap().chance(t.threshold, t.above);
                    let Chance { value, error } = ensemble.hit(i).unwrap();
                    deviations.add("P(hit), own error", value, exact, error.max(1e-4));
                    odds.push((value - exact) / (exact * (1.0 - exact) / f64::from(inputs.paths)).sqrt());
                }
            }
        }
    }
    // In standard errors of independent paths: Sobol points must have a smaller error, and no number a large one.
    for (what, all, limit) in [("ranks of quantiles", ranks, 0.8), ("P(hit)", odds, 0.6)] {
        let rms = (all.iter().map(|d| d * d).sum::<f64>() / all.len() as f64).sqrt();
        let worst = all.iter().fold(0.0_f64, |w, d| w.max(d.abs()));
        show(&format!("Sobol points against closed forms, {what}: rms {rms:.2}, worst {worst:.2} of {}", all.len()));
        assert!(rms < limit && worst < 4.5, "{what}: rms {rms}, worst {worst}");
    }
    // The error that is shown comes from 16 replicates: Student's t with 15 degrees of freedom.
    let all = &deviations.0["P(hit), own error"];
    let beyond = all.iter().filter(|d| d.abs() > 2.131).count() as f64 / all.len() as f64;
    show(&format!("outside two-sided 95 %: {:.1} % of {}", 100.0 * beyond, all.len()));
    assert!(beyond < 0.13, "the error shown is too small: {beyond}");
}

/// Draws outcomes from the model itself and counts how many lie within the bands.
#[test]
fn bands_cover_what_they_say() {
    let inputs = Inputs { paths: 100_000, ..cases().remove(4).1 };
    let ensemble = full(&inputs);
    let outcomes = Ensemble::traces(&Inputs { seed: 77, sampler: Sampler::Random, ..inputs.clone() }, 20_000);
    let mut text = String::from("coverage of 20,000 outcomes, %\n");
    for (of, paths) in &outcomes {
        for step in [0, inputs.years - 1] {
            for (low, high, nominal) in [(0.25, 0.75, 0.5), (0.1, 0.9, 0.8)] {
                let bounds = [low, high].map(|share| ensemble.quantile(*of, step, share).unwrap());
                let inside = paths.iter().filter(|p| bounds[0] <= p[step] && p[step] <= bounds[1]).count();
                let share = inside as f64 / paths.len() as f64;
                writeln!(text, "{of:?} year {}: {nominal} → {:.2}", step + 1, 100.0 * share).unwrap();
                // Four standard errors; a band of whole numbers includes both of its ends.
                let slack = if *of == Quantity::Count { 0.04 } else { 0.0 };
                assert!(share > nominal - 0.014 && share < nominal + 0.014 + slack, "{text}");
            }
        }
    }
    show(&text);
}

/// All results of a run, to compare it with another.
fn fingerprint(inputs: &Inputs, ensemble: &Ensemble) -> String {
    let mut text = String::new();
    for of in &inputs.watch {
        for step in 0..inputs.years {
            for (_, share) in SHARES {
                writeln!(text, "{of:?} {step} {:?}", ensemble.quantile(*of, step, share).map(f64::to_bits)).unwrap();
            }
        }
    }
    for i in 0..inputs.targets.len() {
        writeln!(text, "{:?} {:?}", ensemble.hit(i), ensemble.first(i)).unwrap();
    }
    text
}

/// Common random numbers: quantities that a lever or a measure does not affect are the same, path by path.
#[test]
fn a_change_moves_no_other_draw() {
    let base = Inputs { paths: 64, ..cases().remove(1).1 };
    let traces = |inputs: &Inputs, quantity: Quantity| {
        Ensemble::traces(inputs, 64).into_iter().find(|t| t.0 == quantity).unwrap().1
    };
    let mut other = base.clone();
    other.growing[2].rates = vec![0.02; base.years];
    other.effects.push(Effect {
        on: SeriesRef::Growth(3),
        effect: [0.01, 0.02, 0.03],
        probability: 0.5,
        share: vec![1.0; base.years],
        key: 9,
    });
    other.growing[2].start_error = 0.05;
    for quantity in [Quantity::Level(0), Quantity::Level(1), Quantity::Count] {
        assert_eq!(traces(&base, quantity), traces(&other, quantity), "{quantity:?}");
    }
    other.growing[2].start_error = 0.0;
    // What trends share moves no count, and where listings get their wave from moves nothing else.
    let shared = Inputs { common_trend: 0.7, ..base.clone() };
    assert_eq!(traces(&base, Quantity::Count), traces(&shared, Quantity::Count));
    let mut alone = base.clone();
    alone.counting.as_mut().unwrap().follow = 0.0;
    assert_eq!(traces(&base, Quantity::Level(1)), traces(&alone, Quantity::Level(1)));
    assert_ne!(traces(&base, Quantity::Count), traces(&alone, Quantity::Count));
    let (before, after) = (traces(&base, Quantity::Level(2)), traces(&other, Quantity::Level(2)));
    for (a, b) in before.iter().zip(&after) {
        let ratio = (b[0] / a[0]) / (1.02 / (1.0 + base.growing[2].rates[0]));
        assert!((ratio - 1.0).abs() < 1e-6, "{ratio}");
    }
    // Another effect does not change the draws of the first.
    let mut third = other.clone();
    third.effects.insert(0, Effect { key: 4, on: SeriesRef::Growth(0), ..other.effects[0].clone() });
    assert_eq!(traces(&other, Quantity::Level(3)), traces(&third, Quantity::Level(3)));
}

#[test]
fn without_uncertainty_every_path_is_the_same() {
    let mut inputs = Inputs { paths: 1_000, counting: None, ..cases().remove(1).1 };
    inputs.watch.pop();
    for g in &mut inputs.growing {
        (g.trend, g.shock) = (0.0, 0.0);
    }
    inputs.targets = vec![
        Condition { of: Quantity::Level(2), step: 1, threshold: inputs.growing[2].path(2)[1], above: false },
        Condition { of: Quantity::Level(2), step: 1, threshold: inputs.growing[2].path(2)[1], above: true },
    ];
    let ensemble = full(&inputs);
    assert_eq!(ensemble.hit(0).unwrap(), Chance { value: 1.0, error: 0.0 });
    assert_eq!(ensemble.hit(1).unwrap(), Chance { value: 0.0, error: 0.0 });
    for i in 0..4 {
        let (path, median) = (inputs.growing[i].path(5)[4], ensemble.quantile(Quantity::Level(i), 4, 0.5).unwrap());
        assert!((median / path - 1.0).abs() < 2e-6);
    }
}

/// A plan of five targets at 60% each, one year ahead, with a common factor.
fn five_targets(common: f64) -> Inputs {
    let growing =
        GrowthSeries { start: 100.0, start_error: 0.0, rates: vec![0.0], trend: 0.0, shock: 0.1, known: vec![] };
    let threshold = 100.0 * (0.1 * normal_quantile(0.4)).exp();
    Inputs {
        years: 1,
        growing: vec![growing; 5],
        counting: None,
        effects: vec![],
        common,
        common_trend: 0.0,
        persistence: 0.0,
        watch: vec![],
        targets: (0..5).map(|i| Condition { of: Quantity::Level(i), step: 0, threshold, above: false }).collect(),
        seed: 3,
        paths: 1_000_000,
        sampler: Sampler::DEFAULT,
    }
}

/// Against the one-factor integral `∫ Φ((a + √ρ·c) / √(1 − ρ))⁵ φ(c) dc`.
#[test]
fn targets_together_follow_the_one_factor_integral() {
    for (common, rounded) in [(0.0, 7.8), (0.3, 17.9), (0.5, 25.1), (0.7, 33.9)] {
        let hit = |c: f64| normal_cdf((normal_quantile(0.6) + f64::sqrt(common) * c) / f64::sqrt(1.0 - common));
        let step = 0.001;
        let density = |c: f64| (-0.5 * c * c).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let exact: f64 = (-8_000..8_000).map(|i| f64::from(i) * step).map(|c| hit(c).powi(5) * density(c) * step).sum();
        let ours = full(&five_targets(common)).hits(0, |n| n == 5).unwrap();
        assert!((ours.value - exact).abs() < 4.0 * ours.error.max(1e-4), "{common}: {ours:?} {exact}");
        assert!((100.0 * exact - rounded).abs() < 0.25, "{common}: {exact}");
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
    let effect =
        (0..6_usize, [-1.0..1.0, -1.0..1.0, -1.0..1.0], 0.0..=1.0).prop_map(|(on, mut effect, probability)| {
            effect.sort_by(f64::total_cmp);
            let on = if on < 4 { SeriesRef::Growth(on) } else { SeriesRef::Count };
            Effect { on, effect, probability, share: vec![0.5; 12], key: 1 }
        });
    (
        prop::collection::vec(growing, 4),
        counting,
        prop::collection::vec(effect, 0..3),
        (0.0..=1.0, 0.0..=1.0, 0.0..0.99, any::<u32>(), 1..=12_usize),
    )
        .prop_map(|(growing, counting, effects, (common, common_trend, persistence, seed, years))| {
            let mut watch: Vec<Quantity> = (0..4).map(Quantity::Level).collect();
            watch.extend([Quantity::Ratio(1, 0), Quantity::Count]);
            let of = [Quantity::Level(2), Quantity::Count, Quantity::Sum(2, 3), Quantity::Ratio(1, 0)];
            let target = |of: Quantity| Condition { of, step: years - 1, threshold: 150.0, above: false };
            Inputs {
                years,
                growing,
                counting: Some(counting),
                effects,
                common,
                common_trend,
                persistence,
                watch,
                targets: of.map(target).to_vec(),
                seed,
                paths: 512,
                sampler: Sampler::DEFAULT,
            }
        })
}

mod slow {
    use super::*;

    /// Against `ensemble.py`, written from the specification: 4,000,000 independent paths a case in numpy.
    ///
    /// Ours are independent as well, so that both errors are known; another test compares the Sobol points of the page
    /// with closed forms.
    #[test]
    fn ensemble_agrees_with_numpy() {
        let mut deviations = Deviations::default();
        let mut off_by_one = 0;
        let mut counts = 0;
        let rows = rows("ensemble.csv");
        for (name, inputs) in cases() {
            let inputs = Inputs { sampler: Sampler::Random, seed: 20_261, ..inputs };
            let n = f64::from(inputs.paths);
            let ensemble = full(&inputs);
            for row in rows.iter().filter(|r| r[0] == name) {
                let (what, step, statistic) = (row[1].as_str(), row[2].parse::<usize>().unwrap() - 1, row[3].as_str());
                let (theirs, their_error): (f64, f64) = (row[4].parse().unwrap(), row[5].parse().unwrap());
                let probability = |ours: f64, kind: &str, deviations: &mut Deviations| {
                    let floor = 1.0 / n;
                    let error = (theirs * (1.0 - theirs) / n + their_error * their_error + floor * floor).sqrt();
                    deviations.add(kind, ours, theirs, error);
                };
                if let Some(target) = what.strip_prefix("target") {
                    let target: usize = target.parse().unwrap();
                    match statistic {
                        "hit" => probability(ensemble.hit(target).unwrap().value, "P(hit)", &mut deviations),
                        "first" => probability(ensemble.first(target)[step], "P(first in year)", &mut deviations),
                        other => panic!("{other}"),
                    }
                    continue;
                }
                if let Some(hits) = statistic.strip_prefix("hits") {
                    let wanted: u32 = hits.parse().unwrap();
                    let ours = ensemble.hits(step, |k| k == wanted).unwrap().value;
                    probability(ours, "P(exactly k of n)", &mut deviations);
                    continue;
                }
                let share = SHARES.iter().find(|s| s.0 == statistic).unwrap().1;
                match what {
                    "count" => {
                        let ours = ensemble.quantile(Quantity::Count, step, share).unwrap();
                        assert!((ours - theirs).abs() <= 1.0, "{row:?}: {ours}");
                        counts += 1;
                        off_by_one += u32::from((ours - theirs).abs() > 0.0);
                    }
                    _ if what.starts_with("sum") => {}
                    _ => {
                        let of = match what.strip_prefix("level") {
                            Some(i) => Quantity::Level(i.parse().unwrap()),
                            None => Quantity::Ratio(1, 0),
                        };
                        let ours = ensemble.quantile(of, step, share).unwrap();
                        if their_error == 0.0 {
                            assert!((ours / theirs - 1.0).abs() < 2e-6, "a known level: {row:?}: {ours}");
                            continue;
                        }
                        // Their error, scaled from 4,000,000 paths to ours.
                        let error = their_error * (1.0 + 4e6 / n).sqrt();
                        deviations.add("quantiles of levels, share", ours, theirs, error);
                    }
                }
            }
        }
        deviations.check("Engine against numpy, in standard errors of the difference");
        show(&format!("count quantiles: {counts}, one off: {off_by_one}"));
        // A step of the distribution function is some 0.005, the error of both together 0.0008.
        assert!(
            f64::from(off_by_one) < 0.15 * f64::from(counts),
            "{off_by_one} of {counts} count quantiles are one off"
        );
    }

    #[test]
    fn results_do_not_depend_on_the_slices() {
        for (name, inputs) in cases() {
            let inputs = Inputs { paths: 5_000, ..inputs };
            let whole = fingerprint(&inputs, &full(&inputs));
            for slice in [1, 16, 17, 160, 999] {
                let mut ensemble = Ensemble::new(&inputs);
                while !ensemble.run(slice) {}
                assert_eq!(whole, fingerprint(&inputs, &ensemble), "{name} in slices of {slice}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn extremes_stay_finite_and_ordered(inputs in any_inputs()) {
            let ensemble = full(&inputs);
            for of in &inputs.watch {
                for step in 0..inputs.years {
                    let q: Vec<f64> = SHARES.iter().map(|s| ensemble.quantile(*of, step, s.1).unwrap()).collect();
                    prop_assert!(q.iter().all(|v| v.is_finite() && *v >= 0.0), "{of:?} {q:?}");
                    prop_assert!(q.windows(2).all(|w| w[0] <= w[1]), "{of:?} {q:?}");
                }
            }
            let sum: f64 = (0..=4).map(|k| ensemble.hits(inputs.years - 1, |n| n == k).unwrap().value).sum();
            prop_assert!((sum - 1.0).abs() < 1e-12);
            for i in 0..inputs.targets.len() {
                let hit = ensemble.hit(i).unwrap();
                prop_assert!((0.0..=1.0).contains(&hit.value) && hit.error.is_finite());
                let first: f64 = ensemble.first(i).iter().sum();
                prop_assert!(first + 1e-12 >= hit.value && first <= 1.0 + 1e-12);
            }
        }

        #[test]
        fn more_of_a_lever_is_never_less_likely(inputs in any_inputs(), more in 0.0..0.5) {
            let mut better = inputs.clone();
            for rate in &mut better.growing[2].rates {
                *rate += more;
            }
            for arrivals in &mut better.counting.as_mut().unwrap().arrivals {
                *arrivals *= 1.0 + more;
            }
            let (a, b) = (full(&inputs), full(&better));
            // Deposits and their sum with loans rise path by path. So do the arrivals of listings, but more of them may
            // depart.
            for i in [0, 2] {
                prop_assert!(b.hit(i).unwrap().value + 2e-3 >= a.hit(i).unwrap().value);
            }
            let departures = inputs.counting.as_ref().unwrap().departures[0];
            let slack = if departures > 0.5 { 0.05 } else { 0.01 };
            prop_assert!(b.hit(1).unwrap().value + slack >= a.hit(1).unwrap().value);
        }
    }
}
