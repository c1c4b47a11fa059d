//! Odds of growing and counting series by integration, and single futures of the same law.
//!
//! Both [`Inputs`] and results are plain numbers: the engine knows neither the plan nor the page. Results are bit for
//! bit the same on every machine: there is no randomness but that of keys, and only `+ − × ÷ √` and `libm` are used.
//!
//! Files from low to high; each uses only those before it: `inputs`, `normal`, `quadrature`, `bivariate`, `hash`,
//! `sobol`, `closed`, `state`, `group`, `distribution`, `exact`; and for single futures `futures`, after `hash`.

mod bivariate;
mod closed;
mod distribution;
mod exact;
mod futures;
mod group;
mod hash;
mod inputs;
mod normal;
mod quadrature;
mod sobol;
mod state;

pub use bivariate::bivariate_normal_cdf;
pub use closed::{Law, law};
pub use distribution::Distribution;
pub use exact::{Estimate, Exact};
pub use futures::{Future, binomial, future, negative_binomial};
pub use hash::mix;
pub use inputs::{Condition, CountSeries, Effect, GrowthSeries, Inputs, LARGEST_LOSS, Quantity, SeriesRef};
pub use normal::{normal_cdf, normal_quantile};
pub use quadrature::{compress, hermite};
pub use sobol::directions;
pub use state::effects_on;
