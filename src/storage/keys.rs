//! Names of documents and of their versions.

use std::fmt;

/// What every key of this page begins with.
pub const PREFIX: &str = "two-rivers.";
/// The part of a key that tells how its text is kept; a later form has another number.
const FORM: u32 = 2;

/// Something that is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doc {
    /// The work in hand. Tabs go their own ways from it.
    Work,
    /// A saved scenario, by its id: small letters, digits and `~`.
    Saved(String),
    /// The reader's record of the plan's items.
    TrackingRecord,
}

impl fmt::Display for Doc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Work => write!(f, "work"),
            Self::Saved(id) => write!(f, "saved-{id}"),
            Self::TrackingRecord => write!(f, "journal"),
        }
    }
}

impl Doc {
    /// The id of a saved scenario.
    pub fn id(&self) -> Option<&str> {
        if let Self::Saved(id) = self { Some(id) } else { None }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "work" => Some(Self::Work),
            "journal" => Some(Self::TrackingRecord),
            _ => text.strip_prefix("saved-").filter(|id| !id.is_empty()).map(|id| Self::Saved(id.to_owned())),
        }
    }
}

/// The parts of a version's key: `two-rivers.2.<document>.<revision>.<tab>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub doc: Doc,
    pub rev: u64,
    pub tab: String,
}

impl Name {
    pub fn key(&self) -> String {
        format!("{PREFIX}{FORM}.{}.{}.{}", self.doc, self.rev, self.tab)
    }

    /// Reads the name of a version, or its key; that of schema 1 has revision 0 and no tab.
    pub fn parse(name: &str) -> Option<Self> {
        let rest = key_of(name).strip_prefix(PREFIX)?;
        let first = |doc| Some(Self { doc, rev: 0, tab: String::new() });
        match rest.split('.').collect::<Vec<_>>()[..] {
            [form, doc, rev, tab] if form == FORM.to_string() => {
                Some(Self { doc: Doc::parse(doc)?, rev: rev.parse().ok()?, tab: tab.to_owned() })
            }
            ["work"] => first(Doc::Work),
            ["journal"] => first(Doc::TrackingRecord),
            ["saved", id] => first(Doc::Saved(id.to_owned())),
            _ => None,
        }
    }

    /// The revision in a name.
    pub fn rev_of(name: &str) -> Option<u64> {
        Self::parse(name).map(|n| n.rev)
    }
}

/// The key under which a version stands.
pub(super) fn key_of(name: &str) -> &str {
    name.split('#').next().unwrap_or(name)
}

/// The name of the text that stands under a key. Keys of schema 1 are written again and again, so that the checksum
/// tells one text from the next.
pub(super) fn of_text(key: &str, text: &str) -> String {
    match Name::parse(key) {
        Some(name) if name.tab.is_empty() => format!("{key}#{:08x}", crc32fast::hash(text.as_bytes())),
        _ => key.to_owned(),
    }
}

/// Whether a key belongs to a form of keeping later than this.
pub(super) fn is_later(key: &str) -> bool {
    let form = key.strip_prefix(PREFIX).and_then(|rest| rest.split('.').next());
    form.and_then(|form| form.parse::<u32>().ok()).is_some_and(|form| form > FORM)
}

/// Whether a key may be one of this page.
pub fn is_ours(key: &str) -> bool {
    key.starts_with(PREFIX)
}

/// The id under which a version goes on that was written beside another of the same saved scenario.
pub fn fork_of(id: &str, name: &str) -> String {
    let own = Name::parse(name).map(|n| format!("{}{}", n.rev, n.tab)).unwrap_or_default();
    format!("{id}~{own}")
}
