//! The bar shown while something other than the draft is displayed.

use leptos::prelude::*;

use crate::text::Lang;
use crate::ui::app::{App, PlaybackStage, use_app};

/// Names what is displayed, steps through saved scenarios, and leads back to the draft.
#[component]
pub fn PlaybackBar(lang: Lang) -> impl IntoView {
    let app = use_app();
    let w = lang.words();
    let stage = Memo::new(move |_| app.playback.stage());
    let saved = move || matches!(stage.get(), Some(PlaybackStage::Saved(_)));
    view! {
        <section class="stage-bar" class:shown=move || stage.get().is_some() aria-label=w.on_show>
            <p role="status">{move || stage.get().map(|stage| label(app, stage, lang))}</p>
            <Show when=move || stage.get().is_some_and(|s| s != PlaybackStage::Between)>
                <p class="actions">
                    <Show when=saved>
                        <button aria-label=w.saved_before on:click=move |_| app.show_saved(-1)>"‹"</button>
                        <button aria-label=w.saved_next on:click=move |_| app.show_saved(1)>"›"</button>
                    </Show>
                    <button class="stage-back" on:click=move |_| app.playback.end()>{w.back_to_mine}</button>
                </p>
            </Show>
        </section>
    }
}

fn label(app: App, stage: PlaybackStage, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let (what, name) = match stage {
        PlaybackStage::Between => (w.replay.to_owned(), app.last_change()),
        PlaybackStage::Before => (w.replay_before.to_owned(), app.last_change()),
        PlaybackStage::After => (w.replay_after.to_owned(), app.last_change()),
        PlaybackStage::Saved(at) => {
            let all = app.saved.with(Vec::len);
            (format!("{} {}/{all}", w.saved_scenarios, at + 1), Some(app.displayed.with(|s| app.display_name(s))))
        }
    };
    view! { <span>{what}</span> " " <strong>{name}</strong> }
}
