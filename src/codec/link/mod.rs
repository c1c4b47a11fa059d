//! Scenarios as the query of a link.

mod multi;
mod percent;
mod query;
mod v1;

use std::borrow::Cow;

use multi::decode_parts;
pub use multi::{LONGEST, Several, decode_several, is_several, join, parts};
pub use query::LinkQuery;
pub use v1::{decode, encode, with_stages};

use crate::decimal::Decimal;
use crate::plain_text::is_plain;
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::text::Lang;
use crate::text::sentences::links;
use crate::text::sentences::links::Form;
use crate::tracking::Journal;

/// Longest link that is read, in characters.
pub const LIMIT: usize = 2_000;

/// Longest part of a link or a file that is repeated in a message, in characters.
const SHOWN: usize = 60;

/// How much of a scenario its link holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSize {
    /// All of it.
    Whole,
    /// All but the notes on measures, which would make it longer than [`LIMIT`].
    WithoutNotes,
    /// It is longer than [`LIMIT`] even so and cannot be read again: a file can hold it.
    TooLong,
}

/// Writes a scenario as the query of a link that can be read again, if there is one; tells what had to be left out.
pub fn encode_within(plan: &Plan, scenario: &Scenario, lang: Option<Lang>, checksum: u32) -> (String, LinkSize) {
    let whole = encode(plan, scenario, lang, checksum);
    if whole.len() <= LIMIT {
        return (whole, LinkSize::Whole);
    }
    let mut bare = scenario.clone();
    bare.measures.iter_mut().for_each(|m| m.note.clear());
    let short = encode(plan, &bare, lang, checksum);
    let fit = if short.len() <= LIMIT { LinkSize::WithoutNotes } else { LinkSize::TooLong };
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
    pub checksum: Option<u32>,
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
    /// So many more parts of a file that could not be used.
    More(usize),
}

impl ProblemKind {
    /// The problem in words; `form` is what the part should have been, where that can be said.
    pub fn describe(&self, lang: Lang, part: &str, form: Option<Form>, left_out: bool) -> String {
        match self {
            Self::UnknownKey => links::unknown_key(lang, part),
            Self::Duplicate => links::duplicate(lang, part),
            Self::Malformed => links::malformed(lang, part, form, left_out),
            Self::OutOfRange(min, max) => links::out_of_range(lang, part, &min.to_string(), &max.to_string(), left_out),
            Self::BaseYear(years) => links::base_year(lang, part, years),
            Self::TooManyValues => links::too_many_values(lang, part),
            Self::YearOutside => links::year_outside(lang, part),
            Self::BadText => links::bad_text(lang, part),
            Self::TooMany => links::too_many(lang, part),
            Self::UnknownItem => links::unknown_item(lang, part),
            Self::OtherRelease => links::other_release(lang, part),
            Self::More(count) => links::more(lang, part, *count),
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
            "d" => Form::Checksum,
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
            Self::UnknownVersion(version) => links::unknown_version(lang, version),
            Self::TooLong(length) => links::too_long(lang, *length, LIMIT),
        }
    }
}

/// What may stand around a link in a sentence.
const AROUND: &str = "()[]<>\"',.;!?。，、；！？（）【】《》“”‘’";
/// Most times a link is decoded that was encoded as a whole.
const WRAPPINGS: usize = 3;

/// What chats and mail put around a link: punctuation, space, and what is not seen.
fn is_around(c: char) -> bool {
    c.is_whitespace() || !is_plain(c) || matches!(c, '\u{200c}' | '\u{200d}') || AROUND.contains(c)
}

/// The query of a link in a text someone pasted: a full address, a fragment, or the query alone, with what chats and mail
/// put around it taken away. `None` if there is none, or if the text has more than [`LONGEST`] bytes.
pub fn query_of(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let text = received(text.trim_matches(is_around));
    // The last version, and from there back: what stands before the link, or its own address, may hold a question mark.
    let version = places(&text, "v=").last()?;
    let start = text.get(..version)?.rfind('?').map_or(0, |mark| mark + 1);
    text.get(start..).map(ToOwned::to_owned)
}

/// Whether a text is meant as the query of a link. All that are written have a version and a release, so that one is there
/// when the other is damaged.
pub fn is_link(query: &str) -> bool {
    query == "v" || ["v=", "plan="].iter().any(|key| places(query, key).next().is_some())
}

/// Where a key stands in a text: at its beginning, or after what ends another part.
fn places<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = usize> + 'a {
    let ends = |before: &str| before.is_empty() || before.ends_with(['?', '&', ';']);
    text.match_indices(key).map(|(at, _)| at).filter(move |at| text.get(..*at).is_some_and(ends))
}

/// A link as it was before a filter of mail or a chat encoded it as a whole, once or more, and without the punctuation
/// behind it that was taken for a part of it.
pub fn received(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..WRAPPINGS {
        let is_wrapped = !text.contains("v=") && ["v%3D", "v%3d", "v%25"].iter().any(|v| text.contains(v));
        match is_wrapped.then(|| percent::decode(&text)).flatten() {
            Some(decoded) => text = Cow::Owned(decoded),
            None => break,
        }
    }
    let bare = without_tail(&text);
    // Links end so; anything else may be meant.
    let last = bare.rsplit(['&', ';']).next().unwrap_or_default();
    if last.starts_with("d=") || last.starts_with("st=") {
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
pub(in crate::codec) fn shorten(text: &str) -> String {
    let shown = text.chars().map(|c| if is_plain(c) { c } else { char::REPLACEMENT_CHARACTER });
    if text.chars().count() <= SHOWN { shown.collect() } else { shown.take(SHOWN - 1).chain(['…']).collect() }
}
