//! Two levers at once: how likely, where the central path meets a target, and where the reader stands.

use leptos::ev::MouseEvent;
use leptos::html::Div;
use leptos::prelude::*;

use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::analysis::explain::sensitivity::{CELLS, Map, mapped, placed, probability};
use crate::chart::{MAP_HEIGHT, MapDrawing, Size};
use crate::plan::Lever;
use crate::scenario::{Scenario, Values};
use crate::text::sentences::explanation;
use crate::ui::app::{App, use_app};
use crate::ui::background::Task;
use crate::ui::browser::{clicked, is_open, size};
use crate::ui::charts::KeyList;
use crate::ui::pages::explain::ExplainState;
use crate::ui::views::picture::{PictureSource, SavePicture, of_scenario};
use crate::ui::widgets::NumberField;

/// Width until the browser has told the real one.
const FIRST_WIDTH: f64 = 640.0;

/// A map and what it was computed for.
#[derive(Clone, PartialEq)]
struct MapState {
    scenario: Scenario,
    asked: OutcomeOfInterest<'static>,
    /// How likely it is where the reader stands.
    here: f64,
    map: Map,
}

impl MapState {
    fn of(&self, app: App) -> MapDrawing<'_> {
        MapDrawing { say: app.narrator(), scenario: &self.scenario, outcome: self.asked, map: &self.map }
    }

    fn is_complete(&self) -> bool {
        self.map.cells.len() == CELLS * CELLS
    }

    /// What it shows, in a sentence, once all cells are known.
    fn lead(&self, app: App) -> Option<String> {
        let say = app.narrator();
        let even = self.map.cells.iter().filter(|c| **c >= 0.5).count();
        let asked = say.asked(&self.scenario, self.asked);
        let here = explanation::probability(self.here);
        self.is_complete().then(|| explanation::mapped(say.lang, &asked, &here, even, CELLS * CELLS))
    }
}

