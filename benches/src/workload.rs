//! What is timed and checked: inputs by name, and what is computed of them.

use engine::{Condition, CountSeries, Effect, Exact, GrowthSeries, Inputs, Quantity, SeriesRef, future};
use serde_json::Value;

/// Shares of the quantiles of bands.
const SHARES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];
/// Values of each of two levers on a map.
const CELLS: u32 = 16;
/// Futures whose bits are compared.
const FUTURES: u32 = 512;

/// Inputs like the page's, by name: years, measures, how far listings follow the common shock, persistence of shocks,
/// and whether targets are on deposits and loans together.
#[rustfmt::skip]
const LIKE_THE_PAGE: [(&str, usize, usize, f64, f64, bool); 8] = [
    ("five", 5, 0, 0.0, 0.0, false),
    ("ten", 10, 0, 0.0, 0.0, false),
    ("five-measures", 5, 4, 0.0, 0.0, false),
    ("ten-measures", 10, 4, 0.0, 0.0, false),
    ("persistent", 5, 0, 0.0, 0.5, false),
    ("tied", 5, 0, 0.5, 0.0, false),
    ("tied-persistent", 5, 4, 0.5, 0.5, false),
    ("sum", 5, 1, 0.0, 0.0, true),
];

/// Inputs by name: of the peers' `cases.json`, or like the page's.
pub fn named(name: &str) -> Option<Inputs> {
    if let Some((_, years, measures, follow, persistence, sum)) = LIKE_THE_PAGE.iter().find(|w| w.0 == name) {
        return Some(Inputs { persistence: *persistence, ..like_the_page(*years, *measures, *follow, *sum) });
    }
    let cases: Value = serde_json::from_str(include_str!("../peers/cases.json")).ok()?;
    of_the_peers(cases.get(name)?)
}

/// Names of the inputs whose bits are compared.
pub fn names() -> impl Iterator<Item = &'static str> {
    LIKE_THE_PAGE.iter().map(|w| w.0).chain(["plan", "growth5"])
}

fn like_the_page(years: usize, measures: usize, follow: f64, sum: bool) -> Inputs {
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
    let target = |of, threshold| Condition { of, step: 1, threshold, above: false };
    let mut targets = vec![target(Quantity::Ratio(1, 0), 0.095), target(Quantity::Count, 110.0)];
    if sum {
        targets.push(target(Quantity::Sum(2, 3), 160_000.0));
    } else {
        targets.extend([2, 3].map(|series| target(Quantity::Level(series), 80_000.0)));
    }
    let last = targets.clone().into_iter().map(|t| Condition { step: years - 1, threshold: 1.3 * t.threshold, ..t });
    targets.extend(last);
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
        effects: on.iter().take(measures).enumerate().map(effect).collect(),
        common: 0.24,
        common_trend: 0.24,
        persistence: 0.0,
        targets,
    }
}

fn of_the_peers(case: &Value) -> Option<Inputs> {
    let number = |v: &Value, key: &str| v.get(key).and_then(Value::as_f64);
    let years = case.get("years")?.as_u64()? as usize;
    let growing = |v: &Value| {
        Some(GrowthSeries {
            start: number(v, "start")?,
            start_error: number(v, "start_error")?,
            rates: vec![number(v, "rate")?; years],
            trend: number(v, "trend")?,
            shock: number(v, "shock")?,
            known: Vec::new(),
        })
    };
    let counting = |v: &Value| {
        Some(CountSeries {
            start: number(v, "start")?,
            arrivals: vec![number(v, "new")?; years],
            departures: vec![number(v, "leave")?; years],
            regime: number(v, "regime")?,
            follow: number(v, "follow")?,
            size: number(v, "size")?,
            known: Vec::new(),
        })
    };
    let quantity = |v: &Value| {
        let index = |v: &Value| v.as_u64().map(|i| i as usize);
        if v.as_str() == Some("count") {
            return Some(Quantity::Count);
        }
        if let Some(level) = v.get("level") {
            return index(level).map(Quantity::Level);
        }
        let ratio = v.get("ratio")?;
        Some(Quantity::Ratio(index(ratio.get(0)?)?, index(ratio.get(1)?)?))
    };
    let target = |v: &Value| {
        let threshold = number(v, "threshold")?;
        Some(Condition { of: quantity(v.get("of")?)?, step: years - 1, threshold, above: false })
    };
    Some(Inputs {
        years,
        growing: case.get("growth")?.as_array()?.iter().map(growing).collect::<Option<_>>()?,
        counting: case.get("count").and_then(counting),
        effects: Vec::new(),
        common: number(case, "common")?,
        common_trend: number(case, "common_trend")?,
        persistence: 0.0,
        targets: case.get("targets")?.as_array()?.iter().map(target).collect::<Option<_>>()?,
    })
}

