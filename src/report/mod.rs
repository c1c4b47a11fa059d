//! What a page shows, as numbers: verdicts, required growth, the plan's own consistency, tables.

pub mod asked;
pub mod attribution;
pub mod audit;
pub mod backtest;
pub mod compare;
mod data;
mod digest;
pub mod effects;
pub mod entered;
mod growth;
pub mod history;
pub mod nearest;
pub mod progress;
mod say;
pub mod seek;
pub mod sensitivity;
pub mod summary;
mod table;
mod targets;
pub mod vantage;
pub mod variance;

pub use data::{both, data_csv, data_metadata, results_metadata};
pub use digest::digest;
pub use growth::{Achieved, Required, Yardstick, achieved, required};
pub use say::Say;
pub use table::{compared_csv, csv, unit};
pub use targets::{Evidence, TargetReport, Verdict, latest_first, reports};
