//! What a result hangs on: every input between its low and its high.

use leptos::prelude::*;

use super::Found;
use crate::decimal::Decimal;
use crate::figure::bar_scale;
use crate::plan::{Origin, Series};
use crate::report::sensitivity::{Bar as Result, Input};
use crate::scenario::Scenario;
use crate::text::{explaining, format};
use crate::ui::charts::{Bar, BarCell};
use crate::ui::state::{App, use_app};

/// Bars that are shorter than this share of a probability, or of a value, move nothing that can be shown.
const VISIBLE: f64 = 0.0005;

/// The tornado.
#[component]
pub fn TornadoPart(found: Found) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let body = move || {
        let (scenario, bars) = (found.scenario.get()?, found.bars.get()?);
        let (say, asked) = (app.say(), found.asked.get());
        let value = |v: f64| say.asked_value(asked, v);
        let now = found.attribution.with(|a| a.as_ref().map(|a| a.after))?;
        let asked_text = say.asked(&scenario, asked);
        let seen = |b: &&Result| b.reach(now) >= VISIBLE * if asked.is_chance() { 1.0 } else { now.abs() };
        let lead = match bars.first().filter(seen) {
            Some(b) => {
                let [low, high] = b.results.map(value);
                explaining::hangs_most(say.lang, &asked_text, &name(app, &scenario, b.input), &low, &high)
            }
            None => explaining::hangs_on_nothing(say.lang, &asked_text),
        };
        let scale = bar_scale(bars.iter().flat_map(|b| b.results).chain([now]));
        let row = |b: &Result| {
            let [low, high] = b.results;
            let mut drawn =
                vec![Bar { from: now, to: low, class: "bar-low" }, Bar { from: now, to: high, class: "bar-high" }];
            // The shorter one in front, where both lie on one side.
            drawn.sort_by(|a, b| (b.to - now).abs().total_cmp(&(a.to - now).abs()));
            view! {
                <tr>
                    <th scope="row">{name(app, &scenario, b.input)}<span class="muted block">{ends(app, &scenario, b)}</span></th>
                    <BarCell scale bars=drawn marks=vec![now] />
                    <td class="num">{value(low)}</td>
                    <td class="num">{value(high)}</td>
                </tr>
            }
        };
        let rows = bars.iter().map(row).collect_view();
        let origins = bars.iter().map(|b| origin(app, &scenario, b.input)).collect_view();
        Some(view! {
            <p class="lead" id="tornado-lead">{lead}</p>
            <div class="scroll" role="group" tabindex="0" aria-label=w.explain_tornado>
                <table class="board bars-table" id="tornado-table">
                    <caption class="visually-hidden">{w.explain_tornado}</caption>
                    <thead><tr>
                        <th scope="col">{w.explain_input}</th><td></td>
                        <th scope="col" class="num"><span class="key bar-low"></span>{w.explain_at_low}</th>
                        <th scope="col" class="num"><span class="key bar-high"></span>{w.explain_at_high}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <details class="origins" id="origins">
                <summary>{w.explain_ends}</summary>
                <ul class="notes">{origins}</ul>
            </details>
        })
    };
    view! {
        <section id="tornado" aria-labelledby="tornado-title">
            <h2 id="tornado-title">{w.explain_tornado}</h2>
            <p class="muted">{w.explain_tornado_note}</p>
            {body}
        </section>
    }
}

fn name(app: App, scenario: &Scenario, input: Input) -> String {
    let say = app.say();
    match input {
        Input::Lever(lever) => app.plan.lever(lever).name.get(say.lang).to_owned(),
        Input::Measure(i) => scenario.measures.get(i).map(|m| say.measure_name(&m.item)).unwrap_or_default(),
    }
}

/// The low and the high of an input, with unit.
fn ends(app: App, scenario: &Scenario, b: &Result) -> String {
    let (w, say) = (app.words(), app.say());
    let text = |value: Decimal| match b.input {
        Input::Lever(lever) => say.lever_value(app.plan.lever(lever).unit, value),
        Input::Measure(_) if value == Decimal::ZERO => w.explain_not_delivered.to_owned(),
        Input::Measure(i) => {
            let on = scenario.measures.get(i).map(|m| m.series);
            let signed = if on == Some(Series::List) { format::companies_signed } else { format::points_signed };
            signed(say.lang, value.to_f64(), 2)
        }
    };
    let [low, high] = b.ends.map(text);
    explaining::ends(say.lang, &low, &high)
}

/// Where the ends of an input come from.
fn origin(app: App, scenario: &Scenario, input: Input) -> impl IntoView + use<> {
    let (w, lang) = (app.words(), app.lang());
    let range = match input {
        Input::Lever(lever) => scenario.start(app.plan).ranges.get(&lever),
        Input::Measure(_) => None,
    };
    let (tag, note) = match range {
        Some(r) if r.origin == Origin::Derived => {
            (format!("{} · {} {}", w.derived, w.observations, r.n), r.note.get(lang).to_owned())
        }
        Some(r) => (w.assumption.to_owned(), r.note.get(lang).to_owned()),
        None => (w.yours.to_owned(), w.explain_measure_ends.to_owned()),
    };
    view! { <li><strong>{name(app, scenario, input)}</strong> <span class="tag">{tag}</span> {note}</li> }
}
