//! Scenarios as links, as files, and as texts kept in storage.

mod column;
pub mod file;
mod percent;
pub mod saved;
mod several;
mod v1;

pub use column::Column;
pub use several::{Several, decode_several, is_several, join, parts};
pub use v1::{decode, encode, with_stages};

use std::borrow::Cow;

use crate::decimal::Decimal;
use crate::plan::Plan;
use crate::scenario::{Journal, Scenario, is_plain};
use crate::text::Lang;
use crate::text::problems::{self, Form};

/// Longest link that is read, in characters.
pub const LIMIT: usize = 2_000;

/// Longest part of a link or a file that is repeated in a message, in characters.
const SHOWN: usize = 60;
/// Most question marks that are looked at from the right, so that a long text costs no more than a few readings of it.
const MARKS: usize = 8;

/// How much of a scenario its link holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// All of it.
    Whole,
    /// All but the notes on measures, which would make it longer than [`LIMIT`].
    WithoutNotes,
    /// It is longer than [`LIMIT`] even so and cannot be read again: a file can hold it.
    TooLong,
}

/// Writes a scenario as the query of a link that can be read again, if there is one; tells what had to be left out.
pub fn encode_within(plan: &Plan, scenario: &Scenario, lang: Option<Lang>, digest: u32) -> (String, Fit) {
    let whole = encode(plan, scenario, lang, digest);
    if whole.len() <= LIMIT {
        return (whole, Fit::Whole);
    }
    let mut bare = scenario.clone();
    bare.measures.iter_mut().for_each(|m| m.note.clear());
    let short = encode(plan, &bare, lang, digest);
    let fit = if short.len() <= LIMIT { Fit::WithoutNotes } else { Fit::TooLong };
    (short, fit)
}

/// A link that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The scenario; always passes [`Scenario::check`].
    pub scenario: Scenario,
    /// The stages of the plan's items the sender sent along; always passes [`Journal::check`].
    pub journal: Journal,
    /// The language the sender asked for.
    pub lang: Option<Lang>,
    /// Fingerprint of the results the sender saw.
    pub digest: Option<u32>,
    /// The data release the link was made with; where it is not the plan's, that is a problem too.
    pub release: Option<String>,
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
    /// The key of the part, shortened.
    pub key: String,
    /// The part as it stands in the link, shortened; characters that must not be shown are replaced.
    pub part: String,
    /// What is wrong with it.
    pub kind: ProblemKind,
}

/// What is wrong with a part of a link or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A key this version does not know.
    UnknownKey,
    /// The key stands in the link already.
    Duplicate,
    /// Not of the form the key asks for.
    Malformed,
    /// Not between these two.
    OutOfRange(Decimal, Decimal),
    /// A year from which no scenario can start; these are possible.
    BaseYear(Vec<u16>),
    /// More values than there are projected years, or several where one is allowed.
    TooManyValues,
    /// Of a year outside the projection.
    YearOutside,
    /// Longer than allowed, or with characters that are not allowed.
    BadText,
    /// Beyond the number of measures allowed.
    TooMany,
    /// Of an item the plan does not have, or that cannot be followed.
    UnknownItem,
    /// Made with another release of the data.
    OtherRelease,
}

impl ProblemKind {
    /// The problem in words; `form` is what the part should have been, where that can be said.
    pub fn describe(&self, lang: Lang, part: &str, form: Option<Form>, left_out: bool) -> String {
        match self {
            Self::UnknownKey => problems::unknown_key(lang, part),
            Self::Duplicate => problems::duplicate(lang, part),
            Self::Malformed => problems::malformed(lang, part, form, left_out),
            Self::OutOfRange(min, max) => {
                problems::out_of_range(lang, part, &min.to_string(), &max.to_string(), left_out)
            }
            Self::BaseYear(years) => problems::base_year(lang, part, years),
            Self::TooManyValues => problems::too_many_values(lang, part),
            Self::YearOutside => problems::year_outside(lang, part),
            Self::BadText => problems::bad_text(lang, part),
            Self::TooMany => problems::too_many(lang, part),
            Self::UnknownItem => problems::unknown_item(lang, part),
            Self::OtherRelease => problems::other_release(lang, part),
        }
    }
}

