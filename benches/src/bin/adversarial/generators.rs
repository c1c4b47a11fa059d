//! Generates texts of every kind that may be opened or pasted as a link.

use fastrand::Rng;

/// The golden links of the tests, which some generators mutate.
const GOLDEN: &str = include_str!("../../../../tests/it/golden/links.in");

const KEYS: &[&str] = &[
    "v",
    "plan",
    "from",
    "to",
    "base.gdp",
    "base.va",
    "base.dep",
    "base.loan",
    "base.list",
    "real",
    "defl",
    "va",
    "dep",
    "loan",
    "list",
    "delist",
    "sd.gdp",
    "sd.loan",
    "tau.va",
    "tau.dep",
    "corr",
    "tcorr",
    "list.corr",
    "base.sd.va",
    "ar",
    "regime",
    "disp",
    "fx",
    "t27",
    "act.dep.2026",
    "act.list.2027",
    "act.gdp.2031",
    "m",
    "st",
    "seed",
    "model",
    "paths",
    "name",
    "by",
    "lang",
    "d",
];

const VALUES: &[&str] = &[
    "",
    "0",
    "-0",
    "1",
    "-1",
    "7.9",
    "0.0001",
    "-50",
    "100",
    "1000",
    "2023",
    "2025",
    "2026",
    "2030",
    "2035",
    "2036",
    "11,11,10",
    "1,2,3,4,5,6,7,8,9,10,11,12",
    ",",
    "1e9",
    "NaN",
    "inf",
    "0x10",
    "٣",
    "９",
    "each",
    "sum",
    "both",
    "en",
    "zh",
    "cq-2026.2",
    "deadbeef",
    "9F3A61C2",
    "R-a.d",
    "H1.u",
    "R-a.x",
    "C1.n",
    "R-a:dep:0/1/2:0.5:2026:0:1:0",
    "%",
    "%E5%8A%A0",
    "%FF",
    "%00",
    "%E2%80%AE",
    "%F3%A0%81%A7",
    "加快",
    "\u{202e}",
    "<script>",
    "=1+1",
    "&amp;",
];

const SERIES: &[&str] = &["gdp", "va", "dep", "loan", "list", "share", "ldr", "DEP", ""];

const SNIPPETS: &[&str] = &[
    "&",
    ";",
    "=",
    "?",
    "#",
    "/",
    ":",
    ",",
    ".",
    "%",
    "%25",
    "v=1",
    "&amp;",
    "amp;",
    "\u{0}",
    "\u{feff}",
    "\n",
    "。",
    "👩‍👧",
];

/// The name of a kind of text, and its generator.
pub type Generator = (&'static str, fn(&mut Rng) -> String);

pub const ALL: [Generator; 14] = [
    ("real keys", real_keys),
    ("repeated keys", repeated_keys),
    ("long lists", long_lists),
    ("huge numbers", huge_numbers),
    ("percent signs", percent_signs),
    ("measures", measures),
    ("stages", stages),
    ("comparisons", comparisons),
    ("mutated", mutated),
    ("spliced", spliced),
    ("wrapped", wrapped),
    ("bytes", bytes),
    ("characters", characters),
    ("up to a megabyte", megabyte),
];

fn choice<'a>(rng: &mut Rng, from: &[&'a str]) -> &'a str {
    rng.choice(from).copied().unwrap_or_default()
}

fn golden(rng: &mut Rng) -> String {
    let at = rng.usize(..GOLDEN.lines().count());
    GOLDEN.lines().nth(at).unwrap_or_default().to_owned()
}

/// A query with `count` parts; most queries have a version.
fn query(rng: &mut Rng, count: usize, mut part: impl FnMut(&mut Rng) -> String) -> String {
    let mut parts: Vec<String> = (0..count).map(|_| part(rng)).collect();
    if rng.u8(..) > 20 {
        parts.insert(rng.usize(..=parts.len()), "v=1".into());
    }
    parts.join(if rng.u8(..) < 10 { "&amp;" } else { "&" })
}

