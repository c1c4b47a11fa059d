//! Shares of variance: the estimator on a known function, closed forms, and another program.

use engine::{Inputs, Quantity, Sampler};
use two_rivers::analysis::explain::variance;
use two_rivers::analysis::explain::variance::{SobolIndex, SobolSums, UncertaintySource, block, closed, indices};
use two_rivers::plan::Series;

use super::{scenario, show};
use crate::ensemble::{cases_of, rows};
use crate::plan;

/// So many blocks of the variances of one quantity in the last year.
fn estimated(inputs: &Inputs, of: Quantity, blocks: u32) -> Vec<(UncertaintySource, SobolIndex)> {
    let inputs = Inputs { watch: vec![of], targets: Vec::new(), sampler: Sampler::Random, ..inputs.clone() };
    let groups = variance::groups(&inputs, of);
    let tallies: Vec<SobolSums> = (0..blocks).flat_map(|b| block(&inputs, &[(of, groups.as_slice())], b)).collect();
    groups.into_iter().zip(indices(&tallies).unwrap()).collect()
}

/// Worst and root mean square of deviations in standard errors; fails where the worst is one that not one run in a
/// thousand shows.
fn check(title: &str, deviations: &[f64]) {
    let worst = deviations.iter().fold(0.0_f64, |w, d| w.max(d.abs()));
    let rms = (deviations.iter().map(|d| d * d).sum::<f64>() / deviations.len() as f64).sqrt();
    show(&format!("{title}: {} deviations, worst {worst:.2} standard errors, rms {rms:.2}", deviations.len()));
    let limit = -engine::normal_quantile(0.0005 / deviations.len() as f64);
    assert!(worst < limit, "{title}: {worst:.2} of at most {limit:.2}");
    assert!(rms < 1.3, "{title}: rms {rms:.2}");
}

/// The estimator alone, on a function whose indices are known (Ishigami and Homma 1990, a = 7, b = 0.1).
#[test]
fn the_estimator_knows_the_ishigami_function() {
    use std::f64::consts::PI;
    const A: f64 = 7.0;
    const B: f64 = 0.1;
    let ishigami = |x: [f64; 3]| x[0].sin() + A * x[1].sin().powi(2) + B * x[2].powi(4) * x[0].sin();
    let mut state = 1_u32;
    let mut draw = || {
        [(); 3].map(|()| {
            state = engine::mix(state, 1);
            PI * (2.0 * (f64::from(state) + 0.5) / 4_294_967_296.0 - 1.0)
        })
    };
    let tally = |_| {
        let (mut ya, mut yb, mut mixed) = (Vec::new(), Vec::new(), [Vec::new(), Vec::new(), Vec::new()]);
        for _ in 0..1_000 {
            let (x, y) = (draw(), draw());
            ya.push(ishigami(x));
            yb.push(ishigami(y));
            for (i, mixed) in mixed.iter_mut().enumerate() {
                let mut z = x;
                z[i] = y[i];
                mixed.push(ishigami(z));
            }
        }
        SobolSums::new(&ya, &yb, &mixed.each_ref().map(Vec::as_slice))
    };
    let tallies: Vec<SobolSums> = (0..200).map(tally).collect();
    let variance = A * A / 8.0 + B * PI.powi(4) / 5.0 + B * B * PI.powi(8) / 18.0 + 0.5;
    let v1 = 0.5 * (1.0 + B * PI.powi(4) / 5.0).powi(2);
    let v13 = B * B * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let known = [(v1, v1 + v13), (A * A / 8.0, A * A / 8.0), (0.0, v13)];
    let mut deviations = Vec::new();
    for (index, (first, total)) in indices(&tallies).unwrap().iter().zip(known) {
        deviations.push((index.first - first / variance) / index.first_error);
        deviations.push((index.total - total / variance) / index.total_error);
        assert!(index.first_error < 0.01 && index.total_error < 0.01, "{index:?}");
    }
    check("Ishigami", &deviations);
}

#[test]
fn variances_of_a_scenario_are_divided() {
    let s = scenario("v=1&sd.dep=0.9&sd.loan=2&m=x:dep:1/2/4:0.5:2026:0:0:0");
    let mut work = variance::VarianceTask::new(plan(), &s, 2027);
    assert!(work.shares().iter().all(|s| s.paths == 0), "closed forms at once");
    assert_eq!(work.progress(), (0, 32));
    while !work.step() {}
    let shares = work.shares();
    assert!(work.step() && work.progress() == (32, 32) && work.shares() == shares, "what is done stays");
    assert_eq!(shares.iter().map(|s| s.series).collect::<Vec<_>>(), Series::ALL);
    for s in &shares {
        let measures = s.groups.iter().any(|(g, _)| *g == UncertaintySource::Measures);
        assert_eq!(measures, [Series::Dep, Series::Ldr].contains(&s.series), "{}", s.series);
        assert_eq!(s.paths, if measures || s.series == Series::List { 32 * 1_024 } else { 0 });
        for (_, i) in &s.groups {
            assert!(i.first > -3.0 * i.first_error && i.total < 1.0 + 3.0 * i.total_error, "{s:?}");
            assert!(i.first <= i.total + 3.0 * (i.first_error + i.total_error), "{s:?}");
        }
    }
    // What is known does not vary.
    let work = variance::VarianceTask::new(plan(), &scenario("v=1&act.dep.2027=70000"), 2027);
    assert!(work.shares().iter().all(|s| s.series != Series::Dep));
    let mut work = variance::VarianceTask::new(plan(), &s, 2025);
    assert!(work.step() && work.progress() == (0, 0) && work.shares().is_empty(), "nothing is drawn of the base year");
}

