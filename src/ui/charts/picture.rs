//! The picture of a chart. Elements stay as long as the kinds of lines do; their attributes follow the data.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Hold, Layout, LinePath, Role};
use crate::chart::{class, diamond};

/// Grid, years, reading line, lines and targets; named by `label`.
#[component]
pub fn Picture(
    chart: Signal<Chart>,
    layout: Memo<Layout>,
    year: RwSignal<Option<u16>>,
    axis: Callback<f64, String>,
    label: Signal<String>,
) -> impl IntoView {
    // Axes change seldom: while a lever moves, lines do.
    let ticks = Memo::new(move |_| layout.with(|l| (l.plot, l.ticks.clone())));
    let grid = move || {
        ticks.with(|((left, _, right, _), ticks)| {
            let line = |(value, y): &(f64, f64)| {
                view! {
                    <g class="chart-grid">
                        <path d=format!("M{left:.1} {y:.1}H{right:.1}")></path>
                        <text x=left - 6.0 y=y + 4.0 text-anchor="end">{axis.run(*value)}</text>
                    </g>
                }
            };
            ticks.iter().map(line).collect_view()
        })
    };
    let labelled = Memo::new(move |_| layout.with(|l| (l.size.1 - 6.0, l.years.clone())));
    let years = move || {
        labelled.with(|(y, years)| {
            let text =
                |(year, x): &(u16, f64)| view! { <text class="chart-year" x=*x y=*y text-anchor="middle">{*year}</text> };
            years.iter().map(text).collect_view()
        })
    };
    let plot = Memo::new(move |_| layout.with(|l| (l.size, l.plot, l.projection)));
    view! {
        <svg class="chart-svg" role="img" aria-label=move || label.get() height=move || plot.get().0.1
            viewBox=move || format!("0 0 {:.0} {:.0}", plot.get().0.0, plot.get().0.1)>
            <rect class="chart-projection" x=move || plot.get().2.0 y=move || plot.get().1.1
                width=move || plot.get().2.1 height=move || plot.get().1.3 - plot.get().1.1></rect>
            {grid} {years}
            <Bands chart layout />
            <Lines chart layout />
            <Diamonds layout />
            <ReadingLine chart layout year />
        </svg>
    }
}

/// Where the futures lie: bands, and some single ones.
#[component]
fn Bands(chart: Signal<Chart>, layout: Memo<Layout>) -> impl IntoView {
    let holds = Memo::new(move |_| chart.with(|c| c.bands.iter().map(|b| b.hold).collect::<Vec<_>>()));
    let band = move |(i, hold): (usize, Hold)| {
        let class = match hold {
            Hold::Wide => "chart-band chart-wide",
            Hold::Shocks => "chart-band chart-shocks",
            Hold::Narrow => "chart-band chart-narrow",
        };
        view! { <path class=class d=move || layout.with(|l| l.bands.get(i).cloned().unwrap_or_default())></path> }
    };
    view! {
        {move || holds.get().into_iter().enumerate().map(band).collect_view()}
        <path class="chart-sample" d=move || layout.with(|l| l.samples.clone())></path>
    }
}

/// Lines with their dots and the label at their end.
#[component]
fn Lines(chart: Signal<Chart>, layout: Memo<Layout>) -> impl IntoView {
    let roles = Memo::new(move |_| chart.with(|c| c.lines.iter().map(|l| l.role).collect::<Vec<_>>()));
    let line = move |(i, role): (usize, Role)| {
        let of = move |part: fn(&LinePath) -> String| layout.with(|l| l.lines.get(i).map(part).unwrap_or_default());
        let dots = Memo::new(move |_| layout.with(|l| l.lines.get(i).map(|p| p.dots.clone()).unwrap_or_default()));
        let dot = |(x, y, hollow): (f64, f64, bool)| {
            view! {
                <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="3" class=if hollow { "chart-dot chart-hollow" } else { "chart-dot" }></circle>
            }
        };
        let name = Memo::new(move |_| chart.with(|c| c.lines.get(i).map(|l| l.label.clone()).unwrap_or_default()));
        let spot = Memo::new(move |_| layout.with(|l| l.lines.get(i).and_then(|p| p.label)));
        let label = move || {
            spot.get().map(|(x, y)| {
                view! {
                    <text class="chart-label" x=format!("{x:.1}") y=format!("{:.1}", y + 4.0)>{name.get()}</text>
                }
            })
        };
        view! {
            <g class=class(role)>
                <path class="chart-line chart-gap" d=move || of(|p| p.trace.gaps.clone())></path>
                <path class="chart-line" d=move || of(|p| p.trace.solid.clone())></path>
                {move || dots.get().into_iter().map(dot).collect_view()}
                {label}
            </g>
        }
    };
    move || roles.get().into_iter().enumerate().map(line).collect_view()
}

/// The targets, with words unless they stand on their own middle.
#[component]
fn Diamonds(layout: Memo<Layout>) -> impl IntoView {
    let marks = Memo::new(move |_| layout.with(|l| l.marks.clone()));
    move || {
        marks.get().into_iter().map(|m| {
        let (x, y) = m.at;
        let words = (m.label != m.at).then(|| view! {
            <text x=format!("{:.1}", m.label.0) y=format!("{:.1}", m.label.1) text-anchor=m.anchor.name()>{m.text}</text>
        });
        view! { <g class="chart-target"><path d=diamond(x, y)></path>{words}</g> }
    }).collect_view()
    }
}

/// A line through the year that is read, with a dot on every line that has a value there.
#[component]
fn ReadingLine(chart: Signal<Chart>, layout: Memo<Layout>, year: RwSignal<Option<u16>>) -> impl IntoView {
    move || {
        year.get().map(|year| layout.with(|l| {
        let x = l.x.pixel(f64::from(year));
        let dots = chart.with(|c| {
            let of_line = |line: &crate::chart::geometry::Line| {
                let point = line.points.iter().find(|p| p.year == year && p.value.is_finite())?;
                let hollow = if point.estimate { "chart-dot chart-hollow" } else { "chart-dot" };
                let y = format!("{:.1}", l.y.pixel(point.value));
                Some(view! { <g class=class(line.role)><circle class=hollow cx=format!("{x:.1}") cy=y r="4"></circle></g> })
            };
            c.lines.iter().filter_map(of_line).collect_view()
        });
        view! { <g class="chart-reading"><path d=format!("M{x:.1} {:.1}V{:.1}", l.plot.1, l.plot.3)></path>{dots}</g> }
    }))
    }
}
