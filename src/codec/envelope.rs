//! The envelope of a scenario or a journal in storage. It tells whether the text is whole, what it replaces, and which tab
//! wrote it.

use std::cmp::Ordering;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::codec::field_error::quote;
use crate::json;
use crate::json::JsonError;
use crate::plan::Plan;
use crate::scenario::{Invalid, Scenario};
use crate::text::Lang;
use crate::text::sentences::storage;
use crate::tracking::{RecordField, TrackingRecord};

const APP: &str = "two-rivers";
/// The schema of envelopes and of their keys. A later format gets a higher number.
pub const SCHEMA: u32 = 2;

/// What is known of a version beside its content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Larger than that of every version it replaces.
    pub rev: u64,
    /// When it was written, in milliseconds since 1970.
    pub saved_at: u64,
    /// The page that wrote it.
    pub tab: String,
    /// Keys of the versions it replaces.
    pub base: Vec<String>,
    /// For a draft: key of the saved version it was opened from or saved as.
    #[serde(rename = "of")]
    pub origin: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Envelope {
    app: String,
    schema: u32,
    #[serde(flatten)]
    metadata: Metadata,
    /// CRC-32 of metadata and data.
    sum: u32,
    /// The content as JSON text.
    data: String,
}

fn checksum(Metadata { rev, saved_at, tab, base, origin }: &Metadata, data: &str) -> u32 {
    crc32fast::hash(format!("{rev}\n{saved_at}\n{tab}\n{base:?}\n{origin:?}\n{data}").as_bytes())
}

/// Why the text of an envelope cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    #[error("not an envelope: {0}")]
    NotAnEnvelope(String),
    #[error("written by `{0}`")]
    OtherApp(String),
    #[error("schema {0} is newer than this program")]
    NewerSchema(u32),
    /// The checksum does not match.
    #[error("the checksum does not agree")]
    Damaged,
    /// A field of the content is not of its form.
    #[error("{field}: {message}")]
    Field { field: String, message: String },
    /// Values the plan does not allow.
    #[error("values out of range: {0:?}")]
    Invalid(Vec<Invalid>),
    /// Entries of the record with an error, by item.
    #[error("entries that cannot be kept: {0:?}")]
    Entries(Vec<(String, RecordField)>),
}

impl OpenError {
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

/// What can be stored in an envelope.
pub trait Content: Serialize + DeserializeOwned {
    /// Checks the content against the plan.
    ///
    /// # Errors
    ///
    /// What the plan does not allow.
    fn check(&self, plan: &Plan) -> Result<(), OpenError>;

    /// Removes what an earlier version kept and this one has no use for.
    fn renew(_kept: &mut Value) {}
}

impl Content for Scenario {
    fn check(&self, plan: &Plan) -> Result<(), OpenError> {
        let invalid = Self::check(self, plan);
        if invalid.is_empty() { Ok(()) } else { Err(OpenError::Invalid(invalid)) }
    }

    fn renew(kept: &mut Value) {
        if let Some(fields) = kept.as_object_mut() {
            fields.remove("paths");
        }
    }
}

impl Content for TrackingRecord {
    fn check(&self, plan: &Plan) -> Result<(), OpenError> {
        let faults = Self::check(self, plan);
        if faults.is_empty() { Ok(()) } else { Err(OpenError::Entries(faults)) }
    }
}

/// Writes a content in an envelope.
pub fn seal(content: &impl Serialize, metadata: Metadata) -> String {
    // Neither can fail: no map keys but strings and numbers, no floats but finite ones.
    let data = serde_json::to_string(content).unwrap_or_default();
    let sum = checksum(&metadata, &data);
    serde_json::to_string(&Envelope { app: APP.into(), schema: SCHEMA, metadata, sum, data }).unwrap_or_default()
}

/// Reads a content from its envelope.
///
/// # Errors
///
/// [`OpenError`] for everything but a whole envelope of this program with a content the plan allows.
pub fn open<T: Content>(text: &str, plan: &Plan) -> Result<(T, Metadata), OpenError> {
    #[derive(Deserialize)]
    struct Head {
        app: String,
        schema: u32,
    }
    let not_an_envelope = |e: JsonError| OpenError::NotAnEnvelope(e.to_string());
    // The head is read first: a newer envelope may have other fields.
    let head: Head = json::read(text).map_err(not_an_envelope)?;
    if head.app != APP {
        return Err(OpenError::OtherApp(head.app));
    }
    match head.schema.cmp(&SCHEMA) {
        Ordering::Less => return Err(OpenError::NotAnEnvelope(format!("schema {}", head.schema))),
        Ordering::Equal => {}
        Ordering::Greater => return Err(OpenError::NewerSchema(head.schema)),
    }
    let Envelope { metadata, sum, data, .. } = json::read(text).map_err(not_an_envelope)?;
    if sum != checksum(&metadata, &data) {
        return Err(OpenError::Damaged);
    }
    let renewed = |mut kept: Value| {
        T::renew(&mut kept);
        json::from_value(kept)
    };
    let content: T = json::parse(&data)
        .and_then(renewed)
        .map_err(|JsonError { path, message, .. }| OpenError::Field { field: path, message })?;
    content.check(plan)?;
    Ok((content, metadata))
}
