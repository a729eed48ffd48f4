//! What pages read of matters.

use ledger::matter::{OriginKind, ProofKind, StepKind};
use ledger::{BodyId, DifficultyId, MatterId};
use serde::Serialize;
use units::{AttachmentId, Day, PostId, UnitId};
use uuid::Uuid;

use super::{Line, Named, Page, ProofRow, StepRow, sql};
use crate::locality::sight;
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// What waits for a person's posts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Inbox {
    /// Owed by the posts, by due day.
    pub owed: Vec<Line>,
    /// Answered; the posts asked and have to say whether it is solved.
    pub to_confirm: Vec<Line>,
    /// A later day is asked for; the posts set the day.
    pub extensions: Vec<Line>,
    /// Late or reopened one level down.
    pub escalated: Vec<Line>,
    /// The posts help.
    pub helping: Vec<Line>,
}

/// The inbox of posts on a day. The posts are the reader's own, as `desk::authority` names them; a
/// visitor has none.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn inbox(
    reader: &Reader,
    scope: &Scope,
    posts: &[PostId],
    today: Day,
) -> Result<Inbox, Failure> {
    if scope.is_public() || posts.is_empty() {
        return Ok(Inbox::default());
    }
    let values = || vec![today.into(), Value::list(posts.iter().map(|post| post.0))];
    Ok(Inbox {
        owed: reader.rows(&sql::INBOX, values()).await?,
        to_confirm: reader.rows(&sql::TO_CONFIRM, values()).await?,
        extensions: reader.rows(&sql::EXTENSIONS, values()).await?,
        escalated: reader.rows(&sql::ESCALATED, values()).await?,
        helping: reader.rows(&sql::HELPING, values()).await?,
    })
}

/// One matter in a list, as of a day; nothing where the reader may not know of it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn line(
    reader: &Reader,
    scope: &Scope,
    id: MatterId,
    at: Day,
) -> Result<Option<Line>, Failure> {
    let [all, within] = sight(scope);
    let posts = Value::list(scope.posts().iter().map(|post| post.0));
    reader.row(&sql::ONE, vec![at.into(), id.into(), all, within, posts]).await
}

/// The matters that came from some origins, as of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_origins(
    reader: &Reader,
    scope: &Scope,
    origins: impl IntoIterator<Item = Uuid>,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::OF_ORIGINS, vec![at.into(), Value::list(origins), all, within]).await
}

/// The matters that answer a difficulty, as of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_difficulty(
    reader: &Reader,
    scope: &Scope,
    id: DifficultyId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::OF_DIFFICULTY, vec![at.into(), id.into(), all, within]).await
}

/// The matters of a place on a day: what is owed first, by due day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_unit(
    reader: &Reader,
    scope: &Scope,
    unit: UnitId,
    at: Day,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&sql::OF_UNIT, vec![at.into(), unit.into(), all, within]).await
}

/// The promises of some places: open ones, and those of visits and conferences that ended; what is
/// owed first, by due day. `is_area` says that the places are communes or the city, so that what lies
/// below them counts.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn within(
    reader: &Reader,
    scope: &Scope,
    (units, is_area): (&[UnitId], bool),
    at: Day,
    most: i64,
) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    let units = Value::list(units.iter().map(|unit| unit.0));
    let statement = if is_area { &sql::WITHIN_AREAS } else { &sql::WITHIN_PLACES };
    reader.rows(statement, vec![at.into(), units, all, within, most.into()]).await
}

struct Detail {
    household_id: Option<Uuid>,
    asker_post_id: Option<PostId>,
    asker_body_id: Option<BodyId>,
    asker_unit_id: Option<UnitId>,
    responsibility: String,
    product: String,
    authority: String,
    proof: ProofKind,
    due_set_by: PostId,
    merged_into: Option<MatterId>,
    revision: i64,
    top_id: Option<UnitId>,
}

impl FromRow for Detail {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            household_id: row.get("household_id")?,
            asker_post_id: row.get("asker_post_id")?,
            asker_body_id: row.get("asker_body_id")?,
            asker_unit_id: row.get("asker_unit_id")?,
            responsibility: row.get("responsibility")?,
            product: row.get("product")?,
            authority: row.get("authority")?,
            proof: row.get("proof")?,
            due_set_by: row.get("due_set_by_id")?,
            merged_into: row.get("merged_into_id")?,
            revision: row.get("revision")?,
            top_id: row.get("top_id")?,
        })
    }
}

