//! Where figures come from, and how the page is cited. Every argument is a text already formatted in the same language.

use crate::text::Lang;

/// What is cited.
pub const TITLE: [&str; 2] = [
    "Two Rivers: What-if scenarios for Chongqing's Western Financial Center plan",
    "两江推演：重庆西部金融中心行动方案情景推演",
];

/// A publication: first who published the figures, then the page they were read on, where that is a copy.
pub fn publication(lang: Lang, publisher: Option<&str>, title: &str) -> String {
    match (lang, publisher) {
        (_, None) => title.to_owned(),
        (Lang::En, Some(publisher)) => format!("{publisher}, as copied in {title}"),
        (Lang::Zh, Some(publisher)) => format!("{publisher}（转引自{title}）"),
    }
}

/// What the page is about: the plan, the number of its document, when it was made public, and the last year with figures.
pub fn about_plan(lang: Lang, title: &str, document: &str, unveiled: &str, year: u16) -> String {
    match lang {
        Lang::En => format!(
            "The plan: {title}; document {document}, made public on {unveiled}. Figures up to {year}. Not an official site."
        ),
        Lang::Zh => format!("依据《{title}》（{document}，{unveiled}公布）。数据截至{year}年。非官方网站。"),
    }
}

/// A data release and a version of the model.
pub fn edition(lang: Lang, release: &str, model: u16) -> String {
    match lang {
        Lang::En => format!("{release}, model m{model}"),
        Lang::Zh => format!("{release}，模型m{model}"),
    }
}

/// The sources of a picture: the publication of the latest figure, how many others there are, and where all are listed.
pub fn figures(lang: Lang, latest: Option<&str>, others: usize, release: &str, list: &str) -> String {
    match (lang, latest, others) {
        (Lang::En, None, _) => format!("Figures: data release {release}; sources at {list}"),
        (Lang::Zh, None, _) => format!("数据：数据版本{release}；来源见{list}"),
        (Lang::En, Some(title), 0) => format!("Figures: {title}. Data release {release}; sources at {list}"),
        (Lang::Zh, Some(title), 0) => format!("数据：{title}。数据版本{release}；来源见{list}"),
        (Lang::En, Some(title), n) => {
            let others = if n == 1 { "one other publication".to_owned() } else { format!("{n} other publications") };
            format!("Figures: {title} (the latest) and {others}. Data release {release}; sources at {list}")
        }
        (Lang::Zh, Some(title), n) => {
            format!("数据：{title}（最新）及另外{n}份公开资料。数据版本{release}；来源见{list}")
        }
    }
}

/// How the page is cited: with the scenario it is about if there is one, the data release, the day it was looked at, and the
/// link.
pub fn citation(lang: Lang, scenario: Option<&str>, release: &str, day: &str, link: &str) -> String {
    let [en, zh] = TITLE;
    match lang {
        Lang::En => {
            let scenario = scenario.map(|name| format!(" Scenario “{name}”.")).unwrap_or_default();
            format!("{en}.{scenario} Data release {release}. Retrieved {day} from {link}")
        }
        Lang::Zh => {
            let scenario = scenario.map(|name| format!("情景“{name}”。")).unwrap_or_default();
            format!("{zh}。{scenario}数据版本{release}。{day}引用自{link}")
        }
    }
}
