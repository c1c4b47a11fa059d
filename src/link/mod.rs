//! Scenarios as links, and as texts kept in storage.

mod percent;
pub mod saved;
mod v1;

pub use v1::{decode, encode};

use crate::decimal::Decimal;
use crate::scenario::Scenario;
use crate::text::{Lang, problems};

/// Longest link that is read, in characters.
pub const LIMIT: usize = 2_000;

/// A link that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The scenario; always passes [`Scenario::check`].
    pub scenario: Scenario,
    /// The language the sender asked for.
    pub lang: Option<Lang>,
    /// Fingerprint of the results the sender saw.
    pub digest: Option<u32>,
    /// Parts that could not be used, in the order of the link.
    pub problems: Vec<Problem>,
}

/// Why a text is no link at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// It has no version.
    NotALink,
    /// A version this program does not know.
    UnknownVersion(String),
    /// More than [`LIMIT`] characters.
    TooLong(usize),
}

/// A part of a link that could not be used; the rest is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The part as it stands in the link, shortened.
    pub part: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a part of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A key this version does not know.
    UnknownKey,
    /// The key stands in the link already.
    Duplicate,
    /// Not of the form the key asks for.
    Malformed,
    /// Not between these two.
    OutOfRange(Decimal, Decimal),
    /// More values than there are projected years, or several where one is allowed.
    TooManyValues,
    /// Of a year outside the projection.
    YearOutside,
    /// Longer than allowed, or with characters that are not allowed.
    BadText,
    /// Beyond the number of measures allowed.
    TooMany,
    /// Made with another release of the data.
    OtherRelease,
}

impl Problem {
    /// The problem in words.
    pub fn describe(&self, lang: Lang) -> String {
        let part = &self.part;
        match self.kind {
            ProblemKind::UnknownKey => problems::unknown_key(lang, part),
            ProblemKind::Duplicate => problems::duplicate(lang, part),
            ProblemKind::Malformed => problems::malformed(lang, part),
            ProblemKind::OutOfRange(min, max) => problems::out_of_range(lang, part, &min.to_string(), &max.to_string()),
            ProblemKind::TooManyValues => problems::too_many_values(lang, part),
            ProblemKind::YearOutside => problems::year_outside(lang, part),
            ProblemKind::BadText => problems::bad_text(lang, part),
            ProblemKind::TooMany => problems::too_many(lang, part),
            ProblemKind::OtherRelease => problems::other_release(lang, part),
        }
    }
}

impl LinkError {
    /// The error in words.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::NotALink => lang.words().not_a_link.to_owned(),
            Self::UnknownVersion(version) => problems::unknown_version(lang, version),
            Self::TooLong(length) => problems::too_long(lang, *length, LIMIT),
        }
    }
}

/// The query of a link in a text someone pasted: a full address, a fragment, or the query alone, with what chats put
/// around it taken away. `None` if there is none.
pub fn query_of(text: &str) -> Option<&str> {
    let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let around = |c: char| invisible(c) || "()[]<>\"',.;!?。，、；！？（）【】《》“”‘’".contains(c);
    let text = text.trim_matches(around);
    let query = match text.rsplit_once('?') {
        Some((_, query)) => query,
        None => text,
    };
    query.split('&').any(|pair| pair.trim_start_matches("amp;").starts_with("v=")).then_some(query)
}
