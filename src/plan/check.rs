//! Checks of the plan file's content.

use std::collections::BTreeSet;

use crate::decimal::Decimal;
use crate::plan::{
    Bilingual, CalibratedValue, Kind, Lever, LeverGroup, LeverRange, Observation, Plan, Reading, Series, Start, Unit,
    Wording,
};
use crate::values::Values;

/// Published shares and those of value added over GDP may differ by this many points: value added and GDP come from
/// different editions of the statistics.
const SHARE_TOLERANCE: f64 = 0.35;
/// Plausible range of calendar years.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2050;

/// Every contradiction in the file, each with the path of the field.
pub(super) fn faults(plan: &Plan) -> Vec<String> {
    let mut faults = PlanFaults(Vec::new());
    complete(plan, &mut faults);
    if !faults.0.is_empty() {
        return faults.0;
    }
    observations(plan, &mut faults);
    targets(plan, &mut faults);
    starts(plan, &mut faults);
    levers(plan, &mut faults);
    calibration(plan, &mut faults);
    lists(plan, &mut faults);
    shares(plan, &mut faults);
    for study in &plan.studies {
        faults.require(plan.sources.contains_key(&study.source), || {
            format!("studies: source `{}` unknown", study.source)
        });
    }
    comparable(plan, &mut faults);
    texts(plan, &mut faults);
    faults.0
}

struct PlanFaults(Vec<String>);

impl PlanFaults {
    fn require(&mut self, holds: bool, fault: impl FnOnce() -> String) {
        if !holds {
            self.0.push(fault());
        }
    }
}

/// Whether `ids` are exactly `all`, in this order: the look-ups of [`Plan`] rely on it.
fn same<T: PartialEq + Copy>(all: &[T], ids: impl Iterator<Item = T>) -> bool {
    ids.collect::<Vec<_>>() == all
}

fn complete(plan: &Plan, faults: &mut PlanFaults) {
    faults.require(same(Series::ALL, plan.series.iter().map(|s| s.id)), || "series: not each once, in order".into());
    faults.require(same(Lever::ALL, plan.levers.iter().map(|l| l.id)), || "levers: not each once, in order".into());
    let readings = plan.readings.iter().map(|r| r.id);
    faults.require(same(Reading::ALL, readings), || "readings: not each once, in order".into());
    faults.require(!plan.starts.is_empty(), || "starts: empty".into());
}

fn observations(plan: &Plan, faults: &mut PlanFaults) {
    let mut ids = BTreeSet::new();
    for o in plan.observations() {
        let path = |field: &str| format!("observation {}: {field}", o.id);
        faults.require(ids.insert(&o.id), || path("id used twice"));
        faults.require(YEARS.contains(&o.year), || path(&format!("year {} out of range", o.year)));
        faults.require(o.value.is_finite(), || path("value not finite"));
        faults.require(plan.sources.contains_key(&o.source), || path(&format!("source `{}` unknown", o.source)));
        faults.require(plan.bases.contains_key(&o.basis), || path(&format!("basis `{}` unknown", o.basis)));
        faults.require(o.kind == Kind::Actual || o.note.is_some(), || path("an estimate needs a note"));
    }
    for s in &plan.series {
        for (name, list) in [("points", &s.points), ("alternative", &s.alternative)] {
            let years: Vec<u16> = list.iter().map(|o| o.year).collect();
            let rising = years.iter().zip(years.iter().skip(1)).all(|(a, b)| a < b);
            faults.require(rising, || format!("series {}.{name}: years not rising", s.id));
        }
        let positive = |o: &Observation| o.value > 0.0 && (s.unit != Unit::Percent || o.value < 100.0);
        for o in s.points.iter().chain(&s.alternative).chain(&s.other) {
            faults.require(positive(o), || format!("observation {}: value out of range for its unit", o.id));
        }
        for b in &s.breaks {
            let known = s.points.iter().chain(&s.alternative).any(|o| o.basis == b.basis && o.year == b.year);
            faults.require(known, || format!("series {}: break {}: no figure of its basis and year", s.id, b.year));
        }
    }
}

