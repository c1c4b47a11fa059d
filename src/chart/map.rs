//! The map of two levers: the probability in each cell, where the central path meets a target, and the current scenario.

use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::analysis::explain::sensitivity::{CELLS, Map};
use crate::chart::export::{Key, Panel, Size};
use crate::chart::geometry::{Scale, contour, text_width, ticks};
use crate::chart::scene::{TYPE, escaped, fit, put, text};
use crate::decimal::Decimal;
use crate::present::Narrator;
use crate::scenario::{Scenario, Values};
use crate::text::format;
use crate::text::sentences::explanation;

/// Space around the plot: left, top, right, bottom.
const AROUND: [f64; 4] = [54.0, 26.0, 14.0, 46.0];
const SHADES: f64 = 10.0;
/// Narrower than this there is room for fewer values on the horizontal axis.
const NARROW: f64 = 480.0;
/// Height of a map.
pub const MAP_HEIGHT: f64 = 380.0;

/// Draws and describes a map.
#[derive(Clone, Copy, Debug)]
pub struct MapDrawing<'a> {
    pub say: Narrator<'a>,
    pub scenario: &'a Scenario,
    pub outcome: OutcomeOfInterest<'a>,
    pub map: &'a Map,
}

impl MapDrawing<'_> {
    /// A value of the lever across (0) or up (1), on the step of the lever; zero for any other.
    pub fn on_step(&self, axis: usize, value: f64) -> Decimal {
        let Some(lever) = self.map.levers.get(axis) else { return Decimal::ZERO };
        let step = self.say.plan.lever(*lever).step.raw().max(1);
        let steps = (value * 10_000.0 / step as f64).round() as i64;
        Decimal::from_raw(steps * step)
    }

    /// A value of the lever across (0) or up (1), with its unit.
    pub fn value(&self, axis: usize, value: f64) -> String {
        let lever = self.map.levers.get(axis).map(|l| self.say.plan.lever(*l));
        lever.map(|l| self.say.lever_value(l.unit, self.on_step(axis, value))).unwrap_or_default()
    }

    /// The names of both levers.
    pub fn names(&self) -> [String; 2] {
        self.map.levers.map(|l| self.say.plan.lever(l).name.get(self.say.lang).to_owned())
    }

    /// Describes a cell and its probability; empty for a cell that is not computed yet.
    pub fn describe(&self, cell: usize) -> String {
        let (Some([a, b]), Some(chance)) = (self.map.middle(cell), self.map.cells.get(cell)) else {
            return String::new();
        };
        let [across, up] = self.names();
        let values = [self.value(0, a), self.value(1, b)];
        let chance = explanation::probability(*chance);
        explanation::place(self.say.lang, [&across, &up], [&values[0], &values[1]], &chance)
    }

    /// The drawing: cells, lines of the targets, points and axes. `titles`: every cell has a title that describes it.
    pub fn svg(&self, width: f64, titles: bool) -> String {
        let [left, top, right, bottom] = AROUND;
        let [across, up] = &self.map.nodes;
        let x = Scale::new(ends(across), (left, width - right));
        let y = Scale::new(ends(up), (MAP_HEIGHT - bottom, top));
        let mut svg = String::new();
        for (i, chance) in self.map.cells.iter().enumerate() {
            let corner = |scale: &Scale, nodes: &[f64], i: usize| nodes.get(i).map_or(f64::NAN, |v| scale.pixel(*v));
            let (column, row) = (i % CELLS, i / CELLS);
            let (x0, x1) = (corner(&x, across, column), corner(&x, across, column + 1));
            let (y0, y1) = (corner(&y, up, row + 1), corner(&y, up, row));
            let title = if titles { format!("<title>{}</title>", escaped(&self.describe(i))) } else { String::new() };
            put(
                &mut svg,
                format_args!(
                    "<rect class=\"{}\" data-cell=\"{i}\" x=\"{x0:.1}\" y=\"{y0:.1}\" width=\"{:.1}\" height=\"{:.1}\">{title}</rect>",
                    heat(*chance),
                    x1 - x0 + 0.4,
                    y1 - y0 + 0.4
                ),
            );
        }
        for (i, (_, margins)) in self.map.margins.iter().enumerate() {
            let mut path = String::new();
            for ((ax, ay), (bx, by)) in contour(across, up, margins) {
                let [ax, bx] = [ax, bx].map(|v| x.pixel(v));
                let [ay, by] = [ay, by].map(|v| y.pixel(v));
                put(&mut path, format_args!("M{ax:.1} {ay:.1}L{bx:.1} {by:.1}"));
            }
            if !path.is_empty() {
                put(
                    &mut svg,
                    format_args!(
                        "<path class=\"contour-halo\" d=\"{path}\"/><path class=\"contour contour-{i}\" d=\"{path}\"/>"
                    ),
                );
            }
        }
        self.points(&mut svg, &x, &y);
        self.axes(&mut svg, &x, &y, width);
        svg
    }

    /// The points of the plan's defaults and of the scenario.
    fn points(&self, svg: &mut String, x: &Scale, y: &Scale) {
        let [across, up] = &self.map.nodes;
        let within = |v: f64, nodes: &[f64]| (ends(nodes).0..=ends(nodes).1).contains(&v);
        let default = self.map.levers.map(|l| self.scenario.typical_default(self.say.plan, l).to_f64());
        let values = self.map.levers.map(|l| self.scenario.values(self.say.plan, l));
        let here = values.iter().all(Values::is_constant).then(|| values.map(|v| v.at(0).to_f64()));
        for ([a, b], class) in
            [(Some(default), "map-default"), (here, "map-here")].into_iter().filter_map(|(p, c)| Some((p?, c)))
        {
            if within(a, across) && within(b, up) {
                let (cx, cy) = (x.pixel(a), y.pixel(b));
                put(svg, format_args!("<circle class=\"{class}\" cx=\"{cx:.1}\" cy=\"{cy:.1}\" r=\"6\"/>"));
            }
        }
    }

    fn axes(&self, svg: &mut String, x: &Scale, y: &Scale, width: f64) {
        let [left, _, right, bottom] = AROUND;
        let most = if width < NARROW { 5 } else { 8 };
        let on_axis = |scale: &Scale| {
            let (low, high) = scale.domain();
            ticks(low, high, most).into_iter().filter(move |v| low <= *v && *v <= high).collect::<Vec<f64>>()
        };
        for v in on_axis(x) {
            // Inside the drawing, also at its ends.
            let label = self.value(0, v);
            let half = text_width(&label) / 2.0;
            let at = x.pixel(v).min(width - half).max(half);
            text(svg, (at, MAP_HEIGHT - bottom + 18.0), "middle", "chart-tick", TYPE, &label);
        }
        for v in on_axis(y) {
            let label = fit(&self.value(1, v), left - 5.0);
            text(svg, (left - 5.0, y.pixel(v) + 4.0), "end", "chart-tick", TYPE, &label);
        }
        let [across, up] = self.names();
        let label = fit(&format!("{across} →"), width - right);
        text(svg, (width - right, MAP_HEIGHT - 8.0), "end", "map-axis", TYPE, &label);
        text(svg, (0.0, 14.0), "start", "map-axis", TYPE, &fit(&format!("↑ {up}"), width));
    }

    /// The key of the marks. Of a target that these levers do not move, or that is met or missed all over the map,
    /// there is no line.
    pub fn key(&self) -> Vec<Key> {
        let say = &self.say;
        let key = |sample: String, width: f64, label: String| Key { role: None, sample, width, label };
        let shade = |p: f64| {
            let sample = format!("<rect class=\"{}\" y=\"-6\" width=\"16\" height=\"12\"/>", heat(p));
            key(sample, 16.0, format::percent(100.0 * p, 0))
        };
        let [across, up] = &self.map.nodes;
        let line = |(i, (id, margins)): (usize, &(String, Vec<Vec<f64>>))| {
            let target = say.plan.target(id)?;
            contour(across, up, margins).first()?;
            let sample = format!("<path class=\"contour contour-{i}\" d=\"M0 0h28\"/>");
            Some(key(sample, 28.0, format!("{} {}", say.target_name(target), target.year)))
        };
        let point = |class: &str, label: &str| {
            key(format!("<circle class=\"{class}\" cx=\"7\" cy=\"0\" r=\"5\"/>"), 14.0, label.to_owned())
        };
        let w = say.words();
        let points = [point("map-here", w.explain_point), point("map-default", w.explain_default_point)];
        let lines = self.map.margins.iter().enumerate().filter_map(line);
        [0.0, 0.25, 0.5, 0.75, 1.0].map(shade).into_iter().chain(lines).chain(points).collect()
    }

    /// As a drawing of its own.
    pub fn panel(&self, size: Size) -> Panel {
        let (w, [across, up]) = (self.say.words(), self.names());
        Panel {
            title: format!("{}{}{}", w.explain_map, self.say.lang.colon(), self.say.asked(self.scenario, self.outcome)),
            unit: format!("{across} × {up}"),
            note: "",
            svg: self.svg(size.inner(), false),
            height: MAP_HEIGHT,
            key: self.key(),
        }
    }
}

/// The class of a probability's shade.
fn heat(p: f64) -> String {
    format!("heat-{:.0}", (p * SHADES).round().clamp(0.0, SHADES))
}

fn ends(nodes: &[f64]) -> (f64, f64) {
    (nodes.first().copied().unwrap_or(0.0), nodes.last().copied().unwrap_or(1.0))
}
