//! What stands inside another page: one chart, or how every target fares. Nothing in it can be changed.

use leptos::prelude::*;

use crate::plan::MODEL;
use crate::route::{EmbedView, Page};
use crate::ui::app::{App, SenderCheck, use_app};
use crate::ui::browser::address;
use crate::ui::charts::Legend;
use crate::ui::views::board::{Board, Verdicts};
use crate::ui::views::scenario_chart::{Frame, scenario_chart};
use crate::ui::views::series_chart::series_chart;

/// The part that the address asks for, of the scenario of its link or of the trend, with a way to the full page.
#[component]
pub fn EmbedPage() -> impl IntoView {
    let app = use_app();
    let part = EmbedView::parse(&address::search());
    address::remove_static();
    move || {
        let w = app.lang().words();
        let home = move || {
            let page = if app.page() == Page::Compare { Page::Compare } else { Page::Lab };
            format!("{}{}", address::page_url(), app.href(page))
        };
        let refused = Memo::new(move |_| refused(app));
        view! {
            <main class="embed" id="content">
                <h1>{move || name(app)}</h1>
                <Show when=move || refused.with(Option::is_none)
                    fallback=move || view! { <p class="banner">{move || refused.get()}</p> }>
                    <p class="muted">{move || remarks(app)}</p>
                    <div class="stage">{shown(app, part)}</div>
                </Show>
                <footer class="muted">
                    <span>{w.release} " " <code>{app.plan.release.clone()}</code> " " {w.model} " " <code>{format!("m{MODEL}")}</code></span>
                    <a href=home target="_blank" rel="noopener">{w.embed_open}</a>
                </footer>
            </main>
        }
    }
}

fn shown(app: App, part: EmbedView) -> impl IntoView {
    let w = app.words();
    match part {
        EmbedView::Board => {
            let verdict = move || app.reports.with(|r| app.narrator().coming_verdict(r, app.plan.period[1]));
            view! { <p class="lead" id="verdict">{verdict}</p> <Board /> }.into_any()
        }
        EmbedView::Chart(series) => view! {
            <Verdicts series />
            {scenario_chart(app, series, Frame::Large)}
            <Legend chart=Memo::new(move |_| series_chart(app, series)) target=w.target.to_owned() paths=w.legend_paths
                estimate=w.estimate.to_owned() />
        }
        .into_any(),
    }
}

/// The name of the scenario on show.
fn name(app: App) -> String {
    let trend = app.displayed.with(|s| s.name.is_empty() && s.changes(app.plan).is_empty());
    if trend { app.words().preset_trend.to_owned() } else { app.displayed.with(|s| app.display_name(s)) }
}

/// Why nothing can be shown.
fn refused(app: App) -> Option<String> {
    let fault = app.linked.with(|s| s.as_ref().and_then(|s| s.as_ref().err().map(|e| e.describe(app.lang()))));
    fault.or_else(|| app.compare.is_shared().then(|| app.words().embed_comparison.to_owned()))
}

/// Who made it, and what a reader must know of it.
fn remarks(app: App) -> String {
    let (lang, w) = (app.lang(), app.words());
    let by = app.displayed.with(|s| s.signed().map(|author| format!("{}{}{author}", w.shared_by, lang.colon())));
    let differs = (app.sender_check() == SenderCheck::Differs).then(|| w.preview_differs.to_owned());
    let problems = app.linked.with(|s| match s {
        Some(Ok(link)) => link.problems.iter().map(|p| p.describe(lang)).collect(),
        _ => Vec::new(),
    });
    let made = app.linked.with(|s| match s {
        Some(Ok(link)) => link.made_before(app.plan, lang),
        _ => None,
    });
    by.into_iter().chain(differs).chain(made).chain(problems).collect::<Vec<_>>().join(" · ")
}
