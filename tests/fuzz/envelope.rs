//! Any text as what storage holds.
#![no_main]

mod plan;

use libfuzzer_sys::fuzz_target;
use plan::PLAN;
use two_rivers::codec::envelope::open;
use two_rivers::tracking::TrackingRecord;
use two_rivers::scenario::Scenario;

fuzz_target!(|text: &str| {
    drop(open::<Scenario>(text, &PLAN));
    drop(open::<TrackingRecord>(text, &PLAN));
});
