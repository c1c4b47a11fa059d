//! The backtest in words: every sentence follows from the numbers.

use crate::analysis::backtest::{
    Backtest, CoverageVerdict, FEWEST, Lean, Method, Score, SeriesTest, SkillVerdict, held_between,
};
use crate::plan::{Plan, Rule, RuleCoverage, Series, SeriesCalibration};
use crate::text::sentences::targets;
use crate::text::sentences::targets::HitRate;
use crate::text::{Lang, Words, format};

/// The backtest in words, in one language.
#[derive(Clone, Copy, Debug)]
pub struct BacktestNarrator<'a> {
    pub plan: &'a Plan,
    pub lang: Lang,
}

impl BacktestNarrator<'_> {
    fn words(&self) -> &'static Words {
        self.lang.words()
    }

    /// The answer of the page, in one sentence, from the longest record.
    pub fn answer(&self, test: &Backtest) -> String {
        let Some(longest) = longest(test) else { return self.words().record_none.to_owned() };
        let coverage = grouped(&longest.scores, Score::coverage_verdict).into_iter().map(|(verdict, scores)| {
            let tallies: Vec<HitRate> = scores.iter().map(|s| inside(s)).collect();
            targets::at_horizons(self.lang, self.coverage(verdict), &tallies, true)
        });
        let name = self.inside(longest.series);
        targets::record_answer(self.lang, &name, &coverage.collect::<Vec<_>>(), &self.skill(&longest.scores))
    }

    /// That the answer is partly hindsight, where it is, and to which side the bands of the longest record erred, if to
    /// the same at every horizon.
    pub fn caution(&self, test: &Backtest) -> Option<String> {
        let longest = longest(test)?;
        let hindsight = (test.method == Method::Recent).then(|| self.words().record_hindsight.to_owned());
        let erred = Some(longest).and_then(|t| {
            let lean = t.scores.first()?.lean()?;
            let (below, n) = t.scores.iter().fold((0, 0), |(below, n), s| (below + s.below, n + s.n));
            let above = lean == Lean::Above;
            let hits = if above { n - below } else { below };
            let always = t.scores.iter().all(|s| s.lean() == Some(lean));
            always.then(|| targets::record_erred(self.lang, above, hits, n))
        });
        hindsight.into_iter().chain(erred).reduce(|a, b| targets::joined(self.lang, &a, Some(&b)))
    }

    /// The series with few forecasts, and those with none.
    pub fn other_series(&self, test: &Backtest) -> Option<String> {
        let few = test.series.iter().filter(|t| t.is_few()).map(|t| {
            let (hits, n) = t.scores.iter().fold((0, 0), |(hits, n), s| (hits + s.cover80.hits, n + s.n));
            targets::record_few(self.lang, self.name(t.series), &self.span(t), hits, n)
        });
        let short: Vec<Series> = test.series.iter().filter(|t| t.too_short()).map(|t| t.series).collect();
        let name = |(i, s): (usize, &Series)| if i == 0 { self.name(*s).to_owned() } else { self.inside(*s) };
        let short: Vec<String> = short.iter().enumerate().map(name).collect();
        let untested = (!short.is_empty()).then(|| targets::record_untested(self.lang, &short));
        few.chain(untested).reduce(|a, b| targets::joined(self.lang, &a, Some(&b)))
    }

    /// How the bands of the default rule did in the provinces.
    pub fn rule_answer(&self) -> String {
        let calibration = &self.plan.calibration;
        let held = |s: &SeriesCalibration| {
            let shares = s.coverage.iter().map(|c| format::number(100.0 * c.held, 0)).collect::<Vec<_>>();
            (self.inside(s.series), shares)
        };
        let all: Vec<_> = calibration.series.iter().map(held).collect();
        let answer = targets::record_rule(self.lang, calibration.provinces, &all);
        // Of the city itself, the series with the most years.
        let years = |s: &&SeriesCalibration| s.coverage.iter().map(|c| c.years).sum::<u16>();
        let own = calibration.series.iter().max_by_key(years).map(|s| {
            let sum = |of: fn(&RuleCoverage) -> u16| s.coverage.iter().map(of).sum::<u16>();
            let counts = [sum(|c| c.years), sum(|c| c.chongqing), sum(|c| c.below)];
            targets::record_rule_own(self.lang, &self.inside(s.series), counts)
        });
        targets::joined(self.lang, &answer, own.as_deref())
    }

    /// The record of the default rule in the provinces, a row for each series and horizon.
    pub fn rule_record(&self) -> Vec<RuleRecord> {
        let row = |s: &SeriesCalibration, c: &RuleCoverage| {
            let (low, high) = held_between(c);
            let percent = |v: f64| format::percent(v, 0);
            let error = |rule: Rule| {
                let step = usize::from(c.horizon).checked_sub(1)?;
                s.errors.get(&rule)?.get(step).map(|e| format::percent(*e, 1))
            };
            RuleRecord {
                series: self.name(s.series).to_owned(),
                horizon: c.horizon,
                held: targets::share_between(
                    self.lang,
                    &percent(100.0 * c.held),
                    &format::number(low, 0),
                    &percent(high),
                ),
                years: c.years,
                chongqing: targets::tallies(
                    self.lang,
                    &[HitRate { horizon: 0, hits: c.chongqing.into(), n: c.years.into() }],
                ),
                errors: [Rule::Calibrated, Rule::TenYears, Rule::Last, Rule::Provinces]
                    .map(|rule| error(rule).unwrap_or_else(|| "–".to_owned())),
            }
        };
        self.plan.calibration.series.iter().flat_map(|s| s.coverage.iter().map(|c| row(s, c))).collect()
    }

    /// The figures a series is tested on.
    pub fn figures(&self, test: &SeriesTest) -> String {
        targets::record_of(self.lang, &self.span(test), test.growths)
    }

    /// How well a method did on a series: against the simplest rule, and to which side its bands erred.
    pub fn describe(&self, method: Method, test: &SeriesTest) -> String {
        let w = self.words();
        let bands = match method {
            Method::Recent => w.record_bands_recent,
            Method::All => w.record_bands_all,
        };
        let undecided = |s: &&Score| matches!(s.last.verdict, SkillVerdict::Tied | SkillVerdict::TooFew);
        let lower: Vec<u16> =
            test.scores.iter().filter(undecided).filter(|s| s.last.crps < s.crps).map(|s| s.horizon).collect();
        let scored = targets::record_scored(self.lang, bands, &self.skill(&test.scores), &lower);
        targets::joined(self.lang, &scored, self.lean(test).as_deref())
    }

    /// To which side what came differed from the middle of the bands; `None` where that may be chance.
    fn lean(&self, test: &SeriesTest) -> Option<String> {
        let leans = grouped(&test.scores, Score::lean).into_iter().filter_map(|(lean, scores)| {
            let above = lean? == Lean::Above;
            let hits = |s: &Score| if above { s.n - s.below } else { s.below };
            let tallies = scores.iter().map(|s| HitRate { horizon: s.horizon, hits: hits(s), n: s.n });
            Some(targets::record_lean(self.lang, above, &tallies.collect::<Vec<_>>()))
        });
        leans.reduce(|all, lean| targets::joined(self.lang, &all, Some(&lean)))
    }

    /// Why a series cannot be tested.
    pub fn untested(&self, test: &SeriesTest) -> String {
        let span = self.span(test);
        let run = test.run.map(|_| (test.growths, span.as_str()));
        targets::record_short(self.lang, self.name(test.series), run, test.yearly, FEWEST + 1)
    }

    /// A verdict, seen from the band.
    pub fn verdict(&self, verdict: SkillVerdict) -> &'static str {
        let w = self.words();
        match verdict {
            SkillVerdict::Better => w.record_better,
            SkillVerdict::Worse => w.record_worse,
            SkillVerdict::Tied => w.record_tied,
            SkillVerdict::TooFew => w.record_too_few,
        }
    }

    fn coverage(&self, verdict: CoverageVerdict) -> &'static str {
        let w = self.words();
        match verdict {
            CoverageVerdict::AsPromised => w.record_as_promised,
            CoverageVerdict::LessOften => w.record_less_often,
            CoverageVerdict::FarLessOften => w.record_far_less_often,
            CoverageVerdict::MoreOften => w.record_more_often,
        }
    }

    /// The band against the simplest rule, a clause for each verdict, with horizons where verdicts differ.
    fn skill(&self, scores: &[Score]) -> Vec<String> {
        let w = self.words();
        let groups = grouped(scores, |s| s.last.verdict);
        let same = groups.len() == 1;
        let clause = |(i, (verdict, scores)): (usize, (SkillVerdict, Vec<&Score>))| {
            let than = match verdict {
                SkillVerdict::Better => w.record_than_better,
                SkillVerdict::Worse => w.record_than_worse,
                SkillVerdict::Tied => w.record_than_tied,
                SkillVerdict::TooFew => w.record_than_few,
            };
            let than = than.replace("{it}", if i == 0 { w.record_rule } else { w.record_rule_again });
            let tallies: Vec<HitRate> = scores.iter().map(|s| inside(s)).collect();
            if same { than } else { targets::at_horizons(self.lang, &than, &tallies, false) }
        };
        groups.into_iter().enumerate().map(clause).collect()
    }

    fn span(&self, test: &SeriesTest) -> String {
        test.run.map(|[first, last]| format::span(self.lang, first, last)).unwrap_or_default()
    }

    fn name(&self, series: Series) -> &str {
        self.plan.series(series).short.get(self.lang)
    }

    /// A name as it stands inside a sentence.
    fn inside(&self, series: Series) -> String {
        let name = self.name(series);
        let is_word = name.chars().nth(1).is_some_and(char::is_lowercase);
        if is_word { name.to_lowercase() } else { name.to_owned() }
    }
}

