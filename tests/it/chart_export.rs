//! Charts as pictures.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use roxmltree::{Document, Node};
use two_rivers::analysis::explain::attribution::attribution;
use two_rivers::analysis::explain::outcome::OutcomeOfInterest;
use two_rivers::analysis::explain::sensitivity::{CELLS, Map, tornado};
use two_rivers::analysis::explain::variance::variance_shares;
use two_rivers::chart::geometry::{
    BandKind, BandSpan, BreakMark, Chart, ChartBand, Layout, Line, Mark, Point, Role, Spot, lines, text_width,
};
use two_rivers::chart::{
    Bars, CHARTS, CLASSES, ChartBuilder, FIRST_YEAR, Figure, MapDrawing, Panel, RECORD_YEAR, RangeLayout, Ranges, Size,
    cited, class, file_name, inline_styles, pen,
};
use two_rivers::codec::link;
use two_rivers::model::{odds, planned, simulate, trend};
use two_rivers::plan::{Lever, Series};
use two_rivers::present::Narrator;
use two_rivers::scenario;
use two_rivers::scenario::NAME_LIMIT;
use two_rivers::text::format::Currency;
use two_rivers::text::{Lang, format};

use crate::{golden, plan, strategies};

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

/// The picture of a series under a scenario, as the Lab saves it.
fn picture(lang: Lang, query: &str, series: Series, since: u16) -> String {
    let scenario: scenario::Scenario = link::decode(plan(), query).unwrap().scenario;
    let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
    let outcome = simulate(plan(), &scenario);
    let builder = ChartBuilder {
        say,
        scenario: &scenario,
        outcome: &outcome,
        trend: &simulate(plan(), &trend(plan(), &scenario)),
        planned: &simulate(plan(), &planned(plan(), &scenario)),
        label: Some(say.words().line_mine),
        since,
    };
    let mut chart = builder.chart(series);
    chart.bands = builder.bands(series, &odds(plan(), &scenario), false);
    let target = plan().targets(scenario.reading).filter(|t| t.of == [series]).last();
    let sentence = target.map(|t| say.requirement(&scenario, t)).unwrap_or_default();
    let largest = chart.largest();
    let axis = |v: f64| format::money_axis(lang, Currency::Cny, v, largest);
    let figure = Figure {
        size: Size::WHOLE,
        lang,
        panel: &Panel::line_chart(lang, &chart, Size::WHOLE, &axis),
        sentence: &sentence,
        scenarios: &[(Some(Role::Mine), scenario.name_or(say.words().unnamed).to_owned())],
        source: &cited(&say, &[series], since, PAGE),
        link: &format!("{PAGE}#/lab?{query}"),
        page: PAGE,
    };
    figure.svg()
}

#[test]
fn pictures_in_both_languages() {
    golden("picture-en.svg", &picture(Lang::En, "v=1&dep=12.5&name=Faster+%26+<further>", Series::Dep, FIRST_YEAR));
    golden("picture-zh.svg", &picture(Lang::Zh, "v=1&loan=11,11,10&name=加快投放", Series::Loan, RECORD_YEAR));
}

