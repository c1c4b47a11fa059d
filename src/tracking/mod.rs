//! What a reader records about the plan's items: status, date, note and evidence.
//!
//! It is about the world, not about a scenario: it changes no number, and there is one for all scenarios.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plain_text::is_plain;
use crate::plan::{ItemList, ListingStatus, Plan};

/// Lists whose items can be tracked, in the order of the page.
const FOLLOWED: [&str; 5] = ["reforms", "policies", "platforms", "projects", "measures"];
/// Plausible years of a date.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2099;

/// The status of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    /// Not recorded.
    #[default]
    Unknown,
    NotStarted,
    UnderWay,
    Done,
}

impl ItemStatus {
    /// In the order of the page's choices.
    pub const ALL: [Self; 4] = [Self::NotStarted, Self::UnderWay, Self::Done, Self::Unknown];

    /// The letter used in links; `None` for an unknown status, which links leave out.
    pub const fn letter(self) -> Option<char> {
        match self {
            Self::Unknown => None,
            Self::NotStarted => Some('n'),
            Self::UnderWay => Some('u'),
            Self::Done => Some('d'),
        }
    }

    /// The status with this letter.
    pub fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.letter().is_some_and(|l| letter.chars().eq([l])))
    }
}

/// What is recorded about one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemRecord {
    #[serde(rename = "stage")]
    pub status: ItemStatus,
    /// Since when: `2025`, `2025-03` or `2025-03-31`; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// A note, at most [`Self::NOTE_LIMIT`] characters; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Address of the evidence, at most [`Self::EVIDENCE_LIMIT`] characters; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// A field of a record that is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordField {
    /// The plan has no such item on a list that can be tracked.
    Item,
    /// Not a day, month or year.
    Date,
    /// Too long, or with control characters.
    Note,
    /// Not an address that starts with `http://` or `https://`, or too long.
    Evidence,
}

impl RecordField {
    /// The name of the field in storage and in files.
    pub const fn field(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Date => "date",
            Self::Note => "note",
            Self::Evidence => "evidence",
        }
    }
}

impl ItemRecord {
    /// Longest note, in characters.
    pub const NOTE_LIMIT: usize = 500;
    /// Longest address, in characters.
    pub const EVIDENCE_LIMIT: usize = 300;

    /// Whether nothing but the status is recorded.
    pub fn is_bare(&self) -> bool {
        self.date.is_empty() && self.note.is_empty() && self.evidence.is_empty()
    }

    /// Every field that is not valid.
    pub fn faults(&self) -> Vec<RecordField> {
        let note = self.note.chars().count() <= Self::NOTE_LIMIT && self.note.chars().all(is_noted);
        let fields = [
            (is_date(&self.date), RecordField::Date),
            (note, RecordField::Note),
            (self.evidence.is_empty() || is_address(&self.evidence), RecordField::Evidence),
        ];
        fields.into_iter().filter(|(fits, _)| !fits).map(|(_, fault)| fault).collect()
    }
}

/// Removes the characters that a note, date or address must not hold, and blanks at both ends.
pub fn plain(typed: &str) -> String {
    typed.trim().chars().filter(|c| is_noted(*c)).collect()
}

/// Whether a note may hold this character: a line break, or what [`is_plain`] allows.
fn is_noted(c: char) -> bool {
    c == '\n' || is_plain(c)
}

/// Whether a text is empty, a year, a month or a day of the calendar.
fn is_date(text: &str) -> bool {
    let number = |part: &str, digits: usize| -> Option<u16> {
        let plain = part.len() == digits && part.bytes().all(|b| b.is_ascii_digit());
        part.parse().ok().filter(|_| plain)
    };
    let parts: Vec<&str> = text.split('-').collect();
    let year = |y: &str| number(y, 4).filter(|y| YEARS.contains(y));
    let month = |m: &str| number(m, 2).filter(|m| (1..=12).contains(m));
    match parts.as_slice() {
        [""] => true,
        [y] => year(y).is_some(),
        [y, m] => year(y).is_some() && month(m).is_some(),
        [y, m, d] => {
            let days = year(y).zip(month(m)).map(|(y, m)| days_of(y, m));
            number(d, 2).zip(days).is_some_and(|(d, days)| (1..=days).contains(&d))
        }
        _ => false,
    }
}

const fn days_of(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether a text is a web address of at most [`ItemRecord::EVIDENCE_LIMIT`] characters.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| is_plain(c) && !c.is_whitespace() && !"\"<>\\".contains(c);
    !host.is_empty() && text.chars().all(plain) && text.chars().count() <= ItemRecord::EVIDENCE_LIMIT
}

/// Which of two records wins in a merge where they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefer {
    Own,
    Other,
}

