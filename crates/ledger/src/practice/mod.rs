//! The good practice (mô hình, cách làm hay): what problem a place had, what it did, with what result
//! in figures, and what another place needs to do the same. And its way: registered, tried, assessed
//! by others, recognised, spread, ended.
//!
//! A practice is found by what it solved. Nothing here counts or compares places.

mod adoption;
mod correction;
mod stage;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use units::{Day, PostId, UnitId};

use crate::likeness::Traits;
use crate::{Category, PracticeId, Refusal, text};

pub use adoption::{
    Adoption, AdoptionState, Answer, AnswerKind, Offer, RESULT_AFTER_MONTHS, Told, after_months,
    offer,
};
pub use correction::{Correction, Wording};
pub use stage::{AFTER_FIELDS, Noted, Step};

units::wire_codes! {
    /// How far a practice has come.
    Stage as "practice-stage" {
        /// Đăng ký: described, with the figure before.
        Registered = "registered",
        /// Làm thử.
        Tried = "tried",
        /// Đánh giá: another post than the author's says what changed, with the figure after.
        Assessed = "assessed",
        /// Công nhận, by a document.
        Recognised = "recognised",
        /// Nhân rộng: another place took it up and has a result.
        Spread = "spread",
        /// Kết thúc, with the reason.
        Ended = "ended",
    }
}

units::wire_codes! {
    /// The campaign a practice is registered in.
    Campaign as "campaign" {
        /// Dân vận khéo, in one of four fields.
        DanVanKheo = "dan_van_kheo",
        /// Xây dựng nông thôn mới, đô thị văn minh.
        NewCountryside = "nong_thon_moi_do_thi_van_minh",
        /// Toàn dân bảo vệ an ninh Tổ quốc.
        Security = "toan_dan_bao_ve_an_ninh",
    }
}

units::wire_codes! {
    /// The four fields of dân vận khéo.
    CampaignField as "campaign-field" {
        /// Kinh tế.
        Economy = "kinh_te",
        /// Văn hóa – xã hội.
        Society = "van_hoa_xa_hoi",
        /// Quốc phòng – an ninh.
        Defence = "quoc_phong_an_ninh",
        /// Xây dựng hệ thống chính trị.
        PoliticalSystem = "he_thong_chinh_tri",
    }
}

/// Figures a practice may have.
pub const MEASURES_MOST: usize = 3;
/// The most a practice may cost, in VND: more is a project with its own papers.
pub const COST_MOST_VND: i64 = 1_000_000_000_000;

/// One figure before and, once it was assessed, after. Values in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// What is counted.
    pub label: String,
    /// The unit of measure.
    pub unit: String,
    /// Before, in thousandths.
    pub before_milli: i64,
    /// The day of the count before.
    pub before_on: Day,
    /// After, in thousandths, and the day of that count.
    pub after: Option<(i64, Day)>,
}

/// A campaign with its field, where it has fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The campaign.
    pub campaign: Campaign,
    /// The field, for dân vận khéo.
    pub field: Option<CampaignField>,
}

/// What a practice says, wherever it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// What it is about.
    pub category: Category,
    /// The campaign it is registered in.
    pub enrolled: Option<Enrolled>,
    /// One line.
    pub title: String,
    /// What problem there was.
    pub problem: String,
    /// What was done: what changed in content.
    pub content: String,
    /// What was done: what changed in method.
    pub method: String,
    /// People, things and places it needed.
    pub resources: String,
    /// Cost in VND; 0 where it cost nothing.
    pub cost_vnd: i64,
    /// Who took part and how many.
    pub participation: String,
    /// What another place must have to do the same.
    pub conditions: String,
    /// Figures, at least one.
    pub measures: Vec<Measure>,
}

/// Where a practice comes from that another city gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The city.
    pub city: String,
    /// The post to ask there.
    pub ask: String,
    /// How far it had come there.
    pub stage: Stage,
    /// Its identity there.
    pub id: uuid::Uuid,
    /// The day it was given out.
    pub given_on: Day,
}

/// A practice as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Practice {
    /// Its identity.
    pub id: PracticeId,
    /// Where it was done; nothing where another city gave it.
    pub unit: Option<UnitId>,
    /// The name of that place then, with the one above it.
    pub place: String,
    /// What that place was like then.
    pub traits: Option<Traits>,
    /// What it says.
    pub content: Content,
    /// The post that registered it; nothing where another city gave it.
    pub author: Option<PostId>,
    /// The post to ask.
    pub ask: Option<PostId>,
    /// Where it comes from, where another city gave it.
    pub origin: Option<Origin>,
    /// How far it has come.
    pub stage: Stage,
    /// The day it began to be tried.
    pub begun_on: Option<Day>,
}

/// One figure as typed; a row of the form that nobody filled in is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewMeasure {
    /// What is counted.
    pub label: String,
    /// The unit of measure.
    pub unit: String,
    /// Before, in thousandths.
    pub before_milli: Option<i64>,
    /// The day of that count.
    pub before_on: Option<Day>,
}

