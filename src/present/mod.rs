//! Sentences and formatted values from the numbers of `analysis`, in one language and currency.

mod backtest;
mod compare;
mod explain;
mod monitor;
mod narrator;
mod robustness;
pub mod summary;

pub use backtest::{BacktestNarrator, RuleRecord};
pub use narrator::Narrator;
pub use robustness::{RuleCell, RuleRow, RuleTable};
