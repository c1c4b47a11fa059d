//! Geometry of charts: data in, coordinates and SVG path strings out. Knows nothing but `std`.

mod chart;
mod layout;
mod scale;

pub use chart::{Chart, Line, Mark, Point, Role};
pub use layout::{Layout, LinePath};
pub use scale::{Scale, ticks};
