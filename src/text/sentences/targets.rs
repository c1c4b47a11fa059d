//! Sentences built around numbers. Every argument is a text already formatted in the same language.

use crate::text::Lang;

/// A stretch of past growth: its years and its rate, both formatted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Such as `2021–25`.
    pub span: String,
    /// Such as `7.9%`.
    pub rate: String,
}

/// What a report answers.
pub fn question(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => format!("Does it meet the plan's targets for {year}?"),
        Lang::Zh => format!("能否达成方案{year}年的目标？"),
    }
}

/// A figure of a year.
pub fn figure(lang: Lang, name: &str, year: u16, value: &str) -> String {
    match lang {
        Lang::En => format!("{name} {year}: {value}"),
        Lang::Zh => format!("{year}年{name}：{value}"),
    }
}

/// Where a figure was published, and when as far as known.
pub fn published(lang: Lang, title: &str, date: Option<&str>) -> String {
    match (lang, date) {
        (_, None) => title.to_owned(),
        (Lang::En, Some(date)) => format!("{title}, {date}"),
        (Lang::Zh, Some(date)) => format!("{title}，{date}"),
    }
}

/// What a target asks for from here on.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The needed value of the lever, in digits.
    pub rate: &'a str,
    /// The target, formatted.
    pub goal: &'a str,
    /// The year it is due.
    pub year: u16,
    /// The year of the entered figure it starts from, if there is one.
    pub since: Option<u16>,
    /// Whether measures add to it.
    pub measures: bool,
}

impl Ask<'_> {
    /// From when on, and beside what.
    fn conditions(&self, lang: Lang) -> String {
        let since = self.since.map(|year| match lang {
            Lang::En => format!(" from {year} on"),
            Lang::Zh => format!("{year}年之后"),
        });
        let measures = match lang {
            Lang::En => ", beside what the measures add,",
            Lang::Zh => "在举措效果之外",
        };
        format!("{}{}", since.unwrap_or_default(), if self.measures { measures } else { "" })
    }
}

/// What growth is meant where a needed value stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// That of what the target is about.
    Own,
    /// The same for deposits and for loans.
    Each,
    /// That of value added.
    ValueAdded,
    /// New listings.
    Listings,
}

/// A needed value of a lever with its unit, from digits.
pub fn needed(lang: Lang, asked: Asked, rate: &str) -> String {
    match (lang, asked) {
        (Lang::En, Asked::Own) => format!("{rate}% a year"),
        (Lang::En, Asked::Each) => format!("{rate}% a year each"),
        (Lang::En, Asked::ValueAdded) => format!("value added {rate}% a year"),
        (Lang::En, Asked::Listings) => format!("{rate} new listings a year"),
        (Lang::Zh, Asked::Own) => format!("年均{rate}%"),
        (Lang::Zh, Asked::Each) => format!("各年均{rate}%"),
        (Lang::Zh, Asked::ValueAdded) => format!("增加值年均{rate}%"),
        (Lang::Zh, Asked::Listings) => format!("每年新增上市{rate}家"),
    }
}

/// A factor on the needs of several targets.
pub fn factor(lang: Lang, factor: &str) -> String {
    match lang {
        Lang::En => format!("needs × {factor}"),
        Lang::Zh => format!("所需值的{factor}倍"),
    }
}

/// What a target on an amount asks for. `subject` is the series as it begins a sentence, in the plural.
pub fn must_grow(lang: Lang, subject: &str, ask: &Ask, past: &[Past]) -> String {
    let Ask { rate, goal, year, .. } = ask;
    let conditions = ask.conditions(lang);
    match lang {
        Lang::En => {
            let past = match past {
                [] => String::new(),
                [one] => format!("; over {} they grew {}", one.span, one.rate),
                [first, second, ..] => {
                    format!(
                        "; over {} they grew {} a year, and over {} {}",
                        first.span, first.rate, second.span, second.rate
                    )
                }
            };
            format!("{subject} must grow {rate}% a year{conditions} to reach {goal} in {year}{past}.")
        }
        Lang::Zh => {
            let past = match past {
                [] => String::new(),
                [one] => format!("；{}的年均增速为{}", one.span, one.rate),
                [first, second, ..] => {
                    format!("；{}的年均增速为{}，{}为{}", first.span, first.rate, second.span, second.rate)
                }
            };
            format!("{subject}要在{year}年达到{goal}，{conditions}年均需增长{rate}%{past}。")
        }
    }
}