fn digits(rng: &mut Rng, most: usize) -> String {
    let count = rng.usize(1..=most);
    (0..count).map(|_| rng.digit(10)).collect()
}

fn number(rng: &mut Rng) -> String {
    match rng.u8(..6) {
        0 => choice(rng, VALUES).to_owned(),
        1 => format!("-{}", digits(rng, 4)),
        2 => format!("{}.{}", digits(rng, 3), digits(rng, 5)),
        _ => digits(rng, 3),
    }
}

fn real_keys(rng: &mut Rng) -> String {
    let count = rng.usize(..24);
    query(rng, count, |rng| {
        let key = choice(rng, KEYS);
        let value = if rng.bool() { number(rng) } else { choice(rng, VALUES).to_owned() };
        format!("{key}={value}")
    })
}

fn repeated_keys(rng: &mut Rng) -> String {
    let (key, count) = (choice(rng, KEYS), rng.usize(..1_000));
    query(rng, count, |rng| if rng.bool() { format!("{key}={}", number(rng)) } else { choice(rng, KEYS).to_owned() })
}

fn long_lists(rng: &mut Rng) -> String {
    let count = rng.usize(1..4);
    query(rng, count, |rng| {
        let length = rng.usize(..900);
        let separator = choice(rng, &[",", "/", ":", ".", "-", "%2C"]);
        let values: Vec<String> = (0..length).map(|_| number(rng)).collect();
        format!("{}={}", choice(rng, KEYS), values.join(separator))
    })
}

fn huge_numbers(rng: &mut Rng) -> String {
    let count = rng.usize(1..6);
    query(rng, count, |rng| {
        let (whole, places) = (digits(rng, 400), digits(rng, 30));
        let sign = choice(rng, &["", "-", "+", "−"]);
        let form = rng.u8(..3);
        let value = match form {
            0 => format!("{sign}{whole}"),
            1 => format!("{sign}{whole}.{places}"),
            _ => format!("{sign}{}e{places}", digits(rng, 5)),
        };
        format!("{}={value}", choice(rng, KEYS))
    })
}

fn percent_signs(rng: &mut Rng) -> String {
    let count = rng.usize(1..4);
    query(rng, count, |rng| {
        let length = rng.usize(..600);
        let escape = |rng: &mut Rng| match rng.u8(..5) {
            0 => "%".into(),
            1 => "%25".into(),
            2 => format!("%{:x}", rng.u8(..)),
            _ => format!("%{:02X}", rng.u8(..)),
        };
        let value: String = (0..length).map(|_| escape(rng)).collect();
        format!("{}={value}", choice(rng, &["name", "by", "plan", "m", "st", "dep"]))
    })
}

fn measures(rng: &mut Rng) -> String {
    let count = rng.usize(..60);
    query(rng, count, |rng| {
        if rng.u8(..) < 20 {
            return format!("m={}", ":".repeat(rng.usize(..30)));
        }
        let random = digits(rng, 3);
        let item = choice(rng, &["R-a", "J-c", "%E8%B7%AF", "a%3Ab", "", "%20", &random]).to_owned();
        let small = |rng: &mut Rng| if rng.u8(..) < 6 { number(rng) } else { rng.u8(..3).to_string() };
        let effect = [small(rng), small(rng), small(rng)].join("/");
        let chance = choice(rng, &["0", "0.5", "1", "1", "1.5", ""]);
        let (series, start, note) = (choice(rng, SERIES), rng.u16(2023..2037), choice(rng, VALUES));
        let (lag, ramp, fade) = (small(rng), small(rng), small(rng));
        let note = if rng.u8(..4) == 0 { format!(":{note}") } else { String::new() };
        format!("m={item}:{series}:{effect}:{chance}:{start}:{lag}:{ramp}:{fade}{note}")
    })
}

