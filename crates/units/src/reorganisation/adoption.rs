//! The recording of a resolution that was passed: the tally, the resolution, and what refuses it.
//! An officer does not adopt; one records, and a second confirms.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rulebook::{Fraction, Key, Place, Rulebook};
use crate::{AccountId, Day, UnitId};

use super::refusal::Refusal;
use super::value::Reorganisation;

/// How many households there are and how many of them agreed. The base is all households, not
/// those that answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// All households.
    pub households: u32,
    /// Those that agreed.
    pub agreed: u32,
}

/// The count of one merging old unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitTally {
    /// The old unit.
    pub unit_id: UnitId,
    /// Its count.
    pub count: Count,
}

/// The outcome of the consultation of household representatives. Totals only: how a household
/// answered is never here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// The whole area.
    pub area: Count,
    /// Each merging old unit ([`Reorganisation::merging_units`]).
    pub merging: Vec<UnitTally>,
    /// The day of the tally.
    pub taken_on: Option<Day>,
}

/// What is recorded about a resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The consultation's outcome.
    pub tally: Option<Tally>,
    /// Number of the resolution, "15/NQ-HĐND".
    pub resolution_number: String,
    /// Day of the resolution.
    pub resolution_on: Option<Day>,
    /// First day of the new units.
    pub effective_on: Option<Day>,
    /// Who recorded it.
    pub recorded_by: AccountId,
    /// Who confirmed it: another person.
    pub confirmed_by: Option<AccountId>,
    /// Ids of the warnings that the recording person has read and acknowledged.
    pub acknowledged: Vec<String>,
}

/// Something that does not forbid the recording but must be acknowledged by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Warning {
    /// A dated notice of the rulebook stands against it.
    NoticeStands {
        /// The rule's id.
        id: String,
        /// What it says, in Vietnamese.
        vi: String,
        /// What it says, in English.
        en: String,
        /// The document.
        source: String,
    },
    /// The tally counts other households than the registry now has.
    TallyBaseDiffers {
        /// In the tally.
        tally: u32,
        /// In the registry.
        registry: u32,
    },
}

impl Warning {
    /// The name under which it is acknowledged.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::NoticeStands { id, .. } => id,
            Self::TallyBaseDiffers { .. } => "tally-base-differs",
        }
    }

    /// Message id of its sentence.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoticeStands { .. } => "adoption-notice-stands",
            Self::TallyBaseDiffers { .. } => "adoption-tally-base-differs",
        }
    }

    /// The data of its sentence. A notice's own words, `vi` and `en`, stand beside the sentence:
    /// they are text of the rulebook, not of `words`.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoticeStands { id, vi, en, source } => vec![
                ("id", id.clone()),
                ("vi", vi.clone()),
                ("en", en.clone()),
                ("source", source.clone()),
            ],
            Self::TallyBaseDiffers { tally, registry } => {
                vec![("tally", tally.to_string()), ("registry", registry.to_string())]
            }
        }
    }
}

/// What stands against a recording.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AdoptionVerdict {
    /// Any of these refuses it.
    pub refusals: Vec<Refusal>,
    /// Each must be acknowledged; those that are not are also among the refusals.
    pub warnings: Vec<Warning>,
}

impl Reorganisation {
    /// Everything that stands against recording this adoption today. The drawing itself is judged
    /// by [`Reorganisation::check`]; that a second person confirmed is demanded by
    /// [`Reorganisation::apply`].
    #[must_use]
    pub fn check_adoption(
        &self,
        adoption: &Adoption,
        rulebook: &Rulebook,
        place: &Place,
        today: Day,
    ) -> AdoptionVerdict {
        let mut verdict = AdoptionVerdict::default();
        check_resolution(adoption, today, &mut verdict.refusals);
        if let (Some(planned), Some(adopted)) = (self.effective_on, adoption.effective_on)
            && planned != adopted
        {
            verdict.refusals.push(Refusal::EffectiveDayDiffers { planned, adopted });
        }
        match &adoption.tally {
            None => verdict.refusals.push(Refusal::TallyMissing),
            Some(tally) => {
                let asked_on = tally.taken_on.unwrap_or(today);
                let rule = rulebook.on(Key::ConsultationOver, None, place, asked_on);
                match rule.and_then(|rule| rule.value.over()) {
                    Some(over) => self.check_tally(tally, over, &mut verdict.refusals),
                    None => verdict.refusals.push(Refusal::ThresholdUnknown),
                }
                let (tally, registry) = (tally.area.households, self.total().households);
                if tally != registry {
                    verdict.warnings.push(Warning::TallyBaseDiffers { tally, registry });
                }
            }
        }
        verdict.warnings.extend(standing(adoption, rulebook, place, today));
        for warning in &verdict.warnings {
            if !adoption.acknowledged.iter().any(|id| id == warning.id()) {
                verdict.refusals.push(Refusal::NotAcknowledged { id: warning.id().to_owned() });
            }
        }
        if adoption.confirmed_by == Some(adoption.recorded_by) {
            verdict.refusals.push(Refusal::SamePerson);
        }
        verdict
    }

