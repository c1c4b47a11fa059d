//! Sentences about scenarios side by side. Every text argument is already formatted in the same language.

use crate::text::Lang;
use crate::text::sentences::targets::{count, listed};

/// How many of the targets of a year a scenario meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The scenario, as it stands in a sentence.
    pub name: String,
    /// Targets met.
    pub met: usize,
    /// Targets it projects.
    pub of: usize,
}

/// When a measure acts, in years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// The year it starts.
    pub start: u16,
    /// From its start to its first effect.
    pub lag: u16,
    /// Until the effect is full.
    pub ramp: u16,
    /// Until it is gone; 0 for never.
    pub fade: u16,
}

/// The name of a scenario inside a sentence.
pub fn quoted(name: &str) -> String {
    format!("“{name}”")
}

/// How many targets of a year each scenario meets on its central path.
pub fn met(lang: Lang, year: u16, scenarios: &[Met]) -> String {
    let Some(first) = scenarios.first() else { return String::new() };
    let alike = scenarios.iter().all(|s| s.of == first.of) && first.of > 1;
    let one = |(i, s): (usize, &Met)| {
        let Met { name, met, of } = s;
        match lang {
            Lang::En if *of == 0 => format!("{name} ends before"),
            Lang::En => {
                let meets = if i == 0 || !alike { "meets " } else { "" };
                let met = match *met {
                    0 => "none".to_owned(),
                    n if n == *of && n > 1 => "all".to_owned(),
                    n => count(lang, n),
                };
                let of = if alike { String::new() } else { format!(" of {}", count(lang, *of)) };
                format!("{name} {meets}{met}{of}")
            }
            Lang::Zh if *of == 0 => format!("{name}在此之前结束"),
            Lang::Zh => {
                let of = if alike { String::new() } else { format!("{}项中", count(lang, *of)) };
                match *met {
                    0 => format!("{name}{of}无一达成"),
                    n if n == s.of && n > 1 => format!("{name}{of}全部达成"),
                    n => format!("{name}{of}达成{}项", count(lang, n)),
                }
            }
        }
    };
    let said: Vec<String> = scenarios.iter().enumerate().map(one).collect();
    match (lang, alike) {
        (Lang::En, true) => format!("Of the {} targets for {year}, {}.", count(lang, first.of), listed(lang, &said)),
        (Lang::En, false) => format!("Of the targets for {year}, {}.", listed(lang, &said)),
        (Lang::Zh, true) => format!("{year}年的{}项目标中，{}。", count(lang, first.of), said.join("，")),
        (Lang::Zh, false) => format!("{year}年的目标：{}。", said.join("；")),
    }
}

/// How likely each scenario meets all targets of the year together: names with “13 of 100”.
pub fn together(lang: Lang, scenarios: &[(String, String)]) -> String {
    if scenarios.is_empty() {
        return String::new();
    }
    let one = |(i, (name, of_100)): (usize, &(String, String))| match lang {
        Lang::En if i == 0 => format!("in {of_100} cases under {name}"),
        Lang::En => format!("in {of_100} under {name}"),
        Lang::Zh => format!("{name}{of_100}"),
    };
    let said: Vec<String> = scenarios.iter().enumerate().map(one).collect();
    match lang {
        Lang::En => format!("All targets are met at once {}.", listed(lang, &said)),
        Lang::Zh => format!("全部目标同时达成的概率：{}。", said.join("，")),
    }
}

/// Where a series stands in a year: letters with values.
pub fn stands(lang: Lang, year: u16, values: &[(&str, String)]) -> String {
    match lang {
        Lang::En => {
            let said: Vec<String> = values.iter().map(|(letter, value)| format!("{letter} {value}")).collect();
            format!("On the central paths in {year}: {}.", said.join(", "))
        }
        Lang::Zh => {
            let said: Vec<String> = values.iter().map(|(letter, value)| format!("{letter}为{value}")).collect();
            format!("{year}年中心路径：{}。", said.join("，"))
        }
    }
}

/// A difference to the first column.
pub fn less(lang: Lang, points: &str) -> String {
    match lang {
        Lang::En => format!("{points} against A"),
        Lang::Zh => format!("较A {points}"),
    }
}

/// No difference to the first column that shows.
pub const fn same(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "the same as A",
        Lang::Zh => "与A相同",
    }
}

/// The base value of a series.
pub fn base_value(lang: Lang, series: &str) -> String {
    match lang {
        Lang::En => format!("{series}: base value"),
        Lang::Zh => format!("{series}：基期数值"),
    }
}

/// A figure entered for a year.
pub fn entered(lang: Lang, series: &str, year: u16) -> String {
    match lang {
        Lang::En => format!("{series} {year}: figure entered"),
        Lang::Zh => format!("{series}{year}年：填入的实际值"),
    }
}

