//! Reading the plan file: strict, and precise about the field at fault.

use crate::plan::Plan;

/// Why a plan file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Not the expected form; names the field, such as `series[3].points[0].value`.
    #[error("{field}: {message}")]
    Form {
        /// Path of the field.
        field: String,
        /// What is wrong with it.
        message: String,
    },
    /// The form is right but the content contradicts itself; one line each.
    #[error("{}", .0.join("\n"))]
    Content(Vec<String>),
}

/// Reads a plan file.
///
/// # Errors
///
/// [`LoadError::Form`] for the first field that is missing, unknown or of another type; [`LoadError::Content`] for
/// everything that fails the checks: years out of order, ids used twice, sources missing, sums that do not agree.
#[cfg(not(target_arch = "wasm32"))]
pub fn parse(json: &str) -> Result<Plan, LoadError> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let plan = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|e| LoadError::Form { field: e.path().to_string(), message: e.inner().to_string() })?;
    deserializer.end().map_err(|e| LoadError::Form { field: ".".into(), message: e.to_string() })?;
    let faults = crate::plan::check::faults(&plan);
    if faults.is_empty() { Ok(plan) } else { Err(LoadError::Content(faults)) }
}

/// The page only ever reads the embedded file, which the native tests hold to be whole: to check it again, and to name the
/// field, would be weight for nothing.
#[cfg(target_arch = "wasm32")]
fn parse(json: &str) -> Result<Plan, LoadError> {
    serde_json::from_str(json).map_err(|e| LoadError::Form { field: ".".into(), message: e.to_string() })
}

/// The plan this program carries.
///
/// # Errors
///
/// As [`parse`]; a test holds that the embedded file has none.
pub fn chongqing() -> Result<Plan, LoadError> {
    parse(include_str!("chongqing.json"))
}
