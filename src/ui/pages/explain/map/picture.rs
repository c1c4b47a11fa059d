//! The picture of a map.

use std::fmt::Write;

use leptos::html::Div;
use leptos::prelude::*;

use super::{Drawn, on_step, told, value};
use crate::figure::{Scale, contour, ticks};
use crate::plan::Lever;
use crate::report::sensitivity::{CELL_PATHS, CELLS, placed};
use crate::scenario::Values;
use crate::text::{explaining, format};
use crate::ui::browser::size;
use crate::ui::state::{App, use_app};

const HEIGHT: f64 = 380.0;
/// Width until the browser has told the real one.
const FIRST_WIDTH: f64 = 640.0;
/// Space around the plot: left, top, right, bottom.
const AROUND: [f64; 4] = [54.0, 26.0, 14.0, 46.0];
/// Steps of shading.
const SHADES: f64 = 10.0;

/// The cells, the lines of the targets, the axes, the points, and what they mean.
#[component]
pub fn Picture(drawn: RwSignal<Option<Drawn>>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let plot = NodeRef::<Div>::new();
    let width = RwSignal::new(FIRST_WIDTH);
    plot.on_load(move |el| size::watch_size(&el, move |w, _| width.set(w)));
    let inside = move || drawn.with(|d| d.as_ref().map(|d| inside(app, d, width.get())));
    let lines = move || {
        drawn.with(|d| {
            let d = d.as_ref()?;
            let entry = |(i, (id, values)): (usize, &(String, Vec<Vec<f64>>))| {
                let target = app.plan.target(id)?;
                // Of a target that these levers do not move, or that is met or missed all over the map, there is no line.
                let [across, up] = &d.map.nodes;
                contour(across, up, values).first()?;
                Some(view! {
                    <span>
                        <svg width="32" height="10" aria-hidden="true"><path d="M1 5h30" class=format!("contour contour-{i}")></path></svg>
                        {app.say().target_name(target)} " " {target.year}
                    </span>
                })
            };
            Some(d.map.margins.iter().enumerate().filter_map(entry).collect_view())
        })
    };
    let shade = |p: f64| {
        let text = format::percent(app.lang(), 100.0 * p, 0);
        view! { <span><svg width="16" height="12" aria-hidden="true"><rect width="16" height="12" class=heat(p)></rect></svg>{text}</span> }
    };
    let cells = move || {
        let simulated = drawn.with(|d| d.as_ref().is_some_and(|d| d.asked.is_simulated(app.plan, &d.scenario)));
        simulated.then(|| explaining::cells(app.lang(), &format::number(f64::from(CELL_PATHS), 0)))
    };
    view! {
        <div class="map-plot" node_ref=plot>
            <svg class="chart-svg map-svg" role="img" aria-label=w.explain_map height=HEIGHT
                viewBox=move || format!("0 0 {:.0} {HEIGHT}", width.get())>{inside}</svg>
        </div>
        <p class="chart-legend map-legend">
            {[0.0, 0.25, 0.5, 0.75, 1.0].map(shade).into_iter().collect_view()}
            {lines}
            <span><svg width="14" height="14" aria-hidden="true"><circle cx="7" cy="7" r="5" class="map-here"></circle></svg>{w.explain_point}</span>
            <span><svg width="14" height="14" aria-hidden="true"><circle cx="7" cy="7" r="5" class="map-default"></circle></svg>{w.explain_default_point}</span>
        </p>
        <p class="muted">{cells}</p>
    }
}

/// The class of a probability's shade.
fn heat(p: f64) -> String {
    format!("heat-{:.0}", (p * SHADES).round().clamp(0.0, SHADES))
}

