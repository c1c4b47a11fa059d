//! The calibration in the plan file against the errors of the rule in 27 provinces, kept in `calibration.csv`; that table
//! is made by `calibration.py` from a panel outside the project.

use two_rivers::decimal::Decimal;
use two_rivers::plan::{Lever, Rule, Series};

use crate::plan;

const TABLE: &str = include_str!("fixtures/calibration.csv");

struct Row {
    kind: &'static str,
    rule: &'static str,
    series: &'static str,
    horizon: u16,
    year: u16,
    n: f64,
    /// `None` where a column is empty.
    values: [Option<f64>; 6],
}

fn rows(kind: &str) -> Vec<Row> {
    let row = |line: &'static str| {
        let fields: Vec<&'static str> = line.split(',').collect();
        let number = |i: usize| fields[i].parse::<f64>().ok();
        Row {
            kind: fields[0],
            rule: fields[1],
            series: fields[2],
            horizon: fields[3].parse().unwrap_or(0),
            year: fields[4].parse().unwrap_or(0),
            n: number(5).unwrap_or(0.0),
            values: std::array::from_fn(|i| number(6 + i)),
        }
    };
    TABLE.lines().skip(1).map(row).filter(|r| r.kind == kind).collect()
}

/// The root of a weighted mean of squares.
fn rms<'a>(rows: impl Iterator<Item = &'a Row>) -> f64 {
    let (sum, n) = rows.fold((0.0, 0.0), |(sum, n), r| (sum + r.n * r.values[1].unwrap().powi(2), n + r.n));
    f64::sqrt(sum / n)
}

/// σ and τ at least zero from root mean squares at 1, 2, 3 years: least squares of relative errors of
/// `h·σ² + h²·τ²`, tried with both, and with each alone.
fn fitted(errors: [f64; 3]) -> [f64; 2] {
    let weigh = |i: usize| {
        let (h, square) = ((i + 1) as f64, errors[i].powi(2));
        [h / square, h * h / square]
    };
    let rows = [weigh(0), weigh(1), weigh(2)];
    let dot = |f: fn(&[f64; 2]) -> f64| rows.iter().map(f).sum::<f64>();
    let (aa, ab, bb) = (dot(|r| r[0] * r[0]), dot(|r| r[0] * r[1]), dot(|r| r[1] * r[1]));
    let (a, b) = (dot(|r| r[0]), dot(|r| r[1]));
    let det = aa * bb - ab * ab;
    let candidates = [[(a * bb - b * ab) / det, (b * aa - a * ab) / det], [a / aa, 0.0], [0.0, b / bb]];
    let loss = |c: &[f64; 2]| rows.iter().map(|r| (r[0] * c[0] + r[1] * c[1] - 1.0).powi(2)).sum::<f64>();
    let possible = candidates.into_iter().filter(|c| c[0] >= 0.0 && c[1] >= 0.0);
    possible.min_by(|x, y| loss(x).total_cmp(&loss(y))).unwrap().map(f64::sqrt)
}

/// Both parts of the spread, fitted anew from the table, for what was known at each start.
#[test]
fn spreads_are_those_of_the_errors() {
    let (errors, fits) = (rows("error"), rows("fit"));
    for series in &plan().calibration.series {
        for fit in &series.fits {
            let of_horizon = |h: u16| {
                rms(errors.iter().filter(|r| {
                    let own = (r.rule, r.series, r.horizon) == ("rule", series.series.key(), h);
                    own && (plan().calibration.first_outcome..=fit.year).contains(&r.year)
                }))
            };
            let [sigma, tau] = fitted([of_horizon(1), of_horizon(2), of_horizon(3)]);
            let near = |a: f64, b: f64| (a - b).abs() <= 0.0501;
            let [given_sigma, given_tau] = [fit.sigma, fit.tau].map(Decimal::to_f64);
            assert!(near(given_sigma, sigma) && near(given_tau, tau), "{} {}: {sigma} {tau}", series.series, fit.year);
            let row = fits.iter().find(|r| r.series == series.series.key() && r.year == fit.year).unwrap();
            assert!((row.n - f64::from(fit.years)).abs() < 1e-9);
            let ends = [fit.sigma_interval[0], fit.sigma_interval[1], fit.tau_interval[0], fit.tau_interval[1]];
            for (end, column) in ends.into_iter().zip(2..) {
                assert!(near(end.to_f64(), row.values[column].unwrap()), "{} {}: {end}", series.series, fit.year);
            }
        }
    }
    let counted: Vec<Series> =
        plan().calibration.series.iter().filter(|s| s.fits.is_empty()).map(|s| s.series).collect();
    assert_eq!(counted, [Series::List]);
}

