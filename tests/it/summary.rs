//! A scenario in plain words: true to its numbers, whole sentences in both languages.

use std::fmt::Write;

use proptest::prelude::*;
use two_rivers::analysis::targets::target_statuses;
use two_rivers::model::odds::odds;
use two_rivers::model::{planned, simulate};
use two_rivers::plan::{Lever, Series};
use two_rivers::present::Narrator;
use two_rivers::present::summary::summary;
use two_rivers::scenario::{Measure, Scenario, Values};
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;

use crate::{golden, plan, strategies};

fn say(lang: Lang) -> Narrator<'static> {
    Narrator { plan: plan(), lang, currency: Currency::Cny }
}

#[test]
fn summaries() {
    let plain = Scenario::new(plan());
    let value = |text: &str| Values::constant(text.parse().unwrap());
    let mut busy = Scenario { name: "Faster".into(), author: "Li Wei".into(), ..plain.clone() }
        .with_lever(plan(), Lever::Dep, value("14.6"))
        .with_lever(plan(), Lever::List, Values::by_year(["20", "35"].map(|v| v.parse().unwrap())).unwrap());
    busy.base.insert(Series::Loan, "63900".parse().unwrap());
    busy.actuals.entry(Series::Gdp).or_default().insert(2026, "35500".parse().unwrap());
    let mut m = Measure::without_effect("R-a".into(), 2026);
    (m.series, m.low, m.central, m.high) =
        (Series::Loan, "-0.2".parse().unwrap(), "0.5".parse().unwrap(), "1".parse().unwrap());
    m.probability = "0.7".parse().unwrap();
    busy.measures.push(m);
    let late = Scenario { from: 2023, ..plain.clone() };
    let short = Scenario { to: 2026, ..plain.clone() };
    let cases = [
        ("trend", plain.clone()),
        ("plan as written", planned(plan(), &plain)),
        ("busy", busy),
        ("from 2023", late),
        ("to 2026", short),
    ];
    let mut text = String::new();
    for (name, scenario) in cases {
        let (outcome, odds) = (simulate(plan(), &scenario), odds(plan(), &scenario));
        for lang in Lang::ALL {
            writeln!(text, "## {name}\n{}\n", summary(&say(lang), &scenario, &outcome, Some(&odds)).join("\n"))
                .unwrap();
        }
    }
    golden("summary.txt", &text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn true_to_the_numbers_and_whole_sentences(scenario in strategies::scenario(plan())) {
        for lang in Lang::ALL {
            let scenario = Scenario { name: "x".into(), author: String::new(), measures: Vec::new(), ..scenario.clone() };
            let outcome = simulate(plan(), &scenario);
            let sentences = summary(&say(lang), &scenario, &outcome, None);
            let (end, colon) = if lang == Lang::En { (".", ": ") } else { ("。", "：") };
            for s in &sentences {
                prop_assert!(s.ends_with(end) && !s.contains("NaN") && !s.contains("inf"), "{}", s);
                prop_assert!(!s.contains("  ") && !s.contains(" .") && !s.contains("()") && !s.contains("（）"), "{}", s);
            }
            for r in target_statuses(plan(), &scenario, &outcome).iter().filter(|r| r.target.year > scenario.from && r.target.year <= scenario.to) {
                let name = say(lang).target_name(r.target);
                let year = r.target.year.to_string();
                let line = sentences.iter().find(|s| s.starts_with(&format!("{name}{colon}")) && s.contains(&year)).unwrap();
                let (above, below) = if lang == Lang::En { (" above ", " below ") } else { ("高于", "低于") };
                let gap = r.gap.unwrap();
                prop_assert!(gap <= 0.0 || !line.contains(below), "{}", line);
                prop_assert!(gap >= 0.0 || !line.contains(above), "{}", line);
                prop_assert!(gap.abs() < 0.02 * r.target.value || line.contains(if gap > 0.0 { above } else { below }), "{}", line);
            }
        }
    }
}
