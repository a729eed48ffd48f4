//! How long the pages about the nation's units take when its whole list was imported (225 versions, 15,200
//! units), from request to last byte, in process, on SQLite and on the PostgreSQL that `COSO_TEST_POSTGRES`
//! names: `cargo bench -p web --bench nation`.
//!
//! The baseline is `/healthz`, one cheap statement on the same database. `docs/bench/gazetteer.md` keeps the
//! figures.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

mod asked;
#[path = "../../desk/benches/stand/mod.rs"]
mod stand;

use desk::gazetteer;
use store::{Store, testing};
use units::{Day, UnitId};

use asked::measure;

fn main() {
    stand::on_both(measured);
}

async fn measured(database: &str, store: Store) {
    let today: Day = "2026-11-27".parse().unwrap();
    let desk = stand::desk(&store, today);
    gazetteer::import(&desk, None, stand::built_in(stand::packed())).await.unwrap();
    testing::analyse(&store).await;
    let known = gazetteer::known(&desk).await.unwrap();
    let unit = |text: &str, on: &str| gazetteer::named(&known, text, on.parse().unwrap())[0];
    let old = unit("Đa Kao, Quận 1", "2020-01-01");
    let (city, city_then) = (unit("79", "2026-11-27"), unit("79", "2025-06-30"));
    let new = gazetteer::rows(&known, old, ("2020-01-01".parse().unwrap(), today))
        .into_iter()
        .find_map(|row| row.to.map(|to| to.unit_id))
        .unwrap();
    let router = web::router(web::Site::new(desk, false));
    println!("{database}");
    println!("{:<34} {:>8} {:>8} {:>8} {:>11}", "page", "p50 ms", "p95 ms", "kB", "× baseline");
    let mut baseline = None;
    for (name, address, shows) in pages((city, city_then), old, new) {
        let (p50, p95, body) = measure(&router, &address, None).await;
        assert!(body.contains(shows), "{address} does not say {shows}: {body}");
        let baseline = *baseline.get_or_insert(p50);
        println!(
            "{name:<34} {:>8.2} {:>8.2} {:>8.1} {:>11.1}",
            p50 * 1e3,
            p95 * 1e3,
            body.len() as f64 / 1e3,
            p50 / baseline
        );
    }
}

/// What is asked for: its name, its address, and what must stand in it.
fn pages(
    (city, city_then): (UnitId, UnitId),
    old: UnitId,
    new: UnitId,
) -> Vec<(&'static str, String, &'static str)> {
    let between = "tu=2025-06-30&den=2026-11-27";
    vec![
        ("healthz (baseline)", "/healthz".to_owned(), ""),
        ("a commune of today", format!("/dia-ban/{new}"), "<h1"),
        ("a commune that ended", format!("/dia-ban/{old}?ngay=2020-01-01"), "Đa Kao"),
        ("a city with 168 communes", format!("/dia-ban/{city}"), "Hồ Chí Minh"),
        ("its life", format!("/dia-ban/{old}/qua-trinh"), "Đa Kao"),
        ("the nation's tree", "/cay-don-vi".to_owned(), "Hồ Chí Minh"),
        ("the tree of one city", format!("/cay-don-vi?o={city}"), "Đông Thạnh"),
        ("the nation's tree, 30/6/2025", "/cay-don-vi?ngay=2025-06-30".to_owned(), "Bạc Liêu"),
        (
            "the tree of one city, 30/6/2025",
            format!("/cay-don-vi?o={city_then}&ngay=2025-06-30"),
            "Quận 1",
        ),
        ("the versions", "/danh-muc".to_owned(), "2025"),
        ("one version", "/danh-muc/223".to_owned(), "<h1"),
        ("search, a name of old", "/dia-ban?q=da+kao".to_owned(), "Đa Kao"),
        ("search, a code", "/dia-ban?q=26734".to_owned(), "<h1"),
        ("search, a short word", "/dia-ban?q=tan".to_owned(), "Tân"),
        ("translate, its form", "/doi-ma".to_owned(), "<form"),
        ("translate, a name", format!("/doi-ma?ma=da+kao&{between}"), "Đa Kao"),
        ("the matrix of the nation", format!("/doi-ma/bang-doi?{between}"), "<table"),
        ("the blocks of the nation", format!("/doi-ma/khoi?{between}"), "<h1"),
    ]
}
