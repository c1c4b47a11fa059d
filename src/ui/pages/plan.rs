//! The plan: what it contains, how much of it is public, and its targets.

use leptos::prelude::*;

use crate::plan::{Item, ItemList, ListingStatus};
use crate::text::Lang;
use crate::ui::app::{App, use_app};
use crate::ui::views::deferred::Deferred;
use crate::ui::views::plan_item::{SourceLink, item_status, unnamed};

/// The content of the plan.
#[component]
pub fn PlanPage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let plan = app.plan;
    view! {
        <h1 id="page-title">{w.plan_title}</h1>
        <p class="lead">{plan.title.get(lang)}</p>
        <dl class="facts">
            <dt>{w.document}</dt><dd>{plan.document.clone()}</dd>
            <dt>{w.unveiled}</dt><dd>{plan.unveiled.clone()}</dd>
            <dt>{w.period}</dt><dd>{plan.period[0]} "–" {plan.period[1]}</dd>
        </dl>
        {plan.about.iter().map(|b| view! { <p class="muted">{b.get(lang)}</p> }).collect_view()}
        <section aria-labelledby="targets-title">
            <h2 id="targets-title">{w.targets_table}</h2>
            <div class="scroll" role="group" tabindex="0" aria-labelledby="targets-title">
                <table class="board stacks">
                    <thead><tr>
                        <th scope="col">{w.target}</th><th scope="col">{w.year}</th>
                        <th scope="col" class="num">{w.value}</th>
                        <th scope="col">{w.confidence}</th><th scope="col">{w.note}</th>
                    </tr></thead>
                    <tbody>{plan.targets.iter().map(|t| {
                        let interpretation = (t.kind == crate::plan::Kind::Estimate).then(|| view! {
                            " " <span class="tag">{w.interpretation}</span>
                        });
                        view! { <tr>
                            <th scope="row">{app.narrator().target_name(t)} {interpretation}</th><td>{t.year}</td>
                            <td class="num" data-label=w.value>{move || app.narrator().goal(t)}</td>
                            <td data-label=w.confidence>{app.narrator().confidence(t.confidence)}</td>
                            <td class="wide">{t.note.get(lang)} " " <SourceLink app id=t.source.clone() /></td>
                        </tr> }
                    }).collect_view()}</tbody>
                </table>
            </div>
        </section>
        {plan.lists.iter().map(|l| view! { <Deferred>{list(app, l, lang)}</Deferred> }).collect_view()}
    }
}

fn list(app: App, list: &'static ItemList, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let named = list.items.iter().filter(|i| i.status == ListingStatus::InPlan).count();
    let counts = list.declared.map(|declared| {
        let colon = lang.colon();
        view! {
            <p class="counts">
                <span>{w.declared}{colon}<strong>{declared}</strong></span>
                <span>{w.named}{colon}<strong>{named}</strong></span>
                <span>{w.not_public}{colon}<strong>{unnamed(list)}</strong></span>
            </p>
        }
    });
    view! {
        <section aria-labelledby=format!("list-{}", list.id)>
            <h2 id=format!("list-{}", list.id)>{list.name.get(lang)}</h2>
            {counts}
            <ul class="items">{list.items.iter().map(|i| item(app, i, lang)).collect_view()}</ul>
        </section>
    }
}

fn item(app: App, item: &'static Item, lang: Lang) -> impl IntoView {
    let w = lang.words();
    let (class, status) = item_status(w, item.status);
    let translated =
        |l: Lang| (!item.seen_in.contains(&l)).then(|| view! { " " <span class="tag">{w.translation}</span> });
    let other = if lang == Lang::En { Lang::Zh } else { Lang::En };
    view! {
        <li class=class>
            <span class="item-name">{item.name.get(lang)} {translated(lang)}</span>
            <span class="muted" lang=other.html()>{item.name.get(other)} {translated(other)}</span>
            <span class="item-status">{status}</span>
            {item.note.as_ref().map(|n| view! { <span class="muted">{n.get(lang)}</span> })}
            {item.sources.iter().map(|s| view! { <SourceLink app id=s.clone() /> }).collect_view()}
        </li>
    }
}
