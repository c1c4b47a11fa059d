//! Scenarios side by side: differences, the settings that differ, links to a comparison.

use std::collections::BTreeMap;
use std::fmt::Write;

use engine::Estimate;
use proptest::prelude::*;
use two_rivers::analysis::compare::{BoardRow, ComparedScenario, Likely, MOST, Setting, Subject, board, settings};
use two_rivers::chart::geometry::Role;
use two_rivers::chart::{FIRST_YEAR, compared};
use two_rivers::codec::link::{LinkError, LinkQuery, MAX_TEXT_BYTES, MultiLink, join};
use two_rivers::codec::{ScenarioSource, link};
use two_rivers::decimal::Decimal;
use two_rivers::export::{checksum, compared_csv};
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

fn scenario(query: &str) -> Scenario {
    link::decode(plan(), query).unwrap().scenario
}

fn target(id: &str) -> &'static Target {
    plan().targets.iter().find(|t| t.id == id).unwrap()
}

// The board

struct Made {
    scenarios: Vec<Scenario>,
    runs: Vec<(Outcome, Odds)>,
}

impl Made {
    fn of(queries: &[&str]) -> Self {
        let scenarios: Vec<Scenario> = queries.iter().map(|q| scenario(q)).collect();
        let runs = scenarios.iter().map(|s| (simulate(plan(), s), odds(plan(), s))).collect();
        Self { scenarios, runs }
    }

    fn columns(&self) -> Vec<ComparedScenario<'_>> {
        let all = self.scenarios.iter().zip(&self.runs);
        all.map(|(scenario, (outcome, odds))| ComparedScenario { scenario, outcome, odds }).collect()
    }

    fn board(&self) -> Vec<BoardRow<'static>> {
        board(plan(), &self.columns())
    }
}

#[test]
fn the_board_holds_every_target_of_any_column() {
    let made = Made::of(&["v=1", "v=1&from=2023", "v=1&t27=sum&dep=12", "v=1&to=2026"]);
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

/// Every probability of a board: by row and column.
fn likely(made: &Made) -> Vec<Vec<Option<Likely>>> {
    made.board().iter().map(|row| row.cells.iter().map(|cell| cell.as_ref()?.likely).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// What assumes the same differs by nothing at all; the way back is the way there; a difference is that of the two
    /// probabilities shown, and its bound holds both of theirs. Seed and name are no matter.
    #[test]
    fn differences_are_those_of_the_probabilities(a in strategies::quick(plan()), b in strategies::quick(plan()), seed in any::<u32>()) {
        let same = Scenario { seed, name: "x".into(), ..a.clone() };
        let run = |all: [&Scenario; 3]| {
            let scenarios = all.map(Scenario::clone).to_vec();
            let runs = scenarios.iter().map(|s| (simulate(plan(), s), odds(plan(), s))).collect();
            likely(&Made { scenarios, runs })
        };
        let there = run([&a, &same, &b]);
        for row in &there {
            let (first, second) = (row[0], row[1]);
            prop_assert_eq!(second.and_then(|l| l.less).map(|less| less.value), first.map(|_| 0.0));
            prop_assert_eq!(second.map(|l| l.chance), first.map(|l| l.chance));
            if let (Some(a), Some(b)) = (first, row[2]) && let Some(Estimate { value, bound }) = b.less {
                prop_assert_eq!((value, bound), (b.chance.value - a.chance.value, b.chance.bound + a.chance.bound));
            }
        }
        let less = |rows: &[Vec<Option<Likely>>], sign: f64| {
            rows.iter().filter_map(|row| Some(sign * row[2]?.less?.value)).collect::<Vec<_>>()
        };
        prop_assert_eq!(less(&there, 1.0), less(&run([&b, &same, &a]), -1.0));
    }
}

// Settings

/// Puts what a scenario assumes of a setting into another.
fn copy(setting: &Setting, from: &Scenario, to: &mut Scenario) {
    match setting {
        Setting::From => to.from = from.from,
        Setting::To => to.to = from.to,
        Setting::Reading => to.reading = from.reading,
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

/// What is assumed, in one form: defaults are no changes, the name, the seed and the order of measures are nothing.
fn assumed(s: &Scenario) -> Scenario {
    let mut plain = Scenario { levers: BTreeMap::new(), seed: 0, ..s.nameless() };
    for (lever, values) in &s.levers {
        plain = plain.with_lever(plan(), *lever, values.clone());
    }
    plain.measures.sort_by_key(|m| format!("{m:?}"));
    plain
}

proptest! {
    #[test]
    fn scenarios_with_no_differing_setting_assume_the_same(s in strategies::scenario(plan()), name in "[a-z]{0,8}", seed in any::<u32>()) {
        let other = Scenario { name, seed, ..s.clone() };
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
        "v=1&from=2023&to=2031&base.dep=50000&dep=12,11&real=4&t27=sum&act.dep.2024=54000&m=P1:dep:1/2/3:0.5:2025:0:0:0&seed=4",
    );
    let rows = settings(plan(), &[Scenario::new(plan()), all, scenario("v=1&seed=4")]);
    let order = |s: &Setting| match s {
        Setting::From => 0,
        Setting::To => 1,
        Setting::Reading => 2,
        Setting::Base(series) => 10 + series.index(),
        Setting::Lever(lever) => 20 + lever.index(),
        Setting::Actual(..) => 60,
        Setting::Measure(..) => 70,
    };
    let places: Vec<usize> = rows.iter().map(|r| order(&r.setting)).collect();
    assert!(places.is_sorted() && places.len() > 8, "{places:?}");
    assert!(rows.iter().all(|r| r.differs == [false, true, false]), "a seed is no assumption: {rows:?}");
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
        "v=1&dep=14.6&loan=11.5&va=13&list=36&name=A%20faster%20one",
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
    assert!((0.0..1e-5).contains(&value(&format!("{b},all,2027,prob_all_diff_bound,"))));
    assert_eq!(text(&format!("{b},dep,2027,prob_hit_diff_bound,")), "0.000000");
    assert_eq!(text(&format!("{b},list,2027,prob_hit_diff,")), "0.000000");
    assert_eq!(text("data,dep+loan,2027,target,"), "80000.0000", "targets of every reading");
    let path = simulate(plan(), &made.scenarios[2]).value(Series::Dep, 2024).unwrap();
    assert_eq!(text("C,dep,2024,central,"), format!("{path:.4}"));
    assert!(!table.contains(&format!("{a},all,2027,prob_all_diff")), "the first has nothing to differ from");
}

/// The checksum of a column is that of the scenario alone: a comparison shows the numbers the Lab shows.
#[test]
fn a_column_has_the_digest_of_the_lab() {
    let made = Made::of(&["v=1&seed=5&dep=12", "v=1&loan=9&seed=6"]);
    let alone = scenario("v=1&loan=9");
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
            .map(|(scenario, (outcome, odds))| ComparedScenario { scenario, outcome, odds })
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
                    writeln!(text, "{}", say.difference(less)).unwrap();
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
            "v=1&from=2023&to=2031&base.dep=50000&dep=12,12,11&list=3,4&corr=0.4&t27=sum&act.list.2024=80&seed=4&fx=7.2\
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
        writeln!(text, "{}", comparison::left_out(lang, &["saved:1".into(), "x".into()])).unwrap();
        writeln!(text, "{}", comparison::too_many(lang, 4, 2)).unwrap();
        writeln!(text, "{}\n{}", comparison::of_column(lang, "B", "…"), comparison::of_part(lang, 2, "…")).unwrap();
    }
    golden("comparing.txt", &text);
}
