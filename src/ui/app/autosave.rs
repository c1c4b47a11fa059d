//! What the browser keeps: written, looked at again when another tab has written, and told truly.

use std::sync::Arc;

use leptos::prelude::*;

use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::storage::{Backend, Doc, Record, Refused, Snapshot, StorageIssue, Store, Stored, Version, VersionRef};
use crate::text::Words;
use crate::tracking::{Prefer, TrackingRecord};
use crate::ui::app::{Action, App, OpenedFrom, SavedScenario};
use crate::ui::browser::storage::{BrowserBackend, Preferences};
use crate::ui::browser::{address, clock, storage};

/// Quiet time after an edit before it is kept, in milliseconds.
const AUTOSAVE_MS: u32 = 300;
/// Between the news of another tab and a look at it, in milliseconds.
const LOOK_MS: u32 = 100;

/// Whether the work in hand is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to keep yet.
    Nothing,
    /// In this browser.
    Here,
    /// Will be in a moment.
    Pending,
    /// Storage is blocked.
    Blocked,
    /// Storage is full.
    Full,
    /// The page started without storage: the reader asked for it, or it stands inside another.
    Off,
}

impl Kept {
    /// The state in words.
    pub const fn words(self, w: &Words) -> &'static str {
        match self {
            Self::Nothing => w.kept_nothing,
            Self::Here => w.kept_here,
            Self::Pending => w.kept_pending,
            Self::Blocked => w.kept_blocked,
            Self::Full => w.kept_full,
            Self::Off => w.kept_off,
        }
    }
}

impl From<Refused> for Kept {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Full => Self::Full,
            Refused::Blocked | Refused::Altered => Self::Blocked,
        }
    }
}

/// What is known of the browser's storage.
#[derive(Clone, Copy)]
pub struct Keeping {
    store: StoredValue<Option<Store<BrowserBackend>>, LocalStorage>,
    plan: &'static Plan,
    /// The version of the work in hand that was kept last.
    work: StoredValue<Option<VersionRef>>,
    /// When the work in hand will be kept.
    soon: StoredValue<Option<clock::Timer>, LocalStorage>,
    /// Whether the work in hand is kept.
    pub kept: RwSignal<Kept>,
    /// The record of the plan's items, with what contradicts it.
    pub record: RwSignal<Record>,
    /// Whether the record is kept.
    pub record_kept: RwSignal<Kept>,
    /// Work of other tabs and earlier visits.
    pub others: RwSignal<Vec<Version<Scenario>>>,
    /// What is not as it should be, until the reader has read it.
    pub findings: RwSignal<Vec<StorageIssue>>,
    /// Whether the storage was emptied while the page was open.
    pub emptied: RwSignal<bool>,
}

/// What a page starts with.
pub struct SavedState {
    pub keeping: Keeping,
    pub preferences: Preferences,
    pub work: Scenario,
    pub opened: Option<OpenedFrom>,
    pub saved: Vec<SavedScenario>,
}

