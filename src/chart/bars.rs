//! Bars, row by row, with the numbers they stand for.

use crate::chart::export::{Key, Panel, Size};
use crate::chart::geometry::{Scale, bar, text_width};
use crate::chart::scene::{TYPE, fit, put, text};

/// A bar from one value to another; its class decides its look.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub from: f64,
    pub to: f64,
    pub class: &'static str,
}

/// A column of numbers: its heading, and the class of the bars it belongs to, if any.
pub type BarColumn = (&'static str, Option<&'static str>);

/// A text and a detail below it in smaller type, which may be empty.
pub type CellText = (String, String);

/// Bars, row by row, and the numbers they stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    pub heading: String,
    pub columns: Vec<BarColumn>,
    /// Values to percent of the width of the bars, the same for every row.
    pub scale: Scale,
    pub rows: Vec<BarRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct BarRow {
    pub name: CellText,
    /// Its bars, back to front.
    pub bars: Vec<Bar>,
    /// Values marked by a line across the row.
    pub marks: Vec<f64>,
    /// One for each column; `None` where there is no number.
    pub cells: Vec<Option<CellText>>,
    /// Whether it is the first or the last row of a waterfall.
    pub end: bool,
}

impl Bars {
    /// Draws names, bars and numbers. Where there are many columns, their headings stand in the key and details are left out.
    pub fn panel(&self, title: String, size: Size) -> Panel {
        let many = self.columns.len() > FEW;
        let number = self.number_width(many);
        let width = size.inner();
        let longest = self.rows.iter().map(|r| text_width(&r.name.0).max(text_width(&r.name.1) * SMALL / TYPE));
        let names = longest.fold(0.0, f64::max).min(NAMES * width);
        let bars = (names + SPACE, width - names - number * self.columns.len() as f64 - 2.0 * SPACE);
        let right = |column: usize| width - number * (self.columns.len() - 1 - column) as f64;
        let mut svg = String::new();
        for (i, (label, class)) in self.columns.iter().enumerate().filter(|(_, (_, class))| class.is_some()) {
            let label = if many { "" } else { label };
            let left = right(i) - text_width(label) - if many { SWATCH } else { SWATCH + 4.0 };
            put(
                &mut svg,
                format_args!("<g transform=\"translate({left:.1} 6)\">{}</g>", swatch(class.unwrap_or_default())),
            );
            text(&mut svg, (right(i), TYPE - 1.0), "end", "chart-tick", TYPE, label);
        }
        let top = if self.columns.iter().any(|(_, class)| class.is_some()) { HEAD } else { 0.0 };
        for (i, row) in self.rows.iter().enumerate() {
            let y = top + ROW * i as f64;
            put(&mut svg, format_args!("<g class=\"chart-grid\"><path d=\"M0 {y:.1}h{width}\"/></g>"));
            self.row(&mut svg, row, y, bars);
            // The name over its details; where there are none, in the middle.
            let line = |below: &str| if below.is_empty() { y + 21.0 } else { y + 15.0 };
            let style = if row.end { "chart-tick" } else { "map-axis" };
            text(&mut svg, (0.0, line(&row.name.1)), "start", style, TYPE, &fit(&row.name.0, names));
            text(&mut svg, (0.0, y + 28.0), "start", "chart-tick", SMALL, &fit(&row.name.1, names * TYPE / SMALL));
            for (k, cell) in row.cells.iter().enumerate() {
                let (value, below) =
                    cell.as_ref().map_or(("–", ""), |(v, b)| (v.as_str(), if many { "" } else { b }));
                let room = number - SPACE / 2.0;
                text(&mut svg, (right(k), line(below)), "end", "map-axis", TYPE, &fit(value, room));
                text(&mut svg, (right(k), y + 28.0), "end", "chart-tick", SMALL, &fit(below, room * TYPE / SMALL));
            }
        }
        let height = top + ROW * self.rows.len() as f64;
        let key = |(label, class): &BarColumn| {
            Some(Key { role: None, sample: swatch((*class)?), width: SWATCH, label: (*label).to_owned() })
        };
        let key = self.columns.iter().filter(|_| many).filter_map(key).collect();
        Panel { title, unit: String::new(), note: "", svg, height, key }
    }

    fn number_width(&self, many: bool) -> f64 {
        let heads = self.columns.iter().filter(|_| !many).map(|(label, _)| text_width(label) + SWATCH + 4.0);
        let cells = self.rows.iter().flat_map(|r| &r.cells).flatten();
        let wide = |(value, below): &CellText| {
            text_width(value).max(if many { 0.0 } else { text_width(below) * SMALL / TYPE })
        };
        let widest = heads.chain(cells.map(wide)).fold(0.0, f64::max);
        (widest + SPACE).clamp(NUMBERS.0, NUMBERS.1)
    }

    fn row(&self, svg: &mut String, row: &BarRow, y: f64, (left, width): (f64, f64)) {
        let pixel = |percent: f64| left + percent * width / 100.0;
        for value in &row.marks {
            let x = pixel(self.scale.pixel(*value));
            put(svg, format_args!("<path class=\"bar-mark\" d=\"M{x:.1} {y:.1}v{ROW}\"/>"));
        }
        for b in &row.bars {
            let (x, wide) = bar(&self.scale, b.from, b.to);
            let (x, wide, top) = (pixel(x), wide * width / 100.0, y + 10.0);
            put(
                svg,
                format_args!(
                    "<rect class=\"{}\" x=\"{x:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"14\"/>",
                    b.class
                ),
            );
        }
    }
}

/// Most of the width that names may take, as a part of it.
const NAMES: f64 = 0.34;
/// Least and most width of a column of numbers.
const NUMBERS: (f64, f64) = (46.0, 140.0);
/// Between names, bars and numbers.
const SPACE: f64 = 12.0;
/// Most columns that do not count as many.
const FEW: usize = 2;
/// Height of the headings, and of a row.
const HEAD: f64 = 20.0;
const ROW: f64 = 34.0;
/// Size of a heading's colour, and of the small type.
const SWATCH: f64 = 10.0;
const SMALL: f64 = 10.0;

/// The colour of bars, as a mark.
fn swatch(class: &str) -> String {
    format!("<rect class=\"{class}\" y=\"-5\" width=\"{SWATCH}\" height=\"{SWATCH}\"/>")
}
