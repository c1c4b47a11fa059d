//! Links: what is written can be read, what cannot be read is reported, and old links stay readable.

use std::fmt::Write;

use proptest::prelude::*;
use two_rivers::codec::link::{
    Link, LinkError, LinkQuery, LinkSize, MAX_LINK_CHARS, MAX_TEXT_BYTES, decode, encode, encode_within, query_of,
    with_statuses,
};
use two_rivers::codec::{FieldError, FieldErrorKind};
use two_rivers::decimal::Decimal;
use two_rivers::plan::{Lever, MODEL};
use two_rivers::route::{Page, Route};
use two_rivers::scenario::{Scenario, Values};
use two_rivers::text::Lang;

use crate::{golden, golden_links, plan, strategies};

proptest! {
    #[test]
    fn what_is_written_is_read(s in strategies::scenario(plan()), checksum in any::<u32>(), lang in prop::sample::select(vec![None, Some(Lang::En), Some(Lang::Zh)])) {
        let query = encode(plan(), &s, lang, checksum);
        prop_assert_eq!(query_of(&query), Some(query.clone()));
        let url = format!("https://example.org/two-rivers/{}", Route::open(LinkQuery::from_pasted(&query).unwrap()));
        let before_hash = Route::before_hash(&url);
        prop_assert!(!before_hash.contains('#'));
        prop_assert_eq!(query_of(&before_hash), Some(query.clone()));
        if query.chars().count() <= MAX_LINK_CHARS {
            let read = decode(plan(), &query).unwrap();
            prop_assert_eq!(&read.problems, &vec![]);
            prop_assert_eq!(&read.scenario, &s);
            prop_assert_eq!((read.lang, read.checksum), (lang, Some(checksum)));
            prop_assert_eq!(encode(plan(), &read.scenario, lang, checksum), query);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,300}") {
        if let Ok(read) = decode(plan(), &format!("v=1&{text}")) {
            prop_assert!(read.scenario.check(plan()).is_empty());
        }
        let _ = decode(plan(), &text);
        let _ = query_of(&text);
        let _ = Route::parse(&text);
    }

    #[test]
    fn any_parts_give_a_usable_scenario(parts in prop::collection::vec((key(), value()), 0..12)) {
        let query = parts.iter().fold(String::new(), |query, (k, v)| query + "&" + k + "=" + v);
        let read = decode(plan(), &format!("v=1{query}")).unwrap();
        prop_assert!(read.scenario.check(plan()).is_empty(), "{query}");
        for problem in &read.problems {
            for lang in Lang::ALL {
                prop_assert!(problem.describe(lang).contains(&problem.field));
            }
        }
    }

    #[test]
    fn a_link_cut_short_is_reported_or_another_scenario(s in strategies::scenario(plan()), cut in 0usize..400) {
        let query = encode(plan(), &s, None, 7);
        let cut: String = query.chars().take(cut).collect();
        if let Ok(read) = decode(plan(), &cut) {
            prop_assert!(read.scenario.check(plan()).is_empty());
            prop_assert!(cut.len() == query.len() || read.checksum != Some(7) || read.scenario == s);
        }
    }
}

fn key() -> impl Strategy<Value = String> {
    let keys = [
        "from",
        "to",
        "base.gdp",
        "base.share",
        "dep",
        "loan",
        "list",
        "corr",
        "sd.va",
        "t27",
        "act.dep.2026",
        "act.x",
        "m",
        "st",
        "seed",
        "paths",
        "name",
        "lang",
        "d",
        "plan",
        "fx",
        "zzz",
        "",
    ];
    prop::sample::select(keys.map(str::to_owned).to_vec())
}

