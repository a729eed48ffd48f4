//! The indicators of the demonstration: defined for the whole city, and told by the sheets that
//! `sample` writes, read as any office's file is.

use anyhow::{Context, Result};
use desk::Desk;
use desk::indicator::{Document, NewIndicator, define, preview};
use sample::indicator::{ANSWERED, HOUSEHOLDS, ON_TIME, POOR, Sheets};
use units::indicator::{Aggregate, Rhythm};
use units::lineage::SharedBy;
use units::{IndicatorId, Level, UnitId};

/// An indicator in a word.
struct Sort {
    code: &'static str,
    name: (&'static str, &'static str),
    measure: (&'static str, &'static str),
    says: &'static str,
    aggregate: Aggregate,
    of: (Level, Rhythm),
    parts: (Option<&'static str>, Option<&'static str>),
}

const HOUSE: (&str, &str) = ("hộ", "households");
const REPORT: (&str, &str) = ("phản ánh", "reports");
const SHARE: (&str, &str) = ("%", "%");
const BY_PLACES: (Level, Rhythm) = (Level::Grassroots, Rhythm::Year);
const BY_COMMUNES: (Level, Rhythm) = (Level::Commune, Rhythm::Quarter);

const SORTS: [Sort; 6] = [
    Sort {
        code: HOUSEHOLDS,
        name: ("Số hộ", "Households"),
        measure: HOUSE,
        says: "Hộ đang ở trên địa bàn vào ngày cuối năm, cả thường trú và tạm trú.",
        aggregate: Aggregate::Last,
        of: BY_PLACES,
        parts: (None, None),
    },
    Sort {
        code: POOR,
        name: ("Hộ nghèo", "Poor households"),
        measure: HOUSE,
        says: "Hộ trong danh sách hộ nghèo đã công nhận đến ngày cuối năm.",
        aggregate: Aggregate::Last,
        of: BY_PLACES,
        parts: (None, None),
    },
    Sort {
        code: "ty_le_ho_ngheo",
        name: ("Tỉ lệ hộ nghèo", "Share of poor households"),
        measure: SHARE,
        says: "Hộ nghèo trên tổng số hộ.",
        aggregate: Aggregate::Ratio,
        of: BY_PLACES,
        parts: (Some(POOR), Some(HOUSEHOLDS)),
    },
    Sort {
        code: ANSWERED,
        name: ("Phản ánh đã trả lời", "Reports answered"),
        measure: REPORT,
        says: "Phản ánh của người dân được trả lời trong quý.",
        aggregate: Aggregate::Sum,
        of: BY_COMMUNES,
        parts: (None, None),
    },
    Sort {
        code: ON_TIME,
        name: ("Phản ánh trả lời đúng hạn", "Reports answered on time"),
        measure: REPORT,
        says: "Trong đó trả lời không muộn hơn ngày đã hẹn.",
        aggregate: Aggregate::Sum,
        of: BY_COMMUNES,
        parts: (None, None),
    },
    Sort {
        code: "ty_le_dung_han",
        name: ("Tỉ lệ trả lời đúng hạn", "Share answered on time"),
        measure: SHARE,
        says: "Phản ánh trả lời đúng hạn trên số đã trả lời.",
        aggregate: Aggregate::Ratio,
        of: BY_COMMUNES,
        parts: (Some(ON_TIME), Some(ANSWERED)),
    },
];

/// Defines the indicators of the city and lets the communes tell them.
///
/// # Errors
/// When the desk refuses one, or the database fails.
pub async fn tell(desk: &Desk, city: UnitId, sheets: &[Sheets]) -> Result<()> {
    let mut known: Vec<(&str, IndicatorId)> = Vec::new();
    for sort in &SORTS {
        let part = |code: Option<&str>| {
            known.iter().find(|(known, _)| Some(*known) == code).map(|(_, id)| *id)
        };
        let new = sort.defined(IndicatorId(desk.clock.id()), city);
        let new = NewIndicator { parts: (part(sort.parts.0), part(sort.parts.1)), ..new };
        known.push((sort.code, define(desk, None, new).await?));
    }
    for sheet in sheets {
        for (name, text) in [("so-lieu.csv", &sheet.told), ("dinh-chinh.csv", &sheet.corrected)] {
            let document = Document { name: name.to_owned(), body: text.clone().into_bytes() };
            let read = preview(desk, None, (city, None), &document).await?;
            let faults: Vec<String> =
                read.complaints.iter().map(|it| format!("{} {:?}", it.code, it.said())).collect();
            anyhow::ensure!(faults.is_empty(), "figures of the sample: {}", faults.join("; "));
            let told = desk::indicator::apply_here(desk, city, read, "").await;
            told.context("figures of the sample")?;
        }
    }
    Ok(())
}

impl Sort {
    fn defined(&self, id: IndicatorId, city: UnitId) -> NewIndicator {
        let both = |(vi, en): (&str, &str)| (vi.to_owned(), en.to_owned());
        NewIndicator {
            id,
            code: self.code.to_owned(),
            unit: city,
            name: both(self.name),
            measure: both(self.measure),
            says: self.says.to_owned(),
            aggregate: Some(self.aggregate),
            level: Some(self.of.0),
            rhythm: Some(self.of.1),
            places: if self.aggregate == Aggregate::Ratio { 1 } else { 0 },
            shared_by: SharedBy::Households,
            parts: (None, None),
            scale: 100,
            counts_people: self.measure == HOUSE,
            is_public: true,
            due_days: 10,
        }
    }
}
