//! A field of a link or a file that could not be used; everything else is.

use crate::decimal::Decimal;
use crate::plain_text::is_plain;
use crate::text::Lang;
use crate::text::sentences::links;
use crate::text::sentences::links::Form;

/// Most characters of a link or a file that are quoted in a message.
const MAX_QUOTED_CHARS: usize = 60;

/// What is wrong with one field of a link or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The part of the link, such as `dep=150`, or the path in the file, such as `scenarios[0].levers.dep`, shortened
    /// and safe to show.
    pub field: String,
    pub kind: FieldErrorKind,
    /// What the field should have been, where that can be said.
    pub expected: Option<Form>,
    /// Whether the field is left out; otherwise its default is used.
    pub left_out: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldErrorKind {
    UnknownKey,
    Duplicate,
    Malformed,
    OutOfRange(Decimal, Decimal),
    /// Not one of these base years.
    BaseYear(Vec<u16>),
    /// More values than projected years, or several where one is allowed.
    TooManyValues,
    /// Of a year outside the projection.
    YearOutside,
    /// Longer than allowed, or with characters that are not allowed.
    BadText,
    /// Beyond the number of measures or scenarios allowed.
    TooMany,
    /// Of an item the plan does not have, or that cannot be followed.
    UnknownItem,
    /// Made with another release of the data.
    OtherRelease,
    /// Made with another version of the model.
    OtherModel,
    /// So many more errors that are not listed.
    More(usize),
}

impl FieldError {
    /// Describes the error in words.
    pub fn describe(&self, lang: Lang) -> String {
        use FieldErrorKind as Kind;
        let Self { field, kind, expected, left_out } = self;
        match kind {
            Kind::UnknownKey => links::unknown_key(lang, field),
            Kind::Duplicate => links::duplicate(lang, field),
            Kind::Malformed => links::malformed(lang, field, *expected, *left_out),
            Kind::OutOfRange(min, max) => {
                links::out_of_range(lang, field, &min.to_string(), &max.to_string(), *left_out)
            }
            Kind::BaseYear(years) => links::base_year(lang, field, years),
            Kind::TooManyValues => links::too_many_values(lang, field),
            Kind::YearOutside => links::year_outside(lang, field),
            Kind::BadText => links::bad_text(lang, field),
            Kind::TooMany => links::too_many(lang, field),
            Kind::UnknownItem => links::unknown_item(lang, field),
            Kind::OtherRelease => links::other_release(lang, field),
            Kind::OtherModel => links::other_model(lang, field),
            Kind::More(count) => links::more(lang, field, *count),
        }
    }
}

/// At most [`MAX_QUOTED_CHARS`] characters of a text, safe for a page and a terminal: those that must not be shown are
/// replaced.
pub(in crate::codec) fn quote(text: &str) -> String {
    let plain = text.chars().map(|c| if is_plain(c) { c } else { char::REPLACEMENT_CHARACTER });
    if text.chars().count() <= MAX_QUOTED_CHARS {
        plain.collect()
    } else {
        plain.take(MAX_QUOTED_CHARS - 1).chain(['…']).collect()
    }
}
