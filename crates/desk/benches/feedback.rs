//! How long a resident waits until a feedback is accepted, and then for its page, in a city with two
//! years behind it: 200,000 matters that came from feedback, durable on disk, on SQLite and on the
//! PostgreSQL that `COSO_TEST_POSTGRES` names: `cargo bench -p desk --bench feedback`.
//!
//! The baseline is the cheapest act there is: one transaction with one audit entry, in the same
//! database at the same moment. `docs/bench/ledger.md` keeps the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

mod stand;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use desk::Desk;
use desk::feedback::{self, NewFeedback, Place, Receipt};
use ledger::feedback::{Feedback, Kind, NewFeedback as Typed};
use ledger::matter::ProofKind;
use ledger::{Category, FeedbackId, MatterId};
use store::feedback::{Asked, NewRow};
use store::post::Route;
use store::testing::Folder;
use store::testing::ledger::{Filled, Size, fill};
use store::{Entry, Failure, Options, Statement, Stop, Store, Tx, testing};
use units::{Day, UnitId};
use uuid::Uuid;

const SIZE: Size = Size { communes: 168, places: 30, matters: 200_000, difficulties: 2_000 };
/// Feedback of each measurement.
const TIMES: usize = 400;
/// Rows one act writes.
const PORTION: usize = 2_000;
/// Residents who send at the same moment.
const AT_ONCE: usize = 20;

const SAID: [&str; 5] = [
    "Đèn đường hẻm 12 tắt ba tuần nay, tối đi lại khó.",
    "Nắp cống trước chợ bị vỡ, xe máy dễ sụp bánh.",
    "Rác đổ thành đống đầu hẻm, ba ngày chưa ai dọn.",
    "Nước chảy yếu từ sáng, tầng ba không có nước.",
    "Xe tải đậu kín vỉa hè trước trường giờ tan học.",
];

/// The identities that `store::testing::ledger` gives its matters and their origins.
fn id(kind: u128, number: usize) -> Uuid {
    let mixed = (number as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
    Uuid::from_u128((kind << 120) | (mixed >> 8))
}

fn made(filled: &Filled, number: usize, today: Day) -> (Feedback, NewRow) {
    let at = (number + number / 20) % filled.places.len();
    let feedback = Feedback {
        kind: Kind::Report,
        category: Category::ALL[number % 18],
        said: format!("{} (số {})", SAID[number % SAID.len()], number % 997),
        concerned: None,
    };
    let on = today.plus_days(-i64::try_from(number * 7 % 730).unwrap());
    let row = NewRow {
        id: FeedbackId(id(8, number)),
        matter: MatterId(id(6, number)),
        code_hash: store::audit::digest([number.to_le_bytes().as_slice()]),
        about: filled.places[at].0,
        entered_by: None,
        photos: Vec::new(),
        on,
        at: on.starts_at(),
    };
    (feedback, row)
}

async fn kept(tx: &mut Tx, rows: &[(Feedback, NewRow)]) -> Result<(), Failure> {
    for (feedback, row) in rows {
        store::feedback::add(tx, feedback, row).await?;
    }
    Ok(())
}

/// Two of three were let through, as their matters say.
const SHOW: Statement = Statement::new(
    "bench/show",
    "update feedback set moderation = 'as_is', public_text = said where matter_id in \
     (select matter_id from matter where is_public)",
);

async fn fill_feedback(store: &Store, filled: &Filled, today: Day) {
    for from in (0..SIZE.matters).step_by(PORTION) {
        let numbers = from..(from + PORTION).min(SIZE.matters);
        let rows = Arc::new(numbers.map(|n| made(filled, n, today)).collect::<Vec<_>>());
        let done: Result<(), Stop<()>> = store
            .write(move |tx| {
                tx.without_audit();
                let rows = Arc::clone(&rows);
                Box::pin(async move { Ok(kept(tx, &rows).await?) })
            })
            .await;
        done.unwrap();
    }
    let shown: Result<u64, Stop<()>> = store
        .write(|tx| {
            tx.without_audit();
            Box::pin(async move { Ok(tx.run(&SHOW, Vec::new()).await?) })
        })
        .await;
    assert!(shown.unwrap() > 0, "some feedback is public");
}

fn main() {
    if !stand::is_wanted() {
        return;
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let folder = Folder::new();
        let url = format!("sqlite:{}", folder.path().join("city.sqlite").display());
        measured("SQLite", &url).await;
        if let Some(url) = testing::postgres_bare().await {
            measured("PostgreSQL", &url).await;
            testing::drop_postgres(&url).await;
        }
    });
}