    /// More than the required part of all households, in the area and in each merging unit.
    fn check_tally(&self, tally: &Tally, over: Fraction, refusals: &mut Vec<Refusal>) {
        let Count { households, agreed } = tally.area;
        let sums = tally.merging.iter().fold((0u64, 0u64), |(all, yes), unit| {
            (all + u64::from(unit.count.households), yes + u64::from(unit.count.agreed))
        });
        if agreed > households || sums.0 > households.into() || sums.1 > agreed.into() {
            let name = self.commune.name.clone();
            refusals.push(Refusal::TallyInconsistent { name, households, agreed });
        }
        if !over.is_exceeded(agreed, households) {
            let needed = over.least_over(households);
            refusals.push(Refusal::NotOverHalf { households, agreed, needed });
        }
        let counts: BTreeMap<UnitId, Count> =
            tally.merging.iter().map(|unit| (unit.unit_id, unit.count)).collect();
        for unit in self.merging_units() {
            let name = self.old_unit(unit).map(|old| old.name.clone()).unwrap_or_default();
            let Some(&Count { households, agreed }) = counts.get(&unit) else {
                refusals.push(Refusal::TallyUnitMissing { unit, name });
                continue;
            };
            if agreed > households {
                let name = name.clone();
                refusals.push(Refusal::TallyInconsistent { name, households, agreed });
            }
            if !over.is_exceeded(agreed, households) {
                let needed = over.least_over(households);
                let refusal = Refusal::NotOverHalfInUnit { unit, name, households, agreed, needed };
                refusals.push(refusal);
            }
        }
    }
}

fn check_resolution(adoption: &Adoption, today: Day, refusals: &mut Vec<Refusal>) {
    if adoption.resolution_number.trim().is_empty() {
        refusals.push(Refusal::ResolutionNumberMissing);
    }
    match adoption.effective_on {
        None => refusals.push(Refusal::EffectiveDayMissing),
        Some(effective_on) if effective_on < today => {
            refusals.push(Refusal::EffectiveDayPast { effective_on, today });
        }
        Some(_) => {}
    }
    let Some(resolution_on) = adoption.resolution_on else {
        refusals.push(Refusal::ResolutionDayMissing);
        return;
    };
    if resolution_on > today {
        refusals.push(Refusal::ResolutionInFuture { resolution_on, today });
    }
    if let Some(effective_on) = adoption.effective_on
        && effective_on < resolution_on
    {
        refusals.push(Refusal::EffectiveBeforeResolution { effective_on, resolution_on });
    }
    if let Some(taken_on) = adoption.tally.as_ref().and_then(|tally| tally.taken_on)
        && taken_on > resolution_on
    {
        refusals.push(Refusal::TallyAfterResolution { taken_on, resolution_on });
    }
}

/// The notices that stand today or on the effective day, each once.
fn standing(adoption: &Adoption, rulebook: &Rulebook, place: &Place, today: Day) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = Vec::new();
    for day in std::iter::once(today).chain(adoption.effective_on) {
        for rule in rulebook.notices(None, place, day) {
            if warnings.iter().any(|warning| warning.id() == rule.id) {
                continue;
            }
            let Some((vi, en)) = rule.value.words() else { continue };
            warnings.push(Warning::NoticeStands {
                id: rule.id.clone(),
                vi: vi.to_owned(),
                en: en.to_owned(),
                source: rule.citation(),
            });
        }
    }
    warnings
}
