//! The mark of a verdict: a shape first, colour last.

use leptos::prelude::*;

use crate::report::Verdict;
use crate::report::progress::Standing;

/// Filled disc with a check: met; half disc: close; open ring: missed; dash: not known.
#[component]
pub fn VerdictMark(#[prop(into)] verdict: Signal<Verdict>, #[prop(into)] word: Signal<&'static str>) -> impl IntoView {
    let class = move || match verdict.get() {
        Verdict::Met => "mark mark-met",
        Verdict::Close => "mark mark-close",
        Verdict::Missed => "mark mark-missed",
        Verdict::Unknown => "mark mark-unknown",
    };
    let shape = move || {
        match verdict.get() {
        Verdict::Met => view! { <g><circle cx="8" cy="8" r="7" class="fill"></circle><path d="M4.5 8.2l2.5 2.5 4.5-5" class="check"></path></g> }.into_any(),
        Verdict::Close => view! { <g><circle cx="8" cy="8" r="6.2" class="ring"></circle><path d="M8 1.8a6.2 6.2 0 0 1 0 12.4z" class="fill"></path></g> }.into_any(),
        Verdict::Missed => view! { <g><circle cx="8" cy="8" r="6.2" class="ring"></circle></g> }.into_any(),
        Verdict::Unknown => view! { <g><path d="M2.5 8h11" class="ring"></path></g> }.into_any(),
    }
    };
    view! {
        <span class=class>
            <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{shape}</svg>
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
