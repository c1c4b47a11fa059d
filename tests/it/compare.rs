//! Scenarios side by side: differences and their error, the settings that differ, links to a comparison.
//!
//! `COMPARE_REPORT=1 cargo test --release --no-default-features compare -- --nocapture` prints what was measured.

use std::collections::BTreeMap;
use std::fmt::Write;

use engine::{Chance, Ensemble, HitCounts, Inputs, Sampler};
use proptest::prelude::*;
use two_rivers::analysis::compare::{
    BoardRow, ComparedScenario, Difference, MOST, Setting, Subject, aligned, board, difference, settings,
};
use two_rivers::chart::geometry::Role;
use two_rivers::chart::{FIRST_YEAR, compared};
use two_rivers::codec::link::{LinkError, LinkQuery, MAX_TEXT_BYTES, MultiLink, join};
use two_rivers::codec::{ScenarioSource, link};
use two_rivers::decimal::Decimal;
use two_rivers::export::{checksum, compared_csv};
use two_rivers::model::odds::{coming, inputs};
use two_rivers::model::{Odds, Outcome, odds, planned, preset, simulate, trend};
use two_rivers::plan::{Lever, Series, Target};
use two_rivers::present::Narrator;
use two_rivers::route::{Page, Route};
use two_rivers::scenario::{Scenario, Values};
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;
use two_rivers::text::sentences::comparison;
use two_rivers::text::sentences::comparison::{Met, Schedule};

use crate::{golden, plan, strategies};

fn is_multi(query: &str) -> bool {
    matches!(LinkQuery::parse(query), Some(LinkQuery::Many(_)))
}

/// Decodes the scenarios of a link, whether there are one or many.
fn decode_links(query: &str) -> Result<MultiLink, LinkError> {
    let link = LinkQuery::parse(query).ok_or(LinkError::NotALink)?;
    let one = |link: Result<_, _>| link.map(|link| MultiLink { links: vec![Ok(link)], beyond: 0 });
    link.decode_many(plan()).map_or_else(|| one(link.decode_one(plan()).unwrap()), Ok)
}

fn show(text: &str) {
    if std::env::var_os("COMPARE_REPORT").is_some() {
        println!("{text}");
    }
}

fn scenario(query: &str) -> Scenario {
    link::decode(plan(), query).unwrap().scenario
}

fn target(id: &str) -> &'static Target {
    plan().targets.iter().find(|t| t.id == id).unwrap()
}

/// A probability under one scenario less that under another: of one target, or of all of 2027 (no target named).
fn less(of: &Odds, from: &Odds, id: Option<&str>) -> Difference {
    let Some(id) = id else {
        let of_2027 = |o: &Odds| o.joint.iter().find(|j| j.year == 2027).unwrap().tally;
        let Chance { value, error } = of_2027(of).less(&of_2027(from)).unwrap();
        return Difference { value, error: Some(error) };
    };
    difference(of.of(target(id)).unwrap(), from.of(target(id)).unwrap()).unwrap()
}

/// Pairs of scenarios, and what is compared between them: alike ones and others, with and without closed forms.
const PAIRS: [(&str, &str, &str, Option<&str>); 8] = [
    ("listings, a tenth more a year", "v=1&list=36", "v=1&list=36.1", Some("t27-list")),
    ("listings, one more a year", "v=1&list=36", "v=1&list=37", Some("t27-list")),
    ("listings, twelve more a year", "v=1&list=30", "v=1&list=42", Some("t27-list")),
    (
        "all together, deposits a little faster",
        "v=1&dep=14.6&loan=11.5&va=13&list=36",
        "v=1&dep=14.8&loan=11.5&va=13&list=36",
        None,
    ),
    (
        "all together, another world",
        "v=1&dep=15&loan=12&va=13&list=36",
        "v=1&real=4&dep=15&loan=12&va=13&list=40",
        None,
    ),
    (
        "a small measure against none",
        "v=1&loan=11",
        "v=1&loan=11&m=P1:loan:0.1/0.2/0.3:0.8:2026:0:0:0",
        Some("t27-loan-e"),
    ),
    (
        "more shocks in common",
        "v=1&dep=15&loan=12&va=13&list=36&corr=0.2",
        "v=1&dep=15&loan=12&va=13&list=36&corr=0.8",
        None,
    ),
    ("another base year", "v=1&from=2023&list=33", "v=1&list=38", Some("t27-list")),
];

/// Where the engine holds what is compared: inputs, step of 2027, position of the target.
fn place(query: &str, id: Option<&str>) -> (Inputs, usize, Option<usize>) {
    let s = scenario(query);
    let at = id.map(|id| coming(plan(), &s).position(|t| t.id == id).unwrap());
    (inputs(plan(), &s), usize::from(2027 - s.from) - 1, at)
}

