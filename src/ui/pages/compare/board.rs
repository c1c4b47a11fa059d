//! The verdict board with a column for each scenario.

use leptos::prelude::*;

use crate::analysis::compare::{BoardRow, Cell, Likely, Subject};
use crate::analysis::targets::Evidence;
use crate::present::Narrator;
use crate::text::method::Topic;
use crate::ui::app::{App, use_app};
use crate::ui::pages::compare::{BoardRows, head, say};
use crate::ui::views::how_made::HowMade;
use crate::ui::widgets::VerdictMark;

/// Verdicts, probabilities and differences side by side.
#[component]
pub fn Board(board: BoardRows) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let rows = move || board.with(|rows| rows.iter().map(|r| row(app, r)).collect_view());
    let bases = move || {
        let columns = app.compare.columns.get();
        let mut said: Vec<String> = columns.iter().map(|c| say(app).rests_on_estimates(&c.scenario)).collect();
        said.retain(|text| !text.is_empty());
        said.sort();
        said.dedup();
        said.join(app.lang().gap())
    };
    view! {
        <section aria-labelledby="compare-board-title">
            <h2 id="compare-board-title">{w.compare_board}</h2>
            <div class="scroll" role="group" tabindex="0" aria-labelledby="compare-board-title">
                <table class="board compare-table" id="compare-board">
                    <caption class="visually-hidden">{w.compare_board}</caption>
                    {head(app, w.target)}
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted">{w.compare_board_note} {app.lang().gap()} {bases}</p>
            <HowMade of=&[Topic::Compare, Topic::Verdict, Topic::Uncertainty] />
        </section>
    }
}

fn row(app: App, row: &BoardRow<'static>) -> impl IntoView + use<> {
    let say = say(app);
    let (id, name, note) = match row.subject {
        Subject::Target(t) => (t.id.clone(), say.target_name(t), format!("{} · {}", t.year, say.goal(t))),
        Subject::All(year) => (format!("all-{year}"), app.words().all_together.to_owned(), year.to_string()),
    };
    let cells = row.cells.iter().map(|cell| match cell {
        Some(filled) => view! { <td>{content(app, &say, filled)}</td> }.into_any(),
        None => view! { <td class="muted">{none(app, row.subject)}</td> }.into_any(),
    });
    view! {
        <tr id=format!("compare-{id}")>
            <th scope="row">{name}<span class="muted block">{note}</span></th>
            {cells.collect_view()}
        </tr>
    }
}

/// Why a column has nothing to say.
fn none(app: App, subject: Subject) -> String {
    match subject {
        Subject::Target(_) => format!("– {}", app.words().compare_not_held),
        Subject::All(_) => "–".to_owned(),
    }
}

fn content(app: App, say: &Narrator<'static>, cell: &Cell<'static>) -> impl IntoView + use<> {
    let w = app.words();
    let value = cell.report.map(|report| {
        let said = say.stated(&report, None);
        let beyond = report.value.is_none() && matches!(report.evidence, Evidence::Projected);
        if beyond {
            return view! { <span class="muted">"– " {said.value}</span> }.into_any();
        }
        let needed = cell.needed.map(|n| {
            view! {
                <span class="muted block cell-needed">{w.needs} " " {say.needed(report.target, &n)}</span>
            }
        });
        view! {
            <span class="cell-value">
                <VerdictMark verdict=Signal::stored(said.verdict) word=Signal::stored(said.word) />
                " "
                <span class="board-value">{said.value}</span>
                {said.mark.map(|m| view! { <span class="tag">{m}</span> })}
            </span>
            {needed}
        }
        .into_any()
    });
    let verdict = cell.report.map(|r| format!("{:?}", r.verdict).to_lowercase());
    view! { <div class="cell" data-verdict=verdict>{value}{cell.likely.map(|l| chance(app, say, &l))}</div> }
}

/// A probability, and by how much it exceeds that of the first column.
fn chance(app: App, say: &Narrator<'static>, likely: &Likely) -> impl IntoView + use<> {
    let w = app.words();
    let odds = say.odds(likely.chance);
    let difference = likely
        .less
        .map(|d| view! { <span class="cell-less muted"><span class="less-value">{say.difference(d)}</span></span> });
    view! {
        <span class="cell-chance">
            <span class="visually-hidden">{w.odds} " "</span>
            <span class="board-value">{odds.percent}</span> " "
            <span class="muted">{odds.step}</span>
        </span>
        {difference}
    }
}
