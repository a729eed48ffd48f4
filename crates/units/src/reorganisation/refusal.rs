//! Every way in which a reorganisation or its adoption is refused: a stable code with data, worded
//! in `words`. Names stand beside identities, because a sentence needs the one and a page the other.

use serde::{Deserialize, Serialize};

use crate::{AtomId, Day, Kind, UnitId};

use super::value::Reason;

/// The domain says no, and to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "refusal", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "each value says what happened; its fields are named by what they hold"
)]
pub enum Refusal {
    /// The registry has moved on since the facts were read.
    StaleBase { based_on: u64, now: u64 },
    /// A unit it takes in is not in the registry as described.
    UnitUnknown { unit: UnitId, name: String },
    /// A unit it takes in already changes by another act.
    AlreadyChanging { unit: UnitId, name: String, on: Day },
    /// A unit it takes in begins no earlier than the effective day.
    NotYetBegun { unit: UnitId, name: String, from: Day },
    /// Households of an old unit stand in none of its atoms.
    HouseholdsLost { unit: UnitId, name: String, missing: u32 },
    /// Atoms of an old unit hold more households than it has.
    HouseholdsDoubled { unit: UnitId, name: String, extra: u32 },
    /// Facts of an atom differ from the registry's.
    AtomChanged { atom: AtomId },
    /// A new unit takes an atom that nobody knows.
    AtomUnknown { atom: AtomId, name: String },
    /// An atom stands in two new units, or twice in one: an overlap.
    AtomDoubled { atom: AtomId, first: String, second: String },
    /// An atom stands in no new unit: a gap.
    AtomMissing { atom: AtomId, old_name: String, households: u32 },
    /// A new unit has no atom.
    UnitEmpty { name: String },
    /// A new unit has no name.
    NameMissing,
    /// Two units of the commune would have one name.
    NameTwice { name: String },
    /// The kind may not be founded under this kind of commune, or does not exist on the day.
    KindNotAllowed { name: String, kind: Kind, commune_kind: Kind },
    /// The rulebook knows no size norm for the kind here and then.
    NormUnknown { kind: Kind },
    /// Under the norm without a coded reason.
    TooSmall { unit: UnitId, name: String, households: u32, min: u32, source: String },
    /// So far under the norm that it must merge; only border, island and terrain excuse it.
    MustMerge {
        unit: UnitId,
        name: String,
        households: u32,
        min: u32,
        percent: u32,
        source: String,
    },
    /// Over the norm without a coded reason.
    TooLarge { unit: UnitId, name: String, households: u32, max: u32, source: String },
    /// A reason without words.
    ReasonWithoutText { name: String, reason: Reason },
    /// A reason that the drawing itself contradicts: not a stable unit, since its border changes.
    ReasonContradicted { name: String, reason: Reason },
    /// A new unit continues an identity that is not among the old ones.
    IdentityUnknown { name: String },
    /// Two new units continue one identity, or share a fresh one.
    IdentityTwice { name: String },
    /// A new unit continues an identity without most of its households.
    IdentityWithoutMajority { name: String, old_name: String, households: u32, of: u32 },
    /// A unit whose extent does not change gets a new identity.
    IdentityNotKept { name: String, old_name: String },
    /// An old tổ of an atom is not among those that end.
    SubUnitLeftBehind { atom: AtomId },
    /// No effective day is given.
    EffectiveDayMissing,
    /// The effective day is past.
    EffectiveDayPast { effective_on: Day, today: Day },
    /// The plan and the adoption name different effective days.
    EffectiveDayDiffers { planned: Day, adopted: Day },
    /// No tally is given.
    TallyMissing,
    /// More agree than there are households, or parts exceed the whole.
    TallyInconsistent { name: String, households: u32, agreed: u32 },
    /// A merging unit has no tally of its own.
    TallyUnitMissing { unit: UnitId, name: String },
    /// Not more than the required part of all households of the area agrees.
    NotOverHalf { households: u32, agreed: u32, needed: u32 },
    /// The same in one merging unit.
    NotOverHalfInUnit { unit: UnitId, name: String, households: u32, agreed: u32, needed: u32 },
    /// The tally was taken after the resolution.
    TallyAfterResolution { taken_on: Day, resolution_on: Day },
    /// The rulebook has no consultation rule here and then.
    ThresholdUnknown,
    /// No resolution number.
    ResolutionNumberMissing,
    /// No day of the resolution.
    ResolutionDayMissing,
    /// The resolution is dated after today.
    ResolutionInFuture { resolution_on: Day, today: Day },
    /// The effective day lies before the resolution.
    EffectiveBeforeResolution { effective_on: Day, resolution_on: Day },
    /// A warning that must be acknowledged is not.
    NotAcknowledged { id: String },
    /// Nobody has confirmed the recording.
    NotConfirmed,
    /// The one who recorded confirms.
    SamePerson,
    /// Taking back on or after the effective day.
    AlreadyEffective { effective_on: Day, today: Day },
}