#[test]
fn a_difference_needs_the_same_paths() {
    let run = |query: &str, paths: u32| {
        let mut simulation = two_rivers::model::Simulation::new(plan(), &scenario(query));
        simulation.run(paths);
        simulation.odds()
    };
    let of = |o: &Odds| o.of(target("t27-list")).cloned().unwrap();
    let (a, b, half) = (run("v=1&list=36", u32::MAX), run("v=1&list=38", u32::MAX), run("v=1&list=38", 4_000));
    assert!(difference(&of(&b), &of(&a)).is_some());
    assert_eq!(difference(&of(&half), &of(&a)), None);
    let (there, back) = (difference(&of(&b), &of(&a)).unwrap(), difference(&of(&a), &of(&b)).unwrap());
    assert_eq!((there.value, there.error), (-back.value, back.error));
    assert_eq!(difference(&of(&a), &of(&a)), Some(Difference { value: 0.0, error: Some(0.0) }));
    // A difference counted is the difference of what was counted.
    assert!((there.value - (of(&b).chance.value - of(&a).chance.value)).abs() < 1e-15);
}

proptest! {
    #[test]
    fn tallies_are_consistent(hits in prop::array::uniform16(0u32..=64), other in prop::array::uniform16(0u32..=64)) {
        let (a, b) = (HitCounts { hits, paths: [64; 16] }, HitCounts { hits: other, paths: [64; 16] });
        let (d, back) = (a.less(&b).unwrap(), b.less(&a).unwrap());
        prop_assert!((d.value - (a.chance().value - b.chance().value)).abs() < 1e-15);
        prop_assert_eq!((d.value, d.error), (-back.value, back.error));
        // Against a tally without scatter nothing is left but one's own error.
        let even = HitCounts { hits: [13; 16], paths: [64; 16] };
        prop_assert!((a.less(&even).unwrap().error - a.chance().error).abs() < 1e-15);
        // By the text book: the standard error of the mean of sixteen numbers.
        let parts: Vec<f64> = hits.iter().zip(other).map(|(a, b)| (f64::from(*a) - f64::from(b)) / 64.0).collect();
        let mean = parts.iter().sum::<f64>() / 16.0;
        let variance = parts.iter().map(|p| (p - mean).powi(2)).sum::<f64>() / 15.0;
        prop_assert!((d.error - (variance / 16.0).sqrt()).abs() < 1e-12 && (d.value - mean).abs() < 1e-12);
    }
}

// The board

struct Made {
    scenarios: Vec<Scenario>,
    runs: Vec<(Outcome, Odds)>,
}

impl Made {
    fn of(queries: &[&str]) -> Self {
        let scenarios = aligned(&queries.iter().map(|q| scenario(q)).collect::<Vec<_>>());
        let runs = scenarios.iter().map(|s| (simulate(plan(), s), odds(plan(), s))).collect();
        Self { scenarios, runs }
    }

    fn columns(&self) -> Vec<ComparedScenario<'_>> {
        let all = self.scenarios.iter().zip(&self.runs);
        all.map(|(scenario, (outcome, odds))| ComparedScenario { scenario, outcome, odds: Some(odds) }).collect()
    }

    fn board(&self) -> Vec<BoardRow<'static>> {
        board(plan(), &self.columns())
    }
}

#[test]
fn the_board_holds_every_target_of_any_column() {
    let made = Made::of(&["v=1&seed=9&paths=2000", "v=1&from=2023&seed=1", "v=1&t27=sum&dep=12", "v=1&to=2026"]);
    assert!(made.scenarios.iter().all(|s| (s.seed, s.paths) == (9, 2_000)));
    let board = made.board();
    let subjects: Vec<String> = board
        .iter()
        .map(|row| match row.subject {
            Subject::Target(t) => t.id.clone(),
            Subject::All(year) => format!("all {year}"),
        })
        .collect();
    assert_eq!(
        subjects,
        [
            "t27-sh",
            "t27-dep-e",
            "t27-loan-e",
            "t27-sum",
            "t27-list",
            "all 2027",
            "t25-va",
            "t25-sh",
            "t25-dep",
            "t25-loan",
            "t25-list",
            "all 2025"
        ]
    );
    let row = |id: &str| &board[subjects.iter().position(|s| s == id).unwrap()].cells;
    // A target that does not hold under a reading has no cell; one beyond the last year has no odds.
    assert!(row("t27-sum")[0].is_none() && row("t27-dep-e")[2].is_none());
    assert_eq!(row("t27-sum")[2].as_ref().unwrap().likely.unwrap().less, None, "the first has no such target");
    assert!(row("t27-list")[3].as_ref().unwrap().likely.is_none());
    assert!(row("all 2027")[3].is_none());
    // Of other targets together no difference is taken.
    assert!(row("all 2027")[1].as_ref().unwrap().likely.unwrap().less.is_some());
    assert_eq!(row("all 2027")[2].as_ref().unwrap().likely.unwrap().less, None);
    // What is over for all is left out; for one who stands in 2023 it is not over.
    assert!(
        row("t25-dep")[0].as_ref().unwrap().likely.is_none() && row("t25-dep")[1].as_ref().unwrap().likely.is_some()
    );
    assert!(
        Made::of(&["v=1", "v=1&dep=9"]).board().iter().all(|row| row.subject != Subject::Target(target("t25-dep")))
    );
    // A base value of the reader's own decides a target of that year: then it stands there.
    assert!(
        Made::of(&["v=1", "v=1&base.dep=70000"])
            .board()
            .iter()
            .any(|row| row.subject == Subject::Target(target("t25-dep")))
    );
}

