//! Any text as what storage holds.
#![no_main]

mod plan;

use libfuzzer_sys::fuzz_target;
use plan::PLAN;
use two_rivers::link::saved::open;

fuzz_target!(|text: &str| drop(open(text, &PLAN)));
