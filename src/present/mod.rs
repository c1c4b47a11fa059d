//! Numbers put into words, in one language and currency.

mod backtest;
mod compare;
mod explain;
mod monitor;
mod narrator;
pub mod summary;

pub use backtest::BacktestNarrator;
pub use narrator::Narrator;
