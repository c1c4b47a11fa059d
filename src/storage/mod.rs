//! What is saved in the browser, so that nothing saved is ever lost: not to a second tab, a crash, a full storage or a
//! damaged text.
//!
//! Every change is written as a version under a key of its own, which nobody ever writes again: two tabs cannot
//! overwrite each other, however late one learns of the other. A version names those it replaces; what no readable
//! version replaces is a head, and is shown. Two heads mean that two tabs went different ways: both are shown. A version
//! that was replaced stays until the one after next is written, as the last good copy: should its successor be damaged,
//! it is a head again.
//!
//! Each saved scenario has an index entry as well, so that a scenario whose versions have vanished is reported by name.
//! Nothing else depends on the index.
#![expect(clippy::missing_errors_doc, reason = "every method fails for one reason: the backend rejected a call")]

mod backend;
mod keys;
mod merge;
mod recovery;
mod scan;

use std::cell::Cell;

pub use backend::{Backend, MemoryBackend, StorageError};
pub use keys::{DocumentKey, PREFIX};
pub use merge::{MergedJournal, SaveOutcome, SavedVersion};
pub use recovery::read_recovery_file;
pub use scan::{SavedEntry, Snapshot, StorageIssue, Version};

use crate::codec::envelope::{Content, Metadata, seal};

/// The key of a version, and the keys of the versions it replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionRef {
    pub name: String,
    pub base: Vec<String>,
}

/// Reads and writes the documents in a backend, for one page.
pub struct Store<B> {
    backend: B,
    tab: String,
    /// The highest revision this page has written: none is used twice, so that a key means one text for ever.
    rev: Cell<u64>,
}

impl<B: Backend> Store<B> {
    /// Creates the store of a page. No other page may ever have the same `tab`: letters and digits.
    pub fn new(backend: B, tab: String) -> Self {
        Self { backend, tab, rev: Cell::new(0) }
    }

    pub const fn backend(&self) -> &B {
        &self.backend
    }

    /// Writes a version that replaces those of `base` and reads it back; then removes the versions these had replaced.
    /// When it fails, everything is still there but, in a full storage, the copies before the last.
    pub fn put(
        &self,
        document: &DocumentKey,
        content: &impl Content,
        base: &[VersionRef],
        origin: Option<String>,
        now: u64,
    ) -> Result<VersionRef, StorageError> {
        let replaced = base.iter().filter_map(|b| keys::parse_version(&b.name)).map(|(_, rev)| rev).max().unwrap_or(0);
        let rev = self.rev.get().max(replaced) + 1;
        self.rev.set(rev);
        let name = keys::version(document, rev, &self.tab);
        let base_names: Vec<String> = base.iter().map(|b| b.name.clone()).collect();
        let metadata = Metadata { rev, saved_at: now, tab: self.tab.clone(), base: base_names.clone(), origin };
        let text = seal(content, metadata);
        let remove_copies = || base.iter().for_each(|b| self.remove_all(&b.base));
        match self.write(&name, &text) {
            Err(StorageError::Full) => {
                remove_copies();
                self.write(&name, &text)?;
            }
            result => result.map(|()| remove_copies())?,
        }
        Ok(VersionRef { name, base: base_names })
    }

    /// Writes and reads back; removes a text that was not stored whole.
    fn write(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.backend.set(key, text)?;
        if self.backend.get(key)?.as_deref() == Some(text) {
            return Ok(());
        }
        self.backend.remove(key)?;
        Err(StorageError::Altered)
    }

    /// Removes the copies a version replaced, then the version: if it stops half way, the version is left.
    pub fn delete(&self, version: &VersionRef) -> Result<(), StorageError> {
        self.remove_all(&version.base);
        self.backend.remove(&version.name)
    }

    /// Deletes a version of a saved scenario, its index entry first, so that the scenario is not reported as vanished.
    pub fn delete_saved(&self, id: &str, version: &VersionRef) -> Result<(), StorageError> {
        self.backend.remove(&keys::index(id))?;
        self.delete(version)
    }

    /// Removes versions nobody needs. What cannot be removed is removed at a later start.
    fn remove_all(&self, names: &[String]) {
        for name in names {
            self.backend.remove(name).ok();
        }
    }

    /// Removes versions that are neither shown nor the last good copy of one that is: left over where a page was stopped
    /// between writing and removing. Removes the index entries of vanished scenarios, so that each is reported once.
    pub fn collect_garbage(&self, snapshot: &Snapshot) {
        self.remove_all(&snapshot.stale);
    }

    /// Indexes every saved scenario that is there.
    pub fn rebuild_index(&self, snapshot: &Snapshot) {
        for SavedEntry { id, version, .. } in snapshot.saved.iter().filter(|e| !e.forked) {
            self.index(id, &version.content.name, version.metadata.saved_at);
        }
    }

    /// Writes an index entry, `[name, saved_at]`. Where it cannot be written now, it is at a later start.
    fn index(&self, id: &str, name: &str, saved_at: u64) {
        let (key, entry) = (keys::index(id), serde_json::json!([name, saved_at]).to_string());
        if self.backend.get(&key).is_ok_and(|stored| stored.as_ref() != Some(&entry)) {
            self.backend.set(&key, &entry).ok();
        }
    }
}