#[test]
fn the_board_says_what_each_column_says_alone() {
    let made = Made::of(&["v=1&dep=14.6&loan=11.5&va=13&list=36", "v=1", "v=1&dep=15&m=P1:loan:1/2/3:0.5:2026:0:0:0"]);
    for row in made.board() {
        for (k, cell) in row.cells.iter().enumerate() {
            let (cell, (outcome, odds)) = (cell.as_ref().unwrap(), &made.runs[k]);
            match row.subject {
                Subject::Target(t) => {
                    let alone = two_rivers::analysis::targets::target_statuses(plan(), &made.scenarios[k], outcome);
                    assert_eq!(cell.report, alone.into_iter().find(|r| r.target.id == t.id));
                    assert_eq!(cell.likely.unwrap().chance, odds.of(t).unwrap().chance);
                }
                Subject::All(_) => assert_eq!(cell.likely.unwrap().chance, odds.joint[0].all()),
            }
            assert_eq!(cell.likely.unwrap().less.is_some(), k > 0);
        }
    }
}

// Settings

/// Puts what a scenario assumes of a setting into another.
fn copy(setting: &Setting, from: &Scenario, to: &mut Scenario) {
    match setting {
        Setting::From => to.from = from.from,
        Setting::To => to.to = from.to,
        Setting::Reading => to.reading = from.reading,
        Setting::Seed => to.seed = from.seed,
        Setting::Paths => to.paths = from.paths,
        Setting::Base(series) => {
            to.base.remove(series);
            to.base.extend(from.base.get(series).map(|v| (*series, *v)));
        }
        Setting::Lever(lever) => {
            to.levers.insert(*lever, from.values(plan(), *lever));
        }
        Setting::Actual(series, year) => {
            let by_year = to.actuals.entry(*series).or_default();
            by_year.remove(year);
            by_year.extend(from.actuals.get(series).and_then(|by| by.get(year)).map(|v| (*year, *v)));
            to.actuals.retain(|_, by| !by.is_empty());
        }
        Setting::Measure(item, series, _) => {
            let same = |s: &Scenario, at: usize| (&s.measures[at].item, s.measures[at].series) == (item, *series);
            let (own, other) = (setting.measure(to).cloned(), setting.measure(from).cloned());
            match (own, other) {
                (Some(own), other) => {
                    let at = (0..to.measures.len()).find(|at| same(to, *at) && to.measures[*at] == own).unwrap();
                    match other {
                        Some(other) => to.measures[at] = other,
                        None => drop(to.measures.remove(at)),
                    }
                }
                (None, other) => to.measures.extend(other),
            }
        }
    }
}

/// What is assumed, in one form: defaults are no changes, the name and the order of measures are nothing.
fn assumed(s: &Scenario) -> Scenario {
    let mut plain = Scenario { levers: BTreeMap::new(), ..s.nameless() };
    for (lever, values) in &s.levers {
        plain = plain.with_lever(plan(), *lever, values.clone());
    }
    plain.measures.sort_by_key(|m| format!("{m:?}"));
    plain
}

proptest! {
    #[test]
    fn scenarios_with_no_differing_setting_assume_the_same(s in strategies::scenario(plan()), name in "[a-z]{0,8}") {
        let other = Scenario { name, ..s.clone() };
        prop_assert_eq!(settings(plan(), &[s, other]), vec![]);
    }

    /// Every difference is listed: putting those listed into one scenario makes it the other.
    #[test]
    fn the_settings_listed_make_the_difference(a in strategies::scenario(plan()), b in strategies::scenario(plan())) {
        let rows = settings(plan(), &[a.clone(), b.clone()]);
        let mut made = a.clone();
        // Measures from the last on, so that taking one away moves none that is still to come.
        for row in rows.iter().rev() {
            prop_assert_eq!(&row.differs, &vec![false, true]);
            copy(&row.setting, &b, &mut made);
        }
        prop_assert_eq!(assumed(&made), assumed(&b));
        prop_assert_eq!(settings(plan(), &[made, b.clone()]), vec![]);
        for lang in Lang::ALL {
            let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
            for row in &rows {
                // A measure or an entered figure may be missing on one side, but never on both.
                let said = [&a, &b].map(|s| say.setting_value(s, &row.setting));
                prop_assert!(said.iter().flatten().all(|text| !text.is_empty()) && said.iter().any(Option::is_some));
                prop_assert!(!say.setting(&row.setting).is_empty());
            }
        }
    }

    /// One change, one row: the one that was changed.
    #[test]
    fn a_lever_that_moves_is_listed_alone(s in strategies::scenario(plan()), at in 0usize..20, raw in any::<i64>()) {
        let lever = Lever::ALL[at % Lever::ALL.len()];
        let data = plan().lever(lever);
        let value = Decimal::from_raw(data.min.raw() + raw.rem_euclid(data.max.raw() - data.min.raw() + 1));
        let moved = s.clone().with_lever(plan(), lever, Values::constant(value));
        let listed: Vec<Setting> = settings(plan(), &[s.clone(), moved.clone()]).into_iter().map(|r| r.setting).collect();
        let expected = if s.values(plan(), lever) == moved.values(plan(), lever) { vec![] } else { vec![Setting::Lever(lever)] };
        prop_assert_eq!(listed, expected);
    }
}

