//! Codes and names of one day on another, the matrix and the blocks between two days, and the versions of
//! the nation's list.

use std::io::{self, Write as _};
use std::net::SocketAddr;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, Extension, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use desk::authority::public_scope;
use desk::gazetteer::{self, Between, Known};
use units::{Day, Level};

use super::shapes::{
    Because, BetweenAsked, ComparableBlock, ComparableBlocks, ListVersion, ListVersions, Place,
    TranslateAsked, TranslateTable, TranslatedLine, TranslatedPart, TranslatedTable,
    TranslatedText,
};
use super::units::day;
use crate::error::{Fault, Told};
use crate::pipe::{self, Pipe};
use crate::session;
use crate::site::Site;

fn place(place: gazetteer::Place) -> Place {
    let gazetteer::Place { unit_id, code, name, above } = place;
    Place { id: unit_id.to_string(), code, name, above }
}

fn part(row: gazetteer::Row) -> TranslatedPart {
    TranslatedPart {
        share_part: row.share.part,
        share_whole: row.share.whole,
        per_cent: gazetteer::percent(row.share),
        coverage: row.coverage().to_string(),
        method: row.method.to_string(),
        from: place(row.from),
        to: row.to.map(place),
    }
}

/// A code or name, no longer than any is.
fn cut(text: &str) -> String {
    const LETTERS_MOST: usize = 200;
    text.chars().take(LETTERS_MOST).collect()
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
    let text = cut(&asked.q);
    let items = gazetteer::translate(&known, &text, (from, to)).into_iter().map(part).collect();
    Ok(Json(TranslatedText { from: from.to_string(), to: to.to_string(), items }))
}

/// The largest table of codes: some 400,000 of them.
pub const TRANSLATED_MOST: usize = 4 * 1024 * 1024;

/// Many codes or names of one day as units of another: the answer leaves line by line while the rest is still
/// being translated.
#[utoipa::path(
    post,
    path = "/api/v1/translate",
    tag = "gazetteer",
    request_body = TranslateTable,
    responses(
        (status = 200, body = TranslatedTable),
        (status = 400, description = "a day or the table cannot be read"),
        (status = 413, description = "the table is larger than 4 MiB"),
        (status = 429, description = "too many tables came from this network in a few minutes")
    )
)]
pub async fn translate_all(
    State(site): State<Site>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    table: Result<Json<TranslateTable>, JsonRejection>,
) -> Result<Response, Fault> {
    let peer = peer.map(|Extension(ConnectInfo(socket))| socket.ip());
    let Some(sending) = site.door.sending.enters(session::caller(&headers, peer)) else {
        let too_often = Told::Refused(desk::Refusal::new("translate-too-often"));
        return Ok((StatusCode::TOO_MANY_REQUESTS, Extension(too_often)).into_response());
    };
    let Json(TranslateTable { from, to, items }) = table.map_err(unread)?;
    let days = (day(&site, Some(&from))?, day(&site, to.as_deref())?);
    let known = gazetteer::known(&site.desk).await?;
    let kept = (crate::gazetteer::turn().await, sending);
    let body = pipe::streamed(move |pipe| {
        let _kept = kept;
        write(pipe, &known, (items, days))
    });
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

fn unread(rejection: JsonRejection) -> Fault {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Fault::TooLarge,
        _ => Fault::Unreadable,
    }
}

/// Writes a [`TranslatedTable`] line by line.
fn write(
    mut pipe: Pipe,
    known: &Known,
    (items, days): (Vec<String>, (Day, Day)),
) -> io::Result<()> {
    write!(pipe, r#"{{"from":"{}","to":"{}","items":["#, days.0, days.1)?;
    for (number, q) in items.iter().map(|text| cut(text)).enumerate() {
        let named = gazetteer::named(known, &q, days.0);
        let parts = match named[..] {
            [unit] => gazetteer::rows(known, unit, days).into_iter().map(part).collect(),
            _ => Vec::new(),
        };
        let line = TranslatedLine { q, bearers: named.len(), parts };
        let before: &[u8] = if number == 0 { b"\n" } else { b",\n" };
        pipe.write_all(before)?;
        pipe.write_all(&serde_json::to_vec(&line)?)?;
    }
    pipe.write_all(b"]}\n")?;
    pipe.flush()
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
    let between = between(&site, &known, &asked)?;
    let found = crate::gazetteer::blocks(known, between, 0..usize::MAX).await?;
    let because = |(on, event, act): (Day, units::EventKind, Option<String>)| Because {
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