/// A break in a series: from which year on, of which basis, and why.
pub fn broken(lang: Lang, name: &str, year: u16, basis: &str, why: &str) -> String {
    match lang {
        Lang::En => format!("{name}: break in {year} ({basis}). {why}. Growth into {year} is left out."),
        Lang::Zh => format!("{name}：{year}年起口径有变（{basis}）。{why}。{year}年增速不计入。"),
    }
}

/// A break as a chart names it.
pub fn break_mark(lang: Lang, year: u16, why: &str) -> String {
    match lang {
        Lang::En => format!("Break {year}: {why}"),
        Lang::Zh => format!("{year}年口径变化：{why}"),
    }
}

/// What a column holds and in which unit.
pub fn with_unit(lang: Lang, name: &str, unit: &str) -> String {
    match lang {
        Lang::En => format!("{name}, {unit}"),
        Lang::Zh => format!("{name}（{unit}）"),
    }
}

/// The step between the basis of a level and that of growth, each a name and a value; `above` is their distance.
pub fn basis_step(
    lang: Lang,
    name: &str,
    year: u16,
    (level, value): (&str, String),
    (growth, other): (&str, String),
    above: &str,
) -> String {
    match lang {
        Lang::En => format!(
            "{name}: levels are in {level}, growth is measured in {growth}. For the end of {year} that is {value} against \
             {other}, a step of {above}."
        ),
        Lang::Zh => {
            format!("{name}：水平按{level}口径，增速按{growth}口径。{year}年末分别为{value}和{other}，前者高{above}。")
        }
    }
}

/// A number that must be exceeded.
pub fn more_than(lang: Lang, number: &str) -> String {
    match lang {
        Lang::En => format!("more than {number}"),
        Lang::Zh => format!("超过{number}"),
    }
}

/// A target that the value it starts from already reaches.
pub fn already_there(lang: Lang, subject: &str, target: &str) -> String {
    match lang {
        Lang::En => format!("{subject}: {target} is reached already."),
        Lang::Zh => format!("{subject}已达到{target}。"),
    }
}

/// A target that every value of its lever reaches on the central path, or none.
pub fn no_rate(lang: Lang, name: &str, goal: &str, year: u16, enough: bool) -> String {
    match (lang, enough) {
        (Lang::En, true) => {
            format!("On the central path any value of the lever brings {name} to {goal} in {year}.")
        }
        (Lang::En, false) => format!("No value within the lever's range brings {name} to {goal} in {year}."),
        (Lang::Zh, true) => format!("按中心路径，该项假设取任何值，{name}在{year}年都能达到{goal}。"),
        (Lang::Zh, false) => format!("该项假设在取值范围内都无法使{name}在{year}年达到{goal}。"),
    }
}

