//! One item: its stage, and in place the date, the note and the evidence.

use leptos::prelude::*;

use crate::plan::{Item, ListingStatus};
use crate::text::Words;
use crate::text::sentences::monitor;
use crate::tracking::{ItemRecord, ItemStatus, RecordField, plain};
use crate::ui::app::{App, use_app};

/// An item with its controls; locked while a link is on show.
#[component]
pub fn ItemRow(item: &'static Item) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let entry = Memo::new(move |_| app.shown_journal().get(&item.id).cloned().unwrap_or_default());
    let name = item.name.get(lang);
    let locked = move || app.is_preview();
    let change = move |edit: &dyn Fn(&mut ItemRecord)| {
        let mut after = entry.get_untracked();
        edit(&mut after);
        let told = format!("{name}{}{}", lang.colon(), stage_word(w, after.status));
        app.record(&item.id, after, told);
    };
    let group = format!("stage-{}", item.id);
    let radio = |stage: ItemStatus| {
        let id = format!("{group}-{}", stage.letter().unwrap_or('x'));
        view! {
            <label class="segment">
                <input type="radio" id=id name=group.clone() prop:checked=move || entry.with(|e| e.status == stage)
                    prop:disabled=locked on:change=move |_| change(&|e| e.status = stage) />
                <span>{stage_word(w, stage)}</span>
            </label>
        }
    };
    // Candidates stand under a heading that says what they are.
    let status = match item.status {
        ListingStatus::InPlan => Some(w.status_in_plan),
        ListingStatus::Hint => Some(w.status_hint),
        ListingStatus::Candidate => None,
    };
    let set = move |field: Field, text: String| change(&|e| field.of_mut(e).clone_from(&text));
    let field = |field: Field| {
        view! { <EntryField id=format!("{}-{}", field.key(), item.id) field name=name.to_owned()
        value=Signal::derive(move || entry.with(|e| field.of(e).to_owned())) disabled=Signal::derive(locked)
        on_commit=Callback::new(move |text| set(field, text)) /> }
    };
    view! {
        <li class="follow" data-stage=move || entry.with(|e| e.status.letter().unwrap_or('x').to_string())
            id=format!("item-{}", item.id)>
            <div class="follow-head">
                <span class="follow-name">
                    <span class="item-name">{name}</span>
                    {status.map(|s| view! { <span class="muted block">{s}</span> })}
                </span>
                <fieldset class="segments">
                    <legend class="visually-hidden">{w.status} {lang.colon()} {name}</legend>
                    {ItemStatus::ALL.map(radio).into_iter().collect_view()}
                </fieldset>
            </div>
            {move || recorded(entry.get())}
            <details class="follow-more">
                <summary aria-label=format!("{}{}{name}", w.entry_details, lang.colon())>{w.entry_details}</summary>
                <div class="follow-fields">{field(Field::Date)} {field(Field::Evidence)} {field(Field::Note)}</div>
            </details>
        </li>
    }
}

/// What is recorded beside the stage, as text; only the evidence leads anywhere.
fn recorded(entry: ItemRecord) -> impl IntoView {
    let ItemRecord { date, note, evidence, .. } = entry;
    let empty = date.is_empty() && note.is_empty() && evidence.is_empty();
    (!empty).then(|| {
        let link = (!evidence.is_empty()).then(|| {
            let shown = evidence.split_once("://").map_or(evidence.clone(), |(_, rest)| rest.to_owned());
            view! { <a href=evidence.clone() target="_blank" rel="noreferrer noopener">{shown}</a> }
        });
        view! {
            <p class="follow-record">
                {(!date.is_empty()).then(|| view! { <time>{date}</time> })}
                {(!note.is_empty()).then(|| view! { <span>{note}</span> })}
                {link}
            </p>
        }
    })
}

/// A field of an entry that is typed.
#[derive(Clone, Copy, PartialEq)]
pub enum Field {
    Date,
    Note,
    /// Where it can be read.
    Evidence,
}

