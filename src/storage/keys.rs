//! Keys: `two-rivers.2.<document>.<revision>.<tab>` for a version, `two-rivers.index.<id>` for an index entry.

use std::fmt;

use crate::codec::envelope::SCHEMA;

/// What every key of this page begins with.
pub const PREFIX: &str = "two-rivers.";
const INDEX: &str = "two-rivers.index.";

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DocumentKey {
    /// The scenario being edited. Tabs may edit it in different ways.
    Draft,
    /// A saved scenario, by its id of lower-case letters and digits.
    Saved(String),
    /// The reader's statuses of the plan's items.
    TrackingRecord,
}

impl fmt::Display for DocumentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Draft => write!(f, "work"),
            Self::Saved(id) => write!(f, "saved-{id}"),
            Self::TrackingRecord => write!(f, "journal"),
        }
    }
}

impl DocumentKey {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "work" => Some(Self::Draft),
            "journal" => Some(Self::TrackingRecord),
            _ => text.strip_prefix("saved-").filter(|id| !id.is_empty()).map(|id| Self::Saved(id.to_owned())),
        }
    }
}

pub(super) fn version(document: &DocumentKey, rev: u64, tab: &str) -> String {
    format!("{PREFIX}{SCHEMA}.{document}.{rev}.{tab}")
}

/// Returns the document and revision of a version's key; `None` for any other key.
pub(super) fn parse_version(key: &str) -> Option<(DocumentKey, u64)> {
    match key.strip_prefix(PREFIX)?.split('.').collect::<Vec<_>>()[..] {
        [schema, document, rev, _tab] if schema == SCHEMA.to_string() => {
            Some((DocumentKey::parse(document)?, rev.parse().ok()?))
        }
        _ => None,
    }
}

pub(super) fn index(id: &str) -> String {
    format!("{INDEX}{id}")
}

/// Returns the document of an index entry's key.
pub(super) fn parse_index(key: &str) -> Option<DocumentKey> {
    key.strip_prefix(INDEX).map(|id| DocumentKey::Saved(id.to_owned()))
}

/// Whether a newer version of this page wrote the key.
pub(super) fn is_newer(key: &str) -> bool {
    let schema = key.strip_prefix(PREFIX).and_then(|rest| rest.split('.').next());
    schema.and_then(|schema| schema.parse::<u32>().ok()).is_some_and(|schema| schema > SCHEMA)
}
