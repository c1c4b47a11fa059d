//! What is wrong with a link, in words. `part` is the part at fault as it stands in the link.

use super::Lang;

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
        Lang::En => format!("{part}: given twice; the first is used."),
        Lang::Zh => format!("{part}：重复出现，采用第一个。"),
    }
}

/// A value that is not of the form its key asks for.
pub fn malformed(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: the value cannot be read; the default is used."),
        Lang::Zh => format!("{part}：数值无法读取，已改用默认值。"),
    }
}

/// A value outside its range.
pub fn out_of_range(lang: Lang, part: &str, min: &str, max: &str) -> String {
    match lang {
        Lang::En => format!("{part}: must be between {min} and {max}; the default is used."),
        Lang::Zh => format!("{part}：须在{min}到{max}之间，已改用默认值。"),
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

/// More measures than allowed.
pub fn too_many(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: more measures than allowed; it is left out."),
        Lang::Zh => format!("{part}：举措数量超过上限，已忽略。"),
    }
}

/// A link made with another release of the data.
pub fn other_release(lang: Lang, part: &str) -> String {
    match lang {
        Lang::En => format!("{part}: made with another release of the data; computed here with the present one."),
        Lang::Zh => format!("{part}：链接由其他数据版本生成，此处按当前版本计算。"),
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
