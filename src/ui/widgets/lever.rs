//! One lever: slider, typed number, default, past range, values by year.

use leptos::prelude::*;

use crate::decimal::Decimal;
use crate::scenario::Values;
use crate::text::Lang;
use crate::ui::widgets::NumberField;

/// The texts of a lever in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct LeverText {
    /// Its key, used for ids.
    pub key: &'static str,
    pub name: String,
    pub help: String,
    /// Unit behind the number field.
    pub unit: String,
    /// The default with its unit.
    pub default: String,
    /// Where the default comes from.
    pub origin: String,
    /// The past range with its unit, if known.
    pub past: Option<String>,
    /// A caution about the default, if there is one.
    pub warning: Option<String>,
}

/// The limits and the step of a lever.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SliderRange {
    /// Smallest and largest accepted value.
    pub limits: (Decimal, Decimal),
    pub slider: (Decimal, Decimal),
    /// Step of slider and arrow keys.
    pub step: Decimal,
    /// Lowest and highest past value.
    pub past: Option<(f64, f64)>,
    /// Between which values half of the provinces lay.
    pub provinces: Option<(f64, f64)>,
}

impl SliderRange {
    /// Position on the slider, 0 to 100.
    fn position(&self, value: f64) -> f64 {
        let (low, high) = (self.slider.0.to_f64(), self.slider.1.to_f64());
        (100.0 * (value - low) / (high - low)).clamp(0.0, 100.0)
    }
}

