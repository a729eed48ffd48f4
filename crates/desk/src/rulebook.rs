//! The rulebook as it stands: the program's files, the office's file, and what offices added in the
//! program for their own territories. An addition is dated and sourced, seen by everybody as the office's
//! own, refused where a document of a level above forbids it, and ended, never deleted.

use std::collections::BTreeMap;
use std::sync::Arc;

use store::rulebook::{self as rows, OfficeRule};
use store::unit::{self, Ask};
use store::{Failure, Stop, Tx};
use units::rulebook::{Key, OFFICE, Origin, Place, Rule, Rulebook, Source};
use units::{Day, Kind, Level, OfficeRuleId, UnitId};

use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Refusal, entry, registry};

/// A rule that an office adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewRule {
    /// What it is about.
    pub key: Option<Key>,
    /// The kind of unit it holds for.
    pub kind: Option<Kind>,
    /// What it says, as typed: "500", "2/3".
    pub value: String,
    /// First day.
    pub from: Option<Day>,
    /// Last day, where one is known.
    pub last: Option<Day>,
    /// Title of the document.
    pub title: String,
    /// Its number.
    pub number: String,
    /// Its day.
    pub issued_on: Option<Day>,
    /// Article or clause; may be empty.
    pub article: String,
}

/// A rule that decides something, as a page links to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Deciding {
    /// What it is about.
    pub key: Key,
    /// Its address in the rulebook.
    pub address: String,
    /// Title, number and article of the document.
    pub citation: String,
    /// Whether nobody has checked it against the document.
    pub unverified: bool,
}

impl Deciding {
    /// How a page links to a rule of a book.
    #[must_use]
    pub fn of(book: &Rulebook, rule: &Rule) -> Self {
        Self {
            key: rule.key,
            address: book.address(rule),
            citation: rule.citation(),
            unverified: rule.unverified,
        }
    }
}

/// The code of a territory that is a unit of the registry. Official codes are reissued; this is not.
fn territory(unit: UnitId) -> String {
    format!("{UNIT}{unit}")
}

/// What the code of such a territory begins with.
const UNIT: &str = "unit:";

fn rule(own: &OfficeRule) -> Rule {
    Rule {
        id: own.id.to_string(),
        key: own.key,
        kind: own.kind,
        territory: territory(own.unit_id),
        value: own.value.clone(),
        valid_from: Some(own.valid_from),
        valid_to: own.valid_until,
        source: Source {
            title: own.title.clone(),
            number: Some(own.number.clone()).filter(|number| !number.is_empty()),
            issued_on: Some(own.issued_on),
            seen_at: None,
        },
        article: Some(own.article.clone()).filter(|article| !article.is_empty()),
        unverified: false,
        note: None,
        file: OFFICE.to_owned(),
    }
}

/// The rulebook with what offices added.
///
/// # Errors
/// A failure of the database.
pub async fn book(desk: &Desk) -> Result<Arc<Rulebook>, Failure> {
    book_in(&mut desk.store.read(), desk).await
}

/// The same inside an act.
pub(crate) async fn book_in(ask: &mut impl Ask, desk: &Desk) -> Result<Arc<Rulebook>, Failure> {
    let added = rows::all(ask).await?;
    if added.is_empty() {
        return Ok(Arc::clone(&desk.rulebook));
    }
    let added = added.iter().map(|own| (rule(own), own.unit.clone()));
    Ok(Arc::new(desk.rulebook.with_additions(added.collect())))
}

/// The place of a unit in the rulebook on a day: the commune and the province it lies in, by themselves
/// and by their official codes, with the regions around them.
///
/// # Errors
/// A failure of the database.
pub async fn place(desk: &Desk, unit: UnitId, on: Day) -> Result<Place, Failure> {
    registry::place_of(desk, unit, on).await
}

/// The place of a commune by its codes, the units themselves before their codes.
pub(crate) fn with_units(
    place: Place,
    (commune, has_own_code): (Option<UnitId>, bool),
    top: UnitId,
) -> Place {
    let mut territories: Vec<String> = commune.map(territory).into_iter().collect();
    let mut codes = place.territories.into_iter();
    if has_own_code {
        territories.extend(codes.next());
    }
    if commune != Some(top) {
        territories.push(territory(top));
    }
    territories.extend(codes);
    Place { territories }
}

