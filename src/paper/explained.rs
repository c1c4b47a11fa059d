//! What explains a result, as bars: what it hangs on, what each change adds, where uncertainty comes from.

use super::bars::{Bar, Bars, Row};
use crate::decimal::Decimal;
use crate::figure::{Scale, bar_scale};
use crate::plan::Series;
use crate::report::Say;
use crate::report::asked::Asked;
use crate::report::attribution::{Attribution, Part};
use crate::report::sensitivity::{self, Input};
use crate::report::variance::{Group, Index, Shares};
use crate::scenario::Scenario;
use crate::text::{Words, explaining, format, likely};

impl Bars {
    /// What is asked with every input at its low and at its high; the line shows where it stands `now`.
    pub fn tornado(say: Say, scenario: &Scenario, asked: Asked, bars: &[sensitivity::Bar], now: f64) -> Self {
        let w = say.words();
        let row = |b: &sensitivity::Bar| {
            let [low, high] = b.results;
            let mut drawn =
                vec![Bar { from: now, to: low, class: "bar-low" }, Bar { from: now, to: high, class: "bar-high" }];
            // The shorter one in front, where both lie on one side.
            drawn.sort_by(|a, b| (b.to - now).abs().total_cmp(&(a.to - now).abs()));
            Row {
                name: (input_name(&say, scenario, b.input), input_ends(&say, scenario, b)),
                bars: drawn,
                marks: vec![now],
                cells: b.results.map(|v| Some((say.asked_value(asked, v), String::new()))).into(),
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
    pub fn waterfall(say: Say, scenario: &Scenario, asked: Asked, a: &Attribution) -> Self {
        let w = say.words();
        let step = |at: &mut f64, p: &Part| {
            let from = *at;
            *at += p.value;
            Some((from, *at))
        };
        let steps: Vec<(f64, f64)> = a.parts.iter().scan(a.before, step).collect();
        let end = |name: &str, value: f64| Row {
            name: (name.to_owned(), String::new()),
            bars: Vec::new(),
            marks: vec![value],
            cells: vec![Some((say.asked_value(asked, value), String::new()))],
            end: true,
        };
        let error = |part: &Part| match (a.sampled, asked.is_chance()) {
            (false, _) => String::new(),
            (true, true) => likely::error(say.lang, part.error),
            (true, false) => format!("±{}", say.asked_value(asked, part.error)),
        };
        let row = |(part, (from, to)): (&Part, &(f64, f64))| Row {
            name: (say.change(scenario, &part.change), String::new()),
            bars: vec![Bar { from: *from, to: *to, class: if part.value < 0.0 { "bar-down" } else { "bar-up" } }],
            marks: vec![a.before, a.after],
            cells: vec![Some((say.asked_gap(asked, part.value), error(part)))],
            end: false,
        };
        let parts = a.parts.iter().zip(&steps).map(row);
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
    pub fn variance(say: Say, year: u16, shares: &[Shares]) -> Self {
        let w = say.words();
        let percent = |v: f64| format::percent(say.lang, 100.0 * v.clamp(0.0, 1.0), 0);
        let row = |s: &Shares| {
            let of = |group: Group| s.groups.iter().find(|(g, _)| *g == group).map(|(_, i)| *i);
            let mut at = 0.0;
            let mut bars: Vec<Bar> = Vec::new();
            for (group, index) in &s.groups {
                let from = at;
                at = (at + index.first.max(0.0)).min(1.0);
                bars.push(Bar { from, to: at, class: class(*group) });
            }
            bars.push(Bar { from: at, to: 1.0, class: "bar-jointly" });
            let cell = |i: Index| (percent(i.first), format!("{} {}", percent(i.total), w.explain_in_all));
            let joint = Some((percent(1.0 - at), String::new()));
            Row {
                name: (say.plan.series(s.series).short.get(say.lang).to_owned(), String::new()),
                bars,
                marks: Vec::new(),
                cells: Group::ALL.into_iter().map(|g| of(g).map(cell)).chain([joint]).collect(),
                end: false,
            }
        };
        let columns = Group::ALL.into_iter().map(|g| (source(w, g), Some(class(g))));
        Self {
            heading: year.to_string(),
            columns: columns.chain([(w.explain_jointly, Some("bar-jointly"))]).collect(),
            scale: Scale::new((0.0, 1.0), (0.0, 100.0)),
            rows: shares.iter().map(row).collect(),
        }
    }
}

/// What an input is called.
pub fn input_name(say: &Say, scenario: &Scenario, input: Input) -> String {
    match input {
        Input::Lever(lever) => say.plan.lever(lever).name.get(say.lang).to_owned(),
        Input::Measure(i) => scenario.measures.get(i).map(|m| say.measure_name(&m.item)).unwrap_or_default(),
    }
}

/// The low and the high of an input, with unit.
fn input_ends(say: &Say, scenario: &Scenario, b: &sensitivity::Bar) -> String {
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
    explaining::ends(say.lang, &low, &high)
}

const fn class(group: Group) -> &'static str {
    match group {
        Group::Shocks => "bar-shocks",
        Group::Trends => "bar-trends",
        Group::Counts => "bar-counts",
        Group::Measures => "bar-measures",
    }
}

/// What a group of causes is called.
pub const fn source(w: &'static Words, group: Group) -> &'static str {
    match group {
        Group::Shocks => w.explain_shocks,
        Group::Trends => w.explain_trends,
        Group::Counts => w.explain_counts,
        Group::Measures => w.measures,
    }
}
