//! Sentences that explain: what changes do, what a result depends on, what would have to be true. Every text argument is
//! formatted in the same language.

use crate::text::sentences::targets;
use crate::text::{Lang, format};

/// A probability to a tenth of a percent; never 0 or 100.
pub fn probability(value: f64) -> String {
    if value < 0.0005 {
        format!("<{}", format::percent(0.1, 1))
    } else if value > 0.9995 {
        format!(">{}", format::percent(99.9, 1))
    } else {
        format::percent(100.0 * value, 1)
    }
}

/// The probability of one target, inside a sentence.
pub fn chance_of(lang: Lang, name: &str, year: u16) -> String {
    match lang {
        Lang::En => format!("the probability of the {year} target for {name}"),
        Lang::Zh => format!("{year}年{name}目标达成的概率"),
    }
}

/// The probability of all targets of a year, inside a sentence.
pub fn chance_of_all(lang: Lang, targets: usize, year: u16) -> String {
    let count = targets::count(lang, targets);
    match lang {
        Lang::En if targets == 1 => format!("the probability of the target for {year}"),
        Lang::En => format!("the probability that all {count} targets for {year} are met"),
        Lang::Zh if targets == 1 => format!("{year}年目标达成的概率"),
        Lang::Zh => format!("{year}年{count}项目标全部达成的概率"),
    }
}

/// A value on the central path, inside a sentence.
pub fn central_of(lang: Lang, name: &str, year: u16) -> String {
    match lang {
        Lang::En => format!("{name} in {year}"),
        Lang::Zh => format!("{year}年{name}"),
    }
}

/// What all changes do together, and which does most: its part, or that of each where several do the same.
pub fn changed(lang: Lang, asked: &str, before: &str, after: &str, largest: &[String], part: &str) -> String {
    let quoted: Vec<String> = largest.iter().map(|change| format!("“{change}”")).collect();
    let named = targets::listed(lang, &quoted);
    match (lang, largest.len()) {
        (Lang::En, 0..=1) => {
            format!("These changes take {asked} from {before} to {after}; the largest part, {part}, is {named}.")
        }
        (Lang::En, _) => {
            format!("These changes take {asked} from {before} to {after}; the largest parts, {part} each, are {named}.")
        }
        (Lang::Zh, 0..=1) => format!("这些改动使{asked}从{before}变为{after}；其中作用最大的是{named}（{part}）。"),
        (Lang::Zh, _) => format!("这些改动使{asked}从{before}变为{after}；其中作用最大的是{named}（各{part}）。"),
    }
}

/// That no change can move what is asked.
pub fn untouched(lang: Lang, asked: &str, after: &str) -> String {
    match lang {
        Lang::En => format!("None of the changes can touch {asked}: it stays at {after}."),
        Lang::Zh => format!("现有改动都不影响{asked}，仍为{after}。"),
    }
}

/// That the changes move what is asked by less than is shown.
pub fn unmoved(lang: Lang, asked: &str, after: &str) -> String {
    match lang {
        Lang::En => format!("These changes leave {asked} at {after}: none moves it by as much as can be shown."),
        Lang::Zh => format!("这些改动对{asked}的影响小到无法显示，仍为{after}。"),
    }
}

/// That only some orders were counted.
pub fn drawn_orders(lang: Lang, orders: usize) -> String {
    match lang {
        Lang::En => format!("With so many changes {orders} orders were drawn; “±” is the error this leaves."),
        Lang::Zh => format!("改动较多，仅抽取{orders}种顺序；“±”为由此产生的误差。"),
    }
}

/// A number of companies a year, by which a lever moves.
pub fn companies_a_year(lang: Lang, number: &str) -> String {
    match lang {
        Lang::En => format!("{number} a year"),
        Lang::Zh => format!("{number}家"),
    }
}

/// A lever and by how much it moves, as it stands in [`turned`].
pub fn moved(lang: Lang, lever: &str, by: &str, up: bool) -> String {
    match (lang, up) {
        (Lang::En, true) => format!("{lever} {by} higher"),
        (Lang::En, false) => format!("{lever} {by} lower"),
        (Lang::Zh, up) if by.ends_with('家') => format!("{lever}均比当前设定{}{by}", if up { "多" } else { "少" }),
        (Lang::Zh, up) => format!("{lever}均比当前设定{}{by}", if up { "高" } else { "低" }),
    }
}

/// What would turn a verdict: the moves, and their size in past spreads.
pub fn turned(lang: Lang, target: &str, year: u16, met: bool, moves: &[String], size: f64) -> String {
    let size = times(lang, size);
    let moves = targets::listed(lang, moves);
    match (lang, met) {
        (Lang::En, false) => {
            format!(
                "On the central path the {year} target for {target} is not reached; with {moves} in every year it would be. That is {size} times the past standard deviation."
            )
        }
        (Lang::En, true) => {
            format!(
                "On the central path the {year} target for {target} is reached; with {moves} in every year it would not be. That is {size} times the past standard deviation."
            )
        }
        (Lang::Zh, false) => {
            format!("按中心路径，{year}年{target}目标达不到；若各年{moves}，即可达到，相当于历史标准差的{size}倍。")
        }
        (Lang::Zh, true) => {
            format!("按中心路径，{year}年{target}目标可达到；若各年{moves}，就达不到，相当于历史标准差的{size}倍。")
        }
    }
}

