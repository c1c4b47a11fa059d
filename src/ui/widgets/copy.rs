//! Copies the text of a field.

use leptos::html::Textarea;
use leptos::prelude::*;

use crate::text::Lang;
use crate::ui::browser::clipboard;

/// Copies a text and reports whether the browser allowed it; if not, selects the text of the field for the reader to
/// copy. Must be called during a click.
pub fn copy_text(text: &str, field: NodeRef<Textarea>, status: RwSignal<&'static str>, lang: Lang) {
    let w = lang.words();
    clipboard::copy(text, move |done| {
        status.set(if done { w.copied } else { w.copy_failed });
        if !done && let Some(field) = field.get_untracked() {
            field.focus().ok();
            field.select();
        }
    });
}