/// How the default rule did for one series, so many years ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleRecord {
    pub series: String,
    pub horizon: u16,
    /// The share of all outcomes within the 80 % bands, with its interval.
    pub held: String,
    /// Years of outcomes.
    pub years: u16,
    /// In how many of them Chongqing's was.
    pub chongqing: String,
    /// Typical error of the default rule, of ten-year averages, of the last growth, of the average of all provinces.
    pub errors: [String; 4],
}

/// The series with the longest record of those that allow a verdict.
fn longest(test: &Backtest) -> Option<&SeriesTest> {
    test.series.iter().filter(|t| !t.is_few() && !t.too_short()).max_by_key(|t| t.growths)
}

/// How often the 80% band held.
fn inside(score: &Score) -> HitRate {
    HitRate { horizon: score.horizon, hits: score.cover80.hits, n: score.n }
}

/// Groups scores by a key, in the order of first appearance.
fn grouped<K: PartialEq>(scores: &[Score], of: impl Fn(&Score) -> K) -> Vec<(K, Vec<&Score>)> {
    let mut groups: Vec<(K, Vec<&Score>)> = Vec::new();
    for score in scores {
        let key = of(score);
        match groups.iter_mut().find(|(k, _)| *k == key) {
            Some((_, scores)) => scores.push(score),
            None => groups.push((key, vec![score])),
        }
    }
    groups
}
