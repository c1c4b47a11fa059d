//! The plan as data: what it promises, what has happened since, and where each number comes from.
//!
//! Everything here is read from one file, [`chongqing`], and is never changed afterwards. Money is in 亿元 (100 million
//! yuan) at current prices, shares and growth in percent, companies as counts. Texts stand in both languages.

#[cfg(not(target_arch = "wasm32"))]
mod check;
mod ids;
mod load;

use std::collections::BTreeMap;

pub use ids::{Lever, Reading, Rule, Series};
#[cfg(not(target_arch = "wasm32"))]
pub use load::parse;
pub use load::{LoadError, chongqing};
use serde::Deserialize;

use crate::decimal::Decimal;
use crate::text::Lang;
use crate::text::format::AsOf;
use crate::text::sentences::citation;
use crate::values::Values;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    pub en: String,
    pub zh: String,
}

impl Bilingual {
    /// The text in the language of the reader.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// Version of the model: everything between the plan file and the numbers. It goes up in the same change that makes any
/// number of an unchanged scenario differ while the data are the same: a formula, a law, a draw, a rule of rounding. Links,
/// tables, pictures and citations carry it; links without it are of the first.
pub const MODEL: u16 = 3;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Name of this data release, carried by links.
    pub release: String,
    pub title: Bilingual,
    /// Number of the official document.
    pub document: String,
    /// ISO date on which the plan was made public.
    pub unveiled: String,
    /// First and last year the plan covers.
    pub period: [u16; 2],
    /// Notes on the title, the document and how the content was found.
    pub about: Vec<Bilingual>,
    /// Publications, by id.
    pub sources: BTreeMap<String, Source>,
    /// What a figure measures (currency basis, census, listing place), by id.
    pub bases: BTreeMap<String, Bilingual>,
    /// The model's series, one for each [`Series`], in its order.
    pub series: Vec<SeriesData>,
    /// Further figures shown for reference only: real growth, exchange rate, new listings.
    pub references: Vec<ReferenceData>,
    /// Targets for 2025 and 2027.
    pub targets: Vec<Target>,
    /// The readings of the 2027 "8 trillion", one for each [`Reading`], in its order.
    pub readings: Vec<ReadingData>,
    /// The years a scenario can start from, newest first.
    pub starts: Vec<Start>,
    /// Years between the starts for which odds are computed in hindsight; no scenario can start there.
    #[serde(rename = "vantages")]
    pub hindsight_starts: Vec<Start>,
    /// Last year a scenario may reach.
    pub last_year: u16,
    /// Last year of a scenario unless the reader chooses another.
    pub default_last_year: u16,
    /// One for each [`Lever`], in its order.
    pub levers: Vec<LeverData>,
    /// The rule of the defaults and how it held where it could be tried.
    pub calibration: Calibration,
    /// Ready-made scenarios beside the two that are computed.
    pub presets: Vec<PresetData>,
    /// Capabilities, systems and the four lists.
    pub lists: Vec<ItemList>,
    /// Published effects of comparable policies elsewhere: context, never an input.
    pub studies: Vec<Study>,
    /// Targets of other plans for finance, and earlier ones of this city, with their outcome as far as it was found.
    pub comparable: Vec<ComparableTarget>,
    /// Where sources disagree and what was done.
    pub conflicts: Vec<Bilingual>,
    /// What was looked for and not found.
    pub gaps: Vec<Bilingual>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title of the page the figure was read on.
    pub title: String,
    /// Who published the figures, where that page is a copy.
    pub publisher: Option<Bilingual>,
    /// Address; none where the page was seen without one, or the figure is derived here.
    pub url: Option<String>,
    /// Date as far as known: `2024`, `2024-04` or `2024-04-17`.
    pub date: Option<String>,
}

impl Source {
    /// How it is cited: the publisher first.
    pub fn cite(&self, lang: Lang) -> String {
        citation::publication(lang, self.publisher.as_ref().map(|p| p.get(lang)), &self.title)
    }
}

/// Whether a figure was published or derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Published as such.
    Actual,
    /// Derived from published figures; the note says how.
    Estimate,
}

/// How far a figure can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Official or two independent sources.
    High,
    /// A reprint, a mirror, or a figure with a small gap.
    Medium,
    /// Indirect.
    Low,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Id of the record, unique in the file.
    pub id: String,
    pub year: u16,
    /// Value in the unit of its series.
    pub value: f64,
    pub kind: Kind,
    /// Key into [`Plan::bases`].
    pub basis: String,
    /// Which edition of the statistics, where there are several: free text of the source such as `census5_revised`.
    pub vintage: Option<String>,
    pub confidence: Confidence,
    /// Key into [`Plan::sources`].
    pub source: String,
    /// The date the figure refers to, where it is not the full year or year-end: `2025-11`, `2024H1`.
    pub as_of: Option<String>,
    /// Caveat or derivation; always present for an estimate.
    pub note: Option<Bilingual>,
}

