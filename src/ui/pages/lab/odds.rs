//! How likely: all targets together, each of them, how many, and when.

use leptos::prelude::*;

use crate::chart::geometry::dots;
use crate::model::odds::{JointOdds, TargetOdds, coming};
use crate::present::summary::together;
use crate::scenario::Scenario;
use crate::text::method::Topic;
use crate::text::sentences::probability;
use crate::ui::app::{ChartOptions, use_app};
use crate::ui::views::how_made::HowMade;

/// Steps of shading in the table of years.
const SHADES: f64 = 9.0;

/// The odds of the scenario on show.
#[component]
pub fn OddsPanel() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    // Which icons are shown: all targets of the last year together, or one.
    let picked = RwSignal::new(None::<&'static str>);
    let targets =
        Memo::new(move |_| app.displayed.with(|s| coming(app.plan, s).map(|t| t.id.as_str()).collect::<Vec<_>>()));
    let sentence = move || {
        let odds = app.odds.get();
        let of_year = |j: &JointOdds| together(&app.narrator(), &odds, j.year);
        odds.joint.iter().filter_map(of_year).collect::<Vec<_>>().join(lang.gap())
    };
    let shown = Memo::new(move |_| {
        let odds = app.odds.get();
        let one = picked.get().and_then(|id| odds.targets.iter().find(|t| t.target == id)).map(|t| t.chance);
        one.or_else(|| odds.joint.last().map(JointOdds::all))
    });
    let filled = Memo::new(move |_| shown.get().map_or(0, |c| libm::round(100.0 * c.value) as usize));
    let choice = move |id: Option<&'static str>, name: String| {
        let key = id.unwrap_or("all");
        view! {
            <label class="radio">
                <input type="radio" name="icons" value=key prop:checked=move || picked.get() == id
                    on:change=move |_| picked.set(id) />
                <span>{name}</span>
            </label>
        }
    };
    let choices = move || {
        let one = |id: &'static str| {
            let target = app.plan.target(id)?;
            Some(choice(Some(id), format!("{} {}", app.narrator().target_name(target), target.year)))
        };
        targets.get().into_iter().filter_map(one).collect_view()
    };
    let counts = move || {
        let odds = app.odds.get();
        let joint = odds.joint.last()?;
        let row = |(chance, (name, percent)): (&engine::Estimate, (String, String))| {
            let width = 100.0 * chance.value;
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="meter" aria-hidden="true"><span style:width=format!("{width:.1}%")></span></td>
                    <td class="num">{percent}</td>
                </tr>
            }
        };
        let rows = joint.exactly.iter().zip(app.narrator().how_many(joint)).map(row).collect_view();
        Some(view! {
            <table class="odds-count" id="odds-count">
                <caption>{probability::how_many(lang, joint.year)}</caption>
                <tbody>{rows}</tbody>
            </table>
        })
    };
    view! {
        <Show when=move || !targets.with(Vec::is_empty)>
            <details class="odds" id="odds">
                <summary><h2 id="odds-title">{w.odds_title}</h2></summary>
                <p class="odds-lead" id="odds-lead">{sentence}</p>
                <div class="odds-grid">
                    <figure class="icons">
                        <figcaption>{w.icons_title}</figcaption>
                        <svg viewBox="0 0 120 120" class="dots" role="img"
                            aria-label=move || shown.get().map(|c| probability::of_100(lang, c)).unwrap_or_default()>
                            <path class="dots-hit" d=move || dots(0, filled.get())></path>
                            <path class="dots-miss" d=move || dots(filled.get(), 100)></path>
                        </svg>
                        <fieldset class="choices">
                            <legend class="visually-hidden">{w.icons_title}</legend>
                            {choice(None, w.all_together.to_owned())}
                            {choices}
                        </fieldset>
                    </figure>
                    <div class="odds-tables">{counts} <ByYear /></div>
                </div>
                <HowMade of=&[Topic::Uncertainty] />
            </details>
        </Show>
    }
}

/// How likely each target's series stands at the target at the end of each year.
#[component]
fn ByYear() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let table = move || {
        let odds = app.odds.get();
        let years: Vec<u16> = app.displayed.with(|s| s.years().collect());
        let row = |t: &TargetOdds| {
            let target = app.plan.target(&t.target)?;
            let cell = |((p, text), year): ((f64, String), &u16)| {
                let shade = (p * SHADES).round().clamp(0.0, SHADES);
                view! { <td class=format!("num shade-{shade:.0}") class:due=*year == t.year>{text}</td> }
            };
            let cells = app.narrator().odds_by_year(t).into_iter().zip(&years).map(cell).collect_view();
            Some(view! { <tr><th scope="row">{app.narrator().target_name(target)} " " {target.year}</th>{cells}</tr> })
        };
        let heads = years.iter().map(|y| view! { <th scope="col" class="num">{*y}</th> }).collect_view();
        let rows = odds.targets.iter().filter_map(row).collect_view();
        view! {
            <div class="scroll" role="group" tabindex="0" aria-label=w.by_year_title>
                <table class="by-year" id="by-year">
                    <caption>{w.by_year_title}</caption>
                    <thead><tr><th scope="col">{w.target}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    };
    view! { {table} }
}

/// What the charts show beside central paths.
#[component]
pub fn FanChoice() -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let check =
        move |id: &'static str, label: &'static str, get: fn(&ChartOptions) -> bool, set: fn(&mut ChartOptions)| {
            view! {
                <label class="check">
                    <input type="checkbox" id=id prop:checked=move || app.chart_options.with(get)
                        on:change=move |_| app.chart_options.update(set) />
                    {label}
                </label>
            }
        };
    view! {
        <fieldset class="fan-choice">
            <legend class="visually-hidden">{w.fan_title}</legend>
            {check("fan-bands", w.fan_bands, |f| f.bands, |f| f.bands = !f.bands)}
            {check("fan-layers", w.fan_layers, |f| f.layers, |f| f.layers = !f.layers)}
            {check("fan-samples", w.fan_samples, |f| f.samples, |f| f.samples = !f.samples)}
            <Show when=move || app.chart_options.with(|f| f.samples)>
                // The next of a linear congruential sequence: dice that need no luck.
                <button class="quiet" id="dice" prop:disabled=move || app.is_locked() on:click=move |_| {
                    let next = |seed: u32| seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) % 1_000_000;
                    app.change(|s| Scenario { seed: next(s.seed), ..s });
                }>{w.dice}</button>
            </Show>
            {check("fan-record", w.fan_record, |o| o.has_record(), ChartOptions::toggle_record)}
        </fieldset>
    }
}
