//! Charts: data by props, shapes and geometry from `chart`.

mod bars;
mod key;
mod legend;
mod line;
mod picture;
mod ranges;
mod reading;
mod schedule;
mod table;

pub use bars::BarsTable;
pub use key::KeyList;
pub use legend::Legend;
pub use line::{ChartWords, LineChart};
pub use ranges::RangeChart;
pub use reading::Reading;
pub use schedule::{Schedule, ScheduleStep};
