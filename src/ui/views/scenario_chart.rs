//! The chart of a series of the displayed scenario, with its sentence.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Role};
use crate::plan::Series;
use crate::ui::app::App;
use crate::ui::charts::LineChart;
use crate::ui::views::picture::{SavePicture, of_chart, of_scenario};
use crate::ui::views::series_chart::{axis_text, chart_words, series_chart, value_text};

/// Returns the chart of a series. While a slider is dragged, a chart out of view is not updated.
pub fn standing_still(app: App, series: Series, in_view: Signal<bool>) -> Memo<Chart> {
    Memo::new(move |before: Option<&Chart>| match before {
        Some(before) if app.is_live() && !in_view.get() => before.clone(),
        _ => series_chart(app, series),
    })
}

/// What stands around a chart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// Title, sentence, and a button for full screen.
    Whole,
    /// A panel, which says it all: but a button for full screen.
    Panel,
    /// The full screen itself.
    Large,
}

/// Shows the chart of a series.
pub fn scenario_chart(app: App, series: Series, frame: Frame) -> impl IntoView {
    let unit = app.plan.series(series).unit;
    let in_view = RwSignal::new(true);
    let chart = standing_still(app, series, in_view.into());
    let axis = axis_text(app, unit, chart);
    let sentence = Memo::new(move |_| app.displayed.with(|s| app.outcome.with(|o| app.narrator().about(s, o, series))));
    let caption = Callback::new(move |()| of_scenario(app, Some(Role::Mine)));
    let drawn = of_chart(app, chart, sentence, axis, Some(series), caption);
    view! {
        <LineChart chart year=app.year format=value_text(app, unit) axis names=chart_words(app) in_view sentence
            enlarge=(frame != Frame::Large).then(|| app.open_fullscreen(series)) bare=frame == Frame::Panel>
            <SavePicture title=app.plan.series(series).name.get(app.lang()) drawn ready=true />
        </LineChart>
    }
}
