//! The edges to the browser, held in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;

use js_sys::Promise;
use two_rivers::link::{decode, saved as envelope};
use two_rivers::model::{odds, simulate};
use two_rivers::plan::chongqing;
use two_rivers::report;
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;
use two_rivers::ui::browser::storage::{Key, NotKept, Preferences, Store, StoreState};
use two_rivers::ui::browser::{address, clipboard, clock, crash, download, size};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Runs a script; its value if that is a text. The policy of the page itself forbids this.
fn script(text: &str) -> String {
    js_sys::eval(text).unwrap().as_string().unwrap_or_default()
}

async fn wait(ms: i32) {
    let set = |done: js_sys::Function| {
        web_sys::window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&done, ms).unwrap();
    };
    JsFuture::from(Promise::new(&mut |done, _| set(done))).await.unwrap();
}

/// What callbacks have said so far.
fn heard<T: 'static>() -> (Rc<RefCell<Vec<T>>>, impl Fn(T) + Clone + 'static) {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let hear = heard.clone();
    (heard, move |said| hear.borrow_mut().push(said))
}

/// An empty storage.
fn store() -> Store {
    script("localStorage.clear()");
    Store::open()
}

fn saved(id: &str) -> Key {
    Key::Saved(id.into())
}

#[wasm_bindgen_test]
fn what_is_written_is_kept_under_its_name() {
    let store = store();
    assert_eq!(store.state(), StoreState::Kept);
    assert_eq!(store.read(&Key::Work), None);
    for (key, name) in [
        (Key::Work, "two-rivers.work"),
        (saved("a"), "two-rivers.saved.a"),
        (Key::Journal, "two-rivers.journal"),
        (Key::Preferences, "two-rivers.preferences"),
        (Key::Aside(7), "two-rivers.aside.7"),
    ] {
        assert_eq!(store.write(&key, "两江 \"1\"\n"), Ok(()));
        assert_eq!(script(&format!("localStorage['{name}']")), "两江 \"1\"\n");
        assert_eq!(Store::open().read(&key).unwrap(), "两江 \"1\"\n");
        store.remove(&key);
        assert_eq!(store.read(&key), None);
    }
}

#[wasm_bindgen_test]
fn saved_scenarios_are_found_among_other_things() {
    let store = store();
    script("localStorage['saved.x'] = localStorage['two-rivers.savedx'] = localStorage['other'] = '1'");
    for key in [saved("b"), Key::Work, saved("a.1"), Key::Aside(1)] {
        store.write(&key, "1").unwrap();
    }
    assert_eq!(store.saved_ids(), ["a.1", "b"]);
    store.remove(&saved("b"));
    assert_eq!(store.saved_ids(), ["a.1"]);
    assert_eq!(script("localStorage['other']"), "1");
}

#[wasm_bindgen_test]
fn unreadable_texts_are_put_aside_side_by_side() {
    let store = store();
    for text in ["first", "second"] {
        store.write(&Key::Work, text).unwrap();
        assert!(store.set_aside(&Key::Work, text));
        assert_eq!(store.read(&Key::Work), None);
    }
    assert!(Store::open().set_aside(&saved("a"), "third"));
    let asides = [1, 2, 3].map(|n| store.read(&Key::Aside(n)).unwrap());
    assert_eq!(asides, ["first", "second", "third"]);
}

#[wasm_bindgen_test]
fn preferences_survive_and_nonsense_is_the_default() {
    let store = store();
    assert_eq!(store.preferences(), Preferences::default());
    let preferences =
        Preferences { lang: Some(Lang::Zh), usd: true, open: Some("a".into()), compare: Some(vec!["mine".into()]) };
    store.set_preferences(&preferences);
    assert_eq!(Store::open().preferences(), preferences);
    for text in ["", "[]", "{\"lang\":\"fr\"}", "{\"usd\":1}"] {
        store.write(&Key::Preferences, text).unwrap();
        assert_eq!(store.preferences(), Preferences::default(), "{text}");
    }
    store.write(&Key::Preferences, "{\"usd\":true,\"later\":1}").unwrap();
    assert_eq!(store.preferences(), Preferences { usd: true, ..Preferences::default() });
}

#[wasm_bindgen_test]
fn a_full_storage_says_so_and_loses_nothing() {
    let store = store();
    store.write(&saved("a"), "before").unwrap();
    store.write(&Key::Work, "unreadable").unwrap();
    script("for (let n = 1 << 22, i = 0; n; ) try { localStorage['fill' + i++] = 'x'.repeat(n) } catch { n >>= 1 }");
    assert_eq!(store.write(&saved("a"), &"after".repeat(100)), Err(NotKept));
    assert_eq!(store.state(), StoreState::Full);
    assert_eq!(store.read(&saved("a")).unwrap(), "before");

    // What cannot be put aside is not written over either, until there is room.
    assert!(!store.set_aside(&Key::Work, "unreadable"));
    assert_eq!(store.write(&Key::Work, "new"), Err(NotKept));
    assert_eq!(store.read(&Key::Work).unwrap(), "unreadable");
    script("localStorage.removeItem('fill0')");
    assert_eq!(store.write(&Key::Work, "new"), Ok(()));
    assert_eq!(store.state(), StoreState::Kept);
    assert_eq!(store.read(&Key::Work).unwrap(), "new");
    assert_eq!(store.read(&Key::Aside(1)).unwrap(), "unreadable");
    script("localStorage.clear()");
}

