//! The native program.

use std::time::Instant;

use engine::{Ensemble, Inputs, Quantity, Sampler};
use serde_json::json;

use crate::workload;

/// Randomisations of which an error is the root mean square.
const RANDOMISATIONS: u32 = 64;
/// Paths of the reference run.
const REFERENCE_PATHS: u32 = 4_000_000;
const SAMPLERS: [Sampler; 4] = [Sampler::Random, Sampler::Antithetic, Sampler::Sobol, Sampler::SobolPaired];

/// `--workload W --paths N --runs R`, or `--study`; all workloads without arguments.
pub fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().skip_while(|a| *a != name).nth(1);
    let number = |name: &str| value(name).and_then(|v| v.parse().ok());
    if arguments.iter().any(|a| a == "--study") {
        return study(value("--workload").map_or("page", String::as_str));
    }
    let runs = number("--runs").unwrap_or(5);
    for name in ["growth5", "plan", "page"] {
        for paths in [10_000, 100_000, 1_000_000] {
            if value("--workload").is_none_or(|w| w == name) && number("--paths").is_none_or(|n| n == paths) {
                measure(name, paths, runs);
            }
        }
    }
}

fn measure(name: &str, paths: u32, runs: u32) {
    let Some(workload) = workload::named(name, paths) else { return };
    let checksum = workload.check();
    let time = |run: u32| {
        let began = Instant::now();
        std::hint::black_box(workload.run(run + 1).checksum());
        began.elapsed().as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..runs).map(time).collect();
    times.sort_by(f64::total_cmp);
    let (least, ms) = (times.first(), times.get(times.len() / 2));
    let line = json!({ "program": "native", "workload": name, "paths": paths, "ms": ms, "least": least, "checksum": checksum });
    println!("{line}");
}

/// Root-mean-square errors of what the page shows, by sampler and number of paths, with the time a path takes.
fn study(name: &str) {
    let Some(workload) = workload::named(name, REFERENCE_PATHS) else { return };
    let has_count = workload.0.watch.contains(&Quantity::Count);
    let watched = if has_count { Quantity::Count } else { Quantity::Level(0) };
    let outputs = |inputs: &Inputs| {
        let mut ensemble = Ensemble::new(inputs);
        ensemble.run(u32::MAX);
        let targets = inputs.targets.len();
        let step = inputs.targets.first().map_or(0, |t| t.step);
        let hits = (0..targets).map(|k| ensemble.hit(k)).chain([ensemble.hits(step, |n| n as usize == targets)]);
        let mut outputs: Vec<f64> = hits.map(|c| c.map_or(f64::NAN, |c| c.value)).collect();
        outputs.push(ensemble.quantile(watched, inputs.years - 1, 0.5).unwrap_or(f64::NAN));
        outputs
    };
    let reference = outputs(&Inputs { seed: 999_983, ..workload.0.clone() });
    for sampler in SAMPLERS {
        for paths in [1_024, 4_096, 16_384, 65_536] {
            let mut squares = vec![0.0; reference.len()];
            let began = Instant::now();
            for seed in 1..=RANDOMISATIONS {
                let estimate = outputs(&Inputs { seed, paths, sampler, ..workload.0.clone() });
                for ((square, estimate), reference) in squares.iter_mut().zip(&estimate).zip(&reference) {
                    *square += (estimate - reference) * (estimate - reference);
                }
            }
            let each = began.elapsed().as_secs_f64() * 1e9 / f64::from(RANDOMISATIONS * paths);
            let errors: Vec<f64> = squares.iter().map(|s| (s / f64::from(RANDOMISATIONS)).sqrt()).collect();
            let line = json!({ "study": name, "sampler": format!("{sampler:?}"), "paths": paths, "ns_a_path": each, "rms": errors });
            println!("{line}");
        }
    }
}
