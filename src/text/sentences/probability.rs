//! Sentences about probabilities. Never a certainty.

use engine::Estimate;

use crate::text::{Lang, format};

/// Such as “13 of 100”; at the ends “fewer than 1 of 100”.
pub fn of_100(lang: Lang, chance: Estimate) -> String {
    match (lang, format::in_100(chance.value)) {
        (Lang::En, 0) => "fewer than 1 of 100".into(),
        (Lang::En, 100) => "more than 99 of 100".into(),
        (Lang::En, n) => format!("{n} of 100"),
        (Lang::Zh, 0) => "不足1%".into(),
        (Lang::Zh, 100) => "超过99%".into(),
        (Lang::Zh, n) => format!("约{n}%"),
    }
}

/// A probability in one of five steps.
pub fn step(lang: Lang, value: f64) -> &'static str {
    let (en, zh) = match format::in_100(value) {
        0..10 => ("very unlikely", "可能性很小"),
        10..34 => ("unlikely", "可能性较小"),
        34..67 => ("about even", "约各一半"),
        67..91 => ("likely", "可能性较大"),
        _ => ("very likely", "可能性很大"),
    };
    match lang {
        Lang::En => en,
        Lang::Zh => zh,
    }
}

/// How often all targets of a year are met together, and which alone is the least likely; several where they tie.
pub fn together(lang: Lang, year: u16, targets: usize, all: &str, weakest: &[String], weakest_of_100: &str) -> String {
    let count = crate::text::sentences::targets::count(lang, targets);
    let weak = crate::text::sentences::targets::listed(lang, weakest);
    let several = weakest.len() > 1;
    match lang {
        Lang::En if targets > 1 => format!(
            "Under these assumptions all {count} targets for {year} are met at once in {all} cases; the least likely \
             alone: {weak}, {}in {weakest_of_100}.",
            if several { "each " } else { "" }
        ),
        Lang::En => format!("Under these assumptions the target for {year} is met in {all} cases."),
        Lang::Zh if targets > 1 => format!(
            "按上述假设，{year}年{count}项目标同时达成的概率{all}；单项中把握最小的是{weak}，概率{}{weakest_of_100}。",
            if several { "均" } else { "" }
        ),
        Lang::Zh => format!("按上述假设，{year}年目标达成的概率{all}。"),
    }
}

/// How often the trend, and the plan followed to the letter, meet all targets of a year.
pub fn trend_and_plan(lang: Lang, year: u16, targets: usize, trend: Estimate, plan: Estimate) -> String {
    let (count, trend, plan) =
        (crate::text::sentences::targets::count(lang, targets), of_100(lang, trend), of_100(lang, plan));
    match lang {
        Lang::En => format!(
            "If the trend goes on, all {count} targets for {year} are met at once in {trend} cases. Even where \
             the central paths are made to meet each of them exactly, all {count} are met in only {plan}: shocks and \
             unknown trends rarely favour every target at once."
        ),
        Lang::Zh => format!(
            "若趋势延续，{year}年{count}项目标同时达成的概率{trend}。即使让每条中心路径都恰好达标，{count}项同时达成的概率也只有{plan}：各项很难同时走在有利一侧。"
        ),
    }
}

/// Heading of the table of how many targets are met.
pub fn how_many(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => format!("How many of the targets for {year} are met"),
        Lang::Zh => format!("{year}年目标达成几项"),
    }
}

/// A row of it.
pub fn exactly(lang: Lang, k: usize, of: usize) -> String {
    match lang {
        Lang::En if k == 0 => "none".into(),
        Lang::En if k == of => format!("all {of}"),
        Lang::En => format!("{k} of {of}"),
        Lang::Zh if k == 0 => "一项也没有".into(),
        Lang::Zh if k == of => format!("{of}项全部"),
        Lang::Zh => format!("{k}项"),
    }
}

/// All targets of a year.
pub fn all_of(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => format!("All targets {year}"),
        Lang::Zh => format!("{year}年全部目标"),
    }
}

/// Heading of a column that asks for a probability.
pub fn with_chance(lang: Lang, percent: &str) -> String {
    match lang {
        Lang::En => format!("with {percent} probability"),
        Lang::Zh => format!("达成概率{percent}"),
    }
}

/// That a default rests on few figures.
pub fn few_figures(lang: Lang, n: u16) -> String {
    match lang {
        Lang::En if n <= 1 => "Rests on a single figure: a guess.".into(),
        Lang::En => format!("Rests on {n} figures only: hardly more than a guess."),
        Lang::Zh if n <= 1 => "仅依据1个数据，只能算猜测。".into(),
        Lang::Zh => format!("样本过少（仅{n}个数据），近乎猜测。"),
    }
}