impl Field {
    const fn key(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Note => "note",
            Self::Evidence => "evidence",
        }
    }

    fn of(self, entry: &ItemRecord) -> &str {
        match self {
            Self::Date => &entry.date,
            Self::Note => &entry.note,
            Self::Evidence => &entry.evidence,
        }
    }

    fn of_mut(self, entry: &mut ItemRecord) -> &mut String {
        match self {
            Self::Date => &mut entry.date,
            Self::Note => &mut entry.note,
            Self::Evidence => &mut entry.evidence,
        }
    }

    const fn label(self, w: &'static Words) -> &'static str {
        match self {
            Self::Date => w.entry_date,
            Self::Note => w.entry_note,
            Self::Evidence => w.entry_evidence,
        }
    }

    /// Why a text cannot be kept.
    fn fault(self, app: App, text: &str) -> Option<String> {
        let w = app.words();
        let mut entry = ItemRecord::default();
        text.clone_into(self.of_mut(&mut entry));
        let length = text.chars().count();
        entry.faults().first().map(|fault| match fault {
            RecordField::Note if length > ItemRecord::NOTE_LIMIT => {
                monitor::too_long(app.lang(), length, ItemRecord::NOTE_LIMIT)
            }
            RecordField::Evidence if length > ItemRecord::EVIDENCE_LIMIT => {
                monitor::too_long(app.lang(), length, ItemRecord::EVIDENCE_LIMIT)
            }
            RecordField::Date => w.entry_bad_date.to_owned(),
            RecordField::Evidence => w.entry_bad_evidence.to_owned(),
            RecordField::Note | RecordField::Item => w.entry_bad_note.to_owned(),
        })
    }
}

/// A field that keeps what was typed until it can be kept, and says why it cannot.
#[component]
fn EntryField(
    id: String,
    field: Field,
    name: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] disabled: Signal<bool>,
    on_commit: Callback<String>,
) -> impl IntoView {
    let app = use_app();
    let w = app.words();
    let lang = app.lang();
    let typed = RwSignal::new(None::<String>);
    let fault = RwSignal::new(None::<String>);
    let shown = move || typed.get().unwrap_or_else(|| value.get());
    let commit = move |text: String| {
        let text = plain(&text);
        let why = field.fault(app, &text);
        typed.set(why.is_some().then(|| text.clone()));
        if why.is_none() {
            on_commit.run(text);
        }
        fault.set(why);
    };
    let input = move |text: String| {
        fault.set(None);
        typed.set(Some(text));
    };
    let label = field.label(w);
    let hint = (field == Field::Date).then_some(w.entry_date_hint);
    let fault_id = format!("{id}-fault");
    let described = {
        let fault_id = fault_id.clone();
        move || fault.with(Option::is_some).then(|| fault_id.clone())
    };
    let aria = format!("{label}{}{name}", lang.colon());
    let control = if field == Field::Note {
        view! {
            <textarea id=id.clone() rows="3" aria-label=aria aria-describedby=described
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                prop:value=shown prop:disabled=move || disabled.get()
                on:input:target=move |ev| input(ev.target().value())
                on:change:target=move |ev| commit(ev.target().value())></textarea>
        }
        .into_any()
    } else {
        let kind = if field == Field::Evidence { "url" } else { "text" };
        view! {
            <input type="text" inputmode=kind autocomplete="off" spellcheck="false" id=id.clone() aria-label=aria
                aria-describedby=described
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                prop:value=shown prop:disabled=move || disabled.get()
                on:input:target=move |ev| input(ev.target().value())
                on:change:target=move |ev| commit(ev.target().value()) />
        }
        .into_any()
    };
    view! {
        <div class=format!("follow-field follow-{}", field.key())>
            <label for=id>{label} {hint.map(|h| view! { <span class="muted"> " " {h}</span> })}</label>
            {control}
            <Show when=move || fault.with(Option::is_some)>
                <span class="fault" role="alert" id=fault_id.clone()>{move || fault.get()}</span>
            </Show>
        </div>
    }
}

/// The words of a stage.
fn stage_word(w: &'static Words, stage: ItemStatus) -> &'static str {
    match stage {
        ItemStatus::Unknown => w.stage_unknown,
        ItemStatus::NotStarted => w.stage_not_started,
        ItemStatus::UnderWay => w.stage_under_way,
        ItemStatus::Done => w.stage_done,
    }
}
