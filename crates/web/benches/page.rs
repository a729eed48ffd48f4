//! How long a page of the invented ward takes to make, from request to last byte, in process:
//! `cargo bench -p web --bench page`.
//!
//! The baseline is `/healthz`, which reads nothing. Run without `--bench` it only proves that it
//! builds. `docs/bench/web.md` keeps the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

#[path = "../../coso/src/intake.rs"]
mod handed_over;
#[path = "../../desk/benches/stand/mod.rs"]
mod stand;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use desk::account::{self, NewAccount};
use desk::draw::{self, DrawOrder, Worker};
use desk::{Desk, Role, intake};
use http_body_util::BodyExt as _;
use store::testing;
use tower::ServiceExt as _;
use units::rulebook::Rulebook;
use units::{Day, UnitId};

/// How long each page is asked for.
const SPAN: Duration = Duration::from_secs(2);

fn main() {
    if !stand::is_wanted() {
        return;
    }
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let fresh = testing::sqlite().await;
        let today: Day = "2026-03-02".parse().unwrap();
        let rulebook = Rulebook::with_office("sample/rules.toml", sample::RULES).unwrap();
        let desk = Desk::new(fresh.store.clone(), stand::clock(today), Arc::new(rulebook));
        let ward = sample::default_ward();
        let id = ward.id;
        intake::commune(&desk, None, handed_over::intake_of(&ward)).await.unwrap();
        let plan = plan(&desk, id).await;
        let router = web::router(web::Site::new(desk, false));
        let pages = [
            ("healthz (baseline)", "/healthz".to_owned()),
            ("first page", "/".to_owned()),
            ("search", "/dia-ban?q=khu+pho+1".to_owned()),
            ("ward", format!("/dia-ban/{id}")),
            ("ward's map, drawn", format!("/dia-ban/{id}/ban-do.svg")),
            ("ward's map, data", format!("/dia-ban/{id}/ban-do.geojson")),
            ("plan", format!("/sap-xep/phuong-an/{plan}")),
        ];
        let mut baseline = None;
        println!("{:<20} {:>10} {:>9} {:>12}", "page", "ms", "kB", "× baseline");
        for (name, address) in pages {
            let (seconds, bytes) = measure(&router, &address).await;
            let baseline = *baseline.get_or_insert(seconds);
            let (ms, kilobytes) = (seconds * 1e3, bytes as f64 / 1e3);
            println!("{name:<20} {ms:>10.2} {kilobytes:>9.1} {:>12.1}", seconds / baseline);
        }
    });
}

/// Draws the ward and returns its plan.
async fn plan(desk: &Desk, ward: UnitId) -> units::PlanId {
    let new = NewAccount {
        name: "lan".to_owned(),
        display_name: "Nguyễn Thị Lan".to_owned(),
        password: "mat khau cua lan".to_owned(),
        role: Role::WardOfficer,
        unit: Some(ward),
        post: "Công chức".to_owned(),
        post_id: None,
        must_change: false,
    };
    let id = account::add(desk, None, new).await.unwrap();
    let lan = account::actor(desk, id).await.unwrap().unwrap();
    let order = DrawOrder { target: Some(570), seed: 1, ..DrawOrder::default() };
    draw::start(desk, &lan, ward, order).await.unwrap();
    let worker = Worker::spawn(desk.clone());
    let scope = desk::authority::public_scope();
    loop {
        let plans = store::plan::list(&desk.store.read(), &scope, ward).await.unwrap();
        if let Some(plan) = plans.first() {
            tokio::task::spawn_blocking(move || worker.end()).await.unwrap();
            return plan.plan_id;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Seconds of one answer, the mean over the span, and its bytes.
async fn measure(router: &Router, address: &str) -> (f64, usize) {
    let ask = || Request::get(address).header("host", "localhost").body(Body::empty()).unwrap();
    let answer = router.clone().oneshot(ask()).await.unwrap();
    assert!(answer.status().is_success(), "{address}: {}", answer.status());
    let bytes = answer.into_body().collect().await.unwrap().to_bytes().len();
    let (began, mut asked) = (Instant::now(), 0_u32);
    while began.elapsed() < SPAN {
        let answer = router.clone().oneshot(ask()).await.unwrap();
        answer.into_body().collect().await.unwrap();
        asked += 1;
    }
    (began.elapsed().as_secs_f64() / f64::from(asked), bytes)
}
