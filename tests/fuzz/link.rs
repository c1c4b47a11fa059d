//! Any text as a link, with the laws of `./dev hostile`.
#![no_main]

#[path = "../../benches/src/bin/hostile/journey.rs"]
mod journey;
mod plan;

use libfuzzer_sys::fuzz_target;
use plan::PLAN;

fuzz_target!(|text: &str| {
    if let Some(law) = journey::read(&PLAN, text).broken(&PLAN) {
        panic!("{law}");
    }
});
