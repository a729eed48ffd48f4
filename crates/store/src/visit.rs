//! Grassroots visits and their yearly programmes: lists, pages, the record being written, and their
//! writes. A visit that took place is public, and so is what is planned; a draft is not.

mod correction;
mod read;
mod sql;
mod write;

use ledger::visit::{State, Visit};
use ledger::{DifficultyId, MatterId, PracticeId, VisitId, VisitProgrammeId};
use serde::Serialize;
use units::{Day, PostId, UnitId};
use uuid::Uuid;

use crate::matter::Named;
use crate::{Failure, FromRow, Row};

pub use correction::{CorrectionRow, PartRow, correct, corrections, standing, was_corrected};
pub use read::{Asked, draft, list, of_unit, page, programme, programme_now, programmes, visited};
pub use sql::STATEMENTS;
pub use write::{
    NewPromise, add, add_programme, add_promises, follow, keep_draft, keep_record, load,
    open_in_units, register_experience, remove, replan, take_back,
};

/// A programme in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProgrammeLine {
    /// Its identity.
    pub programme_id: VisitProgrammeId,
    /// The place whose parts are visited.
    pub unit_id: UnitId,
    /// Its name on the day.
    pub unit: Option<String>,
    /// The year.
    pub year: i64,
    /// Its name.
    pub title: String,
    /// What the year's visits are for.
    pub goal: String,
    /// The post that issued it.
    pub post: String,
    /// The post's name in English.
    pub post_en: String,
    /// Visits in it.
    pub visits: i64,
    /// Of them recorded.
    pub recorded: i64,
}

impl FromRow for ProgrammeLine {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            programme_id: row.get("visit_programme_id")?,
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            year: row.get("year")?,
            title: row.get("title")?,
            goal: row.get("goal")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
            visits: row.get("visits")?,
            recorded: row.get("recorded")?,
        })
    }
}

/// A visit in a list, with its place of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub visit_id: VisitId,
    /// The programme it stands in, with its name.
    pub programme: Option<(VisitProgrammeId, String)>,
    /// What it is about.
    pub theme: String,
    /// The first day of the month in which it is planned.
    pub month_on: Day,
    /// The day, once it is known.
    pub planned_on: Option<Day>,
    /// How far it has come.
    pub state: State,
    /// The day of the visit.
    pub held_on: Option<Day>,
    /// Who leads.
    pub leader: Named,
    /// The place.
    pub unit_id: UnitId,
    /// Its name, of its last state.
    pub unit: String,
    /// The first day on which it no longer was, where it has ended.
    pub unit_ended: Option<Day>,
    /// The commune.
    pub commune_id: Option<UnitId>,
    /// The name of the commune on the day.
    pub commune: Option<String>,
    /// The revision that an act speaks of.
    pub revision: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let programme: (Option<VisitProgrammeId>, Option<String>) =
            (row.get("visit_programme_id")?, row.get("programme")?);
        let unit: Option<String> = row.get("unit")?;
        Ok(Self {
            visit_id: row.get("visit_id")?,
            programme: programme.0.zip(programme.1),
            theme: row.get("theme")?,
            month_on: row.get("month_on")?,
            planned_on: row.get("planned_on")?,
            state: row.get("state")?,
            held_on: row.get("held_on")?,
            leader: Named {
                post_id: row.get("leader_id")?,
                name: row.get("leader")?,
                name_en: row.get("leader_en")?,
            },
            unit_id: row.get("unit_id")?,
            unit: unit.unwrap_or_default(),
            unit_ended: row.get("unit_ended")?,
            commune_id: row.get("commune_id")?,
            commune: row.get("commune")?,
            revision: row.get("revision")?,
        })
    }
}

/// Good experience heard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Experience {
    /// Its number, from 1.
    pub number: i64,
    /// What was heard.
    pub said: String,
    /// The practice it was registered as.
    pub practice_id: Option<PracticeId>,
}

impl FromRow for Experience {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            said: row.get("said")?,
            practice_id: row.get("practice_id")?,
        })
    }
}

/// What the visitors learned for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lesson {
    /// Its number, from 1.
    pub number: i64,
    /// What was learned.
    pub said: String,
    /// The post that owns it.
    pub post_id: PostId,
    /// The visiting post that owns it.
    pub post: String,
    /// Its name in English.
    pub post_en: String,
}

impl FromRow for Lesson {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            number: row.get("number")?,
            said: row.get("said")?,
            post_id: row.get("post_id")?,
            post: row.get("post")?,
            post_en: row.get("post_en")?,
        })
    }
}

/// Everything a visit's page shows of itself. Its matters are those that came from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What lists show.
    pub line: Line,
    /// Who goes along.
    pub members: Vec<Named>,
    /// The day on which the record was finished.
    pub recorded_on: Option<Day>,
    /// The post that speaks for the place.
    pub speaker: Option<Named>,
    /// Good experience heard.
    pub good: Vec<Experience>,
    /// Lessons for the visitors.
    pub lessons: Vec<Lesson>,
    /// Difficulties heard, and whether each was new.
    pub difficulties: Vec<(DifficultyId, bool)>,
    /// Promises, and whether the visitors took each on themselves.
    pub promises: Vec<(MatterId, bool)>,
    /// Corrections of the record, the first one first.
    pub corrections: Vec<CorrectionRow>,
}

/// A visit as an act loads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The visit as planned.
    pub visit: Visit,
    /// How far it has come.
    pub state: State,
    /// The record being written.
    pub draft: Option<String>,
    /// The post that speaks for the place.
    pub speaker: Option<PostId>,
    /// The key of the form that finished the record.
    pub record_key: Option<Uuid>,
    /// Its revision.
    pub revision: i64,
}
