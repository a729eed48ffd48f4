//! What was heard, promised and done. Each origin (a resident's feedback, a conference's conclusion,
//! a visit's promise, a line of a plan, a care need) opens the same thing: a matter, an answer owed
//! by a post to somebody by a day with proof. Beside it the difficulty: what a place says holds it
//! back.
//!
//! Knows no SQL, HTTP, clock or file: days are handed in. Takes no decision about a person and keeps
//! no free text about one.

pub mod body;
pub mod calendar;
pub mod care;
pub mod category;
pub mod code;
pub mod conference;
pub mod difficulty;
pub mod feedback;
pub mod follow;
pub mod group;
pub mod id;
pub mod likeness;
pub mod matter;
pub mod movement;
pub mod practice;
pub mod programme;
pub mod refusal;
pub mod status_sheet;
pub mod text;
pub mod visit;
pub mod workplan;

pub use body::{BodyKind, PostCategory, PostKind};
pub use calendar::Calendar;
pub use category::Category;
pub use id::{
    AdoptionId, BodyId, CareActId, ConclusionId, ConferenceId, ContributionId, DifficultyId,
    FeedbackId, GroupActId, MatterId, MovementId, PracticeId, ProgrammeId, StatusSheetId, VisitId,
    VisitProgrammeId, WorkplanId, WorkplanLineId,
};
pub use refusal::Refusal;
