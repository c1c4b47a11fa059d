//! The edges to the browser, in headless Chromium.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use std::fmt::Write;

use two_rivers::link::saved;
use two_rivers::model::simulate;
use two_rivers::plan::chongqing;
use two_rivers::report;
use two_rivers::scenario::Scenario;
use two_rivers::ui::browser::storage::{Key, Preferences, Store, StoreState};
use two_rivers::ui::browser::{address, clock, download};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn storage_keeps_what_is_written() {
    let store = Store::open();
    assert_eq!(store.state(), StoreState::Kept);
    store.write(&Key::Saved("a".into()), "text 文字").unwrap();
    assert_eq!(Store::open().read(&Key::Saved("a".into())).as_deref(), Some("text 文字"));
    assert_eq!(store.saved_ids(), ["a"]);
    store.remove(&Key::Saved("a".into()));
    assert_eq!(store.read(&Key::Saved("a".into())), None);
    assert!(store.saved_ids().is_empty());
}

#[wasm_bindgen_test]
fn what_cannot_be_read_is_put_aside_and_never_over_another() {
    let store = Store::open();
    for text in ["first", "second"] {
        store.write(&Key::Work, text).unwrap();
        store.set_aside(&Key::Work, text);
        assert_eq!(store.read(&Key::Work), None);
    }
    assert_eq!(store.read(&Key::Aside(1)).as_deref(), Some("first"));
    assert_eq!(store.read(&Key::Aside(2)).as_deref(), Some("second"));
    store.remove(&Key::Aside(1));
    store.remove(&Key::Aside(2));
}

#[wasm_bindgen_test]
fn preferences_are_remembered_or_the_default() {
    let store = Store::open();
    let wanted = Preferences { usd: true, open: Some("x".into()), ..Preferences::default() };
    store.set_preferences(&wanted);
    assert_eq!(store.preferences(), wanted);
    store.write(&Key::Preferences, "{broken").unwrap();
    assert_eq!(store.preferences(), Preferences::default());
    store.remove(&Key::Preferences);
}

#[wasm_bindgen_test]
fn the_address() {
    address::go("#/lab?v=1&dep=3");
    assert_eq!(address::hash(), "#/lab?v=1&dep=3");
    assert!(!address::page_url().contains('#'));
    address::go("#/");
    address::set_html_lang("zh-CN");
    address::remove_static();
    address::focus("nothing-here");
}

#[wasm_bindgen_test]
fn a_download_does_no_harm() {
    download::save_text("test.csv", "text/csv", "a,b\n");
    assert!(clock::now() > 1_700_000_000_000);
}

/// The model gives the same bits here as natively: the digest is that of the golden table in the native tests.
#[wasm_bindgen_test]
fn the_same_numbers_as_natively() {
    let plan = chongqing().unwrap();
    let mut digests = String::new();
    for line in include_str!("it/golden/digests.txt").lines() {
        let (query, _) = line.split_once('\t').unwrap();
        let opened = two_rivers::link::decode(&plan, query).unwrap();
        let digest = report::digest(&simulate(&plan, &opened.scenario));
        writeln!(digests, "{query}\t{digest:08x}").unwrap();
    }
    assert_eq!(digests, include_str!("it/golden/digests.txt"));
}

#[wasm_bindgen_test]
fn an_envelope_made_here_opens_here() {
    let plan = chongqing().unwrap();
    let scenario = Scenario::new(&plan);
    let text = saved::seal(&scenario, 2, clock::now());
    assert_eq!(saved::open(&text, &plan).unwrap().scenario, scenario);
}
