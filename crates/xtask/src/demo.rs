//! `cargo xtask demo`: build, make the sample data, serve it. Touches nothing outside the tree.

use anyhow::Result;

use crate::{assets, run, tools};

/// Builds the program and runs `coso demo` until it is stopped.
///
/// # Errors
/// When a step fails.
pub fn demo(args: &[String]) -> Result<()> {
    if tools::node().is_some() {
        assets::assets()?;
    } else {
        eprintln!(
            "Node 20 or newer was not found: the pages will work without script and the maps are \
             drawn by the server."
        );
    }
    run::done(run::cargo().args(["build", "--package", "coso"]))?;
    let program = run::target_folder()?.join("debug/coso");
    let data = run::root().join(".coso/demo");
    run::done(
        run::command(&program.to_string_lossy()).arg("demo").arg("--data").arg(data).args(args),
    )
}