impl Observation {
    /// The end of what it refers to, in years, the end of 2024 being 2024.0; `None` where its date is not known.
    pub fn ends(&self) -> Option<f64> {
        self.as_of.as_ref().map_or(Some(f64::from(self.year)), |text| AsOf::parse(text).map(AsOf::ends))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// 亿元, 100 million yuan.
    Money,
    Percent,
    Companies,
    /// Yuan per US dollar.
    Rate,
}

/// One of the model's series.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesData {
    pub id: Series,
    pub name: Bilingual,
    /// Name where space is short.
    pub short: Bilingual,
    /// What it measures, and on which basis.
    pub definition: Bilingual,
    /// Unit of all its values.
    pub unit: Unit,
    /// Caveats, to be shown beside the chart.
    pub note: Bilingual,
    /// Years into which growth says nothing, since what is measured changed.
    pub breaks: Vec<Break>,
    /// Full-year or year-end figures on the basis the targets use, by year.
    pub points: Vec<Observation>,
    /// Figures on another basis that help to read the chart, by year.
    pub alternative: Vec<Observation>,
    /// Other dates and editions: listed as sources, never drawn as year-ends.
    pub other: Vec<Observation>,
}

impl SeriesData {
    /// The records that growth is measured on: those of the basis that is known year by year. For deposits and loans that
    /// is yuan alone, for listed companies mainland China, while targets count all.
    pub fn growth_record(&self) -> &[Observation] {
        match self.id {
            Series::Dep | Series::Loan | Series::List => &self.alternative,
            Series::Gdp | Series::Va | Series::Share | Series::Ldr => &self.points,
        }
    }

    /// Whether the change from one record to a later one is growth: they are of one basis, and no break lies between.
    pub fn is_growth(&self, from: &Observation, to: &Observation) -> bool {
        let broken = |b: &Break| b.basis == to.basis && from.year < b.year && b.year <= to.year;
        from.basis == to.basis && !self.breaks.iter().any(broken)
    }
}

/// A change in what a series measures.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// First year of the new measure: growth into it is none.
    pub year: u16,
    /// Key into [`Plan::bases`]: the basis it concerns.
    pub basis: String,
    /// What changed, in a few words.
    pub note: Bilingual,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceData {
    /// Short id, unique in the file.
    pub id: String,
    pub name: Bilingual,
    /// Unit of all its values.
    pub unit: Unit,
    pub note: Bilingual,
    pub points: Vec<Observation>,
}

/// How a target is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Value at or above the target.
    AtLeast,
    /// Value strictly above the target.
    Above,
}

impl Criterion {
    /// Whether a value meets a target.
    pub fn holds(self, value: f64, target: f64) -> bool {
        match self {
            Self::AtLeast => value >= target,
            Self::Above => value > target,
        }
    }
}

impl Target {
    /// What a value is compared with, and how. Companies are whole: more than 160 are at least 161.
    pub fn threshold(&self) -> (f64, Criterion) {
        match self.comparison {
            Criterion::Above if self.of == [Series::List] => (libm::floor(self.value) + 1.0, Criterion::AtLeast),
            comparison => (self.value, comparison),
        }
    }

    /// The value to reach, in the unit of its series; a share that must be exceeded has no smallest, this is its limit.
    pub fn aim(&self) -> f64 {
        self.threshold().0
    }

    /// Whether a value meets it.
    pub fn is_met_by(&self, value: f64) -> bool {
        let (aim, comparison) = self.threshold();
        comparison.holds(value, aim)
    }

    /// Whether a value on the central path, or a published one, reaches it in the digits that are shown: one that reads
    /// as the target reaches it, unless the target has to be exceeded.
    pub fn is_reached_by(&self, value: f64) -> bool {
        match self.threshold() {
            (aim, Criterion::AtLeast) => value >= aim - self.half_digit(),
            (_, Criterion::Above) => value >= self.goal(),
        }
    }

    /// Whether a value meets it both exactly and in the digits that are shown: what a search aims at.
    pub fn is_cleared_by(&self, value: f64) -> bool {
        self.is_met_by(value) && self.is_reached_by(value)
    }

