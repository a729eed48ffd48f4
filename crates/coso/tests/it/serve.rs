//! The program at its door: what it says when something is wrong and with which status it ends, how
//! it starts and stops, backups while it serves, accounts from the command line.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Output;
use std::time::{Duration, Instant};

use store::testing::{self, Folder};
use store::{Options, Store};

use crate::browser::Browser;
use crate::server::{Server, run, run_with, said};
use crate::town::{NORMS, Town, desk_at, two};

/// The input or the machine is at fault.
const BAD_INPUT: Option<i32> = Some(2);
/// The domain says no.
const REFUSED: Option<i32> = Some(1);

fn sqlite(folder: &Folder, name: &str) -> String {
    format!("sqlite:{}", folder.path().join(name).display())
}

fn rules(folder: &Folder) -> PathBuf {
    let file = folder.path().join("rules.toml");
    std::fs::write(&file, NORMS).unwrap();
    file
}

/// A sentence that names the trouble and what to do, and nothing that only a programmer reads.
fn complains(output: &Output, status: Option<i32>, sentence: &str) {
    let said = said(output);
    assert_eq!(output.status.code(), status, "{said}");
    assert!(said.contains(sentence), "{said}");
    for alien in ["panicked", "RUST_BACKTRACE", "Error {"] {
        assert!(!said.contains(alien), "{said}");
    }
    assert!(!said.starts_with("store-") && !said.starts_with("coso-"), "a code is no sentence");
}

#[test]
fn help_teaches_what_to_do_first() {
    let help = run(&["--help"]);
    assert!(help.status.success());
    let text = String::from_utf8_lossy(&help.stdout).into_owned();
    let commands =
        ["demo", "serve", "user", "migrate", "backup", "restore", "verify", "draw", "check"];
    for command in commands {
        assert!(text.contains(&format!("\n  {command}")), "{command}: {text}");
    }
    for lesson in ["coso demo", "coso user add", "coso serve --database", "coso draw ward"] {
        assert!(text.contains(lesson), "{lesson}: {text}");
    }
    for command in commands {
        assert!(run(&[command, "--help"]).status.success(), "{command} --help");
    }
    assert_eq!(run(&["vẽ"]).status.code(), BAD_INPUT, "an unknown command");
}

#[test]
fn a_port_in_use_is_said() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let folder = Folder::new();
    let database = sqlite(&folder, "coso.db");
    let output = run(&["serve", "--listen", &address, "--database", &database]);
    complains(&output, BAD_INPUT, "Another program uses");
    let output = run(&["demo", "--listen", &address, "--data", &database]);
    complains(&output, BAD_INPUT, "Another program uses");
    let output = run(&["serve", "--listen", "chợ Bến Lá", "--database", &database]);
    complains(&output, BAD_INPUT, "is not an address to listen on");
    let output = run(&["--lang", "vi", "serve", "--listen", &address, "--database", &database]);
    complains(&output, BAD_INPUT, &address);
    assert!(!said(&output).contains("Another program"), "in Vietnamese where asked");
}

/// A folder below a file can be written by nobody, not even by root.
#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let folder = Folder::new();
    let file = folder.path().join("tep");
    std::fs::write(&file, "a file").unwrap();
    let below = file.join("coso.db");
    let output = run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database",
        &format!("sqlite:{}", below.display()),
    ]);
    complains(&output, BAD_INPUT, "cannot be written");
    let below = file.join("demo").display().to_string();
    let output = run(&["demo", "--listen", "127.0.0.1:0", "--data", &below]);
    complains(&output, BAD_INPUT, "Cannot write to the folder");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_version_is_left_alone() {
    testing::both_fresh(|fresh| {
        let (store, url) = (fresh.store.clone(), fresh.url.clone());
        async move {
            let newer =
                "insert into migration (number, name, digest) values (9999, 'later', $blob(00))";
            testing::script(&store, newer).await.unwrap();
            for command in ["serve", "migrate", "verify"] {
                let mut args = vec![command, "--database", url.as_str()];
                if command == "serve" {
                    args.extend(["--listen", "127.0.0.1:0"]);
                }
                complains(&run(&args), BAD_INPUT, "newer version of coso");
            }
        }
    })
    .await;
}

#[test]
fn a_damaged_file_is_said_and_kept() {
    let folder = Folder::new();
    let file = folder.path().join("coso.db");
    let letter = "this is no database, it is a letter ".repeat(200);
    std::fs::write(&file, &letter).unwrap();
    let database = sqlite(&folder, "coso.db");
    for args in [
        vec!["serve", "--listen", "127.0.0.1:0", "--database", &database],
        vec!["verify", "--database", &database],
        vec!["backup", "--database", &database, "copy.coso"],
    ] {
        complains(&run(&args), BAD_INPUT, "damaged or is not a file of coso");
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), letter, "kept as it is");
    let missing = sqlite(&folder, "missing.db");
    complains(&run(&["verify", "--database", &missing]), BAD_INPUT, "There is no database");
}

