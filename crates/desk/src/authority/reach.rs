//! The static table role × act → reach: how far a role reaches for an act. The policy text is made
//! from it.

use super::{Act, Role};

/// How far a role reaches for an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Not at all.
    No,
    /// Only what names a post that the person holds.
    Assigned,
    /// The unit of the grant and everything below it.
    Subtree,
    /// Everywhere in the database.
    All,
}

/// The whole table: for organising places in [`organise`], for running them in [`run`].
pub(super) const fn reach(role: Role, act: Act) -> Reach {
    use Act as A;
    use Reach::{All, No};
    use Role as R;
    match (act, role) {
        (
            A::AccountAdd
            | A::AccountReset
            | A::IntakeCommune
            | A::GazetteerImport
            | A::BoundaryImport
            | A::BodyManage
            | A::UnitTransfer
            | A::PostManage,
            R::Administrator,
        ) => All,
        (_, R::Administrator) => No,
        _ => match organise(role, act) {
            Some(reach) => reach,
            None => run(role, act),
        },
    }
}

/// Accounts, drawing, reorganisation and households; nothing for other acts.
const fn organise(role: Role, act: Act) -> Option<Reach> {
    use Act as A;
    use Reach::{No, Subtree};
    use Role as R;
    let leads_or_works = matches!(role, R::WardOfficer | R::WardLeader);
    let draws = matches!(role, R::WardOfficer | R::WardLeader | R::CityOfficer);
    let may = match act {
        A::AccountAdd | A::AccountReset | A::GazetteerImport | A::BoundaryImport => false,
        A::IntakeCommune | A::HouseholdChange => matches!(role, R::WardOfficer),
        A::OldListRead | A::OldListAccept | A::OldListWithdraw => leads_or_works,
        A::DrawStart | A::DrawCancel | A::GroupPropose | A::PlanChoose => draws,
        A::PlanRename | A::PlanReason | A::PlanMove | A::PlanLock | A::PlanDelete => leads_or_works,
        A::ReorganisationPropose | A::ReorganisationRecord => leads_or_works,
        A::ReorganisationConfirm | A::ReorganisationRevert => {
            matches!(role, R::WardLeader | R::CityOfficer | R::CityLeader)
        }
        A::HouseholdRead => leads_or_works,
        A::UnitTransfer => leads_or_works || matches!(role, R::CityOfficer | R::CityLeader),
        _ => return None,
    };
    Some(if may { Subtree } else { No })
}

/// What was heard, promised and done.
const fn run(role: Role, act: Act) -> Reach {
    use Act as A;
    use Reach::{Assigned, No, Subtree};
    use Role as R;
    let is_of_office = role.is_of_office();
    let is_of_front = matches!(role, R::FrontOfficer);
    let is_of_place = matches!(role, R::UnitHead);
    let may = match act {
        A::MatterAnswer
        | A::MatterExtend
        | A::MatterConfirm
        | A::ContributionSend
        | A::MovementJoin => {
            return Assigned;
        }
        A::GroupLead => return if matches!(role, R::GroupHead) { Assigned } else { No },
        A::PostManage | A::BodyManage | A::MatterSort | A::FeedbackModerate => {
            matches!(role, R::WardOfficer | R::CityOfficer)
        }
        A::MatterOpen | A::ConferenceHold | A::VisitPlan | A::VisitHold | A::ProgrammeIssue => {
            is_of_office || is_of_front
        }
        A::DifficultyRaise | A::SheetTake | A::PracticeRegister | A::PracticeOffer => {
            is_of_office || is_of_front || is_of_place
        }
        A::DifficultyClaim | A::PracticeAdopt | A::WorkplanWrite | A::WorkplanReport => {
            is_of_place || matches!(role, R::WardOfficer | R::WardLeader)
        }
        A::IndicatorDefine | A::IndicatorBring | A::RuleAdd => is_of_office,
        A::IndicatorTell => is_of_office || is_of_place,
        A::DifficultyConfirm => is_of_front || matches!(role, R::WardOfficer | R::WardLeader),
        A::PracticeAssess | A::MovementLaunch => is_of_office || is_of_front,
        A::FeedbackEnter => {
            is_of_place || is_of_front || matches!(role, R::WardOfficer | R::GroupHead)
        }
        A::GroupForm => is_of_place || matches!(role, R::WardOfficer),
        A::CareRecord => matches!(role, R::WardLeader | R::CityLeader) || is_of_front,
        A::MovementRecord => is_of_front || is_of_place || matches!(role, R::WardOfficer),
        _ => false,
    };
    if may { Subtree } else { No }
}
