//! Builds the chart of a series under the displayed scenario.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Point};
use crate::chart::{ChartBuilder, axis, money_scale};
use crate::plan::{Series, Unit};
use crate::text::format;
use crate::ui::app::App;
use crate::ui::charts::ChartWords;

/// Returns the chart of a series under the displayed scenario.
pub fn series_chart(app: App, series: Series) -> Chart {
    let say = app.narrator();
    let scenario = app.displayed.get();
    let label = Some(if app.is_link() { say.words().line_shared } else { say.words().line_mine });
    app.outcome.with(|outcome| {
        app.trend.with(|trend| {
            app.planned.with(|planned| {
                let options = app.chart_options.get();
                let since = options.since;
                let builder = ChartBuilder { say, scenario: &scenario, outcome, trend, planned, label, since };
                let mut chart = builder.chart(series);
                if options.bands {
                    chart.bands = app.odds.with(|odds| builder.bands(series, odds, options.layers));
                }
                if options.samples {
                    chart.samples = samples(app, series, money_scale(&say, app.plan.series(series).unit));
                }
                chart
            })
        })
    })
}

/// Single futures of a series, from its base value on.
fn samples(app: App, series: Series, scale: f64) -> Vec<Vec<Point>> {
    let from = app.displayed.with(|s| s.from);
    let base = app.outcome.with(|o| o.value(series, from)).unwrap_or(f64::NAN);
    let point = |(year, value): (u16, &f64)| Point { year, value: value / scale, estimate: false };
    let path = |p: &Vec<f64>| [(from, &base)].into_iter().chain((from + 1..).zip(p)).map(point).collect();
    app.samples.with(|s| s.get(&series).iter().flat_map(|all| all.iter()).map(path).collect())
}

/// Writes a value of the chart in full.
pub fn value_text(app: App, unit: Unit) -> Callback<f64, String> {
    Callback::new(move |value: f64| {
        let say = app.narrator();
        say.value(unit, value * money_scale(&say, unit))
    })
}

/// Writes a value of the chart on its axis.
pub fn axis_text(app: App, unit: Unit, chart: Memo<Chart>) -> Callback<f64, String> {
    // Depends on the unit only, so that axes are not written again with every move of a lever.
    let largest =
        Memo::new(move |_| if chart.with(Chart::largest) < format::TRILLIONS { 0.0 } else { format::TRILLIONS });
    Callback::new(move |value: f64| axis(app.lang(), unit, value, largest.get()))
}

/// The fixed texts of a chart.
pub fn chart_words(app: App) -> ChartWords {
    let w = app.words();
    ChartWords {
        table: w.table.to_owned(),
        year: w.year.to_owned(),
        target: w.target.to_owned(),
        estimate: w.estimate.to_owned(),
        keys: w.chart_keys.to_owned(),
        axis_not_zero: w.axis_not_zero.to_owned(),
    }
}
