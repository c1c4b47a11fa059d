//! The change log as a page: by release, what changed in figures and method, and what that did to the headline numbers.

use crate::chart::escaped;
use crate::text::changes::{Both, HeadlineChange, RELEASES, Release, said};
use crate::text::sentences::citation;
use crate::text::{Lang, format};

/// The change log as the inside of a page.
pub fn changes(lang: Lang) -> String {
    let w = lang.words();
    let releases: String = RELEASES.iter().map(|r| release(lang, r)).collect();
    format!("<h1 id=\"page-title\">{}</h1>\n<p class=\"lead\">{}</p>\n{releases}", w.changes_title, w.changes_lead)
}

fn release(lang: Lang, release: &Release) -> String {
    let w = lang.words();
    let date = release.date.and_then(day).map_or_else(|| w.changes_next.to_owned(), |day| format::date(lang, day));
    let list = |title: &str, items: &[Both]| {
        let item = |i: &Both| format!("<li>{}</li>\n", escaped(said(*i, lang)));
        let items = items.iter().map(item).collect::<Vec<_>>().concat();
        if items.is_empty() { items } else { format!("<h3>{title}</h3>\n<ul>\n{items}</ul>\n") }
    };
    format!(
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{} <span class=\"muted\">{}</span></h2>\n{}{}{}</section>\n",
        citation::edition(lang, release.data, release.model),
        escaped(&date),
        list(w.changes_figures, release.figures),
        list(w.changes_method, release.method),
        effects(lang, release.effects),
        id = release.data,
    )
}

/// The headline numbers before and after.
fn effects(lang: Lang, effects: &[HeadlineChange]) -> String {
    let w = lang.words();
    let cell = |label: &str, text: Both| {
        format!("<td class=\"num\" data-label=\"{label}\">{}</td>", escaped(said(text, lang)))
    };
    let row = |e: &HeadlineChange| {
        let (before, after) = (cell(w.changes_before, e.before), cell(w.changes_after, e.after));
        format!("<tr><th scope=\"row\">{}</th>{before}{after}</tr>\n", escaped(said(e.what, lang)))
    };
    if effects.is_empty() {
        return String::new();
    }
    let rows: String = effects.iter().map(row).collect();
    format!(
        "<h3>{title}</h3>\n<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{title}\"><table class=\"board stacks\">\n\
         <thead><tr><th scope=\"col\">{}</th><th scope=\"col\" class=\"num\">{}</th><th scope=\"col\" class=\"num\">{}</th></tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table></div>\n",
        w.changes_number,
        w.changes_before,
        w.changes_after,
        title = w.changes_effect,
    )
}

/// Year, month and day of an ISO date.
fn day(date: &str) -> Option<[u32; 3]> {
    let parts: Vec<u32> = date.split('-').filter_map(|part| part.parse().ok()).collect();
    parts.try_into().ok()
}
