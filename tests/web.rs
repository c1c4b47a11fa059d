//! The edges to the browser, held in a browser.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::cell::RefCell;
use std::fmt::Write;
use std::rc::Rc;
use std::slice::from_ref;

use js_sys::Promise;
use two_rivers::codec::envelope;
use two_rivers::codec::envelope::Metadata;
use two_rivers::codec::link::decode;
use two_rivers::model::{odds, simulate};
use two_rivers::plan::{Plan, chongqing};
use two_rivers::scenario::Scenario;
use two_rivers::storage::{Backend, DocumentKey, StorageError, Store};
use two_rivers::text::Lang;
use two_rivers::ui::browser::storage::{BrowserBackend, Preferences};
use two_rivers::ui::browser::{address, clipboard, clock, crash, download, size, storage};
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
fn area() -> BrowserBackend {
    script("localStorage.clear()");
    BrowserBackend::open().unwrap()
}

fn store(tab: &str) -> Store<BrowserBackend> {
    Store::new(BrowserBackend::open().unwrap(), tab.into())
}

fn named(plan: &Plan, name: &str) -> Scenario {
    Scenario { name: name.into(), ..Scenario::new(plan) }
}

/// The name of the work another tab would find.
fn name_at_hand(plan: &Plan) -> String {
    store("c").scan(plan).unwrap().drafts.first().unwrap().content.name.clone()
}

#[wasm_bindgen_test]
fn texts_are_kept_under_their_keys() {
    let area = area();
    assert_eq!(area.get("two-rivers.x"), Ok(None));
    assert_eq!(area.set("two-rivers.x", "两江 \"1\"\n"), Ok(()));
    assert_eq!(script("localStorage['two-rivers.x']"), "两江 \"1\"\n");
    script("localStorage['other'] = '1'");
    assert_eq!(BrowserBackend::open().unwrap().keys().unwrap(), ["other", "two-rivers.x"]);
    assert_eq!(area.remove("two-rivers.x"), Ok(()));
    assert_eq!(area.get("two-rivers.x"), Ok(None));
}

#[wasm_bindgen_test]
fn versions_go_on_in_the_browser_as_they_do_in_memory() {
    area();
    let plan = chongqing().unwrap();
    let first = store("a").put(&DocumentKey::Draft, &named(&plan, "1"), &[], None, 1).unwrap();
    let second = store("b").put(&DocumentKey::Draft, &named(&plan, "2"), &[first], None, 2).unwrap();
    let third = store("c").put(&DocumentKey::Draft, &named(&plan, "3"), from_ref(&second), None, 3).unwrap();
    let work = store("d").scan(&plan).unwrap().drafts;
    assert_eq!(work.iter().map(|v| (&*v.name, &*v.content.name)).collect::<Vec<_>>(), [(&*third.name, "3")]);
    assert_eq!(BrowserBackend::open().unwrap().keys().unwrap(), [second.name, third.name], "the last good copy stays");
}

#[wasm_bindgen_test]
fn preferences_survive_and_nonsense_is_the_default() {
    let area = area();
    assert_eq!(Preferences::read(), Preferences::default());
    let compare = Some(vec!["mine".into()]);
    let preferences = Preferences { lang: Some(Lang::Zh), usd: true, compare, keys_off: true, toured: true };
    preferences.write();
    assert_eq!(Preferences::read(), preferences);
    for text in ["", "[]", "{\"lang\":\"fr\"}", "{\"usd\":1}"] {
        area.set("two-rivers.preferences", text).unwrap();
        assert_eq!(Preferences::read(), Preferences::default(), "{text}");
    }
    area.set("two-rivers.preferences", "{\"usd\":true,\"open\":\"a\",\"later\":1}").unwrap();
    assert_eq!(Preferences::read(), Preferences { usd: true, ..Preferences::default() });
}

#[wasm_bindgen_test]
fn a_full_storage_says_so_and_loses_nothing() {
    area();
    let plan = chongqing().unwrap();
    let kept = store("a").put(&DocumentKey::Draft, &named(&plan, "before"), &[], None, 1).unwrap();
    script("for (let n = 1 << 22, i = 0; n; ) try { localStorage['fill' + i++] = 'x'.repeat(n) } catch { n >>= 1 }");
    let refused = store("b").put(&DocumentKey::Draft, &named(&plan, "after"), from_ref(&kept), None, 2);
    assert_eq!(refused, Err(StorageError::Full));
    assert_eq!(name_at_hand(&plan), "before");
    script("localStorage.removeItem('fill0')");
    store("b").put(&DocumentKey::Draft, &named(&plan, "after"), &[kept], None, 2).unwrap();
    assert_eq!(name_at_hand(&plan), "after");
    script("localStorage.clear()");
}

#[wasm_bindgen_test]
fn a_storage_that_keeps_something_else_is_noticed() {
    area();
    let plan = chongqing().unwrap();
    script("window.setItem = Storage.prototype.setItem");
    script("Storage.prototype.setItem = function (k, v) { window.setItem.call(this, k, v.slice(0, 3)) }");
    let written = store("a").put(&DocumentKey::Draft, &named(&plan, "1"), &[], None, 1);
    script("Storage.prototype.setItem = window.setItem");
    assert_eq!(written, Err(StorageError::Altered));
    assert!(BrowserBackend::open().unwrap().keys().unwrap().is_empty(), "nothing is left of it");
}

