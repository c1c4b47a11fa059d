//! The overview as text, which stands in the page before the program is loaded.

use two_rivers::documents;
use two_rivers::present::Narrator;
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;

use crate::{plan, written};

/// What the page shows without a program is what the program would show.
#[test]
fn the_page_holds_the_overview_as_it_is() {
    written("public/front.html", &documents::document(plan()));
}

/// What describes the data is one element of data that nothing in it can end, in both languages.
#[test]
fn the_page_describes_its_data() {
    let element = documents::dataset(plan());
    written("public/dataset.html", &element);
    let inside =
        element.strip_prefix("<script type=\"application/ld+json\">").and_then(|e| e.strip_suffix("</script>\n"));
    let text = inside.unwrap();
    assert!(!text.contains('<'));
    let described: serde_json::Value = serde_json::from_str(text).unwrap();
    assert_eq!(described["version"], plan().release.as_str());
    assert_eq!(described["temporalCoverage"], "2000/2027");
    assert_eq!(described["variableMeasured"].as_array().map(Vec::len), Some(plan().series.len()));
    for file in described["distribution"].as_array().unwrap() {
        let name = file["contentUrl"].as_str().unwrap();
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(name).exists(), "{name}");
    }
    for languages in [&described["name"], &described["description"], &described["spatialCoverage"]["name"]] {
        let language = |i: usize| languages[i]["@language"].as_str();
        assert_eq!((language(0), language(1)), (Some("en"), Some("zh")));
    }
}

/// Every tag is closed in the order it was opened, every id is there once.
#[test]
fn the_overview_is_well_formed() {
    let text = documents::document(plan());
    let mut open: Vec<&str> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for tag in text.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("a tag ends");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') && !tag.starts_with("input") {
            open.push(tag.split([' ', '\n']).next().unwrap());
        }
        if let Some((_, id)) = tag.split_once(" id=\"") {
            ids.push(id.split('"').next().unwrap());
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    let named = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((ids.len(), named), (13, 13));
}

#[test]
fn the_overview_speaks_in_each_language_and_currency() {
    let page = |lang, currency| documents::page(&Narrator { plan: plan(), lang, currency });
    let en = page(Lang::En, Currency::Cny);
    let deposits = plan().target("t27-dep-e").unwrap();
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
        let asks = say.requirement(&Scenario::new(plan()), deposits);
        assert!(!asks.is_empty() && page(lang, Currency::Cny).contains(&asks), "{asks}");
    }
    let usd = page(Lang::En, Currency::Usd(7.0));
    assert!(usd.contains("1.14\u{a0}tn dollars") && !usd.contains("8\u{a0}tn yuan"), "{usd}");
    assert_eq!(en.matches("class=\"chart-spark\"").count(), 5);
    assert!(en.contains("<a href=\"#/lab/dep\">"), "the lever is ready");
}
