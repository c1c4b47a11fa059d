//! Bands of forecasts by year: a bar for each method, a line across for the actual value.

use crate::chart::export::{Key, Panel, Size};
use crate::chart::geometry::{Scale, ticks};
use crate::chart::scene::{TYPE, put, text};
use crate::text::{Lang, format};

/// Space around the plot.
const LEFT: f64 = 34.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 24.0;
const RIGHT: f64 = 4.0;
/// Most values on the vertical axis.
const TICKS: usize = 6;
/// Room for one year on the axis.
const YEAR_ROOM: f64 = 40.0;
/// Widest room for one year, so that few years do not make broad bars.
const WIDEST: f64 = 56.0;

/// The forecasts for one year and the actual value.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranges {
    pub year: u16,
    /// Low, middle and high of each method, that of the defaults first.
    pub bands: [[f64; 3]; 2],
    pub actual: f64,
}

/// The layout of a chart of ranges for a given size in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct RangeLayout {
    pub x: Scale,
    pub size: (f64, f64),
    years: (u16, u16),
    y: Scale,
    ticks: Vec<f64>,
    room: f64,
}

impl RangeLayout {
    /// Lays out bands in the order of their years.
    pub fn of(ranges: &[Ranges], width: f64, height: f64) -> Self {
        let values = || ranges.iter().flat_map(|r| r.bands.iter().flatten().copied().chain([r.actual]));
        let ticks = ticks(values().fold(0.0, f64::min), values().fold(0.0, f64::max), TICKS);
        let ends = (ticks.first().copied().unwrap_or(0.0), ticks.last().copied().unwrap_or(1.0));
        let year = |r: Option<&Ranges>| r.map_or(0, |r| r.year);
        let years = (year(ranges.first()), year(ranges.last()));
        let count = f64::from(years.1.saturating_sub(years.0)) + 1.0;
        let room = ((width - LEFT - RIGHT) / count).min(WIDEST);
        let middles = (LEFT + 0.5 * room, LEFT + (count - 0.5) * room);
        Self {
            x: Scale::new((f64::from(years.0), f64::from(years.1)), middles),
            size: (width, height),
            years,
            y: Scale::new(ends, (height - BOTTOM, TOP)),
            ticks,
            room,
        }
    }

    /// The upper and the lower end of the plot.
    pub fn height(&self) -> (f64, f64) {
        (TOP, self.size.1 - BOTTOM)
    }

    pub fn svg(&self, ranges: &[Ranges]) -> String {
        let mut svg = String::new();
        let right = LEFT + self.room * (f64::from(self.years.1 - self.years.0) + 1.0);
        for value in &self.ticks {
            let at = self.y.pixel(*value);
            put(&mut svg, format_args!("<g class=\"chart-grid\"><path d=\"M{LEFT:.1} {at:.1}H{right:.1}\"/></g>"));
            text(&mut svg, (LEFT - 6.0, at + 4.0), "end", "chart-tick", TYPE, &format::trimmed(*value, 2));
        }
        let every = (YEAR_ROOM / self.room).ceil().max(1.0) as u16;
        for year in (self.years.0..=self.years.1).rev().step_by(usize::from(every)) {
            let at = (self.x.pixel(f64::from(year)), self.size.1 - 6.0);
            text(&mut svg, at, "middle", "chart-tick", TYPE, &year.to_string());
        }
        for r in ranges {
            self.year(&mut svg, r);
        }
        svg
    }

    /// The bars of a year on both sides of its middle; the line of the actual value crosses both.
    fn year(&self, svg: &mut String, ranges: &Ranges) {
        let bar = (0.26 * self.room).clamp(3.0, 11.0);
        let off = 0.5 * bar + 1.5;
        let x = self.x.pixel(f64::from(ranges.year));
        for (band, (at, class)) in ranges.bands.iter().zip([(-off, "range-recent"), (off, "range-all")]) {
            let [low, middle, high] = band.map(|v| self.y.pixel(v));
            let (left, tall) = (x + at - 0.5 * bar, low - high);
            put(
                svg,
                format_args!(
                    "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{high:.1}\" width=\"{bar:.1}\" height=\"{tall:.1}\"/>\
                     <path class=\"{class}-middle\" d=\"M{left:.1} {middle:.1}h{bar:.1}\"/>"
                ),
            );
        }
        let (reach, y) = (off + 0.5 * bar + 2.0, self.y.pixel(ranges.actual));
        let (from, width) = (x - reach, 2.0 * reach);
        put(
            svg,
            format_args!(
                "<path class=\"range-came\" d=\"M{from:.1} {y:.1}h{width:.1}\"/>\
                 <circle class=\"range-came-dot\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"
            ),
        );
    }
}

/// The key of such a chart.
pub fn range_key(lang: Lang) -> Vec<Key> {
    let w = lang.words();
    let band = |class: &str, label: &str| Key {
        role: None,
        sample: format!(
            "<rect class=\"{class}\" x=\"1\" y=\"-7\" width=\"9\" height=\"14\"/><path class=\"{class}-middle\" d=\"M1 0h9\"/>"
        ),
        width: 11.0,
        label: label.to_owned(),
    };
    let actual =
        "<path class=\"range-came\" d=\"M1 0h22\"/><circle class=\"range-came-dot\" cx=\"12\" cy=\"0\" r=\"3\"/>";
    let actual = Key { role: None, sample: actual.to_owned(), width: 24.0, label: w.record_came.to_owned() };
    vec![band("range-recent", w.record_key_recent), band("range-all", w.record_key_all), actual]
}

impl Panel {
    /// A chart of forecast ranges and actual values.
    pub fn ranges(lang: Lang, title: String, ranges: &[Ranges], size: Size) -> Self {
        Self {
            title,
            unit: lang.words().percent_a_year.to_owned(),
            note: "",
            svg: RangeLayout::of(ranges, size.inner(), size.plot).svg(ranges),
            height: size.plot,
            key: range_key(lang),
        }
    }
}
