//! What each change does: a waterfall from the plan's defaults to the scenario.

use leptos::prelude::*;

use super::Found;
use crate::figure::bar_scale;
use crate::report::attribution::{Attribution, ORDERS, Part};
use crate::route::Page;
use crate::text::{explaining, format, likely};
use crate::ui::charts::{Bar, BarCell};
use crate::ui::state::{App, use_app};

/// The difference to the plan's defaults, change by change.
#[component]
pub fn AttributionPart(found: Found) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let body = move || {
        let scenario = found.scenario.get()?;
        let attribution = found.attribution.get()?;
        if scenario.changes(app.plan).is_empty() {
            return Some(nothing(app).into_any());
        }
        let (say, asked) = (app.say(), found.asked.get());
        let value = |v: f64| say.asked_value(asked, v);
        let largest =
            attribution.parts.first().map(|p| (say.change(&scenario, &p.change), say.asked_gap(asked, p.value)));
        let lead = explaining::changed(
            say.lang,
            &say.asked(&scenario, asked),
            &value(attribution.before),
            &value(attribution.after),
            largest.as_ref().map(|(change, part)| (change.as_str(), part.as_str())),
        );
        let table = (!attribution.parts.is_empty()).then(|| {
            let names = attribution.parts.iter().map(|p| say.change(&scenario, &p.change)).collect();
            waterfall(app, found, &attribution, names)
        });
        Some(view! { <p class="lead" id="attribution-lead">{lead}</p> {table} }.into_any())
    };
    view! {
        <section id="attribution" aria-labelledby="attribution-title">
            <h2 id="attribution-title">{w.explain_attribution}</h2>
            {body}
        </section>
    }
}

/// What there is to do where nothing is changed.
fn nothing(app: App) -> impl IntoView + use<> {
    let w = app.words();
    view! {
        <div class="empty" id="attribution-empty">
            <p>{w.explain_no_changes}</p>
            <p class="actions">
                <a href=app.href(Page::Lab)>{w.explain_to_lab}</a>
                <a href=app.href(Page::Measures)>{w.explain_to_measures}</a>
            </p>
        </div>
    }
}

fn waterfall(app: App, found: Found, a: &Attribution, names: Vec<String>) -> impl IntoView + use<> {
    let w = app.words();
    let (say, asked) = (app.say(), found.asked.get());
    let lang = say.lang;
    // Where each part begins and ends, the largest first.
    let step = |at: &mut f64, p: &Part| {
        let from = *at;
        *at += p.value;
        Some((from, *at))
    };
    let steps: Vec<(f64, f64)> = a.parts.iter().scan(a.before, step).collect();
    let scale = bar_scale(steps.iter().flat_map(|(from, to)| [*from, *to]).chain([a.before, a.after]));
    let marks = vec![a.before, a.after];
    let end = |name: &'static str, value: f64| {
        view! {
            <tr class="waterfall-end">
                <th scope="row">{name}</th>
                <BarCell scale bars=Vec::new() marks=vec![value] />
                <td class="num board-value">{say.asked_value(asked, value)}</td>
            </tr>
        }
    };
    let row = |((part, name), (from, to)): ((&Part, String), &(f64, f64))| {
        let class = if part.value < 0.0 { "bar-down" } else { "bar-up" };
        let error = a.sampled.then(|| {
            let text = if asked.is_chance() {
                likely::error(lang, part.error)
            } else {
                format!("±{}", say.asked_value(asked, part.error))
            };
            view! { <span class="muted block">{text}</span> }
        });
        view! {
            <tr>
                <th scope="row">{name}</th>
                <BarCell scale bars=vec![Bar { from: *from, to: *to, class }] marks=marks.clone() />
                <td class="num">{say.asked_gap(asked, part.value)}{error}</td>
            </tr>
        }
    };
    let rows = a.parts.iter().zip(names).zip(&steps).map(row).collect_view();
    let paths = format::number(f64::from(a.paths), 0);
    let simulated = (a.paths > 0).then(|| explaining::combinations(lang, &paths, a.error));
    let drawn = a.sampled.then(|| explaining::drawn_orders(lang, 2 * ORDERS));
    view! {
        <div class="scroll" role="group" tabindex="0" aria-label=w.explain_attribution>
            <table class="board bars-table" id="waterfall">
                <caption class="visually-hidden">{w.explain_attribution}</caption>
                <thead><tr><th scope="col">{w.explain_change}</th><td></td><th scope="col" class="num">{w.explain_adds}</th></tr></thead>
                <tbody>{end(w.explain_before, a.before)} {rows} {end(w.explain_after, a.after)}</tbody>
            </table>
        </div>
        <p class="muted below">{w.explain_attribution_note} {lang.gap()} {simulated} {lang.gap()} {drawn}</p>
    }
}
