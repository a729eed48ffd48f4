//! Kinds of unit, their level and tier. Wire codes are Vietnamese ASCII, from the glossary.
//!
//! What a kind is stands here; from when to when it existed, and under what, are rules with a
//! source (`rules/kinds.toml`, read through `rulebook`).

use serde::{Deserialize, Serialize};

use crate::wire_codes;

wire_codes! {
    /// What a unit is. Wire codes as in `docs/glossary.md`.
    Kind as "kind" {
        /// Thành phố trực thuộc trung ương.
        ThanhPho = "thanh_pho",
        /// Tỉnh.
        Tinh = "tinh",
        /// Quận (until 1 July 2025).
        Quan = "quan",
        /// Huyện (until 1 July 2025).
        Huyen = "huyen",
        /// Thành phố thuộc thành phố (until 1 July 2025).
        TpThuocTp = "tp_thuoc_tp",
        /// Thị xã (until 1 July 2025).
        ThiXa = "thi_xa",
        /// Thành phố thuộc tỉnh (until 1 July 2025).
        TpThuocTinh = "tp_thuoc_tinh",
        /// Phường.
        Phuong = "phuong",
        /// Xã.
        Xa = "xa",
        /// Thị trấn (until 1 July 2025).
        ThiTran = "thi_tran",
        /// Đặc khu.
        DacKhu = "dac_khu",
        /// Khu phố.
        KhuPho = "khu_pho",
        /// Ấp.
        Ap = "ap",
        /// Thôn.
        Thon = "thon",
        /// Khu dân cư.
        KhuDanCu = "khu_dan_cu",
        /// Tổ dân phố, the old cell under a khu phố (HCMC until 2024).
        ToDanPho = "to_dan_pho",
        /// Tổ nhân dân, the old cell under an ấp.
        ToNhanDan = "to_nhan_dan",
        /// Tổ tự quản, a voluntary self-managed group.
        ToTuQuan = "to_tu_quan",
    }
}

wire_codes! {
    /// Levels of government and below; levels are dated data, kinds belong to one.
    Level as "level" {
        /// Province or centrally-run city.
        Province = "province",
        /// District (ended 1 July 2025).
        District = "district",
        /// Commune level: phường, xã, đặc khu, formerly thị trấn.
        Commune = "commune",
        /// Below the commune: not an administrative level.
        Grassroots = "grassroots",
    }
}

wire_codes! {
    /// The role below the commune.
    Tier as "tier" {
        /// Khu phố, ấp, thôn: a household is in exactly one at each instant.
        Base = "base",
        /// Old tổ under a base unit: a household is in at most one.
        Sub = "sub",
        /// Voluntary self-managed group: any number, changes nothing above.
        Group = "group",
    }
}

impl Kind {
    /// Its level of government, or [`Level::Grassroots`].
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::ThanhPho | Self::Tinh => Level::Province,
            Self::Quan | Self::Huyen | Self::TpThuocTp | Self::ThiXa | Self::TpThuocTinh => {
                Level::District
            }
            Self::Phuong | Self::Xa | Self::ThiTran | Self::DacKhu => Level::Commune,
            _ => Level::Grassroots,
        }
    }

    /// Its role below the commune; nothing for administrative units.
    #[must_use]
    pub fn tier(self) -> Option<Tier> {
        match self {
            Self::KhuPho | Self::Ap | Self::Thon | Self::KhuDanCu => Some(Tier::Base),
            Self::ToDanPho | Self::ToNhanDan => Some(Tier::Sub),
            Self::ToTuQuan => Some(Tier::Group),
            _ => None,
        }
    }

    /// Whether it is an administrative unit (đơn vị hành chính). A khu phố, ấp or tổ never is:
    /// Law 72/2025/QH15 knows two levels, and below them the community governs itself.
    #[must_use]
    pub fn is_administrative(self) -> bool {
        self.level() != Level::Grassroots
    }

    /// Whether it is rural: xã, ấp, thôn and what belongs to them.
    #[must_use]
    pub fn is_rural(self) -> bool {
        matches!(self, Self::Huyen | Self::Xa | Self::Ap | Self::Thon | Self::ToNhanDan)
    }

    /// Whether it is a base unit, in which each household stands exactly once.
    #[must_use]
    pub fn is_base(self) -> bool {
        self.tier() == Some(Tier::Base)
    }

    /// The kind an office founds by default under a commune-level unit: khu phố under a phường or
    /// thị trấn, ấp under a xã. Which others are allowed says `rulebook::Rulebook::base_kinds`.
    #[must_use]
    pub fn base_kind_under(self) -> Option<Self> {
        match self {
            Self::Phuong | Self::ThiTran => Some(Self::KhuPho),
            Self::Xa => Some(Self::Ap),
            Self::DacKhu => Some(Self::KhuDanCu),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
