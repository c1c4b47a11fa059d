//! Monitor: what has happened since the plan was made, under the plan's own four words: targets, policies, precise
//! work, evaluation.

mod actuals;
mod board;
mod item;
mod lists;
mod looks;
mod share;

use actuals::Actuals;
use board::Board;
use leptos::prelude::*;
use lists::Lists;
use looks::Looks;
use share::ShareStatuses;

use crate::analysis::monitor::hindsight::point_in_time_odds;
use crate::analysis::monitor::progress::{Progress, progress};
use crate::text::method::Topic;
use crate::ui::app::use_app;
use crate::ui::views::deferred::Deferred;
use crate::ui::views::how_made::HowMade;

#[component]
pub fn MonitorPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let standings: Memo<Vec<Progress<'static>>> = Memo::new(move |_| app.displayed.with(|s| progress(app.plan, s)));
    let looks = Memo::new(move |_| app.displayed.with(|s| point_in_time_odds(app.plan, s)));
    let lead = move || {
        let say = app.narrator();
        standings.with(|all| say.all_standings(all))
    };
    view! {
        <h1 id="page-title">{w.monitor_title}</h1>
        <p class="lead" id="monitor-answer">{lead}</p>
        <Deferred>
            <section aria-labelledby="monitor-targets">
                <h2 id="monitor-targets">{w.monitor_targets}</h2>
                <Board standings looks />
                <p class="muted rule">{w.monitor_rule} {app.lang().gap()} {w.monitor_basis}</p>
                <HowMade of=&[Topic::Monitor, Topic::Required] />
            </section>
        </Deferred>
        <Deferred>
            <section aria-labelledby="monitor-lists">
                <h2 id="monitor-lists">{w.monitor_implementation}</h2>
                <Lists />
            </section>
        </Deferred>
        <Deferred>
            <section aria-labelledby="monitor-evaluation">
                <h2 id="monitor-evaluation">{w.monitor_evaluation}</h2>
                <Actuals />
                <Deferred><Looks standings looks /></Deferred>
            </section>
        </Deferred>
        <Deferred><ShareStatuses /></Deferred>
    }
}
