//! Scenarios as the query of a link.

mod multi;
mod query;
mod v1;

use std::borrow::Cow;

pub use multi::{MAX_TEXT_BYTES, MultiLink, join};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
pub use query::LinkQuery;
pub use v1::{decode, encode, with_statuses};

use crate::codec::FieldError;
use crate::export::checksum;
use crate::model::{Odds, Outcome};
use crate::plain_text::is_plain;
use crate::plan::{MODEL, Plan};
use crate::scenario::Scenario;
use crate::text::Lang;
use crate::text::sentences::{citation, links};
use crate::tracking::TrackingRecord;

/// Longest link that is read, in characters.
pub const MAX_LINK_CHARS: usize = 2_000;

/// How much of a scenario its link contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkSize {
    Whole,
    /// All but the notes on measures, with which it would be longer than [`MAX_LINK_CHARS`].
    WithoutNotes,
    /// Longer than [`MAX_LINK_CHARS`] even without notes, so that it cannot be read again: only a file can hold it.
    TooLong,
}

/// Writes a scenario as the query of a link, without notes if it would be too long with them.
pub fn encode_within(plan: &Plan, scenario: &Scenario, lang: Option<Lang>, checksum: u32) -> (String, LinkSize) {
    let whole = encode(plan, scenario, lang, checksum);
    if whole.len() <= MAX_LINK_CHARS {
        return (whole, LinkSize::Whole);
    }
    let mut bare = scenario.clone();
    bare.measures.iter_mut().for_each(|m| m.note.clear());
    let short = encode(plan, &bare, lang, checksum);
    let size = if short.len() <= MAX_LINK_CHARS { LinkSize::WithoutNotes } else { LinkSize::TooLong };
    (short, size)
}

/// A link that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Always passes [`Scenario::check`].
    pub scenario: Scenario,
    /// The statuses of the plan's items that the sender included; always passes [`TrackingRecord::check`].
    pub journal: TrackingRecord,
    /// The language the sender chose for the recipient.
    pub lang: Option<Lang>,
    /// Checksum of the results the sender saw.
    pub checksum: Option<u32>,
    /// The data release the link was made with; one other than the plan's is a problem too.
    pub release: Option<String>,
    /// The version of the model it was made with: the first where it names none.
    pub model: u16,
    /// Parts that could not be used, in the order of the link.
    pub problems: Vec<FieldError>,
}

impl Link {
    /// That it was made with another data release or version of the model, and with which; `None` where both are today's and
    /// where it does not say.
    pub fn made_before(&self, plan: &Plan, lang: Lang) -> Option<String> {
        let release = self.release.as_ref()?;
        let differs = *release != plan.release || self.model != MODEL;
        let then = citation::edition(lang, release, self.model);
        differs.then(|| links::made_before(lang, &then, &plan.edition(lang)))
    }
}

/// The link of a scenario's results, as tables carry it: without an address in front. Empty where it would be too long to
/// be read.
pub fn of_results(plan: &Plan, scenario: &Scenario, outcome: &Outcome, odds: &Odds) -> String {
    let (query, size) = encode_within(plan, scenario, None, checksum(outcome, odds));
    if size == LinkSize::TooLong { String::new() } else { format!("#/lab?{query}") }
}

/// Why a text cannot be read as a link at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    NotALink,
    UnknownVersion(String),
    /// Its length in bytes; it has more than [`MAX_LINK_CHARS`] characters.
    TooLong(usize),
}

impl LinkError {
    /// Describes the error in words.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::NotALink => lang.words().not_a_link.to_owned(),
            Self::UnknownVersion(version) => links::unknown_version(lang, version),
            Self::TooLong(length) => links::too_long(lang, *length, MAX_LINK_CHARS),
        }
    }
}

/// Punctuation that a sentence may put around a link.
const SURROUNDING_PUNCTUATION: &str = "()[]<>\"',.;!?。，、；！？（）【】《》“”‘’";
/// How many times a link that was percent-encoded as a whole is decoded at most.
const MAX_ENCODINGS: usize = 3;