    /// The value to aim at: the target, or where it has to be exceeded the least that reads as more.
    pub fn goal(&self) -> f64 {
        match self.threshold() {
            (aim, Criterion::AtLeast) => aim,
            (aim, Criterion::Above) => aim + self.half_digit(),
        }
    }

    /// Half the last digit in which a distance from it is shown: of 100 million yuan, of a hundredth of a point, of a tenth
    /// of a company.
    pub fn half_digit(&self) -> f64 {
        match self.of.first() {
            Some(Series::Share | Series::Ldr) => 0.005,
            Some(Series::List) => 0.05,
            _ => 0.5,
        }
    }
}

/// A promise of the plan.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub id: String,
    /// The series it is about; where there are several, their sum.
    pub of: Vec<Series>,
    /// Year by the end of which it is due.
    pub year: u16,
    /// Value in the unit of the series.
    pub value: f64,
    pub comparison: Criterion,
    /// `Estimate` where the target rests on an interpretation.
    pub kind: Kind,
    pub confidence: Confidence,
    /// Key into [`Plan::sources`].
    pub source: String,
    /// Wording, basis, interpretation.
    pub note: Bilingual,
    /// The record of the outcome, once the year is over and a figure was found.
    pub outturn: Option<String>,
}

/// One reading of the ambiguous 2027 figure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadingData {
    pub id: Reading,
    pub name: Bilingual,
    /// What it means and how plausible it is.
    pub note: Bilingual,
    /// Ids of the targets that hold under this reading; the unambiguous targets hold under each.
    pub targets: Vec<String>,
}

/// A year to start from: its values, what was achieved by then, and the defaults that follow from it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    pub year: u16,
    /// What it means to stand here.
    pub name: Bilingual,
    /// Record that gives the base value of each driven series.
    pub values: BTreeMap<Series, String>,
    /// Record on the other currency basis, where there is one.
    pub other_basis: BTreeMap<Series, String>,
    /// Past growth to compare with, longest period first.
    pub achieved: BTreeMap<Series, Vec<Period>>,
    pub defaults: BTreeMap<Lever, DefaultValue>,
    /// How far each lever that moves a series may lie from its default; empty in a hindsight start, where no lever is moved.
    #[serde(default)]
    pub ranges: BTreeMap<Lever, LeverRange>,
}

/// A period of past growth between two records of one basis.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Record at its start.
    pub from: String,
    /// Record at its end.
    pub to: String,
}

/// A default and where it comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DefaultValue {
    /// In the unit of the lever: one for all years, or one a year from the first projected year on.
    pub values: Values,
    pub origin: Origin,
    /// Number of past observations behind it; zero for an assumption.
    pub n: u16,
    /// The derivation or the reason in words.
    pub note: Bilingual,
}

/// The rule from which defaults and spreads follow, and its record in the provinces of China.
///
/// Made by `tests/it/fixtures/calibration.py` from official figures by province, which are not part of this file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The rule in words.
    pub rule: Bilingual,
    /// What the spreads are made of, and what they leave out.
    pub basis: Bilingual,
    /// Yearly growths whose mean is taken, the last ones known.
    pub window: u16,
    /// What is left of growth from year to year.
    pub damping: Decimal,
    /// How many provinces the spreads are made of.
    pub provinces: u16,
    /// First year of the outcomes they are made of.
    pub first_outcome: u16,
    /// Yearly changes whose mean is taken for the number of listed companies.
    pub listings_window: u16,
    /// The part of shocks and of unknown trends that all series share, 0 to 1.
    pub common: CalibratedValue,
    /// How far good and bad years for listings follow the common shock, 0 to 1.
    pub listings_follow: CalibratedValue,
    /// Standard errors of base values that are estimates, %.
    pub base_errors: BTreeMap<Series, CalibratedValue>,
    /// One for each driven series, in its order.
    pub series: Vec<SeriesCalibration>,
    /// How growth was distributed over provinces and years, by the lever it is that of.
    pub context: BTreeMap<Lever, GrowthContext>,
}

impl Calibration {
    /// The record of a driven series.
    pub fn of(&self, series: Series) -> Option<&SeriesCalibration> {
        self.series.iter().find(|s| s.series == series)
    }
}

/// A number with an 80 % interval.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalibratedValue {
    pub value: Decimal,
    pub low: Decimal,
    pub high: Decimal,
    /// Years of outcomes behind it; zero for a judgement.
    pub years: u16,
    pub note: Bilingual,
}

