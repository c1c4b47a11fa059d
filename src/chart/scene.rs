//! The shapes of a line chart, between its layout and what shows it: elements on the page, text with classes, or text with
//! attributes (`theme`).

use crate::chart::geometry::{BandKind, Role, TextAnchor, lines};

/// Size of the type in a drawing.
pub const TYPE: f64 = 12.0;

#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    pub part: Part,
    pub form: ShapeKind,
}

/// What a shape stands for; decides its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Groups shapes that need no class of their own.
    Layer,
    Projection,
    Grid,
    GridLine,
    Tick,
    Year,
    Band(BandKind),
    Samples,
    /// A group: one line with its dots and its label.
    Line(Role),
    /// The path through neighbouring years.
    Solid(Role),
    /// The path across years without a figure.
    Gap(Role),
    Dot(Role),
    /// The dot of an estimate or of a figure the reader entered.
    HollowDot(Role),
    Label(Role),
    Target,
    Diamond,
    TargetLabel,
    /// The boundary of a break.
    Break,
    /// A figure at its own date.
    Spot(Role),
    /// A figure of a part of a year.
    PartYear(Role),
    /// A group: the line through the year that is read, with its dots.
    Reading,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    Group(Vec<Shape>),
    Rect { x: f64, y: f64, width: f64, height: f64 },
    Path(String),
    Circle { x: f64, y: f64, r: f64 },
    Text { x: f64, y: f64, anchor: TextAnchor, text: String },
}

impl Part {
    /// The class of the part in style/charts.css; empty where the class of its group says all.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Layer | Self::GridLine | Self::Tick | Self::Diamond | Self::TargetLabel => "",
            Self::Projection => "chart-projection",
            Self::Grid => "chart-grid",
            Self::Year => "chart-year",
            Self::Band(BandKind::Wide) => "chart-band chart-wide",
            Self::Band(BandKind::Narrow) => "chart-band chart-narrow",
            Self::Band(BandKind::Shocks) => "chart-band chart-shocks",
            Self::Samples => "chart-sample",
            Self::Line(role) => class(role),
            Self::Solid(_) => "chart-line",
            Self::Gap(_) => "chart-line chart-gap",
            Self::Dot(_) => "chart-dot",
            Self::HollowDot(_) => "chart-dot chart-hollow",
            Self::Label(_) => "chart-label",
            Self::Target => "chart-target",
            Self::Break => "chart-break",
            Self::Spot(_) => "chart-spot",
            Self::PartYear(_) => "chart-part",
            Self::Reading => "chart-reading",
        }
    }

    pub const fn group(self, shapes: Vec<Shape>) -> Shape {
        Shape { part: self, form: ShapeKind::Group(shapes) }
    }

    pub fn path(self, d: impl Into<String>) -> Shape {
        Shape { part: self, form: ShapeKind::Path(d.into()) }
    }

    pub fn text(self, (x, y): (f64, f64), anchor: TextAnchor, text: impl Into<String>) -> Shape {
        Shape { part: self, form: ShapeKind::Text { x, y, anchor, text: text.into() } }
    }
}

/// Class of a line, and of what stands for it elsewhere.
pub const fn class(role: Role) -> &'static str {
    match role {
        Role::Actual => "chart-actual",
        Role::Alternative => "chart-alternative",
        Role::Entered => "chart-entered",
        Role::Other(0) | Role::Second => "chart-other chart-other-0",
        Role::Other(1) | Role::Third => "chart-other chart-other-1",
        Role::Other(2) | Role::Fourth => "chart-other chart-other-2",
        Role::Other(_) => "chart-other chart-other-3",
        Role::Trend => "chart-trend",
        Role::Planned => "chart-planned",
        Role::Mine => "chart-mine",
    }
}

/// The dot of a figure.
pub const fn dot(role: Role, (x, y, hollow): (f64, f64, bool)) -> Shape {
    let part = if hollow { Part::HollowDot(role) } else { Part::Dot(role) };
    let r = if matches!(role, Role::Alternative) { 2.0 } else { 3.0 };
    Shape { part, form: ShapeKind::Circle { x, y, r } }
}

/// The mark of a figure at its own date; of a part of a year a triangle.
pub fn spot(role: Role, (x, y): (f64, f64), part: bool) -> Shape {
    if part {
        Part::PartYear(role).path(format!("M{x:.1} {:.1}l3.5 6.5h-7z", y - 4.0))
    } else {
        Shape { part: Part::Spot(role), form: ShapeKind::Circle { x, y, r: 1.8 } }
    }
}

/// The mark of a target.
pub fn diamond((x, y): (f64, f64)) -> Shape {
    Part::Diamond.path(format!("M{x:.1} {:.1}l5.5 5.5-5.5 5.5-5.5-5.5z", y - 5.5))
}

/// What stands for a line in a key: a piece of it `width` long, to the right of the origin.
pub fn line_sample(role: Role, width: f64) -> Shape {
    let dot = role.has_dots().then(|| dot(role, (width / 2.0, 0.0, role == Role::Entered)));
    Part::Line(role).group([Part::Solid(role).path(format!("M0 0h{width}"))].into_iter().chain(dot).collect())
}

/// Shapes as SVG text whose look a style sheet decides.
pub fn svg(shapes: &[Shape]) -> String {
    let mut out = String::new();
    write_classed(&mut out, shapes);
    out
}

fn write_classed(out: &mut String, shapes: &[Shape]) {
    for shape in shapes {
        let class = shape.part.class();
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        if let ShapeKind::Group(shapes) = &shape.form {
            put(out, format_args!("<g{class}>"));
            write_classed(out, shapes);
            out.push_str("</g>");
        } else {
            write_shape(out, &shape.form, &class, "");
        }
    }
}

/// Writes a shape that is no group, with text before and behind the attributes of its geometry. An empty path is left out.
pub fn write_shape(out: &mut String, form: &ShapeKind, before: &str, behind: &str) {
    match form {
        ShapeKind::Group(_) => {}
        ShapeKind::Rect { x, y, width, height } => put(
            out,
            format_args!(
                "<rect{before} x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"{behind}/>"
            ),
        ),
        ShapeKind::Path(d) if d.is_empty() => {}
        ShapeKind::Path(d) => put(out, format_args!("<path{before} d=\"{d}\"{behind}/>")),
        ShapeKind::Circle { x, y, r } => {
            put(out, format_args!("<circle{before} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\"{behind}/>"));
        }
        ShapeKind::Text { x, y, anchor, text } => put(
            out,
            format_args!(
                "<text{before} x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{}\"{behind}>{}</text>",
                anchor.name(),
                escaped(text)
            ),
        ),
    }
}

/// Adds a text of a class and a size to a drawing, unless it is empty.
pub fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, class: &str, size: f64, text: &str) {
    if !text.is_empty() {
        put(
            svg,
            format_args!(
                "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size}\">{}</text>",
                escaped(text)
            ),
        );
    }
}

/// A text that fits into a width.
pub fn fit(text: &str, width: f64) -> String {
    lines(text, width, 1).concat()
}

/// Appends formatted text.
pub fn put(out: &mut String, text: std::fmt::Arguments) {
    // Writing to a String cannot fail.
    std::fmt::Write::write_fmt(out, text).ok();
}

/// Escapes a text for use between tags or in an attribute; characters that neither XML nor HTML allows are left out.
pub fn escaped(text: &str) -> String {
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
