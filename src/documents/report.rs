//! The printed report of a scenario, one or two pages: the question, the answer, what is assumed, and the sources.

use crate::analysis::targets::{TargetStatus, target_statuses};
use crate::chart::{CHARTS, ChartBuilder, FIRST_YEAR, Figure, Panel, Size, StatusMark, axis, escaped};
use crate::documents::qr::qr;
use crate::model::{Odds, Outcome, planned, simulate, trend};
use crate::plan::{Kind, Series};
use crate::present::summary::{changes, together};
use crate::present::{Narrator, RuleTable};
use crate::scenario::Scenario;
use crate::text::sentences::{summary, targets};

#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    pub say: Narrator<'a>,
    pub scenario: &'a Scenario,
    pub outcome: &'a Outcome,
    /// Without it the report leaves probabilities out.
    pub odds: Option<&'a Odds>,
    /// The targets under other rules for growth; without it the report leaves them out.
    pub rules: Option<&'a RuleTable>,
    /// Address that shows the same numbers; empty where there is none.
    pub link: &'a str,
    /// The day it was made on, as `2026-11-26`.
    pub date: &'a str,
}

/// The report as the inside of a page.
pub fn report(report: &Report) -> String {
    let Report { say, scenario, outcome, .. } = report;
    let w = say.words();
    let year = say.plan.period[1];
    let all = target_statuses(say.plan, scenario, outcome);
    let section = |title: &str, body: String| format!("<section>\n<h2>{}</h2>\n{body}</section>\n", escaped(title));
    let author = scenario.signed().map(|author| format!("{} · ", escaped(author))).unwrap_or_default();
    let odds = report.odds.and_then(|odds| together(say, odds, year)).map(|s| format!("<p>{}</p>\n", escaped(&s)));
    [
        format!(
            "<header>\n<p class=\"report-kicker\">{} · {}</p>\n<h1>{}</h1>\n<p class=\"muted\">{author}{} · {} {}</p>\n</header>\n",
            w.app_name,
            w.report_kicker,
            escaped(scenario.name_or(w.unnamed)),
            report.date,
            w.release,
            escaped(&say.plan.edition(say.lang)),
        ),
        format!(
            "<p class=\"report-question\">{}</p>\n<p class=\"lead\">{}</p>\n",
            targets::question(say.lang, year),
            escaped(&say.coming_verdict(&all, year))
        ),
        report.targets(&all),
        odds.unwrap_or_default(),
        report.rules(),
        section(w.report_charts, report.charts()),
        section(w.report_assumed, report.assumed()),
        section(w.report_starts, report.starts()),
        if report.link.is_empty() { report.caveat() } else { section(w.report_again, report.link()) },
    ]
    .concat()
}

