//! The data described as a schema.org dataset, for search engines.

use serde_json::json;

use crate::export::{both, unit};
use crate::plan::{Bilingual, Plan};
use crate::text::Lang;
use crate::text::sentences::citation;
use crate::text::sentences::columns::{DATA, RIGHTS};

/// The script element of the page that describes its data; it is data, not code.
pub fn dataset(plan: &Plan) -> String {
    let name = |text: &Bilingual| both([text.get(Lang::En), text.get(Lang::Zh)]);
    let series = plan.series.iter().map(|s| {
        json!({ "@type": "PropertyValue", "name": name(&s.name), "description": name(&s.definition), "unitText": unit(s.unit) })
    });
    let file =
        |name: &str, format: &str| json!({ "@type": "DataDownload", "contentUrl": name, "encodingFormat": format });
    let years = || plan.observations().map(|o| o.year).chain(plan.targets.iter().map(|t| t.year));
    let (first, last) = (years().min().unwrap_or_default(), years().max().unwrap_or_default());
    let dataset = json!({
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": both(citation::TITLE),
        "description": both(DATA.about),
        "version": plan.release,
        "inLanguage": Lang::ALL.map(Lang::html),
        "isAccessibleForFree": true,
        "license": { "@type": "CreativeWork", "name": both(RIGHTS) },
        "temporalCoverage": format!("{first}/{last}"),
        "spatialCoverage": { "@type": "Place", "name": both(["Chongqing", "重庆"]) },
        "variableMeasured": series.collect::<Vec<_>>(),
        "distribution": [file("two-rivers-data.csv", "text/csv"), file("two-rivers-data.csv-metadata.json", "application/csvm+json")],
    });
    // Maps with text keys always serialize. Without `<` no text can end the element.
    let text = serde_json::to_string(&dataset).unwrap_or_default().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{text}</script>\n")
}
