//! Grassroots visits (đi cơ sở) and their yearly programmes. A record is heard in one order: what is
//! good here first, then what the visitors learn for their own leadership, then what is hard; one of
//! the difficulties at least the visitors take on themselves. It keeps places and promises, never the
//! people who were met: there is no field for them.

mod correction;
mod record;

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use crate::{Refusal, VisitId, VisitProgrammeId, text};

pub use correction::{Corrected, Part, PartKind, Standing, correct};
pub use record::{
    LessonTyped, Party, Promise, PromiseTyped, Raised, Record, Recorded, check_draft, in_row,
    promise, record,
};

units::wire_codes! {
    /// How far a visit has come.
    State as "visit" {
        /// It stands in a programme or was announced.
        Planned = "planned",
        /// What was heard is being written down; only the inside sees it.
        Draft = "draft",
        /// It is written down: promises count from here.
        Recorded = "recorded",
    }
}

/// Rows of one kind that a record may have. A day's visit hears no more; the next visit does.
pub const ROWS_MOST: usize = 8;

/// A yearly programme to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProgramme {
    /// Its identity.
    pub id: VisitProgrammeId,
    /// The place whose parts are visited: a commune, or the city.
    pub unit: UnitId,
    /// The year.
    pub year: Option<i16>,
    /// Its name.
    pub title: String,
    /// What the year's visits are for; may be empty.
    pub goal: String,
}

/// A yearly programme as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Its identity.
    pub id: VisitProgrammeId,
    /// The place whose parts are visited.
    pub unit: UnitId,
    /// The year.
    pub year: i16,
    /// Its name.
    pub title: String,
    /// What the year's visits are for.
    pub goal: String,
}

/// Makes a programme: of last year at the earliest, since an office enters what it has, and of next
/// year at the latest.
///
/// # Errors
/// `visit-year`, and the refusals of [`text`].
pub fn programme(new: NewProgramme, today: Day) -> Result<Programme, Refusal> {
    let mut refusals = Vec::new();
    let title = kept(text::title("ten", &new.title), &mut refusals);
    let goal = kept(text::optional("muc-dich", &new.goal), &mut refusals);
    let (this, year) = (today.0.year(), new.year.unwrap_or_default());
    if !(this - 1..=this + 1).contains(&year) {
        refusals.push(Refusal::at("nam", "visit-year"));
    }
    Refusal::none(refusals)?;
    Ok(Programme { id: new.id, unit: new.unit, year, title, goal })
}

/// A visit to plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewVisit {
    /// Its identity.
    pub id: VisitId,
    /// The programme it stands in, with its year; nothing for a visit outside any.
    pub programme: Option<(VisitProgrammeId, i16)>,
    /// The place.
    pub unit: Option<UnitId>,
    /// What it is about.
    pub theme: String,
    /// The first day of the month in which it is planned.
    pub month_on: Option<Day>,
    /// The day, once it is known.
    pub planned_on: Option<Day>,
    /// The post that leads.
    pub leader: Option<PostId>,
    /// The posts that go along.
    pub members: Vec<PostId>,
}

/// A visit as planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// Its identity.
    pub id: VisitId,
    /// The programme it stands in.
    pub programme: Option<VisitProgrammeId>,
    /// The place.
    pub unit: UnitId,
    /// What it is about.
    pub theme: String,
    /// The first day of the month.
    pub month_on: Day,
    /// The day, once it is known.
    pub planned_on: Option<Day>,
    /// Who leads, who goes along.
    pub party: Party,
}

/// Plans a visit.
///
/// # Errors
/// `visit-place-missing`, `visit-month-missing`, `visit-month-outside-year`,
/// `visit-day-outside-month`, `visit-leader-missing`, and the refusals of [`text`].
pub fn plan(new: NewVisit) -> Result<Visit, Refusal> {
    let mut refusals = Vec::new();
    if new.unit.is_none() {
        refusals.push(Refusal::at("noi", "visit-place-missing"));
    }
    let theme = kept(text::title("chuyen-de", &new.theme), &mut refusals);
    if new.month_on.is_none() {
        refusals.push(Refusal::at("thang", "visit-month-missing"));
    }
    if let (Some(month), Some((_, year))) = (new.month_on, new.programme)
        && month.0.year() != year
    {
        refusals.push(Refusal::at("thang", "visit-month-outside-year"));
    }
    if let (Some(month), Some(day)) = (new.month_on, new.planned_on)
        && first_of_month(day) != first_of_month(month)
    {
        refusals.push(Refusal::at("ngay", "visit-day-outside-month"));
    }
    if new.leader.is_none() {
        refusals.push(Refusal::at("truong-doan", "visit-leader-missing"));
    }
    Refusal::none(refusals)?;
    let (Some(unit), Some(month), Some(leader)) = (new.unit, new.month_on, new.leader) else {
        return Err(Refusal::at("noi", "visit-place-missing"));
    };
    let mut members = new.members;
    members.retain(|post| *post != leader);
    members.sort_unstable();
    members.dedup();
    Ok(Visit {
        id: new.id,
        programme: new.programme.map(|(id, _)| id),
        unit,
        theme,
        month_on: first_of_month(month),
        planned_on: new.planned_on,
        party: Party { leader, members },
    })
}

/// The first day of a day's month.
#[must_use]
pub fn first_of_month(day: Day) -> Day {
    Day(day.0.first_of_month())
}

fn kept(checked: Result<String, Refusal>, refusals: &mut Vec<Refusal>) -> String {
    checked.unwrap_or_else(|refusal| {
        refusals.push(refusal);
        String::new()
    })
}

#[cfg(test)]
mod tests;
