//! What a result hangs on: every input between its low and its high.

use leptos::prelude::*;

use crate::analysis::explain::sensitivity::{Input, TornadoBar};
use crate::chart::{Bars, input_name};
use crate::plan::Origin;
use crate::scenario::Scenario;
use crate::text::sentences::explanation;
use crate::ui::app::{App, use_app};
use crate::ui::pages::explain::{BarsPart, ExplainState};

/// Bars that are shorter than this share of a probability, or of a value, move nothing that can be shown.
const VISIBLE: f64 = 0.0005;

#[component]
pub fn TornadoPart(found: ExplainState) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let body = move || {
        let (scenario, bars) = (found.scenario.get(), found.bars.get()?);
        let (say, asked) = (app.narrator(), found.asked.get());
        let value = |v: f64| say.asked_value(asked, v);
        let now = found.attribution.with(|a| a.as_ref().map(|a| a.after))?;
        let asked_text = say.asked(&scenario, asked);
        let seen = |b: &&TornadoBar| b.reach(now) >= VISIBLE * if asked.is_chance() { 1.0 } else { now.abs() };
        let lead = match bars.first().filter(seen) {
            Some(b) => {
                let [low, high] = b.results.map(value);
                explanation::matters_most(say.lang, &asked_text, &input_name(&say, &scenario, b.input), &low, &high)
            }
            None => explanation::nothing_matters(say.lang, &asked_text),
        };
        let origins = bars.iter().map(|b| origin(app, &scenario, b.input)).collect_view();
        let table = Bars::tornado(say, &scenario, asked, &bars, now);
        Some(view! {
            <p class="lead" id="tornado-lead">{lead.clone()}</p>
            <BarsPart found bars=table name=w.explain_tornado id="tornado-table" about=asked_text sentence=lead />
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
    view! {
        <li><strong>{input_name(&app.narrator(), scenario, input)}</strong> <span class="tag">{tag}</span> {note}</li>
    }
}
