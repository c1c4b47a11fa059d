//! What stands in an area: the heads of every document, and what is not as it should be.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::codec::envelope::{Content, OpenError, Stamp, open};
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::storage::keys::Name;
use crate::storage::{Backend, Doc, Index, Listed, Refused, Store, VersionRef, fork_of, keys};
use crate::text::Lang;
use crate::text::sentences::storage;
use crate::tracking::TrackingRecord;

/// A version that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// Its name.
    pub name: String,
    /// What is known of it.
    pub stamp: Stamp,
    /// What it holds.
    pub content: T,
}

impl<T> Version<T> {
    /// Where a page stands that goes on from here.
    pub fn anchor(&self) -> VersionRef {
        VersionRef { name: self.name.clone(), base: self.stamp.base.clone() }
    }
}

/// A saved scenario as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedEntry {
    /// The id under which it goes on.
    pub id: String,
    /// The version on show.
    pub version: Version<Scenario>,
    /// Whether it was written beside another one in a second tab.
    pub forked: bool,
}

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageIssue {
    /// A text that cannot be read. It stays where it is, and nothing is written over it.
    Unreadable {
        /// Where it stands.
        key: String,
        /// The text itself.
        text: String,
        /// Why.
        error: OpenError,
        /// Whether an earlier version is shown in its place.
        replaced: bool,
    },
    /// Texts of a newer version of this program, left alone.
    Newer(usize),
    /// A saved scenario that should be there and is not.
    Vanished {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
        /// When it was last saved, in milliseconds since 1970.
        saved_at: u64,
    },
    /// A saved scenario that is there and was not listed.
    Unlisted(String),
    /// The index itself could not be read.
    IndexUnreadable,
}

impl StorageIssue {
    /// The finding in words; `when` writes a time given in milliseconds since 1970.
    pub fn describe(&self, lang: Lang, when: impl Fn(u64) -> String) -> String {
        let named = |name: &str| if name.is_empty() { lang.words().unnamed.to_owned() } else { name.to_owned() };
        match self {
            Self::Unreadable { key, error, replaced, .. } => {
                storage::unreadable(lang, key, &error.describe(lang), *replaced)
            }
            Self::Newer(count) => storage::newer_beside(lang, *count),
            Self::Vanished { name, saved_at, .. } => storage::vanished(lang, &named(name), &when(*saved_at)),
            Self::Unlisted(name) => storage::unlisted(lang, &named(name)),
            Self::IndexUnreadable => storage::index_unreadable(lang).to_owned(),
        }
    }
}

/// What stands in an area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Heads of the work in hand, the latest first.
    pub work: Vec<Version<Scenario>>,
    /// Saved scenarios, the latest first.
    pub saved: Vec<SavedEntry>,
    /// Heads of the record of the plan's items, the latest first.
    pub journal: Vec<Version<TrackingRecord>>,
    /// What is not as it should be.
    pub findings: Vec<StorageIssue>,
    /// Names of versions nobody needs any more.
    pub(super) stale: Vec<String>,
}

/// Versions of some documents, told apart by document.
struct Read<T> {
    versions: Vec<(Doc, Version<T>)>,
    unreadable: Vec<(Doc, String, String, OpenError)>,
}

impl<A: Backend> Store<A> {
    /// Looks at everything that is kept, and changes nothing.
    ///
    /// # Errors
    ///
    /// [`Refused`] if the area is closed.
    pub fn look(&self, plan: &Plan) -> Result<Snapshot, Refused> {
        let mut look = Snapshot::default();
        let keys = self.area.keys()?;
        let of = |wanted: fn(&Doc) -> bool| {
            let named = keys.iter().filter_map(|key| Some((Name::parse(key)?.doc, key)));
            named.filter(|(doc, _)| wanted(doc)).collect::<Vec<_>>()
        };
        look.work = only(look.take(self.read(of(|doc| *doc == Doc::Work), plan)));
        look.journal = only(look.take(self.read(of(|doc| *doc == Doc::TrackingRecord), plan)));
        let saved = of(|doc| matches!(doc, Doc::Saved(_)));
        let ids: BTreeSet<String> = saved.iter().filter_map(|(doc, _)| doc.id()).map(ToOwned::to_owned).collect();
        for (doc, heads) in look.take(self.read(saved, plan)) {
            let id = doc.id().unwrap_or_default();
            let entry = |(at, version): (usize, Version<Scenario>)| {
                let forked = at > 0;
                SavedEntry { id: if forked { fork_of(id, &version.name) } else { id.to_owned() }, version, forked }
            };
            look.saved.extend(heads.into_iter().enumerate().map(entry));
        }
        look.saved.sort_by_key(|e| (Reverse(e.version.stamp.saved_at), e.id.clone()));
        let later = keys.iter().filter(|key| keys::is_later(key)).count();
        if later > 0 {
            look.findings.push(StorageIssue::Newer(later));
        }
        self.check_index(&mut look, &ids);
        Ok(look)
    }

