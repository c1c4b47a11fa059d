//! The levers, the world around them, and the point a scenario starts from.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::analysis::targets::history;
use crate::decimal::Decimal;
use crate::model::odds::FEW;
use crate::plan::{Lever, LeverGroup, LeverUnit, Origin, Series};
use crate::route::{Anchor, Page};
use crate::scenario::{Change, LEVEL_LIMIT, Measure, Scenario};
use crate::text::format;
use crate::text::method::Topic;
use crate::text::sentences::{explanation, probability};
use crate::ui::app::{App, use_app};
use crate::ui::browser::address;
use crate::ui::views::deferred::Deferred;
use crate::ui::views::how_made::HowMade;
use crate::ui::widgets::{LeverControl, LeverText, NumberField, SliderRange};

/// Everything a reader can move.
#[component]
pub fn Sidebar() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let group = move |group: LeverGroup| {
        // Defaults and past ranges depend on the base year: another one builds the levers anew.
        let from = Memo::new(move |_| app.displayed.with(|s| s.from));
        move || {
            let from = from.get();
            let levers = Lever::ALL.iter().filter(move |l| app.plan.lever(**l).group == group);
            levers.map(|l| lever(app, *l, from)).collect_view()
        }
    };
    // Open from the start where something stands elsewhere than at its default.
    let changes = app.displayed.with_untracked(|s| s.changes(app.plan));
    let [world, uncertainty] = [LeverGroup::World, LeverGroup::Uncertainty].map(|group| {
        changes.iter().any(|c| matches!(c, Change::Lever(lever) if app.plan.lever(*lever).group == group))
    });
    let begins = changes.iter().any(|c| matches!(c, Change::From | Change::To | Change::Reading | Change::Base(_)));
    view! {
        <Deferred>
            <section aria-labelledby="finance-title">
                <h2 id="finance-title">{w.levers_finance}</h2>
                <div class="levers">{group(LeverGroup::Finance)}</div>
            </section>
        </Deferred>
        <Deferred>
            <details id="world" open=world>
                <summary><h2>{w.levers_world}</h2></summary>
                <p class="muted">{w.levers_world_note}</p>
                {group(LeverGroup::World)}
            </details>
        </Deferred>
        <Deferred>
            <details id="uncertainty" open=uncertainty>
                <summary><h2>{w.levers_uncertainty}</h2></summary>
                <p class="muted">{w.levers_uncertainty_note}</p>
                {group(LeverGroup::Uncertainty)}
            </details>
        </Deferred>
        <Deferred>
            <details id="start" open=begins>
                <summary><h2>{w.starting_point}</h2></summary>
                <Start />
                <HowMade of=&[Topic::Base, Topic::Eight] />
            </details>
        </Deferred>
        <Deferred><Measures /></Deferred>
    }
}

fn lever(app: App, lever: Lever, from: u16) -> impl IntoView {
    let data = app.plan.lever(lever);
    let say = app.narrator();
    let lang = say.lang;
    let start = app.plan.start(from);
    let default = start.and_then(|s| s.defaults.get(&lever));
    let default_text = start.map_or_else(String::new, |s| say.default_text(s, lever));
    let past = history::range(app.plan, lever, from);
    let decimals = usize::from(data.unit != LeverUnit::CompaniesAYear);
    let digits = |x: f64| format::number(x, decimals);
    if app.consume_anchor(Anchor::Lever(lever)) {
        request_animation_frame(move || address::focus(&format!("{}-slider", lever.key().replace('.', "-"))));
    }
    let text = LeverText {
        key: lever.key(),
        name: data.name.get(lang).to_owned(),
        help: data.help.get(lang).to_owned(),
        unit: unit_text(app, data.unit),
        default: explanation::default_value(lang, &default_text),
        origin: default.map_or_else(String::new, |d| {
            let w = say.words();
            let origin = if d.origin == Origin::Derived { w.derived } else { w.assumption };
            explanation::default_origin(lang, &default_text, origin, d.note.get(lang))
        }),
        past: past.map(|(low, high)| {
            explanation::past_range(
                lang,
                &digits(low),
                &digits(high),
                matches!(data.unit, LeverUnit::PercentAYear | LeverUnit::Percent),
            )
        }),
        warning: default.filter(|_| data.group == LeverGroup::Uncertainty).and_then(|d| match d.origin {
            Origin::Derived => (d.n <= FEW).then(|| probability::few_figures(lang, d.n)),
            Origin::Assumption => Some(say.words().judgement.to_owned()),
        }),
    };
    let range = SliderRange {
        limits: (data.min, data.max),
        slider: (data.slider[0], data.slider[1]),
        step: data.step,
        past,
        provinces: app.displayed.with_untracked(|s| say.half_of_provinces(s, lever)),
    };
    view! {
        <LeverControl text range lang
            values=Memo::new(move |_| app.displayed.with(|s| s.values(app.plan, lever)))
            default=Memo::new(move |_| app.displayed.with(|s| s.typical_default(app.plan, lever)))
            context=Memo::new(move |_| app.displayed.with(|s| say.among_provinces(s, lever)))
            changed=Memo::new(move |_| app.displayed.with(|s| s.levers.contains_key(&lever)))
            needed=Memo::new(move |_| app.displayed.with(|s| app.narrator().needed_of(s, lever)))
            years=Memo::new(move |_| app.displayed.with(|s| s.years().collect::<Vec<u16>>()))
            by_year=data.by_year
            disabled=Signal::derive(move || app.is_locked())
            on_change=Callback::new(move |(values, live)| app.set_lever(lever, values, live))
            on_end=Callback::new(move |()| app.end_gesture())
            on_reset=Callback::new(move |()| app.reset(&Change::Lever(lever))) />
    }
}