#[test]
fn settings_come_in_the_order_of_changes() {
    let all = scenario(
        "v=1&from=2023&to=2031&base.dep=50000&dep=12,11&real=4&t27=sum&act.dep.2024=54000&m=P1:dep:1/2/3:0.5:2025:0:0:0&seed=4&paths=2000",
    );
    let rows = settings(plan(), &[Scenario::new(plan()), all, scenario("v=1&seed=4")]);
    let order = |s: &Setting| match s {
        Setting::From => 0,
        Setting::To => 1,
        Setting::Reading => 2,
        Setting::Seed => 3,
        Setting::Paths => 4,
        Setting::Base(series) => 10 + series.index(),
        Setting::Lever(lever) => 20 + lever.index(),
        Setting::Actual(..) => 60,
        Setting::Measure(..) => 70,
    };
    let places: Vec<usize> = rows.iter().map(|r| order(&r.setting)).collect();
    assert!(places.is_sorted() && places.len() > 8, "{places:?}");
    let seed = rows.iter().find(|r| r.setting == Setting::Seed).unwrap();
    assert_eq!(seed.differs, [false, true, true]);
    // The default of a lever depends on the base year: where it differs, that is a difference too.
    let launch = settings(plan(), &[scenario("v=1"), scenario("v=1&from=2023")]);
    assert!(launch.iter().any(|r| r.setting == Setting::Lever(Lever::Dep)));
    assert!(launch.iter().any(|r| r.setting == Setting::Base(Series::Dep)));
    // The same values from another year on are others in each year.
    let shifted = settings(plan(), &[scenario("v=1&dep=12,11"), scenario("v=1&from=2023&dep=12,11")]);
    assert!(shifted.iter().any(|r| r.setting == Setting::Lever(Lever::Dep)));
}

// Links

proptest! {
    /// The mark between two scenarios never stands inside one, whatever is typed.
    #[test]
    fn a_comparison_link_gives_back_its_scenarios(all in prop::collection::vec(strategies::scenario(plan()), 1..=MOST), note in "[;&%: a]{0,20}") {
        let all: Vec<Scenario> = all
            .into_iter()
            .map(|mut s| {
                s.measures.iter_mut().for_each(|m| m.note.clone_from(&note));
                s
            })
            .collect();
        let all = aligned(&all);
        let queries: Vec<String> = all.iter().enumerate().map(|(k, s)| link::encode(plan(), s, None, k as u32)).collect();
        prop_assume!(queries.iter().all(|q| q.chars().count() <= link::MAX_LINK_CHARS));
        prop_assert!(queries.iter().all(|q| !q.contains(';')));
        let query = join(&queries);
        prop_assert_eq!(is_multi(&query), all.len() > 1);
        let read = decode_links(&query).unwrap();
        prop_assert_eq!(read.beyond, 0);
        let opened: Vec<_> = read.links.into_iter().map(|c| c.unwrap()).collect();
        prop_assert!(opened.iter().all(|l| l.problems.is_empty()));
        prop_assert_eq!(opened.iter().map(|l| l.checksum).collect::<Vec<_>>(), (0..all.len()).map(|k| Some(k as u32)).collect::<Vec<_>>());
        prop_assert_eq!(opened.into_iter().map(|l| l.scenario).collect::<Vec<_>>(), all.clone());
        // As it stands in an address, pasted from a chat, or copied from the source of a page.
        let link = LinkQuery::parse(&query);
        prop_assert_eq!(link.as_ref().map(ToString::to_string), Some(query.clone()));
        let address = Route::to(Page::Compare, link.clone()).to_string();
        prop_assert_eq!(Route::parse(&address).link, link);
        let chat = format!("看：https://a.example/{address}。");
        prop_assert_eq!(link::query_of(&chat), Some(query.clone()));
        let escaped = query.replace('&', "&amp;");
        prop_assert_eq!(decode_links(&escaped), decode_links(&query));
        prop_assert_eq!(is_multi(&escaped), all.len() > 1);
    }

    #[test]
    fn any_text_is_a_comparison_or_refused(text in ".{0,200}", parts in prop::collection::vec("(v=1|v=2|dep=5|m=;|&|;|;v=1&dep=11|x){1,6}", 0..6)) {
        for text in [text, parts.join(";")] {
            if let Ok(read) = decode_links(&text) {
                prop_assert!(read.links.len() <= MOST);
                prop_assert!(read.links.iter().flatten().all(|l| l.scenario.check(plan()).is_empty()));
            }
            let route = Route::parse(&format!("#/lab?{text}"));
            prop_assert_eq!(Route::parse(&route.to_string()), route);
        }
    }

    #[test]
    fn tokens_of_columns_are_read_back(id in "[a-z0-9:]{1,12}", kind in 0usize..6) {
        let token = [ScenarioSource::Mine, ScenarioSource::Trend, ScenarioSource::Planned, ScenarioSource::Saved(id.clone()), ScenarioSource::Preset(id.clone()), ScenarioSource::Link(id)][kind].clone();
        prop_assert_eq!(ScenarioSource::parse(&token.to_string()), Some(token));
    }
}

