//! The plan file: it loads, errors name the field, and defaults follow from the figures they name.

use two_rivers::analysis::targets::history::{Interval, intervals, range};
use two_rivers::decimal::Decimal;
use two_rivers::plan;
use two_rivers::plan::{Lever, LoadError, Observation, Origin, Series, Start, Unit};
use two_rivers::present::{Narrator, RowOrigin};
use two_rivers::text::Lang;
use two_rivers::text::format::{AsOf, Currency};

use crate::plan;

const FILE: &str = include_str!("../../src/plan/chongqing.json");

fn altered(change: impl Fn(&mut serde_json::Value)) -> LoadError {
    let mut file: serde_json::Value = serde_json::from_str(FILE).unwrap();
    change(&mut file);
    plan::parse(&file.to_string()).expect_err("the altered file must not load")
}

#[test]
fn the_file_loads() {
    assert_eq!(plan().release, "cq-2026.2");
    assert!(plan().observations().count() > 90);
    assert_eq!(plan().newest_start().year, 2025);
}

#[test]
fn a_fault_of_form_names_its_field() {
    let field = |e: LoadError| match e {
        LoadError::Form { field, .. } => field,
        LoadError::Content(lines) => panic!("{lines:?}"),
    };
    assert_eq!(field(altered(|f| f["series"][3]["points"][0]["value"] = "much".into())), "series[3].points[0].value");
    assert_eq!(field(altered(|f| f["targets"][0]["year"] = (-1).into())), "targets[0].year");
    assert_eq!(
        field(altered(|f| f["starts"][1]["defaults"]["dep"]["values"][0] = 1.23456.into())),
        "starts[1].defaults.dep.values[0]"
    );
    assert!(field(altered(|f| f["levers"][0]["colour"] = 1.into())).starts_with("levers[0]"));
    assert!(matches!(plan::parse(FILE.trim_end().trim_end_matches('}')), Err(LoadError::Form { .. })));
}

#[test]
fn a_fault_of_content_names_its_record() {
    let line = |e: LoadError| match e {
        LoadError::Content(lines) => lines.join("\n"),
        form @ LoadError::Form { .. } => panic!("{form}"),
    };
    assert!(
        line(altered(|f| f["series"][0]["points"][1]["id"] = f["series"][0]["points"][0]["id"].clone()))
            .contains("id used twice")
    );
    assert!(line(altered(|f| f["series"][0]["points"][0]["year"] = 2010.into())).contains("years not rising"));
    assert!(line(altered(|f| f["series"][0]["points"][0]["year"] = 1066.into())).contains("year 1066 out of range"));
    assert!(
        line(altered(|f| f["series"][0]["points"][0]["source"] = "hearsay".into()))
            .contains("source `hearsay` unknown")
    );
    assert!(line(altered(|f| f["targets"][0]["source"] = "hearsay".into())).contains("target t25-va"));
    assert!(line(altered(|f| f["starts"][0]["values"]["dep"] = "dep-2312".into())).contains("start 2025: values.dep"));
    assert!(line(altered(|f| f["levers"][2]["slider"] = serde_json::json!([5, 5]))).contains("lever va"));
    assert!(line(altered(|f| f["starts"][0]["defaults"]["dep"]["values"][0] = 900.into())).contains("defaults.dep"));
    assert!(line(altered(|f| f["starts"][0]["ranges"]["dep"]["high"] = 6.into())).contains("ranges.dep"));
    assert!(
        line(altered(|f| {
            let points = f["series"][2]["points"].as_array_mut().unwrap();
            points.last_mut().unwrap()["value"] = 12.0.into();
        }))
        .contains("by value added over GDP")
    );
    let broken = line(altered(|f| f["starts"][0]["achieved"]["loan"][1]["from"] = "loanrmb-2212".into()));
    assert!(broken.contains("achieved.loan: loanrmb-2212 to loan-2512 not comparable"), "growth across a break");
    assert!(line(altered(|f| f["series"][3]["breaks"][0]["year"] = 1999.into())).contains("dep: break 1999"));
    let met = |change: fn(&mut serde_json::Value)| line(altered(|f| change(&mut f["comparable"][1])));
    assert!(met(|t| t["latest"]["value"] = 49_999.into()).contains("comparable cd-t24-dep: met"));
    assert!(met(|t| t["met"] = false.into()).contains("comparable cd-t24-dep: met"));
    assert!(met(|t| t["latest"]["as_of"] = "2025-01".into()).contains("comparable cd-t24-dep: latest.as_of"));
    assert!(met(|t| t["latest"]["source"] = "hearsay".into()).contains("comparable cd-t24-dep: source"));
    assert!(
        line(altered(|f| f["starts"][0]["defaults"]["tau.dep"]["values"][0] = 3.3.into())).contains("defaults.tau.dep")
    );
    assert!(line(altered(|f| f["starts"][0]["defaults"]["dep"]["values"][4] = 5.into())).contains("defaults.dep"));
    assert!(line(altered(|f| f["calibration"]["common"]["value"] = 0.4.into())).contains("calibration.common"));
}

