//! Modal dialogs.

use leptos::html::Dialog;
use leptos::prelude::*;

/// What a `dialog` refers to so that it opens in front of the page as soon as it is there, and what closes it.
pub fn modal() -> (NodeRef<Dialog>, impl Fn() + Copy + Send + Sync + 'static) {
    let dialog = NodeRef::<Dialog>::new();
    dialog.on_load(|d| {
        // Fails only for a dialog that is open already.
        d.show_modal().ok();
    });
    let close = move || {
        if let Some(d) = dialog.get_untracked() {
            d.close();
        }
    };
    (dialog, close)
}
