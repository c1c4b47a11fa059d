//! Charts: data by props, geometry from `figure`.

mod legend;
mod line;
mod picture;
mod reading;
mod spark;
mod table;

pub use legend::Legend;
pub use line::{ChartWords, LineChart};
pub use spark::Spark;

use crate::figure::Role;

/// Class of a line, and of what stands for it elsewhere.
pub const fn class(role: Role) -> &'static str {
    match role {
        Role::Actual => "chart-actual",
        Role::Alternative => "chart-alternative",
        Role::Trend => "chart-trend",
        Role::Planned => "chart-planned",
        Role::Mine => "chart-mine",
        Role::Second => "chart-second",
        Role::Third => "chart-third",
        Role::Fourth => "chart-fourth",
    }
}
