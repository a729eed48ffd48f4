//! The stories in a real browser: serves the sample and lets Chromium walk through it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::{assets, run, tools};

/// How long the program may take to make its sample and listen.
const PATIENCE: Duration = Duration::from_secs(180);

/// Runs every story and returns how many passed.
///
/// # Errors
/// When the program does not start or a story fails.
pub fn stories() -> Result<u32> {
    let chromium = tools::chromium().context("Chromium is missing")?;
    run::done(run::cargo().args(["build", "--package", "coso"]))?;
    let folder = std::env::temp_dir().join(format!("coso-stories-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (server, url, account) = serve(&folder)?;
    let mut passed = 0;
    let ran = run::watched(
        assets::npm(&["run", "--silent", "stories"])
            .env("COSO_URL", &url)
            .env("COSO_ACCOUNTS", &account)
            .env("COSO_PICTURES", folder.join("pictures"))
            .env("CHROMIUM", chromium),
        |line| {
            if let Some(number) = line.strip_prefix("browser stories passed: ") {
                passed = number.trim().parse().unwrap_or(0);
            }
        },
    );
    drop(server);
    // What the stories left behind harms nothing.
    let _ = std::fs::remove_dir_all(&folder);
    ran?;
    if passed == 0 {
        bail!("no browser story ran");
    }
    Ok(passed)
}

/// A child that is ended with us.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts `coso demo` on a free port and waits for its address and accounts (one JSON line).
fn serve(folder: &std::path::Path) -> Result<(Server, String, String)> {
    let program = run::target_folder()?.join("debug/coso");
    let child = run::command(&program.to_string_lossy())
        .args(["demo", "--fresh", "--listen", "127.0.0.1:0", "--json", "--data"])
        .arg(folder.join("data"))
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start {}", program.display()))?;
    let mut server = Server(child);
    let stdout = server.0.stdout.take().context("the program has no stdout")?;
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(std::result::Result::ok) {
            if tell.send(line).is_err() {
                break;
            }
        }
    });
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let Ok(line) = told.recv_timeout(Duration::from_secs(5)) else { continue };
        if let Ok(ready) = serde_json::from_str::<serde_json::Value>(&line)
            && let Some(url) = ready["url"].as_str()
        {
            // The rest of what it prints is read and dropped, so that it never waits for us.
            std::thread::spawn(move || while told.recv().is_ok() {});
            return Ok((server, url.to_string(), ready["accounts"].to_string()));
        }
    }
    bail!("`coso demo` was not ready within {} seconds", PATIENCE.as_secs())
}
