//! Verdicts, sentences and tables.

use std::collections::BTreeSet;
use std::fmt::Write;

use proptest::prelude::*;
use two_rivers::analysis::compare::ComparedScenario;
use two_rivers::analysis::targets::{Verdict, consistency, findings};
use two_rivers::codec::link;
use two_rivers::export::{compared_csv, csv, data_csv, data_metadata, results_metadata};
use two_rivers::model::{odds, simulate};
use two_rivers::plan::Series;
use two_rivers::present::Narrator;
use two_rivers::scenario::{Change, Scenario};
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;
use two_rivers::text::sentences::targets;
use two_rivers::{analysis, plan as plans};

use crate::{golden, plan, strategies, written};

fn say(lang: Lang) -> Narrator<'static> {
    Narrator { plan: plan(), lang, currency: Currency::Cny }
}

#[test]
fn the_targets_of_2025() {
    let s = Scenario::new(plan());
    let reports = analysis::targets::target_statuses(plan(), &s, &simulate(plan(), &s));
    let verdict = |id: &str| reports.iter().find(|r| r.target.id == id).unwrap().verdict;
    assert_eq!(verdict("t25-va"), Verdict::Unknown);
    assert_eq!(verdict("t25-sh"), Verdict::Unknown);
    assert_eq!(verdict("t25-dep"), Verdict::Missed);
    assert_eq!(verdict("t25-loan"), Verdict::Missed);
    assert_eq!(verdict("t25-list"), Verdict::Missed);
    let gap = |id: &str| reports.iter().find(|r| r.target.id == id).unwrap().gap.unwrap();
    assert!((gap("t25-dep") + 1000.0).abs() < 1e-9);
    assert!((gap("t25-loan") + 1340.0).abs() < 1e-9);
    assert!((gap("t25-list") + 27.0).abs() < 1e-9);
}

#[test]
fn a_base_value_of_the_reader_decides_a_target_of_that_year() {
    let s = link::decode(plan(), "v=1&base.va=3100").unwrap().scenario;
    let reports = analysis::targets::target_statuses(plan(), &s, &simulate(plan(), &s));
    let of = |id: &str| reports.iter().find(|r| r.target.id == id).unwrap();
    assert_eq!((of("t25-va").verdict, of("t25-va").evidence), (Verdict::Met, analysis::targets::Evidence::Reader));
    assert_eq!(of("t25-sh").verdict, Verdict::Met);
}

#[test]
fn a_path_reaches_a_target_or_falls_short() {
    let verdict = |query: &str| {
        let s = link::decode(plan(), query).unwrap().scenario;
        let reports = analysis::targets::target_statuses(plan(), &s, &simulate(plan(), &s));
        let r = reports.into_iter().find(|r| r.target.id == "t27-dep-e").unwrap();
        (r.verdict, r.first_met, Lang::ALL.map(|lang| say(lang).verdict(&r)))
    };
    let said = |en: &str, zh: &str| [en.to_owned(), zh.to_owned()];
    // From a base of the test's own: 60,000 grows to 80,000 at 15.4701% a year.
    let base = "v=1&base.dep=60000";
    assert_eq!(verdict(&format!("{base}&dep=15.5")), (Verdict::Met, Some(2027), said("reached", "可达到")));
    let [short, far] = [(said("short by 0.1%", "差0.1%"), 2028), (said("short by 25.0%", "差25.0%"), 0)];
    assert_eq!(verdict(&format!("{base}&dep=15.4")), (Verdict::Missed, Some(short.1), short.0));
    assert_eq!(verdict(&format!("{base}&dep=0")), (Verdict::Missed, None, far.0));
    // 79,999.3: short, by less than a thousandth.
    assert_eq!(verdict("v=1&base.dep=79999.3&dep=0").2, said("short by under 0.1%", "差不足0.1%"));
    // 79,999.6 reads as 80,000.
    assert_eq!(verdict("v=1&base.dep=79999.6&dep=0").2, said("reached", "可达到"));
}

