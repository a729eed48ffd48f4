//! Bodies of a place as of a day, and one with its names and its lineage. What lies ahead is not told: a day
//! after today is answered as today.

use axum::Json;
use axum::extract::{Path, Query, State};
use desk::authority::public_scope;
use ledger::BodyId;
use serde::{Deserialize, Serialize};
use store::body::{self, Line, Page, Succession};
use units::{Day, UnitId};
use utoipa::{IntoParams, ToSchema};

use super::page;
use super::shapes::{At, Named};
use super::units::{day, limit};
use crate::error::Fault;
use crate::site::Site;

/// Which bodies are asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BodiesAsked {
    /// Identity of the unit; without it, the bodies that have no territory.
    unit: Option<String>,
    /// The day, ISO 8601; today without it.
    at: Option<String>,
    /// Cursor of a page before.
    cursor: Option<String>,
    /// The most items, at most 200.
    limit: Option<usize>,
}

/// A body as of a day.
#[derive(Serialize, ToSchema)]
pub struct Body {
    /// Identity, never reused.
    id: String,
    /// Wire code of what it is.
    #[schema(example = "ubnd")]
    kind: String,
    /// Its name on the day.
    #[schema(example = "Ủy ban nhân dân phường Bến Lá")]
    name: String,
    /// Its name in English; null where it has none.
    name_en: Option<String>,
    /// Its territory; null for a body without one.
    unit_id: Option<String>,
    /// The body that it belongs to.
    parent_id: Option<String>,
    /// First day.
    from: String,
    /// First day on which it was no more; null while it stands.
    until: Option<String>,
    /// The act that made it.
    legal_document: Option<String>,
    /// The act that ended it.
    ended_document: Option<String>,
}

/// A list of bodies with the cursor of the next page.
#[derive(Serialize, ToSchema)]
pub struct Bodies {
    /// The day the list speaks of.
    at: String,
    /// The bodies that stand on the day.
    items: Vec<Body>,
    /// Cursor of the next page; absent on the last.
    next: Option<String>,
}

/// A body with its names and its lineage.
#[derive(Serialize, ToSchema)]
pub struct BodyPage {
    /// The day asked for.
    at: String,
    /// Whether it stands on that day.
    holds: bool,
    /// The body on the day.
    body: Body,
    /// The names that it had before, the latest first.
    names: Vec<FormerName>,
    /// What it took over.
    past: Vec<BodyEdge>,
    /// What took over from it.
    successors: Vec<BodyEdge>,
}

/// A name that a body had until a day.
#[derive(Serialize, ToSchema)]
pub struct FormerName {
    /// The name.
    name: String,
    /// First day of the next name.
    until: String,
    /// The act that gave the next name.
    legal_document: Option<String>,
}

/// A body that took over from another.
#[derive(Serialize, ToSchema)]
pub struct BodyEdge {
    /// The other body.
    body: Named,
    /// The day.
    effective_on: String,
    /// Whether all of it or a part: `whole` or `part`.
    coverage: String,
    /// The act.
    legal_document: Option<String>,
}

fn told(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

fn shape(line: Line, at: Day) -> Body {
    // An end that lies ahead is as little told as a beginning.
    let until = line.valid.until.filter(|until| *until <= at);
    Body {
        id: line.body.body_id.to_string(),
        kind: line.body.kind.to_string(),
        name: line.body.name,
        name_en: told(line.body.name_en),
        unit_id: line.body.unit_id.map(|id| id.to_string()),
        parent_id: line.body.parent_id.map(|id| id.to_string()),
        from: line.valid.from.to_string(),
        legal_document: told(line.legal_document),
        ended_document: until.and(told(line.ended_document)),
        until: until.map(|day| day.to_string()),
    }
}

fn edge(other: Succession) -> BodyEdge {
    BodyEdge {
        body: Named { id: other.body_id.to_string(), name: other.name },
        effective_on: other.effective_on.to_string(),
        coverage: other.coverage.to_string(),
        legal_document: told(other.legal_document),
    }
}

/// The day asked for, today at the latest.
fn past(site: &Site, asked: Option<&str>) -> Result<Day, Fault> {
    Ok(day(site, asked)?.min(site.desk.clock.today()))
}

/// The bodies of a unit that stand on a day.
#[utoipa::path(
    get,
    path = "/api/v1/bodies",
    tag = "bodies",
    params(BodiesAsked),
    responses((status = 200, body = Bodies), (status = 400, description = "a parameter cannot be read"))
)]
pub async fn list(
    State(site): State<Site>,
    Query(asked): Query<BodiesAsked>,
) -> Result<Json<Bodies>, Fault> {
    let at = past(&site, asked.at.as_deref())?;
    let mut reader = site.desk.store.read();
    let mut lines = match asked.unit.as_deref() {
        Some(unit) => {
            let unit: UnitId = unit.parse().map_err(|_| Fault::Unreadable)?;
            body::of_unit(&mut reader, unit, at).await?
        }
        None => body::without_unit(&reader, &public_scope(), at).await?,
    };
    lines.retain(|line| line.valid.contains(at));
    let items: Vec<Body> = lines.into_iter().map(|line| shape(line, at)).collect();
    let cut = (asked.cursor.as_deref(), limit(asked.limit));
    let (items, next) = page(items, |body| body.id.clone(), cut)?;
    Ok(Json(Bodies { at: at.to_string(), items, next }))
}

/// One body as of a day, with its names and its lineage.
#[utoipa::path(
    get,
    path = "/api/v1/bodies/{id}",
    tag = "bodies",
    params(("id" = String, Path, description = "Identity of the body"), At),
    responses((status = 200, body = BodyPage), (status = 404, description = "no such body"))
)]
pub async fn one(
    State(site): State<Site>,
    Path(id): Path<String>,
    Query(asked): Query<At>,
) -> Result<Json<BodyPage>, Fault> {
    let at = past(&site, asked.at.as_deref())?;
    let id: BodyId = id.parse().map_err(|_| Fault::NotFound)?;
    let page = body::page(&mut site.desk.store.read(), id, at).await?.ok_or(Fault::NotFound)?;
    if page.line.valid.from > site.desk.clock.today() {
        return Err(Fault::NotFound);
    }
    let Page { line, renames, taken_over, passed_on, .. } = page;
    let before = renames.into_iter().filter(|renamed| renamed.effective_on <= at);
    let names = before.map(|renamed| FormerName {
        name: renamed.old_name,
        until: renamed.effective_on.to_string(),
        legal_document: told(renamed.legal_document),
    });
    let come = |others: Vec<Succession>| {
        let come = others.into_iter().filter(|other| other.effective_on <= at);
        come.map(edge).collect()
    };
    Ok(Json(BodyPage {
        at: at.to_string(),
        holds: line.valid.contains(at),
        names: names.collect(),
        past: come(taken_over),
        successors: come(passed_on),
        body: shape(line, at),
    }))
}
