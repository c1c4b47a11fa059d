//! What the figures say of the plan, and how targets elsewhere fared. Every argument is a text already formatted in the same
//! language.

use crate::text::Lang;

/// The share of GDP over some years against its target, which must be exceeded.
pub fn share(lang: Lang, (first, last): (u16, u16), (low, high): (&str, &str), goal: &str, due: u16) -> String {
    match lang {
        Lang::En => format!(
            "Finance made up between {low} and {high} of Chongqing's GDP in every year from {first} to {last}, the last on \
             record; the plan asks for more than {goal} by {due}."
        ),
        Lang::Zh => format!(
            "{first}年至{last}年（有数据的最近一年），金融业增加值占重庆GDP的比重每年都在{low}至{high}之间；方案要求到{due}年超过{goal}。"
        ),
    }
}

/// What deposits and loans need a year for a target they share, against their past on one basis.
pub fn paces(lang: Lang, goal: &str, due: u16, needed: [&str; 2], span: &str, past: [&str; 2]) -> String {
    let ([dep, loan], [dep_past, loan_past]) = (needed, past);
    match lang {
        Lang::En => format!(
            "To reach {goal} each in {due}, deposits must grow {dep} a year and loans {loan}; over {span} they grew \
             {dep_past} and {loan_past} a year, measured in yuan."
        ),
        Lang::Zh => format!(
            "要在{due}年各达{goal}，存款年均须增长{dep}，贷款{loan}；按人民币口径，{span}两者年均增速分别为{dep_past}和{loan_past}。"
        ),
    }
}

/// What the plan's own targets imply for deposits and loans: growth a year, and the last year that had it.
pub fn implied(lang: Lang, (first, last): (u16, u16), growth: [&str; 2], had: [Option<u16>; 2]) -> String {
    let [dep, loan] = growth;
    let [dep_had, loan_had] = had.map(|year| match (lang, year) {
        (Lang::En, Some(year)) => format!("a pace last seen in {year}"),
        (Lang::En, None) => "a pace never seen on record".to_owned(),
        (Lang::Zh, Some(year)) => format!("上一次达到是在{year}年"),
        (Lang::Zh, None) => "有记录以来从未达到".to_owned(),
    });
    match lang {
        Lang::En => format!(
            "The plan's own targets for {first} and {last} imply growth of {dep} a year for deposits, {dep_had}, and of \
             {loan} for loans, {loan_had}."
        ),
        Lang::Zh => format!(
            "按方案自己的{first}年和{last}年目标推算，存款年均须增长{dep}（{dep_had}），贷款{loan}（{loan_had}）。"
        ),
    }
}

/// How many of the targets elsewhere with a known outcome were met, and for how many none was found.
pub fn comparable(lang: Lang, known: usize, met: usize, unknown: usize) -> String {
    match lang {
        Lang::En => format!(
            "Of {known} targets with a known outcome {met} were met; for {unknown} no figure was found that tells. These are \
             the plans that were found, not a sample."
        ),
        Lang::Zh => format!(
            "结果已知的{known}项目标中有{met}项达成，另有{unknown}项未找到足以判断的数据。所列为能找到的方案，并非抽样。"
        ),
    }
}

/// A target of another plan as it is worded.
pub fn about(lang: Lang, value: &str) -> String {
    match lang {
        Lang::En => format!("about {value}"),
        Lang::Zh => format!("约{value}"),
    }
}
