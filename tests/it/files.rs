//! Scenario files: what is written can be read, every error names its field, and everything else is used.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use two_rivers::codec::FieldErrorKind;
use two_rivers::codec::file::{
    FORMAT, FileError, MAX_FILE_BYTES, MAX_LISTED_ERRORS, MAX_SCENARIOS, ScenarioFile, VERSION, read, write,
};
use two_rivers::json;
use two_rivers::plan::{Lever, Series};
use two_rivers::scenario::{MEASURE_LIMIT, Scenario};
use two_rivers::text::Lang;

use crate::{golden, plan, strategies};

fn scenarios(file: &ScenarioFile) -> Vec<Scenario> {
    file.scenarios.iter().map(|f| f.scenario.clone()).collect()
}

/// A file of one scenario with these fields.
fn file_with(fields: &Value) -> String {
    json!({ "format": "two-rivers-scenarios", "version": 1, "plan": plan().release, "scenarios": [fields] }).to_string()
}

/// Statuses of two items.
fn statuses() -> Value {
    json!({
        "J-c": { "stage": "done", "date": "2023-12-18", "note": "Opened", "evidence": "https://example.org/a?b=c" },
        "R-a": { "stage": "under_way" }
    })
}

/// A scenario with a value in every field.
fn full_scenario() -> Value {
    json!({
        "name": "Faster loans", "author": "Li Wei", "from": 2025, "to": 2032, "reading": "sum", "seed": 7, "paths": 20000,
        "base": { "dep": 60400.0 },
        "levers": { "loan": [11.0, 11.0, 10.5], "delist": [1.2], "corr": [0.4] },
        "actuals": { "gdp": { "2026": 35500.5, "2027": 37000.0 }, "list": { "2026": 99.0 } },
        "measures": [
            { "item": "R-a", "series": "loan", "low": -0.1, "central": 0.4, "high": 1.0, "probability": 0.7, "start": 2026,
              "lag": 1, "ramp": 2, "fade": 0, "note": "A judgement of ours" },
            { "item": "路演", "series": "list", "low": 0.0, "central": 1.5, "high": 3.0, "probability": 0.5, "start": 2027,
              "lag": 0, "ramp": 0, "fade": 3 }
        ]
    })
}

#[test]
fn a_file_in_full() {
    let mut whole: Value = serde_json::from_str(&file_with(&full_scenario())).unwrap();
    whole["monitor"] = statuses();
    let file = read(plan(), &whole.to_string()).unwrap();
    assert_eq!((file.problems.len(), file.scenarios[0].problems.len()), (0, 0));
    golden("scenarios.json", &write(plan(), &scenarios(&file), &file.journal));
}

/// A number of simulations, which earlier versions wrote: left out without loss and without a message.
#[test]
fn a_number_of_simulations_is_left_out() {
    let with = |paths: Option<Value>| {
        let mut fields = full_scenario();
        let object = fields.as_object_mut().unwrap();
        object.remove("paths");
        object.extend(paths.map(|paths| ("paths".to_owned(), paths)));
        read(plan(), &file_with(&fields)).unwrap()
    };
    let plain = with(None);
    assert_eq!((plain.scenarios[0].problems.len(), plain.scenarios[0].scenario.seed), (0, 7));
    for paths in [json!(20_000), json!(10), json!("x"), json!(null)] {
        assert_eq!(with(Some(paths)), plain);
    }
    assert!(!write(plan(), &scenarios(&plain), &plain.journal).contains("paths"));
}

#[test]
fn an_empty_scenario_is_the_default() {
    let file = read(plan(), &file_with(&json!({}))).unwrap();
    assert_eq!(scenarios(&file), [Scenario::new(plan())]);
}

