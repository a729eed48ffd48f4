//! The dossier of a reorganisation: what changes, the outcome of the consultation, the recorded
//! resolution, and the second person's confirmation. An officer records; nobody adopts here.

mod document;
mod form;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use desk::Act;
use desk::reorganisation::Dossier;
use desk::rulebook::{Deciding, deciding};
use serde::Deserialize;
use store::reorganisation::{self, Adoption, Line, State as Stage};
use units::reorganisation::{AfterRow, Clause, Part, Warning};
use units::rulebook::Key;
use units::{Day, ReorganisationId};

use crate::error::Fault;
use crate::layout::{Complaints, Crumb, html, html_refused};
use crate::map::{self, Slider};
use crate::plan::proof::Proof;
use crate::site::Site;
use crate::viewer::Viewer;

pub use document::document;
pub use form::count;

use form::AdoptionForm;

#[derive(Template)]
#[template(path = "reorganisation/page.html")]
struct DossierView {
    v: Viewer,
    crumbs: Vec<Crumb>,
    complaints: Complaints,
    commune: String,
    line: Line,
    adoption: Option<Adoption>,
    tally: Vec<TallyRow>,
    clauses: Vec<Told>,
    refusals: Vec<String>,
    after: Vec<AfterLine>,
    slider: Slider,
    /// How good the plan is, and the files by which anyone re-checks that.
    proof: Option<Proof>,
    warnings: Vec<WarningLine>,
    form: AdoptionForm,
    /// The rules by which the dossier is judged, and the day they are taken of.
    rules: Vec<Deciding>,
    judged_on: Day,
    adopted: bool,
    waits: bool,
    may_record: bool,
    may_confirm: bool,
    may_revert: bool,
    may_read: bool,
}

/// A sentence of the description with the parts it is made of.
struct Told {
    text: String,
    parts: Vec<String>,
}

/// The outcome in one old unit.
struct TallyRow {
    name: String,
    households: i64,
    agreed: i64,
}

/// A new unit with where it comes from.
struct AfterLine {
    name: String,
    households: i64,
    people: i64,
    from: String,
}

/// A notice that must be acknowledged by name.
struct WarningLine {
    id: String,
    text: String,
    source: String,
}

/// `GET /sap-xep/ho-so/{reorganisation}`.
pub async fn page(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ReorganisationId>,
) -> Result<Response, Fault> {
    let dossier = load(&v, &site, id).await?;
    let form = AdoptionForm::empty(&v, &dossier);
    html(&view(v, &site, dossier, (form, Complaints::default())).await?)
}

async fn load(v: &Viewer, site: &Site, id: ReorganisationId) -> Result<Dossier, Fault> {
    desk::reorganisation::preview(&site.desk, &v.scope(), id).await?.ok_or(Fault::NotFound)
}

/// What the rulebook is asked for when a dossier is judged.
const JUDGED_BY: &[Key] = &[
    Key::KindExists,
    Key::SizeMin,
    Key::SizeMax,
    Key::MustMergeBelow,
    Key::ConsultationOver,
    Key::SubmitWithin,
    Key::ForwardWithin,
];

/// What it is asked for of the commune itself.
const OF_COMMUNE: &[Key] = &[Key::BaseKinds, Key::NoCouncil, Key::SubmitWithinNoCouncil];

async fn view(
    v: Viewer,
    site: &Site,
    dossier: Dossier,
    (form, complaints): (AdoptionForm, Complaints),
) -> Result<DossierView, Fault> {
    let page = &dossier.page;
    let (stage, commune) = (page.line.state, page.line.commune_id);
    let recorder = page.adoption.as_ref().map(|adoption| adoption.recorded_by);
    let is_another = recorder.is_some() && recorder != v.actor.as_ref().map(|a| a.account_id);
    let is_ahead = page.line.effective_on.is_some_and(|day| day > v.today);
    let is_open = matches!(stage, Stage::Proposed | Stage::Recorded);
    let may = |act| v.may(site, act, commune);
    let reader = site.desk.store.read();
    let proof = match store::plan::page(&reader, &v.scope(), page.line.plan_id).await? {
        Some(plan) => Some(Proof::of(&v, &reader, &plan).await?),
        None => None,
    };
    let judged_on = page.adoption.as_ref().map_or(v.today, |adoption| adoption.effective_on);
    let kind = dossier.value.new_units.first().map(|unit| unit.kind);
    let by = (&site.desk, &*dossier.book);
    let mut rules = deciding(by, commune, (JUDGED_BY, kind), judged_on).await?;
    // Which kinds of unit there can be, and whether a council decides, is said of the commune's kind.
    let of_commune = (OF_COMMUNE, Some(dossier.value.commune.kind));
    rules.extend(deciding(by, commune, of_commune, judged_on).await?);
    Ok(DossierView {
        crumbs: crumbs(&v, &dossier),
        rules,
        judged_on,
        complaints,
        commune: dossier.value.commune.name.clone(),
        tally: tally(&dossier),
        clauses: told(&v, &dossier.clauses),
        refusals: dossier.refusals.iter().map(|r| v.say_coded(r.code, &r.args)).collect(),
        after: dossier.preview.after.iter().map(|row| after(&v, row)).collect(),
        slider: map::slider_of_reorganisation(&v, &page.line),
        proof,
        warnings: dossier.warnings.iter().map(|warning| warning_line(&v, warning)).collect(),
        form,
        adopted: stage == Stage::Adopted,
        waits: stage == Stage::Recorded,
        may_read: page.adoption.is_some()
            && (may(Act::ReorganisationRecord).await? || may(Act::ReorganisationConfirm).await?),
        may_record: is_open && may(Act::ReorganisationRecord).await?,
        may_confirm: stage == Stage::Recorded
            && is_another
            && may(Act::ReorganisationConfirm).await?,
        may_revert: stage == Stage::Adopted && is_ahead && may(Act::ReorganisationRevert).await?,
        adoption: page.adoption.clone(),
        line: page.line.clone(),
        v,
    })
}

