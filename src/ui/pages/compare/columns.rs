//! What is compared: one entry a scenario, and ways to add another.

use leptos::prelude::*;

use crate::analysis::compare::MOST;
use crate::chart::{class, role};
use crate::codec::ScenarioSource;
use crate::text::sentences::comparison;
use crate::ui::app::{App, Compared, use_app};
use crate::ui::browser::address;
use crate::ui::pages::compare::letter;

/// The scenarios with their letters and lines; the reader's own choice can be changed.
#[component]
pub fn Columns() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let own = Memo::new(move |_| !app.compare.is_shared() && !app.is_link());
    let entries = move || {
        app.compare.columns.get().into_iter().enumerate().map(|(k, c)| entry(app, k, &c, own.get())).collect_view()
    };
    let lost = move || Some(app.compare.lost.get()).filter(|l| own.get() && !l.is_empty());
    view! {
        <section aria-label=w.compare_columns>
            <ul class="columns" id="columns">{entries}</ul>
            <Show when=move || lost().is_some()>
                <p class="muted" id="columns-lost">{move || lost().map(|l| comparison::left_out(app.lang(), &l))}</p>
            </Show>
            <Show when=move || own.get()><Adding /></Show>
        </section>
    }
}

fn entry(app: App, k: usize, compared: &Compared, own: bool) -> impl IntoView + use<> {
    let w = app.words();
    let lang = app.lang();
    let name = app.column_name(compared);
    let count = app.compare.columns.with(Vec::len);
    let problems: Vec<String> = compared.problems.iter().map(|p| p.describe(lang)).collect();
    let column = StoredValue::new(compared.column.clone());
    let label = |what: &str| format!("{what}: {name}");
    // The entry is made anew at its new place; the focus goes there with it.
    let shift = move |by: isize, what: &'static str| {
        app.compare.shift(&column.get_value(), by);
        let at = k.saturating_add_signed(by);
        let at_end = if by < 0 { at == 0 } else { at + 1 == count };
        let what = match (at_end, what) {
            (false, what) => what,
            (true, "left") => "right",
            (true, _) => "left",
        };
        request_animation_frame(move || address::focus(&format!("column-{what}-{at}")));
    };
    let remove = move |_| {
        app.compare.remove(&column.get_value());
        request_animation_frame(move || address::focus("column-add"));
    };
    let tools = own.then(|| view! {
        <button class="quiet" id=format!("column-left-{k}") aria-label=label(w.compare_left) disabled=k == 0
            on:click=move |_| shift(-1, "left")>"←"</button>
        <button class="quiet" id=format!("column-right-{k}") aria-label=label(w.compare_right) disabled=k + 1 == count
            on:click=move |_| shift(1, "right")>"→"</button>
        <button class="quiet" aria-label=label(w.compare_remove) disabled=count == 1 on:click=remove>"×"</button>
    });
    view! {
        <li class="column">
            <span class="column-name">
                {letter(k)}
                <svg class=class(role(k)) width="32" height="10" aria-hidden="true">
                    <path d="M1 5h30" class="chart-line"></path>
                </svg>
                <b>{name.clone()}</b>
            </span>
            <span class="column-tools">
                <a href=move || app.lab_href(k) aria-label=label(w.compare_open)>{w.compare_open}</a>
                {tools}
            </span>
            {(!problems.is_empty()).then(|| view! {
                <span class="muted block">{w.preview_problems} " " {problems.join(lang.gap())}</span>
            })}
        </li>
    }
}

/// What can be put beside the others: a menu of what is there, and a field for a link.
#[component]
fn Adding() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let fault = RwSignal::new(None::<String>);
    let full = move || app.compare.columns.with(|all| all.len() >= MOST);
    let options = move || {
        let chosen = app.compare.chosen.get();
        let offered = offers(app).into_iter().filter(|(column, _)| !chosen.contains(column));
        offered.map(|(column, name)| view! { <option value=column.to_string()>{name}</option> }).collect_view()
    };
    let paste = move |text: String| fault.set(app.add_pasted(&text));
    view! {
        <div class="adding">
            <select id="column-add" aria-label=w.compare_add_label disabled=full
                on:change:target=move |ev| {
                    if let Some(column) = ScenarioSource::parse(&ev.target().value()) {
                        app.compare.add(column);
                    }
                    ev.target().set_value("");
                }>
                <option value="">{w.compare_add}</option>
                {options}
            </select>
            <Show when=move || app.saved.with(Vec::is_empty)>
                <span class="muted" id="none-saved">{w.compare_none_saved}</span>
            </Show>
            <label for="column-link">{w.compare_paste}</label>
            <input id="column-link" type="text" autocomplete="off" disabled=full
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                on:input=move |_| fault.set(None)
                on:change:target=move |ev| {
                    paste(ev.target().value());
                    if fault.with_untracked(Option::is_none) {
                        ev.target().set_value("");
                    }
                } />
            <Show when=full><span class="muted">{w.compare_full}</span></Show>
            <Show when=move || fault.with(Option::is_some)>
                <span class="fault" role="alert">{move || fault.get()}</span>
            </Show>
        </div>
    }
}

/// Every scenario there is, with its name.
fn offers(app: App) -> Vec<(ScenarioSource, String)> {
    let w = app.words();
    let mut all = vec![
        (ScenarioSource::Mine, w.line_mine.to_owned()),
        (ScenarioSource::Trend, w.preset_trend.to_owned()),
        (ScenarioSource::Planned, w.preset_planned.to_owned()),
    ];
    all.extend(
        app.plan.presets.iter().map(|p| (ScenarioSource::Preset(p.id.clone()), p.name.get(app.lang()).to_owned())),
    );
    let saved = app.saved.get();
    all.extend(saved.iter().map(|s| (ScenarioSource::Saved(s.id.clone()), app.display_name(&s.scenario))));
    all
}
