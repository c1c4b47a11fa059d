//! The page: shows what the core computes and turns input into calls of [`app::App`].
//!
//! Pages and views read the app; widgets and charts take everything by props. Only `browser` names web APIs.

mod app;
mod background;
mod banners;
pub mod browser;
pub mod charts;
mod import_dialog;
mod keys;
mod pages;
mod playback;
mod render_queue;
mod shell;
mod tour;
mod views;
mod widgets;

use app::App;
use browser::address;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use pages::EmbedPage;
use shell::Shell;

use crate::plan;

/// Reads the plan and the browser's storage, and mounts the page in place of the static one.
pub fn start() {
    let plan = match plan::chongqing() {
        // The plan lives as long as the page.
        Ok(plan) => &*Box::leak(Box::new(plan)),
        Err(error) => {
            // A test proves that the embedded file loads. If it did not, the static page would stay and report it.
            leptos::logging::error!("{error}");
            return;
        }
    };
    mount_to_body(move || {
        provide_context(App::new(plan));
        if address::is_embedded() { view! { <EmbedPage /> }.into_any() } else { view! { <Shell /> }.into_any() }
    });
    address::set_ready();
}
