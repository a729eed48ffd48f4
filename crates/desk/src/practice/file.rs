//! Practices as files, so that one city can give a practice to another: the format of
//! `docs/practice-file.md`, written and read. Nothing of a person stands in one; a reader that
//! meets a key it does not know passes over it, so that the format grows by addition.

use ledger::likeness::Traits;
use ledger::practice::{
    Content, Measure, NewContent, NewMeasure, Noted, Origin, Practice, Stage, describe,
};
use ledger::{Category, PracticeId};
use serde::Serialize;
use serde_json::Value;
use store::practice::{self as rows};
use store::{Scope, locality, unit};
use units::{Day, Kind};
use uuid::Uuid;

use super::{own_places, step_of};
use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Refusal, entry};

/// The largest file that is read, in bytes.
pub const FILE_MOST: usize = 256 * 1024;
const FORMAT: &str = "coso-practice";
const VERSION: i64 = 1;

#[derive(Serialize)]
struct File<'a> {
    format: &'static str,
    version: i64,
    given_on: Day,
    city: &'a str,
    ask: &'a str,
    place: PlaceOut<'a>,
    practice: PracticeOut<'a>,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    name: &'a str,
    kind: Option<Kind>,
    households: Option<u32>,
    apartments_permille: Option<u32>,
}

#[derive(Serialize)]
struct PracticeOut<'a> {
    id: Uuid,
    stage: Stage,
    begun_on: Option<Day>,
    category: Category,
    campaign: Option<&'static str>,
    campaign_field: Option<&'static str>,
    title: &'a str,
    problem: &'a str,
    content: &'a str,
    method: &'a str,
    resources: &'a str,
    cost_vnd: i64,
    participation: &'a str,
    conditions: &'a str,
    figures: Vec<FigureOut<'a>>,
}

#[derive(Serialize)]
struct FigureOut<'a> {
    label: &'a str,
    unit: &'a str,
    before_thousandths: i64,
    before_on: Day,
    after_thousandths: Option<i64>,
    after_on: Option<Day>,
}

/// A practice as a file; nothing where there is none. One that came from another city keeps that
/// city's name and its identity there.
///
/// # Errors
/// A failure of the database.
pub async fn export(
    desk: &Desk,
    scope: &Scope,
    id: PracticeId,
) -> Result<Option<String>, store::Failure> {
    let (mut reader, today) = (desk.store.read(), desk.clock.today());
    let Some(page) = rows::page(&reader, scope, id, today).await? else { return Ok(None) };
    let mut city = String::new();
    if let Some(place) = page.practice.unit
        && let Some(locality) = locality::of(&mut reader, place, page.registered_on).await?
    {
        let top = unit::state_on(&reader, scope, locality.top_id, today).await?;
        city = top.map(|state| state.name).unwrap_or_default();
    }
    let ask = page.ask.map(|post| post.name).unwrap_or_default();
    let own = Origin { city, ask, stage: page.practice.stage, id: id.0, given_on: today };
    let origin = page.practice.origin.clone().unwrap_or(own);
    Ok(Some(written(&page.practice, &origin)))
}

fn written(practice: &Practice, origin: &Origin) -> String {
    let (it, traits) = (&practice.content, practice.traits);
    let figures = it.measures.iter().map(|measure| FigureOut {
        label: &measure.label,
        unit: &measure.unit,
        before_thousandths: measure.before_milli,
        before_on: measure.before_on,
        after_thousandths: measure.after.map(|(milli, _)| milli),
        after_on: measure.after.map(|(_, on)| on),
    });
    let file = File {
        format: FORMAT,
        version: VERSION,
        given_on: origin.given_on,
        city: &origin.city,
        ask: &origin.ask,
        place: PlaceOut {
            name: &practice.place,
            kind: traits.map(|traits| traits.kind),
            households: traits.map(|traits| traits.households),
            apartments_permille: traits.map(|traits| traits.apartments_permille),
        },
        practice: PracticeOut {
            id: origin.id,
            stage: origin.stage,
            begun_on: practice.begun_on,
            category: it.category,
            campaign: it.enrolled.map(|enrolled| enrolled.campaign.as_str()),
            campaign_field: it.enrolled.and_then(|enrolled| Some(enrolled.field?.as_str())),
            title: &it.title,
            problem: &it.problem,
            content: &it.content,
            method: &it.method,
            resources: &it.resources,
            cost_vnd: it.cost_vnd,
            participation: &it.participation,
            conditions: &it.conditions,
            figures: figures.collect(),
        },
    };
    let text = serde_json::to_string_pretty(&file);
    text.expect("texts, numbers and closed lists are always JSON") + "\n"
}