impl Keeping {
    /// Opens what the browser keeps; nothing of it in a safe start and inside another page.
    pub fn start(plan: &'static Plan) -> SavedState {
        let (safe, embedded) = (address::is_safe(), address::is_embedded());
        let area = if safe || embedded { None } else { BrowserBackend::open() };
        let preferences = area.as_ref().map(Preferences::read).unwrap_or_default();
        let tab = storage::new_tab();
        if !embedded {
            storage::show_open(&tab);
        }
        let store = area.map(|area| Store::new(area, tab));
        let looked = store.as_ref().map(|store| store.look(plan));
        let (look, store) = match looked {
            Some(Ok(look)) => (look, store),
            _ => (Snapshot::default(), None),
        };
        let own = if embedded { None } else { storage::own_work() };
        let head = look.work.iter().find(|v| Some(&v.name) == own.as_ref()).or(look.work.first()).cloned();
        let kept = match (&store, &head) {
            (Some(_), Some(_)) => Kept::Here,
            (Some(_), None) => Kept::Nothing,
            (None, _) if safe || embedded => Kept::Off,
            (None, _) => Kept::Blocked,
        };
        let came_from = |of: &String| look.saved.iter().find(|e| e.version.name == *of);
        let opened = head.as_ref().and_then(|h| came_from(h.stamp.of.as_ref()?));
        let opened = opened.map(|e| OpenedFrom { id: e.id.clone(), anchor: Some(e.version.anchor()) });
        let keeping = Self {
            plan,
            work: StoredValue::new(head.as_ref().map(Version::anchor)),
            kept: RwSignal::new(kept),
            record: RwSignal::new(Record::new(look.journal.clone())),
            record_kept: RwSignal::new(if kept == Kept::Here { Kept::Nothing } else { kept }),
            others: RwSignal::new(Vec::new()),
            findings: RwSignal::new(look.findings.clone()),
            emptied: RwSignal::new(false),
            soon: StoredValue::new_local(None),
            store: StoredValue::new_local(store),
        };
        keeping.show_others(&look, head.as_ref().map(|h| &h.content));
        let saved = look.saved.iter().cloned().map(SavedScenario::from).collect();
        if !embedded {
            storage::alone(move || keeping.tidy());
        }
        // Work that another open page still has in hand is gone on from, not replaced.
        if let Some(head) = head.as_ref().filter(|h| Some(&h.name) != own.as_ref()) {
            storage::when_open(&head.stamp.tab, move || keeping.work.set_value(None));
        }
        let work = head.map_or_else(|| Scenario::new(plan), |h| h.content);
        SavedState { keeping, preferences, work, opened, saved }
    }

    fn with<T>(self, act: impl FnOnce(&Store<BrowserBackend>) -> Result<T, Refused>) -> Result<T, Refused> {
        self.store.with_value(|store| store.as_ref().map_or(Err(Refused::Blocked), act))
    }

    /// Removes what nobody needs any more and lists what is there.
    fn tidy(self) {
        // What is not done now is done at the next start.
        self.with(|store| {
            let look = store.look(self.plan)?;
            store.sweep(&look);
            if look.saved.is_empty() && !store.is_listed() { Ok(()) } else { store.relist(&look) }
        })
        .ok();
    }

    /// The work of other tabs and earlier visits: what nobody would miss is left out.
    fn show_others(self, look: &Snapshot, work: Option<&Scenario>) {
        let own = self.work.get_value().map(|a| a.name);
        let known: Vec<&Scenario> = look.saved.iter().map(|e| &e.version.content).chain(work).collect();
        let default = Scenario::new(self.plan);
        let others = look.work.iter().filter(|v| Some(&v.name) != own.as_ref());
        let others = others.filter(|v| v.content != default && !known.contains(&&v.content));
        let others: Vec<_> = others.cloned().collect();
        if self.others.with_untracked(|all| *all != others) {
            self.others.set(others);
        }
    }

    /// Keeps the work in hand.
    fn keep_work(self, work: &Scenario, of: Option<String>) {
        let base = self.work.get_value();
        let result = self.with(|store| store.put(&Doc::Work, work, base.as_slice(), of, clock::now()));
        self.kept.set(match result {
            Ok(anchor) => {
                storage::set_own_work(&anchor.name);
                self.work.set_value(Some(anchor));
                Kept::Here
            }
            Err(refused) => self.refusal(refused),
        });
    }

    /// Why something is not kept, in the words for the reader.
    pub(super) fn refusal(self, refused: Refused) -> Kept {
        if self.kept.get_untracked() == Kept::Off { Kept::Off } else { refused.into() }
    }

    /// Remembers what the reader prefers.
    pub fn prefer(self, preferences: &Preferences) {
        self.store.with_value(|store| {
            if let Some(store) = store {
                preferences.write(store.area());
            }
        });
    }

