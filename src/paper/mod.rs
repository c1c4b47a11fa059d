//! What stands without the program: charts and pages as texts.

mod bars;
mod chart;
mod dataset;
mod explained;
mod frame;
mod front;
mod ink;
mod lines;
mod map;
mod qr;
mod ranges;
mod report;
mod sheet;
mod svg;

pub use bars::{Bar, Bars, Twofold};
pub use chart::{CHARTS, Drawn, axis, cited, compared, money_scale, role};
pub use dataset::dataset;
pub use explained::{input_name, source};
pub use frame::snippet;
pub use front::{document, page, shape};
pub use ink::{CLASSES, inked, pen};
pub use map::{MAP_HEIGHT, MapDrawing};
pub use qr::qr;
pub use ranges::{RangeLayout, Ranges, range_key};
pub use report::{Report, report};
pub use sheet::{Key, Plot, Sheet, Size, file_name};
pub use svg::{class, diamond, spark};

/// Adds to a text.
fn put(out: &mut String, text: std::fmt::Arguments) {
    // Writing to a String cannot fail.
    std::fmt::Write::write_fmt(out, text).ok();
}

/// A text as it stands between tags or in an attribute of a page; without what neither may hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}
