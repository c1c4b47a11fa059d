//! The model: a scenario in, one value a year for each series out, and how sure it is.
//!
//! Only `+ − × ÷` on `f64`, in a fixed order, and `libm` where a root is needed: the same bits natively, in every
//! browser and in every later run. A spreadsheet reproduces every step.

pub mod odds;
mod path;
mod preset;
mod solve;

pub use odds::{Odds, Simulation, odds};
pub use path::{Outcome, simulate};
pub use preset::{planned, preset, preset_within, trend};
pub use solve::{listings_needed, yearly_growth};
