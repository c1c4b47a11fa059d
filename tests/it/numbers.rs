//! Numbers as typed and as written.

use proptest::prelude::*;
use two_rivers::decimal::{Decimal, DecimalError};
use two_rivers::text::Lang::{En, Zh};
use two_rivers::text::format;
use two_rivers::text::format::{AsOf, Currency, typed};

proptest! {
    #[test]
    fn a_decimal_has_one_spelling(raw in -10_000_000_000i64..10_000_000_000) {
        let d = Decimal::from_raw(raw);
        prop_assert_eq!(d.to_string().parse(), Ok(d));
        prop_assert_eq!(serde_json::from_str::<Decimal>(&serde_json::to_string(&d).unwrap()).unwrap(), d);
        prop_assert_eq!(Decimal::nearest(d.to_f64()), Some(d));
        prop_assert_eq!(typed(&format::number(d.to_f64(), 4)), Ok(d));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,20}") {
        let _ = typed(&text);
        let _ = text.parse::<Decimal>();
    }
}

/// Whether a text holds a negative nothing, such as −0.00.
fn is_negative_nothing(text: &str) -> bool {
    let rest = text.trim_start_matches(['\u{2212}', '-']);
    let digits: String = rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    rest.len() < text.len() && !digits.is_empty() && digits.bytes().all(|b| matches!(b, b'0' | b'.' | b','))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    /// Nothing has no sign, in any unit, language and currency, and in tables.
    #[test]
    fn nothing_is_never_negative(exponent in -12.0f64..6.0, negative in any::<bool>(), decimals in 0usize..5) {
        let value = if negative { -(10f64.powf(exponent)) } else { 10f64.powf(exponent) };
        for value in [value, -0.0, 0.0, value / 1e9] {
            let mut all = vec![
                format::number(value, decimals),
                format::trimmed(value, decimals),
                format::signed(value, decimals),
                format::percent(value, decimals),
                two_rivers::export::fixed(value, decimals),
            ];
            for lang in [En, Zh] {
                all.push(format::points_signed(lang, value, decimals));
                all.push(format::companies_signed(lang, value, decimals));
                for currency in [Currency::Cny, Currency::Usd(7.2)] {
                    all.extend([format::money, format::money_short, format::money_signed].map(|f| f(lang, currency, value)));
                }
            }
            for text in all {
                prop_assert!(!is_negative_nothing(&text), "{text}");
            }
        }
    }

    /// Rounded parts add up to the total, and none is off by a whole digit where the total is that of the parts.
    #[test]
    fn rounded_parts_add_up(parts in prop::collection::vec(-50.0f64..50.0, 1..9), digit in prop::sample::select(vec![1.0, 0.1, 0.01])) {
        let total = (parts.iter().sum::<f64>() / digit).round() as i64;
        let rounded = format::adding_up(&parts, digit, total);
        prop_assert_eq!(rounded.iter().sum::<i64>(), total);
        for (part, n) in parts.iter().zip(&rounded) {
            prop_assert!((part / digit - *n as f64).abs() <= 1.0 + 1e-6, "{parts:?} {rounded:?}");
        }
    }

    #[test]
    fn shares_are_a_hundred_hundredths(parts in prop::collection::vec(0.0f64..1.0, 1..8), keep in any::<bool>()) {
        let sum: f64 = parts.iter().sum::<f64>() + 1e-9;
        let parts: Vec<f64> = parts.iter().map(|p| p / sum).collect();
        let fixed = keep.then(|| parts.len() - 1).filter(|_| parts.len() > 1);
        let shares = format::shares_of_100(&parts, fixed);
        prop_assert_eq!(shares.iter().sum::<u32>(), 100, "{:?} {:?}", parts, shares);
        if let Some(at) = fixed {
            prop_assert_eq!(shares[at], format::in_100(parts[at]));
        }
    }
}

/// With a table of largest remainders by hand.
#[test]
fn the_largest_remainders_get_what_is_left() {
    // 72.6 + 24.2 + 3.1 + 0.05 + 0.05: 72 + 24 + 3 leave one for the first.
    assert_eq!(format::shares_of_100(&[0.726, 0.242, 0.031, 0.0005, 0.0005], None), [73, 24, 3, 0, 0]);
    // What stands elsewhere keeps its own rounding: 16.6 is 17.
    assert_eq!(format::shares_of_100(&[0.414, 0.42, 0.166], Some(2)), [41, 42, 17]);
    // 1.52 + 1.52 + 0.62 + 0.54 − 0.17 − 0.14 + 0 = 3.89.
    assert_eq!(format::adding_up(&[1.52, 1.52, 0.62, 0.54, -0.17, -0.14, 0.0], 0.1, 39), [15, 15, 6, 6, -2, -1, 0]);
    assert_eq!([0, 1, 50, 100].map(format::hundredths), ["<1%", "1%", "50%", ">99%"]);
}

