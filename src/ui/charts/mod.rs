//! Charts: data by props, geometry from `figure`.

mod bars;
mod legend;
mod line;
mod picture;
mod reading;
mod schedule;
mod spark;
mod table;

pub use bars::{Bar, BarCell};
pub use legend::Legend;
pub use line::{ChartWords, LineChart};
pub use schedule::{Schedule, Step};
pub use spark::Spark;

use crate::figure::Role;

/// Class of a line, and of what stands for it elsewhere.
pub const fn class(role: Role) -> &'static str {
    match role {
        Role::Actual => "chart-actual",
        Role::Alternative => "chart-alternative",
        Role::Entered => "chart-entered",
        Role::Other(0) | Role::Second => "chart-other chart-other-0",
        Role::Other(1) | Role::Third => "chart-other chart-other-1",
        Role::Other(2) | Role::Fourth => "chart-other chart-other-2",
        Role::Other(_) => "chart-other chart-other-3",
        Role::Trend => "chart-trend",
        Role::Planned => "chart-planned",
        Role::Mine => "chart-mine",
    }
}
