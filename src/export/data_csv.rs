//! The data themselves as one table, and what the tables mean, written beside them as CSV on the Web has it.

use serde_json::{Value, json};

use crate::export::results_csv::{field, key, unit};
use crate::plan::{Bilingual, Confidence, Kind, MODEL, Observation, Plan, Unit};
use crate::text::Lang;
use crate::text::sentences::columns;
use crate::text::sentences::columns::{RIGHTS, Table, TableColumn};

/// Every observation and target of the plan file as CSV, in its order and with the columns of [`columns::DATA`].
/// Values stand as published, in the units of the results.
pub fn data_csv(plan: &Plan) -> String {
    let mut text = columns::DATA.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(",") + "\n";
    for (series, of, o) in observations(plan) {
        let kind = if o.kind == Kind::Actual { "actual" } else { "estimate" };
        let (as_of, vintage) = (o.as_of.as_deref().unwrap_or(""), o.vintage.as_deref().unwrap_or(""));
        let what = [&o.id, series, &o.year.to_string(), as_of, &o.value.to_string(), unit(of), kind, &o.basis, vintage];
        text.push_str(&row(plan, &what, o.confidence, &o.source, o.note.as_ref()));
    }
    for t in &plan.targets {
        let kind = if t.kind == Kind::Actual { "target" } else { "target_interpreted" };
        let of = unit(plan.unit_of(t));
        let what = [&t.id, key(&t.of), &t.year.to_string(), "", &t.value.to_string(), of, kind, "", ""];
        text.push_str(&row(plan, &what, t.confidence, &t.source, Some(&t.note)));
    }
    text
}

/// All records with the id and the unit of their series.
fn observations(plan: &Plan) -> impl Iterator<Item = (&str, Unit, &Observation)> {
    let series = plan
        .series
        .iter()
        .flat_map(|s| s.points.iter().chain(&s.alternative).chain(&s.other).map(|o| (s.id.key(), s.unit, o)));
    series.chain(plan.references.iter().flat_map(|r| r.points.iter().map(|o| (r.id.as_str(), r.unit, o))))
}

fn row(plan: &Plan, what: &[&str], confidence: Confidence, source: &str, note: Option<&Bilingual>) -> String {
    let confidence = match confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    };
    let found = plan.sources.get(source);
    let (title, url, date) = found
        .map_or(("", "", ""), |s| (s.title.as_str(), s.url.as_deref().unwrap_or(""), s.date.as_deref().unwrap_or("")));
    let publisher =
        found.and_then(|s| s.publisher.as_ref()).map(|p| format!("{} / {}", p.en, p.zh)).unwrap_or_default();
    let [en, zh] = Lang::ALL.map(|lang| note.map_or("", |n| n.get(lang)));
    let fields = what.iter().copied().chain([confidence, source, &publisher, title, url, date, en, zh]);
    // A number may begin with a sign.
    let written = |text: &str| if text.parse::<f64>().is_ok() { text.to_owned() } else { field(text) };
    fields.map(written).collect::<Vec<_>>().join(",") + "\n"
}

/// What a table of results means: the metadata of CSV on the Web that belong to a file of this name.
pub fn results_metadata(plan: &Plan, file: &str) -> String {
    let optional: &[&str] = &["value", "unit"];
    let version = format!("{}-m{MODEL}", plan.release);
    metadata(plan, file, &version, &columns::RESULTS, optional, &["scenario", "series", "year", "statistic"])
}

/// What the table of the data means, likewise.
pub fn data_metadata(plan: &Plan, file: &str) -> String {
    let optional = ["as_of", "basis", "vintage", "publisher", "source_url", "published", "note_en", "note_zh"];
    metadata(plan, file, &plan.release, &columns::DATA, &optional, &["id"])
}

fn metadata(plan: &Plan, file: &str, version: &str, table: &Table, optional: &[&str], primary: &[&str]) -> String {
    let column = |c: &TableColumn| {
        let datatype = match c.name {
            "year" => "gYear",
            "value" => "decimal",
            "source_url" => "anyURI",
            _ => "string",
        };
        let required = !optional.contains(&c.name);
        json!({
            "name": c.name, "titles": { "en": c.name, "zh": c.title }, "dc:description": both(c.about), "datatype": datatype, "required": required,
        })
    };
    let sources = plan.sources.iter().map(|(id, s)| {
        let mut source = json!({ "dc:identifier": id, "dc:title": s.title });
        if let (Some(p), Some(fields)) = (&s.publisher, source.as_object_mut()) {
            fields.insert("dc:publisher".to_owned(), both([&p.en, &p.zh]));
        }
        for (name, value) in [("dc:date", &s.date), ("schema:url", &s.url)] {
            if let (Some(value), Some(fields)) = (value, source.as_object_mut()) {
                fields.insert(name.to_owned(), value.as_str().into());
            }
        }
        source
    });
    let metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "url": file,
        "dc:title": both(table.title),
        "dc:description": both(table.about),
        "dc:rights": both(RIGHTS),
        "dc:source": sources.collect::<Vec<_>>(),
        "schema:version": version,
        "dialect": {
            "encoding": "utf-8", "delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true, "lineTerminators": ["\n"],
            "commentPrefix": null, "skipInitialSpace": false, "trim": false,
        },
        "tableSchema": { "columns": table.columns.iter().map(column).collect::<Vec<_>>(), "primaryKey": primary },
        "null": "",
    });
    // Text as keys: writing it cannot fail.
    serde_json::to_string_pretty(&metadata).unwrap_or_default() + "\n"
}

/// A text in both languages, as JSON-LD writes it.
pub fn both([en, zh]: [&str; 2]) -> Value {
    json!([{ "@value": en, "@language": "en" }, { "@value": zh, "@language": "zh" }])
}
