//! The plan's targets: their status under a scenario, the growth they need, what was achieved before.

pub mod actuals;
pub mod consistency;
pub mod findings;
mod growth;
pub mod history;
mod status;

pub use growth::{Achieved, Need, Required, Steps, Yardstick, achieved, levers_of, reaches, required, with_levers};
pub use status::{Evidence, TargetStatus, Verdict, latest_first, target_statuses};