async fn measured(database: &str, url: &str) {
    let store = Store::open(url, &Options::migrating()).await.unwrap();
    let today: Day = "2026-03-02".parse().unwrap();
    let filled = fill(&store, SIZE, today).await;
    fill_feedback(&store, &filled, today).await;
    testing::analyse(&store).await;
    let desk = stand::desk(&store, today);
    let route = Route { post_id: filled.places[0].1, days: 5, proof: ProofKind::Photo };
    for category in [Category::Lighting, Category::Waste] {
        desk::post::route(&desk, None, (None, category), route).await.unwrap();
    }
    println!("{database}, {} matters from feedback, durable", SIZE.matters);
    stand::heads("what");
    let bare = timed(TIMES, async |_| act(&store).await).await;
    let baseline = stand::at(&bare, 50);
    told("one act with its entry (baseline)", &bare, baseline);
    let mut receipts: Vec<Receipt> = Vec::new();
    let accepted = timed(TIMES, async |number| {
        let unit = filled.places[number * 11 % filled.places.len()].0;
        receipts.push(sent(&desk, unit, number).await);
    })
    .await;
    told("a feedback accepted", &accepted, baseline);
    told("a feedback accepted, 20 at once", &crowd(&desk, &filled).await, baseline);
    reads(&desk, (&filled, &receipts), baseline).await;
    store.close().await;
}

async fn reads(desk: &Desk, (filled, receipts): (&Filled, &[Receipt]), baseline: f64) {
    let opened = timed(TIMES, async |number| {
        let opened = feedback::opened(desk, &receipts[number].code).await.unwrap();
        assert!(opened.is_some());
    })
    .await;
    told("the page of a code", &opened, baseline);
    let alike = timed(TIMES, async |number| {
        let about = (filled.places[number % filled.places.len()].0, Category::Lighting);
        black_box(feedback::alike(desk, about, SAID[0]).await.unwrap());
    })
    .await;
    told("what others told of the place", &alike, baseline);
    let (reader, scope) = (desk.store.read(), desk::authority::public_scope());
    let list = timed(TIMES / 8, async |number| {
        let unit = filled.communes.get(number % (filled.communes.len() + 1)).map(|one| one.0);
        let asked = Asked { unit, category: None, before: i64::MAX, most: 30 };
        let found = store::feedback::public(&reader, &scope, asked, desk.clock.today()).await;
        assert!(!found.unwrap().is_empty());
    })
    .await;
    told("the public list of a commune", &list, baseline);
}

/// Seconds of each call, in order.
async fn timed(times: usize, mut call: impl AsyncFnMut(usize)) -> Vec<f64> {
    let mut seconds = Vec::with_capacity(times);
    for number in 0..times {
        let began = Instant::now();
        call(number).await;
        seconds.push(began.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    seconds
}

fn told(name: &str, seconds: &[f64], baseline: f64) {
    stand::told(name, seconds, Some(baseline));
}

/// The cheapest act: one transaction, one entry.
async fn act(store: &Store) {
    let entry = Entry {
        at: 0,
        actor: None,
        post: None,
        act: "bench",
        object_kind: "bench",
        object_id: None,
        reason: String::new(),
        digest: None,
    };
    let done: Result<(), Stop<()>> = store
        .write(move |tx| {
            let entry = entry.clone();
            Box::pin(async move { Ok(tx.audit(entry).await?) })
        })
        .await;
    done.unwrap();
}

async fn sent(desk: &Desk, unit: UnitId, number: usize) -> Receipt {
    let category = [Category::Lighting, Category::Roads, Category::Waste][number % 3];
    let typed = Typed {
        kind: Some(Kind::Report),
        category: Some(category),
        said: SAID[number % SAID.len()].to_owned(),
        concerned: None,
        photos: 0,
    };
    let place = Place { unit: Some(unit), point: None };
    let new = NewFeedback { key: Uuid::new_v4(), typed, place, photos: Vec::new() };
    feedback::submit(desk, new).await.unwrap()
}

/// Many residents who send at the same moment; the seconds that each waited.
async fn crowd(desk: &Desk, filled: &Filled) -> Vec<f64> {
    let mut seconds = Vec::new();
    for round in 0..TIMES / AT_ONCE {
        let mut waiting = tokio::task::JoinSet::new();
        for number in 0..AT_ONCE {
            let (desk, at) = (desk.clone(), (round * AT_ONCE + number) * 13);
            let unit = filled.places[at % filled.places.len()].0;
            waiting.spawn(async move {
                let began = Instant::now();
                sent(&desk, unit, number).await;
                began.elapsed().as_secs_f64()
            });
        }
        seconds.extend(waiting.join_all().await);
    }
    seconds.sort_by(f64::total_cmp);
    seconds
}
