//! What stands without the program: charts and pages as texts.

mod chart;
mod frame;
mod front;
mod svg;

pub use chart::{CHARTS, Drawn, FIRST_YEAR, band, money_scale, published, unit_label};
pub use frame::snippet;
pub use front::{document, page, shape};
pub use svg::{class, diamond, spark};

/// A text as it stands between tags or in an attribute of a page.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
