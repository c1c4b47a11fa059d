//! The texts: both languages, complete and of one shape.

use two_rivers::codec::link::LinkQuery;
use two_rivers::plan::{Lever, Series};
use two_rivers::route::{Anchor, Page, Route};
use two_rivers::text::method::method;
use two_rivers::text::{Lang, Words};

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_text_is_in_both_languages() {
    let same = ["other_language", "unnamed"];
    let table = Words::table();
    assert!(table.len() > 120);
    for (name, en, zh) in table {
        assert!(!en.trim().is_empty() && !zh.trim().is_empty(), "{name}");
        if !same.contains(&name) {
            assert!(!has_han(en), "{name}: {en}");
            assert!(has_han(zh) || zh.chars().all(|c| !c.is_alphabetic()), "{name}: {zh}");
        }
    }
}

#[test]
fn placeholders_agree() {
    for (name, en, zh) in Words::table() {
        for mark in ["{min}", "{max}", "{n}"] {
            assert_eq!(en.contains(mark), zh.contains(mark), "{name}");
        }
    }
}

#[test]
fn chinese_uses_its_own_punctuation() {
    for (name, _, zh) in Words::table() {
        if has_han(zh) {
            for mark in [", ", ". ", "; ", "!", "?"] {
                assert!(!zh.contains(mark), "{name}: {zh}");
            }
        }
    }
}

#[test]
fn the_method_has_the_same_sections() {
    let (en, zh) = (method(Lang::En), method(Lang::Zh));
    assert_eq!(en.len(), zh.len());
    for (a, b) in en.iter().zip(zh) {
        assert_eq!((a.topic, a.text.len(), a.formulas), (b.topic, b.text.len(), b.formulas));
        assert!(b.text.iter().all(|t| has_han(t)));
    }
}

/// An address that names a section leads to it: each has one name, and a heading in both languages.
#[test]
fn every_section_has_its_address() {
    let mut seen = Vec::new();
    for section in method(Lang::En) {
        let anchor = Anchor::Topic(section.topic);
        assert!(!seen.contains(&anchor.href()), "{anchor:?}");
        assert_eq!(Route::parse(&anchor.href()), Route { page: Page::Method, anchor: Some(anchor), link: None });
        assert_eq!(section.topic.title(Lang::En), section.title);
        assert!(has_han(section.topic.title(Lang::Zh)));
        seen.push(anchor.href());
    }
    for lever in Lever::ALL {
        let (anchor, link) = (Some(Anchor::Lever(*lever)), LinkQuery::parse("v=1&dep=3"));
        let route = Route { page: Page::Lab, anchor, link };
        assert_eq!(Route::parse(&route.to_string()), route);
    }
    for series in Series::ALL {
        let anchor = Anchor::Figures(*series);
        assert_eq!(Route::parse(&anchor.href()), Route { page: Page::Sources, anchor: Some(anchor), link: None });
    }
    for elsewhere in
        ["#/method/dep", "#/sources/limits", "#/lab/limits", "#/plan/limits", "#/method/", "#/method/nothing"]
    {
        assert_eq!(Route::parse(elsewhere).anchor, None, "{elsewhere}");
    }
}

#[test]
fn languages_from_tags() {
    for (tag, lang) in [
        ("zh-CN", Some(Lang::Zh)),
        ("zh_TW", Some(Lang::Zh)),
        ("en-GB", Some(Lang::En)),
        ("EN", Some(Lang::En)),
        ("fr", None),
        ("", None),
    ] {
        assert_eq!(Lang::from_tag(tag), lang, "{tag}");
    }
}
