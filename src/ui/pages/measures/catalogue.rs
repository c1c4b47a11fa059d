//! What can be taken up: the plan's items, and a measure of the reader's own.

use leptos::prelude::*;

use crate::plain_text::{is_blank, plain};
use crate::plan::{Item, ItemList};
use crate::scenario::Measure;
use crate::tracking::followed;
use crate::ui::app::{App, use_app};
use crate::ui::pages::measures::take_up;
use crate::ui::views::deferred::Deferred;
use crate::ui::views::plan_item::{item_status, unnamed};

/// The plan's items by list, and a field for one's own.
#[component]
pub fn Catalogue() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lists = followed(app.plan);
    let text = RwSignal::new(String::new());
    let fault = RwSignal::new(false);
    let add = move || {
        let name = text.with_untracked(|t| plain(t.trim(), usize::MAX));
        if is_blank(&name) || name.contains(':') || name.chars().count() > Measure::ITEM_LIMIT {
            fault.set(true);
            return;
        }
        text.set(String::new());
        take_up(app, name);
    };
    view! {
        <section aria-labelledby="measures-list">
            <h2 id="measures-list">{w.measures_list}</h2>
            <p class="muted">{w.measures_list_note}</p>
            <div class="catalogue">
                {lists.map(|l| view! { <Deferred>{list(app, l)}</Deferred> }).collect_view()}
                <Deferred><section aria-labelledby="measures-own">
                    <h3 id="measures-own">{w.measures_own}</h3>
                    <div class="fields">
                        <label for="own-measure">{w.measures_own_name}
                            <input id="own-measure" type="text" autocomplete="off" prop:value=move || text.get()
                                prop:disabled=move || app.is_locked()
                                aria-invalid=move || fault.get().then_some("true")
                                aria-describedby="own-measure-fault"
                                on:input:target=move |ev| {
                                    fault.set(false);
                                    text.set(ev.target().value());
                                }
                                on:keydown=move |ev| if ev.key() == "Enter" { add() } />
                        </label>
                        <button id="own-measure-add" prop:disabled=move || app.is_locked() on:click=move |_| add()>
                            {w.measures_add}
                        </button>
                    </div>
                    <p class="fault" role="alert" id="own-measure-fault">
                        {move || fault.get().then_some(w.measures_own_fault)}
                    </p>
                </section></Deferred>
            </div>
        </section>
    }
}

fn list(app: App, list: &'static ItemList) -> impl IntoView {
    let id = format!("take-{}", list.id);
    let label = id.clone();
    view! {
        <section aria-labelledby=label>
            <h3 id=id>{list.name.get(app.lang())}</h3>
            <ul class="items">{list.items.iter().map(|i| item(app, i)).collect_view()}</ul>
            {unnamed(list).map(|n| view! { <p class="muted">{app.words().not_public} {app.lang().colon()} {n}</p> })}
        </section>
    }
}

fn item(app: App, item: &'static Item) -> impl IntoView {
    let w = app.words();
    let name = item.name.get(app.lang());
    let (class, status) = item_status(w, item.status);
    let taken = Memo::new(move |_| app.displayed.with(|s| s.measures.iter().any(|m| m.item == item.id)));
    let action = move || if taken.get() { w.measures_again } else { w.measures_add };
    view! {
        <li class=class>
            <span class="item-name">
                {name} {move || taken.get().then(|| view! { " " <span class="tag">{w.measures_taken}</span> })}
            </span>
            <span class="item-status muted">{status}</span>
            <button class="quiet take" id=format!("take-{}", item.id) aria-label=move || format!("{}: {name}", action())
                prop:disabled=move || app.is_locked() on:click=move |_| take_up(app, item.id.clone())>{action}</button>
        </li>
    }
}
