//! Two Rivers: what-if scenarios for Chongqing's Western Financial Center plan.
//!
//! Modules from low to high; each may use only those above it in this list, and `figure` none at all:
//!
//! `decimal`, `text`, `plan`, `scenario`, `model`, `report`, `link`, `store`, `route`, `paper`, and beside them `figure`, which
//! `paper` uses; `ui` knows everything. Up to `route` everything is pure: no browser, no clock, no global state. A test walks the sources and
//! holds this order.

pub mod decimal;
pub mod figure;
pub mod link;
pub mod model;
pub mod paper;
pub mod plan;
pub mod report;
pub mod route;
pub mod scenario;
pub mod store;
pub mod text;
#[cfg(feature = "ui")]
pub mod ui;