fn comparable(plan: &Plan, faults: &mut PlanFaults) {
    let mut ids = BTreeSet::new();
    for t in &plan.comparable {
        let path = |field: &str| format!("comparable {}: {field}", t.id);
        faults.require(ids.insert(&t.id), || path("id used twice"));
        faults.require(YEARS.contains(&t.year) && t.value > 0.0, || path("year or value out of range"));
        let sources = [Some(&t.source), t.latest.as_ref().map(|l| &l.source)];
        let known = sources.into_iter().flatten().all(|s| plan.sources.contains_key(s));
        faults.require(known, || path("source unknown"));
        let year = t.latest.as_ref().and_then(|l| l.as_of.get(..4)?.parse::<u16>().ok());
        faults
            .require(t.latest.is_none() || year.is_some_and(|y| y <= t.year), || path("latest.as_of: not by its year"));
        // A target that was passed early is met; that it was missed only its own year can tell.
        let decided = t.latest.as_ref().zip(t.met).is_none_or(|(l, met)| match (t.wording, met) {
            (Wording::About, _) => false,
            (_, false) => year == Some(t.year) && l.value < t.value,
            (Wording::AtLeast, true) => l.value >= t.value,
            (Wording::Above, true) => l.value > t.value,
        });
        faults.require(decided && (t.met.is_none() || t.latest.is_some()), || path("met: the figure does not say so"));
        let derived = t.latest.as_ref().is_none_or(|l| l.kind == Kind::Actual || l.note.is_some());
        faults.require(derived, || path("latest: an estimate needs a note"));
    }
}

fn targets(plan: &Plan, faults: &mut PlanFaults) {
    let mut ids = BTreeSet::new();
    for t in &plan.targets {
        let path = |field: &str| format!("target {}: {field}", t.id);
        faults.require(ids.insert(&t.id), || path("id used twice"));
        faults.require(!t.of.is_empty(), || path("of: empty"));
        faults.require((plan.period[0]..=plan.period[1]).contains(&t.year), || path("year outside the plan"));
        faults.require(t.value.is_finite() && t.value > 0.0, || path("value not above zero"));
        faults.require(plan.sources.contains_key(&t.source), || path(&format!("source `{}` unknown", t.source)));
        let outturn = t.outturn.as_ref().map(|id| plan.observation(id).map(|o| o.year));
        faults.require(outturn.is_none_or(|o| o == Some(t.year)), || path("outturn: no such record of that year"));
    }
    for r in &plan.readings {
        for id in &r.targets {
            faults.require(ids.contains(id), || format!("reading {}: target `{id}` unknown", r.id));
        }
    }
}

fn starts(plan: &Plan, faults: &mut PlanFaults) {
    let is_start = |year: u16| plan.start(year).is_some();
    let between = |year: u16| !is_start(year) && year < plan.newest_start().year;
    for start in &plan.hindsight_starts {
        faults.require(between(start.year), || format!("vantage {}: not a year between the starts", start.year));
    }
    for start in plan.starts.iter().chain(&plan.hindsight_starts) {
        let path = |field: &str| format!("start {}: {field}", start.year);
        for series in Series::DRIVEN {
            let record = start.values.get(&series).and_then(|id| plan.observation(id));
            let fits = record.is_some_and(|o| o.year == start.year);
            faults.require(fits, || path(&format!("values.{series}: no record of that year")));
        }
        for (series, id) in &start.other_basis {
            faults.require(plan.observation(id).is_some(), || path(&format!("other_basis.{series}: unknown")));
        }
        for (series, periods) in &start.achieved {
            for period in periods {
                let ends = plan.observation(&period.from).zip(plan.observation(&period.to));
                let growth = |a, b| plan.series(*series).is_growth(a, b);
                let fits = ends.is_some_and(|(a, b)| growth(a, b) && a.year < b.year && b.year <= start.year);
                let fault = || path(&format!("achieved.{series}: {} to {} not comparable", period.from, period.to));
                faults.require(fits, fault);
            }
        }
        for lever in Lever::ALL {
            let data = plan.lever(*lever);
            let fits = start.defaults.get(lever).is_some_and(|d| {
                let most = usize::from(if data.by_year { plan.last_year.saturating_sub(start.year) } else { 1 });
                d.values.iter().count() <= most && d.values.iter().all(|v| data.min <= v && v <= data.max)
            });
            faults.require(fits, || path(&format!("defaults.{lever}: missing or out of range")));
            // The exchange rate moves no series.
            if *lever != Lever::Fx && is_start(start.year) {
                let fits = start.ranges.get(lever).is_some_and(|r| range_fits(plan, start, *lever, r));
                faults.require(fits, || path(&format!("ranges.{lever}: missing or out of range")));
            }
        }
    }
    for preset in &plan.presets {
        faults.require(is_start(preset.start), || format!("preset {}: start unknown", preset.id));
        for (lever, value) in &preset.levers {
            let data = plan.lever(*lever);
            let fits = data.min <= *value && *value <= data.max;
            faults.require(fits, || format!("preset {}: {lever} out of range", preset.id));
        }
    }
}

