//! Envelopes are opened whole or refused, never with a panic.

use proptest::prelude::*;
use two_rivers::codec::envelope::{Metadata, OpenError, open, seal};
use two_rivers::scenario::Scenario;
use two_rivers::text::Lang;

use crate::{plan, strategies};

proptest! {
    #[test]
    fn what_is_sealed_is_opened(s in strategies::scenario(plan()), metadata in metadata()) {
        let opened: (Scenario, Metadata) = open(&seal(&s, metadata.clone()), plan()).unwrap();
        prop_assert_eq!(opened, (s, metadata));
    }

    #[test]
    fn any_text_is_opened_or_refused(text in ".{0,200}") {
        let _ = scenario(&text);
    }

    #[test]
    fn damage_is_noticed(s in strategies::scenario(plan()), at in 0usize..2000, byte in 0x20u8..0x7f) {
        let text = seal(&s, fixed_metadata());
        let mut bytes = text.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(damaged) = String::from_utf8(bytes) {
            // Neither the scenario nor its metadata is ever another one.
            if let Ok(opened) = scenario(&damaged) {
                prop_assert_eq!(opened, (s.clone(), fixed_metadata()));
            }
        }
        let cut = text.char_indices().nth(text.chars().count() / 2).unwrap().0;
        prop_assert!(scenario(&text[..cut]).is_err());
    }
}

fn metadata() -> impl Strategy<Value = Metadata> {
    let name = "[a-z0-9.#~-]{1,20}";
    let who = (any::<u64>(), 0u64..1 << 50, "[a-z0-9]{0,12}");
    (who, prop::collection::vec(name, 0..3), prop::option::of(name))
        .prop_map(|((rev, saved_at, tab), base, origin)| Metadata { rev, saved_at, tab, base, origin })
}

fn fixed_metadata() -> Metadata {
    Metadata {
        rev: 12,
        saved_at: 1_700_000_000_000,
        tab: "k3f9".into(),
        base: vec!["b".into()],
        origin: Some("o".into()),
    }
}

fn scenario(text: &str) -> Result<(Scenario, Metadata), OpenError> {
    open(text, plan())
}

#[test]
fn every_cut_and_every_other_byte_is_noticed() {
    let s = Scenario { name: "两江 \"A\"".into(), ..Scenario::new(plan()) };
    let text = seal(&s, fixed_metadata());
    for at in 0..text.len() {
        assert!(text.get(..at).is_none_or(|cut| scenario(cut).is_err()), "cut at {at}");
        for byte in 0..=u8::MAX {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            if let Ok(opened) = scenario(&String::from_utf8_lossy(&bytes)) {
                assert_eq!(opened, (s.clone(), fixed_metadata()), "byte {byte} at {at}");
            }
        }
    }
}

fn envelope(data: &str, app: &str, schema: u32) -> String {
    let sum = crc32fast::hash(format!("1\n1\nt\n[]\nNone\n{data}").as_bytes());
    serde_json::json!({"app": app, "schema": schema, "rev": 1, "saved_at": 1, "tab": "t", "base": [], "of": null, "sum": sum, "data": data}).to_string()
}

/// A number of simulations, which earlier versions kept: left out, and all else is there.
#[test]
fn a_number_of_simulations_is_left_out() {
    let query = "v=1&from=2023&dep=12.5&list=18&base.dep=60400&act.dep.2026=66000&t27=sum&seed=7&m=x:dep:1/2/4:0.7:2026:0:2:0&name=Kept";
    let kept = two_rivers::codec::link::decode(plan(), query).unwrap().scenario;
    let mut fields = serde_json::to_value(&kept).unwrap();
    assert_eq!(fields.get("paths"), None);
    fields["paths"] = 20_000.into();
    assert_eq!(scenario(&envelope(&fields.to_string(), "two-rivers", 2)).unwrap().0, kept);
}

#[test]
fn each_fault_is_told_apart() {
    let with = |data: &str| scenario(&envelope(data, "two-rivers", 2));
    let good = serde_json::to_string(&Scenario::new(plan())).unwrap();
    assert!(with(&good).is_ok());
    assert!(matches!(scenario(""), Err(OpenError::NotAnEnvelope(_))));
    assert!(matches!(scenario("[1]"), Err(OpenError::NotAnEnvelope(_))));
    assert_eq!(scenario(&envelope(&good, "other", 2)), Err(OpenError::OtherApp("other".into())));
    assert_eq!(scenario(&envelope(&good, "two-rivers", 9)), Err(OpenError::NewerSchema(9)));
    let older = scenario(&envelope(&good, "two-rivers", 1));
    assert_eq!(older, Err(OpenError::NotAnEnvelope("schema 1".into())));
    assert_eq!(scenario(&envelope(&good, "two-rivers", 2).replace("2030", "2031")), Err(OpenError::Damaged));
    let field = |data: String| match with(&data) {
        Err(OpenError::Field { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(good.replace("2030", "\"x\"")), "to");
    for value in ["null", "1e400", "1.00001", "\"NaN\""] {
        assert_eq!(
            field(good.replace('{', &format!("{{\"levers\":{{\"dep\":[{value}]}},"))),
            "levers.dep[0]",
            "{value}"
        );
    }
    assert!(field(good.replace('{', "{\"levers\":{\"wages\":[1]},")).starts_with("levers"));
    assert_eq!(field(good.replace('{', "{\"mood\":1,")), "mood");
    assert_eq!(field(format!("{good} 1")), ".");
    assert!(matches!(with(&good.replace("2030", "2099")), Err(OpenError::Invalid(_))));
    assert!(matches!(with(&good.replace('{', "{\"levers\":{\"dep\":[500]},")), Err(OpenError::Invalid(_))));
}

#[test]
fn why_a_text_cannot_be_read_is_said_in_both_languages() {
    let open = |text: &str| scenario(text).unwrap_err();
    let bad = Scenario { to: 2099, name: "a\nb".into(), ..Scenario::new(plan()) };
    let invalid = open(&seal(&bad, Metadata::default()));
    assert_eq!(invalid.describe(Lang::En), "these fields of this saved text cannot be used: name, to.");
    assert_eq!(invalid.describe(Lang::Zh), "此保存内容中的字段无法使用：name、to。");
    let other = open("{\"app\":\"other\u{202e}\",\"schema\":1}").describe(Lang::En);
    assert_eq!(other, "this saved text was written by another program, “other\u{fffd}”.");
    for text in ["", "{\"app\":\"two-rivers\",\"schema\":9}", &seal(&1, Metadata::default())] {
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| open(text).describe(lang));
        assert!(en.ends_with('.') && zh.ends_with('。'), "{en} {zh}");
    }
}
