//! Typed identities. An identity is never reused and never an official code.

/// Declares typed identities over a UUID: text, JSON and conversion, one type per kind of thing.
#[macro_export]
macro_rules! identity {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(id: uuid::Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

crate::identity! {
    /// A place or body people talk about.
    UnitId,
    /// One dated state of a unit.
    StateId,
    /// A lineage event.
    EventId,
    /// A household.
    HouseholdId,
    /// An atom of drawing: an old group or a cluster of households.
    AtomId,
    /// A drawn plan.
    PlanId,
    /// A reorganisation.
    ReorganisationId,
    /// A job row.
    JobId,
    /// An account that signs in.
    AccountId,
    /// A post that people hold in turn.
    PostId,
    /// A stored document.
    AttachmentId,
    /// An office's list of old groups.
    OldListId,
    /// An indicator: what is counted or measured of places.
    IndicatorId,
    /// A file of figures that was brought.
    FigureFileId,
    /// An import of boundaries.
    BoundaryImportId,
    /// A rule that an office added for its own territory.
    OfficeRuleId,
}
