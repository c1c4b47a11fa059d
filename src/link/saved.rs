//! A scenario, or a journal, as it is kept in storage: in an envelope that tells whether it is whole.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::plan::Plan;
use crate::scenario::journal::Fault;
use crate::scenario::{Invalid, Journal, Scenario};

const APP: &str = "two-rivers";
const SCHEMA: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    app: String,
    schema: u32,
    rev: u64,
    saved_at: u64,
    /// CRC-32 of `data`.
    sum: u32,
    /// The content as JSON text.
    data: String,
}

/// What an envelope held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The scenario; always passes [`Scenario::check`].
    pub scenario: Scenario,
    /// How often it was saved.
    pub rev: u64,
    /// When, in milliseconds since 1970.
    pub saved_at: u64,
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
    Entries(Vec<(String, Fault)>),
}

/// Puts a scenario or a journal into an envelope.
pub fn seal(content: &impl Serialize, rev: u64, saved_at: u64) -> String {
    // Neither can fail: no map keys but strings and numbers, no floats but finite ones.
    let data = serde_json::to_string(content).unwrap_or_default();
    let sum = crc32fast::hash(data.as_bytes());
    let envelope = Envelope { app: APP.into(), schema: SCHEMA, rev, saved_at, sum, data };
    serde_json::to_string(&envelope).unwrap_or_default()
}

/// Takes a scenario out of its envelope.
///
/// # Errors
///
/// [`OpenError`] for everything but an envelope of this program that is whole and holds a scenario the plan allows.
pub fn open(text: &str, plan: &Plan) -> Result<Saved, OpenError> {
    let (scenario, envelope): (Scenario, _) = unseal(text)?;
    let invalid = scenario.check(plan);
    if !invalid.is_empty() {
        return Err(OpenError::Invalid(invalid));
    }
    Ok(Saved { scenario, rev: envelope.rev, saved_at: envelope.saved_at })
}

/// Takes a journal out of its envelope.
///
/// # Errors
///
/// [`OpenError`] for everything but an envelope of this program that is whole and holds a journal the plan allows.
pub fn open_journal(text: &str, plan: &Plan) -> Result<Journal, OpenError> {
    let (journal, _): (Journal, _) = unseal(text)?;
    let faults = journal.check(plan);
    if faults.is_empty() { Ok(journal) } else { Err(OpenError::Entries(faults)) }
}

fn unseal<T: DeserializeOwned>(text: &str) -> Result<(T, Envelope), OpenError> {
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
    if crc32fast::hash(envelope.data.as_bytes()) != envelope.sum {
        return Err(OpenError::Damaged);
    }
    let field = |field: String, message: serde_json::Error| OpenError::Field { field, message: message.to_string() };
    let mut deserializer = serde_json::Deserializer::from_str(&envelope.data);
    let content: T =
        serde_path_to_error::deserialize(&mut deserializer).map_err(|e| field(e.path().to_string(), e.into_inner()))?;
    deserializer.end().map_err(|e| field(".".into(), e))?;
    Ok((content, envelope))
}
