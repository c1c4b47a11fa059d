//! Shares of variance: by hand, by enumeration, another program, laws.

use engine::{CountSeries, Effect, Exact, GrowthSeries, Inputs, Quantity, SeriesRef};
use two_rivers::analysis::explain::variance::{SobolIndex, UncertaintySource, sobol_indices, variance_shares};
use two_rivers::plan::Series;

use super::{scenario, show};
use crate::futures::{cases_of, rows};
use crate::plan;

fn of(inputs: &Inputs, quantity: Quantity, source: UncertaintySource) -> Option<SobolIndex> {
    let all = sobol_indices(inputs, quantity, inputs.years - 1);
    all.into_iter().find(|(s, _)| *s == source).map(|(_, index)| index)
}

fn near(ours: f64, known: f64, most: f64, what: &str) {
    assert!((ours - known).abs() < most, "{what}: {ours} is not {known}");
}

/// Two growing series and a count that nothing makes uncertain, over some years.
fn certain(years: usize) -> Inputs {
    let growing = |start: f64, rate: f64| GrowthSeries {
        start,
        start_error: 0.0,
        rates: (0..years).map(|t| rate + 0.01 * t as f64).collect(),
        trend: 0.0,
        shock: 0.0,
        known: Vec::new(),
    };
    Inputs {
        years,
        growing: vec![growing(100.0, 0.05), growing(40.0, 0.02)],
        counting: Some(CountSeries {
            start: 50.0,
            arrivals: (0..years).map(|t| 6.0 + t as f64).collect(),
            departures: vec![0.0; years],
            regime: 0.0,
            follow: 0.5,
            size: 5.0,
            known: Vec::new(),
        }),
        effects: Vec::new(),
        common: 0.4,
        common_trend: 0.2,
        persistence: 0.0,
        targets: Vec::new(),
    }
}

/// Effects of one size each, which are delivered or not, with different years and sizes.
fn all_or_nothing(on: SeriesRef, number: usize, years: usize, unit: f64) -> Vec<Effect> {
    let effect = |i: usize| Effect {
        on,
        effect: [unit * (1.0 + 0.3 * i as f64) * if i % 4 == 3 { -1.0 } else { 1.0 }; 3],
        probability: 0.2 + 0.6 * (i as f64 / number as f64),
        share: (0..years).map(|t| ((t + i + 1) % 5) as f64 / 4.0).collect(),
        key: i as u32,
    };
    (0..number).map(effect).collect()
}

/// Mean and mean square of a function of what effects add, over all ways in which they are delivered.
fn enumerated(effects: &[Effect], years: usize, f: impl Fn(&[f64]) -> f64) -> (f64, f64) {
    let (mut mean, mut square) = (0.0, 0.0);
    for set in 0..1_u32 << effects.len() {
        let (mut p, mut added) = (1.0, vec![0.0; years]);
        for (i, e) in effects.iter().enumerate() {
            let delivered = set >> i & 1 == 1;
            p *= if delivered { e.probability } else { 1.0 - e.probability };
            for (added, share) in added.iter_mut().zip(&e.share) {
                *added += if delivered { e.effect[1] * share } else { 0.0 };
            }
        }
        mean += p * f(&added);
        square += p * f(&added) * f(&added);
    }
    (mean, square)
}

/// One year, one measure, one shock: everything by hand.
#[test]
fn shares_of_one_year_by_hand() {
    let mut inputs = certain(1);
    inputs.growing[0].shock = 0.1;
    inputs.effects = vec![Effect {
        on: SeriesRef::Growth(0),
        effect: [0.06, 0.06, 0.12],
        probability: 0.5,
        share: vec![0.5],
        key: 0,
    }];
    // A triangle that falls from 0.06 to 0.12 has mean 0.08 and variance 0.06²/18.
    let (mean, square) = (0.5 * 0.08, 0.5 * (0.08_f64.powi(2) + 0.06_f64.powi(2) / 18.0));
    let (mean, variance) = (1.05 + 0.5 * mean, 0.25 * (square - mean * mean));
    let shock = f64::exp(0.01);
    let whole = shock * (1.0 + variance / (mean * mean)) - 1.0;
    let measures = of(&inputs, Quantity::Level(0), UncertaintySource::Measures).unwrap();
    near(measures.first, variance / (mean * mean) / whole, 1e-12, "measures alone");
    near(measures.total, 1.0 - (shock - 1.0) / whole, 1e-12, "measures in all");
    let shocks = of(&inputs, Quantity::Level(0), UncertaintySource::Shocks).unwrap();
    near(shocks.first, (shock - 1.0) / whole, 1e-12, "shocks alone");
    // What a ratio has below, it has inverse: here nothing but the measure varies.
    inputs.growing[0].shock = 0.0;
    let only = of(&inputs, Quantity::Ratio(1, 0), UncertaintySource::Measures).unwrap();
    near(only.first, 1.0, 1e-12, "the only source");
    // What is certain to come, and what comes later, makes no variance.
    inputs.effects[0].probability = 1.0;
    inputs.effects[0].effect = [0.06; 3];
    assert!(sobol_indices(&inputs, Quantity::Level(0), 0).is_empty());
    inputs.effects[0].probability = 0.5;
    inputs.effects[0].share = vec![0.0];
    assert!(sobol_indices(&inputs, Quantity::Level(0), 0).is_empty());
}

