//! What the inside does with feedback: lists by right, what everybody may see, and many of them
//! gathered into one difficulty.

use ledger::difficulty::{NewDifficulty, ToldBy};
use ledger::feedback::Verdict;
use ledger::{DifficultyId, FeedbackId};
use store::feedback::{self as rows, Line};

use crate::authority::{authorize, authorize_as, scope_of};
use crate::{Act, Actor, Desk, Error, Object, Refusal, entry};

use super::{judged, loaded, seen};

/// What waits for this moderator, longest first.
///
/// # Errors
/// A failure of the database.
pub async fn to_moderate(desk: &Desk, actor: &Actor) -> Result<Vec<Line>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let lines = rows::waiting(&reader, &scope_of(actor, today), today).await?;
    Ok(allowed(desk, actor, Act::FeedbackModerate, lines))
}

/// What is owed where this dispatcher sorts: what nobody has passed on first, then by due day.
///
/// # Errors
/// A failure of the database.
pub async fn to_sort(desk: &Desk, actor: &Actor) -> Result<Vec<Line>, Error> {
    let (reader, today) = (desk.store.read(), desk.clock.today());
    let lines = rows::open(&reader, &scope_of(actor, today), today).await?;
    Ok(allowed(desk, actor, Act::MatterSort, lines))
}

fn allowed(desk: &Desk, actor: &Actor, act: Act, mut lines: Vec<Line>) -> Vec<Line> {
    let today = desk.clock.today();
    lines.retain(|line| authorize(actor, act, &Object::at(line.path(), today)).is_ok());
    lines
}

/// Decides what everybody sees of a feedback. Each decision is kept; the last one holds.
///
/// # Errors
/// `feedback-unknown`, `feedback-sealed`, `feedback-restricted`, the refusals of the text, authority,
/// or a failure.
pub async fn moderate(
    desk: &Desk,
    actor: &Actor,
    id: FeedbackId,
    verdict: Verdict,
) -> Result<(), Error> {
    let (today, at) = (desk.clock.today(), desk.clock.now());
    let object = Object::at(seen(desk, id).await?.path(), today);
    let acting = authorize_as(actor, Act::FeedbackModerate, &object)?;
    let post = acting.holder()?;
    let audit = entry(at, (actor, &acting.post), Act::FeedbackModerate, ("feedback", id.0));
    desk.act((verdict, audit), move |tx, input| {
        Box::pin(async move {
            let (verdict, audit) = &*input;
            let loaded = loaded(tx, id).await?;
            let text = judged(&loaded, verdict)?;
            rows::moderate(tx, (id, &loaded), (verdict, &text), (post, today, at)).await?;
            tx.audit(audit.clone()).await?;
            Ok(())
        })
    })
    .await
}

/// Gathers several feedbacks of one place into one difficulty: their matters are work on it.
///
/// # Errors
/// `feedback-none-chosen`, `feedback-unknown` for one out of sight, `feedback-sealed`,
/// `feedback-restricted`, the refusals of the difficulty, authority, or a failure.
pub async fn gather(
    desk: &Desk,
    actor: &Actor,
    ids: &[FeedbackId],
    new: NewDifficulty,
) -> Result<DifficultyId, Error> {
    let (today, at) = (desk.clock.today(), desk.clock.now());
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::DifficultyRaise, &object)?;
    let scope = scope_of(actor, today);
    let lines = rows::among(&desk.store.read(), &scope, ids, today).await?;
    check_gathered(ids, &lines)?;
    let new = NewDifficulty { told_by: ToldBy::Feedback, ..new };
    let audit = entry(at, (actor, &acting.post), Act::DifficultyRaise, ("difficulty", new.id.0));
    desk.act((desk.clone(), lines, new, acting.post_id, audit), |tx, input| {
        Box::pin(async move {
            let (desk, lines, new, post, audit) = &*input;
            let from = lines.first().map(|line| line.feedback_id.0);
            let id = crate::difficulty::raise_in(tx, desk, new.clone(), (*post, from)).await?;
            for line in lines {
                rows::gather(tx, (line.feedback_id, line.matter_id), id).await?;
            }
            if lines.iter().any(|line| line.state.is_owed()) {
                crate::difficulty::begin_in(tx, desk, id, *post).await?;
            }
            tx.audit(audit.clone()).await?;
            Ok(id)
        })
    })
    .await
}

fn check_gathered(ids: &[FeedbackId], lines: &[Line]) -> Result<(), Refusal> {
    let code = if ids.is_empty() {
        "feedback-none-chosen"
    } else if lines.len() != ids.len() {
        "feedback-unknown"
    } else if lines.iter().any(|line| line.sealed_as.is_some()) {
        "feedback-sealed"
    } else if lines.iter().any(|line| line.category.is_restricted()) {
        "feedback-restricted"
    } else {
        return Ok(());
    };
    Err(Refusal::new(code))
}