#[test]
fn every_chart_of_the_page_has_a_whole_picture() {
    for lang in Lang::ALL {
        for (series, since) in CHARTS.into_iter().flat_map(|s| [(s, FIRST_YEAR), (s, RECORD_YEAR)]) {
            let svg = picture(lang, "v=1&dep=12.5&act.gdp=2026:34000", series, since);
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
    let line = (select(&ROLES[..]), strategies::name(40), vec(point, 0..8)).prop_map(|(role, label, mut points)| {
        points.sort_by_key(|p| p.year);
        Line { role, label, points }
    });
    let span = (2024u16..2036, value(), value()).prop_map(|(year, low, high)| BandSpan { year, low, high });
    let kind = select(&[BandKind::Wide, BandKind::Narrow, BandKind::Shocks][..]);
    let band =
        (kind, strategies::name(60), vec(span, 0..5)).prop_map(|(kind, label, spans)| ChartBand { kind, label, spans });
    let mark =
        (2015u16..2032, value(), strategies::name(40)).prop_map(|(year, value, label)| Mark { year, value, label });
    let spot = (select(&ROLES[..]), 2010.0..2035.0, value(), any::<bool>(), any::<bool>())
        .prop_map(|(role, at, value, part, estimate)| Spot { role, at, value, part, estimate, label: String::new() });
    let series_break = (2010u16..2035, strategies::name(60)).prop_map(|(year, text)| BreakMark { year, text });
    let texts = (strategies::name(90), strategies::name(20));
    (texts, vec(line, 0..6), vec(band, 0..3), vec(mark, 0..5), (vec(spot, 0..6), vec(series_break, 0..3))).prop_map(
        |((title, unit), lines, bands, marks, (spots, breaks))| Chart {
            title,
            unit,
            years: (2015, 2030),
            base_year: 2025,
            lines,
            bands,
            marks,
            spots,
            breaks,
            samples: Vec::new(),
        },
    )
}

proptest! {
    #[test]
    fn any_chart_makes_a_whole_picture(
        chart in chart(),
        names in vec((prop::option::of(select(&ROLES[..])), strategies::name(NAME_LIMIT)), 0..5),
        sentence in any::<String>(),
        source in strategies::name(400),
        link in "https://[a-z]{1,20}/#/lab\\?[a-z0-9&=.,%<\"]{0,900}",
    ) {
        let panel = Panel::line_chart(Lang::Zh, &chart, Size::WHOLE, &|v| format!("{v:.2}"));
        let figure = Figure {
            size: Size::WHOLE,
            lang: Lang::Zh, panel: &panel, sentence: &sentence, scenarios: &names, source: &source, link: &link, page: PAGE,
        };
        let svg = figure.svg();
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
    let panel = Panel::line_chart(Lang::En, &chart, Size::WHOLE, &|v| v.to_string());
    let of = |link: &str| {
        let figure = Figure {
            size: Size::WHOLE,
            lang: Lang::En,
            panel: &panel,
            sentence: "",
            scenarios: &[],
            source: "",
            link,
            page: PAGE,
        };
        figure.svg()
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

/// The light colour of a token, as oklch: percent, chroma, degrees.
fn oklch(tokens: &str, name: &str) -> [f64; 3] {
    let rest = tokens.split(&format!("--{name}: light-dark(oklch(")).nth(1).unwrap_or_else(|| panic!("--{name}"));
    let parts = rest.split(')').next().unwrap().split(' ').map(|v| v.trim_end_matches('%').parse().unwrap());
    parts.collect::<Vec<f64>>().try_into().unwrap()
}

/// The same as hexadecimal sRGB.
fn light(tokens: &str, name: &str) -> String {
    hex(oklch(tokens, name))
}

/// A colour of a style sheet, which may be mixed of two, as hexadecimal sRGB.
fn resolved(tokens: &str, value: &str) -> String {
    let name = |v: &str| v.trim().trim_start_matches("var(--").split(')').next().unwrap().to_owned();
    let Some(mix) = value.strip_prefix("color-mix(in oklch, ") else {
        return if value.starts_with("var(") { light(tokens, &name(value)) } else { value.to_owned() };
    };
    let (a, b) = mix.split_once("%, ").unwrap();
    let (a, part) = a.rsplit_once(' ').unwrap();
    let part: f64 = part.parse::<f64>().unwrap() / 100.0;
    let (a, b) = (oklch(tokens, &name(a)), oklch(tokens, &name(b)));
    hex(std::array::from_fn(|i| part * a[i] + (1.0 - part) * b[i]))
}

/// Oklch as hexadecimal sRGB, by the published matrices.
fn hex([light, chroma, hue]: [f64; 3]) -> String {
    let (light, hue) = (light / 100.0, hue.to_radians());
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

/// The rules of a style sheet that stand in one line: selector, then property and value.
fn rules(sheet: &str) -> BTreeMap<&str, BTreeMap<&str, &str>> {
    let mut rules: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for line in sheet.lines().filter(|l| l.starts_with('.')) {
        let Some((selector, rest)) = line.split_once(" { ") else { continue };
        let declared = rest.trim_end_matches([' ', '}']).split(';').filter_map(|d| d.trim().split_once(": "));
        rules.entry(selector).or_default().extend(declared);
    }
    rules
}

/// A picture is drawn with the pens of the page: its style sheet, read here rule by rule.
#[test]
fn pens_are_those_of_the_page() {
    let (charts, tokens) = (include_str!("../../style/charts.css"), include_str!("../../style/tokens.css"));
    let rules = rules(charts);
    let find = |selector: &str, name: &str| rules.get(selector).and_then(|r| r.get(name)).copied();
    for role in ROLES.into_iter().chain([Role::Other(2)]) {
        let classes: Vec<&str> = class(role).split(' ').collect();
        let last = |name: &str, below: &str| classes.iter().rev().find_map(|c| find(&format!(".{c}{below}"), name));
        let (colour, width, dashes) = pen(role);
        let own = last("color", "").unwrap().trim_start_matches("var(--").trim_end_matches(')');
        // Mixed with the paper: three parts of four.
        let mixed = || resolved(tokens, "color-mix(in oklch, var(--ink-2) 75%, var(--paper))");
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

/// The attributes of every class are the declarations of the page's style sheets, property by property.
#[test]
fn attributes_are_those_of_the_page() {
    let tokens = include_str!("../../style/tokens.css");
    let sheets = [
        include_str!("../../style/charts.css"),
        include_str!("../../style/pages.css"),
        include_str!("../../style/explain.css"),
    ];
    let all: Vec<_> = sheets.into_iter().map(rules).collect();
    for (class, ink) in CLASSES {
        // Their style stands at the paths inside.
        let selector = |c: &str| match c {
            "chart-grid" => ".chart-grid path".to_owned(),
            "bar-mark" => ".bar-marks path".to_owned(),
            c => format!(".{c}"),
        };
        let mut wanted: BTreeMap<&str, String> = BTreeMap::new();
        for class in class.split(' ') {
            let own = all.iter().filter_map(|r| r.get(selector(class).as_str())).flatten();
            let drawn = own.filter(|(name, _)| ["fill", "font-weight"].contains(name) || name.starts_with("stroke"));
            wanted.extend(drawn.map(|(name, value)| (*name, resolved(tokens, value))));
        }
        // The initial value of the property.
        wanted.retain(|name, value| (*name, value.as_str()) != ("stroke-width", "1"));
        let parts = ink.split("\" ").filter_map(|part| part.split_once("=\""));
        let drawn: BTreeMap<&str, String> = parts.map(|(n, v)| (n, v.trim_end_matches('"').to_owned())).collect();
        assert!(!drawn.is_empty() && drawn == wanted, "{class}: {drawn:?}, on the page {wanted:?}");
    }
}

/// The figure of a panel; checks that every class in it has attributes.
fn figure_of(lang: Lang, panel: &Panel) -> String {
    let marked = panel.key.iter().map(|k| k.sample.as_str()).chain([panel.svg.as_str()]).collect::<String>();
    for class in marked.split("class=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(CLASSES.iter().any(|(known, _)| *known == class), "{class}");
    }
    let (scenarios, size) = (&[(None, "S".to_owned())], Size::WHOLE);
    let svg = Figure { lang, panel, sentence: "", scenarios, source: "", link: PAGE, page: PAGE, size }.svg();
    is_whole(&svg);
    assert!(!svg.contains("class="), "{svg}");
    svg
}

fn say(lang: Lang) -> Narrator<'static> {
    Narrator { plan: plan(), lang, currency: Currency::Cny }
}

#[test]
fn classes_become_attributes() {
    assert_eq!(
        inline_styles("<a class=\"bar-up\" x=\"1\"/>b<c class=\"no such\"/>"),
        "<a fill=\"#00716c\" x=\"1\"/>b<c />"
    );
    assert_eq!(inline_styles("no class"), "no class");
}

/// Three years, of which the middle one is missing: bars where their growths lie on an axis from 0 to 10.
#[test]
fn bands_stand_at_their_years_and_values() {
    let of = |year, shift: f64| Ranges { year, bands: [[2.0, 4.0, 8.0], [0.0, 5.0, 10.0]], actual: 5.0 + shift };
    let ranges = [of(2020, 0.0), of(2022, 1.0)];
    let layout = RangeLayout::of(&ranges, 34.0 + 4.0 + 3.0 * 50.0, 12.0 + 24.0 + 100.0);
    let svg = format!("<svg>{}</svg>", layout.svg(&ranges));
    let document = Document::parse(&svg).unwrap();
    let of_class = |class: &'static str| document.descendants().filter(move |n| n.attribute("class") == Some(class));
    let recent: Vec<[f64; 2]> = of_class("range-recent").map(|n| ["y", "height"].map(|a| number(n, a))).collect();
    assert_eq!(recent, [[32.0, 60.0]; 2], "from 8 to 2 on 100 pixels for 10, below 12");
    let dots: Vec<[f64; 2]> = of_class("range-came-dot").map(|n| ["cx", "cy"].map(|a| number(n, a))).collect();
    assert_eq!(dots, [[59.0, 62.0], [159.0, 52.0]], "in the middle of the first and of the third year");
    let years: Vec<&str> = of_class("chart-tick").filter_map(|n| n.text()).filter(|t| t.len() == 4).collect();
    assert_eq!(years, ["2022", "2021", "2020"]);
    assert_eq!([0.0, 83.0, 85.0, 999.0].map(|x| layout.x.year_at(x, (2020, 2022))), [2020, 2020, 2021, 2022]);
    assert_eq!(layout.height(), (12.0, 112.0));
}

proptest! {
    #[test]
    fn any_bands_make_a_whole_picture(
        first in 1990u16..2020,
        all in vec((prop::array::uniform2(prop::array::uniform3(-1e3f64..1e3)), -1e3f64..1e3), 0..25),
        lang in select(&Lang::ALL[..]),
    ) {
        let ranges: Vec<Ranges> = all.into_iter().zip(first..).map(|((bands, actual), year)| Ranges { year, bands, actual }).collect();
        figure_of(lang, &Panel::ranges(lang, "T".into(), &ranges, Size::WHOLE));
    }
}

#[test]
fn explanations_in_pictures() {
    let scenario =
        link::decode(plan(), "v=1&dep=12&loan=11,11,10&m=x:dep:1/2/4:0.5:2026:0:0:0&name=Faster").unwrap().scenario;
    let asked = OutcomeOfInterest::Central(Series::Dep, 2027);
    let same = |a: f64, b: f64| (a - b).abs() < 1e-6;
    for lang in Lang::ALL {
        let say = say(lang);
        let now = asked.of(plan(), &scenario).unwrap().value;
        let bars = tornado(plan(), &scenario, asked);
        let drawn = Bars::tornado(say, &scenario, asked, &bars, now);
        assert_eq!(drawn.rows.len(), bars.len());
        for (row, bar) in drawn.rows.iter().zip(&bars) {
            let ends: BTreeMap<&str, f64> = row.bars.iter().map(|b| (b.class, b.to)).collect();
            assert_eq!(ends, BTreeMap::from([("bar-low", bar.results[0]), ("bar-high", bar.results[1])]));
            assert!(row.bars.iter().all(|b| same(b.from, now)) && row.marks == [now]);
            assert!((row.bars[0].to - now).abs() >= (row.bars[1].to - now).abs(), "the longer one lies behind");
        }
        golden(
            &format!("picture-tornado-{}.svg", lang.html()),
            &figure_of(lang, &drawn.panel("T".into(), Size::WHOLE)),
        );

        let found = attribution(plan(), &scenario, asked).unwrap();
        let drawn = Bars::waterfall(say, &scenario, asked, &found);
        let steps: Vec<(f64, f64)> = drawn.rows.iter().flat_map(|r| &r.bars).map(|b| (b.from, b.to)).collect();
        assert!(steps.windows(2).all(|w| same(w[0].1, w[1].0)), "each begins where the one before ends");
        assert!(same(steps[0].0, found.before) && same(steps.last().unwrap().1, found.after));
        assert_eq!(drawn.rows.iter().map(|r| r.end).collect::<Vec<_>>(), [true, false, false, true]);
        figure_of(lang, &drawn.panel("T".into(), Size::WHOLE));

        let drawn = Bars::variance(say, 2027, &variance_shares(plan(), &scenario, 2027));
        for row in &drawn.rows {
            let (first, last) = (&row.bars[0], row.bars.last().unwrap());
            assert!(same(first.from, 0.0) && same(last.to, 1.0));
            assert!(row.bars.windows(2).all(|w| same(w[0].to, w[1].from)), "no gap and no overlap");
            assert_eq!(row.cells.len(), drawn.columns.len());
        }
        let svg = figure_of(lang, &drawn.panel("T".into(), Size::WHOLE));
        assert!(!svg.contains('…'), "nothing is cut: {svg}");
    }
}

/// Deposits have a closed form: cells and lines are where it says.
#[test]
fn a_map_in_a_picture() {
    let scenario = link::decode(plan(), "v=1&dep=12").unwrap().scenario;
    let asked = OutcomeOfInterest::Chance(plan().target("t27-dep-e").unwrap());
    let mut map = Map::new(plan(), &scenario, asked, [Lever::Dep, Lever::SdDep]).unwrap();
    while !map.step(plan(), &scenario, asked) {}
    for lang in Lang::ALL {
        let drawing = MapDrawing { say: say(lang), scenario: &scenario, outcome: asked, map: &map };
        let svg = format!("<svg>{}</svg>", drawing.svg(592.0, true));
        let document = Document::parse(&svg).unwrap();
        let cells: Vec<Node> = document.descendants().filter(|n| n.has_tag_name("rect")).collect();
        assert_eq!(cells.len(), CELLS * CELLS);
        for (i, (cell, chance)) in cells.iter().zip(&map.cells).enumerate() {
            let shade = format!("heat-{}", (10.0 * chance).round());
            assert_eq!((cell.attribute("class"), cell.attribute("data-cell")), (Some(&*shade), Some(&*i.to_string())));
            let title = cell.children().find_map(|n| n.text()).unwrap();
            assert!(title.contains(&drawing.value(0, map.middle(i).unwrap()[0])), "{title}");
        }
        // The central path meets 8 trillion where (1 + g)² = 80/61, whatever the shock: an upright line.
        let line = document.descendants().find(|n| n.attribute("class") == Some("contour contour-0")).unwrap();
        let (low, high) = (map.nodes[0][0], map.nodes[0][CELLS]);
        let growth = 100.0 * ((80_000.0_f64 / 61_000.0).sqrt() - 1.0);
        let at = 54.0 + (growth - low) / (high - low) * (592.0 - 54.0 - 14.0);
        for point in line.attribute("d").unwrap().split(['M', 'L']).skip(1) {
            let x: f64 = point.split(' ').next().unwrap().parse().unwrap();
            assert!((x - at).abs() < 0.3, "{x}, by hand {at}");
        }
        let panel = drawing.panel(Size::WHOLE);
        assert_eq!(panel.key.len(), 5 + 1 + 2, "five shades, a target, two points");
        assert!(panel.title.contains(lang.words().explain_map));
        let svg = figure_of(lang, &panel);
        assert!(!svg.contains("<title>S"), "a picture has no words to point at");
        let circles = Document::parse(&svg).unwrap().descendants().filter(|n| n.has_tag_name("circle")).count();
        assert_eq!(circles, 4, "where the reader stands and the default, in the map and in its key");
    }
}

/// The chart of a series without a scenario of one's own, from a year on.
fn record(series: Series, since: u16) -> Chart {
    let scenario = scenario::Scenario::new(plan());
    let say = Narrator { plan: plan(), lang: Lang::En, currency: Currency::Cny };
    let outcome = simulate(plan(), &scenario);
    let (trend, planned) = (&outcome.clone(), &simulate(plan(), &planned(plan(), &scenario)));
    ChartBuilder { say, scenario: &scenario, outcome: &outcome, trend, planned, label: None, since }.chart(series)
}

/// Figures of other dates stand at theirs: mid-2013 half a year after the end of 2012, October 2024 ten months after that of
/// 2023, shares of half-years apart; sums of half-years, other bases and dates before the axis are left out.
#[test]
fn figures_of_other_dates_stand_at_theirs() {
    let of = |series, since| record(series, since).spots;
    let at = |spots: &[Spot], label: &str| spots.iter().find(|s| s.label == label).map(|s| (s.at, s.value, s.part));
    let loans = of(Series::Loan, RECORD_YEAR);
    assert_eq!(at(&loans, "June 2013"), Some((2012.5, 17_000.0, false)));
    assert_eq!(at(&of(Series::Loan, FIRST_YEAR), "June 2013"), None);
    let (october, value, _) = at(&loans, "October 2024").unwrap();
    let is = |a: f64, b: f64| (a - b).abs() < 1e-9;
    assert!(is(october, 2023.0 + 10.0 / 12.0) && is(value, 59_520.8));
    assert!(loans.iter().any(|s| s.role == Role::Alternative && is(s.value, 62_556.6)), "yuan beside all currencies");
    assert!(!loans.iter().any(|s| is(s.value, 8000.0)), "of a basis that is not stated");
    let shares = of(Series::Share, RECORD_YEAR);
    assert!(shares.iter().all(|s| s.part && s.label.starts_with("half-year: first half of ")) && shares.len() == 3);
    assert!(of(Series::Va, RECORD_YEAR).is_empty(), "a half-year's value added is no part of a line of years");
    // On the plot: to the right of the year before, to the left of its own.
    let chart = record(Series::Share, FIRST_YEAR);
    let layout = Layout::of(&chart, 400.0, 260.0);
    for (spot, (x, y)) in chart.spots.iter().zip(&layout.spots) {
        let year = |y: f64| layout.x.pixel(y);
        assert!(year(spot.at.floor()) < *x && *x < year(spot.at.ceil()) && y.is_finite());
    }
}

/// A break is drawn half-way between two years of the axis, on the charts that draw its basis.
#[test]
fn breaks_stand_between_years() {
    for (series, since, years) in [
        (Series::Dep, FIRST_YEAR, vec![]),
        (Series::Dep, RECORD_YEAR, vec![2015.0]),
        (Series::Loan, FIRST_YEAR, vec![2023.0]),
        (Series::Va, FIRST_YEAR, vec![2019.0]),
        (Series::Gdp, RECORD_YEAR, vec![]),
    ] {
        let layout = Layout::of(&record(series, since), 400.0, 260.0);
        let half = |y: f64| layout.x.pixel(y - 0.5);
        assert_eq!(layout.breaks, years.into_iter().map(half).collect::<Vec<_>>(), "{series} {since}");
    }
    let svg = picture(Lang::En, "v=1", Series::Loan, FIRST_YEAR);
    assert!(svg.contains("Break 2023: Coverage probably widened"), "{svg}");
}
