//! Version 1 of the link. Frozen since its release: links made with it must always be readable.

use std::collections::{BTreeSet, btree_map};
use std::fmt::Write;

use crate::codec::field_error::quote;
use crate::codec::link::{Link, LinkError, MAX_LINK_CHARS, percent_decode, percent_encode};
use crate::codec::{FieldError, FieldErrorKind};
use crate::decimal::{Decimal, DecimalError};
use crate::plain_text::is_plain_text;
use crate::plan::{Lever, MODEL, Plan, Reading, Series};
use crate::scenario::{AUTHOR_LIMIT, LEVEL_LIMIT, MEASURE_LIMIT, Measure, NAME_LIMIT, Scenario, Values};
use crate::text::Lang;
use crate::text::sentences::links::Form;
use crate::tracking::{ItemRecord, ItemStatus, TrackingRecord, is_followed};

const VERSION: &str = "1";

/// Writes a scenario as the query of a link: only what differs from the plan's defaults, in a fixed order.
pub fn encode(plan: &Plan, scenario: &Scenario, lang: Option<Lang>, checksum: u32) -> String {
    let default = Scenario::new(plan);
    let mut query = format!("v={VERSION}&plan={}&model={MODEL}", percent_encode(&plan.release));
    let mut put = |key: &str, value: &str| {
        // Writing to a String cannot fail.
        let _ = write!(query, "&{key}={value}");
    };
    if scenario.from != default.from {
        put("from", &scenario.from.to_string());
    }
    if scenario.to != default.to {
        put("to", &scenario.to.to_string());
    }
    for (series, value) in &scenario.base {
        put(&format!("base.{series}"), &value.to_string());
    }
    for lever in scenario.levers.keys() {
        if scenario.is_at_default(plan, *lever) {
            continue;
        }
        let values = scenario.projected(plan, *lever);
        put(lever.key(), &values.iter().map(|v| v.to_string()).collect::<Vec<_>>().join(","));
    }
    if scenario.reading != default.reading {
        put("t27", scenario.reading.key());
    }
    for (series, by_year) in &scenario.actuals {
        for (year, value) in by_year {
            put(&format!("act.{series}.{year}"), &value.to_string());
        }
    }
    for m in &scenario.measures {
        let item = percent_encode(&m.item);
        let Measure { series, low, central, high, probability, start, lag, ramp, fade, .. } = m;
        let note = if m.note.is_empty() { String::new() } else { format!(":{}", percent_encode(&m.note)) };
        put("m", &format!("{item}:{series}:{low}/{central}/{high}:{probability}:{start}:{lag}:{ramp}:{fade}{note}"));
    }
    if scenario.seed != default.seed {
        put("seed", &scenario.seed.to_string());
    }
    if !scenario.name.is_empty() {
        put("name", &percent_encode(&scenario.name));
    }
    if !scenario.author.is_empty() {
        put("by", &percent_encode(&scenario.author));
    }
    if let Some(lang) = lang {
        put("lang", lang.key());
    }
    put("d", &format!("{checksum:08x}"));
    query
}

/// Adds the statuses of a journal to the query of a link, as many as fit; dates, notes and evidence are left out.
/// Returns the query and the items that did not fit.
pub fn with_statuses(mut query: String, journal: &TrackingRecord) -> (String, Vec<String>) {
    let mut omitted = Vec::new();
    for (id, entry) in journal.iter() {
        let Some(letter) = entry.status.letter() else { continue };
        let part = format!("&st={}.{letter}", percent_encode(id));
        if query.chars().count() + part.len() <= MAX_LINK_CHARS {
            query.push_str(&part);
        } else {
            omitted.push(id.to_owned());
        }
    }
    (query, omitted)
}

