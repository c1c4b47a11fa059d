//! The browser's storage. Where it keeps nothing, the page works all the same and says so.

use gloo_events::EventListener;
use gloo_storage::{LocalStorage, SessionStorage, Storage};
use js_sys::{Array, Function, Promise, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, StorageEvent};

use crate::storage::{Backend, PREFIX, Refused};
use crate::text::Lang;
use crate::ui::browser::{crash, window};

const PREFERENCES: &str = "two-rivers.preferences";
/// Where a tab remembers its own work through a reload.
const OWN_WORK: &str = "two-rivers.own-work";
/// What writers of the index wait for.
const LOCK: &str = "two-rivers";
const QUOTA: &str = "QuotaExceededError";

/// Local storage, as far as the browser has it to give.
#[derive(Clone)]
pub struct BrowserBackend(web_sys::Storage);

impl BrowserBackend {
    /// Asks the browser for its storage. Where it is blocked, asking throws or gives null, and so may every call.
    pub fn open() -> Option<Self> {
        window()?.local_storage().ok()??;
        let area = Self(LocalStorage::raw());
        // What cannot be read must not be taken for empty.
        area.get(PREFERENCES).is_ok().then_some(area)
    }
}

fn refused(error: &JsValue) -> Refused {
    let full = error.dyn_ref::<DomException>().is_some_and(|e| e.name() == QUOTA);
    if full { Refused::Full } else { Refused::Blocked }
}

impl Backend for BrowserBackend {
    fn get(&self, key: &str) -> Result<Option<String>, Refused> {
        self.0.get_item(key).map_err(|e| refused(&e))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Refused> {
        // What runs on after a crash must write nothing.
        if crash::happened() {
            return Err(Refused::Blocked);
        }
        self.0.set_item(key, text).map_err(|e| refused(&e))
    }

    fn remove(&self, key: &str) -> Result<(), Refused> {
        if crash::happened() {
            return Err(Refused::Blocked);
        }
        self.0.remove_item(key).map_err(|e| refused(&e))
    }

    fn keys(&self) -> Result<Vec<String>, Refused> {
        let count = self.0.length().map_err(|e| refused(&e))?;
        let mut keys: Vec<String> = (0..count).filter_map(|i| self.0.key(i).ok().flatten()).collect();
        keys.sort();
        Ok(keys)
    }
}

/// Calls back whenever another tab changes something of this page in local storage, or empties it.
pub fn on_change(callback: impl Fn() + 'static) {
    let Some(window) = window() else { return };
    let ours = move |event: &web_sys::Event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if key.is_none_or(|key| key.starts_with(PREFIX)) {
            callback();
        }
    };
    EventListener::new(&window, "storage", ours).forget();
}

/// A method of the browser's locks, with the locks; none in browsers without.
fn locks(method: &str) -> Option<(Function, JsValue)> {
    let locks = Reflect::get(&window()?.navigator(), &"locks".into()).ok()?;
    let method = Reflect::get(&locks, &method.into()).ok()?.dyn_into().ok()?;
    Some((method, locks))
}

/// Does something while no other tab does so; at once in browsers without locks.
pub fn alone(act: impl FnOnce() + 'static) {
    let Some((request, locks)) = locks("request") else { return act() };
    hold(&request, &locks, LOCK, &Closure::once_into_js(act));
}

/// Asks for a lock. Refused where the browser has no storage for the page, or where the page goes away meanwhile: then
/// there is nothing to be done, or it is done at the next start.
fn hold(request: &Function, locks: &JsValue, name: &str, granted: &JsValue) {
    if let Ok(promise) = request.call2(locks, &name.into(), granted) {
        spawn_local(async move { drop(JsFuture::from(Promise::from(promise)).await) });
    }
}

/// Shows other pages that this one is open, as long as it is.
pub fn show_open(tab: &str) {
    if let Some((request, locks)) = locks("request") {
        let held = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
        hold(&request, &locks, &format!("{PREFIX}{tab}"), &held);
    }
}

/// Tells whether another page is open; not at all in browsers without locks.
pub fn when_open(tab: &str, act: impl FnOnce() + 'static) {
    let Some((query, locks)) = locks("query") else { return };
    let Ok(promise) = query.call0(&locks) else { return };
    let wanted = JsValue::from(format!("{PREFIX}{tab}"));
    spawn_local(async move {
        let state = JsFuture::from(Promise::from(promise)).await.unwrap_or_default();
        let held = Reflect::get(&state, &"held".into()).unwrap_or_default();
        let is_it = |lock: JsValue| Reflect::get(&lock, &"name".into()).is_ok_and(|name| name == wanted);
        if Array::from(&held).iter().any(is_it) {
            act();
        }
    });
}

/// The name of the version this tab last kept, if it was here before.
pub fn own_work() -> Option<String> {
    window()?.session_storage().ok()??;
    SessionStorage::raw().get_item(OWN_WORK).ok()?
}

/// Remembers the name of the version this tab last kept.
pub fn set_own_work(name: &str) {
    if window().is_some_and(|w| matches!(w.session_storage(), Ok(Some(_)))) {
        SessionStorage::raw().set_item(OWN_WORK, name).ok();
    }
}

/// Letters and digits that no other page has: a name for this one, as long as it is open.
pub fn new_tab() -> String {
    format!("{:x}{:08x}", crate::ui::browser::clock::now(), (js_sys::Math::random() * 4_294_967_296.0) as u32)
}

/// What a reader prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Language, if one was chosen.
    pub lang: Option<Lang>,
    /// Whether money is shown in dollars.
    pub usd: bool,
    /// The scenarios that are compared, as [`crate::codec::Column`] writes them, if others than at first were chosen.
    pub compare: Option<Vec<String>>,
    /// Whether single keys do nothing.
    pub keys_off: bool,
    /// Whether the tour was taken or declined.
    pub toured: bool,
}

impl Preferences {
    /// What the reader prefers; what cannot be read is the default.
    pub fn read(area: &BrowserBackend) -> Self {
        let text = area.get(PREFERENCES).ok().flatten();
        text.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default()
    }

    /// Remembers them, if the browser lets it.
    pub fn write(&self, area: &BrowserBackend) {
        if let Ok(text) = serde_json::to_string(self) {
            area.set(PREFERENCES, &text).ok();
        }
    }
}
