//! A chart as a picture of its own: with all that the page says around it, in colours and type that need no style sheet.

use std::fmt::Write;

use super::{diamond, escaped};
use crate::figure::{Chart, Hold, Layout, LinePath, Role, lines, text_width};
use crate::text::Lang;

/// How large a picture is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Width in its own pixels, in which type is 12 high.
    width: f64,
    /// Height of the chart with its axes.
    plot: f64,
    /// Space at the sides.
    side: f64,
    /// By how much it is shown larger than that.
    scale: f64,
}

impl Size {
    /// A picture that stands for itself.
    pub const WHOLE: Self = Self { width: 640.0, plot: 300.0, side: 24.0, scale: 1.5 };
    /// One of several on a page.
    pub const SMALL: Self = Self { width: 400.0, plot: 190.0, side: 4.0, scale: 1.0 };

    /// Width of all that stands on it.
    fn inner(self) -> f64 {
        self.width - 2.0 * self.side
    }
}

/// Size of the type in the chart.
const TYPE: f64 = 12.0;
/// Widest words of a line or a target in the chart, of its width.
const LABEL: f64 = 0.2625;
/// Length of what stands for a line in the key.
const SAMPLE: f64 = 28.0;
/// Most letters of a scenario's name in the name of a file.
const NAME: usize = 40;

const FONTS: &str =
    "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";
// The light theme of style/tokens.css.
const INK: &str = "#152127";
const INK_2: &str = "#505d64";
const LINE: &str = "#d5dcde";
const PAPER: &str = "#fafcfc";
const ACCENT: &str = "#00716c";
const BAND: &str = "#359792";
const TINT: &str = "#ebf6f6";

/// How a line is drawn on paper: colour, width, dashes. The same as by style/charts.css in the light theme.
pub const fn pen(role: Role) -> (&'static str, &'static str, &'static str) {
    match role {
        Role::Actual => (INK, "1.5", "none"),
        Role::Alternative => ("#778387", "1", "none"),
        Role::Entered => (ACCENT, "1.5", "none"),
        Role::Other(0) | Role::Second => ("#ac4b00", "2", "14 3"),
        Role::Other(1) | Role::Third => ("#1963a4", "2", "7 3"),
        Role::Other(2) | Role::Fourth => ("#9b4382", "2", "2 3"),
        Role::Other(_) => ("#58666d", "2", "9 3 2 3"),
        Role::Trend => (INK_2, "1.5", "6 4"),
        Role::Planned => (INK_2, "2", "1.5 4"),
        Role::Mine => (ACCENT, "2.6", "none"),
    }
}

/// Name of a file that holds a picture: what it shows, of which scenario, and the last year with figures.
pub fn file_name(what: &str, scenario: &str, year: u16) -> String {
    let letters = scenario.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    let name: String = letters.split_whitespace().collect::<Vec<_>>().join("-").chars().take(NAME).collect();
    let name = name.trim_end_matches('-');
    [what, name, &year.to_string()].iter().filter(|s| !s.is_empty()).fold("two-rivers".to_owned(), |a, b| a + "-" + b)
}

/// A chart and what goes with it. All texts are in the language of the reader.
pub struct Sheet<'a> {
    /// That language.
    pub lang: Lang,
    /// The chart.
    pub chart: &'a Chart,
    /// What it shows, in a sentence.
    pub sentence: &'a str,
    /// The scenarios it shows, with the part of their line if each has one.
    pub scenarios: &'a [(Option<Role>, String)],
    /// Where the figures come from; empty, with an empty link, where the page says so for all its pictures.
    pub source: &'a str,
    /// The link to what it shows. Where it is too long for a picture it stands in the description alone; it may be empty.
    pub link: &'a str,
    /// The page without the scenario, which takes the place of such a link.
    pub page: &'a str,
    /// How large it is.
    pub size: Size,
    /// Writes a value on the axis.
    pub axis: &'a dyn Fn(f64) -> String,
}

