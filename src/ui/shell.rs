//! The frame around every page: header, preview banner, notices, footer.

use leptos::prelude::*;

use super::browser::{address, download};
use super::incoming::IncomingDialog;
use super::pages::{
    BacktestPage, ComparePage, ExplainPage, LabPage, MeasuresPage, MethodPage, MonitorPage, OverviewPage, PlanPage,
    SourcesPage,
};
use super::parts::NoticeBar;
use super::state::{App, Sent, use_app};
use crate::route::Page;
use crate::text::Lang;

/// The whole page. A change of language or page builds it anew; everything else updates in place.
#[component]
pub fn Shell() -> impl IntoView {
    let app = use_app();
    let lang = Memo::new(move |_| app.lang());
    let page = Memo::new(move |_| app.page());
    view! {
        {move || {
            let lang = lang.get();
            view! { <Header app lang /> }
        }}
        <main id="content" tabindex="-1">
            {move || {
                let lang = lang.get();
                view! { <Banners app lang /> }
            }}
            {move || {
                lang.track();
                let page = page.get();
                request_animation_frame(address::scroll_to_top);
                match page {
                    Page::Overview => view! { <OverviewPage /> }.into_any(),
                    Page::Lab => view! { <LabPage /> }.into_any(),
                    Page::Measures => view! { <MeasuresPage /> }.into_any(),
                    Page::Explain => view! { <ExplainPage /> }.into_any(),
                    Page::Compare => view! { <ComparePage /> }.into_any(),
                    Page::Monitor => view! { <MonitorPage /> }.into_any(),
                    Page::Plan => view! { <PlanPage /> }.into_any(),
                    Page::Backtest => view! { <BacktestPage /> }.into_any(),
                    Page::Sources => view! { <SourcesPage /> }.into_any(),
                    Page::Method => view! { <MethodPage /> }.into_any(),
                }
            }}
        </main>
        {move || {
            let w = lang.get().words();
            view! {
                <footer class="footer">
                    <p>{w.footer_scenarios}</p>
                    <p>{w.footer_local}</p>
                    <p>{w.release} " " <code>{app.plan.release.clone()}</code></p>
                </footer>
            }
        }}
        {move || view! { <IncomingDialog lang=lang.get() /> }}
        <NoticeBar notice=app.notice lang />
    }
}

#[component]
fn Header(app: App, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let link = move |page: Page| {
        let current = move || (app.page() == page).then_some("page");
        view! { <a href=move || app.href(page) aria-current=current>{app.page_name(page)}</a> }
    };
    let other = if lang == Lang::En { Lang::Zh } else { Lang::En };
    view! {
        <header class="header">
            <a class="skip" href="#content" on:click=move |ev| {
                ev.prevent_default();
                address::focus("content");
            }>{w.skip}</a>
            <a class="brand" href=move || app.href(Page::Overview)>
                <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
                    <path d="M2 6c5 0 5 6 10 6s5-6 10-6" class="brand-a"></path>
                    <path d="M2 18c5 0 5-6 10-6s5 6 10 6" class="brand-b"></path>
                </svg>
                {w.app_name}
            </a>
            <nav class="nav" aria-label=w.nav>{Page::ALL.iter().map(|p| link(*p)).collect_view()}</nav>
            <div class="header-tools">
                <label class="check">
                    <input type="checkbox" id="usd" prop:checked=move || app.usd.get()
                        on:change=move |_| app.usd.update(|usd| *usd = !*usd) />
                    {w.currency_usd}
                </label>
                <button class="quiet" id="language" lang=other.html() on:click=move |_| app.switch_lang()>
                    {w.other_language}
                </button>
            </div>
        </header>
    }
}

/// What the reader must know before anything else: a shared scenario on show, a link that cannot be read, storage
/// that cannot be read.
#[component]
fn Banners(app: App, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let problem = move || {
        app.shared.with(|s| match s {
            Some(Err(error)) => Some(error.describe(lang)),
            _ => None,
        })
    };
    let same = move || match app.sent() {
        Sent::Same => w.preview_same,
        Sent::Differs => w.preview_differs,
        Sent::Checking => w.preview_checking,
        Sent::NotSaid => w.preview_no_digest,
    };
    let by = move || app.shown.with(|s| s.signed().map(|author| format!(" · {}{}{author}", w.shared_by, lang.colon())));
    let problems = move || {
        app.shared.with(|s| match s {
            Some(Ok(link)) => link.problems.iter().map(|p| p.describe(lang)).collect(),
            _ => Vec::new(),
        })
    };
    view! {
        <Show when=move || problem().is_some()>
            <section class="banner" role="alert">
                <p>{problem}</p>
                <button on:click=move |_| app.leave_preview()>{w.back_to_mine}</button>
            </section>
        </Show>
        <Show when=move || app.is_preview()>
            <section class="banner" role="region" aria-label=w.line_shared id="preview">
                <p><strong>{move || app.shown.with(|s| app.display_name(s))}</strong>{by}</p>
                <p>{w.preview} " " <span id="same-numbers">{same}</span></p>
                <Show when=move || !problems().is_empty()>
                    <p>{w.preview_problems}</p>
                    <ul>{move || problems().into_iter().map(|p| view! { <li>{p}</li> }).collect_view()}</ul>
                </Show>
                <p class="actions">
                    <button class="primary" on:click=move |_| app.save_copy()>{w.save_copy}</button>
                    <button on:click=move |_| app.leave_preview()>{w.back_to_mine}</button>
                </p>
            </section>
        </Show>
        <Show when=move || !app.asides.with(Vec::is_empty)>
            <section class="banner" role="alert">
                <p>{w.set_aside}</p>
                <p class="actions">
                    {move || app.asides.get().into_iter().map(|(key, text)| view! {
                        <button on:click=move |_| download::save_text("two-rivers-aside.txt", "text/plain", &text)>
                            {w.download_aside} " (" {key} ")"
                        </button>
                    }).collect_view()}
                    <button on:click=move |_| app.asides.set(Vec::new())>{w.close}</button>
                </p>
            </section>
        </Show>
    }
}