#[wasm_bindgen_test]
fn a_storage_that_keeps_something_else_is_noticed() {
    let store = store();
    script("window.setItem = Storage.prototype.setItem");
    script("Storage.prototype.setItem = function (k, v) { window.setItem.call(this, k, v.slice(0, 3)) }");
    let written = [store.write(&Key::Work, "123"), store.write(&Key::Work, "1234")];
    script("Storage.prototype.setItem = window.setItem");
    assert_eq!(written, [Ok(()), Err(NotKept)]);
}

#[wasm_bindgen_test]
fn blocked_storage_is_memory() {
    script("localStorage.clear(); window.own = Object.getOwnPropertyDescriptor(window, 'localStorage')");
    for getter in ["throw new DOMException('no', 'SecurityError')", "return null"] {
        let block =
            format!("Object.defineProperty(window, 'localStorage', {{ configurable: true, get() {{ {getter} }} }})");
        script(&block);
        let store = Store::open();
        assert_eq!(store.state(), StoreState::Blocked);
        assert_eq!(store.write(&saved("a"), "text"), Err(NotKept));
        assert_eq!(store.state(), StoreState::Blocked);
        assert_eq!(store.read(&saved("a")).unwrap(), "text");
        assert_eq!(store.saved_ids(), ["a"]);
        store.set_preferences(&Preferences { usd: true, ..Preferences::default() });
        assert!(store.preferences().usd);
        store.remove(&saved("a"));
        assert_eq!(store.read(&saved("a")), None);
    }
    script("Object.defineProperty(window, 'localStorage', window.own)");
    assert_eq!(Store::open().read(&Key::Preferences), None);
}

#[wasm_bindgen_test]
fn storage_blocked_while_the_page_is_open_is_not_kept() {
    let store = store();
    script("window.proto = Object.getOwnPropertyDescriptors(Storage.prototype)");
    script(
        "for (const name of ['getItem', 'setItem', 'removeItem', 'key']) Storage.prototype[name] = () => { throw 1 }",
    );
    let written = store.write(&Key::Work, "text");
    let read = store.read(&Key::Work);
    store.remove(&Key::Work);
    let ids = store.saved_ids();
    script("Object.defineProperties(Storage.prototype, window.proto)");
    assert_eq!((written, read, ids.len()), (Err(NotKept), None, 0));
}

#[wasm_bindgen_test]
async fn the_fragment_goes_both_ways() {
    let (hashes, hear) = heard();
    address::on_hash_change(move || hear(address::hash()));
    for hash in ["#/lab?s=1.dep=9,8", "#/plan"] {
        address::go(hash);
        assert_eq!(address::hash(), hash);
        wait(50).await;
    }
    assert_eq!(*hashes.borrow(), ["#/lab?s=1.dep=9,8", "#/plan"]);
    let url = address::page_url();
    assert!(url.starts_with("http") && !url.contains('#'), "{url}");
    assert_eq!(format!("{url}#/plan"), script("location.href"));
    script("history.replaceState(null, '', location.pathname)");
    assert_eq!(address::hash(), "");
}

#[wasm_bindgen_test]
fn the_first_known_language_of_the_browser_counts() {
    for (tags, lang) in [
        ("'fr', 'zh-TW', 'en'", Lang::Zh),
        ("'en-GB', 'zh'", Lang::En),
        ("'de', 'fr'", Lang::En),
        ("", Lang::En),
        ("'ZH-hans'", Lang::Zh),
    ] {
        script(&format!(
            "Object.defineProperty(navigator, 'languages', {{ configurable: true, get: () => [{tags}] }})"
        ));
        assert_eq!(address::browser_lang(), lang, "{tags}");
    }
    script("delete navigator.languages");
}

#[wasm_bindgen_test]
fn the_page_takes_over_from_the_static_one() {
    script("document.body.insertAdjacentHTML('beforeend', '<div id=static><p>1</p></div><button id=b>2</button>')");
    address::remove_static();
    address::remove_static();
    assert_eq!(script("String(document.getElementById('static'))"), "null");
    address::set_ready();
    address::set_html_lang(Lang::Zh.html());
    address::set_title("两江");
    address::focus("nowhere");
    address::focus("b");
    let root = "document.documentElement";
    let state =
        script(&format!("[{root}.dataset.ready, {root}.lang, document.title, document.activeElement.id].join()"));
    assert_eq!(state, "1,zh-CN,两江,b");
    script("document.getElementById('b').remove()");
}

