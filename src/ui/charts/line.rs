//! A line chart: picture, reading line, table, and one true sentence.

use leptos::html::Div;
use leptos::prelude::*;

use super::table::ChartTable;
use crate::figure::{Chart, Layout, Line, Role};
use crate::ui::browser::size;

/// The fixed texts of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartWords {
    /// Label of the table.
    pub table: String,
    /// Heading of its first column.
    pub year: String,
    /// Name of a target.
    pub target: String,
    /// Mark of an estimate.
    pub estimate: String,
    /// How to read values by keyboard.
    pub keys: String,
    /// Said when the axis does not start at zero.
    pub axis_not_zero: String,
}

const HEIGHT: f64 = 260.0;
/// Width until the browser has told the real one.
const FIRST_WIDTH: f64 = 420.0;
/// Room for the labels at the ends of lines; narrow charts have a legend instead.
const LABELS: f64 = 112.0;
const NARROW: f64 = 380.0;

/// A line chart. `year` is the reading line, shared by all charts of a page.
#[component]
pub fn LineChart(
    #[prop(into)] chart: Signal<Chart>,
    year: RwSignal<Option<u16>>,
    /// Writes a value in full, with its unit.
    format: Callback<f64, String>,
    /// Writes a value on the axis.
    axis: Callback<f64, String>,
    names: ChartWords,
    /// What the chart shows, in a sentence.
    #[prop(into)]
    sentence: Signal<String>,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let width = RwSignal::new(FIRST_WIDTH);
    frame.on_load(move |el| size::watch_width(&el, move |w| width.set(w)));
    let narrow = Memo::new(move |_| width.get() < NARROW);
    let layout = Memo::new(move |_| {
        let right = if narrow.get() { 12.0 } else { LABELS };
        chart.with(|c| Layout::of(c, width.get(), HEIGHT, right))
    });
    let estimate = StoredValue::new(names.estimate.clone());
    let target = StoredValue::new(names.target.clone());
    let readings = Memo::new(move |_| {
        let year = year.get()?;
        let said = chart.with(|c| reading(c, year, format, &estimate.get_value(), &target.get_value()));
        Some((year, said))
    });
    let move_to = move |x: f64| year.set(Some(layout.with(|l| l.year_at(x))));
    let on_key = move |ev: leptos::ev::KeyboardEvent| {
        let (first, last, base) = chart.with(|c| (c.years.0, c.years.1, c.base_year));
        let now = year.get_untracked();
        let next = match ev.key().as_str() {
            "ArrowRight" | "ArrowUp" => Some(now.map_or(base, |y| (y + 1).min(last))),
            "ArrowLeft" | "ArrowDown" => Some(now.map_or(base, |y| (y - 1).max(first))),
            "Home" => Some(first),
            "End" => Some(last),
            "Escape" => None,
            _ => return,
        };
        ev.prevent_default();
        year.set(next);
    };
    let spoken = move || {
        readings.get().map_or_else(
            || sentence.get(),
            |(y, r)| {
                let said: Vec<String> = r.into_iter().map(|(_, label, value)| format!("{label} {value}")).collect();
                format!("{y}: {}", said.join("; "))
            },
        )
    };
    let keys = names.keys.clone();
    view! {
        <figure class="chart">
            <figcaption>
                <h3>{move || chart.with(|c| c.title.clone())} <span class="chart-unit">{move || chart.with(|c| c.unit.clone())}</span></h3>
                <p class="chart-sentence">
                    {move || sentence.get()}
                    <Show when=move || layout.with(|l| !l.from_zero)><span class="chart-note">" " {names.axis_not_zero.clone()}</span></Show>
                </p>
            </figcaption>
            <div class="chart-frame" node_ref=frame tabindex="0" role="slider" aria-orientation="horizontal"
                aria-label=move || format!("{}: {keys}", chart.with(|c| c.title.clone()))
                aria-valuemin=move || chart.with(|c| c.years.0.to_string())
                aria-valuemax=move || chart.with(|c| c.years.1.to_string())
                aria-valuenow=move || year.get().unwrap_or_else(|| chart.with(|c| c.base_year)).to_string()
                aria-valuetext=spoken
                on:keydown=on_key
                on:pointermove=move |ev| move_to(f64::from(ev.offset_x()))
                on:pointerdown=move |ev| move_to(f64::from(ev.offset_x()))
                on:pointerleave=move |_| year.set(None)
                on:blur=move |_| year.set(None)>
                <Picture chart layout year narrow axis />
                {move || readings.get().map(|(y, r)| {
                    let at = layout.with(|l| l.x.pixel(f64::from(y)) / l.size.0);
                    view! {
                        <div class="chart-box" class:chart-box-left={at > 0.5} style:left=format!("{:.1}%", 100.0 * at) aria-hidden="true">
                            <strong>{y}</strong>
                            {r.into_iter().map(|(role, label, value)| view! {
                                <span class=format!("chart-box-row {}", role.map_or("chart-target", class))>{label} <b>{value}</b></span>
                            }).collect_view()}
                        </div>
                    }
                })}
            </div>
            <ChartTable chart format names=(names.table, names.year, names.target, names.estimate) />
        </figure>
    }
}

