//! Kinds of unit, their level and tier. Wire codes are Vietnamese ASCII, from the glossary.
//!
//! What a kind is stands here, in one place: its code, and in one row its level, tier and the word a name
//! begins with. From when to when it existed, and under what, are rules with a source
//! (`rules/kinds.toml`, read through `rulebook`).
//!
//! The name that a place uses and the tier of a unit are two things: a khu phố, a khóm and a tổ dân phố of
//! the law are one tier under different names, while the old tổ dân phố of one city was a cell below a khu
//! phố. So there are two kinds called "tổ dân phố".

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
        /// Tổ dân phố of the law: the twin of a khu phố, where that is the local name.
        ToDanPhoCoSo = "to_dan_pho_co_so",
        /// Khóm, an urban twin of a khu phố.
        Khom = "khom",
        /// Khối phố, likewise.
        KhoiPho = "khoi_pho",
        /// Tiểu khu, likewise.
        TieuKhu = "tieu_khu",
        /// Làng, a rural twin of a thôn.
        Lang = "lang",
        /// Bản, likewise.
        Ban = "ban",
        /// Buôn, likewise.
        Buon = "buon",
        /// Bon, likewise.
        Bon = "bon",
        /// Phum, likewise.
        Phum = "phum",
        /// Sóc, likewise.
        Soc = "soc",
        /// Tổ dân phố, the old cell under a khu phố (HCMC until 2024).
        ToDanPho = "to_dan_pho",
        /// Tổ nhân dân, the old cell under an ấp.
        ToNhanDan = "to_nhan_dan",
        /// Tổ dân cư, the cell that is kept in the former Bình Dương and Bà Rịa – Vũng Tàu.
        ToDanCu = "to_dan_cu",
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

/// What is said of a kind: a new kind adds its code above, its row in [`Kind::row`], and its name in both
/// languages of `words`.
struct Row {
    level: Level,
    /// Nothing for administrative units.
    tier: Option<Tier>,
    is_rural: bool,
    /// The word that a name begins with: "Khu phố 3".
    stem: &'static str,
}

/// The row of an administrative unit.
const fn of_government(level: Level, is_rural: bool, stem: &'static str) -> Row {
    Row { level, tier: None, is_rural, stem }
}

/// The row of a unit below the commune.
const fn below(tier: Tier, is_rural: bool, stem: &'static str) -> Row {
    Row { level: Level::Grassroots, tier: Some(tier), is_rural, stem }
}

impl Kind {
    const fn row(self) -> Row {
        use Level::{Commune, District, Province};
        use Tier::{Base, Group, Sub};
        match self {
            Self::ThanhPho => of_government(Province, false, "Thành phố"),
            Self::Tinh => of_government(Province, false, "Tỉnh"),
            Self::Quan => of_government(District, false, "Quận"),
            Self::Huyen => of_government(District, true, "Huyện"),
            Self::TpThuocTp | Self::TpThuocTinh => of_government(District, false, "Thành phố"),
            Self::ThiXa => of_government(District, false, "Thị xã"),
            Self::Phuong => of_government(Commune, false, "Phường"),
            Self::Xa => of_government(Commune, true, "Xã"),
            Self::ThiTran => of_government(Commune, false, "Thị trấn"),
            Self::DacKhu => of_government(Commune, false, "Đặc khu"),
            Self::KhuPho => below(Base, false, "Khu phố"),
            Self::Ap => below(Base, true, "Ấp"),
            Self::Thon => below(Base, true, "Thôn"),
            Self::KhuDanCu => below(Base, false, "Khu dân cư"),
            Self::ToDanPhoCoSo => below(Base, false, "Tổ dân phố"),
            Self::Khom => below(Base, false, "Khóm"),
            Self::KhoiPho => below(Base, false, "Khối phố"),
            Self::TieuKhu => below(Base, false, "Tiểu khu"),
            Self::Lang => below(Base, true, "Làng"),
            Self::Ban => below(Base, true, "Bản"),
            Self::Buon => below(Base, true, "Buôn"),
            Self::Bon => below(Base, true, "Bon"),
            Self::Phum => below(Base, true, "Phum"),
            Self::Soc => below(Base, true, "Sóc"),
            Self::ToDanPho => below(Sub, false, "Tổ dân phố"),
            Self::ToNhanDan => below(Sub, true, "Tổ nhân dân"),
            Self::ToDanCu => below(Sub, false, "Tổ dân cư"),
            Self::ToTuQuan => below(Group, false, "Tổ tự quản"),
        }
    }

    /// Its level of government, or [`Level::Grassroots`].
    #[must_use]
    pub const fn level(self) -> Level {
        self.row().level
    }

    /// Its role below the commune; nothing for administrative units.
    #[must_use]
    pub const fn tier(self) -> Option<Tier> {
        self.row().tier
    }

    /// Whether it is an administrative unit (đơn vị hành chính). A khu phố, ấp or tổ never is:
    /// Law 72/2025/QH15 knows two levels, and below them the community governs itself.
    #[must_use]
    pub const fn is_administrative(self) -> bool {
        self.tier().is_none()
    }

    /// Whether it is rural: xã, ấp, thôn and what belongs to them.
    #[must_use]
    pub const fn is_rural(self) -> bool {
        self.row().is_rural
    }

    /// Whether it is a base unit, in which each household stands exactly once.
    #[must_use]
    pub const fn is_base(self) -> bool {
        matches!(self.tier(), Some(Tier::Base))
    }

    /// The word that the name of such a unit begins with, in Vietnamese: "Khu phố".
    #[must_use]
    pub const fn stem(self) -> &'static str {
        self.row().stem
    }

    /// The kind an office founds by default under a commune-level unit: khu phố under a phường or
    /// thị trấn, ấp under a xã. Which others are allowed says `rulebook::Rulebook::base_kinds`.
    #[must_use]
    pub const fn base_kind_under(self) -> Option<Self> {
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