    /// Keeps the record with what was changed of it, and shows it as it then stands.
    pub fn keep_record(self, wanted: TrackingRecord) {
        let seen = self.record.with_untracked(|r| r.journal.clone());
        let result = self.with(|store| store.keep_journal(self.plan, &seen, &wanted, clock::now()));
        self.record_kept.set(match &result {
            Ok(_) => Kept::Here,
            Err(refused) => self.refusal(*refused),
        });
        match result {
            Ok(record) => self.record.set(record),
            Err(_) => self.record.update(|r| r.journal = wanted),
        }
    }

    /// Saves a scenario and lists it.
    pub(super) fn save(
        self,
        scenario: &Scenario,
        over: Option<(&str, &VersionRef)>,
        fresh: &str,
        now: u64,
    ) -> Result<Stored, Refused> {
        let stored = self.with(|store| store.save(self.plan, scenario, over, fresh, now))?;
        let (id, scenario) = (stored.id.clone(), scenario.clone());
        // What is not listed is listed at the next start.
        storage::alone(move || {
            self.with(|store| store.enlist(&id, &scenario, now)).ok();
        });
        Ok(stored)
    }

    /// Deletes a saved scenario. It is listed no more before it goes, so that it is not missed.
    pub(super) fn delete(self, id: &str, anchor: &VersionRef) -> Result<(), Refused> {
        self.with(|store| store.list(|index| drop(index.remove(id))).and_then(|()| store.delete(anchor)))
    }

    /// Whether the work in hand waits to be kept.
    pub(super) fn waits(self) -> bool {
        self.kept.get_untracked() == Kept::Pending
    }

    /// Whether nothing is there any more of what was.
    fn was_emptied(self) -> bool {
        let known = self.work.with_value(Option::is_some);
        known && self.with(|store| Ok(store.area().keys()?.iter().all(|k| !crate::storage::is_ours(k)))) == Ok(true)
    }
}

impl App {
    /// Listens to other tabs. What they write is looked at a moment later, however often they write, and nothing is
    /// written in answer.
    pub(super) fn listen_to_tabs(self) {
        let timer = StoredValue::new_local(None::<clock::Timer>);
        let soon = move || {
            if timer.with_value(Option::is_none) {
                timer.set_value(Some(clock::after(LOOK_MS, move || {
                    timer.set_value(None);
                    self.look_again();
                })));
            }
        };
        storage::on_change(soon);
        // A page that slept has heard nothing.
        clock::on_wake(soon);
    }

    /// Shows what other tabs have kept since. The work in hand stays as it is.
    fn look_again(self) {
        if self.keeping.was_emptied() {
            return self.note_emptied();
        }
        let Ok(look) = self.keeping.with(|store| store.look(self.plan)) else { return };
        let stored = look.saved.iter().cloned().map(SavedScenario::from);
        let saved: Vec<_> =
            self.saved.get_untracked().into_iter().filter(|s| s.anchor.is_none()).chain(stored).collect();
        let record = Record::new(look.journal.clone());
        self.work.with_untracked(|work| self.keeping.show_others(&look, Some(work)));
        let news =
            self.saved.with_untracked(|old| *old != saved) || self.keeping.record.with_untracked(|r| *r != record);
        if news {
            self.saved.set(saved);
            if !matches!(self.keeping.record_kept.get_untracked(), Kept::Blocked | Kept::Full) {
                self.keeping.record.set(record);
            }
            self.tell(self.words().news_of_tabs.to_owned(), None);
        }
    }

    /// Keeps the work in hand when nothing more is done for a moment.
    pub(super) fn keep_work_soon(self) {
        if matches!(self.keeping.kept.get_untracked(), Kept::Here | Kept::Nothing) {
            self.keeping.kept.set(Kept::Pending);
        }
        self.keeping.soon.set_value(Some(clock::after(AUTOSAVE_MS, move || self.keep_work())));
    }

