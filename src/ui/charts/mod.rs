//! Charts: data by props, geometry from `figure`.

mod line;
mod spark;
mod table;

pub use line::{ChartWords, LineChart};
pub use spark::Spark;
