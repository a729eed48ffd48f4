//! What a feedback, a difficulty or a practice is about. The fields of the city's 1022 line and the
//! categories recommended for the grassroots.

use serde::{Deserialize, Serialize};

units::wire_codes! {
    /// A field of life.
    Category as "category" {
        /// Traffic and roads.
        Roads = "giao_thong",
        /// Flooding and drainage.
        Drainage = "ngap_nuoc",
        /// Waste and sanitation.
        Waste = "rac_thai",
        /// Street lighting.
        Lighting = "chieu_sang",
        /// Trees.
        Trees = "cay_xanh",
        /// Electricity and telecommunication.
        Power = "dien_vien_thong",
        /// Water supply.
        Water = "cap_nuoc",
        /// Noise.
        Noise = "tieng_on",
        /// Pavements and urban order.
        Pavement = "via_he",
        /// Construction.
        Construction = "xay_dung",
        /// Security and safety.
        Security = "an_ninh",
        /// Fire safety.
        Fire = "phong_chay",
        /// Public services and paperwork.
        Paperwork = "thu_tuc",
        /// Land and housing.
        Land = "dat_dai",
        /// Social support.
        Support = "an_sinh",
        /// Health and food safety.
        Health = "y_te",
        /// Education.
        Education = "giao_duc",
        /// Culture, sport, places to meet.
        Culture = "van_hoa",
        /// Conduct of officials: never routed to the person concerned.
        Conduct = "thai_do_phuc_vu",
        /// Organisation and work of the grassroots itself.
        Organisation = "to_chuc",
        /// Ideas and initiatives.
        Idea = "sang_kien",
        /// Other.
        Other = "khac",
    }
}

impl Category {
    /// Whether it is about how somebody serves: hidden from the place's own posts and never public.
    #[must_use]
    pub const fn is_restricted(self) -> bool {
        matches!(self, Self::Conduct)
    }
}
