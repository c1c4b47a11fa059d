//! A scenario inside another page.

use two_rivers::documents::snippet;
use two_rivers::plan::Series;
use two_rivers::route::EmbedView;

#[test]
fn the_address_names_a_part() {
    for (search, part) in [
        ("", EmbedView::Board),
        ("?embed=1", EmbedView::Board),
        ("?embed=1&show=board", EmbedView::Board),
        ("?show=dep&embed=1", EmbedView::Chart(Series::Dep)),
        ("?embed=1&show=nothing", EmbedView::Board),
        ("?embed=1&noshow=dep", EmbedView::Board),
    ] {
        assert_eq!(EmbedView::parse(search), part, "{search}");
    }
    for series in Series::ALL {
        assert_eq!(EmbedView::parse(&format!("?show={}", EmbedView::Chart(*series).key())), EmbedView::Chart(*series));
    }
}

#[test]
fn nothing_leaves_its_attribute() {
    let text = snippet("https://a.example/b/", "/lab?v=1&dep=15", EmbedView::Chart(Series::Dep), "\"><script>&");
    assert_eq!(
        text,
        "<iframe src=\"https://a.example/b/?embed=1&amp;show=dep#/lab?v=1&amp;dep=15\" \
         title=\"&quot;&gt;&lt;script&gt;&amp;\" width=\"100%\" height=\"600\" style=\"border:0\" loading=\"lazy\"></iframe>"
    );
}
