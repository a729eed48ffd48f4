//! A city's practices, for benches: thousands of texts that share some words and not others, written
//! through the store's own functions over the places of [`super::ledger`].

use std::sync::Arc;

use ledger::likeness::Traits;
use ledger::practice::{Content, Measure, Noted, Practice, Stage};
use ledger::{Category, PracticeId};
use units::{Day, Kind};
use uuid::Uuid;

use super::ledger::Filled;
use crate::locality::Locality;
use crate::practice::NewStep;
use crate::{Failure, Stop, Store, Tx};

/// Rows one act writes.
const PORTION: usize = 500;

/// What was hard, in which field, and what was done: put together they make texts that share some
/// words and not others, as real ones do.
const HARD: [(&str, Category); 8] = [
    ("chưa có nơi sinh hoạt cộng đồng, họp nhờ nhà dân chật chội", Category::Culture),
    ("hẻm ngập khi triều cường, thoát nước chậm, rác chặn miệng cống", Category::Drainage),
    ("đèn đường tắt nhiều đoạn, tối đi lại không an toàn", Category::Lighting),
    ("điểm tập kết rác sát nhà dân, mùi hôi, ruồi nhặng", Category::Waste),
    ("xe đậu kín hẻm, xe chữa cháy không vào được", Category::Fire),
    ("người già sống một mình ít được thăm hỏi lúc trái gió trở trời", Category::Support),
    ("trẻ em trong chung cư thiếu chỗ chơi dịp hè", Category::Education),
    ("thông báo của phường ít hộ đọc, họp ít hộ tham dự", Category::Organisation),
];
const DONE: [&str; 10] = [
    "Dùng chung phòng của chung cư",
    "Mỗi hộ góp một viên gạch",
    "Ngày thứ bảy cùng làm",
    "Tổ tự quản trực luân phiên",
    "Nhóm nhắn tin theo hẻm",
    "Trồng hoa thay bãi rác",
    "Vẽ vạch đậu xe, chia giờ",
    "Tủ sách và sân chơi chiều",
    "Góc chia sẻ đồ dùng",
    "Đi từng ngõ, gõ từng nhà",
];

/// The practice with a number, and where it counts as belonging.
#[must_use]
pub fn made(number: usize, filled: &Filled, today: Day) -> (Practice, Locality) {
    let (hard, category) = HARD[number % HARD.len()];
    let done = DONE[number / HARD.len() % DONE.len()];
    let at = number * 31 % filled.places.len();
    let commune = filled.communes[at / (filled.places.len() / filled.communes.len())].0;
    let (unit, head) = filled.places[at];
    let text = format!("{done}, cách {}", number % 89);
    let content = Content {
        category,
        enrolled: None,
        title: text.clone(),
        problem: format!("Khu phố {} {hard}, đã {} năm.", number % 61, number % 7 + 1),
        content: text.clone(),
        method: "Bàn với dân, làm từng bước, ghi lại số liệu. ".repeat(6),
        resources: "Hộ dân góp công".into(),
        cost_vnd: 1_000_000,
        participation: "Hơn nửa số hộ".into(),
        conditions: "Có người trực".into(),
        measures: vec![Measure {
            label: "Hộ tham gia".into(),
            unit: "hộ".into(),
            before_milli: 12_000,
            before_on: today.plus_days(-300),
            after: Some((27_000, today.plus_days(-100))),
        }],
    };
    let practice = Practice {
        id: PracticeId(Uuid::from_u128((9 << 120) | number as u128)),
        unit: Some(unit),
        place: "Khu phố".into(),
        traits: Some(Traits {
            kind: Kind::KhuPho,
            households: u32::try_from(300 + number % 500).unwrap_or(300),
            apartments_permille: u32::try_from(number * 7 % 1_000).unwrap_or(0),
        }),
        content,
        author: Some(head),
        ask: Some(head),
        origin: None,
        stage: Stage::Assessed,
        begun_on: Some(today.plus_days(-290)),
    };
    (practice, Locality { unit_id: unit, commune_id: Some(commune), top_id: filled.top })
}

async fn kept(tx: &mut Tx, rows: &[(Practice, Locality)], today: Day) -> Result<(), Failure> {
    for (practice, locality) in rows {
        let stage = practice.stage;
        let step = NewStep { stage, post: None, on: today, at: 0, noted: Noted::default() };
        crate::practice::add(tx, practice, Some(*locality), &step).await?;
    }
    Ok(())
}

/// Writes the practices with some numbers.
///
/// # Panics
/// When the database refuses, which ends the bench.
pub async fn fill(store: &Store, filled: &Filled, numbers: std::ops::Range<usize>, today: Day) {
    for from in numbers.clone().step_by(PORTION) {
        let portion = from..(from + PORTION).min(numbers.end);
        let rows: Vec<_> = portion.map(|number| made(number, filled, today)).collect();
        let rows = Arc::new(rows);
        let done: Result<(), Stop<()>> = store
            .write(move |tx| {
                tx.without_audit();
                let rows = Arc::clone(&rows);
                Box::pin(async move { Ok(kept(tx, &rows, today).await?) })
            })
            .await;
        done.expect("a bench's practices are written");
    }
}