/// Class of a line.
pub fn class(role: Role) -> &'static str {
    match role {
        Role::Actual => "chart-actual",
        Role::Alternative => "chart-alternative",
        Role::Trend => "chart-trend",
        Role::Planned => "chart-planned",
        Role::Mine => "chart-mine",
    }
}

type Reading = (Option<Role>, String, String);

/// What stands in a year: every line that has a value, and the target.
fn reading(chart: &Chart, year: u16, format: Callback<f64, String>, estimate: &str, target: &str) -> Vec<Reading> {
    let of_line = |l: &Line| {
        let point = l.points.iter().find(|p| p.year == year)?;
        let mark = if point.estimate { format!(" {estimate}") } else { String::new() };
        Some((Some(l.role), l.label.clone(), format!("{}{mark}", format.run(point.value))))
    };
    let lines = chart.lines.iter().rev().filter_map(of_line);
    let marks = chart.marks.iter().filter(|m| m.year == year).map(|m| (None, target.to_owned(), m.label.clone()));
    lines.chain(marks).collect()
}

#[component]
fn Picture(
    chart: Signal<Chart>,
    layout: Memo<Layout>,
    year: RwSignal<Option<u16>>,
    narrow: Memo<bool>,
    axis: Callback<f64, String>,
) -> impl IntoView {
    let grid = move || {
        layout.with(|l| {
            let (left, _, right, _) = l.plot;
            let line = |(value, y): &(f64, f64)| {
                view! {
                    <g class="chart-grid">
                        <path d=format!("M{left:.1} {y:.1}H{right:.1}")></path>
                        <text x=left - 6.0 y=y + 4.0 text-anchor="end">{axis.run(*value)}</text>
                    </g>
                }
            };
            l.ticks.iter().map(line).collect_view()
        })
    };
    let years = move || {
        layout.with(|l| {
            let y = l.size.1 - 6.0;
            l.years
                .iter()
                .map(|(year, x)| view! { <text class="chart-year" x=*x y=y text-anchor="middle">{*year}</text> })
                .collect_view()
        })
    };
    let lines = move || {
        layout.with(|l| chart.with(|c| {
        let one = |(path, line): (&crate::figure::LinePath, &Line)| {
            let dot = |(x, y, hollow): &(f64, f64, bool)| view! {
                <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="3" class=if *hollow { "chart-dot chart-hollow" } else { "chart-dot" }></circle>
            };
            let label = path.label.filter(|_| !narrow.get()).map(|y| view! { <text class="chart-label" x=l.plot.2 + 4.0 y=y + 4.0>{line.label.clone()}</text> });
            view! {
                <g class=class(line.role)>
                    <path class="chart-line" d=path.solid.clone()></path>
                    <path class="chart-line chart-gap" d=path.gaps.clone()></path>
                    {path.dots.iter().map(dot).collect_view()}
                    {label}
                </g>
            }
        };
        l.lines.iter().zip(&c.lines).map(one).collect_view()
    }))
    };
    let marks = move || {
        layout.with(|l| {
            chart.with(|c| {
                let one = |((x, y), mark): (&(f64, f64), &crate::figure::Mark)| {
                    view! {
                        <g class="chart-target">
                            <path d=format!("M{x:.1} {:.1}l5.500 5.500-5.500 5.500-5.500-5.500z", y - 5.5)></path>
                            <text x=x - 8.0 y=y - 5.0 text-anchor="end">{mark.label.clone()}</text>
                        </g>
                    }
                };
                l.marks.iter().zip(&c.marks).map(one).collect_view()
            })
        })
    };
    let reading_line = move || {
        year.get().map(|year| {
            layout.with(|l| {
                let x = l.x.pixel(f64::from(year));
                view! { <path class="chart-reading" d=format!("M{x:.1} {:.1}V{:.1}", l.plot.1, l.plot.3)></path> }
            })
        })
    };
    view! {
        <svg class="chart-svg" height=HEIGHT.to_string() viewBox=move || layout.with(|l| format!("0 0 {:.0} {:.0}", l.size.0, l.size.1)) aria-hidden="true">
            <rect class="chart-projection" x=move || layout.with(|l| l.projection.0) y=move || layout.with(|l| l.plot.1)
                width=move || layout.with(|l| l.projection.1) height=move || layout.with(|l| l.plot.3 - l.plot.1)></rect>
            {grid} {years} {reading_line} {lines} {marks}
        </svg>
    }
}
