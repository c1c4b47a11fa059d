//! Sentences and formatted values from the numbers of `analysis`, in one language and currency.

mod backtest;
mod compare;
mod explain;
mod findings;
mod lab;
mod monitor;
mod narrator;
mod robustness;
mod sources;
mod statement;
pub mod summary;

pub use backtest::{BacktestNarrator, RuleRecord};
pub use explain::VarianceShare;
pub use findings::ComparableRow;
pub use lab::{LabScreen, TargetPanel};
pub use narrator::Narrator;
pub use robustness::{RuleCell, RuleRow, RuleTable};
pub use sources::{RowOrigin, SharedNote, SourceRow, SourceTable};
pub use statement::{OddsText, Statement};