impl Sheet<'_> {
    /// The picture as an SVG text.
    pub fn svg(&self) -> String {
        let chart = self.cut();
        let layout = Layout::of(&chart, self.size.inner(), self.size.plot);
        let w = self.lang.words();
        let mut drawing = Drawing { svg: String::new(), y: 20.0, size: self.size };
        let unit = if chart.unit.is_empty() { String::new() } else { format!(" · {}", chart.unit) };
        drawing.lines(&format!("{}{unit}", chart.title), 17.0, 2, &format!("fill=\"{INK}\" font-weight=\"600\""));
        let axis = if layout.from_zero { "" } else { w.axis_not_zero };
        let said =
            [self.sentence, axis].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(self.lang.gap());
        drawing.lines(&said, 13.0, 4, &format!("fill=\"{INK_2}\""));
        drawing.y += 4.0;
        let scenario = |(role, name): &(Option<Role>, String)| match role {
            Some(role) => (Key::Line(*role), name.clone()),
            None => (Key::None, format!("{}{}{name}", w.scenario, self.lang.colon())),
        };
        drawing.keys(&self.scenarios.iter().map(scenario).collect::<Vec<_>>(), "600");
        drawing.y += 8.0;
        drawing.chart(&chart, &layout, self.axis);
        drawing.keys(&self.key(&layout), "400");
        if !(self.source.is_empty() && self.link.is_empty()) {
            self.foot(&mut drawing);
        }
        drawing.around(self, &said)
    }

    /// Where it comes from, and how to get there.
    fn foot(&self, drawing: &mut Drawing) {
        let w = self.lang.words();
        drawing.y += 10.0;
        let (left, rule, width) = (self.size.side, drawing.y, self.size.inner());
        drawing.put(format_args!("<path d=\"M{left} {rule:.1}h{width}\" stroke=\"{LINE}\"/>"));
        drawing.y += 2.0;
        let small = format!("fill=\"{INK_2}\"");
        drawing.lines(self.source, 10.0, 3, &small);
        let fits = !self.link.is_empty() && lines(self.link, width * TYPE / 10.0, 2).concat() == self.link;
        let link = if fits { self.link.to_owned() } else { format!("{} {}", self.page, w.picture_link) };
        drawing.lines(&format!("{}{}{link}", w.app_name, self.lang.colon()), 10.0, 4, &small);
    }

    /// The chart with labels that leave it room.
    fn cut(&self) -> Chart {
        let mut chart = self.chart.clone();
        let labels = chart.lines.iter_mut().map(|l| &mut l.label).chain(chart.marks.iter_mut().map(|m| &mut m.label));
        labels.for_each(|label| *label = fit(label, LABEL * self.size.width));
        chart
    }

    /// What is drawn and has no words of its own in the chart.
    fn key(&self, layout: &Layout) -> Vec<(Key, String)> {
        let w = self.lang.words();
        let named = |role: Role| self.scenarios.iter().any(|(r, _)| *r == Some(role));
        let lines = self.chart.lines.iter().zip(&layout.lines).rev();
        let lines = lines.filter(|(l, path)| path.label.is_none() && !named(l.role));
        let lines = lines.map(|(l, _)| (Key::Line(l.role), l.label.clone()));
        let bands = self.chart.bands.iter().rev().map(|b| (Key::Band(b.hold), b.label.clone()));
        let estimate = layout.lines.iter().flat_map(|l| &l.dots).any(|dot| dot.2);
        let estimate = estimate.then(|| (Key::Estimate, w.estimate.to_owned()));
        let target = (!layout.marks.is_empty()).then(|| (Key::Target, w.target.to_owned()));
        lines.chain(bands).chain(estimate).chain(target).collect()
    }
}

/// What stands before words of the key.
#[derive(Clone, Copy)]
enum Key {
    None,
    Line(Role),
    Band(Hold),
    Estimate,
    Target,
}

impl Key {
    /// Its width.
    const fn width(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Line(_) | Self::Band(_) => SAMPLE,
            Self::Estimate | Self::Target => 12.0,
        }
    }
}

/// What is drawn so far, and down to where.
struct Drawing {
    svg: String,
    y: f64,
    size: Size,
}

impl Drawing {
    fn put(&mut self, text: std::fmt::Arguments) {
        // Writing to a String cannot fail.
        self.svg.write_fmt(text).ok();
    }