fn of(id: &str) -> &'static Observation {
    plan().observation(id).unwrap_or_else(|| panic!("{id}"))
}

/// The rule of the calibration, by hand: log growth of the last years, and nine tenths of it a year later.
fn damped(mean: f64, years: usize) -> Vec<f64> {
    (1..=years).map(|k| 100.0 * (0.9_f64.powi(k as i32) * mean).exp_m1()).collect()
}

fn log_growth(from: &str, to: &str) -> f64 {
    let (a, b) = (of(from), of(to));
    (b.value / a.value).ln() / f64::from(b.year - a.year)
}

/// The mean of several log growths.
fn mean(growths: &[f64]) -> f64 {
    growths.iter().sum::<f64>() / growths.len() as f64
}

/// Growth of every start by the rule, computed anew from the figures that the notes name.
#[test]
fn defaults_follow_from_their_figures() {
    let in_2023 = log_growth("loan-2212-e", "loan-2312");
    assert!((in_2023 - 1.098_f64.ln()).abs() < 1e-4, "the published growth of loans in 2023");
    let jump = log_growth("loanrmb-2212", "loanrmb-2312");
    assert!((jump - 1.133_f64.ln()).abs() < 1e-3, "that of the figures, which is left out");
    for (year, nominal, dep, loan) in [
        (
            2025,
            log_growth("gdp-2022-n5", "gdp-2025-p"),
            log_growth("deprmb-2212", "dep-2512"),
            log_growth("loanrmb-2312", "loan-2512"),
        ),
        (
            2023,
            log_growth("gdp-2020-n5", "gdp-2023-n5"),
            log_growth("deprmb-2012", "deprmb-2312"),
            log_growth("loanrmb-2012", "loanrmb-2212"),
        ),
        (
            2024,
            log_growth("gdp-2021-n5", "gdp-2024-n5"),
            mean(&[
                log_growth("deprmb-2112", "deprmb-2212"),
                log_growth("deprmb-2212", "deprmb-2312"),
                log_growth("dep-2312", "dep-2411-e"),
            ]),
            mean(&[log_growth("loanrmb-2112", "loanrmb-2212"), log_growth("loan-2312", "loan-2412-e")]),
        ),
    ] {
        let start = plan().any_start(year).unwrap();
        let years = usize::from(plan().last_year - year);
        let real: Vec<f64> = (year - 2..=year).map(|y| (of(&format!("gdpg-{y}")).value / 100.0).ln_1p()).collect();
        let va = log_growth("va-2020", "va-2023");
        for (lever, growth) in [
            (Lever::Real, mean(&real)),
            (Lever::Defl, nominal - mean(&real)),
            (Lever::Va, va),
            (Lever::Dep, dep),
            (Lever::Loan, loan),
        ] {
            for (step, value) in damped(growth, years).into_iter().enumerate() {
                let given = start.defaults[&lever].values.at(step).to_f64();
                assert!((given - value).abs() <= 0.0501, "{year} {lever} step {step}: {given} against {value}");
            }
        }
        let home: Vec<f64> = plan()
            .series(Series::List)
            .alternative
            .iter()
            .filter(|o| (year - 10..=year).contains(&o.year))
            .map(|o| o.value)
            .collect();
        assert_eq!(home.len(), 11);
        let net = (home[10] - home[0]) / 10.0;
        let default = |lever: Lever| start.defaults[&lever].values.at(0).to_f64();
        let base = of(&start.values[&Series::List]).value;
        let leaving = default(Lever::Delist) / 100.0 * base;
        assert!((default(Lever::List) - net - leaving).abs() <= 0.0501, "{year}: {net} and {leaving}");
        for (lever, d) in &start.defaults {
            assert_eq!(d.origin == Origin::Assumption, d.n == 0, "{year} {lever}: n and origin disagree");
        }
    }
    // Mean and variance of a negative binomial whose mean has good and bad years.
    let newest = plan().newest_start();
    let default = |lever: Lever| newest.defaults[&lever].values.at(0).to_f64();
    let home = plan().series(Series::List).alternative.iter().filter(|o| o.year >= 2015);
    let home: Vec<f64> = home.map(|o| o.value).collect();
    let changes: Vec<f64> = home.windows(2).map(|w| w[1] - w[0]).collect();
    let m = mean(&changes);
    let variance = changes.iter().map(|c| (c - m).powi(2)).sum::<f64>() / 9.0;
    let law = m + m * m * ((1.0 + 1.0 / default(Lever::Disp)) * default(Lever::Regime).powi(2).exp() - 1.0);
    assert!((law / variance - 1.0).abs() < 0.01, "{law} {variance}");
}

