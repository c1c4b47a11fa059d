//! Past growth between known figures, and how often it was as high as required.

use crate::model::yearly_growth;
use crate::plan::{Lever, Observation, Plan, Series};

/// Growth between two neighbouring figures of one basis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Year of the earlier figure.
    pub from: u16,
    /// Year of the later figure.
    pub to: u16,
    /// Average growth a year: percent, or companies for the number listed.
    pub per_year: f64,
}

impl Interval {
    pub fn years(&self) -> u16 {
        self.to - self.from
    }
}

/// In how many past years growth was at least as high as required.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Years, each counted with the average of the interval it lies in.
    pub reached: u16,
    pub known: u16,
    /// The last of the years reached.
    pub last: Option<u16>,
    pub since: u16,
    /// Whether some intervals are longer than a year and count with their average.
    pub averaged: bool,
}

/// Growth between neighbouring figures of the same basis, up to and including a year.
///
/// Measured on the [`SeriesData::growth_record`](crate::plan::SeriesData::growth_record); none across a break.
pub fn intervals(plan: &Plan, series: Series, up_to: u16) -> Vec<Interval> {
    let data = plan.series(series);
    let points = data.growth_record();
    let per_year = |a: &Observation, b: &Observation| match series {
        Series::List => (b.value - a.value) / f64::from(b.year - a.year),
        _ => yearly_growth(a.value, b.value, b.year - a.year),
    };
    let pairs = points.iter().zip(points.iter().skip(1)).filter(|(a, b)| data.is_growth(a, b) && b.year <= up_to);
    pairs.map(|(a, b)| Interval { from: a.year, to: b.year, per_year: per_year(a, b) }).collect()
}

/// In how many past years a series grew by at least `per_year`; `None` without past growth and for ratios.
pub fn rank(plan: &Plan, series: Series, up_to: u16, per_year: f64) -> Option<Rank> {
    if !Series::DRIVEN.contains(&series) {
        return None;
    }
    let all = intervals(plan, series, up_to);
    let reached: Vec<&Interval> = all.iter().filter(|i| i.per_year >= per_year).collect();
    Some(Rank {
        reached: reached.iter().map(|i| i.years()).sum(),
        known: all.iter().map(Interval::years).sum(),
        last: reached.iter().map(|i| i.to).max(),
        since: all.first()?.from + 1,
        averaged: all.iter().any(|i| i.years() > 1),
    })
}

/// Lowest and highest past growth to compare a lever with, in its unit; `None` without a yearly record.
pub fn range(plan: &Plan, lever: Lever, up_to: u16) -> Option<(f64, f64)> {
    let growth = |series| intervals(plan, series, up_to).iter().map(|i| i.per_year).collect();
    let values: Vec<f64> = match lever {
        Lever::Real => {
            let known = plan.references.iter().filter(|r| r.id == "gdp_real").flat_map(|r| &r.points);
            known.filter(|o| o.year <= up_to).map(|o| o.value).collect()
        }
        Lever::Va => growth(Series::Va),
        Lever::Dep => growth(Series::Dep),
        Lever::Loan => growth(Series::Loan),
        Lever::List => growth(Series::List),
        // No yearly record; spreads and dependence are no yearly figures.
        Lever::Defl
        | Lever::Delist
        | Lever::Fx
        | Lever::SdGdp
        | Lever::SdVa
        | Lever::SdDep
        | Lever::SdLoan
        | Lever::TauGdp
        | Lever::TauVa
        | Lever::TauDep
        | Lever::TauLoan
        | Lever::Corr
        | Lever::TrendCorr
        | Lever::Ar
        | Lever::Regime
        | Lever::ListCorr
        | Lever::Disp
        | Lever::BaseSdGdp
        | Lever::BaseSdVa
        | Lever::BaseSdDep
        | Lever::BaseSdLoan => Vec::new(),
    };
    let low = values.iter().copied().min_by(f64::total_cmp)?;
    let high = values.iter().copied().max_by(f64::total_cmp)?;
    Some((low, high))
}

/// Standard deviation of yearly log growth from figures that may be several years apart, in percent, with the number
/// of intervals it rests on; `None` for fewer than two.
///
/// With log growth `L_i` over `Δ_i` years and mean `μ = ΣL / ΣΔ`: `σ² = Σ (L_i − μΔ_i)² / Δ_i / (n − 1)`.
pub fn spread(points: &[&Observation]) -> Option<(f64, usize)> {
    let pairs = points.iter().zip(points.iter().skip(1));
    let growth: Vec<(f64, f64)> =
        pairs.map(|(a, b)| (f64::from(b.year - a.year), libm::log(b.value / a.value))).collect();
    let n = growth.len();
    if n < 2 {
        return None;
    }
    let mean = growth.iter().map(|g| g.1).sum::<f64>() / growth.iter().map(|g| g.0).sum::<f64>();
    let squares: f64 = growth.iter().map(|(years, log)| (log - mean * years) * (log - mean * years) / years).sum();
    Some((100.0 * libm::sqrt(squares / (n - 1) as f64), n))
}