fn stages(rng: &mut Rng) -> String {
    let count = rng.usize(..400);
    query(rng, count, |rng| {
        let item = choice(rng, &["R-a", "R-b", "P-a", "F-e", "J-c", "H1", "H4", "C1", "R%2Da", "", "."]);
        format!("st={item}.{}", choice(rng, &["n", "u", "d", "d", "x", ""]))
    })
}

fn comparisons(rng: &mut Rng) -> String {
    let count = rng.usize(1..8);
    let part = |rng: &mut Rng| match rng.u8(..5) {
        0 => real_keys(rng),
        1 => golden(rng),
        2 => measures(rng),
        3 => choice(rng, SNIPPETS).to_owned(),
        _ => format!("v=1&dep={}&d=9f3a61c2", rng.u8(..100)),
    };
    (0..count).map(|_| part(rng)).collect::<Vec<_>>().join(";")
}

/// A golden link with some characters changed, lost, doubled or added.
fn mutated(rng: &mut Rng) -> String {
    let mut text: Vec<char> = golden(rng).chars().collect();
    for _ in 0..rng.usize(1..6) {
        let at = rng.usize(..=text.len());
        match rng.u8(..4) {
            0 => drop(text.splice(at.min(text.len().saturating_sub(1))..at, [])),
            1 => drop(text.splice(at..at, choice(rng, SNIPPETS).chars())),
            2 => drop(text.splice(at..at, [rng.char(' '..='~')])),
            _ => {
                let again: Vec<char> = text.iter().skip(at).take(rng.usize(..40)).copied().collect();
                text.splice(at..at, again);
            }
        }
    }
    text.into_iter().collect()
}

/// The beginning of one golden link and the end of another.
fn spliced(rng: &mut Rng) -> String {
    let (first, second) = (golden(rng), golden(rng));
    let (at, from) = (rng.usize(..=first.chars().count()), rng.usize(..=second.chars().count()));
    first.chars().take(at).chain(second.chars().skip(from)).collect()
}

/// A link as chats and mail may change it: percent-encoded as a whole, among other text, or both.
fn wrapped(rng: &mut Rng) -> String {
    let mut text = if rng.bool() { golden(rng) } else { real_keys(rng) };
    for _ in 0..rng.usize(..3) {
        text = text
            .bytes()
            .map(|b| if b.is_ascii_alphanumeric() { char::from(b).into() } else { format!("%{b:02X}") })
            .collect();
    }
    let (before, after) = (rng.usize(..30), rng.usize(..30));
    let noise = |rng: &mut Rng, count| -> String { (0..count).map(|_| choice(rng, SNIPPETS)).collect() };
    format!("{}https://example.org/?q=1#/lab?{text}{}", noise(rng, before), noise(rng, after))
}

fn bytes(rng: &mut Rng) -> String {
    let count = rng.usize(..3_000);
    let bytes: Vec<u8> = (0..count).map(|_| rng.u8(..)).collect();
    format!("{}{}", choice(rng, &["", "v=1&", "#/lab?v=1&name="]), String::from_utf8_lossy(&bytes))
}

fn characters(rng: &mut Rng) -> String {
    let count = rng.usize(..2_200);
    let any: String = (0..count).map(|_| rng.char(..)).collect();
    format!("{}{any}", choice(rng, &["", "v=1&", "v=1&name=", "v=1&m=", "v=1;"]))
}

/// One piece repeated, up to a megabyte; the logarithm of the length is uniform.
fn megabyte(rng: &mut Rng) -> String {
    let pieces: [fn(&mut Rng) -> String; 6] =
        [real_keys, golden, mutated, comparisons, |rng| choice(rng, SNIPPETS).into(), |rng| choice(rng, KEYS).into()];
    let piece = rng.choice(pieces).map(|make| make(rng)).unwrap_or_default();
    let length = 10f64.powf(rng.f64() * 6.0) as usize;
    let start = choice(rng, &["", "v=1&", "#/lab?v=1&", "v=1;", "?"]);
    let mut text = format!("{start}{}", piece.repeat(length / piece.len().max(1)));
    if rng.bool() {
        text.push_str("&v=1");
    }
    text
}
