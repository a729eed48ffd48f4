//! Scripts, fonts and styles for the pages: `npm ci` and esbuild into `assets/dist`.

use anyhow::{Result, bail};

use crate::{run, tools};

/// Builds `assets/dist`. Everything npm keeps stays inside the tree.
///
/// # Errors
/// When Node is missing or a step fails.
pub fn assets() -> Result<()> {
    if tools::node().is_none() {
        bail!("Node 20 or newer with npm is needed for the scripts; pages also work without them");
    }
    let folder = run::root().join("assets");
    let stamp = folder.join("node_modules/.package-lock.json");
    let lock = folder.join("package-lock.json");
    let fresh = match (stamp.metadata(), lock.metadata()) {
        (Ok(installed), Ok(locked)) => installed.modified()? >= locked.modified()?,
        _ => false,
    };
    if !fresh {
        run::done(&mut npm(&["ci", "--no-audit", "--no-fund", "--ignore-scripts=false"]))?;
    }
    run::done(&mut npm(&["run", "--silent", "build"]))
}

/// An npm command in `assets/` with its cache inside the tree.
pub fn npm(args: &[&str]) -> std::process::Command {
    let mut command = run::command("npm");
    command
        .args(args)
        .current_dir(run::root().join("assets"))
        .env("npm_config_cache", run::root().join("target/npm-cache"))
        .env("npm_config_update_notifier", "false");
    command
}
