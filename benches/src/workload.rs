//! The workloads, from the file that all peers read.

use engine::{Condition, CountSeries, Ensemble, GrowthSeries, Inputs, Quantity, Sampler};
use serde_json::Value;

/// Shares of the quantiles that every program computes.
const SHARES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

pub struct Workload(pub Inputs);

/// The results that every program computes.
pub struct Results {
    /// Five quantiles by quantity and year.
    quantiles: Vec<f64>,
    /// Probability of each target, and of all together.
    chances: Vec<f64>,
}

/// A workload of `cases.json`, or `page`: the run of the page when a slider moves (five years, the count alone).
pub fn named(name: &str, paths: u32) -> Option<Workload> {
    let cases: Value = serde_json::from_str(include_str!("../peers/cases.json")).ok()?;
    let mut inputs = read(cases.get(if name == "page" { "plan" } else { name })?, paths)?;
    if name == "page" {
        inputs.years = 5;
        inputs.watch = vec![Quantity::Count];
        if let Some(counting) = &mut inputs.counting {
            counting.arrivals = vec![4.8; inputs.years];
        }
    }
    Some(Workload(inputs))
}

fn read(case: &Value, paths: u32) -> Option<Inputs> {
    let number = |v: &Value, key: &str| v.get(key).and_then(Value::as_f64);
    let years = case.get("years")?.as_u64()? as usize;
    let growing = |v: &Value| {
        Some(GrowthSeries {
            start: number(v, "start")?,
            start_error: 0.0,
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
            follow: 1.0,
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
        let step = v.get("year")?.as_u64()? as usize - 1;
        Some(Condition { of: quantity(v.get("of")?)?, step, threshold: number(v, "threshold")?, above: false })
    };
    Some(Inputs {
        years,
        growing: case.get("growth")?.as_array()?.iter().map(growing).collect::<Option<_>>()?,
        counting: case.get("count").and_then(counting),
        effects: Vec::new(),
        common: number(case, "common")?,
        common_trend: 0.0,
        persistence: number(case, "persistence")?,
        watch: case.get("watch")?.as_array()?.iter().map(quantity).collect::<Option<_>>()?,
        targets: case.get("targets")?.as_array()?.iter().map(target).collect::<Option<_>>()?,
        seed: 1,
        paths,
        sampler: Sampler::DEFAULT,
    })
}

impl Workload {
    /// Sets up, simulates, and computes every result.
    pub fn run(&self, seed: u32) -> Results {
        let inputs = Inputs { seed, ..self.0.clone() };
        let mut ensemble = Ensemble::new(&inputs);
        ensemble.run(u32::MAX);
        let years = 0..inputs.years;
        let of_quantity = |q: &Quantity| {
            let q = *q;
            let ensemble = &ensemble;
            years.clone().flat_map(move |step| SHARES.map(|p| ensemble.quantile(q, step, p).unwrap_or(f64::NAN)))
        };
        let quantiles = inputs.watch.iter().flat_map(of_quantity).collect();
        let all = inputs.targets.len() as u32;
        let step = inputs.targets.first().map_or(0, |t| t.step);
        let every = ensemble.hits(step, |n| n == all);
        let single = (0..inputs.targets.len()).map(|k| ensemble.hit(k));
        let chances = single.chain([every]).map(|c| c.map_or(f64::NAN, |c| c.value)).collect();
        Results { quantiles, chances }
    }
}

impl Results {
    /// A checksum of every bit: equal where all results are equal.
    pub fn checksum(&self) -> u32 {
        checksum(self.quantiles.iter().chain(&self.chances).copied())
    }
}

impl Workload {
    /// A checksum of every bit of 512 single paths and of the results of a run.
    pub fn check(&self) -> u32 {
        let paths = Ensemble::traces(&self.0, 512).into_iter().flat_map(|(_, paths)| paths.into_iter().flatten());
        checksum(paths.chain([f64::from(self.run(1).checksum())]))
    }
}

fn checksum(values: impl Iterator<Item = f64>) -> u32 {
    let bytes: Vec<u8> = values.flat_map(|x| x.to_bits().to_le_bytes()).collect();
    crc32fast::hash(&bytes)
}
