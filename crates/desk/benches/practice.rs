//! How long it takes to find, among 5,000 practices, those that answer a difficulty, and among 5,000
//! difficulties those like it, on SQLite and on the PostgreSQL that `COSO_TEST_POSTGRES` names:
//! `cargo bench -p desk --bench practice`.
//!
//! The baseline cuts the texts of all practices into syllables for each question, in memory, without
//! any database: what matching would cost at least if words were not kept. `docs/bench/ledger.md` keeps
//! the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use desk::{Clock, Desk, likeness, practice};
use ledger::likeness::{Traits, grams, shared};
use ledger::practice::{Content, Measure, Noted, Practice, Stage};
use ledger::{Category, DifficultyId, PracticeId};
use store::locality::Locality;
use store::practice::NewStep;
use store::testing::ledger::{Filled, Size, fill};
use store::{Failure, Stop, Store, Tx, testing};
use units::rulebook::Rulebook;
use units::{Day, Kind};
use uuid::Uuid;

const PRACTICES: usize = 5_000;
const SIZE: Size = Size { communes: 168, places: 30, matters: 1_000, difficulties: 5_000 };
/// Questions of each measurement.
const TIMES: usize = 200;
/// Rows one act writes.
const PORTION: usize = 500;

/// A clock that stands still.
struct Still(i64);

impl Clock for Still {
    fn now(&self) -> i64 {
        self.0
    }
}

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

fn made(number: usize, filled: &Filled, today: Day) -> (Practice, Locality) {
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
            households: u32::try_from(300 + number % 500).unwrap(),
            apartments_permille: u32::try_from(number * 7 % 1_000).unwrap(),
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
        store::practice::add(tx, practice, Some(*locality), &step).await?;
    }
    Ok(())
}

async fn fill_practices(store: &Store, filled: &Filled, today: Day) {
    for from in (0..PRACTICES).step_by(PORTION) {
        let numbers = from..(from + PORTION).min(PRACTICES);
        let rows: Vec<_> = numbers.map(|number| made(number, filled, today)).collect();
        let rows = Arc::new(rows);
        let done: Result<(), Stop<()>> = store
            .write(move |tx| {
                tx.without_audit();
                let rows = Arc::clone(&rows);
                Box::pin(async move { Ok(kept(tx, &rows, today).await?) })
            })
            .await;
        done.unwrap();
    }
}

fn main() {
    if !std::env::args().any(|arg| arg == "--bench") {
        return;
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let sqlite = testing::sqlite().await;
        measured("SQLite", sqlite.store.clone()).await;
        if let Some(postgres) = testing::postgres().await {
            measured("PostgreSQL", postgres.store.clone()).await;
            postgres.end().await;
        }
    });
}

async fn measured(database: &str, store: Store) {
    let today: Day = "2026-03-02".parse().unwrap();
    let filled = fill(&store, SIZE, today).await;
    fill_practices(&store, &filled, today).await;
    testing::analyse(&store).await;
    let clock = Arc::new(Still(today.starts_at()));
    let fresh = || Desk::new(store.clone(), clock.clone(), Arc::new(Rulebook::built_in()));
    let scope = desk::authority::public_scope();
    let asked = |number: usize| filled.difficulties[number * 17 % filled.difficulties.len()];
    println!("{database}, {PRACTICES} practices, {} difficulties", SIZE.difficulties);
    println!("{:<34} {:>8} {:>8} {:>11}", "question", "p50 ms", "p95 ms", "× baseline");
    let baseline = naive(&filled, today);
    let told = |name: &str, mut seconds: Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        let at = |share: usize| seconds[(seconds.len() * share / 100).min(seconds.len() - 1)];
        let ratio = at(50) / baseline;
        println!("{name:<34} {:>8.2} {:>8.2} {ratio:>11.2}", at(50) * 1e3, at(95) * 1e3);
    };
    told("cut all texts anew (baseline)", vec![baseline]);
    let mut cold = Vec::new();
    for number in 0..10 {
        let desk = fresh();
        let began = Instant::now();
        black_box(practice::matches(&desk, &scope, asked(number)).await.unwrap());
        cold.push(began.elapsed().as_secs_f64());
    }
    told("practices, words not yet laid out", cold);
    let desk = fresh();
    let (mut matching, mut similar) = (Vec::new(), Vec::new());
    let _first: (_, _) = (
        practice::matches(&desk, &scope, asked(0)).await.unwrap(),
        likeness::similar(&desk, &scope, asked(0)).await.unwrap(),
    );
    for number in 0..TIMES {
        let id: DifficultyId = asked(number);
        let began = Instant::now();
        let found = practice::matches(&desk, &scope, id).await.unwrap();
        matching.push(began.elapsed().as_secs_f64());
        assert!(!found.is_empty(), "every difficulty of the bench has its practices");
        let began = Instant::now();
        black_box(likeness::similar(&desk, &scope, id).await.unwrap());
        similar.push(began.elapsed().as_secs_f64());
    }
    told("practices for a difficulty", matching);
    told("difficulties like one", similar);
}

/// Seconds of one question if the words of all practices were cut anew.
fn naive(filled: &Filled, today: Day) -> f64 {
    let texts: Vec<String> =
        (0..PRACTICES).map(|number| made(number, filled, today).0.content.sought()).collect();
    let asked = grams("Khu phố chưa có nơi sinh hoạt cộng đồng. Đã kiến nghị 3 lần từ năm trước.");
    let began = Instant::now();
    const ROUNDS: u32 = 10;
    for _ in 0..ROUNDS {
        let best = texts.iter().map(|text| shared(&asked, &grams(text))).max();
        black_box(best);
    }
    began.elapsed().as_secs_f64() / f64::from(ROUNDS)
}
