//! What scenarios assume differently.

use leptos::prelude::*;

use crate::analysis::compare::{SettingRow, settings};
use crate::scenario::Scenario;
use crate::ui::app::{App, use_app};
use crate::ui::pages::compare::{head, say};

/// Every value that differs between any two of them.
#[component]
pub fn Settings() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let own = Memo::new(move |_| {
        app.compare.columns.with(|all| all.iter().map(|c| c.scenario.clone()).collect::<Vec<Scenario>>())
    });
    let rows = Memo::new(move |_| own.with(|all| settings(app.plan, all)));
    let body = move || own.with(|all| rows.with(|rows| rows.iter().map(|r| row(app, r, all)).collect_view()));
    view! {
        <section aria-labelledby="compare-settings-title">
            <h2 id="compare-settings-title">{w.compare_settings}</h2>
            <Show when=move || rows.with(|r| !r.is_empty())
                fallback=move || view! { <p id="compare-same">{w.compare_same}</p> }>
                <p class="muted">{w.compare_settings_note}</p>
                <div class="scroll" role="group" tabindex="0" aria-labelledby="compare-settings-title">
                    <table class="board compare-table" id="compare-settings">
                        <caption class="visually-hidden">{w.compare_settings}</caption>
                        {head(app, w.compare_setting)}
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </Show>
        </section>
    }
}

fn row(app: App, row: &SettingRow, scenarios: &[Scenario]) -> impl IntoView + use<> {
    let say = say(app);
    let cell = |(scenario, differs): (&Scenario, &bool)| {
        let value = say.setting_value(scenario, &row.setting).unwrap_or_else(|| "–".to_owned());
        let mark =
            differs.then(|| view! { <span class="visually-hidden">" (" {app.words().compare_differs} ")"</span> });
        view! { <td class:differs=*differs>{value}{mark}</td> }
    };
    let cells = scenarios.iter().zip(&row.differs).map(cell).collect_view();
    view! { <tr><th scope="row">{say.setting(&row.setting)}</th>{cells}</tr> }
}
