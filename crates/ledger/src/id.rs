//! Typed identities of what the ledger keeps. A self-managed group is a unit and has a unit's.

units::identity! {
    /// A matter: an answer owed.
    MatterId,
    /// A difficulty of a place.
    DifficultyId,
    /// A body: a committee, an office, an organisation.
    BodyId,
    /// What a resident sent.
    FeedbackId,
    /// A conference.
    ConferenceId,
    /// A contribution to a conference.
    ContributionId,
    /// One conclusion of a conference.
    ConclusionId,
    /// A yearly programme of visits.
    VisitProgrammeId,
    /// A grassroots visit.
    VisitId,
    /// A good practice.
    PracticeId,
    /// A practice offered to a place or taken up by it.
    AdoptionId,
    /// A programme.
    ProgrammeId,
    /// A place's plan under a programme.
    WorkplanId,
    /// One line of a place's plan.
    WorkplanLineId,
    /// A meeting, notice, decision or request of a self-managed group.
    GroupActId,
    /// An act of care for a post holder.
    CareActId,
    /// A movement.
    MovementId,
    /// A status sheet of a place.
    StatusSheetId,
}
