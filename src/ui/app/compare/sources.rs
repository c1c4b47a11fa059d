//! Turns a choice or a link into the scenarios to compare.

use crate::codec::{ScenarioSource, link};
use crate::model;
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::ui::app::SavedScenario;
use crate::ui::app::compare::Compared;

impl Compared {
    pub(super) fn of(column: ScenarioSource, scenario: Scenario) -> Self {
        Self { column, scenario, checksum: None, problems: Vec::new() }
    }

    pub(super) fn of_link(query: String, link: link::Link) -> Self {
        let column = ScenarioSource::Link(query);
        Self { column, scenario: link.scenario, checksum: link.checksum, problems: link.problems }
    }
}

/// Resolves the entries of a choice that exist. Trend, plan as written and presets use the world assumptions of the
/// first other scenario, as in the Lab.
pub(super) fn resolved(
    plan: &Plan,
    chosen: &[ScenarioSource],
    mine: &Scenario,
    saved: &[SavedScenario],
) -> Vec<Compared> {
    let of_reader = |column: &ScenarioSource| -> Option<Compared> {
        match column {
            ScenarioSource::Mine => Some(Compared::of(ScenarioSource::Mine, mine.clone())),
            ScenarioSource::Saved(id) => {
                saved.iter().find(|s| s.id == *id).map(|s| Compared::of(column.clone(), s.scenario.clone()))
            }
            ScenarioSource::Link(query) => {
                link::decode(plan, query).ok().map(|link| Compared::of_link(query.clone(), link))
            }
            ScenarioSource::Trend | ScenarioSource::Planned | ScenarioSource::Preset(_) => None,
        }
    };
    let world = chosen.iter().find_map(of_reader).map_or_else(|| mine.clone(), |source| source.scenario);
    let resolve = |column: &ScenarioSource| {
        let reference = match column {
            ScenarioSource::Trend => Some(model::trend(plan, &world)),
            ScenarioSource::Planned => Some(model::planned(plan, &world)),
            ScenarioSource::Preset(id) => {
                plan.presets.iter().find(|p| p.id == *id).map(|p| model::preset(plan, p, &world))
            }
            _ => None,
        };
        reference.map(|scenario| Compared::of(column.clone(), scenario)).or_else(|| of_reader(column))
    };
    chosen.iter().filter_map(resolve).collect()
}