impl Report<'_> {
    /// The targets still to come, and how each fares.
    fn targets(&self, all: &[TargetStatus]) -> String {
        let w = self.say.words();
        let head = |(text, class): (&str, &str)| format!("<th scope=\"col\"{class}>{}</th>", escaped(text));
        let num = " class=\"num\"";
        let heads = [
            (w.target, ""),
            (w.verdict, ""),
            (w.odds, num),
            (w.in_target_year, num),
            (w.gap, num),
            (w.growth_needed, num),
        ];
        let heads = heads.map(head);
        let coming = all.iter().filter(|r| r.target.year > self.scenario.from);
        let rows: String = coming.map(|r| self.target(r)).collect();
        format!(
            "<table class=\"board stacks\">\n<thead><tr>{}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n",
            heads.concat()
        )
    }

    /// Whether other rules for growth agree, a sentence a target.
    fn rules(&self) -> String {
        let Some(table) = self.rules else { return String::new() };
        let title = escaped(self.say.words().rules_title);
        let sentences = list(table.rows.iter().map(|row| escaped(&row.sentence)));
        format!("<section>\n<h2>{title}</h2>\n{sentences}</section>\n")
    }

    /// A picture of each series that has a target still to come.
    fn charts(&self) -> String {
        let Self { say, scenario, outcome, .. } = self;
        let plan = say.plan;
        let (trend, planned) = (simulate(plan, &trend(plan, scenario)), simulate(plan, &planned(plan, scenario)));
        let label = Some(scenario.name_or(say.words().line_mine));
        let since = FIRST_YEAR;
        let builder = ChartBuilder { say: *say, scenario, outcome, trend: &trend, planned: &planned, label, since };
        let coming = |s: &Series| plan.targets(scenario.reading).any(|t| t.year > scenario.from && t.of.contains(s));
        let picture = |series: Series| {
            let unit = plan.series(series).unit;
            let mut chart = builder.chart(series);
            chart.bands = self.odds.map(|odds| builder.bands(series, odds, false)).unwrap_or_default();
            let largest = chart.largest();
            let size = Size::SMALL;
            Figure {
                lang: say.lang,
                panel: &Panel::line_chart(say.lang, &chart, size, &|value| axis(say.lang, unit, value, largest)),
                sentence: "",
                scenarios: &[],
                source: "",
                link: "",
                page: "",
                size,
            }
            .svg()
        };
        let pictures: Vec<String> = CHARTS.into_iter().filter(coming).map(picture).collect();
        format!("<div class=\"report-charts\">\n{}</div>\n", pictures.concat())
    }

    fn target(&self, status: &TargetStatus) -> String {
        let say = &self.say;
        let (w, target) = (say.words(), status.target);
        let said = say.statement(self.scenario, status, self.odds);
        let cell = |label: &str, text: Option<String>| {
            let text = text.unwrap_or_else(|| "–".to_owned());
            format!("<td class=\"num\" data-label=\"{}\">{}</td>", escaped(label), escaped(&text))
        };
        format!(
            "<tr><th scope=\"row\">{} <span class=\"muted block\">{} · {}</span></th><td>{}</td>{}{}{}{}</tr>\n",
            escaped(&say.target_name(target)),
            target.year,
            escaped(&say.goal(target)),
            StatusMark::from(said.verdict).html(&said.word),
            cell(w.odds, said.odds.map(|o| o.percent)),
            cell(w.in_target_year, Some(said.value)),
            cell(w.gap, Some(said.gap)),
            cell(w.growth_needed, said.needed),
        )
    }

    /// What differs from the trend continuation.
    fn assumed(&self) -> String {
        let changes = changes(&self.say, self.scenario);
        if changes.is_empty() {
            return format!("<p>{}</p>\n", escaped(self.say.words().no_changes));
        }
        list(changes.iter().map(|change| escaped(change)))
    }

    /// The figures it starts from, each with its source.
    fn starts(&self) -> String {
        let Self { say, scenario, .. } = self;
        let w = say.words();
        let start = scenario.start(say.plan);
        let line = |(series, id): (&Series, &String)| {
            let data = say.plan.series(*series);
            let observation = say.plan.observation(id)?;
            let (tag, source) = if scenario.base.contains_key(series) {
                (Some(w.yours), None)
            } else {
                ((observation.kind == Kind::Estimate).then_some(w.estimate), say.plan.sources.get(&observation.source))
            };
            let value = say.value(data.unit, scenario.base_value(say.plan, *series));
            let tag = tag.map(|tag| format!(" <span class=\"tag\">{tag}</span>")).unwrap_or_default();
            let source = source.map(|s| match (&s.url, &observation.note) {
                (None, Some(note)) => note.get(say.lang).to_owned(),
                _ => targets::published(say.lang, &s.cite(say.lang), s.date.as_deref()),
            });
            let source =
                source.map(|text| format!(" <span class=\"muted\">{}</span>", escaped(&text))).unwrap_or_default();
            let figure = targets::figure(say.lang, data.short.get(say.lang), start.year, &value);
            Some(format!("{}{tag}{source}", escaped(&figure)))
        };
        list(start.values.iter().filter_map(line))
    }

    fn caveat(&self) -> String {
        let caveat =
            summary::caveat(self.say.lang, &self.say.plan.edition(self.say.lang), !self.scenario.measures.is_empty());
        format!("<p>{}</p>\n", escaped(&caveat))
    }

    /// The caveat, and the link to the same numbers.
    fn link(&self) -> String {
        let Self { say, link, .. } = self;
        let w = say.words();
        let code = qr(link, w.report_qr).unwrap_or_default();
        format!(
            "{}<div class=\"report-link\">{code}<p>{}<br><a href=\"{link}\">{link}</a></p></div>\n",
            self.caveat(),
            escaped(w.report_link_note),
            link = escaped(link),
        )
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| format!("<li>{item}</li>\n")).collect();
    format!("<ul>\n{}</ul>\n", items.concat())
}
