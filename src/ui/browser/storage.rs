//! What the browser keeps for the reader. Where it keeps nothing, the page works all the same and says so.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use super::window;
use crate::text::Lang;

const PREFIX: &str = "two-rivers.";

/// A place in storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// The work in hand.
    Work,
    /// A saved scenario.
    Saved(String),
    /// The reader's record of the plan's items.
    Journal,
    /// Language, currency, the scenario that is open.
    Preferences,
    /// A text that could not be read, put aside under this number.
    Aside(u32),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Work => write!(f, "{PREFIX}work"),
            Self::Saved(id) => write!(f, "{PREFIX}saved.{id}"),
            Self::Journal => write!(f, "{PREFIX}journal"),
            Self::Preferences => write!(f, "{PREFIX}preferences"),
            Self::Aside(n) => write!(f, "{PREFIX}aside.{n}"),
        }
    }
}

/// Whether what is written is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreState {
    /// Kept in this browser.
    Kept,
    /// The browser forbids it.
    Blocked,
    /// There is no room.
    Full,
}

/// A text was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// What a reader prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Language, if one was chosen.
    pub lang: Option<Lang>,
    /// Whether money is shown in dollars.
    pub usd: bool,
    /// The saved scenario that is open.
    pub open: Option<String>,
    /// The scenarios that are compared, as [`crate::link::Column`] writes them, if others than at first were chosen.
    pub compare: Option<Vec<String>>,
}

/// Local storage, or memory where the browser has none to give.
pub struct Store {
    storage: Option<web_sys::Storage>,
    state: Cell<StoreState>,
    memory: RefCell<BTreeMap<String, String>>,
    /// Places of unreadable texts for which there was no room elsewhere.
    guarded: RefCell<Vec<Key>>,
}

impl Store {
    /// Asks the browser for its storage. Blocked storage throws or is null and is never touched again.
    pub fn open() -> Self {
        let probe = window().and_then(|w| w.local_storage().ok().flatten());
        let storage = probe.map(|_| LocalStorage::raw());
        let state = if storage.is_some() { StoreState::Kept } else { StoreState::Blocked };
        Self { storage, state: Cell::new(state), memory: RefCell::default(), guarded: RefCell::default() }
    }

    /// Whether what is written is kept.
    pub fn state(&self) -> StoreState {
        self.state.get()
    }

    /// The text of a key.
    pub fn read(&self, key: &Key) -> Option<String> {
        let key = key.to_string();
        match &self.storage {
            Some(storage) => storage.get_item(&key).ok().flatten(),
            None => self.memory.borrow().get(&key).cloned(),
        }
    }

    /// Writes a text and reads it back.
    ///
    /// # Errors
    ///
    /// [`NotKept`] if the browser forbids it or has no room; [`Self::state`] tells which. With no room, what stood there
    /// before is still there; without storage, the text is in memory until the page is left.
    pub fn write(&self, key: &Key, text: &str) -> Result<(), NotKept> {
        let Some(storage) = &self.storage else {
            self.memory.borrow_mut().insert(key.to_string(), text.to_owned());
            return Err(NotKept);
        };
        let guarded = self.guarded.borrow().contains(key);
        if guarded && self.read(key).is_some_and(|old| !self.set_aside(key, &old)) {
            return Err(NotKept);
        }
        let written = storage.set_item(&key.to_string(), text).is_ok();
        let whole = written && self.read(key).as_deref() == Some(text);
        self.state.set(if whole { StoreState::Kept } else { StoreState::Full });
        if whole { Ok(()) } else { Err(NotKept) }
    }

    /// Removes a key.
    pub fn remove(&self, key: &Key) {
        let key = key.to_string();
        match &self.storage {
            Some(storage) => drop(storage.remove_item(&key)),
            None => drop(self.memory.borrow_mut().remove(&key)),
        }
    }

    /// The ids of all saved scenarios.
    pub fn saved_ids(&self) -> Vec<String> {
        let prefix = Key::Saved(String::new()).to_string();
        self.keys().iter().filter_map(|k| k.strip_prefix(&prefix)).map(ToOwned::to_owned).collect()
    }

    fn keys(&self) -> Vec<String> {
        let Some(storage) = &self.storage else { return self.memory.borrow().keys().cloned().collect() };
        let count = storage.length().unwrap_or(0);
        let mut keys: Vec<String> = (0..count).filter_map(|i| storage.key(i).ok().flatten()).collect();
        keys.sort();
        keys
    }

    /// Moves a text that could not be read out of the way and tells whether there was room for it. If not, it stays, and
    /// nothing is written over it.
    pub fn set_aside(&self, key: &Key, text: &str) -> bool {
        let taken = self.keys();
        let aside = (1..=u32::MAX).map(Key::Aside).find(|k| !taken.contains(&k.to_string()));
        let moved = aside.is_some_and(|aside| self.write(&aside, text).is_ok());
        let mut guarded = self.guarded.borrow_mut();
        guarded.retain(|k| k != key);
        if moved {
            self.remove(key);
        } else {
            guarded.push(key.clone());
        }
        moved
    }

    /// What the reader prefers; what cannot be read is the default.
    pub fn preferences(&self) -> Preferences {
        self.read(&Key::Preferences).and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_default()
    }

    /// Remembers what the reader prefers, if the browser lets it.
    pub fn set_preferences(&self, preferences: &Preferences) {
        if let Ok(text) = serde_json::to_string(preferences) {
            self.write(&Key::Preferences, &text).ok();
        }
    }
}
