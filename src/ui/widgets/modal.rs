//! Modal dialogs.

use leptos::html::Dialog;
use leptos::prelude::*;

/// Returns a node reference that opens its `dialog` as a modal once it is mounted, and a function that closes it.
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
