//! What a reader records about the plan's items: how far each is, since when, and where that can be read.
//!
//! A record of the world, not of a scenario: it moves no number, and one is kept beside all scenarios.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::plain_text::is_plain;
use crate::plan::{ItemList, Plan, Status};

/// Lists whose items can be followed, in the order of the page.
const FOLLOWED: [&str; 5] = ["reforms", "policies", "platforms", "projects", "measures"];
/// Plausible years of a date.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2099;

/// How far an item is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemStatus {
    /// The reader does not know, or has not said.
    #[default]
    Unknown,
    /// Not started.
    NotStarted,
    /// Under way.
    UnderWay,
    /// Done.
    Done,
}

impl ItemStatus {
    /// All, in the order a reader chooses from.
    pub const ALL: [Self; 4] = [Self::NotStarted, Self::UnderWay, Self::Done, Self::Unknown];

    /// The letter used in links; none for what is not known, which a link leaves out.
    pub const fn letter(self) -> Option<char> {
        match self {
            Self::Unknown => None,
            Self::NotStarted => Some('n'),
            Self::UnderWay => Some('u'),
            Self::Done => Some('d'),
        }
    }

    /// The stage of this letter.
    pub fn from_letter(letter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.letter().is_some_and(|l| letter.chars().eq([l])))
    }
}

/// What is recorded about one item.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ItemRecord {
    /// How far it is.
    pub stage: ItemStatus,
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

/// A field of an entry that cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The plan has no such item on a list that can be followed.
    Item,
    /// Not a day, month or year.
    Date,
    /// Too long, or with control characters.
    Note,
    /// Not an address that starts with `http://` or `https://`, or too long.
    Evidence,
}

impl Fault {
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

    /// Whether nothing but the stage is recorded.
    pub fn is_bare(&self) -> bool {
        self.date.is_empty() && self.note.is_empty() && self.evidence.is_empty()
    }

    /// Every field that cannot be kept.
    pub fn faults(&self) -> Vec<Fault> {
        let note = self.note.chars().count() <= Self::NOTE_LIMIT && self.note.chars().all(is_noted);
        let fields = [
            (is_date(&self.date), Fault::Date),
            (note, Fault::Note),
            (self.evidence.is_empty() || is_address(&self.evidence), Fault::Evidence),
        ];
        fields.into_iter().filter(|(fits, _)| !fits).map(|(_, fault)| fault).collect()
    }
}

/// A typed note, date or address without characters that are not kept.
pub fn plain(typed: &str) -> String {
    typed.trim().chars().filter(|c| is_noted(*c)).collect()
}

/// Whether a character may stand in a note: as in other texts, and lines may end.
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

/// Days of a month.
const fn days_of(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Whether a text is a web address of a length that is kept.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| is_plain(c) && !c.is_whitespace() && !"\"<>\\".contains(c);
    !host.is_empty() && text.chars().all(plain) && text.chars().count() <= ItemRecord::EVIDENCE_LIMIT
}

/// Which of two journals counts where they differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prefer {
    /// The one at hand.
    Own,
    /// The one that comes in.
    Other,
}

/// What is recorded, by the id of the item. Items of which nothing is recorded are absent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Journal(BTreeMap<String, ItemRecord>);

impl Journal {
    /// Whether nothing is recorded.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is recorded about an item.
    pub fn get(&self, item: &str) -> Option<&ItemRecord> {
        self.0.get(item)
    }

    /// What is recorded about an item; an empty entry if nothing is.
    pub fn entry(&self, item: &str) -> ItemRecord {
        self.get(item).cloned().unwrap_or_default()
    }

    /// How far an item is.
    pub fn stage(&self, item: &str) -> ItemStatus {
        self.get(item).map(|e| e.stage).unwrap_or_default()
    }

