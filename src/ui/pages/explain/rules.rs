//! The plan's last targets under other rules for growth.

use leptos::prelude::*;

use crate::chart::StatusMark;
use crate::present::{RuleCell, RuleRow};
use crate::ui::app::use_app;
use crate::ui::pages::explain::ExplainState;

/// Verdict and probability of every target under each rule, and whether the rules agree.
#[component]
pub fn RulesPart(found: ExplainState) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let table = Memo::new(move |_| found.scenario.with(|s| app.narrator().rule_table(s)));
    let cell = |(rule, c): (&'static str, RuleCell)| {
        view! {
            <td class="num" data-label=rule>
                <span class="block">{c.value}</span>
                <span class="block" inner_html=StatusMark::from(c.verdict).html(&c.verdict_text)></span>
                <span class="block">{c.chance}</span>
            </td>
        }
    };
    let row = move |(rules, r): (Vec<&'static str>, RuleRow)| {
        view! {
            <tr>
                <th scope="row">{r.target.0} <span class="muted block">{r.target.1}</span></th>
                {rules.into_iter().zip(r.cells).map(cell).collect_view()}
            </tr>
        }
    };
    let body = move || {
        let all = table.get()?;
        let heads = all.rules.iter().map(|rule| view! { <th scope="col" class="num">{*rule}</th> }).collect_view();
        let sentences = all.rows.iter().map(|r| view! { <li>{r.sentence.clone()}</li> }).collect_view();
        let rules = all.rules.clone();
        let rows = all.rows.into_iter().map(|r| row((rules.clone(), r))).collect_view();
        Some(view! {
            <ul class="notes" id="rules-sentences">{sentences}</ul>
            <div class="scroll" role="group" tabindex="0" aria-label=w.rules_title>
                <table class="board stacks" id="rules-table">
                    <thead><tr><th scope="col">{w.target}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        })
    };
    view! {
        <section id="rules" aria-labelledby="rules-title" class:hidden=move || table.with(Option::is_none)>
            <h2 id="rules-title">{w.rules_title}</h2>
            <p class="muted">{w.rules_note}</p>
            {body}
        </section>
    }
}
