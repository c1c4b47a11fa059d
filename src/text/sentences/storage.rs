//! Messages about what the browser keeps. Every argument is a text already formatted in the same language.

use crate::text::Lang;

/// A text that cannot be read: where it stands, why, and whether an earlier version is shown in its place.
pub fn unreadable(lang: Lang, key: &str, why: &str, replaced: bool) -> String {
    match (lang, replaced) {
        (Lang::En, true) => {
            format!("{key}: {why} The version before it is shown instead; the text has been left as it is.")
        }
        (Lang::En, false) => format!("{key}: {why} It has been left as it is, and nothing is written over it."),
        (Lang::Zh, true) => format!("{key}：{why}现显示其上一版本；原文未改动。"),
        (Lang::Zh, false) => format!("{key}：{why}原文未改动，也不会被覆盖。"),
    }
}

/// Not an envelope: breaks off, or is something else.
pub const fn not_an_envelope(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "this saved text breaks off or is not of this page's form.",
        Lang::Zh => "此保存内容不完整，或不是本页的格式。",
    }
}

/// Written by another program.
pub fn other_app(lang: Lang, app: &str) -> String {
    match lang {
        Lang::En => format!("this saved text was written by another program, “{app}”."),
        Lang::Zh => format!("此保存内容由另一程序“{app}”写入。"),
    }
}

/// Written by a newer version.
pub fn newer(lang: Lang, schema: u32) -> String {
    match lang {
        Lang::En => {
            format!("this was saved by a newer version of the page (form {schema}). Reload to get that version.")
        }
        Lang::Zh => format!("此内容由更新版本的页面保存（格式{schema}）。请刷新以获取新版本。"),
    }
}

/// The checksum does not agree.
pub const fn damaged(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "this saved text is damaged: its checksum does not agree.",
        Lang::Zh => "此保存内容已损坏：校验和不符。",
    }
}

/// Fields that cannot be used.
pub fn fields(lang: Lang, fields: &[String]) -> String {
    match (lang, fields) {
        (Lang::En, [one]) => format!("the field “{one}” of this saved text cannot be used."),
        (Lang::En, all) => format!("these fields of this saved text cannot be used: {}.", all.join(", ")),
        (Lang::Zh, all) => format!("此保存内容中的字段无法使用：{}。", all.join("、")),
    }
}

/// Texts of a newer version of the page, left alone.
pub fn newer_beside(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "A newer version of this page has saved something here; it is left alone. Reload to get that \
                          version."
            .to_owned(),
        (Lang::En, n) => {
            format!(
                "A newer version of this page has saved {n} texts here; they are left alone. Reload to get that version."
            )
        }
        (Lang::Zh, n) => format!("更新版本的页面在此保存了{n}项内容，均未改动。请刷新以获取新版本。"),
    }
}

/// A saved scenario that should be there and is not.
pub fn vanished(lang: Lang, name: &str, when: &str) -> String {
    match lang {
        Lang::En => format!("“{name}”, saved on {when}, is no longer in this browser's storage."),
        Lang::Zh => format!("“{name}”（{when}保存）已不在此浏览器的存储中。"),
    }
}