/// What the target on the number of listed companies asks for, `above` if it must be exceeded; `past` counts those listed in
/// mainland China.
pub fn must_list(lang: Lang, ask: &Ask, above: bool, past: &[Past]) -> String {
    let past = match (lang, past) {
        (_, []) => String::new(),
        (Lang::En, past) => {
            let changes: Vec<String> =
                past.iter().map(|p| format!("{} over {}", listings_change(lang, &p.rate), p.span)).collect();
            format!("; the number listed in mainland China {}", listed(lang, &changes))
        }
        (Lang::Zh, past) => {
            let changes: Vec<String> =
                past.iter().map(|p| format!("{}{}", p.span, listings_change(lang, &p.rate))).collect();
            format!("；境内上市公司{}", changes.join("，"))
        }
    };
    let Ask { rate, goal, year, .. } = ask;
    let conditions = ask.conditions(lang);
    match lang {
        Lang::En => {
            let reach = if above { "exceed" } else { "reach" };
            format!(
                "On the central path it takes {rate} new listings a year{conditions}, exits made up for, to {reach} {goal} \
                 listed companies in {year}{past}."
            )
        }
        Lang::Zh => {
            let reach = if above { "超过" } else { "达到" };
            format!(
                "按中心路径，上市公司要在{year}年{reach}{goal}家，{conditions}每年需新增上市{rate}家（已计入退市）{past}。"
            )
        }
    }
}

/// A yearly net change of the number of companies, given as a formatted number.
fn listings_change(lang: Lang, rate: &str) -> String {
    match (lang, rate, rate.strip_prefix('−')) {
        (Lang::En, "0", _) => "did not change".to_owned(),
        (Lang::En, _, Some(fall)) => format!("fell by {fall} a year"),
        (Lang::En, rise, None) => format!("rose by {rise} a year"),
        (Lang::Zh, "0", _) => "没有增加".to_owned(),
        (Lang::Zh, _, Some(fall)) => format!("平均每年净减{fall}家"),
        (Lang::Zh, rise, None) => format!("平均每年净增{rise}家"),
    }
}

/// What the target on the share of GDP asks for; `base` is the share in the year it starts from.
pub fn must_share(lang: Lang, ask: &Ask, above: &str, base: &str, since: u16, estimated: bool) -> String {
    let Ask { rate, goal, year, .. } = ask;
    let conditions = ask.conditions(lang);
    match lang {
        Lang::En => {
            let of = if estimated { "estimated for" } else { "of" };
            format!(
                "Finance must exceed {goal} of GDP in {year}, {above} above the {base} {of} {since}: value added must grow \
                 {rate}% a year{conditions} if GDP grows as assumed."
            )
        }
        Lang::Zh => {
            let of = if estimated { "的估算值" } else { "的" };
            format!(
                "金融业增加值占GDP比重要在{year}年超过{goal}，比{since}年{of}{base}高{above}；若GDP按假设增长，增加值{conditions}年均需增长{rate}%。"
            )
        }
    }
}

/// What the share target would mean for value added, which has no target of its own in that year.
pub fn share_implies(lang: Lang, share: &str, year: u16, amount: &str, base: &str, base_year: u16) -> String {
    match lang {
        Lang::En => format!(
            "No target for value added in {year} was found. At {share} of GDP growing as assumed it would be {amount}, \
             against {base} estimated for {base_year}."
        ),
        Lang::Zh => format!(
            "未找到{year}年增加值目标。若占GDP的{share}且GDP按假设增长，增加值应为{amount}；{base_year}年估算值为{base}。"
        ),
    }
}

/// How often past growth was as high as needed; `averaged` where for some years only the average of several is known.
pub fn rank(lang: Lang, reached: u16, known: u16, since: u16, last: Option<u16>, averaged: bool) -> String {
    let (en, zh) = if averaged {
        ("Growth, averaged where figures lie several years apart,", "（缺数年份按两端平均增速计）")
    } else {
        ("Growth", "")
    };
    match (lang, reached, last) {
        (Lang::En, 0, _) | (Lang::En, _, None) => {
            format!("{en} was that high in none of the {known} years on record since {since}.")
        }
        (Lang::En, n, Some(last)) => {
            format!("{en} was that high in {n} of the {known} years on record, last in {last}.")
        }
        (Lang::Zh, 0, _) | (Lang::Zh, _, None) => {
            format!("{since}年以来有记录的{known}年中{zh}，没有一年达到这一增速。")
        }
        (Lang::Zh, n, Some(last)) => format!("有记录的{known}年中{zh}，有{n}年达到这一增速，最近一次在{last}年。"),
    }
}

