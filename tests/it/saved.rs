//! What is kept in storage: whole or refused, never a panic.

use proptest::prelude::*;
use two_rivers::link::saved::{OpenError, open, seal};
use two_rivers::scenario::Scenario;

use crate::{any, plan};

proptest! {
    #[test]
    fn what_is_sealed_is_opened(s in any::scenario(plan()), rev in any::<u64>(), at in 0u64..1 << 50) {
        let saved = open(&seal(&s, rev, at), plan()).unwrap();
        prop_assert_eq!((saved.scenario, saved.rev, saved.saved_at), (s, rev, at));
    }

    #[test]
    fn any_text_is_opened_or_refused(text in ".{0,200}") {
        let _ = open(&text, plan());
    }

    #[test]
    fn damage_is_noticed(s in any::scenario(plan()), at in 0usize..2000, byte in 0x20u8..0x7f) {
        let text = seal(&s, 3, 5);
        let mut bytes = text.clone().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(damaged) = String::from_utf8(bytes) {
            // The scenario is never another one; only the counters outside the checksum may differ.
            if let Ok(saved) = open(&damaged, plan()) {
                prop_assert_eq!(saved.scenario, s.clone());
            }
        }
        let cut = text.char_indices().nth(text.chars().count() / 2).unwrap().0;
        prop_assert!(open(&text[..cut], plan()).is_err());
    }
}

#[test]
fn every_cut_and_every_other_byte_is_noticed() {
    let scenario = Scenario { name: "两江 \"A\"".into(), ..Scenario::new(plan()) };
    let text = seal(&scenario, 12, 1_700_000_000_000);
    for at in 0..text.len() {
        assert!(text.get(..at).is_none_or(|cut| open(cut, plan()).is_err()), "cut at {at}");
        for byte in 0..=u8::MAX {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = byte;
            if let Ok(saved) = open(&String::from_utf8_lossy(&bytes), plan()) {
                assert_eq!(saved.scenario, scenario, "byte {byte} at {at}");
            }
        }
    }
}

#[test]
fn each_fault_is_told_apart() {
    let envelope = |data: &str, app: &str, schema: u32| {
        serde_json::json!({"app": app, "schema": schema, "rev": 1, "saved_at": 1, "sum": crc32fast::hash(data.as_bytes()), "data": data}).to_string()
    };
    let with = |data: &str| open(&envelope(data, "two-rivers", 1), plan());
    let good = serde_json::to_string(&Scenario::new(plan())).unwrap();
    assert!(with(&good).is_ok());
    assert!(matches!(open("", plan()), Err(OpenError::NotAnEnvelope(_))));
    assert!(matches!(open("[1]", plan()), Err(OpenError::NotAnEnvelope(_))));
    assert_eq!(open(&envelope(&good, "other", 1), plan()), Err(OpenError::OtherApp("other".into())));
    assert_eq!(open(&envelope(&good, "two-rivers", 9), plan()), Err(OpenError::NewerSchema(9)));
    assert_eq!(open(&envelope(&good, "two-rivers", 1).replace("2030", "2031"), plan()), Err(OpenError::Damaged));
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
