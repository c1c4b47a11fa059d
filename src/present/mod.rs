//! Sentences and formatted values from the numbers of `analysis`, in one language and currency.

mod backtest;
mod compare;
mod explain;
mod findings;
mod monitor;
mod narrator;
mod sources;
pub mod summary;

pub use backtest::BacktestNarrator;
pub use findings::ComparableRow;
pub use narrator::Narrator;
pub use sources::{RowOrigin, SharedNote, SourceRow, SourceTable};
