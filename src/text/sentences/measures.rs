//! Sentences about measures. Every argument is a text already formatted in the same language.

use crate::text::Lang;

/// What a measure does. `on` is the series inside a sentence; `size` the central effect without sign, `more` its
/// direction; `years` the first with an effect, with all of it, and with nothing left; `expected` the part that the central
/// path counts, where it is not certain to be delivered.
pub fn effect(
    lang: Lang,
    on: &str,
    is_count: bool,
    size: &str,
    more: bool,
    years: (u16, Option<u16>, Option<u16>),
    expected: Option<(&str, &str)>,
) -> String {
    let (first, full, gone) = years;
    match lang {
        Lang::En => {
            let what = match (is_count, more) {
                (false, true) => format!("adds {size} to the yearly growth of {on}"),
                (false, false) => format!("takes {size} off the yearly growth of {on}"),
                (true, true) => format!("adds {size} a year"),
                (true, false) => format!("takes away {size} a year"),
            };
            let when = match full {
                Some(full) if full == first && gone.is_none() => format!(" from {first} on"),
                Some(full) if full == first => format!(" from {first}"),
                Some(full) => format!(": from {first}, in full by {full}"),
                None => format!(": from {first}, but not yet in full by the last year"),
            };
            let gone = gone.map(|year| format!(", with nothing of it left in {year}")).unwrap_or_default();
            let expected = expected
                .map(|(chance, part)| {
                    format!(" Delivered with a probability of {chance}, it counts as {part} on the central path.")
                })
                .unwrap_or_default();
            format!("Under these assumptions it {what}{when}{gone}.{expected}")
        }
        Lang::Zh => {
            let what = match (is_count, more) {
                (false, true) => format!("使{on}年增速提高{size}"),
                (false, false) => format!("使{on}年增速降低{size}"),
                (true, true) => format!("每年多新增上市公司{size}"),
                (true, false) => format!("每年少新增上市公司{size}"),
            };
            let when = match full {
                Some(full) if full == first => format!("{first}年起"),
                Some(full) => format!("{first}年开始见效，{full}年起"),
                None => format!("{first}年开始见效，到末年仍未达到全部效果；全部效果为"),
            };
            let gone = gone.map(|year| format!("，到{year}年消退完毕")).unwrap_or_default();
            let expected = expected
                .map(|(chance, part)| format!("落实概率为{chance}，中心路径按{part}计入。"))
                .unwrap_or_default();
            format!("按这些假设，{when}{what}{gone}。{expected}")
        }
    }
}

/// Several measures on one series: their effects are added.
pub fn overlap(lang: Lang, count: usize, on: &str, year: u16, low: &str, high: &str, expected: &str) -> String {
    match lang {
        Lang::En => format!(
            "{count} measures act on {on}. Their effects are added, though in fact they may overlap: together {low} to \
             {high} in {year}, of which the central path counts {expected}."
        ),
        Lang::Zh => format!(
            "共有{count}项举措作用于{on}，效果直接相加，实际上可能相互重叠：{year}年合计{low}至{high}，中心路径计入{expected}。"
        ),
    }
}

/// How many measures have an effect, of how many that were taken up.
pub fn lead(lang: Lang, acting: usize, taken: usize) -> String {
    match (lang, acting, taken) {
        (Lang::En, _, 0) => {
            "No measure has an effect here unless you give it one: the plan states none, and none is built in. Add one \
             below and say what you expect of it."
                .to_owned()
        }
        (Lang::Zh, _, 0) => {
            "除非由你设定，任何举措在这里都没有效果：方案没有给出，本站也不预设。可在下面添加一项，并填写你预期的效果。"
                .to_owned()
        }
        (Lang::En, 0, _) => "None of the measures added has an effect yet: give it one below.".to_owned(),
        (Lang::Zh, 0, _) => "已选的举措都还没有设定效果，请在下面填写。".to_owned(),
        (Lang::En, 1, _) => "One measure has an effect, under these assumptions and no others.".to_owned(),
        (Lang::En, n, _) => format!("{n} measures have an effect, under these assumptions and no others."),
        (Lang::Zh, n, _) => format!("有{n}项举措设定了效果，均出自这里的假设，别无依据。"),
    }
}

/// A number of listings a year: `1.5 listings`, `1.5家`.
pub fn listings(lang: Lang, digits: &str) -> String {
    match lang {
        Lang::En if digits.trim_start_matches(['+', '\u{2212}']) == "1" => format!("{digits}\u{a0}listing"),
        Lang::En => format!("{digits}\u{a0}listings"),
        Lang::Zh => format!("{digits}家"),
    }
}