/// A missed target of a past year.
pub fn missed_by(lang: Lang, amount: &str, share: &str) -> String {
    match lang {
        Lang::En => format!("missed by {amount} ({share})"),
        Lang::Zh => format!("差{amount}（{share}）"),
    }
}

/// A target met with something to spare.
pub fn met_with(lang: Lang, amount: &str) -> String {
    match lang {
        Lang::En => format!("met, {amount} above"),
        Lang::Zh => format!("达成，高出{amount}"),
    }
}

/// The verdict on the targets of 2025 in one sentence; counts of met, missed and not known.
pub fn past_verdict(lang: Lang, year: u16, met: usize, missed: usize, unknown: usize) -> String {
    let total = met + missed + unknown;
    match lang {
        Lang::En => {
            let met = match met {
                0 => "none is known to be met".to_owned(),
                1 => "one is met".to_owned(),
                n => format!("{} are met", count(lang, n)),
            };
            let unknown = match unknown {
                0 => String::new(),
                1 => ", and one cannot be judged from public figures".to_owned(),
                n => format!(", and {} cannot be judged from public figures", count(lang, n)),
            };
            let was = if missed == 1 { "was" } else { "were" };
            format!(
                "Of the {} targets for {year}, {met}: {} {was} missed{unknown}.",
                count(lang, total),
                count(lang, missed)
            )
        }
        Lang::Zh => {
            let unknown = if unknown == 0 {
                String::new()
            } else {
                format!("，{}项因缺少公开数据无法判断", count(lang, unknown))
            };
            let met = if met == 0 {
                "没有一项可确认达成".to_owned()
            } else {
                format!("{}项达成", count(lang, met))
            };
            format!("{year}年的{}项目标中，{met}：{}项未达成{unknown}。", count(lang, total), count(lang, missed))
        }
    }
}

/// How far a path falls short of a target, given as a size.
pub fn short_by(lang: Lang, size: &str) -> String {
    match lang {
        Lang::En => format!("short by {size}"),
        Lang::Zh => format!("差{size}"),
    }
}

/// How many targets of a coming year the central path reaches; `names` are those.
pub fn verdict(lang: Lang, year: u16, names: &[String], total: usize) -> String {
    match lang {
        Lang::En => match names {
            [] => format!("On the central path none of the {} targets for {year} is reached.", count(lang, total)),
            [one] if total > 1 => {
                format!("On the central path one of the {} targets for {year} is reached: {one}.", count(lang, total))
            }
            all if all.len() == total => {
                format!("On the central path all {} targets for {year} are reached.", count(lang, total))
            }
            some => format!(
                "On the central path {} of the {} targets for {year} are reached: {}.",
                count(lang, some.len()),
                count(lang, total),
                some.join(", ")
            ),
        },
        Lang::Zh => match names {
            [] => format!("按中心路径，{year}年的{}项目标均达不到。", count(lang, total)),
            all if all.len() == total => format!("按中心路径，{year}年的{}项目标全部可达到。", count(lang, total)),
            some => format!(
                "按中心路径，{year}年的{}项目标中有{}项可达到：{}。",
                count(lang, total),
                count(lang, some.len()),
                some.join("、")
            ),
        },
    }
}

/// What the central path reaches, and how likely all targets of the year are met at once: their number and `13 of 100`.
pub fn answer(lang: Lang, verdict: &str, all: Option<&(usize, String)>) -> String {
    let Some((total, of_100)) = all else { return verdict.to_owned() };
    match lang {
        Lang::En if *total > 1 => {
            format!("{}; the odds of all {} at once: {of_100}.", verdict.trim_end_matches('.'), count(lang, *total))
        }
        Lang::En => format!("{}; its odds: {of_100}.", verdict.trim_end_matches('.')),
        Lang::Zh if *total > 1 => {
            format!("{}；{}项同时达成的概率{of_100}。", verdict.trim_end_matches('。'), count(lang, *total))
        }
        Lang::Zh => format!("{}；达成概率{of_100}。", verdict.trim_end_matches('。')),
    }
}

