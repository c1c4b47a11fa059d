//! One result, many places: what board, sentences, chart, report, comparison, explanation and table say of a target is
//! the same verdict, the same value, the same odds and the same need, in both languages.

use proptest::prelude::*;
use two_rivers::analysis::compare::{ComparedScenario, Subject, board};
use two_rivers::analysis::explain::counterfactual::counterfactual;
use two_rivers::analysis::explain::outcome::OutcomeOfInterest;
use two_rivers::analysis::targets::{Evidence, Verdict, required, target_statuses};
use two_rivers::chart::geometry::Role;
use two_rivers::chart::{ChartBuilder, FIRST_YEAR};
use two_rivers::decimal::Decimal;
use two_rivers::documents::{Report, report};
use two_rivers::export::csv;
use two_rivers::model::odds::odds;
use two_rivers::model::{planned, simulate, trend};
use two_rivers::plan::Target;
use two_rivers::present::Narrator;
use two_rivers::present::summary::{summary, together};
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;

use crate::{plan, strategies};

/// A text as it stands in a page.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The series column of a target in the table.
fn key(t: &Target) -> String {
    t.of.iter().map(|s| s.key()).collect::<Vec<_>>().join("+")
}

/// The row of a report about a target, as text.
fn report_row(html: &str, name: &str, year: u16) -> String {
    let head = format!("<tr><th scope=\"row\">{} <span class=\"muted block\">{year} ·", escaped(name));
    let row = &html[html.find(&head).unwrap_or_else(|| panic!("{name}: {html}"))..];
    row[..row.find("</tr>").unwrap()].to_owned()
}

