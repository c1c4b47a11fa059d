//! Saves what two tabs may have changed at the same time: where one did not see the other's change, both versions stay.

use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::storage::{Backend, DocumentKey, StorageError, Store, Version, VersionRef};
use crate::tracking::{ItemRecord, Prefer, TrackingRecord};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// It replaced the version it came from, or is a new scenario.
    Saved,
    /// Another tab had changed that version: this one is saved beside it.
    Forked,
    /// Another tab had deleted the scenario: it is there again.
    Recreated,
}

/// A scenario that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedVersion {
    /// Its id from now on.
    pub id: String,
    pub version: VersionRef,
    pub outcome: SaveOutcome,
}

/// The item statuses of all tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergedJournal {
    /// The latest, with everything of others that does not contradict it.
    pub journal: TrackingRecord,
    /// The versions it is merged from.
    pub sources: Vec<VersionRef>,
    /// Versions that contradict it.
    pub conflicts: Vec<Version<TrackingRecord>>,
}

impl MergedJournal {
    /// Merges heads, the latest first.
    pub fn new(heads: Vec<Version<TrackingRecord>>) -> Self {
        heads.into_iter().fold(Self::default(), |mut merged, head| {
            if merged.sources.is_empty() || merged.journal.conflicts(&head.content).is_empty() {
                merged.sources.push(head.reference());
                merged.journal = merged.journal.merge(head.content, Prefer::Own);
            } else {
                merged.conflicts.push(head);
            }
            merged
        })
    }
}

impl<B: Backend> Store<B> {
    /// Saves a scenario over the version it came from, if there is one and it is still there unchanged; otherwise `fresh`
    /// is the id of a new one.
    pub fn save(
        &self,
        plan: &Plan,
        scenario: &Scenario,
        over: Option<(&str, &VersionRef)>,
        fresh: &str,
        now: u64,
    ) -> Result<SavedVersion, StorageError> {
        let saved = self.scan(plan)?.saved;
        let (id, base, outcome) = match over {
            None => (fresh, None, SaveOutcome::Saved),
            Some((id, came_from)) => match saved.iter().find(|e| e.version.name == came_from.name) {
                Some(entry) => (entry.id.as_str(), Some(entry.version.reference()), SaveOutcome::Saved),
                None if saved.iter().any(|e| e.id == id) => (fresh, None, SaveOutcome::Forked),
                None => (id, Some(came_from.clone()), SaveOutcome::Recreated),
            },
        };
        let version = self.put(&DocumentKey::Saved(id.to_owned()), scenario, base.as_slice(), None, now)?;
        self.index(id, &scenario.name, now);
        Ok(SavedVersion { id: id.to_owned(), version, outcome })
    }

    /// Saves the changes between the journal that was seen and the one that is wanted, and leaves what others changed.
    /// Where they changed the same item, their version stays as a conflict.
    pub fn save_journal(
        &self,
        plan: &Plan,
        seen: &TrackingRecord,
        wanted: &TrackingRecord,
        now: u64,
    ) -> Result<MergedJournal, StorageError> {
        let MergedJournal { journal, sources, .. } = MergedJournal::new(self.scan(plan)?.journals);
        let items = seen.iter().chain(wanted.iter()).map(|(item, _)| item.to_owned());
        let changed: Vec<(String, ItemRecord)> = items
            .map(|item| (wanted.entry(&item), item))
            .filter(|(wanted, item)| seen.entry(item) != *wanted)
            .map(|(wanted, item)| (item, wanted))
            .collect();
        let is_unseen = |(item, wanted): &(String, ItemRecord)| {
            let stored = journal.entry(item);
            stored != seen.entry(item) && stored != *wanted && stored != ItemRecord::default()
        };
        let base = if changed.iter().any(is_unseen) { &[][..] } else { &sources };
        let after = changed.iter().fold(journal.clone(), |journal, (item, entry)| journal.with(item, entry.clone()));
        self.put(&DocumentKey::TrackingRecord, &after, base, None, now)?;
        Ok(MergedJournal::new(self.scan(plan)?.journals))
    }
}