/// How the rule did for one series.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeriesCalibration {
    pub series: Series,
    /// Spreads by what was known at each start; none for the number of companies, which has a law of its own.
    pub fits: Vec<SpreadFit>,
    /// By horizon, 1 to 3 years.
    pub coverage: Vec<RuleCoverage>,
    /// Root mean square of the errors 1, 2 and 3 years ahead, log points, over the years in which every rule had one.
    pub errors: BTreeMap<Rule, [f64; 3]>,
    /// The figures of Chongqing between which growth is taken by the other rules, up to the newest start.
    pub own: BTreeMap<Rule, Period>,
    /// Mean over all provinces of the last growth known: log points, or net new companies.
    pub provinces_mean: f64,
    /// The year of that growth.
    pub provinces_mean_year: u16,
}

/// Yearly shock and unknown trend, %, from the rule's errors up to a year.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpreadFit {
    /// The last year of the outcomes.
    pub year: u16,
    /// Years of outcomes.
    pub years: u16,
    pub sigma: Decimal,
    /// 80 % interval.
    pub sigma_interval: [Decimal; 2],
    pub tau: Decimal,
    /// 80 % interval.
    pub tau_interval: [Decimal; 2],
}

/// How often 80 % bands, made of the errors known at the time, held.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleCoverage {
    pub horizon: u16,
    /// Years of outcomes; the provinces of one year fail together and count as one.
    pub years: u16,
    /// Share of the outcomes of all provinces and years that lay inside, 0 to 1.
    pub held: f64,
    /// Years in which that of Chongqing did.
    pub chongqing: u16,
    /// Years in which that of Chongqing lay below the middle of the band.
    pub below: u16,
}

/// Deciles and quartiles of yearly growth over all provinces.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowthContext {
    /// At 10, 25, 50, 75 and 90 %: percent, or net new companies.
    pub quantiles: [f64; 5],
    /// How many yearly growths.
    pub growths: u16,
    /// First and last year.
    pub period: [u16; 2],
}

/// How far a lever may lie from its default, and where that comes from.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeverRange {
    /// Lowest value worth trying, in the unit of the lever.
    pub low: Decimal,
    /// Highest value worth trying.
    pub high: Decimal,
    /// How far it scattered in the past, for levers of the economy and of finance: a standard deviation.
    pub spread: Option<Decimal>,
    pub origin: Origin,
    /// Number of past observations behind them; zero for an assumption.
    pub n: u16,
    /// The derivation or the reason in words.
    pub note: Bilingual,
}

/// How a default was obtained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Computed from figures in this file.
    Derived,
    /// Set by judgement, since the data cannot tell.
    Assumption,
}

/// The group of levers in the sidebar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LeverGroup {
    /// What the city cannot set: the economy around it.
    World,
    /// What the plan is about.
    Finance,
    /// How uncertain the future is.
    Uncertainty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeverUnit {
    PercentAYear,
    CompaniesAYear,
    Percent,
    Number,
    /// Yuan per US dollar.
    YuanPerDollar,
}

/// What a lever is and how far it goes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeverData {
    pub id: Lever,
    pub name: Bilingual,
    pub help: Bilingual,
    pub group: LeverGroup,
    pub unit: LeverUnit,
    /// Smallest value accepted.
    pub min: Decimal,
    /// Largest value accepted.
    pub max: Decimal,
    /// Ends of the slider, within min and max: the part a reader usually needs.
    pub slider: [Decimal; 2],
    /// Step of the slider and the arrow keys.
    pub step: Decimal,
    /// Whether each year may have its own value.
    pub by_year: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PresetData {
    pub id: String,
    pub name: Bilingual,
    /// What it assumes and why.
    pub note: Bilingual,
    /// Base year it belongs to.
    pub start: u16,
    /// Constant values of the levers it moves.
    pub levers: BTreeMap<Lever, Decimal>,
}

/// What a study found about a policy somewhere else.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    pub about: Bilingual,
    /// Where, when, and how it was studied.
    pub scope: Bilingual,
    /// What was found, and how far it was read.
    pub finding: Bilingual,
    /// Key into [`Plan::sources`].
    pub source: String,
}

/// A target of another plan, or an earlier one of this city.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComparableTarget {
    pub id: String,
    /// Whose target it is.
    pub place: Bilingual,
    /// What it is about.
    pub measure: Bilingual,
    pub unit: Unit,
    /// Year by the end of which it was due.
    pub year: u16,
    pub value: f64,
    pub wording: Wording,
    /// Key into [`Plan::sources`].
    pub source: String,
    /// The latest figure found, of that year or before.
    pub latest: Option<LatestFigure>,
    /// Whether it was met; none where the figures found do not tell.
    pub met: Option<bool>,
}

/// How a target of another plan is worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    About,
    AtLeast,
    Above,
}