fn never_contradicts(s: &Scenario) -> Result<(), TestCaseError> {
    let (outcome, run) = (simulate(plan(), s), odds(plan(), s));
    let table = csv(plan(), s, &run, "");
    let cell = |series: &str, year: u16, statistic: &str| -> Option<f64> {
        let start = format!("x,{series},{year},{statistic},");
        let line = table.lines().find(|l| l.starts_with(&start))?;
        line[start.len()..].split(',').next()?.parse().ok()
    };
    let other = Scenario::new(plan());
    let (other_outcome, other_run) = (simulate(plan(), &other), odds(plan(), &other));
    let columns = [
        ComparedScenario { scenario: &other, outcome: &other_outcome, odds: &other_run },
        ComparedScenario { scenario: s, outcome: &outcome, odds: &run },
    ];
    let compared = board(plan(), &columns);
    for lang in Lang::ALL {
        for currency in [Currency::Cny, Currency::Usd(7.0)] {
            let say = Narrator { plan: plan(), lang, currency };
            let sentences = summary(&say, s, &outcome, Some(&run));
            let html = report(&Report {
                say,
                scenario: s,
                outcome: &outcome,
                odds: Some(&run),
                rules: None,
                link: "",
                date: "",
            });
            let statuses = target_statuses(plan(), s, &outcome);
            let mut reached = 0;
            for r in statuses.iter().filter(|r| s.years().contains(&r.target.year)) {
                let t = r.target;
                let said = say.statement(s, r, Some(&run));
                let (value, gap) = (r.value.unwrap(), r.gap.unwrap());
                let told = said.odds.clone().unwrap();
                let context = format!("{}: {said:?}", t.id);
                reached += usize::from(said.verdict == Verdict::Met);
                // The words agree with the numbers.
                let words = say.words();
                let short = ![words.reached_by_path, words.met].contains(&said.word.as_str());
                prop_assert_eq!(short, !t.is_reached_by(value), "{}", context);
                let on = said.gap == words.on_target;
                prop_assert_eq!(on, gap.abs() <= t.half_digit(), "{}", context);
                prop_assert!(on || said.gap.bytes().any(|b| matches!(b, b'1'..=b'9')), "a gap of nothing: {}", context);
                // The summary.
                let colon = if lang == Lang::En { ": " } else { "：" };
                let line = sentences.iter().find(|l| {
                    l.starts_with(&format!("{}{colon}", say.target_name(t))) && l.contains(&t.year.to_string())
                });
                let line = line.unwrap();
                prop_assert!(line.contains(&said.value) && line.contains(&told.of_100), "{} {}", line, context);
                // The report.
                let row = report_row(&html, &say.target_name(t), t.year);
                for text in [&said.word, &said.value, &said.gap, &told.percent] {
                    prop_assert!(row.contains(&escaped(text)), "{} {}", row, context);
                }
                if let Some(needed) = &said.needed {
                    prop_assert!(row.contains(&escaped(needed)), "{} {}", row, context);
                }
                // The comparison.
                let row = compared.iter().find(|b| matches!(b.subject, Subject::Target(o) if o.id == t.id)).unwrap();
                let filled = row.cells[1].clone().unwrap();
                prop_assert_eq!(filled.report, Some(*r));
                let likely = filled.likely.unwrap();
                prop_assert_eq!(say.odds(likely.chance), told.clone());
                prop_assert_eq!(filled.needed.map(|n| say.needed(t, &n)), said.needed.clone());
                // The table.
                let central = match t.of.as_slice() {
                    [one] => cell(one.key(), t.year, "central").unwrap(),
                    all => all.iter().map(|o| cell(o.key(), t.year, "central").unwrap()).sum(),
                };
                prop_assert!((central - value).abs() < 1e-3, "{} {}", central, context);
                let chance = cell(&key(t), t.year, "prob_hit").unwrap();
                let near = run.of(t).unwrap().chance.value;
                prop_assert!((chance - near).abs() < 1e-6, "{} {}", chance, context);
                let first = cell(&key(t), t.year, "first_year_central");
                prop_assert_eq!(first.map(|y| y as u16), r.first_met, "{}", context);
                let need = required(plan(), s, t).and_then(|n| n.need.value()).map(Decimal::to_f64);
                prop_assert_eq!(cell(&key(t), t.year, "required_growth"), need, "{}", context);
                // The line of the chart.
                if let [one] = t.of.as_slice() {
                    let (trend, planned) = (simulate(plan(), &trend(plan(), s)), simulate(plan(), &planned(plan(), s)));
                    let builder = ChartBuilder {
                        say: Narrator { currency: Currency::Cny, ..say },
                        scenario: s,
                        outcome: &outcome,
                        trend: &trend,
                        planned: &planned,
                        label: Some("x"),
                        since: FIRST_YEAR,
                    };
                    let chart = builder.chart(*one);
                    let lines = chart.lines.iter().filter(|l| matches!(l.role, Role::Mine | Role::Entered));
                    let drawn = lines.flat_map(|l| &l.points).find(|p| p.year == t.year).unwrap().value;
                    prop_assert!((drawn - value).abs() <= 1e-9 * value.abs(), "{} {}", drawn, context);
                }
                // Why.
                let asked = OutcomeOfInterest::Chance(t);
                let (why, shown) = (asked.of(plan(), s).unwrap(), run.of(t).unwrap().chance);
                let room = why.bound + shown.bound + 1e-12;
                prop_assert!((why.value - near).abs() <= room, "{} {} {}", why.value, near, context);
                if lang == Lang::En && currency == Currency::Cny {
                    let nearest = counterfactual(plan(), s, t).unwrap();
                    prop_assert_eq!(nearest.met, said.verdict == Verdict::Met, "{}", context);
                }
                prop_assert_eq!(said.mark.is_some(), r.evidence == Evidence::Reader, "{}", context);
            }
            // How many are reached, and all together.
            for year in run.joint.iter().map(|j| j.year) {
                let names: Vec<String> = statuses
                    .iter()
                    .filter(|r| r.target.year == year && r.verdict == Verdict::Met)
                    .map(|r| say.target_inside(r.target))
                    .collect();
                let verdict = say.coming_verdict(&statuses, year);
                prop_assert!(sentences.contains(&verdict));
                let all = names.len() == statuses.iter().filter(|r| r.target.year == year).count();
                prop_assert!(all || names.iter().all(|n| verdict.contains(n)), "{}", verdict);
                let together = together(&say, &run, year).unwrap();
                prop_assert!(sentences.contains(&together));
                let joint = run.joint_of(year).unwrap().all();
                let in_100 = say.odds(joint).of_100;
                prop_assert!(together.contains(&in_100), "{} {}", together, in_100);
                let table = cell("all", year, "prob_all").unwrap();
                prop_assert!((table - joint.value).abs() < 1e-6);
                // How many are met: adds up, and its last row is what is said of all.
                let rows = say.how_many(run.joint_of(year).unwrap());
                prop_assert_eq!(&rows.last().unwrap().1, &say.odds(joint).percent);
                // Never likelier than the least likely alone.
                let least = run.targets.iter().filter(|t| t.year == year).map(|t| t.chance.value).fold(1.0, f64::min);
                prop_assert!(joint.value <= least + joint.bound, "{:?} {}", joint, least);
            }
            prop_assert!(reached <= statuses.len());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn no_two_places_contradict_each_other(s in strategies::quick(plan())) {
        let s = Scenario { name: "x".into(), author: String::new(), ..s };
        never_contradicts(&s)?;
    }

    /// Near the targets, where a digit decides.
    #[test]
    fn nor_where_a_digit_decides(off in -3_000i64..3_000, strict in -90i64..90, listed in -4_000i64..4_000) {
        use two_rivers::plan::{Lever, Series};
        use two_rivers::scenario::Values;
        let zero = Values::constant(Decimal::ZERO);
        let mut s = Scenario { name: "x".into(), ..Scenario::new(plan()) };
        for lever in [Lever::Dep, Lever::Va, Lever::List, Lever::Delist, Lever::Real, Lever::Defl] {
            s = s.with_lever(plan(), lever, zero.clone());
        }
        s.base.insert(Series::Dep, Decimal::from_raw(800_000_000 + off * 10));
        s.base.insert(Series::List, Decimal::from_raw(1_600_000 + listed));
        s.base.insert(Series::Gdp, Decimal::whole(10_000));
        s.base.insert(Series::Va, Decimal::from_raw(9_500_000 + strict * 100));
        never_contradicts(&s)?;
    }
}
