//! `coso translate`: codes or names of one day as units of another, one by one or a whole table, row by row.

use std::io::{BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use csv::ByteRecord;
use desk::gazetteer::{self, Answers, Behind, Between, Known, LOOKED_AT, Row, RowNote};
use papers::{Limits, Table, WorkbookOut};
use units::{Day, Level};
use words::Lang;

use crate::database::DatabaseArgs;
use crate::office;
use crate::say::Sentence;

/// Rows of a workbook that are read; a text may have more.
const ROWS_MOST: usize = 200_000;

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
    /// Bảng CSV, XLSX, XLS, ODS; - là đầu vào chuẩn · A table, - is stdin
    #[arg(long, conflicts_with = "text")]
    table: Option<PathBuf>,
    /// Tên cột có mã hay tên; bỏ trống thì tự tìm · The column of the codes or names; found without it
    #[arg(long, requires = "table")]
    column: Option<String>,
    /// Tệp kết quả, .xlsx hoặc CSV; bỏ trống là đầu ra chuẩn (CSV) · The file to write; CSV to stdout without it
    #[arg(long, requires = "table")]
    out: Option<PathBuf>,
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
        (None, Some(table)) => translated(&known, days, (table, &args), lang),
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

/// Translates the table of a file or of stdin.
fn translated(
    known: &Known,
    days: (Day, Day),
    (table, args): (&Path, &TranslateArgs),
    lang: Lang,
) -> Result<u8> {
    let unreadable = |path: &Path, cause: std::io::Error| {
        let said = vec![("file", path.display().to_string()), ("cause", cause.to_string())];
        Sentence::bad_input("coso-import-unreadable", said)
    };
    let name = table.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
    let from: Box<dyn Read> = match table.as_os_str() == "-" {
        true => Box::new(std::io::stdin().lock()),
        false => Box::new(std::fs::File::open(table).map_err(|cause| unreadable(table, cause))?),
    };
    let wanted = args.column.as_deref().unwrap_or("");
    let source = source(from, &name)?;
    let mut counts = (0_u64, 0_u64);
    match &args.out {
        None => {
            let out = csv_out(std::io::stdout().lock(), source.separator);
            rows(known, days, (source, Out::Csv(Box::new(out))), (wanted, &mut counts))?;
        }
        Some(path) => {
            let file = std::fs::File::create(path).map_err(|cause| {
                Sentence::bad_input(
                    "coso-import-unwritable",
                    vec![("file", path.display().to_string()), ("cause", cause.to_string())],
                )
            })?;
            let is_book = path.extension().is_some_and(|it| it.eq_ignore_ascii_case("xlsx"));
            let out = if is_book {
                let sheet = words::word(lang, "translate-sheet");
                Out::Xlsx(Box::new(WorkbookOut::new(BufWriter::new(file), &sheet)?))
            } else {
                Out::Csv(Box::new(csv_out(file, source.separator)))
            };
            rows(known, days, (source, out), (wanted, &mut counts))?;
        }
    }
    let said = [("rows", counts.0.to_string()), ("noted", counts.1.to_string())];
    eprintln!("{}", words::say(lang, "translate-table-done", &said));
    Ok(crate::say::DONE)
}

/// A table row by row, and the sign that parts its fields.
struct Source<'s> {
    rows: Box<dyn Iterator<Item = Result<ByteRecord>> + 's>,
    separator: u8,
}

/// A text in UTF-8 is read as it comes, however long; a workbook, or a text of another encoding, as a whole.
fn source<'s>(from: impl Read + 's, name: &str) -> Result<Source<'s>> {
    /// What is looked at to tell a text and its separator.
    const LOOKED_AT: usize = 64 * 1024;
    let mut from = from;
    let mut begun = Vec::with_capacity(LOOKED_AT);
    from.by_ref().take(LOOKED_AT as u64).read_to_end(&mut begun)?;
    let plain = begun.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&begun);
    let valid = match std::str::from_utf8(plain) {
        Ok(text) => Some(text),
        // A letter may be cut where the look ends.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&plain[..error.valid_up_to()]).ok()
        }
        Err(_) => None,
    };
    let is_text = |text: &&str| {
        let start = text.trim_start();
        !text.contains('\0') && !start.starts_with(['<', '%']) && !start.starts_with("PK\u{3}\u{4}")
    };
    if let Some(text) = valid.filter(is_text) {
        let separator = u8::try_from(papers::separator(text)).unwrap_or(b',');
        let is_marked = text.starts_with("sep=");
        let whole = Cursor::new(plain.to_owned()).chain(from);
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(separator);
        let rows = reader.from_reader(whole).into_byte_records().map(|row| Ok(row?));
        return Ok(Source { rows: Box::new(rows.skip(usize::from(is_marked))), separator });
    }
    from.read_to_end(&mut begun)?;
    let limits = Limits { rows: ROWS_MOST, ..Limits::default() };
    let table = Table::open(name, &begun, &limits)
        .map_err(|refusal| Sentence::bad_input(refusal.code(), refusal.args()))?;
    let rows: Vec<Result<ByteRecord>> =
        table.rows().map(|(_, row)| Ok(ByteRecord::from(row))).collect();
    Ok(Source { rows: Box::new(rows.into_iter()), separator: b',' })
}

