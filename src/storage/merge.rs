//! Keeping what two tabs may have changed at the same time: where one did not see what the other did, both stay.

use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::storage::{Backend, Doc, Listed, Refused, Store, Version, VersionRef};
use crate::tracking::{ItemRecord, Prefer, TrackingRecord};

/// What saving a scenario over another one came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It replaced the version it came from, or is a new one.
    Saved,
    /// Another tab had changed that meanwhile: this one stands beside it.
    Beside,
    /// Another tab had deleted it meanwhile: it is there again.
    Again,
}

/// A scenario that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id from now on.
    pub id: String,
    /// The version that was written.
    pub anchor: VersionRef,
    /// What it came to.
    pub how: How,
}

/// The record of the plan's items as it stands, whoever changed it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The latest, with everything of others that does not contradict it.
    pub journal: TrackingRecord,
    /// The versions it is made of.
    pub of: Vec<VersionRef>,
    /// Versions that contradict it.
    pub others: Vec<Version<TrackingRecord>>,
}

impl Record {
    /// Puts the heads of the record together, the latest first.
    pub fn new(heads: Vec<Version<TrackingRecord>>) -> Self {
        heads.into_iter().fold(Self::default(), |mut record, head| {
            if record.of.is_empty() || record.journal.conflicts(&head.content).is_empty() {
                record.of.push(head.anchor());
                record.journal = record.journal.merge(head.content, Prefer::Own);
            } else {
                record.others.push(head);
            }
            record
        })
    }
}

impl<A: Backend> Store<A> {
    /// Saves a scenario: over the version it came from, if there is one and it is still there unchanged; `fresh` is the
    /// id of a new one.
    ///
    /// # Errors
    ///
    /// [`Refused`] if it is not kept.
    pub fn save(
        &self,
        plan: &Plan,
        scenario: &Scenario,
        over: Option<(&str, &VersionRef)>,
        fresh: &str,
        now: u64,
    ) -> Result<Stored, Refused> {
        let saved = self.look(plan)?.saved;
        let (id, base, how) = match over {
            None => (fresh, None, How::Saved),
            Some((id, came_from)) => match saved.iter().find(|e| e.version.name == came_from.name) {
                Some(entry) => (entry.id.as_str(), Some(entry.version.anchor()), How::Saved),
                None if saved.iter().any(|e| e.id == id) => (fresh, None, How::Beside),
                None => (id, Some(came_from.clone()), How::Again),
            },
        };
        let anchor = self.put(&Doc::Saved(id.to_owned()), scenario, base.as_slice(), None, now)?;
        Ok(Stored { id: id.to_owned(), anchor, how })
    }

    /// Lists a saved scenario. Best done where no other tab lists anything at the same time.
    ///
    /// # Errors
    ///
    /// [`Refused`] if it is not kept.
    pub fn enlist(&self, id: &str, scenario: &Scenario, now: u64) -> Result<(), Refused> {
        let listed = Listed { name: scenario.name.clone(), saved_at: now };
        self.list(|index| drop(index.insert(id.to_owned(), listed)))
    }

    /// Keeps what was changed of the record between what was seen and what is wanted; what others changed meanwhile
    /// stays. Where they changed the very same, their version stays beside.
    ///
    /// # Errors
    ///
    /// [`Refused`] if it is not kept.
    pub fn keep_journal(
        &self,
        plan: &Plan,
        seen: &TrackingRecord,
        wanted: &TrackingRecord,
        now: u64,
    ) -> Result<Record, Refused> {
        let Record { journal, of, .. } = Record::new(self.look(plan)?.journal);
        let items = seen.iter().chain(wanted.iter()).map(|(item, _)| item.to_owned());
        let changed: Vec<(String, ItemRecord)> = items
            .map(|item| (wanted.entry(&item), item))
            .filter(|(wanted, item)| seen.entry(item) != *wanted)
            .map(|(wanted, item)| (item, wanted))
            .collect();
        let unseen = |(item, wanted): &(String, ItemRecord)| {
            let there = journal.entry(item);
            there != seen.entry(item) && there != *wanted && there != ItemRecord::default()
        };
        let base = if changed.iter().any(unseen) { &[][..] } else { &of };
        let after = changed.iter().fold(journal.clone(), |journal, (item, entry)| journal.with(item, entry.clone()));
        self.put(&Doc::TrackingRecord, &after, base, None, now)?;
        Ok(Record::new(self.look(plan)?.journal))
    }
}