/// The rules that decide about units of a kind in a commune on a day, those that are known.
///
/// # Errors
/// A failure of the database.
pub async fn deciding(
    (desk, book): (&Desk, &Rulebook),
    commune: UnitId,
    (keys, kind): (&[Key], Option<Kind>),
    on: Day,
) -> Result<Vec<Deciding>, Failure> {
    let place = place(desk, commune, on).await?;
    let found = keys.iter().filter_map(|key| book.on(*key, kind, &place, on));
    Ok(found.map(|rule| Deciding::of(book, rule)).collect())
}

/// An office's own rule that a rule of a level above puts aside on some days.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PutAside {
    /// The address of the office's rule.
    pub address: String,
    /// The rule above.
    pub by: Deciding,
    /// The territory of the rule above.
    pub territory: String,
    /// First day.
    pub from: Day,
    /// First day on which the office's rule stands again, where one is known.
    pub until: Option<Day>,
}

impl PutAside {
    /// Whether the office's rule does not hold on a day for this.
    #[must_use]
    pub fn is_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// The rules of offices that have to be looked at again, because a rule of a level above says what they
/// contradict, with the days. What is over by today is left out.
///
/// # Errors
/// A failure of the database.
pub async fn put_aside(desk: &Desk, book: &Rulebook) -> Result<Vec<PutAside>, Failure> {
    let today = desk.clock.today();
    let mut asides = ever_put_aside(desk, book).await?;
    asides.retain(|it| it.until.is_none_or(|until| until > today));
    Ok(asides)
}

/// The same with what is over: every time that a rule of a level above put an office's rule aside.
///
/// # Errors
/// A failure of the database.
pub async fn ever_put_aside(desk: &Desk, book: &Rulebook) -> Result<Vec<PutAside>, Failure> {
    let today = desk.clock.today();
    let mut places: BTreeMap<&str, Place> = BTreeMap::new();
    let mut found = Vec::new();
    for own in book.rules().iter().filter(|rule| rule.origin() == Origin::Office) {
        let unit = own.territory.strip_prefix(UNIT).and_then(|id| id.parse().ok());
        let Some(unit) = unit.map(UnitId) else { continue };
        if !places.contains_key(own.territory.as_str()) {
            places.insert(&own.territory, place(desk, unit, today).await?);
        }
        let asides = book.put_aside(own, &places[own.territory.as_str()]);
        found.extend(asides.into_iter().map(|aside| PutAside {
            address: book.address(own),
            by: Deciding::of(book, aside.by),
            territory: book.territory_name(&aside.by.territory).to_owned(),
            from: aside.from,
            until: aside.until,
        }));
    }
    Ok(found)
}

/// Adds a rule for a commune or province. Sending it twice gives the same rule.
///
/// # Errors
/// `rule-place`, the refusals of the fields, `rule-contradicts` where a document of a level above
/// forbids it, `rule-already` where the office says otherwise for the same days, authority, or a failure.
pub async fn add(
    desk: &Desk,
    actor: &Actor,
    (id, unit): (OfficeRuleId, UnitId),
    new: NewRule,
) -> Result<OfficeRuleId, Error> {
    let acting = authorize_as(actor, Act::RuleAdd, &desk.object(unit).await?)?;
    let (now, today) = (desk.clock.now(), desk.clock.today());
    let state = unit::state_now(&mut desk.store.read(), unit, today).await?;
    let state =
        state.filter(|state| matches!(state.kind.level(), Level::Commune | Level::Province));
    let Some(state) = state else { return Err(Refusal::new("rule-place").into()) };
    let mut rule = checked(new)?;
    (rule.id, rule.unit_id, rule.unit) = (id, unit, state.name);
    (rule.post, rule.created_at) = (acting.post.clone(), now);
    let audit = entry(now, (actor, &acting.post), Act::RuleAdd, ("office_rule", id.0));
    let input = (desk.clone(), rule, actor.account_id, audit);
    desk.act(input, |tx, input| {
        Box::pin(async move {
            let (desk, rule, by, audit) = &*input;
            if rows::one(tx, rule.id).await?.is_some() {
                tx.without_audit();
                return Ok(rule.id);
            }
            may_stand(tx, desk, rule).await?;
            rows::add(tx, rule, *by).await?;
            tx.audit(audit.clone()).await?;
            Ok(rule.id)
        })
    })
    .await
}

/// Refuses a rule that a level above forbids, or that the office has said otherwise.
async fn may_stand(tx: &mut Tx, desk: &Desk, own: &OfficeRule) -> Result<(), Stop<Refusal>> {
    let today = desk.clock.today();
    let book = book_in(tx, desk).await?;
    let mut place = registry::place_in(tx, desk, own.unit_id, today).await?;
    // What the files say of the same territory is replaced, not contradicted.
    if let Some(code) = unit::codes_now(tx, own.unit_id, today).await?.pop().flatten() {
        place.territories.retain(|territory| *territory != code);
    }
    let rule = rule(own);
    if let Some(above) = book.contradicted(&rule, &place) {
        let refusal = Refusal::at("gia-tri", "rule-contradicts")
            .with("source", above.citation())
            .with("leeway", own.key.leeway())
            .with("place", book.territory_name(&above.territory));
        return Err(Stop::Refused(refusal));
    }
    if let Some(before) = book.already_said(&rule) {
        let from = before.valid_from.map(|day| day.to_string()).unwrap_or_default();
        return Err(Stop::Refused(Refusal::at("tu-ngay", "rule-already").with("from", from)));
    }
    Ok(())
}

/// The rule as it may stand, or every fault of what was typed.
fn checked(new: NewRule) -> Result<OfficeRule, Refusal> {
    let mut faults = Vec::new();
    let mut missing = |field, is_missing: bool| {
        if is_missing {
            faults.push(Refusal::at(field, "rule-missing"));
        }
    };
    let needs_kind = new.key.is_some_and(Key::is_by_kind);
    missing("noi-dung", new.key.is_none());
    missing("loai", needs_kind && !new.kind.is_some_and(Kind::is_base));
    missing("tu-ngay", new.from.is_none());
    missing("ngay-van-ban", new.issued_on.is_none());
    let value = new.key.and_then(|key| key.typed(&new.value));
    if value.is_none() {
        faults.push(Refusal::at("gia-tri", "rule-value"));
    }
    let mut typed = |field, text: &str, is_needed: bool| match ledger::text::title(field, text) {
        Ok(text) => text,
        Err(_) if !is_needed && units::text::tidy(text).is_empty() => String::new(),
        Err(refusal) => {
            faults.push(refusal.into());
            String::new()
        }
    };
    let title = typed("van-ban", &new.title, true);
    let number = typed("so", &new.number, true);
    let article = typed("dieu", &new.article, false);
    if new.key.is_some_and(Key::stands_side_by_side) {
        typed("gia-tri", &new.value, true);
    }
    let valid_until = new.last.map(|last| last.plus_days(1));
    if let (Some(from), Some(until)) = (new.from, valid_until)
        && until <= from
    {
        faults.push(Refusal::at("den-ngay", "rule-ends-before"));
    }
    if let Some(refusal) = Refusal::all(faults) {
        return Err(refusal);
    }
    let incomplete = || Refusal::at("noi-dung", "rule-missing");
    Ok(OfficeRule {
        id: OfficeRuleId(uuid::Uuid::nil()),
        unit_id: UnitId(uuid::Uuid::nil()),
        unit: String::new(),
        key: new.key.ok_or_else(incomplete)?,
        kind: new.kind.filter(|_| needs_kind),
        value: value.ok_or_else(incomplete)?,
        valid_from: new.from.ok_or_else(incomplete)?,
        valid_until,
        title,
        number,
        issued_on: new.issued_on.ok_or_else(incomplete)?,
        article,
        post: String::new(),
        created_at: 0,
        ended_at: None,
    })
}

/// Ends a rule that an office added, after a last day that is not before yesterday: what it decided until
/// then stays as it was.
///
/// # Errors
/// `rule-unknown`, `rule-end-past`, `rule-over`, authority, or a failure.
pub async fn end(desk: &Desk, actor: &Actor, id: OfficeRuleId, last: Day) -> Result<(), Error> {
    let found = rows::one(&mut desk.store.read(), id).await?;
    let Some(rule) = found else { return Err(Refusal::new("rule-unknown").into()) };
    let acting = authorize_as(actor, Act::RuleAdd, &desk.object(rule.unit_id).await?)?;
    let (now, today) = (desk.clock.now(), desk.clock.today());
    if last < today.previous() {
        return Err(Refusal::at("den-ngay", "rule-end-past").into());
    }
    // A rule that has not begun never does.
    let until = last.plus_days(1).max(rule.valid_from);
    let audit = entry(now, (actor, &acting.post), Act::RuleAdd, ("office_rule", id.0));
    let audit = store::Entry { reason: format!("ended: {until}"), ..audit };
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !rows::end(tx, id, until, now).await? {
                return Err(Stop::Refused(Refusal::new("rule-over")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}
