//! The plan every target reads with.

use std::sync::LazyLock;

use two_rivers::plan::Plan;
use two_rivers::plan::chongqing;

/// The plan the program carries.
pub static PLAN: LazyLock<Plan> = LazyLock::new(|| chongqing().expect("the plan file loads"));
