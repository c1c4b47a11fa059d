//! Saved scenarios: kept, opened, renamed, copied, deleted and brought back.

use std::sync::Arc;

use leptos::prelude::*;

use super::{App, Deed, Kept};
use crate::link::{file, saved as envelope};
use crate::scenario::Scenario;
use crate::text::files;
use crate::ui::browser::clock;
use crate::ui::browser::storage::Key;

/// A saved scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedScenario {
    /// Its id in storage.
    pub id: String,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// How often it was saved.
    pub rev: u64,
    /// What it holds.
    pub scenario: Scenario,
}

impl App {
    /// Saves the work in hand, over the scenario it came from or as a new one.
    pub fn save(self, as_new: bool) {
        let work = self.work.get_untracked();
        let id = if as_new { None } else { self.open_id.get_untracked() };
        let id = self.put(id, work);
        self.open_id.set(Some(id));
    }

    pub(super) fn put(self, id: Option<String>, scenario: Scenario) -> String {
        let id = id.unwrap_or_else(|| self.new_id());
        let known = self.saved.with_untracked(|all| all.iter().find(|s| s.id == id).cloned());
        let rev = known.as_ref().map_or(1, |s| s.rev + 1);
        let saved_at = clock::now();
        let name = self.display_name(&scenario);
        if self.write(&Key::Saved(id.clone()), &envelope::seal(&scenario, rev, saved_at)) {
            self.tell(format!("{} {name}", self.words().saved_as), None);
        }
        let saved = SavedScenario { id: id.clone(), saved_at, rev, scenario };
        self.saved.update(|all| {
            all.retain(|s| s.id != id);
            all.insert(0, saved);
        });
        id
    }

    fn new_id(self) -> String {
        let taken = |id: &String| self.saved.with_untracked(|all| all.iter().any(|s| s.id == *id));
        let now = clock::now();
        (now..=u64::MAX).map(|n| format!("{n:x}")).find(|id| !taken(id)).unwrap_or_default()
    }

    /// The name of a scenario as shown.
    pub fn display_name(self, scenario: &Scenario) -> String {
        scenario.name_or(self.words().unnamed).to_owned()
    }

    /// Makes a saved scenario the work in hand; what was in hand can be had back by undo.
    pub fn open_saved(self, id: &str) {
        if let Some(saved) = self.saved.with_untracked(|all| all.iter().find(|s| s.id == id).cloned()) {
            self.edit(None, |_| saved.scenario);
            self.open_id.set(Some(saved.id));
        }
    }

    /// Gives a saved scenario another name.
    pub fn rename_saved(self, id: &str, name: String) {
        if let Some(saved) = self.saved.with_untracked(|all| all.iter().find(|s| s.id == id).cloned()) {
            if self.open_id.get_untracked().as_deref() == Some(id) {
                self.edit(None, |s| Scenario { name: name.clone(), ..s });
            }
            self.put(Some(saved.id), Scenario { name, ..saved.scenario });
        }
    }

    /// Puts a copy of a saved scenario beside it.
    pub fn duplicate_saved(self, id: &str) {
        if let Some(saved) = self.saved.with_untracked(|all| all.iter().find(|s| s.id == id).cloned()) {
            let name = format!("{} ({})", self.display_name(&saved.scenario), self.words().copy_suffix);
            let name = name.chars().take(crate::scenario::NAME_LIMIT).collect();
            self.put(None, Scenario { name, ..saved.scenario });
        }
    }

    /// Deletes a saved scenario and offers to bring it back.
    pub fn delete_saved(self, id: &str) {
        let Some(saved) = self.saved.with_untracked(|all| all.iter().find(|s| s.id == id).cloned()) else { return };
        self.store.with_value(|store| store.remove(&Key::Saved(id.to_owned())));
        self.saved.update(|all| all.retain(|s| s.id != id));
        if self.open_id.get_untracked().as_deref() == Some(id) {
            self.open_id.set(None);
        }
        let text = format!("{} {}", self.words().deleted, self.display_name(&saved.scenario));
        let restore: Deed = Arc::new(move || {
            self.put(Some(saved.id.clone()), saved.scenario.clone());
        });
        self.tell(text, Some((self.words().undo.to_owned(), restore)));
    }

    /// Keeps a shared scenario beside the reader's own and leaves the preview.
    pub fn save_copy(self) {
        let scenario = self.shown.get_untracked();
        let name = self.display_name(&scenario);
        let id = self.put(None, scenario);
        let open: Deed = Arc::new(move || self.open_saved(&id));
        self.leave_preview();
        self.tell(format!("{} {name}", self.words().saved_as), Some((self.words().open.to_owned(), open)));
    }

    /// Whether this very scenario is saved already.
    pub fn has_saved(self, scenario: &Scenario) -> bool {
        self.saved.with(|all| all.iter().any(|s| s.scenario == *scenario))
    }

    /// Saves scenarios beside the reader's own.
    pub fn add(self, scenarios: Vec<Scenario>) {
        let count = scenarios.len();
        for scenario in scenarios {
            self.put(None, scenario);
        }
        if matches!(self.kept.get_untracked(), Kept::Here | Kept::Pending) {
            self.tell(files::added(self.lang(), count), None);
        }
    }

    /// The work in hand, everything saved and the record of the plan's items, as the text of a file.
    pub fn as_file(self) -> String {
        let work = self.shown.get_untracked();
        let others = self.saved.with_untracked(|all| all.iter().map(|s| s.scenario.clone()).collect::<Vec<_>>());
        let others = others.into_iter().filter(|s| *s != work);
        file::write(
            self.plan,
            &[work.clone()].into_iter().chain(others).collect::<Vec<_>>(),
            &self.journal.get_untracked(),
        )
    }
}
