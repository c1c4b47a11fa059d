//! Compare: up to four scenarios side by side.

mod board;
mod charts;
mod columns;
mod settings;
mod share;
mod shared;

use board::Board;
use charts::Charts;
use columns::Columns;
use leptos::prelude::*;
use settings::Settings;
use share::Share;
use shared::SharedBanner;

use crate::analysis::compare::BoardRow;
use crate::chart::{class, role};
use crate::present::Narrator;
use crate::text::format::Currency;
use crate::text::sentences::comparison;
use crate::ui::app::{App, use_app};
use crate::ui::views::deferred::Deferred;

/// Compare: up to four scenarios side by side.
#[component]
pub fn ComparePage() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let board = Memo::new(move |_| app.compare.board());
    let lead = move || {
        let names = app.compare.columns.with(|all| labels(all.iter().map(|c| app.column_name(c)).collect()));
        board.with(|rows| say(app).comparison(rows, &names, app.plan.period[1]))
    };
    view! {
        <SharedBanner />
        <h1 id="page-title">{w.compare_title}</h1>
        <p class="lead" id="compare-lead">{lead}</p>
        <Deferred><Columns /></Deferred>
        <Show when=move || app.compare.columns.with(|all| !all.is_empty())>
            <Deferred><Share /><Board board /></Deferred>
            <Deferred><Charts /></Deferred>
            <Deferred><Settings /></Deferred>
        </Show>
    }
}

/// The names of scenarios as they stand in a sentence; letters where two have the same name.
fn labels(names: Vec<String>) -> Vec<String> {
    let apart = names.iter().enumerate().all(|(k, name)| !names.iter().skip(k + 1).any(|other| other == name));
    let label =
        |(k, name): (usize, &String)| if apart { comparison::quoted(name) } else { Narrator::letter(k).to_owned() };
    names.iter().enumerate().map(label).collect()
}

/// Numbers into words; dollars at the exchange rate of the first column.
fn say(app: App) -> Narrator<'static> {
    let rate = app
        .compare
        .columns
        .with(|all| all.first().map(|c| c.scenario.values(app.plan, crate::plan::Lever::Fx).at(0).to_f64()));
    match (app.narrator(), rate) {
        (Narrator { plan, lang, currency: Currency::Usd(_) }, Some(rate)) => {
            Narrator { plan, lang, currency: Currency::Usd(rate) }
        }
        (say, _) => say,
    }
}

/// The letter of a column in its colour.
fn letter(column: usize) -> impl IntoView {
    view! { <span class=format!("letter {}", class(role(column)))>{Narrator::letter(column)}</span> }
}

/// The head of a table with a column for each scenario, after a first one.
fn head(app: App, first: &'static str) -> impl IntoView {
    let names =
        Memo::new(move |_| app.compare.columns.with(|all| all.iter().map(|c| app.column_name(c)).collect::<Vec<_>>()));
    let one = |(k, name): (usize, String)| view! { <th scope="col">{letter(k)} " " {name}</th> };
    view! {
        <thead><tr>
            <th scope="col">{first}</th>
            {move || names.get().into_iter().enumerate().map(one).collect_view()}
        </tr></thead>
    }
}

/// The board as the page carries it.
type BoardRows = Memo<Vec<BoardRow<'static>>>;
