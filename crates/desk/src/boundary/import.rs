//! An office's boundaries come in: read and shown with everything that was assumed and mended, read
//! again in another way, applied at once, taken back whole. Nothing half-done is kept, and the same
//! file twice is the same import.

use store::attachment::{self, NewAttachment};
use store::boundary::import::{self as rows, Line, NewImport, State};
use store::{Entry, Stop, registry};
use units::{AttachmentId, BoundaryImportId, Day};

use super::prepare::{Choices, Prepared, prepare};
use super::report::Report;
use crate::authority::system_scope;
use crate::old_list::Document;
use crate::{Act, Actor, Desk, Error, Object, Refusal, authority, entry};

/// An import with what it tells.
#[derive(Debug, Clone)]
pub struct Opened {
    /// How it stands.
    pub line: Line,
    /// How it is read.
    pub choices: Choices,
    /// What it tells, or why its file cannot be read so.
    pub told: Result<Report, Refusal>,
    /// The registry's revisions that this was told on.
    pub stamp: i64,
}

/// The imports, latest first.
///
/// # Errors
/// Authority, or a failure.
pub async fn list(desk: &Desk, actor: &Actor) -> Result<Vec<Line>, Error> {
    may(desk, Some(actor))?;
    Ok(rows::list(&desk.store.read(), &system_scope()).await?)
}

/// Keeps a file of boundaries for the units of a day, to be looked at; it counts for nothing yet. The
/// same file for the same day, read in the same way, is the import that counts already. Without an
/// actor it is the administrator of the machine.
///
/// # Errors
/// The refusals of a document, authority, or a failure.
pub async fn bring(
    desk: &Desk,
    actor: Option<&Actor>,
    (document, on): (Document, Day),
    choices: &Choices,
) -> Result<BoundaryImportId, Error> {
    let post = may(desk, actor)?;
    let content_type = content_type(&document.body);
    attachment::check(&document.body, content_type)
        .map_err(|refusal| Refusal { field: "van-ban", ..Refusal::from(refusal) })?;
    let (id, now) = (BoundaryImportId(desk.clock.id()), desk.clock.now());
    let choices = json(choices)?;
    let digest = sha256(&document.body);
    let reader = desk.store.read();
    let known = rows::applied(&reader, &system_scope(), (&digest, on, &choices)).await?;
    if let Some(known) = known {
        return Ok(known.id);
    }
    let by = actor.map(|actor| actor.account_id);
    let kept = NewAttachment {
        attachment_id: AttachmentId(desk.clock.id()),
        name: document.name.clone(),
        content_type: content_type.to_owned(),
        body: document.body,
        created_by: by,
        created_at: now,
    };
    let new = NewImport {
        id,
        name: document.name,
        attachment: kept.attachment_id,
        sha256: digest,
        on,
        choices,
        created_by: by,
    };
    let audit = record(now, (actor, post), id);
    desk.act((kept, new, audit), move |tx, input| {
        Box::pin(async move {
            let (kept, new, audit) = &*input;
            let digest = attachment::keep(tx, kept).await?;
            rows::add(tx, new, now).await?;
            tx.audit(Entry { digest: Some(digest), ..audit.clone() }).await?;
            Ok(id)
        })
    })
    .await
}

/// An import with what it tells: while it is only read, against the registry as it is now; once it was
/// applied, as it was told then.
///
/// # Errors
/// `boundary-import-unknown`, authority, or a failure.
pub async fn open(
    desk: &Desk,
    actor: Option<&Actor>,
    id: BoundaryImportId,
) -> Result<Opened, Error> {
    may(desk, actor)?;
    let line = line(desk, id).await?;
    let choices = choices_of(&line)?;
    if let Some(report) = &line.report {
        let report = serde_json::from_str(report).map_err(damaged)?;
        return Ok(Opened { line, choices, told: Ok(report), stamp: 0 });
    }
    let (told, stamp) = match prepared(desk, &line, &choices).await {
        Ok(prepared) => (Ok(prepared.report), prepared.stamp),
        Err(Error::Refused(refusal)) => (Err(refusal), 0),
        Err(failed) => return Err(failed),
    };
    Ok(Opened { line, choices, told, stamp })
}