#[test]
fn what_is_wrong_with_a_comparison_link_is_told_by_column() {
    let read = decode_links("v=1&dep=150&loan=11;v=9;;dep=3;v=1&name=D;v=1;v=1").unwrap();
    assert_eq!((read.links.len(), read.beyond), (4, 2));
    let first = read.links[0].as_ref().unwrap();
    assert_eq!((first.problems.len(), first.scenario.clone()), (1, scenario("v=1&loan=11")));
    assert_eq!(read.links[1], Err(LinkError::UnknownVersion("9".into())));
    assert_eq!(read.links[2], Err(LinkError::NotALink));
    assert_eq!(read.links[3].as_ref().unwrap().scenario.name, "D");
    // Each part has the length of a link; all of them together no more than that.
    let long = format!("v=1&name={}", "a".repeat(link::MAX_LINK_CHARS));
    assert!(matches!(decode_links(&format!("v=1;{long}")).unwrap().links[1], Err(LinkError::TooLong(_))));
    let most = format!("v=1&dep=3;v=1&zzz={}", "x".repeat(MAX_TEXT_BYTES - "v=1&dep=3;v=1&zzz=".len()));
    assert_eq!((MAX_TEXT_BYTES, is_multi(&most), decode_links(&most).unwrap().links.len()), (16_000, true, 2));
    let more = format!("{most}x");
    assert_eq!((is_multi(&more), decode_links(&more)), (false, Err(LinkError::TooLong(MAX_TEXT_BYTES + 1))));
    assert_eq!(decode_links(""), Err(LinkError::NotALink));
    for token in ["", "mine:x", "saved:", "saved", "preset", "work", "link:", "Mine"] {
        assert_eq!(ScenarioSource::parse(token), None, "{token}");
    }
}

#[test]
fn two_versions_with_a_mark_between_them_are_a_comparison() {
    for query in ["v=1;v=1", "dep=3&v=1;x;v=2", "v=1&amp;dep=3;&amp;v=1", "v=1;dep=3&v=1"] {
        assert!(is_multi(query), "{query}");
    }
    for query in ["", ";", "v=1", "v=1;", "v=1&v=1;", "v=1;dep=3", "v=1&amp;v=1", ";v=1&v=1", "sv=1;sv=1"] {
        assert!(!is_multi(query), "{query}");
    }
}

#[test]
fn several_scenarios_are_a_comparison_whatever_page_is_named() {
    let route = |hash: &str| (Route::parse(hash).page, Route::parse(hash).link.is_some());
    assert_eq!(route("#/lab?v=1&dep=12;v=1&loan=9"), (Page::Compare, true));
    assert_eq!(route("#/compare?v=1&dep=12"), (Page::Compare, true));
    assert_eq!(route("#/compare?dep=12;v=1"), (Page::Compare, true), "a first part that lost its version is told");
    // One scenario stays where it is, whatever is wrong with it.
    assert_eq!(route("#/lab?v=1&dep=12;4"), (Page::Lab, true));
    assert_eq!(route("#/lab?v=1&name=a%3Bv%3D1"), (Page::Lab, true));
    assert_eq!(Route::open(LinkQuery::parse("v=1;v=1").unwrap()).page, Page::Compare);
    assert_eq!(Route::open(LinkQuery::parse("v=1&dep=3").unwrap()).page, Page::Lab);
}

// What is said

