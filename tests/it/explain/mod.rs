//! Where a difference comes from, what a result hangs on, what would have to be true, where its variance comes from.
//!
//! `EXPLAIN_REPORT=1 cargo test --no-default-features explain -- --nocapture` prints what was measured.

mod attribution;
mod counterfactual;
mod outcome;
mod sensitivity;
mod sentences;
mod variance;

use two_rivers::codec::link;
use two_rivers::plan::Target;
use two_rivers::scenario::Scenario;

use crate::plan;

pub fn show(text: &str) {
    if std::env::var_os("EXPLAIN_REPORT").is_some() {
        println!("{text}");
    }
}

pub fn scenario(query: &str) -> Scenario {
    link::decode(plan(), query).unwrap().scenario
}

pub fn target(id: &str) -> &'static Target {
    plan().target(id).unwrap()
}