fn value() -> impl Strategy<Value = String> {
    let values = [
        "",
        "1",
        "-1",
        "7.9",
        "1e3",
        "NaN",
        "99999999999999999999",
        "2023",
        "2024",
        "2025",
        "2035",
        "11,11,10",
        "1,2,3,4,5,6,7,8,9,10,11,12",
        "0.00001",
        "each",
        "sum",
        "%",
        "%E4%BD%A0",
        "%FF",
        "%0A",
        "%E2%80%AE",
        "R-a:dep:0/1/2:0.5:2026:0:1:0",
        "a:b:c",
        "R-a.d",
        "C1.u",
        "deadbeef",
        "zh",
    ];
    prop_oneof![prop::sample::select(values.map(str::to_owned).to_vec()), "[^&]{0,12}"]
}

/// Links of version 1, as they are pasted, with what is read from them. Rows may be added, never changed.
#[test]
fn every_golden_link_is_read_as_ever() {
    let mut text = String::new();
    let lines: Vec<&str> = include_str!("golden/links.in").lines().collect();
    assert_eq!(lines.len(), 200);
    for (line, row) in lines.into_iter().zip(golden_links()) {
        let link = LinkQuery::from_pasted(&row);
        let read = match link.as_ref().map(|link| (link.decode_many(plan()), link.decode_one(plan()))) {
            Some((Some(many), _)) => {
                let beyond = [format!("and {} more", many.beyond)];
                many.links.iter().map(summary).chain(beyond).collect::<Vec<_>>().join("\n\t")
            }
            Some((None, Some(one))) => summary(&one),
            _ => summary(&decode(plan(), &row)),
        };
        writeln!(text, "{line}\n\t{read}").unwrap();
    }
    golden("links.txt", &text);
}

/// Summarises what was read from a link, on one line.
fn summary(link: &Result<Link, LinkError>) -> String {
    match link {
        Ok(read) => {
            // Whether a release of the past is another one depends on today's.
            let told =
                |p: &&FieldError| p.kind != FieldErrorKind::OtherRelease || !p.field.starts_with("plan=cq-2026.");
            let problems = read.problems.iter().filter(told).map(|p| format!("{}: {:?}", p.field, p.kind));
            let problems: Vec<String> = problems.collect();
            let written = encode(plan(), &read.scenario, read.lang, read.checksum.unwrap_or(0));
            // As written by the first release, whatever today's is.
            let today = format!("v=1&plan={}&model={MODEL}", plan().release);
            let written = written.replacen(&today, "v=1&plan=cq-2026.1", 1);
            format!("{}\t{}", with_statuses(written, &read.journal).0, problems.join(" | "))
        }
        Err(error) => format!("{error:?}"),
    }
}

#[test]
fn problems_are_named() {
    let kinds = |query: &str| decode(plan(), query).unwrap().problems.into_iter().map(|p| p.kind).collect::<Vec<_>>();
    assert_eq!(kinds("v=1&zzz=1"), [FieldErrorKind::UnknownKey]);
    assert_eq!(kinds("v=1&dep=1&dep=2"), [FieldErrorKind::Duplicate]);
    assert_eq!(kinds("v=1&dep=x&loan=1e3"), [FieldErrorKind::Malformed, FieldErrorKind::Malformed]);
    assert!(matches!(kinds("v=1&dep=101")[..], [FieldErrorKind::OutOfRange(..)]));
    assert_eq!(kinds("v=1&dep=1,2,3,4,5,6"), [FieldErrorKind::TooManyValues]);
    assert_eq!(kinds("v=1&corr=0.1,0.2"), [FieldErrorKind::TooManyValues]);
    assert_eq!(kinds("v=1&act.dep.2031=5"), [FieldErrorKind::YearOutside]);
    assert_eq!(kinds("v=1&name=%E2%80%AEabc"), [FieldErrorKind::BadText]);
    assert_eq!(kinds("v=1&plan=cq-2031.4"), [FieldErrorKind::OtherRelease]);
    assert_eq!(kinds(&format!("v=1{}", "&m=a:dep:0/1/2:0.5:2026:0:1:0".repeat(33))), [FieldErrorKind::TooMany]);
    assert_eq!(decode(plan(), "v=2&dep=1"), Err(LinkError::UnknownVersion("2".into())));
    assert_eq!(decode(plan(), "dep=1"), Err(LinkError::NotALink));
    let wide = |count: usize| format!("v=1&z={}", "界".repeat(count - "v=1&z=".len()));
    assert_eq!(kinds(&wide(MAX_LINK_CHARS)), [FieldErrorKind::UnknownKey], "characters count, not bytes");
    assert_eq!(decode(plan(), &wide(MAX_LINK_CHARS + 1)), Err(LinkError::TooLong(wide(MAX_LINK_CHARS + 1).len())));
}

