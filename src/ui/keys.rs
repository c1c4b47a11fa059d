//! Keyboard shortcuts and their help, from one table.

use leptos::prelude::*;

use crate::chart::CHARTS;
use crate::route::Page;
use crate::text::{Lang, Words};
use crate::ui::app::{App, PlaybackStage, use_app};
use crate::ui::browser::{address, keys};
use crate::ui::tour;
use crate::ui::widgets::modal;

/// Keys, their description, and their action.
type Shortcut = (&'static [&'static str], fn(&Words) -> &'static str, fn(App));

const SHORTCUTS: [Shortcut; 7] = [
    (&["r"], |w| w.replay, App::replay),
    (&["["], |w| w.saved_before, |app| app.show_saved(-1)),
    (&["]"], |w| w.saved_next, |app| app.show_saved(1)),
    (&["z", "Ctrl+z"], |w| w.undo, App::undo),
    (&["Shift+z", "Ctrl+y", "Ctrl+Shift+z"], |w| w.redo, App::redo),
    (&["s"], |w| w.save, |app| app.save(false)),
    (&["?"], |w| w.keys_title, |app| app.playback.help.set(true)),
];

/// Listens to keys for as long as the page lives.
pub fn listen(app: App) {
    keys::on_press(move |press| untrack(|| run_shortcut(app, press)));
}

/// Runs the action of a key; returns whether it has one.
fn run_shortcut(app: App, press: &str) -> bool {
    if press == "Escape" && app.playback.stage().is_some() {
        app.playback.end();
        return true;
    }
    if let Some(arrow) = press.strip_prefix("Arrow") {
        return step(app, arrow);
    }
    if app.playback.keys_off.get() && !press.starts_with("Ctrl+") {
        return false;
    }
    // As on the keyboard: 1 is the first page, 0 the tenth.
    let page = press.parse::<usize>().ok().and_then(|digit| Page::MENU.get((digit + 9) % 10));
    let action = SHORTCUTS.iter().find(|(keys, ..)| keys.contains(&press)).map(|(.., action)| action);
    match (page, action) {
        (Some(page), _) => address::go(&app.href(*page)),
        (_, Some(action)) => action(app),
        _ => return false,
    }
    true
}

/// Handles an arrow key. In full screen, left and right step through charts, up and down through saved scenarios;
/// elsewhere left and right step through saved scenarios. Scenarios change only while one of them is displayed.
fn step(app: App, arrow: &str) -> bool {
    let by = if matches!(arrow, "Left" | "Up") { -1 } else { 1 };
    let across = matches!(arrow, "Left" | "Right");
    let fullscreen = app.playback.fullscreen.get().is_some();
    let saved = matches!(app.playback.stage(), Some(PlaybackStage::Saved(_)));
    if fullscreen && across {
        app.step_fullscreen(&CHARTS, by);
    } else if saved && fullscreen != across {
        app.show_saved(by);
    } else {
        return false;
    }
    true
}

/// Shows the help on keys while it is open.
#[component]
pub fn HelpDialog(lang: Lang) -> impl IntoView {
    let app = use_app();
    move || app.playback.help.get().then(|| view! { <Help lang /> })
}

#[component]
fn Help(lang: Lang) -> impl IntoView {
    let app = use_app();
    let w = lang.words();
    let (dialog, close) = modal();
    let row = |keys: &[&'static str], description: &'static str| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> " " }).collect_view();
        view! { <tr><th scope="row">{keys}</th><td>{description}</td></tr> }
    };
    let rows = SHORTCUTS.iter().map(|(keys, description, _)| row(keys, description(w))).collect_view();
    let off = app.playback.keys_off;
    view! {
        <dialog node_ref=dialog class="dialog" id="help" aria-labelledby="help-title"
            on:close=move |_| app.playback.help.set(false)>
            <h2 id="help-title" tabindex="-1" autofocus>{w.keys_title}</h2>
            <table class="board keys">
                <tbody>
                    {rows}
                    {row(&["1", "…", "9", "0"], w.keys_pages)}
                    {row(&["←", "→"], w.keys_across)}
                    {row(&["↑", "↓"], w.keys_along)}
                    {row(&["Esc"], w.keys_back)}
                </tbody>
            </table>
            <p class="muted">{w.keys_levers}</p>
            <label class="check">
                <input type="checkbox" id="keys-on" prop:checked=move || !off.get()
                    on:change=move |_| off.update(|off| *off = !*off) />
                {w.keys_on}
            </label>
            <p class="actions">
                <button id="help-tour" on:click=move |_| {
                    close();
                    tour::start(app);
                }>{w.tour_start}</button>
                <button on:click=move |_| close()>{w.close}</button>
            </p>
        </dialog>
    }
}