/// What has to be exceeded is not reached by what reads the same.
#[test]
fn a_strict_target_has_to_be_exceeded_in_the_digits_shown() {
    let told = |share: f64| {
        let t = plan().target("t27-sh").unwrap();
        let status = analysis::targets::TargetStatus {
            target: t,
            evidence: analysis::targets::Evidence::Projected,
            value: Some(share),
            gap: Some(share - t.value),
            first_met: None,
            verdict: if t.is_reached_by(share) { Verdict::Met } else { Verdict::Missed },
        };
        let said = say(Lang::En).stated(&status, None);
        (said.word, said.value, said.gap)
    };
    let said = |word: &str, value: &str, gap: &str| (word.to_owned(), value.to_owned(), gap.to_owned());
    assert_eq!(told(9.502), said("just on the target, not above it", "9.50%", "on the target"));
    assert_eq!(told(9.498), said("just on the target, not above it", "9.50%", "on the target"));
    assert_eq!(told(9.508), said("reached", "9.51%", "+0.01\u{a0}points"));
    assert_eq!(told(9.45), said("short by 0.05\u{a0}points", "9.45%", "−0.05\u{a0}points"));
}

/// The sentences of the overview, to be read by a person in both languages when they change.
#[test]
fn the_sentences_to_be_quoted() {
    let mut text = String::new();
    let s = Scenario::new(plan());
    let outcome = simulate(plan(), &s);
    let reports = analysis::targets::target_statuses(plan(), &s, &outcome);
    for lang in Lang::ALL {
        let say = say(lang);
        writeln!(text, "{}\n{}", say.past_verdict(&reports, 2025), say.coming_verdict(&reports, 2027)).unwrap();
        for t in plan().targets(plans::Reading::Each).filter(|t| t.year == 2027) {
            let need = analysis::targets::required(plan(), &s, t).unwrap();
            writeln!(text, "{} / {}", say.requirement(&s, t), say.needed(t, &need)).unwrap();
            text.push_str(&say.rank(&need).map(|r| format!("{r}\n")).unwrap_or_default());
            text.push_str(
                &say.share_implies(&s, &outcome, t)
                    .filter(|_| t.of == [Series::Share])
                    .map(|r| format!("{r}\n"))
                    .unwrap_or_default(),
            );
        }
        let met = link::decode(plan(), "v=1&base.va=3100").unwrap().scenario;
        for s in [&s, &met] {
            for r in analysis::targets::target_statuses(plan(), s, &simulate(plan(), s))
                .iter()
                .filter(|r| r.target.year == 2025)
            {
                let gap = r.gap.map(|gap| say.gap(say.unit_of(r.target), gap));
                let words = [say.outturn(r), say.verdict(r)].into_iter().chain(gap);
                let words = words.collect::<Vec<_>>().join(" / ");
                writeln!(text, "{}: {words}", say.target_name(r.target)).unwrap();
            }
        }
        writeln!(text, "{}", say.rests_on_estimates(&s)).unwrap();
        for series in [Series::List, Series::Dep] {
            writeln!(text, "{} / {}", say.effect(series, -1.5), say.effect_size(series, -1.5)).unwrap();
        }
        let sum = Scenario { reading: plans::Reading::Sum, ..Scenario::new(plan()) };
        let t = plan().targets(sum.reading).find(|t| t.of.len() == 2).unwrap();
        writeln!(text, "{}", say.requirement(&sum, t)).unwrap();
        for query in ["v=1&dep=15", "v=1&dep=15&loan=12", "v=1&dep=15&loan=12&va=13&list=32"] {
            let s = link::decode(plan(), query).unwrap().scenario;
            let reports = analysis::targets::target_statuses(plan(), &s, &simulate(plan(), &s));
            writeln!(text, "{}", say.coming_verdict(&reports, 2027)).unwrap();
        }
    }
    golden("sentences.txt", &text);
}

