//! Saved scenarios: kept, opened, renamed, copied, deleted and brought back.

use std::sync::Arc;

use leptos::prelude::*;

use crate::codec::file;
use crate::scenario::Scenario;
use crate::storage::{How, SavedEntry, Stored, VersionRef};
use crate::text::sentences::import;
use crate::ui::app::{Action, App};
use crate::ui::browser::clock;

/// A saved scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedScenario {
    /// Its id.
    pub id: String,
    /// When it was saved, in milliseconds since 1970.
    pub saved_at: u64,
    /// What it holds.
    pub scenario: Scenario,
    /// The version that is kept; none if it could not be.
    pub anchor: Option<VersionRef>,
    /// Whether it was saved beside another one in a second tab.
    pub forked: bool,
}

impl From<SavedEntry> for SavedScenario {
    fn from(SavedEntry { id, version, forked }: SavedEntry) -> Self {
        let anchor = Some(version.anchor());
        Self { id, saved_at: version.stamp.saved_at, scenario: version.content, anchor, forked }
    }
}

impl SavedScenario {
    /// The same as what the work in hand may have been opened from.
    pub fn opened(&self) -> OpenedFrom {
        OpenedFrom { id: self.id.clone(), anchor: self.anchor.clone() }
    }
}

/// The saved scenario the work in hand was opened from or saved as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedFrom {
    /// Its id.
    pub id: String,
    /// The version as it was then; none if it could not be kept.
    pub anchor: Option<VersionRef>,
}

impl App {
    /// Saves the work in hand, over the scenario it came from or as a new one.
    pub fn save(self, as_new: bool) {
        if self.is_preview_untracked() {
            return;
        }
        let over = if as_new { None } else { self.opened.get_untracked() };
        let opened = self.put(over, self.work.get_untracked());
        self.opened.set(Some(opened));
        // Where it came from is kept with the work.
        self.keep_work_soon();
    }

    /// Writes a saved scenario: over another one, if that has not been changed meanwhile, or as a new one. It is shown
    /// whether or not it could be kept.
    pub(super) fn put(self, over: Option<OpenedFrom>, scenario: Scenario) -> OpenedFrom {
        let saved_at = clock::now();
        let wanted = over.as_ref().map_or_else(|| self.new_id(), |o| o.id.clone());
        let fresh = if over.as_ref().is_some_and(|o| o.anchor.is_some()) { self.new_id() } else { wanted.clone() };
        let known = over.as_ref().and_then(|o| Some((o.id.as_str(), o.anchor.as_ref()?)));
        let (id, anchor) = match self.keeping.save(&scenario, known, &fresh, saved_at) {
            Ok(Stored { id, anchor, how }) => {
                let w = self.words();
                let told = match how {
                    How::Saved => w.saved_as,
                    How::Beside => w.saved_beside,
                    How::Again => w.saved_again,
                };
                self.tell(format!("{told} {}", self.display_name(&scenario)), None);
                (id, Some(anchor))
            }
            Err(refused) => {
                self.tell(self.keeping.refusal(refused).words(self.words()).to_owned(), None);
                (wanted, None)
            }
        };
        let saved = SavedScenario { id: id.clone(), saved_at, scenario, anchor: anchor.clone(), forked: false };
        self.saved.update(|all| {
            all.retain(|s| s.id != id);
            all.insert(0, saved);
        });
        OpenedFrom { id, anchor }
    }

    fn new_id(self) -> String {
        let taken = |id: &String| self.saved.with_untracked(|all| all.iter().any(|s| s.id == *id));
        let now = clock::now();
        (now..=u64::MAX).map(|n| format!("{n:x}")).find(|id| !taken(id)).unwrap_or_default()
    }

    fn find_saved(self, id: &str) -> Option<SavedScenario> {
        self.saved.with_untracked(|all| all.iter().find(|s| s.id == id).cloned())
    }

    /// Whether the work in hand was opened from a saved scenario or saved as it.
    pub fn is_open(self, id: &str) -> bool {
        self.opened.with(|o| o.as_ref().is_some_and(|o| o.id == id))
    }

    /// The name of a scenario as shown.
    pub fn display_name(self, scenario: &Scenario) -> String {
        scenario.name_or(self.words().unnamed).to_owned()
    }

    /// Makes a saved scenario the work in hand; what was in hand can be had back by undo.
    pub fn open_saved(self, id: &str) {
        if let Some(saved) = self.find_saved(id) {
            self.edit_as(Some(saved.opened()), |_| saved.scenario);
        }
    }

    /// Gives a saved scenario another name.
    pub fn rename_saved(self, id: &str, name: String) {
        if let Some(saved) = self.find_saved(id) {
            let opened = self.put(Some(saved.opened()), Scenario { name: name.clone(), ..saved.scenario });
            if self.opened.with_untracked(|o| o.as_ref().is_some_and(|o| o.id == id)) {
                self.edit_as(Some(opened), |s| Scenario { name, ..s });
            }
        }
    }

    /// Puts a copy of a saved scenario beside it.
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
        if let Some(anchor) = &saved.anchor
            && let Err(refused) = self.keeping.delete(id, anchor)
        {
            return self.tell(self.keeping.refusal(refused).words(self.words()).to_owned(), None);
        }
        self.saved.update(|all| all.retain(|s| s.id != id));
        if self.opened.with_untracked(|o| o.as_ref().is_some_and(|o| o.id == id)) {
            self.opened.set(None);
        }
        let text = format!("{} {}", self.words().deleted, self.display_name(&saved.scenario));
        let restore: Action = Arc::new(move || {
            let OpenedFrom { id, .. } = saved.opened();
            self.put(Some(OpenedFrom { id, anchor: None }), saved.scenario.clone());
        });
        self.tell(text, Some((self.words().undo.to_owned(), restore)));
    }

    /// Keeps a shared scenario beside the reader's own and leaves the preview.
    pub fn save_copy(self) {
        let scenario = self.meant.get_untracked();
        let name = self.display_name(&scenario);
        let OpenedFrom { id, .. } = self.put(None, scenario);
        let open: Action = Arc::new(move || self.open_saved(&id));
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
        if self.saved.with_untracked(|all| all.iter().all(|s| s.anchor.is_some())) {
            self.tell(import::added(self.lang(), count), None);
        }
    }

    /// The work in hand, everything saved and the record of the plan's items, as the text of a file.
    pub fn as_file(self) -> String {
        let work = self.meant.get_untracked();
        let others = self.saved.with_untracked(|all| all.iter().map(|s| s.scenario.clone()).collect::<Vec<_>>());
        let others = others.into_iter().filter(|s| *s != work);
        let all: Vec<_> = [work.clone()].into_iter().chain(others).collect();
        file::write(self.plan, &all, &untrack(|| self.journal()))
    }
}
