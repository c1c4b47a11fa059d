//! The evidence card of one measure: what it acts on, how much, how surely, when, and on what grounds.

use leptos::prelude::*;

use crate::analysis::measures::{MeasureWindow, measure_window, schedule};
use crate::decimal::Decimal;
use crate::plain_text::plain;
use crate::plan::Series;
use crate::scenario::{Change, Measure};
use crate::text::sentences::measures;
use crate::text::{Words, format};
use crate::ui::app::{App, use_app};
use crate::ui::charts::{Schedule, ScheduleStep};
use crate::ui::widgets::NumberField;

/// A number of years that a measure takes for something.
#[derive(Clone, Copy)]
enum MeasureYears {
    Lag,
    Ramp,
    Fade,
}

impl MeasureYears {
    const fn text(self, w: &'static Words) -> (&'static str, &'static str) {
        match self {
            Self::Lag => (w.measures_lag, "lag"),
            Self::Ramp => (w.measures_ramp, "ramp"),
            Self::Fade => (w.measures_fade, "fade"),
        }
    }

    const fn of(self, m: &Measure) -> u16 {
        match self {
            Self::Lag => m.lag,
            Self::Ramp => m.ramp,
            Self::Fade => m.fade,
        }
    }

    const fn of_mut(self, m: &mut Measure) -> &mut u16 {
        match self {
            Self::Lag => &mut m.lag,
            Self::Ramp => &mut m.ramp,
            Self::Fade => &mut m.fade,
        }
    }
}

/// The measure at a position of the scenario on show.
#[component]
pub fn Card(at: usize, item: String) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let name = app.narrator().measure_name(&item);
    let measure = Memo::new(move |_| app.displayed.with(|s| s.measures.get(at).cloned()));
    let locked = Signal::derive(move || app.is_locked());
    let steps = Memo::new(move |_| {
        let effects = app.displayed.with(|s| s.measures.get(at).map(|m| schedule(m, s))).unwrap_or_default();
        effects.into_iter().map(|e| ScheduleStep { year: e.year, range: e.range }).collect::<Vec<_>>()
    });
    let series = move || measure.with(|m| m.as_ref().map_or(Series::Va, |m| m.series));
    let options = Series::DRIVEN.into_iter().map(move |s| {
        view! {
            <option value=s.key() prop:selected=move || series() == s>
                {app.plan.series(s).short.get(app.lang())}
            </option>
        }
    });
    let start = app.plan.period[0]..=app.plan.last_year;
    let starts = start.map(move |y| {
        let is = move || measure.with(|m| m.as_ref().is_some_and(|m| m.start == y));
        view! { <option value=y prop:selected=is>{y}</option> }
    });
    let span = move |span: MeasureYears| {
        let (label, key) = span.text(w);
        let value =
            Signal::derive(move || Decimal::whole(measure.with(|m| m.as_ref().map_or(0, |m| span.of(m))).into()));
        let commit = Callback::new(move |n: Decimal| edit(app, at, |m| *span.of_mut(m) = n.to_f64() as u16));
        view! {
            <label>{label}
                <NumberField id=format!("measure-{at}-{key}") label=label.to_owned() lang=app.lang() value
                    min=Decimal::ZERO
                    max=Decimal::whole(Measure::SPAN_LIMIT.into()) step=Decimal::whole(1) whole=true disabled=locked
                    on_commit=commit />
            </label>
        }
    };
    let percent = Signal::derive(move || {
        measure.with(|m| m.as_ref().map_or(Decimal::ZERO, |m| Decimal::from_raw(100 * m.probability.raw())))
    });
    let title = format!("measure-{at}-title");
    let label = title.clone();
    view! {
        <article class="measure-card" aria-labelledby=label>
            <header>
                <h3 id=title>{name.clone()}</h3>
                <button class="quiet" aria-label=format!("{}: {name}", w.measures_remove)
                    prop:disabled=move || locked.get()
                    on:click=move |_| app.reset(&Change::Measure(at))>{w.measures_remove}</button>
            </header>
            <div class="fields">
                <label>{w.measures_on}
                    <select id=format!("measure-{at}-on") prop:disabled=move || locked.get()
                        on:change:target=move |ev| {
                            if let Some(series) = Series::from_key(&ev.target().value()) {
                                edit(app, at, |m| m.series = series);
                            }
                        }>{options.collect_view()}</select>
                </label>
                <EffectFields at measure locked />
                <label>{w.measures_probability}
                    <span>
                        <NumberField id=format!("measure-{at}-probability") label=w.measures_probability.to_owned()
                            lang=app.lang() value=percent
                            min=Decimal::ZERO max=Decimal::whole(100) step=Decimal::whole(5) disabled=locked
                            on_commit=Callback::new(move |p: Decimal| {
                                edit(app, at, |m| m.probability = Decimal::from_raw(p.raw() / 100));
                            }) />
                        <span class="unit">"%"</span>
                    </span>
                </label>
            </div>
            <div class="fields">
                <label>{w.measures_start}
                    <select id=format!("measure-{at}-start") prop:disabled=move || locked.get()
                        on:change:target=move |ev| {
                            if let Ok(year) = ev.target().value().parse() {
                                edit(app, at, |m| m.start = year);
                            }
                        }>{starts.collect_view()}</select>
                </label>
                {[MeasureYears::Lag, MeasureYears::Ramp, MeasureYears::Fade].map(span)}
            </div>
            <div class="measure-effect">
                <Schedule steps label=w.measures_preview />
                <p id=format!("measure-{at}-says")>{move || says(app, at)}</p>
            </div>
            <label class="measure-note">{w.measures_basis}
                <input id=format!("measure-{at}-note") type="text" autocomplete="off"
                    maxlength=Measure::NOTE_LIMIT.to_string() placeholder=w.measures_basis_hint
                    prop:value=move || measure.with(|m| m.as_ref().map(|m| m.note.clone()).unwrap_or_default())
                    prop:disabled=move || locked.get()
                    on:change:target=move |ev| {
                        let note = plain(ev.target().value().trim(), Measure::NOTE_LIMIT);
                        edit(app, at, |m| m.note = note);
                    } />
            </label>
        </article>
    }
}

