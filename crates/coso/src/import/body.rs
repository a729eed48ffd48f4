//! `coso import bodies`: an office's list of its bodies, as the page for it reads them: looked at row by row,
//! then written whole or not at all; rows of bodies that are there already are passed over.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use desk::body::{self, Brought};
use desk::old_list::Document;
use units::Day;
use words::Lang;

use super::WriteArgs;
use crate::database::DatabaseArgs;
use crate::office;
use crate::say::{DONE, REFUSED};

/// What `coso import bodies` takes.
#[derive(Debug, Args)]
pub struct BodiesArgs {
    /// Danh sách (xlsx, xls, ods, csv) có cột Địa bàn và cột Loại hoặc Tên · The list, with its columns Địa bàn and Loại or Tên
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Từ ngày, khi hàng không ghi; mặc định hôm nay · First day of rows that name none; by default today
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Reads a list of bodies, says everything that is wrong with it, and writes it where that is asked for.
///
/// # Errors
/// When the file or the database cannot be had, or the desk refuses.
pub async fn bodies(args: BodiesArgs, lang: Lang) -> Result<u8> {
    let (name, body) = crate::say::file(&args.file)?;
    let desk = office::desk(args.database.open_up_to_date().await?, None)?;
    let on = args.on.unwrap_or_else(|| desk.clock.today());
    let brought = body::read_file(&desk, None, (Document { name, body }, on)).await?;
    let status = told(&brought, lang);
    if status == DONE && args.write.is_asked() {
        let count = body::import(&desk, None, brought.lines).await?;
        eprintln!("{}", words::say(lang, "coso-import-bodies-done", &[("n", count.to_string())]));
    } else if status == DONE {
        eprintln!("{}", words::word(lang, "coso-import-only-read"));
    }
    desk.store.close().await;
    Ok(status)
}

/// Says what a list would make and what is wrong with it; the exit status.
fn told(brought: &Brought, lang: Lang) -> u8 {
    for complaint in &brought.complaints {
        let row = [("row", complaint.row.to_string())];
        let at = words::say(lang, "body-import-of-row", &row);
        for refusal in complaint.refusal.each() {
            eprintln!("{at} {}", words::say(lang, refusal.code, &refusal.args));
        }
    }
    for line in &brought.lines {
        let said = [
            ("row", line.row.to_string()),
            ("name", line.name.clone()),
            ("unit", line.unit.clone()),
            ("day", line.from.dmy()),
        ];
        eprintln!("{}", words::say(lang, "coso-import-bodies-new", &said));
    }
    let sum = [
        ("made", brought.lines.len().to_string()),
        ("known", brought.known.len().to_string()),
        ("faults", brought.complaints.len().to_string()),
    ];
    eprintln!("{}", words::say(lang, "coso-import-bodies-sum", &sum));
    if brought.complaints.is_empty() { DONE } else { REFUSED }
}
