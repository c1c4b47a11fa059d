//! Sentences about what changes with the rule for growth, and where a growth stands among those of the provinces.

use crate::text::Lang;
use crate::text::sentences::targets::count;

/// Whether the rules agree on a target, and how its probability ranges over them; probabilities 0 to 1.
pub fn over_rules(lang: Lang, name: &str, met: usize, rules: usize, own: f64, range: (f64, f64)) -> String {
    let of_100 = |p: f64| libm::round(100.0 * p);
    let (own, low, high) = (of_100(own), of_100(range.0), of_100(range.1));
    let number = |n: f64| match lang {
        Lang::En if n < 1.0 => "fewer than 1".to_owned(),
        Lang::En => format!("{n:.0}"),
        Lang::Zh if n < 1.0 => "不足1%".to_owned(),
        Lang::Zh => format!("{n:.0}%"),
    };
    let all = count(lang, rules);
    match lang {
        Lang::En => {
            let agree = match met {
                0 => format!("{name}: none of the {all} rules meets the target; "),
                n if n == rules => format!("{name}: all {all} rules meet the target; "),
                n => format!("{name}: the rules disagree, {} of {all} meets the target; ", count(lang, n)),
            };
            let agree = if met > 1 { agree.replace(" meets ", " meet ") } else { agree };
            let chance = if high - low < 0.5 {
                format!("{} in 100 under each.", number(own))
            } else {
                format!("{} in 100, {} to {high:.0} over {all} rules.", number(own), number(low))
            };
            agree + &chance
        }
        Lang::Zh => {
            let agree = match met {
                0 => format!("{name}：{all}种规则下均未达标；"),
                n if n == rules => format!("{name}：{all}种规则下均达标；"),
                n => format!("{name}：规则之间结论不一，{all}种中有{}种达标；", count(lang, n)),
            };
            let chance = if high - low < 0.5 {
                format!("各规则下的达成概率均{}。", if own < 1.0 { number(own) } else { format!("为{}", number(own)) })
            } else {
                format!("达成概率{}，各规则在{}至{high:.0}%之间。", number(own), number(low))
            };
            agree + &chance
        }
    }
}

/// How the yearly growths of all provinces were spread: the middle half, and where a value stands among them.
pub fn among_provinces(lang: Lang, low: &str, high: &str, years: &str, stands: QuantileRank) -> String {
    match lang {
        Lang::En => {
            let stands = match stands {
                QuantileRank::LowestTenth => "yours is among the lowest tenth",
                QuantileRank::LowestQuarter => "yours is in the lowest quarter",
                QuantileRank::BelowMiddle => "yours is in the lower middle",
                QuantileRank::AboveMiddle => "yours is in the upper middle",
                QuantileRank::HighestQuarter => "yours is in the highest quarter",
                QuantileRank::HighestTenth => "yours is among the highest tenth",
            };
            format!("31 provinces, {years}: half lay between {low} and {high}; {stands}.")
        }
        Lang::Zh => {
            let stands = match stands {
                QuantileRank::LowestTenth => "当前值处于最低的一成",
                QuantileRank::LowestQuarter => "当前值处于最低的四分之一",
                QuantileRank::BelowMiddle => "当前值处于中间偏低",
                QuantileRank::AboveMiddle => "当前值处于中间偏高",
                QuantileRank::HighestQuarter => "当前值处于最高的四分之一",
                QuantileRank::HighestTenth => "当前值处于最高的一成",
            };
            format!("31个省份{years}：半数在{low}至{high}之间，{stands}。")
        }
    }
}

/// Where a value stands among others, by their deciles and quartiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuantileRank {
    LowestTenth,
    LowestQuarter,
    BelowMiddle,
    AboveMiddle,
    HighestQuarter,
    HighestTenth,
}

impl QuantileRank {
    /// From the quantiles at 10, 25, 50, 75 and 90 %; a value on one counts as below it.
    pub fn of(value: f64, quantiles: [f64; 5]) -> Self {
        let [tenth, quarter, half, three_quarters, nine_tenths] = quantiles;
        match value {
            v if v <= tenth => Self::LowestTenth,
            v if v <= quarter => Self::LowestQuarter,
            v if v <= half => Self::BelowMiddle,
            v if v <= three_quarters => Self::AboveMiddle,
            v if v <= nine_tenths => Self::HighestQuarter,
            _ => Self::HighestTenth,
        }
    }
}