/// Whether chats and mail put a character around links: punctuation, white space, and invisible characters.
fn is_surrounding(c: char) -> bool {
    c.is_whitespace() || !is_plain(c) || matches!(c, '\u{200c}' | '\u{200d}') || SURROUNDING_PUNCTUATION.contains(c)
}

/// Finds the query of a link in a pasted text: a full address, a fragment, or the query alone, without what chats and
/// mail put around it. `None` if there is none, or if the text has more than [`MAX_TEXT_BYTES`].
pub fn query_of(text: &str) -> Option<String> {
    if text.len() > MAX_TEXT_BYTES {
        return None;
    }
    let text = unwrap_pasted(text.trim_matches(is_surrounding));
    // The question mark before the last version: the text before the link, or its own address, may contain others.
    let version = key_positions(&text, "v=").last()?;
    let start = text.get(..version)?.rfind('?').map_or(0, |mark| mark + 1);
    text.get(start..).map(ToOwned::to_owned)
}

/// Whether a text is meant as the query of a link. Every link is written with a version and a release, so that either
/// identifies it when the other is damaged.
pub fn is_link(query: &str) -> bool {
    query == "v" || ["v=", "plan="].iter().any(|key| key_positions(query, key).next().is_some())
}

/// Byte positions of a key in a text: at the start of the text or of a part.
fn key_positions<'a>(text: &'a str, key: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_start = |before: &str| before.is_empty() || before.ends_with(['?', '&', ';']);
    let matches = text.match_indices(key).map(|(position, _)| position);
    matches.filter(move |position| text.get(..*position).is_some_and(is_start))
}

/// Undoes what mail and chats do to a link: decodes one that was percent-encoded as a whole, once or more, and removes
/// the punctuation behind it that was taken for a part of it.
pub fn unwrap_pasted(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..MAX_ENCODINGS {
        let is_encoded = !text.contains("v=") && ["v%3D", "v%3d", "v%25"].iter().any(|v| text.contains(v));
        match is_encoded.then(|| percent_decode(&text)).flatten() {
            Some(decoded) => text = Cow::Owned(decoded),
            None => break,
        }
    }
    let bare = without_tail(&text);
    // Links that are written end with these keys; anything else at the end may be meant.
    let last = bare.rsplit(['&', ';']).next().unwrap_or_default();
    if last.starts_with("d=") || last.starts_with("st=") {
        text = Cow::Owned(bare.to_owned());
    }
    text
}

/// Removes the punctuation at the end of a text, plain or percent-encoded.
fn without_tail(text: &str) -> &str {
    let mut bare = text;
    loop {
        let plain = bare.trim_end_matches(is_surrounding);
        // The last escapes may be one character: the punctuation meant here takes three of them, two or one.
        let escaped = [9, 6, 3].into_iter().find_map(|len| {
            let (rest, tail) = plain.split_at_checked(plain.len().checked_sub(len)?)?;
            let tail = percent_decode(tail).filter(|_| tail.starts_with('%'))?;
            (!tail.is_empty() && tail.chars().all(is_surrounding)).then_some(rest)
        });
        match escaped {
            Some(rest) => bare = rest,
            None if plain.len() == bare.len() => return bare,
            None => bare = plain,
        }
    }
}

/// What `encodeURIComponent` escapes.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'!')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

fn percent_encode(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Decodes; `None` for a broken escape, which `percent_encoding` would pass through, and for bytes that are not UTF-8.
fn percent_decode(text: &str) -> Option<String> {
    let is_hex = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    let is_whole = text.split('%').skip(1).all(|rest| rest.as_bytes().get(..2).is_some_and(is_hex));
    percent_decode_str(text).decode_utf8().ok().filter(|_| is_whole).map(Cow::into_owned)
}
