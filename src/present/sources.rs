//! The tables of the Sources page: each in one unit, a note that many of its rows share told once.

use crate::plan::{Confidence, Kind, Observation, Unit};
use crate::present::Narrator;
use crate::text::format;
use crate::text::sentences::targets;

/// Rows from which a note is told once for all of them.
const SHARED: usize = 3;

/// Records of one unit as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceTable {
    /// The head of the column of values, with the unit of all of them.
    pub value: String,
    /// What several rows have in common, in the order of their letters.
    pub shared: Vec<SharedNote>,
    pub rows: Vec<SourceRow>,
}

/// The note and the source of several rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedNote {
    /// What the rows carry in its place.
    pub letter: String,
    pub note: String,
    /// Key into [`Plan::sources`](crate::plan::Plan::sources).
    pub source: String,
}

/// A record in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    pub id: String,
    pub period: String,
    /// With all its digits, in the unit of the table.
    pub value: String,
    pub kind: &'static str,
    pub basis: String,
    pub confidence: &'static str,
    /// Set where little can be built on it though projections start from it.
    pub weak: Option<&'static str>,
    pub origin: RowOrigin,
}

/// Where a row comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowOrigin {
    /// The letter of a [`SharedNote`].
    Shared(String),
    Own {
        note: String,
        source: String,
    },
}

impl Narrator<'_> {
    /// The records of a series as a table; amounts stand in yuan, whatever currency is on show.
    pub fn source_table(&self, unit: Unit, records: &[Observation]) -> SourceTable {
        let note = |o: &Observation| o.note.as_ref().map(|n| n.get(self.lang).to_owned()).unwrap_or_default();
        let told = |o: &Observation| (note(o), o.source.clone());
        let count = |o: &Observation| records.iter().filter(|p| told(p) == told(o)).count();
        let mut shared: Vec<SharedNote> = Vec::new();
        for o in records.iter().filter(|o| count(o) >= SHARED) {
            let (note, source) = told(o);
            if !shared.iter().any(|s| s.note == note && s.source == source) {
                let letter =
                    char::from_u32(u32::from(b'a') + shared.len() as u32).map(String::from).unwrap_or_default();
                shared.push(SharedNote { letter, note, source });
            }
        }
        let row = |o: &Observation| {
            let (note, source) = told(o);
            let of_all = shared.iter().find(|s| s.note == note && s.source == source);
            SourceRow {
                id: o.id.clone(),
                period: o.as_of.as_ref().map_or_else(|| o.year.to_string(), |text| format::as_of(self.lang, text)),
                value: self.table_value(unit, o.value),
                kind: if o.kind == Kind::Actual { self.words().actual } else { self.words().estimate },
                basis: self.plan.bases.get(&o.basis).map(|b| b.get(self.lang).to_owned()).unwrap_or_default(),
                confidence: self.confidence(o.confidence),
                weak: self.plan.is_weak(o).then_some(self.words().weak),
                origin: of_all.map_or(RowOrigin::Own { note, source }, |s| RowOrigin::Shared(s.letter.clone())),
            }
        };
        let value = targets::with_unit(self.lang, self.words().value, self.table_unit(unit));
        SourceTable { value, rows: records.iter().map(row).collect(), shared }
    }

    /// A value with all its digits, in the unit of tables.
    pub fn table_value(&self, unit: Unit, value: f64) -> String {
        match unit {
            Unit::Money => format::money_table(self.lang, value),
            Unit::Percent => format::trimmed(value, 2),
            Unit::Companies => format::trimmed(value, 0),
            Unit::Rate => format::trimmed(value, 4),
        }
    }

    /// The unit of tables.
    pub fn table_unit(&self, unit: Unit) -> &'static str {
        match unit {
            Unit::Money => format::money_table_unit(self.lang),
            Unit::Percent => "%",
            Unit::Companies => self.words().unit_companies,
            Unit::Rate => self.words().unit_rate,
        }
    }

    /// How far a figure can be relied on, in a word.
    pub fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::High => self.words().high,
            Confidence::Medium => self.words().medium,
            Confidence::Low => self.words().low,
        }
    }
}
