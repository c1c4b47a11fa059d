//! Texts of readers: which characters, and how many, a name, an author, a note, a reader's own item and evidence may
//! have in links, in files and in input fields.

use regex_syntax::hir::{Class, HirKind};
use serde_json::{Value, json};
use two_rivers::codec::link::{decode, encode};
use two_rivers::codec::{FieldError, FieldErrorKind, file};
use two_rivers::plain_text::{is_blank, is_plain, plain};
use two_rivers::scenario::{AUTHOR_LIMIT, Measure, NAME_LIMIT, Scenario};
use two_rivers::tracking;
use two_rivers::tracking::ItemRecord;

use crate::plan;

/// Characters of every rejected kind.
const REJECTED: &str = "\0\t\n\r\u{1b}\u{7f}\u{85}\u{ad}\u{34f}\u{61c}\u{115f}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\
                       \u{202e}\u{2060}\u{2066}\u{2069}\u{206f}\u{3164}\u{feff}\u{ffa0}\u{fff9}\u{fffb}\u{e0001}\u{e007f}";
/// Texts that a stricter rule might reject.
const ACCEPTED: [&str; 12] = [
    "加快 · 两江",
    "👩‍👩‍👧 ❤️ 🇨🇳 1️⃣",
    "葛\u{e0100}城",
    "می‌خواهم",
    "ᠮᠣᠩᠭᠣᠯ\u{180e}ᠠ ᠬᠠᠭ\u{180b}ᠠᠨ",
    "e\u{301} Å ﬁ",
    "a\u{a0}b\u{3000}c",
    "<script>alert(1)</script>",
    "&amp; \"quotes\" 'single' \\ / %41",
    "=SUM(A1)",
    "שלום",
    "\u{fffd}\u{e000}",
];

/// Ranges of the characters of a class of regular expressions, which contain the tables of Unicode.
fn class(text: &str) -> Vec<std::ops::RangeInclusive<char>> {
    let HirKind::Class(Class::Unicode(class)) = regex_syntax::parse(text).unwrap().into_kind() else {
        panic!("{text}")
    };
    class.ranges().iter().map(|r| r.start()..=r.end()).collect()
}

#[test]
fn plain_characters_follow_the_tables_of_unicode() {
    let rejected = class(
        r"[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\x{FFF9}-\x{FFFB}[\p{Default_Ignorable_Code_Point}--[\p{Join_Control}\p{Variation_Selector}\x{180E}]]]",
    );
    let is_rejected = |c: char| rejected.iter().any(|range| range.contains(&c));
    for c in '\0'..=char::MAX {
        assert_eq!(is_plain(c), !is_rejected(c), "{c:?}");
    }
    assert!(REJECTED.chars().all(is_rejected));
}

#[test]
fn typed_texts_lose_only_rejected_characters() {
    for text in ACCEPTED {
        assert_eq!(plain(text, NAME_LIMIT), text);
        assert_eq!(tracking::plain(text), text);
    }
    for c in REJECTED.chars() {
        assert_eq!(plain(&format!("a{c}b"), NAME_LIMIT), "ab");
        let note = if c == '\n' { "a\nb" } else { "ab" };
        assert_eq!(tracking::plain(&format!(" a{c}b ")), note);
    }
    assert_eq!(plain(&"界".repeat(NAME_LIMIT + 1), NAME_LIMIT), "界".repeat(NAME_LIMIT));
}

/// Percent-encodes every byte.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |encoded, b| format!("{encoded}%{b:02X}"))
}

#[test]
fn texts_in_links() {
    let parts = |text: &str| {
        let text = encoded(text);
        [
            format!("name={text}"),
            format!("by={text}"),
            format!("m={text}:dep:0/1/2:0.5:2026:0:1:0"),
            format!("m=x:dep:0/1/2:0.5:2026:0:1:0:{text}"),
        ]
    };
    for text in ACCEPTED {
        for part in parts(text) {
            let read = decode(plan(), &format!("v=1&{part}")).unwrap();
            assert_eq!(read.problems, [], "{text}");
            let Scenario { name, author, measures, .. } = &read.scenario;
            let found = measures.iter().flat_map(|m| [&m.item, &m.note]).chain([name, author]);
            assert_eq!(found.filter(|found| *found == text).count(), 1, "{text}");
            assert_eq!(decode(plan(), &encode(plan(), &read.scenario, None, 7)).unwrap().scenario, read.scenario);
        }
    }
    for c in REJECTED.chars() {
        for part in parts(&format!("a{c}b")) {
            let read = decode(plan(), &format!("v=1&{part}")).unwrap();
            assert_eq!(read.problems.iter().map(|p| &p.kind).collect::<Vec<_>>(), [&FieldErrorKind::BadText], "{c:?}");
            assert_eq!(read.scenario, Scenario::new(plan()), "the part is left out");
        }
    }
}

