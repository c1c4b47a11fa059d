//! What is wrong with a link or a file, in words. `part` is the part at fault as it stands in the link, or the path of
//! the field in the file.

use crate::text::Lang;

/// That a shared scenario, by its name, was changed and is now the reader's.
pub fn own_version(lang: Lang, name: &str) -> String {
    match lang {
        Lang::En => format!("You changed “{name}”: this is now your own version."),
        Lang::Zh => format!("你改动了“{name}”，现为你自己的版本。"),
    }
}

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One decimal, or several where each year may have its own.
    Number,
    /// A whole number.
    Whole,
    /// A calendar year.
    Year,
    /// A figure for a year.
    Actual,
    /// A reading of the 2027 figure.
    Reading,
    /// A measure with its effect.
    Measure,
    /// The stage of an item.
    Stage,
    /// Percent-encoded text.
    Text,
    /// A language.
    Lang,
    /// A fingerprint of results.
    Checksum,
}

impl Form {
    fn describe(self, lang: Lang) -> &'static str {
        let (en, zh) = match self {
            Self::Number => (
                "a number with at most four decimal places, or several separated by commas for successive years",
                "最多四位小数的数值，逐年取值时以逗号分隔",
            ),
            Self::Whole => ("a whole number", "整数"),
            Self::Year => ("a year such as 2030", "年份，如2030"),
            Self::Actual => {
                ("act.series.year=figure, such as act.dep.2026=66000", "act.指标.年份=数值，如act.dep.2026=66000")
            }
            Self::Reading => ("each, sum, dep or loan", "each、sum、dep或loan"),
            Self::Measure => (
                "item:series:low/central/high:probability:start:lag:ramp:fade with low ≤ central ≤ high",
                "举措:指标:低/中/高:概率:起始年:滞后:爬坡:消退，且低≤中≤高",
            ),
            Self::Stage => (
                "item.letter with n (not started), u (under way) or d (done)",
                "事项.字母，n为未启动、u为推进中、d为已完成",
            ),
            Self::Text => ("percent-encoded UTF-8 text", "百分号编码的UTF-8文字"),
            Self::Lang => ("en or zh", "en或zh"),
            Self::Checksum => ("eight hexadecimal digits", "八位十六进制数"),
        };
        match lang {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }
}

/// What stands in place of a part that cannot be used.
fn instead(lang: Lang, left_out: bool) -> &'static str {
    match (lang, left_out) {
        (Lang::En, false) => "the default is used",
        (Lang::En, true) => "it is left out",
        (Lang::Zh, false) => "已改用默认值",
        (Lang::Zh, true) => "已忽略",
    }
}

/// A key that is not known.
pub fn unknown_key(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: this version does not know the key; it is left out."),
        Lang::Zh => format!("{part}：此版本不认识该参数，已忽略。"),
    }
}

/// A key that stands in the link twice.
pub fn duplicate(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: given twice; only the first counts."),
        Lang::Zh => format!("{part}：重复出现，只以第一个为准。"),
    }
}

/// A value that is not of the form its key asks for.
pub fn malformed(lang: Lang, part: &str, form: Option<Form>, left_out: bool) -> String {
    let (form, instead) = (form.map(|f| f.describe(lang)), instead(lang, left_out));
    match (lang, form) {
        (Lang::En, Some(form)) => format!("{part}: cannot be read, expected {form}; {instead}."),
        (Lang::En, None) => format!("{part}: cannot be read; {instead}."),
        (Lang::Zh, Some(form)) => format!("{part}：无法读取，应为{form}；{instead}。"),
        (Lang::Zh, None) => format!("{part}：无法读取，{instead}。"),
    }
}

/// A value outside its range.
pub fn out_of_range(lang: Lang, part: &str, min: &str, max: &str, left_out: bool) -> String {
    let instead = instead(lang, left_out);
    let (min, max) = (min.replace('-', "−"), max.replace('-', "−"));
    match lang {
        Lang::En => format!("{part}: must be between {min} and {max}; {instead}."),
        Lang::Zh => format!("{part}：须在{min}到{max}之间，{instead}。"),
    }
}

/// A year from which no scenario can start.
pub fn base_year(lang: Lang, part: &str, years: &[u16]) -> String {
    let years: Vec<String> = years.iter().map(u16::to_string).collect();
    match lang {
        Lang::En => format!("{part}: a scenario starts from {}; the default is used.", years.join(" or ")),
        Lang::Zh => format!("{part}：基年只能是{}，已改用默认值。", years.join("或")),
    }
}

/// More values than there are projected years, or several where one is allowed.
pub fn too_many_values(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: more values than this assumption can take; the default is used."),
        Lang::Zh => format!("{part}：数值个数过多，已改用默认值。"),
    }
}

/// A figure of a year outside the projection.
pub fn year_outside(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: the year lies outside the projection; the figure is left out."),
        Lang::Zh => format!("{part}：年份不在推算期内，该数据已忽略。"),
    }
}

/// A text that is too long or has characters that are not allowed.
pub fn bad_text(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: the text is too long or has characters that are not allowed; it is left out."),
        Lang::Zh => format!("{part}：文字过长或含有不允许的字符，已忽略。"),
    }
}

/// More measures or scenarios than allowed.
pub fn too_many(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: beyond the number allowed; it is left out."),
        Lang::Zh => format!("{part}：超出数量上限，已忽略。"),
    }
}

/// The stage of an item that is not on a list that can be followed.
pub fn unknown_item(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: the plan file has no such item to follow; it is left out."),
        Lang::Zh => format!("{part}：方案数据中没有这一可跟踪事项，已忽略。"),
    }
}

/// A link made with another release of the data.
pub fn other_release(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: made with another release of the data; computed here with the present one."),
        Lang::Zh => format!("{part}：由其他数据版本生成，此处按当前版本计算。"),
    }
}

/// A link made with another version of the model.
pub fn other_model(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: made with another version of the model; computed here with the present one."),
        Lang::Zh => format!("{part}：由其他模型版本生成，此处按当前版本计算。"),
    }
}

/// With which release and model a link was made, where these are not today's.
pub fn made_before(lang: Lang, then: &str, now: &str) -> String {
    match lang {
        Lang::En => {
            format!("Made with data release {then}; computed here with {now}: what it showed are not today's numbers.")
        }
        Lang::Zh => format!("此链接由数据版本{then}生成，此处按{now}计算：当时显示的不是今天的数字。"),
    }
}

/// More faults than are named.
pub fn more(lang: Lang, part: &str, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => format!("{part}: one more part cannot be read; it is left out."),
        (Lang::En, _) => format!("{part}: {count} more parts cannot be read; they are left out."),
        (Lang::Zh, _) => format!("{part}：另有{count}处无法读取，已忽略。"),
    }
}

/// A link of a version that is not known.
pub fn unknown_version(lang: Lang, version: &str) -> String {
    match lang {
        Lang::En => format!(
            "This link is of version “{version}”, which this page does not know. Reload the page; it may be out of date."
        ),
        Lang::Zh => format!("此链接的版本为“{version}”，本页无法识别。请刷新页面，它可能不是最新版本。"),
    }
}

/// A link that is too long.
pub fn too_long(lang: Lang, length: usize, limit: usize) -> String {
    match lang {
        Lang::En => format!("This link is {length} bytes long; at most {limit} characters are read."),
        Lang::Zh => format!("此链接长{length}字节，最多读取{limit}个字符。"),
    }
}
