//! The office's list of old groups: read and shown with every complaint, corrected, accepted,
//! put aside. Nothing of a list counts before it is accepted, and the registry is not changed by it.

mod compare;
mod reading;

use papers::{Label, Mapping, OldGroupRow, Severity};
use store::attachment::{self, NewAttachment};
use store::old_list::{self as rows, Group, Line, NewList, State};
use store::{Entry, Stop};
use units::{AttachmentId, OldListId, UnitId};

use crate::authority::system_scope;
use crate::{Act, Actor, Desk, Error, Refusal, authority, entry};

pub use compare::{Compared, Comparison};
pub use reading::Read;

/// A document as it was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The file's name.
    pub name: String,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// A list with what its document says.
#[derive(Debug, Clone)]
pub struct Opened {
    /// How the list stands.
    pub line: Line,
    /// What its document says under its mapping.
    pub read: Read,
}

/// Reads a document and keeps nothing: what it seems to say, how it was read, every complaint, and
/// the groups beside the registry.
///
/// # Errors
/// `papers-file-…` for a file that cannot be read, authority, or a failure.
pub async fn read(
    desk: &Desk,
    actor: &Actor,
    commune: UnitId,
    document: Document,
    mapping: Option<Mapping>,
) -> Result<Read, Error> {
    may(desk, actor, Act::OldListRead, commune).await?;
    reading::run(desk, commune, document, mapping).await
}