/// The chart of a comparison draws what the model says of each, the first above the others, and every target one of them has.
#[test]
fn a_chart_holds_every_column() {
    let all = [scenario("v=1&dep=12"), scenario("v=1&from=2023&to=2032&t27=sum")];
    let outcomes = all.each_ref().map(|s| simulate(plan(), s));
    let columns: Vec<_> = all.iter().zip(&outcomes).collect();
    let odds = odds(plan(), &all[0]);
    let say = Narrator { plan: plan(), lang: Lang::En, currency: Currency::Usd(7.0) };
    let chart = compared(&say, &columns, Some(&odds), Series::Dep, FIRST_YEAR);
    let lines: Vec<_> = chart.lines.iter().map(|l| (l.role, l.label.as_str())).collect();
    assert_eq!(lines, [(Role::Second, "B"), (Role::Mine, "A"), (Role::Actual, "Actual")]);
    for (line, (scenario, outcome)) in chart.lines.iter().zip(columns.iter().rev()) {
        let drawn: Vec<_> = line.points.iter().map(|p| (p.year, p.value)).collect();
        let said: Vec<_> =
            (scenario.from..=scenario.to).map(|y| (y, outcome.value(Series::Dep, y).unwrap() / 7.0)).collect();
        assert_eq!(drawn, said);
    }
    assert_eq!((chart.base_year, chart.years), (2023, (2015, 2032)));
    let marks: Vec<_> = chart.marks.iter().map(|m| (m.year, m.value)).collect();
    assert_eq!(marks, [(2025, 62_000.0 / 7.0), (2027, 80_000.0 / 7.0)]);
    let wide = &chart.bands[0];
    assert_eq!((wide.spans[0].year, wide.spans[0].low), (2025, outcomes[0].value(Series::Dep, 2025).unwrap() / 7.0));
    for (span, band) in wide.spans[1..].iter().zip(&odds.bands[&Series::Dep]) {
        assert_eq!((span.year, span.low, span.high), (band.year, band.quantiles[0] / 7.0, band.quantiles[4] / 7.0));
    }
    let alone = compared(&say, &columns[1..], None, Series::Dep, FIRST_YEAR);
    assert_eq!((alone.marks.len(), alone.bands.len()), (1, 0), "read together, 8 trillion is no target of deposits");
}

#[test]
fn the_table_of_a_comparison() {
    let mut made = Made::of(&[
        "v=1&dep=14.6&loan=11.5&va=13&list=36&name=A%20faster%20one&paths=1008",
        "v=1&list=36",
        "v=1&from=2023&t27=sum",
    ]);
    made.scenarios[1].name = "data".into();
    let table = compared_csv(plan(), &made.columns(), &[]);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows[0], "scenario,series,year,statistic,value,unit,source");
    assert!(rows[1..].is_sorted_by_key(|row| row.split(',').take(4).collect::<Vec<_>>()), "rows are sorted");
    let mut apart = rows.clone();
    apart.dedup();
    assert_eq!(apart.len(), rows.len(), "no row stands twice");
    let text = |start: &str| -> &str {
        let all: Vec<&&str> = rows.iter().filter(|r| r.starts_with(start)).collect();
        assert_eq!(all.len(), 1, "{start}");
        all[0].split(',').nth(4).unwrap()
    };
    let value = |start: &str| -> f64 { text(start).parse().unwrap() };
    let (a, b) = ("A A faster one", "B data");
    let gap = value(&format!("{b},all,2027,prob_all,")) - value(&format!("{a},all,2027,prob_all,"));
    assert!((value(&format!("{b},all,2027,prob_all_diff,")) - gap).abs() < 2e-6);
    assert!(value(&format!("{b},all,2027,prob_all_diff_se,")) > 0.0);
    assert_eq!(text(&format!("{b},dep,2027,prob_hit_diff_se,")), "0.000000");
    assert_eq!(text(&format!("{b},list,2027,prob_hit_diff,")), "0.000000");
    assert_eq!(text("data,dep+loan,2027,target,"), "80000.0000", "targets of every reading");
    let path = simulate(plan(), &made.scenarios[2]).value(Series::Dep, 2024).unwrap();
    assert_eq!(text("C,dep,2024,central,"), format!("{path:.4}"));
    assert!(!table.contains(&format!("{a},all,2027,prob_all_diff")), "the first has nothing to differ from");
}

/// The checksum of a column is that of the scenario alone: a comparison shows the numbers the Lab shows.
#[test]
fn a_column_has_the_digest_of_the_lab() {
    let made = Made::of(&["v=1&seed=5&dep=12", "v=1&loan=9"]);
    let alone = scenario("v=1&loan=9&seed=5");
    let (outcome, odds) = &made.runs[1];
    assert_eq!(checksum(outcome, odds), checksum(&simulate(plan(), &alone), &two_rivers::model::odds(plan(), &alone)));
}

