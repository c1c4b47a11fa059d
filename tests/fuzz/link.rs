//! Any text as a link, with the rules of `./dev hostile`.
#![no_main]

#[path = "../../benches/src/bin/adversarial/pipeline.rs"]
mod pipeline;
mod plan;

use libfuzzer_sys::fuzz_target;
use plan::PLAN;

fuzz_target!(|text: &str| {
    if let Some(rule) = pipeline::read(&PLAN, text).broken_rule(&PLAN) {
        panic!("{rule}");
    }
});
