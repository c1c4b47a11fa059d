//! Scenarios as text: links, files, and the envelope of what the browser stores.

pub mod envelope;
mod field_error;
pub mod file;
pub mod link;
mod source;

pub use field_error::{FieldError, FieldErrorKind};
pub use source::ScenarioSource;
