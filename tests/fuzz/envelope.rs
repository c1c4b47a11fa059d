//! Any text as an envelope from storage.
#![no_main]

mod plan;

use libfuzzer_sys::fuzz_target;
use plan::PLAN;
use two_rivers::codec::envelope::open;
use two_rivers::scenario::Scenario;
use two_rivers::tracking::TrackingRecord;

fuzz_target!(|text: &str| {
    drop(open::<Scenario>(text, &PLAN));
    drop(open::<TrackingRecord>(text, &PLAN));
});
