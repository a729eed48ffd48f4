//! Kills a writing program at an instant and tells what it had acknowledged.
//!
//! The child is any program that prints one line per acknowledged act. The usual child is the test
//! binary itself, started again for one ignored test that reads the database from [`DATABASE`].

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Names the database to the child.
pub const DATABASE: &str = "COSO_CRASH_DATABASE";
/// Starts each line that acknowledges an act.
pub const ACKNOWLEDGED: &str = "acknowledged ";

/// A command that runs one test of this test binary again, alone, on a database.
///
/// # Panics
/// When the binary has no path.
#[must_use]
pub fn child_test(name: &str, database: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("the test binary has a path"));
    command.args(["--exact", name, "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(DATABASE, database);
    command
}

/// Names the act to the child: part of the path of its closure, such as `confirm_adoption`.
///
/// With [`BOUNDARY`] in a program's environment too, the program kills itself at that boundary of
/// the first transaction in which the act runs. Nothing that reaches the program from outside can
/// set either.
pub const ACT: &str = "COSO_CRASH_ACT";

/// Names the statement boundary to the child, from 1: before each statement of the transaction,
/// before its commit and after it.
pub const BOUNDARY: &str = "COSO_CRASH_BOUNDARY";

/// What the environment asks for, read once.
struct Fuse {
    act: String,
    left: AtomicU64,
}

fn fuse() -> Option<&'static Fuse> {
    static FUSE: OnceLock<Option<Fuse>> = OnceLock::new();
    let read = || {
        let act = std::env::var(ACT).ok()?;
        let boundary: u64 = std::env::var(BOUNDARY).ok()?.parse().ok()?;
        Some(Fuse { act, left: AtomicU64::new(boundary) })
    };
    FUSE.get_or_init(read).as_ref()
}

/// Whether the environment asks to die in an act, told by the path of its closure.
pub(crate) fn is_watched(act: &str) -> bool {
    fuse().is_some_and(|fuse| act.contains(&fuse.act))
}

/// Passed at each boundary of a transaction; only one that is watched burns the fuse.
pub(crate) fn boundary(is_watched: bool) {
    if !is_watched || fuse().is_none_or(|fuse| fuse.left.fetch_sub(1, Ordering::SeqCst) != 1) {
        return;
    }
    let own = std::process::id().to_string();
    drop(Command::new("kill").args(["-KILL", &own]).status());
    // Where there is no `kill` the program ends as suddenly.
    std::process::abort();
}

/// Runs the child, killed at boundary `number` of `act`: the acts it acknowledged, and whether it
/// came to its end because there is no such boundary.
///
/// # Panics
/// When the child cannot be started.
#[must_use]
pub fn kill_at(mut child: Command, act: &str, number: u64) -> (Vec<String>, bool) {
    let out = child.env(ACT, act).env(BOUNDARY, number.to_string()).stderr(Stdio::null()).output();
    let out = out.expect("start the child");
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let acts = text.lines().filter_map(|line| act_of(line.to_owned())).collect();
    (acts, out.status.success())
}

/// In the child: the database to write to, if this is a child.
#[must_use]
pub fn database() -> Option<String> {
    std::env::var(DATABASE).ok()
}

/// In the child: acknowledges an act, at once and unbuffered.
///
/// # Panics
/// When the parent no longer listens.
pub fn acknowledge(act: &str) {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{ACKNOWLEDGED}{act}").expect("the parent listens");
    out.flush().expect("the parent listens");
}

/// Starts the child, kills it with SIGKILL `after` its first acknowledgement, and returns every act
/// it acknowledged.
///
/// # Panics
/// When the child cannot be started or ends without acknowledging anything.
#[must_use]
pub fn kill_after(mut child: Command, after: Duration) -> Vec<String> {
    let mut child =
        child.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("start the child");
    let out = child.stdout.take().expect("its output is piped");
    let mut lines = BufReader::new(out).lines().map_while(Result::ok).filter_map(act_of);
    let first = lines.next();
    let listener = std::thread::spawn(move || lines.collect::<Vec<_>>());
    std::thread::sleep(after);
    // On Unix `kill` is SIGKILL: nothing of the child runs any more.
    drop(child.kill());
    child.wait().expect("the child is ours");
    let mut acts = vec![first.expect("the child acknowledges before it is killed")];
    acts.extend(listener.join().expect("the listener only reads"));
    acts
}

fn act_of(line: String) -> Option<String> {
    let (_, act) = line.split_once(ACKNOWLEDGED)?;
    Some(act.trim().to_owned())
}
