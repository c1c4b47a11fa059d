//! Monitor: the reader's record of items, where targets stand, entered figures, odds over time.

use std::fmt::Write;

use proptest::collection::btree_map;
use proptest::prelude::*;
use two_rivers::analysis::monitor::hindsight::{PointInTimeOdds, as_of, point_in_time_odds, years};
use two_rivers::analysis::monitor::progress::{FAR_BEHIND, ON_PACE, Progress, Standing, launch, pace, progress};
use two_rivers::analysis::targets::{Evidence, Verdict, actuals, target_statuses};
use two_rivers::chart::geometry::{Chart, Layout, Line, Point, Role};
use two_rivers::codec::FieldErrorKind;
use two_rivers::codec::envelope::{Metadata, OpenError, open, seal};
use two_rivers::codec::link::{MAX_LINK_CHARS, decode, encode, with_statuses};
use two_rivers::decimal::Decimal;
use two_rivers::model;
use two_rivers::plan::{ListingStatus, Reading, Series, Target};
use two_rivers::present::Narrator;
use two_rivers::scenario::{Measure, Scenario};
use two_rivers::text::Lang;
use two_rivers::text::format::Currency;
use two_rivers::text::sentences::monitor;
use two_rivers::tracking::{ItemRecord, ItemStatus, Prefer, RecordField, TrackingRecord, followed, is_followed, tally};

use crate::{golden, plan, strategies};

// The record of items

fn items() -> Vec<&'static str> {
    followed(plan()).flat_map(|l| &l.items).map(|i| i.id.as_str()).collect()
}

fn entry() -> impl Strategy<Value = ItemRecord> {
    let date = prop::sample::select(vec!["", "2025", "2024-02", "2024-02-29"]);
    let evidence = prop::sample::select(vec!["", "https://example.org/a?b=1#c", "http://渝.example/公告"]);
    let stage = prop::sample::select(ItemStatus::ALL.to_vec());
    (stage, date, strategies::name(40), evidence).prop_map(|(stage, date, note, evidence)| ItemRecord {
        status: stage,
        date: date.into(),
        note,
        evidence: evidence.into(),
    })
}

/// Any journal the plan allows.
pub fn journal() -> impl Strategy<Value = TrackingRecord> {
    btree_map(prop::sample::select(items()), entry(), 0..12)
        .prop_map(|all| all.into_iter().fold(TrackingRecord::default(), |j, (id, e)| j.with(id, e)))
}

fn with(stages: &[(&str, ItemStatus)]) -> TrackingRecord {
    let entry = |stage| ItemRecord { status: stage, ..ItemRecord::default() };
    stages.iter().fold(TrackingRecord::default(), |j, (id, s)| j.with(id, entry(*s)))
}

fn journal_in(text: &str) -> Result<TrackingRecord, OpenError> {
    open(text, plan()).map(|(journal, _)| journal)
}

proptest! {
    #[test]
    fn a_journal_that_is_sealed_is_opened(j in journal()) {
        prop_assert_eq!(j.check(plan()), vec![]);
        let text = seal(&j, Metadata::default());
        prop_assert_eq!(journal_in(&text), Ok(j));
        prop_assert!(open::<Scenario>(&text, plan()).is_err(), "a journal is no scenario");
    }

    #[test]
    fn any_text_is_opened_as_a_journal_or_refused(text in ".{0,200}") {
        prop_assert!(journal_in(&text).is_err());
    }

    #[test]
    fn damage_to_a_journal_is_noticed(j in journal(), at in 0usize..4000, byte in 0x20u8..0x7f) {
        let mut bytes = seal(&j, Metadata::default()).into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(opened) = journal_in(&String::from_utf8_lossy(&bytes)) {
            prop_assert_eq!(opened, j);
        }
    }

    #[test]
    fn stages_travel_in_a_link_and_nothing_else_does(j in journal(), s in strategies::scenario(plan()), checksum in any::<u32>()) {
        let bare = encode(plan(), &s, None, checksum);
        let (query, left) = with_statuses(bare.clone(), &j);
        prop_assert!(query.starts_with(&bare));
        if bare.chars().count() > MAX_LINK_CHARS {
            return Ok(());
        }
        prop_assert!(query.chars().count() <= MAX_LINK_CHARS);
        let read = decode(plan(), &query).unwrap();
        prop_assert_eq!(&read.problems, &vec![]);
        prop_assert_eq!(&read.scenario, &s);
        prop_assert_eq!(read.journal.check(plan()), vec![]);
        for id in items() {
            let expected = if left.iter().any(|l| l == id) { ItemStatus::Unknown } else { j.status(id) };
            prop_assert_eq!(read.journal.status(id), expected);
            prop_assert!(read.journal.get(id).is_none_or(ItemRecord::is_bare));
        }
    }

    #[test]
    fn journals_are_merged_without_loss(a in journal(), b in journal()) {
        prop_assert_eq!(a.clone().merge(a.clone(), Prefer::Other), a.clone());
        let (own, other) = (a.clone().merge(b.clone(), Prefer::Own), a.clone().merge(b.clone(), Prefer::Other));
        let conflicts = a.conflicts(&b);
        for id in items() {
            let (mine, theirs) = (a.get(id), b.get(id));
            prop_assert_eq!(own.get(id), mine.or(theirs), "{}", id);
            let contested = conflicts.iter().any(|c| c == id);
            prop_assert_eq!(other.get(id), if contested { theirs } else { mine.or(theirs) }, "{}", id);
            prop_assert!(!contested || mine != theirs);
        }
        prop_assert_eq!(own == other, conflicts.is_empty());
        prop_assert_eq!(other.conflicts(&b), Vec::<String>::new());
    }

    #[test]
    fn every_item_is_counted_once(j in journal()) {
        for list in followed(plan()) {
            let t = tally(&j, list);
            prop_assert_eq!(t.items.total() + t.candidates.total(), list.items.len());
            if let Some(declared) = list.declared {
                prop_assert_eq!(t.items.total() + t.hidden, usize::from(declared));
            }
            let done = list.items.iter().filter(|i| j.status(&i.id) == ItemStatus::Done).count();
            prop_assert_eq!(t.items.done + t.candidates.done, done);
            prop_assert!(t.named <= t.items.total());
        }
    }
}

