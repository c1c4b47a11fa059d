//! Saves, opens, renames, duplicates, deletes and restores scenarios.

use std::sync::Arc;

use leptos::prelude::*;

use crate::codec::file;
use crate::scenario::Scenario;
use crate::storage::{SaveOutcome, SavedEntry, SavedVersion, VersionRef};
use crate::text::sentences::import;
use crate::ui::app::{Action, App};
use crate::ui::browser::clock;

#[derive(Clone, Debug, PartialEq)]
pub struct SavedScenario {
    pub id: String,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    pub scenario: Scenario,
    /// The version in storage; `None` if it could not be saved.
    pub version: Option<VersionRef>,
    /// Whether it was saved beside another one in a second tab.
    pub forked: bool,
}

impl From<SavedEntry> for SavedScenario {
    fn from(SavedEntry { id, version, forked }: SavedEntry) -> Self {
        let reference = Some(version.reference());
        Self { id, saved_at: version.metadata.saved_at, scenario: version.content, version: reference, forked }
    }
}

impl SavedScenario {
    pub fn opened(&self) -> OpenedFrom {
        OpenedFrom { id: self.id.clone(), version: self.version.clone() }
    }
}

/// The saved scenario the draft was opened from or saved as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFrom {
    pub id: String,
    /// The version as it was then; `None` if it could not be saved.
    pub version: Option<VersionRef>,
}

impl App {
    /// Saves the draft, over the scenario it came from or as a new one.
    pub fn save(self, as_new: bool) {
        if untrack(|| self.is_link()) {
            return self.save_copy();
        }
        if untrack(|| self.is_locked()) {
            return;
        }
        let over = if as_new { None } else { self.opened.get_untracked() };
        let opened = self.put(over, self.draft.get_untracked());
        self.opened.set(Some(opened));
        // The version it is saved as is part of the draft.
        self.save_draft_soon();
    }

    /// Saves a scenario over another one, unless that has been changed meanwhile, or as a new one. It is shown whether
    /// or not it could be saved.
    pub(super) fn put(self, over: Option<OpenedFrom>, scenario: Scenario) -> OpenedFrom {
        let saved_at = clock::now();
        let wanted = over.as_ref().map_or_else(|| self.new_id(), |o| o.id.clone());
        let version = over.as_ref().and_then(|o| o.version.as_ref());
        let fresh = if version.is_some() { self.new_id() } else { wanted.clone() };
        let over = version.map(|version| (wanted.as_str(), version));
        let result = self.storage.with(|store| store.save(self.plan, &scenario, over, &fresh, saved_at));
        let state = self.storage.state_after(&result);
        let w = self.words();
        let (id, version) = if let Ok(SavedVersion { id, version, outcome }) = result {
            let message = match outcome {
                SaveOutcome::Saved => w.saved_as,
                SaveOutcome::Forked => w.saved_beside,
                SaveOutcome::Recreated => w.saved_again,
            };
            self.show_toast(format!("{message} {}", self.display_name(&scenario)), None);
            (id, Some(version))
        } else {
            self.show_toast(state.words(w).to_owned(), None);
            (wanted, None)
        };
        let saved = SavedScenario { id: id.clone(), saved_at, scenario, version: version.clone(), forked: false };
        self.saved.update(|all| {
            all.retain(|s| s.id != id);
            all.insert(0, saved);
        });
        OpenedFrom { id, version }
    }

    fn new_id(self) -> String {
        let taken = |id: &String| self.saved.with_untracked(|all| all.iter().any(|s| s.id == *id));
        let now = clock::now();
        (now..=u64::MAX).map(|n| format!("{n:x}")).find(|id| !taken(id)).unwrap_or_default()
    }

    fn find_saved(self, id: &str) -> Option<SavedScenario> {
        self.saved.with_untracked(|all| all.iter().find(|s| s.id == id).cloned())
    }

    /// Whether the draft was opened from a saved scenario or saved as it.
    pub fn is_open(self, id: &str) -> bool {
        self.opened.with(|o| o.as_ref().is_some_and(|o| o.id == id))
    }

    pub fn display_name(self, scenario: &Scenario) -> String {
        scenario.name_or(self.words().unnamed).to_owned()
    }

    /// Makes a saved scenario the draft; undo brings back the one before.
    pub fn open_saved(self, id: &str) {
        if let Some(saved) = self.find_saved(id) {
            self.edit_as(Some(saved.opened()), |_| saved.scenario);
        }
    }

    pub fn rename_saved(self, id: &str, name: String) {
        if let Some(saved) = self.find_saved(id) {
            let opened = self.put(Some(saved.opened()), Scenario { name: name.clone(), ..saved.scenario });
            if self.opened.with_untracked(|o| o.as_ref().is_some_and(|o| o.id == id)) {
                self.edit_as(Some(opened), |s| Scenario { name, ..s });
            }
        }
    }

    pub fn duplicate_saved(self, id: &str) {
        if let Some(saved) = self.find_saved(id) {
            let name = format!("{} ({})", self.display_name(&saved.scenario), self.words().copy_suffix);
            let name = name.chars().take(crate::scenario::NAME_LIMIT).collect();
            self.put(None, Scenario { name, ..saved.scenario });
        }
    }

    /// Deletes a saved scenario and offers to bring it back.
    pub fn delete_saved(self, id: &str) {
        let Some(saved) = self.find_saved(id) else { return };
        if let Some(version) = &saved.version {
            let result = self.storage.with(|store| store.delete_saved(id, version));
            if result.is_err() {
                return self.show_toast(self.storage.state_after(&result).words(self.words()).to_owned(), None);
            }
        }
        self.saved.update(|all| all.retain(|s| s.id != id));
        if self.opened.with_untracked(|o| o.as_ref().is_some_and(|o| o.id == id)) {
            self.opened.set(None);
        }
        let text = format!("{} {}", self.words().deleted, self.display_name(&saved.scenario));
        let restore: Action = Arc::new(move || {
            self.put(Some(OpenedFrom { id: saved.id.clone(), version: None }), saved.scenario.clone());
        });
        self.show_toast(text, Some((self.words().undo.to_owned(), restore)));
    }

    /// Saves a shared scenario beside the reader's own and leaves the preview.
    pub fn save_copy(self) {
        let scenario = self.base.get_untracked();
        let name = self.display_name(&scenario);
        let OpenedFrom { id, .. } = self.put(None, scenario);
        let open: Action = Arc::new(move || self.open_saved(&id));
        self.leave_preview();
        self.show_toast(format!("{} {name}", self.words().saved_as), Some((self.words().open.to_owned(), open)));
    }

    pub fn has_saved(self, scenario: &Scenario) -> bool {
        self.saved.with(|all| all.iter().any(|s| s.scenario == *scenario))
    }

    /// Saves scenarios beside the reader's own.
    pub fn add(self, scenarios: Vec<Scenario>) {
        let count = scenarios.len();
        for scenario in scenarios {
            self.put(None, scenario);
        }
        if self.saved.with_untracked(|all| all.iter().all(|s| s.version.is_some())) {
            self.show_toast(import::added(self.lang(), count), None);
        }
    }

    /// Writes a file of the draft, everything saved and the item statuses.
    pub fn as_file(self) -> String {
        let draft = self.base.get_untracked();
        let others = self.saved.with_untracked(|all| all.iter().map(|s| s.scenario.clone()).collect::<Vec<_>>());
        let others = others.into_iter().filter(|s| *s != draft);
        let all: Vec<_> = [draft.clone()].into_iter().chain(others).collect();
        file::write(self.plan, &all, &untrack(|| self.journal()))
    }
}
