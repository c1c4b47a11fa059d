//! Explanations of a result as bars: what it depends on, what each change adds, where its uncertainty comes from.

use crate::analysis::explain::attribution::{Attribution, Contribution};
use crate::analysis::explain::outcome::OutcomeOfInterest;
use crate::analysis::explain::sensitivity;
use crate::analysis::explain::sensitivity::Input;
use crate::analysis::explain::variance::{Shares, UncertaintySource};
use crate::chart::bars::{Bar, BarRow, Bars};
use crate::chart::geometry::{Scale, bar_scale};
use crate::decimal::Decimal;
use crate::plan::Series;
use crate::present::{Narrator, VarianceShare};
use crate::scenario::Scenario;
use crate::text::sentences::explanation;
use crate::text::{Words, format};

impl Bars {
    /// The outcome with each input at its low and at its high; the line marks its present value `now`.
    pub fn tornado(
        say: Narrator,
        scenario: &Scenario,
        outcome: OutcomeOfInterest,
        bars: &[sensitivity::TornadoBar],
        now: f64,
    ) -> Self {
        let w = say.words();
        let row = |b: &sensitivity::TornadoBar| {
            let [low, high] = b.results;
            let mut bars =
                vec![Bar { from: now, to: low, class: "bar-low" }, Bar { from: now, to: high, class: "bar-high" }];
            // The shorter one in front, where both lie on one side.
            bars.sort_by(|a, b| (b.to - now).abs().total_cmp(&(a.to - now).abs()));
            BarRow {
                name: (input_name(&say, scenario, b.input), input_ends(&say, scenario, b)),
                bars,
                marks: vec![now],
                cells: b.results.map(|v| Some((say.asked_value(outcome, v), String::new()))).into(),
                end: false,
            }
        };
        Self {
            heading: w.explain_input.to_owned(),
            columns: vec![(w.explain_at_low, Some("bar-low")), (w.explain_at_high, Some("bar-high"))],
            scale: bar_scale(bars.iter().flat_map(|b| b.results).chain([now])),
            rows: bars.iter().map(row).collect(),
        }
    }

    /// What each change adds, from the plan's defaults to the scenario, the largest first.
    pub fn waterfall(say: Narrator, scenario: &Scenario, outcome: OutcomeOfInterest, a: &Attribution) -> Self {
        let w = say.words();
        let step = |sum: &mut f64, p: &Contribution| {
            let from = *sum;
            *sum += p.value;
            Some((from, *sum))
        };
        let steps: Vec<(f64, f64)> = a.parts.iter().scan(a.before, step).collect();
        let end = |name: &str, value: f64| BarRow {
            name: (name.to_owned(), String::new()),
            bars: Vec::new(),
            marks: vec![value],
            cells: vec![Some((say.asked_value(outcome, value), String::new()))],
            end: true,
        };
        let error = |part: &Contribution| match (a.sampled, outcome.is_chance()) {
            (false, _) => String::new(),
            (true, true) => format!("±{}", format::points(say.lang, 100.0 * part.error, 1)),
            (true, false) => format!("±{}", say.asked_value(outcome, part.error)),
        };
        let shown = say.parts(outcome, a);
        // A part of nothing has no bar, however far the axis is drawn out.
        let row = |((part, (from, to)), text): ((&Contribution, &(f64, f64)), &Option<String>)| BarRow {
            name: (say.change(scenario, &part.change), String::new()),
            bars: text
                .iter()
                .map(|_| Bar { from: *from, to: *to, class: if part.value < 0.0 { "bar-down" } else { "bar-up" } })
                .collect(),
            marks: vec![a.before, a.after],
            cells: vec![Some((text.clone().unwrap_or_else(|| say.asked_gap(outcome, 0.0)), error(part)))],
            end: false,
        };
        let parts = a.parts.iter().zip(&steps).zip(&shown).map(row);
        Self {
            heading: w.explain_change.to_owned(),
            columns: vec![(w.explain_adds, None)],
            scale: bar_scale(steps.iter().flat_map(|(from, to)| [*from, *to]).chain([a.before, a.after])),
            rows: [end(w.explain_before, a.before)]
                .into_iter()
                .chain(parts)
                .chain([end(w.explain_after, a.after)])
                .collect(),
        }
    }

