//! What pages show of the plan's items and of the sources of its figures.

use leptos::prelude::*;

use crate::plan::{ItemList, ListingStatus};
use crate::text::Words;
use crate::ui::app::App;

/// A link to a publication, or its title where it has no address.
#[component]
pub fn SourceLink(app: App, id: String) -> impl IntoView {
    app.plan.sources.get(&id).map(|s| {
        let date = s.date.clone().map(|d| view! { " " <span class="date">"(" {d} ")"</span> });
        match &s.url {
            Some(url) => view! {
                <span class="source">
                    <a href=url.clone() target="_blank" rel="noreferrer noopener">{s.cite(app.lang())}</a>{date}
                </span>
            }
            .into_any(),
            None => view! { <span class="source">{s.cite(app.lang())}{date}</span> }.into_any(),
        }
    })
}

/// Returns a class and a few words for how certain it is that an item is on its list.
pub fn item_status(w: &'static Words, status: ListingStatus) -> (&'static str, &'static str) {
    match status {
        ListingStatus::InPlan => ("item item-in-plan", w.status_in_plan),
        ListingStatus::Hint => ("item item-hint", w.status_hint),
        ListingStatus::Candidate => ("item item-candidate", w.status_candidate),
    }
}

/// Returns the number of items of a list that no public source names; `None` if the plan states no total.
pub fn unnamed(list: &ItemList) -> Option<usize> {
    let named = list.items.iter().filter(|i| i.status == ListingStatus::InPlan).count();
    list.declared.map(|declared| usize::from(declared).saturating_sub(named))
}