/// To be read by a person in both languages when they change.
#[test]
fn the_sentences_about_comparisons() {
    let mut text = String::new();
    let file = preset(plan(), &plan().presets[0], &Scenario::new(plan()));
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
        let base = scenario("v=1&dep=14.6&loan=11.5&va=13&list=36");
        let scenarios = [base.clone(), trend(plan(), &base), planned(plan(), &base), file.clone()];
        let runs: Vec<(Outcome, Odds)> = scenarios.iter().map(|s| (simulate(plan(), s), odds(plan(), s))).collect();
        let columns: Vec<ComparedScenario> = scenarios
            .iter()
            .zip(&runs)
            .map(|(scenario, (outcome, odds))| ComparedScenario { scenario, outcome, odds: Some(odds) })
            .collect();
        let names: Vec<String> = match lang {
            Lang::En => ["My scenario", "Trend continuation", "Plan as written", "As since the launch"],
            Lang::Zh => ["我的情景", "趋势延续", "按方案实现", "按方案公布以来速度"],
        }
        .map(comparison::quoted)
        .to_vec();
        let board = board(plan(), &columns);
        writeln!(text, "{}", say.comparison(&board, &names, 2027)).unwrap();
        for row in board.iter().filter(|row| row.subject == Subject::All(2027)) {
            for cell in row.cells.iter().flatten() {
                if let Some(less) = cell.likely.and_then(|l| l.less) {
                    let (points, error) = say.difference(&less);
                    writeln!(text, "{points} {}", error.unwrap_or_default()).unwrap();
                }
            }
        }
        let met = |name: &str, met: usize, of: usize| Met { name: comparison::quoted(name), met, of };
        for counts in [
            vec![met("X", 0, 4)],
            vec![met("X", 1, 4), met("Y", 2, 3)],
            vec![met("X", 3, 3), met("Y", 0, 0)],
            vec![met("X", 1, 1)],
        ] {
            writeln!(text, "{}", comparison::met(lang, 2027, &counts)).unwrap();
        }
        let all = scenario(
            "v=1&from=2023&to=2031&base.dep=50000&dep=12,12,11&list=3,4&corr=0.4&t27=sum&act.list.2024=80&seed=4&paths=20000&fx=7.2\
             &m=P1:dep:1/2/3:0.5:2025:1:3:5&m=own%20idea:list:2/2/2:1:2026:0:0:0:from%20a%20talk&m=own%20idea:list:3/3/3:1:2026:0:0:0",
        );
        let pair = [Scenario::new(plan()), all];
        for row in settings(plan(), &pair) {
            let said = pair.each_ref().map(|s| say.setting_value(s, &row.setting).unwrap_or_else(|| "–".into()));
            writeln!(text, "{}: {} | {}", say.setting(&row.setting), said[0], said[1]).unwrap();
        }
        let schedule = Schedule { start: 2026, lag: 0, ramp: 1, fade: 1 };
        let effects = ["−1", "0", "1.5"].map(String::from);
        writeln!(text, "{}", comparison::measure(lang, &effects, false, "100%", &schedule, "")).unwrap();
        writeln!(
            text,
            "{}",
            comparison::stands(
                lang,
                2030,
                &[("A", say.value(two_rivers::plan::Unit::Money, 81_234.0)), ("B", "…".into())]
            )
        )
        .unwrap();
        writeln!(text, "{}", comparison::shared_draws(lang, "10,000", 1, &[])).unwrap();
        writeln!(text, "{}", comparison::shared_draws(lang, "10,000", 1, &["B".into(), "D".into()])).unwrap();
        writeln!(text, "{}", comparison::left_out(lang, &["saved:1".into(), "x".into()])).unwrap();
        writeln!(text, "{}", comparison::too_many(lang, 4, 2)).unwrap();
        writeln!(text, "{}\n{}", comparison::of_column(lang, "B", "…"), comparison::of_part(lang, 2, "…")).unwrap();
    }
    golden("comparing.txt", &text);
}

mod slow {
    use super::*;

    /// The shown error is the error there is: 200 seeds of 4,000 paths against a million a side on a seed of their own, whose
    /// mean owes nothing to the error that is tried. In standard errors, Student's t with 15 degrees of freedom has a root mean
    /// square of √(15/13) = 1.07 and lies beyond 2.131 in 5% of cases.
    #[test]
    fn the_error_of_a_difference_is_the_error_there_is() {
        let mut text = String::new();
        for (what, a, b, id) in PAIRS {
            let long = |query: &str| {
                let (inputs, step, at) = place(query, id);
                let mut ensemble = Ensemble::new(&Inputs { seed: 900_000, paths: 1_000_000, ..inputs });
                ensemble.run(u32::MAX);
                at.map_or_else(|| ensemble.tally_all(step), |at| ensemble.tally(at)).unwrap().chance().value
            };
            let truth = long(b) - long(a);
            let (mut z, mut errors, mut values) = (Vec::new(), 0.0, Vec::new());
            for seed in 1..=200 {
                let run = |query: &str| odds(plan(), &Scenario { seed, paths: 4_096, ..scenario(query) });
                let d = less(&run(b), &run(a), id);
                z.push((d.value - truth) / d.error.unwrap());
                errors += d.error.unwrap() * d.error.unwrap();
                values.push(d.value - truth);
            }
            let n = z.len() as f64;
            let rms = |v: &[f64]| (v.iter().map(|x| x * x).sum::<f64>() / n).sqrt();
            let beyond = z.iter().filter(|z| z.abs() > 2.131).count() as f64 / n;
            let ratio = (errors / n).sqrt() / rms(&values);
            writeln!(
                text,
                "{what}: {:+.3} points; shown error {:.3}, there is {:.3} points (ratio {ratio:.2}); rms of z {:.2}, beyond \
                 95% {:.1} %",
                100.0 * truth,
                100.0 * (errors / n).sqrt(),
                100.0 * rms(&values),
                rms(&z),
                100.0 * beyond
            )
            .unwrap();
            assert!((0.85..1.2).contains(&ratio), "{text}");
            assert!((0.85..1.3).contains(&rms(&z)) && beyond < 0.1, "{text}");
        }
        show(&text);
    }

