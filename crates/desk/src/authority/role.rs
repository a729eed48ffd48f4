//! What a role is bound to, which posts give it, and which roles it may give to others.

use ledger::PostKind;

use super::Role;

impl Role {
    /// Whether it means nothing without a place. A grant of such a role that names none reaches
    /// nowhere, where one of the city reaches everywhere.
    pub(super) const fn needs_place(self) -> bool {
        matches!(self, Self::WardOfficer | Self::WardLeader | Self::UnitHead | Self::GroupHead)
    }

    /// Whether it works in an office of a commune or the city.
    pub(super) const fn is_of_office(self) -> bool {
        matches!(self, Self::WardOfficer | Self::WardLeader | Self::CityOfficer | Self::CityLeader)
    }

    /// As what the holder of a post acts. A post of the city gives the city's role, one of a commune
    /// or below the commune's; a body outside the offices gives no more than its own post.
    #[must_use]
    pub const fn of_post(kind: PostKind, is_of_city: bool) -> Self {
        use PostKind as P;
        match kind {
            P::Secretary | P::Chairman | P::DeputyChairman if is_of_city => Self::CityLeader,
            P::Secretary | P::Chairman | P::DeputyChairman => Self::WardLeader,
            P::Dispatcher | P::Officer if is_of_city => Self::CityOfficer,
            P::Dispatcher | P::Officer => Self::WardOfficer,
            P::FrontHead => Self::FrontOfficer,
            P::UnitHead | P::CellSecretary | P::FrontWorkHead | P::BranchHead => Self::UnitHead,
            P::BodyHead | P::GroupHead => Self::GroupHead,
        }
    }

    /// Whether whoever may make posts as this role may also let a person hold one with the other role:
    /// never one that decides above oneself.
    pub(super) const fn gives(self, other: Self) -> bool {
        match self {
            Self::Administrator => !matches!(other, Self::Administrator),
            Self::CityOfficer => !matches!(other, Self::Administrator | Self::CityLeader),
            Self::WardOfficer => {
                matches!(other, Self::UnitHead | Self::GroupHead | Self::WardOfficer)
            }
            _ => false,
        }
    }
}