/// By the file: 14, 13, 13 and 13 declared, of which one is named and seven are described.
#[test]
fn what_is_not_public_has_no_stage() {
    let lists: Vec<_> = followed(plan()).collect();
    assert_eq!(
        lists.iter().map(|l| l.id.as_str()).collect::<Vec<_>>(),
        ["reforms", "policies", "platforms", "projects", "measures"]
    );
    let counts: Vec<_> = lists.iter().map(|l| tally(&TrackingRecord::default(), l)).collect();
    assert_eq!(counts.iter().map(|t| t.named).collect::<Vec<_>>(), [0, 0, 0, 1, 4]);
    assert_eq!(counts.iter().map(|t| t.items.unknown).collect::<Vec<_>>(), [3, 1, 1, 3, 4]);
    assert_eq!(counts.iter().map(|t| t.hidden).collect::<Vec<_>>(), [11, 12, 12, 10, 0]);
    assert_eq!(counts.iter().map(|t| t.candidates.unknown).collect::<Vec<_>>(), [2, 1, 4, 1, 0]);
    let j = with(&[("R-a", ItemStatus::Done), ("R-d", ItemStatus::Done), ("R-b", ItemStatus::UnderWay)]);
    let t = tally(&j, lists[0]);
    assert_eq!((t.items.done, t.items.under_way, t.items.unknown, t.candidates.done), (1, 1, 1, 1));
    assert!(!is_followed(plan(), "C1") && !is_followed(plan(), "S-a") && !is_followed(plan(), "reforms"));
    assert!(lists.iter().flat_map(|l| &l.items).any(|i| i.status == ListingStatus::Candidate));
}

/// Of all texts of the form yyyy-mm-dd in a century exactly its 36,525 days are dates, and its 1,200 months.
#[test]
fn a_date_is_a_day_a_month_or_a_year() {
    let fits = |date: String| !ItemRecord { date, ..ItemRecord::default() }.faults().contains(&RecordField::Date);
    let (mut days, mut months) = (0, 0);
    for year in 2000..2100 {
        for month in 0..=13 {
            months += usize::from(fits(format!("{year}-{month:02}")));
            days += (0..=32).filter(|day| fits(format!("{year}-{month:02}-{day:02}"))).count();
        }
    }
    assert_eq!((days, months), (36_525, 1_200));
    for text in ["", "2025", "1990"] {
        assert!(fits(text.into()), "{text}");
    }
    for text in [
        "1989",
        "25",
        "2025-",
        "2025-3",
        "2025-03-1",
        "2025/03/01",
        "２０２５",
        "2025-03-01T00",
        "+202",
        " 2025",
        "today",
    ] {
        assert!(!fits(text.into()), "{text}");
    }
}

