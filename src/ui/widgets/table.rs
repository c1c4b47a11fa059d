//! Saves a table of results.

use leptos::prelude::*;

use crate::text::Words;
use crate::ui::browser::download;

/// The byte order mark, by which Excel recognizes UTF-8.
const MARK: char = '\u{feff}';

/// Saves a table as it is.
pub fn save_table(file: &str, table: &str) {
    download::save_text(file, "text/csv;charset=utf-8", table);
}

/// Other formats of a table: for Excel, and a description of its columns.
#[component]
pub fn OtherForms(
    file: &'static str,
    table: Callback<(), String>,
    /// Whether it can be written.
    #[prop(into)]
    ready: Signal<bool>,
    w: &'static Words,
) -> impl IntoView {
    let excel = move |_| save_table(file, &format!("{MARK}{}", table.run(())));
    view! {
        <details class="other-forms">
            <summary>{w.table_forms}</summary>
            <p class="actions">
                <button class="save-excel" prop:disabled=move || !ready.get() on:click=excel>{w.table_excel}</button>
                <a class="button" href=format!("{file}-metadata.json") download="">{w.table_columns}</a>
            </p>
        </details>
    }
}