#[wasm_bindgen_test]
fn blocked_storage_is_none() {
    script("localStorage.clear(); window.own = Object.getOwnPropertyDescriptor(window, 'localStorage')");
    for getter in ["throw new DOMException('no', 'SecurityError')", "return null"] {
        let block =
            format!("Object.defineProperty(window, 'localStorage', {{ configurable: true, get() {{ {getter} }} }})");
        script(&block);
        assert!(BrowserBackend::open().is_none(), "{getter}");
    }
    script("Object.defineProperty(window, 'localStorage', window.own)");
    assert!(BrowserBackend::open().is_some());
}

#[wasm_bindgen_test]
fn storage_blocked_while_the_page_is_open_is_not_kept() {
    let area = area();
    script("window.proto = Object.getOwnPropertyDescriptors(Storage.prototype)");
    script(
        "for (const name of ['getItem', 'setItem', 'removeItem', 'key']) Storage.prototype[name] = () => { throw 1 }",
    );
    let refused = (area.set("a", "1"), area.get("a"), area.remove("a"));
    script("Object.defineProperties(Storage.prototype, window.proto)");
    assert_eq!(refused, (Err(StorageError::Blocked), Err(StorageError::Blocked), Err(StorageError::Blocked)));
}

#[wasm_bindgen_test]
fn what_other_tabs_change_is_heard() {
    let (heard, hear) = heard();
    storage::on_change(move || hear(()));
    for (key, count) in [("'two-rivers.work'", 1), ("'other'", 1), ("null", 2)] {
        script(&format!("window.dispatchEvent(new StorageEvent('storage', {{ key: {key} }}))"));
        assert_eq!(heard.borrow().len(), count, "{key}");
    }
}

#[wasm_bindgen_test]
fn a_tab_remembers_its_own_work_and_has_a_name_of_its_own() {
    script("sessionStorage.clear()");
    assert_eq!(storage::own_draft(), None);
    storage::set_own_draft("two-rivers.2.work.1.a");
    assert_eq!(storage::own_draft().as_deref(), Some("two-rivers.2.work.1.a"));
    script("sessionStorage.clear()");
    let (a, b) = (storage::new_tab(), storage::new_tab());
    assert!(a != b && a.chars().all(|c| c.is_ascii_alphanumeric()), "{a} {b}");
}

#[wasm_bindgen_test]
fn what_is_being_typed_is_handed_over() {
    script("document.body.insertAdjacentHTML('beforeend', '<input id=typed><input id=box type=checkbox>')");
    script(
        "window.changed = []; for (const id of ['typed', 'box']) document.getElementById(id).onchange = () => window.changed.push(id)",
    );
    for id in ["typed", "box"] {
        address::focus(id);
        address::finish_typing();
    }
    assert_eq!(script("window.changed.join()"), "typed");
    script("document.getElementById('typed').remove(); document.getElementById('box').remove()");
    address::finish_typing();
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
    address::set_lang(Lang::Zh);
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
async fn the_size_of_an_element_is_followed() {
    script("document.body.insertAdjacentHTML('beforeend', '<div id=wide style=\"width: 321px; height: 20px\"></div>')");
    let element = web_sys::window().unwrap().document().unwrap().get_element_by_id("wide").unwrap();
    let (sizes, hear) = heard();
    size::watch_size(&element, move |width, height| hear((width, height)));
    wait(100).await;
    script("document.getElementById('wide').style.width = '400px'");
    wait(100).await;
    script("document.getElementById('wide').style.height = '30px'");
    wait(100).await;
    element.remove();
    assert_eq!(*sizes.borrow(), [(321.0, 20.0), (400.0, 20.0), (400.0, 30.0)]);
}

/// The model gives the same bits here as natively: the checksum is that of the golden table in the native tests.
#[wasm_bindgen_test]
fn the_same_numbers_as_natively() {
    let plan = chongqing().unwrap();
    let mut digests = String::new();
    for line in include_str!("it/golden/digests.txt").lines() {
        let (query, _) = line.split_once('\t').unwrap();
        let opened = decode(&plan, query).unwrap();
        let checksum = two_rivers::export::checksum(&simulate(&plan, &opened.scenario), &odds(&plan, &opened.scenario));
        writeln!(digests, "{query}\t{checksum:08x}").unwrap();
    }
    assert_eq!(digests, include_str!("it/golden/digests.txt"));
}

#[wasm_bindgen_test]
fn an_envelope_made_here_opens_here() {
    let plan = chongqing().unwrap();
    let scenario = Scenario::new(&plan);
    let text = envelope::seal(&scenario, Metadata { saved_at: clock::now(), ..Metadata::default() });
    assert_eq!(envelope::open::<Scenario>(&text, &plan).unwrap().0, scenario);
}
