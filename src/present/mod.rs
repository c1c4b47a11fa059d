//! Sentences and formatted values from the numbers of `analysis`, in one language and currency.

mod backtest;
mod compare;
mod explain;
mod monitor;
mod narrator;
mod statement;
pub mod summary;

pub use backtest::BacktestNarrator;
pub use explain::VarianceShare;
pub use narrator::Narrator;
pub use statement::{OddsText, Statement};
