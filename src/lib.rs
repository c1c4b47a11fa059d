//! Two Rivers: what-if scenarios for Chongqing's Western Financial Center plan.
//!
//! Modules from low to high; each uses only those above it in this list, which a test holds:
//!
//! `decimal`, `values`, `json`, `plain_text`, `text`, `plan`, `scenario`, `tracking`, `model`, `analysis`, `present`, `export`,
//! `codec`, `storage`, `route`, `chart`, `documents`. Up to `documents` everything is pure: no browser, no clock, no global
//! state. `ui` uses them all.

pub mod analysis;
pub mod chart;
pub mod codec;
pub mod decimal;
pub mod documents;
pub mod export;
pub mod json;
pub mod model;
pub mod plain_text;
pub mod plan;
pub mod present;
pub mod route;
pub mod scenario;
pub mod storage;
pub mod text;
pub mod tracking;
#[cfg(feature = "ui")]
pub mod ui;
pub mod values;
