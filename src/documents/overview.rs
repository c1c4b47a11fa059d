//! The overview: where the plan stands, and what it would take. It depends on the plan alone: it is written at build time,
//! stands in the page before the program is loaded, and the program shows the same text.

use crate::analysis::targets::{Evidence, TargetStatus, Verdict, consistency, required, target_statuses};
use crate::chart::geometry::Chart;
use crate::chart::{ChartBuilder, FIRST_YEAR, StatusMark, axis, drawn, escaped, spark};
use crate::model::{Outcome, odds, planned, simulate, trend};
use crate::plan::{Kind, MODEL, Observation, Plan, Reading, Series, Source, Target, Unit};
use crate::present::{ComparableRow, Narrator};
use crate::route::{Anchor, Page};
use crate::scenario::Scenario;
use crate::text::format::Currency;
use crate::text::method::Topic;
use crate::text::sentences::{probability, targets};
use crate::text::{Lang, Words, format};

/// The order in which the targets are read.
const ORDER: [Series; 5] = [Series::Dep, Series::Loan, Series::Share, Series::Va, Series::List];

/// Size of the chart at the top, in its own pixels.
const CHART: (f64, f64) = (560.0, 320.0);

/// What the page holds before the program is loaded: header, overview and footer in both languages, in yuan. Style sheets
/// show one language once the reader's is known.
pub fn document(plan: &Plan) -> String {
    let span = |reader: Lang, spoken: Lang, text: &str| {
        format!("<span data-in=\"{}\" lang=\"{}\">{}</span>", reader.key(), spoken.html(), escaped(text))
    };
    let both =
        |text: fn(&'static Words) -> &'static str| Lang::ALL.map(|lang| span(lang, lang, text(lang.words()))).concat();
    let link = |page: &Page| {
        let current = if *page == Page::Overview { " aria-current=\"page\"" } else { "" };
        let names = Lang::ALL.map(|lang| span(lang, lang, page.name(lang)));
        format!("<a href=\"{}\"{current}>{}</a>\n", page.href(), names.concat())
    };
    let overview = |lang: Lang| {
        let say = Narrator { plan, lang, currency: Currency::Cny };
        format!("<div data-in=\"{}\" lang=\"{}\">\n{}</div>\n", lang.key(), lang.html(), page(&say))
    };
    let switch =
        [(Lang::En, Lang::Zh), (Lang::Zh, Lang::En)].map(|(own, other)| span(own, other, own.words().other_language));
    format!(
        "<header class=\"header\">\n<a class=\"skip\" href=\"#content\">{}</a>\n<a class=\"brand\" href=\"{}\">{BRAND}{}</a>\n\
         <nav class=\"nav\" aria-label=\"{} · {}\">\n{}</nav>\n<div class=\"header-tools\">\n<label class=\"check\"><input type=\"checkbox\" id=\"usd\"> {}</label>\n\
         <button class=\"quiet\" id=\"language\">{}</button>\n</div>\n</header>\n<main id=\"content\" tabindex=\"-1\">\n{}</main>\n\
         <footer class=\"footer\">\n<p>{}</p>\n<p>{}</p>\n<p>{} <code>{}</code> {} <code>m{MODEL}</code></p>\n</footer>\n",
        both(|w| w.skip),
        Page::Overview.href(),
        both(|w| w.app_name),
        Lang::En.words().nav,
        Lang::Zh.words().nav,
        Page::MENU.iter().map(link).collect::<Vec<_>>().concat(),
        both(|w| w.currency_usd),
        switch.concat(),
        Lang::ALL.map(overview).concat(),
        both(|w| w.footer_scenarios),
        both(|w| w.footer_local),
        both(|w| w.release),
        escaped(&plan.release),
        both(|w| w.model),
    )
}

const BRAND: &str = "<svg viewBox=\"0 0 24 24\" width=\"22\" height=\"22\" aria-hidden=\"true\">\
                     <path d=\"M2 6c5 0 5 6 10 6s5-6 10-6\" class=\"brand-a\"/>\
                     <path d=\"M2 18c5 0 5-6 10-6s5 6 10 6\" class=\"brand-b\"/></svg>";

/// The overview as the inside of the page's main part.
pub fn page(say: &Narrator) -> String {
    let plan = say.plan;
    let scenario = Scenario::new(plan);
    let outcome = simulate(plan, &scenario);
    let statuses = target_statuses(plan, &scenario, &outcome);
    Overview { say: *say, scenario: &scenario, outcome: &outcome, statuses: &statuses, ids: say.lang.key() }.page()
}

/// The plan's defaults and what follows from them; nothing of the reader's scenario.
struct Overview<'a> {
    say: Narrator<'a>,
    scenario: &'a Scenario,
    outcome: &'a Outcome,
    statuses: &'a [TargetStatus<'a>],
    /// Suffix of ids, since both languages stand in one page.
    ids: &'static str,
}

