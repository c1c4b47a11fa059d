//! The frame around every page: header, banners, toasts, footer.

use leptos::prelude::*;

use crate::plan::MODEL;
use crate::route::Page;
use crate::text::Lang;
use crate::ui::app::{App, use_app};
use crate::ui::banners::Banners;
use crate::ui::browser::address;
use crate::ui::import_dialog::ImportDialog;
use crate::ui::keys::HelpDialog;
use crate::ui::pages::{
    BacktestPage, ChangesPage, ComparePage, ExplainPage, LabPage, MeasuresPage, MethodPage, MonitorPage, OverviewPage,
    PlanPage, ReportPage, SourcesPage,
};
use crate::ui::playback::PlaybackBar;
use crate::ui::tour::Tour;
use crate::ui::views::deferred::Deferred;
use crate::ui::widgets::ToastBar;
use crate::ui::{keys, tour};

/// The whole page. It is rebuilt when language or page changes; everything else updates in place. The header is
/// rendered at once, the rest is deferred.
#[component]
pub fn Shell() -> impl IntoView {
    let app = use_app();
    let lang = Memo::new(move |_| app.lang());
    let page = Memo::new(move |_| app.page());
    keys::listen(app);
    view! {
        {move || {
            let lang = lang.get();
            view! { <Header app lang /> }
        }}
        <main id="content" tabindex="-1" aria-busy=move || app.render_queue.building.get().then_some("true")>
            <Deferred>{move || {
                let lang = lang.get();
                view! { <Banners app lang /> }
            }}
            {move || {
                lang.track();
                let page = page.get();
                address::remove_static();
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
                    Page::Changes => view! { <ChangesPage /> }.into_any(),
                    Page::Report => view! { <ReportPage /> }.into_any(),
                }
            }}</Deferred>
        </main>
        <Deferred>{move || {
            let w = lang.get().words();
            view! {
                <footer class="footer">
                    <p>{w.footer_scenarios}</p>
                    <p>{w.footer_local}</p>
                    <p>{w.release} " " <code>{app.plan.release.clone()}</code> " " {w.model} " " <code>{format!("m{MODEL}")}</code></p>
                    <p class="actions">
                        <button class="quiet" id="footer-help" on:click=move |_| app.playback.help.set(true)>
                            {w.keys_title}
                        </button>
                        <button class="quiet" id="footer-tour" on:click=move |_| tour::start(app)>
                            {w.tour_start}
                        </button>
                    </p>
                </footer>
            }
        }}
        {move || {
            let lang = lang.get();
            view! { <ImportDialog lang /> <HelpDialog lang /> <Tour lang /> <PlaybackBar lang /> }
        }}
        <ToastBar toast=app.toast lang /></Deferred>
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
    let menu = RwSignal::new(false);
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
            <button class="nav-button" id="menu" aria-expanded=move || menu.get().to_string() aria-controls="nav"
                on:click=move |_| menu.update(|open| *open = !*open)>{w.menu}</button>
            <nav class="nav" id="nav" class:open=move || menu.get() aria-label=w.nav
                on:click=move |_| menu.set(false)>{Page::MENU.iter().map(|p| link(*p)).collect_view()}</nav>
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
