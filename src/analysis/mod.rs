//! What a page shows, as numbers: verdicts, required growth, what explains a result, how scenarios compare.

pub mod backtest;
pub mod compare;
pub mod explain;
pub mod goal_seek;
pub mod measures;
pub mod monitor;
pub mod targets;