impl Refusal {
    /// Message id of its sentence, stable.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::StaleBase { .. } => "reorganisation-stale-base",
            Self::UnitUnknown { .. } => "reorganisation-unit-unknown",
            Self::AlreadyChanging { .. } => "reorganisation-already-changing",
            Self::NotYetBegun { .. } => "reorganisation-not-yet-begun",
            Self::HouseholdsLost { .. } => "reorganisation-households-lost",
            Self::HouseholdsDoubled { .. } => "reorganisation-households-doubled",
            Self::AtomChanged { .. } => "reorganisation-atom-changed",
            Self::AtomUnknown { .. } => "reorganisation-atom-unknown",
            Self::AtomDoubled { .. } => "reorganisation-atom-doubled",
            Self::AtomMissing { .. } => "reorganisation-atom-missing",
            Self::UnitEmpty { .. } => "reorganisation-unit-empty",
            Self::NameMissing => "reorganisation-name-missing",
            Self::NameTwice { .. } => "reorganisation-name-twice",
            Self::KindNotAllowed { .. } => "reorganisation-kind-not-allowed",
            Self::NormUnknown { .. } => "reorganisation-norm-unknown",
            Self::TooSmall { .. } => "reorganisation-too-small",
            Self::MustMerge { .. } => "reorganisation-must-merge",
            Self::TooLarge { .. } => "reorganisation-too-large",
            Self::ReasonWithoutText { .. } => "reorganisation-reason-without-text",
            Self::ReasonContradicted { .. } => "reorganisation-reason-contradicted",
            Self::IdentityUnknown { .. } => "reorganisation-identity-unknown",
            Self::IdentityTwice { .. } => "reorganisation-identity-twice",
            Self::IdentityWithoutMajority { .. } => "reorganisation-identity-without-majority",
            Self::IdentityNotKept { .. } => "reorganisation-identity-not-kept",
            Self::SubUnitLeftBehind { .. } => "reorganisation-sub-unit-left-behind",
            Self::EffectiveDayMissing => "reorganisation-effective-day-missing",
            Self::EffectiveDayPast { .. } => "reorganisation-effective-day-past",
            _ => self.adoption_code(),
        }
    }

    fn adoption_code(&self) -> &'static str {
        match self {
            Self::EffectiveDayDiffers { .. } => "adoption-effective-day-differs",
            Self::TallyMissing => "adoption-tally-missing",
            Self::TallyInconsistent { .. } => "adoption-tally-inconsistent",
            Self::TallyUnitMissing { .. } => "adoption-tally-unit-missing",
            Self::NotOverHalf { .. } => "adoption-not-over-half",
            Self::NotOverHalfInUnit { .. } => "adoption-not-over-half-in-unit",
            Self::TallyAfterResolution { .. } => "adoption-tally-after-resolution",
            Self::ThresholdUnknown => "adoption-threshold-unknown",
            Self::ResolutionNumberMissing => "adoption-resolution-number-missing",
            Self::ResolutionDayMissing => "adoption-resolution-day-missing",
            Self::ResolutionInFuture { .. } => "adoption-resolution-in-future",
            Self::EffectiveBeforeResolution { .. } => "adoption-effective-before-resolution",
            Self::NotAcknowledged { .. } => "adoption-not-acknowledged",
            Self::NotConfirmed => "adoption-not-confirmed",
            Self::SamePerson => "adoption-same-person",
            _ => "adoption-already-effective",
        }
    }

    /// The data of its sentence. Names come out as `name`, counts and days in plain form, kinds and
    /// reasons as their wire codes. Read from the JSON form, so that no field can be forgotten.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let json = serde_json::to_value(self)
            .expect("plain values with string keys always have a JSON form");
        let field = |name: &'static str| {
            let text = match json.get(name)? {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            Some((name, text))
        };
        ARGS.iter().filter_map(|name| field(name)).collect()
    }
}

/// The names that fields of a refusal may have.
const ARGS: &[&str] = &[
    "based_on",
    "now",
    "unit",
    "name",
    "on",
    "from",
    "missing",
    "extra",
    "atom",
    "first",
    "second",
    "old_name",
    "households",
    "kind",
    "commune_kind",
    "min",
    "max",
    "percent",
    "source",
    "reason",
    "of",
    "effective_on",
    "today",
    "planned",
    "adopted",
    "agreed",
    "needed",
    "taken_on",
    "resolution_on",
    "id",
];
