//! `coso translate`: codes or names of one day as units of another, one by one or a whole table, row by row.

use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use desk::gazetteer::{self, Answers, Behind, Between, Known, Row, RowNote};
use units::{Day, Level};
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
    #[arg(required_unless_present_any = ["table", "matrix"])]
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
    /// Bảng đổi mã của mọi đơn vị giữa hai ngày (CSV) · The conversion matrix of all units between two days
    #[arg(long, conflicts_with_all = ["text", "table"])]
    matrix: bool,
    /// Chỉ một tỉnh, theo mã · Only one province, by its code
    #[arg(long, requires = "matrix")]
    province: Option<String>,
    /// Cấp: commune, district, province · The level of the units
    #[arg(long, requires = "matrix", default_value = "commune")]
    level: Level,
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
    if args.matrix {
        return matrix(&known, days, &args, std::io::stdout().lock());
    }
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
            ("share", gazetteer::percent(*share)),
            ("method", words::word(lang, method.word())),
        ];
        eprintln!("{}", words::say(lang, "translate-line", &said));
    }
    crate::say::answer(&serde_json::json!(rows));
    if rows.is_empty() { crate::say::REFUSED } else { crate::say::DONE }
}

/// Translates a table row by row: each row comes out once for each unit that its code became, with the code,
/// name, share and method behind it; a row whose code names nothing, or several units, comes out once, with
/// a note and nothing else behind.
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
    writer.write_record(heads.iter().chain(gazetteer::COLUMNS))?;
    let mut answers = Answers::new(known, days);
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record)? {
        for Behind { cells, note } in answers.of(record.get(at).unwrap_or("")) {
            let note = note.as_ref().map_or("", word_of);
            let behind = cells.iter().map(String::as_str).chain([note]);
            writer.write_record(record.iter().chain(behind))?;
        }
    }
    writer.flush()?;
    Ok(crate::say::DONE)
}

/// What is said of a row, as a word for machines.
const fn word_of(note: &RowNote) -> &'static str {
    match note {
        RowNote::Empty => "empty",
        RowNote::Unknown => "unknown",
        RowNote::Several(_) => "several",
        RowNote::Lost => "lost",
    }
}

/// Writes the conversion matrix between two days, row by row.
///
/// # Errors
/// When nothing can be written, or neither day knows the province.
fn matrix(known: &Known, days: (Day, Day), args: &TranslateArgs, to: impl Write) -> Result<u8> {
    let within = match args.province.as_deref() {
        None => None,
        Some(code) => {
            let refused =
                || Sentence::bad_input("gazetteer-no-province", vec![("code", code.to_owned())]);
            Some(gazetteer::province(known, code, days).ok_or_else(refused)?)
        }
    };
    let mut writer = csv::Writer::from_writer(BufWriter::new(to));
    writer.write_record(gazetteer::MATRIX_COLUMNS)?;
    for row in gazetteer::matrix(known, Between { days, level: args.level, within }) {
        writer.write_record(gazetteer::matrix_cells(row))?;
    }
    writer.flush()?;
    Ok(crate::say::DONE)
}
