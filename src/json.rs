//! Reads JSON by one route: text to [`Value`] to type, with the path of the field at fault.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Error;

/// Why a text is no JSON, or not of the type that was expected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct JsonError {
    /// Path of the field, such as `series[3].points[0].value`; `.` for the whole text.
    pub path: String,
    pub message: String,
    /// Line and column where the text stops being JSON, counted from 1; `None` for JSON of another type.
    pub position: Option<(usize, usize)>,
}

impl From<Error<serde_json::Error>> for JsonError {
    fn from(error: Error<serde_json::Error>) -> Self {
        let (path, error) = (error.path().to_string(), error.inner());
        let position = (error.line() > 0).then_some((error.line(), error.column()));
        Self { path, message: error.to_string(), position }
    }
}

/// Reads a text as JSON of any form.
///
/// # Errors
///
/// [`JsonError`] with the position of the first character that is wrong.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer)?;
    let trailing = |e: serde_json::Error| JsonError {
        path: ".".into(),
        message: e.to_string(),
        position: Some((e.line(), e.column())),
    };
    deserializer.end().map_err(trailing)?;
    Ok(value)
}

/// Converts a value into a type.
///
/// # Errors
///
/// [`JsonError`] with the path of the first field that is missing, unknown or of another type.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, JsonError> {
    Ok(serde_path_to_error::deserialize(value)?)
}

/// Reads a text as JSON of a type.
///
/// # Errors
///
/// As [`parse`] and [`from_value`].
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsonError> {
    from_value(parse(text)?)
}