#[test]
fn each_fault_of_a_journal_is_told_apart() {
    let good = ItemRecord {
        status: ItemStatus::Done,
        date: "2025-03".into(),
        note: "长".repeat(ItemRecord::NOTE_LIMIT),
        evidence: format!("https://example.org/{}", "x".repeat(ItemRecord::EVIDENCE_LIMIT - 20)),
    };
    let faults = |id: &str, entry: ItemRecord| TrackingRecord::default().with(id, entry).check(plan());
    assert_eq!(faults("J-c", good.clone()), []);
    assert_eq!(faults("R-d", good.clone()), [], "candidates are followed as well");
    for id in ["C1", "S-a", "Z-9", ""] {
        assert_eq!(faults(id, good.clone()), [(id.to_owned(), RecordField::Item)]);
    }
    let of = |change: &dyn Fn(&mut ItemRecord)| {
        let mut entry = good.clone();
        change(&mut entry);
        faults("J-c", entry).into_iter().map(|(_, fault)| fault).collect::<Vec<_>>()
    };
    assert_eq!(of(&|e| e.date = "2025-13".into()), [RecordField::Date]);
    assert_eq!(of(&|e| e.note.push('长')), [RecordField::Note]);
    assert_eq!(of(&|e| e.note = "a\nb".into()), []);
    assert_eq!(of(&|e| e.note = "a\u{1b}b".into()), [RecordField::Note]);
    for address in [
        "javascript:alert(1)",
        "ftp://example.org",
        "https://",
        "https:///a",
        "https://a b",
        "example.org",
        "http://a\"b",
        "HTTPS",
    ] {
        assert_eq!(of(&|e| e.evidence = address.into()), [RecordField::Evidence], "{address}");
    }
    assert_eq!(of(&|e| e.evidence.push('x')), [RecordField::Evidence]);
    let sealed = seal(&with(&[("Z-9", ItemStatus::Done)]), Metadata::default());
    assert_eq!(journal_in(&sealed), Err(OpenError::Entries(vec![("Z-9".into(), RecordField::Item)])));
    let scenario = seal(&Scenario::new(plan()), Metadata::default());
    assert!(matches!(journal_in(&scenario), Err(OpenError::Field { .. })), "a scenario is no journal");
}