/// Many measures with years of their own, on a level, on what a ratio has below and on the count: a thousand and more
/// ways in which they are delivered. Beyond eleven there is a fraction of them.
#[test]
fn shares_of_many_measures_by_enumeration() {
    for (number, years, most) in
        [(1, 1, 1e-11), (3, 4, 1e-11), (6, 10, 1e-11), (11, 6, 1e-11), (14, 8, 2e-5), (17, 6, 2e-5)]
    {
        let mut inputs = certain(years);
        for g in &mut inputs.growing {
            g.shock = 0.02;
        }
        let shocks = years as f64 * 0.02 * 0.02;
        inputs.effects = all_or_nothing(SeriesRef::Growth(1), number, years, 0.004);
        let rates = inputs.growing[1].rates.clone();
        let factor = |added: &[f64]| rates.iter().zip(added).map(|(g, a)| 1.0 + g + a).product::<f64>();
        for (quantity, shocks, power) in
            [(Quantity::Level(1), shocks, 1), (Quantity::Ratio(0, 1), 2.0 * shocks * (1.0 - inputs.common), -1)]
        {
            let (mean, square) = enumerated(&inputs.effects, years, |added| factor(added).powi(power));
            let [measures, shocks] = [square / (mean * mean), f64::exp(shocks)];
            let ours = of(&inputs, quantity, UncertaintySource::Measures).unwrap();
            let whole = measures * shocks - 1.0;
            show(&format!("{number} measures: {:.1e}", ours.first - (measures - 1.0) / whole));
            near(ours.first, (measures - 1.0) / whole, most, &format!("{number} measures on {quantity:?}"));
            near(ours.total, (measures - 1.0) * shocks / whole, most, &format!("{number} measures on {quantity:?}"));
        }
        // No regime: nothing but the measures moves what is to be expected.
        inputs.effects = all_or_nothing(SeriesRef::Count, number, years, 0.5);
        let counting = inputs.counting.clone().unwrap();
        let (mean, square) = enumerated(&inputs.effects, years, |added| {
            counting.arrivals.iter().zip(added).map(|(n, a)| (n + a).max(0.0)).sum::<f64>()
        });
        let chance = |added: &[f64]| {
            let by_year = counting.arrivals.iter().zip(added).map(|(n, a)| (n + a).max(0.0));
            by_year.map(|n| n + n * n / counting.size).sum::<f64>()
        };
        let chance = enumerated(&inputs.effects, years, chance).0;
        let variance = square - mean * mean;
        let ours = of(&inputs, Quantity::Count, UncertaintySource::Measures).unwrap();
        show(&format!("{number} measures on the count: {:.1e}", ours.first - variance / (variance + chance)));
        near(ours.first, variance / (variance + chance), 1e-11, &format!("{number} measures on the count"));
        assert_eq!(of(&inputs, Quantity::Count, UncertaintySource::Shocks), None, "no good and bad years");
        let counts = of(&inputs, Quantity::Count, UncertaintySource::Counts).unwrap();
        near(counts.total, chance / (variance + chance), 1e-11, &format!("{number} measures: chance"));
    }
}

/// Moments of the size of an effect, from the one of power 0: a triangle is a spline with knots at its ends and its mode.
fn moments_of_size(effect: &Effect, most: usize) -> Vec<f64> {
    let [low, central, high] = effect.effect;
    let moment = |n: usize| {
        let knots = (0..=n).flat_map(|i| (0..=n - i).map(move |j| [i, j, n - i - j]));
        let sum: f64 = knots.map(|[i, j, k]| low.powi(i as i32) * central.powi(j as i32) * high.powi(k as i32)).sum();
        let absent = if n == 0 { 1.0 - effect.probability } else { 0.0 };
        absent + effect.probability * 2.0 * sum / ((n + 1) * (n + 2)) as f64
    };
    (0..=most).map(moment).collect()
}

