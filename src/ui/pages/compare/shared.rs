//! What the reader of a shared comparison must know.

use leptos::prelude::*;

use crate::analysis::compare::MOST;
use crate::present::Narrator;
use crate::text::sentences::comparison;
use crate::ui::app::{SenderCheck, use_app};

/// That the comparison is another's, whether it has the same numbers, and what could not be read.
#[component]
pub fn SharedBanner() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let text = move |sent: SenderCheck| match sent {
        SenderCheck::Same => w.preview_same,
        SenderCheck::Differs => w.preview_differs,
        SenderCheck::NotSaid => w.preview_no_digest,
    };
    let sent = move || {
        let count = app.compare.columns.with(Vec::len);
        let all: Vec<SenderCheck> = (0..count).map(|k| app.compare.sender_check(k)).collect();
        match all.first() {
            // Said once where it is the same of all.
            Some(first) if all.iter().all(|s| s == first) => text(*first).to_owned(),
            _ => {
                let one = |(k, s): (usize, &SenderCheck)| comparison::of_column(lang, Narrator::letter(k), text(*s));
                all.iter().enumerate().map(one).collect::<Vec<_>>().join(lang.gap())
            }
        }
    };
    let faults = move || -> Vec<String> {
        match app.compare.linked.get() {
            Some(several) => {
                let parts = several.links.iter().enumerate();
                let faults = parts.filter_map(|(n, c)| Some((n, c.as_ref().err()?)));
                let mut said: Vec<String> =
                    faults.map(|(n, error)| comparison::of_part(lang, n + 1, &error.describe(lang))).collect();
                let read = several.links.iter().flatten().enumerate();
                said.extend(read.filter_map(|(k, link)| {
                    let made = link.made_before(app.plan, lang)?;
                    Some(comparison::of_column(lang, Narrator::letter(k), &made))
                }));
                said.extend((several.beyond > 0).then(|| comparison::too_many(lang, MOST, several.beyond)));
                said
            }
            None => Vec::new(),
        }
    };
    view! {
        <Show when=move || app.compare.is_shared()>
            <section class="banner" role="region" aria-label=w.compare_preview id="shared-comparison">
                <p>{w.compare_preview} " " <span id="same-numbers">{sent}</span></p>
                <Show when=move || !faults().is_empty()>
                    <ul>{move || faults().into_iter().map(|f| view! { <li>{f}</li> }).collect_view()}</ul>
                </Show>
                <p class="actions">
                    <button class="primary" id="save-copies" on:click=move |_| app.save_copies()>
                        {w.compare_save}
                    </button>
                    <button id="compare-back" on:click=move |_| app.leave_preview()>{w.compare_back}</button>
                </p>
            </section>
        </Show>
    }
}