/// Whether a range holds the default, lies within what the lever accepts, and has a spread where one is needed.
fn range_fits(plan: &Plan, start: &Start, lever: Lever, range: &LeverRange) -> bool {
    let data = plan.lever(lever);
    let within = |v: Decimal| range.low <= v && v <= range.high;
    let to_plan_end = usize::from(plan.period[1].saturating_sub(start.year));
    let holds = start.defaults.get(&lever).is_some_and(|d| (0..to_plan_end).all(|i| within(d.values.at(i))));
    let spread = range.spread.is_some_and(|s| s > Decimal::ZERO) || data.group == LeverGroup::Uncertainty;
    holds && spread && data.min <= range.low && range.low < range.high && range.high <= data.max
}

fn levers(plan: &Plan, faults: &mut PlanFaults) {
    for l in &plan.levers {
        let [low, high] = l.slider;
        let fits = l.min <= low && low < high && high <= l.max && l.step.raw() > 0;
        faults.require(fits, || format!("lever {}: slider outside its range, or no step", l.id));
    }
    faults.require(plan.default_last_year <= plan.last_year, || "default_last_year: after last_year".into());
}

/// The defaults of spreads and of what is common must be those of the calibration; a default by year must follow its
/// damping within rounding.
fn calibration(plan: &Plan, faults: &mut PlanFaults) {
    let c = &plan.calibration;
    let same_series = same(&Series::DRIVEN, c.series.iter().map(|s| s.series));
    faults.require(same_series, || "calibration.series: not each driven series once, in order".into());
    let holds = |v: &CalibratedValue| v.low <= v.value && v.value <= v.high;
    for (field, value) in [("common", &c.common), ("listings_follow", &c.listings_follow)] {
        faults.require(holds(value), || format!("calibration.{field}: value outside its interval"));
    }
    for (series, value) in &c.base_errors {
        faults.require(holds(value), || format!("calibration.base_errors.{series}: value outside its interval"));
    }
    for s in &c.series {
        let path = |field: &str| format!("calibration.series {}: {field}", s.series);
        for fit in &s.fits {
            let [low, high] = fit.sigma_interval;
            faults.require(low <= fit.sigma && fit.sigma <= high, || path("sigma outside its interval"));
            let [low, high] = fit.tau_interval;
            faults.require(low <= fit.tau && fit.tau <= high, || path("tau outside its interval"));
        }
        let shares = s.coverage.iter().all(|h| (0.0..=1.0).contains(&h.held) && h.chongqing.max(h.below) <= h.years);
        faults.require(shares && s.coverage.len() == 3, || path("coverage"));
        for (rule, period) in &s.own {
            let ends = plan.observation(&period.from).zip(plan.observation(&period.to));
            faults
                .require(ends.is_some_and(|(a, b)| a.year < b.year), || path(&format!("own.{rule}: no such records")));
        }
        faults.require(s.errors.values().flatten().all(|e| *e > 0.0), || path("errors: not above zero"));
    }
    for (lever, context) in &c.context {
        let rising = context.quantiles.iter().zip(context.quantiles.iter().skip(1)).all(|(a, b)| a <= b);
        faults.require(rising, || format!("calibration.context.{lever}: quantiles not rising"));
    }
    for start in plan.starts.iter().chain(&plan.hindsight_starts) {
        let path = |lever: Lever| format!("start {}: defaults.{lever}: not that of the calibration", start.year);
        let mut follows = vec![
            (Some(Lever::Corr), Some(c.common.value)),
            (Some(Lever::TrendCorr), Some(c.common.value)),
            (Some(Lever::ListCorr), Some(c.listings_follow.value)),
        ];
        for s in &c.series {
            let fit = s.fits.iter().find(|f| f.year == start.year);
            follows.push((s.series.shock_lever(), fit.map(|f| f.sigma)));
            follows.push((s.series.trend_lever(), fit.map(|f| f.tau)));
        }
        for (lever, value) in follows.into_iter().filter_map(|(lever, value)| Some((lever?, value))) {
            let given = start.defaults.get(&lever).map(|d| d.values.clone());
            faults.require(given.is_some() && given == value.map(Values::constant), || path(lever));
        }
        for (lever, default) in start.defaults.iter().filter(|(_, d)| !d.values.is_constant()) {
            let slows = default.values.iter().zip(default.values.iter().skip(1)).all(|(a, b)| {
                let log = libm::log1p(a.to_f64() / 100.0);
                // Both are rounded to tenths.
                (b.to_f64() - 100.0 * libm::expm1(c.damping.to_f64() * log)).abs() < 0.1
            });
            faults.require(slows, || {
                format!("start {}: defaults.{lever}: not damped as the calibration says", start.year)
            });
        }
    }
}