#[test]
fn a_server_of_postgresql_that_does_not_answer_is_said_without_the_password() {
    let began = Instant::now();
    let url = "postgres://coso:bi-mat@127.0.0.1:1/coso";
    let output = run(&["serve", "--listen", "127.0.0.1:0", "--database", url]);
    complains(&output, BAD_INPUT, "No PostgreSQL server answers at 127.0.0.1:1/coso");
    assert!(!said(&output).contains("bi-mat"), "{}", said(&output));
    assert!(began.elapsed() < Duration::from_secs(8), "at once, not after a long wait");
    let output = run(&["verify", "--database", "oracle:coso"]);
    complains(&output, BAD_INPUT, "is not understood");
}

#[test]
fn the_demo_stays_on_this_machine_and_in_its_own_folder() {
    let folder = Folder::new();
    let data = folder.path().join("demo");
    let shown = data.display().to_string();
    let output = run(&["demo", "--listen", "0.0.0.0:0", "--data", &shown]);
    complains(&output, BAD_INPUT, "it listens on this machine only");
    assert!(!data.exists(), "nothing was made");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("luan-van.txt"), "my thesis").unwrap();
    for more in [&["--fresh"][..], &[]] {
        let args = [&["demo", "--listen", "127.0.0.1:0", "--data", &shown], more].concat();
        complains(&run(&args), BAD_INPUT, "was not made by");
    }
    assert_eq!(std::fs::read_to_string(data.join("luan-van.txt")).unwrap(), "my thesis");
}