#[test]
fn the_rest_of_a_link_is_used() {
    let read = decode(plan(), "v=1&dep=150&loan=11&zzz=3&name=A%20B").unwrap();
    assert_eq!(read.problems.len(), 2);
    assert_eq!(read.scenario, Scenario { name: "A B".into(), ..decode(plan(), "v=1&loan=11").unwrap().scenario });
}

#[test]
fn what_chats_add_is_removed() {
    let query = "v=1&dep=12.5&d=9f3a61c2";
    for text in [
        query.to_owned(),
        format!("https://example.org/a/#/lab?{query}"),
        format!(" (https://example.org/#/lab?{query})。"),
        format!("\u{200b}#/lab?{query}\u{200b}\n"),
        format!("“lab?{query}”，"),
    ] {
        assert_eq!(query_of(&text).as_deref(), Some(query), "{text}");
    }
    assert_eq!(decode(plan(), "v=1&amp;dep=12.5").unwrap().scenario, decode(plan(), "v=1&dep=12.5").unwrap().scenario);
    let in_prose = query_of("Right? https://example.org/#/lab?v=1&dep=9 or not? Tell me");
    assert!(in_prose.is_some_and(|q| q.starts_with("v=1&dep=9")));
    // From a chat that took the punctuation for a part of the link, or encoded the link as a whole.
    for hash in [
        format!("#/lab?{query}。"),
        format!("#/lab?{query}%E3%80%82"),
        format!("#/lab?{query})."),
        format!("#/lab?{query}%22%29%EF%BC%8C"),
        "#/lab?v%3D1%26dep%3D12.5%26d%3D9f3a61c2".to_owned(),
        "#%2Flab%3Fv%3D1%26dep%3D12.5%26d%3D9f3a61c2".to_owned(),
        "#%252Flab%253Fv%253D1%2526dep%253D12.5%2526d%253D9f3a61c2".to_owned(),
    ] {
        assert_eq!(Route::parse(&hash), Route::to(Page::Lab, LinkQuery::parse(query)), "{hash}");
    }
    // Nothing is removed from a link that does not end as links do.
    for hash in ["#/lab?v=1&name=(a)", "#/lab?v=1&name=a%E3%80%82"] {
        assert_eq!(Route::parse(hash).link.map(|l| l.to_string()).as_deref(), hash.split_once('?').map(|(_, q)| q));
    }
    for text in ["", "hello", "https://example.org/?dep=1", "#/lab"] {
        assert_eq!(query_of(text), None, "{text}");
    }
}

/// A reader may shorten the projection after giving each year its value: the values of the remaining years must arrive.
#[test]
fn values_beyond_the_last_year_do_not_spoil_a_link() {
    let values = Values::by_year([9, 10, 11, 12, 13].map(Decimal::whole)).unwrap();
    let mut s = Scenario::new(plan()).with_lever(plan(), Lever::Dep, values);
    s.to = s.from + 2;
    assert!(s.check(plan()).is_empty());
    let query = encode(plan(), &s, None, 7);
    let read = decode(plan(), &query).unwrap();
    assert_eq!(read.problems, []);
    for step in 0..s.years().count() {
        assert_eq!(read.scenario.values(plan(), Lever::Dep).at(step), s.values(plan(), Lever::Dep).at(step));
    }
    assert_eq!(encode(plan(), &read.scenario, None, 7), query);

    let default = s.default_of(plan(), Lever::Dep);
    let values = Values::by_year([default.at(0), default.at(1), Decimal::whole(9)]).unwrap();
    let s = Scenario { to: s.to, ..Scenario::new(plan()).with_lever(plan(), Lever::Dep, values) };
    assert!(!encode(plan(), &s, None, 7).contains("dep="), "the default is not written");
}

