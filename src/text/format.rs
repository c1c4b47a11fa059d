//! How numbers are written, in each language. Money comes in 亿元 (100 million yuan).

use crate::decimal::{Decimal, DecimalError};
use crate::text::Lang;

/// The currency in which money is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Currency {
    /// Yuan.
    Cny,
    /// US dollars, at this many yuan each.
    Usd(f64),
}

/// Digits with a true minus sign and thousands separators.
pub fn number(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let is_zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    let sign = if value < 0.0 && !is_zero { "\u{2212}" } else { "" };
    match fraction {
        Some(f) => format!("{sign}{grouped}.{f}"),
        None => format!("{sign}{grouped}"),
    }
}

/// As [`number`], without zeros at the end of the decimals.
pub fn trimmed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// As [`number`], with a plus sign where it is above zero.
pub fn signed(value: f64, decimals: usize) -> String {
    let text = number(value, decimals);
    let positive = value > 0.0 && text.bytes().any(|b| matches!(b, b'1'..=b'9'));
    if positive { format!("+{text}") } else { text }
}

/// An amount with its unit: trillions with two decimals, less in billions with one (English), in 亿 (Chinese).
pub fn money(lang: Lang, currency: Currency, yi: f64) -> String {
    money_with(lang, currency, yi, number)
}

/// As [`money`], without zeros at the end of the decimals: for round targets.
pub fn money_short(lang: Lang, currency: Currency, yi: f64) -> String {
    money_with(lang, currency, yi, trimmed)
}

/// As [`money`], with a sign in front.
pub fn money_signed(lang: Lang, currency: Currency, yi: f64) -> String {
    money_with(lang, currency, yi, signed)
}

fn money_with(lang: Lang, currency: Currency, yi: f64, digits: fn(f64, usize) -> String) -> String {
    let (amount, dollars) = match currency {
        Currency::Cny => (yi, false),
        Currency::Usd(rate) => (yi / rate, true),
    };
    // Decided on the rounded amount, so that 9,999.99 does not become "1,000.0 bn".
    let trillions = (amount.abs() / 10_000.0 * 100.0).round() >= 100.0;
    match (lang, trillions) {
        (Lang::En, true) => {
            format!("{}\u{a0}tn {}", digits(amount / 10_000.0, 2), if dollars { "dollars" } else { "yuan" })
        }
        (Lang::En, false) => {
            format!("{}\u{a0}bn {}", digits(amount / 10.0, 1), if dollars { "dollars" } else { "yuan" })
        }
        (Lang::Zh, true) => format!("{}万亿{}", digits(amount / 10_000.0, 2), if dollars { "美元" } else { "元" }),
        (Lang::Zh, false) => format!("{}亿{}", digits(amount, 0), if dollars { "美元" } else { "元" }),
    }
}

/// The unit of amounts in a table, all of them in one.
pub fn money_table_unit(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "bn yuan",
        Lang::Zh => "亿元",
    }
}

/// An amount in that unit with all its digits.
pub fn money_table(lang: Lang, yi: f64) -> String {
    match lang {
        Lang::En => trimmed(yi / 10.0, 3),
        Lang::Zh => trimmed(yi, 2),
    }
}

/// From this many 亿元 on, an axis counts in trillions.
pub const TRILLIONS: f64 = 20_000.0;

/// A short label for an axis: the number alone, in the unit of [`money_axis_unit`].
pub fn money_axis(lang: Lang, currency: Currency, yi: f64, largest: f64) -> String {
    let amount = match currency {
        Currency::Cny => yi,
        Currency::Usd(rate) => yi / rate,
    };
    match (lang, largest >= TRILLIONS) {
        (_, true) => trimmed(amount / 10_000.0, 2),
        (Lang::En, false) => trimmed(amount / 10.0, 1),
        (Lang::Zh, false) => trimmed(amount, 1),
    }
}

/// The unit of an axis whose largest value is this many 亿元.
pub fn money_axis_unit(lang: Lang, currency: Currency, largest: f64) -> &'static str {
    match (lang, largest >= TRILLIONS, currency) {
        (Lang::En, true, Currency::Cny) => "tn yuan",
        (Lang::En, false, Currency::Cny) => "bn yuan",
        (Lang::En, true, Currency::Usd(_)) => "tn dollars",
        (Lang::En, false, Currency::Usd(_)) => "bn dollars",
        (Lang::Zh, true, Currency::Cny) => "万亿元",
        (Lang::Zh, false, Currency::Cny) => "亿元",
        (Lang::Zh, true, Currency::Usd(_)) => "万亿美元",
        (Lang::Zh, false, Currency::Usd(_)) => "亿美元",
    }
}

/// A percentage: `14.5%`.
pub fn percent(value: f64, decimals: usize) -> String {
    with_percent(&number(value, decimals))
}

