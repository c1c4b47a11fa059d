//! A table with a picture of bars in every row.

use leptos::prelude::*;

use crate::chart::geometry::{Scale, bar};
use crate::chart::{Bar, Bars, CellText};

/// The rows of a table with bars. `name` is its caption, `id` its id in the page.
#[component]
pub fn BarsTable(bars: Bars, name: &'static str, id: &'static str) -> impl IntoView {
    let scale = bars.scale;
    let below = |text: String| (!text.is_empty()).then(|| view! { <span class="muted block">{text}</span> });
    let head = |(label, class): (&'static str, Option<&'static str>)| {
        let swatch = class.map(|class| view! { <span class=format!("key {class}")></span> });
        view! { <th scope="col" class="num">{swatch}{label}</th> }
    };
    let cell = move |text: Option<CellText>| match text {
        Some((value, detail)) => view! { <td class="num">{value}{below(detail)}</td> }.into_any(),
        None => view! { <td class="num muted">"–"</td> }.into_any(),
    };
    let rows = bars.rows.into_iter().map(|row| {
        view! {
            <tr class:bars-end=row.end>
                <th scope="row">{row.name.0}{below(row.name.1)}</th>
                <td class="bar-cell" inner_html=bars_svg(&scale, &row.bars, &row.marks)></td>
                {row.cells.into_iter().map(cell).collect_view()}
            </tr>
        }
    });
    view! {
        <div class="scroll" role="group" tabindex="0" aria-label=name>
            <table class="board bars-table" id=id>
                <caption class="visually-hidden">{name}</caption>
                <thead>
                    <tr>
                        <th scope="col">{bars.heading}</th><td></td>{bars.columns.into_iter().map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// Bars on a common scale, with lines at some values.
fn bars_svg(scale: &Scale, bars: &[Bar], marks: &[f64]) -> String {
    let line = |value: &f64| format!("<path d=\"M{:.2} 0v16\"/>", scale.pixel(*value));
    let rect = |b: &Bar| {
        let (x, width) = bar(scale, b.from, b.to);
        format!("<rect class=\"{}\" x=\"{x:.2}\" y=\"2\" width=\"{width:.2}\" height=\"12\"/>", b.class)
    };
    let (marks, bars) = (marks.iter().map(line).collect::<String>(), bars.iter().map(rect).collect::<String>());
    format!(
        "<svg viewBox=\"0 0 100 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
         <g class=\"bar-marks\">{marks}</g>{bars}</svg>"
    )
}
