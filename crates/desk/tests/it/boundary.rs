//! Boundaries come in from an office's file: looked at, applied at once, taken back whole.

use desk::authority::{public_scope, system_scope};
use desk::boundary::{self, Choices, Format, Wanted};
use desk::old_list::Document;
use desk::place;
use geo::{Coord, MapCoords as _, MultiPolygon};
use store::boundary::import::State;
use units::{BoundaryImportId, Level};

use crate::town::{Town, code, story};

/// The outlines of the town's base units today, with their names.
async fn outlines(town: &Town) -> Vec<(String, MultiPolygon<f64>)> {
    let today = town.today();
    let layer = place::layer(&town.desk, Level::Grassroots, (today, today)).await.unwrap();
    let of = |at: usize| (layer.places[at].name.clone(), layer.outline(at).unwrap().clone());
    (0..layer.places.len()).map(of).collect()
}

fn moved(shape: &MultiPolygon<f64>, by: f64) -> MultiPolygon<f64> {
    shape.map_coords(|at| Coord { x: at.x + by, y: at.y })
}

/// A file as an office would export it: a table with the outline as text.
fn file(rows: &[(&str, &MultiPolygon<f64>)]) -> Document {
    let mut text = String::from("Tên khu phố;Phường;Diện tích ha;WKT\n");
    text = text.replace("Tên khu phố", "Khu phố");
    for (name, shape) in rows {
        text.push_str(&format!("{name};P. Bến Lá;12,5;\"{}\"\n", atlas::wkt::write(shape)));
    }
    Document { name: "ranh-gioi.csv".to_owned(), body: text.into_bytes() }
}

async fn content(town: &Town) -> Vec<String> {
    store::registry::content(&town.desk.store.read(), &system_scope()).await.unwrap()
}