/// What a file gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The name of the place there, with the one above it.
    pub place: String,
    /// What that place was like.
    pub traits: Option<Traits>,
    /// What the practice says.
    pub content: Content,
    /// The day it began to be tried.
    pub begun_on: Option<Day>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Reads a file; every fault at once, each with the key it is about as the datum `key`.
///
/// # Errors
/// `practice-file-large`, `practice-file-json`, `practice-file-format`, `practice-file-version`,
/// `practice-file-missing`, `practice-file-wrong`, `practice-file-stage`, `practice-file-after`, and
/// the refusals of [`describe`].
pub fn read(text: &str, today: Day) -> Result<Given, Refusal> {
    if text.len() > FILE_MOST {
        return Err(Refusal::new("practice-file-large"));
    }
    let value: Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            Refusal::new("practice-file-json")
                .with("line", error.line())
                .with("column", error.column())
        })?;
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(Refusal::new("practice-file-format"));
    }
    match value.get("version").and_then(Value::as_i64) {
        Some(VERSION) => {}
        version => {
            let version = version.map_or_else(|| "?".to_owned(), |version| version.to_string());
            return Err(Refusal::new("practice-file-version").with("version", version));
        }
    }
    let mut reading = Reading { whole: &value, faults: Vec::new() };
    let given = reading.given(today);
    match Refusal::all(reading.faults) {
        Some(refusal) => Err(refusal),
        None => given.ok_or(Refusal::new("practice-file-format")),
    }
}

/// Reads keys by their path, gathering faults.
struct Reading<'a> {
    whole: &'a Value,
    faults: Vec<Refusal>,
}

/// Keys of the texts, with the form's fields whose refusals speak of them.
const TEXTS: [(&str, &str); 7] = [
    ("practice.title", "ten"),
    ("practice.problem", "van-de"),
    ("practice.content", "da-lam"),
    ("practice.method", "cach-lam"),
    ("practice.resources", "nguon-luc"),
    ("practice.participation", "tham-gia"),
    ("practice.conditions", "dieu-kien"),
];