/// A figure beside a target of another plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatestFigure {
    /// The date it refers to: `2024`, `2024-11`, `2016Q1`.
    pub as_of: String,
    /// Value in the unit of the target.
    pub value: f64,
    pub kind: Kind,
    /// Key into [`Plan::sources`].
    pub source: String,
    pub note: Option<Bilingual>,
}

/// A list of the plan's content.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemList {
    /// `capabilities`, `systems`, `reforms`, `policies`, `platforms`, `projects` or `measures`.
    pub id: String,
    pub name: Bilingual,
    /// How many the plan says there are; none where it does not say.
    pub declared: Option<u16>,
    /// Those that public sources name or describe.
    pub items: Vec<Item>,
}

/// How sure it is that an item is on the plan's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingStatus {
    /// Named as part of the plan.
    InPlan,
    /// Theme described, official name not seen.
    Hint,
    /// Real and of the same theme, not confirmed to be on the list.
    Candidate,
}

/// One item of the plan's content.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub id: String,
    pub name: Bilingual,
    /// Languages in which the name was seen in a source; in the others it is a translation of ours.
    pub seen_in: Vec<Lang>,
    /// On the list or not.
    pub status: ListingStatus,
    /// Keys into [`Plan::sources`], the main one first.
    pub sources: Vec<String>,
    pub note: Option<Bilingual>,
}

impl Plan {
    /// Data release and model version, as results name them.
    pub fn edition(&self, lang: Lang) -> String {
        citation::edition(lang, &self.release, MODEL)
    }

    /// The data of a series.
    ///
    /// The loader has checked that there is one for each [`Series`] in its order.
    #[allow(clippy::indexing_slicing, reason = "length checked at load")]
    pub fn series(&self, id: Series) -> &SeriesData {
        &self.series[id.index()]
    }

    /// The data of a lever.
    ///
    /// The loader has checked that there is one for each [`Lever`] in its order.
    #[allow(clippy::indexing_slicing, reason = "length checked at load")]
    pub fn lever(&self, id: Lever) -> &LeverData {
        &self.levers[id.index()]
    }

    /// Most values a lever can take: one, or one for each year that can be projected from the earliest start.
    pub fn most_values(&self, id: Lever) -> usize {
        let years = self.starts.iter().map(|s| self.last_year.saturating_sub(s.year)).max();
        if self.lever(id).by_year { years.unwrap_or(1).into() } else { 1 }
    }

    /// The start at this base year.
    pub fn start(&self, year: u16) -> Option<&Start> {
        self.starts.iter().find(|s| s.year == year)
    }

    /// The start or hindsight start at this year.
    pub fn any_start(&self, year: u16) -> Option<&Start> {
        self.starts.iter().chain(&self.hindsight_starts).find(|s| s.year == year)
    }

    /// The newest start, from which a scenario begins unless the reader chooses another.
    ///
    /// The loader has checked that there is one.
    #[allow(clippy::indexing_slicing, reason = "length checked at load")]
    pub fn newest_start(&self) -> &Start {
        &self.starts[0]
    }

    /// All records, in the order of the file.
    pub fn observations(&self) -> impl Iterator<Item = &Observation> {
        let series = self.series.iter().flat_map(|s| s.points.iter().chain(&s.alternative).chain(&s.other));
        series.chain(self.references.iter().flat_map(|r| r.points.iter()))
    }

    /// The record of this id.
    pub fn observation(&self, id: &str) -> Option<&Observation> {
        self.observations().find(|o| o.id == id)
    }

    /// Whether projections start from a record on which little can be built: a base value of the newest start that is an
    /// estimate of low confidence.
    pub fn is_weak(&self, o: &Observation) -> bool {
        let starts = self.newest_start().values.values().any(|id| *id == o.id);
        starts && o.kind == Kind::Estimate && o.confidence == Confidence::Low
    }

    /// The target of this id.
    pub fn target(&self, id: &str) -> Option<&Target> {
        self.targets.iter().find(|t| t.id == id)
    }

    /// The unit of what a target is about.
    pub fn unit_of(&self, target: &Target) -> Unit {
        target.of.first().map_or(Unit::Money, |s| self.series(*s).unit)
    }

    /// The targets that hold under a reading, in the order of the file.
    pub fn targets(&self, reading: Reading) -> impl Iterator<Item = &Target> {
        let ambiguous = |id: &String| self.readings.iter().any(|r| r.targets.contains(id));
        let listed = move |id: &String| self.readings.iter().any(|r| r.id == reading && r.targets.contains(id));
        self.targets.iter().filter(move |t| !ambiguous(&t.id) || listed(&t.id))
    }
}
