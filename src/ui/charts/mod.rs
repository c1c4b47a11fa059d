//! Charts: data by props, geometry from `figure`.

mod bars;
mod legend;
mod line;
mod picture;
mod reading;
mod schedule;
mod table;

pub use bars::{Bar, BarCell};
pub use legend::Legend;
pub use line::{ChartWords, LineChart};
pub use schedule::{Schedule, Step};
