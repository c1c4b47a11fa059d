//! The change log of the page and that of the project.

use two_rivers::documents;
use two_rivers::plan::MODEL;
use two_rivers::text::Lang;
use two_rivers::text::changes::RELEASES;

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
        // A number that was not put down is none, not an invented one.
        let unknown = RELEASES.iter().flat_map(|r| r.effects).filter(|e| e.after.is_none()).count();
        assert_eq!(page.matches(">–</td>").count(), unknown);
        let (open, closed) = (page.matches("<section").count(), page.matches("</section>").count());
        assert_eq!((open, closed), (RELEASES.len(), RELEASES.len()));
    }
}