/// A link of exactly the maximum length is read; one character more, and the notes are left out, then the whole.
#[test]
fn what_does_not_fit_into_a_link_is_left_out() {
    let measure = |item: usize, note: usize| {
        let part = format!("m={}:dep:0/1/2:0.5:2026:0:1:0:{}", "i".repeat(item), "n".repeat(note));
        decode(plan(), &format!("v=1&{part}")).unwrap().scenario.measures.remove(0)
    };
    let with = |items: &[(usize, usize)]| {
        let measures = items.iter().map(|(item, note)| measure(*item, *note)).collect();
        Scenario { measures, ..Scenario::new(plan()) }
    };
    let length = |s: &Scenario| encode(plan(), s, None, 7).len();
    let mut items = vec![(40, 200); 7];
    let one = length(&with(&[(40, 1)])) - length(&with(&[]));
    items.push((40, MAX_LINK_CHARS + 1 - length(&with(&items)) - one));
    let whole = with(&items);
    assert_eq!(length(&whole), MAX_LINK_CHARS);
    assert_eq!(encode_within(plan(), &whole, None, 7), (encode(plan(), &whole, None, 7), LinkSize::Whole));
    items[0].0 -= 1;
    items[7].1 += 2;
    let over = with(&items);
    let (query, size) = encode_within(plan(), &over, None, 7);
    assert_eq!((length(&over), size), (MAX_LINK_CHARS + 1, LinkSize::WithoutNotes));
    let bare = with(&items.iter().map(|(item, _)| (*item, 0)).collect::<Vec<_>>());
    assert_eq!(decode(plan(), &query).unwrap().scenario, bare);

    // Names of items cannot be left out.
    let mut items = vec![(30, 0); 31];
    let room = MAX_LINK_CHARS - length(&with(&items));
    for (at, item) in items.iter_mut().enumerate() {
        item.0 += room / 31 + usize::from(at < room % 31);
    }
    for (more, size) in [(0, LinkSize::Whole), (1, LinkSize::TooLong)] {
        items[30].0 += more;
        let full = with(&items);
        assert_eq!((length(&full), encode_within(plan(), &full, None, 7).1), (MAX_LINK_CHARS + more, size));
    }
    items[30] = (items[30].0 - 1, 5);
    assert_eq!(
        encode_within(plan(), &with(&items), None, 7).1,
        LinkSize::WithoutNotes,
        "exactly the maximum without notes"
    );
}

#[test]
fn every_beginning_of_a_link_is_read_or_refused() {
    let query = format!(
        "v=1&plan={}&model={MODEL}&from=2023&to=2030&base.dep=60400.5&real=4.5,4,3.5&corr=0.3&t27=sum\
         &act.dep.2026=66000&m=own%20idea:list:1/2/3:0.8:2027:1:2:3&seed=7&paths=2000\
         &name=%E5%8A%A0%E5%BF%AB&lang=zh&d=9f3a61c2",
        plan().release
    );
    let query = query.as_str();
    assert_eq!(decode(plan(), query).unwrap().problems, []);
    for (at, _) in query.char_indices() {
        match decode(plan(), &query[..at]) {
            Ok(read) => assert!(read.scenario.check(plan()).is_empty(), "{at}"),
            Err(error) => assert!(at < "v=1".len(), "{at}: {error:?}"),
        }
    }
}

