//! Geometry of charts: data in, coordinates and SVG path strings out. Knows nothing but `std`.

mod chart;
mod labels;
mod layout;
mod path;
mod scale;
mod ticks;

pub use chart::{Chart, Line, Mark, Point, Role};
pub use labels::{Anchor, apart, text_width};
pub use layout::{Layout, LinePath, MarkSpot};
pub use path::{Trace, trace};
pub use scale::Scale;
pub use ticks::ticks;
