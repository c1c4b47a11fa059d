//! The key of a drawing.

use leptos::prelude::*;

use crate::chart::Key;

/// One entry for each mark.
#[component]
pub fn KeyList(keys: Vec<Key>) -> impl IntoView {
    let entry = |key: Key| {
        let view_box = format!("0 -8 {} 16", key.width);
        view! {
            <span>
                <svg width=key.width height="16" viewBox=view_box aria-hidden="true" inner_html=key.sample></svg>
                {key.label}
            </span>
        }
    };
    view! { <p class="chart-legend">{keys.into_iter().map(entry).collect_view()}</p> }
}