/// A number of simulations, which earlier versions had: checked as ever, used for nothing, not written again.
#[test]
fn a_number_of_simulations_is_read_and_changes_nothing() {
    for query in ["v=1&dep=12.5&list=18", "v=1&from=2023&t27=sum&seed=9&m=x:dep:1/2/4:0.7:2026:0:2:0"] {
        let (plain, old) = (decode(plan(), query).unwrap(), decode(plan(), &format!("{query}&paths=20000")).unwrap());
        assert_eq!(old, plain, "no message, no other scenario");
        assert!(!encode(plan(), &old.scenario, None, 7).contains("paths"));
    }
    for wrong in ["999", "1000001", "x"] {
        let read = decode(plan(), &format!("v=1&dep=12&paths={wrong}")).unwrap();
        assert_eq!(read.problems.iter().map(|p| p.field.as_str()).collect::<Vec<_>>(), [format!("paths={wrong}")]);
        assert_eq!(read.scenario, decode(plan(), "v=1&dep=12").unwrap().scenario);
    }
    let replay = |link: &str| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_replay")).arg(link).output().unwrap();
        assert!(run.status.success() && run.stderr.is_empty(), "{run:?}");
        run.stdout
    };
    for link in ["#/lab?v=1&dep=12.5&seed=3@", "#/compare?v=1&dep=12.5@;v=1@&list=20"] {
        assert_eq!(replay(&link.replace('@', "&paths=100000")), replay(&link.replace('@', "")));
    }
}

#[test]
fn problems_say_what_was_expected() {
    let messages =
        |query: &str, lang| decode(plan(), query).unwrap().problems.iter().map(|p| p.describe(lang)).collect();
    for (query, en, zh) in [
        (
            "from=2024",
            "a scenario starts from 2025 or 2023; the default is used.",
            "基年只能是2025或2023，已改用默认值。",
        ),
        ("to=99999", "must be between 2026 and 2035; the default is used.", "须在2026到2035之间，已改用默认值。"),
        ("dep=150", "must be between −50 and 100; the default is used.", "须在−50到100之间，已改用默认值。"),
        (
            "seed=4294967296",
            "must be between 0 and 4294967295; the default is used.",
            "须在0到4294967295之间，已改用默认值。",
        ),
        (
            "act.dep.2026=0",
            "must be between 0.0001 and 100000000; it is left out.",
            "须在0.0001到100000000之间，已忽略。",
        ),
        ("m=x:dep:0/1/2:0.5:2026:0:21:0", "must be between 0 and 20; it is left out.", "须在0到20之间，已忽略。"),
        ("lang=fr", "cannot be read, expected en or zh; it is left out.", "无法读取，应为en或zh；已忽略。"),
        (
            "dep=x",
            "cannot be read, expected a number with at most four decimal places, or several separated by commas for \
             successive years; the default is used.",
            "无法读取，应为最多四位小数的数值，逐年取值时以逗号分隔；已改用默认值。",
        ),
        (
            "from=x",
            "cannot be read, expected a year such as 2030; the default is used.",
            "无法读取，应为年份，如2030；已改用默认值。",
        ),
        (
            "to=x",
            "cannot be read, expected a year such as 2030; the default is used.",
            "无法读取，应为年份，如2030；已改用默认值。",
        ),
        (
            "seed=x",
            "cannot be read, expected a whole number; the default is used.",
            "无法读取，应为整数；已改用默认值。",
        ),
        (
            "paths=x",
            "cannot be read, expected a whole number; the default is used.",
            "无法读取，应为整数；已改用默认值。",
        ),
        (
            "t27=x",
            "cannot be read, expected each, sum, dep or loan; the default is used.",
            "无法读取，应为each、sum、dep或loan；已改用默认值。",
        ),
        (
            "act.dep.2026=x",
            "cannot be read, expected act.series.year=figure, such as act.dep.2026=66000; it is left out.",
            "无法读取，应为act.指标.年份=数值，如act.dep.2026=66000；已忽略。",
        ),
        (
            "m=x",
            "cannot be read, expected item:series:low/central/high:probability:start:lag:ramp:fade with low ≤ central ≤ \
             high; it is left out.",
            "无法读取，应为举措:指标:低/中/高:概率:起始年:滞后:爬坡:消退，且低≤中≤高；已忽略。",
        ),
        (
            "st=x",
            "cannot be read, expected item.letter with n (not started), u (under way) or d (done); it is left out.",
            "无法读取，应为事项.字母，n为未启动、u为推进中、d为已完成；已忽略。",
        ),
        (
            "name=%",
            "cannot be read, expected percent-encoded UTF-8 text; it is left out.",
            "无法读取，应为百分号编码的UTF-8文字；已忽略。",
        ),
        (
            "by=%",
            "cannot be read, expected percent-encoded UTF-8 text; it is left out.",
            "无法读取，应为百分号编码的UTF-8文字；已忽略。",
        ),
        (
            "plan=%",
            "cannot be read, expected percent-encoded UTF-8 text; it is left out.",
            "无法读取，应为百分号编码的UTF-8文字；已忽略。",
        ),
        (
            "d=12",
            "cannot be read, expected eight hexadecimal digits; it is left out.",
            "无法读取，应为八位十六进制数；已忽略。",
        ),
    ] {
        let messages = |lang| -> Vec<String> { messages(&format!("v=1&{query}"), lang) };
        assert_eq!(messages(Lang::En), [format!("{query}: {en}")]);
        assert_eq!(messages(Lang::Zh), [format!("{query}：{zh}")]);
    }
}

