//! `coso import indicators` and `coso indicator`: figures in from a file of this machine, and a series
//! out, as everybody may see it.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use desk::Desk;
use desk::authority::{public_scope, system_scope};
use desk::indicator::{Asked, Cell, Document, Preview, Table};
use units::indicator::{Indicator, ReportPeriod, Rhythm, View};
use units::{Day, UnitId};
use words::Lang;

use crate::database::DatabaseArgs;
use crate::import::WriteArgs;
use crate::office;
use crate::say::{BAD_INPUT, DONE, REFUSED, Sentence};

/// What `coso import indicators` takes.
#[derive(Debug, Args)]
pub struct ImportIndicatorsArgs {
    /// Tệp xlsx, xls, ods hoặc csv · A spreadsheet file
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Mã chỉ tiêu, khi tệp không có cột Chỉ tiêu · Code of the indicator, where the file has no such column
    #[arg(long, value_name = "CODE")]
    indicator: Option<String>,
    /// Trong địa bàn này, mặc định cả thành phố, tỉnh · Inside this place, by default the whole city
    #[arg(long, value_name = "UNIT")]
    place: Option<UnitId>,
    /// Lý do sửa số đã báo · Why told figures are corrected
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
    #[command(flatten)]
    write: WriteArgs,
}

/// What `coso indicator` takes.
#[derive(Debug, Args)]
pub struct IndicatorArgs {
    /// Mã chỉ tiêu · Code of the indicator
    #[arg(value_name = "CODE")]
    code: String,
    #[command(flatten)]
    database: DatabaseArgs,
    /// Cách xem: nhu_da_co, nhu_hom_nay, khoi_so_sanh · as it was, as if today's places, comparable blocks
    #[arg(long, value_name = "VIEW", default_value = "nhu_hom_nay")]
    view: View,
    /// Địa bàn, mặc định là của chỉ tiêu · The place, by default the indicator's own
    #[arg(long, value_name = "UNIT")]
    place: Option<UnitId>,
    /// Gộp kỳ: month, quarter, half_year, year · Put periods together
    #[arg(long, value_name = "RHYTHM")]
    rhythm: Option<Rhythm>,
    /// Từ kỳ này · From this period on
    #[arg(long, value_name = "PERIOD")]
    from: Option<ReportPeriod>,
    /// Mọi nơi báo, không chỉ nơi ngay bên trong · Every place that tells, not only those right below
    #[arg(long)]
    deep: bool,
    /// Địa bàn của ngày này · Places of this day
    #[arg(long, value_name = "DAY")]
    at: Option<Day>,
}

/// Reads a file, says everything that is wrong with it, and records it where that is asked for.
///
/// # Errors
/// When the file or the database cannot be read, or the desk refuses.
pub async fn import(args: &ImportIndicatorsArgs, lang: Lang) -> Result<u8> {
    let (name, body) = crate::say::file(&args.file)?;
    let desk = office::desk(args.database.open_up_to_date().await?, None)?;
    let unit = place(&desk, args.place).await?;
    let indicator = match &args.indicator {
        None => None,
        Some(code) => Some(coded(&desk, code).await?.id),
    };
    let document = Document { name, body };
    let read = desk::indicator::preview(&desk, None, (unit, indicator), &document).await?;
    let status = told(&read, lang);
    if status != DONE || !args.write.is_asked() {
        if status == DONE {
            eprintln!("{}", words::word(lang, "coso-import-only-read"));
        }
        return Ok(status);
    }
    let count = desk::indicator::apply_here(&desk, unit, read, &args.why).await?;
    eprintln!("{}", words::say(lang, "coso-import-done", &[("n", count.to_string())]));
    Ok(DONE)
}

