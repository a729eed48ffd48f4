//! Recording a resolution that was passed, and confirming it by a second person, which writes it
//! into the registry in one transaction.

use std::sync::Arc;

use store::atom::Place;
use store::attachment::NewAttachment;
use store::reorganisation::{NewAdoption, State};
use store::unit::{NewEvent, NewState};
use store::{Entry, Stop, Tx, atom, attachment, household, outbox, reorganisation as rows, unit};
use units::reorganisation::{Adoption, Applied, Reorganisation, Tally};
use units::{AttachmentId, Day, EventId, PlanId, ReorganisationId, Tier, UnitId};
use uuid::Uuid;

use super::{adoption_of, head, load, must_be};
use crate::{Act, Actor, Desk, Error, Refusal, authority, entry};

/// The resolution's document.
#[derive(Debug, Clone)]
pub struct Document {
    /// File name.
    pub name: String,
    /// Content type.
    pub content_type: String,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// What is recorded about a resolution.
#[derive(Debug, Clone)]
pub struct AdoptionForm {
    /// The household tally: totals only.
    pub tally: Option<Tally>,
    /// The resolution's number, "15/NQ-HĐND".
    pub number: String,
    /// The body that passed it.
    pub passed_by: String,
    /// The resolution's date.
    pub dated_on: Option<Day>,
    /// First day of the new units.
    pub effective_on: Option<Day>,
    /// The document.
    pub document: Option<Document>,
    /// Ids of the warnings that were acknowledged.
    pub acknowledged: Vec<String>,
}

struct Recording {
    desk: Desk,
    id: ReorganisationId,
    adoption: Adoption,
    passed_by: String,
    attachment: Option<NewAttachment>,
    audit: Entry,
}

/// Records a resolution that was passed. A second person confirms it.
///
/// # Errors
/// `reorganisation-unknown`, `reorganisation-state`, `adoption-document-missing`, the refusals of
/// `units::reorganisation` and of the document, authority, or a failure.
pub async fn record_adoption(
    desk: &Desk,
    actor: &Actor,
    id: ReorganisationId,
    form: AdoptionForm,
) -> Result<(), Error> {
    let page = head(desk, id).await?;
    let object = desk.object(page.line.commune_id).await?;
    let post = authority::authorize(actor, Act::ReorganisationRecord, &object)?;
    must_be(&page, &[State::Proposed, State::Recorded])?;
    let now = desk.clock.now();
    let adoption = Adoption {
        tally: form.tally,
        resolution_number: units::text::tidy(&form.number),
        resolution_on: form.dated_on,
        effective_on: form.effective_on,
        recorded_by: actor.account_id,
        confirmed_by: None,
        acknowledged: form.acknowledged,
    };
    let document = form.document.filter(|document| !document.body.is_empty());
    if let Some(document) = &document {
        attachment::check(&document.body, &document.content_type).map_err(Refusal::from)?;
    }
    let recording = Recording {
        desk: desk.clone(),
        id,
        adoption,
        passed_by: units::text::tidy(&form.passed_by),
        attachment: document.map(|document| NewAttachment {
            attachment_id: AttachmentId(desk.clock.id()),
            name: document.name,
            content_type: document.content_type,
            body: document.body,
            created_by: Some(actor.account_id),
            created_at: now,
        }),
        audit: entry(now, (actor, &post), Act::ReorganisationRecord, ("reorganisation", id.0)),
    };
    desk.act(recording, |tx, recording| Box::pin(record(tx, recording))).await
}

async fn record(tx: &mut Tx, recording: Arc<Recording>) -> Result<(), Stop<Refusal>> {
    let Recording { desk, id, adoption, .. } = &*recording;
    let today = desk.clock.today();
    let (page, mut value, registry) = load(tx, desk, *id, today).await?;
    must_be(&page, &[State::Proposed, State::Recorded]).map_err(Stop::Refused)?;
    value.effective_on = adoption.effective_on;
    let book = crate::rulebook::book_in(tx, desk).await?;
    let mut found = value.check_adoption(adoption, &book, &registry.place, today).refusals;
    found.extend(value.check_drawing(&registry.view(), &book, today));
    let mut refusals: Vec<Refusal> = found.iter().map(Refusal::from).collect();
    if recording.attachment.is_none() {
        refusals.push(Refusal::new("adoption-document-missing"));
    }
    if let Some(refusal) = Refusal::all(refusals) {
        return Err(Stop::Refused(refusal));
    }
    let document = recording.attachment.as_ref();
    let document = document.ok_or(Stop::Refused(Refusal::new("adoption-document-missing")))?;
    let row = row(adoption, &recording.passed_by, document.attachment_id);
    let row = row.ok_or(Stop::Refused(Refusal::new("adoption-incomplete")))?;
    let digest = attachment::keep(tx, document).await?;
    rows::record(tx, *id, &row, recording.audit.at).await?;
    if page.line.state == State::Proposed {
        rows::set_state(tx, *id, State::Proposed, State::Recorded).await?;
    }
    let mut audit = recording.audit.clone();
    audit.digest = Some(digest);
    tx.audit(audit).await?;
    Ok(())
}

/// The row of a checked adoption; nothing where a part is missing, which the check refuses.
fn row(adoption: &Adoption, passed_by: &str, document: AttachmentId) -> Option<NewAdoption> {
    let tally = adoption.tally.as_ref()?;
    let of_unit = tally.merging.iter().map(|unit| store::reorganisation::Tally {
        unit_id: unit.unit_id,
        households: unit.count.households.into(),
        agreed: unit.count.agreed.into(),
    });
    Some(NewAdoption {
        resolution_number: adoption.resolution_number.clone(),
        resolution_by: passed_by.to_owned(),
        dated_on: adoption.resolution_on?,
        effective_on: adoption.effective_on?,
        attachment_id: document,
        households: tally.area.households.into(),
        agreed: tally.area.agreed.into(),
        acknowledged: adoption.acknowledged.clone(),
        tally: of_unit.collect(),
        recorded_by: adoption.recorded_by,
    })
}

struct Confirmation {
    desk: Desk,
    id: ReorganisationId,
    actor: Actor,
    audit: Entry,
}

/// Confirms what another person recorded, and writes the change into the registry: states end and
/// begin, households follow their clusters, lineage is appended, the revision moves on.
///
/// # Errors
/// `reorganisation-unknown`, `reorganisation-state`, the refusals of `units::reorganisation` (the
/// same person, a moved base, …), authority, or a failure.
pub async fn confirm_adoption(
    desk: &Desk,
    actor: &Actor,
    id: ReorganisationId,
) -> Result<(), Error> {
    let page = head(desk, id).await?;
    let object = desk.object(page.line.commune_id).await?;
    let post = authority::authorize(actor, Act::ReorganisationConfirm, &object)?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &post), Act::ReorganisationConfirm, ("reorganisation", id.0));
    let input = Confirmation { desk: desk.clone(), id, actor: actor.clone(), audit };
    desk.act(input, |tx, input| Box::pin(confirm(tx, input))).await
}

