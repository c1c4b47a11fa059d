//! Scenarios as text: links, files, and the envelope of what the browser stores.

mod compared;
pub mod envelope;
pub mod file;
pub mod link;

pub use compared::ScenarioSource;
