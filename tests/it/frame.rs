//! A scenario inside another page.

use two_rivers::paper::snippet;
use two_rivers::plan::Series;
use two_rivers::route::Part;

#[test]
fn the_address_names_a_part() {
    for (search, part) in [
        ("", Part::Board),
        ("?embed=1", Part::Board),
        ("?embed=1&show=board", Part::Board),
        ("?show=dep&embed=1", Part::Chart(Series::Dep)),
        ("?embed=1&show=nothing", Part::Board),
        ("?embed=1&noshow=dep", Part::Board),
    ] {
        assert_eq!(Part::parse(search), part, "{search}");
    }
    for series in Series::ALL {
        assert_eq!(Part::parse(&format!("?show={}", Part::Chart(*series).key())), Part::Chart(*series));
    }
}

#[test]
fn nothing_leaves_its_attribute() {
    let text = snippet("https://a.example/b/", "/lab?v=1&dep=15", Part::Chart(Series::Dep), "\"><script>&");
    assert_eq!(
        text,
        "<iframe src=\"https://a.example/b/?embed=1&amp;show=dep#/lab?v=1&amp;dep=15\" \
         title=\"&quot;&gt;&lt;script&gt;&amp;\" width=\"100%\" height=\"560\" style=\"border:0\" loading=\"lazy\"></iframe>"
    );
}