fn lists(plan: &Plan, faults: &mut PlanFaults) {
    let mut ids = BTreeSet::new();
    for list in &plan.lists {
        let named = list.items.iter().filter(|i| i.status == crate::plan::ListingStatus::InPlan).count();
        let fits = list.declared.is_none_or(|n| named <= usize::from(n));
        faults.require(fits, || format!("list {}: more items than declared", list.id));
        for item in &list.items {
            faults.require(ids.insert(&item.id), || format!("item {}: id used twice", item.id));
            let sources = !item.sources.is_empty() && item.sources.iter().all(|s| plan.sources.contains_key(s));
            faults.require(sources, || format!("item {}: source missing or unknown", item.id));
        }
    }
}

/// Published shares of GDP must agree with value added over GDP where both are known.
fn shares(plan: &Plan, faults: &mut PlanFaults) {
    let figure = |series: Series, year: u16| plan.series(series).points.iter().find(|o| o.year == year);
    for share in &plan.series(Series::Share).points {
        if let Some((va, gdp)) = figure(Series::Va, share.year).zip(figure(Series::Gdp, share.year)) {
            let implied = 100.0 * va.value / gdp.value;
            let fits = (implied - share.value).abs() <= SHARE_TOLERANCE;
            faults.require(fits, || format!("observation {}: {implied:.2} by value added over GDP", share.id));
        }
    }
}

fn texts(plan: &Plan, faults: &mut PlanFaults) {
    let mut both = |at: String, text: &Bilingual| {
        faults
            .require(!text.en.trim().is_empty() && !text.zh.trim().is_empty(), || format!("{at}: a language is empty"));
    };
    for o in plan.observations() {
        if let Some(note) = &o.note {
            both(format!("observation {}: note", o.id), note);
        }
    }
    for s in &plan.series {
        for (field, text) in [("name", &s.name), ("short", &s.short), ("definition", &s.definition), ("note", &s.note)]
        {
            both(format!("series {}: {field}", s.id), text);
        }
    }
    for t in &plan.targets {
        both(format!("target {}: note", t.id), &t.note);
    }
    for l in &plan.levers {
        both(format!("lever {}: name", l.id), &l.name);
        both(format!("lever {}: help", l.id), &l.help);
    }
    for (lever, range) in plan.starts.iter().flat_map(|s| &s.ranges) {
        both(format!("range {lever}: note"), &range.note);
    }
    let c = &plan.calibration;
    both("calibration.rule".into(), &c.rule);
    both("calibration.basis".into(), &c.basis);
    for value in [&c.common, &c.listings_follow].into_iter().chain(c.base_errors.values()) {
        both("calibration: note".into(), &value.note);
    }
    for item in plan.lists.iter().flat_map(|l| &l.items) {
        both(format!("item {}: name", item.id), &item.name);
    }
    for s in &plan.series {
        s.breaks.iter().for_each(|b| both(format!("series {}: break {}: note", s.id, b.year), &b.note));
    }
    for t in &plan.comparable {
        both(format!("comparable {}: place", t.id), &t.place);
        both(format!("comparable {}: measure", t.id), &t.measure);
    }
    for (id, source) in &plan.sources {
        source.publisher.iter().for_each(|p| both(format!("source {id}: publisher"), p));
    }
}
