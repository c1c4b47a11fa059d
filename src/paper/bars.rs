//! Tables with bars: what a result hangs on, what each change adds, where uncertainty comes from.

use super::sheet::{Key, Plot, Size, TYPE, fit};
use super::{escaped, put};
use crate::decimal::Decimal;
use crate::figure::{Scale, bar, bar_scale, text_width};
use crate::plan::Series;
use crate::report::Say;
use crate::report::asked::Asked;
use crate::report::attribution::{Attribution, Part};
use crate::report::sensitivity::{self, Input};
use crate::report::variance::{Group, Index, Shares};
use crate::scenario::Scenario;
use crate::text::{Words, explaining, format, likely};

/// A bar from one value to another; its class decides its look.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Class of the rectangle.
    pub class: &'static str,
}

/// A column of numbers: its heading, and the class of the bars it belongs to; none if it belongs to none.
pub type Column = (&'static str, Option<&'static str>);

/// A name and what it says below it in smaller type, which may be nothing.
pub type Twofold = (String, String);

/// Bars, row by row, and the numbers they stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// Heading of the names.
    pub heading: String,
    /// Headings of the numbers.
    pub columns: Vec<Column>,
    /// Values to percent of the width of the bars, the same for every row.
    pub scale: Scale,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub name: Twofold,
    /// Its bars, back to front.
    pub bars: Vec<Bar>,
    /// Values with a line across.
    pub marks: Vec<f64>,
    /// Its numbers, one for each column; none where there is none.
    pub cells: Vec<Option<Twofold>>,
    /// Whether it is an end: where the others set out from, or where they lead to.
    pub end: bool,
}

impl Bars {
    /// What is asked with every input at its low and at its high; the line shows where it stands `now`.
    pub fn tornado(say: Say, scenario: &Scenario, asked: Asked, bars: &[sensitivity::Bar], now: f64) -> Self {
        let w = say.words();
        let row = |b: &sensitivity::Bar| {
            let [low, high] = b.results;
            let mut drawn =
                vec![Bar { from: now, to: low, class: "bar-low" }, Bar { from: now, to: high, class: "bar-high" }];
            // The shorter one in front, where both lie on one side.
            drawn.sort_by(|a, b| (b.to - now).abs().total_cmp(&(a.to - now).abs()));
            Row {
                name: (input_name(&say, scenario, b.input), input_ends(&say, scenario, b)),
                bars: drawn,
                marks: vec![now],
                cells: b.results.map(|v| Some((say.asked_value(asked, v), String::new()))).into(),
                end: false,
            }
        };
        Self {
            heading: w.explain_input.to_owned(),
            columns: vec![(w.explain_at_low, Some("bar-low")), (w.explain_at_high, Some("bar-high"))],
            scale: bar_scale(bars.iter().flat_map(|b| b.results).chain([now])),
            rows: bars.iter().map(row).collect(),
        }
    }

    /// What each change adds, from the plan's defaults to the scenario, the largest first.
    pub fn waterfall(say: Say, scenario: &Scenario, asked: Asked, a: &Attribution) -> Self {
        let w = say.words();
        let step = |at: &mut f64, p: &Part| {
            let from = *at;
            *at += p.value;
            Some((from, *at))
        };
        let steps: Vec<(f64, f64)> = a.parts.iter().scan(a.before, step).collect();
        let end = |name: &str, value: f64| Row {
            name: (name.to_owned(), String::new()),
            bars: Vec::new(),
            marks: vec![value],
            cells: vec![Some((say.asked_value(asked, value), String::new()))],
            end: true,
        };
        let error = |part: &Part| match (a.sampled, asked.is_chance()) {
            (false, _) => String::new(),
            (true, true) => likely::error(say.lang, part.error),
            (true, false) => format!("±{}", say.asked_value(asked, part.error)),
        };
        let row = |(part, (from, to)): (&Part, &(f64, f64))| Row {
            name: (say.change(scenario, &part.change), String::new()),
            bars: vec![Bar { from: *from, to: *to, class: if part.value < 0.0 { "bar-down" } else { "bar-up" } }],
            marks: vec![a.before, a.after],
            cells: vec![Some((say.asked_gap(asked, part.value), error(part)))],
            end: false,
        };
        let parts = a.parts.iter().zip(&steps).map(row);
        Self {
            heading: w.explain_change.to_owned(),
            columns: vec![(w.explain_adds, None)],
            scale: bar_scale(steps.iter().flat_map(|(from, to)| [*from, *to]).chain([a.before, a.after])),
            rows: [end(w.explain_before, a.before)]
                .into_iter()
                .chain(parts)
                .chain([end(w.explain_after, a.after)])
                .collect(),
        }
    }