/// A measure and what it acts on; `nth` counts those of the same name, from one.
pub fn measure_on(lang: Lang, name: &str, series: &str, nth: usize) -> String {
    let nth = if nth > 1 { format!(" ({nth})") } else { String::new() };
    match lang {
        Lang::En => format!("Measure “{name}”{nth} on {series}"),
        Lang::Zh => format!("举措“{name}”{nth}作用于{series}"),
    }
}

/// A value with a mark, such as that it is an estimate.
pub fn marked(lang: Lang, value: &str, mark: &str) -> String {
    match lang {
        _ if mark.is_empty() => value.to_owned(),
        Lang::En => format!("{value} ({mark})"),
        Lang::Zh => format!("{value}（{mark}）"),
    }
}

/// A year by itself.
pub fn year(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => year.to_string(),
        Lang::Zh => format!("{year}年"),
    }
}

/// Values by stretches of years: `2026: 11%, 2027–30: 10%`.
pub fn by_year(lang: Lang, stretches: &[(String, String)]) -> String {
    let one = |(years, value): &(String, String)| match lang {
        Lang::En => format!("{years}: {value}"),
        Lang::Zh => format!("{years}{value}"),
    };
    stretches.iter().map(one).collect::<Vec<_>>().join(lang.comma())
}

/// A measure in full: effects low, central and high, probability and schedule, and the note if there is one.
pub fn measure(
    lang: Lang,
    [low, central, high]: &[String; 3],
    companies: bool,
    probability: &str,
    schedule: &Schedule,
    note: &str,
) -> String {
    let Schedule { start, lag, ramp, fade } = schedule;
    let years = |n: u16| if n == 1 { "1 year".to_owned() } else { format!("{n} years") };
    let mut said = match lang {
        Lang::En => {
            let unit = if companies { "listings a year" } else { "points of yearly growth" };
            let same = low == high;
            let range = if same { String::new() } else { format!(" ({low} to {high})") };
            vec![format!("{central}{range} {unit}"), format!("probability {probability}"), format!("from {start}")]
        }
        Lang::Zh => {
            let unit = if companies { "家/年" } else { "个百分点/年" };
            let range = if low == high { String::new() } else { format!("（{low}至{high}）") };
            vec![format!("{central}{range}{unit}"), format!("概率{probability}"), format!("{start}年起")]
        }
    };
    if *lag > 0 {
        said.push(match lang {
            Lang::En => format!("first effect after {}", years(*lag)),
            Lang::Zh => format!("滞后{lag}年"),
        });
    }
    if *ramp > 1 {
        said.push(match lang {
            Lang::En => format!("grows over {}", years(*ramp)),
            Lang::Zh => format!("{ramp}年内逐步到位"),
        });
    }
    if *fade > 0 {
        said.push(match lang {
            Lang::En => format!("fades over {}", years(*fade)),
            Lang::Zh => format!("{fade}年内消退"),
        });
    }
    if !note.is_empty() {
        said.push(match lang {
            Lang::En => format!("note: {note}"),
            Lang::Zh => format!("说明：{note}"),
        });
    }
    said.join(if lang == Lang::En { ", " } else { "，" })
}

/// Columns that could not be found again; each as it was kept.
pub fn left_out(lang: Lang, tokens: &[String]) -> String {
    let named: Vec<String> = tokens.iter().map(|t| quoted(t)).collect();
    match lang {
        Lang::En => format!("Left out, because it is no longer there or cannot be read: {}.", named.join(", ")),
        Lang::Zh => format!("以下内容已不存在或无法读取，未予列入：{}。", named.join("、")),
    }
}

/// More columns in a link than can be shown.
pub fn too_many(lang: Lang, most: usize, beyond: usize) -> String {
    match lang {
        Lang::En => format!("At most {most} scenarios can stand side by side; {beyond} more in the link are left out."),
        Lang::Zh => format!("最多并列{most}个情景；链接中另有{beyond}个未予显示。"),
    }
}

/// Something about a column, named by its letter.
pub fn of_column(lang: Lang, letter: &str, text: &str) -> String {
    match lang {
        Lang::En => format!("{letter}: {text}"),
        Lang::Zh => format!("{letter}：{text}"),
    }
}

/// Something about a scenario of a link that has no column; counted from one.
pub fn of_part(lang: Lang, nth: usize, text: &str) -> String {
    match lang {
        Lang::En => format!("Scenario {nth} of the link is left out: {text}"),
        Lang::Zh => format!("链接中第{nth}个情景未予列入：{text}"),
    }
}