/// Says how the file of an import is to be read.
///
/// # Errors
/// `boundary-import-unknown`, `boundary-import-decided`, `boundary-import-stale` where another person
/// has changed it meanwhile, authority, or a failure.
pub async fn choose(
    desk: &Desk,
    actor: Option<&Actor>,
    (id, base): (BoundaryImportId, i64),
    choices: &Choices,
) -> Result<(), Error> {
    let post = may(desk, actor)?;
    undecided(&line(desk, id).await?)?;
    let audit = record(desk.clock.now(), (actor, post), id);
    desk.act((json(choices)?, audit), move |tx, input| {
        Box::pin(async move {
            let (choices, audit) = &*input;
            if !rows::choose(tx, (id, base), choices).await? {
                return Err(Stop::Refused(Refusal::new("boundary-import-stale")));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Applies an import as it was told on the registry's revisions `stamp`: all outlines at once. What was
/// applied already stays so.
///
/// # Errors
/// `boundary-import-unknown`, `boundary-import-decided`, `boundary-import-stale` where it or the
/// registry has changed since it was told, `boundary-import-nothing` where it would change nothing,
/// the refusals of its file, authority, or a failure.
pub async fn apply(
    desk: &Desk,
    actor: Option<&Actor>,
    (id, base): (BoundaryImportId, i64),
    stamp: i64,
) -> Result<Report, Error> {
    let post = may(desk, actor)?;
    let line = line(desk, id).await?;
    if let (State::Applied, Some(report)) = (line.state, &line.report) {
        return Ok(serde_json::from_str(report).map_err(damaged)?);
    }
    undecided(&line)?;
    let choices = choices_of(&line)?;
    let prepared = prepared(desk, &line, &choices).await?;
    if prepared.stamp != stamp || line.revision != base {
        return Err(Refusal::new("boundary-import-stale").into());
    }
    let Prepared { report, outlines, .. } = prepared;
    if outlines.is_empty() {
        return Err(Refusal::new("boundary-import-nothing").into());
    }
    let told = json(&report)?;
    let by = actor.map(|actor| actor.account_id);
    let audit = record(desk.clock.now(), (actor, post), id);
    let audit = Entry { digest: Some(sha256(told.as_bytes())), ..audit };
    let at = audit.at;
    desk.act((told, line.name, outlines, audit), move |tx, input| {
        Box::pin(async move {
            let (told, name, outlines, audit) = &*input;
            if registry::moved_now(tx).await?.of_both() != stamp {
                return Err(Stop::Refused(Refusal::new("boundary-import-stale")));
            }
            if !rows::apply(
                tx,
                (id, base),
                (told.as_str(), name.as_str(), outlines.as_slice()),
                (by, at),
            )
            .await?
            {
                return Err(Stop::Refused(Refusal::new("boundary-import-stale")));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await?;
    Ok(report)
}

/// Takes an import back: every state has again the outline and the official area it had.
///
/// # Errors
/// `boundary-import-unknown`, `boundary-import-not-applied`, `boundary-import-later` where a later
/// import changed one of the same units, authority, or a failure.
pub async fn revert(desk: &Desk, actor: Option<&Actor>, id: BoundaryImportId) -> Result<(), Error> {
    let post = may(desk, actor)?;
    line(desk, id).await?;
    let by = actor.map(|actor| actor.account_id);
    let audit = record(desk.clock.now(), (actor, post), id);
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if let Some(name) = rows::later(tx, id).await? {
                return Err(Stop::Refused(
                    Refusal::new("boundary-import-later").with("name", name),
                ));
            }
            if !rows::revert(tx, id, (by, audit.at)).await? {
                return Err(Stop::Refused(Refusal::new("boundary-import-not-applied")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Puts an import that is only read aside.
///
/// # Errors
/// `boundary-import-unknown`, `boundary-import-decided`, authority, or a failure.
pub async fn withdraw(
    desk: &Desk,
    actor: Option<&Actor>,
    id: BoundaryImportId,
) -> Result<(), Error> {
    let post = may(desk, actor)?;
    line(desk, id).await?;
    let by = actor.map(|actor| actor.account_id);
    let audit = record(desk.clock.now(), (actor, post), id);
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !rows::withdraw(tx, id, (by, audit.at)).await? {
                return Err(Stop::Refused(Refusal::new("boundary-import-decided")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// The post in which a person may bring boundaries; nothing to ask of the machine's administrator.
fn may(desk: &Desk, actor: Option<&Actor>) -> Result<String, Error> {
    let Some(actor) = actor else { return Ok(String::new()) };
    let object = Object::at(Vec::new(), desk.clock.today());
    Ok(authority::authorize(actor, Act::BoundaryImport, &object)?)
}

fn record(at: i64, (actor, post): (Option<&Actor>, String), id: BoundaryImportId) -> Entry {
    match actor {
        Some(actor) => entry(at, (actor, &post), Act::BoundaryImport, ("boundary_import", id.0)),
        None => Entry {
            at,
            actor: None,
            post: None,
            act: Act::BoundaryImport.code(),
            object_kind: "boundary_import",
            object_id: Some(id.0),
            reason: String::new(),
            digest: None,
        },
    }
}

async fn line(desk: &Desk, id: BoundaryImportId) -> Result<Line, Error> {
    let line = rows::line(&desk.store.read(), &system_scope(), id).await?;
    line.ok_or_else(|| Refusal::new("boundary-import-unknown").into())
}

fn undecided(line: &Line) -> Result<(), Refusal> {
    match line.state {
        State::Read => Ok(()),
        _ => Err(Refusal::new("boundary-import-decided")),
    }
}

fn choices_of(line: &Line) -> Result<Choices, Error> {
    Ok(serde_json::from_str(&line.choices).map_err(damaged)?)
}

async fn prepared(desk: &Desk, line: &Line, choices: &Choices) -> Result<Prepared, Error> {
    let body = attachment::body(&desk.store.read(), &system_scope(), line.attachment_id).await?;
    let Some(body) = body else { return Err(Refusal::new("boundary-import-unknown").into()) };
    prepare(desk, body, line.on, choices.clone()).await
}

fn damaged(cause: serde_json::Error) -> store::Failure {
    store::Failure::new(store::Fault::Damaged, "read an import of boundaries").because(cause)
}

fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    Ok(serde_json::to_string(value).map_err(|cause| {
        store::Failure::new(store::Fault::Bug, "write down an import of boundaries").because(cause)
    })?)
}

fn sha256(bytes: &[u8]) -> Vec<u8> {
    store::attachment::digest(bytes)
}

/// The kind of a file, by its first bytes.
fn content_type(body: &[u8]) -> &'static str {
    if body.starts_with(b"PK\x03\x04") {
        "application/zip"
    } else if body.starts_with(b"SQLite format 3\0") {
        "application/geopackage+sqlite3"
    } else if body.trim_ascii_start().starts_with(b"{") {
        "application/geo+json"
    } else {
        "text/csv"
    }
}