/// What a practice is registered with, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewContent {
    /// What it is about.
    pub category: Option<Category>,
    /// The campaign.
    pub campaign: Option<Campaign>,
    /// The field of the campaign.
    pub field: Option<CampaignField>,
    /// One line.
    pub title: String,
    /// What problem there was.
    pub problem: String,
    /// What changed in content.
    pub content: String,
    /// What changed in method.
    pub method: String,
    /// What it needed.
    pub resources: String,
    /// Cost in VND.
    pub cost_vnd: Option<i64>,
    /// Who took part.
    pub participation: String,
    /// What another place must have.
    pub conditions: String,
    /// Figures before.
    pub measures: Vec<NewMeasure>,
}

/// The form's fields of each figure: label, unit of measure, value before, day before.
pub const MEASURE_FIELDS: [[&str; 4]; MEASURES_MOST] = [
    ["so-lieu-1", "don-vi-1", "truoc-1", "ngay-truoc-1"],
    ["so-lieu-2", "don-vi-2", "truoc-2", "ngay-truoc-2"],
    ["so-lieu-3", "don-vi-3", "truoc-3", "ngay-truoc-3"],
];

/// Checks what a practice says when it is registered; every fault at once.
///
/// # Errors
/// `practice-category-missing`, `practice-field-missing`, `practice-cost-wrong`,
/// `practice-measure-missing`, `practice-number-missing`, `practice-day-missing`,
/// `practice-day-ahead`, and the refusals of [`text`].
pub fn describe(new: NewContent, today: Day) -> Result<Content, Refusal> {
    let mut faults = Vec::new();
    let measures = measures(&new.measures, today, &mut faults);
    let mut kept = |checked: Result<String, Refusal>| {
        checked.unwrap_or_else(|refusal| {
            faults.push(refusal);
            String::new()
        })
    };
    let content = Content {
        category: new.category.unwrap_or(Category::Other),
        enrolled: None,
        title: kept(text::title("ten", &new.title)),
        problem: kept(text::text("van-de", &new.problem)),
        content: kept(text::text("da-lam", &new.content)),
        method: kept(text::text("cach-lam", &new.method)),
        resources: kept(text::text("nguon-luc", &new.resources)),
        cost_vnd: new.cost_vnd.unwrap_or(0),
        participation: kept(text::text("tham-gia", &new.participation)),
        conditions: kept(text::text("dieu-kien", &new.conditions)),
        measures,
    };
    if new.category.is_none() {
        faults.push(Refusal::at("linh-vuc", "practice-category-missing"));
    }
    if !new.cost_vnd.is_some_and(|cost| (0..=COST_MOST_VND).contains(&cost)) {
        faults.push(Refusal::at("kinh-phi", "practice-cost-wrong"));
    }
    let enrolled = enrolled(new.campaign, new.field).unwrap_or_else(|refusal| {
        faults.push(refusal);
        None
    });
    Refusal::none(faults)?;
    Ok(Content { enrolled, ..content })
}

/// A campaign with its field: dân vận khéo has one of four, the others none.
fn enrolled(
    campaign: Option<Campaign>,
    field: Option<CampaignField>,
) -> Result<Option<Enrolled>, Refusal> {
    match (campaign, field) {
        (None, _) => Ok(None),
        (Some(Campaign::DanVanKheo), None) => Err(Refusal::at("mang", "practice-field-missing")),
        (Some(Campaign::DanVanKheo), field) => {
            Ok(Some(Enrolled { campaign: Campaign::DanVanKheo, field }))
        }
        (Some(campaign), _) => Ok(Some(Enrolled { campaign, field: None })),
    }
}

fn measures(new: &[NewMeasure], today: Day, faults: &mut Vec<Refusal>) -> Vec<Measure> {
    let mut measures = Vec::new();
    for (row, fields) in new.iter().zip(MEASURE_FIELDS) {
        if *row == NewMeasure::default() {
            continue;
        }
        match measure(row, fields, today) {
            Ok(measure) => measures.push(measure),
            Err(refusal) => faults.push(refusal),
        }
    }
    if measures.is_empty() && faults.is_empty() {
        faults.push(Refusal::at("so-lieu-1", "practice-measure-missing"));
    }
    measures
}

fn measure(
    row: &NewMeasure,
    [label, unit, value, day]: [&'static str; 4],
    today: Day,
) -> Result<Measure, Refusal> {
    let mut faults = Vec::new();
    let names = [text::title(label, &row.label), text::title(unit, &row.unit)];
    faults.extend(names.iter().filter_map(|name| name.as_ref().err().cloned()));
    if row.before_milli.is_none() {
        faults.push(Refusal::at(value, "practice-number-missing"));
    }
    match row.before_on {
        None => faults.push(Refusal::at(day, "practice-day-missing")),
        Some(on) if on > today => {
            faults.push(Refusal::at(day, "practice-day-ahead").with("day", on.dmy()));
        }
        Some(_) => {}
    }
    let ([Ok(label), Ok(unit)], Some(before_milli), Some(before_on), true) =
        (names, row.before_milli, row.before_on, faults.is_empty())
    else {
        return Err(Refusal::none(faults).expect_err("a part is missing, so there is a refusal"));
    };
    Ok(Measure { label, unit, before_milli, before_on, after: None })
}

impl Content {
    /// The words by which it is found: what it is called and what it solved.
    #[must_use]
    pub fn sought(&self) -> String {
        format!("{} {}", self.title, self.problem)
    }
}