#[test]
fn the_audit_agrees_with_the_published_arithmetic() {
    let a = consistency::report(plan()).unwrap();
    assert_eq!(format!("{:.0}", a.implied_gdp), "33333");
    assert_eq!(format!("{:.2}", a.share_of_target), "8.89");
    assert_eq!(format!("{:.0}", a.value_of_share), "3038");
    assert_eq!(format!("{:.2}", a.combined_other / 10_000.0), "12.43");
    assert_eq!(format!("{:.1}", a.combined_2025 / 10_000.0), "12.8");
    assert_eq!(format!("{:.1}", a.increment_plan), "77.8");
    // 66,000 / 62,000; 64,660 / 61,000; 15,340 / 19,000; from 56,700 and 53,600 at the launch 7,960 / 7,400.
    let shares = [a.ratio_2025, a.ratio_base, a.increment_base, a.increment_past].map(|v| format!("{v:.2}"));
    assert_eq!(shares, ["106.45", "106.00", "80.74", "107.57"]);
    assert_eq!(format!("{:.2}", a.combined_base / 10_000.0), "12.57");
}

#[test]
fn estimates_readings_and_what_is_there_already_are_told_apart() {
    let reports_of = |query: &str| {
        let s = link::decode(plan(), query).unwrap().scenario;
        let outcome = simulate(plan(), &s);
        let need = |id: &str| analysis::targets::required(plan(), &s, plan().target(id).unwrap()).unwrap();
        let needed = ["t27-dep-e", "t27-loan-e"].map(|id| say(Lang::En).rank(&need(id)).is_some());
        (analysis::targets::target_statuses(plan(), &s, &outcome), needed)
    };
    let (reports, needed) = reports_of("v=1&base.dep=80000&base.va=3100");
    let estimated = |id: &str| say(Lang::En).is_estimate(reports.iter().find(|r| r.target.id == id).unwrap());
    assert_eq!(["t25-loan", "t25-va", "t27-loan-e"].map(estimated), [true, false, false]);
    assert_eq!(needed, [false, true], "no growth is asked for where the target is reached to the yuan");
    let sum = link::decode(plan(), "v=1&t27=sum").unwrap().scenario;
    let name = &plan().readings.iter().find(|r| r.id == plans::Reading::Sum).unwrap().name;
    assert_eq!(say(Lang::En).change(&sum, &Change::Reading), name.get(Lang::En));
}

/// Seen from the launch, 3,000 for value added is nearly reached by 2025, and so is its share: missed for all that.
#[test]
fn nearly_is_counted_as_missed_once_it_is_over() {
    let s = link::decode(plan(), "v=1&from=2023").unwrap().scenario;
    let reports = analysis::targets::target_statuses(plan(), &s, &simulate(plan(), &s));
    let of = |v: Verdict| reports.iter().filter(|r| r.target.year == 2025 && r.verdict == v).count();
    let told = say(Lang::En).past_verdict(&reports, 2025);
    let all = targets::past_verdict(
        Lang::En,
        2025,
        of(Verdict::Met),
        5 - of(Verdict::Met) - of(Verdict::Unknown),
        of(Verdict::Unknown),
    );
    assert_eq!(told, all);
}

fn table_of(s: &Scenario) -> String {
    let (outcome, run) = (simulate(plan(), s), odds(plan(), s));
    csv(plan(), s, &run, &link::of_results(plan(), s, &outcome, &run))
}