    /// A paragraph over the whole width.
    fn lines(&mut self, text: &str, size: f64, most: usize, style: &str) {
        for line in lines(text, self.size.inner() * TYPE / size, most) {
            self.y += 1.4 * size;
            let (left, y) = (self.size.side, self.y);
            self.put(format_args!(
                "<text x=\"{left}\" y=\"{y:.1}\" font-size=\"{size}\" {style}>{}</text>",
                escaped(&line)
            ));
        }
    }

    /// Entries of the key, as many beside each other as there is room for.
    fn keys(&mut self, keys: &[(Key, String)], weight: &str) {
        let mut x = self.size.side;
        self.y += if keys.is_empty() { 0.0 } else { 18.0 };
        for (key, label) in keys {
            let sample = if key.width() > 0.0 { key.width() + 6.0 } else { 0.0 };
            let label = fit(label, self.size.inner() - sample);
            let width = sample + text_width(&label);
            if x > self.size.side && x + width > self.size.width - self.size.side {
                x = self.size.side;
                self.y += 18.0;
            }
            self.sample(*key, x);
            let (left, y) = (x + sample, self.y);
            self.put(format_args!(
                "<text x=\"{left:.1}\" y=\"{y:.1}\" fill=\"{INK}\" font-weight=\"{weight}\">{}</text>",
                escaped(&label)
            ));
            x += width + 16.0;
        }
    }

    fn sample(&mut self, key: Key, x: f64) {
        let (middle, y) = (x + key.width() / 2.0, self.y - 4.0);
        match key {
            Key::None => {}
            Key::Line(role) => {
                self.put(format_args!("<g {}><path d=\"M{x:.1} {y:.1}h{SAMPLE}\"/></g>", stroke(role)));
                if matches!(role, Role::Actual | Role::Alternative | Role::Entered | Role::Other(_)) {
                    self.dot(role, (middle, y, role == Role::Entered));
                }
            }
            Key::Band(hold) => {
                let style = fill(hold);
                self.put(format_args!("<path d=\"M{x:.1} {:.1}h{SAMPLE}v10h-{SAMPLE}z\" {style}/>", y - 5.0));
            }
            Key::Estimate => self.dot(Role::Actual, (middle, y, true)),
            Key::Target => self.target((middle, y)),
        }
    }

