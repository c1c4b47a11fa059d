//! Developments since the plan's launch: progress of each target, and its odds at the end of each year.

pub mod hindsight;
pub mod progress;
