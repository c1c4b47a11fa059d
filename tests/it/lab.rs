//! The Lab as a value.

use std::fmt::Write;

use two_rivers::analysis::targets::target_statuses;
use two_rivers::codec::link;
use two_rivers::model::{odds, simulate};
use two_rivers::plan::Series;
use two_rivers::present::{LabScreen, Narrator};
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;

use crate::{golden, plan};

fn screen(lang: Lang, scenario: &Scenario) -> LabScreen {
    let outcome = simulate(plan(), scenario);
    let statuses = target_statuses(plan(), scenario, &outcome);
    let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
    say.lab(scenario, &statuses, &odds(plan(), scenario))
}

#[test]
fn the_lab_in_words() {
    let mut text = String::new();
    for query in ["v=1", "v=1&dep=14.6&list=36", "v=1&t27=sum", "v=1&t27=dep&act.dep.2027=81000"] {
        let scenario = link::decode(plan(), query).unwrap().scenario;
        for lang in Lang::ALL {
            let screen = screen(lang, &scenario);
            writeln!(text, "{query}\n{}", screen.answer).unwrap();
            for p in screen.panels {
                let odds = p.said.odds.map(|o| format!("{}, {}", o.percent, o.step)).unwrap_or_default();
                let needed = p.said.needed.unwrap_or_default();
                let sets: Vec<String> = p.sets.iter().map(|(lever, value)| format!("{lever}={value}")).collect();
                let chart = p.series.map_or("-", Series::key);
                writeln!(
                    text,
                    "  {} | {} {} | {} | {odds} | {needed} | {} | {} | {chart}",
                    p.name,
                    p.value,
                    p.goal,
                    p.said.word,
                    sets.join(" "),
                    p.past
                )
                .unwrap();
            }
        }
    }
    golden("lab.txt", &text);
}

/// The needed value that a panel offers is the one its lever shows, and setting it reaches the target.
#[test]
fn a_value_that_is_offered_reaches_its_target() {
    let scenario = Scenario::new(plan());
    let say = Narrator { plan: plan(), lang: Lang::En, currency: Currency::Cny };
    let panels = screen(Lang::En, &scenario).panels;
    assert_eq!(panels.len(), 4);
    for panel in panels {
        assert_eq!(panel.sets.len(), 1, "{}", panel.target);
        for (lever, value) in &panel.sets {
            assert_eq!(say.needed_of(&scenario, *lever), Some(*value));
        }
        let made = panel.sets.iter().fold(scenario.clone(), |s, (lever, value)| {
            s.with_lever(plan(), *lever, two_rivers::scenario::Values::constant(*value))
        });
        let outcome = simulate(plan(), &made);
        let status = target_statuses(plan(), &made, &outcome).into_iter().find(|s| s.target.id == panel.target);
        assert_eq!(status.unwrap().verdict, two_rivers::analysis::targets::Verdict::Met, "{}", panel.target);
    }
}
