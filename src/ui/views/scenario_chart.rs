//! The chart of a series of the displayed scenario, with its sentence.

use leptos::prelude::*;

use crate::chart::geometry::{Chart, Role};
use crate::plan::Series;
use crate::text::sentences::targets;
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

/// Shows the chart of a series with its sentence.
pub fn scenario_chart(app: App, series: Series, enlarge: bool) -> impl IntoView {
    let unit = app.plan.series(series).unit;
    let in_view = RwSignal::new(true);
    let chart = standing_still(app, series, in_view.into());
    let axis = axis_text(app, unit, chart);
    let sentence = Memo::new(move |_| sentence(app, series));
    let caption = Callback::new(move |()| of_scenario(app, Some(Role::Mine)));
    let drawn = of_chart(app, chart, sentence, axis, Some(series), caption);
    view! {
        <LineChart chart year=app.year format=value_text(app, unit) axis names=chart_words(app) in_view sentence
            enlarge=enlarge.then(|| app.open_fullscreen(series))>
            <SavePicture title=app.plan.series(series).name.get(app.lang()) drawn ready=true />
        </LineChart>
    }
}

/// Returns one sentence: what the coming target requires or where the series ends; and whether the base is estimated.
fn sentence(app: App, series: Series) -> String {
    let say = app.narrator();
    let scenario = app.displayed.get();
    let unit = app.plan.series(series).unit;
    let is_ahead = |t: &&crate::plan::Target| t.of == [series] && t.year > scenario.from;
    let target = app.plan.targets(scenario.reading).filter(is_ahead).last();
    let main = match target {
        Some(target) => app.outcome.with(|o| say.requirement(&scenario, o, target)),
        None => app.outcome.with(|o| {
            let ends = [scenario.from, scenario.to].map(|y| o.value(series, y).map(|v| say.value(unit, v)));
            let [Some(start), Some(end)] = ends else { return String::new() };
            targets::goes_from_to(say.lang, &start, scenario.from, &end, scenario.to)
        }),
    };
    let inputs: &[Series] = match series {
        Series::Share => &[Series::Va],
        Series::Ldr => &[Series::Dep, Series::Loan],
        _ => &[series],
    };
    let from: Vec<String> = say.estimated_bases(&scenario, inputs).into_iter().map(|(_, value)| value).collect();
    targets::from_estimates(say.lang, &main, &from)
}
