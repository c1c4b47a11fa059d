//! The plan that every target uses.

use std::sync::LazyLock;

use two_rivers::plan::{Plan, chongqing};

pub static PLAN: LazyLock<Plan> = LazyLock::new(|| chongqing().expect("the plan file loads"));
