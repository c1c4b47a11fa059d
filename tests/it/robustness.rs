//! The targets under several rules for growth.

use std::fmt::Write;

use two_rivers::analysis::robustness::{robustness, ruled};
use two_rivers::codec::link;
use two_rivers::model::{simulate, trend};
use two_rivers::plan::{Lever, Rule, Series};
use two_rivers::present::Narrator;
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;
use two_rivers::text::sentences::robustness::{QuantileRank, over_rules};

use crate::{golden, plan};

fn scenario(query: &str) -> Scenario {
    link::decode(plan(), query).unwrap().scenario
}

/// By hand from the figures: growth of ten years, and of the last.
#[test]
fn rules_lead_where_their_figures_do() {
    let s = scenario("v=1&dep=20&m=x:dep:1/2/4:0.5:2026:0:0:0");
    let at =
        |rule: Rule, series: Series| simulate(plan(), &ruled(plan(), &s, rule).unwrap()).value(series, 2027).unwrap();
    let near = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-5, "{a} {b}");
    near(at(Rule::TenYears, Series::Dep), 61_000.0 * (60_400.0_f64 / 28_094.37).powf(0.2));
    near(at(Rule::TenYears, Series::Gdp), 33_757.93 * (33_757.93_f64 / 16_305.9).powf(0.2));
    near(at(Rule::TenYears, Series::Va), 2_857.1 * (2_591.0_f64 / 1_070.3).powf(0.2));
    near(at(Rule::Last, Series::Loan), 64_660.0 * (63_900.0_f64 / 59_598.0).powi(2));
    near(at(Rule::Last, Series::Dep), 61_000.0 * 60_400.0 / 52_613.04);
    near(at(Rule::Provinces, Series::Loan), 64_660.0 * (0.198_f64).exp());
    // 98 companies, of which 0.9% leave, and as many more as on average.
    let one = |x: f64| x * 0.991 + 3.6 + 0.882;
    near(at(Rule::TenYears, Series::List), one(one(98.0)));
    assert_eq!(ruled(plan(), &s, Rule::Calibrated).unwrap(), trend(plan(), &s));
    assert!(robustness(plan(), &scenario("v=1&from=2023")).is_empty(), "the figures are those up to 2025");
}

/// Against the independent check of the rule: deposits 2.1%, loans 3.1%, share 16% by the default rule. It has 3.5 for
/// the unknown trend of deposits and 4 for the base of value added, where the data file has 3.4 and 4.5.
#[test]
fn the_default_rule_gives_the_published_odds() {
    let all = robustness(plan(), &scenario("v=1"));
    let own = |id: &str| all.iter().find(|r| r.target.id == id).unwrap().outcomes[0].chance.value;
    for (id, wanted) in [("t27-dep-e", 0.021), ("t27-loan-e", 0.031), ("t27-sh", 0.16)] {
        assert!((own(id) - wanted).abs() < 0.01, "{id}: {}", own(id));
    }
    assert!(own("t27-list") < 1e-3);
    for r in &all {
        let (low, high) = r.range();
        assert_eq!(r.outcomes.len(), Rule::ALL.len());
        assert!(r.outcomes.iter().all(|o| low <= o.chance.value && o.chance.value <= high));
    }
}

#[test]
fn a_value_stands_among_quantiles() {
    let quantiles = [1.0, 2.0, 3.0, 4.0, 5.0];
    let stands = |v: f64| QuantileRank::of(v, quantiles);
    assert_eq!(
        [0.0, 1.0, 1.5, 2.5, 3.5, 4.5, 9.0].map(stands),
        [
            QuantileRank::LowestTenth,
            QuantileRank::LowestTenth,
            QuantileRank::LowestQuarter,
            QuantileRank::BelowMiddle,
            QuantileRank::AboveMiddle,
            QuantileRank::HighestQuarter,
            QuantileRank::HighestTenth,
        ]
    );
}

#[test]
fn rules_in_words() {
    let mut text = String::new();
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
        writeln!(text, "[{}]", lang.key()).unwrap();
        for query in ["v=1", "v=1&base.dep=72000&t27=dep"] {
            let table = say.rule_table(&scenario(query)).unwrap();
            writeln!(text, "{query}\n\t{}", table.rules.join("\t")).unwrap();
            for row in &table.rows {
                let cells: Vec<String> =
                    row.cells.iter().map(|c| format!("{} {} {}", c.value, c.verdict_text, c.chance)).collect();
                writeln!(text, "{} {}\t{}", row.target.0, row.target.1, cells.join("\t")).unwrap();
                writeln!(text, "{}", row.sentence).unwrap();
            }
        }
        for (met, own, range) in [(4, 0.8, (0.6, 0.9)), (1, 0.4, (0.001, 0.55)), (2, 0.5, (0.5, 0.5))] {
            writeln!(text, "{}", over_rules(lang, "Loans", met, 4, own, range)).unwrap();
        }
        assert!(say.rule_table(&scenario("v=1&from=2023")).is_none());
        for query in ["v=1", "v=1&real=12&defl=-2&va=12,14&dep=8.5&loan=13.5&list=40"] {
            for lever in Lever::ALL {
                let Some(sentence) = say.among_provinces(&scenario(query), *lever) else { continue };
                writeln!(text, "{lever}: {sentence}").unwrap();
            }
        }
    }
    golden("rules.txt", &text);
}
