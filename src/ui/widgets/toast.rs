//! The line at the foot that reports what just happened and offers to undo it.

use leptos::prelude::*;

use crate::text::Lang;
use crate::ui::app::Toast;

/// Shows the newest toast until it is closed or replaced.
#[component]
pub fn ToastBar(toast: RwSignal<Option<Toast>>, #[prop(into)] lang: Signal<Lang>) -> impl IntoView {
    view! {
        <div class="notice" role="status" aria-live="polite" class:shown=move || toast.with(Option::is_some)>
            {move || toast.get().map(|n| view! {
                <span>{n.text}</span>
                {n.action.map(|(label, act)| view! {
                    <button id="notice-action" on:click=move |_| {
                        toast.set(None);
                        act();
                    }>{label}</button>
                })}
                <button class="quiet" on:click=move |_| toast.set(None)>{lang.get().words().close}</button>
            })}
        </div>
    }
}