#[test]
fn growth_is_measured_within_one_basis() {
    for series in Series::DRIVEN {
        for i in intervals(plan(), series, 2025) {
            assert!(i.from < i.to && i.per_year.is_finite());
        }
    }
    // Nothing spans a break: the census in value added, wider coverage of deposits and of loans. The figures of 2023 and
    // 2025 stand two years apart in deposits.
    for (series, year, known, years) in
        [(Series::Va, 2019, 22, 22), (Series::Dep, 2015, 20, 21), (Series::Loan, 2023, 21, 21)]
    {
        let all = intervals(plan(), series, 2025);
        assert!(all.iter().all(|i| i.to != year), "{series}");
        assert_eq!((all.len(), all.iter().map(Interval::years).sum::<u16>()), (known, years), "{series}");
    }
    let mut unbroken = plan().clone();
    unbroken.series[Series::Loan.index()].breaks.clear();
    assert!(intervals(&unbroken, Series::Loan, 2025).iter().any(|i| i.to == 2023 && i.per_year > 13.0));
    // From 39 companies in 2014 to 43 in 2016, with nothing known between.
    let mut gap = plan().clone();
    gap.series[Series::List.index()].alternative.retain(|o| o.year != 2015);
    assert!(intervals(&gap, Series::List, 2025).iter().any(|i| (i.from, i.to, i.per_year) == (2014, 2016, 2.0)));
}

/// The lowest and the highest growth on record, by hand from the figures named in the file.
#[test]
fn what_a_lever_is_held_against_is_the_record() {
    let yearly = |from: f64, to: f64, years: f64| 100.0 * ((to / from).powf(1.0 / years) - 1.0);
    for (lever, up_to, low, high) in [
        (Lever::Real, 2025, 2.6, 16.4),
        (Lever::Real, 2019, 6.0, 16.4),
        (Lever::Va, 2025, yearly(2404.53, 2486.1, 1.0), yearly(538.9, 768.0, 1.0)),
        (Lever::Dep, 2025, yearly(33_718.98, 35_651.57, 1.0), yearly(8021.9, 10_933.0, 1.0)),
        (Lever::Loan, 2025, yearly(55_909.32, 59_598.0, 1.0), yearly(6189.2, 8766.1, 1.0)),
        (Lever::List, 2025, 0.0, 9.0),
    ] {
        let found = range(plan(), lever, up_to).unwrap();
        assert!((found.0 - low).abs() < 1e-9 && (found.1 - high).abs() < 1e-9, "{lever}: {found:?} {low} {high}");
    }
    assert_eq!(range(plan(), Lever::Corr, 2025), None);
}

