//! Charts as pictures of their own.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use roxmltree::{Document, Node};
use two_rivers::figure::{Band, Chart, Hold, Line, Mark, Point, Role, Span, lines, text_width};
use two_rivers::model::{odds, planned, simulate, trend};
use two_rivers::paper::{CHARTS, Drawn, Sheet, Size, cited, class, file_name, pen};
use two_rivers::plan::Series;
use two_rivers::report::Say;
use two_rivers::scenario::NAME_LIMIT;
use two_rivers::text::Lang;
use two_rivers::text::format::{self, Currency};
use two_rivers::{link, scenario};

use crate::{any, golden, plan};

const PAGE: &str = "https://example.org/two-rivers/";
const ROLES: [Role; 12] = [
    Role::Actual,
    Role::Alternative,
    Role::Entered,
    Role::Other(0),
    Role::Other(1),
    Role::Other(3),
    Role::Trend,
    Role::Planned,
    Role::Mine,
    Role::Second,
    Role::Third,
    Role::Fourth,
];

/// The picture of a series under a scenario, as the Lab gives it.
fn picture(lang: Lang, query: &str, series: Series) -> String {
    let scenario: scenario::Scenario = link::decode(plan(), query).unwrap().scenario;
    let say = Say { plan: plan(), lang, currency: Currency::Cny };
    let outcome = simulate(plan(), &scenario);
    let drawn = Drawn {
        say,
        scenario: &scenario,
        outcome: &outcome,
        trend: &simulate(plan(), &trend(plan(), &scenario)),
        planned: &simulate(plan(), &planned(plan(), &scenario)),
        own: Some(say.words().line_mine),
    };
    let mut chart = drawn.chart(series);
    chart.bands = drawn.bands(series, &odds(plan(), &scenario), false);
    let target = plan().targets(scenario.reading).filter(|t| t.of == [series]).last();
    let sentence = target.map(|t| say.requirement(&scenario, &outcome, t)).unwrap_or_default();
    let largest = chart.largest();
    let sheet = Sheet {
        size: Size::WHOLE,
        lang,
        chart: &chart,
        sentence: &sentence,
        scenarios: &[(Some(Role::Mine), scenario.name_or(say.words().unnamed).to_owned())],
        source: &cited(&say, &[series], PAGE),
        link: &format!("{PAGE}#/lab?{query}"),
        page: PAGE,
        axis: &|v| format::money_axis(lang, Currency::Cny, v, largest),
    };
    sheet.svg()
}

#[test]
fn pictures_in_both_languages() {
    golden("picture-en.svg", &picture(Lang::En, "v=1&plan=cq-2026.1&dep=12.5&name=Faster+%26+<further>", Series::Dep));
    golden("picture-zh.svg", &picture(Lang::Zh, "v=1&plan=cq-2026.1&loan=11,11,10&name=加快投放", Series::Loan));
}

#[test]
fn every_chart_of_the_page_has_a_whole_picture() {
    for lang in Lang::ALL {
        for series in CHARTS {
            let svg = picture(lang, "v=1&dep=12.5&act.gdp=2026:34000", series);
            is_whole(&svg);
            let text: String = Document::parse(&svg).unwrap().descendants().filter_map(|n| n.text()).collect();
            let said = [
                plan().series(series).name.get(lang),
                lang.words().unnamed,
                "https://example.org/two-rivers/#/sources",
            ];
            assert!(said.iter().all(|s| text.contains(s)), "{text}");
            assert!(!text.contains('…'), "nothing is cut: {text}");
        }
    }
}

/// A number of an attribute.
fn number(node: Node, name: &str) -> f64 {
    node.attribute(name).and_then(|v| v.parse().ok()).unwrap_or_else(|| panic!("{name} of {node:?}"))
}

/// A picture is XML, names nothing outside itself, has no broken number, and all its words stand inside.
fn is_whole(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|e| panic!("{e}: {svg}"));
    let root = document.root_element();
    assert!(!svg.contains("href=") && !svg.contains("url("), "{svg}");
    let attributes = root.descendants().flat_map(|n| n.attributes());
    let broken = |v: &str| v.contains("NaN") || v.contains("inf");
    assert_eq!(attributes.filter(|a| broken(a.value())).count(), 0, "{svg}");
    assert_eq!(svg.matches("http://www.w3.org/2000/svg").count(), 1);
    let (width, height) = (640.0, number(root, "height") / 1.5);
    assert_eq!(root.attribute("viewBox"), Some(format!("0 0 {width} {height}").as_str()));
    for node in root.descendants().filter(|n| n.has_tag_name("text")) {
        let moved = node.ancestors().find_map(|n| n.attribute("transform"));
        let moved: Vec<f64> = moved.map_or(vec![0.0, 0.0], |t| {
            t.trim_start_matches("translate(").trim_end_matches(')').split(' ').map(|v| v.parse().unwrap()).collect()
        });
        let size = node.attribute("font-size").map_or(12.0, |s| s.parse().unwrap());
        let wide = text_width(node.text().unwrap_or_default()) * size / 12.0;
        let left = number(node, "x") + moved[0]
            - match node.attribute("text-anchor") {
                Some("middle") => wide / 2.0,
                Some("end") => wide,
                _ => 0.0,
            };
        let y = number(node, "y") + moved[1];
        assert!(left >= -0.1 && left + wide <= width + 0.1, "{left} {wide} {node:?}");
        assert!(y - size >= -0.1 && y + 0.3 * size <= height + 0.1, "{y} of {height} {node:?}");
    }
}

