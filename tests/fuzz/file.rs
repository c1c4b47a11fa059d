//! Any text as a scenario file: what is read can be used, and what is written of it is read again.
#![no_main]

mod plan;

use libfuzzer_sys::fuzz_target;
use plan::PLAN;
use two_rivers::codec::file::read;
use two_rivers::codec::file::write;
use two_rivers::plain_text::is_plain;
use two_rivers::text::Lang;

fuzz_target!(|text: &str| {
    let shown = |said: String| assert!(said.chars().all(is_plain), "{said:?}");
    let file = match read(&PLAN, text) {
        Ok(file) => file,
        Err(error) => return Lang::ALL.into_iter().for_each(|lang| shown(error.describe(lang))),
    };
    let faults = file.problems.iter().chain(file.scenarios.iter().flat_map(|s| &s.problems));
    faults.for_each(|fault| Lang::ALL.into_iter().for_each(|lang| shown(fault.describe(lang))));
    assert_eq!(file.journal.check(&PLAN), []);
    let scenarios: Vec<_> = file.scenarios.into_iter().map(|found| found.scenario).collect();
    assert!(scenarios.iter().all(|s| s.check(&PLAN).is_empty()));
    if !scenarios.is_empty() {
        let again = read(&PLAN, &write(&PLAN, &scenarios, &file.journal)).expect("what was written is read");
        assert!(again.problems.is_empty() && again.scenarios.iter().all(|found| found.problems.is_empty()));
        assert!(again.scenarios.into_iter().map(|found| found.scenario).eq(scenarios));
        assert_eq!(again.journal, file.journal);
    }
});
