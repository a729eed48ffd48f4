//! Indicators: defining what is told of places, telling and correcting figures, bringing them in files,
//! who has not told, and the series of a place read across reorganisations.

mod almanac;
mod block;
mod import;
mod missing;
mod reading;
mod shown;
mod table;
mod tell;
mod withheld;

use ledger::{Refusal as Said, text};
use store::indicator::{self as rows};
use store::{Scope, Stop, locality};
use units::indicator::{Aggregate, Indicator, PLACES_MOST, Rhythm};
use units::lineage::SharedBy;
use units::{Day, IndicatorId, Level, UnitId};

use crate::authority::{authorize_as, system_scope};
use crate::{Act, Actor, Desk, Error, Refusal, entry, refused};

pub use almanac::{Almanac, Places, Series, Tree};
pub use import::{Opened, apply, apply_here, bring, open, withdraw};
pub use missing::{Missing, Owing, missing};
pub use reading::{Complaint, Document, Preview, Standing, preview};
pub use shown::{Asked, Cell, Divided, Line, Named, Table};
pub use table::table;
pub use tell::{Report, Typed, tell};

/// An indicator to define, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIndicator {
    /// Its identity.
    pub id: IndicatorId,
    /// Its code.
    pub code: String,
    /// The place within which it is told.
    pub unit: UnitId,
    /// Its name, in Vietnamese and English; English may be empty.
    pub name: (String, String),
    /// The unit of measure, likewise.
    pub measure: (String, String),
    /// What is counted and what not; may be empty.
    pub says: String,
    /// How figures become one.
    pub aggregate: Option<Aggregate>,
    /// Which places tell it.
    pub level: Option<Level>,
    /// How often.
    pub rhythm: Option<Rhythm>,
    /// Decimals.
    pub places: u8,
    /// By what it is divided where a place was.
    pub shared_by: SharedBy,
    /// Numerator and denominator of a ratio, or the weight of a mean as the second.
    pub parts: (Option<IndicatorId>, Option<IndicatorId>),
    /// What a ratio is multiplied with.
    pub scale: u32,
    /// Whether it counts households or people.
    pub counts_people: bool,
    /// Whether everybody may see it.
    pub is_public: bool,
    /// Working days after a period within which it is told.
    pub due_days: u32,
}

/// The longest code.
const CODE_MOST: usize = 40;
/// The longest time to tell, in working days.
const DUE_MOST: u32 = 250;

/// Defines an indicator; sent twice it is the same one. The program itself defines without an actor.
///
/// # Errors
/// `indicator-code`, `indicator-code-taken`, `indicator-aggregate-missing`,
/// `indicator-level-missing`, `indicator-rhythm-missing`, `indicator-places`, `indicator-due`,
/// `indicator-part-missing`, `indicator-part-unfit`, `indicator-no-place`, the refusals of
/// [`text`], authority, or a failure.
pub async fn define(
    desk: &Desk,
    actor: Option<&Actor>,
    new: NewIndicator,
) -> Result<IndicatorId, Error> {
    let now = desk.clock.now();
    let object = ("indicator", new.id.0);
    let (post, audit) = match actor {
        None => (None, by_program(now, Act::IndicatorDefine, object)),
        Some(actor) => {
            let acting = authorize_as(actor, Act::IndicatorDefine, &desk.object(new.unit).await?)?;
            let post = acting.holder()?;
            (Some(post), entry(now, (actor, &acting.post), Act::IndicatorDefine, object))
        }
    };
    desk.act((desk.clone(), new, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, new, audit) = &*input;
            if rows::load(tx, new.id).await?.is_some() {
                tx.without_audit();
                return Ok(new.id);
            }
            let mut parts = (None, None);
            if let Some(id) = new.parts.0 {
                parts.0 = rows::load(tx, id).await?;
            }
            if let Some(id) = new.parts.1 {
                parts.1 = rows::load(tx, id).await?;
            }
            let indicator = checked(new, &parts).map_err(refused)?;
            if rows::by_code(tx, &indicator.code).await?.is_some() {
                let refusal = Refusal::at("ma-chi-tieu", "indicator-code-taken");
                return Err(Stop::Refused(refusal.with("code", &indicator.code)));
            }
            let Some(locality) = locality::of(tx, new.unit, desk.clock.today()).await? else {
                return Err(Stop::Refused(Refusal::at("dia-ban", "indicator-no-place")));
            };
            rows::add(tx, &indicator, locality, (post, audit.at)).await?;
            tx.audit(audit.clone()).await?;
            Ok(indicator.id)
        })
    })
    .await
}

