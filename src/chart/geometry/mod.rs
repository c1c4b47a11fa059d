//! Geometry of charts: data in, coordinates and SVG path strings out. Knows nothing but `std`.

mod bars;
mod chart;
mod contour;
mod labels;
mod layout;
mod path;
mod scale;
mod ticks;

pub use bars::{bar, bar_scale};
pub use chart::{BandKind, BandSpan, BreakMark, Chart, ChartBand, Line, Mark, Point, Role, Spot};
pub use contour::{Piece, contour};
pub use labels::{TextAnchor, apart, lines, text_width};
pub use layout::{Layout, LinePath, MarkSpot, drawn_breaks};
pub use path::{Trace, dots, ribbon, trace};
pub use scale::Scale;
pub use ticks::ticks;