#[wasm_bindgen_test]
fn a_crash_is_known_from_the_page() {
    assert!(!crash::happened());
    script("document.documentElement.dataset.crashed = 'Error: no text'");
    let happened = crash::happened();
    script("delete document.documentElement.dataset.crashed");
    assert!(happened);
}

#[wasm_bindgen_test]
async fn copying_tells_whether_it_worked() {
    let (said, hear) = heard();
    for (clipboard, works) in [
        ("{ writeText: t => (window.copied = t, Promise.resolve()) }", true),
        ("{ writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }", false),
        ("undefined", false),
    ] {
        script(&format!("Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {clipboard} }})"));
        clipboard::copy("https://example.org/#/lab", hear.clone());
        wait(20).await;
        assert_eq!(said.borrow().last(), Some(&works), "{clipboard}");
    }
    assert_eq!(said.borrow().len(), 3);
    assert_eq!(script("window.copied"), "https://example.org/#/lab");
    script("delete navigator.clipboard");
}

#[wasm_bindgen_test]
async fn a_download_holds_the_text() {
    script("window.click = HTMLAnchorElement.prototype.click");
    script("HTMLAnchorElement.prototype.click = function () { window.saved = this }");
    download::save_text("two-rivers.csv", "text/csv;charset=utf-8", "\u{feff}年,值\n2025,1\n");
    script("HTMLAnchorElement.prototype.click = window.click");
    assert_eq!(script("window.saved.download"), "two-rivers.csv");
    let read =
        "fetch(window.saved.href).then(r => r.blob()).then(async b => b.type + '|' + b.size + '|' + await b.text())";
    let promise: Promise = js_sys::eval(read).unwrap().into();
    let file = JsFuture::from(promise).await.unwrap().as_string().unwrap();
    // The byte order mark, for spreadsheets, is among the 18 bytes; reading them as text drops it. Whether the character
    // set is still named in the type depends on the browser's version.
    let (kind, rest) = file.split_once('|').unwrap();
    assert!(kind.starts_with("text/csv"), "{kind}");
    assert_eq!(rest, "18|年,值\n2025,1\n");
}

#[wasm_bindgen_test]
async fn timers_ring_unless_dropped() {
    let (rung, hear) = heard();
    let (early, late) = (hear.clone(), hear);
    let kept = clock::after(10, move || early(1));
    drop(clock::after(10, move || late(2)));
    wait(60).await;
    drop(kept);
    assert_eq!(*rung.borrow(), [1]);
    assert!(clock::now() > 1_700_000_000_000);
}

#[wasm_bindgen_test]
fn leaving_and_hiding_are_heard() {
    let (heard, hear) = heard();
    clock::on_hide(move || hear(()));
    script("document.dispatchEvent(new Event('visibilitychange'))");
    assert_eq!(heard.borrow().len(), 0, "still on show");
    script("window.dispatchEvent(new Event('pagehide'))");
    assert_eq!(heard.borrow().len(), 1);
    script("Object.defineProperty(document, 'hidden', { configurable: true, value: true })");
    script("document.dispatchEvent(new Event('visibilitychange'))");
    script("delete document.hidden");
    assert_eq!(heard.borrow().len(), 2);
}

#[wasm_bindgen_test]
async fn the_width_of_an_element_is_followed() {
    script("document.body.insertAdjacentHTML('beforeend', '<div id=wide style=\"width: 321px\"></div>')");
    let element = web_sys::window().unwrap().document().unwrap().get_element_by_id("wide").unwrap();
    let (widths, hear) = heard();
    size::watch_width(&element, hear);
    wait(100).await;
    script("document.getElementById('wide').style.width = '400px'");
    wait(100).await;
    element.remove();
    assert_eq!(*widths.borrow(), [321.0, 400.0]);
}

/// The model gives the same bits here as natively: the digest is that of the golden table in the native tests.
#[wasm_bindgen_test]
fn the_same_numbers_as_natively() {
    let plan = chongqing().unwrap();
    let mut digests = String::new();
    for line in include_str!("it/golden/digests.txt").lines() {
        let (query, _) = line.split_once('\t').unwrap();
        let opened = decode(&plan, query).unwrap();
        let digest = report::digest(&simulate(&plan, &opened.scenario), &odds(&plan, &opened.scenario));
        writeln!(digests, "{query}\t{digest:08x}").unwrap();
    }
    assert_eq!(digests, include_str!("it/golden/digests.txt"));
}

#[wasm_bindgen_test]
fn an_envelope_made_here_opens_here() {
    let plan = chongqing().unwrap();
    let scenario = Scenario::new(&plan);
    let text = envelope::seal(&scenario, 2, clock::now());
    assert_eq!(envelope::open(&text, &plan).unwrap().scenario, scenario);
}