/// Growth on record, such as `7.1% (2024–25)`.
pub fn grew(lang: Lang, growth: &str, is_count: bool) -> String {
    match (lang, is_count) {
        (Lang::En, false) => format!("grew {growth}"),
        (Lang::En, true) => format!("net {growth}"),
        (Lang::Zh, false) => format!("此前年均增{growth}"),
        (Lang::Zh, true) => format!("此前年均净增{growth}"),
    }
}

/// What a value is measured against.
pub fn of_goal(lang: Lang, goal: &str) -> String {
    match lang {
        Lang::En => format!("of {goal}"),
        Lang::Zh => format!("／目标{goal}"),
    }
}

/// A small number in words.
pub(super) fn count(lang: Lang, n: usize) -> String {
    const EN: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    const ZH: [&str; 11] = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"];
    let words = match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
    };
    words.get(n).map_or_else(|| n.to_string(), |w| (*w).to_owned())
}

/// The GDP at which the plan's targets for value added and for its share agree.
pub fn audit_gdp(
    lang: Lang,
    va: &str,
    share: &str,
    implied: &str,
    actual: &str,
    share_then: &str,
    needed: &str,
) -> String {
    match lang {
        Lang::En => format!(
            "{va} at {share} of GDP means a GDP of {implied}. GDP in 2025 was {actual}: on it, {va} is {share_then}, \
             and {share} would take {needed}."
        ),
        Lang::Zh => format!(
            "增加值{va}占GDP的{share}，对应的GDP为{implied}。2025年GDP实际为{actual}：{va}只占{share_then}，而{share}需要{needed}。"
        ),
    }
}

/// New loans over new deposits: past, and as the plan asks.
pub fn audit_increment(lang: Lang, past: &str, base: &str, plan: &str) -> String {
    match lang {
        Lang::En => format!(
            "Since the launch banks lent {past} yuan for each 100 yuan of new deposits. If deposits and loans each reach \
             8 trillion yuan in 2027, it is {base} from today's balances, and {plan} from the plan's own targets for 2025: \
             the plan asks for deposits to grow faster than loans, the reverse of the past."
        ),
        Lang::Zh => format!(
            "方案公布以来，每新增100元存款对应新增贷款{past}元。若存、贷款在2027年各达8万亿元，按目前余额推算为{base}元，按方案自己的2025年目标推算为{plan}元：方案要求存款增速快于贷款，与以往相反。"
        ),
    }
}

/// What a combined reading of the 8 trillion would mean.
pub fn audit_combined(lang: Lang, target: &str, other: &str, base: &str, plan: &str) -> String {
    match lang {
        Lang::En => format!(
            "If {target} meant deposits plus loans, it had already been passed: {other} at the end of \
             2025 in yuan alone, {base} in all currencies, and {plan} by the plan's own targets for 2025."
        ),
        Lang::Zh => format!(
            "若理解为存贷款合计，{target}低于现有水平：2025年末仅人民币合计{other}，本外币合计{base}，方案自己的2025年目标合计{plan}。"
        ),
    }
}

/// The loan-deposit ratio in the base year.
pub fn audit_ratio(lang: Lang, base: &str, plan: &str) -> String {
    match lang {
        Lang::En => format!(
            "Loans were {base} of deposits at the end of 2025; the plan's targets for that year made it {plan}."
        ),
        Lang::Zh => format!("2025年末贷款相当于存款的{base}；按方案当年目标为{plan}。"),
    }
}

/// A sentence, followed by the estimates the projection starts from, if any.
pub fn from_estimates(lang: Lang, sentence: &str, estimates: &[String]) -> String {
    if estimates.is_empty() {
        return sentence.to_owned();
    }
    match lang {
        Lang::En => format!("{sentence} The projection starts from an estimate ({}).", estimates.join(", ")),
        Lang::Zh => format!("{sentence}推算起点为估算值（{}）。", estimates.join("、")),
    }
}