/// The form that is kept and put into files: it must be read for ever.
#[test]
fn the_form_of_a_journal() {
    let j = with(&[("R-a", ItemStatus::NotStarted), ("H1", ItemStatus::UnderWay)]).with(
        "J-c",
        ItemRecord {
            status: ItemStatus::Done,
            date: "2023-12-18".into(),
            note: "揭牌".into(),
            evidence: "https://example.org".into(),
        },
    );
    let text = r#"{"H1":{"stage":"under_way"},"J-c":{"stage":"done","date":"2023-12-18","note":"揭牌","evidence":"https://example.org"},"R-a":{"stage":"not_started"}}"#;
    assert_eq!(serde_json::to_string(&j).unwrap(), text);
    assert_eq!(serde_json::from_str::<TrackingRecord>(text).unwrap(), j);
    assert_eq!(
        serde_json::from_str::<TrackingRecord>(r#"{"R-a":{"note":"x"}}"#).unwrap().status("R-a"),
        ItemStatus::Unknown
    );
    assert!(serde_json::from_str::<TrackingRecord>(r#"{"R-a":{"stage":"begun"}}"#).is_err());
    assert!(serde_json::from_str::<TrackingRecord>(r#"{"R-a":{"mood":"good"}}"#).is_err());
    assert!(with(&[("R-a", ItemStatus::Unknown)]).is_empty(), "what records nothing is not kept");
}

#[test]
fn a_full_link_names_the_items_it_leaves_out() {
    let note = "n".repeat(Measure::NOTE_LIMIT);
    let query = format!("v=1{}", format!("&m=x:dep:0/1/2:0.5:2026:0:1:0:{note}").repeat(8));
    let s = decode(plan(), &query).unwrap().scenario;
    let all: Vec<_> = items().into_iter().map(|id| (id, ItemStatus::Done)).collect();
    let (query, left) = with_statuses(encode(plan(), &s, None, 7), &with(&all));
    assert!(query.len() <= MAX_LINK_CHARS && !left.is_empty() && left.len() < all.len(), "{} {left:?}", query.len());
    let read = decode(plan(), &query).unwrap();
    assert_eq!((read.problems.len(), read.scenario), (0, s));
    assert_eq!(read.journal.iter().count() + left.len(), all.len());
    let (query, left) = with_statuses(encode(plan(), &Scenario::new(plan()), None, 7), &with(&all));
    assert!(left.is_empty() && query.len() < 350, "{}", query.len());
}

// Where targets stand

fn scenario(query: &str) -> Scenario {
    decode(plan(), query).unwrap().scenario
}

fn target(id: &str) -> &'static Target {
    plan().target(id).unwrap()
}

fn of<'a>(all: &'a [Progress<'static>], id: &str) -> &'a Progress<'static> {
    all.iter().find(|p| p.target.id == id).unwrap()
}

fn standing(query: &str, id: &str) -> Standing {
    of(&progress(plan(), &scenario(query)), id).standing
}

#[test]
fn pace_has_its_bounds() {
    for asked in [0.4, 2.0, 10.0, 15.5] {
        assert_eq!(pace(asked, asked), Standing::OnPace);
        assert_eq!(pace(asked, ON_PACE * asked * (1.0 + 1e-12)), Standing::OnPace);
        assert_eq!(pace(asked, ON_PACE * asked * (1.0 - 1e-12)), Standing::Behind);
        assert_eq!(pace(asked, FAR_BEHIND * asked * (1.0 + 1e-12)), Standing::Behind);
        assert_eq!(pace(asked, FAR_BEHIND * asked * (1.0 - 1e-12)), Standing::FarBehind);
        assert_eq!(pace(asked, 0.0), Standing::FarBehind);
        assert_eq!(pace(asked, -3.0), Standing::FarBehind);
    }
    assert_eq!(pace(-2.0, -2.0), Standing::OnPace);
    assert_eq!(pace(-2.0, -3.0), Standing::FarBehind);
}

/// With a spreadsheet: deposits from 53,600 to 80,000 in four years are 10.53% a year, and from 61,000 in two 14.52%; in
/// yuan they grew from 52,613.04 to 60,400 in two, 7.15% a year. Loans 8.99%, 11.23%, and 6.91% from 55,909.32 to 63,900;
/// companies to 161: 15.75, 0 and 31.5 a year.
#[test]
fn where_the_targets_stand() {
    let all = progress(plan(), &Scenario::new(plan()));
    assert_eq!(launch(plan()), 2023);
    for (id, asked, achieved, needed, standing) in [
        ("t27-dep-e", 10.53, 7.15, 14.52, Standing::Behind),
        ("t27-loan-e", 8.99, 6.91, 11.23, Standing::Behind),
        ("t27-list", 15.75, 0.0, 31.5, Standing::FarBehind),
    ] {
        let p = of(&all, id);
        let close = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 0.006;
        let from_here = p.needed.map(|n| n.per_year);
        assert!(close(p.asked, asked) && close(p.achieved, achieved) && close(from_here, needed), "{p:?}");
        assert_eq!((p.standing, p.latest.unwrap().year), (standing, 2025));
    }
    let share = of(&all, "t27-sh");
    assert_eq!((share.standing, share.latest, share.launch.unwrap().year), (Standing::Unknown, None, 2023));
    let sum = progress(plan(), &Scenario { reading: Reading::Sum, ..Scenario::new(plan()) });
    assert_eq!(of(&sum, "t27-sum").standing, Standing::Reached);
    assert!((of(&sum, "t27-sum").latest.unwrap().value - 125_660.0).abs() < 1e-9);
}

/// Targets of a year that is over get the verdict the board of the Lab gives them.
#[test]
fn past_targets_agree_with_the_board() {
    for query in
        ["v=1", "v=1&base.va=3100", "v=1&base.va=2900&base.dep=62500", "v=1&base.list=125&base.gdp=30000&base.va=2800"]
    {
        let s = scenario(query);
        let board = target_statuses(plan(), &s, &model::simulate(plan(), &s));
        for p in progress(plan(), &s).iter().filter(|p| p.target.year == 2025) {
            let verdict = board.iter().find(|r| r.target.id == p.target.id).unwrap().verdict;
            let expected = match verdict {
                Verdict::Met => Standing::Met,
                Verdict::Missed => Standing::Missed,
                Verdict::Unknown => Standing::Unknown,
            };
            assert_eq!(p.standing, expected, "{query} {}", p.target.id);
            assert_eq!(p.needed, None);
        }
    }
}

/// The year that is over first, by what is published of it or entered, then the one to come.
#[test]
fn a_sentence_for_every_year_with_targets() {
    let say = Narrator { plan: plan(), lang: Lang::En, currency: Currency::Cny };
    let said = |query: &str| {
        let all = progress(plan(), &scenario(query));
        let coming = say.standings(&all, 2027);
        let text = say.all_standings(&all);
        let (over, rest) = text.split_at(text.len() - coming.len());
        assert_eq!(rest, coming, "{text}");
        over.to_owned()
    };
    let five = "Of the five targets for 2025,";
    let none = "none is known to be met: three were missed, and two cannot be judged from public figures.";
    assert_eq!(said("v=1"), format!("{five} {none} "));
    assert_eq!(said("v=1&t27=sum"), format!("{five} {none} "));
    // Value added alone decides two: 3,000, and 9% of a GDP that is published.
    assert_eq!(said("v=1&base.va=3100"), format!("{five} two are met: three were missed. "));
}

/// A figure entered for a target's own year decides it on every page: what is known is met or missed.
#[test]
fn an_entered_figure_decides_a_target_of_its_year() {
    for (query, id, verdict, known) in [
        ("v=1&act.dep.2027=79999", "t27-dep-e", Verdict::Missed, true),
        ("v=1&act.dep.2027=80000", "t27-dep-e", Verdict::Met, true),
        ("v=1&act.dep.2026=79990&dep=0", "t27-dep-e", Verdict::Missed, false),
        ("v=1&act.va.2027=3400&act.gdp.2027=36000", "t27-sh", Verdict::Missed, true),
        ("v=1&act.va.2027=3400", "t27-sh", Verdict::Missed, false),
    ] {
        let s = scenario(query);
        let board = target_statuses(plan(), &s, &model::simulate(plan(), &s));
        let report = board.iter().find(|r| r.target.id == id).unwrap();
        assert_eq!(report.verdict, verdict, "{query}: {report:?}");
        assert_eq!(report.evidence == Evidence::Reader, known, "{query}");
    }
}

#[test]
fn entered_figures_count() {
    assert_eq!(standing("v=1&act.dep.2026=72100", "t27-dep-e"), Standing::OnPace);
    assert_eq!(standing("v=1&act.dep.2026=63000", "t27-dep-e"), Standing::Behind);
    assert_eq!(standing("v=1&act.dep.2026=62000", "t27-dep-e"), Standing::FarBehind);
    assert_eq!(standing("v=1&act.dep.2026=80000", "t27-dep-e"), Standing::Reached);
    assert_eq!(standing("v=1&act.dep.2027=80000", "t27-dep-e"), Standing::Met);
    assert_eq!(standing("v=1&act.dep.2027=79999", "t27-dep-e"), Standing::Missed);
    assert_eq!(standing("v=1&act.dep.2027=80000", "t27-loan-e"), Standing::Behind, "loans are not known for 2027");
    // A share needs both: value added of the reader's, GDP of the reader's or the file's.
    assert_eq!(standing("v=1&act.va.2026=3300", "t27-sh"), Standing::Unknown);
    assert_eq!(standing("v=1&act.va.2026=3300&act.gdp.2026=35500", "t27-sh"), Standing::OnPace);
    assert_eq!(standing("v=1&act.va.2027=3420&act.gdp.2027=36000", "t27-sh"), Standing::Missed, "9.5 is not above 9.5");
    assert_eq!(standing("v=1&base.va=3150", "t27-sh"), Standing::OnPace);
}

/// One year far off moves the standing no more than its part: with four years, one that is short by less than four
/// times the tolerance leaves an otherwise even growth on pace.
#[test]
fn one_noisy_year_does_not_turn_a_standing() {
    let asked = 0.089_9_f64;
    for years in 2..=4_i32 {
        let level = |short: f64| 56_700.0 * (1.0 + asked).powi(years - 1) * (1.0 + asked * (1.0 - short));
        let after = |short: f64| {
            let grown = 100.0 * ((level(short) / 56_700.0).powf(1.0 / f64::from(years)) - 1.0);
            pace(100.0 * asked, grown)
        };
        let part = (1.0 - ON_PACE) * f64::from(years);
        assert_eq!(after(part - 0.01), Standing::OnPace, "{years}");
        assert_eq!(after(part + 0.02), Standing::Behind, "{years}");
    }
}

// Entered figures

#[test]
fn a_standing_takes_a_figure_of_its_year_or_two_years_of_growth() {
    let of = |query: &str, id: &str| {
        let s = scenario(query);
        progress(plan(), &s).into_iter().find(|p| p.target.id == id).unwrap()
    };
    // Reached the year before, and nothing is known of the year that counts.
    let over = of("v=1&from=2023&act.va.2024=3100", "t25-va");
    assert_eq!((over.latest.unwrap().year, over.standing, over.needed), (2024, Standing::Unknown, None));
    let one = of("v=1&from=2023&act.va.2024=2700", "t27-sh");
    assert_eq!((one.latest.unwrap().year, one.standing), (2024, Standing::Unknown));
    // Loans of 2025 are an estimate, and so is their sum with a figure that is none.
    let sum = of("v=1&from=2023&t27=sum&act.dep.2025=61500", "t27-sum").latest.unwrap();
    assert!(sum.year == 2025 && sum.estimate && sum.own);
}

#[test]
fn a_surprising_figure_is_noticed() {
    let of = |query: &str, series: Series, year: u16| {
        let pinned = format!("{query}&sd.dep=0.9&tau.dep=0.4&disp=3");
        let pinned = if query.contains("&dep=") { pinned } else { format!("{pinned}&dep=7.9") };
        actuals::z_score(plan(), &scenario(&pinned), series, year)
    };
    let near = |a: Option<f64>, b: f64| assert!((a.unwrap() - b).abs() < 1e-9, "{a:?} {b}");
    let one = (0.009_f64.powi(2) + 0.004_f64.powi(2)).sqrt();
    near(of("v=1&act.dep.2026=66000", Series::Dep, 2026), (66_000.0_f64 / (61_000.0 * 1.079)).ln() / one);
    let two = (2.0 * 0.009_f64.powi(2) + 4.0 * 0.004_f64.powi(2)).sqrt();
    near(of("v=1&act.dep.2027=66000", Series::Dep, 2027), (66_000.0_f64 / (61_000.0 * 1.079 * 1.079)).ln() / two);
    // From a figure entered before, only one year lies between.
    near(
        of("v=1&act.dep.2026=64000&act.dep.2027=66000", Series::Dep, 2027),
        (66_000.0_f64 / (64_000.0 * 1.079)).ln() / one,
    );
    let m = 4.5_f64;
    let spread = (m + m * m * ((1.0 + 1.0 / 3.0) * 0.25_f64.exp() - 1.0)).sqrt();
    near(of("v=1&act.list.2026=110", Series::List, 2026), (110.0 - (98.0 * 0.991 + m)) / spread);
    // New listings of the year itself, where they differ from year to year.
    let spread = |years: f64, m: f64| (years * (m + m * m * ((1.0 + 1.0 / 3.0) * 0.25_f64.exp() - 1.0))).sqrt();
    let first = 98.0 * 0.991 + 4.0;
    near(of("v=1&list=4,10&act.list.2026=110", Series::List, 2026), (110.0 - first) / spread(1.0, 4.0));
    let second = first * 0.991 + 10.0;
    near(of("v=1&list=4,10&act.list.2027=110", Series::List, 2027), (110.0 - second) / spread(2.0, 10.0));
    assert!(
        of("v=1&act.dep.2026=6.6", Series::Dep, 2026).unwrap() < -actuals::SURPRISING,
        "trillions for 100 millions"
    );
    assert!(of("v=1&act.loan.2026=69000", Series::Loan, 2026).unwrap().abs() < actuals::SURPRISING);
    assert_eq!(
        actuals::z_score(plan(), &scenario("v=1&act.dep.2026=66000&sd.dep=0&tau.dep=0"), Series::Dep, 2026),
        None,
        "nothing scatters"
    );
    assert_eq!(of("v=1", Series::Dep, 2026), None);
    // The estimate of the base year adds its own error.
    let va = |query: &str| actuals::z_score(plan(), &scenario(query), Series::Va, 2026);
    let far = (3_200.0_f64 / (2_857.1 * 1.047)).ln();
    let spread = 0.045_f64.powi(2) + 0.004_f64.powi(2) + 0.051_f64.powi(2);
    near(va("v=1&act.va.2026=3200"), far / spread.sqrt());
    near(va("v=1&base.va=2857.1&act.va.2026=3200"), far / (spread - 0.045_f64.powi(2)).sqrt());
}

/// The base moves: after an entered figure the path and the bands start from it, and its year is certain.
#[test]
fn paths_and_bands_start_from_an_entered_figure() {
    let s = scenario("v=1&act.loan.2026=71000");
    let (outcome, odds) = (model::simulate(plan(), &s), model::odds(plan(), &s));
    assert_eq!(outcome.value(Series::Loan, 2026), Some(71_000.0));
    assert_eq!(outcome.value(Series::Loan, 2027), Some(71_000.0 * 1.056));
    assert!(odds.band(Series::Loan, 2026).unwrap().quantiles.iter().all(|q| (q - 71_000.0).abs() < 1e-6));
    let from_base = model::odds(plan(), &scenario("v=1&base.loan=71000"));
    let width = |odds: &model::Odds, year| {
        let q = odds.band(Series::Loan, year).unwrap().quantiles;
        (q[4] / q[0]).ln()
    };
    assert!((width(&odds, 2027) - width(&from_base, 2026)).abs() < 1e-9, "as wide as one year after a base");
}

#[test]
fn entered_figures_are_drawn_hollow() {
    let point = |year| Point { year, value: 1.0, estimate: false };
    let dots = |role| {
        let line = Line { role, label: String::new(), points: vec![point(2025), point(2026)] };
        let chart = Chart { years: (2023, 2027), base_year: 2025, lines: vec![line], ..Chart::default() };
        let layout = Layout::of(&chart, 400.0, 260.0);
        layout.lines[0].dots.iter().map(|d| d.2).collect::<Vec<_>>()
    };
    assert_eq!(dots(Role::Entered), [true, true]);
    assert_eq!(dots(Role::Other(1)), [false, false]);
    assert_eq!(dots(Role::Mine), [false; 0]);
}

// Odds over time

const ENTERED: &str = "v=1&act.dep.2026=68000&act.loan.2026=71000";

fn look(all: &[PointInTimeOdds], year: u16) -> &PointInTimeOdds {
    all.iter().find(|l| l.year == year).unwrap()
}

/// Against another program, which reads the plan file itself and simulates from the written specification.
#[test]
fn odds_over_time_agree_with_another_program() {
    let all = point_in_time_odds(plan(), &scenario(ENTERED));
    assert_eq!(
        all.iter().map(|l| (l.year, l.own)).collect::<Vec<_>>(),
        [(2023, false), (2024, false), (2025, false), (2026, true)]
    );
    let mut rows = 0;
    for row in include_str!("fixtures/looks.csv").lines().skip(1) {
        let [year, id, chance, se] = row.split(',').collect::<Vec<_>>()[..] else { panic!("{row}") };
        let look = look(&all, year.parse().unwrap());
        let own = match id.strip_prefix("all") {
            Some(due) => look.all(due.parse().unwrap()).unwrap(),
            None => look.of(target(id)).unwrap(),
        };
        let (chance, se): (f64, f64) = (chance.parse().unwrap(), se.parse().unwrap());
        let allowed = 4.0 * se + own.bound + 1e-5;
        assert!((own.value - chance).abs() < allowed, "{row}: {own:?}");
        rows += 1;
    }
    assert_eq!(rows, 32);
}

/// With a spreadsheet, from the defaults of each year: Φ of the distance in logarithms over √(h·σ² + h²·τ²).
#[test]
fn odds_over_time_agree_with_a_calculation_by_hand() {
    let all = point_in_time_odds(plan(), &scenario(ENTERED));
    let by_hand = |x: f64, growth: &[f64], sd: f64, tau: f64| {
        let h = growth.len() as f64;
        let distance = (growth.iter().fold(x, |x, g| x * (1.0 + g / 100.0)) / 80_000.0).ln();
        let spread = (h * (sd / 100.0).powi(2) + h * h * (tau / 100.0).powi(2)).sqrt();
        0.5 * libm::erfc(-distance / spread / std::f64::consts::SQRT_2)
    };
    for (year, loans, deposits) in [
        (2023, by_hand(56_700.0, &[8.8, 7.9, 7.0, 6.3], 0.0, 2.6), by_hand(53_600.0, &[7.6, 6.8, 6.1, 5.5], 0.0, 3.4)),
        (2024, by_hand(60_313.0, &[6.1, 5.5, 4.9], 0.0, 2.6), by_hand(55_775.0, &[6.6, 5.9, 5.3], 0.0, 3.4)),
        (2025, by_hand(64_660.0, &[6.2, 5.6], 0.0, 2.6), by_hand(61_000.0, &[7.0, 6.3], 0.0, 3.4)),
        (2026, by_hand(71_000.0, &[5.6], 0.0, 2.6), by_hand(68_000.0, &[6.3], 0.0, 3.4)),
    ] {
        let of = |id| look(&all, year).of(target(id)).unwrap().value;
        assert!((of("t27-loan-e") - loans).abs() < 1e-9, "{year} {} {loans}", of("t27-loan-e"));
        assert!((of("t27-dep-e") - deposits).abs() < 1e-9, "{year} {} {deposits}", of("t27-dep-e"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// A look sees nothing after its year, and none of the levers of today.
    #[test]
    fn a_look_sees_nothing_later(s in strategies::scenario(plan()), keep in 2024u16..=2027) {
        let mut known = s.clone();
        for by_year in known.actuals.values_mut() {
            by_year.retain(|y, _| *y <= keep);
        }
        known.actuals.retain(|_, by_year| !by_year.is_empty());
        known.levers.clear();
        known.measures.clear();
        for year in years(plan(), &known).into_iter().filter(|y| *y <= keep) {
            prop_assert_eq!(as_of(plan(), &s, year), as_of(plan(), &known, year));
        }
        for year in years(plan(), &s) {
            let then = as_of(plan(), &s, year);
            prop_assert!(then.levers.is_empty() && then.measures.is_empty());
            prop_assert!(then.actuals.values().flat_map(|b| b.keys()).all(|y| *y <= year && *y > then.from));
            prop_assert!(then.from == year || (year > 2025 && then.from == 2025));
        }
    }
}

/// Standing today is the Lab's trend continuation.
#[test]
fn the_last_look_is_the_trend() {
    let s = Scenario::new(plan());
    let today = point_in_time_odds(plan(), &s).pop().unwrap();
    let trend = model::odds(plan(), &model::trend(plan(), &s));
    for id in ["t27-sh", "t27-dep-e", "t27-loan-e"] {
        assert_eq!(today.of(target(id)), trend.of(target(id)).map(|t| t.chance));
    }
    assert_eq!(today.of(target("t25-dep")), None, "its year is over");
    let base = point_in_time_odds(plan(), &scenario("v=1&base.va=3100")).pop().unwrap();
    assert!(base.own && base.of(target("t27-sh")).unwrap().value > today.of(target("t27-sh")).unwrap().value);
}

#[test]
fn a_scenario_cannot_start_on_a_vantage() {
    let s = Scenario { from: 2024, ..Scenario::new(plan()) };
    assert_eq!(s.check(plan()), [two_rivers::scenario::Invalid::From]);
    assert!(matches!(decode(plan(), "v=1&from=2024").unwrap().problems[0].kind, FieldErrorKind::BaseYear(_)));
}

// In words

#[test]
fn the_monitor_in_words() {
    let mut text = String::new();
    let all = point_in_time_odds(plan(), &Scenario::new(plan()));
    writeln!(text, "target\t{}", all.iter().map(|l| l.year.to_string()).collect::<Vec<_>>().join("\t")).unwrap();
    let row = |name: &str, of: &dyn Fn(&PointInTimeOdds) -> Option<engine::Estimate>| {
        let cell = |l: &PointInTimeOdds| of(l).map_or_else(|| "-".into(), |c| format!("{:.5}", c.value));
        format!("{name}\t{}\n", all.iter().map(cell).collect::<Vec<_>>().join("\t"))
    };
    for t in plan().targets(Reading::Each) {
        text += &row(&t.id, &|l| l.of(t));
    }
    for year in [2025, 2027] {
        text += &row(&format!("all {year}"), &|l| l.all(year));
    }
    let mine = with(&[("R-a", ItemStatus::Done), ("J-c", ItemStatus::UnderWay), ("H1", ItemStatus::Done)]);
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Cny };
        writeln!(text, "\n[{}]", lang.key()).unwrap();
        for query in ["v=1", "v=1&act.dep.2026=72100&act.loan.2026=71000&act.list.2026=160", "v=1&t27=sum"] {
            let s = scenario(query);
            let (looks, targets) = (point_in_time_odds(plan(), &s), plan().targets(s.reading).collect::<Vec<_>>());
            writeln!(text, "{query}").unwrap();
            writeln!(text, "{}", say.standings(&progress(plan(), &s), 2027)).unwrap();
            for year in [2025, 2027] {
                writeln!(text, "{}", say.odds_moved(&looks, &targets, year)).unwrap();
            }
        }
        let counts: Vec<_> = followed(plan()).map(|l| (l.declared, tally(&mine, l))).collect();
        for (declared, t) in &counts {
            let themes = t.items.total() - t.named;
            writeln!(text, "{}", monitor::list_counts(lang, *declared, t.named, themes, t.hidden)).unwrap();
        }
        writeln!(text, "{}", say.implementation(&mine)).unwrap();
        writeln!(text, "{}", monitor::odds_stood(lang, 2023, 2025, 2027)).unwrap();
        let names = [String::from("A"), String::from("B")];
        writeln!(text, "{}", monitor::sent_stages(lang, 3, &names)).unwrap();
        writeln!(text, "{}", monitor::sent_stages(lang, 3, &[])).unwrap();
        writeln!(text, "{}", monitor::left_out(lang, &names)).unwrap();
        writeln!(text, "{}", monitor::too_long(lang, 512, 500)).unwrap();
    }
    golden("monitor.txt", &text);
}

#[test]
fn decimals_of_entered_figures_are_kept() {
    let s = scenario("v=1&act.dep.2026=66000.1234");
    assert_eq!(s.actuals[&Series::Dep][&2026], "66000.1234".parse::<Decimal>().unwrap());
}
