//! What is said of it, to be read by a person in both languages when it changes.

use std::fmt::Write;

use two_rivers::analysis::explain::attribution::attribution;
use two_rivers::analysis::explain::counterfactual::counterfactual;
use two_rivers::analysis::explain::outcome::OutcomeOfInterest;
use two_rivers::model::odds::coming;
use two_rivers::plan::{Lever, Series};
use two_rivers::present::Narrator;
use two_rivers::text::format::Currency;
use two_rivers::text::sentences::explanation;
use two_rivers::text::{Lang, format};

use super::{scenario, target};
use crate::{golden, plan};

#[test]
fn the_sentences_that_explain() {
    let mut text = String::new();
    let s = scenario("v=1&dep=14.6&loan=11.5&va=13&list=36&m=x:va:1/2/4:0.7:2026:0:2:0");
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
        let all = [
            OutcomeOfInterest::All(2027),
            OutcomeOfInterest::Chance(target("t27-dep-e")),
            OutcomeOfInterest::Central(Series::List, 2028),
        ];
        for asked in all {
            let a = attribution(plan(), &s, asked).unwrap();
            let value = |v: f64| say.asked_value(asked, v);
            let name = say.asked(&s, asked);
            writeln!(text, "{}", say.attributed(&s, asked, &a)).unwrap();
            writeln!(text, "{}", explanation::matters_most(lang, &name, "…", &value(a.before), &value(a.after)))
                .unwrap();
        }
        let name = say.asked(&s, OutcomeOfInterest::Central(Series::Gdp, 2027));
        writeln!(text, "{}", explanation::untouched(lang, &name, "…")).unwrap();
        writeln!(text, "{}", explanation::unmoved(lang, &name, "…")).unwrap();
        let tied = ["a".to_owned(), "b".to_owned()];
        writeln!(text, "{}", explanation::changed(lang, &name, "…", "…", &tied, "+1.5")).unwrap();
        writeln!(text, "{}", explanation::nothing_matters(lang, &name)).unwrap();
        writeln!(text, "{}", explanation::drawn_orders(lang, 64)).unwrap();
        for query in ["v=1", "v=1&dep=16&va=18", "v=1&base.dep=100"] {
            let s = scenario(query);
            for t in coming(plan(), &s) {
                let n = counterfactual(plan(), &s, t).unwrap();
                let name = say.target_inside(t);
                let told = match n.joint {
                    Some(turn) => explanation::turned(lang, &name, t.year, n.met, &say.moves(&turn.moves), turn.size),
                    None => explanation::not_turned(lang, &name, t.year, n.met),
                };
                writeln!(text, "{told}").unwrap();
            }
        }
        writeln!(text, "{} {}", explanation::times(lang, 0.04), explanation::times(lang, 0.06)).unwrap();
        let name = say.asked(&s, OutcomeOfInterest::All(2027));
        writeln!(text, "{}", explanation::mapped(lang, &name, &explanation::probability(0.0), 12, 256)).unwrap();
        let levers = [Lever::Dep, Lever::SdDep].map(|l| plan().lever(l).name.get(lang));
        writeln!(text, "{}", explanation::place(lang, levers, ["8%", "1%"], &explanation::probability(0.123))).unwrap();
        let (name, source) = (say.target_inside(target("t27-dep-e")), lang.words().explain_shocks);
        writeln!(text, "{}", explanation::varies(lang, &name, 2027, source, &format::percent(72.0, 0))).unwrap();
    }
    golden("explaining.txt", &text);
}
