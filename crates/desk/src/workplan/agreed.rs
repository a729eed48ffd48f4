//! What happens to a plan that both sides agree on: its lines become matters, those of a revision change
//! or end theirs, and the place tells how far they have come.

use ledger::difficulty;
use ledger::matter::{Act as Move, Asker, Clears, Hand, NewMatter, OriginKind, Proof};
use ledger::workplan::{Line, Mark, Report, Side, Tie, Written};
use ledger::{DifficultyId, MatterId, WorkplanId, WorkplanLineId};
use store::attachment::{self, NewAttachment};
use store::workplan::{self as rows, NewReport};
use store::{Stop, Tx};
use units::{AttachmentId, PostId, UnitId};

use super::{audited, in_turn, keep, load, seen, speaking};
use crate::authority::{authorize_as, system_scope};
use crate::matter::{Handed, Opening, open_in, photo, take_in};
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused, stop};

/// Accepts what the other side sent: each new line opens a matter that is owed to the head of the
/// programme, public, and begins the work on the difficulty it stands on; the lines of a revision that
/// change or end do so to their matters. `revision` is the one the page showed.
///
/// # Errors
/// `workplan-stale`, `workplan-accept-done` where the work of a line that changes or ends is no longer
/// owed, those of [`ledger::workplan::Workplan::accept`], of opening a matter and of changing one,
/// authority, or a failure.
pub async fn accept(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (WorkplanId, i64),
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), (speaking.side, speaking.post), audit), move |tx, input| {
        Box::pin(async move {
            let (desk, (side, post), audit) = &*input;
            let (mut plan, now) = load(tx, id, Some(revision)).await?;
            let lines = rows::load_lines(tx, id, plan.sent).await?;
            let left = lines.iter().filter(|line| !line.is_ended).count();
            plan.accept(*side, left).map_err(refused)?;
            let Some((programme, _)) = store::programme::load(tx, plan.programme).await? else {
                return Err(stop("programme-unknown"));
            };
            for written in lines {
                match written.mark() {
                    Mark::New => {
                        let parties = (programme.head, *post, plan.unit);
                        open_matter(tx, desk, written.line, parties).await?;
                    }
                    Mark::Kept => {}
                    Mark::Changed | Mark::Ended => {
                        change_matter(tx, desk, written, *post).await?;
                    }
                }
            }
            keep(tx, &plan, now).await?;
            rows::agree(tx, &plan, (*post, desk.clock.today())).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Leaves what is in force as it is, saying why, instead of accepting the revision that the other side
/// sent. `revision` is the one the page showed.
///
/// # Errors
/// `workplan-stale`, those of [`ledger::workplan::Workplan::decline`], authority, or a failure.
pub async fn decline(
    desk: &Desk,
    actor: &Actor,
    (id, revision): (WorkplanId, i64),
    why: String,
) -> Result<(), Error> {
    let speaking = in_turn(desk, actor, id).await?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), why, (speaking.side, speaking.post), audit), move |tx, input| {
        Box::pin(async move {
            let (desk, why, (side, post), audit) = &*input;
            let (mut plan, now) = load(tx, id, Some(revision)).await?;
            let why = plan.decline(*side, why).map_err(refused)?;
            keep(tx, &plan, now).await?;
            rows::decline(tx, &plan, (*post, desk.clock.today(), &why)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Changes or takes back the matter of a line that both agreed on before.
async fn change_matter(
    tx: &mut Tx,
    desk: &Desk,
    written: Written,
    accepted_by: PostId,
) -> Result<(), Stop<Refusal>> {
    let today = desk.clock.today();
    let found = store::matter::of_line(tx, written.root().0, today).await?;
    let owed = found.filter(|(_, matter)| matter.state.is_owed());
    let Some((id, matter)) = owed else {
        let refusal = Refusal::new("workplan-accept-done").with("work", &written.line.work);
        return Err(Stop::Refused(refusal));
    };
    let hand = Hand::Post(accepted_by);
    if written.is_ended {
        take_in(tx, desk, (id, None), Move::Withdraw(written.why), hand).await?;
        return Ok(());
    }
    let Written { line, why, .. } = written;
    let difficulty = check_open(tx, desk, &line).await?;
    if line.due_on < today && line.due_on != matter.clears.due_on {
        return Err(Stop::Refused(late(&line)));
    }
    let clears = Clears {
        work: line.work,
        owner: line.owner,
        due_on: line.due_on,
        responsibility: line.responsibility,
        product: line.product,
        authority: line.authority,
    };
    let revised = Move::Revise { clears, wanted: line.proof, why };
    take_in(tx, desk, (id, None), revised, hand).await?;
    store::matter::answer_for(tx, id, difficulty).await?;
    if let Some(difficulty) = difficulty {
        crate::difficulty::begin_in(tx, desk, difficulty, Some(accepted_by)).await?;
    }
    Ok(())
}

fn late(line: &Line) -> Refusal {
    Refusal::new("workplan-accept-late").with("work", &line.work).with("day", line.due_on)
}

/// The difficulty that a line stands on, which is not overcome yet.
async fn check_open(
    tx: &mut Tx,
    desk: &Desk,
    line: &Line,
) -> Result<Option<DifficultyId>, Stop<Refusal>> {
    let Tie::Difficulty(id) = line.tie else { return Ok(None) };
    if let Some((it, _)) = store::difficulty::load(tx, id, desk.clock.today()).await?
        && it.state == difficulty::State::Overcome
    {
        let refusal = Refusal::new("workplan-accept-over").with("work", &line.work);
        return Err(Stop::Refused(refusal));
    }
    Ok(Some(id))
}

/// Opens the matter of a line. The head of the programme asks and sets the day; where the head is the
/// one who owes it, the post that accepted asks.
async fn open_matter(
    tx: &mut Tx,
    desk: &Desk,
    line: Line,
    (head, accepted_by, unit): (PostId, PostId, UnitId),
) -> Result<(), Stop<Refusal>> {
    let asker = if head == line.owner { accepted_by } else { head };
    let difficulty = check_open(tx, desk, &line).await?;
    if line.due_on < desk.clock.today() {
        return Err(Stop::Refused(late(&line)));
    }
    let new = NewMatter {
        id: MatterId(desk.clock.id()),
        origin: (OriginKind::WorkplanLine, line.id.0),
        household_id: None,
        asker: Asker::Post(asker),
        owner: Some(line.owner),
        work: line.work,
        due_on: Some(line.due_on),
        responsibility: line.responsibility,
        product: line.product,
        authority: line.authority,
        cooperating: Vec::new(),
        wanted: Some(line.proof),
        due_set_by: asker,
        is_triaged_first: false,
    };
    let hand = Hand::Post(accepted_by);
    let opening = Opening { unit, point: None, difficulty, is_public: true, hand };
    open_in(tx, desk, new, opening).await?;
    Ok(())
}

/// The place says why its plan resembles another place's.
///
/// # Errors
/// `workplan-not-alike`, the refusals of the text, authority, or a failure.
pub async fn why_alike(
    desk: &Desk,
    actor: &Actor,
    id: WorkplanId,
    why: String,
) -> Result<(), Error> {
    let plan = seen(desk, id).await?;
    let speaking = speaking(desk, actor, plan.unit_id, Side::Place).await?;
    if plan.alike == 0 {
        return Err(Refusal::new("workplan-not-alike").into());
    }
    let why = ledger::text::text("giai-trinh", &why)?;
    let audit = audited(desk, actor, &speaking, id);
    desk.act((desk.clone(), why, speaking.post, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, why, post, audit) = &*input;
            rows::set_why(tx, id, (why, *post, desk.clock.today())).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// How far a line has come, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// How many reports the page showed, so that one sent twice stands once.
    pub after: i64,
    /// Per cent.
    pub percent: Option<i64>,
    /// What is done and what is left.
    pub said: String,
    /// The proof.
    pub proof: Option<Handed>,
}

struct Telling {
    desk: Desk,
    line: WorkplanLineId,
    after: i64,
    report: Report,
    post: PostId,
    photo: Option<NewAttachment>,
    audit: store::Entry,
}

/// Tells how far a line of an agreed plan has come, with proof: the place does, or whoever owes the line.
/// After a reorganisation the place in which its matter lies tells it.
///
/// # Errors
/// `workplan-line-unknown`, `workplan-not-agreed`, `workplan-line-over`, `workplan-report-stale`,
/// the refusals of [`ledger::workplan::report`] and of a photo, authority, or a failure.
pub async fn report(
    desk: &Desk,
    actor: &Actor,
    (plan, line): (WorkplanId, WorkplanLineId),
    told: Told,
) -> Result<(), Error> {
    let (line, matter) = matter_of(desk, plan, line).await?;
    let object = desk.object(matter.unit_id).await?.naming([matter.owner_id]);
    // Whoever owes the line tells it too, also from outside the place: a company lays the pipes.
    let acting = authorize_as(actor, Act::WorkplanReport, &object)
        .or_else(|refusal| authorize_as(actor, Act::MatterAnswer, &object).map_err(|_| refusal))?;
    let post = acting.holder()?;
    if !matter.state.is_owed() {
        return Err(Refusal::new("workplan-line-over").into());
    }
    let (proof, photo) = handed(desk, actor, told.proof).await?;
    let today = desk.clock.today();
    let report = ledger::workplan::report(told.percent, &told.said, proof, today)?;
    let now = desk.clock.now();
    let audit = entry(now, (actor, &acting.post), Act::WorkplanReport, ("workplan", plan.0));
    let desk_too = desk.clone();
    let telling = Telling { desk: desk_too, line, after: told.after, report, post, photo, audit };
    desk.act(telling, |tx, telling| Box::pin(async move { tell(tx, &telling).await })).await
}

async fn tell(tx: &mut Tx, telling: &Telling) -> Result<(), Stop<Refusal>> {
    let Telling { desk, line, after, report, post, photo, audit } = telling;
    let last = rows::last_report(tx, *line).await?;
    let number = last.as_ref().map_or(0, |last| last.number);
    if number != *after {
        let is_same =
            last.is_some_and(|last| last.percent == report.percent && last.said == report.said);
        tx.without_audit();
        return if is_same { Ok(()) } else { Err(stop("workplan-report-stale")) };
    }
    if let Some(photo) = photo {
        attachment::keep(tx, photo).await?;
    }
    let new = NewReport {
        line: *line,
        number: number + 1,
        report: report.clone(),
        post: *post,
        on: desk.clock.today(),
        at: audit.at,
    };
    rows::add_report(tx, &new).await?;
    tx.audit(audit.clone()).await?;
    Ok(())
}

/// The matter of a line in force, as of today, with the line that opened it: what is told is told of that
/// one, however often it was revised.
async fn matter_of(
    desk: &Desk,
    plan: WorkplanId,
    line: WorkplanLineId,
) -> Result<(WorkplanLineId, store::matter::Line), Error> {
    let page = seen(desk, plan).await?;
    if page.agreed == 0 {
        return Err(Refusal::new("workplan-not-agreed").into());
    }
    let (reader, scope, today) = (desk.store.read(), system_scope(), desk.clock.today());
    let lines = rows::lines(&reader, &scope, &page, today).await?;
    let in_force = lines.iter().filter(|row| row.version == page.agreed && !row.is_ended);
    let known = in_force.map(|row| (row.line_id, row.root()));
    let root = known.into_iter().find(|(id, root)| *id == line || *root == line);
    let (_, root) = root.ok_or(Refusal::new("workplan-line-unknown"))?;
    let matters = store::matter::of_origins(&reader, &scope, [root.0], today).await?;
    let matter = matters.into_iter().next().ok_or(Refusal::new("workplan-line-unknown"))?;
    Ok((root, matter))
}

/// The proof that was handed in, and the photo that is kept with it.
async fn handed(
    desk: &Desk,
    actor: &Actor,
    proof: Option<Handed>,
) -> Result<(Option<Proof>, Option<NewAttachment>), Error> {
    Ok(match proof {
        None => (None, None),
        Some(Handed::Document { number, dated_on }) => {
            (Some(Proof::Document { number, dated_on, attachment: None }), None)
        }
        Some(Handed::Figure { label, value_milli, unit }) => {
            (Some(Proof::Figure { label, value_milli, unit }), None)
        }
        Some(Handed::Photo { name, content_type, body }) => {
            let photo = photo(desk, actor, (name, content_type, body)).await?;
            (Some(Proof::Photo(photo.attachment_id)), Some(photo))
        }
    })
}

/// A photo that proves what a plan told, for a reader who may see the plan: content type and bytes.
///
/// # Errors
/// A failure of the database.
pub async fn photo_of(
    desk: &Desk,
    scope: &store::Scope,
    (plan, photo): (WorkplanId, AttachmentId),
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let reader = desk.store.read();
    if !rows::proof_is_seen(&reader, scope, (plan, photo)).await? {
        return Ok(None);
    }
    let everything = system_scope();
    let head = attachment::head(&reader, &everything, photo).await?;
    let Some(head) = head.filter(|head| head.content_type.starts_with("image/")) else {
        return Ok(None);
    };
    let body = attachment::body(&reader, &everything, photo).await?;
    Ok(body.map(|body| (head.content_type, body)))
}