    fn dot(&mut self, role: Role, (x, y, hollow): (f64, f64, bool)) {
        let colour = pen(role).0;
        let fill = if hollow { PAPER } else { colour };
        let r = if role == Role::Alternative { 2 } else { 3 };
        self.put(format_args!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>"
        ));
    }

    fn target(&mut self, (x, y): (f64, f64)) {
        let d = diamond(x, y);
        self.put(format_args!("<path d=\"{d}\" fill=\"{PAPER}\" stroke=\"{INK}\" stroke-width=\"1.6\"/>"));
    }

    /// Words on what is drawn: once as wide as the light around them, then as they are, since not every program can paint
    /// one before the other.
    fn words(&mut self, (x, y): (f64, f64), anchor: &str, (colour, weight): (&str, &str), text: &str) {
        let text = escaped(text);
        let light = format!("fill=\"{PAPER}\" stroke=\"{PAPER}\" stroke-width=\"3\" stroke-linejoin=\"round\"");
        for style in [light, format!("fill=\"{colour}\"")] {
            self.put(format_args!(
                "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-weight=\"{weight}\" {style}>{text}</text>"
            ));
        }
    }

    fn chart(&mut self, chart: &Chart, layout: &Layout, axis: &dyn Fn(f64) -> String) {
        let (left, top, right, bottom) = layout.plot;
        let (from, width) = layout.projection;
        let (side, down) = (self.size.side, self.y);
        self.put(format_args!("<g transform=\"translate({side} {down:.1})\">"));
        self.put(format_args!(
            "<rect x=\"{from:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{TINT}\"/>",
            bottom - top
        ));
        for (value, y) in &layout.ticks {
            let text = escaped(&fit(&axis(*value), left - 6.0 + self.size.side - 4.0));
            self.put(format_args!(
                "<path d=\"M{left} {y:.1}H{right:.1}\" stroke=\"{LINE}\"/><text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"{INK_2}\">{text}</text>",
                left - 6.0,
                y + 4.0
            ));
        }
        for (year, x) in &layout.years {
            let y = layout.size.1 - 6.0;
            self.put(format_args!(
                "<text x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\" fill=\"{INK_2}\">{year}</text>"
            ));
        }
        for (band, d) in chart.bands.iter().zip(&layout.bands).filter(|(_, d)| !d.is_empty()) {
            self.put(format_args!("<path d=\"{d}\" {}/>", fill(band.hold)));
        }
        if !layout.samples.is_empty() {
            let d = &layout.samples;
            self.put(format_args!(
                "<path d=\"{d}\" fill=\"none\" stroke=\"{ACCENT}\" stroke-width=\"0.8\" stroke-opacity=\"0.55\"/>"
            ));
        }
        for (line, path) in chart.lines.iter().zip(&layout.lines) {
            self.line(line.role, path);
        }
        for (line, path) in chart.lines.iter().zip(&layout.lines) {
            if let Some((x, y)) = path.label {
                let own = matches!(line.role, Role::Mine | Role::Second | Role::Third | Role::Fourth | Role::Other(_));
                let style = if own { (pen(line.role).0, "600") } else { (INK_2, "400") };
                self.words((x, y + 4.0), "start", style, &line.label);
            }
        }
        for mark in &layout.marks {
            self.target(mark.at);
        }
        for mark in layout.marks.iter().filter(|m| m.label != m.at) {
            let width = text_width(&mark.text);
            // No place beside it may be free.
            let (before, after) = mark.anchor.reach(width);
            let at =
                (mark.label.0.max(before).min(self.size.inner() - after), mark.label.1.clamp(TYPE, self.size.plot));
            self.words(at, mark.anchor.name(), (INK, "600"), &mark.text);
        }
        self.put(format_args!("</g>"));
        self.y += layout.size.1;
    }

    fn line(&mut self, role: Role, path: &LinePath) {
        self.put(format_args!("<g {}>", stroke(role)));
        if !path.trace.gaps.is_empty() {
            let d = &path.trace.gaps;
            self.put(format_args!("<path d=\"{d}\" stroke-width=\"1.1\" stroke-dasharray=\"2 4\"/>"));
        }
        if !path.trace.solid.is_empty() {
            self.put(format_args!("<path d=\"{}\"/>", path.trace.solid));
        }
        self.put(format_args!("</g>"));
        path.dots.iter().for_each(|dot| self.dot(role, *dot));
    }

    /// The whole document.
    fn around(self, sheet: &Sheet, said: &str) -> String {
        // Even, so that it is whole when it is shown larger.
        let Size { width, scale, .. } = self.size;
        let height = 2.0 * (0.5 * self.y + 8.0).ceil();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{}\" role=\"img\" \
             font-family=\"{FONTS}\" font-size=\"{TYPE}\"><title>{}</title><desc>{} {}</desc><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>{}</svg>\n",
            width * scale,
            height * scale,
            sheet.lang.html(),
            escaped(&sheet.chart.title),
            escaped(said),
            escaped(sheet.link),
            self.svg
        )
    }
}

/// A text that fits into a width.
fn fit(text: &str, width: f64) -> String {
    lines(text, width, 1).concat()
}

/// The attributes of a line.
fn stroke(role: Role) -> String {
    let (colour, width, dashes) = pen(role);
    format!(
        "fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-dasharray=\"{dashes}\" stroke-linejoin=\"round\" stroke-linecap=\"round\""
    )
}

/// The attributes of a band.
fn fill(hold: Hold) -> String {
    let (strength, edge) = match hold {
        Hold::Wide => ("0.16", "stroke-opacity=\"0.07\" stroke-width=\"5\""),
        Hold::Narrow => ("0.24", "stroke-opacity=\"0.1\" stroke-width=\"4\""),
        Hold::Shocks => ("0.3", "stroke-width=\"1\" stroke-dasharray=\"3 3\""),
    };
    format!("fill=\"{BAND}\" fill-opacity=\"{strength}\" stroke=\"{BAND}\" {edge} stroke-linejoin=\"round\"")
}
