//! How long the pages of the working loop take over a city's ledger (168 communes, 200,000 matters,
//! 5,000 difficulties), from request to last byte, in process, on SQLite and on the PostgreSQL that
//! `COSO_TEST_POSTGRES` names: `cargo bench -p web --bench ledger`.
//!
//! The baseline is `/healthz`, one cheap statement on the same database. `docs/bench/ledger.md` keeps
//! the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use desk::account::{self, NewAccount};
use desk::{Clock, Desk, Role};
use http_body_util::BodyExt as _;
use store::testing::ledger::{Filled, Size, fill};
use store::{Store, testing};
use tower::ServiceExt as _;
use units::rulebook::Rulebook;
use units::{Day, PostId, UnitId};

/// How often each page is asked for.
const TIMES: usize = 60;

const SIZE: Size = Size { communes: 168, places: 30, matters: 200_000, difficulties: 5_000 };

/// A clock that stands still: a page does not depend on how fast it is made.
struct Still(i64);

impl Clock for Still {
    fn now(&self) -> i64 {
        self.0
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
    let began = Instant::now();
    let filled = fill(&store, SIZE, today).await;
    testing::analyse(&store).await;
    println!("{database}: filled in {:.0} s", began.elapsed().as_secs_f64());
    let clock = Arc::new(Still(today.starts_at()));
    let desk = Desk::new(store, clock, Arc::new(Rulebook::built_in()));
    let commune = filled.communes[3];
    let head = filled.places[105];
    person(&desk, "head", Role::UnitHead, head).await;
    person(&desk, "chairman", Role::WardLeader, commune).await;
    let leader = (filled.top, filled.communes[0].1);
    person(&desk, "leader", Role::CityLeader, leader).await;
    let router = web::router(web::Site::new(desk, false));
    println!("{:<34} {:>8} {:>8} {:>8} {:>11}", "page", "p50 ms", "p95 ms", "kB", "× baseline");
    let mut baseline = None;
    for (name, who, address) in pages(&filled) {
        let cookie = match who {
            "" => None,
            who => Some(cookie(&router, who).await),
        };
        let (p50, p95, bytes) = measure(&router, &address, cookie.as_deref()).await;
        let baseline = *baseline.get_or_insert(p50);
        let kilobytes = bytes as f64 / 1e3;
        println!(
            "{name:<34} {:>8.1} {:>8.1} {kilobytes:>8.1} {:>11.1}",
            p50 * 1e3,
            p95 * 1e3,
            p50 / baseline
        );
    }
}

fn pages(filled: &Filled) -> Vec<(&'static str, &'static str, String)> {
    let (commune, _) = filled.communes[3];
    let (place, _) = filled.places[105];
    let difficulty = filled.difficulties[40];
    vec![
        ("healthz (baseline)", "", "/healthz".to_owned()),
        ("inbox of a head", "head", "/viec-can-lam".to_owned()),
        ("inbox of a chairman", "chairman", "/viec-can-lam".to_owned()),
        ("difficulties", "", "/kho-khan".to_owned()),
        ("difficulties of a commune", "", format!("/kho-khan?o={commune}")),
        ("a difficulty", "", format!("/kho-khan/{difficulty}")),
        ("board, visitor", "", "/don-doc".to_owned()),
        ("board, city leader", "leader", "/don-doc".to_owned()),
        ("board of a commune, chairman", "chairman", format!("/don-doc?o={commune}")),
        ("late matters, city leader", "leader", "/don-doc/viec?loai=late".to_owned()),
        ("open matters of a place", "", format!("/don-doc/viec?loai=open&o={place}")),
    ]
}

async fn person(desk: &Desk, name: &str, role: Role, (unit, post): (UnitId, PostId)) {
    let new = NewAccount {
        name: name.to_owned(),
        display_name: name.to_owned(),
        password: format!("mat khau cua {name}"),
        role,
        unit: Some(unit),
        post: name.to_owned(),
        post_id: Some(post),
        must_change: false,
    };
    account::add(desk, None, new).await.unwrap();
}

/// Signs in through the form.
async fn cookie(router: &Router, name: &str) -> String {
    let body = format!("ten={name}&mat-khau=mat+khau+cua+{name}");
    let request = Request::post("/dang-nhap")
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap();
    let answer = router.clone().oneshot(request).await.unwrap();
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

/// Seconds of one answer, median and 95th percentile, and its bytes.
async fn measure(router: &Router, address: &str, cookie: Option<&str>) -> (f64, f64, usize) {
    let mut seconds = Vec::new();
    let mut bytes = 0;
    for time in 0..TIMES + 5 {
        let mut request = Request::get(address).header(header::HOST, "localhost");
        if let Some(cookie) = cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let began = Instant::now();
        let answer = router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert!(answer.status().is_success(), "{address}: {}", answer.status());
        bytes = answer.into_body().collect().await.unwrap().to_bytes().len();
        // The first few warm the caches of the database.
        if time >= 5 {
            seconds.push(began.elapsed().as_secs_f64());
        }
    }
    seconds.sort_by(f64::total_cmp);
    (seconds[TIMES / 2], seconds[TIMES * 95 / 100], bytes)
}
