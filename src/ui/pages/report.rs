//! The report: a scenario on paper.

use leptos::prelude::*;

use crate::documents::{Report, report};
use crate::route::Page;
use crate::ui::app::use_app;
use crate::ui::browser::{clock, print};

/// The report of the scenario on show, as it is printed.
#[component]
pub fn ReportPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let [year, month, day] = clock::date(clock::now());
    let date = format!("{year}-{month:02}-{day:02}");
    let rules = Memo::new(move |_| app.displayed.with(|s| app.narrator().rule_table(&s.nameless())));
    let text = move || {
        let rules = rules.get();
        let odds = app.odds.get();
        let link = app.readable_link(true);
        let (scenario, outcome) = (app.displayed.get(), app.outcome.get());
        report(&Report {
            say: app.narrator(),
            scenario: &scenario,
            outcome: &outcome,
            odds: Some(&odds),
            rules: rules.as_ref(),
            link: &link,
            date: &date,
        })
    };
    view! {
        <p class="actions report-actions">
            <button class="primary" id="print" on:click=move |_| print()>{w.report_print}</button>
            <a href=move || app.href(Page::Lab)>{w.report_back}</a>
        </p>
        <article class="report" inner_html=text></article>
    }
}
