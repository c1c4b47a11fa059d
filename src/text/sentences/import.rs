//! Messages about scenario files. Every argument is a text already formatted in the same language.

use crate::text::Lang;

/// A file too long to be read.
pub fn too_long(lang: Lang, bytes: usize, limit: usize) -> String {
    let (size, limit) = (bytes / 1_000, limit / 1_000);
    match lang {
        Lang::En => format!("This file has {size} kB; at most {limit} kB are read."),
        Lang::Zh => format!("此文件大小为{size} kB，最多读取{limit} kB。"),
    }
}

/// A file that is not JSON.
pub fn not_json(lang: Lang, line: usize, column: usize) -> String {
    match lang {
        Lang::En => {
            format!("This file is not valid JSON: it breaks off or goes wrong in line {line}, column {column}.")
        }
        Lang::Zh => format!("此文件不是有效的JSON：在第{line}行第{column}列处中断或出错。"),
    }
}

/// A file of another version.
pub fn newer(lang: Lang, version: &str) -> String {
    match (lang, version) {
        (Lang::En, "") => "This file does not say which version it is; the field “version” is missing.".to_owned(),
        (Lang::Zh, "") => "此文件未注明版本：缺少“version”字段。".to_owned(),
        (Lang::En, v) => format!(
            "This file is of version {v}, which this page does not know. Reload the page; it may be out of date."
        ),
        (Lang::Zh, v) => format!("此文件的版本为{v}，本页无法识别。请刷新页面，它可能不是最新版本。"),
    }
}

/// What a file holds.
pub fn holds(lang: Lang, name: &str, scenarios: usize) -> String {
    match (lang, scenarios) {
        (Lang::En, 0) => format!("{name} holds no scenarios."),
        (Lang::Zh, 0) => format!("{name}中没有情景。"),
        (Lang::En, 1) => format!("{name} holds one scenario."),
        (Lang::En, n) => format!("{name} holds {n} scenarios."),
        (Lang::Zh, n) => format!("{name}含有{n}个情景。"),
    }
}

/// How many statuses of the plan's items a file records.
pub fn statuses(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "It also records the status of one item of the plan.".to_owned(),
        (Lang::En, n) => format!("It also records the statuses of {n} items of the plan."),
        (Lang::Zh, n) => format!("文件还记录了方案中{n}个事项的状态。"),
    }
}

/// How many of them are not as the reader has them.
pub fn differ(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (_, 0) => String::new(),
        (Lang::En, 1) => "One of them is not as you have it.".to_owned(),
        (Lang::En, n) => format!("{n} of them are not as you have them."),
        (Lang::Zh, n) => format!("其中{n}个与你的记录不同。"),
    }
}

/// What was taken from a file.
pub fn added(lang: Lang, scenarios: usize) -> String {
    match (lang, scenarios) {
        (Lang::En, 1) => "One scenario saved beside yours.".to_owned(),
        (Lang::En, n) => format!("{n} scenarios saved beside yours."),
        (Lang::Zh, n) => format!("已另存{n}个情景，原有内容未改动。"),
    }
}