async fn confirm(tx: &mut Tx, input: Arc<Confirmation>) -> Result<(), Stop<Refusal>> {
    let Confirmation { desk, id, actor, .. } = &*input;
    let (now, today) = (input.audit.at, desk.clock.today());
    let (page, mut value, registry) = load(tx, desk, *id, today).await?;
    must_be(&page, &[State::Recorded]).map_err(Stop::Refused)?;
    let Some(mut adoption) = adoption_of(&page) else {
        return Err(Stop::Refused(Refusal::new("reorganisation-state").with("state", "proposed")));
    };
    adoption.confirmed_by = Some(actor.account_id);
    value.effective_on = adoption.effective_on;
    let book = crate::rulebook::book_in(tx, desk).await?;
    let mut found = value.check_adoption(&adoption, &book, &registry.place, today).refusals;
    found.extend(value.check(&registry.view(), &book, today));
    if let Some(refusal) = Refusal::all(found.iter().map(Refusal::from).collect()) {
        return Err(Stop::Refused(refusal));
    }
    let applied = value
        .apply(&adoption, &mut || desk.clock.id())
        .map_err(|refusal| Stop::Refused(Refusal::from(&refusal)))?;
    write(tx, &value, &applied, (page.line.plan_id, now)).await?;
    crate::follow::adopted(tx, desk, value.commune.id, &applied).await?;
    rows::keep_applied(tx, *id, &applied).await?;
    rows::confirm(tx, *id, actor.account_id, now).await?;
    let moved = rows::set_state(tx, *id, State::Recorded, State::Adopted).await?;
    let base = page.line.base_revision;
    if !moved || !store::registry::bump(tx, value.commune.id, base).await? {
        return Err(Stop::Refused(Refusal::new("reorganisation-stale")));
    }
    outbox::queue(tx, &message(&applied, desk.clock.id(), now)).await?;
    let mut audit = input.audit.clone();
    audit.digest = Some(store::audit::digest([value.canonical_bytes().as_slice()]));
    tx.audit(audit).await?;
    Ok(())
}

