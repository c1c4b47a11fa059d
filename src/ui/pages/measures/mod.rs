//! Measures: the plan's items and the reader's own, with the effects a reader gives them.

mod card;
mod catalogue;

use card::Card;
use catalogue::Catalogue;
use leptos::prelude::*;

use crate::analysis::measures::{Overlap, overlaps};
use crate::scenario::{MEASURE_LIMIT, Measure, Scenario};
use crate::text::method::Topic;
use crate::text::sentences::measures;
use crate::ui::app::{App, use_app};
use crate::ui::browser::address;
use crate::ui::views::deferred::Deferred;
use crate::ui::views::how_made::HowMade;
use crate::ui::views::plan_item::SourceLink;

/// Measures and the effects a reader gives them.
#[component]
pub fn MeasuresPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let lead = move || {
        app.displayed.with(|s| {
            let acting = s.measures.iter().filter(|m| m.has_effect()).count();
            measures::lead(lang, acting, s.measures.len())
        })
    };
    let keys =
        Memo::new(move |_| app.displayed.with(|s| s.measures.iter().map(|m| m.item.clone()).collect::<Vec<_>>()));
    let cards = move || keys.get().into_iter().enumerate().collect::<Vec<_>>();
    let together = move || {
        let sentences = app.displayed.with(|s| overlaps(s).iter().map(|o| overlap(app, o)).collect::<Vec<_>>());
        sentences.into_iter().map(|s| view! { <p class="overlap">{s}</p> }).collect_view()
    };
    let studies = app.plan.studies.iter().map(move |s| {
        view! {
            <li class="item">
                <span class="item-name">{s.about.get(lang)}</span>
                <span>{s.finding.get(lang)}</span>
                <span class="muted">{w.studies_scope} {lang.colon()} {s.scope.get(lang)}</span>
                <SourceLink app id=s.source.clone() />
            </li>
        }
    });
    view! {
        <h1 id="page-title">{w.measures_title}</h1>
        <p class="lead" id="measures-lead">{lead}</p>
        <HowMade of=&[Topic::Measures] />
        <Show when=move || !keys.with(Vec::is_empty)>
            <section aria-labelledby="measures-mine">
                <h2 id="measures-mine">{w.measures_mine}</h2>
                <div id="overlaps">{together}</div>
                <div class="measure-cards">
                    <For each=cards key=Clone::clone children=move |(at, item)| view! { <Card at item /> } />
                </div>
            </section>
        </Show>
        <Deferred><Catalogue /></Deferred>
        <Deferred>
            <section aria-labelledby="studies">
                <h2 id="studies">{w.studies_title}</h2>
                <p class="muted">{w.studies_note}</p>
                <ul class="items">{studies.collect_view()}</ul>
            </section>
        </Deferred>
    }
}

fn overlap(app: App, o: &Overlap) -> String {
    let say = app.narrator();
    let on = say.inside(app.plan.series(o.series).short.get(say.lang));
    let size = |value: f64| say.effect(o.series, value);
    let [low, _, high] = o.peak.range;
    measures::overlap(say.lang, o.count, &on, o.peak.year, &size(low), &size(high), &size(o.peak.expected))
}

/// Takes a measure up, without an effect, and puts the reader's hand on its first field.
fn take_up(app: App, item: String) {
    let at = app.displayed.with_untracked(|s| s.measures.len());
    if at >= MEASURE_LIMIT {
        app.show_toast(app.words().measures_full.to_owned(), None);
        return;
    }
    app.change(|mut s: Scenario| {
        let start = *s.years().start();
        s.measures.push(Measure::without_effect(item, start));
        s
    });
    request_animation_frame(move || address::focus(&format!("measure-{at}-central")));
}