fn chart() -> impl Strategy<Value = Chart> {
    let value = || prop_oneof![8 => -1e6f64..1e6, 1 => prop::num::f64::ANY];
    let point =
        (2010u16..2040, value(), any::<bool>()).prop_map(|(year, value, estimate)| Point { year, value, estimate });
    let line = (select(&ROLES[..]), any::name(40), vec(point, 0..8)).prop_map(|(role, label, mut points)| {
        points.sort_by_key(|p| p.year);
        Line { role, label, points }
    });
    let span = (2024u16..2036, value(), value()).prop_map(|(year, low, high)| Span { year, low, high });
    let hold = select(&[Hold::Wide, Hold::Narrow, Hold::Shocks][..]);
    let band = (hold, any::name(60), vec(span, 0..5)).prop_map(|(hold, label, spans)| Band { hold, label, spans });
    let mark = (2015u16..2032, value(), any::name(40)).prop_map(|(year, value, label)| Mark { year, value, label });
    let texts = (any::name(90), any::name(20));
    (texts, vec(line, 0..6), vec(band, 0..3), vec(mark, 0..5)).prop_map(|((title, unit), lines, bands, marks)| Chart {
        title,
        unit,
        years: (2015, 2030),
        base_year: 2025,
        lines,
        bands,
        marks,
        samples: Vec::new(),
    })
}

proptest! {
    #[test]
    fn any_chart_makes_a_whole_picture(
        chart in chart(),
        names in vec((prop::option::of(select(&ROLES[..])), any::name(NAME_LIMIT)), 0..5),
        sentence in any::<String>(),
        source in any::name(400),
        link in "https://[a-z]{1,20}/#/lab\\?[a-z0-9&=.,%<\"]{0,900}",
    ) {
        let axis = |v: f64| format!("{v:.2}");
        let sheet = Sheet {
            size: Size::WHOLE,
            lang: Lang::Zh, chart: &chart, sentence: &sentence, scenarios: &names, source: &source, link: &link, page: PAGE, axis: &axis,
        };
        let svg = sheet.svg();
        is_whole(&svg);
        let document = Document::parse(&svg).unwrap();
        let described = document.descendants().find(|n| n.has_tag_name("desc")).and_then(|n| n.text()).unwrap();
        prop_assert!(described.ends_with(&link), "{described}");
    }

    #[test]
    fn lines_hold_a_text_and_keep_their_width(text in any::<String>(), width in 13.0f64..300.0) {
        let broken = lines(&text, width, usize::MAX);
        prop_assert!(broken.iter().all(|l| text_width(l.trim_end()) <= width + 1e-9), "{broken:?}");
        let bare = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        prop_assert_eq!(bare(&broken.concat()), bare(&text));
        let short = lines(&text, width, 2);
        prop_assert!(short.len() <= 2 && short.iter().all(|l| text_width(l) <= width.max(25.0) + 1e-9), "{short:?}");
        prop_assert_eq!(short.concat().ends_with('…') && broken.len() > 2, broken.len() > 2);
    }
}

#[test]
fn lines_break_where_a_reader_would() {
    assert_eq!(lines("Deposits must grow", 80.0, 9), ["Deposits", "must grow"]);
    assert_eq!(lines("存款要在2027年达到8万亿元，年均需增长", 152.0, 9), ["存款要在2027年达到8万亿", "元，年均需增长"]);
    assert_eq!(lines("达到目标，年均", 51.0, 9), ["达到目", "标，年均"], "what closes stays");
    assert_eq!(lines("https://example.org/", 80.0, 1), ["https://e…"]);
    let (address, query) = ("https://example.org/#/lab?", "v=1&dep=12.5");
    assert_eq!(lines(&format!("来源见{address}{query}"), text_width(address) + 1.0, 3), ["来源见", address, query]);
    assert!(lines("  ", 72.0, 3).is_empty());
}

