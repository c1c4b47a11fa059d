//! What is kept in the browser, so that nothing kept is ever lost: not to a second tab, a crash, a full storage or a
//! damaged text.
//!
//! Every change is written as a version under a key of its own, which nobody ever writes again: two tabs cannot
//! overwrite each other, however late one learns of the other. A version names those it replaces; what no readable
//! version replaces is a head, and is shown. Two heads mean that two tabs went different ways: both are kept. A version
//! that was replaced stays until the one after next is written, as the last good copy: should its successor be damaged,
//! it is a head again.
//!
//! Beside the versions stands an index of what should be there, so that what has vanished is noticed. It is the only
//! text that several tabs write, and nothing depends on it.

mod backend;
mod keys;
mod merge;
mod recovery;
mod versions;

use std::cell::Cell;
use std::collections::BTreeMap;

pub use backend::{Backend, MemoryBackend, Refused};
use keys::Name;
pub use keys::{Doc, PREFIX, fork_of, is_ours};
pub use merge::{How, Record, Stored};
pub use recovery::rescued;
use serde::{Deserialize, Serialize};
pub use versions::{SavedEntry, Snapshot, StorageIssue, Version};

use crate::codec::envelope::{Content, Stamp, seal, unseal};

/// Where the index stands.
const INDEX: &str = "two-rivers.index";

/// The version at hand of a document: its name, and the versions it replaced. None of a document never kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VersionRef {
    /// Its name: the key, for texts of schema 1 with their checksum.
    pub name: String,
    /// Names of the versions it replaced.
    pub base: Vec<String>,
}

/// What should be there of a saved scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// When it was last saved, in milliseconds since 1970.
    pub saved_at: u64,
}

/// Saved scenarios that should be there, by id.
pub type Index = BTreeMap<String, Listed>;

/// The documents of an area, as one page writes them.
pub struct Store<A> {
    area: A,
    tab: String,
    /// The highest revision written by this page: none is used twice, so that a name means one text for ever.
    rev: Cell<u64>,
}

impl<A: Backend> Store<A> {
    /// The store of a page. `tab` must be its own: letters and digits no other page uses.
    pub fn new(area: A, tab: String) -> Self {
        Self { area, tab, rev: Cell::new(0) }
    }

    /// The area below.
    pub const fn area(&self) -> &A {
        &self.area
    }

    /// Writes a version that replaces those of `base`, and reads it back; then removes what these had replaced.
    ///
    /// # Errors
    ///
    /// [`Refused`] if it is not kept. Everything that was kept before still is, but for the copies before the last.
    pub fn put(
        &self,
        doc: &Doc,
        content: &impl Content,
        base: &[VersionRef],
        of: Option<String>,
        now: u64,
    ) -> Result<VersionRef, Refused> {
        let replaced = base.iter().filter_map(|b| Name::rev_of(&b.name)).max().unwrap_or(0);
        let rev = self.rev.get().max(replaced) + 1;
        self.rev.set(rev);
        let names: Vec<String> = base.iter().map(|b| b.name.clone()).collect();
        let key = Name { doc: doc.clone(), rev, tab: self.tab.clone() }.key();
        let stamp = Stamp { rev, saved_at: now, tab: self.tab.clone(), base: names.clone(), of };
        let text = seal(content, stamp);
        let spare = || base.iter().flat_map(|b| &b.base).for_each(|name| self.drop_version(name));
        match self.write(&key, &text) {
            // The copies before the last make room.
            Err(Refused::Full) => {
                spare();
                self.write(&key, &text)?;
            }
            written => written.map(|()| spare())?,
        }
        Ok(VersionRef { name: key, base: names })
    }

    /// Writes and reads back; what is not kept whole leaves nothing behind.
    fn write(&self, key: &str, text: &str) -> Result<(), Refused> {
        self.area.set(key, text)?;
        if self.area.get(key)?.as_deref() == Some(text) {
            return Ok(());
        }
        self.area.remove(key)?;
        Err(Refused::Altered)
    }

    /// Removes a version and the copy it replaced, the copy first: what is left of it half way is still the version.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the area does not let it go.
    pub fn delete(&self, version: &VersionRef) -> Result<(), Refused> {
        version.base.iter().for_each(|name| self.drop_version(name));
        self.drop_version(&version.name);
        if self.has(&version.name) { Err(Refused::Blocked) } else { Ok(()) }
    }

    /// Whether a version is still there.
    pub fn has(&self, name: &str) -> bool {
        self.text_of(name).is_some()
    }

    /// The text of a version; that of schema 1 may have been replaced under its key.
    fn text_of(&self, name: &str) -> Option<String> {
        let text = self.area.get(keys::key_of(name)).ok().flatten()?;
        (keys::of_text(keys::key_of(name), &text) == name).then_some(text)
    }

    /// Removes one version; where that fails it stays and is removed another time.
    fn drop_version(&self, name: &str) {
        if self.has(name) {
            self.area.remove(keys::key_of(name)).ok();
        }
    }

    /// Removes versions that are neither shown nor the last good copy of one that is: left over where a page was stopped
    /// between writing and removing.
    pub fn sweep(&self, look: &Snapshot) {
        look.stale.iter().for_each(|name| self.drop_version(name));
    }

    /// Changes the index. Best done where no other tab does so at the same time.
    ///
    /// # Errors
    ///
    /// [`Refused`] if it is not kept.
    pub fn list(&self, change: impl FnOnce(&mut Index)) -> Result<(), Refused> {
        let before = self.index();
        let mut index = before.clone().ok().flatten().unwrap_or_default();
        change(&mut index);
        if before == Ok(Some(index.clone())) {
            return Ok(());
        }
        self.write(INDEX, &seal(&index, Stamp::default()))
    }

    /// The index; none if there is none, an error if it cannot be read.
    fn index(&self) -> Result<Option<Index>, ()> {
        let Ok(Some(text)) = self.area.get(INDEX) else { return Ok(None) };
        unseal(&text).map(|saved| Some(saved.content)).map_err(|_| ())
    }

    /// Whether the index is there: it goes when the reader clears the storage.
    pub fn is_listed(&self) -> bool {
        matches!(self.area.get(INDEX), Ok(Some(_)))
    }
}
