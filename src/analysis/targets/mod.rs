//! The plan's targets: their status under a scenario, the growth they need, what was achieved before.

pub mod actuals;
pub mod consistency;
pub mod findings;
mod growth;
pub mod history;
mod status;

pub use growth::{Achieved, Required, Yardstick, achieved, required};
pub use status::{Evidence, TargetStatus, Verdict, latest_first, target_statuses};