fn product(a: &[f64], b: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; a.len() + b.len() - 1];
    for (i, a) in a.iter().enumerate() {
        for (j, b) in b.iter().enumerate() {
            product[i + j] += a * b;
        }
    }
    product
}

/// Measures of any size that come in the same years: the level is a polynomial in the sum of their sizes, whose moments
/// follow from those of each.
#[test]
fn shares_of_measures_of_uncertain_size_by_their_moments() {
    const YEARS: usize = 10;
    for (number, most) in [(1, 1e-10), (4, 1e-7), (8, 1e-6), (11, 1e-6), (16, 2e-5), (32, 2e-5)] {
        let mut inputs = certain(YEARS);
        let share: Vec<f64> = (0..YEARS).map(|t| 0.1 * (t + 1) as f64).collect();
        let effect = |i: usize| Effect {
            on: SeriesRef::Growth(0),
            effect: [-0.002 * (i % 3) as f64, 0.004, 0.006 + 0.001 * i as f64],
            probability: 0.4 + 0.6 * (i % 5) as f64 / 4.0,
            share: share.clone(),
            key: i as u32,
        };
        inputs.effects = (0..number).map(effect).collect();
        inputs.growing[0].trend = 0.01;
        let factors = inputs.growing[0].rates.iter().zip(&share).map(|(g, share)| [1.0 + g, *share]);
        let level = factors.fold(vec![1.0], |level, factor| product(&level, &factor));
        // Moments over factorials multiply as independent numbers add up.
        let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
        let sums = inputs.effects.iter().fold(vec![1.0], |sums, effect| {
            let moments = moments_of_size(effect, 2 * YEARS);
            let scaled: Vec<f64> = moments.iter().enumerate().map(|(n, m)| m / factorial(n)).collect();
            product(&sums, &scaled)[..=2 * YEARS].to_vec()
        });
        let mean = |polynomial: &[f64]| -> f64 {
            polynomial.iter().zip(&sums).enumerate().map(|(n, (c, m))| c * m * factorial(n)).sum()
        };
        let measures = mean(&product(&level, &level)) / mean(&level).powi(2);
        let trend = f64::exp((0.01 * YEARS as f64).powi(2));
        let known = (measures - 1.0) / (measures * trend - 1.0);
        let ours = of(&inputs, Quantity::Level(0), UncertaintySource::Measures).unwrap().first;
        show(&format!("{number} measures of uncertain size make {known:.3}: {:.1e}", ours - known));
        near(ours, known, most, &format!("{number} measures of uncertain size"));
    }
}

/// The whole variance of the count is that of its distribution, which is found in another way.
#[test]
fn the_variance_of_a_count_is_that_of_its_distribution() {
    // The law of waves that persist is followed less closely where measures act, as its bound says.
    for (persistence, known, most) in [(0.0, None, 1e-5), (0.6, None, 4e-3), (0.3, Some(70.0), 4e-3)] {
        let mut inputs = certain(4);
        inputs.persistence = persistence;
        let counting = inputs.counting.as_mut().unwrap();
        counting.departures = vec![0.02, 0.05, 0.1, 0.03];
        counting.regime = 0.5;
        counting.known = vec![None, known, None, None];
        inputs.effects = vec![Effect {
            on: SeriesRef::Count,
            effect: [1.0, 4.0, 7.0],
            probability: 0.6,
            share: vec![0.25, 0.5, 0.75, 1.0],
            key: 0,
        }];
        let distribution = Exact::new(&inputs);
        let distribution = distribution.count(3).unwrap();
        let mean: f64 = distribution.iter().map(|(n, m)| n * m).sum();
        let whole: f64 = distribution.iter().map(|(n, m)| (n - mean).powi(2) * m).sum();
        // Measures alone: the variance of a straight line in the size.
        let stay = [0.95 * 0.9 * 0.97, 0.9 * 0.97, 0.97, 1.0];
        let from = if known.is_some() { 2 } else { 0 };
        let slope: f64 = (from..4).map(|t| stay[t] * inputs.effects[0].share[t]).sum();
        let size = 0.6 * (16.0 + 36.0 / 24.0) - (0.6_f64 * 4.0).powi(2);
        let ours = of(&inputs, Quantity::Count, UncertaintySource::Measures).unwrap();
        near(ours.first, slope * slope * size / whole, most, "measures");
    }
}

