//! Local storage, session storage and locks. Where the browser blocks them, the page works without.

use gloo_events::EventListener;
use gloo_storage::{LocalStorage, SessionStorage, Storage};
use js_sys::{Array, Function, Promise, Reflect};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DomException, StorageEvent};

use crate::storage::{Backend, PREFIX, StorageError};
use crate::text::Lang;
use crate::ui::browser::{clock, crash, window};

const PREFERENCES: &str = "two-rivers.preferences";
/// Where a tab stores the key of its own draft through a reload.
const OWN_DRAFT: &str = "two-rivers.own-draft";
const QUOTA: &str = "QuotaExceededError";

/// Returns a storage that answers. `gloo_storage` panics where it does not, so every use of it begins here.
fn probe(storage: Result<Option<web_sys::Storage>, JsValue>) -> Option<web_sys::Storage> {
    let storage = storage.ok()??;
    storage.get_item(PREFERENCES).ok()?;
    Some(storage)
}

/// Local storage as a backend. Raw, since gloo neither tells a full storage from a blocked one nor lists all keys.
#[derive(Clone)]
pub struct BrowserBackend(web_sys::Storage);

impl BrowserBackend {
    pub fn open() -> Option<Self> {
        probe(window()?.local_storage()).map(Self)
    }
}

fn storage_error(error: JsValue) -> StorageError {
    let full = error.dyn_ref::<DomException>().is_some_and(|e| e.name() == QUOTA);
    if full { StorageError::Full } else { StorageError::Blocked }
}

/// After a crash nothing may be written: the state may be broken.
fn check_running() -> Result<(), StorageError> {
    if crash::happened() { Err(StorageError::Blocked) } else { Ok(()) }
}

impl Backend for BrowserBackend {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.0.get_item(key).map_err(storage_error)
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        check_running()?;
        self.0.set_item(key, text).map_err(storage_error)
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        check_running()?;
        self.0.remove_item(key).map_err(storage_error)
    }

    fn keys(&self) -> Result<Vec<String>, StorageError> {
        let count = self.0.length().map_err(storage_error)?;
        let mut keys: Vec<String> = (0..count).filter_map(|i| self.0.key(i).ok().flatten()).collect();
        keys.sort();
        Ok(keys)
    }
}

/// Calls back whenever another tab changes something of this page in local storage, or empties it.
pub fn on_change(callback: impl Fn() + 'static) {
    let Some(window) = window() else { return };
    let listener = move |event: &web_sys::Event| {
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if key.is_none_or(|key| key.starts_with(PREFIX)) {
            callback();
        }
    };
    EventListener::new(&window, "storage", listener).forget();
}

/// Returns a method of `navigator.locks` and the locks; `None` in browsers without.
fn locks(method: &str) -> Option<(Function, JsValue)> {
    let locks = Reflect::get(&window()?.navigator(), &"locks".into()).ok()?;
    let method = Reflect::get(&locks, &method.into()).ok()?.dyn_into().ok()?;
    Some((method, locks))
}

/// Holds a lock as long as this page is open, so that other pages see that it is.
pub fn show_open(tab: &str) {
    let Some((request, locks)) = locks("request") else { return };
    let held = Closure::once_into_js(|| Promise::new(&mut |_, _| {}));
    // Rejected where the browser has no storage for the page, and when the page is closed.
    if let Ok(promise) = request.call2(&locks, &format!("{PREFIX}{tab}").into(), &held) {
        spawn_local(async move { drop(JsFuture::from(Promise::from(promise)).await) });
    }
}

/// Calls back if another page is open; never in browsers without locks.
pub fn when_open(tab: &str, callback: impl FnOnce() + 'static) {
    let Some((query, locks)) = locks("query") else { return };
    let Ok(promise) = query.call0(&locks) else { return };
    let wanted = JsValue::from(format!("{PREFIX}{tab}"));
    spawn_local(async move {
        let state = JsFuture::from(Promise::from(promise)).await.unwrap_or_default();
        let held = Reflect::get(&state, &"held".into()).unwrap_or_default();
        let is_wanted = |lock: JsValue| Reflect::get(&lock, &"name".into()).is_ok_and(|name| name == wanted);
        if Array::from(&held).iter().any(is_wanted) {
            callback();
        }
    });
}

/// Returns the key of the draft this tab saved last, if it was open before.
pub fn own_draft() -> Option<String> {
    probe(window()?.session_storage())?;
    SessionStorage::get(OWN_DRAFT).ok()
}

pub fn set_own_draft(key: &str) {
    if window().and_then(|w| probe(w.session_storage())).is_some() {
        SessionStorage::set(OWN_DRAFT, key).ok();
    }
}

/// Returns letters and digits that no other page has.
pub fn new_tab() -> String {
    format!("{:x}{:08x}", clock::now(), (js_sys::Math::random() * 4_294_967_296.0) as u32)
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The language, if one was chosen.
    pub lang: Option<Lang>,
    /// Whether money is shown in dollars.
    pub usd: bool,
    /// The scenarios that are compared, as [`crate::codec::ScenarioSource`] writes them, if others than at first.
    pub compare: Option<Vec<String>>,
    /// Whether single keys do nothing.
    pub keys_off: bool,
    /// Whether the tour was taken or declined.
    pub toured: bool,
}

impl Preferences {
    /// Reads the preferences; the default where they cannot be read.
    pub fn read() -> Self {
        BrowserBackend::open().and_then(|_| LocalStorage::get(PREFERENCES).ok()).unwrap_or_default()
    }

    /// Writes the preferences, where the browser allows it.
    pub fn write(&self) {
        if check_running().is_ok() && BrowserBackend::open().is_some() {
            LocalStorage::set(PREFERENCES, self).ok();
        }
    }
}