/// The entry of an act of the program itself, from the command line.
fn by_program(at: i64, act: Act, object: (&'static str, uuid::Uuid)) -> store::Entry {
    store::Entry {
        at,
        actor: None,
        post: None,
        act: act.code(),
        object_kind: object.0,
        object_id: Some(object.1),
        reason: String::new(),
        digest: None,
    }
}

/// The indicator that was typed, or everything that is wrong with it.
fn checked(
    new: &NewIndicator,
    parts: &(Option<Indicator>, Option<Indicator>),
) -> Result<Indicator, Said> {
    let mut wrong = Vec::new();
    let code = new.code.trim().to_lowercase();
    let is_code = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '_');
    if code.is_empty() || code.len() > CODE_MOST || !code.chars().all(is_code) {
        wrong.push(Said::at("ma-chi-tieu", "indicator-code"));
    }
    let mut kept = |kept: Result<String, Said>| kept.map_err(|said| wrong.push(said)).ok();
    let name = kept(text::title("ten", &new.name.0)).unwrap_or_default();
    let name_en = kept(text::optional("ten-en", &new.name.1)).unwrap_or_default();
    let measure = kept(text::title("don-vi-tinh", &new.measure.0)).unwrap_or_default();
    let measure_en = kept(text::optional("don-vi-tinh-en", &new.measure.1)).unwrap_or_default();
    let says = kept(text::optional("cach-dem", &new.says)).unwrap_or_default();
    if new.places > PLACES_MOST {
        wrong.push(Said::at("so-le", "indicator-places"));
    }
    if new.due_days > DUE_MOST {
        wrong.push(Said::at("han-bao", "indicator-due").with("most", DUE_MOST));
    }
    let aggregate =
        required(new.aggregate, ("cach-gop", "indicator-aggregate-missing"), &mut wrong);
    let level = required(new.level, ("cap-bao", "indicator-level-missing"), &mut wrong);
    let rhythm = required(new.rhythm, ("nhip-bao", "indicator-rhythm-missing"), &mut wrong);
    if let (Some(aggregate), Some(level), Some(rhythm)) = (aggregate, level, rhythm) {
        let first = (aggregate == Aggregate::Ratio).then_some(("tu-so", &parts.0));
        let second = match aggregate {
            Aggregate::Ratio => Some(("mau-so", &parts.1)),
            Aggregate::Mean => Some(("trong-so", &parts.1)),
            Aggregate::Sum | Aggregate::Last => None,
        };
        for (field, part) in first.into_iter().chain(second) {
            match part {
                None => wrong.push(Said::at(field, "indicator-part-missing")),
                Some(part) if !is_fit(part, (level, rhythm)) => {
                    wrong.push(Said::at(field, "indicator-part-unfit").with("name", &part.name.0));
                }
                Some(_) => {}
            }
        }
    }
    Said::none(wrong)?;
    let aggregate = aggregate.unwrap_or(Aggregate::Sum);
    let second = matches!(aggregate, Aggregate::Ratio | Aggregate::Mean);
    Ok(Indicator {
        id: new.id,
        code,
        unit: new.unit,
        name: (name, name_en),
        measure: (measure, measure_en),
        says,
        aggregate,
        level: level.unwrap_or(Level::Grassroots),
        rhythm: rhythm.unwrap_or(Rhythm::Year),
        places: new.places,
        shared_by: new.shared_by,
        parts: (
            new.parts.0.filter(|_| aggregate == Aggregate::Ratio),
            new.parts.1.filter(|_| second),
        ),
        scale: new.scale.max(1),
        counts_people: new.counts_people && !second,
        is_public: new.is_public,
        due_days: new.due_days,
    })
}

/// A part adds up by itself, and the same places tell it for the same periods.
fn is_fit(part: &Indicator, (level, rhythm): (Level, Rhythm)) -> bool {
    let adds_up = matches!(part.aggregate, Aggregate::Sum | Aggregate::Last);
    adds_up && part.level == level && part.rhythm == rhythm
}

fn required<T: Copy>(
    value: Option<T>,
    (field, code): (&'static str, &'static str),
    wrong: &mut Vec<Said>,
) -> Option<T> {
    if value.is_none() {
        wrong.push(Said::at(field, code));
    }
    value
}

/// The indicators that a reader sees: the public ones, those of the reader's places, and those that
/// the reader's places tell to somebody above.
///
/// # Errors
/// A failure of the database.
pub async fn list(desk: &Desk, scope: &Scope, on: Day) -> Result<Vec<Indicator>, Error> {
    let above = above(desk, scope, on).await?;
    Ok(rows::indicators(&desk.store.read(), scope, &above).await?)
}

/// One indicator, where the reader sees it.
///
/// # Errors
/// `indicator-unknown`, or a failure.
pub async fn one(desk: &Desk, scope: &Scope, id: IndicatorId, on: Day) -> Result<Indicator, Error> {
    let above = above(desk, scope, on).await?;
    let found = rows::indicator(&desk.store.read(), scope, &above, id).await?;
    found.ok_or_else(|| Refusal::new("indicator-unknown").into())
}

/// The places above those of a reader.
async fn above(desk: &Desk, scope: &Scope, on: Day) -> Result<Vec<UnitId>, Error> {
    let (reader, everything) = (desk.store.read(), system_scope());
    let mut above = Vec::new();
    for unit in scope.territories() {
        let path = store::unit::with_above(&reader, &everything, *unit, on).await?;
        above.extend(path.into_iter().filter(|other| other != unit));
    }
    above.sort_unstable();
    above.dedup();
    Ok(above)
}
