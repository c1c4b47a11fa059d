//! The change log of the page and that of the project.

use two_rivers::analysis::targets::required;
use two_rivers::documents;
use two_rivers::model::{odds, planned};
use two_rivers::plan::MODEL;
use two_rivers::present::Narrator;
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;
use two_rivers::text::changes::{RELEASES, said};
use two_rivers::text::format::Currency;

use crate::plan;

/// Both hold the same releases in the same order, and the newest is of this model.
#[test]
fn page_and_project_tell_of_the_same_releases() {
    let file = include_str!("../../CHANGELOG.md");
    let headings: Vec<&str> = file.lines().filter(|l| l.starts_with("## ")).collect();
    assert_eq!(headings.len(), RELEASES.len(), "{headings:?}");
    for (heading, release) in headings.iter().zip(RELEASES) {
        assert!(heading.ends_with(&format!(" · data release {}, model m{}", release.data, release.model)), "{heading}");
        assert_eq!(release.date.is_none(), heading.starts_with("## Unreleased"), "{heading}");
        assert!(release.date.is_none_or(|day| heading.contains(day)), "{heading}");
    }
    assert_eq!(RELEASES[0].model, MODEL);
    for lang in Lang::ALL {
        let page = documents::changes(lang);
        for release in RELEASES {
            assert_eq!(page.matches(&format!("<h2 id=\"{}\">", release.data)).count(), 1);
        }
        let (open, closed) = (page.matches("<section").count(), page.matches("</section>").count());
        assert_eq!((open, closed), (RELEASES.len(), RELEASES.len()));
    }
}

/// What the newest release led to is what the model says today, in the words of the page.
#[test]
fn the_headline_numbers_are_those_of_today() {
    let trend = Scenario::new(plan());
    let (of_trend, of_plan) = (odds(plan(), &trend), odds(plan(), &planned(plan(), &trend)));
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
        let targets = ["t27-dep-e", "t27-loan-e", "t27-sh", "t27-list"].map(|id| plan().target(id).unwrap());
        let needed = targets.map(|t| say.needed(t, &required(plan(), &trend, t).unwrap()));
        let likely = targets.map(|t| say.odds(of_trend.of(t).unwrap().chance).percent);
        let all = [&of_trend, &of_plan].map(|o| say.odds(o.joint_of(2027).unwrap().all()).percent);
        let today: Vec<String> = needed.into_iter().chain(likely).chain(all).collect();
        let told: Vec<&str> = RELEASES[0].effects.iter().map(|e| said(e.after, lang)).collect();
        assert_eq!(told, today);
    }
}
