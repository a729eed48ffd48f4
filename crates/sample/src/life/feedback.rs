//! Feedback (phản ánh, kiến nghị): what residents say in their own words, and what became of it.
//!
//! Who answers, in how many days and with which proof follows from the category, unless it is said.

use serde::Deserialize;

use super::matter::{Matter, Proof, Step};
use super::place::Place;

/// What something is about: the twenty-one of the domain notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Giao thông, đường sá.
    GiaoThong,
    /// Ngập, thoát nước.
    NgapNuoc,
    /// Rác, vệ sinh.
    RacVeSinh,
    /// Chiếu sáng.
    ChieuSang,
    /// Cây xanh.
    CayXanh,
    /// Điện, viễn thông.
    DienVienThong,
    /// Nước sạch.
    NuocSach,
    /// Tiếng ồn.
    TiengOn,
    /// Vỉa hè, trật tự đô thị.
    ViaHe,
    /// Xây dựng.
    XayDung,
    /// An ninh, trật tự.
    AnNinh,
    /// Phòng cháy.
    PhongChay,
    /// Dịch vụ công, giấy tờ.
    DichVuCong,
    /// Đất đai, nhà ở.
    DatNha,
    /// Trợ giúp xã hội.
    TroGiup,
    /// Y tế, an toàn thực phẩm.
    YTe,
    /// Giáo dục.
    GiaoDuc,
    /// Văn hóa, nơi sinh hoạt.
    VanHoa,
    /// Thái độ phục vụ.
    ThaiDo,
    /// Sáng kiến.
    SangKien,
    /// Khác.
    Khac,
}

/// What holds for every report of a category.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRule {
    /// The category.
    pub code: Category,
    /// Its Vietnamese name.
    pub name: String,
    /// Its English name.
    pub name_en: String,
    /// The post that answers: a key of the city's posts, or what follows the commune's key.
    pub office: String,
    /// Working days.
    pub within: u16,
    /// The proof an answer must carry.
    pub proof: Proof,
    /// What the head answers for.
    pub responsibility: String,
    /// What will be there.
    pub product: String,
    /// What the head may decide alone.
    pub authority: String,
}

/// A report or proposal of a resident.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// Its key.
    pub key: String,
    /// The day it was sent.
    pub on: i32,
    /// [`super::RESIDENT`], or the head of a group who entered it on request.
    pub by: String,
    /// What it is about.
    pub category: Category,
    /// The khu phố or ấp it is about.
    pub place: Place,
    /// The office's short title for it, shown after moderation.
    pub title: String,
    /// What was written, in the resident's own words and spelling.
    pub text: String,
    /// The day it was read, sorted and shown; nothing if nobody has yet.
    pub sorted_on: Option<i32>,
    /// The post that answers, where it is not that of the category.
    pub head: Option<String>,
    /// Working days, where they are not those of the category.
    pub within: Option<u16>,
    /// Whether the answer comes late, or is owed and late today.
    #[serde(default)]
    pub is_late: bool,
    /// The difficulty it shows.
    pub difficulty: Option<String>,
    /// What became of it.
    #[serde(default)]
    pub steps: Vec<Step>,
}

impl Feedback {
    /// The matter it opens under the rule of its category.
    #[must_use]
    pub fn matter(&self, rule: &CategoryRule) -> Matter {
        let office = if rule.office.starts_with("tp-") {
            rule.office.clone()
        } else {
            let commune = self.place.territory().map_or("tp", |t| t.key());
            format!("{commune}-{}", rule.office)
        };
        Matter {
            key: self.key.clone(),
            work: self.title.clone(),
            work_en: None,
            place: Some(self.place),
            head: self.head.clone().unwrap_or(office),
            with: Vec::new(),
            within: self.within.unwrap_or(rule.within),
            responsibility: rule.responsibility.clone(),
            product: rule.product.clone(),
            authority: rule.authority.clone(),
            proof: rule.proof,
            is_late: self.is_late,
            difficulty: self.difficulty.clone(),
            steps: self.steps.clone(),
        }
    }
}