/// From where to where a series goes.
pub fn goes_from_to(lang: Lang, start: &str, from: u16, end: &str, to: u16) -> String {
    match lang {
        Lang::En => format!("From {start} in {from} to {end} in {to} under this scenario."),
        Lang::Zh => format!("在此情景下，从{from}年的{start}到{to}年的{end}。"),
    }
}

/// One sentence after another.
pub fn joined(lang: Lang, first: &str, second: Option<&str>) -> String {
    match (lang, second) {
        (_, None) => first.to_owned(),
        (Lang::En, Some(second)) => format!("{first} {second}"),
        (Lang::Zh, Some(second)) => format!("{first}{second}"),
    }
}

/// The estimates among the base values, each a name and a value; empty without any.
pub fn rests_on(lang: Lang, year: u16, bases: &[String]) -> String {
    match lang {
        _ if bases.is_empty() => String::new(),
        Lang::En => format!("Projections start from estimates for {year}: {}.", bases.join(", ")),
        Lang::Zh => format!("推算以{year}年的估算值为起点：{}。", bases.join("、")),
    }
}

/// How many forecasts so many years ahead turned out one way, of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitRate {
    /// Years ahead.
    pub horizon: u16,
    /// Those that did.
    pub hits: usize,
    /// All of them.
    pub n: usize,
}

/// Several things in a row: `a, b and c`, `a、b和c`.
pub fn listed(lang: Lang, items: &[String]) -> String {
    let (comma, and) = match lang {
        Lang::En => (", ", " and "),
        Lang::Zh => ("、", "和"),
    };
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(comma)),
    }
}

/// Horizons: `one and two years ahead`, `提前1年和2年`.
pub fn ahead(lang: Lang, horizons: &[u16]) -> String {
    match lang {
        Lang::En => {
            let words: Vec<String> = horizons.iter().map(|h| count(lang, usize::from(*h))).collect();
            let years = if horizons == [1] { "year" } else { "years" };
            format!("{} {years} ahead", listed(lang, &words))
        }
        Lang::Zh => {
            let words: Vec<String> = horizons.iter().map(|h| format!("{h}年")).collect();
            format!("提前{}", listed(lang, &words))
        }
    }
}

/// Counts by horizon: `8 of 13, 7 of 12`, `13次中8次、12次中7次`.
pub fn tallies(lang: Lang, of: &[HitRate]) -> String {
    let one = |t: &HitRate| match lang {
        Lang::En => format!("{} of {}", t.hits, t.n),
        Lang::Zh => format!("{}次中{}次", t.n, t.hits),
    };
    of.iter().map(one).collect::<Vec<_>>().join(if lang == Lang::En { ", " } else { "、" })
}

/// What is true at some horizons, with its counts if they are to be told.
pub fn at_horizons(lang: Lang, what: &str, of: &[HitRate], counted: bool) -> String {
    let horizons: Vec<u16> = of.iter().map(|t| t.horizon).collect();
    let ahead = ahead(lang, &horizons);
    match (lang, counted) {
        (Lang::En, true) => format!("{what} {ahead} ({})", tallies(lang, of)),
        (Lang::En, false) => format!("{what} {ahead}"),
        (Lang::Zh, true) => format!("{ahead}{what}（{}）", tallies(lang, of)),
        (Lang::Zh, false) => format!("{ahead}{what}"),
    }
}

/// How bands did in the past. `held` says how often the 80% band held, `scored` how the band fares beside the simplest
/// rule; both clauses.
pub fn record_answer(lang: Lang, subject: &str, held: &[String], scored: &[String]) -> String {
    match lang {
        Lang::En => format!(
            "The 80% band for {subject} held {}; judged by their error, such bands {}.",
            listed(lang, held),
            listed(lang, scored)
        ),
        Lang::Zh => format!("{subject}的80%区间，{}；就误差而言，{}。", held.join("，"), scored.join("，")),
    }
}

