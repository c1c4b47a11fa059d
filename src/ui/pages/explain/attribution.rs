//! What each change does: a waterfall from the plan's defaults to the scenario.

use leptos::prelude::*;

use crate::analysis::explain::attribution::ORDERS;
use crate::chart::Bars;
use crate::route::Page;
use crate::text::sentences::explanation;
use crate::ui::app::{App, use_app};
use crate::ui::pages::explain::{BarsPart, ExplainState};

/// The difference to the plan's defaults, change by change.
#[component]
pub fn AttributionPart(found: ExplainState) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let body = move || {
        let scenario = found.scenario.get();
        let attribution = found.attribution.get()?;
        if scenario.changes(app.plan).is_empty() {
            return Some(nothing(app).into_any());
        }
        let (say, asked) = (app.narrator(), found.asked.get());
        let lead = say.attributed(&scenario, asked, &attribution);
        let table = (!attribution.parts.is_empty()).then(|| {
            let a = &attribution;
            let drawn = a.sampled.then(|| explanation::drawn_orders(say.lang, 2 * ORDERS));
            let bars = Bars::waterfall(say, &scenario, asked, a);
            view! {
                <BarsPart found bars name=w.explain_attribution id="waterfall" about=say.asked(&scenario, asked)
                    sentence=lead.clone() />
                <p class="muted below">
                    {w.explain_attribution_note} {say.lang.gap()} {drawn}
                </p>
            }
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
