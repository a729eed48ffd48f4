//! How long the pages of the working loop take over a city's ledger (168 communes, 200,000 matters,
//! 5,000 difficulties, 5,000 practices), from request to last byte, in process, on SQLite and on the PostgreSQL that
//! `COSO_TEST_POSTGRES` names: `cargo bench -p web --bench ledger`.
//!
//! The baseline is `/healthz`, one cheap statement on the same database. `docs/bench/ledger.md` keeps
//! the figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

mod asked;
#[path = "../../desk/benches/stand/mod.rs"]
mod stand;

use std::time::Instant;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use desk::account::{self, NewAccount};
use desk::{Desk, Role};
use store::testing::ledger::{Filled, Size, fill};
use store::{Store, testing};
use tower::ServiceExt as _;
use units::{Day, PostId, UnitId};

use asked::measure;

const SIZE: Size = Size { communes: 168, places: 30, matters: 200_000, difficulties: 5_000 };
const PRACTICES: usize = 5_000;

fn main() {
    stand::on_both(measured);
}

async fn measured(database: &str, store: Store) {
    let today: Day = "2026-03-02".parse().unwrap();
    let began = Instant::now();
    let filled = fill(&store, SIZE, today).await;
    testing::practice::fill(&store, &filled, 0..PRACTICES, today).await;
    testing::analyse(&store).await;
    println!("{database}: filled in {:.0} s", began.elapsed().as_secs_f64());
    let desk = stand::desk(&store, today);
    let commune = filled.communes[3];
    let head = filled.places[105];
    person(&desk, "head", Role::UnitHead, head).await;
    person(&desk, "chairman", Role::WardLeader, commune).await;
    let leader = (filled.top, filled.communes[0].1);
    person(&desk, "leader", Role::CityLeader, leader).await;
    let router = web::router(web::Site::new(desk, false));
    println!(
        "{:<34} {:>8} {:>8} {:>8} {:>6} {:>11}",
        "page", "p50 ms", "p95 ms", "kB", "shown", "× baseline"
    );
    let (mut baseline, mut easy) = (None, Vec::new());
    for page in pages(&filled) {
        let cookie = match page.who {
            "" => None,
            who => Some(cookie(&router, who).await),
        };
        let (p50, p95, body) = measure(&router, &page.address, cookie.as_deref()).await;
        let baseline = *baseline.get_or_insert(p50);
        let (kilobytes, name) = (body.len() as f64 / 1e3, page.name);
        let shown = page.shows.iter().map(|link| body.matches(link).count()).min().unwrap_or(0);
        println!(
            "{name:<34} {:>8.1} {:>8.1} {kilobytes:>8.1} {shown:>6} {:>11.1}",
            p50 * 1e3,
            p95 * 1e3,
            p50 / baseline
        );
        if shown < page.least {
            easy.push(format!("{name} shows {shown} of {:?}", page.shows));
        }
    }
    assert!(easy.is_empty(), "pages that have little to show: {easy:?}");
}

/// A page that is asked for.
struct Page {
    name: &'static str,
    /// Who asks; nobody for a visitor.
    who: &'static str,
    address: String,
    /// Links that must stand on it, each so many times: an empty page would be made in no time.
    shows: &'static [&'static str],
    least: usize,
}

const MATTER: &[&str] = &["\"/dau-viec/"];
const DIFFICULTY: &[&str] = &["\"/kho-khan/"];
const PRACTICE: &[&str] = &["\"/cach-lam-hay/"];
/// Practices that may help, difficulties alike, and what was promised.
const WHOLE: &[&str] = &["\"/cach-lam-hay/", "\"/kho-khan/", "\"/dau-viec/"];
const PLACE: &[&str] = &["\"/dia-ban/"];
/// The counts that lead on: a visitor sees no table of places.
const COUNTS: &[&str] = &["/don-doc/viec?loai="];

fn pages(filled: &Filled) -> Vec<Page> {
    let (commune, _) = filled.communes[3];
    let (place, _) = filled.places[105];
    let difficulty = filled.difficulties[40];
    let of_commune = format!("/kho-khan?o={commune}");
    let page = |name, who, address: &str, (shows, least)| {
        let address = address.to_owned();
        Page { name, who, address, shows, least }
    };
    vec![
        page("healthz (baseline)", "", "/healthz", (&[], 0)),
        page("inbox of a head", "head", "/viec-can-lam", (MATTER, 30)),
        page("inbox of a chairman", "chairman", "/viec-can-lam", (MATTER, 15)),
        page("difficulties", "", "/kho-khan", (DIFFICULTY, 50)),
        page("difficulties of a commune", "", &of_commune, (DIFFICULTY, 20)),
        page("a difficulty", "", &format!("/kho-khan/{difficulty}"), (WHOLE, 2)),
        page(
            "a difficulty, its chairman",
            "chairman",
            &format!("/kho-khan/{difficulty}"),
            (WHOLE, 2),
        ),
        page("practices", "", "/cach-lam-hay", (PRACTICE, 20)),
        page("practices, searched", "", "/cach-lam-hay?q=phong+chung+cu", (PRACTICE, 10)),
        page("board, visitor", "", "/don-doc", (COUNTS, 4)),
        page("board, city leader", "leader", "/don-doc", (PLACE, 150)),
        page(
            "board of a commune, chairman",
            "chairman",
            &format!("/don-doc?o={commune}"),
            (PLACE, 20),
        ),
        page("late matters, city leader", "leader", "/don-doc/viec?loai=late", (MATTER, 50)),
        page(
            "open matters of a place",
            "",
            &format!("/don-doc/viec?loai=open&o={place}"),
            (MATTER, 10),
        ),
        page("first page", "", "/", (DIFFICULTY, 1)),
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
