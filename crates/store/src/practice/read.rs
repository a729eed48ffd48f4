//! What pages read of practices. Every practice is public.

use ledger::likeness::Traits;
use ledger::practice::{Campaign, CampaignField, Content, Enrolled, Origin, Practice, Stage};
use ledger::{Category, PracticeId};
use units::{Day, Level, PostId, UnitId};
use uuid::Uuid;

use super::{Kept, Line, Page, Post, ThanksRow, Words, adoption, sql, traits_of};
use crate::unit::Ask;
use crate::{Failure, FromRow, Reader, Row, Scope, Value};

/// Words of a search that are looked for, all of which must stand in a practice.
const WORDS_MOST: usize = 4;

/// What a list is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sought {
    /// Words that all stand in it, with or without marks.
    pub text: String,
    /// Only of this field.
    pub category: Option<Category>,
    /// Only of this campaign.
    pub campaign: Option<Campaign>,
    /// Only of this field of the campaign.
    pub field: Option<CampaignField>,
    /// Only at this stage; those that ended are left out unless asked for.
    pub stage: Option<Stage>,
    /// Only of this place or what lies below it.
    pub within: Option<UnitId>,
}

/// The patterns of a text's first words; `%` for those that are missing.
fn patterns(text: &str) -> [String; WORDS_MOST] {
    let folded = units::text::fold(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    std::array::from_fn(|_| words.next().map_or_else(|| "%".to_owned(), |word| format!("%{word}%")))
}

/// Practices that are sought, newest first.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(
    reader: &Reader,
    _scope: &Scope,
    sought: &Sought,
    most: i64,
) -> Result<Vec<Line>, Failure> {
    let mut values: Vec<Value> = patterns(&sought.text).into_iter().map(Value::from).collect();
    values.extend([
        sought.category.into(),
        sought.campaign.into(),
        sought.field.into(),
        sought.stage.into(),
        sought.within.into(),
        most.into(),
    ]);
    reader.rows(&sql::LIST, values).await
}

/// Some practices in the order of the list handed in.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn among(
    reader: &Reader,
    _scope: &Scope,
    ids: &[PracticeId],
) -> Result<Vec<Line>, Failure> {
    let rows: Vec<Line> =
        reader.rows(&sql::AMONG, vec![Value::list(ids.iter().map(|id| id.0))]).await?;
    let place = |id: &PracticeId| rows.iter().find(|row| row.practice_id == *id).cloned();
    Ok(ids.iter().filter_map(place).collect())
}

/// The words and places of the practices that were added or moved on after a change, of all with a
/// negative number, in no order. None goes away.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn words_since(
    reader: &Reader,
    _scope: &Scope,
    change_no: i64,
) -> Result<Vec<Words>, Failure> {
    reader.rows(&sql::WORDS_SINCE, vec![change_no.into()]).await
}

pub(super) struct Stored(pub Practice, pub Day, pub i64);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let content = content(row)?;
        let practice = Practice {
            id: row.get("practice_id")?,
            unit: row.get("unit_id")?,
            place: row.get("place")?,
            traits: traits_of(row)?,
            content,
            author: row.get("author_id")?,
            ask: row.get("ask_id")?,
            origin: origin(row)?,
            stage: row.get("stage")?,
            begun_on: row.get("begun_on")?,
        };
        Ok(Self(practice, row.get("registered_on")?, row.get("revision")?))
    }
}

/// What a practice or an earlier wording of it says, without its figures.
pub(super) fn content(row: &Row) -> Result<Content, Failure> {
    let campaign: Option<Campaign> = row.get("campaign")?;
    let field = row.get("campaign_field")?;
    Ok(Content {
        category: row.get("category")?,
        enrolled: campaign.map(|campaign| Enrolled { campaign, field }),
        title: row.get("title")?,
        problem: row.get("problem")?,
        content: row.get("content")?,
        method: row.get("method")?,
        resources: row.get("resources")?,
        cost_vnd: row.get("cost_vnd")?,
        participation: row.get("participation")?,
        conditions: row.get("conditions")?,
        measures: Vec::new(),
    })
}