    fn read<T: Content>(&self, keys: Vec<(Doc, &String)>, plan: &Plan) -> Read<T> {
        let mut read = Read { versions: Vec::new(), unreadable: Vec::new() };
        for (doc, key) in keys {
            // Gone since the keys were read, or closed: not there.
            let Ok(Some(text)) = self.area.get(key) else { continue };
            match open(&text, plan) {
                Ok(saved) => {
                    let name = keys::of_text(key, &text);
                    read.versions.push((doc, Version { name, stamp: saved.stamp, content: saved.content }));
                }
                Err(error) => read.unreadable.push((doc, key.clone(), text, error)),
            }
        }
        read
    }

    /// Compares what is there with what should be. Without an index, nothing was ever listed or the storage was cleared.
    fn check_index(&self, look: &mut Snapshot, ids: &BTreeSet<String>) {
        match self.index() {
            Ok(None) => {}
            Ok(Some(index)) => {
                for (id, Listed { name, saved_at }) in index.clone() {
                    if !ids.contains(&id) {
                        look.findings.push(StorageIssue::Vanished { id, name, saved_at });
                    }
                }
                let unlisted = look.saved.iter().filter(|e| !e.forked && !index.contains_key(&e.id));
                let unlisted: Vec<_> =
                    unlisted.map(|e| StorageIssue::Unlisted(e.version.content.name.clone())).collect();
                look.findings.extend(unlisted);
            }
            Err(()) => look.findings.push(StorageIssue::IndexUnreadable),
        }
    }

    /// Makes the index what is there, so that what was told of it is not told again.
    ///
    /// # Errors
    ///
    /// [`Refused`] if it is not kept.
    pub fn relist(&self, look: &Snapshot) -> Result<(), Refused> {
        let listed = |e: &SavedEntry| {
            let (name, saved_at) = (e.version.content.name.clone(), e.version.stamp.saved_at);
            (e.id.clone(), Listed { name, saved_at })
        };
        let now: Index = look.saved.iter().filter(|e| !e.forked).map(listed).collect();
        self.list(|index| *index = now)
    }
}

impl Snapshot {
    /// The heads of each document, the latest first; notes what cannot be read and what nobody needs.
    fn take<T>(&mut self, Read { versions, unreadable }: Read<T>) -> BTreeMap<Doc, Vec<Version<T>>> {
        let replaced: BTreeSet<String> = versions.iter().flat_map(|(_, v)| v.stamp.base.iter().cloned()).collect();
        let (heads, old): (Vec<_>, Vec<_>) = versions.into_iter().partition(|(_, v)| !replaced.contains(&v.name));
        let copies: BTreeSet<&String> = heads.iter().flat_map(|(_, v)| &v.stamp.base).collect();
        self.stale.extend(old.into_iter().map(|(_, v)| v.name).filter(|name| !copies.contains(name)));
        let mut by_doc: BTreeMap<Doc, Vec<Version<T>>> = BTreeMap::new();
        for (doc, version) in heads {
            by_doc.entry(doc).or_default().push(version);
        }
        for heads in by_doc.values_mut() {
            heads.sort_by_key(|v| (Reverse(v.stamp.saved_at), Reverse(v.stamp.rev), v.name.clone()));
        }
        for (doc, key, text, error) in unreadable {
            self.findings.push(StorageIssue::Unreadable { key, text, error, replaced: by_doc.contains_key(&doc) });
        }
        by_doc
    }
}

/// The heads of the only document there is.
fn only<T>(by_doc: BTreeMap<Doc, Vec<Version<T>>>) -> Vec<Version<T>> {
    by_doc.into_values().next().unwrap_or_default()
}
