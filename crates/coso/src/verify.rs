//! `coso verify`: proves that what is kept is whole, and prints each check.

use anyhow::Result;
use clap::Args;
use store::Store;
use store::verify::Finding;
use words::Lang;

use crate::database::DatabaseArgs;
use crate::office;
use crate::say::{DONE, REFUSED};

/// What `coso verify` takes.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Runs every check; the exit status is 1 when one finds a fault.
///
/// # Errors
/// When the database cannot be read.
pub async fn verify(args: &VerifyArgs, lang: Lang) -> Result<u8> {
    prove(args.database.open().await?, lang).await
}

/// Runs every check over an open database, prints each and closes it.
///
/// # Errors
/// When the database cannot be read.
pub async fn prove(store: Store, lang: Lang) -> Result<u8> {
    let findings = store::verify::run(&store, |finding| print(finding, lang)).await?;
    let registry = registry(&store).await?;
    print(&registry, lang);
    store.close().await;
    let is_well = registry.is_well() && findings.iter().all(Finding::is_well);
    Ok(if is_well { DONE } else { REFUSED })
}

/// The invariants of places and households, each fault by its code and identities.
async fn registry(store: &Store) -> Result<Finding> {
    let desk = office::desk(store.clone(), None)?;
    let faults = desk::verify::registry(&desk).await?;
    let line = |fault: &store::registry::Fault| {
        format!("{} {} {}", fault.code, fault.subject, fault.detail)
    };
    Ok(Finding {
        code: "verify-registry",
        faults: faults.iter().map(line).collect(),
        notes: Vec::new(),
    })
}

fn print(finding: &Finding, lang: Lang) {
    let verdict = if finding.is_well() {
        words::word(lang, "verify-well")
    } else {
        words::say(lang, "verify-faults", &[("count", finding.faults.len().to_string())])
    };
    eprintln!("{}: {verdict}", words::word(lang, finding.code));
    if !finding.notes.is_empty() {
        eprintln!("  {}", words::say(lang, "verify-sealed", &finding.notes));
    }
    for fault in &finding.faults {
        eprintln!("  {fault}");
    }
}