#[test]
fn variances_of_a_scenario_are_divided() {
    let s = scenario("v=1&sd.dep=0.9&sd.loan=2&m=x:dep:1/2/4:0.5:2026:0:0:0");
    let shares = variance_shares(plan(), &s, 2027);
    assert_eq!(shares.iter().map(|s| s.series).collect::<Vec<_>>(), Series::ALL);
    for s in &shares {
        let measures = s.groups.iter().any(|(g, _)| *g == UncertaintySource::Measures);
        assert_eq!(measures, [Series::Dep, Series::Ldr].contains(&s.series), "{}", s.series);
    }
    // What is known does not vary, and what has no uncertainty is no source.
    let shares = variance_shares(plan(), &scenario("v=1&act.dep.2027=70000&sd.loan=0"), 2027);
    assert!(shares.iter().all(|s| s.series != Series::Dep));
    let loans = shares.iter().find(|s| s.series == Series::Loan).unwrap();
    assert!(loans.groups.iter().all(|(g, _)| *g != UncertaintySource::Shocks), "{loans:?}");
    assert!(variance_shares(plan(), &s, 2025).is_empty(), "nothing is uncertain in the base year");
}

/// Against `variance.py`: the model by its formulas in numpy, the indices by `SALib`. Not one run in a thousand of that
/// program would show a larger deviation.
#[test]
fn variance_shares_agree_with_salib() {
    let rows = rows("variance.csv");
    let (mut deviations, mut largest) = (Vec::new(), 0.0_f64);
    for (name, inputs) in cases_of("variance.json") {
        for row in rows.iter().filter(|r| r[0] == name) {
            let quantity = match row[1].as_str() {
                "ratio1/0" => Quantity::Ratio(1, 0),
                "count" => Quantity::Count,
                level => Quantity::Level(level.trim_start_matches("level").parse().unwrap()),
            };
            let source = match row[2].as_str() {
                "shocks" => UncertaintySource::Shocks,
                "trends" => UncertaintySource::Trends,
                "starts" => UncertaintySource::Starts,
                "counts" => UncertaintySource::Counts,
                _ => UncertaintySource::Measures,
            };
            // What has no part is left out.
            let ours = of(&inputs, quantity, source).unwrap_or(SobolIndex { first: 0.0, total: 0.0 });
            let [first, first_se, total, total_se] = [3, 4, 5, 6].map(|c| row[c].parse::<f64>().unwrap());
            for (ours, theirs, error) in [(ours.first, first, first_se), (ours.total, total, total_se)] {
                largest = largest.max((ours - theirs).abs());
                show(&format!("{name} {} {}: {ours:.4} {theirs:.4} {:.1}", row[1], row[2], (ours - theirs) / error));
                deviations.push((ours - theirs) / error.max(1e-9));
            }
        }
    }
    let n = deviations.len() as f64;
    let worst = deviations.iter().fold(0.0_f64, |w, d| w.max(d.abs()));
    let rms = (deviations.iter().map(|d| d * d).sum::<f64>() / n).sqrt();
    show(&format!("{n} shares against SALib: largest difference {largest:.4}, worst {worst:.2} errors, rms {rms:.2}"));
    assert!(worst < -engine::normal_quantile(0.0005 / n) && rms < 1.3, "worst {worst:.2}, rms {rms:.2}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    /// No share is below zero or above one, none is larger alone than in all, and alone they make no more than the whole;
    /// as they are shown, the parts add up to a hundred, and no total is below what a source makes alone.
    #[test]
    fn shares_are_parts_of_a_whole(s in crate::strategies::scenario(crate::plan()), ahead in 1..=10_u16) {
        use proptest::prelude::*;
        let say = two_rivers::present::Narrator {
            plan: crate::plan(),
            lang: two_rivers::text::Lang::En,
            currency: two_rivers::text::format::Currency::Cny,
        };
        for shares in variance_shares(crate::plan(), &s, s.to.min(s.from + ahead)) {
            for (_, index) in &shares.groups {
                prop_assert!(index.first > -1e-9 && index.first <= index.total + 1e-9, "{shares:?}");
                prop_assert!(index.total <= 1.0 + 1e-9, "{shares:?}");
            }
            let alone: f64 = shares.groups.iter().map(|(_, index)| index.first).sum();
            let in_all: f64 = shares.groups.iter().map(|(_, index)| index.total).sum();
            prop_assert!(alone <= 1.0 + 1e-9 && in_all >= 1.0 - 1e-9, "{shares:?}");
            let (parts, jointly) = say.shares(&shares);
            prop_assert_eq!(parts.iter().map(|p| p.alone).sum::<u32>() + jointly, 100, "{:?}", parts);
            prop_assert!(parts.iter().all(|p| p.alone <= p.in_all && p.in_all <= 100), "{:?}", parts);
        }
    }
}
