//! Charts: what is drawn (`spec`), where it stands (`geometry`), and the drawing as text for pictures and documents.

mod bars;
mod explain;
mod export;
pub mod geometry;
mod lines;
mod map;
mod markup;
mod ranges;
mod spark;
mod spec;
mod theme;

pub use bars::{Bar, Bars, Twofold};
pub use explain::{input_name, source};
pub use export::{Figure, Key, Panel, Size, file_name};
pub use map::{MAP_HEIGHT, MapDrawing};
pub(crate) use markup::{escaped, put};
pub use ranges::{RangeLayout, Ranges, range_key};
pub use spark::{class, diamond, spark};
pub use spec::{CHARTS, ChartBuilder, axis, cited, compared, money_scale, role};
pub use theme::{CLASSES, inked, pen};