/// Everything about a matter as of a day; nothing where the reader may not know of it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    id: MatterId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let Some(line) = line(reader, scope, id, at).await? else { return Ok(None) };
    let detail: Detail = reader.one(&sql::DETAIL, vec![id.into()]).await?;
    let named: Vec<PostId> =
        [detail.asker_post_id, Some(detail.due_set_by)].into_iter().flatten().collect();
    let posts = crate::post::among(&mut reader.clone(), &named, at).await?;
    let name = |id: PostId| posts.iter().find(|post| post.post_id == id).map(|p| p.name.clone());
    let mut steps: Vec<StepRow> = reader.rows(&sql::STEPS, vec![id.into(), at.into()]).await?;
    let cooperating: Vec<Named> = reader.rows(&sql::COOPERATING, vec![id.into()]).await?;
    if !is_inside(scope, (&line, &detail), &cooperating) {
        hush(&mut steps, line.origin_kind);
    }
    Ok(Some(Page {
        line,
        asker_post: detail.asker_post_id.and_then(|id| Some((id, name(id)?))),
        asker_body_id: detail.asker_body_id,
        asker_unit_id: detail.asker_unit_id,
        responsibility: detail.responsibility,
        product: detail.product,
        authority: detail.authority,
        proof: detail.proof,
        due_set_by: detail.due_set_by,
        due_set_by_name: name(detail.due_set_by).unwrap_or_default(),
        merged_into: detail.merged_into,
        revision: detail.revision,
        cooperating,
        steps,
        proofs: reader.rows::<ProofRow>(&sql::PROOFS, vec![id.into()]).await?,
        is_of_household: detail.household_id.is_some(),
    }))
}

/// Whether the reader stands inside the matter's places, or one of the reader's posts has to do with it.
fn is_inside(scope: &Scope, (line, detail): (&Line, &Detail), cooperating: &[Named]) -> bool {
    let path = [Some(line.unit_id), line.commune_id, detail.top_id];
    let path: Vec<UnitId> = path.into_iter().flatten().collect();
    let posts = [Some(line.owner_id), detail.asker_post_id, line.escalated_to];
    let mut posts = posts.into_iter().flatten().chain([detail.due_set_by]);
    let holds = |post: PostId| scope.posts().contains(&post);
    scope.covers(&path) || posts.any(holds) || cooperating.iter().any(|one| holds(one.post_id))
}

/// Leaves out what nobody has looked at with the eyes of everybody: what a resident adds to a matter that
/// is public, and, where it came from a resident, all that was said on the way to the answer.
fn hush(steps: &mut [StepRow], origin: OriginKind) {
    let is_of_resident = origin == OriginKind::Feedback;
    let unread = |step: &&mut StepRow| {
        step.hand == "asker" || (is_of_resident && step.kind != StepKind::Answered)
    };
    steps.iter_mut().filter(unread).for_each(|step| step.said.clear());
}

/// Whether a reader may see an attachment because it proves an answer to a matter in sight.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn proof_is_seen(
    reader: &Reader,
    scope: &Scope,
    (matter, attachment): (MatterId, AttachmentId),
    at: Day,
) -> Result<bool, Failure> {
    let [all, within] = sight(scope);
    let posts = Value::list(scope.posts().iter().map(|post| post.0));
    let values = vec![at.into(), matter.into(), attachment.into(), all, within, posts];
    let found: Option<(AttachmentId,)> = reader.row(&sql::PROOF_SEEN, values).await?;
    Ok(found.is_some())
}

/// Which matters a board's figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Something is owed.
    Open,
    /// Owed, and the day has passed.
    Late,
    /// Owed again because it was not solved.
    Reopened,
    /// Answered, the asker has not spoken.
    Answered,
    /// Confirmed as solved.
    Confirmed,
}

impl Which {
    /// Every one, in the order of a board.
    pub const ALL: [Self; 5] =
        [Self::Open, Self::Late, Self::Reopened, Self::Answered, Self::Confirmed];

    /// Its code, in addresses and statements.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Late => "late",
            Self::Reopened => "reopened",
            Self::Answered => "answered",
            Self::Confirmed => "confirmed",
        }
    }
}

/// Where a board looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// Everywhere, or in one commune or city.
    Area(Option<UnitId>),
    /// In one place below a commune.
    Place(UnitId),
}

/// The matters that a board's figure counts, at most 200: by due day, what ended latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn which(
    reader: &Reader,
    scope: &Scope,
    (at, which): (Where, Which),
    today: Day,
) -> Result<Vec<Line>, Failure> {
    let (area, place) = match which {
        Which::Open => (&sql::OPEN_IN_AREA, &sql::OPEN_IN_PLACE),
        Which::Late => (&sql::LATE_IN_AREA, &sql::LATE_IN_PLACE),
        Which::Reopened => (&sql::REOPENED_IN_AREA, &sql::REOPENED_IN_PLACE),
        Which::Answered => (&sql::ANSWERED_IN_AREA, &sql::ANSWERED_IN_PLACE),
        Which::Confirmed => (&sql::CONFIRMED_IN_AREA, &sql::CONFIRMED_IN_PLACE),
    };
    let (statement, unit) = match at {
        Where::Area(unit) => (area, unit),
        Where::Place(unit) => (place, Some(unit)),
    };
    let [all, within] = sight(scope);
    reader.rows(statement, vec![today.into(), unit.into(), all, within]).await
}
