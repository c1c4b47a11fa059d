//! Charts: data by props, geometry from `figure`.

mod legend;
mod line;
mod spark;
mod table;

pub use legend::Legend;
pub use line::{ChartWords, LineChart};
pub use spark::Spark;