#[test]
fn typed_numbers() {
    let ok = |text: &str, raw: i64| assert_eq!(typed(text), Ok(Decimal::from_raw(raw)), "{text}");
    ok("12.5", 125_000);
    ok(" −3% ", -30_000);
    ok("１２．５", 125_000);
    ok("61,000", 610_000_000);
    ok("１２，０００", 120_000_000);
    ok("+7.0001", 70_001);
    for text in ["", "-", ".", "1.", ".5", "1,5", "12,34.5", "1e3", "abc", "1.2.3", "--1", "NaN", "inf"] {
        assert_eq!(typed(text), Err(DecimalError::NotANumber), "{text}");
    }
    assert_eq!(typed("1.23456"), Err(DecimalError::TooPrecise));
    assert_eq!(typed("99999999999"), Err(DecimalError::TooLarge));
    assert_eq!(typed("99999999999999999999999999"), Err(DecimalError::TooLarge));
}

#[test]
fn a_json_number_with_more_places_is_refused() {
    assert!(serde_json::from_str::<Decimal>("1.00001").is_err());
    assert!(serde_json::from_str::<Decimal>("1e400").is_err());
    assert!(serde_json::from_str::<Decimal>("null").is_err());
}

#[test]
fn money_in_both_languages() {
    let en = |yi| format::money(En, Currency::Cny, yi);
    let zh = |yi| format::money(Zh, Currency::Cny, yi);
    assert_eq!((en(61_000.0), zh(61_000.0)), ("6.10\u{a0}tn yuan".into(), "6.10万亿元".into()));
    assert_eq!((en(2857.1), zh(2857.1)), ("285.7\u{a0}bn yuan".into(), "2,857亿元".into()));
    assert_eq!((en(9_999.9), zh(9_999.9)), ("1.00\u{a0}tn yuan".into(), "1.00万亿元".into()));
    assert_eq!(format::money_short(En, Currency::Cny, 80_000.0), "8\u{a0}tn yuan");
    assert_eq!(format::money_short(Zh, Currency::Cny, 3000.0), "3,000亿元");
    assert_eq!(format::money_signed(En, Currency::Cny, -1000.0), "\u{2212}100.0\u{a0}bn yuan");
    assert_eq!(format::money(En, Currency::Usd(7.229), 3000.0), "41.5\u{a0}bn dollars");
    assert_eq!(format::money(Zh, Currency::Usd(7.1875), 80_000.0), "1.11万亿美元");
}

#[test]
fn signs_and_units() {
    assert_eq!(format::number(-0.04, 1), "0.0");
    assert_eq!(format::signed(0.04, 1), "0.0");
    assert_eq!(format::signed(1234.5, 1), "+1,234.5");
    assert_eq!(format::trimmed(1200.0, 2), "1,200");
    assert_eq!(format::percent(14.52, 1), "14.5%");
    assert_eq!(format::companies(En, 1.0, 0), "1\u{a0}company");
    assert_eq!(format::companies(Zh, 98.0, 0), "98家");
    assert_eq!(format::span(En, 2021, 2025), "2021–25");
    assert_eq!(format::span(Zh, 2021, 2025), "2021—2025年");
}

/// Ends in years: mid-2024 is half a year after the end of 2023. By hand.
#[test]
fn dates_of_figures_are_read_and_told() {
    for (text, ends, part, en, zh) in [
        ("2024-11", 2023.0 + 11.0 / 12.0, false, "November 2024", "2024年11月"),
        ("2024-12", 2024.0, false, "December 2024", "2024年12月"),
        ("2025-12-31", 2025.0, false, "31 December 2025", "2025年12月31日"),
        ("2020-01..09", 2019.75, true, "January–September 2020", "2020年1—9月"),
        ("2024H1", 2023.5, true, "first half of 2024", "2024年上半年"),
        ("2016Q1", 2015.25, true, "January–March 2016", "2016年1—3月"),
    ] {
        let read = AsOf::parse(text).unwrap();
        assert!((read.ends() - ends).abs() < 1e-12, "{text}: {}", read.ends());
        assert_eq!((read.is_part(), read.text(En).as_str(), read.text(Zh).as_str()), (part, en, zh));
    }
    for text in ["", "2024", "2024-13", "2024-00", "2024H3", "2024Q5", "2021..2023", "2024-1-40", "今年-11", "2024-"]
    {
        assert_eq!(AsOf::parse(text), None, "{text}");
    }
    let told = |text: &str| (format::as_of(En, text), format::as_of(Zh, text));
    assert_eq!(told("2021..2023"), ("2021–23".into(), "2021—2023年".into()));
    assert_eq!(told("2015"), ("2015".into(), "2015年".into()));
    assert_eq!(told("2024H1"), ("first half of 2024".into(), "2024年上半年".into()));
}

/// Amounts of a table stand in one unit with all their digits.
#[test]
fn tables_keep_all_digits() {
    assert_eq!(
        (format::money_table(En, 33_757.93), format::money_table(Zh, 33_757.93)),
        ("3,375.793".into(), "33,757.93".into())
    );
    assert_eq!((format::money_table(En, 818.6), format::money_table(Zh, 61_000.0)), ("81.86".into(), "61,000".into()));
}
