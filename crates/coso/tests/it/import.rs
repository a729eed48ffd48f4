//! `coso import`: looked at unless it is asked to write, and what is written is written whole.

use std::process::Output;

use store::testing;
use units::UnitId;

use crate::server::run;
use crate::town::{Town, desk_at, today};

fn said(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!text.contains('⟦'), "{text}");
    text
}

async fn names(url: &str, ward: UnitId) -> Vec<String> {
    let desk = desk_at(url).await;
    let mut reader = desk.store.read();
    let bodies = store::body::standing(&mut reader, &[ward], today()).await.unwrap();
    drop(reader);
    desk.store.close().await;
    bodies.into_iter().map(|body| body.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_bodies_is_looked_at_and_then_written_whole_once() {
    let both = [Some(testing::sqlite().await), testing::postgres().await];
    for fresh in both.into_iter().flatten() {
        let town = Town::of(fresh, sample::town()).await;
        let (url, folder) = (town.database.url.as_str(), testing::Folder::new());
        let file = folder.path().join("co-quan.csv");
        let file = file.to_str().unwrap();
        let list = "Địa bàn,Thuộc,Tên cơ quan,Từ ngày,Văn bản\n\
            Phường Bến Lá,,UBND phường Bến Lá,01/01/2026,9/NQ\n\
            Phường Bến Lá,,Hội Phụ nữ phường Bến Lá,01/01/2026,\n";
        std::fs::write(file, format!("{list}Khu phố 99,,Chi bộ khu phố 99,,\n")).unwrap();
        let import = |more: &[&str]| {
            run(&[&["import", "bodies", file, "--database", url, "--on", "2026-01-02"], more]
                .concat())
        };
        // A row that cannot be keeps all of them out, though it is asked to write.
        let refused = import(&["--apply"]);
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        assert!(said(&refused).contains("Row 4:"), "{}", said(&refused));
        assert!(names(url, town.ward).await.is_empty());
        std::fs::write(file, list).unwrap();
        for more in [&[][..], &["--preview"]] {
            let looked = import(more);
            assert_eq!(looked.status.code(), Some(0), "{}", said(&looked));
            let told = said(&looked);
            assert!(told.contains("2 bodies to add") && told.contains("--apply"), "{told}");
            assert!(names(url, town.ward).await.is_empty(), "it was only looked at");
        }
        let both = import(&["--preview", "--apply"]);
        assert_eq!(both.status.code(), Some(2), "one or the other");
        let written = import(&["--apply"]);
        assert!(said(&written).contains("2 bodies recorded"), "{}", said(&written));
        assert_eq!(names(url, town.ward).await, ["Hội Phụ nữ phường Bến Lá", "UBND phường Bến Lá"]);
        let again = import(&["--apply"]);
        assert_eq!(again.status.code(), Some(0));
        assert!(said(&again).contains("0 bodies recorded"), "{}", said(&again));
        assert_eq!(names(url, town.ward).await.len(), 2);
        town.database.end().await;
    }
}

#[test]
fn every_import_is_written_with_the_same_word() {
    for what in ["units", "history", "reform", "edges", "bodies", "boundaries", "indicators"] {
        let help = run(&["import", what, "--help"]);
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        for word in ["--apply", "--preview", "--database"] {
            assert!(help.contains(word), "{what} {word}: {help}");
        }
    }
    let none = run(&["import", "bodies", "khong-co.csv", "--database", "sqlite:khong-co.db"]);
    assert_eq!(none.status.code(), Some(2), "{}", said(&none));
}