/// How often the 80% bands of the default rule held in the provinces: for each series one, two and three years ahead,
/// percent.
pub fn record_rule(lang: Lang, provinces: u16, held: &[(String, Vec<String>)]) -> String {
    let each: Vec<String> = held
        .iter()
        .map(|(name, shares)| match lang {
            Lang::En => format!("{}% for {name}", listed(lang, shares)),
            Lang::Zh => format!("{name}为{}", shares.iter().map(|s| format!("{s}%")).collect::<Vec<_>>().join("、")),
        })
        .collect();
    match lang {
        Lang::En => format!(
            "The default rule was tried on {provinces} provinces: one, two and three years ahead its 80% bands held \
             {}. They are wide rather than exact.",
            listed(lang, &each)
        ),
        Lang::Zh => format!(
            "默认规则在{provinces}个省份的检验：提前一、二、三年，80%区间的命中率，{}。区间总体偏宽。",
            each.join("；")
        ),
    }
}

/// How the bands of the default rule did on the city's own series: forecasts, inside the band, below its middle.
pub fn record_rule_own(lang: Lang, name: &str, [all, inside, below]: [u16; 3]) -> String {
    match lang {
        Lang::En => format!(
            "Of {all} such forecasts of {name} in Chongqing {inside} held, and in {below} the outcome lay below the middle."
        ),
        Lang::Zh => format!("就重庆{name}而言，{all}次预测中{inside}次命中，{below}次实际值低于中位数。"),
    }
}

/// A series that can be tried too seldom for a verdict; `span` the years of its figures.
pub fn record_few(lang: Lang, subject: &str, span: &str, hits: usize, n: usize) -> String {
    match lang {
        Lang::En => {
            let times = if n == 1 { "once".to_owned() } else { format!("{} times", count(lang, n)) };
            let held = match hits {
                0 => ", but not one of its 80% bands held".to_owned(),
                k => format!("; {} of its 80% bands held", count(lang, k)),
            };
            format!("{subject} can be tested only {times}, on figures of {span}: too few to tell{held}.")
        }
        Lang::Zh => {
            let held = match hits {
                0 => "，但80%区间无一命中".to_owned(),
                k => format!("；80%区间命中{k}次"),
            };
            format!("{subject}只有{span}的数据可用，仅能检验{n}次，不足以下结论{held}。")
        }
    }
}

/// Series that cannot be tried.
pub fn record_untested(lang: Lang, names: &[String]) -> String {
    let names = listed(lang, names);
    match lang {
        Lang::En => format!(
            "{names} cannot be tested at all: their records are too short, and nothing here says how good their bands are."
        ),
        Lang::Zh => format!("{names}完全无法检验：历史数据太短，这里的结果说明不了它们的区间准不准。"),
    }
}

/// Why a series cannot be tried: yearly growths in its longest unbroken run with the years of that run, all yearly
/// growths, and how many in a row it takes.
pub fn record_short(lang: Lang, name: &str, run: Option<(usize, &str)>, yearly: usize, needed: usize) -> String {
    let (growths, plural) = (run.map_or(0, |r| r.0), |n: usize| if n == 1 { "growth rate" } else { "growth rates" });
    match (lang, run.filter(|_| growths > 0)) {
        (Lang::En, None) => {
            format!("{name}: no yearly growth rate on the basis of the targets; it takes {needed} in a row.")
        }
        (Lang::En, Some((_, span))) => format!(
            "{name}: {growths} yearly {} in a row on one basis ({span}), {yearly} on record in all; it takes {needed} in \
             a row.",
            plural(growths)
        ),
        (Lang::Zh, None) => format!("{name}：没有目标口径的年度增速；至少需要连续{needed}个。"),
        (Lang::Zh, Some((_, span))) => {
            format!(
                "{name}：同一口径连续的年度增速只有{growths}个（{span}），全部记录共{yearly}个；至少需要连续{needed}个。"
            )
        }
    }
}

