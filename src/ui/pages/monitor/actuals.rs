//! Figures of later years, entered by the reader: the path, bands and odds go on from them.

use leptos::prelude::*;

use crate::analysis::targets::actuals::{SURPRISING, expected, z_score};
use crate::decimal::Decimal;
use crate::plan::{Kind, Observation, Series, Unit};
use crate::scenario::{Change, LEVEL_LIMIT};
use crate::text::format;
use crate::text::sentences::monitor;
use crate::ui::app::{App, use_app};
use crate::ui::widgets::NumberField;

/// Years of source figures shown above the fields.
const PAST: u16 = 3;

/// A table of years and series.
#[component]
pub fn Actuals() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let span = Memo::new(move |_| app.displayed.with(|s| (s.from, s.to)));
    let heads = Series::DRIVEN.map(|s| {
        let data = app.plan.series(s);
        let unit = if data.unit == Unit::Companies { w.unit_companies } else { w.unit_money };
        view! { <th scope="col" class="num">{data.short.get(lang)}<span class="muted block">{unit}</span></th> }
    });
    let past = move || {
        let (from, _) = span.get();
        (from + 1 - PAST..=from)
            .map(|year| {
                let cells = Series::DRIVEN.map(|s| view! { <td class="num muted">{source(app, s, year)}</td> });
                view! { <tr><th scope="row">{year}</th>{cells.into_iter().collect_view()}</tr> }
            })
            .collect_view()
    };
    let coming = move || {
        let (from, to) = span.get();
        (from + 1..=to)
            .map(|year| {
                let cells = Series::DRIVEN.map(|series| view! { <Cell app series year /> });
                view! { <tr><th scope="row">{year}</th>{cells.into_iter().collect_view()}</tr> }
            })
            .collect_view()
    };
    view! {
        <h3 id="actuals-title">{w.actuals_title}</h3>
        <p>{w.actuals_note}</p>
        <div class="scroll" role="group" tabindex="0" aria-labelledby="actuals-title">
            <table class="board actuals" id="actuals">
                <caption class="visually-hidden">{w.actuals_table}</caption>
                <thead><tr><th scope="col">{w.year}</th>{heads.into_iter().collect_view()}</tr></thead>
                <tbody>{past}</tbody>
                <tbody>{coming}</tbody>
            </table>
        </div>
        <p class="actions">
            <button id="actuals-undo" prop:disabled=move || app.is_preview() || !app.can_undo()
                on:click=move |_| app.undo()>{w.undo}</button>
            <button id="actuals-redo" prop:disabled=move || app.is_preview() || !app.can_redo()
                on:click=move |_| app.redo()>{w.redo}</button>
        </p>
    }
}

/// The figure of the plan file, in the unit of the fields: in the base year the one the scenario stands on, else that
/// of the charts, or what stands in for it in looking back.
fn source(app: App, series: Series, year: u16) -> impl IntoView + use<> {
    let w = app.words();
    let standing =
        || app.plan.any_start(year).and_then(|s| s.values.get(&series)).and_then(|id| app.plan.observation(id));
    let point = app.plan.series(series).points.iter().find(|o| o.year == year);
    let text = |o: &Observation| {
        let mark = (o.kind == Kind::Estimate).then(|| view! { " " <span class="tag">{w.estimate}</span> });
        view! { {format::number(o.value, 0)} {mark} }
    };
    let is_base = app.displayed.with(|s| s.from == year);
    point.filter(|_| !is_base).or_else(standing).map(text)
}

#[component]
fn Cell(app: App, series: Series, year: u16) -> impl IntoView {
    let w = app.words();
    let lang = app.lang();
    let data = app.plan.series(series);
    let name = format!("{} {year}", data.short.get(lang));
    let entered = Memo::new(move |_| {
        app.displayed.with(|s| s.actuals.get(&series).and_then(|by_year| by_year.get(&year)).copied())
    });
    let whole = data.unit == Unit::Companies;
    // Where nothing is entered the arrow keys start from what is expected.
    let value = Signal::derive(move || {
        let expected = || app.displayed.with(|s| expected(app.plan, s, series, year)).map(libm::round);
        entered.get().or_else(|| Decimal::nearest(expected()?)).unwrap_or_default()
    });
    let set = move |value: Decimal| {
        app.change(|mut s| {
            s.actuals.entry(series).or_default().insert(year, value);
            s
        });
    };
    let hint = Memo::new(move |_| {
        app.displayed.with(|s| {
            let off = z_score(app.plan, s, series, year).filter(|n| n.abs() > SURPRISING)?;
            let (value, expected) = (entered.get()?.to_f64(), expected(app.plan, s, series, year)?);
            let say = app.narrator();
            let times = format::number(off.abs(), 0);
            let gap = say.gap(data.unit, value - expected);
            Some(monitor::surprising(lang, &gap, &say.value(data.unit, expected), &times))
        })
    });
    let clear = move |_| app.reset(&Change::Actual(series, year));
    let label = format!("{}{}{name}", w.clear, lang.colon());
    let known = year <= app.plan.newest_start().year;
    view! {
        <td class="num">
            <span class="actual">
                <NumberField id=format!("act-{series}-{year}") label=name lang value min=Decimal::from_raw(1)
                    max=LEVEL_LIMIT
                    step=Decimal::whole(if whole { 1 } else { 100 }) whole
                    disabled=Signal::derive(move || app.is_locked())
                    blank=Signal::derive(move || entered.get().is_none()) on_commit=Callback::new(set) />
                <button class="quiet" aria-label=label prop:disabled=move || app.is_locked() || entered.get().is_none()
                    class:unseen=move || entered.get().is_none() on:click=clear>"×"</button>
            </span>
            {known.then(|| view! { <span class="muted block">{source(app, series, year)}</span> })}
            <Show when=move || hint.with(Option::is_some)>
                <span class="hint" role="status">{move || hint.get()}</span>
            </Show>
        </td>
    }
}
