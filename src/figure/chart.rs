//! What a line chart shows, as plain data.

/// A line chart over calendar years.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Title, in the language of the reader.
    pub title: String,
    /// Unit of the vertical axis, in the language of the reader.
    pub unit: String,
    /// First and last year on the axis.
    pub years: (u16, u16),
    /// Last year before the projection.
    pub base_year: u16,
    /// What is drawn, back to front.
    pub lines: Vec<Line>,
    /// Targets.
    pub marks: Vec<Mark>,
}

impl Chart {
    /// The largest value drawn; zero for an empty chart.
    pub fn largest(&self) -> f64 {
        let lines = self.lines.iter().flat_map(|l| l.points.iter().map(|p| p.value));
        lines.chain(self.marks.iter().map(|m| m.value)).fold(0.0, f64::max)
    }
}

/// The part a line plays; decides its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Published and estimated figures: ink, solid, dots where known.
    Actual,
    /// The same on another basis: thin, muted, small dots.
    Alternative,
    /// Trend continuation: muted, dashed.
    Trend,
    /// Plan as written: muted, dotted.
    Planned,
    /// The reader's scenario: accent, solid, thicker.
    Mine,
}

/// A named sequence of yearly values; years without a value are absent.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The part it plays.
    pub role: Role,
    /// Label, in the language of the reader.
    pub label: String,
    /// By year.
    pub points: Vec<Point>,
}

/// One value of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Calendar year.
    pub year: u16,
    /// Value in the unit of the chart.
    pub value: f64,
    /// Drawn hollow: an estimate, not a published figure.
    pub estimate: bool,
}

/// A target.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Calendar year by the end of which it is due.
    pub year: u16,
    /// Value in the unit of the chart.
    pub value: f64,
    /// Label, in the language of the reader.
    pub label: String,
}