/// Reads the query of a link. A part that cannot be used is reported; its default is used, or it is left out.
///
/// # Errors
///
/// [`LinkError`] if the query is too long or its version missing or unknown.
pub fn decode(plan: &Plan, query: &str) -> Result<Link, LinkError> {
    // Does not count all characters: a text may have a million.
    if query.chars().nth(MAX_LINK_CHARS).is_some() {
        return Err(LinkError::TooLong(query.len()));
    }
    let pairs: Vec<(&str, &str)> = query.split('&').map(pair).collect();
    match pairs.iter().find(|(key, _)| *key == "v") {
        None => return Err(LinkError::NotALink),
        Some((_, VERSION)) => {}
        Some((_, other)) => return Err(LinkError::UnknownVersion(quote(other))),
    }
    let mut reader = Reader {
        plan,
        scenario: Scenario::new(plan),
        journal: TrackingRecord::default(),
        lang: None,
        checksum: None,
        release: None,
        model: 1,
    };
    // First, wherever they are in the link: defaults, base values and projected years depend on these two.
    let first = |key: &str| pairs.iter().find(|(k, _)| *k == key);
    let bounds: Vec<_> =
        ["from", "to"].into_iter().filter_map(first).map(|(k, v)| (*k, *v, reader.read_bound(k, v))).collect();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for (key, value) in pairs {
        if key.is_empty() && value.is_empty() {
            continue;
        }
        let result = if !seen.insert(key) && key != "m" && key != "st" {
            Err(FieldErrorKind::Duplicate)
        } else if let Some((_, _, result)) = bounds.iter().find(|(k, _, _)| *k == key) {
            result.clone()
        } else {
            reader.read_part(key, value)
        };
        if let Err(kind) = result {
            problems.push(field_error(key, value, kind));
        }
    }
    let Reader { scenario, journal, lang, checksum, release, model, .. } = reader;
    Ok(Link { scenario, journal, lang, checksum, release, model, problems })
}

fn field_error(key: &str, value: &str, kind: FieldErrorKind) -> FieldError {
    let is_actual = key.starts_with("act.");
    let expected = match key {
        "from" | "to" => Form::Year,
        "seed" | "paths" | "model" => Form::Whole,
        "t27" => Form::Reading,
        "m" => Form::Measure,
        "st" => Form::Stage,
        "name" | "by" | "plan" => Form::Text,
        "lang" => Form::Lang,
        "d" => Form::Checksum,
        _ if is_actual => Form::Actual,
        _ => Form::Number,
    };
    let left_out = is_actual || matches!(key, "m" | "st" | "name" | "by" | "lang" | "d" | "plan" | "model");
    FieldError { field: quote(&format!("{key}={value}")), kind, expected: Some(expected), left_out }
}

/// Splits a part into key and value. A link copied from the source of a page may contain `&amp;` for `&`.
fn pair(text: &str) -> (&str, &str) {
    let text = text.strip_prefix("amp;").unwrap_or(text);
    text.split_once('=').unwrap_or((text, ""))
}

/// Parses digits; unlike `parse`, without a sign.
fn number<T: std::str::FromStr>(text: &str) -> Result<T, FieldErrorKind> {
    let is_unsigned = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_unsigned).ok_or(FieldErrorKind::Malformed)
}

/// Parses a whole number within a range. One too large for its type is out of range, not malformed.
fn whole<T: std::str::FromStr + PartialOrd + Copy + Into<i64>>(
    text: &str,
    min: T,
    max: T,
) -> Result<T, FieldErrorKind> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(FieldErrorKind::Malformed);
    }
    let value = text.parse().ok().filter(|n| min <= *n && *n <= max);
    value.ok_or_else(|| FieldErrorKind::OutOfRange(Decimal::whole(min.into()), Decimal::whole(max.into())))
}

/// Parses a decimal within a range. One too large for its type is out of range, not malformed.
fn within(text: &str, min: Decimal, max: Decimal) -> Result<Decimal, FieldErrorKind> {
    match text.parse::<Decimal>() {
        Ok(value) if min <= value && value <= max => Ok(value),
        Ok(_) | Err(DecimalError::TooLarge) => Err(FieldErrorKind::OutOfRange(min, max)),
        Err(_) => Err(FieldErrorKind::Malformed),
    }
}