#[test]
fn a_link_that_cannot_be_read_says_why() {
    let errors = |query: &str| decode(plan(), query).map_err(|error| Lang::ALL.map(|lang| error.describe(lang)));
    assert_eq!(errors("dep=1").unwrap_err(), ["This is not a scenario link.", "这不是情景链接。"]);
    let version = [
        "This link is of version “9”, which this page does not know. Reload the page; it may be out of date.",
        "此链接的版本为“9”，本页无法识别。请刷新页面，它可能不是最新版本。",
    ];
    assert_eq!(errors("v=9&dep=1").unwrap_err(), version);
    let length =
        ["This link is 2001 bytes long; at most 2000 characters are read.", "此链接长2001字节，最多读取2000个字符。"];
    assert_eq!(errors(&format!("v=1&{}", "x".repeat(MAX_LINK_CHARS + 1 - 4))).unwrap_err(), length);
}

#[test]
fn messages_hold_nothing_that_must_not_be_shown() {
    for query in ["v=1&name=\u{202e}abc", "v=1&\u{1b}[31m=1", "v=1&plan=%1B%E2%80%AE", "v=1&\u{2066}zzz=\n"] {
        let read = decode(plan(), query).unwrap();
        assert_eq!(read.problems.len(), 1, "{query:?}");
        for text in Lang::ALL.map(|lang| read.problems[0].describe(lang)).iter().chain(&read.release) {
            assert!(!text.contains(|c: char| c.is_control() || "\u{202e}\u{2066}".contains(c)), "{text:?}");
        }
    }
    let Err(error) = decode(plan(), "v=\u{1b}[2J") else { panic!("an unknown version") };
    assert!(!error.describe(Lang::En).contains('\u{1b}'));
    let long = decode(plan(), &format!("v=1&{}=1", "z".repeat(500))).unwrap();
    assert!(long.problems[0].field.chars().count() <= 60);
}

#[test]
fn a_link_made_before_says_with_what() {
    let made = |query: &str| decode(plan(), query).unwrap().made_before(plan(), Lang::En);
    let today = encode(plan(), &Scenario::new(plan()), None, 7);
    assert_eq!(made(&today), None);
    assert_eq!(made("v=1&dep=9"), None, "it says nothing");
    // Without a model it is of the first; the release alone may be today's.
    let first = made(&format!("v=1&plan={}&d=00000007", plan().release)).unwrap();
    assert!(first.contains(&format!("{}, model m1; ", plan().release)), "{first}");
    assert!(first.contains(&plan().edition(Lang::En)), "{first}");
    let other = made("v=1&plan=cq-2031.4&model=9").unwrap();
    assert!(other.contains("cq-2031.4, model m9"), "{other}");
    let kinds = |query: &str| decode(plan(), query).unwrap().problems.into_iter().map(|p| p.kind).collect::<Vec<_>>();
    assert_eq!(kinds("v=1&model=x"), [FieldErrorKind::Malformed]);
    assert_eq!(kinds("v=1&model=9"), [FieldErrorKind::OtherModel]);
    assert!(matches!(kinds("v=1&model=0")[..], [FieldErrorKind::OutOfRange(..)]));
    assert_eq!(decode(plan(), &today).unwrap().model, MODEL);
}