proptest! {
    #[test]
    fn what_is_written_is_read(all in vec(strategies::scenario(plan()), 1..4), journal in crate::monitor::journal()) {
        let file = read(plan(), &write(plan(), &all, &journal)).unwrap();
        prop_assert!(file.problems.is_empty() && file.scenarios.iter().all(|f| f.problems.is_empty()));
        prop_assert_eq!(scenarios(&file), all);
        prop_assert_eq!(file.journal, journal);
    }

    #[test]
    fn no_text_panics_and_what_is_read_can_be_used(all in vec(strategies::scenario(plan()), 1..3), journal in crate::monitor::journal(), edits in vec((any::<usize>(), any::<u8>()), 1..6)) {
        let mut bytes = write(plan(), &all, &journal).into_bytes();
        for (at, byte) in edits {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        if let Ok(file) = read(plan(), &String::from_utf8_lossy(&bytes)) {
            prop_assert_eq!(file.journal.check(plan()), vec![]);
            for found in file.scenarios {
                prop_assert_eq!(found.scenario.check(plan()), vec![]);
                for lang in Lang::ALL {
                    prop_assert!(found.problems.iter().all(|p| p.describe(lang).contains(&p.field)));
                }
            }
        }
    }
}

#[test]
fn every_error_names_its_field_and_leaves_the_rest() {
    use FieldErrorKind::{BadText, BaseYear, Malformed, OutOfRange, TooManyValues, UnknownKey, YearOutside};
    let range = |a: &str, b: &str| OutOfRange(a.parse().unwrap(), b.parse().unwrap());
    let level = || range("0.0001", "100000000");
    let dep = plan().lever(Lever::Dep);
    // Pointer to the field, its value, the field that is named, and the error.
    let rows: Vec<(&str, Value, &str, FieldErrorKind)> = vec![
        ("/name", json!(5), "name", Malformed),
        ("/name", json!("x".repeat(81)), "name", BadText),
        ("/name", json!("a\u{202e}b"), "name", BadText),
        ("/author", json!("a\nb"), "author", BadText),
        ("/from", json!(2024), "from", BaseYear(vec![2025, 2023])),
        ("/from", json!("2025"), "from", Malformed),
        ("/to", json!(2036), "to", range("2026", "2035")),
        ("/to", json!(-1), "to", Malformed),
        ("/reading", json!("both"), "reading", Malformed),
        ("/seed", json!(4_294_967_296_u64), "seed", Malformed),
        ("/base", json!([1]), "base", Malformed),
        ("/base/dep", json!(0), "base.dep", level()),
        ("/base/dep", json!("60400"), "base.dep", Malformed),
        ("/base/share", json!(8.0), "base.share", UnknownKey),
        ("/base/deposits", json!(8.0), "base.deposits", Malformed),
        ("/levers/dep", json!([900]), "levers.dep", OutOfRange(dep.min, dep.max)),
        ("/levers/dep", json!([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 900]), "levers.dep", OutOfRange(dep.min, dep.max)),
        ("/levers/dep", json!([9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 8, 7]), "levers.dep", TooManyValues),
        ("/levers/loan", json!([11, "x"]), "levers.loan", Malformed),
        ("/levers/loan", json!([11.00001]), "levers.loan", Malformed),
        ("/levers/loan", json!([]), "levers.loan", Malformed),
        ("/levers/corr", json!([0.4, 0.5]), "levers.corr", TooManyValues),
        ("/levers/growth", json!([1]), "levers.growth", Malformed),
        ("/actuals/gdp/2026", json!(null), "actuals.gdp.2026", Malformed),
        ("/actuals/gdp/2024", json!(32000), "actuals.gdp.2024", YearOutside),
        ("/actuals/gdp/2026", json!(0), "actuals.gdp.2026", level()),
        ("/actuals/gdp/soon", json!(1), "actuals.gdp.soon", Malformed),
        ("/measures", json!("R-a"), "measures", Malformed),
        ("/measures/0/low", json!(2), "measures[0].central", Malformed),
        ("/measures/0/probability", json!(70), "measures[0].probability", Malformed),
        ("/measures/1/start", json!(1999), "measures[1].start", Malformed),
        ("/measures/1/effect", json!(1), "measures[1].effect", Malformed),
        ("/measures/1/series", json!("share"), "measures[1].series", Malformed),
        ("/growth", json!(8), "growth", UnknownKey),
    ];
    let whole = read(plan(), &file_with(&full_scenario())).unwrap().scenarios.remove(0).scenario;
    for (pointer, value, field, kind) in rows {
        let mut fields = full_scenario();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match fields.pointer_mut(parent).unwrap() {
            Value::Object(map) => drop(map.insert(key.to_owned(), value.clone())),
            other => panic!("{pointer}: {other}"),
        }
        let file = read(plan(), &file_with(&fields)).unwrap();
        let found = &file.scenarios[0];
        let named: Vec<(&str, &FieldErrorKind)> = found.problems.iter().map(|p| (p.field.as_str(), &p.kind)).collect();
        assert_eq!(named, [(format!("scenarios[0].{field}").as_str(), &kind)], "{pointer} = {value}");
        assert_eq!(found.scenario.check(plan()), [], "{pointer}");
        for lang in Lang::ALL {
            assert!(found.problems[0].describe(lang).starts_with(&format!("scenarios[0].{field}")), "{pointer}");
        }
        // All other fields are unchanged.
        let top = pointer.split('/').nth(1).unwrap();
        let same = |name: &str, a: bool| assert!(a || name == top, "{pointer}: {name} changed");
        let s = &found.scenario;
        same("name", s.name == whole.name);
        same("author", s.author == whole.author);
        same("from", s.from == whole.from);
        same("to", s.to == whole.to);
        same("reading", s.reading == whole.reading);
        same("base", s.base == whole.base);
        same("levers", s.levers == whole.levers);
        same("actuals", s.actuals == whole.actuals);
        same("measures", s.measures == whole.measures);
        same("seed", s.seed == whole.seed);
        if top == "levers" && !pointer.ends_with("loan") {
            assert_eq!(s.levers.get(&Lever::Loan), whole.levers.get(&Lever::Loan), "{pointer}");
        }
        if top == "actuals" {
            assert_eq!(s.actuals.get(&Series::List), whole.actuals.get(&Series::List), "{pointer}");
        }
        if top == "measures" && pointer != "/measures" {
            assert_eq!(s.measures.len(), 1, "{pointer}");
        }
    }
}

#[test]
fn several_errors_are_all_named() {
    let mut fields = full_scenario();
    fields["levers"] = json!({ "dep": "x", "loan": [11], "va": [900] });
    fields["odd"] = json!(1);
    let file = read(plan(), &file_with(&fields)).unwrap();
    let mut named: Vec<&str> = file.scenarios[0].problems.iter().map(|p| p.field.as_str()).collect();
    named.sort_unstable();
    let expected = ["scenarios[0].levers.dep", "scenarios[0].levers.va", "scenarios[0].odd"];
    assert_eq!(named, expected);
    assert_eq!(file.scenarios[0].scenario.levers.len(), 1);
}

/// Of a file of a megabyte that contains nothing but errors, no more are listed than a reader can read.
#[test]
fn many_errors_are_counted() {
    let names = |prefix: &str, value: Value| -> Value {
        (0..20_000).map(|i| (format!("{prefix}{i}"), value.clone())).collect::<serde_json::Map<_, _>>().into()
    };
    for (field, value) in [
        ("levers", names("k", json!([1]))),
        ("base", names("k", json!(1))),
        ("actuals", names("k", json!({}))),
        ("actuals", json!({ "dep": names("x", json!(1)) })),
    ] {
        let file = read(plan(), &file_with(&json!({ field: value, "name": "A" }))).unwrap();
        let found = &file.scenarios[0];
        assert_eq!(found.scenario, Scenario { name: "A".into(), ..Scenario::new(plan()) });
        assert_eq!(found.problems.len(), MAX_LISTED_ERRORS + 1);
        let last = found.problems.last().unwrap();
        assert_eq!(
            (last.field.as_str(), &last.kind),
            ("scenarios[0].…", &FieldErrorKind::More(20_000 - MAX_LISTED_ERRORS))
        );
        assert_eq!(last.describe(Lang::En), "scenarios[0].…: 19980 more parts cannot be read; they are left out.");
    }
    let mut unknown = names("k", json!(1));
    unknown["name"] = json!(5);
    let problems = &read(plan(), &file_with(&unknown)).unwrap().scenarios[0].problems;
    assert_eq!(problems.last().unwrap().kind, FieldErrorKind::More(20_001 - MAX_LISTED_ERRORS));
    let version =
        file_with(&json!({})).replace("\"version\":1", &format!("\"version\":[{}\"\u{202e}\"]", "1,".repeat(500)));
    let Err(FileError::Newer(shown)) = read(plan(), &version) else { panic!("not a version") };
    assert!(shown.chars().count() <= 60 && !shown.contains('\u{202e}'));
}

/// Found by fuzzing: a last year that is valid only with the invalid base year.
#[test]
fn years_that_fit_each_other_but_not_the_plan() {
    let default = Scenario::new(plan());
    for (from, to) in [(1012, 1016), (65535, 65535), (2024, 2025), (0, 0)] {
        let file =
            read(plan(), &file_with(&json!({ "from": from, "to": to, "actuals": { "dep": { "2026": 1 } } }))).unwrap();
        let found = &file.scenarios[0];
        assert_eq!(found.problems.iter().map(|p| &p.field[13..]).collect::<Vec<_>>(), ["from", "to"]);
        assert_eq!((found.scenario.from, found.scenario.to), (default.from, default.to));
        assert_eq!(found.scenario.check(plan()), []);
    }
}

#[test]
fn more_scenarios_than_a_file_holds() {
    let read_with = |count: usize| {
        let all = vec![json!({}); count];
        let text = json!({ "format": FORMAT, "version": 1, "plan": plan().release, "scenarios": all }).to_string();
        let file = read(plan(), &text).unwrap();
        (file.scenarios.len(), file.problems.into_iter().map(|p| (p.field, p.kind)).collect::<Vec<_>>())
    };
    assert_eq!(read_with(MAX_SCENARIOS), (MAX_SCENARIOS, vec![]));
    assert_eq!(
        read_with(MAX_SCENARIOS + 2),
        (MAX_SCENARIOS, vec![("scenarios[200]".to_owned(), FieldErrorKind::TooMany)])
    );
}

#[test]
fn more_measures_than_a_scenario_holds() {
    let measure = full_scenario()["measures"][0].clone();
    let file = read(plan(), &file_with(&json!({ "measures": vec![measure; MEASURE_LIMIT + 1] }))).unwrap();
    assert_eq!(file.scenarios[0].scenario.measures.len(), MEASURE_LIMIT);
    assert_eq!(file.scenarios[0].problems[0].kind, FieldErrorKind::TooMany);
}

#[test]
fn texts_that_are_not_scenario_files() {
    let good = file_with(&json!({}));
    let cases: Vec<(String, FileError)> = vec![
        (String::new(), FileError::NotJson(1, 0)),
        ("{\n  \"format\": nonsense".into(), FileError::NotJson(2, 14)),
        ("[]".into(), FileError::NotAFile),
        ("{\"format\": \"other\"}".into(), FileError::NotAFile),
        (good.replace("\"version\":1", "\"version\":2"), FileError::Newer("2".into())),
        (good.replace(",\"version\":1", ""), FileError::Newer(String::new())),
        (good.replace("[{}]", "[]"), FileError::Empty),
        (good.replace("[{}]", "[1, null]"), FileError::Empty),
        (" ".repeat(4_000_001), FileError::TooLong(4_000_001)),
        ("[".repeat(100_000), FileError::NotJson(1, 128)),
    ];
    for (text, error) in cases {
        assert_eq!(read(plan(), &text).unwrap_err(), error, "{}", text.chars().take(60).collect::<String>());
        assert!(Lang::ALL.iter().all(|lang| !error.describe(*lang).is_empty()));
    }
    let messages = [
        (
            FileError::TooLong(5_000_000),
            ["This file has 5000 kB; at most 4000 kB are read.", "此文件大小为5000 kB，最多读取4000 kB。"],
        ),
        (
            FileError::NotJson(3, 7),
            [
                "This file is not valid JSON: it breaks off or goes wrong in line 3, column 7.",
                "此文件不是有效的JSON：在第3行第7列处中断或出错。",
            ],
        ),
        (
            FileError::NotAFile,
            [
                "This is not a scenario file: the field “format” does not say “two-rivers-scenarios”.",
                "这不是情景文件：“format”字段的内容不是“two-rivers-scenarios”。",
            ],
        ),
        (
            FileError::Newer("2".into()),
            [
                "This file is of version 2, which this page does not know. Reload the page; it may be out of date.",
                "此文件的版本为2，本页无法识别。请刷新页面，它可能不是最新版本。",
            ],
        ),
        (
            FileError::Empty,
            [
                "This file holds no scenarios that can be read: the field “scenarios” is missing or empty.",
                "此文件中没有可读取的情景：“scenarios”字段缺失或为空。",
            ],
        ),
    ];
    for (error, text) in messages {
        assert_eq!(Lang::ALL.map(|lang| error.describe(lang)), text);
    }
    let other = read(plan(), &good.replace(&plan().release, "cq-2031.1")).unwrap();
    assert_eq!((other.problems[0].field.as_str(), &other.problems[0].kind), ("plan", &FieldErrorKind::OtherRelease));
    assert_eq!(VERSION, 1);
    assert!(
        read(plan(), &format!("{good}{}", " ".repeat(MAX_FILE_BYTES - good.len()))).is_ok(),
        "exactly the maximum length"
    );
    assert!(read(plan(), &format!("\u{feff}{good}")).is_ok(), "some editors write a byte order mark");
}

#[test]
fn errors_in_statuses_are_named_and_the_rest_is_read() {
    use FieldErrorKind::{Malformed, UnknownItem};
    let rows: Vec<(&str, Value, &str, FieldErrorKind)> = vec![
        ("X-9", json!({ "stage": "done" }), "monitor.X-9", UnknownItem),
        ("C1", json!({ "stage": "done" }), "monitor.C1", UnknownItem),
        ("R-b", json!("done"), "monitor.R-b", Malformed),
        ("R-b", json!({ "stage": "finished" }), "monitor.R-b.stage", Malformed),
        ("R-b", json!({ "date": "2025-02-30" }), "monitor.R-b.date", Malformed),
        ("R-b", json!({ "note": "x".repeat(501) }), "monitor.R-b.note", Malformed),
        ("R-b", json!({ "evidence": "javascript:alert(1)" }), "monitor.R-b.evidence", Malformed),
    ];
    for (item, value, field, kind) in rows {
        let mut whole: Value = serde_json::from_str(&file_with(&json!({}))).unwrap();
        whole["monitor"] = statuses();
        whole["monitor"][item] = value;
        let file = read(plan(), &whole.to_string()).unwrap();
        let named: Vec<_> = file.problems.iter().map(|p| (p.field.as_str(), &p.kind, p.left_out)).collect();
        assert_eq!(named, [(field, &kind, true)]);
        assert_eq!(file.journal.iter().count(), 2, "{field}");
    }
    let alone = json!({ "format": "two-rivers-scenarios", "version": 1, "plan": plan().release, "scenarios": [], "monitor": statuses() });
    assert_eq!(
        read(plan(), &alone.to_string()).unwrap().journal.iter().count(),
        2,
        "statuses alone are a file as well"
    );
}

#[test]
fn json_errors_have_a_path_and_where_it_breaks_a_position() {
    let error =
        |text: &str| json::read::<BTreeMap<String, Vec<f64>>>(text).map_err(|e| (e.path, e.position)).unwrap_err();
    assert_eq!(error(r#"{"a": [1, "x"]}"#), ("a[1]".into(), None));
    assert_eq!(error("{} 1"), (".".into(), Some((1, 4))));
    let (path, position) = error(r#"{"a": [1, 1e400]}"#);
    assert_eq!((path.as_str(), position.is_some()), ("a[1]", true), "a number that is too large");
}
