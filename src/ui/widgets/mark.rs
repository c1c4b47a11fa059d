//! Marks of verdicts and standings with their words.

use leptos::prelude::*;

use crate::analysis::monitor::progress::Standing;
use crate::analysis::targets::Verdict;
use crate::chart::StatusMark;

#[component]
pub fn VerdictMark(#[prop(into)] verdict: Signal<Verdict>, #[prop(into)] word: Signal<String>) -> impl IntoView {
    mark(Signal::derive(move || verdict.get().into()), word)
}

#[component]
pub fn StandingMark(
    #[prop(into)] standing: Signal<Standing>,
    #[prop(into)] word: Signal<&'static str>,
) -> impl IntoView {
    mark(Signal::derive(move || standing.get().into()), Signal::derive(move || word.get().to_owned()))
}

fn mark(mark: Signal<StatusMark>, word: Signal<String>) -> impl IntoView {
    view! { <span class=move || mark.get().class inner_html=move || mark.get().inside(&word.get())></span> }
}
