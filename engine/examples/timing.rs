//! Time of a full evaluation: `cargo run --release -p two-rivers-engine --example timing`.
#![allow(clippy::cast_possible_truncation)]

use std::time::Instant;

use engine::{Condition, CountSeries, Effect, Exact, GrowthSeries, Inputs, Quantity, Sampler, SeriesRef};

fn inputs(years: usize, effects: usize, follow: f64) -> Inputs {
    let growing = |start: f64, rate: f64, shock: f64, trend: f64, start_error: f64| GrowthSeries {
        start,
        start_error,
        rates: vec![rate; years],
        trend,
        shock,
        known: Vec::new(),
    };
    let on = [SeriesRef::Growth(2), SeriesRef::Growth(1), SeriesRef::Growth(2), SeriesRef::Count];
    let effect = |(key, on): (usize, &SeriesRef)| Effect {
        on: *on,
        effect: if *on == SeriesRef::Count { [2.0, 5.0, 9.0] } else { [0.005, 0.02, 0.03] },
        probability: 0.7,
        share: vec![1.0; years],
        key: key as u32,
    };
    let targets = [(Quantity::Level(2), 80_000.0), (Quantity::Level(3), 80_000.0), (Quantity::Ratio(1, 0), 0.095)];
    let mut targets: Vec<Condition> =
        targets.map(|(of, threshold)| Condition { of, step: 1, threshold, above: false }).to_vec();
    targets.push(Condition { of: Quantity::Count, step: 1, threshold: 110.0, above: false });
    let later: Vec<Condition> =
        targets.iter().map(|t| Condition { step: years - 1, threshold: 1.3 * t.threshold, ..*t }).collect();
    targets.extend(later);
    Inputs {
        years,
        growing: vec![
            growing(33_758.0, 0.046, 0.036, 0.025, 0.0),
            growing(2_857.0, 0.05, 0.004, 0.051, 0.045),
            growing(61_000.0, 0.07, 0.0, 0.034, 0.0),
            growing(64_660.0, 0.06, 0.0, 0.026, 0.0),
        ],
        counting: Some(CountSeries {
            start: 98.0,
            arrivals: vec![4.8; years],
            departures: vec![0.009; years],
            regime: 0.5,
            follow,
            size: 3.0,
            known: Vec::new(),
        }),
        effects: on.iter().take(effects).enumerate().map(effect).collect(),
        common: 0.24,
        common_trend: 0.24,
        persistence: 0.0,
        watch: vec![
            Quantity::Level(0),
            Quantity::Level(1),
            Quantity::Level(2),
            Quantity::Level(3),
            Quantity::Ratio(1, 0),
            Quantity::Ratio(3, 2),
            Quantity::Count,
        ],
        targets,
        seed: 1,
        paths: 1,
        sampler: Sampler::DEFAULT,
    }
}

/// All that can be asked for: odds of each target in each year, together, and quantiles of everything in each year.
fn everything(inputs: &Inputs) -> (f64, f64) {
    let exact = Exact::new(inputs);
    let (mut sum, mut bound) = (0.0, 0.0_f64);
    for step in 0..inputs.years {
        let odds = (0..inputs.targets.len()).filter_map(|t| exact.hit_in(t, step));
        for e in odds.chain(exact.exactly(step)) {
            sum += e.value;
            bound = bound.max(e.bound);
        }
        for of in &inputs.watch {
            for share in [0.1, 0.25, 0.5, 0.75, 0.9] {
                sum += exact.quantile(*of, step, share).map_or(0.0, |e| e.value);
            }
        }
    }
    (sum, bound)
}

fn main() {
    for (years, effects, follow) in
        [(2, 0, 0.0), (5, 0, 0.0), (10, 0, 0.0), (5, 4, 0.0), (10, 4, 0.0), (2, 0, 0.5), (5, 0, 0.5), (10, 0, 0.5)]
    {
        let inputs = inputs(years, effects, follow);
        let first = Instant::now();
        let (_, bound) = everything(&inputs);
        let first = first.elapsed().as_secs_f64();
        let runs = (0.3 / first).ceil().clamp(1.0, 500.0) as u32;
        let (mut best, mut sum) = (f64::INFINITY, 0.0);
        for _ in 0..runs {
            let start = Instant::now();
            sum += everything(&inputs).0;
            best = best.min(start.elapsed().as_secs_f64());
        }
        let each = best;
        println!(
            "{years:2} years, {effects} effects, waves follow {follow}: {:.3} ms (first {:.2} ms), largest bound {bound:.1e}, {sum:.6e}",
            1e3 * each,
            1e3 * first
        );
    }
}