#[test]
fn a_link_too_long_is_left_to_the_page() {
    let long = format!("{PAGE}#/lab?v=1&dep={}", "12.5,".repeat(150));
    let chart = Chart { title: "T".into(), years: (2015, 2030), base_year: 2025, ..Chart::default() };
    let axis = |v: f64| v.to_string();
    let of = |link: &str| {
        let sheet = Sheet {
            size: Size::WHOLE,
            lang: Lang::En,
            chart: &chart,
            sentence: "",
            scenarios: &[],
            source: "",
            link,
            page: PAGE,
            axis: &axis,
        };
        sheet.svg()
    };
    let said = Lang::En.words().picture_link.split(" is").next().unwrap();
    assert!(of(&long).contains(said));
    let short = of(&format!("{PAGE}#/lab?v=1"));
    assert!(!short.contains(said) && short.contains("https://example.org/two-rivers/#/lab?v=1</text>"));
}

#[test]
fn files_are_named_after_what_they_show() {
    let long = "a scenario as long as names may ever be and on";
    assert_eq!(file_name("dep", long, 2025), "two-rivers-dep-a-scenario-as-long-as-names-may-ever-be-2025");
    assert_eq!(file_name("dep", "Faster & further", 2025), "two-rivers-dep-Faster-further-2025");
    assert_eq!(file_name("loan", "加快投放", 2025), "two-rivers-loan-加快投放-2025");
    assert_eq!(file_name("odds", "../../.. :", 2025), "two-rivers-odds-2025");
    assert_eq!(file_name("dep", &"é".repeat(90), 2025).chars().count(), "two-rivers-dep--2025".len() + 40);
}

/// The light colour of a token, as hexadecimal sRGB.
fn light(tokens: &str, name: &str) -> String {
    let rest = tokens.split(&format!("--{name}: light-dark(oklch(")).nth(1).unwrap_or_else(|| panic!("--{name}"));
    hex(rest.split(')').next().unwrap())
}

/// Oklch as hexadecimal sRGB, by the published matrices.
fn hex(oklch: &str) -> String {
    let part: Vec<f64> = oklch.split(' ').map(|v| v.trim_end_matches('%').parse().unwrap()).collect();
    let (light, chroma, hue) = (part[0] / 100.0, part[1], part[2].to_radians());
    let dot = |by: [f64; 3], of: [f64; 3]| by[0] * of[0] + by[1] * of[1] + by[2] * of[2];
    let lab = [light, chroma * hue.cos(), chroma * hue.sin()];
    let cones = [
        [1.0, 0.396_337_777_4, 0.215_803_757_3],
        [1.0, -0.105_561_345_8, -0.063_854_172_8],
        [1.0, -0.089_484_177_5, -1.291_485_548],
    ];
    let lms = cones.map(|row| dot(row, lab).powi(3));
    let rgb = [
        [4.076_741_662_1, -3.307_711_591_3, 0.230_969_929_2],
        [-1.268_438_004_6, 2.609_757_401_1, -0.341_319_396_5],
        [-0.004_196_086_3, -0.703_418_614_7, 1.707_614_701],
    ];
    let byte = |v: f64| {
        let v = if v <= 0.003_130_8 { 12.92 * v } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
        format!("{:02x}", (255.0 * v.clamp(0.0, 1.0)).round() as u8)
    };
    format!("#{}", rgb.map(|row| byte(dot(row, lms))).concat())
}

/// A picture is drawn with the pens of the page: its style sheet, read here rule by rule.
#[test]
fn pens_are_those_of_the_page() {
    let (charts, tokens) = (include_str!("../../style/charts.css"), include_str!("../../style/tokens.css"));
    let mut rules: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for line in charts.lines().filter(|l| l.starts_with('.')) {
        let Some((selector, rest)) = line.split_once(" { ") else { continue };
        let declared = rest.trim_end_matches([' ', '}']).split(';').filter_map(|d| d.trim().split_once(": "));
        rules.entry(selector).or_default().extend(declared);
    }
    let find = |selector: &str, name: &str| rules.get(selector).and_then(|r| r.get(name)).copied();
    for role in ROLES.into_iter().chain([Role::Other(2)]) {
        let classes: Vec<&str> = class(role).split(' ').collect();
        let last = |name: &str, below: &str| classes.iter().rev().find_map(|c| find(&format!(".{c}{below}"), name));
        let (colour, width, dashes) = pen(role);
        let own = last("color", "").unwrap().trim_start_matches("var(--").trim_end_matches(')');
        // Mixed with the paper: three parts of four.
        let mixed = || hex("60% 0.01575 222.5");
        assert_eq!(colour, if role == Role::Alternative { mixed() } else { light(tokens, own) }, "{role:?}");
        let of_line = |name| last(name, " .chart-line").or(find(".chart-line", name));
        let thin = (role == Role::Alternative).then_some("1");
        assert_eq!(Some(width), thin.or(of_line("stroke-width")), "{role:?}");
        assert_eq!(dashes, of_line("stroke-dasharray").unwrap_or("none"), "{role:?}");
    }
    let golden = include_str!("golden/picture-en.svg");
    for token in ["ink", "ink-2", "line", "paper", "accent", "band", "tint"] {
        assert!(golden.contains(&light(tokens, token)), "{token} is {}", light(tokens, token));
    }
}
