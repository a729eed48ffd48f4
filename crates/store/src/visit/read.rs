//! What pages read of visits.

use ledger::visit::State;
use ledger::{DifficultyId, MatterId, VisitId, VisitProgrammeId};
use units::{Day, PostId, UnitId};

use super::{Experience, Lesson, Line, Page, ProgrammeLine, sql};
use crate::matter::Named;
use crate::unit::Ask;
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// The programmes of a place, or of all where none is named; the latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn programmes(
    reader: &Reader,
    _scope: &Scope,
    unit: Option<UnitId>,
    at: Day,
) -> Result<Vec<ProgrammeLine>, Failure> {
    reader.rows(&sql::PROGRAMMES, vec![at.into(), unit.into()]).await
}

/// One programme.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn programme(
    reader: &Reader,
    _scope: &Scope,
    id: VisitProgrammeId,
    at: Day,
) -> Result<Option<ProgrammeLine>, Failure> {
    reader.row(&sql::PROGRAMME, vec![at.into(), id.into()]).await
}

/// The place and the year of a programme, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn programme_now(
    ask: &mut impl Ask,
    id: VisitProgrammeId,
) -> Result<Option<(UnitId, i64)>, Failure> {
    Ok(ask.ask(&sql::PROGRAMME_NOW, vec![id.into()]).await?.pop())
}

/// What a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// Only of this programme.
    pub programme: Option<VisitProgrammeId>,
    /// Only in this state.
    pub state: Option<State>,
}

/// Visits as of a day, the latest month first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    _scope: &Scope,
    asked: Asked,
    at: Day,
    most: i64,
) -> Result<Vec<Line>, Failure> {
    let values = vec![at.into(), asked.programme.into(), asked.state.into(), most.into()];
    reader.rows(&sql::LIST, values).await
}

/// Visits to some places and to what lies below them, the latest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn of_unit(
    reader: &Reader,
    _scope: &Scope,
    units: &[UnitId],
    at: Day,
    most: i64,
) -> Result<Vec<Line>, Failure> {
    let units = Value::list(units.iter().map(|unit| unit.0));
    reader.rows(&sql::OF_UNIT, vec![at.into(), units, most.into()]).await
}

struct Detail(Option<Day>, Option<Named>);

impl FromRow for Detail {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let post: Option<PostId> = row.get("speaker_id")?;
        let name: Option<String> = row.get("speaker")?;
        let name_en: Option<String> = row.get("speaker_en")?;
        let speaker = post.zip(name).map(|(post_id, name)| Named {
            post_id,
            name,
            name_en: name_en.unwrap_or_default(),
        });
        Ok(Self(row.get("recorded_on")?, speaker))
    }
}

/// Everything about a visit as of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    id: VisitId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let line: Option<Line> = reader.row(&sql::ONE, vec![at.into(), id.into()]).await?;
    let Some(line) = line else { return Ok(None) };
    let of = || vec![id.into()];
    let Detail(recorded_on, speaker) = reader.one(&sql::DETAIL, of()).await?;
    Ok(Some(Page {
        line,
        members: reader.rows::<Named>(&sql::MEMBERS, of()).await?,
        recorded_on,
        speaker,
        good: reader.rows::<Experience>(&sql::EXPERIENCES, of()).await?,
        lessons: reader.rows::<Lesson>(&sql::LESSONS, of()).await?,
        difficulties: reader.rows::<(DifficultyId, bool)>(&sql::DIFFICULTIES, of()).await?,
        promises: reader.rows::<(MatterId, bool)>(&sql::PROMISES, of()).await?,
        corrections: super::corrections(reader, scope, id).await?,
    }))
}

/// The record being written; `desk::visit` reads it for those who may hold the visit.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn draft(reader: &Reader, scope: &Scope, id: VisitId) -> Result<Option<String>, Failure> {
    if scope.is_public() {
        return Ok(None);
    }
    let found: Option<(Option<String>,)> = reader.row(&sql::DRAFT, vec![id.into()]).await?;
    Ok(found.and_then(|(draft,)| draft))
}

/// Where the programmes of a place have led so far: place, its commune, day; oldest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn visited(
    reader: &Reader,
    _scope: &Scope,
    unit: UnitId,
) -> Result<Vec<(UnitId, Option<UnitId>, Day)>, Failure> {
    reader.rows(&sql::VISITED, vec![unit.into()]).await
}
