//! The numbers that pages show: verdicts, required growth, explanations of a result, comparisons.

pub mod backtest;
pub mod compare;
pub mod explain;
pub mod goal_seek;
pub mod measures;
pub mod monitor;
pub mod robustness;
pub mod targets;