/// That nothing turns a verdict.
pub fn not_turned(lang: Lang, target: &str, year: u16, met: bool) -> String {
    match (lang, met) {
        (Lang::En, false) => {
            format!(
                "On the central path the {year} target for {target} is not reached, and no value within the ranges of the levers reaches it."
            )
        }
        (Lang::En, true) => {
            format!(
                "On the central path the {year} target for {target} is reached, and every value within the ranges of the levers reaches it."
            )
        }
        (Lang::Zh, false) => format!("按中心路径，{year}年{target}目标达不到，各项假设在取值范围内都无法使其达到。"),
        (Lang::Zh, true) => format!("按中心路径，{year}年{target}目标可达到，各项假设在取值范围内都不会使其达不到。"),
    }
}

/// How many times something is another, in tenths; `under 0.1` rather than nothing.
pub fn times(lang: Lang, size: f64) -> String {
    match lang {
        _ if size >= 0.05 => format::number(size, 1),
        Lang::En => format!("under {}", format::number(0.1, 1)),
        Lang::Zh => format!("不足{}", format::number(0.1, 1)),
    }
}

/// Which input moves what is asked most, from where to where.
pub fn matters_most(lang: Lang, asked: &str, input: &str, low: &str, high: &str) -> String {
    match lang {
        Lang::En => format!("Of all inputs “{input}” moves {asked} most: {low} at its low, {high} at its high."),
        Lang::Zh => format!("对{asked}影响最大的是“{input}”：取低值时为{low}，取高值时为{high}。"),
    }
}

/// That no input moves what is asked by as much as can be shown.
pub fn nothing_matters(lang: Lang, asked: &str) -> String {
    match lang {
        Lang::En => format!("No input alone moves {asked}: it is out of reach of each of them."),
        Lang::Zh => format!("任何一项假设单独变动，都不足以改变{asked}。"),
    }
}

/// How likely it is at the reader's point, and in how many cells of a map the odds are at least even.
pub fn mapped(lang: Lang, asked: &str, here: &str, even: usize, cells: usize) -> String {
    match lang {
        Lang::En => format!("At the current values {asked} is {here}; it is at least even in {even} of {cells} cells."),
        Lang::Zh => format!("按当前取值，{asked}为{here}；全部{cells}格中有{even}格不低于一半。"),
    }
}

/// A place on a map and what holds there.
pub fn place(lang: Lang, levers: [&str; 2], values: [&str; 2], chance: &str) -> String {
    let [(a, x), (b, y)] = [(levers[0], values[0]), (levers[1], values[1])];
    match lang {
        Lang::En => format!("{a} {x}, {b} {y}: {chance}"),
        Lang::Zh => format!("{a}{x}，{b}{y}：{chance}"),
    }
}

/// Which source makes most of the uncertainty of a series.
pub fn varies(lang: Lang, name: &str, year: u16, source: &str, share: &str) -> String {
    match lang {
        Lang::En => {
            format!(
                "The largest source of uncertainty of {name} in {year} is “{source}”: alone it makes {share} of the variance."
            )
        }
        Lang::Zh => format!("{year}年{name}的不确定性，最大来源是“{source}”，单独占方差的{share}。"),
    }
}

/// The ends of an input; `shifted` where they were moved to where the scenario stands.
pub fn ends(lang: Lang, low: &str, high: &str, shifted: bool) -> String {
    match (lang, shifted) {
        (Lang::En, false) => format!("{low} to {high}"),
        (Lang::En, true) => format!("{low} to {high}, shifted to where the scenario stands"),
        (Lang::Zh, false) => format!("{low}至{high}"),
        (Lang::Zh, true) => format!("{low}至{high}（已随情景平移）"),
    }
}

/// Values of the first years, after which a lever is at its default.
pub fn then_default(lang: Lang, values: &[String]) -> String {
    match lang {
        Lang::En => format!("{}, then as by default", values.join(", ")),
        Lang::Zh => format!("{}，之后同默认值", values.join("、")),
    }
}

/// A default that loses a tenth of itself each year: its values up to the end of the plan.
pub fn default_by_year(lang: Lang, values: &[(u16, String)], is_growth: bool) -> String {
    let all: Vec<String> = values
        .iter()
        .map(|(year, value)| match lang {
            Lang::En => format!("{year} {value}"),
            Lang::Zh => format!("{year}年{value}"),
        })
        .collect();
    match (lang, is_growth) {
        (Lang::En, true) => format!("{}, slowing by a tenth a year", all.join(", ")),
        (Lang::En, false) => format!("{}, fading by a tenth a year", all.join(", ")),
        (Lang::Zh, true) => format!("{}，逐年放缓一成", all.join("、")),
        (Lang::Zh, false) => format!("{}，逐年收窄一成", all.join("、")),
    }
}

/// The default of a lever, below its slider.
pub fn default_value(lang: Lang, value: &str) -> String {
    match lang {
        Lang::En => format!("default {value}"),
        Lang::Zh => format!("默认值{value}"),
    }
}

/// The default of a lever and where it comes from.
pub fn default_origin(lang: Lang, value: &str, origin: &str, note: &str) -> String {
    match lang {
        Lang::En => format!("Default {value} ({origin}): {note}"),
        Lang::Zh => format!("默认值{value}（{origin}）：{note}"),
    }
}

/// The lowest and the highest yearly value of the past, given as digits.
pub fn past_range(lang: Lang, low: &str, high: &str, percent: bool) -> String {
    let sign = if percent { "%" } else { "" };
    match lang {
        Lang::En => format!("past {low}–{high}{sign}"),
        Lang::Zh => format!("历史区间{low}{sign}～{high}{sign}"),
    }
}
