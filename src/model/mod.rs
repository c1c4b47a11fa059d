//! The model: from a scenario, one value a year for each series and the odds of the targets.
//!
//! Only `+ − × ÷` on `f64`, in a fixed order, and `libm` for other functions: the same bits natively, in every browser
//! and in every later run. A spreadsheet reproduces every step.

pub mod odds;
mod path;
mod preset;
mod solve;

pub use odds::{Odds, odds};
pub use path::{Outcome, simulate};
pub use preset::{planned, preset, trend};
pub use solve::{listings_needed, yearly_growth};
