//! Codes and names of one day on another, the matrix and the blocks between two days, and the versions of
//! the nation's list.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::Response;
use desk::authority::public_scope;
use desk::gazetteer::{self, Between, Known};
use units::Level;

use super::shapes::{
    Because, BetweenAsked, ComparableBlock, ComparableBlocks, ListVersion, ListVersions, Place,
    TranslateAsked, TranslatedPart, TranslatedText,
};
use super::units::day;
use crate::error::Fault;
use crate::site::Site;

fn place(place: gazetteer::Place) -> Place {
    let gazetteer::Place { unit_id, code, name, above } = place;
    Place { id: unit_id.to_string(), code, name, above }
}

/// A code or name of one day as units of another.
#[utoipa::path(
    get,
    path = "/api/v1/translate",
    tag = "gazetteer",
    params(TranslateAsked),
    responses(
        (status = 200, body = TranslatedText),
        (status = 400, description = "a parameter cannot be read")
    )
)]
pub async fn translate(
    State(site): State<Site>,
    Query(asked): Query<TranslateAsked>,
) -> Result<Json<TranslatedText>, Fault> {
    let (from, to) = (day(&site, Some(&asked.from))?, day(&site, asked.to.as_deref())?);
    let known = gazetteer::known(&site.desk).await?;
    let text: String = asked.q.chars().take(200).collect();
    let part = |row: gazetteer::Row| TranslatedPart {
        share_part: row.share.part,
        share_whole: row.share.whole,
        per_cent: gazetteer::percent(row.share),
        coverage: row.coverage().to_string(),
        method: row.method.to_string(),
        from: place(row.from),
        to: row.to.map(place),
    };
    let items = gazetteer::translate(&known, &text, (from, to)).into_iter().map(part).collect();
    Ok(Json(TranslatedText { from: from.to_string(), to: to.to_string(), items }))
}

/// What is asked of two days.
fn between(site: &Site, known: &Known, asked: &BetweenAsked) -> Result<Between, Fault> {
    let days = (day(site, Some(&asked.from))?, day(site, asked.to.as_deref())?);
    let level = match asked.level.as_deref() {
        None => Level::Commune,
        Some(level) => level.parse().map_err(|_| Fault::Unreadable)?,
    };
    if level == Level::Grassroots {
        return Err(Fault::Unreadable);
    }
    let within = match asked.province.as_deref() {
        None => None,
        Some(code) => Some(gazetteer::province(known, code, days).ok_or(Fault::Unreadable)?),
    };
    Ok(Between { days, level, within })
}

/// The conversion matrix between two days, as comma-separated text.
#[utoipa::path(
    get,
    path = "/api/v1/conversion.csv",
    tag = "gazetteer",
    params(BetweenAsked),
    responses(
        (status = 200, content_type = "text/csv", body = String),
        (status = 400, description = "a parameter cannot be read")
    )
)]
pub async fn conversion(
    State(site): State<Site>,
    Query(asked): Query<BetweenAsked>,
) -> Result<Response, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let between = between(&site, &known, &asked)?;
    crate::gazetteer::conversion(known, between).await
}

/// The comparable blocks between two days.
#[utoipa::path(
    get,
    path = "/api/v1/blocks",
    tag = "gazetteer",
    params(BetweenAsked),
    responses(
        (status = 200, body = ComparableBlocks),
        (status = 400, description = "a parameter cannot be read")
    )
)]
pub async fn blocks(
    State(site): State<Site>,
    Query(asked): Query<BetweenAsked>,
) -> Result<Json<ComparableBlocks>, Fault> {
    let known = gazetteer::known(&site.desk).await?;
    let found = gazetteer::blocks(&known, between(&site, &known, &asked)?);
    let because = |(on, event, act): (units::Day, units::EventKind, Option<String>)| Because {
        on: on.to_string(),
        event: event.to_string(),
        legal_document: act,
    };
    let block = |block: gazetteer::Block| ComparableBlock {
        before: block.before.into_iter().map(place).collect(),
        after: block.after.into_iter().map(place).collect(),
        because: block.because.into_iter().map(because).collect(),
    };
    Ok(Json(ComparableBlocks {
        blocks: found.changed.into_iter().map(block).collect(),
        unchanged: found.unchanged,
        lost: found.lost.into_iter().map(place).collect(),
    }))
}

/// The versions of the nation's list.
#[utoipa::path(
    get,
    path = "/api/v1/versions",
    tag = "gazetteer",
    responses((status = 200, body = ListVersions))
)]
pub async fn versions(State(site): State<Site>) -> Result<Json<ListVersions>, Fault> {
    let reader = site.desk.store.read();
    let versions = store::gazetteer::versions(&reader, &public_scope()).await?;
    let shape = |version: units::gazetteer::Version| ListVersion {
        number: version.number,
        dated: version.dated.to_string(),
        effective_on: version.effective_on.to_string(),
        acts: version.acts,
        provinces: version.counts.provinces,
        districts: version.counts.districts,
        communes: version.counts.communes,
    };
    Ok(Json(ListVersions { items: versions.into_iter().map(shape).collect() }))
}
