//! A number field that never alters what the reader has typed.

use leptos::prelude::*;

use crate::decimal::{Decimal, DecimalError};
use crate::text::Lang;
use crate::text::format::{number, typed};

/// A number field. It commits when it is left or Enter is pressed, if the text is a number within the range; otherwise
/// the text stays, with a message. Escape discards it.
#[component]
pub fn NumberField(
    id: String,
    label: String,
    lang: Lang,
    #[prop(into)] value: Signal<Decimal>,
    min: Decimal,
    max: Decimal,
    /// Step of the arrow keys.
    step: Decimal,
    /// Whether only whole numbers are accepted.
    #[prop(optional)]
    whole: bool,
    #[prop(into)] disabled: Signal<bool>,
    /// Whether there is no value: the field is empty then, and `value` is where the arrow keys start from.
    #[prop(optional, into)]
    blank: Signal<bool>,
    on_commit: Callback<Decimal>,
) -> impl IntoView {
    let text = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<String>);
    let shown = move || text.get().unwrap_or_else(|| if blank.get() { String::new() } else { value.get().to_string() });
    let check = move |typed_text: &str| {
        let w = lang.words();
        match typed(typed_text) {
            Ok(v) if whole && !v.is_whole() => Err(w.not_whole.to_owned()),
            Ok(v) if min <= v && v <= max => Ok(v),
            Ok(_) | Err(DecimalError::TooLarge) => {
                let (low, high) = (number_text(min), number_text(max));
                Err(w.out_of_range.replace("{min}", &low).replace("{max}", &high))
            }
            Err(DecimalError::NotANumber) => Err(w.not_a_number.to_owned()),
            Err(DecimalError::TooPrecise) => Err(w.too_precise.to_owned()),
        }
    };
    let commit = move || {
        let Some(typed_text) = text.get_untracked() else { return };
        if blank.get_untracked() && typed_text.trim().is_empty() {
            text.set(None);
            fault.set(None);
            return;
        }
        match check(&typed_text) {
            Ok(v) => {
                text.set(None);
                fault.set(None);
                on_commit.run(v);
            }
            Err(message) => fault.set(Some(message)),
        }
    };
    let fault_id = format!("{id}-fault");
    let described = {
        let fault_id = fault_id.clone();
        move || fault.with(Option::is_some).then(|| fault_id.clone())
    };
    let name = label.clone();
    view! {
        <span class="number">
            <input type="text" inputmode="decimal" autocomplete="off" id=id aria-label=label
                prop:value=shown
                prop:disabled=move || disabled.get()
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=described
                on:input:target=move |ev| {
                    fault.set(None);
                    text.set(Some(ev.target().value()));
                }
                on:change=move |_| commit()
                on:keydown=move |ev| match ev.key().as_str() {
                    "Enter" => commit(),
                    "Escape" => {
                        text.set(None);
                        fault.set(None);
                    }
                    key @ ("ArrowUp" | "ArrowDown") => {
                        ev.prevent_default();
                        let times = if ev.shift_key() { 10 } else { 1 };
                        let by = step.raw() * if key == "ArrowUp" { times } else { -times };
                        let next = Decimal::from_raw(value.get_untracked().raw() + by);
                        if min <= next && next <= max {
                            text.set(None);
                            fault.set(None);
                            on_commit.run(next);
                        }
                    }
                    _ => {}
                } />
            <Show when=move || fault.with(Option::is_some)>
                <span class="fault" role="alert" id=fault_id.clone()>{name.clone()} ": " {move || fault.get()}</span>
            </Show>
        </span>
    }
}

fn number_text(value: Decimal) -> String {
    let places = value.to_string().split_once('.').map_or(0, |(_, f)| f.len());
    number(value.to_f64(), places)
}
