//! Finds the heads of every document in a backend, and what is wrong with the rest.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::codec::envelope::{Content, Metadata, OpenError, open};
use crate::json;
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::storage::{Backend, DocumentKey, StorageError, Store, VersionRef, keys};
use crate::text::Lang;
use crate::text::sentences::storage;
use crate::tracking::TrackingRecord;

/// A version that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// Its key.
    pub name: String,
    pub metadata: Metadata,
    pub content: T,
}

impl<T> Version<T> {
    pub fn reference(&self) -> VersionRef {
        VersionRef { name: self.name.clone(), base: self.metadata.base.clone() }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedEntry {
    /// The document it is saved to next; a fork's own, else that of the version.
    pub id: String,
    pub version: Version<Scenario>,
    /// Whether it was written beside another head in a second tab.
    pub forked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageIssue {
    /// A text that cannot be read. It stays where it is, and nothing is written over it.
    Unreadable {
        key: String,
        text: String,
        error: OpenError,
        /// Whether an earlier version is shown in its place.
        replaced: bool,
    },
    /// So many texts of a newer version of this page, left alone.
    Newer(usize),
    /// A saved scenario that is indexed and not there.
    Vanished {
        name: String,
        /// When it was last saved, in milliseconds since 1970.
        saved_at: u64,
    },
}

impl StorageIssue {
    /// Describes the issue; `format_time` formats a time in milliseconds since 1970.
    pub fn describe(&self, lang: Lang, format_time: impl Fn(u64) -> String) -> String {
        match self {
            Self::Unreadable { key, error, replaced, .. } => {
                storage::unreadable(lang, key, &error.describe(lang), *replaced)
            }
            Self::Newer(count) => storage::newer_beside(lang, *count),
            Self::Vanished { name, saved_at, .. } => {
                let name = if name.is_empty() { lang.words().unnamed } else { name };
                storage::vanished(lang, name, &format_time(*saved_at))
            }
        }
    }
}

/// What a backend holds: heads, the latest first, and issues.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    pub drafts: Vec<Version<Scenario>>,
    pub saved: Vec<SavedEntry>,
    pub journals: Vec<Version<TrackingRecord>>,
    pub issues: Vec<StorageIssue>,
    /// Keys of versions that are neither heads nor their copies, and of index entries reported as vanished.
    pub(super) stale: Vec<String>,
}

impl<B: Backend> Store<B> {
    /// Reads everything and changes nothing.
    pub fn scan(&self, plan: &Plan) -> Result<Snapshot, StorageError> {
        let mut snapshot = Snapshot::default();
        let keys = self.backend.keys()?;
        let documents: Vec<(DocumentKey, &String)> =
            keys.iter().filter_map(|key| Some((keys::parse_version(key)?.0, key))).collect();
        let of = |wanted: fn(&DocumentKey) -> bool| documents.iter().filter(move |(document, _)| wanted(document));
        snapshot.drafts =
            self.heads(of(|d| *d == DocumentKey::Draft), plan, &mut snapshot).into_values().flatten().collect();
        snapshot.journals = self
            .heads(of(|d| *d == DocumentKey::TrackingRecord), plan, &mut snapshot)
            .into_values()
            .flatten()
            .collect();
        for (document, heads) in self.heads(of(|d| matches!(d, DocumentKey::Saved(_))), plan, &mut snapshot) {
            let DocumentKey::Saved(document) = document else { continue };
            snapshot.saved.extend(heads.into_iter().enumerate().map(|(i, version)| {
                // All heads but the latest go on as documents of their own. Every tab gives them the same id.
                let fork = format!("{}x{}", version.metadata.tab, version.metadata.rev);
                SavedEntry { id: if i > 0 { fork } else { document.clone() }, version, forked: i > 0 }
            }));
        }
        snapshot.saved.sort_by_key(|e| (Reverse(e.version.metadata.saved_at), e.id.clone()));
        let newer = keys.iter().filter(|key| keys::is_newer(key)).count();
        if newer > 0 {
            snapshot.issues.push(StorageIssue::Newer(newer));
        }
        for key in &keys {
            if keys::parse_index(key).is_none_or(|document| documents.iter().any(|(d, _)| *d == document)) {
                continue;
            }
            let text = self.backend.get(key)?.unwrap_or_default();
            if let Ok((name, saved_at)) = json::read(&text) {
                snapshot.issues.push(StorageIssue::Vanished { name, saved_at });
                snapshot.stale.push(key.clone());
            }
        }
        Ok(snapshot)
    }

    /// Returns the heads of each document, the latest first. Adds unreadable texts and stale versions to the snapshot.
    fn heads<'a, T: Content>(
        &self,
        keys: impl Iterator<Item = &'a (DocumentKey, &'a String)>,
        plan: &Plan,
        snapshot: &mut Snapshot,
    ) -> BTreeMap<DocumentKey, Vec<Version<T>>> {
        let (mut versions, mut unreadable) = (Vec::new(), Vec::new());
        for (document, key) in keys {
            // Otherwise removed since the keys were listed.
            if let Ok(Some(text)) = self.backend.get(key) {
                match open(&text, plan) {
                    Ok((content, metadata)) => {
                        versions.push((document, Version { name: (*key).clone(), metadata, content }));
                    }
                    Err(error) => unreadable.push((document, (*key).clone(), text, error)),
                }
            }
        }
        let replaced: BTreeSet<String> = versions.iter().flat_map(|(_, v)| v.metadata.base.clone()).collect();
        let (heads, old): (Vec<_>, Vec<_>) = versions.into_iter().partition(|(_, v)| !replaced.contains(&v.name));
        let copies: BTreeSet<&String> = heads.iter().flat_map(|(_, v)| &v.metadata.base).collect();
        snapshot.stale.extend(old.into_iter().map(|(_, v)| v.name).filter(|name| !copies.contains(name)));
        let mut by_document: BTreeMap<DocumentKey, Vec<Version<T>>> = BTreeMap::new();
        for (document, version) in heads {
            by_document.entry(document.clone()).or_default().push(version);
        }
        for heads in by_document.values_mut() {
            heads.sort_by_key(|v| (Reverse(v.metadata.saved_at), Reverse(v.metadata.rev), v.name.clone()));
        }
        for (document, key, text, error) in unreadable {
            let replaced = by_document.contains_key(document);
            snapshot.issues.push(StorageIssue::Unreadable { key, text, error, replaced });
        }
        by_document
    }
}