    /// The shares of the variance of every series in a year.
    pub fn variance(say: Say, year: u16, shares: &[Shares]) -> Self {
        let w = say.words();
        let percent = |v: f64| format::percent(say.lang, 100.0 * v.clamp(0.0, 1.0), 0);
        let row = |s: &Shares| {
            let of = |group: Group| s.groups.iter().find(|(g, _)| *g == group).map(|(_, i)| *i);
            let mut at = 0.0;
            let mut bars: Vec<Bar> = Vec::new();
            for (group, index) in &s.groups {
                let from = at;
                at = (at + index.first.max(0.0)).min(1.0);
                bars.push(Bar { from, to: at, class: class(*group) });
            }
            bars.push(Bar { from: at, to: 1.0, class: "bar-jointly" });
            let cell = |i: Index| (percent(i.first), format!("{} {}", percent(i.total), w.explain_in_all));
            let joint = Some((percent(1.0 - at), String::new()));
            Row {
                name: (say.plan.series(s.series).short.get(say.lang).to_owned(), String::new()),
                bars,
                marks: Vec::new(),
                cells: Group::ALL.into_iter().map(|g| of(g).map(cell)).chain([joint]).collect(),
                end: false,
            }
        };
        let columns = Group::ALL.into_iter().map(|g| (source(w, g), Some(class(g))));
        Self {
            heading: year.to_string(),
            columns: columns.chain([(w.explain_jointly, Some("bar-jointly"))]).collect(),
            scale: Scale::new((0.0, 1.0), (0.0, 100.0)),
            rows: shares.iter().map(row).collect(),
        }
    }

    /// As a drawing of its own: names, bars, numbers. Where there are many columns of them, their headings stand in the key
    /// and their smaller type is left out.
    pub fn plot(&self, title: String, size: Size) -> Plot {
        let many = self.columns.len() > FEW;
        let number = self.number(many);
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
        let key = |(label, class): &Column| {
            Some(Key { of: None, sample: swatch((*class)?), width: SWATCH, label: (*label).to_owned() })
        };
        let key = self.columns.iter().filter(|_| many).filter_map(key).collect();
        Plot { title, unit: String::new(), note: "", svg, height, key }
    }

    /// The width of a column of numbers.
    fn number(&self, many: bool) -> f64 {
        let heads = self.columns.iter().filter(|_| !many).map(|(label, _)| text_width(label) + SWATCH + 4.0);
        let cells = self.rows.iter().flat_map(|r| &r.cells).flatten();
        let wide =
            |(value, below): &Twofold| text_width(value).max(if many { 0.0 } else { text_width(below) * SMALL / TYPE });
        let widest = heads.chain(cells.map(wide)).fold(0.0, f64::max);
        (widest + SPACE).clamp(NUMBERS.0, NUMBERS.1)
    }

    fn row(&self, svg: &mut String, row: &Row, y: f64, (left, width): (f64, f64)) {
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

/// Most of a drawing's width that is for names.
const NAMES: f64 = 0.34;
/// Least and most width of a column of numbers.
const NUMBERS: (f64, f64) = (46.0, 140.0);
/// Between names, bars and numbers.
const SPACE: f64 = 12.0;
/// More columns of numbers than these are many.
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

fn text(svg: &mut String, (x, y): (f64, f64), anchor: &str, class: &str, size: f64, text: &str) {
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

/// What an input is called.
pub fn input_name(say: &Say, scenario: &Scenario, input: Input) -> String {
    match input {
        Input::Lever(lever) => say.plan.lever(lever).name.get(say.lang).to_owned(),
        Input::Measure(i) => scenario.measures.get(i).map(|m| say.measure_name(&m.item)).unwrap_or_default(),
    }
}

/// The low and the high of an input, with unit.
fn input_ends(say: &Say, scenario: &Scenario, b: &sensitivity::Bar) -> String {
    let text = |value: Decimal| match b.input {
        Input::Lever(lever) => say.lever_value(say.plan.lever(lever).unit, value),
        Input::Measure(_) if value == Decimal::ZERO => say.words().explain_not_delivered.to_owned(),
        Input::Measure(i) => {
            let on = scenario.measures.get(i).map(|m| m.series);
            let signed = if on == Some(Series::List) { format::companies_signed } else { format::points_signed };
            signed(say.lang, value.to_f64(), 2)
        }
    };
    let [low, high] = b.ends.map(text);
    explaining::ends(say.lang, &low, &high)
}

const fn class(group: Group) -> &'static str {
    match group {
        Group::Shocks => "bar-shocks",
        Group::Trends => "bar-trends",
        Group::Counts => "bar-counts",
        Group::Measures => "bar-measures",
    }
}

/// What a group of causes is called.
pub const fn source(w: &'static Words, group: Group) -> &'static str {
    match group {
        Group::Shocks => w.explain_shocks,
        Group::Trends => w.explain_trends,
        Group::Counts => w.explain_counts,
        Group::Measures => w.measures,
    }
}
