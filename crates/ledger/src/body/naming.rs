//! What a body is usually called: by its kind, the tier of its unit and the unit's name. An office may
//! call it otherwise; the name here is what a form offers.

use units::{Kind, Level};

use super::{BodyKind, post};

impl BodyKind {
    /// Its usual name in Vietnamese and English in a unit of a kind and name; nothing for kinds of
    /// which a unit has several, and where it does not work.
    #[must_use]
    pub fn usual_name(self, unit: Kind, name: &str) -> Option<(String, String)> {
        if !self.works_in(unit) || !self.is_single() {
            return None;
        }
        let (vi, en) = self.stem(unit)?;
        Some((format!("{vi} {}", self.place(unit, name)), format!("{en} of {name}")))
    }

    /// The name of the place behind the stem. "Tỉnh ủy" and "Huyện ủy" say the kind themselves; a
    /// numbered quận keeps it, since "Quận ủy 1" is said by nobody.
    fn place(self, unit: Kind, name: &str) -> String {
        let says_kind = matches!(unit, Kind::Tinh | Kind::Huyen | Kind::ThiXa);
        if self == Self::PartyCommittee && says_kind {
            for stem in ["Tỉnh ", "Huyện ", "Thị xã "] {
                if let Some(own) = name.strip_prefix(stem) {
                    return own.to_owned();
                }
            }
        }
        if unit.level() == Level::Province { name.to_owned() } else { post::lower_first(name) }
    }

    fn stem(self, unit: Kind) -> Option<(&'static str, &'static str)> {
        let is_branch = unit.is_base();
        Some(match self {
            Self::PartyCommittee => (party(unit), "Party Committee"),
            Self::StandingBody => ("Thường trực cấp ủy", "Standing Body of the Party Committee"),
            Self::PeoplesCouncil => ("Hội đồng nhân dân", "People's Council"),
            Self::PeoplesCommittee => ("Ủy ban nhân dân", "People's Committee"),
            Self::Front => ("Ủy ban Mặt trận Tổ quốc Việt Nam", "Fatherland Front Committee"),
            Self::WomensUnion if is_branch => ("Chi hội Phụ nữ", "Women's Union Branch"),
            Self::WomensUnion => ("Hội Liên hiệp Phụ nữ", "Women's Union"),
            Self::YouthUnion if is_branch => ("Chi đoàn Thanh niên", "Youth Union Branch"),
            Self::YouthUnion => ("Đoàn Thanh niên Cộng sản Hồ Chí Minh", "Youth Union"),
            Self::Veterans if is_branch => ("Chi hội Cựu chiến binh", "Veterans' Branch"),
            Self::Veterans => ("Hội Cựu chiến binh", "Veterans' Association"),
            Self::Farmers if is_branch => ("Chi hội Nông dân", "Farmers' Union Branch"),
            Self::Farmers => ("Hội Nông dân", "Farmers' Union"),
            Self::TradeUnion if unit.level() == Level::Commune => ("Công đoàn", "Trade Union"),
            Self::TradeUnion => ("Liên đoàn Lao động", "Federation of Labour"),
            Self::Elderly if is_branch => ("Chi hội Người cao tuổi", "Branch of the Elderly"),
            Self::Elderly => ("Hội Người cao tuổi", "Association of the Elderly"),
            Self::InspectionBoard => ("Ban Thanh tra nhân dân", "People's Inspection Board"),
            Self::InvestmentBoard => {
                ("Ban Giám sát đầu tư của cộng đồng", "Community Investment Supervision Board")
            }
            Self::Cell => ("Chi bộ", "Party Cell"),
            Self::FrontWorkCommittee => ("Ban công tác Mặt trận", "Front Work Committee"),
            Self::UnitBoard => ("Ban điều hành", "Board"),
            Self::SecurityGroup => ("Tổ bảo vệ an ninh, trật tự", "Security Group"),
            Self::MassOrg | Self::Department | Self::Utility => return None,
        })
    }
}

/// What the party committee of a kind of unit is called.
const fn party(unit: Kind) -> &'static str {
    match unit {
        Kind::ThanhPho | Kind::TpThuocTp | Kind::TpThuocTinh => "Thành ủy",
        Kind::Tinh => "Tỉnh ủy",
        Kind::Quan => "Quận ủy",
        Kind::Huyen => "Huyện ủy",
        Kind::ThiXa => "Thị ủy",
        _ => "Đảng ủy",
    }
}

/// How offices begin the words for a kind of body, folded, the longer before the shorter.
const SAID: &[(&str, BodyKind)] = &[
    ("thuong truc", BodyKind::StandingBody),
    ("dang uy", BodyKind::PartyCommittee),
    ("dang bo", BodyKind::PartyCommittee),
    ("thanh uy", BodyKind::PartyCommittee),
    ("tinh uy", BodyKind::PartyCommittee),
    ("quan uy", BodyKind::PartyCommittee),
    ("huyen uy", BodyKind::PartyCommittee),
    ("thi uy", BodyKind::PartyCommittee),
    ("hoi dong nhan dan", BodyKind::PeoplesCouncil),
    ("hdnd", BodyKind::PeoplesCouncil),
    ("uy ban nhan dan", BodyKind::PeoplesCommittee),
    ("ubnd", BodyKind::PeoplesCommittee),
    ("ban cong tac mat tran", BodyKind::FrontWorkCommittee),
    ("uy ban mat tran", BodyKind::Front),
    ("uy ban mttq", BodyKind::Front),
    ("ubmttq", BodyKind::Front),
    ("mat tran to quoc", BodyKind::Front),
    ("mttq", BodyKind::Front),
    ("hoi lien hiep phu nu", BodyKind::WomensUnion),
    ("hoi phu nu", BodyKind::WomensUnion),
    ("hoi lhpn", BodyKind::WomensUnion),
    ("chi hoi phu nu", BodyKind::WomensUnion),
    ("doan thanh nien", BodyKind::YouthUnion),
    ("doan tncs", BodyKind::YouthUnion),
    ("chi doan", BodyKind::YouthUnion),
    ("hoi cuu chien binh", BodyKind::Veterans),
    ("hoi ccb", BodyKind::Veterans),
    ("chi hoi cuu chien binh", BodyKind::Veterans),
    ("hoi nong dan", BodyKind::Farmers),
    ("chi hoi nong dan", BodyKind::Farmers),
    ("cong doan", BodyKind::TradeUnion),
    ("lien doan lao dong", BodyKind::TradeUnion),
    ("hoi nguoi cao tuoi", BodyKind::Elderly),
    ("chi hoi nguoi cao tuoi", BodyKind::Elderly),
    ("hoi nct", BodyKind::Elderly),
    ("chi bo", BodyKind::Cell),
    ("ban dieu hanh", BodyKind::UnitBoard),
    ("to bao ve an ninh", BodyKind::SecurityGroup),
    ("to bao ve antt", BodyKind::SecurityGroup),
    ("ban thanh tra nhan dan", BodyKind::InspectionBoard),
    ("ban giam sat dau tu", BodyKind::InvestmentBoard),
    ("doan the", BodyKind::MassOrg),
    ("so ", BodyKind::Department),
    ("phong ", BodyKind::Department),
    ("cong ty", BodyKind::Utility),
    ("doanh nghiep", BodyKind::Utility),
];

impl BodyKind {
    /// The kind that a list means, by its code or by how offices begin its name: "UBND phường Bến Lá".
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if let Ok(kind) = text.trim().parse() {
            return Some(kind);
        }
        let folded = units::text::fold(text);
        SAID.iter().find(|(said, _)| folded.starts_with(said)).map(|(_, kind)| *kind)
    }
}