/// A probability in whole hundredths, the same wherever it is said: 0 stands for fewer than 1, 100 for more than 99.
pub fn in_100(value: f64) -> u32 {
    if value < 0.005 {
        0
    } else if value >= 0.995 {
        100
    } else {
        libm::round(100.0 * value) as u32
    }
}

/// Whether so many hundredths are shown as a bound only.
pub const fn is_bound(n: u32) -> bool {
    n == 0 || n >= 100
}

/// So many hundredths of all, never 0 or 100%.
pub fn hundredths(n: u32) -> String {
    match n {
        0 => format!("<{}", percent(1.0, 0)),
        100.. => format!(">{}", percent(99.0, 0)),
        n => percent(f64::from(n), 0),
    }
}

/// A probability in whole percent with a bound of its error: never 0 or 100, and said to be about where that is above half a
/// percent.
pub fn chance(value: f64, bound: f64) -> String {
    let n = in_100(value);
    let about = if bound > 0.005 && !is_bound(n) { "≈" } else { "" };
    format!("{about}{}", hundredths(n))
}

/// Parts in whole digits that add up to `total` of them: each rounded down, and the digits that are left to the largest
/// remainders. The total must be that of the parts but for rounding.
pub fn adding_up(parts: &[f64], digit: f64, total: i64) -> Vec<i64> {
    let down = |(at, part): (usize, &f64)| {
        let digits = part / digit;
        (at, digits - digits.floor(), digits.floor() as i64)
    };
    let mut shares: Vec<(usize, f64, i64)> = parts.iter().enumerate().map(down).collect();
    let left = total - shares.iter().map(|s| s.2).sum::<i64>();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let count = shares.len() as i64;
    for (place, share) in (0..).zip(&mut shares) {
        // Each gets one, the first ones one more, or gives one back, the last ones first.
        share.2 += left.div_euclid(count) + i64::from(place < left.rem_euclid(count));
    }
    shares.sort_by_key(|s| s.0);
    shares.into_iter().map(|s| s.2).collect()
}

/// Parts of a whole in hundredths that add up to 100; `fixed` is one that is said elsewhere and keeps its own rounding.
pub fn shares_of_100(parts: &[f64], fixed: Option<usize>) -> Vec<u32> {
    let kept = fixed.and_then(|at| parts.get(at)).map_or(0, |p| in_100(*p));
    let others = parts.iter().enumerate().filter(|(at, _)| Some(*at) != fixed).map(|(_, p)| p.max(0.0));
    let others: Vec<f64> = others.collect();
    let mut rounded = adding_up(&others, 0.01, 100 - i64::from(kept)).into_iter().map(|n| n.max(0) as u32);
    let part = |at: usize| if Some(at) == fixed { Some(kept) } else { rounded.next() };
    (0..parts.len()).filter_map(part).collect()
}

/// A share of something, 0 to 1, in tenths of a percent; `under 0.1%` rather than nothing.
pub fn share(lang: Lang, value: f64) -> String {
    match lang {
        _ if value >= 0.0005 => percent(100.0 * value, 1),
        Lang::En => format!("under {}", percent(0.1, 1)),
        Lang::Zh => format!("不足{}", percent(0.1, 1)),
    }
}

/// Puts the percent sign behind digits.
pub fn with_percent(digits: &str) -> String {
    format!("{digits}%")
}

/// Percentage points: `0.52 points`, `0.52个百分点`.
pub fn points(lang: Lang, value: f64, decimals: usize) -> String {
    unit_of_points(lang, &number(value, decimals))
}

/// Percentage points with a sign in front.
pub fn points_signed(lang: Lang, value: f64, decimals: usize) -> String {
    unit_of_points(lang, &signed(value, decimals))
}

fn unit_of_points(lang: Lang, digits: &str) -> String {
    match lang {
        Lang::En => format!("{digits}\u{a0}points"),
        Lang::Zh => format!("{digits}个百分点"),
    }
}

/// A number of companies: `98 companies`, `98家`.
pub fn companies(lang: Lang, value: f64, decimals: usize) -> String {
    unit_of_companies(lang, &trimmed(value, decimals))
}

/// A number of companies with a sign in front.
pub fn companies_signed(lang: Lang, value: f64, decimals: usize) -> String {
    let digits = signed(value, decimals);
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { &digits };
    unit_of_companies(lang, digits)
}

fn unit_of_companies(lang: Lang, digits: &str) -> String {
    match lang {
        Lang::En if digits.trim_start_matches(['+', '\u{2212}']) == "1" => format!("{digits}\u{a0}company"),
        Lang::En => format!("{digits}\u{a0}companies"),
        Lang::Zh => format!("{digits}家"),
    }
}

/// A span of years: `2021–25`, `2021—2025年`.
pub fn span(lang: Lang, from: u16, to: u16) -> String {
    match lang {
        Lang::En if from / 100 == to / 100 => format!("{from}–{:02}", to % 100),
        Lang::En => format!("{from}–{to}"),
        Lang::Zh => format!("{from}—{to}年"),
    }
}