/// The table says with what it was made, from which link it can be made again, and every input by its kind.
#[test]
fn the_table_can_be_made_again_from_itself() {
    let query = "v=1&act.dep.2026=70000&base.loan=65000&loan=11,10&name=Mine";
    let scenario = link::decode(plan(), query).unwrap().scenario;
    let table = table_of(&scenario);
    let rows = fields(&table);
    let of = |scenario: &str, series: &str, year: &str, statistic: &str| {
        let found = rows.iter().find(|r| r[..4] == [scenario, series, year, statistic].map(String::from));
        found.map(|r| [r[4].clone(), r[6].clone()]).unwrap_or_default()
    };
    assert_eq!(of("data", "all", "2025", "release")[1], plan().release);
    assert_eq!(of("data", "all", "2025", "model")[0], plans::MODEL.to_string());
    assert_eq!(of("Mine", "dep", "2026", "entered"), ["70000.0000", "entered"]);
    assert_eq!(of("Mine", "dep", "2026", "central"), ["70000.0000", "entered"]);
    assert_eq!(of("Mine", "dep", "2027", "central")[1], "computed");
    assert_eq!(of("Mine", "loan", "2025", "base_entered"), ["65000.0000", "entered"]);
    assert_eq!(of("plan", "dep", "2026", "entered"), ["", ""], "the plan stays the plan");
    let loan = ["2026", "2027", "2030"].map(|year| of("Mine", "loan", year, "lever"));
    assert_eq!(
        loan.map(|[value, source]| format!("{value} {source}")),
        ["11.0000 entered", "10.0000 entered", "10.0000 entered"]
    );
    assert_eq!(of("trend", "loan", "2026", "lever")[1], "default");
    let levers: BTreeSet<&str> =
        rows.iter().filter(|r| r[0] == "Mine" && r[3] == "lever").map(|r| r[1].as_str()).collect();
    assert_eq!(levers.len(), plan().levers.len());
    // Its own link makes it again, byte for byte.
    let link = of("Mine", "all", "2025", "link")[1].clone();
    let again = link::decode(plan(), &link::query_of(&link).unwrap()).unwrap();
    assert!(again.problems.is_empty() && again.made_before(plan(), Lang::En).is_none());
    assert_eq!(table_of(&again.scenario), table);
}

#[test]
fn the_table_of_results() {
    let table = |query: &str| {
        let scenario = link::decode(plan(), query).unwrap().scenario;
        table_of(&scenario)
    };
    golden("trend.csv", &table("v=1"));
    golden("scenario.csv", &table("v=1&dep=12.5&loan=11,11,10&list=18&name=Faster"));
    golden("launch.csv", &table("v=1&from=2023&t27=sum"));
}

/// The page gives them away as files, with what they mean beside them.
#[test]
fn the_data_and_what_tables_mean_are_files() {
    written("public/two-rivers-data.csv", &data_csv(plan()));
    written("public/two-rivers-data.csv-metadata.json", &data_metadata(plan(), "two-rivers-data.csv"));
    let meant = |file: &str| results_metadata(plan(), file);
    for file in ["two-rivers.csv", "two-rivers-compared.csv"] {
        written(&format!("public/{file}-metadata.json"), &meant(file));
    }
    assert_eq!(meant("two-rivers.csv").replace("two-rivers.csv", "other.csv"), meant("other.csv"));
}

/// Each figure and target stands in the data once, as in the plan file, with its source.
#[test]
fn the_data_are_those_of_the_plan() {
    let rows = fields(&data_csv(plan()));
    let (head, rows) = rows.split_first().unwrap();
    assert!(rows.iter().all(|r| r.len() == head.len()));
    let ids: BTreeSet<&str> = rows.iter().map(|r| r[0].as_str()).collect();
    assert_eq!((ids.len(), rows.len()), (rows.len(), plan().observations().count() + plan().targets.len()));
    let at = |row: &[String], name: &str| row[head.iter().position(|h| h == name).unwrap()].clone();
    for row in rows {
        let source = &plan().sources[&at(row, "source")];
        assert_eq!(at(row, "source_title").trim_start_matches('\''), source.title);
        assert_eq!(at(row, "source_url"), source.url.clone().unwrap_or_default());
        let (value, note) = match (plan().observation(&row[0]), plan().target(&row[0])) {
            (Some(o), None) => (o.value, o.note.as_ref().map(|n| n.zh.clone()).unwrap_or_default()),
            (None, Some(t)) => (t.value, t.note.zh.clone()),
            other => panic!("{other:?}"),
        };
        assert_eq!((at(row, "value").parse(), at(row, "note_zh")), (Ok(value), note));
    }
}

/// The source of a row is that of its figure in the data, or it was computed.
#[test]
fn results_name_their_source() {
    let data = fields(&data_csv(plan()));
    let table = fields(include_str!("golden/trend.csv"));
    for row in &table[1..] {
        let found = data.iter().any(|d| d[1] == row[1] && d[2] == row[2] && d[10] == row[6]);
        let own = matches!(row[6].as_str(), "computed" | "default") || row[3] == "link";
        let base = row[3].starts_with("base_") && data.iter().any(|d| d[10] == row[6]);
        let edition = matches!(row[3].as_str(), "release" | "model");
        assert!(if row[0] == "data" { found || edition } else { own || base }, "{row:?}");
    }
}

