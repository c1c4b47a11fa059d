//! The page: reads the core, shows it, and turns what a reader does into intents of [`app::App`].
//!
//! Pages read the app and lay out parts; parts and charts take everything by props. Only `browser` names web APIs.

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
mod simulation;
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

/// Reads the plan, opens what the browser keeps, and builds the page, which takes the place of the static one.
pub fn start() {
    let plan = match plan::chongqing() {
        // The plan lives as long as the page.
        Ok(plan) => &*Box::leak(Box::new(plan)),
        Err(error) => {
            // A test holds that the embedded file loads; should it not, the static page stays and says so.
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
