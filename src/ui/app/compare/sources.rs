//! Turns a choice or a link into the scenarios to compare.

use crate::analysis::compare;
use crate::codec::{FieldError, ScenarioSource, link};
use crate::model;
use crate::plan::Plan;
use crate::scenario::Scenario;
use crate::ui::app::SavedScenario;
use crate::ui::app::compare::Compared;

/// A scenario to compare, before seed and number of paths are aligned.
#[derive(Clone)]
pub(super) struct CompareSource {
    pub(super) column: ScenarioSource,
    scenario: Scenario,
    checksum: Option<u32>,
    problems: Vec<FieldError>,
}

impl CompareSource {
    pub(super) fn of(column: ScenarioSource, scenario: Scenario) -> Self {
        Self { column, scenario, checksum: None, problems: Vec::new() }
    }

    pub(super) fn of_link(query: String, link: link::Link) -> Self {
        let column = ScenarioSource::Link(query);
        Self { column, scenario: link.scenario, checksum: link.checksum, problems: link.problems }
    }
}

/// Gives all scenarios the seed and number of paths of the first.
pub(super) fn compared(sources: Vec<CompareSource>) -> Vec<Compared> {
    let own: Vec<Scenario> = sources.iter().map(|s| s.scenario.clone()).collect();
    let pairs = sources.into_iter().zip(compare::aligned(&own));
    let to_compared = |(source, scenario): (CompareSource, Scenario)| {
        let CompareSource { column, scenario: own, checksum, problems } = source;
        Compared { column, own, scenario, checksum, problems }
    };
    pairs.map(to_compared).collect()
}

/// Resolves the entries of a choice that exist. Trend, plan as written and presets use the world assumptions of the
/// first other scenario, as in the Lab.
pub(super) fn resolved(
    plan: &Plan,
    chosen: &[ScenarioSource],
    mine: &Scenario,
    saved: &[SavedScenario],
) -> Vec<CompareSource> {
    let of_reader = |column: &ScenarioSource| -> Option<CompareSource> {
        match column {
            ScenarioSource::Mine => Some(CompareSource::of(ScenarioSource::Mine, mine.clone())),
            ScenarioSource::Saved(id) => {
                saved.iter().find(|s| s.id == *id).map(|s| CompareSource::of(column.clone(), s.scenario.clone()))
            }
            ScenarioSource::Link(query) => {
                link::decode(plan, query).ok().map(|link| CompareSource::of_link(query.clone(), link))
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
        reference.map(|scenario| CompareSource::of(column.clone(), scenario)).or_else(|| of_reader(column))
    };
    chosen.iter().filter_map(resolve).collect()
}