/// Another program read the tables with their metadata and found both valid; `fixtures/csvw.py` tells how.
#[test]
fn tables_are_valid_csv_on_the_web() {
    let read = |path: &str| std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let lines: Vec<&str> = include_str!("fixtures/csvw.txt").lines().collect();
    assert_eq!(lines.len(), 4);
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let [table, metadata, sums, rows] = [words[0], words[1], words[2], words[3]];
        let (table, metadata) = (read(table), read(metadata));
        let sum = format!("{:08x}-{:08x}", crc32fast::hash(table.as_bytes()), crc32fast::hash(metadata.as_bytes()));
        assert_eq!(sums, sum, "{line}: validate it again with fixtures/csvw.py");
        assert_eq!(rows.parse(), Ok(fields(&table).len() - 1));
        assert_eq!(words[4..], ["valid"]);
    }
}

#[test]
fn the_table_is_tidy_and_safe() {
    let scenario = link::decode(plan(), "v=1&name=%3DSUM(1)%2C%22x%22").unwrap().scenario;
    let table = table_of(&scenario);
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert!(rows.iter().any(|r| r.starts_with("\"'=SUM(1),\"\"x\"\"\",")), "a formula is quoted");
    for (name, field) in [("'=1", "''=1"), ("\" =1", "\"'\"\" =1\""), ("'1", "'1")] {
        let named = Scenario { name: name.into(), ..scenario.clone() };
        let table = table_of(&named);
        let is_there = table.lines().any(|row| row.starts_with(&format!("{field},")));
        assert!(is_there, "a formula behind quotes is one as well, other text is not: {name}");
    }
    let mut keys: Vec<Vec<&str>> =
        rows.iter().filter(|r| !r.starts_with('"')).map(|r| r.split(',').collect()).collect();
    assert!(keys.iter().all(|k| k.len() == 7));
    let sorted = {
        let mut k: Vec<_> =
            keys.iter().map(|k| (k[0].to_owned(), k[1].to_owned(), k[2].to_owned(), k[3].to_owned())).collect();
        k.sort();
        k
    };
    let given: Vec<_> =
        keys.iter().map(|k| (k[0].to_owned(), k[1].to_owned(), k[2].to_owned(), k[3].to_owned())).collect();
    assert_eq!(given, sorted);
    keys.dedup_by(|a, b| a[..4] == b[..4]);
    assert_eq!(keys.len(), given.len(), "each row once");
}

/// The fields of a table, row by row, as a program reads them.
fn fields(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = table.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            c => field.push(c),
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_field_of_a_table_is_a_formula(start in "[=+@＝＋－＠\t\r\"' \u{3000}-]{0,3}", rest in strategies::name(8)) {
        let name = format!("{start}{rest}");
        let scenario = Scenario { name: name.clone(), ..Scenario::new(plan()) };
        let (outcome, odds) = (simulate(plan(), &scenario), odds(plan(), &scenario));
        let column = ComparedScenario { scenario: &scenario, outcome: &outcome, odds: &odds };
        let single = table_of(&scenario);
        let compared = compared_csv(plan(), &[column, column], &[link::of_results(plan(), &scenario, &outcome, &odds)]);
        for row in fields(&single).into_iter().chain(fields(&compared)) {
            prop_assert_eq!(row.len(), 7);
            for field in row {
                let is_formula = |text: &str| text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
                let is_safe = !is_formula(&field) && !is_formula(field.trim_start());
                prop_assert!(is_safe || field.parse::<f64>().is_ok(), "{field:?}");
            }
        }
        let names: BTreeSet<String> = fields(&single).into_iter().map(|mut row| row.swap_remove(0)).collect();
        let shown = scenario.name_or("scenario");
        prop_assert!(names.iter().any(|n| n.strip_prefix('\'').unwrap_or(n) == shown || n == shown), "{names:?}");
    }
}

