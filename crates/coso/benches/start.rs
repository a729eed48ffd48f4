//! How soon `coso serve` answers after it is started: `cargo bench -p coso --bench start`.
//!
//! Measured from the start of the process to the first answer of `/healthz`, over a database that is
//! there already. The baseline is `coso --version`: the same file started and ended with nothing
//! done. The files lie in the machine's cache, as after a restart of the program and not of the
//! machine. Prints one line per measurement; `docs/bench/start.md` keeps them.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints and may break")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use store::testing::{self, Folder};

/// Starts of each kind; the middle one counts.
const STARTS: usize = 15;
/// What was promised.
const LIMIT: Duration = Duration::from_millis(300);

fn main() {
    // `cargo test --benches` only proves that it builds.
    if std::env::args().any(|arg| arg == "--test") {
        return;
    }
    let folder = Folder::new();
    let file = format!("sqlite:{}", folder.path().join("start.db").display());
    migrate(&file);
    let bare = middle(version);
    println!("coso --version (baseline): {bare:.1?}");
    tell("serve, SQLite", middle(|| serve(&file)), bare);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Some(url) = runtime.block_on(testing::postgres_bare()) {
        migrate(&url);
        tell("serve, PostgreSQL", middle(|| serve(&url)), bare);
        runtime.block_on(testing::drop_postgres(&url));
    }
}

fn tell(what: &str, took: Duration, bare: Duration) {
    let ratio = took.as_secs_f64() / bare.as_secs_f64();
    let verdict = if took <= LIMIT { "within" } else { "over" };
    println!("{what}: {took:.1?}, {ratio:.0} × baseline, {verdict} {LIMIT:?}");
}

fn middle(once: impl Fn() -> Duration) -> Duration {
    let mut took: Vec<Duration> = (0..STARTS).map(|_| once()).collect();
    took.sort_unstable();
    took[STARTS / 2]
}

fn coso() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coso"));
    command.env("COSO_LANG", "en").stdin(Stdio::null()).stdout(Stdio::null());
    command
}

fn migrate(url: &str) {
    let done = coso().args(["migrate", "--database", url]).stderr(Stdio::null()).status();
    assert!(done.unwrap().success());
}

fn version() -> Duration {
    let began = Instant::now();
    assert!(coso().arg("--version").status().unwrap().success());
    began.elapsed()
}

fn serve(url: &str) -> Duration {
    let began = Instant::now();
    let mut command = coso();
    command.args(["serve", "--listen", "127.0.0.1:0", "--database", url]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    let mut said = BufReader::new(child.stderr.take().unwrap());
    said.read_line(&mut line).unwrap();
    let address = line.split("http://").nth(1).and_then(|rest| rest.split(". ").next()).unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /healthz HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let took = began.elapsed();
    assert!(answer.contains(" 200 "), "{answer}");
    child.kill().unwrap();
    child.wait().unwrap();
    took
}
