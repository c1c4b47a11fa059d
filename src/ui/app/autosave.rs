//! Saves drafts, scenarios and item statuses to local storage, reloads when another tab writes, and reports the true
//! save state.

use std::sync::Arc;

use leptos::prelude::*;

use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::storage::{
    Backend, DocumentKey, MergedJournal, PREFIX, Snapshot, StorageError, StorageIssue, Store, Version, VersionRef,
};
use crate::text::Words;
use crate::tracking::{Prefer, TrackingRecord};
use crate::ui::app::{Action, App, OpenedFrom, SavedScenario};
use crate::ui::browser::storage::{BrowserBackend, Preferences};
use crate::ui::browser::{address, clock, storage};

/// Quiet time after an edit before it is saved, in milliseconds.
const AUTOSAVE_MS: u32 = 300;
/// Time between another tab's write and reading it, in milliseconds.
const RELOAD_MS: u32 = 100;

/// Whether a document is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// There is nothing to save yet.
    Nothing,
    Saved,
    /// Will be saved in a moment.
    Pending,
    Blocked,
    Full,
    /// The page started without storage: in safe mode or embedded.
    Off,
}

impl SaveState {
    pub const fn words(self, w: &Words) -> &'static str {
        match self {
            Self::Nothing => w.kept_nothing,
            Self::Saved => w.kept_here,
            Self::Pending => w.kept_pending,
            Self::Blocked => w.kept_blocked,
            Self::Full => w.kept_full,
            Self::Off => w.kept_off,
        }
    }

    /// Whether the last attempt to save failed.
    const fn failed(self) -> bool {
        matches!(self, Self::Blocked | Self::Full)
    }
}

/// The browser's storage and what of it is shown.
#[derive(Clone, Copy)]
pub struct Storage {
    store: StoredValue<Option<Store<BrowserBackend>>, LocalStorage>,
    plan: &'static Plan,
    /// The version the draft was saved as or read from last.
    draft: StoredValue<Option<VersionRef>>,
    autosave: StoredValue<Option<clock::Timer>, LocalStorage>,
    pub state: RwSignal<SaveState>,
    pub journal: RwSignal<MergedJournal>,
    pub journal_state: RwSignal<SaveState>,
    /// Drafts of other tabs and earlier visits.
    pub other_drafts: RwSignal<Vec<Version<Scenario>>>,
    /// Issues found at the start, until the reader dismisses them.
    pub issues: RwSignal<Vec<StorageIssue>>,
    /// Whether the storage was emptied while the page was open.
    pub emptied: RwSignal<bool>,
}

/// What a page starts with.
pub struct SavedState {
    pub storage: Storage,
    pub preferences: Preferences,
    pub draft: Scenario,
    pub opened: Option<OpenedFrom>,
    pub saved: Vec<SavedScenario>,
}

/// Returns the saved scenario of which `origin` is the present version.
fn opened_from(saved: &[SavedScenario], origin: Option<&String>) -> Option<OpenedFrom> {
    let is_origin = |s: &&SavedScenario| origin.is_some() && s.version.as_ref().map(|v| &v.name) == origin;
    saved.iter().find(is_origin).map(SavedScenario::opened)
}

impl Storage {
    /// Reads the browser's storage; nothing of it in safe mode and embedded.
    pub fn start(plan: &'static Plan) -> SavedState {
        let (safe, embedded) = (address::is_safe(), address::is_embedded());
        let tab = storage::new_tab();
        if !embedded {
            storage::show_open(&tab);
        }
        let backend = if safe || embedded { None } else { BrowserBackend::open() };
        let store = backend.map(|backend| Store::new(backend, tab));
        let preferences = store.as_ref().map(|_| Preferences::read()).unwrap_or_default();
        let snapshot = store.as_ref().and_then(|store| store.scan(plan).ok());
        let store = store.filter(|_| snapshot.is_some());
        let snapshot = snapshot.unwrap_or_default();
        if let Some(store) = &store {
            store.collect_garbage(&snapshot);
            store.rebuild_index(&snapshot);
        }
        let own = store.as_ref().and_then(|_| storage::own_draft());
        let head = snapshot.drafts.iter().find(|v| Some(&v.name) == own.as_ref()).or(snapshot.drafts.first());
        let state = match (&store, head) {
            (Some(_), Some(_)) => SaveState::Saved,
            (Some(_), None) => SaveState::Nothing,
            (None, _) if safe || embedded => SaveState::Off,
            (None, _) => SaveState::Blocked,
        };
        let this = Self {
            plan,
            draft: StoredValue::new(head.map(Version::reference)),
            state: RwSignal::new(state),
            journal: RwSignal::new(MergedJournal::new(snapshot.journals.clone())),
            journal_state: RwSignal::new(if state == SaveState::Saved { SaveState::Nothing } else { state }),
            other_drafts: RwSignal::new(Vec::new()),
            issues: RwSignal::new(snapshot.issues.clone()),
            emptied: RwSignal::new(false),
            autosave: StoredValue::new_local(None),
            store: StoredValue::new_local(store),
        };
        this.show_other_drafts(&snapshot, head.map(|head| &head.content));
        // A draft that another open page still edits is continued beside it, not replaced.
        if let Some(head) = head.filter(|head| Some(&head.name) != own.as_ref()) {
            storage::when_open(&head.metadata.tab, move || this.draft.set_value(None));
        }
        let saved: Vec<_> = snapshot.saved.iter().cloned().map(SavedScenario::from).collect();
        let opened = head.and_then(|head| opened_from(&saved, head.metadata.origin.as_ref()));
        let draft = head.map_or_else(|| Scenario::new(plan), |head| head.content.clone());
        SavedState { storage: this, preferences, draft, opened, saved }
    }

