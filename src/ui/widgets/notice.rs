//! The line at the foot that tells what just happened, and offers to take it back.

use leptos::prelude::*;

use crate::text::Lang;
use crate::ui::app::Toast;

/// Shows the newest notice until it is closed or replaced.
#[component]
pub fn ToastBar(notice: RwSignal<Option<Toast>>, #[prop(into)] lang: Signal<Lang>) -> impl IntoView {
    view! {
        <div class="notice" role="status" aria-live="polite" class:shown=move || notice.with(Option::is_some)>
            {move || notice.get().map(|n| view! {
                <span>{n.text}</span>
                {n.action.map(|(label, act)| view! {
                    <button id="notice-action" on:click=move |_| {
                        notice.set(None);
                        act();
                    }>{label}</button>
                })}
                <button class="quiet" on:click=move |_| notice.set(None)>{lang.get().words().close}</button>
            })}
        </div>
    }
}