    /// The shares of the variance of every series in a year.
    pub fn variance(say: Narrator, year: u16, shares: &[Shares]) -> Self {
        let w = say.words();
        let percent = |n: u32| format::percent(f64::from(n), 0);
        let row = |s: &Shares| {
            let (shares, jointly) = say.shares(s);
            let share = |group: UncertaintySource| shares.iter().find(|s| s.source == group);
            let mut at = 0.0;
            let mut bars: Vec<Bar> = Vec::new();
            for (group, index) in &s.groups {
                let from = at;
                at = (at + index.first.max(0.0)).min(1.0);
                bars.push(Bar { from, to: at, class: class(*group) });
            }
            bars.push(Bar { from: at, to: 1.0, class: "bar-jointly" });
            let cell = |s: &VarianceShare| (percent(s.alone), format!("{} {}", percent(s.in_all), w.explain_in_all));
            let joint = Some((percent(jointly), String::new()));
            BarRow {
                name: (say.plan.series(s.series).short.get(say.lang).to_owned(), String::new()),
                bars,
                marks: Vec::new(),
                cells: UncertaintySource::ALL.into_iter().map(|g| share(g).map(cell)).chain([joint]).collect(),
                end: false,
            }
        };
        let columns = UncertaintySource::ALL.into_iter().map(|g| (source(w, g), Some(class(g))));
        Self {
            heading: year.to_string(),
            columns: columns.chain([(w.explain_jointly, Some("bar-jointly"))]).collect(),
            scale: Scale::new((0.0, 1.0), (0.0, 100.0)),
            rows: shares.iter().map(row).collect(),
        }
    }
}

/// The name of an input.
pub fn input_name(say: &Narrator, scenario: &Scenario, input: Input) -> String {
    match input {
        Input::Lever(lever) => say.plan.lever(lever).name.get(say.lang).to_owned(),
        Input::Measure(i) => scenario.measures.get(i).map(|m| say.measure_name(&m.item)).unwrap_or_default(),
    }
}

/// The low and the high of an input, with unit.
fn input_ends(say: &Narrator, scenario: &Scenario, b: &sensitivity::TornadoBar) -> String {
    let text = |value: Decimal| match b.input {
        Input::Lever(lever) => say.lever_value(say.plan.lever(lever).unit, value),
        Input::Measure(_) if value == Decimal::ZERO => say.words().explain_not_delivered.to_owned(),
        Input::Measure(i) => {
            let on = scenario.measures.get(i).map(|m| m.series);
            let signed = if on == Some(Series::List) { format::companies_signed } else { format::points_signed };
            signed(say.lang, value.to_f64(), 2)
        }
    };
    let [low, high] = b.ends.map(text);
    explanation::ends(say.lang, &low, &high, b.shifted)
}

const fn class(group: UncertaintySource) -> &'static str {
    match group {
        UncertaintySource::Shocks => "bar-shocks",
        UncertaintySource::Trends => "bar-trends",
        UncertaintySource::Starts => "bar-starts",
        UncertaintySource::Counts => "bar-counts",
        UncertaintySource::Measures => "bar-measures",
    }
}

/// The name of a source of uncertainty.
pub const fn source(w: &'static Words, group: UncertaintySource) -> &'static str {
    match group {
        UncertaintySource::Shocks => w.explain_shocks,
        UncertaintySource::Trends => w.explain_trends,
        UncertaintySource::Starts => w.explain_starts,
        UncertaintySource::Counts => w.explain_counts,
        UncertaintySource::Measures => w.measures,
    }
}