/// Says what a file holds and what is wrong with it; the exit status.
fn told(read: &Preview, lang: Lang) -> u8 {
    for complaint in &read.complaints {
        let said = complaint.said();
        let at = words::say(lang, "indicator-row-at", &said);
        eprintln!("{at} {}", words::say(lang, complaint.code, &said));
    }
    let said = [
        ("figures", read.figures.len().to_string()),
        ("telling", read.telling().to_string()),
        ("corrections", read.corrections().to_string()),
        ("faults", read.complaints.len().to_string()),
    ];
    eprintln!("{}", words::say(lang, "coso-import-read", &said));
    if read.complaints.is_empty() {
        return DONE;
    }
    eprintln!("{}", words::word(lang, "coso-import-not-whole"));
    REFUSED
}

async fn place(desk: &Desk, asked: Option<UnitId>) -> Result<UnitId> {
    if let Some(unit) = asked {
        return Ok(unit);
    }
    let (reader, scope) = (desk.store.read(), system_scope());
    let tops = store::unit::outermost(&reader, &scope, desk.clock.today()).await?;
    match tops[..] {
        [one] => Ok(one),
        _ => Err(Sentence::bad_input("coso-import-which-place", Vec::new()).into()),
    }
}

async fn coded(desk: &Desk, code: &str) -> Result<Indicator> {
    let found = store::indicator::by_code(&mut desk.store.read(), code).await?;
    let unknown = || Sentence {
        code: "coso-indicator-unknown",
        args: vec![("code", code.to_owned())],
        status: BAD_INPUT,
    };
    found.ok_or_else(|| unknown().into())
}

/// Prints the series of a place as CSV: as a visitor sees it, small counts left out.
///
/// # Errors
/// When the database cannot be read, or there is no such indicator or place.
pub async fn series(args: &IndicatorArgs, lang: Lang) -> Result<u8> {
    let desk = office::desk(args.database.open().await?, None)?;
    let indicator = coded(&desk, &args.code).await?;
    let scope = if indicator.is_public { public_scope() } else { system_scope() };
    let asked = Asked {
        indicator,
        place: args.place,
        view: args.view,
        rhythm: args.rhythm,
        from: args.from,
        is_deep: args.deep,
        at: args.at.unwrap_or_else(|| desk.clock.today()),
    };
    let table = desk::indicator::table(&desk, &scope, asked).await?;
    print(&table, lang);
    Ok(DONE)
}

#[expect(clippy::print_stdout, reason = "the answer of a command belongs on stdout")]
fn print(table: &Table, lang: Lang) {
    let heads = ["unit", "place", "period", "value", "told", "owed", "estimated", "divided"];
    let heads = heads.map(|head| words::word(lang, format!("indicator-csv-{head}").as_str()));
    println!("{}", heads.join(","));
    let place = std::slice::from_ref(&table.place);
    let whole = (place, table.whole.as_slice());
    let lines = table.lines.iter().map(|line| (line.places.as_slice(), line.cells.as_slice()));
    for (places, cells) in std::iter::once(whole).chain(lines) {
        let ids: Vec<String> = places.iter().map(|place| place.unit.to_string()).collect();
        let names: Vec<&str> = places.iter().map(|place| place.name.as_str()).collect();
        for (period, cell) in table.periods.iter().zip(cells) {
            println!(
                "{},\"{}\",{period},{}",
                ids.join(" "),
                names.join(" + "),
                figures(cell, lang)
            );
        }
    }
}

fn figures(cell: &Cell, lang: Lang) -> String {
    let share = |per_mille: u32| format!("{}.{}", per_mille / 10, per_mille % 10);
    let value = match (cell.milli, cell.is_few) {
        (Some(milli), _) => {
            let sign = if milli < 0 { "-" } else { "" };
            let (whole, rest) = (milli.unsigned_abs() / 1_000, milli.unsigned_abs() % 1_000);
            format!("{sign}{whole}.{rest:03}")
        }
        (None, true) => words::word(lang, "indicator-few"),
        (None, false) => String::new(),
    };
    let (estimated, divided) = (share(cell.estimated), share(cell.divided));
    format!("{value},{},{},{estimated},{divided}", cell.told, cell.owed)
}
