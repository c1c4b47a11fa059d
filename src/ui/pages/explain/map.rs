//! Two levers at once: how likely, where the median line meets a target, and where the reader stands.

mod picture;

use leptos::prelude::*;
use picture::Picture;

use super::Found;
use crate::decimal::Decimal;
use crate::plan::Lever;
use crate::report::asked::{Asked, PATHS};
use crate::report::sensitivity::{CELLS, Map, mapped, probability};
use crate::scenario::{Scenario, Values};
use crate::text::explaining;
use crate::ui::parts::NumberField;
use crate::ui::slices::{go_on, slot};
use crate::ui::state::{App, use_app};

/// What is known of a map.
#[derive(Clone, PartialEq)]
struct Drawn {
    scenario: Scenario,
    asked: Asked<'static>,
    /// How likely it is where the reader stands.
    here: f64,
    map: Map,
}

/// The map of two levers, chosen by the reader.
#[component]
pub fn MapPart(found: Found) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let asked = Memo::new(move |_| app.shown.with(|s| probability(app.plan, s, found.asked.get())));
    let choices = Memo::new(move |_| {
        let all = asked.get().map(|a| app.shown.with(|s| mapped(app.plan, s, a)));
        all.unwrap_or_default()
    });
    let wanted = RwSignal::new([None::<Lever>; 2]);
    // The reader's choice, else the first two that differ.
    let levers = Memo::new(move |_| {
        choices.with(|all| {
            let [across, up] = wanted.get().map(|l| l.filter(|l| all.contains(l)));
            let across = across.or_else(|| all.iter().find(|l| Some(**l) != up).copied())?;
            let up = up.filter(|l| *l != across).or_else(|| all.iter().find(|l| **l != across).copied())?;
            Some([across, up])
        })
    });
    let drawn = RwSignal::new(None::<Drawn>);
    let ready = Memo::new(move |_| found.is_done());
    let timer = slot();
    // An edge, as for the rest of the page; it begins when that is done.
    Effect::new(move |_| {
        timer.set_value(None);
        drawn.set(None);
        let ready = ready.get();
        let scenario = found.scenario.get().filter(|_| ready);
        let (Some(scenario), Some(asked), Some(levers)) = (scenario, asked.get(), levers.get()) else {
            return;
        };
        let Some(map) = Map::new(app.plan, &scenario, asked, levers) else { return };
        let here = asked.of(app.plan, &scenario, PATHS).map_or(f64::NAN, |c| c.value);
        let mut now = Drawn { scenario, asked, here, map };
        go_on(timer, move || {
            let done = now.map.step(app.plan, &now.scenario, now.asked);
            // Twice, since hundreds of cells take a frame to draw: lines first, cells when all are known.
            let (steps, _) = now.map.progress();
            if done || steps == CELLS + 1 {
                drawn.set(Some(now.clone()));
            }
            done
        });
    });
    let select = move |id: &'static str, label: &'static str, axis: usize| {
        let own = move || levers.get().and_then(|l| l.get(axis).copied());
        let other = move || levers.get().and_then(|l| l.get(1 - axis).copied());
        let option = move |lever: Lever| {
            let name = app.plan.lever(lever).name.get(app.lang());
            view! { <option value=lever.key() prop:selected=move || own() == Some(lever)>{name}</option> }
        };
        let options = move || choices.get().into_iter().filter(|l| Some(*l) != other()).map(option).collect_view();
        let choose = move |value: String| {
            let chosen = Lever::from_key(&value);
            let kept = levers.get_untracked().map_or([None; 2], |l| l.map(Some));
            wanted.set(std::array::from_fn(|i| if i == axis { chosen } else { kept.get(i).copied().flatten() }));
        };
        view! {
            <label>
                <span>{label}</span>
                <select id=id on:change:target=move |ev| choose(ev.target().value())>{options}</select>
            </label>
        }
    };
    let lead = move || {
        drawn.with(|d| {
            let d = d.as_ref()?;
            let say = app.say();
            let even = d.map.cells.iter().filter(|c| **c >= 0.5).count();
            let asked = say.asked(&d.scenario, d.asked);
            let here = explaining::probability(say.lang, d.here);
            let complete = d.map.cells.len() == CELLS * CELLS;
            complete.then(|| explaining::mapped(say.lang, &asked, &here, even, CELLS * CELLS))
        })
    };
    let fields = move || levers.get().map(|l| l.map(|lever| field(app, lever)).into_iter().collect_view());
    view! {
        <section id="map" aria-labelledby="map-title" data-complete=move || lead().is_some().to_string()>
            <h2 id="map-title">{w.explain_map}</h2>
            <Show when=move || levers.get().is_some() fallback=move || view! { <p class="muted">{w.explain_no_map}</p> }>
                <p class="lead map-lead" id="map-lead">{lead}</p>
                <p class="muted">{w.explain_map_note}</p>
                <div class="explain-choice">
                    {select("map-across", w.explain_across, 0)}
                    {select("map-up", w.explain_up, 1)}
                </div>
                <Picture drawn />
                <div class="explain-choice map-fields">{fields}</div>
                <Cells drawn />
            </Show>
        </section>
    }
}