impl Problem {
    /// The problem in words.
    pub fn describe(&self, lang: Lang) -> String {
        self.kind.describe(lang, &self.part, Some(self.form()), self.is_left_out())
    }

    /// Whether nothing stands in its place; otherwise the default does.
    fn is_left_out(&self) -> bool {
        matches!(self.key.as_str(), "m" | "st" | "name" | "by" | "lang" | "d" | "plan") || self.key.starts_with("act.")
    }

    /// What the key asks for.
    fn form(&self) -> Form {
        match self.key.as_str() {
            "from" | "to" => Form::Year,
            "seed" | "paths" => Form::Whole,
            "t27" => Form::Reading,
            "m" => Form::Measure,
            "st" => Form::Stage,
            "name" | "by" | "plan" => Form::Text,
            "lang" => Form::Lang,
            "d" => Form::Digest,
            key if key.starts_with("act.") => Form::Actual,
            _ => Form::Number,
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

/// What may stand around a link in a sentence.
const AROUND: &str = "()[]<>\"',.;!?。，、；！？（）【】《》“”‘’";
/// Most times a link is decoded that was encoded as a whole.
const WRAPPINGS: usize = 3;

fn is_around(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') || AROUND.contains(c)
}

/// The query of a link in a text someone pasted: a full address, a fragment, or the query alone, with what chats put
/// around it taken away. `None` if there is none.
pub fn query_of(text: &str) -> Option<String> {
    let text = received(text.trim_matches(is_around));
    let is_link = |query: &&str| query.split('&').any(|pair| pair.trim_start_matches("amp;").starts_with("v="));
    // From the right: what stands before the link, or its own address, may hold a question mark as well.
    let after = text.rmatch_indices('?').filter_map(|(at, mark)| text.get(at + mark.len()..));
    let query = after.take(MARKS).chain([&*text]).find(is_link);
    query.map(ToOwned::to_owned)
}

/// A link as it was before a chat encoded it as a whole, or took the punctuation behind it for a part of it.
pub fn received(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // Bytes first: a text of a million characters is too long either way.
    if text.len() > WRAPPINGS * 4 * LIMIT {
        return text;
    }
    for _ in 0..WRAPPINGS {
        let wrapped = !text.contains('=') && (text.contains("%3D") || text.contains("%3d") || text.contains("%25"));
        match percent::decode(&text).filter(|_| wrapped) {
            Some(decoded) => text = Cow::Owned(decoded),
            None => break,
        }
    }
    let bare = without_tail(&text);
    // Links end so; anything else may be meant.
    let last = bare.rsplit(['&', ';']).next().unwrap_or_default();
    if bare.len() < text.len() && (last.starts_with("d=") || last.starts_with("st=")) {
        text = Cow::Owned(bare.to_owned());
    }
    text
}

/// A text without the punctuation at its end, plain or percent-encoded.
fn without_tail(text: &str) -> &str {
    let mut bare = text;
    loop {
        let plain = bare.trim_end_matches(is_around);
        // The last escapes may be one character: three of them most of those meant here, one the rest.
        let escaped = [9, 6, 3].into_iter().find_map(|len| {
            let (rest, tail) = plain.split_at_checked(plain.len().checked_sub(len)?)?;
            let tail = percent::decode(tail).filter(|_| tail.starts_with('%'))?;
            (!tail.is_empty() && tail.chars().all(is_around)).then_some(rest)
        });
        match escaped {
            Some(rest) => bare = rest,
            None if plain.len() == bare.len() => return bare,
            None => bare = plain,
        }
    }
}

/// At most [`SHOWN`] characters, all of which may be shown: messages go to a page and to a terminal.
fn shorten(text: &str) -> String {
    let shown = text.chars().map(|c| if is_plain(c) { c } else { char::REPLACEMENT_CHARACTER });
    if text.chars().count() <= SHOWN { shown.collect() } else { shown.take(SHOWN - 1).chain(['…']).collect() }
}