/// The map of two levers, chosen by the reader.
#[component]
pub fn MapPart(found: ExplainState) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let asked = Memo::new(move |_| app.displayed.with(|s| probability(app.plan, s, found.asked.get())));
    let choices = Memo::new(move |_| {
        let all = asked.get().map(|a| app.displayed.with(|s| mapped(app.plan, s, a)));
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
    let drawn = RwSignal::new(None::<MapState>);
    let ready = Memo::new(move |_| found.is_done());
    let task = Task::new();
    // An edge, as for the rest of the page; it begins when that is done.
    Effect::new(move |_| {
        task.cancel();
        drawn.set(None);
        let (true, Some(asked), Some(levers)) = (ready.get(), asked.get(), levers.get()) else { return };
        let scenario = found.scenario.get();
        let Some(map) = Map::new(app.plan, &scenario, asked, levers) else { return };
        let here = asked.of(app.plan, &scenario).map_or(f64::NAN, |c| c.value);
        let mut now = MapState { scenario, asked, here, map };
        task.run(move || {
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
    let lead = move || drawn.with(|d| d.as_ref().and_then(|d| d.lead(app)));
    let taken = Callback::new(move |()| {
        drawn.with_untracked(|d| {
            let d = d.as_ref()?;
            Some(PictureSource {
                what: "map",
                panel: d.of(app).panel(Size::WHOLE),
                sentence: d.lead(app).unwrap_or_default(),
                year: d.scenario.from,
                series: Vec::new(),
                caption: of_scenario(app, None),
            })
        })
    });
    let done = Signal::derive(move || drawn.with(|d| d.as_ref().is_some_and(MapState::is_complete)));
    let fields = move || levers.get().map(|l| l.map(|lever| field(app, lever)).into_iter().collect_view());
    view! {
        <section id="map" aria-labelledby="map-title" data-complete=move || lead().is_some().to_string()>
            <h2 id="map-title">{w.explain_map}</h2>
            <Show when=move || levers.get().is_some()
                fallback=move || view! { <p class="muted">{w.explain_no_map}</p> }>
                <p class="lead map-lead" id="map-lead">{lead}</p>
                <p class="muted">{w.explain_map_note}</p>
                <div class="explain-choice">
                    {select("map-across", w.explain_across, 0)}
                    {select("map-up", w.explain_up, 1)}
                </div>
                <Picture drawn />
                <div class="explain-choice map-fields">{fields}</div>
                <div class="chart-tools"><Cells drawn /><SavePicture title=w.explain_map drawn=taken ready=done /></div>
            </Show>
        </section>
    }
}

/// The value of a lever where the reader stands: another place on the map without a pointer.
fn field(app: App, lever: Lever) -> impl IntoView + use<> {
    let data = app.plan.lever(lever);
    let name = data.name.get(app.lang()).to_owned();
    let value = Memo::new(move |_| app.displayed.with(|s| s.values(app.plan, lever).at(0)));
    view! {
        <span class="field">
            <span>{name.clone()}</span>
            <NumberField id=format!("map-{}", lever.key().replace('.', "-")) label=name lang=app.lang() value
                min=data.min max=data.max step=data.step disabled=Signal::derive(move || app.is_locked())
                on_commit=Callback::new(move |v| app.set_lever(lever, Values::constant(v), false)) />
        </span>
    }
}

/// The picture and what its marks mean. A click on a cell takes the reader there.
#[component]
fn Picture(drawn: RwSignal<Option<MapState>>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let plot = NodeRef::<Div>::new();
    let width = RwSignal::new(FIRST_WIDTH);
    plot.on_load(move |el| size::watch_size(&el, move |w, _| width.set(w)));
    let with = move |f: &dyn Fn(MapDrawing) -> String| drawn.with(|d| d.as_ref().map(|d| f(d.of(app))));
    let svg = move || with(&|map| map.svg(width.get(), true)).unwrap_or_default();
    let key = move || drawn.with(|d| d.as_ref().map(|d| view! { <KeyList keys=d.of(app).key() /> }));
    let go = move |ev: MouseEvent| {
        let cell: Option<usize> = clicked(&ev, "data-cell").and_then(|c| c.parse().ok());
        let place = drawn.with_untracked(|d| {
            let d = d.as_ref()?;
            let (at, map) = (d.map.middle(cell?)?, d.of(app));
            Some((d.map.levers, [map.on_step(0, at[0]).to_f64(), map.on_step(1, at[1]).to_f64()]))
        });
        if let Some((levers, at)) = place {
            app.change(|s| placed(app.plan, &s, levers, at));
        }
    };
    view! {
        <div class="map-plot" node_ref=plot>
            <svg class="chart-svg map-svg" role="img" aria-label=w.explain_map height=MAP_HEIGHT inner_html=svg
                viewBox=move || format!("0 0 {:.0} {MAP_HEIGHT}", width.get()) on:click=go></svg>
        </div>
        {key}
    }
}

/// The same as a table, built when it is opened.
#[component]
fn Cells(drawn: RwSignal<Option<MapState>>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let open = RwSignal::new(false);
    let table =
        move || {
            drawn.with(|d| {
            let drawing = d.as_ref()?.of(app);
            let map = drawing.map;
            let head = |i: usize| map.middle(i).map(|at| view! {
                <th scope="col" class="num">{drawing.value(0, at[0])}</th>
            });
            let row = |row: usize| {
                let at = map.middle(row * CELLS)?;
                let cells = map.cells.iter().skip(row * CELLS).take(CELLS);
                let cells = cells.map(|c| view! {
                    <td class="num">{explanation::probability(*c)}</td>
                }).collect_view();
                Some(view! { <tr><th scope="row">{drawing.value(1, at[1])}</th>{cells}</tr> })
            };
            let [across, up] = drawing.names();
            Some(view! {
                <table class="board">
                    <caption class="visually-hidden">{w.explain_map}</caption>
                    <thead>
                        <tr><th scope="col">{up} " / " {across}</th>{(0..CELLS).filter_map(head).collect_view()}</tr>
                    </thead>
                    <tbody>{(0..CELLS).rev().filter_map(row).collect_view()}</tbody>
                </table>
            })
        })
        };
    view! {
        <details class="chart-table" on:toggle=move |ev| open.set(is_open(&ev))>
            <summary aria-label=format!("{}: {}", w.table, w.explain_map)>{w.table}</summary>
            <div class="scroll" role="group" tabindex="0" aria-label=w.explain_map>
                <Show when=move || open.get()>{table}</Show>
            </div>
        </details>
    }
}
