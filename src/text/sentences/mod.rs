//! Sentences, a file for each subject.

pub mod citation;
pub mod columns;
pub mod comparison;
pub mod explanation;
pub mod findings;
pub mod import;
pub mod links;
pub mod measures;
pub mod monitor;
pub mod probability;
pub mod robustness;
pub mod storage;
pub mod summary;
pub mod targets;
