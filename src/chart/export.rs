//! A picture of its own: a drawing with all that the page says around it, in colours and type that need no style sheet.

use crate::chart::geometry::{Role, lines, text_width};
use crate::chart::theme::{INK, INK_2, LINE, PAPER, inked};
use crate::chart::{escaped, put};
use crate::text::Lang;

/// How large a picture is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Width in its own pixels, in which type is 12 high.
    pub width: f64,
    /// Height of a chart with its axes.
    pub plot: f64,
    /// Space at the sides.
    pub side: f64,
    /// By how much it is shown larger than that.
    scale: f64,
}

impl Size {
    /// A picture that stands for itself.
    pub const WHOLE: Self = Self { width: 640.0, plot: 300.0, side: 24.0, scale: 1.5 };
    /// One of several on a page.
    pub const SMALL: Self = Self { width: 400.0, plot: 190.0, side: 4.0, scale: 1.0 };

    /// Width between its margins.
    pub fn inner(self) -> f64 {
        self.width - 2.0 * self.side
    }
}

/// Size of the type in a drawing.
pub const TYPE: f64 = 12.0;
/// Most letters of a scenario's name in the name of a file.
const NAME: usize = 40;
const FONTS: &str =
    "system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";

/// Name of a file that holds a picture: what it shows, of which scenario, and the last year with figures.
pub fn file_name(what: &str, scenario: &str, year: u16) -> String {
    let letters = scenario.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect::<String>();
    let name: String = letters.split_whitespace().collect::<Vec<_>>().join("-").chars().take(NAME).collect();
    let name = name.trim_end_matches('-');
    [what, name, &year.to_string()].iter().filter(|s| !s.is_empty()).fold("two-rivers".to_owned(), |a, b| a + "-" + b)
}

/// What is drawn, between the words of a sheet and those of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// What it is called.
    pub title: String,
    /// Unit of its values; may be empty.
    pub unit: String,
    /// What else must be said of it; may be empty.
    pub note: &'static str,
    /// The drawing. Its looks may stand in attributes or in the classes that [`inked`] knows.
    pub svg: String,
    /// Its height; it is as wide as a sheet between its margins.
    pub height: f64,
    /// What its marks stand for.
    pub key: Vec<Key>,
}

/// A mark and what it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The line it belongs to, if it does.
    pub of: Option<Role>,
    /// The mark, right of a point and as much above as below it.
    pub sample: String,
    /// Its width.
    pub width: f64,
    /// What it stands for.
    pub label: String,
}

/// A drawing and what goes with it. All texts are in the language of the reader.
pub struct Figure<'a> {
    /// That language.
    pub lang: Lang,
    /// The drawing, made for this size.
    pub plot: &'a Panel,
    /// What it shows, in a sentence.
    pub sentence: &'a str,
    /// The scenarios it shows, with the mark of each that has one of its own.
    pub scenarios: &'a [(Option<Role>, String)],
    /// Where the figures come from; empty, with an empty link, where the page says so for all its pictures.
    pub source: &'a str,
    /// The link to what it shows. Where it is too long for a picture it stands in the description alone; it may be empty.
    pub link: &'a str,
    /// The page without the scenario, which takes the place of such a link.
    pub page: &'a str,
    /// How large it is.
    pub size: Size,
}

impl Figure<'_> {
    /// The picture as an SVG text.
    pub fn svg(&self) -> String {
        let (w, plot, size) = (self.lang.words(), self.plot, self.size);
        let mut drawing = Drawing { svg: String::new(), y: 20.0, size };
        let unit = if plot.unit.is_empty() { String::new() } else { format!(" · {}", plot.unit) };
        drawing.lines(&format!("{}{unit}", plot.title), 17.0, 2, &format!("fill=\"{INK}\" font-weight=\"600\""));
        let said =
            [self.sentence, plot.note].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(self.lang.gap());
        drawing.lines(&said, 13.0, 4, &format!("fill=\"{INK_2}\""));
        drawing.y += 4.0;
        let scenario = |(role, name): &(Option<Role>, String)| match role {
            Some(role) => Key::line(*role, name),
            None => Key::none(&format!("{}{}{name}", w.scenario, self.lang.colon())),
        };
        drawing.keys(self.scenarios.iter().map(scenario), "600");
        drawing.y += 8.0;
        let (left, down) = (size.side, drawing.y);
        put(&mut drawing.svg, format_args!("<g transform=\"translate({left} {down:.1})\">{}</g>", plot.svg));
        drawing.y += plot.height;
        let named = |role: Role| self.scenarios.iter().any(|(r, _)| *r == Some(role));
        drawing.keys(plot.key.iter().filter(|k| !k.of.is_some_and(named)).cloned(), "400");
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
        put(&mut drawing.svg, format_args!("<path d=\"M{left} {rule:.1}h{width}\" stroke=\"{LINE}\"/>"));
        drawing.y += 2.0;
        let small = format!("fill=\"{INK_2}\"");
        drawing.lines(self.source, 10.0, 3, &small);
        let fits = !self.link.is_empty() && lines(self.link, width * TYPE / 10.0, 2).concat() == self.link;
        let link = if fits { self.link.to_owned() } else { format!("{} {}", self.page, w.picture_link) };
        drawing.lines(&format!("{}{}{link}", w.app_name, self.lang.colon()), 10.0, 4, &small);
    }
}

/// What is drawn so far, and down to where.
struct Drawing {
    svg: String,
    y: f64,
    size: Size,
}

impl Drawing {
    /// A paragraph over the whole width.
    fn lines(&mut self, text: &str, size: f64, most: usize, style: &str) {
        for line in lines(text, self.size.inner() * TYPE / size, most) {
            self.y += 1.4 * size;
            let (left, y) = (self.size.side, self.y);
            put(
                &mut self.svg,
                format_args!("<text x=\"{left}\" y=\"{y:.1}\" font-size=\"{size}\" {style}>{}</text>", escaped(&line)),
            );
        }
    }

    /// Entries of the key, as many beside each other as there is room for.
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

    /// The whole document.
    fn around(self, sheet: &Figure, said: &str) -> String {
        // Even, so that it is whole when it is shown larger.
        let Size { width, scale, .. } = self.size;
        let height = 2.0 * (0.5 * self.y + 8.0).ceil();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {width} {height}\" xml:lang=\"{}\" role=\"img\" \
             font-family=\"{FONTS}\" font-size=\"{TYPE}\"><title>{}</title><desc>{} {}</desc><rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>{}</svg>\n",
            width * scale,
            height * scale,
            sheet.lang.html(),
            escaped(&sheet.plot.title),
            escaped(said),
            escaped(sheet.link),
            inked(&self.svg)
        )
    }
}

/// A text that fits into a width.
pub fn fit(text: &str, width: f64) -> String {
    lines(text, width, 1).concat()
}

/// Adds words of a class and a size to a drawing, where there are any.
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