#[test]
fn the_digest_sees_every_number() {
    let checksum = |query: &str| digest_of(query);
    for same in ["v=1&name=other", "v=1&seed=9", "v=1&paths=20000"] {
        assert_eq!(checksum("v=1"), checksum(same), "{same}");
    }
    for other in [
        "v=1&dep=7.9001",
        "v=1&defl=0.5001",
        "v=1&list=4.8001",
        "v=1&to=2031",
        "v=1&base.loan=64660.0001",
        "v=1&sd.dep=1",
        "v=1&corr=0.6",
        "v=1&regime=0.6",
    ] {
        assert_ne!(checksum("v=1"), checksum(other), "{other}");
    }
}

fn digest_of(query: &str) -> u32 {
    let scenario = link::decode(plan(), query).unwrap().scenario;
    two_rivers::export::checksum(&simulate(plan(), &scenario), &odds(plan(), &scenario))
}

/// The browser's test compares with the same file: equal numbers on every machine.
#[test]
fn the_digests_of_some_scenarios() {
    let mut text = String::new();
    for query in [
        "v=1",
        "v=1&from=2023",
        "v=1&dep=12.5&loan=11,11,10&list=18",
        "v=1&real=-1.25,0,2.5&delist=3.3&to=2035",
        "v=1&t27=sum&ar=0.6&corr=0.3&seed=4294967295",
        "v=1&m=x:dep:1/2/4:0.7:2026:0:2:0&m=y:list:0/5/9:0.5:2026:1:0:3&act.loan.2026=70000&list=12&disp=2&regime=0.4",
    ] {
        writeln!(text, "{query}\t{:08x}", digest_of(query)).unwrap();
    }
    golden("digests.txt", &text);
}

/// What the figures say, by hand from them: the lowest share of 2014 to 2023 is 8.27% (2014), the highest 8.87% (2020);
/// 61,000 to 80,000 in two years are 14.52% a year and 64,660 to 80,000 11.23%; 62,000 to 80,000 are 13.59%, last exceeded by the 17.3% of 2013.
#[test]
fn the_findings_follow_from_their_figures() {
    let share = findings::share_record(plan()).unwrap();
    assert_eq!((share.years, share.range, share.target.id.as_str()), ((2014, 2023), (8.27, 8.87), "t27-sh"));
    assert!(share.range.1 < share.target.value);
    let scenario = Scenario::new(plan());
    let close = |a: f64, b: f64| assert!((a - b).abs() < 0.005, "{a} {b}");
    let paces = findings::paces(plan(), &scenario);
    for (pace, needed, past) in [(paces[0], "14.6", 7.145), (paces[1], "11.3", 6.908)] {
        assert_eq!(pace.needed.to_string(), needed, "rounded up, as the lever takes it");
        close(pace.past, past);
        assert_eq!(pace.years, (2024, 2025));
    }
    let implied = findings::implied(plan());
    close(implied[0].per_year, 13.59);
    close(implied[1].per_year, 10.096);
    assert_eq!([implied[0].last, implied[1].last], [Some(2013), Some(2021)]);
    let said: String = Lang::ALL
        .map(|lang| {
            let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
            let rows = say
                .comparables()
                .into_iter()
                .map(|r| format!("{} · {} · {} · {} · {}\n", r.place, r.measure, r.target, r.latest, r.word));
            format!("{}\n{}\n{}", say.findings().join("\n"), say.comparable_verdict(), rows.collect::<String>())
        })
        .concat();
    golden("findings.txt", &said);
}

/// A record that is too short says nothing.
#[test]
fn findings_need_their_figures() {
    let mut short = plan().clone();
    short.series[Series::Share.index()].points.drain(..16);
    assert!(findings::share_record(&short).is_none());
    short.series[Series::Dep.index()].alternative.clear();
    assert_eq!(findings::implied(&short).len(), 1);
    assert!(Narrator { plan: &short, lang: Lang::En, currency: Currency::Cny }.findings().is_empty());
}
