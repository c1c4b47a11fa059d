//! QR codes that other programs read, and the printed report.

use proptest::prelude::*;
use two_rivers::codec::link;
use two_rivers::documents::{Report, qr, report};
use two_rivers::model::{odds, simulate};
use two_rivers::present::Narrator;
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;

use crate::{golden, plan};

/// Draws a code as it is printed, one module a pixel, and reads it with another program.
fn read(svg: &str) -> String {
    let side: usize = svg.split_once("viewBox=\"0 0 ").unwrap().1.split(' ').next().unwrap().parse().unwrap();
    let path = svg.split_once("fill=\"#000\" d=\"").unwrap().1.split('"').next().unwrap();
    let mut dark = vec![vec![false; side]; side];
    for run in path.split('M').skip(1) {
        let (at, rest) = run.split_once('h').unwrap();
        let (x, y) = at.split_once(' ').unwrap();
        let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
        let length: usize = rest.split('v').next().unwrap().parse().unwrap();
        dark[y][x..x + length].fill(true);
    }
    let scale = 4;
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(side * scale, side * scale, |x, y| {
        if dark[y / scale][x / scale] { 0 } else { 255 }
    });
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1);
    grids[0].decode().unwrap().1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn codes_are_read_by_another_program(text in "https://example\\.org/[a-z]{0,20}/#/lab\\?v=1(&[a-z]{2,6}=[0-9.%A-F]{1,12}){0,40}") {
        prop_assert_eq!(read(&qr(&text, "").unwrap()), text);
    }
}

#[test]
fn a_text_too_long_for_phones_has_no_code() {
    assert!(qr(&"x".repeat(1_003), "").is_some(), "version 22 at level L holds this much");
    assert_eq!(qr(&"x".repeat(1_004), ""), None);
    assert_eq!(qr(&"x".repeat(9_000), ""), None);
}

fn report_of(query: &str, lang: Lang) -> String {
    report_with_link(query, lang, &format!("https://example.org/two-rivers/#/lab?{query}"))
}

fn report_with_link(query: &str, lang: Lang, link: &str) -> String {
    let opened = link::decode(plan(), query).unwrap();
    assert_eq!(opened.problems, []);
    let scenario = opened.scenario;
    let outcome = simulate(plan(), &scenario);
    let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
    report(&Report {
        say,
        scenario: &scenario,
        outcome: &outcome,
        odds: Some(&odds(plan(), &scenario)),
        rules: say.rule_table(&scenario).as_ref(),
        link,
        date: "2026-11-26",
    })
}

#[test]
fn target_statuses() {
    let query = "v=1&name=Busy%20years&by=Li%20%3Cb%3E&dep=12&loan=9.5,9,8.5&base.dep=61500&m=R-a:loan:0.1/0.3/0.8:0.6:2026:1:2:0";
    for lang in Lang::ALL {
        golden(&format!("report-{}.html", lang.key()), &report_of(query, lang));
    }
}

#[test]
fn a_report_promises_no_link_where_there_is_none() {
    let (with, without) = (report_of("v=1&dep=12", Lang::En), report_with_link("v=1&dep=12", Lang::En, ""));
    for part in ["class=\"qr\"", "<a href", "same numbers, to explore and change", "The same numbers, live"] {
        assert!(with.contains(part) && !without.contains(part), "{part}");
    }
    assert!(without.contains("A scenario, not a forecast."));
}

#[test]
fn a_report_repeats_no_markup() {
    let text = report_of("v=1&name=%3Cimg%20src%3Dx%3E&by=%26%22%3E", Lang::En);
    assert!(!text.contains("<img") && text.contains("&lt;img src=x&gt;"), "{text}");
    assert!(text.contains("&amp;&quot;&gt;"));
}
