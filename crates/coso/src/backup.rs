//! `coso backup` and `coso restore`: every row into one file, from either database into either.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use store::Store;
use words::Lang;

use crate::database::DatabaseArgs;
use crate::verify;

/// What `coso backup` takes.
#[derive(Debug, Args)]
pub struct BackupArgs {
    /// Tệp sẽ ghi; không ghi đè · The file to write, never overwritten
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// What `coso restore` takes.
#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// Tệp sao lưu · The backup
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Writes the file while the program may go on serving.
///
/// # Errors
/// When the file is there already or cannot be written, or the database fails.
pub async fn backup(args: &BackupArgs, lang: Lang) -> Result<()> {
    let store = args.database.open().await?;
    let rows = store::backup::backup(&store, &args.file).await;
    store.close().await;
    say(lang, "backup-done", rows?, &args.file.display().to_string());
    Ok(())
}

/// Fills an empty database from the file and verifies what came in; the exit status.
///
/// # Errors
/// When the file is no whole backup, or the database has content or fails.
pub async fn restore(args: &RestoreArgs, lang: Lang) -> Result<u8> {
    let rows = store::backup::restore(&args.file, &args.database.database).await?;
    say(lang, "restore-done", rows, &store::shown(&args.database.database));
    let store: Store = args.database.open().await?;
    verify::prove(store, lang).await
}

fn say(lang: Lang, code: &str, rows: u64, place: &str) {
    let args = [("rows", rows.to_string()), ("place", place.to_owned())];
    eprintln!("{}", words::say(lang, code, &args));
}
