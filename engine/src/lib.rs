//! Monte Carlo of series that grow and of series that count, with closed forms where they exist.
//!
//! It knows no plan and no page: [`Inputs`] are numbers, results are numbers. Results are the same bits on every
//! machine, in every slicing of a run and with every width of vector unit: draws are keyed, tallies are whole numbers,
//! and only `+ − × ÷ √` on `f32` and `libm` on `f64` are used.

// What works on lanes has to become part of the loops that call it.
#![allow(clippy::inline_always)]

mod closed;
mod count;
mod draw;
mod ensemble;
mod histogram;
mod inputs;
mod lanes;
mod sobol;

pub use closed::{Law, law, normal_cdf, normal_quantile};
pub use count::{Counts, binomial, negative_binomial};
pub use draw::{Sampler, Seeds, mix};
pub use ensemble::{Chance, Ensemble, HitCounts, REPLICATES};
pub use inputs::{Condition, CountSeries, Effect, GrowthSeries, Inputs, On, Quantity};
pub use lanes::{F as Lanes, exp, ln, normal, unit};
pub use sobol::directions;
