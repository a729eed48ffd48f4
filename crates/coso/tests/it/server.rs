//! The program as a child: `coso serve` on a free port, and the other commands run to their end.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::SocketAddr;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The program under test, speaking English.
pub fn coso(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coso"));
    command.args(args).env("COSO_LANG", "en").stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn run(args: &[&str]) -> Output {
    coso(args).output().expect("coso starts")
}

/// Runs a command that reads a line of stdin.
pub fn run_with(args: &[&str], line: &str) -> Output {
    let mut command = coso(args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("coso starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    writeln!(stdin, "{line}").expect("coso reads");
    drop(stdin);
    child.wait_with_output().expect("coso ends")
}

/// What a command said to the person.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A serving child; it does not outlive its value.
pub struct Server {
    child: Child,
    /// Where it listens.
    pub address: SocketAddr,
    /// From its start until it listened over an open database.
    pub started_in: Duration,
    said: Option<JoinHandle<String>>,
}

impl Server {
    /// Starts `coso serve` on a free port and waits until it listens.
    pub fn start(database: &str, rules: &Path) -> Self {
        Self::start_with(database, rules, &[])
    }

    /// The same with more in its environment.
    pub fn start_with(database: &str, rules: &Path, more: &[(&str, &str)]) -> Self {
        let mut command = coso(&["serve", "--listen", "127.0.0.1:0", "--database", database]);
        command.arg("--rules").arg(rules).envs(more.iter().copied());
        let began = Instant::now();
        let mut child = command.stderr(Stdio::piped()).spawn().expect("coso starts");
        let mut lines = BufReader::new(child.stderr.take().expect("stderr is piped"));
        let mut line = String::new();
        let mut earlier = String::new();
        let address = loop {
            line.clear();
            let read = lines.read_line(&mut line).expect("stderr is text");
            assert!(read > 0, "coso does not serve {database}: {earlier}");
            earlier += &line;
            let at = line.split("http://").nth(1).and_then(|rest| rest.split(". ").next());
            if let Some(address) = at.and_then(|at| at.trim().parse().ok()) {
                break address;
            }
        };
        let started_in = began.elapsed();
        let said = std::thread::spawn(move || {
            let mut rest = String::new();
            drop(lines.read_to_string(&mut rest));
            rest
        });
        Self { child, address, started_in, said: Some(said) }
    }

    /// SIGKILL, at once. What it said on stderr.
    pub fn kill(mut self) -> String {
        self.child.kill().expect("the child is ours");
        let status = self.child.wait().expect("the child is ours");
        assert_eq!(status.signal(), Some(9), "it was still running");
        self.rest()
    }

    /// Asks it to stop, as the keeper of services does, and waits until it has.
    pub fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill is there");
        assert!(sent.success());
        self.child.wait().expect("the child is ours")
    }

    /// Waits until it has ended by itself; the signal that ended it.
    pub fn died(mut self) -> Option<i32> {
        self.child.wait().expect("the child is ours").signal()
    }

    fn rest(&mut self) -> String {
        self.said.take().map_or_else(String::new, |said| said.join().unwrap_or_default())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
