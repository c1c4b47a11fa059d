//! A scenario in plain words. Every argument is a text already formatted in the same language.

use crate::text::Lang;

/// What a scenario assumes: `changes` against the trend continuation, each such as `deposit growth 12% (default 7.9%)`.
pub fn assumes(lang: Lang, name: &str, author: Option<&str>, from: u16, changes: &[String]) -> String {
    match lang {
        Lang::En => {
            let by = author.map(|author| format!(" by {author}")).unwrap_or_default();
            let start = format!("“{name}”{by} starts from {from}");
            match changes {
                [] => format!("{start} and changes nothing: the trend of the years before goes on."),
                all => format!("{start} and follows the trend, except: {}.", all.join("; ")),
            }
        }
        Lang::Zh => {
            let by = author.map(|author| format!("（作者：{author}）")).unwrap_or_default();
            let start = format!("“{name}”{by}以{from}年为起点");
            match changes {
                [] => format!("{start}，没有改动任何假设，即趋势延续。"),
                many => format!("{start}，在趋势延续的基础上改动了{}处：{}。", many.len(), many.join("；")),
            }
        }
    }
}

/// A changed assumption with its default.
pub fn against_default(lang: Lang, change: &str, default: &str) -> String {
    match lang {
        Lang::En => format!("{change} (default {default})"),
        Lang::Zh => format!("{change}（默认{default}）"),
    }
}

/// A base value of the reader's own.
pub fn own_base(lang: Lang, name: &str, year: u16, value: &str) -> String {
    match lang {
        Lang::En => format!("{name} in {year} taken as {value}"),
        Lang::Zh => format!("{year}年{name}按{value}计"),
    }
}

/// A figure the reader entered for a later year.
pub fn entered(lang: Lang, name: &str, year: u16, value: &str) -> String {
    match lang {
        Lang::En => format!("{name} in {year} entered as {value}"),
        Lang::Zh => format!("录入{year}年{name}为{value}"),
    }
}

/// Another last year.
pub fn up_to(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => format!("projected up to {year}"),
        Lang::Zh => format!("推算到{year}年"),
    }
}

/// A measure with its central effect.
pub fn measure(lang: Lang, name: &str, on: &str, effect: &str, chance: &str) -> String {
    match lang {
        Lang::En => format!("the measure “{name}”, {effect} on {on} with a probability of {chance}"),
        Lang::Zh => format!("举措“{name}”对{on}的效果为{effect}，落实概率{chance}"),
    }
}

/// Where a target stands on the central path; distances have no sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Met with this to spare.
    Above(String),
    /// On it, as far as the digits shown tell.
    At,
    /// The same where it has to be exceeded.
    OnlyJust,
    /// Short by this.
    Below(String),
}

/// Where a target ends; `chance` is such as `13 of 100`, `entered` whether the value is the reader's.
pub fn target(
    lang: Lang,
    name: &str,
    year: u16,
    (value, entered): (&str, bool),
    goal: &str,
    stand: &Stand,
    chance: Option<&str>,
) -> String {
    match lang {
        Lang::En => {
            let gap = match stand {
                Stand::Above(size) => format!("{size} above the target of {goal}"),
                Stand::At => format!("on the target of {goal}"),
                Stand::OnlyJust => format!("just on the target of {goal}, which has to be exceeded"),
                Stand::Below(size) => format!("{size} below the target of {goal}"),
            };
            let chance = chance.map(|c| format!("; met in {c} cases")).unwrap_or_default();
            let how = if entered { "as entered" } else { "on the central path" };
            format!("{name}: {value} in {year} {how}, {gap}{chance}.")
        }
        Lang::Zh => {
            let gap = match stand {
                Stand::Above(size) => format!("高于目标{goal}，多{size}"),
                Stand::At => format!("与目标{goal}持平"),
                Stand::OnlyJust => format!("恰与目标{goal}持平，但须超过"),
                Stand::Below(size) => format!("低于目标{goal}，差{size}"),
            };
            let chance = chance.map(|c| format!("；达成概率{c}")).unwrap_or_default();
            let how = if entered { "按填入数据" } else { "按中心路径" };
            format!("{name}：{how}，{year}年为{value}，{gap}{chance}。")
        }
    }
}

/// What a summary must not be taken for.
pub fn caveat(lang: Lang, release: &str, measures: bool) -> String {
    match (lang, measures) {
        (Lang::En, true) => format!(
            "A scenario, not a forecast; the effects of measures are its author's assumptions, the plan states none. Data \
             release {release}."
        ),
        (Lang::En, false) => format!("A scenario, not a forecast. Data release {release}."),
        (Lang::Zh, true) => {
            format!("这是情景，不是预测；举措的效果出自作者的假设，方案本身未给出。数据版本{release}。")
        }
        (Lang::Zh, false) => format!("这是情景，不是预测。数据版本{release}。"),
    }
}
