//! The mark of a verdict: a shape first, colour last.

use leptos::prelude::*;

use crate::analysis::monitor::progress::Standing;
use crate::analysis::targets::Verdict;
use crate::documents::shape;

/// Filled disc with a check: met; half disc: close; open ring: missed; dash: not known.
#[component]
pub fn VerdictMark(#[prop(into)] verdict: Signal<Verdict>, #[prop(into)] word: Signal<&'static str>) -> impl IntoView {
    let path = move |at: usize| {
        let of = move |what: fn((&'static str, &'static str)) -> &'static str| {
            move || shape(verdict.get()).1.get(at).copied().map(what).unwrap_or_default()
        };
        view! { <path class=of(|p| p.0) d=of(|p| p.1)></path> }
    };
    view! {
        <span class=move || format!("mark {}", shape(verdict.get()).0)>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{path(0)} {path(1)} {path(2)}</svg>
            <span class="mark-word">{move || word.get()}</span>
        </span>
    }
}

/// Filled disc with a check: met or reached; full, half and quarter disc: on pace, behind, far behind; open ring:
/// missed; dash: not known.
#[component]
pub fn StandingMark(
    #[prop(into)] standing: Signal<Standing>,
    #[prop(into)] word: Signal<&'static str>,
) -> impl IntoView {
    let class = move || match standing.get() {
        Standing::Met | Standing::Reached | Standing::OnPace => "mark mark-met",
        Standing::Behind => "mark mark-close",
        Standing::FarBehind | Standing::Missed => "mark mark-missed",
        Standing::Unknown => "mark mark-unknown",
    };
    let fill = move || match standing.get() {
        Standing::Met | Standing::Reached | Standing::OnPace => "M8 1a7 7 0 0 1 0 14a7 7 0 0 1 0-14z",
        Standing::Behind => "M8 1.8a6.2 6.2 0 0 1 0 12.4z",
        Standing::FarBehind => "M8 1.8a6.2 6.2 0 0 1 6.2 6.2h-6.2z",
        Standing::Missed | Standing::Unknown => "",
    };
    let ring = move || match standing.get() {
        Standing::Behind | Standing::FarBehind | Standing::Missed => {
            "M8 1.8a6.2 6.2 0 0 1 0 12.4a6.2 6.2 0 0 1 0-12.4z"
        }
        Standing::Unknown => "M2.5 8h11",
        Standing::Met | Standing::Reached | Standing::OnPace => "",
    };
    let check = move || match standing.get() {
        Standing::Met | Standing::Reached => "M4.5 8.2l2.5 2.5 4.5-5",
        _ => "",
    };
    view! {
        <span class=class>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <path class="ring" d=ring></path><path class="fill" d=fill></path><path class="check" d=check></path>
            </svg>
            <span class="mark-word">{move || word.get()}</span>
        </span>
    }
}
