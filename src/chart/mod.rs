//! Charts: what is drawn (`spec`), its layout (`geometry`), its shapes (`scene`), and the drawing as text for pictures and
//! documents (`export`, `theme`).

mod bars;
mod explain;
mod export;
pub mod geometry;
mod lines;
mod map;
mod mark;
mod ranges;
mod scene;
mod spec;
mod theme;

pub use bars::{Bar, Bars, CellText};
pub use explain::{input_name, source};
pub use export::{Figure, Key, Panel, Size, file_name};
pub use lines::{drawn, line_chart, reading_line, spark};
pub use map::{MAP_HEIGHT, MapDrawing};
pub use mark::StatusMark;
pub use ranges::{RangeLayout, Ranges, range_key};
pub(crate) use scene::escaped;
pub use scene::{Part, Shape, ShapeKind, class, diamond, dot, line_sample, spot, svg};
pub use spec::{CHARTS, ChartBuilder, FIRST_YEAR, RECORD_YEAR, axis, cited, compared, money_scale, role};
pub use theme::{CLASSES, inline_styles, pen};
