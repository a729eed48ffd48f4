//! The few kinds of values that both databases keep alike, in and out.
//!
//! Days are ISO text, instants epoch milliseconds, geometry bytes: nothing else is stored, so that
//! a row copied from one database means the same in the other.

use ledger::feedback::{Concerned, Kind as FeedbackKind, Moderation};
use ledger::follow::FollowedBy;
use ledger::matter::{Door, OriginKind, ProofKind, StepKind};
use ledger::{
    AdoptionId, BodyId, BodyKind, CareActId, Category, ConclusionId, ConferenceId, ContributionId,
    DifficultyId, FeedbackId, GroupActId, MatterId, MovementId, PostCategory, PostKind, PracticeId,
    ProgrammeId, StatusSheetId, VisitId, VisitProgrammeId, WorkplanId, WorkplanLineId, conference,
    difficulty, matter, movement, practice, programme, status_sheet, visit, workplan,
};
use units::indicator::{Aggregate, ReportPeriod, Rhythm};
use units::lineage::SharedBy;
use units::{
    AccountId, AtomId, AttachmentId, BoundaryImportId, Coverage, Day, EventId, EventKind,
    FigureFileId, HouseholdId, IndicatorId, JobId, Kind, Level, Method, OfficeRuleId, OldListId,
    PlanId, PostId, ReorganisationId, StateId, Tier, UnitId,
};
use uuid::Uuid;

/// The kind of a missing value; PostgreSQL wants to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullKind {
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// Text.
    Text,
    /// An identity.
    Uuid,
    /// Bytes.
    Blob,
}

/// One value bound to a placeholder or read from a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing, of a kind.
    Null(NullKind),
    /// A whole number.
    Int(i64),
    /// True or false (0 or 1 on SQLite).
    Bool(bool),
    /// Text in normal form C.
    Text(String),
    /// An identity (16 bytes on SQLite).
    Uuid(Uuid),
    /// Bytes.
    Blob(Vec<u8>),
    /// A list of identities for `x in ($1)`: the placeholder is widened when the statement runs.
    /// An empty list matches nothing.
    Uuids(Vec<Uuid>),
}

impl Value {
    /// A list of identities for `x in ($1)`.
    pub fn list<I: Into<Uuid>>(ids: impl IntoIterator<Item = I>) -> Self {
        Self::Uuids(ids.into_iter().map(Into::into).collect())
    }
}

/// A Rust type that one column holds: how it is bound and how it is read.
pub trait Cell: Sized {
    /// The kind of a missing value of this type.
    const NULL: NullKind;

    /// The value to bind.
    fn into_value(self) -> Value;

    /// Reads it back; `None` when the column holds something else.
    fn from_value(value: Value) -> Option<Self>;
}

impl<T: Cell> From<T> for Value {
    fn from(cell: T) -> Self {
        cell.into_value()
    }
}

impl Cell for i64 {
    const NULL: NullKind = NullKind::Int;
    fn into_value(self) -> Value {
        Value::Int(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }
}

impl Cell for bool {
    const NULL: NullKind = NullKind::Bool;
    fn into_value(self) -> Value {
        Value::Bool(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Bool(truth) => Some(truth),
            Value::Int(0) => Some(false),
            Value::Int(1) => Some(true),
            _ => None,
        }
    }
}

impl Cell for String {
    const NULL: NullKind = NullKind::Text;
    fn into_value(self) -> Value {
        Value::Text(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Cell for Uuid {
    const NULL: NullKind = NullKind::Uuid;
    fn into_value(self) -> Value {
        Value::Uuid(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Uuid(id) => Some(id),
            Value::Blob(bytes) => Self::from_slice(&bytes).ok(),
            _ => None,
        }
    }
}

impl Cell for Vec<u8> {
    const NULL: NullKind = NullKind::Blob;
    fn into_value(self) -> Value {
        Value::Blob(self)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }
}

impl<T: Cell> Cell for Option<T> {
    const NULL: NullKind = T::NULL;
    fn into_value(self) -> Value {
        self.map_or(Value::Null(T::NULL), T::into_value)
    }
    fn from_value(value: Value) -> Option<Self> {
        match value {
            Value::Null(_) => Some(None),
            present => T::from_value(present).map(Some),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Types that are kept as a plainer one: its kind, the way in and the way back.
macro_rules! kept_as {
    ($plain:ty, $into:expr, $back:expr => $($name:ident),+ $(,)?) => {$(
        impl Cell for $name {
            const NULL: NullKind = <$plain>::NULL;
            fn into_value(self) -> Value {
                let into: fn(Self) -> $plain = $into;
                into(self).into_value()
            }
            fn from_value(value: Value) -> Option<Self> {
                let back: fn($plain) -> Option<Self> = $back;
                <$plain>::from_value(value).and_then(back)
            }
        }
    )+};
}

kept_as! { Uuid, |id| id.0, |id| Some(id.into()) =>
    AccountId, AtomId, AttachmentId, BoundaryImportId, EventId, FigureFileId, HouseholdId, IndicatorId, JobId, OfficeRuleId, OldListId, PlanId, PostId,
    ReorganisationId, StateId, UnitId, AdoptionId, BodyId, CareActId, ConclusionId, ConferenceId,
    ContributionId, DifficultyId, FeedbackId, GroupActId, MatterId, MovementId, PracticeId,
    ProgrammeId, StatusSheetId, VisitId, VisitProgrammeId, WorkplanId, WorkplanLineId,
}

/// Closed lists of the ledger, kept as their wire code.
macro_rules! kept_as_code {
    ($($name:ty),+ $(,)?) => {$(
        impl Cell for $name {
            const NULL: NullKind = NullKind::Text;
            fn into_value(self) -> Value {
                Value::Text(self.as_str().to_owned())
            }
            fn from_value(value: Value) -> Option<Self> {
                String::from_value(value).and_then(|code| code.parse().ok())
            }
        }
    )+};
}

kept_as_code! {
    BodyKind, Category, FollowedBy, OriginKind, PostCategory, PostKind, ProofKind, StepKind,
    conference::ChangeKind, conference::Kind, conference::State,
    difficulty::State, difficulty::StepKind, difficulty::ToldBy, matter::State,
    movement::JoinerKind, programme::State, workplan::Side, workplan::State,
    practice::AdoptionState, practice::AnswerKind, practice::Campaign, practice::CampaignField,
    practice::Stage,
    Concerned, Door, FeedbackKind, Moderation,
    status_sheet::Better, status_sheet::From, visit::PartKind, visit::State,
}

kept_as_code! {
    units::gazetteer::Op, units::rulebook::Key,
    ledger::care::CareKind, ledger::care::HelpKind, ledger::group::ActKind,
    ledger::group::GroupKind, ledger::group::RequestState,
}

kept_as! { String, |code| code.to_string(), |code| code.parse().ok() =>
    Aggregate, Coverage, Day, EventKind, Kind, Level, Method, ReportPeriod, Rhythm, SharedBy, Tier,
}