/// The database of another kind than the given one, empty.
async fn other_kind(url: &str, folder: &Folder) -> Option<String> {
    match url.starts_with("sqlite:") {
        true => testing::postgres_bare().await,
        false => Some(sqlite(folder, "restored.db")),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_made_while_serving_is_restored_into_the_other_database() {
    let first = testing::sqlite().await;
    let second = testing::postgres().await;
    for fresh in [Some(first), second].into_iter().flatten() {
        let town = Town::of(fresh, sample::town()).await;
        let folder = Folder::new();
        let file = folder.path().join("sao-luu.coso").display().to_string();
        let url = &town.database.url;
        let server = town.serve(url, &[]);
        let lan = town.people(&server).lan;
        let made = run(&["backup", &file, "--database", url]);
        assert!(made.status.success(), "{}", said(&made));
        assert!(said(&made).contains("rows saved to"), "{}", said(&made));
        assert_eq!(lan.get("/sap-xep").unwrap().status, 200, "it goes on serving");
        complains(&run(&["backup", &file, "--database", url]), BAD_INPUT, "not overwritten");
        complains(&run(&["restore", &file, "--database", url]), BAD_INPUT, "not overwritten");
        assert!(server.stop().success());
        if let Some(other) = other_kind(url, &folder).await {
            let restored = run(&["restore", &file, "--database", &other]);
            assert!(restored.status.success(), "{}", said(&restored));
            assert!(run(&["verify", "--database", &other]).status.success());
            comes_back(&town, &other).await;
            let server = town.serve(&other, &[]);
            let page = Browser::visitor(server.address).get("/dia-ban?q=ben+la").unwrap();
            assert!(page.body.contains("Bến Lá"), "{}", page.body);
            assert!(server.stop().success());
            testing::drop_postgres(&other).await;
        }
        town.database.end().await;
    }
}

/// Restores the restored database into one of the first kind: row by row the same registry. (The two
/// kinds spell identities differently, so that they are not compared with each other.)
async fn comes_back(town: &Town, other: &str) {
    let folder = Folder::new();
    let file = folder.path().join("lai.coso").display().to_string();
    assert!(run(&["backup", &file, "--database", other]).status.success());
    let back = other_kind(other, &folder).await.expect("both kinds are there");
    let restored = run(&["restore", &file, "--database", &back]);
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(content(&back).await == content(&town.database.url).await, "the same row by row");
    testing::drop_postgres(&back).await;
}

async fn content(url: &str) -> Vec<String> {
    let desk = desk_at(url).await;
    let content = crate::kept::content(&desk).await;
    desk.store.close().await;
    content
}

#[tokio::test(flavor = "multi_thread")]
async fn accounts_made_at_the_command_line_sign_in_and_a_reset_one_must_choose_anew() {
    testing::both_fresh(|fresh| {
        let url = fresh.url.clone();
        async move {
            let folder = Folder::new();
            let (rules, old, new) = (rules(&folder), "mật khẩu thứ nhất", "mật khẩu thứ hai");
            let add = ["user", "add", "huong", "--name", "Nguyễn Thị Hường", "--database", &url];
            complains(&run_with(&add, "ngắn"), REFUSED, "10");
            let added = run_with(&add, old);
            assert!(added.status.success(), "{}", said(&added));
            complains(&run_with(&add, old), REFUSED, "huong");
            let server = Server::start(&url, &rules);
            let mut huong = Browser::visitor(server.address);
            assert_eq!(huong.signs_in("huong", old).to(), "/sap-xep");
            let reset = run_with(&["user", "reset", "huong", "--database", &url], new);
            assert!(reset.status.success(), "{}", said(&reset));
            assert!(huong.get("/mat-khau").unwrap().to().starts_with("/dang-nhap"), "signed out");
            assert_eq!(huong.signs_in("huong", old).status, 422, "the old one no longer opens");
            assert_eq!(huong.signs_in("huong", new).to(), "/mat-khau", "must choose anew");
            let chosen = [("cu", new), ("moi", "một mật khẩu của riêng tôi")];
            assert_eq!(huong.post("/mat-khau", &chosen).unwrap().to(), "/sap-xep");
            assert_eq!(huong.signs_in("huong", chosen[1].1).to(), "/sap-xep");
            let nobody = run_with(&["user", "reset", "khong-ai", "--database", &url], new);
            complains(&nobody, REFUSED, "khong-ai");
            assert!(server.stop().success());
        }
    })
    .await;
}

/// Starts on an existing database, as after a restart of the machine; the time is printed and kept
/// by `benches/start.rs`, not asserted.
#[tokio::test(flavor = "multi_thread")]
async fn it_starts_and_stops_cleanly() {
    testing::both_fresh(|fresh| {
        let url = fresh.url.clone();
        async move {
            let folder = Folder::new();
            let rules = rules(&folder);
            for _ in 0..3 {
                let server = Server::start(&url, &rules);
                println!("{}: served after {:?}", &url[..8], server.started_in);
                let answer = Browser::visitor(server.address).get("/healthz").unwrap();
                assert_eq!(answer.status, 200);
                assert!(server.stop().success());
            }
            assert!(run(&["verify", "--database", &url]).status.success());
        }
    })
    .await;
}

/// A page that watches a drawing holds its connection open; a browser holds one open for nothing.
#[tokio::test(flavor = "multi_thread")]
async fn open_connections_do_not_hold_it_back_from_stopping() {
    let town = Town::of(testing::sqlite().await, sample::default_commune()).await;
    let desk = desk_at(&town.database.url).await;
    let long = desk::draw::DrawOrder { steps: Some(5_000_000), ..Default::default() };
    let job = desk::draw::start(&desk, &town.officer, town.ward, long).await.unwrap();
    desk.store.close().await;
    let server = town.serve(&town.database.url, &[]);
    let lan = town.people(&server).lan;
    let idle = TcpStream::connect(server.address).unwrap();
    let mut watching = TcpStream::connect(server.address).unwrap();
    write!(
        watching,
        "GET /sap-xep/viec/{job}/tien-do HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n",
        server.address, lan.cookie
    )
    .unwrap();
    let mut first = [0; 64];
    assert!(watching.read(&mut first).unwrap() > 0, "the stream flows");
    let began = Instant::now();
    assert!(server.stop().success());
    println!("stopped after {:?} with two connections open", began.elapsed());
    assert!(began.elapsed() < Duration::from_secs(20), "it ends although somebody watches");
    drop((idle, watching));
    town.database.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_on_one_postgresql_draw_each_job_once() {
    let Some(fresh) = testing::postgres().await else { return };
    let town = Town::of(fresh, sample::town()).await;
    let url = &town.database.url;
    let desk = desk_at(url).await;
    let mut jobs = Vec::new();
    for seed in 0..24 {
        let order = desk::draw::DrawOrder { seed, ..two() };
        jobs.push(desk::draw::start(&desk, &town.officer, town.ward, order).await.unwrap());
    }
    let servers = [town.serve(url, &[]), town.serve(url, &[])];
    let (reader, scope) = (desk.store.read(), desk::authority::system_scope());
    let began = Instant::now();
    while store::job::open(&reader, &scope).await.unwrap() > 0 {
        assert!(began.elapsed() < Duration::from_secs(60), "the drawings do not end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    for job in &jobs {
        let row = store::job::row(&reader, &scope, *job).await.unwrap().unwrap();
        assert_eq!((row.state, row.attempts), (store::job::JobState::Done, 1));
    }
    let plans = store::plan::list(&reader, &scope, town.ward).await.unwrap();
    assert_eq!(plans.len(), jobs.len(), "a plan for each and none twice");
    for server in servers {
        assert!(server.stop().success());
    }
    desk.store.close().await;
    town.database.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_database_is_brought_up_to_date_by_serving_it() {
    let folder = Folder::new();
    let url = sqlite(&folder, "old.db");
    testing::open_at(&url, 1).await.close().await;
    complains(&run(&["verify", "--database", &url]), BAD_INPUT, "older version");
    let server = Server::start(&url, &rules(&folder));
    assert!(server.stop().success());
    let store = Store::open(&url, &Options::default()).await.expect("it is of this version now");
    store.close().await;
    assert!(run(&["verify", "--database", &url]).status.success());
}