impl<'a> Reading<'a> {
    fn at(&self, key: &str) -> &'a Value {
        const NOTHING: &Value = &Value::Null;
        key.split('.').fold(self.whole, |value, part| match part.parse::<usize>() {
            Ok(number) => value.get(number).unwrap_or(NOTHING),
            Err(_) => value.get(part).unwrap_or(NOTHING),
        })
    }

    fn fault(&mut self, code: &'static str, key: &str) {
        self.faults.push(Refusal::new(code).with("key", key));
    }

    /// A value that `take` understands; a missing one is a fault where it is needed.
    fn value<T>(
        &mut self,
        key: &str,
        needed: bool,
        take: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        match self.at(key) {
            Value::Null => {
                if needed {
                    self.fault("practice-file-missing", key);
                }
                None
            }
            value => {
                let taken = take(value);
                if taken.is_none() {
                    self.fault("practice-file-wrong", key);
                }
                taken
            }
        }
    }

    fn text(&mut self, key: &str) -> String {
        self.value(key, true, |value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// A code of a closed list, a day or an identity.
    fn parsed<T: std::str::FromStr>(&mut self, key: &str, needed: bool) -> Option<T> {
        self.value(key, needed, |value| value.as_str()?.parse().ok())
    }

    fn count(&mut self, key: &str) -> u32 {
        let whole = |value: &Value| u32::try_from(value.as_u64()?).ok();
        self.value(key, false, whole).unwrap_or(0)
    }

    /// A short text about the place or the city.
    fn named(&mut self, key: &str) -> String {
        let text = self.text(key);
        if text.is_empty() {
            return text;
        }
        ledger::text::title("", &text).unwrap_or_else(|refusal| {
            self.faults.push(Refusal::from(refusal).with("key", key));
            String::new()
        })
    }

    fn given(&mut self, today: Day) -> Option<Given> {
        let stage: Option<Stage> = self.parsed("practice.stage", true);
        let has_result = [Stage::Assessed, Stage::Recognised, Stage::Spread];
        if stage.is_some_and(|stage| !has_result.contains(&stage)) {
            self.fault("practice-file-stage", "practice.stage");
        }
        let id: Option<Uuid> = self.parsed("practice.id", true);
        let given_on: Option<Day> = self.parsed("given_on", true);
        let begun_on = self.parsed("practice.begun_on", false);
        let (city, ask, place) = (self.named("city"), self.named("ask"), self.named("place.name"));
        let kind: Option<Kind> = self.parsed("place.kind", false);
        let households = self.count("place.households");
        let apartments_permille = self.count("place.apartments_permille").min(1_000);
        let content = self.content(today)?;
        let origin = Origin { city, ask, stage: stage?, id: id?, given_on: given_on? };
        let traits = kind.map(|kind| Traits { kind, households, apartments_permille });
        Some(Given { place, traits, content, begun_on, origin })
    }

    fn content(&mut self, today: Day) -> Option<Content> {
        let rows = self.at("practice.figures").as_array().map_or(0, Vec::len);
        let rows = rows.min(ledger::practice::MEASURES_MOST);
        let measures: Vec<NewMeasure> = (0..rows).map(|row| self.before(row)).collect();
        let [title, problem, content, method, resources, participation, conditions] =
            TEXTS.map(|(key, _)| self.text(key));
        let new = NewContent {
            category: self.parsed("practice.category", true),
            campaign: self.parsed("practice.campaign", false),
            field: self.parsed("practice.campaign_field", false),
            title,
            problem,
            content,
            method,
            resources,
            cost_vnd: self.value("practice.cost_vnd", true, Value::as_i64),
            participation,
            conditions,
            measures,
        };
        if !self.faults.is_empty() {
            return None;
        }
        let mut content = match describe(new, today) {
            Ok(content) => content,
            Err(refusal) => {
                let faults = refusal.each().map(|one| {
                    let one = ledger::Refusal { also: Vec::new(), ..one.clone() };
                    let key = key_of(one.field);
                    Refusal { field: "", ..Refusal::from(one) }.with("key", key)
                });
                self.faults.extend(faults);
                return None;
            }
        };
        self.after(&mut content.measures, today);
        Some(content)
    }

    fn before(&mut self, row: usize) -> NewMeasure {
        let key = |name: &str| format!("practice.figures.{row}.{name}");
        NewMeasure {
            label: self.text(&key("label")),
            unit: self.text(&key("unit")),
            before_milli: self.value(&key("before_thousandths"), true, Value::as_i64),
            before_on: self.parsed(&key("before_on"), true),
        }
    }

    /// The figures after; at least one, and each counted later than before.
    fn after(&mut self, measures: &mut [Measure], today: Day) {
        for (row, measure) in measures.iter_mut().enumerate() {
            let key = |name: &str| format!("practice.figures.{row}.{name}");
            let value = self.value(&key("after_thousandths"), false, Value::as_i64);
            let on: Option<Day> = self.parsed(&key("after_on"), value.is_some());
            match value.zip(on) {
                Some((_, on)) if on <= measure.before_on || on > today => {
                    self.fault("practice-file-wrong", &key("after_on"));
                }
                after => measure.after = after,
            }
        }
        if self.faults.is_empty() && measures.iter().all(|measure| measure.after.is_none()) {
            self.fault("practice-file-after", "practice.figures");
        }
    }
}

/// The key that a refusal of the form's field speaks of.
fn key_of(field: &str) -> String {
    if let Some((key, _)) = TEXTS.iter().find(|(_, known)| *known == field) {
        return (*key).to_owned();
    }
    match field {
        "linh-vuc" => "practice.category".to_owned(),
        "kinh-phi" => "practice.cost_vnd".to_owned(),
        "mang" => "practice.campaign_field".to_owned(),
        _ => "practice.figures".to_owned(),
    }
}

/// Takes a practice of another city in. It has a result there, so that it may be offered here at
/// once; recognised it is here only by a document of here. The same file taken twice is one practice.
///
/// # Errors
/// The refusals of [`read`], authority, or a failure.
pub async fn import(desk: &Desk, actor: &Actor, text: &str) -> Result<PracticeId, Error> {
    let given = read(text, desk.clock.today())?;
    let acting = authorize_as(actor, Act::PracticeAssess, &own_places(desk, actor))?;
    let by = acting.holder()?;
    let id = PracticeId(desk.clock.id());
    let audit =
        entry(desk.clock.now(), (actor, &acting.post), Act::PracticeAssess, ("practice", id.0));
    desk.act((desk.clone(), (given, id), by, audit), |tx, input| {
        Box::pin(async move {
            let (desk, (given, id), by, audit) = &*input;
            if let Some(known) = rows::by_origin(tx, given.origin.id).await? {
                tx.audit(store::Entry { object_id: Some(known.0), ..audit.clone() }).await?;
                return Ok(known);
            }
            let given = given.clone();
            let practice = Practice {
                id: *id,
                unit: None,
                place: given.place,
                traits: given.traits,
                content: given.content,
                author: None,
                ask: None,
                origin: Some(given.origin),
                stage: Stage::Assessed,
                begun_on: given.begun_on,
            };
            let step = step_of(desk, &practice, Some(*by), Noted::default());
            rows::add(tx, &practice, None, &step).await?;
            tx.audit(audit.clone()).await?;
            Ok(*id)
        })
    })
    .await
}
