//! The native program.

use std::hint::black_box;
use std::time::Instant;

use serde_json::json;
use two_rivers::analysis::explain::attribution::attribution;
use two_rivers::analysis::explain::outcome::OutcomeOfInterest;
use two_rivers::analysis::explain::sensitivity::Map;
use two_rivers::analysis::goal_seek::{Aim, seek_all};
use two_rivers::codec::link;
use two_rivers::model::odds::odds;
use two_rivers::plan::{Lever, chongqing};

use crate::workload;

/// Eight changes, each of which can affect the odds of all targets of 2027.
const CHANGED: &str = "v=1&dep=12&loan=11&va=9&real=5.5&list=20&sd.va=6&tau.dep=2&m=x:loan:1/2/4:0.7:2026:0:2:0";
const YEAR: u16 = 2027;

/// `--task T --workload W --runs R --number N`; `--bits`; `--project --runs R`.
pub fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| arguments.iter().skip_while(|a| *a != name).nth(1);
    let number = |name: &str, otherwise: u32| value(name).and_then(|v| v.parse().ok()).unwrap_or(otherwise);
    let runs = number("--runs", 1);
    if arguments.iter().any(|a| a == "--bits") {
        for name in workload::names() {
            let bits = workload::named(name).map(|inputs| workload::run("bits", &inputs, 0));
            println!("{}", json!({ "workload": name, "bits": bits }));
        }
    } else if arguments.iter().any(|a| a == "--project") {
        project(runs);
    } else if let (Some(task), Some(inputs)) = (value("--task"), value("--workload").and_then(|w| workload::named(w))) {
        let number = number("--number", 1);
        let results = workload::run(task, &inputs, number);
        let ms = milliseconds(runs, || workload::run(task, &inputs, number));
        println!("{}", json!({ "ms": ms, "results": results }));
    }
}

/// The median time of some runs.
fn milliseconds<T>(runs: u32, run: impl Fn() -> T) -> f64 {
    let time = |_| {
        let began = Instant::now();
        black_box(run());
        began.elapsed().as_secs_f64() * 1e3
    };
    let mut times: Vec<f64> = (0..runs).map(time).collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Times of what the page asks of the core.
fn project(runs: u32) {
    let Ok(plan) = chongqing() else { return };
    let Ok(changed) = link::decode(&plan, CHANGED).map(|link| link.scenario) else { return };
    let asked = OutcomeOfInterest::All(YEAR);
    let map = || {
        let mut map = Map::new(&plan, &changed, asked, [Lever::Dep, Lever::Loan])?;
        while !map.step(&plan, &changed, asked) {}
        Some(map.cells.len())
    };
    let parts = || attribution(&plan, &changed, asked).map(|found| found.parts.len());
    let sought = || seek_all(&plan, &changed, YEAR, Aim::Chance(0.5)).map(|found| found.value.to_f64());
    let lines = [
        (
            "all odds and bands of a scenario",
            Some(odds(&plan, &changed).targets.len() as f64),
            milliseconds(runs, || odds(&plan, &changed)),
        ),
        ("the map, 256 cells", map().map(|n| n as f64), milliseconds(runs, map)),
        ("attribution of 8 changes, 256 coalitions", parts().map(|n| n as f64), milliseconds(runs, parts)),
        ("a goal sought for P(all)", sought(), milliseconds(runs, sought)),
    ];
    for (task, found, ms) in lines {
        println!("{}", json!({ "task": task, "ms": ms, "found": found }));
    }
}