/// Ranges that are growth rates, changes, or bands of the calibration, computed anew.
#[test]
fn ranges_follow_from_their_figures() {
    let deviation = |values: &[f64]| {
        let mean = mean(values);
        (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64).sqrt()
    };
    let close = |a: Decimal, b: f64| (a.to_f64() - b).abs() <= 0.0501;
    let check = |start: &Start, lever: Lever, values: &[f64], spread: f64| {
        let range = &start.ranges[&lever];
        let low = values.iter().copied().fold(f64::MAX, f64::min);
        let high = values.iter().copied().fold(f64::MIN, f64::max);
        let fits = close(range.low, low) && close(range.high, high) && close(range.spread.unwrap(), spread);
        assert!(fits, "{} {lever}: {range:?}, {low} to {high}, {spread}", start.year);
    };
    for year in [2025, 2023] {
        let start = plan().start(year).unwrap();
        let real: Vec<f64> = (year - 9..=year).map(|y| of(&format!("gdpg-{y}")).value).collect();
        check(start, Lever::Real, &real, deviation(&real));
        let gdp: Vec<f64> = (year - 10..=year)
            .map(|y| plan().series(Series::Gdp).points.iter().find(|o| o.year == y).unwrap().value)
            .collect();
        let nominal = gdp.windows(2).map(|w| w[1] / w[0]);
        let prices: Vec<f64> = nominal.zip(&real).map(|(n, r)| 100.0 * (n / (1.0 + r / 100.0) - 1.0)).collect();
        check(start, Lever::Defl, &prices, deviation(&prices));
        let home = plan().series(Series::List).alternative.iter().filter(|o| (year - 10..=year).contains(&o.year));
        let home: Vec<f64> = home.map(|o| o.value).collect();
        let changes: Vec<f64> = home.windows(2).map(|w| w[1] - w[0]).collect();
        check(start, Lever::List, &changes, deviation(&changes));
        for (lever, series) in [(Lever::Va, Series::Va), (Lever::Dep, Series::Dep), (Lever::Loan, Series::Loan)] {
            let fit = plan().calibration.of(series).unwrap().fits.iter().find(|f| f.year == year).unwrap();
            let error = fit.sigma.to_f64().hypot(fit.tau.to_f64());
            let to_plan_end: Vec<f64> =
                (0..usize::from(2027 - year)).map(|i| start.defaults[&lever].values.at(i).to_f64()).collect();
            let half = 1.281_551_565_544_6 * error;
            // The ends come from numbers that are rounded themselves.
            let range = &start.ranges[&lever];
            let middle = mean(&to_plan_end);
            for (given, exact) in [(range.low, middle - half), (range.high, middle + half)] {
                assert!((given.to_f64() - exact).abs() < 0.11, "{year} {lever}: {given} against {exact}");
            }
            assert!((range.spread.unwrap().to_f64() - error).abs() < 0.11, "{year} {lever}");
            for (lever, ends) in [(series.shock_lever(), fit.sigma_interval), (series.trend_lever(), fit.tau_interval)]
            {
                let range = &start.ranges[&lever.unwrap()];
                assert_eq!([range.low, range.high], ends, "{year} {lever:?}");
            }
        }
        let default = |lever: Lever| start.defaults[&lever].values.at(0).to_f64();
        let (left, members) = if year == 2025 { (3.0_f64, 345.0) } else { (4.0, 189.0) };
        check(start, Lever::Delist, &[0.0, 2.0 * default(Lever::Delist)], 100.0 * left.sqrt() / members);
        for (lever, r) in &start.ranges {
            assert_eq!(r.origin == Origin::Assumption, r.n == 0, "{year} {lever}: n and origin disagree");
        }
    }
}

/// What 2024 has beside the rule; no scenario can start there.
#[test]
fn the_vantage_of_2024_follows_from_its_figures() {
    let vantage = &plan().hindsight_starts[0];
    assert_eq!((plan().hindsight_starts.len(), vantage.year), (1, 2024));
    let default = |lever: Lever| vantage.defaults[&lever].values.at(0).to_f64();
    let new = of("ipo-2123").value + of("ipo-24c").value;
    let stood = ["ld-2012", "ld-2111", "ld-2212-e", "ld-2312-e"].map(|id| of(id).value);
    let left = stood[0] + new - of("ld-y2024-e").value;
    assert!((default(Lever::Delist) - 100.0 * left / stood.iter().sum::<f64>()).abs() <= 0.0501);
    assert!((default(Lever::Fx) - of("fx-2024").value).abs() <= 0.0501);
    for lever in [Lever::Corr, Lever::TrendCorr, Lever::Ar, Lever::Regime, Lever::ListCorr, Lever::Disp] {
        assert_eq!(vantage.defaults[&lever].values, plan().start(2023).unwrap().defaults[&lever].values);
    }
    let held = of("va-2023").value / of("gdp-2023-n5").value * of("gdp-2024-p").value;
    assert!((of("va-2024-base").value - held).abs() < 0.05);
    let abroad = of("lt-2210").value - of("ld-2210").value;
    assert!((of("lt-2412-e").value - of("ld-y2024-e").value - abroad).abs() < 1e-9);
    assert!(plan().start(2024).is_none() && plan().any_start(2024).is_some());
}

