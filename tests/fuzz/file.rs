//! Any text as a scenario file: the result is valid and survives a round trip.
#![no_main]

mod plan;

use libfuzzer_sys::fuzz_target;
use plan::PLAN;
use two_rivers::codec::file::{read, write};
use two_rivers::plain_text::is_plain;
use two_rivers::text::Lang;

fuzz_target!(|text: &str| {
    let check = |message: String| assert!(message.chars().all(is_plain), "{message:?}");
    let file = match read(&PLAN, text) {
        Ok(file) => file,
        Err(error) => return Lang::ALL.into_iter().for_each(|lang| check(error.describe(lang))),
    };
    let errors = file.problems.iter().chain(file.scenarios.iter().flat_map(|s| &s.problems));
    errors.for_each(|error| Lang::ALL.into_iter().for_each(|lang| check(error.describe(lang))));
    assert_eq!(file.journal.check(&PLAN), []);
    let scenarios: Vec<_> = file.scenarios.into_iter().map(|found| found.scenario).collect();
    assert!(scenarios.iter().all(|s| s.check(&PLAN).is_empty()));
    if !scenarios.is_empty() {
        let again = read(&PLAN, &write(&PLAN, &scenarios, &file.journal)).expect("the file that was written can be read");
        assert!(again.problems.is_empty() && again.scenarios.iter().all(|found| found.problems.is_empty()));
        assert!(again.scenarios.into_iter().map(|found| found.scenario).eq(scenarios));
        assert_eq!(again.journal, file.journal);
    }
});
