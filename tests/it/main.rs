//! The one native test binary.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc
)]

mod any;
mod backtest;
mod compare;
mod data;
mod ensemble;
mod explain;
mod figure;
mod files;
mod layers;
mod links;
mod measures;
mod model;
mod monitor;
mod numbers;
mod odds;
mod report;
mod saved;
mod store;
mod summary;
mod tabs;
mod words;

use std::sync::LazyLock;

use two_rivers::plan::Plan;

/// The plan the program carries.
pub fn plan() -> &'static Plan {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| two_rivers::plan::chongqing().expect("the plan file loads"));
    &PLAN
}

/// Compares with a golden file; `UPDATE_GOLDEN=1` writes it anew.
pub fn golden(name: &str, text: &str) {
    let path = format!("{}/tests/it/golden/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{name} differs; run with UPDATE_GOLDEN=1 and read the difference\n{text}");
}