/// Decodes percent-encoded text and checks its length and characters.
fn text(encoded: &str, limit: usize) -> Result<String, FieldErrorKind> {
    let text = percent_decode(encoded).ok_or(FieldErrorKind::Malformed)?;
    if is_plain_text(&text, limit) { Ok(text) } else { Err(FieldErrorKind::BadText) }
}

struct Reader<'a> {
    plan: &'a Plan,
    scenario: Scenario,
    journal: TrackingRecord,
    lang: Option<Lang>,
    checksum: Option<u32>,
    release: Option<String>,
    model: u16,
}

type PartResult = Result<(), FieldErrorKind>;

impl Reader<'_> {
    /// Reads the base year or the last year. No default last year is before a base year: the plan is checked for that.
    fn read_bound(&mut self, key: &str, value: &str) -> PartResult {
        if key == "from" {
            let year: u32 = number(value)?;
            let years: Vec<u16> = self.plan.starts.iter().map(|s| s.year).collect();
            let start = years.iter().find(|y| u32::from(**y) == year);
            self.scenario.from = *start.ok_or_else(|| FieldErrorKind::BaseYear(years.clone()))?;
        } else {
            self.scenario.to = whole(value, self.scenario.from + 1, self.plan.last_year)?;
        }
        Ok(())
    }

    fn read_part(&mut self, key: &str, value: &str) -> PartResult {
        if let Some(lever) = Lever::from_key(key) {
            return self.lever(lever, value);
        }
        if let Some(series) = key.strip_prefix("base.") {
            return self.base(series, value);
        }
        if let Some(rest) = key.strip_prefix("act.") {
            return self.actual(rest, value);
        }
        match key {
            "v" => Ok(()),
            "plan" => self.release(value),
            "model" => {
                self.model = whole(value, 1, u16::MAX)?;
                if self.model == MODEL { Ok(()) } else { Err(FieldErrorKind::OtherModel) }
            }
            "t27" => Reading::from_key(value).map(|r| self.scenario.reading = r).ok_or(FieldErrorKind::Malformed),
            "m" => self.measure(value),
            "st" => self.status(value),
            "seed" => whole(value, u32::MIN, u32::MAX).map(|seed| self.scenario.seed = seed),
            // A number of simulations, which earlier versions had: read, not used.
            "paths" => whole(value, 1_000, 1_000_000).map(|_: u32| ()),
            "name" => text(value, NAME_LIMIT).map(|name| self.scenario.name = name),
            "by" => text(value, AUTHOR_LIMIT).map(|author| self.scenario.author = author),
            "lang" => {
                let lang = Lang::ALL.into_iter().find(|l| l.key() == value);
                self.lang = lang;
                lang.map(|_| ()).ok_or(FieldErrorKind::Malformed)
            }
            "d" => {
                let hex = value.len() == 8 && value.bytes().all(|b| b.is_ascii_hexdigit());
                self.checksum = u32::from_str_radix(value, 16).ok().filter(|_| hex);
                self.checksum.map(|_| ()).ok_or(FieldErrorKind::Malformed)
            }
            _ => Err(FieldErrorKind::UnknownKey),
        }
    }

    fn lever(&mut self, lever: Lever, text: &str) -> PartResult {
        let data = self.plan.lever(lever);
        let allowed = if data.by_year { self.scenario.years().count() } else { 1 };
        if text.split(',').count() > allowed {
            return Err(FieldErrorKind::TooManyValues);
        }
        let values: Vec<Decimal> = text.split(',').map(|v| within(v, data.min, data.max)).collect::<Result<_, _>>()?;
        let values = Values::by_year(values).ok_or(FieldErrorKind::Malformed)?;
        self.scenario.set_lever(self.plan, lever, values);
        Ok(())
    }

    fn driven(key: &str) -> Result<Series, FieldErrorKind> {
        Series::from_key(key).filter(|s| Series::DRIVEN.contains(s)).ok_or(FieldErrorKind::UnknownKey)
    }

    fn base(&mut self, series: &str, text: &str) -> PartResult {
        let series = Self::driven(series)?;
        self.scenario.base.insert(series, within(text, Decimal::from_raw(1), LEVEL_LIMIT)?);
        Ok(())
    }

    fn actual(&mut self, key: &str, text: &str) -> PartResult {
        let (series, year) = key.split_once('.').ok_or(FieldErrorKind::UnknownKey)?;
        let series = Self::driven(series)?;
        let year: u16 = number(year)?;
        let value = within(text, Decimal::from_raw(1), LEVEL_LIMIT)?;
        if !self.scenario.years().contains(&year) {
            return Err(FieldErrorKind::YearOutside);
        }
        // `seen` does not find these duplicates: a year can be spelled with leading zeros.
        match self.scenario.actuals.entry(series).or_default().entry(year) {
            btree_map::Entry::Occupied(_) => Err(FieldErrorKind::Duplicate),
            btree_map::Entry::Vacant(entry) => {
                entry.insert(value);
                Ok(())
            }
        }
    }

    fn release(&mut self, text: &str) -> PartResult {
        let release = percent_decode(text).ok_or(FieldErrorKind::Malformed)?;
        let is_current = release == self.plan.release;
        self.release = Some(quote(&release));
        if is_current { Ok(()) } else { Err(FieldErrorKind::OtherRelease) }
    }

    /// `<item>.<letter>`
    fn status(&mut self, text: &str) -> PartResult {
        let (item, letter) = text.rsplit_once('.').ok_or(FieldErrorKind::Malformed)?;
        let item = percent_decode(item).ok_or(FieldErrorKind::Malformed)?;
        let status = ItemStatus::from_letter(letter).ok_or(FieldErrorKind::Malformed)?;
        if !is_followed(self.plan, &item) {
            return Err(FieldErrorKind::UnknownItem);
        }
        if self.journal.get(&item).is_some() {
            return Err(FieldErrorKind::Duplicate);
        }
        self.journal = std::mem::take(&mut self.journal).with(&item, ItemRecord { status, ..ItemRecord::default() });
        Ok(())
    }

    /// `<item>:<series>:<low>/<central>/<high>:<probability>:<start>:<lag>:<ramp>:<fade>`, and `:<note>` if there is
    /// one
    fn measure(&mut self, text: &str) -> PartResult {
        if self.scenario.measures.len() == MEASURE_LIMIT {
            return Err(FieldErrorKind::TooMany);
        }
        let mut fields: Vec<&str> = text.split(':').collect();
        let note = if fields.len() == 9 { fields.pop().unwrap_or_default() } else { "" };
        let [item, series, effect, probability, start, lag, ramp, fade] = fields.as_slice() else {
            return Err(FieldErrorKind::Malformed);
        };
        let effects: Vec<&str> = effect.split('/').collect();
        let [low, central, high] = effects.as_slice() else { return Err(FieldErrorKind::Malformed) };
        let limit = Measure::EFFECT_LIMIT;
        let effect = |text: &str| within(text, Decimal::from_raw(-limit.raw()), limit);
        let (item, note) = (self::text(item, Measure::ITEM_LIMIT)?, self::text(note, Measure::NOTE_LIMIT)?);
        let measure = Measure {
            item,
            series: Series::from_key(series).ok_or(FieldErrorKind::Malformed)?,
            low: effect(low)?,
            central: effect(central)?,
            high: effect(high)?,
            probability: within(probability, Decimal::ZERO, Decimal::whole(1))?,
            start: whole(start, self.plan.period[0], self.plan.last_year)?,
            lag: whole(lag, 0, Measure::SPAN_LIMIT)?,
            ramp: whole(ramp, 0, Measure::SPAN_LIMIT)?,
            fade: whole(fade, 0, Measure::SPAN_LIMIT)?,
            note,
        };
        if measure.fault(self.plan).is_some() {
            return Err(FieldErrorKind::Malformed);
        }
        self.scenario.measures.push(measure);
        Ok(())
    }
}