/// Errors in a file with this scenario and this status.
fn errors(scenario: &Value, status: &Value) -> Vec<FieldError> {
    let text = json!({
        "format": file::FORMAT, "version": 1, "plan": plan().release, "scenarios": [scenario], "monitor": { "R-a": status }
    });
    let read = file::read(plan(), &text.to_string()).unwrap();
    read.problems.into_iter().chain(read.scenarios.into_iter().flat_map(|s| s.problems)).collect()
}

/// Errors in files with a text in each field that takes one.
fn errors_in_files(text: &str) -> [(&'static str, Vec<FieldError>); 6] {
    let measure = |item: &str, note: &str| {
        json!({ "measures": [{ "item": item, "series": "dep", "low": 0, "central": 1, "high": 2, "probability": 1,
            "start": 2026, "lag": 0, "ramp": 0, "fade": 0, "note": note }] })
    };
    let stage = json!({ "stage": "done" });
    [
        ("scenarios[0].name", errors(&json!({ "name": text }), &stage)),
        ("scenarios[0].author", errors(&json!({ "author": text }), &stage)),
        ("scenarios[0].measures[0].item", errors(&measure(text, ""), &stage)),
        ("scenarios[0].measures[0].note", errors(&measure("x", text), &stage)),
        ("monitor.R-a.note", errors(&json!({}), &json!({ "note": text }))),
        ("monitor.R-a.evidence", errors(&json!({}), &json!({ "evidence": format!("https://example.org/{text}") }))),
    ]
}

#[test]
fn texts_in_files() {
    for text in ACCEPTED {
        for (field, found) in errors_in_files(text) {
            // An address contains neither spaces nor characters that would end it in the source of a page.
            let fits =
                field != "monitor.R-a.evidence" || !text.contains(|c: char| c.is_whitespace() || "\"<>\\".contains(c));
            assert_eq!(found.is_empty(), fits, "{field}: {text}");
        }
    }
    for c in REJECTED.chars() {
        for (field, found) in errors_in_files(&format!("a{c}b")) {
            let fits = field == "monitor.R-a.note" && c == '\n';
            let named: Vec<&str> = found.iter().map(|f| f.field.as_str()).collect();
            assert_eq!(named, if fits { vec![] } else { vec![field] }, "{c:?}");
            assert!(found.iter().all(|f| f.left_out));
        }
    }
}

#[test]
fn limits_count_characters() {
    let text = |limit: usize| "👩界".repeat(limit).chars().take(limit).collect::<String>();
    let limits = [
        ("scenarios[0].name", NAME_LIMIT),
        ("scenarios[0].author", AUTHOR_LIMIT),
        ("scenarios[0].measures[0].item", Measure::ITEM_LIMIT),
        ("scenarios[0].measures[0].note", Measure::NOTE_LIMIT),
        ("monitor.R-a.note", ItemRecord::NOTE_LIMIT),
        ("monitor.R-a.evidence", ItemRecord::EVIDENCE_LIMIT - "https://example.org/".len()),
    ];
    for (position, (field, limit)) in limits.into_iter().enumerate() {
        let found = |length: usize| errors_in_files(&text(length))[position].clone();
        assert_eq!(found(limit), (field, vec![]));
        assert_eq!(found(limit + 1).1.len(), 1, "{field}");
    }
}

#[test]
fn invisible_texts_are_not_names() {
    for text in ["", " ", "\u{3000}\u{a0}", "\u{200d}\u{fe0f}", "\u{180e}\u{e0100}\u{200c}"] {
        assert!(is_blank(text), "{text:?}");
        let scenario = Scenario { name: text.into(), author: text.into(), ..Scenario::new(plan()) };
        assert_eq!((scenario.name_or("unnamed"), scenario.signed()), ("unnamed", None));
        let item = decode(plan(), &format!("v=1&m={}:dep:0/1/2:0.5:2026:0:1:0", encoded(text))).unwrap();
        assert_eq!((item.problems.len(), item.scenario.measures.len()), (1, 0), "{text:?}");
    }
    let scenario = Scenario { name: " Ours ".into(), author: " Li Wei ".into(), ..Scenario::new(plan()) };
    assert_eq!((scenario.name_or("unnamed"), scenario.signed()), ("Ours", Some("Li Wei")));
    assert!(!is_blank("\u{200d}a"));
}