fn message(applied: &Applied, id: Uuid, now: i64) -> outbox::Message {
    let body = serde_json::json!({
        "act": Act::ReorganisationConfirm.code(),
        "reorganisation": applied.reorganisation_id,
        "effective_on": applied.effective_on,
        "resolution": applied.legal_document,
    });
    outbox::Message {
        message_id: id,
        channel: "webhook",
        recipient: "registry".to_owned(),
        body: body.to_string(),
        due_at: now,
        queued_at: now,
    }
}

/// Writes what an adoption changes in the registry.
async fn write(
    tx: &mut Tx,
    value: &Reorganisation,
    applied: &Applied,
    (plan, now): (PlanId, i64),
) -> Result<(), Stop<Refusal>> {
    let (by, day) = (applied.reorganisation_id, applied.effective_on);
    let ending: Vec<UnitId> = applied
        .ended_states
        .iter()
        .chain(&applied.ended_sub_states)
        .map(|ended| ended.unit_id)
        .collect();
    let ended = unit::end_states(tx, &ending, day, by).await?;
    if ended != ending.len() as u64 {
        return Err(Stop::Refused(Refusal::new("reorganisation-stale")));
    }
    let fresh: Vec<UnitId> = applied.new_units.iter().map(|unit| unit.id).collect();
    unit::add_units(tx, &fresh, now).await?;
    let states: Vec<NewState> = applied
        .new_states()
        .map(|state| NewState { state: state.clone(), declared_households: None, began: Some(by) })
        .collect();
    unit::add_states(tx, &states, now).await?;
    for (part, new) in value.new_units.iter().enumerate() {
        let begun = states.iter().any(|state| state.state.id == new.state_id);
        if begun {
            let part = i64::try_from(part).unwrap_or(i64::MAX);
            unit::shape_from_plan(tx, new.state_id, plan, part).await?;
        }
    }
    move_atoms(tx, applied).await?;
    household::follow_atoms(tx, by, day).await?;
    for event in &applied.events {
        add_event(tx, value.commune.id, applied, event, now).await?;
    }
    Ok(())
}

async fn add_event(
    tx: &mut Tx,
    commune: UnitId,
    applied: &Applied,
    event: &units::Event,
    now: i64,
) -> Result<EventId, Stop<Refusal>> {
    let new = NewEvent {
        id: event.id,
        commune: Some(commune),
        kind: event.kind,
        effective_on: event.effective_on,
        legal_document: event.legal_document.clone(),
        reorganisation: Some(applied.reorganisation_id),
    };
    unit::add_event(tx, &new, now).await?;
    unit::add_edges(tx, event.id, &event.edges).await?;
    Ok(event.id)
}

/// Clusters leave their old unit on the day and lie in the new one from then on.
async fn move_atoms(tx: &mut Tx, applied: &Applied) -> Result<(), Stop<Refusal>> {
    let (by, day) = (applied.reorganisation_id, applied.effective_on);
    let mut places = Vec::new();
    for moved in &applied.atoms {
        if moved.from != moved.to {
            atom::end_place(tx, (moved.atom_id, Tier::Base), day, by).await?;
            places.push(Place {
                atom: moved.atom_id,
                unit: moved.to,
                tier: Tier::Base,
                from: day,
                began: Some(by),
            });
        }
        if moved.from_sub.is_some() {
            atom::end_place(tx, (moved.atom_id, Tier::Sub), day, by).await?;
        }
    }
    atom::add_places(tx, &places).await?;
    Ok(())
}
