//! A database that cannot be opened says which of the known ways it is broken; backups go round.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use store::{Fault, Options, Store, backup, catalogue, sealer, testing, verify};

use crate::leave;
use crate::migrations::climb;

async fn fault_of(url: &str, options: &Options) -> Fault {
    match Store::open(url, options).await {
        Ok(_) => panic!("{url} opens"),
        Err(failure) => failure.fault(),
    }
}

fn url(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

#[tokio::test(flavor = "multi_thread")]
async fn known_breakages_have_their_class() {
    let folder = testing::Folder::new();
    let create = Options::migrating();
    let missing = folder.path().join("none.sqlite");
    assert_eq!(fault_of(&url(&missing), &Options::default()).await, Fault::NoDatabase);
    let garbage = folder.path().join("garbage.sqlite");
    std::fs::write(&garbage, "this is no database, it is a letter ".repeat(100)).unwrap();
    assert_eq!(fault_of(&url(&garbage), &create).await, Fault::Damaged);
    assert_eq!(fault_of(&url(&garbage), &Options::default()).await, Fault::Damaged);
    let nowhere = folder.path().join("no/such/folder/coso.sqlite");
    assert_eq!(fault_of(&url(&nowhere), &create).await, Fault::Unwritable);
    assert_eq!(fault_of("mysql://x/y", &create).await, Fault::BadUrl);
    assert_eq!(fault_of("postgres://x@127.0.0.1:1/y", &create).await, Fault::NoServer);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_somebody_else_is_unwritable() {
    let folder = testing::Folder::new();
    let locked = folder.path().join("locked");
    std::fs::create_dir(&locked).unwrap();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o555)).unwrap();
    if std::fs::write(locked.join("probe"), "x").is_ok() {
        eprintln!("skipped: an unwritable folder (root may write anywhere)");
        return;
    }
    let fault = fault_of(&url(&locked.join("coso.sqlite")), &Options::migrating()).await;
    assert_eq!(fault, Fault::Unwritable);
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_says_whether_the_database_is_missing() {
    let Some(fresh) = testing::postgres().await else { return };
    let missing = format!("{}_no", fresh.url);
    assert_eq!(fault_of(&missing, &Options::default()).await, Fault::NoDatabase);
    fresh.end().await;
}

/// A database with rows of every migration and a sealed record, at an empty address.
async fn filled(url: &str) -> Store {
    climb(async |number| testing::open_at(url, number).await).await;
    let store = Store::open(url, &testing::options()).await.unwrap();
    for at in 0..300 {
        leave(&store, "step", at).await.unwrap();
    }
    sealer::seal(&store).await.unwrap();
    leave(&store, "tail", 999).await.unwrap();
    store
}

async fn is_well(store: &Store) {
    let findings = verify::run(store, |_| ()).await.unwrap();
    assert!(findings.iter().all(verify::Finding::is_well), "{findings:?}");
    assert!(findings.len() >= 2);
}

async fn rows(store: &Store) -> Vec<(String, i64)> {
    let mut rows = Vec::new();
    for table in catalogue::of(store).await.unwrap() {
        let count = testing::count(store, &table.name).await;
        rows.push((table.name, count));
    }
    rows
}

async fn targets(folder: &testing::Folder) -> Vec<String> {
    let name = format!("restored-{}.sqlite", store::id::at(1).simple());
    let mut targets = vec![url(&folder.path().join(name))];
    targets.extend(testing::postgres_bare().await);
    targets
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_either_goes_into_either() {
    let folder = testing::Folder::new();
    for (number, source) in targets(&folder).await.into_iter().enumerate() {
        let store = filled(&source).await;
        let file: PathBuf = folder.path().join(format!("backup-{number}.coso"));
        let copied = backup::backup(&store, &file).await.unwrap();
        let again = backup::backup(&store, &file).await.unwrap_err();
        assert_eq!(again.fault(), Fault::Exists);
        for target in targets(&folder).await {
            assert_eq!(backup::restore(&file, &target).await.unwrap(), copied);
            let restored = Store::open(&target, &testing::options()).await.unwrap();
            assert_eq!(rows(&restored).await, rows(&store).await);
            is_well(&restored).await;
            let chain = sealer::check(&restored.read()).await.unwrap();
            assert_eq!(chain, sealer::check(&store.read()).await.unwrap());
            assert!(chain.sealed >= 300 && chain.unsealed == 1, "{chain:?}");
            restored.close().await;
            let full = backup::restore(&file, &target).await.unwrap_err();
            assert_eq!(full.fault(), Fault::NotEmpty);
            testing::drop_postgres(&target).await;
        }
        store.close().await;
        testing::drop_postgres(&source).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_one_moment_while_acts_go_on() {
    testing::both(|store| async move {
        let folder = testing::Folder::new();
        let busy = store.clone();
        let writer = tokio::spawn(async move {
            for at in 0..400 {
                leave(&busy, "step", at).await.unwrap();
            }
        });
        while testing::count(&store, "audit_entry").await < 50 {
            tokio::task::yield_now().await;
        }
        let file = folder.path().join("moment.coso");
        backup::backup(&store, &file).await.unwrap();
        writer.await.unwrap();
        let copy = Store::open(&url(&file), &testing::options()).await.unwrap();
        let kept = testing::count(&copy, "audit_entry").await;
        assert!(kept >= 50, "{kept}");
        is_well(&copy).await;
        copy.close().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_backup_is_refused() {
    let folder = testing::Folder::new();
    let target = url(&folder.path().join("target.sqlite"));
    let letter = folder.path().join("letter.coso");
    std::fs::write(&letter, "a letter, no database ".repeat(300)).unwrap();
    let empty = folder.path().join("empty.coso");
    std::fs::write(&empty, "").unwrap();
    for file in [letter, empty, folder.path().join("none.coso")] {
        let failure = backup::restore(&file, &target).await.unwrap_err();
        assert_eq!(failure.fault(), Fault::BadBackup, "{failure}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_backup_is_migrated_on_its_way() {
    let folder = testing::Folder::new();
    let file = folder.path().join("old.coso");
    testing::open_at(&url(&file), 1).await.close().await;
    for target in targets(&folder).await {
        backup::restore(&file, &target).await.unwrap();
        Store::open(&target, &testing::options()).await.unwrap().close().await;
        testing::drop_postgres(&target).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_finds_a_row_without_its_parent() {
    testing::both_fresh(|fresh| {
        let (store, url) = (fresh.store.clone(), fresh.url.clone());
        async move {
            let orphan = if url.starts_with("sqlite") {
                "pragma foreign_keys = off; insert into attachment_chunk values (x'01', 0, x'00'); \
                 pragma foreign_keys = on"
            } else {
                "alter table attachment_chunk drop constraint attachment_chunk_attachment_id_fkey; \
                 insert into attachment_chunk values \
                 ('00000000-0000-0000-0000-000000000001', 0, ''); \
                 alter table attachment_chunk add constraint attachment_chunk_attachment_id_fkey \
                 foreign key (attachment_id) references attachment (attachment_id) not valid"
            };
            testing::script(&store, orphan).await.unwrap();
            let findings = verify::run(&store, |_| ()).await.unwrap();
            let faults = findings.iter().find(|f| f.code == "verify-references").unwrap();
            assert_eq!(faults.faults.len(), 1, "{faults:?}");
        }
    })
    .await;
}

#[test]
fn every_class_of_failure_is_worded_in_both_languages() {
    for language in ["vi", "en"] {
        let name = format!("../words/text/{language}/store.ftl");
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = std::fs::read_to_string(file).unwrap();
        for fault in Fault::ALL {
            let start = format!("\n{} = ", fault.code());
            assert!(text.contains(&start), "{} has no words in {language}", fault.code());
        }
    }
}

/// What the promise "answered means kept" stands on.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_opened_for_work_waits_for_the_disk() {
    let folder = testing::Folder::new();
    let address = url(&folder.path().join("durable.sqlite"));
    let store = Store::open(&address, &Options::migrating()).await.unwrap();
    for (pragma, wanted) in
        [("pragma synchronous", "2"), ("pragma foreign_keys", "1"), ("pragma journal_mode", "wal")]
    {
        assert_eq!(testing::pragma(&store, pragma).await, wanted, "{pragma}");
    }
    store.close().await;
}
