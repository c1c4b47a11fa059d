//! What a line chart shows, as plain data.

/// A line chart over calendar years.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    pub title: String,
    /// Unit of the vertical axis, in the language of the reader.
    pub unit: String,
    /// First and last year on the axis.
    pub years: (u16, u16),
    /// Last year before the projection.
    pub base_year: u16,
    /// Bands of the odds, drawn behind all lines; back to front.
    pub bands: Vec<ChartBand>,
    /// Single futures.
    pub samples: Vec<Vec<Point>>,
    /// Back to front.
    pub lines: Vec<Line>,
    pub marks: Vec<Mark>,
    /// Figures of other dates than year-ends, and of parts of years.
    pub spots: Vec<Spot>,
    /// Boundaries between years across which a line is not one measure.
    pub breaks: Vec<BreakMark>,
}

impl Chart {
    /// The largest value drawn; zero for an empty chart.
    pub fn largest(&self) -> f64 {
        let lines = self.lines.iter().flat_map(|l| l.points.iter().map(|p| p.value));
        let bands = self.bands.iter().flat_map(|b| b.spans.iter().map(|s| s.high));
        let single = self.marks.iter().map(|m| m.value).chain(self.spots.iter().map(|s| s.value));
        lines.chain(bands).chain(single).fold(0.0, f64::max)
    }
}

/// What a line shows; decides its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Published and estimated figures: ink, solid, dots where known.
    Actual,
    /// The same on another basis: thin, muted, small dots.
    Alternative,
    /// Figures the reader entered: accent, hollow dots.
    Entered,
    /// One of several of equal standing, 0 to 3: distinguished by colour, dash and label, with dots.
    Other(u8),
    /// Trend continuation: muted, dashed.
    Trend,
    /// Plan as written: muted, dotted.
    Planned,
    /// The reader's scenario, or the first of those compared: accent, solid, thicker.
    Mine,
    /// The second of those compared: a colour and dashes of its own, as for the next two.
    Second,
    Third,
    Fourth,
}

/// Which part of what may come a band holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandKind {
    /// Four in five.
    Wide,
    /// Four in five if trends were known.
    Shocks,
    Narrow,
}

impl Role {
    /// Whether each value is marked by a dot.
    pub const fn has_dots(self) -> bool {
        matches!(self, Self::Actual | Self::Alternative | Self::Entered | Self::Other(_))
    }
}

/// A band between two values in each year.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBand {
    pub kind: BandKind,
    pub label: String,
    pub spans: Vec<BandSpan>,
}

/// A band in one year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BandSpan {
    pub year: u16,
    /// Lower end, in the unit of the chart.
    pub low: f64,
    pub high: f64,
}

/// A named sequence of yearly values; years without a value are absent.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub role: Role,
    pub label: String,
    pub points: Vec<Point>,
}

/// One value of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub year: u16,
    /// Value in the unit of the chart.
    pub value: f64,
    /// Drawn hollow: an estimate, not a published figure.
    pub estimate: bool,
}

/// A figure that stands at its own date, beside the line it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The line it belongs to.
    pub role: Role,
    /// The end of what it refers to in years, the end of 2024 being 2024.0.
    pub at: f64,
    /// Value in the unit of the chart.
    pub value: f64,
    /// Of a part of a year, which is not comparable with whole ones.
    pub part: bool,
    pub estimate: bool,
    /// Its date.
    pub label: String,
}

/// A change of what a line measures.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakMark {
    /// The first year of the new measure: the boundary lies before it.
    pub year: u16,
    /// When and what.
    pub text: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Calendar year by the end of which it is due.
    pub year: u16,
    /// Value in the unit of the chart.
    pub value: f64,
    pub label: String,
}