impl Overview<'_> {
    fn page(&self) -> String {
        let Self { say, scenario, ids, .. } = self;
        let (plan, w) = (say.plan, say.words());
        let [first, last] = [2025, plan.period[1]];
        let lead = say.past_verdict(self.statuses, first);
        let past: String = in_order(plan, first).map(|t| self.past(t)).collect();
        let cards: String = ORDER.into_iter().map(|s| self.card(s, last)).collect();
        let joint = |s: &Scenario| odds(plan, s).joint.last().map(|j| (j.all(), j.exactly.len() - 1));
        let joints = joint(scenario).zip(joint(&planned(plan, scenario)));
        let likely =
            joints.map(|((trend, count), (plan, _))| probability::trend_and_plan(say.lang, last, count, trend, plan));
        let section = |id: &str, title: &str, body: String, topics: &[Topic]| {
            format!(
                "<section aria-labelledby=\"{id}-{ids}\">\n<h2 id=\"{id}-{ids}\">{}</h2>\n{body}{}</section>\n",
                escaped(title),
                self.how_made(topics)
            )
        };
        let heads = [(w.target, ""), (w.verdict, ""), (w.latest, " class=\"num\""), (w.outcome, "")];
        let heads: String = heads.map(|(text, class)| format!("<th scope=\"col\"{class}>{text}</th>")).concat();
        let table = format!(
            "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"past-{ids}\"><table class=\"board stacks\">\
             <thead><tr>{heads}</tr></thead>\n<tbody>\n{past}</tbody></table></div>\n<p class=\"muted\">{}</p>\n",
            w.overview_2025_note
        );
        let cards = format!("<div class=\"cards\">\n{cards}</div>\n");
        let likely = format!("<p class=\"quote\">{}</p>\n", escaped(&likely.unwrap_or_default()));
        let items =
            |lines: &[String]| lines.iter().map(|l| format!("<li>{}</li>\n", escaped(l))).collect::<Vec<_>>().concat();
        let audit = format!("<ul class=\"audit\">\n{}</ul>\n", items(&self.consistency()));
        let findings = format!("<ul class=\"audit\">\n{}</ul>\n", items(&say.findings()));
        [
            format!(
                "<div class=\"claim\">\n<div>\n<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<p>{}</p>\n{findings}{}</div>\n{}</div>\n",
                w.overview_title,
                escaped(&lead),
                escaped(&say.about_plan()),
                self.how_made(&[Topic::Required, Topic::Base]),
                self.chart(Series::Dep),
            ),
            section("past", w.overview_2025, table, &[Topic::Verdict]),
            section("coming", w.overview_2027, cards, &[Topic::Required, Topic::Base, Topic::Eight]),
            section("odds", w.odds_title, likely, &[Topic::Uncertainty]),
            section("audit", w.overview_audit, audit, &[]),
            section("comparable", w.overview_comparable, self.comparable(), &[]),
        ]
        .concat()
    }

    /// Links to the sections of the Method page that explain the numbers above.
    fn how_made(&self, topics: &[Topic]) -> String {
        if topics.is_empty() {
            return String::new();
        }
        let link =
            |t: &Topic| format!("<a href=\"{}\">{}</a>", Anchor::Topic(*t).href(), escaped(t.title(self.say.lang)));
        let links = topics.iter().map(link).collect::<Vec<_>>().join(" ");
        format!("<p class=\"how-made\">{} {links}</p>\n", self.say.words().how_made)
    }

    /// A row of the table of targets whose year is over.
    fn past(&self, target: &Target) -> String {
        let Self { say, .. } = self;
        let plan = say.plan;
        let status = self.statuses.iter().find(|r| r.target.id == target.id);
        let unit = say.unit_of(target);
        let record = status.and_then(|r| match r.evidence {
            Evidence::Outturn(o) => Some(o),
            _ => None,
        });
        let verdict = status.map_or(Verdict::Unknown, |r| r.verdict);
        let latest = record.map_or_else(|| "–".to_owned(), |o| say.value(unit, o.value));
        let estimate = target.of.first().map(|s| self.estimate(*s, record));
        let other = target.of.first().and_then(|s| plan.newest_start().other_basis.get(s));
        let other = other.and_then(|id| plan.observation(id)).map(|o| {
            let label = plan.bases.get(&o.basis).map(|b| b.get(say.lang)).unwrap_or_default();
            format!("<span class=\"muted block\">{} {}</span>", escaped(label), escaped(&say.value(unit, o.value)))
        });
        let sentence = status.map(|r| say.outturn(r)).unwrap_or_default();
        let note = record.and_then(|o| o.note.as_ref()).unwrap_or(&target.note).get(say.lang);
        let source = self.source(note, record.map_or(&target.source, |o| &o.source));
        format!(
            "<tr><th scope=\"row\">{} <span class=\"muted\">{}</span></th><td>{}</td><td class=\"num\" data-label=\"{}\">{}{}{}</td><td class=\"wide\">{} {source}</td></tr>\n",
            escaped(&say.target_name(target)),
            escaped(&say.goal(target)),
            StatusMark::from(verdict).html(&status.map(|r| say.verdict(r)).unwrap_or_default()),
            say.words().latest,
            escaped(&latest),
            estimate.unwrap_or_default(),
            other.unwrap_or_default(),
            escaped(&sentence),
        )
    }

    /// Targets of other plans, with what came of them.
    fn comparable(&self) -> String {
        let Self { say, ids, .. } = self;
        let w = say.words();
        let heads = [w.comparable_plan, w.target, w.comparable_latest, w.outcome];
        let heads: String = heads.map(|text| format!("<th scope=\"col\">{text}</th>")).concat();
        let row = |r: ComparableRow| {
            let note = if r.note.is_empty() { String::new() } else { format!("<p>{}</p>", escaped(&r.note)) };
            let sources: Vec<&String> =
                [Some(&r.target_source), r.latest_source.as_ref()].into_iter().flatten().collect();
            let mut sources: Vec<String> = sources.into_iter().map(|id| self.cited(id)).collect();
            sources.dedup();
            format!(
                "<tr><th scope=\"row\">{} <span class=\"muted\">{}</span></th><td data-label=\"{}\">{}</td><td data-label=\"{}\">{}</td>\
                 <td>{}<details class=\"explain\"><summary>{}</summary>{note}{}</details></td></tr>\n",
                escaped(&r.place),
                escaped(&r.measure),
                w.target,
                escaped(&r.target),
                w.comparable_latest,
                escaped(if r.latest.is_empty() { "–" } else { &r.latest }),
                StatusMark::from(r.verdict).html(r.word),
                w.source,
                sources.concat(),
            )
        };
        let rows: String = say.comparables().into_iter().map(row).collect();
        format!(
            "<p class=\"quote\">{}</p>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"comparable-{ids}\">\
             <table class=\"board stacks\"><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n",
            escaped(&say.comparable_verdict()),
        )
    }

    /// Caveat and source, one click away.
    fn source(&self, note: &str, source: &str) -> String {
        let (summary, source) = (self.say.words().source, self.cited(source));
        format!("<details class=\"explain\"><summary>{summary}</summary><p>{}</p>{source}</details>", escaped(note))
    }

    /// A publication as a paragraph, with its address where it has one.
    fn cited(&self, source: &str) -> String {
        let link = |s: &Source| {
            let title = escaped(&s.cite(self.say.lang));
            let link = |url: &String| {
                format!("<a href=\"{}\" rel=\"noreferrer noopener\" target=\"_blank\">{title}</a>", escaped(url))
            };
            s.url.as_ref().map_or_else(|| title.clone(), link)
        };
        self.say.plan.sources.get(source).map(|s| format!("<p>{}</p>", link(s))).unwrap_or_default()
    }

    /// The mark of an estimate; one that little can be built on leads to its row among the sources.
    fn estimate(&self, series: Series, record: Option<&Observation>) -> String {
        let w = self.say.words();
        match record.filter(|o| o.kind == Kind::Estimate) {
            None => String::new(),
            Some(o) if self.say.plan.is_weak(o) => {
                let href = Anchor::Figures(series).href();
                format!(
                    " <a class=\"tag\" href=\"{href}\" title=\"{}\">{}{}{}</a>",
                    escaped(w.weak_note),
                    w.estimate,
                    self.say.lang.comma(),
                    w.weak
                )
            }
            Some(_) => tag(w.estimate),
        }
    }

    /// A target that is still to come, or what the others mean for a series that has none.
    fn card(&self, series: Series, year: u16) -> String {
        let Self { say, scenario, outcome, .. } = self;
        let (plan, w) = (say.plan, say.words());
        let data = plan.series(series);
        let target = plan.targets(Reading::Each).find(|t| t.year == year && t.of == [series]);
        let start = plan.newest_start();
        let latest = outcome.value(series, start.year).map(|v| say.value(data.unit, v)).unwrap_or_default();
        let base = if series == Series::Share { Series::Va } else { series };
        let estimate = self.estimate(base, start.values.get(&base).and_then(|id| plan.observation(id)));
        let goal = target.map_or_else(|| w.no_target_2027.to_owned(), |t| format!("{year} {}", say.goal(t)));
        let reading = target.filter(|t| t.kind == Kind::Estimate).map(|_| tag(w.interpretation)).unwrap_or_default();
        let sentence = if let Some(target) = target {
            let rank = required(plan, scenario, target).and_then(|need| say.rank(&need));
            targets::joined(say.lang, &say.requirement(scenario, target), rank.as_deref())
        } else {
            let share = plan.targets(scenario.reading).find(|t| t.year == year && t.of == [Series::Share]);
            share.and_then(|t| say.share_implies(scenario, outcome, t)).unwrap_or_default()
        };
        format!(
            "<article class=\"card\" data-series=\"{series}\">\n<h3>{}</h3>\n<p class=\"figure\"><span class=\"big\">{}</span>{estimate}\
             <span class=\"muted block\">{} → {}{reading}</span></p>\n{}\n<p class=\"quote\">{}</p>\n\
             <p><a href=\"{}\">{}</a></p>\n</article>\n",
            escaped(data.short.get(say.lang)),
            escaped(&latest),
            start.year,
            escaped(&goal),
            spark(&self.chart_of(series)),
            escaped(&sentence),
            Anchor::Lever(series.lever()).href(),
            w.try_in_lab,
        )
    }

    /// The chart of a series on its trend and as the plan has it.
    fn chart_of(&self, series: Series) -> Chart {
        let Self { say, scenario, outcome, .. } = self;
        let [trend, planned] = [trend, planned].map(|of| simulate(say.plan, &of(say.plan, scenario)));
        let (trend, planned) = (&trend, &planned);
        ChartBuilder { say: *say, scenario, outcome, trend, planned, label: None, since: FIRST_YEAR }.chart(series)
    }

    /// The chart of a series with its axes, the way to its lever below.
    fn chart(&self, series: Series) -> String {
        let Self { say, scenario, outcome, .. } = self;
        let (data, chart) = (say.plan.series(series), self.chart_of(series));
        let largest = chart.largest();
        let label = format!("{}: {}", chart.title, say.about(scenario, outcome, series));
        let picture = drawn(&chart, CHART, &label, &|value| axis(say.lang, data.unit, value, largest));
        format!(
            "<figure class=\"chart\">\n<figcaption><b>{}</b> <span class=\"chart-unit\">{}</span></figcaption>\n{picture}\n\
             <p><a href=\"{}\">{}</a></p>\n</figure>\n",
            escaped(&chart.title),
            escaped(&chart.unit),
            Anchor::Lever(series.lever()).href(),
            say.words().try_in_lab,
        )
    }

    /// Whether the plan's own numbers fit together.
    fn consistency(&self) -> Vec<String> {
        let say = &self.say;
        let Some(a) = consistency::report(say.plan) else { return Vec::new() };
        let money = |v: f64| format::money(say.lang, say.currency, v);
        let short = |v: f64| format::money_short(say.lang, say.currency, v);
        let ratio = |v: f64| format::percent(v, 1);
        let target = |series| in_order(say.plan, 2025).find(|t| t.of == [series]).map(|t| t.value).unwrap_or_default();
        let (va, share) = (short(target(Series::Va)), say.round(Unit::Percent, target(Series::Share)));
        vec![
            targets::audit_gdp(
                say.lang,
                &va,
                &share,
                &money(a.implied_gdp),
                &money(a.actual_gdp),
                &format::percent(a.share_of_target, 2),
                &money(a.value_of_share),
            ),
            targets::audit_combined(
                say.lang,
                &short(a.combined_2027),
                &money(a.combined_other),
                &money(a.combined_base),
                &money(a.combined_2025),
            ),
            targets::audit_increment(
                say.lang,
                &format::number(a.increment_past, 0),
                &format::number(a.increment_base, 0),
                &format::number(a.increment_plan, 0),
            ),
            targets::audit_ratio(say.lang, &ratio(a.ratio_base), &ratio(a.ratio_2025)),
        ]
    }
}

fn tag(text: &str) -> String {
    format!(" <span class=\"tag\">{}</span>", escaped(text))
}

/// The targets of a year in the order in which they are read.
fn in_order(plan: &Plan, year: u16) -> impl Iterator<Item = &Target> {
    let target = move |series| plan.targets(Reading::Each).find(move |t| t.year == year && t.of == [series]);
    ORDER.into_iter().filter_map(target)
}
