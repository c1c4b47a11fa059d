//! Odds of growing and counting series: by integration, and by simulation of single futures.
//!
//! Both [`Inputs`] and results are plain numbers: the engine knows neither the plan nor the page. Results are bit for
//! bit the same on every machine, however a run is sliced, and for every width of vector unit: draws are keyed, counts
//! are whole numbers, and only `+ − × ÷ √` on `f32` and `libm` on `f64` are used.
//!
//! Files from low to high; each uses only those before it: `inputs`, `normal`, `quadrature`, `bivariate`, `lanes`,
//! `hash`, `sobol`, `closed`, `state`, `group`, `distribution`, `exact`; and for simulation `draw`, `count`, `histogram`,
//! `ensemble`.

// Functions on lanes have to be inlined into the loops that call them.
#![allow(clippy::inline_always)]

mod bivariate;
mod closed;
mod count;
mod distribution;
mod draw;
mod ensemble;
mod exact;
mod futures;
mod group;
mod hash;
mod histogram;
mod inputs;
mod lanes;
mod normal;
mod quadrature;
mod sobol;
mod state;

pub use bivariate::bivariate_normal_cdf;
pub use closed::{Law, law};
pub use count::{Counts, binomial, negative_binomial};
pub use distribution::Distribution;
pub use draw::{REPLICATES, Seeds};
pub use ensemble::{Chance, Ensemble, HitCounts};
pub use exact::{Estimate, Exact};
pub use futures::{Future, future};
pub use hash::mix;
pub use inputs::{Condition, CountSeries, Effect, GrowthSeries, Inputs, Quantity, Sampler, SeriesRef};
pub use lanes::{F as Lanes, exp, ln, normal, unit};
pub use normal::{normal_cdf, normal_quantile};
pub use sobol::directions;
