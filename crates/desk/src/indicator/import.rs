//! Files of figures: kept as they came, then applied as a whole or put aside. A file that was applied
//! stays, and its figures name it.

use std::collections::{BTreeMap, HashMap};

use ledger::text;
use papers::Limits;
use store::attachment::{self, NewAttachment};
use store::indicator::{self as rows, File, FileState, NewFile, NewValue};
use store::{Entry, Stop};
use units::indicator::ReportPeriod;
use units::{AttachmentId, FigureFileId, IndicatorId, PostId, UnitId};

use super::reading::{Document, Preview, preview};
use super::tell::differing;
use crate::authority::{authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Refusal, entry, stop};

/// A file with what it says today.
#[derive(Debug, Clone)]
pub struct Opened {
    /// How it stands.
    pub file: File,
    /// What it says.
    pub preview: Preview,
}

/// Reads a file and keeps it, so that it can be looked at; nothing of it counts yet.
///
/// # Errors
/// As [`preview`], the refusals of a document, and `authority-no-post`.
pub async fn bring(
    desk: &Desk,
    actor: &Actor,
    (id, unit, indicator): (FigureFileId, UnitId, Option<IndicatorId>),
    document: Document,
) -> Result<FigureFileId, Error> {
    let acting = authorize_as(actor, Act::IndicatorBring, &desk.object(unit).await?)?;
    let post = acting.holder()?;
    preview(desk, Some(actor), (unit, indicator), &document).await?;
    let content_type = content_type(&document);
    attachment::check(&document.body, content_type).map_err(Refusal::from)?;
    let now = desk.clock.now();
    let kept = NewAttachment {
        attachment_id: AttachmentId(desk.clock.id()),
        name: document.name.clone(),
        content_type: content_type.to_owned(),
        body: document.body,
        created_by: Some(actor.account_id),
        created_at: now,
    };
    let attachment = kept.attachment_id;
    let new = NewFile { id, unit, indicator, name: document.name, attachment };
    let audit = entry(now, (actor, &acting.post), Act::IndicatorBring, ("figure_file", id.0));
    let known = rows::file(&desk.store.read(), &system_scope(), id).await?;
    if known.is_some() {
        return Ok(id);
    }
    desk.act((kept, new, audit), move |tx, input| {
        Box::pin(async move {
            let (kept, new, audit) = &*input;
            let digest = attachment::keep(tx, kept).await?;
            rows::add_file(tx, new, (post, now)).await?;
            tx.audit(Entry { digest: Some(digest), ..audit.clone() }).await?;
            Ok(id)
        })
    })
    .await
}

fn content_type(document: &Document) -> &'static str {
    match papers::open(&document.name, &document.body, &Limits::default()).map(|book| book.kind) {
        Ok(papers::FileKind::Xls) => "application/vnd.ms-excel",
        Ok(papers::FileKind::Ods) => "application/vnd.oasis.opendocument.spreadsheet",
        Ok(papers::FileKind::Csv) => "text/csv",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
}

/// A file with what it says today.
///
/// # Errors
/// `indicator-file-unknown`, authority, or a failure.
pub async fn open(desk: &Desk, actor: &Actor, id: FigureFileId) -> Result<Opened, Error> {
    let file = known(desk, id).await?;
    authorize_as(actor, Act::IndicatorBring, &desk.object(file.unit_id).await?)?;
    let document = document(desk, &file).await?;
    let of = (file.unit_id, file.indicator_id);
    let preview = preview(desk, Some(actor), of, &document).await?;
    Ok(Opened { file, preview })
}

async fn known(desk: &Desk, id: FigureFileId) -> Result<File, Error> {
    let file = rows::file(&desk.store.read(), &system_scope(), id).await?;
    file.ok_or_else(|| Refusal::new("indicator-file-unknown").into())
}

async fn document(desk: &Desk, file: &File) -> Result<Document, Error> {
    let scope = system_scope();
    let body = attachment::body(&desk.store.read(), &scope, file.attachment_id).await?;
    let body = body.ok_or_else(|| Error::Refused(Refusal::new("indicator-file-unknown")))?;
    Ok(Document { name: file.name.clone(), body })
}