    /// Calls the store; [`StorageError::Blocked`] without one.
    pub(super) fn with<T>(
        self,
        call: impl FnOnce(&Store<BrowserBackend>) -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        self.store.with_value(|store| store.as_ref().map_or(Err(StorageError::Blocked), call))
    }

    /// Shows the drafts of other tabs and earlier visits, but for those that are the default, saved or the draft.
    fn show_other_drafts(self, snapshot: &Snapshot, draft: Option<&Scenario>) {
        let own = self.draft.get_value().map(|version| version.name);
        let default = Scenario::new(self.plan);
        let saved = snapshot.saved.iter().map(|e| &e.version.content);
        let known: Vec<&Scenario> = saved.chain(draft).chain([&default]).collect();
        let others = snapshot.drafts.iter().filter(|v| Some(&v.name) != own.as_ref() && !known.contains(&&v.content));
        let others: Vec<_> = others.cloned().collect();
        if self.other_drafts.with_untracked(|all| *all != others) {
            self.other_drafts.set(others);
        }
    }

    fn save_draft(self, draft: &Scenario, origin: Option<String>) {
        let base = self.draft.get_value();
        let result = self.with(|store| store.put(&DocumentKey::Draft, draft, base.as_slice(), origin, clock::now()));
        self.state.set(self.state_after(&result));
        if let Ok(version) = result {
            storage::set_own_draft(&version.name);
            self.draft.set_value(Some(version));
        }
    }

    pub(super) fn state_after<T>(self, result: &Result<T, StorageError>) -> SaveState {
        match result {
            Ok(_) => SaveState::Saved,
            Err(_) if self.state.get_untracked() == SaveState::Off => SaveState::Off,
            Err(StorageError::Full) => SaveState::Full,
            Err(StorageError::Blocked | StorageError::Altered) => SaveState::Blocked,
        }
    }

    pub fn save_preferences(self, preferences: &Preferences) {
        if self.store.with_value(Option::is_some) {
            preferences.write();
        }
    }

    /// Saves what was changed in the journal, and shows it merged with the changes of other tabs.
    pub fn save_journal(self, wanted: TrackingRecord) {
        let seen = self.journal.with_untracked(|merged| merged.journal.clone());
        let result = self.with(|store| store.save_journal(self.plan, &seen, &wanted, clock::now()));
        self.journal_state.set(self.state_after(&result));
        match result {
            Ok(merged) => self.journal.set(merged),
            Err(_) => self.journal.update(|merged| merged.journal = wanted),
        }
    }

    pub(super) fn is_pending(self) -> bool {
        self.state.get_untracked() == SaveState::Pending
    }

    /// Whether a draft was saved and nothing of this page is in the storage any more.
    fn was_emptied(self) -> bool {
        let is_empty =
            |store: &Store<BrowserBackend>| Ok(store.backend().keys()?.iter().all(|k| !k.starts_with(PREFIX)));
        self.draft.with_value(Option::is_some) && self.with(is_empty) == Ok(true)
    }
}

impl App {
    /// Reads what other tabs write a moment later, however often they write, and writes nothing in answer.
    pub(super) fn listen_to_tabs(self) {
        let timer = StoredValue::new_local(None::<clock::Timer>);
        let reload_soon = move || {
            if timer.with_value(Option::is_none) {
                timer.set_value(Some(clock::after(RELOAD_MS, move || {
                    timer.set_value(None);
                    self.reload();
                })));
            }
        };
        storage::on_change(reload_soon);
        // A page that slept received no storage events.
        clock::on_wake(reload_soon);
    }

    /// Shows what other tabs have saved. The draft stays as it is.
    fn reload(self) {
        if self.storage.was_emptied() {
            return self.note_emptied();
        }
        let Ok(snapshot) = self.storage.with(|store| store.scan(self.plan)) else { return };
        let stored = snapshot.saved.iter().cloned().map(SavedScenario::from);
        let unsaved = self.saved.get_untracked().into_iter().filter(|s| s.version.is_none());
        let saved: Vec<_> = unsaved.chain(stored).collect();
        let journal = MergedJournal::new(snapshot.journals.clone());
        self.draft.with_untracked(|draft| self.storage.show_other_drafts(&snapshot, Some(draft)));
        let is_same = self.saved.with_untracked(|old| *old == saved)
            && self.storage.journal.with_untracked(|old| *old == journal);
        if !is_same {
            self.saved.set(saved);
            if !self.storage.journal_state.get_untracked().failed() {
                self.storage.journal.set(journal);
            }
            self.show_toast(self.words().news_of_tabs.to_owned(), None);
        }
    }

