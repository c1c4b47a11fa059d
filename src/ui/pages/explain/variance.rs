//! Where the uncertainty of every series comes from.

use leptos::prelude::*;

use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::analysis::explain::variance::variance_shares;
use crate::chart::{Bars, source};
use crate::text::format;
use crate::text::sentences::explanation;
use crate::ui::app::use_app;
use crate::ui::pages::explain::{BarsPart, ExplainState};

/// Shares of the variance of every series in the year on show.
#[component]
pub fn VariancePart(found: ExplainState) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let shares = Memo::new(move |_| found.scenario.with(|s| variance_shares(app.plan, s, found.asked.get().year())));
    let body = move || {
        let shares = shares.get();
        let (say, asked) = (app.narrator(), found.asked.get());
        let lang = say.lang;
        // The series that is asked for, or that of the first target asked for.
        let series = match asked {
            OutcomeOfInterest::Central(series, _) => Some(series),
            _ => found.scenario.with(|s| asked.targets(app.plan, s).first().and_then(|t| t.of.first().copied())),
        };
        let told = shares.iter().find(|s| Some(s.series) == series).or(shares.first())?;
        let most = say.shares(told).0.into_iter().max_by_key(|s| s.alone)?;
        let short = say.inside(app.plan.series(told.series).short.get(lang));
        let lead = explanation::varies(
            lang,
            &short,
            asked.year(),
            source(w, most.source),
            &format::percent(f64::from(most.alone), 0),
        );
        let bars = Bars::variance(say, asked.year(), &shares);
        Some(view! {
            <p class="lead" id="variance-lead">{lead.clone()}</p>
            <BarsPart found bars name=w.explain_variance id="variance-table" about=asked.year().to_string()
                sentence=lead />
            <p class="muted below">{w.explain_variance_note}</p>
        })
    };
    view! {
        <section id="variance" aria-labelledby="variance-title">
            <h2 id="variance-title">{w.explain_variance}</h2>
            {body}
        </section>
    }
}