#[test]
fn the_release_of_a_link_is_kept() {
    let release = |query: &str| decode(plan(), query).unwrap().release;
    assert_eq!(release("v=1"), None);
    assert_eq!(release("v=1&plan=cq-2031.4").as_deref(), Some("cq-2031.4"));
    assert_eq!(release(&encode(plan(), &Scenario::new(plan()), None, 7)), Some(plan().release.clone()));
}

#[test]
fn a_typical_link_is_short() {
    let s = decode(plan(), "v=1&dep=12.5&loan=11,11,10&va=12.3&list=18&real=5&t27=dep&name=%E5%8A%A0%E5%BF%AB")
        .unwrap()
        .scenario;
    assert!(encode(plan(), &s, Some(Lang::Zh), 1).len() <= 250);
}

#[test]
fn routes() {
    for (text, page, query) in [
        ("", Page::Overview, None),
        ("#", Page::Overview, None),
        ("#/", Page::Overview, None),
        ("#/lab", Page::Lab, None),
        ("#lab", Page::Lab, None),
        ("#/sources", Page::Sources, None),
        ("#/nowhere", Page::Overview, None),
        ("#/lab?", Page::Lab, None),
        ("#/lab?x=1", Page::Lab, None),
        ("#/lab?v=1&dep=3", Page::Lab, Some("v=1&dep=3")),
        ("#/nowhere?v=1&dep=3", Page::Overview, Some("v=1&dep=3")),
        ("#/lab%3Fv%3D1%26dep%3D3%26name%3D%25E5%258A%25A0", Page::Lab, Some("v=1&dep=3&name=%E5%8A%A0")),
        ("#/lab%3fv%3d1", Page::Lab, Some("v=1")),
        // Damaged, but recognised as a link: reading the query reports the damage.
        ("#/lab?w=1&plan=cq-2026.2&dep=3", Page::Lab, Some("w=1&plan=cq-2026.2&dep=3")),
        ("#/lab?v", Page::Lab, Some("v")),
        ("#/lab!v=1&plan=cq-2026.2", Page::Overview, Some("lab!v=1&plan=cq-2026.2")),
        ("#v=1&dep=3", Page::Overview, Some("v=1&dep=3")),
        ("#/lab?from=chat", Page::Lab, None),
        ("#/lab%3Fdep%3D9", Page::Overview, None),
        ("#/lab%3Fv%3D%FF", Page::Overview, None),
    ] {
        let link = query.map(|query| LinkQuery::One(query.to_owned()));
        assert_eq!(Route::parse(text), Route::to(page, link), "{text}");
    }
    let longest = format!("v=1&name={}", "x".repeat(MAX_TEXT_BYTES - "v=1&name=".len()));
    assert_eq!(query_of(&longest), Some(longest));
    let long = format!("#/lab?v=1&name={}", "x".repeat(MAX_TEXT_BYTES));
    assert_eq!(query_of(&long), None);
    let link = Route::parse(&long).link.unwrap();
    assert_eq!(link.decode_one(plan()), Some(Err(LinkError::TooLong(long.len()))));
    for page in Page::MENU.into_iter().chain([Page::Report]) {
        assert_eq!(Route::parse(&page.href()), Route::to(page, None));
        for query in ["", "v=1&dep=3"] {
            let route = Route::to(page, LinkQuery::parse(query));
            assert_eq!(Route::parse(&route.to_string()), route);
        }
    }
}