/// The value of a lever where the reader stands: another place on the map without a pointer.
fn field(app: App, lever: Lever) -> impl IntoView + use<> {
    let data = app.plan.lever(lever);
    let name = data.name.get(app.lang()).to_owned();
    let value = Memo::new(move |_| app.shown.with(|s| s.values(app.plan, lever).at(0)));
    view! {
        <span class="field">
            <span>{name.clone()}</span>
            <NumberField id=format!("map-{}", lever.key().replace('.', "-")) label=name lang=app.lang() value
                min=data.min max=data.max step=data.step disabled=Signal::derive(move || app.is_preview())
                on_commit=Callback::new(move |v| app.set_lever(lever, Values::constant(v), false)) />
        </span>
    }
}

/// A value on the step of its lever.
fn on_step(app: App, lever: Lever, value: f64) -> Decimal {
    let step = app.plan.lever(lever).step.raw().max(1);
    let steps = (value * 10_000.0 / step as f64).round() as i64;
    Decimal::from_raw(steps * step)
}

/// A place on the map with its probability, in words.
fn told(app: App, map: &Map, cell: usize, chance: f64) -> String {
    let say = app.say();
    let data = map.levers.map(|l| app.plan.lever(l));
    let at = map.middle(cell).unwrap_or([f64::NAN; 2]);
    let values: Vec<String> = map.levers.iter().zip(at).map(|(l, v)| value(app, *l, v)).collect();
    let [a, b] = values.as_slice() else { return String::new() };
    let names = data.map(|d| d.name.get(say.lang));
    explaining::place(say.lang, names, [a, b], &explaining::probability(say.lang, chance))
}

fn value(app: App, lever: Lever, value: f64) -> String {
    app.say().lever_value(app.plan.lever(lever).unit, on_step(app, lever, value))
}

/// The same as a table, built when it is opened.
#[component]
fn Cells(drawn: RwSignal<Option<Drawn>>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let open = RwSignal::new(false);
    let table = move || {
        drawn.with(|d| {
            let map = &d.as_ref()?.map;
            let [across, up] = map.levers;
            let head = |i: usize| map.middle(i).map(|at| view! { <th scope="col" class="num">{value(app, across, at[0])}</th> });
            let row = |row: usize| {
                let at = map.middle(row * CELLS)?;
                let cells = map.cells.iter().skip(row * CELLS).take(CELLS);
                let cells = cells.map(|c| view! { <td class="num">{explaining::probability(app.lang(), *c)}</td> }).collect_view();
                Some(view! { <tr><th scope="row">{value(app, up, at[1])}</th>{cells}</tr> })
            };
            let names = map.levers.map(|l| app.plan.lever(l).name.get(app.lang()));
            Some(view! {
                <table class="board">
                    <caption class="visually-hidden">{w.explain_map}</caption>
                    <thead><tr><th scope="col">{names[1]} " / " {names[0]}</th>{(0..CELLS).filter_map(head).collect_view()}</tr></thead>
                    <tbody>{(0..CELLS).rev().filter_map(row).collect_view()}</tbody>
                </table>
            })
        })
    };
    view! {
        <details class="chart-table" on:toggle=move |_| open.update(|o| *o = !*o)>
            <summary aria-label=format!("{}: {}", w.table, w.explain_map)>{w.table}</summary>
            <div class="scroll" role="group" tabindex="0" aria-label=w.explain_map>
                <Show when=move || open.get()>{table}</Show>
            </div>
        </details>
    }
}
