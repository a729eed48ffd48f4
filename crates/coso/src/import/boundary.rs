//! `coso import boundaries`: shows what a file of boundaries comes to, applies it, takes it back.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use desk::Desk;
use desk::boundary::{self, Choices, Columns, Report, Said};
use desk::old_list::Document;
use units::{BoundaryImportId, Day, Level};
use words::{Lang, Value};

use super::WriteArgs;
use crate::database::DatabaseArgs;
use crate::office;
use crate::say::{DONE, REFUSED};

/// What `coso import boundaries` takes.
#[derive(Debug, Args)]
pub struct BoundariesArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Tệp .geojson, .gpkg, .zip (Shapefile), .csv · The file
    #[arg(required_unless_present = "revert")]
    file: Option<PathBuf>,
    /// Ranh giới của các nơi vào ngày này, YYYY-MM-DD · The day whose units it draws
    #[arg(long, value_name = "DAY", required_unless_present = "revert")]
    at: Option<Day>,
    /// Hệ toạ độ: wgs84, vn2000-105.75… khi tệp không ghi · The reference system, where the file is silent
    #[arg(long, value_name = "CODE")]
    crs: Option<String>,
    /// Lớp cần đọc, khi tệp có nhiều lớp · The layer, of several
    #[arg(long)]
    layer: Option<String>,
    /// Cấp: province, district, commune, grassroots · The level; found by trying otherwise
    #[arg(long)]
    level: Option<Level>,
    /// Cột mã số · The column of the code
    #[arg(long, value_name = "COLUMN")]
    code: Option<String>,
    /// Cột tên · The column of the name
    #[arg(long, value_name = "COLUMN")]
    name: Option<String>,
    /// Cột tên đơn vị trên · The column of the unit above
    #[arg(long, value_name = "COLUMN")]
    parent: Option<String>,
    /// Cột diện tích chính thức · The column of the official area
    #[arg(long, value_name = "COLUMN")]
    area: Option<String>,
    /// Khoảng được kéo vào ranh giới bên cạnh, xăng-ti-mét · How far vertices may be moved, in centimetres
    #[arg(long, value_name = "CM")]
    snap: Option<u32>,
    #[command(flatten)]
    write: WriteArgs,
    /// Rút lại một lần nhập, theo mã số đã in ra · Take an import back, by the identity printed
    #[arg(long, value_name = "ID", conflicts_with_all = ["file", "apply", "preview"])]
    revert: Option<BoundaryImportId>,
}

/// Shows, applies or takes back an import of boundaries.
///
/// # Errors
/// When the file or the database cannot be had, or the import is refused.
pub async fn boundaries(args: BoundariesArgs, lang: Lang) -> Result<u8> {
    let store = args.database.open_up_to_date().await?;
    let desk = office::desk(store.clone(), None)?;
    let status = match args.revert {
        Some(id) => {
            boundary::revert(&desk, None, id).await?;
            say(&words::word(lang, "coso-boundary-reverted"));
            DONE
        }
        None => bring(&desk, args, lang).await?,
    };
    store.close().await;
    Ok(status)
}

async fn bring(desk: &Desk, args: BoundariesArgs, lang: Lang) -> Result<u8> {
    let (Some(file), Some(on)) = (args.file, args.at) else { return Ok(REFUSED) };
    let (name, body) = crate::say::file(&file)?;
    let columns =
        Columns { code: args.code, name: args.name, parent: args.parent, area: args.area };
    let choices = Choices {
        crs: args.crs,
        layer: args.layer,
        level: args.level,
        columns,
        snap_cm: args.snap,
    };
    let id = boundary::bring(desk, None, (Document { name, body }, on), &choices).await?;
    let opened = boundary::open(desk, None, id).await?;
    let report = match opened.told {
        Ok(report) => report,
        Err(refusal) => {
            boundary::withdraw(desk, None, id).await?;
            return Err(desk::Error::Refused(refusal).into());
        }
    };
    print(&report, lang);
    if args.write.is_asked() {
        boundary::apply(desk, None, (id, opened.line.revision), opened.stamp).await?;
        let args = [("id", Value::Text(id.to_string()))];
        say(&words::say(lang, "coso-boundary-applied", &args));
    } else {
        say(&words::word(lang, "coso-boundary-shown"));
    }
    Ok(if report.unmatched.is_empty() { DONE } else { REFUSED })
}

/// Prints a report: what was read, each row without a unit, each unit with what was done to it.
fn print(report: &Report, lang: Lang) {
    let number = |value: usize| Value::Number(i64::try_from(value).unwrap_or(i64::MAX));
    let sum = [
        ("layer", Value::Text(report.layer.clone())),
        ("crs", Value::Text(report.crs.clone())),
        ("matched", number(report.matched.len())),
        ("unmatched", number(report.unmatched.len())),
        ("overlaps", number(report.overlaps.len())),
        ("gaps", number(report.gaps.len())),
        ("changes", number(report.changes)),
    ];
    say(&words::say(lang, "coso-boundary-sum", &sum));
    for note in &report.notes {
        say(&worded(lang, note));
    }
    for row in &report.unmatched {
        let args = [
            ("row", number(row.row)),
            ("label", Value::Text(row.label.clone())),
            ("what", Value::Text(worded(lang, &row.what))),
        ];
        say(&words::say(lang, "coso-boundary-row", &args));
    }
    for one in report.matched.iter().filter(|one| one.is_new) {
        let metres = |m2: u64| Value::Number(i64::try_from(m2).unwrap_or(i64::MAX));
        let official = one.official_m2.map_or_else(|| "–".to_owned(), |m2| words::number(lang, m2));
        let args = [
            ("name", Value::Text(one.name.clone())),
            ("drawn", metres(one.drawn_m2)),
            ("mended", metres(one.mended_m2)),
            ("official", Value::Text(official)),
            ("moved", metres(one.moved_cm)),
        ];
        say(&words::say(lang, "coso-boundary-unit", &args));
    }
}

fn worded(lang: Lang, said: &Said) -> String {
    let args: Vec<(&str, String)> =
        said.args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    words::say(lang, &said.code, &args)
}

#[expect(clippy::print_stdout, reason = "what a command tells goes to stdout")]
fn say(text: &str) {
    println!("{text}");
}