    /// All that is recorded, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ItemRecord)> {
        self.0.iter().map(|(id, entry)| (id.as_str(), entry))
    }

    /// The same journal with another entry; one that records nothing is removed.
    #[must_use]
    pub fn with(mut self, item: &str, entry: ItemRecord) -> Self {
        if entry == ItemRecord::default() {
            self.0.remove(item);
        } else {
            self.0.insert(item.to_owned(), entry);
        }
        self
    }

    /// Everything that cannot be kept, with the item; none for a journal that can be used.
    pub fn check(&self, plan: &Plan) -> Vec<(String, Fault)> {
        let of = |(id, entry): (&String, &ItemRecord)| {
            let item = (!is_followed(plan, id)).then_some(Fault::Item);
            item.into_iter().chain(entry.faults()).map(|fault| (id.clone(), fault)).collect::<Vec<_>>()
        };
        self.0.iter().flat_map(of).collect()
    }

    /// The items on which another journal says something else. One that only repeats the stage says nothing else.
    pub fn conflicts(&self, other: &Self) -> Vec<String> {
        let differs = |(id, theirs): &(&String, &ItemRecord)| self.0.get(*id).is_some_and(|own| says_more(own, theirs));
        other.0.iter().filter(differs).map(|(id, _)| id.clone()).collect()
    }

    /// Both together; where they say different things, the preferred one counts with its whole entry.
    #[must_use]
    pub fn merge(mut self, other: Self, prefer: Prefer) -> Self {
        for (id, theirs) in other.0 {
            let takes = self.0.get(&id).is_none_or(|own| prefer == Prefer::Other && says_more(own, &theirs));
            if takes {
                self.0.insert(id, theirs);
            }
        }
        self
    }
}

/// Whether another entry says something that this one does not.
fn says_more(own: &ItemRecord, other: &ItemRecord) -> bool {
    own.stage != other.stage || (!other.is_bare() && own != other)
}

/// The lists whose items can be followed, in the order of the page.
pub fn followed(plan: &Plan) -> impl Iterator<Item = &ItemList> {
    FOLLOWED.into_iter().filter_map(|id| plan.lists.iter().find(|l| l.id == id))
}

/// Whether an item is on a list that can be followed.
pub fn is_followed(plan: &Plan, item: &str) -> bool {
    followed(plan).flat_map(|l| &l.items).any(|i| i.id == item)
}

/// How many items there are of each stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StatusCounts {
    /// Done.
    pub done: usize,
    /// Under way.
    pub under_way: usize,
    /// Not started.
    pub not_started: usize,
    /// Not known.
    pub unknown: usize,
}

impl StatusCounts {
    /// All of them.
    pub const fn total(self) -> usize {
        self.done + self.under_way + self.not_started + self.unknown
    }

    fn of<'a>(journal: &Journal, items: impl Iterator<Item = &'a str>) -> Self {
        items.fold(Self::default(), |mut tally, id| {
            *match journal.stage(id) {
                ItemStatus::Done => &mut tally.done,
                ItemStatus::UnderWay => &mut tally.under_way,
                ItemStatus::NotStarted => &mut tally.not_started,
                ItemStatus::Unknown => &mut tally.unknown,
            } += 1;
            tally
        })
    }
}

/// How far a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListCounts {
    /// Items named as part of the plan, or of which the theme is described.
    pub items: StatusCounts,
    /// Of these, those named.
    pub named: usize,
    /// Items the plan declares of which nothing is public: they can have no stage. Zero where it declares no number.
    pub hidden: usize,
    /// Real items of the same theme that are not confirmed to be on the list; they count for nothing else.
    pub candidates: StatusCounts,
}

/// Counts a list.
pub fn tally(journal: &Journal, list: &ItemList) -> ListCounts {
    let of = |wanted: fn(Status) -> bool| list.items.iter().filter(move |i| wanted(i.status)).map(|i| i.id.as_str());
    let items = StatusCounts::of(journal, of(|s| s != Status::Candidate));
    ListCounts {
        items,
        named: of(|s| s == Status::InPlan).count(),
        hidden: list.declared.map_or(0, |n| usize::from(n).saturating_sub(items.total())),
        candidates: StatusCounts::of(journal, of(|s| s == Status::Candidate)),
    }
}