/// How the bands of a method fare beside the simplest rule; `scored` are clauses, `lower` the horizons at which that
/// rule had the lower error though that decides nothing.
pub fn record_scored(lang: Lang, bands: &str, scored: &[String], lower: &[u16]) -> String {
    let ahead = ahead(lang, lower);
    match (lang, lower.is_empty()) {
        (Lang::En, true) => format!("{bands} {}.", listed(lang, scored)),
        (Lang::En, false) => {
            format!("{bands} {}, though on average that rule had the smaller error {ahead}.", listed(lang, scored))
        }
        (Lang::Zh, true) => format!("{bands}{}。", scored.join("，")),
        (Lang::Zh, false) => format!("{bands}{}，但{ahead}，简单做法的平均误差更小。", scored.join("，")),
    }
}

/// Outcomes that lay mostly on one side of the middle of the band.
pub fn record_lean(lang: Lang, above: bool, of: &[HitRate]) -> String {
    let side = match (lang, above) {
        (Lang::En, true) => "Outcomes lay above the middle of these bands",
        (Lang::En, false) => "Outcomes lay below the middle of these bands",
        (Lang::Zh, true) => "，实际值多高于区间中位数",
        (Lang::Zh, false) => "，实际值多低于区间中位数",
    };
    match lang {
        Lang::En => format!("{}.", at_horizons(lang, side, of, true)),
        Lang::Zh => format!("{}。", at_horizons(lang, side, of, true)),
    }
}

/// How many outcomes of all horizons lay on one side of the middle.
pub fn record_erred(lang: Lang, above: bool, hits: usize, n: usize) -> String {
    match (lang, above) {
        (Lang::En, true) => format!("Of {n} outcomes {hits} lay above the middle of these bands."),
        (Lang::En, false) => format!("Of {n} outcomes {hits} lay below the middle of these bands."),
        (Lang::Zh, true) => format!("{n}次结果中有{hits}次高于区间中位数。"),
        (Lang::Zh, false) => format!("{n}次结果中有{hits}次低于区间中位数。"),
    }
}

/// What a chart of bands and outcomes shows: outcomes within the 80% band of either method.
pub fn record_chart(lang: Lang, n: usize, recent: usize, all: usize) -> String {
    match lang {
        Lang::En => {
            let told = |hits: usize| if hits == 0 { "none".to_owned() } else { hits.to_string() };
            format!(
                "Of {n} outcomes, {} lay within the band of the last years and {} within that of all years.",
                told(recent),
                told(all)
            )
        }
        Lang::Zh => {
            let told = |hits: usize| if hits == 0 { "没有一次".to_owned() } else { format!("{hits}次") };
            format!("{n}次结果中，{}落在近年增速的区间内，{}落在用全部增速的区间内。", told(recent), told(all))
        }
    }
}

/// A share with its interval, all formatted: `86% (60–96%)`.
pub fn share_between(lang: Lang, share: &str, low: &str, high: &str) -> String {
    match lang {
        Lang::En => format!("{share} ({low}–{high})"),
        Lang::Zh => format!("{share}（{low}—{high}）"),
    }
}

/// A range of percentages from digits: `2.1 to 10.4%`, `2.1%至10.4%`.
pub fn percent_range(lang: Lang, low: &str, high: &str) -> String {
    match lang {
        Lang::En => format!("{low} to {high}%"),
        Lang::Zh => format!("{low}%至{high}%"),
    }
}

/// What is tried on a series: the years of its figures, and how many yearly growths they give.
pub fn record_of(lang: Lang, span: &str, growths: usize) -> String {
    match lang {
        Lang::En => format!("Figures of {span}: {growths} yearly growth rates."),
        Lang::Zh => format!("{span}的数据，共{growths}个年度增速。"),
    }
}