async fn brought(town: &Town, document: Document) -> BoundaryImportId {
    let choices = Choices::default();
    boundary::bring(&town.desk, None, (document, town.today()), &choices).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn boundaries_are_looked_at_applied_and_taken_back_whole() {
    story(|town| async move {
        let desk = &town.desk;
        let before = content(&town).await;
        let old = outlines(&town).await;
        // The second was drawn by another hand, half a metre off; a third row is of no unit here.
        let off = moved(&old[1].1, 5e-6);
        let wide = moved(&old[0].1, 0.0);
        let rows = [("KP 1", &wide), ("KHU PHỐ 2", &off), ("Khu phố 99", &off)];
        let id = brought(&town, file(&rows)).await;
        let opened = boundary::open(desk, None, id).await.unwrap();
        let report = opened.told.unwrap();
        assert_eq!(report.level, Level::Grassroots);
        assert_eq!(report.matched.len(), 2);
        let lost: Vec<_> =
            report.unmatched.iter().map(|row| (row.row, row.what.code.as_str())).collect();
        assert_eq!(lost, [(4, "boundary-row-no-unit")]);
        assert_eq!(report.matched[0].official_m2, Some(125_000));
        assert!(report.matched[1].moved_cm > 30, "{:?}", report.matched[1]);
        assert_eq!(content(&town).await, before, "looking changes nothing");
        let base = (id, opened.line.revision);
        let stale = boundary::apply(desk, None, base, opened.stamp + 1).await;
        assert_eq!(code(stale), "boundary-import-stale");
        boundary::apply(desk, None, base, opened.stamp).await.unwrap();
        let new = outlines(&town).await;
        assert_ne!(new, old);
        // Neighbours share their border exactly: no edge of the one runs the same way in the other.
        let pieces: Vec<_> = new
            .iter()
            .map(|(_, shape)| atlas::boundary::repair::Piece { shape, is_fixed: false })
            .collect();
        let again = atlas::boundary::repair::mend(&pieces, Default::default());
        assert!(again.overlaps.is_empty() && again.changes.iter().all(|one| !one.is_changed));
        let (scope, reader, today) = (public_scope(), desk.store.read(), town.today());
        let level = Level::Grassroots;
        let places = store::boundary::places(&reader, &scope, level, (today, today)).await.unwrap();
        let official: Vec<_> = places.iter().map(|place| place.official_m2).collect();
        assert_eq!(official, [Some(125_000); 2]);
        // Sent twice it is the same import, and applied twice it counts once.
        assert_eq!(brought(&town, file(&rows)).await, id);
        let counted = boundary::apply(desk, None, base, opened.stamp).await.unwrap();
        assert_eq!(counted.matched.len(), 2);
        boundary::revert(desk, None, id).await.unwrap();
        assert_eq!(content(&town).await, before, "every byte is as it was");
        let twice = boundary::revert(desk, None, id).await;
        assert_eq!(code(twice), "boundary-import-not-applied");
        let line = boundary::open(desk, None, id).await.unwrap().line;
        assert_eq!(line.state, State::Reverted);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_under_a_later_one_is_not_taken_back() {
    story(|town| async move {
        let desk = &town.desk;
        let old = outlines(&town).await;
        let mut applied = Vec::new();
        for by in [5e-5, 9e-5] {
            let (one, two) = (moved(&old[0].1, by), moved(&old[1].1, by));
            let id = brought(&town, file(&[("1", &one), ("2", &two)])).await;
            let opened = boundary::open(desk, None, id).await.unwrap();
            let base = (id, opened.line.revision);
            boundary::apply(desk, None, base, opened.stamp).await.unwrap();
            applied.push(id);
        }
        let first = boundary::revert(desk, None, applied[0]).await;
        assert_eq!(code(first), "boundary-import-later");
        boundary::revert(desk, None, applied[1]).await.unwrap();
        boundary::revert(desk, None, applied[0]).await.unwrap();
        assert_eq!(outlines(&town).await, old);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_exported_changes_nothing_when_it_comes_back() {
    story(|town| async move {
        let desk = &town.desk;
        let wanted = Wanted { level: Level::Grassroots, within: None, day: town.today() };
        for format in [Format::GeoJson, Format::GeoPackage, Format::Csv] {
            let body = boundary::export(desk, &public_scope(), wanted, format).await.unwrap();
            let name = format!("ranh-gioi.{format}");
            let id = brought(&town, Document { name, body }).await;
            let opened = boundary::open(desk, None, id).await.unwrap();
            let report = opened.told.unwrap();
            assert_eq!((report.matched.len(), report.changes), (2, 0), "{format}: {report:?}");
            let applied = boundary::apply(desk, None, (id, opened.line.revision), opened.stamp);
            assert_eq!(code(applied.await), "boundary-import-nothing");
            boundary::withdraw(desk, None, id).await.unwrap();
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_administrator_brings_boundaries_and_bad_files_say_why() {
    story(|town| async move {
        let desk = &town.desk;
        let old = outlines(&town).await;
        let document = file(&[("1", &old[0].1)]);
        let choices = Choices::default();
        let by_lan =
            boundary::bring(desk, Some(&town.lan), (document, town.today()), &choices).await;
        assert_eq!(code(by_lan), "authority-not-allowed");
        assert_eq!(code(boundary::list(desk, &town.lan).await), "authority-not-allowed");
        let body = b"ten,wkt\nA,\"POLYGON((600000 1190000,600100 1190000,600100 1190100,600000 1190000))\"\n";
        let id = brought(&town, Document { name: "a.csv".into(), body: body.to_vec() }).await;
        let opened = boundary::open(desk, None, id).await.unwrap();
        let refusal = opened.told.unwrap_err();
        assert_eq!((refusal.code, refusal.field), ("boundary-crs-missing", "he-toa-do"));
        let applied = boundary::apply(desk, None, (id, 1), 0).await;
        assert_eq!(code(applied), "boundary-crs-missing");
        let chosen = Choices { crs: Some("vn2000-105.75".into()), ..Choices::default() };
        boundary::choose(desk, None, (id, 1), &chosen).await.unwrap();
        assert!(boundary::open(desk, None, id).await.unwrap().told.is_ok());
        let stale = boundary::choose(desk, None, (id, 1), &chosen).await;
        assert_eq!(code(stale), "boundary-import-stale");
        let none = BoundaryImportId(desk.clock.id());
        assert_eq!(code(boundary::open(desk, None, none).await), "boundary-import-unknown");
    })
    .await;
}