/// How often bands held and how large errors were, of every rule over the same years.
#[test]
fn the_record_of_the_rules_is_that_of_the_table() {
    let errors = rows("error");
    for series in &plan().calibration.series {
        // For companies the rule is the ten-year mean.
        let column =
            |rule: Rule| if (series.series, rule) == (Series::List, Rule::Calibrated) { Rule::TenYears } else { rule };
        let of = |rule: Rule, h: u16| {
            let wanted = (column(rule).key(), series.series.key(), h);
            errors.iter().filter(move |r| (r.rule, r.series, r.horizon) == wanted).collect::<Vec<_>>()
        };
        for (h, coverage) in (1..).zip(&series.coverage) {
            let known: Vec<&Row> = of(Rule::Calibrated, h).into_iter().filter(|r| r.values[2].is_some()).collect();
            let all: f64 = known.iter().map(|r| r.n).sum();
            let held = known.iter().map(|r| r.n * r.values[2].unwrap()).sum::<f64>() / all;
            let own: f64 = known.iter().map(|r| r.values[3].unwrap()).sum();
            assert_eq!((coverage.horizon, usize::from(coverage.years)), (h, known.len()));
            assert!((coverage.held - held).abs() <= 0.00501, "{} {h}: {held}", series.series);
            assert!((own - f64::from(coverage.chongqing)).abs() < 1e-9, "{} {h}: {own}", series.series);
            let below: f64 = known.iter().map(|r| r.values[4].unwrap()).sum();
            assert!((below - f64::from(coverage.below)).abs() < 1e-9, "{} {h}: {below}", series.series);
        }
        for h in 1..=3 {
            let shared = |year: u16| series.errors.keys().all(|rule| of(*rule, h).iter().any(|r| r.year == year));
            for (rule, given) in &series.errors {
                let exact = rms(of(*rule, h).into_iter().filter(|r| shared(r.year)));
                assert!((given[usize::from(h) - 1] - exact).abs() <= 0.0501, "{} {rule} {h}: {exact}", series.series);
            }
        }
        let last = rows("last").into_iter().find(|r| r.series == series.series.key()).unwrap();
        let mean = last.values[usize::from(series.series == Series::List)].unwrap();
        assert!((series.provinces_mean - mean).abs() <= 0.00501);
        assert_eq!(series.provinces_mean_year, last.year);
    }
}

/// The rule beats what is naive, three years ahead: the reason it is used.
#[test]
fn the_rule_errs_less_than_ten_year_averages_and_the_last_growth() {
    for series in plan().calibration.series.iter().filter(|s| s.series != Series::List) {
        let of = |rule: Rule| series.errors[&rule][2];
        assert!(of(Rule::Calibrated) < of(Rule::TenYears), "{}", series.series);
        assert!(of(Rule::Calibrated) < 1.05 * of(Rule::Last), "{}", series.series);
    }
}

#[test]
fn what_is_common_lies_between_both_ways_to_count_it() {
    let common = &plan().calibration.common;
    let ways: Vec<Row> = rows("common");
    let [low, high] = [0, 1].map(|i| ways[i].values[0].unwrap());
    assert!(low <= common.value.to_f64() && common.value.to_f64() <= high, "{low} {high}");
    assert!((ways[0].n - f64::from(common.years)).abs() < 1e-9);
    assert!(common.low.to_f64() <= low && high <= common.high.to_f64());
}

#[test]
fn growth_in_the_provinces_is_that_of_the_table() {
    let quantiles = rows("quantile");
    let levers = [Lever::Real, Lever::Defl, Lever::Va, Lever::Dep, Lever::Loan, Lever::List];
    assert_eq!(plan().calibration.context.keys().copied().collect::<Vec<_>>(), levers);
    for (lever, context) in &plan().calibration.context {
        let row = quantiles.iter().find(|r| r.series == lever.key()).unwrap();
        for (given, exact) in context.quantiles.iter().zip(row.values) {
            assert!((given - exact.unwrap()).abs() <= 0.0501, "{lever}: {given}");
        }
        assert!((row.n - f64::from(context.growths)).abs() < 1e-9);
        assert!((f64::from(context.period[0]) - row.values[5].unwrap()).abs() < 1e-9);
        assert_eq!(context.period[1], row.year);
    }
}