fn crumbs(v: &Viewer, dossier: &Dossier) -> Vec<Crumb> {
    let commune = &dossier.value.commune;
    vec![
        Crumb::word(v, "/sap-xep", "nav-reorganise"),
        Crumb::named(v, &format!("/sap-xep/{}", commune.id), &commune.name),
    ]
}

/// The description, parts under what they make. That a plan has no legal force is said above, and
/// no longer once an adoption is recorded.
fn told(v: &Viewer, clauses: &[Clause]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for clause in clauses.iter().filter(|clause| **clause != Clause::NoLegalValue) {
        let text = v.say_coded(clause.code(), &clause.args());
        let is_part = matches!(clause, Clause::PartWhole { .. } | Clause::PartSome { .. });
        match told.last_mut().filter(|_| is_part) {
            Some(whole) => whole.parts.push(text),
            None => told.push(Told { text, parts: Vec::new() }),
        }
    }
    told
}

fn tally(dossier: &Dossier) -> Vec<TallyRow> {
    let name = |unit| dossier.value.old_unit(unit).map(|old| old.name.clone());
    let row = |tally: &reorganisation::Tally| TallyRow {
        name: name(tally.unit_id).unwrap_or_default(),
        households: tally.households,
        agreed: tally.agreed,
    };
    let mut rows: Vec<TallyRow> = dossier.page.tally.iter().map(row).collect();
    rows.sort_by_cached_key(|row| store::order::sort_key(&row.name));
    rows
}

fn after(v: &Viewer, row: &AfterRow) -> AfterLine {
    let part =
        |part: &Part| format!("{} ({})", part.name, v.number(i64::from(part.shares.households)));
    AfterLine {
        name: row.name.clone(),
        households: i64::from(row.counts.households),
        people: i64::from(row.counts.people),
        from: row.from.iter().map(part).collect::<Vec<_>>().join(", "),
    }
}

/// A notice speaks in its own words where it brings them.
fn warning_line(v: &Viewer, warning: &Warning) -> WarningLine {
    let args = warning.args();
    let of = |name: &str| args.iter().find(|(key, _)| *key == name).map(|(_, text)| text.clone());
    WarningLine {
        id: warning.id().to_owned(),
        text: of(v.lang.tag()).unwrap_or_else(|| v.say_coded(warning.code(), &args)),
        source: of("source").unwrap_or_default(),
    }
}

/// `POST /sap-xep/ho-so/{reorganisation}/xac-nhan`.
pub async fn confirm(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ReorganisationId>,
) -> Result<Response, Fault> {
    match desk::reorganisation::confirm_adoption(&site.desk, v.actor()?, id).await {
        Ok(_) => Ok(back(&v, id)),
        Err(error) => again(v, &site, id, error).await,
    }
}

/// Why an adoption is taken back.
#[derive(Deserialize)]
pub struct Why {
    #[serde(default, rename = "ly-do")]
    ly_do: String,
}

/// `POST /sap-xep/ho-so/{reorganisation}/huy`.
pub async fn revert(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ReorganisationId>,
    Form(why): Form<Why>,
) -> Result<Response, Fault> {
    match desk::reorganisation::revert(&site.desk, v.actor()?, id, &why.ly_do).await {
        Ok(_) => Ok(back(&v, id)),
        Err(error) => again(v, &site, id, error).await,
    }
}

fn back(v: &Viewer, id: ReorganisationId) -> Response {
    Redirect::to(&v.to(format!("/sap-xep/ho-so/{id}"))).into_response()
}

/// The dossier once more with what refused the act.
async fn again(
    v: Viewer,
    site: &Site,
    id: ReorganisationId,
    error: desk::Error,
) -> Result<Response, Fault> {
    let dossier = load(&v, site, id).await?;
    let form = AdoptionForm::empty(&v, &dossier);
    refuse(v, site, dossier, (form, error)).await
}

/// The dossier with a form as it was sent, and every refusal beside its field.
async fn refuse(
    v: Viewer,
    site: &Site,
    dossier: Dossier,
    (form, error): (AdoptionForm, desk::Error),
) -> Result<Response, Fault> {
    let desk::Error::Refused(refusal) = error else { return Err(error.into()) };
    let mut complaints = Complaints::default();
    for one in refusal.each() {
        complaints.add(form::field_of(one.code), v.say_coded(one.code, &one.args));
    }
    html_refused(&view(v, site, dossier, (form, complaints)).await?)
}

/// `POST /sap-xep/ho-so/{reorganisation}/ghi-nhan`.
pub async fn record(
    v: Viewer,
    State(site): State<Site>,
    Path(id): Path<ReorganisationId>,
    sent: Multipart,
) -> Result<Response, Fault> {
    let dossier = load(&v, &site, id).await?;
    let form = AdoptionForm::read(&v, &dossier, sent).await?;
    let sent = form.for_the_desk();
    match desk::reorganisation::record_adoption(&site.desk, v.actor()?, id, sent).await {
        Ok(()) => Ok(back(&v, id)),
        Err(error) => refuse(v, &site, dossier, (form, error)).await,
    }
}