/// Does a task once. `number` is the number of futures, or a seed.
pub fn run(task: &str, inputs: &Inputs, number: u32) -> Vec<f64> {
    match task {
        "all" => all(inputs),
        "futures" => vec![simulated(inputs, number)],
        "everything" => everything(inputs),
        "map" => map(inputs),
        "bits" => vec![f64::from(checksum(everything(inputs))), f64::from(checksum(drawn(inputs)))],
        _ => Vec::new(),
    }
}

/// P(all) of the first targets that are due, with the bound of its error.
fn all(inputs: &Inputs) -> Vec<f64> {
    let step = inputs.targets.first().map_or(0, |t| t.step);
    // As the page asks: no year after the targets', and no other targets.
    let targets = inputs.targets.iter().filter(|t| t.step == step).copied().collect();
    let chance = Exact::new(&Inputs { years: step + 1, targets, ..inputs.clone() }).all(step);
    chance.map_or_else(Vec::new, |chance| vec![chance.value, chance.bound])
}

/// The share of futures that meet all targets.
fn simulated(inputs: &Inputs, futures: u32) -> f64 {
    let meets_all = |path: &u32| {
        let future = future(inputs, 1, *path);
        inputs.targets.iter().all(|target| future.meets(target))
    };
    (0..futures).filter(meets_all).count() as f64 / f64::from(futures)
}

/// The largest bound of the error of a probability; then all odds and bands of all years, each with its bound.
fn everything(inputs: &Inputs) -> Vec<f64> {
    let exact = Exact::new(inputs);
    let levels = (0..inputs.growing.len()).map(Quantity::Level);
    let mut shown: Vec<Quantity> = levels.chain([Quantity::Ratio(1, 0), Quantity::Ratio(3, 2)]).collect();
    shown.extend(inputs.counting.as_ref().map(|_| Quantity::Count));
    let (mut odds, mut bands) = (Vec::new(), Vec::new());
    for step in 0..inputs.years {
        odds.extend((0..inputs.targets.len()).filter_map(|target| exact.hit_in(target, step)));
        if inputs.targets.iter().any(|t| t.step == step) {
            odds.extend(exact.exactly(step));
        }
        bands.extend(shown.iter().flat_map(|of| SHARES.map(|share| exact.quantile(*of, step, share))).flatten());
    }
    let largest = odds.iter().map(|estimate| estimate.bound).fold(0.0, f64::max);
    let each = odds.iter().chain(&bands).flat_map(|estimate| [estimate.value, estimate.bound]);
    std::iter::once(largest).chain(each).collect()
}

/// P(all) on a grid of two levers.
fn map(inputs: &Inputs) -> Vec<f64> {
    let cell = |cell: u32| {
        let mut inputs = inputs.clone();
        for (series, lever) in [(2, cell % CELLS), (3, cell / CELLS)] {
            if let Some(growing) = inputs.growing.get_mut(series) {
                growing.rates.fill(0.01 * f64::from(lever));
            }
        }
        all(&inputs).first().copied()
    };
    (0..CELLS * CELLS).filter_map(cell).collect()
}

fn drawn(inputs: &Inputs) -> Vec<f64> {
    let values = |path: u32| {
        let future = future(inputs, 7, path);
        future.levels.into_iter().flatten().chain(future.counts).collect::<Vec<f64>>()
    };
    (0..FUTURES).flat_map(values).collect()
}

/// Equal where every bit is.
fn checksum(values: Vec<f64>) -> u32 {
    let bytes: Vec<u8> = values.into_iter().flat_map(|x| x.to_bits().to_le_bytes()).collect();
    crc32fast::hash(&bytes)
}