/// A lever. `on_change` gets the new values and whether the slider is still being dragged.
#[component]
pub fn LeverControl(
    text: LeverText,
    range: SliderRange,
    lang: Lang,
    #[prop(into)] values: Signal<Values>,
    /// The default as one number, shown where it falls from year to year and nothing was changed.
    #[prop(into)]
    default: Signal<Decimal>,
    /// Where the values stand among others of their kind, if that is known.
    #[prop(into)]
    context: Signal<Option<String>>,
    /// Whether the values are not the default.
    #[prop(into)]
    changed: Signal<bool>,
    /// The value with which its target is reached, if there is one.
    #[prop(into)]
    needed: Signal<Option<Decimal>>,
    /// The projected years, if each may have its own value.
    #[prop(into)]
    years: Signal<Vec<u16>>,
    by_year: bool,
    #[prop(into)] disabled: Signal<bool>,
    on_change: Callback<(Values, bool)>,
    on_end: Callback<()>,
    on_reset: Callback<()>,
) -> impl IntoView {
    let w = lang.words();
    let key = text.key.replace('.', "-");
    let name = StoredValue::new(text.name.clone());
    let number_id = StoredValue::new(format!("{key}-number"));
    // A default that falls from year to year is one number on the slider until its years are asked for.
    let constant = Signal::derive(move || !changed.get() || values.with(Values::is_constant));
    let open = RwSignal::new(!constant.get_untracked());
    let first = Signal::derive(move || if changed.get() { values.with(|v| v.at(0)) } else { default.get() });
    let set = move |value: Decimal, live: bool| on_change.run((Values::constant(value), live));
    let toggle = move |_| {
        if open.get_untracked() && !constant.get_untracked() {
            set(values.with_untracked(|v| v.at(0)), false);
        }
        open.update(|o| *o = !*o);
    };
    // A scenario opened or undone may bring values by year.
    let spread = Signal::derive(move || open.get() || !constant.get());
    let band = move || {
        [(range.past, "lever-band"), (range.provinces, "lever-band lever-provinces")]
            .map(|(part, class)| {
                let (low, high) = part?;
                let (from, to) = (range.position(low), range.position(high));
                Some(view! {
                    <span class=class style:left=format!("{from}%") style:width=format!("{}%", to - from)></span>
                })
            })
            .collect_view()
    };
    let tick = move || format!("{}%", range.position(default.get().to_f64()));
    let diamond = move || {
        let value = needed.get().filter(|v| *v >= range.slider.0 && *v <= range.slider.1)?;
        let left = format!("{}%", range.position(value.to_f64()));
        Some(view! { <span class="lever-need" style:left=left></span> })
    };
    let nudge = move |key: &str, shift: bool| -> bool {
        let times = if shift { 10 } else { 1 };
        let by = match key {
            "ArrowRight" | "ArrowUp" => range.step.raw() * times,
            "ArrowLeft" | "ArrowDown" => -range.step.raw() * times,
            "Delete" | "Backspace" => {
                on_reset.run(());
                return true;
            }
            _ => return false,
        };
        let (low, high) = range.slider;
        let next = first.get_untracked().raw() + by;
        set(Decimal::from_raw(next.clamp(low.raw(), high.raw())), false);
        true
    };
    let unit = text.unit.clone();
    let value_text = {
        let unit = unit.clone();
        move || format!("{}\u{a0}{unit}", first.get())
    };
    let bars = {
        let key = key.clone();
        move || {
            let all = years.get();
            let steps = all.len();
            let bar = |(step, year): (usize, u16)| {
                let value = Signal::derive(move || values.with(|v| v.at(step)));
                let set = move |value: Decimal, live: bool| {
                    on_change.run((values.with_untracked(|v| v.with(step, value, steps)), live));
                };
                view! {
                    <div class="bar">
                        <input type="range" class="bar-slider" aria-label=format!("{} {year}", name.get_value())
                            min=range.slider.0.to_string() max=range.slider.1.to_string() step=range.step.to_string()
                            prop:value=move || value.get().to_string()
                            prop:disabled=move || disabled.get()
                            on:input:target=move |ev| if let Ok(v) = ev.target().value().parse() { set(v, true) }
                            on:change=move |_| on_end.run(()) />
                        <NumberField id=format!("{key}-{year}") label=format!("{} {year}", name.get_value()) lang value
                            min=range.limits.0 max=range.limits.1 step=range.step disabled
                            on_commit=Callback::new(move |v| set(v, false)) />
                        <span class="bar-year">{year}</span>
                    </div>
                }
            };
            all.into_iter().enumerate().map(bar).collect_view()
        }
    };
    view! {
        <div class="lever" class:changed=move || changed.get() id=format!("lever-{key}")>
            <div class="lever-head">
                <label class="lever-name" for=format!("{key}-slider")>{text.name.clone()}</label>
                <span class="lever-value">
                    <Show when=move || !spread.get()
                        fallback=move || view! {
                            <span class="muted">{move || (!constant.get()).then_some(w.by_year_mixed)}</span>
                        }>
                        <NumberField id=number_id.get_value() label=name.get_value() lang
                            value=first min=range.limits.0 max=range.limits.1 step=range.step disabled
                            on_commit=Callback::new(move |v| set(v, false)) />
                    </Show>
                    <span class="unit">{unit}</span>
                </span>
            </div>
            <Show when=move || spread.get() fallback={
                let key = key.clone();
                let value_text = value_text.clone();
                move || view! {
                    <div class="lever-track">
                        {band()}
                        <span class="lever-tick" style:left=tick></span>
                        {diamond}
                        <input type="range" id=format!("{key}-slider") aria-label=name.get_value()
                            min=range.slider.0.to_string() max=range.slider.1.to_string() step=range.step.to_string()
                            aria-valuetext=value_text.clone()
                            prop:value=move || first.get().to_string()
                            prop:disabled=move || disabled.get()
                            on:input:target=move |ev| if let Ok(v) = ev.target().value().parse() { set(v, true) }
                            on:change=move |_| on_end.run(())
                            on:dblclick=move |_| on_reset.run(())
                            on:keydown=move |ev| if nudge(&ev.key(), ev.shift_key()) { ev.prevent_default() } />
                    </div>
                }
            }>
                <div class="bars">{bars.clone()}</div>
            </Show>
            <details class="lever-more" id=format!("{key}-more")>
                <summary aria-label=format!("{}: {}", w.lever_more, name.get_value())>"⋯"</summary>
            <div class="lever-foot">
                <span class="muted">
                    {text.warning.clone().map(|warning| view! { <span class="lever-warning">{warning}</span> })}
                    {text.default.clone()}
                    {text.past.clone().map(|past| view! { " · " {past} })}
                </span>
                <span class="lever-tools">
                    {by_year.then(|| view! {
                        <button class="quiet" prop:disabled=move || disabled.get()
                            aria-pressed=move || spread.get().to_string()
                            aria-label=move || {
                                let label = if spread.get() { w.one_value } else { w.by_year };
                                format!("{label}: {}", name.get_value())
                            }
                            on:click=toggle>
                            {move || if spread.get() { w.one_value } else { w.by_year }}
                        </button>
                    })}
                    <button class="quiet" prop:disabled=move || disabled.get() || !changed.get()
                        aria-label=format!("{}: {}", w.reset, name.get_value()) on:click=move |_| {
                            open.set(false);
                            on_reset.run(());
                        }>{w.reset}</button>
                </span>
            </div>
            <Show when=move || context.with(Option::is_some)>
                <p class="muted lever-context">{move || context.get()}</p>
            </Show>
            <p class="muted">{text.help}</p>
            <p class="muted">{text.origin}</p>
            </details>
        </div>
    }
}