/// Lets all figures of a file count, or none: one transaction. `why` is the reason of corrections for
/// which the file gives none. Applied twice it is applied once; the answer is how many it told.
///
/// # Errors
/// `indicator-file-faulty` while anything is wrong with it, `indicator-file-decided` where it was put
/// aside, `indicator-why-missing`, authority, or a failure.
pub async fn apply(
    desk: &Desk,
    actor: &Actor,
    id: FigureFileId,
    why: &str,
) -> Result<usize, Error> {
    let Opened { file, preview } = open(desk, actor, id).await?;
    match file.state {
        FileState::Applied => return Ok(usize::try_from(file.figures).unwrap_or_default()),
        FileState::Withdrawn => return Err(Refusal::new("indicator-file-decided").into()),
        FileState::Read => {}
    }
    let object = desk.object(file.unit_id).await?;
    let acting = authorize_as(actor, Act::IndicatorBring, &object)?;
    let who = acting.holder()?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::IndicatorBring, ("figure_file", id.0));
    keep(desk, preview, (Some(who), Some(id)), (why, audit)).await
}

/// Lets all figures of a file on this machine count, by the program itself.
///
/// # Errors
/// As [`apply`].
pub async fn apply_here(
    desk: &Desk,
    unit: UnitId,
    preview: Preview,
    why: &str,
) -> Result<usize, Error> {
    let audit = super::by_program(desk.clock.now(), Act::IndicatorBring, ("unit", unit.0));
    keep(desk, preview, (None, None), (why, audit)).await
}

async fn keep(
    desk: &Desk,
    preview: Preview,
    (post, file): (Option<PostId>, Option<FigureFileId>),
    (why, audit): (&str, Entry),
) -> Result<usize, Error> {
    if !preview.complaints.is_empty() {
        let refusal = Refusal::new("indicator-file-faulty");
        return Err(refusal.with("n", preview.complaints.len()).into());
    }
    let why = text::optional("ly-do", why)?;
    desk.act((preview, why, audit), move |tx, input| {
        Box::pin(async move {
            let (preview, why, audit) = &*input;
            let mut by_period: BTreeMap<ReportPeriod, Vec<usize>> = BTreeMap::new();
            for (at, figure) in preview.figures.iter().enumerate() {
                by_period.entry(figure.3).or_default().push(at);
            }
            let mut new: Vec<NewValue> = Vec::new();
            for (period, at) in by_period {
                let cell = |at: &usize| {
                    let (id, unit, _, _, milli, _) = preview.figures[*at];
                    (id, unit, milli)
                };
                let reasons: HashMap<(IndicatorId, UnitId), &String> = at
                    .iter()
                    .filter_map(|at| Some(((cell(at).0, cell(at).1), preview.reasons.get(at)?)))
                    .collect();
                let differs = differing(tx, at.iter().map(cell).collect(), period).await?;
                new.extend(differs.into_iter().map(|value| {
                    let own = reasons.get(&(value.indicator, value.unit)).copied().unwrap_or(why);
                    let why = if value.number > 1 { own.clone() } else { String::new() };
                    NewValue { why, ..value }
                }));
            }
            if new.iter().any(|value| value.number > 1 && value.why.is_empty()) {
                return Err(Stop::Refused(Refusal::at("ly-do", "indicator-why-missing")));
            }
            rows::add_values(tx, &new, (post, file), audit.at).await?;
            let count = new.len();
            if let (Some(file), Some(post)) = (file, post) {
                let figures = i64::try_from(count).unwrap_or(i64::MAX);
                let decided = (FileState::Applied, figures);
                if !rows::decide_file(tx, file, decided, (post, audit.at)).await? {
                    return Err(stop("indicator-file-decided"));
                }
            }
            tx.audit(audit.clone()).await?;
            Ok(count)
        })
    })
    .await
}

/// Puts a file aside.
///
/// # Errors
/// `indicator-file-unknown`, `indicator-file-decided`, authority, or a failure.
pub async fn withdraw(desk: &Desk, actor: &Actor, id: FigureFileId) -> Result<(), Error> {
    let file = known(desk, id).await?;
    let object = desk.object(file.unit_id).await?;
    let acting = authorize_as(actor, Act::IndicatorBring, &object)?;
    let (post, now) = (acting.holder()?, desk.clock.now());
    let audit = entry(now, (actor, &acting.post), Act::IndicatorBring, ("figure_file", id.0));
    desk.act(audit, move |tx, audit| {
        Box::pin(async move {
            if !rows::decide_file(tx, id, (FileState::Withdrawn, 0), (post, now)).await? {
                return Err(stop("indicator-file-decided"));
            }
            tx.audit((*audit).clone()).await?;
            Ok(())
        })
    })
    .await
}