/// The records of all items, by the id of the item. Items of which nothing is recorded are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TrackingRecord(BTreeMap<String, ItemRecord>);

impl TrackingRecord {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is recorded about an item.
    pub fn get(&self, item: &str) -> Option<&ItemRecord> {
        self.0.get(item)
    }

    /// What is recorded about an item; an empty record if nothing is.
    pub fn entry(&self, item: &str) -> ItemRecord {
        self.get(item).cloned().unwrap_or_default()
    }

    /// The status of an item; unknown if nothing is recorded.
    pub fn status(&self, item: &str) -> ItemStatus {
        self.get(item).map(|r| r.status).unwrap_or_default()
    }

    /// All that is recorded, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ItemRecord)> {
        self.0.iter().map(|(id, record)| (id.as_str(), record))
    }

    /// Replaces the record of an item; an empty record is removed.
    #[must_use]
    pub fn with(mut self, item: &str, record: ItemRecord) -> Self {
        if record == ItemRecord::default() {
            self.0.remove(item);
        } else {
            self.0.insert(item.to_owned(), record);
        }
        self
    }

    /// Every field that is not valid, with the id of its item; empty if all are.
    pub fn check(&self, plan: &Plan) -> Vec<(String, RecordField)> {
        let faults = |(id, record): (&String, &ItemRecord)| {
            let item = (!is_followed(plan, id)).then_some(RecordField::Item);
            item.into_iter().chain(record.faults()).map(|field| (id.clone(), field)).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(faults).collect()
    }

    /// The items on which `other` differs. A record with the same status and nothing else does not differ.
    pub fn conflicts(&self, other: &Self) -> Vec<String> {
        let differs =
            |(id, theirs): &(&String, &ItemRecord)| self.0.get(*id).is_some_and(|own| differs_from(own, theirs));
        other.0.iter().filter(differs).map(|(id, _)| id.clone()).collect()
    }

    /// Merges two records; where they differ on an item, the preferred one wins with all its fields.
    #[must_use]
    pub fn merge(mut self, other: Self, prefer: Prefer) -> Self {
        for (id, theirs) in other.0 {
            let replaces = self.0.get(&id).is_none_or(|own| prefer == Prefer::Other && differs_from(own, &theirs));
            if replaces {
                self.0.insert(id, theirs);
            }
        }
        self
    }
}

fn differs_from(own: &ItemRecord, other: &ItemRecord) -> bool {
    own.status != other.status || (!other.is_bare() && own != other)
}

/// The lists whose items can be tracked, in the order of the page.
pub fn followed(plan: &Plan) -> impl Iterator<Item = &ItemList> {
    FOLLOWED.into_iter().filter_map(|id| plan.lists.iter().find(|l| l.id == id))
}

/// Whether an item is on a list that can be tracked.
pub fn is_followed(plan: &Plan, item: &str) -> bool {
    followed(plan).flat_map(|l| &l.items).any(|i| i.id == item)
}

/// How many items have each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    pub done: usize,
    pub under_way: usize,
    pub not_started: usize,
    pub unknown: usize,
}

impl StatusCounts {
    pub const fn total(self) -> usize {
        self.done + self.under_way + self.not_started + self.unknown
    }

    fn of<'a>(record: &TrackingRecord, items: impl Iterator<Item = &'a str>) -> Self {
        items.fold(Self::default(), |mut counts, id| {
            *match record.status(id) {
                ItemStatus::Done => &mut counts.done,
                ItemStatus::UnderWay => &mut counts.under_way,
                ItemStatus::NotStarted => &mut counts.not_started,
                ItemStatus::Unknown => &mut counts.unknown,
            } += 1;
            counts
        })
    }
}

/// The counts of one list of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListCounts {
    /// Items named as part of the plan, or of which the theme is described.
    pub items: StatusCounts,
    pub named: usize,
    /// Items the plan declares of which nothing is public, so they have no status; zero where it declares no number.
    pub hidden: usize,
    /// Real items of the same theme that are not confirmed to be on the list; not counted in `items`.
    pub candidates: StatusCounts,
}

pub fn tally(record: &TrackingRecord, list: &ItemList) -> ListCounts {
    let ids =
        |wanted: fn(ListingStatus) -> bool| list.items.iter().filter(move |i| wanted(i.status)).map(|i| i.id.as_str());
    let items = StatusCounts::of(record, ids(|s| s != ListingStatus::Candidate));
    ListCounts {
        items,
        named: ids(|s| s == ListingStatus::InPlan).count(),
        hidden: list.declared.map_or(0, |n| usize::from(n).saturating_sub(items.total())),
        candidates: StatusCounts::of(record, ids(|s| s == ListingStatus::Candidate)),
    }
}
