//! What would have to be true: the smallest shifts that turn a verdict.

use leptos::prelude::*;

use crate::analysis::explain::counterfactual::{Counterfactual, Flip};
use crate::decimal::Decimal;
use crate::plan::Lever;
use crate::text::sentences::explanation;
use crate::ui::app::{App, use_app};
use crate::ui::pages::explain::ExplainState;

/// For every coming target: what would turn its verdict.
#[component]
pub fn NearestPart(found: ExplainState) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let targets = move || found.nearest.get().iter().map(|n| target(app, n)).collect_view();
    view! {
        <section id="nearest" aria-labelledby="nearest-title" class:hidden=move || found.nearest.with(Vec::is_empty)>
            <h2 id="nearest-title">{w.explain_nearest}</h2>
            <p class="muted">{w.explain_nearest_note}</p>
            <div class="nearest-list">{targets}</div>
        </section>
    }
}

fn target(app: App, n: &Counterfactual<'static>) -> impl IntoView + use<> {
    let (w, say) = (app.words(), app.narrator());
    let (name, year) = (say.target_inside(n.target), n.target.year);
    let sentence = match &n.joint {
        Some(turn) => explanation::turned(say.lang, &name, year, n.met, &say.moves(&turn.moves), turn.size),
        None => explanation::not_turned(say.lang, &name, year, n.met),
    };
    let title = format!("{} {year}", say.target_name(n.target));
    let mut rows: Vec<_> = n.single.iter().map(|(lever, turn)| row(app, &title, Some(*lever), turn.as_ref())).collect();
    if n.single.len() > 1 {
        rows.push(row(app, &title, None, n.joint.as_ref()));
    }
    view! {
        <section class="nearest" id=format!("nearest-{}", n.target.id)>
            <h3>{title.clone()}</h3>
            <p>{sentence}</p>
            <div class="scroll" role="group" tabindex="0" aria-label=format!("{}: {title}", w.explain_nearest)>
                <table class="board stacks">
                    <thead><tr>
                        <th scope="col">{w.explain_lever}</th>
                        <th scope="col" class="num">{w.explain_shift}</th>
                        <th scope="col" class="num">{w.explain_spreads}</th>
                        <td></td>
                    </tr></thead>
                    <tbody>{rows.into_iter().collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// A lever alone, or all of them together.
fn row(app: App, target: &str, lever: Option<Lever>, turn: Option<&Flip>) -> impl IntoView + use<> {
    let (w, say) = (app.words(), app.narrator());
    let name = lever.map_or(w.explain_together, |l| app.plan.lever(l).name.get(say.lang));
    let Some(turn) = turn.cloned() else {
        return view! { <tr><th scope="row">{name}</th><td class="num muted" colspan="3">{w.unreachable}</td></tr> }
            .into_any();
    };
    let signed = |by: Decimal| if by < Decimal::ZERO { "\u{2212}" } else { "+" };
    let one = |m: &crate::analysis::explain::counterfactual::Move| {
        let shift = format!("{}{}", signed(m.by), say.shift(m.lever, m.by));
        let of = lever.is_none().then(|| format!("{} ", app.plan.lever(m.lever).name.get(say.lang)));
        view! { <span class="block">{of}{shift}</span> }
    };
    let shifts = turn.moves.iter().map(one).collect_view();
    let label = format!("{}: {target}, {name}", w.apply);
    let scenario = turn.scenario;
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label=w.explain_shift>{shifts}</td>
            <td class="num" data-label=w.explain_spreads>{explanation::times(say.lang, turn.size)}</td>
            <td class="num">
                <button class="quiet" aria-label=label prop:disabled=move || app.is_locked()
                    on:click=move |_| app.apply(scenario.clone())>{w.apply}</button>
            </td>
        </tr>
    }
    .into_any()
}