fn origin(row: &Row) -> Result<Option<Origin>, Failure> {
    let id: Option<Uuid> = row.get("origin_id")?;
    id.map(|id| {
        Ok(Origin {
            city: row.get("origin_city")?,
            ask: row.get("origin_ask")?,
            stage: row.get("origin_stage")?,
            id,
            given_on: row.get("origin_on")?,
        })
    })
    .transpose()
}

/// A practice as it stands, the day it was registered and its revision, in an act or for a page.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(
    ask: &mut impl Ask,
    id: PracticeId,
) -> Result<Option<(Practice, Day, i64)>, Failure> {
    let found: Option<Stored> = ask.ask(&sql::LOAD, vec![id.into()]).await?.pop();
    let Some(Stored(mut practice, on, revision)) = found else { return Ok(None) };
    let figures: Vec<Kept> = ask.ask(&sql::FIGURES, vec![id.into()]).await?;
    practice.content.measures = figures.into_iter().map(|Kept(measure)| measure).collect();
    Ok(Some((practice, on, revision)))
}

/// One practice with its history, its thanks and, as far as the reader may know, its adoptions as
/// of a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    id: PracticeId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let mut asking = reader.clone();
    let Some((practice, registered_on, revision)) = load(&mut asking, id).await? else {
        return Ok(None);
    };
    let asked = adoption::Asked { practice: Some(id), ..adoption::Asked::default() };
    Ok(Some(Page {
        ask: asked_of(&mut asking, practice.ask, at).await?,
        author: asked_of(&mut asking, practice.author, at).await?,
        steps: reader.rows(&sql::STEPS, vec![id.into()]).await?,
        wordings: super::wordings(reader, scope, id).await?,
        thanks: reader.rows(&sql::THANKS, vec![id.into()]).await?,
        adoptions: adoption::adoptions(reader, scope, asked, at).await?,
        practice,
        registered_on,
        revision,
    }))
}

/// A post, or the last that goes on for it on a day: before the day of a reorganisation that was adopted
/// its posts go on for nobody.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn asked_of(
    ask: &mut impl Ask,
    post: Option<PostId>,
    on: Day,
) -> Result<Option<Post>, Failure> {
    match post {
        Some(post) => Ok(ask.ask(&sql::ONWARD, vec![post.into(), on.into()]).await?.pop()),
        None => Ok(None),
    }
}

/// Thanks to posts, newest first. The posts are the reader's own, as `desk::authority` names them.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn thanks_to(
    reader: &Reader,
    scope: &Scope,
    posts: &[PostId],
    most: i64,
) -> Result<Vec<ThanksRow>, Failure> {
    if scope.is_public() || posts.is_empty() {
        return Ok(Vec::new());
    }
    let posts = Value::list(posts.iter().map(|post| post.0));
    reader.rows(&sql::THANKS_TO, vec![posts, most.into()]).await
}

/// What a place is like on a day; nothing where it does not exist then.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn traits(ask: &mut impl Ask, unit: UnitId, at: Day) -> Result<Option<Traits>, Failure> {
    let Some(state) = crate::unit::state_now(ask, unit, at).await? else { return Ok(None) };
    let counting = match state.kind.level() {
        Level::Grassroots => &sql::TRAITS,
        Level::Commune => &sql::TRAITS_OF_COMMUNE,
        // A whole city is like no other place by its number of households.
        _ => {
            let (kind, households, apartments_permille) = (state.kind, 0, 0);
            return Ok(Some(Traits { kind, households, apartments_permille }));
        }
    };
    let counted: Vec<(i64, i64)> = ask.ask(counting, vec![at.into(), unit.into()]).await?;
    let (households, apartments) = counted.first().copied().unwrap_or_default();
    let whole = |value: i64| u32::try_from(value).unwrap_or(0);
    let permille = if households > 0 { apartments * 1_000 / households } else { 0 };
    Ok(Some(Traits {
        kind: state.kind,
        households: whole(households),
        apartments_permille: whole(permille),
    }))
}

#[cfg(test)]
mod tests {
    use super::patterns;

    #[test]
    fn a_search_looks_for_its_words_and_takes_no_sign_for_a_pattern() {
        assert_eq!(patterns("Phòng họp"), ["%phong%", "%hop%", "%", "%"]);
        assert_eq!(patterns(" 100%_rác "), ["%100%", "%rac%", "%", "%"]);
        assert_eq!(patterns(""), ["%", "%", "%", "%"]);
    }
}
