//! What a page shows, as numbers: verdicts, required growth, the plan's own consistency, tables.

pub mod audit;
pub mod backtest;
mod digest;
mod growth;
pub mod history;
mod say;
pub mod seek;
mod table;
mod targets;

pub use digest::digest;
pub use growth::{Achieved, Required, Yardstick, achieved, required};
pub use say::Say;
pub use table::csv;
pub use targets::{Evidence, TargetReport, Verdict, reports};