fn unit_text(app: App, unit: LeverUnit) -> String {
    let w = app.words();
    match unit {
        LeverUnit::PercentAYear => w.percent_a_year,
        LeverUnit::CompaniesAYear => w.companies_a_year,
        LeverUnit::Percent => "%",
        LeverUnit::Number => "",
        LeverUnit::YuanPerDollar => w.yuan_per_dollar,
    }
    .to_owned()
}

/// Base year, last year, reading of the 8 trillion, base values.
#[component]
fn Start() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let locked = move || app.is_locked();
    let set_from = move |text: String| {
        if let Ok(from) = text.parse() {
            // Base values and entered figures belong to their base year.
            app.change(|s| Scenario { from, base: BTreeMap::default(), actuals: BTreeMap::default(), ..s });
        }
    };
    let starts = app.plan.starts.iter().map(|start| {
        let year = start.year;
        view! {
            <option value=year.to_string() selected=move || app.displayed.with(|s| s.from) == year>
                {year} " · " {start.name.get(lang)}
            </option>
        }
    });
    let first_end = app.plan.period[1];
    let ends = (first_end..=app.plan.last_year).map(|year| {
        view! { <option value=year.to_string() selected=move || app.displayed.with(|s| s.to) == year>{year}</option> }
    });
    let readings = app.plan.readings.iter().map(|r| {
        let id = r.id;
        view! {
            <label class="radio">
                <input type="radio" name="reading" value=id.key()
                    prop:checked=move || app.displayed.with(|s| s.reading) == id
                    prop:disabled=locked on:change=move |_| app.change(|s| Scenario { reading: id, ..s }) />
                <span>{r.name.get(lang)} <span class="muted"> " " {r.note.get(lang)}</span></span>
            </label>
        }
    });
    view! {
        <div class="fields">
            <label>{w.base_year}
                <select id="base-year" prop:disabled=locked on:change:target=move |ev| set_from(ev.target().value())>
                    {starts.collect_view()}
                </select>
            </label>
            <label>{w.last_year}
                <select id="last-year" prop:disabled=locked
                    on:change:target=move |ev| if let Ok(to) = ev.target().value().parse() {
                        app.change(|s| Scenario { to, ..s });
                    }>{ends.collect_view()}</select>
            </label>
        </div>
        <fieldset class="readings">
            <legend>{w.reading_label} " " <span class="tag">{w.interpretation}</span></legend>
            {readings.collect_view()}
        </fieldset>
        <details>
            <summary>{w.base_values}</summary>
            <p class="muted">{w.base_values_note}</p>
            {Series::DRIVEN.into_iter().map(|s| base(app, s)).collect_view()}
        </details>
    }
}

fn base(app: App, series: Series) -> impl IntoView {
    let w = app.words();
    let lang = app.lang();
    let name = app.plan.series(series).short.get(lang).to_owned();
    let value = Signal::derive(move || {
        let value = app.displayed.with(|s| s.base_value(app.plan, series));
        Decimal::nearest(value).unwrap_or_default()
    });
    let own = Signal::derive(move || app.displayed.with(|s| s.base.contains_key(&series)));
    let set = move |value: Decimal| {
        app.change(|mut s| {
            if Decimal::nearest(Scenario { base: BTreeMap::default(), ..s.clone() }.base_value(app.plan, series))
                == Some(value)
            {
                s.base.remove(&series);
            } else {
                s.base.insert(series, value);
            }
            s
        });
    };
    let record = move || {
        let id = app.displayed.with(|s| s.start(app.plan).values.get(&series).cloned())?;
        let record = app.plan.observation(&id)?;
        Some(record.note.as_ref().map(|n| n.get(lang).to_owned()).unwrap_or_default())
    };
    let step = move || {
        let newest = app.displayed.with(|s| s.from == app.plan.newest_start().year);
        if newest { app.narrator().basis_step(series) } else { None }
    };
    view! {
        <div class="base">
            <span>{name.clone()}</span>
            <NumberField id=format!("base-{series}") label=format!("{}: {name}", w.base_values) lang value
                min=Decimal::from_raw(1) max=LEVEL_LIMIT
                step=Decimal::whole(if series == Series::List { 1 } else { 100 })
                disabled=Signal::derive(move || app.is_locked()) on_commit=Callback::new(set) />
            <Show when=move || own.get()>
                <span class="tag">{w.yours}</span>
                <button class="quiet" aria-label=format!("{}: {name}", w.reset)
                    on:click=move |_| app.reset(&Change::Base(series))>{w.reset}</button>
            </Show>
            <p class="muted base-note">{record}</p>
            {move || step().map(|text| view! { <p class="muted base-note">{text}</p> })}
        </div>
    }
}

/// The measures of the scenario, with the central effect whoever made it gave them.
#[component]
fn Measures() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let measures = Memo::new(move |_| app.displayed.with(|s| s.measures.clone()));
    let item = move |m: Measure| {
        let say = app.narrator();
        let series = app.plan.series(m.series).short.get(say.lang);
        let effect = say.effect(m.series, m.central.to_f64());
        view! { <li>{say.measure_name(&m.item)} {say.lang.colon()} {series} " " {effect}</li> }
    };
    view! {
        <details id="lab-measures" open=measures.with_untracked(|m| !m.is_empty())>
            <summary><h2>{w.measures}</h2></summary>
            <p class="muted">{w.measures_note}</p>
            <ul class="measures">{move || measures.get().into_iter().map(item).collect_view()}</ul>
            <p><a href=move || app.href(Page::Measures)>{w.measures_edit}</a></p>
        </details>
    }
}