/// Reads a document and keeps it, so that it can be corrected page by page; the list counts for
/// nothing yet.
///
/// # Errors
/// As [`read`], and the refusals of a document.
pub async fn bring(
    desk: &Desk,
    actor: &Actor,
    commune: UnitId,
    document: Document,
) -> Result<OldListId, Error> {
    let post = may(desk, actor, Act::OldListRead, commune).await?;
    let read = reading::run(desk, commune, document.clone(), None).await?;
    attachment::check(&document.body, read.content_type).map_err(Refusal::from)?;
    let (id, now) = (OldListId(desk.clock.id()), desk.clock.now());
    let kept = NewAttachment {
        attachment_id: AttachmentId(desk.clock.id()),
        name: document.name.clone(),
        content_type: read.content_type.to_owned(),
        body: document.body,
        created_by: Some(actor.account_id),
        created_at: now,
    };
    let new = NewList {
        id,
        commune,
        name: document.name,
        attachment: kept.attachment_id,
        mapping: json(&read.mapping)?,
        created_by: actor.account_id,
    };
    let audit = entry(now, (actor, &post), Act::OldListRead, ("old_list", id.0));
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

/// A list with its document read again under its mapping, beside the registry of today.
///
/// # Errors
/// `old-list-unknown`, authority, or a failure.
pub async fn open(desk: &Desk, actor: &Actor, id: OldListId) -> Result<Opened, Error> {
    let line = line(desk, id).await?;
    may(desk, actor, Act::OldListRead, line.commune_id).await?;
    opened(desk, line).await
}

/// Says how the columns of a list are to be understood; the answer is the list read so.
///
/// # Errors
/// `old-list-unknown`, `old-list-decided` once accepted or put aside, `old-list-stale` where another
/// person has corrected it meanwhile, authority, or a failure.
pub async fn correct(
    desk: &Desk,
    actor: &Actor,
    (id, base): (OldListId, i64),
    mapping: Mapping,
) -> Result<Opened, Error> {
    let line = line(desk, id).await?;
    let post = may(desk, actor, Act::OldListRead, line.commune_id).await?;
    undecided(&line)?;
    let audit = entry(desk.clock.now(), (actor, &post), Act::OldListRead, ("old_list", id.0));
    desk.act((json(&mapping)?, audit), move |tx, input| {
        Box::pin(async move {
            let (mapping, audit) = &*input;
            if !rows::set_mapping(tx, id, base, mapping).await? {
                return Err(Stop::Refused(Refusal::new("old-list-stale")));
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await?;
    open(desk, actor, id).await
}

/// Accepts a list as it was read at a revision: its rows are stored, its headings remembered, and
/// the list accepted before is put aside, all at once.
///
/// # Errors
/// `old-list-unknown`, `old-list-decided`, `old-list-stale`, `old-list-faulty` while a row cannot be
/// read, authority, or a failure.
pub async fn accept(desk: &Desk, actor: &Actor, (id, base): (OldListId, i64)) -> Result<(), Error> {
    let line = line(desk, id).await?;
    let post = may(desk, actor, Act::OldListAccept, line.commune_id).await?;
    undecided(&line)?;
    if line.revision != base {
        return Err(Refusal::new("old-list-stale").into());
    }
    let scope = system_scope();
    let head = attachment::head(&desk.store.read(), &scope, line.attachment_id).await?;
    let commune = line.commune_id;
    let Opened { read, .. } = opened(desk, line).await?;
    if !read.reading.acceptable() {
        let errors = read.reading.count(Severity::Error);
        return Err(Refusal::new("old-list-faulty").with("errors", errors).into());
    }
    let audit = Entry {
        digest: head.map(|head| head.sha256),
        ..entry(desk.clock.now(), (actor, &post), Act::OldListAccept, ("old_list", id.0))
    };
    let accepting = (groups(&read), headings(&read)?, audit);
    let who = (actor.account_id, accepting.2.at);
    desk.act(accepting, move |tx, input| {
        Box::pin(async move {
            let (groups, headings, audit) = &*input;
            for before in rows::accepted(tx, commune).await? {
                rows::withdraw(tx, before, who).await?;
                let object_id = Some(before.0);
                let act = Act::OldListWithdraw.code();
                tx.audit(Entry { object_id, act, digest: None, ..audit.clone() }).await?;
            }
            if !rows::accept(tx, (id, base), groups, who).await? {
                return Err(Stop::Refused(Refusal::new("old-list-stale")));
            }
            for (fingerprint, mapping) in headings {
                rows::remember(tx, commune, (fingerprint, mapping), who.1).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Puts a list aside, whether it was accepted or only read. Its document and rows stay.
///
/// # Errors
/// `old-list-unknown`, `old-list-decided` where it is aside already, authority, or a failure.
pub async fn withdraw(desk: &Desk, actor: &Actor, id: OldListId) -> Result<(), Error> {
    let line = line(desk, id).await?;
    let post = may(desk, actor, Act::OldListWithdraw, line.commune_id).await?;
    let now = desk.clock.now();
    let by = actor.account_id;
    let audit = entry(now, (actor, &post), Act::OldListWithdraw, ("old_list", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !rows::withdraw(tx, id, (by, now)).await? {
                return Err(Stop::Refused(Refusal::new("old-list-decided")));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}

/// The post in which a person may do an act at a commune.
async fn may(desk: &Desk, actor: &Actor, act: Act, commune: UnitId) -> Result<String, Error> {
    Ok(authority::authorize(actor, act, &desk.object(commune).await?)?)
}

async fn line(desk: &Desk, id: OldListId) -> Result<Line, Error> {
    let today = desk.clock.today();
    let line = rows::line(&desk.store.read(), &system_scope(), id, today).await?;
    line.ok_or_else(|| Refusal::new("old-list-unknown").into())
}

fn undecided(line: &Line) -> Result<(), Refusal> {
    match line.state {
        State::Read => Ok(()),
        State::Accepted | State::Withdrawn => Err(Refusal::new("old-list-decided")),
    }
}

async fn opened(desk: &Desk, line: Line) -> Result<Opened, Error> {
    let scope = system_scope();
    let body = attachment::body(&desk.store.read(), &scope, line.attachment_id).await?;
    let Some(body) = body else { return Err(Refusal::new("old-list-unknown").into()) };
    let mapping: Mapping = serde_json::from_str(&line.mapping).map_err(|cause| {
        store::Failure::new(store::Fault::Damaged, "read the mapping of a list").because(cause)
    })?;
    let document = Document { name: line.name.clone(), body };
    let read = reading::run(desk, line.commune_id, document, Some(mapping)).await?;
    Ok(Opened { line, read })
}

/// The rows to store, each with the registry's group it was matched to.
fn groups(read: &Read) -> Vec<Group> {
    let rows = read.reading.rows.iter().enumerate();
    rows.map(|(at, row)| group(row, read.comparison.unit_of(at))).collect()
}

fn group(row: &OldGroupRow, unit_id: Option<UnitId>) -> Group {
    let neighbours = row.neighbours.iter().map(|name| {
        let labels = [&name.to, &name.bare, &name.khu_pho];
        labels.into_iter().flatten().map(Label::shown).collect::<Vec<_>>().join(", ")
    });
    Group {
        sheet: row.sheet.clone(),
        sheet_row: row.row.into(),
        khu_pho: row.khu_pho.as_ref().map(Label::shown),
        to: row.to.as_ref().map(Label::shown),
        households: row.households.into(),
        people: row.people.map(i64::from),
        street: row.street.clone(),
        note: row.note.clone(),
        code: row.code.clone(),
        neighbours: neighbours.collect(),
        unit_id,
    }
}

/// How each heading of the list was understood, by its fingerprint.
fn headings(read: &Read) -> Result<Vec<(String, String)>, Error> {
    let mut headings = Vec::new();
    for sheet in &read.mapping.sheets {
        let guess = read.guesses.iter().find(|guess| guess.sheet == sheet.sheet);
        if let Some(guess) = guess.filter(|guess| reading::has_heading(guess)) {
            headings.push((guess.fingerprint(), json(sheet)?));
        }
    }
    Ok(headings)
}

fn json(value: &impl serde::Serialize) -> Result<String, Error> {
    Ok(serde_json::to_string(value).map_err(|cause| {
        store::Failure::new(store::Fault::Bug, "write down a mapping").because(cause)
    })?)
}
