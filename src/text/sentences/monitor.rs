//! Sentences of the Monitor page. Every argument is a text already formatted in the same language.

use crate::text::sentences::targets::count;
use crate::text::{Lang, format};

/// Where the targets of a coming year stand: how many keep pace, and the names of all by where they stand, the best
/// first. `keeping` are the names of those on pace or better.
pub fn standings(lang: Lang, year: u16, total: usize, keeping: usize, groups: &[(&str, Vec<String>)]) -> String {
    let named = |(word, names): &(&str, Vec<String>)| match lang {
        Lang::En => {
            let mut chars = word.chars();
            let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
            format!(" {first}{}: {}.", chars.as_str(), names.join(", "))
        }
        Lang::Zh => format!("{word}：{}", names.join("、")),
    };
    let groups: Vec<String> = groups.iter().map(named).collect();
    match lang {
        Lang::En => {
            let keep = match keeping {
                0 => "none keeps pace".to_owned(),
                1 => "one keeps pace".to_owned(),
                n if n == total => "all keep pace".to_owned(),
                n => format!("{} keep pace", count(lang, n)),
            };
            format!("Of the {} targets for {year}, {keep}.{}", count(lang, total), groups.concat())
        }
        Lang::Zh => {
            let keep = match keeping {
                0 => "没有一项跟上进度".to_owned(),
                n if n == total => "全部跟上进度".to_owned(),
                n => format!("{}项跟上进度", count(lang, n)),
            };
            format!("{year}年的{}项目标中，{keep}。{}。", count(lang, total), groups.join("；"))
        }
    }
}

/// How the odds of the target that moved most went, from one year's figures to another's. `target` is its name, its
/// value and its year.
pub fn odds_moved(lang: Lang, years: (u16, u16), target: (&str, &str, u16), in_100: [&str; 2]) -> String {
    let ((from, to), (name, goal, due), [then, now]) = (years, target, in_100);
    match lang {
        Lang::En => format!(
            "If the trend of the time goes on, the {due} target for {name} ({goal}) is met in {then} cases with \
             the figures of {from}, and in {now} with those of {to}."
        ),
        Lang::Zh => format!(
            "若当时的趋势延续，{name}{due}年目标（{goal}）的达成概率，按{from}年数据{then}，按{to}年数据{now}。"
        ),
    }
}

/// That the odds of no target moved.
pub fn odds_stood(lang: Lang, from: u16, to: u16, due: u16) -> String {
    match lang {
        Lang::En => format!(
            "Between the figures of {from} and those of {to}, the odds of no target for {due} moved by as much as half a \
             percentage point."
        ),
        Lang::Zh => format!("从{from}年的数据到{to}年的数据，{due}年各项目标的达成概率变动都不到半个百分点。"),
    }
}

/// How the odds of all targets together went.
pub fn all_moved(lang: Lang, targets: usize, then: &str, now: &str) -> String {
    let count = count(lang, targets);
    match lang {
        Lang::En if then == now => format!("All {count} together: {then} both times."),
        Lang::En => format!("All {count} together: {then}, then {now}."),
        Lang::Zh if then == now => format!("{count}项同时达成的概率：两次都{then}。"),
        Lang::Zh => format!("{count}项同时达成的概率：前者{then}，后者{now}。"),
    }
}

/// How much of the four lists can be followed, and how far the reader says it is: items declared, named, described by
/// theme; done and under way.
pub fn implementation(
    lang: Lang,
    declared: usize,
    named: usize,
    themes: usize,
    done: usize,
    under_way: usize,
) -> String {
    let followed = named + themes;
    let recorded = match (lang, done + under_way) {
        (Lang::En, 0) => format!("Of the {followed} you have marked none as done or under way."),
        (Lang::En, _) => format!(
            "Of the {followed}, by your own record, {done} {} done and {under_way} under way.",
            if done == 1 { "is" } else { "are" }
        ),
        (Lang::Zh, 0) => format!("这{followed}项中，你还没有标注已完成或推进中的事项。"),
        (Lang::Zh, _) => format!("按你的记录，这{followed}项中{done}项已完成，{under_way}项推进中。"),
    };
    match lang {
        Lang::En => format!(
            "Of the {declared} items the plan declares on its four lists, public sources name {named} and describe the \
             theme of {themes} more; the other {} are not public and can have no status. {recorded}",
            declared.saturating_sub(followed)
        ),
        Lang::Zh => format!(
            "方案四张清单共列{declared}项，公开来源列明{named}项，另有{themes}项仅有主题描述；其余{}项未公开，无法标注状态。{recorded}",
            declared.saturating_sub(followed)
        ),
    }
}

/// The counts of one list: items declared, named, described, and those of which nothing is public.
pub fn list_counts(lang: Lang, declared: Option<u16>, named: usize, themes: usize, hidden: usize) -> String {
    match (lang, declared) {
        (Lang::En, Some(n)) => {
            format!("{n} declared: {named} named, {themes} described by theme, {hidden} not public.")
        }
        (Lang::En, None) => format!("{named} named; the plan declares no number."),
        (Lang::Zh, Some(n)) => format!("宣布{n}项：列明{named}项，仅有主题描述{themes}项，未公开{hidden}项。"),
        (Lang::Zh, None) => format!("列明{named}项；方案未宣布数量。"),
    }
}

/// That a figure lies far from what was expected. `off` is the difference with its sign, `spreads` its size.
pub fn surprising(lang: Lang, off: &str, expected: &str, spreads: &str) -> String {
    match lang {
        Lang::En => format!(
            "{off} against the {expected} expected, {spreads} times the usual scatter. Right figure, right unit?"
        ),
        Lang::Zh => format!("与预期的{expected}相差{off}，为常见波动的{spreads}倍。请核对数字和单位。"),
    }
}

/// That a link has no room for so many items.
pub fn left_out(lang: Lang, items: &[String]) -> String {
    let named = items.join(lang.comma());
    match lang {
        Lang::En => format!("No room in the link for: {named}."),
        Lang::Zh => format!("链接容纳不下：{named}。"),
    }
}

/// How many stages a link on show brings, and on how many the reader says something else.
pub fn sent_stages(lang: Lang, sent: usize, differing: &[String]) -> String {
    let named = differing.join(lang.comma());
    match (lang, differing.is_empty()) {
        (Lang::En, true) => format!("The link brings {sent} statuses; none contradicts yours."),
        (Lang::En, false) => format!("The link brings {sent} statuses. Yours differ on: {named}."),
        (Lang::Zh, true) => format!("链接带有{sent}条状态，与你的记录没有冲突。"),
        (Lang::Zh, false) => format!("链接带有{sent}条状态。与你的记录不同的有：{named}。"),
    }
}

/// How many characters of a text are too many.
pub fn too_long(lang: Lang, length: usize, limit: usize) -> String {
    let (length, limit) = (format::number(length as f64, 0), format::number(limit as f64, 0));
    match lang {
        Lang::En => format!("Not saved: {length} characters, at most {limit}. Shorten it."),
        Lang::Zh => format!("未保存：共{length}字，最多{limit}字。请缩短。"),
    }
}