fn inside(app: App, d: &Drawn, width: f64) -> impl IntoView + use<> {
    let map = &d.map;
    let [left, top, right, bottom] = AROUND;
    let ends = |nodes: &[f64]| (nodes.first().copied().unwrap_or(0.0), nodes.last().copied().unwrap_or(1.0));
    let [across, up] = &map.nodes;
    let x = Scale::new(ends(across), (left, width - right));
    let y = Scale::new(ends(up), (HEIGHT - bottom, top));
    let levers = map.levers;
    let cell = |(i, chance): (usize, &f64)| {
        let (column, row) = (i % CELLS, i / CELLS);
        let corner = |scale: &Scale, nodes: &[f64], i: usize| nodes.get(i).map_or(f64::NAN, |v| scale.pixel(*v));
        let (x0, x1) = (corner(&x, across, column), corner(&x, across, column + 1));
        let (y0, y1) = (corner(&y, up, row + 1), corner(&y, up, row));
        let at = map.middle(i).unwrap_or_default();
        let go = move |_| {
            let at = std::array::from_fn(|axis| {
                let lever = levers.get(axis).copied().unwrap_or(Lever::Dep);
                on_step(app, lever, at.get(axis).copied().unwrap_or_default()).to_f64()
            });
            app.change(|s| placed(app.plan, &s, levers, at));
        };
        view! {
            <rect class=heat(*chance) x=format!("{x0:.1}") y=format!("{y0:.1}")
                width=format!("{:.1}", x1 - x0 + 0.4) height=format!("{:.1}", y1 - y0 + 0.4) on:click=go>
                <title>{told(app, map, i, *chance)}</title>
            </rect>
        }
    };
    let cells = map.cells.iter().enumerate().map(cell).collect_view();
    let line = |(i, (_, values)): (usize, &(String, Vec<Vec<f64>>))| {
        let mut path = String::new();
        for ((ax, ay), (bx, by)) in contour(across, up, values) {
            // Writing to a String cannot fail.
            let _ = write!(path, "M{:.1} {:.1}L{:.1} {:.1}", x.pixel(ax), y.pixel(ay), x.pixel(bx), y.pixel(by));
        }
        view! { <path class="contour-halo" d=path.clone()></path><path class=format!("contour contour-{i}") d=path></path> }
    };
    let lines = map.margins.iter().enumerate().map(line).collect_view();
    let label = |axis: usize, v: f64| match levers.get(axis) {
        Some(lever) => value(app, *lever, v),
        None => String::new(),
    };
    let most = if width < 480.0 { 5 } else { 8 };
    let on_axis = |nodes: &[f64]| {
        let (low, high) = ends(nodes);
        ticks(low, high, most).into_iter().filter(|v| low <= *v && *v <= high).collect::<Vec<f64>>()
    };
    let xs = on_axis(across).into_iter().map(|v| {
        view! { <text x=format!("{:.1}", x.pixel(v)) y=HEIGHT - bottom + 18.0 text-anchor="middle">{label(0, v)}</text> }
    });
    let ys = on_axis(up).into_iter().map(|v| {
        view! { <text x=left - 5.0 y=format!("{:.1}", y.pixel(v) + 4.0) text-anchor="end">{label(1, v)}</text> }
    });
    let names = levers.map(|l| app.plan.lever(l).name.get(app.lang()));
    let point = |values: [f64; 2], class: &'static str| {
        let within = |v: f64, nodes: &[f64]| (ends(nodes).0..=ends(nodes).1).contains(&v);
        (within(values[0], across) && within(values[1], up)).then(|| {
            let (cx, cy) = (format!("{:.1}", x.pixel(values[0])), format!("{:.1}", y.pixel(values[1])));
            view! { <circle class=class cx=cx cy=cy r="6"></circle> }
        })
    };
    let default = levers.map(|l| d.scenario.default_of(app.plan, l).to_f64());
    let own = levers.map(|l| d.scenario.values(app.plan, l));
    let here = own.iter().all(Values::is_constant).then(|| own.map(|v| v.at(0).to_f64()));
    view! {
        {cells}
        {lines}
        {point(default, "map-default")}
        {here.and_then(|here| point(here, "map-here"))}
        {xs.collect_view()}
        {ys.collect_view()}
        <text class="map-axis" x=width - right y=HEIGHT - 8.0 text-anchor="end">{names[0]} " →"</text>
        <text class="map-axis" x="0" y="14">"↑ " {names[1]}</text>
    }
}
