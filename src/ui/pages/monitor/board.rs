//! Actual against target: one row a target, with the growth it asked for and the growth there was.

use leptos::prelude::*;

use crate::analysis::monitor::hindsight::PointInTimeOdds;
use crate::analysis::monitor::progress::{Known, Progress, Standing};
use crate::analysis::targets::latest_first;
use crate::plan::{Target, Unit};
use crate::text::format;
use crate::ui::app::{App, use_app};
use crate::ui::widgets::StandingMark;

/// All targets that hold under the reading on show, coming ones first.
#[component]
pub fn Board(standings: Memo<Vec<Progress<'static>>>, looks: Memo<Vec<PointInTimeOdds>>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let targets = Memo::new(move |_| standings.with(|all| latest_first(all.iter().map(|p| p.target))));
    let rows = move || targets.get().into_iter().map(|t| row(app, t, standings, looks)).collect_view();
    view! {
        <div class="scroll" role="group" tabindex="0" aria-label=w.targets_table>
            <table class="board stacks" id="standings">
                <caption class="visually-hidden">{w.monitor_targets}</caption>
                <thead><tr>
                    <th scope="col">{w.target}</th>
                    <th scope="col">{w.status}</th>
                    <th scope="col" class="num">{w.at_launch}</th>
                    <th scope="col" class="num">{w.latest_known}</th>
                    <th scope="col" class="num">{w.growth_since}<span class="muted block">{w.growth_asked}</span></th>
                    <th scope="col" class="num">{w.growth_still}</th>
                    <th scope="col" class="num">{w.odds_if_trend}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {move || app.narrator().basis_steps().into_iter().map(|s| view! { <p class="muted">{s}</p> }).collect_view()}
    }
}

fn row(
    app: App,
    target: &'static Target,
    standings: Memo<Vec<Progress<'static>>>,
    looks: Memo<Vec<PointInTimeOdds>>,
) -> impl IntoView {
    let w = app.words();
    let now = Memo::new(move |_| standings.with(|all| all.iter().find(|p| p.target.id == target.id).copied()));
    let standing = Signal::derive(move || now.get().map_or(Standing::Unknown, |p| p.standing));
    let word = Signal::derive(move || app.narrator().standing(standing.get()));
    let unit = app.narrator().unit_of(target);
    let of = move |pick: fn(&Progress<'static>) -> Option<Known>| {
        let known = now.get().as_ref().and_then(pick);
        view! { <Value app unit known /> }
    };
    let pace = move |pick: fn(&Progress<'static>) -> Option<f64>| {
        now.get().and_then(|p| pick(&p).map(|v| app.narrator().pace(p.yardstick, v))).unwrap_or_else(|| "–".to_owned())
    };
    // From the year that everything on the Lab goes on from.
    let needed = move || match now.get().and_then(|p| p.needed) {
        None => "–".into_any(),
        Some(n) => {
            let text = app.narrator().needed(target, &n);
            view! { {text}<span class="muted block">{format::since(app.lang(), n.since)}</span> }.into_any()
        }
    };
    let chance = move || {
        let chance = looks.with(|all| all.last().and_then(|l| l.of(target)));
        chance.map_or_else(|| "–".to_owned(), |c| format::chance(c.value, c.bound))
    };
    view! {
        <tr id=format!("standing-{}", target.id) data-standing=move || format!("{:?}", standing.get()).to_lowercase()>
            <th scope="row">
                {move || app.narrator().target_name(target)}
                <span class="muted block">{target.year} " · " {move || app.narrator().goal(target)}</span>
            </th>
            <td><StandingMark standing word /></td>
            <td class="num" data-label=w.at_launch>{move || of(|p| p.launch)}</td>
            <td class="num" data-label=w.latest_known>{move || match now.get().and_then(|p| p.latest) {
                Some(_) => of(|p| p.latest).into_any(),
                None => view! { <span class="muted">{w.no_figure_since}</span> }.into_any(),
            }}</td>
            <td class="num" data-label=w.growth_since>
                {move || pace(|p| p.achieved)}<span class="muted block">{move || pace(|p| p.asked)}</span>
            </td>
            <td class="num" data-label=w.growth_still>{needed}</td>
            <td class="num" data-label=w.odds_if_trend>{chance}</td>
        </tr>
    }
}

/// A value with its year, and what it is if not published.
#[component]
fn Value(app: App, unit: Unit, known: Option<Known>) -> impl IntoView {
    let w = app.words();
    known.map(|k| {
        let mark = if k.own { Some(w.yours) } else { k.estimate.then_some(w.estimate) };
        view! {
            <span class="board-value">{app.narrator().value(unit, k.value)}</span>
            {mark.map(|m| view! { " " <span class="tag">{m}</span> })}
            <span class="muted block">{k.year}</span>
        }
    })
}