mod slow {
    use super::*;

    /// Against `variance.py`: the model by its formulas in numpy, the indices by `SALib`.
    #[test]
    fn variance_shares_agree_with_salib() {
        let rows = rows("variance.csv");
        let (mut deviations, mut largest) = (Vec::new(), 0.0_f64);
        for (name, inputs) in cases_of("variance.json") {
            for (label, of) in [
                ("level0", Quantity::Level(0)),
                ("level1", Quantity::Level(1)),
                ("level2", Quantity::Level(2)),
                ("level3", Quantity::Level(3)),
                ("ratio1/0", Quantity::Ratio(1, 0)),
                ("count", Quantity::Count),
            ] {
                let theirs: Vec<&Vec<String>> = rows.iter().filter(|r| r[0] == name && r[1] == label).collect();
                let ours = estimated(&inputs, of, 128);
                assert_eq!(theirs.len(), ours.len());
                for (group, index) in ours {
                    let key = match group {
                        UncertaintySource::Shocks => "shocks",
                        UncertaintySource::Trends => "trends",
                        UncertaintySource::Starts => "starts",
                        UncertaintySource::Counts => "counts",
                        UncertaintySource::Measures => "measures",
                    };
                    let row = theirs.iter().find(|r| r[2] == key).unwrap();
                    let [first, first_se, total, total_se] = [3, 4, 5, 6].map(|c| row[c].parse::<f64>().unwrap());
                    let pairs = [
                        (index.first, index.first_error, first, first_se),
                        (index.total, index.total_error, total, total_se),
                    ];
                    for (ours, error, theirs, their_error) in pairs {
                        largest = largest.max((ours - theirs).abs());
                        deviations.push((ours - theirs) / error.hypot(their_error));
                    }
                }
            }
        }
        show(&format!("variance shares against SALib: largest difference {largest:.4}"));
        check("variance shares against SALib", &deviations);
    }

    /// Without measures the estimate is the closed form.
    #[test]
    fn variance_shares_agree_with_the_closed_form() {
        let mut deviations = Vec::new();
        for (name, inputs) in cases_of("variance.json") {
            let inputs = Inputs { effects: Vec::new(), ..inputs };
            for of in
                [Quantity::Level(0), Quantity::Level(1), Quantity::Level(2), Quantity::Level(3), Quantity::Ratio(1, 0)]
            {
                let exact = closed(&inputs, of, inputs.years - 1).unwrap().unwrap();
                let sum: f64 = exact.iter().map(|(_, i)| i.first).sum();
                assert!(sum <= 1.0 + 1e-12 && exact.iter().all(|(_, i)| i.first <= i.total), "{name} {of:?}");
                for ((group, ours), (other, exact)) in estimated(&inputs, of, 64).iter().zip(exact) {
                    assert_eq!(*group, other);
                    deviations.push((ours.first - exact.first) / ours.first_error);
                    deviations.push((ours.total - exact.total) / ours.total_error);
                }
            }
        }
        check("variance shares against closed forms", &deviations);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    /// As they are shown, the parts of a variance add up to a hundred, and no total is below what a source makes alone.
    #[test]
    fn shown_shares_add_up(s in crate::strategies::scenario(crate::plan())) {
        use proptest::prelude::*;
        let say = two_rivers::present::Narrator {
            plan: crate::plan(),
            lang: two_rivers::text::Lang::En,
            currency: two_rivers::text::format::Currency::Cny,
        };
        let mut task = two_rivers::analysis::explain::variance::VarianceTask::new(crate::plan(), &s, s.from + 1);
        for _ in 0..4 {
            task.step();
        }
        for shares in task.shares() {
            let (parts, jointly) = say.shares(&shares);
            prop_assert_eq!(parts.iter().map(|p| p.alone).sum::<u32>() + jointly, 100, "{:?}", parts);
            prop_assert!(parts.iter().all(|p| p.alone <= p.in_all && p.in_all <= 100), "{:?}", parts);
        }
    }
}
