//! What has happened since the plan was launched: progress by year, and what was likely at the end of each.

pub mod hindsight;
pub mod progress;
