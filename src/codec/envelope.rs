//! A scenario, or a journal, as it is kept in storage: in an envelope that tells whether it is whole, what it replaces,
//! and who wrote it.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::codec::field_error::quote;
use crate::plan::Plan;
use crate::scenario::{Invalid, Scenario};
use crate::text::Lang;
use crate::text::sentences::storage;
use crate::tracking::{RecordField, TrackingRecord};

const APP: &str = "two-rivers";
/// The schema that is written, and the newest that is read. Texts of schema 1 name neither writer nor predecessor.
pub const SCHEMA: u32 = 2;

/// What is known of a version beside its content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Larger than that of every version it replaces.
    pub rev: u64,
    /// When it was written, in milliseconds since 1970.
    pub saved_at: u64,
    /// The page that wrote it; empty in schema 1.
    pub tab: String,
    /// Names of the versions it replaces.
    pub base: Vec<String>,
    /// Name of the saved version a work in hand was opened from or saved as.
    pub of: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    app: String,
    schema: u32,
    rev: u64,
    saved_at: u64,
    #[serde(default)]
    tab: String,
    #[serde(default)]
    base: Vec<String>,
    #[serde(default)]
    of: Option<String>,
    /// CRC-32 of `data`, from schema 2 on of the stamp as well.
    sum: u32,
    /// The content as JSON text.
    data: String,
}

impl Envelope {
    fn sum(&self) -> u32 {
        if self.schema < 2 {
            return crc32fast::hash(self.data.as_bytes());
        }
        let Self { rev, saved_at, tab, base, of, data, .. } = self;
        crc32fast::hash(format!("{rev}\n{saved_at}\n{tab}\n{base:?}\n{of:?}\n{data}").as_bytes())
    }
}

/// What an envelope held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved<T> {
    /// The content; always passes [`Content::check`].
    pub content: T,
    /// What is known of it.
    pub stamp: Stamp,
}

/// Why a text cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Not an envelope at all.
    #[error("not an envelope: {0}")]
    NotAnEnvelope(String),
    /// Written by another program.
    #[error("written by `{0}`")]
    OtherApp(String),
    /// Written by a newer version of this program.
    #[error("schema {0} is newer than this program")]
    NewerSchema(u32),
    /// Not as it was written.
    #[error("the checksum does not agree")]
    Damaged,
    /// A field of the content is not of its form.
    #[error("{field}: {message}")]
    Field {
        /// Path of the field.
        field: String,
        /// What is wrong with it.
        message: String,
    },
    /// Values the plan does not allow.
    #[error("values out of range: {0:?}")]
    Invalid(Vec<Invalid>),
    /// Entries that cannot be kept, by item.
    #[error("entries that cannot be kept: {0:?}")]
    Entries(Vec<(String, RecordField)>),
}

impl OpenError {
    /// The error in words.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::NotAnEnvelope(_) => storage::not_an_envelope(lang).to_owned(),
            Self::OtherApp(app) => storage::other_app(lang, &quote(app)),
            Self::NewerSchema(schema) => storage::newer(lang, *schema),
            Self::Damaged => storage::damaged(lang).to_owned(),
            Self::Field { field, .. } => storage::fields(lang, &[quote(field)]),
            Self::Invalid(invalid) => storage::fields(lang, &invalid.iter().map(Invalid::field).collect::<Vec<_>>()),
            Self::Entries(faults) => {
                let path = |(item, fault): &(String, RecordField)| format!("{}.{}", quote(item), fault.field());
                storage::fields(lang, &faults.iter().map(path).collect::<Vec<_>>())
            }
        }
    }
}

/// What can be kept in an envelope.
pub trait Content: Serialize + DeserializeOwned {
    /// Whether the plan allows it.
    ///
    /// # Errors
    ///
    /// What it does not allow.
    fn check(&self, plan: &Plan) -> Result<(), OpenError>;
}

impl Content for Scenario {
    fn check(&self, plan: &Plan) -> Result<(), OpenError> {
        let invalid = Self::check(self, plan);
        if invalid.is_empty() { Ok(()) } else { Err(OpenError::Invalid(invalid)) }
    }
}

impl Content for TrackingRecord {
    fn check(&self, plan: &Plan) -> Result<(), OpenError> {
        let faults = Self::check(self, plan);
        if faults.is_empty() { Ok(()) } else { Err(OpenError::Entries(faults)) }
    }
}

/// Puts a content into an envelope.
pub fn seal(content: &impl Serialize, stamp: Stamp) -> String {
    // Neither can fail: no map keys but strings and numbers, no floats but finite ones.
    let data = serde_json::to_string(content).unwrap_or_default();
    let Stamp { rev, saved_at, tab, base, of } = stamp;
    let mut envelope = Envelope { app: APP.into(), schema: SCHEMA, rev, saved_at, tab, base, of, sum: 0, data };
    envelope.sum = envelope.sum();
    serde_json::to_string(&envelope).unwrap_or_default()
}

/// Takes a content out of its envelope.
///
/// # Errors
///
/// [`OpenError`] for everything but an envelope of this program that is whole and holds a content the plan allows.
pub fn open<T: Content>(text: &str, plan: &Plan) -> Result<Saved<T>, OpenError> {
    let saved: Saved<T> = unseal(text)?;
    saved.content.check(plan)?;
    Ok(saved)
}

/// Takes anything out of its envelope.
///
/// # Errors
///
/// [`OpenError`] for everything but an envelope of this program that is whole and holds such a thing.
pub fn unseal<T: DeserializeOwned>(text: &str) -> Result<Saved<T>, OpenError> {
    #[derive(Deserialize)]
    struct Head {
        app: String,
        schema: u32,
    }
    // The head is read first: a newer envelope may have other fields.
    let head: Head = serde_json::from_str(text).map_err(|e| OpenError::NotAnEnvelope(e.to_string()))?;
    if head.app != APP {
        return Err(OpenError::OtherApp(head.app));
    }
    if head.schema > SCHEMA {
        return Err(OpenError::NewerSchema(head.schema));
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|e| OpenError::NotAnEnvelope(e.to_string()))?;
    if envelope.sum() != envelope.sum {
        return Err(OpenError::Damaged);
    }
    let field = |field: String, message: serde_json::Error| OpenError::Field { field, message: message.to_string() };
    let mut deserializer = serde_json::Deserializer::from_str(&envelope.data);
    let content: T =
        serde_path_to_error::deserialize(&mut deserializer).map_err(|e| field(e.path().to_string(), e.into_inner()))?;
    deserializer.end().map_err(|e| field(".".into(), e))?;
    let Envelope { rev, saved_at, tab, base, of, .. } = envelope;
    Ok(Saved { content, stamp: Stamp { rev, saved_at, tab, base, of } })
}