    /// Saves the draft after [`AUTOSAVE_MS`] without another edit.
    pub(super) fn save_draft_soon(self) {
        if matches!(self.storage.state.get_untracked(), SaveState::Saved | SaveState::Nothing) {
            self.storage.state.set(SaveState::Pending);
        }
        self.storage.autosave.set_value(Some(clock::after(AUTOSAVE_MS, move || self.save_draft())));
    }

    /// Saves the draft, then the scenarios and the journal that could not be saved before.
    pub(super) fn save_draft(self) {
        if self.storage.was_emptied() {
            self.note_emptied();
        }
        let origin = self.opened.with_untracked(|o| Some(o.as_ref()?.version.as_ref()?.name.clone()));
        self.draft.with_untracked(|draft| self.storage.save_draft(draft, origin));
        if self.storage.state.get_untracked() != SaveState::Saved || self.storage.emptied.get_untracked() {
            return;
        }
        for saved in self.saved.get_untracked().into_iter().filter(|s| s.version.is_none()) {
            self.put(Some(saved.opened()), saved.scenario);
        }
        if self.storage.journal_state.get_untracked().failed() {
            let wanted = self.storage.journal.with_untracked(|merged| merged.journal.clone());
            self.storage.journal.update_untracked(|merged| merged.journal = TrackingRecord::default());
            self.storage.save_journal(wanted);
        }
    }

    /// Marks everything as unsaved: the storage was emptied while the page was open.
    fn note_emptied(self) {
        self.storage.draft.set_value(None);
        self.storage.state.set(SaveState::Pending);
        self.storage.journal_state.set(SaveState::Blocked);
        self.storage.journal.update(|merged| merged.sources.clear());
        self.saved.update(|all| all.iter_mut().for_each(|s| s.version = None));
        self.opened.update(|o| o.iter_mut().for_each(|o| o.version = None));
        self.storage.emptied.set(true);
    }

    /// Saves everything again after the storage was emptied.
    pub fn save_all_again(self) {
        self.storage.emptied.set(false);
        self.save_draft();
    }

    /// Continues the draft of another tab or an earlier visit; undo brings back the one before.
    pub fn open_other_draft(self, other: &Version<Scenario>) {
        let opened = self.saved.with_untracked(|all| opened_from(all, other.metadata.origin.as_ref()));
        self.edit_as(opened, |_| other.content.clone());
        self.save_draft();
        self.delete_other_draft(other);
    }

    /// Deletes the draft of another tab or an earlier visit, and offers to bring it back.
    pub fn discard_other_draft(self, other: &Version<Scenario>) {
        self.delete_other_draft(other);
        let text = format!("{} {}", self.words().deleted, self.display_name(&other.content));
        let (draft, origin) = (other.content.clone(), other.metadata.origin.clone());
        let restore: Action = Arc::new(move || {
            let put = |store: &Store<_>| store.put(&DocumentKey::Draft, &draft, &[], origin.clone(), clock::now());
            self.storage.with(put).ok();
            self.reload();
        });
        self.show_toast(text, Some((self.words().undo.to_owned(), restore)));
    }

    fn delete_other_draft(self, other: &Version<Scenario>) {
        if self.storage.with(|store| store.delete(&other.reference())).is_ok() {
            self.storage.other_drafts.update(|all| all.retain(|v| v.name != other.name));
        }
    }

    /// Deletes an unreadable text, at the reader's request only.
    pub fn delete_unreadable(self, unreadable_key: &str) {
        if self.storage.with(|store| store.backend().remove(unreadable_key)).is_ok() {
            let is_it =
                |issue: &StorageIssue| matches!(issue, StorageIssue::Unreadable { key, .. } if key == unreadable_key);
            self.storage.issues.update(|all| all.retain(|issue| !is_it(issue)));
        }
    }

    /// Settles conflicts between journals: takes what the others say, or drops it.
    pub fn settle_journal(self, take_others: bool) {
        let MergedJournal { journal, conflicts, .. } = self.storage.journal.get_untracked();
        if take_others {
            let merge = |journal: TrackingRecord, other: &Version<TrackingRecord>| {
                journal.merge(other.content.clone(), Prefer::Other)
            };
            self.storage.save_journal(conflicts.iter().rev().fold(journal, merge));
        }
        for other in &conflicts {
            self.storage.with(|store| store.delete(&other.reference())).ok();
        }
        self.storage.journal.update(|merged| merged.conflicts.clear());
    }
}
