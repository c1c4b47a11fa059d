//! Pictures for saving: a drawing with the texts of the page around it, styled without a style sheet.

use crate::chart::geometry::{BandKind, Role, lines, text_width};
use crate::chart::scene::{Part, Shape, TYPE, diamond, dot, escaped, fit, line_sample, put, spot};
use crate::chart::theme::{INK, INK_2, LINE, PAPER, inline_styles, styled_svg};
use crate::text::Lang;

/// The size of a picture, in its own pixels.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub width: f64,
    /// Height of a chart with its axes.
    pub plot: f64,
    /// Margin at the left and at the right.
    pub side: f64,
    /// By how much it is shown larger than its own pixels.
    scale: f64,
}

impl Size {
    /// A picture on its own.
    pub const WHOLE: Self = Self { width: 640.0, plot: 300.0, side: 24.0, scale: 1.5 };
    /// One of several on a page.
    pub const SMALL: Self = Self { width: 400.0, plot: 190.0, side: 4.0, scale: 1.0 };

    /// Width between its margins.
    pub fn inner(self) -> f64 {
        self.width - 2.0 * self.side
    }
}

/// Most letters of a scenario's name in a file name.
const NAME: usize = 40;
/// Length of a line's sample in a key.
const SAMPLE: f64 = 28.0;
const FONTS: &str =
    "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";

/// Name of a file that holds a picture: what it shows, of which scenario, and the last year with figures.
pub fn file_name(what: &str, scenario: &str, year: u16) -> String {
    let letters = scenario.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    let name: String = letters.split_whitespace().collect::<Vec<_>>().join("-").chars().take(NAME).collect();
    let name = name.trim_end_matches('-');
    [what, name, &year.to_string()].iter().filter(|s| !s.is_empty()).fold("two-rivers".to_owned(), |a, b| a + "-" + b)
}

/// A drawing with its title and its key, before it is framed as a [`Figure`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    pub title: String,
    /// Unit of its values; may be empty.
    pub unit: String,
    /// A caveat; may be empty.
    pub note: &'static str,
    /// The drawing, styled by attributes or by the classes that [`inline_styles`] knows.
    pub svg: String,
    /// Its height; it is as wide as a figure between its margins.
    pub height: f64,
    pub key: Vec<Key>,
}

/// An entry of a key: a mark and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The line it belongs to, if it does.
    pub role: Option<Role>,
    /// The mark, right of the origin and as much above as below it.
    pub sample: String,
    pub width: f64,
    pub label: String,
}

impl Key {
    /// An entry without a mark.
    pub fn plain(label: &str) -> Self {
        Self { role: None, sample: String::new(), width: 0.0, label: label.to_owned() }
    }

    fn shape(width: f64, label: &str, shape: Shape) -> Self {
        Self { sample: styled_svg(&[shape]), width, ..Self::plain(label) }
    }

    pub fn line(role: Role, label: &str) -> Self {
        Self { role: Some(role), ..Self::shape(SAMPLE, label, line_sample(role, SAMPLE)) }
    }

    pub fn band(kind: BandKind, label: &str) -> Self {
        Self::shape(SAMPLE, label, Part::Band(kind).path(format!("M0 -5h{SAMPLE}v10h-{SAMPLE}z")))
    }

    pub fn estimate(label: &str) -> Self {
        Self::shape(12.0, label, dot(Role::Actual, (6.0, 0.0, true)))
    }

    /// A figure at its own date, or of a part of a year.
    pub fn spot(part: bool, label: &str) -> Self {
        Self::shape(12.0, label, spot(Role::Actual, (6.0, 0.0), part))
    }

    /// The boundary of a break.
    pub fn broken(label: &str) -> Self {
        Self::shape(12.0, label, Part::Break.path("M6 -7v14"))
    }

    pub fn target(label: &str) -> Self {
        Self::shape(12.0, label, diamond((6.0, 0.0)))
    }
}

/// A panel with the texts around it, in the language of the reader.
pub struct Figure<'a> {
    pub lang: Lang,
    /// Made for the same size.
    pub panel: &'a Panel,
    /// What it shows, in a sentence.
    pub sentence: &'a str,
    /// The scenarios it shows, with the role of the line of each that has one.
    pub scenarios: &'a [(Option<Role>, String)],
    /// Where the figures come from. No footer if both this and `link` are empty.
    pub source: &'a str,
    /// The link to what it shows; may be empty. One that is too long for a picture stands in its description only.
    pub link: &'a str,
    /// Address of the page, which the picture names where it has no room for `link`.
    pub page: &'a str,
    pub size: Size,
}

