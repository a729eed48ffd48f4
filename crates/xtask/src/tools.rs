//! The programs that lie outside the tree: which are here, which are missing, how to get them.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::run;

/// A system tool the tests need.
struct Tool {
    name: &'static str,
    package: &'static str,
    found: fn() -> bool,
}

const TOOLS: [Tool; 5] = [
    Tool {
        name: "PostgreSQL 15 or newer",
        package: "postgresql",
        found: || postgres_bin().is_some(),
    },
    Tool { name: "Chromium", package: "chromium", found: || chromium().is_some() },
    Tool { name: "Liberation fonts", package: "fonts-liberation2", found: liberation },
    Tool { name: "Node 20 or newer", package: "nodejs npm", found: || node().is_some() },
    Tool {
        name: "Java, for the HTML checker",
        package: "default-jre-headless",
        found: || find("java").is_some(),
    },
];

/// Sees to every system package the tests need: installs as root, else names the command.
///
/// # Errors
/// The list of what is missing and the command that installs it.
pub fn system_packages() -> Result<()> {
    let missing: Vec<&Tool> = TOOLS.iter().filter(|tool| !(tool.found)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let packages: Vec<&str> = missing.iter().flat_map(|tool| tool.package.split(' ')).collect();
    for tool in &missing {
        eprintln!("missing: {} (package {})", tool.name, tool.package);
    }
    let install = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if !is_root() || find("apt-get").is_none() {
        bail!("install what is missing and run again:\n    sudo {install}");
    }
    eprintln!("installing: {}", packages.join(" "));
    run::done(run::command("apt-get").args(["update", "-qq"]))?;
    run::done(
        run::command("apt-get")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(["install", "-y", "-qq", "--no-install-recommends"])
            .args(&packages),
    )?;
    let still: Vec<&str> =
        TOOLS.iter().filter(|tool| !(tool.found)()).map(|tool| tool.name).collect();
    if !still.is_empty() {
        bail!("still missing after installing: {}", still.join(", "));
    }
    Ok(())
}

/// The first file of this name on the path.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Chromium under any of its names.
pub fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(find)
}

/// Node, if it is version 20 or newer and npm stands beside it.
pub fn node() -> Option<PathBuf> {
    let node = find("node")?;
    find("npm")?;
    let version = run::output(run::command("node").arg("--version")).ok()?;
    let major: u32 = version.trim().trim_start_matches('v').split('.').next()?.parse().ok()?;
    (major >= 20).then_some(node)
}

/// The folder with initdb and pg_ctl of the newest PostgreSQL from version 15 on.
pub fn postgres_bin() -> Option<PathBuf> {
    let debian = std::fs::read_dir("/usr/lib/postgresql").ok();
    let newest = debian.and_then(|folders| {
        folders
            .flatten()
            .filter_map(|entry| {
                Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path()))
            })
            .filter(|(version, path)| *version >= 15 && path.join("bin/initdb").is_file())
            .max()
    });
    if let Some((_, path)) = newest {
        return Some(path.join("bin"));
    }
    let initdb = find("initdb")?;
    let version = run::output(run::command(initdb.to_str()?).arg("--version")).ok()?;
    let number = version.split_whitespace().last()?;
    let major: u32 = number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    (major >= 15).then(|| initdb.parent().map(Path::to_path_buf)).flatten()
}

/// Whether we run as root.
pub fn is_root() -> bool {
    run::output(run::command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

fn liberation() -> bool {
    ["/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/liberation"]
        .iter()
        .any(|folder| Path::new(folder).join("LiberationSerif-Regular.ttf").is_file())
}