/// What a figure refers to where that is not a whole year or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsOf {
    pub year: u16,
    /// First and last month, 1 to 12; the same twice for a balance at the end of a month.
    pub months: (u16, u16),
    /// Day of the last month, where it is not its end.
    pub day: Option<u16>,
}

impl AsOf {
    /// Reads `2024-11`, `2025-12-13`, `2020-01..09`, `2024H1` and `2016Q1`.
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str, most: u16| text.parse::<u16>().ok().filter(|n| (1..=most).contains(n));
        let (year, rest) = text.split_at_checked(4)?;
        let year = number(year, 9999)?;
        let period = |months, day| Some(Self { year, months, day });
        let part = |text: &str, parts: u16| {
            let last = number(text, parts)? * (12 / parts);
            period((last - 12 / parts + 1, last), None)
        };
        if let Some(half) = rest.strip_prefix('H') {
            return part(half, 2);
        }
        if let Some(quarter) = rest.strip_prefix('Q') {
            return part(quarter, 4);
        }
        let rest = rest.strip_prefix('-')?;
        if let Some((first, last)) = rest.split_once("..") {
            return period((number(first, 12)?, number(last, 12)?), None);
        }
        match rest.split_once('-') {
            Some((month, day)) => period((number(month, 12)?, number(month, 12)?), Some(number(day, 31)?)),
            None => period((number(rest, 12)?, number(rest, 12)?), None),
        }
    }

    /// Its end in years, the end of 2024 being 2024.0.
    pub fn ends(self) -> f64 {
        let part = self.day.map_or(1.0, |day| f64::from(day) / 31.0);
        f64::from(self.year) - 1.0 + (f64::from(self.months.1) - 1.0 + part) / 12.0
    }

    /// Whether it is a part of a year, whose amounts and shares are not those of a whole one.
    pub fn is_part(self) -> bool {
        self.months.0 != self.months.1
    }

    /// In words: `November 2024`, `January–September 2020`, `first half of 2024`.
    pub fn text(self, lang: Lang) -> String {
        let Self { year, months: (first, last), day } = self;
        match (lang, day) {
            (_, Some(day)) => date(lang, [year, last, day].map(u32::from)),
            (Lang::En, None) if first == last => format!("{} {year}", month_name(last)),
            (Lang::Zh, None) if first == last => format!("{year}年{last}月"),
            (Lang::En, None) if (first, last) == (1, 6) => format!("first half of {year}"),
            (Lang::Zh, None) if (first, last) == (1, 6) => format!("{year}年上半年"),
            (Lang::En, None) => format!("{}–{} {year}", month_name(first), month_name(last)),
            (Lang::Zh, None) => format!("{year}年{first}—{last}月"),
        }
    }
}

/// What a figure refers to, in words: a part of a year, a year or several; as it stands where it is none of these.
pub fn as_of(lang: Lang, text: &str) -> String {
    if let Some(date) = AsOf::parse(text) {
        return date.text(lang);
    }
    let years: Vec<u16> = text.split("..").filter_map(|year| year.parse().ok()).collect();
    match (lang, years.as_slice()) {
        (_, [first, last]) => span(lang, *first, *last),
        (Lang::Zh, [year]) => format!("{year}年"),
        _ => text.to_owned(),
    }
}

/// The English name of a month, 1 to 12.
fn month_name(month: u16) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::from(month).checked_sub(1).and_then(|m| MONTHS.get(m)).copied().unwrap_or_default()
}

/// From a year on.
pub fn since(lang: Lang, year: u16) -> String {
    match lang {
        Lang::En => format!("from {year}"),
        Lang::Zh => format!("自{year}年"),
    }
}

/// A day of the calendar.
pub fn date(lang: Lang, [year, month, day]: [u32; 3]) -> String {
    match lang {
        Lang::En => format!("{day} {} {year}", month_name(u16::try_from(month).unwrap_or_default())),
        Lang::Zh => format!("{year}年{month}月{day}日"),
    }
}

/// Reads what a person typed: full-width digits and signs, a percent sign, spaces and separators of thousands are
/// understood. A comma that does not separate thousands is refused, since it may have been meant as a decimal point.
///
/// # Errors
///
/// What [`Decimal`] says of the text that is left.
pub fn typed(text: &str) -> Result<Decimal, DecimalError> {
    let plain = text.chars().filter_map(|c| match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xff10 + u32::from('0')),
        '．' | '。' => Some('.'),
        '，' => Some(','),
        '－' | '\u{2212}' | '–' => Some('-'),
        '%' | '％' | '+' | '＋' => None,
        c if c.is_whitespace() => None,
        c => Some(c),
    });
    let plain: String = plain.collect();
    let whole = plain.split('.').next().unwrap_or_default();
    if whole.split(',').skip(1).any(|group| group.len() != 3) {
        return Err(DecimalError::NotANumber);
    }
    let (whole, rest) = plain.split_at(whole.len());
    format!("{}{rest}", whole.replace(',', "")).parse()
}
