//! `coso migrate`: makes a database, or brings its tables up to this program's version.

use anyhow::Result;
use clap::Args;
use words::Lang;

use crate::database::DatabaseArgs;

/// What `coso migrate` takes.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Migrates and says so.
///
/// # Errors
/// When the database cannot be reached, is damaged or newer.
pub async fn migrate(args: &MigrateArgs, lang: Lang) -> Result<()> {
    args.database.open_up_to_date().await?.close().await;
    let place = store::shown(&args.database.database);
    eprintln!("{}", words::say(lang, "migrate-done", &[("place", place)]));
    Ok(())
}
