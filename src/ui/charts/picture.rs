//! The picture of a line chart.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Layout};
use crate::chart::{Shape, ShapeKind, line_chart, reading_line};

/// The shapes of a chart and its reading line; named by `label`.
#[component]
pub fn Picture(
    chart: Signal<Chart>,
    layout: Memo<Layout>,
    year: RwSignal<Option<u16>>,
    axis: Callback<f64, String>,
    label: Signal<String>,
) -> impl IntoView {
    let size = Memo::new(move |_| layout.with(|l| l.size));
    // One memo a layer: while a lever moves, axes stay.
    let shapes = Memo::new(move |_| chart.with(|c| layout.with(|l| line_chart(c, l, &|value| axis.run(value)))));
    let layer = move |i: usize| {
        let shape = Memo::new(move |_| shapes.with(|s| s.get(i).cloned()));
        move || shape.with(|s| s.as_ref().map(element))
    };
    let layers = (0..shapes.with_untracked(Vec::len)).map(layer).collect_view();
    view! {
        <svg class="chart-svg" role="img" aria-label=move || label.get() height=move || size.get().1
            viewBox=move || format!("0 0 {:.0} {:.0}", size.get().0, size.get().1)>
            {layers}
            {move || year.get().map(|year| chart.with(|c| layout.with(|l| element(&reading_line(c, l, year)))))}
        </svg>
    }
}

/// A shape as an element. A changed shape of the same form changes the attributes of the element in place.
fn element(shape: &Shape) -> AnyView {
    let class = Some(shape.part.class()).filter(|class| !class.is_empty());
    let pixel = |value: f64| format!("{value:.1}");
    match &shape.form {
        ShapeKind::Group(shapes) => view! { <g class=class>{shapes.iter().map(element).collect_view()}</g> }.into_any(),
        ShapeKind::Rect { x, y, width, height } => {
            view! { <rect class=class x=pixel(*x) y=pixel(*y) width=pixel(*width) height=pixel(*height)></rect> }
                .into_any()
        }
        ShapeKind::Path(d) => view! { <path class=class d=d.clone()></path> }.into_any(),
        ShapeKind::Circle { x, y, r } => {
            view! { <circle class=class cx=pixel(*x) cy=pixel(*y) r=r.to_string()></circle> }.into_any()
        }
        ShapeKind::Text { x, y, anchor, text } => {
            view! { <text class=class x=pixel(*x) y=pixel(*y) text-anchor=anchor.name()>{text.clone()}</text> }
                .into_any()
        }
    }
}
