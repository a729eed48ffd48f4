//! Bodies: who can owe an answer beside the tree of places. A body has a territory or none (a water
//! company); what it is (its kind) and what it is called here are two things, as are the kind of its
//! territory and the tier at which it works. Posts belong to a body or to a place.

mod naming;
mod post;

use serde::{Deserialize, Serialize};
use units::{Kind, Level};

pub use post::{PostCategory, PostKind, after_place, renamed};

units::wire_codes! {
    /// What a body is.
    BodyKind as "body" {
        /// Party committee of a level.
        PartyCommittee = "dang_uy",
        /// Standing body of a party committee.
        StandingBody = "thuong_truc",
        /// People's council.
        PeoplesCouncil = "hdnd",
        /// People's committee.
        PeoplesCommittee = "ubnd",
        /// Fatherland Front committee.
        Front = "mttq",
        /// Women's union, with its branches.
        WomensUnion = "hoi_phu_nu",
        /// Ho Chi Minh communist youth union, with its branches.
        YouthUnion = "doan_thanh_nien",
        /// Veterans' association, with its branches.
        Veterans = "hoi_cuu_chien_binh",
        /// Farmers' union, with its branches.
        Farmers = "hoi_nong_dan",
        /// Trade union.
        TradeUnion = "cong_doan",
        /// Association of the elderly, with its branches.
        Elderly = "hoi_nguoi_cao_tuoi",
        /// Another mass organisation.
        MassOrg = "doan_the",
        /// Department or office of a level.
        Department = "so_nganh",
        /// Public utility or company with public duties.
        Utility = "doanh_nghiep_cong_ich",
        /// People's inspection board of a commune.
        InspectionBoard = "ban_thanh_tra_nhan_dan",
        /// Community supervision board of public investment of a commune.
        InvestmentBoard = "ban_giam_sat_dau_tu",
        /// Party cell of a khu phố or ấp.
        Cell = "chi_bo",
        /// Front work committee of a khu phố or ấp.
        FrontWorkCommittee = "ban_cong_tac_mat_tran",
        /// The body of those who lead a khu phố or ấp.
        UnitBoard = "ban_dieu_hanh",
        /// Group that keeps security and order in a khu phố or ấp.
        SecurityGroup = "to_bao_ve_an_ninh",
    }
}

/// What bodies of several kinds do together, whatever the law calls each of them.
#[derive(Clone, Copy)]
enum Office {
    Party,
    Authority,
    Front,
    Supervision,
    Unit,
}

impl BodyKind {
    /// Whether it can work in a unit of a kind. A khu phố or ấp is no level of government: it has a
    /// party cell and branches, and neither council nor committee.
    #[must_use]
    pub fn works_in(self, unit: Kind) -> bool {
        match self {
            Self::PartyCommittee
            | Self::StandingBody
            | Self::PeoplesCouncil
            | Self::PeoplesCommittee
            | Self::Front
            | Self::TradeUnion
            | Self::Department
            | Self::Utility => unit.is_administrative(),
            Self::WomensUnion
            | Self::YouthUnion
            | Self::Veterans
            | Self::Farmers
            | Self::Elderly
            | Self::MassOrg => unit.is_administrative() || unit.is_base(),
            Self::InspectionBoard | Self::InvestmentBoard => unit.level() == Level::Commune,
            Self::Cell | Self::FrontWorkCommittee | Self::UnitBoard | Self::SecurityGroup => {
                unit.is_base()
            }
        }
    }

    /// Whether a unit has one of them at most, so that the one of a unit is the one that goes on for
    /// that of another.
    #[must_use]
    pub const fn is_single(self) -> bool {
        !matches!(self, Self::Department | Self::Utility | Self::MassOrg)
    }

    /// Whether another kind is part of the same lasting office of a place: the Party, the authorities, the
    /// Front with its organisations, the people's supervision, those who run a khu phố. What one of them
    /// did a law may hand to another of the same; nothing passes from one office to the next.
    #[must_use]
    pub const fn shares_office(self, other: Self) -> bool {
        self.office() as u8 == other.office() as u8
    }

    const fn office(self) -> Office {
        match self {
            Self::PartyCommittee | Self::StandingBody | Self::Cell => Office::Party,
            Self::PeoplesCouncil | Self::PeoplesCommittee | Self::Department | Self::Utility => {
                Office::Authority
            }
            Self::Front
            | Self::WomensUnion
            | Self::YouthUnion
            | Self::Veterans
            | Self::Farmers
            | Self::TradeUnion
            | Self::Elderly
            | Self::MassOrg
            | Self::FrontWorkCommittee => Office::Front,
            Self::InspectionBoard | Self::InvestmentBoard => Office::Supervision,
            Self::UnitBoard | Self::SecurityGroup => Office::Unit,
        }
    }

    /// Whether it may stand without a territory.
    #[must_use]
    pub const fn needs_territory(self) -> bool {
        !matches!(self, Self::Department | Self::Utility | Self::StandingBody | Self::MassOrg)
    }

    /// The bodies that a unit of a kind usually has, in the order of a list.
    #[must_use]
    pub fn usual(unit: Kind) -> Vec<Self> {
        let usual: &[Self] = if unit.is_administrative() {
            &[
                Self::PartyCommittee,
                Self::PeoplesCouncil,
                Self::PeoplesCommittee,
                Self::Front,
                Self::WomensUnion,
                Self::YouthUnion,
                Self::Veterans,
                Self::Farmers,
                Self::TradeUnion,
                Self::Elderly,
            ]
        } else if unit.is_base() {
            &[
                Self::Cell,
                Self::FrontWorkCommittee,
                Self::UnitBoard,
                Self::WomensUnion,
                Self::YouthUnion,
                Self::Veterans,
                Self::Farmers,
                Self::Elderly,
                Self::SecurityGroup,
            ]
        } else {
            &[]
        };
        let is_rural =
            |kind: &Self| *kind != Self::Farmers || unit.is_administrative() || unit.is_rural();
        usual.iter().copied().filter(is_rural).collect()
    }
}

#[cfg(test)]
mod tests;