impl Figure<'_> {
    /// The picture as an SVG text.
    pub fn svg(&self) -> String {
        let (w, panel, size) = (self.lang.words(), self.panel, self.size);
        let mut drawing = Drawing { svg: String::new(), y: 20.0, size };
        let unit = if panel.unit.is_empty() { String::new() } else { format!(" · {}", panel.unit) };
        drawing.paragraph(&format!("{}{unit}", panel.title), 17.0, 2, &format!("fill=\"{INK}\" font-weight=\"600\""));
        let description =
            [self.sentence, panel.note].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(self.lang.gap());
        drawing.paragraph(&description, 13.0, 4, &format!("fill=\"{INK_2}\""));
        drawing.y += 4.0;
        let scenario = |(role, name): &(Option<Role>, String)| match role {
            Some(role) => Key::line(*role, name),
            None => Key::plain(&format!("{}{}{name}", w.scenario, self.lang.colon())),
        };
        drawing.keys(self.scenarios.iter().map(scenario), "600");
        drawing.y += 8.0;
        let (x, y) = (size.side, drawing.y);
        put(&mut drawing.svg, format_args!("<g transform=\"translate({x} {y:.1})\">{}</g>", panel.svg));
        drawing.y += panel.height;
        let has_entry = |role: Role| self.scenarios.iter().any(|(r, _)| *r == Some(role));
        drawing.keys(panel.key.iter().filter(|k| !k.role.is_some_and(has_entry)).cloned(), "400");
        if !(self.source.is_empty() && self.link.is_empty()) {
            self.footer(&mut drawing);
        }
        drawing.document(self, &description)
    }

    fn footer(&self, drawing: &mut Drawing) {
        let w = self.lang.words();
        drawing.y += 10.0;
        let (left, rule, width) = (self.size.side, drawing.y, self.size.inner());
        put(&mut drawing.svg, format_args!("<path d=\"M{left} {rule:.1}h{width}\" stroke=\"{LINE}\"/>"));
        drawing.y += 2.0;
        let small = format!("fill=\"{INK_2}\"");
        drawing.paragraph(self.source, 10.0, 3, &small);
        let fits = !self.link.is_empty() && lines(self.link, width * TYPE / 10.0, 2).concat() == self.link;
        let link = if fits { self.link.to_owned() } else { format!("{} {}", self.page, w.picture_link) };
        drawing.paragraph(&format!("{}{}{link}", w.app_name, self.lang.colon()), 10.0, 4, &small);
    }
}

/// A drawing in progress, filled down to `y`.
struct Drawing {
    svg: String,
    y: f64,
    size: Size,
}

impl Drawing {
    /// A paragraph over the whole width.
    fn paragraph(&mut self, text: &str, size: f64, most: usize, style: &str) {
        for line in lines(text, self.size.inner() * TYPE / size, most) {
            self.y += 1.4 * size;
            let (left, y) = (self.size.side, self.y);
            put(
                &mut self.svg,
                format_args!("<text x=\"{left}\" y=\"{y:.1}\" font-size=\"{size}\" {style}>{}</text>", escaped(&line)),
            );
        }
    }

    /// Entries of a key, as many in a row as there is room for.
    fn keys(&mut self, keys: impl Iterator<Item = Key>, weight: &str) {
        let mut x = self.size.side;
        for (i, key) in keys.enumerate() {
            let sample = if key.width > 0.0 { key.width + 6.0 } else { 0.0 };
            let label = fit(&key.label, self.size.inner() - sample);
            let width = sample + text_width(&label);
            if i == 0 || x > self.size.side && x + width > self.size.width - self.size.side {
                x = self.size.side;
                self.y += 18.0;
            }
            let (left, y) = (x + sample, self.y);
            if sample > 0.0 {
                put(
                    &mut self.svg,
                    format_args!("<g transform=\"translate({x:.1} {:.1})\">{}</g>", y - 4.0, key.sample),
                );
            }
            put(
                &mut self.svg,
                format_args!(
                    "<text x=\"{left:.1}\" y=\"{y:.1}\" fill=\"{INK}\" font-weight=\"{weight}\">{}</text>",
                    escaped(&label)
                ),
            );
            x += width + 16.0;
        }
    }

    fn document(self, figure: &Figure, description: &str) -> String {
        // Even, so that it is whole when it is shown larger.
        let Size { width, scale, .. } = self.size;
        let height = 2.0 * (0.5 * self.y + 8.0).ceil();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{}\" role=\"img\" \
             font-family=\"{FONTS}\" font-size=\"{TYPE}\"><title>{}</title><desc>{} {}</desc><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>{}</svg>\n",
            width * scale,
            height * scale,
            figure.lang.html(),
            escaped(&figure.panel.title),
            escaped(description),
            escaped(figure.link),
            inline_styles(&self.svg)
        )
    }
}