/// Rows on their way out.
enum Out<W: Write> {
    Csv(Box<csv::Writer<BufWriter<W>>>),
    Xlsx(Box<WorkbookOut<BufWriter<W>>>),
}

fn csv_out<W: Write>(to: W, separator: u8) -> csv::Writer<BufWriter<W>> {
    let mut writer = csv::WriterBuilder::new();
    writer.flexible(true).delimiter(separator).from_writer(BufWriter::new(to))
}

impl<W: Write> Out<W> {
    fn row(&mut self, row: &ByteRecord, behind: &[&str]) -> Result<()> {
        match self {
            Self::Csv(out) => {
                out.write_record(row.iter().chain(behind.iter().map(|cell| cell.as_bytes())))?;
            }
            Self::Xlsx(out) => {
                let cells = row.iter().map(|cell| String::from_utf8_lossy(cell).into_owned());
                out.row(cells.chain(behind.iter().map(|cell| (*cell).to_owned())))?;
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<()> {
        match self {
            Self::Csv(mut out) => out.flush()?,
            Self::Xlsx(out) => out.finish()?.flush()?,
        }
        Ok(())
    }
}

/// Translates a table row by row: each row comes out once for each unit that its code became, with the code,
/// name, share and method behind it; a row whose code names nothing, or several units, comes out once, with
/// a note and nothing else behind. Titles above the heads stay as they are. Counts the rows, and those with a
/// note.
///
/// # Errors
/// When the table cannot be read or written, or has no such column.
fn rows(
    known: &Known,
    days: (Day, Day),
    (mut source, mut out): (Source<'_>, Out<impl Write>),
    (wanted, counts): (&str, &mut (u64, u64)),
) -> Result<()> {
    let first: Vec<ByteRecord> = source.rows.by_ref().take(LOOKED_AT).collect::<Result<_>>()?;
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let sample: Vec<Vec<String>> = first.iter().map(|row| row.iter().map(text).collect()).collect();
    let Some(column) = gazetteer::column(known, &sample, wanted, days.0) else {
        let found = sample.first().map(|row| row.join(", ")).unwrap_or_default();
        let said = vec![("column", wanted.to_owned()), ("found", found)];
        let code = match (sample.is_empty(), wanted.is_empty()) {
            (true, _) => "translate-no-rows",
            (_, true) => "translate-no-code-column",
            _ => "translate-no-column",
        };
        return Err(Sentence::bad_input(code, said).into());
    };
    let width = first.iter().map(ByteRecord::len).max().unwrap_or(0);
    let mut answers = Answers::new(known, days);
    for (number, row) in first.into_iter().map(Ok).chain(source.rows).enumerate() {
        let mut row = row?;
        if number == 0 && column.heads.is_none() {
            let blank = ByteRecord::from(vec![""; width]);
            out.row(&blank, &gazetteer::COLUMNS)?;
        }
        let is_title = column.heads.is_some_and(|heads| number < heads);
        if is_title {
            out.row(&row, &[])?;
            continue;
        }
        // What stands behind a short row is to stand under its heads.
        (row.len()..width).for_each(|_| row.push_field(b""));
        if column.heads == Some(number) {
            out.row(&row, &gazetteer::COLUMNS)?;
            continue;
        }
        let named = String::from_utf8_lossy(row.get(column.at).unwrap_or_default()).into_owned();
        counts.0 += 1;
        let answer = answers.of(&named);
        counts.1 += u64::from(answer.iter().any(|it| it.note.is_some()));
        for Behind { cells, note } in answer {
            let note = note.as_ref().map_or("", word_of);
            let behind: Vec<&str> = cells.iter().map(String::as_str).chain([note]).collect();
            out.row(&row, &behind)?;
        }
    }
    out.finish()
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