/// Lowest, central and highest effect: taken together, once they are in order.
#[component]
fn EffectFields(at: usize, measure: Memo<Option<Measure>>, locked: Signal<bool>) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let draft = RwSignal::new(None::<[Decimal; 3]>);
    let held = move || measure.with(|m| m.as_ref().map_or([Decimal::ZERO; 3], |m| [m.low, m.central, m.high]));
    let unit = move || {
        let is_count = measure.with(|m| m.as_ref().is_some_and(|m| m.series == Series::List));
        if is_count { w.measures_unit_listings } else { w.measures_unit_points }
    };
    let field = move |(i, label, key): (usize, &'static str, &str)| {
        let value = Signal::derive(move || draft.get().unwrap_or_else(held).get(i).copied().unwrap_or_default());
        let commit = move |value: Decimal| {
            let mut trio = draft.get_untracked().unwrap_or_else(|| untrack(held));
            if let Some(part) = trio.get_mut(i) {
                *part = value;
            }
            let [low, central, high] = trio;
            let in_order = low <= central && central <= high;
            draft.set((!in_order).then_some(trio));
            if in_order {
                edit(app, at, |m| (m.low, m.central, m.high) = (low, central, high));
            }
        };
        let limit = Measure::EFFECT_LIMIT;
        view! {
            <label>{label}
                <NumberField id=format!("measure-{at}-{key}") label=label.to_owned() lang=app.lang() value
                    min=Decimal::from_raw(-limit.raw())
                    max=limit step=Decimal::from_raw(1_000) disabled=locked on_commit=Callback::new(commit) />
            </label>
        }
    };
    let fields = [(0, w.measures_low, "low"), (1, w.measures_central, "central"), (2, w.measures_high, "high")];
    view! {
        <div class="effect" role="group" aria-label=unit>
            {fields.into_iter().map(field).collect_view()}
            <span class="unit">{unit}</span>
            <Show when=move || draft.with(Option::is_some)>
                <span class="fault" role="alert" id=format!("measure-{at}-order")>{w.measures_order}</span>
            </Show>
        </div>
    }
}

fn edit(app: App, at: usize, change: impl FnOnce(&mut Measure)) {
    app.change(|mut s| {
        if let Some(measure) = s.measures.get_mut(at) {
            change(measure);
        }
        s
    });
}

/// What the measure does, in a sentence.
fn says(app: App, at: usize) -> String {
    let say = app.narrator();
    let w = say.words();
    app.displayed.with(|s| {
        let Some(m) = s.measures.get(at) else { return String::new() };
        if !m.has_effect() {
            return w.measures_no_effect.to_owned();
        }
        let Some(MeasureWindow { first, full, gone }) = measure_window(m, s) else {
            return w.measures_too_late.to_owned();
        };
        let size = |value: f64| say.effect_size(m.series, value);
        let central = m.central.to_f64();
        let chance = m.probability.to_f64();
        let expected = (format::percent(100.0 * chance, 0), size(chance * central));
        let expected = (chance < 1.0).then_some((expected.0.as_str(), expected.1.as_str()));
        let years = (first, full, gone);
        let on = say.inside(app.plan.series(m.series).short.get(say.lang));
        measures::effect(say.lang, &on, m.series == Series::List, &size(central), central >= 0.0, years, expected)
    })
}