#[test]
fn a_vantage_lies_between_the_starts() {
    for year in [2023, 2025, 2026] {
        let LoadError::Content(lines) = altered(|f| f["vantages"][0]["year"] = year.into()) else { panic!("{year}") };
        assert!(lines.iter().any(|l| l.starts_with(&format!("vantage {year}"))), "{lines:?}");
    }
}

/// Every date in the file is read, or is a year or a span of years.
#[test]
fn dates_of_figures_are_known_forms() {
    for o in plan().observations().filter(|o| o.ends().is_none()) {
        let text = o.as_of.as_deref().unwrap();
        assert!(text.split("..").all(|year| year.parse::<u16>().is_ok()), "{}: {text}", o.id);
    }
    let mut dated = 0;
    for (o, read) in plan().observations().filter_map(|o| Some((o, AsOf::parse(o.as_of.as_deref()?)?))) {
        assert_eq!(o.year, read.year, "{}", o.id);
        dated += 1;
    }
    assert!(dated > 30, "{dated}");
}

/// The table of a series has one unit and all digits; a note of many rows is told once, and no row loses its note.
#[test]
fn sources_tell_a_shared_note_once() {
    for lang in Lang::ALL {
        let say = Narrator { plan: plan(), lang, currency: Currency::Usd(7.0) };
        let gdp = say.source_table(Unit::Money, &plan().series(Series::Gdp).points);
        assert_eq!(gdp.shared.len(), 1, "the census revision");
        assert_eq!(gdp.value, if lang == Lang::Zh { "数值（亿元）" } else { "Value, bn yuan" });
        assert_eq!(gdp.rows.iter().filter(|r| r.origin == RowOrigin::Shared("a".into())).count(), 18);
        let value = |id: &str| gdp.rows.iter().find(|r| r.id == id).unwrap().value.as_str();
        assert_eq!(value("gdp-2025-p"), if lang == Lang::Zh { "33,757.93" } else { "3,375.793" });
        for s in &plan().series {
            for records in [&s.points, &s.alternative, &s.other] {
                let table = say.source_table(s.unit, records);
                for (row, o) in table.rows.iter().zip(records) {
                    let note = o.note.as_ref().map(|n| n.get(lang)).unwrap_or_default();
                    let told = match &row.origin {
                        RowOrigin::Own { note, source } => (note, source),
                        RowOrigin::Shared(letter) => {
                            let shared = table.shared.iter().find(|s| s.letter == *letter).unwrap();
                            (&shared.note, &shared.source)
                        }
                    };
                    assert_eq!((told.0.as_str(), told.1), (note, &o.source), "{}", o.id);
                }
            }
        }
    }
    let weak: Vec<&str> = plan().observations().filter(|o| plan().is_weak(o)).map(|o| o.id.as_str()).collect();
    assert_eq!(weak, ["va-2025-base", "loan-2512-e", "lt-2512-e"]);
    let cited = |id: &str, lang| plan().sources[id].cite(lang);
    assert_eq!(
        cited("github-panel_data_analysis_for_thesis-2026-03-15", Lang::En),
        "National Bureau of Statistics, as copied in GitHub RenJiyi163/panel_data_analysis_for_thesis: 分省年度数据.csv"
    );
    assert_eq!(
        cited("github-nvwa-2024-02-08", Lang::Zh),
        "国家统计局（转引自GitHub 3112944976/National-Visualization-Web-Application: 地区生产总值.csv）"
    );
}

/// By hand: 61,000 over 60,400 is 1.0% more, 64,660 over 63,900 is 1.2%.
#[test]
fn the_step_between_bases_is_told() {
    let say = |lang| Narrator { plan: plan(), lang, currency: Currency::Cny };
    let step = |lang, series| say(lang).basis_step(series).unwrap();
    assert!(step(Lang::En, Series::Dep).ends_with("6.10\u{a0}tn yuan against 6.04\u{a0}tn yuan, a step of 1.0%."));
    assert!(step(Lang::Zh, Series::Loan).ends_with("6.47万亿元和6.39万亿元，前者高1.2%。"));
    assert_eq!([Series::Gdp, Series::Va, Series::List].map(|s| say(Lang::En).basis_step(s)), [None, None, None]);
}
