//! The one native test binary.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::missing_panics_doc)]

mod analysis;
mod backtest;
mod calibration;
mod changes;
mod chart_export;
mod compare;
mod consistent;
mod damage;
mod data;
mod documents;
mod embed;
mod envelope;
mod exact;
mod explain;
mod files;
mod futures;
mod geometry;
mod interpolate;
mod lab;
mod layers;
mod links;
mod measures;
mod model;
mod monitor;
mod needed;
mod numbers;
mod odds;
mod overview;
mod robustness;
mod storage;
mod strategies;
mod summary;
mod tabs;
mod texts;
mod words;

use std::sync::LazyLock;

use two_rivers::plan::Plan;

/// The plan the program carries.
pub fn plan() -> &'static Plan {
    static PLAN: LazyLock<Plan> = LazyLock::new(|| two_rivers::plan::chongqing().expect("the plan file loads"));
    &PLAN
}

/// The golden links as texts someone pasted. `\u{…}` stands for a character that cannot be seen in the file.
pub fn golden_links() -> impl Iterator<Item = String> {
    include_str!("golden/links.in").lines().map(|line| {
        let mut parts = line.split("\\u{");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            let (hex, rest) = part.split_once('}').unwrap();
            let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).unwrap();
            format!("{text}{c}{rest}")
        })
    })
}

/// Compares with a golden file; `UPDATE_GOLDEN=1` writes it anew.
pub fn golden(name: &str, text: &str) {
    written(&format!("tests/it/golden/{name}"), text);
}

/// Compares with a file of the project that follows from its code; `UPDATE_GOLDEN=1` writes it anew.
pub fn written(path: &str, text: &str) {
    let place = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&place, text).unwrap();
    }
    let expected = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(expected == text, "{path} differs; run with UPDATE_GOLDEN=1 and read the difference\n{text}");
}