    /// The point of shared random numbers: where scenarios are alike, their difference is known far better than from two
    /// runs of different seeds. Measured as the scatter over seeds, not by the error shown.
    #[test]
    fn shared_random_numbers_pay_where_scenarios_are_alike() {
        let mut text = String::new();
        let mut gains = BTreeMap::new();
        for (what, a, b, id) in PAIRS {
            let (mut shared, mut apart) = (Vec::new(), Vec::new());
            for seed in 1..=100 {
                let run = |query: &str, seed| odds(plan(), &Scenario { seed, paths: 4_096, ..scenario(query) });
                let (first, second, other) = (run(a, seed), run(b, seed), run(b, seed + 5_000));
                shared.push(less(&second, &first, id).value);
                apart.push(less(&other, &first, id).value);
            }
            let deviation = |v: &[f64]| {
                let mean = v.iter().sum::<f64>() / v.len() as f64;
                (v.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (v.len() - 1) as f64).sqrt()
            };
            let gain = deviation(&apart) / deviation(&shared);
            let points = [&shared, &apart].map(|v| 100.0 * deviation(v));
            writeln!(text, "{what}: {:.3} points shared, {:.3} apart: {gain:.1} times smaller", points[0], points[1])
                .unwrap();
            gains.insert(what, gain);
        }
        show(&text);
        assert!(gains["listings, a tenth more a year"] > 5.0, "{text}");
        assert!(gains["listings, one more a year"] > 2.0, "{text}");
        assert!(gains["all together, deposits a little faster"] > 2.0, "{text}");
        assert!(gains["a small measure against none"] > 1.2, "{text}");
        // Where they are far apart there is nothing to share; even points may then do better apart.
        assert!(gains.values().all(|gain| *gain > 0.6), "{text}");
    }

    /// Independent points give the same difference: the error is not one of the sampler's own.
    #[test]
    fn even_and_independent_points_agree() {
        let (a, b) = ("v=1&dep=14.6&loan=11.5&va=13&list=36", "v=1&dep=14.8&loan=11.5&va=13&list=38");
        let tally = |query: &str, sampler: Sampler| {
            let (inputs, step, _) = place(query, None);
            let mut ensemble = Ensemble::new(&Inputs { sampler, paths: 400_000, ..inputs });
            ensemble.run(u32::MAX);
            ensemble.tally_all(step).unwrap()
        };
        let [even, independent] = [Sampler::DEFAULT, Sampler::Random].map(|s| tally(b, s).less(&tally(a, s)).unwrap());
        let z = (even.value - independent.value) / even.error.hypot(independent.error);
        show(&format!("even {even:?}, independent {independent:?}: {z:.1} errors apart"));
        assert!(z.abs() < 4.0, "{even:?} {independent:?}");
    }

    /// Counted on the same paths the difference of two growth rates agrees with the closed form, within the error shown; as
    /// shown it is the closed form itself.
    #[test]
    fn differences_agree_with_closed_forms() {
        let (mut z, mut checked) = (Vec::new(), 0);
        for (a, b) in [
            ("dep=14.2", "dep=14.4"),
            ("loan=10.5", "loan=11.5"),
            ("va=12&real=5", "va=12.5&real=4.5"),
            ("dep=14.5", "dep=14.5&sd.dep=2"),
        ] {
            for seed in 1..=60 {
                let run =
                    |query: &str| odds(plan(), &Scenario { seed, paths: 4_096, ..scenario(&format!("v=1&{query}")) });
                let (a, b) = (run(a), run(b));
                for (a, b) in a.targets.iter().zip(&b.targets).filter(|(a, b)| a.closed && a.chance != b.chance) {
                    let exact = difference(b, a).unwrap();
                    assert_eq!(exact, Difference { value: b.chance.value - a.chance.value, error: None });
                    let counted = b.tally.less(&a.tally).unwrap();
                    if counted.error > 1e-3 {
                        z.push((counted.value - exact.value) / counted.error);
                    }
                    checked += 1;
                }
            }
        }
        let rms = (z.iter().map(|z| z * z).sum::<f64>() / z.len() as f64).sqrt();
        show(&format!("counted against exact differences: rms of z {rms:.2} of {} ({checked})", z.len()));
        assert!(z.len() > 150 && (0.8..1.3).contains(&rms), "{rms} of {}", z.len());
    }
}
