//! `coso translate`: codes or names of one day as units of another, one by one or a whole table, row by row.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use desk::gazetteer::{self, Known, Row};
use units::Day;
use words::Lang;

use crate::database::DatabaseArgs;
use crate::office;
use crate::say::Sentence;

/// What `coso translate` takes.
#[derive(Debug, Args)]
pub struct TranslateArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Mã hoặc tên ("Đa Kao, Quận 1"); hoặc dùng --table · A code or a name, or --table
    #[arg(required_unless_present = "table")]
    text: Option<String>,
    /// Ngày mà mã, tên có hiệu lực · The day on which the code or name holds
    #[arg(long)]
    from: Day,
    /// Ngày cần đổi sang; bỏ trống là hôm nay · The day to translate to; today without it
    #[arg(long)]
    to: Option<Day>,
    /// Bảng CSV, - là đầu vào chuẩn; kết quả ra đầu ra chuẩn · A CSV table, - is stdin; the answer goes to stdout
    #[arg(long, conflicts_with = "text")]
    table: Option<PathBuf>,
    /// Tên cột có mã · The column of the code
    #[arg(long, default_value = "code")]
    column: String,
}

/// Translates what the command names.
///
/// # Errors
/// When the database or the table cannot be had, or the table has no such column.
pub async fn translate(args: TranslateArgs, lang: Lang) -> Result<u8> {
    let desk = office::desk(args.database.open_up_to_date().await?, None)?;
    let known = gazetteer::known(&desk).await?;
    let days = (args.from, args.to.unwrap_or_else(|| desk.clock.today()));
    desk.store.close().await;
    match (&args.text, &args.table) {
        (Some(text), _) => Ok(one(&known, text, days, lang)),
        (None, Some(table)) if table.as_os_str() == "-" => {
            rows(&known, days, (std::io::stdin().lock(), std::io::stdout().lock()), &args.column)
        }
        (None, Some(table)) => {
            let file = std::fs::File::open(table).map_err(|cause| {
                let said =
                    vec![("file", table.display().to_string()), ("cause", cause.to_string())];
                Sentence::bad_input("coso-import-unreadable", said)
            })?;
            rows(&known, days, (BufReader::new(file), std::io::stdout().lock()), &args.column)
        }
        (None, None) => unreachable!("clap asks for one of them"),
    }
}

fn one(known: &Known, text: &str, days: (Day, Day), lang: Lang) -> u8 {
    let rows = gazetteer::translate(known, text, days);
    for Row { from, to, share, method } in &rows {
        let to = to.as_ref().map_or_else(
            || words::word(lang, "translate-lost"),
            |to| format!("{} {}, {}", to.code, to.name, to.above),
        );
        let said = [
            ("from", format!("{} {}, {}", from.code, from.name, from.above)),
            ("to", to),
            ("share", percent(share.basis_points())),
            ("method", words::word(lang, method.word())),
        ];
        eprintln!("{}", words::say(lang, "translate-line", &said));
    }
    crate::say::answer(&serde_json::json!(rows));
    if rows.is_empty() { crate::say::REFUSED } else { crate::say::DONE }
}

/// "33.33": hundredths of a per cent as a decimal number.
fn percent(points: u64) -> String {
    format!("{}.{:02}", points / 100, points % 100)
}

/// Translates a table row by row: each row comes out once for each unit that its code became, with the code,
/// name, share and method behind it; a row whose code names nothing comes out once, with nothing behind.
///
/// # Errors
/// When the table cannot be read or written, or has no such column.
pub fn rows(
    known: &Known,
    days: (Day, Day),
    (from, to): (impl BufRead, impl Write),
    column: &str,
) -> Result<u8> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(from);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(BufWriter::new(to));
    let heads = reader.headers()?.clone();
    let is_wanted = |head: &str| {
        units::text::fold(head.trim_start_matches('\u{feff}')) == units::text::fold(column)
    };
    let at = heads.iter().position(is_wanted).ok_or_else(|| {
        let found = heads.iter().collect::<Vec<_>>().join(", ");
        let said = vec![("column", column.to_owned()), ("found", found)];
        Sentence::bad_input("translate-no-column", said)
    })?;
    let added = ["new_code", "new_name", "new_above", "share", "method"];
    writer.write_record(heads.iter().chain(added))?;
    // Tables name the same few codes again and again.
    let mut answered: std::collections::HashMap<String, Vec<[String; 5]>> =
        std::collections::HashMap::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        let code = record.get(at).unwrap_or("").trim();
        if !answered.contains_key(code) {
            if answered.len() >= ANSWERED_MOST {
                answered.clear();
            }
            answered.insert(code.to_owned(), cells(known, code, days));
        }
        for cells in &answered[code] {
            writer.write_record(record.iter().chain(cells.iter().map(String::as_str)))?;
        }
    }
    writer.flush()?;
    Ok(crate::say::DONE)
}

/// Answers kept at once, so that a table of any length takes the same memory.
const ANSWERED_MOST: usize = 20_000;

fn cells(known: &Known, code: &str, days: (Day, Day)) -> Vec<[String; 5]> {
    let rows = gazetteer::translate(known, code, days);
    if rows.is_empty() {
        return vec![std::array::from_fn(|_| String::new())];
    }
    rows.into_iter()
        .map(|Row { to, share, method, .. }| {
            let to = to.map_or_else(Default::default, |to| (to.code, to.name, to.above));
            let share = percent(share.basis_points());
            [to.0, to.1, to.2, share, method.as_str().to_owned()]
        })
        .collect()
}