    /// Keeps the work in hand, and all that could not be kept before.
    pub(super) fn keep_work(self) {
        if self.keeping.was_emptied() {
            self.note_emptied();
        }
        let of = self.opened.with_untracked(|o| Some(o.as_ref()?.anchor.as_ref()?.name.clone()));
        self.work.with_untracked(|work| self.keeping.keep_work(work, of));
        if self.keeping.kept.get_untracked() == Kept::Here && !self.keeping.emptied.get_untracked() {
            self.keep_rest();
        }
    }

    /// Saved scenarios and a record that are only in this page.
    fn keep_rest(self) {
        for saved in self.saved.get_untracked().into_iter().filter(|s| s.anchor.is_none()) {
            self.put(Some(saved.opened()), saved.scenario);
        }
        if matches!(self.keeping.record_kept.get_untracked(), Kept::Blocked | Kept::Full) {
            let wanted = self.keeping.record.with_untracked(|r| r.journal.clone());
            self.keeping.record.update_untracked(|r| r.journal = TrackingRecord::default());
            self.keeping.keep_record(wanted);
        }
    }

    /// The storage was emptied while the page was open: everything in it is only here now.
    fn note_emptied(self) {
        self.keeping.work.set_value(None);
        self.keeping.kept.set(Kept::Pending);
        self.keeping.record_kept.set(Kept::Blocked);
        self.keeping.record.update(|r| r.of.clear());
        self.saved.update(|all| all.iter_mut().for_each(|s| s.anchor = None));
        self.opened.update(|o| o.iter_mut().for_each(|o| o.anchor = None));
        self.keeping.emptied.set(true);
    }

    /// Keeps everything in this page again.
    pub fn keep_again(self) {
        self.keeping.emptied.set(false);
        self.keep_work();
    }

    /// Takes up work of another tab or an earlier visit; what was in hand can be had back by undo.
    pub fn open_other(self, other: &Version<Scenario>) {
        let came_from = |s: &SavedScenario| s.anchor.as_ref().is_some_and(|a| Some(&a.name) == other.stamp.of.as_ref());
        let opened = self.saved.with_untracked(|all| all.iter().find(|s| came_from(s)).map(SavedScenario::opened));
        self.edit_as(opened, |_| other.content.clone());
        // From now on it is the work of this tab.
        self.keep_work();
        self.drop_other(other);
    }

    /// Lets go of work of another tab or an earlier visit, and offers to bring it back.
    pub fn discard_other(self, other: &Version<Scenario>) {
        self.drop_other(other);
        let (content, of) = (other.content.clone(), other.stamp.of.clone());
        let restore: Action = Arc::new(move || {
            self.keeping.with(|store| store.put(&Doc::Work, &content, &[], of.clone(), clock::now())).ok();
            self.look_again();
        });
        let text = format!("{} {}", self.words().deleted, self.display_name(&other.content));
        self.tell(text, Some((self.words().undo.to_owned(), restore)));
    }

    fn drop_other(self, other: &Version<Scenario>) {
        if self.keeping.with(|store| store.delete(&other.anchor())).is_ok() {
            self.keeping.others.update(|all| all.retain(|v| v.name != other.name));
        }
    }

    /// Lets go of a text that cannot be read. Only at the reader's word.
    pub fn forget(self, key: &str) {
        let gone = self.keeping.with(|store| store.area().remove(key));
        if gone.is_ok() {
            let is_it = |f: &StorageIssue| matches!(f, StorageIssue::Unreadable { key: k, .. } if k == key);
            self.keeping.findings.update(|all| all.retain(|f| !is_it(f)));
        }
    }

    /// Decides between two records that contradict each other: takes over what the others say, or lets them go.
    pub fn settle_record(self, take: bool) {
        let Record { journal, others, .. } = self.keeping.record.get_untracked();
        let merged = others.iter().rev().fold(journal, |j, other| j.merge(other.content.clone(), Prefer::Other));
        if take {
            self.keeping.keep_record(merged);
        }
        for other in &others {
            self.keeping.with(|store| store.delete(&other.anchor())).ok();
        }
        self.keeping.record.update(|r| r.others.clear());
    }
}
