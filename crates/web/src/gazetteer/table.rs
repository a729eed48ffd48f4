//! A whole table of codes or names, translated row by row: the answer leaves while the rest is still being
//! translated, and nothing of the table is lost.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::{Arc, LazyLock};

use axum::extract::{ConnectInfo, Extension, Multipart, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use desk::gazetteer::{self, Answers, Behind, COLUMNS, Column, Known, LOOKED_AT, RowNote};
use papers::{FileKind, Limits, Table, WorkbookOut};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use units::Day;
use words::{Lang, Value};

use super::days;
use super::translate::TranslatePage;
use crate::csv;
use crate::error::Fault;
use crate::layout::{Complaints, html_refused};
use crate::pipe::{self, Pipe};
use crate::programme::typed::Typed;
use crate::sent::{self, Sent};
use crate::session;
use crate::site::Site;
use crate::viewer::Viewer;

/// The form: one file, and a few typed fields.
const FORM: sent::Limits = sent::Limits { files_in: "van-ban", files_most: 1, field_most: 400 };

/// Rows of a workbook that are read; a text may have more.
const ROWS_MOST: usize = 200_000;
/// Tables that are translated at once, so that the other pages stay quick.
static TABLES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(3)));

/// Waits until another table may be translated.
pub(crate) async fn turn() -> Option<OwnedSemaphorePermit> {
    Arc::clone(&TABLES).acquire_owned().await.ok()
}

/// `POST /doi-ma/bang`.
pub async fn translate(
    v: Viewer,
    State(site): State<Site>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    sent: Multipart,
) -> Result<Response, Fault> {
    let peer = peer.map(|Extension(ConnectInfo(socket))| socket.ip());
    let from = session::caller(&headers, peer);
    let turn = if v.actor.is_none() { site.door.sending.enters(from) } else { None };
    let is_too_often = v.actor.is_none() && turn.is_none();
    let mut sent = Sent::read(sent, FORM).await?;
    let file = sent.files.pop().filter(|file| !file.name.is_empty());
    let typed = Typed::of(sent.fields)?;
    let known = gazetteer::known(&site.desk).await?;
    let days = days(&v, &known, (typed.get("tu"), typed.get("den")));
    let opened = match (is_too_often, file) {
        (true, _) => Err(("", v.word("translate-too-often"))),
        (false, None) => Err(("van-ban", v.word("translate-no-file"))),
        (false, Some(file)) => {
            let wanted = typed.get("cot").trim().to_owned();
            let (known, lang) = (Arc::clone(&known), v.lang);
            let opening = move || opened((&file.name, &file.body), &wanted, (&known, days), lang);
            desk::aside("open a table", opening).await?
        }
    };
    match opened {
        Ok(job) => {
            let form = if typed.get("dang") == "xlsx" { Form::Xlsx } else { Form::Csv };
            let form = if typed.has("dang") { form } else { job.form() };
            let kept = (self::turn().await, turn);
            Ok(streamed((form, v.lang), move |out| {
                let _kept = kept;
                job.write(&known, days, out)
            }))
        }
        Err((field, text)) => {
            let mut complaints = Complaints::default();
            complaints.add(field, text);
            html_refused(&TranslatePage::of(v, &known, (typed, complaints)))
        }
    }
}

/// In which form a table goes out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Csv,
    Xlsx,
}

/// A table that can be translated.
struct Job {
    table: Table,
    /// The column of the codes or names, and the row of the heads.
    column: Column,
    /// The heads, where a row has them.
    heads: Option<Vec<String>>,
    lang: Lang,
}

type Complaint = (&'static str, String);

/// Opens a table and finds the column of the codes: the one that is named, else the one in which most
/// cells name something on the day.
fn opened(
    (name, bytes): (&str, &[u8]),
    wanted: &str,
    (known, days): (&Known, (Day, Day)),
    lang: Lang,
) -> Result<Job, Complaint> {
    let limits = Limits { rows: ROWS_MOST, ..Limits::default() };
    let table = Table::open(name, bytes, &limits)
        .map_err(|refusal| ("van-ban", words::say(lang, refusal.code(), &refusal.args())))?;
    let sample: Vec<Vec<String>> = table.rows().take(LOOKED_AT).map(|(_, row)| row).collect();
    let Some(first) = sample.first().cloned() else {
        return Err(("van-ban", words::word(lang, "translate-no-rows")));
    };
    let Some(column) = gazetteer::column(known, &sample, wanted, days.0) else {
        let said =
            [("column", Value::Text(wanted.to_owned())), ("found", Value::Text(first.join(", ")))];
        let (field, code) = match wanted.is_empty() {
            true => ("van-ban", "translate-no-code-column"),
            false => ("cot", "translate-no-such-column"),
        };
        return Err((field, words::say(lang, code, &said)));
    };
    let heads = column.heads.and_then(|row| sample.into_iter().nth(row));
    Ok(Job { table, column, heads, lang })
}

impl Job {
    /// The form in which it came.
    fn form(&self) -> Form {
        if self.table.kind() == FileKind::Csv { Form::Csv } else { Form::Xlsx }
    }

    /// Writes every row with what stands behind it. Rows that are shorter than the heads are filled up,
    /// so that what is behind stands in one column.
    fn write(self, known: &Known, days: (Day, Day), out: &mut Out) -> io::Result<()> {
        let mut answers = Answers::new(known, days);
        let width = self.heads.as_ref().map_or(0, Vec::len);
        let width =
            self.table.rows().take(LOOKED_AT).map(|(_, row)| row.len()).fold(width, usize::max);
        let mut heads = self.heads.clone().unwrap_or_default();
        heads.resize(width.max(heads.len()), String::new());
        let titles = self.column.heads.unwrap_or(0);
        for (_, row) in self.table.rows().take(titles) {
            out.row(row.iter().map(String::as_str))?;
        }
        out.row(heads.iter().map(String::as_str).chain(COLUMNS))?;
        let head = self.heads.as_ref().and_then(|heads| heads.get(self.column.at)).cloned();
        let above = titles + usize::from(self.heads.is_some());
        for (number, mut row) in self.table.rows().skip(above) {
            let text = row.get(self.column.at).cloned().unwrap_or_default();
            row.resize(width.max(row.len()), String::new());
            for Behind { cells, note } in answers.of(&text) {
                let note = note.as_ref().map_or_else(String::new, |note| {
                    self.note(note, (number, head.as_deref(), &text), days.0)
                });
                let behind = cells.iter().map(String::as_str).chain([note.as_str()]);
                out.row(row.iter().map(String::as_str).chain(behind))?;
            }
        }
        Ok(())
    }

    /// What is to be said of a row, with its number and the field.
    fn note(
        &self,
        note: &RowNote,
        (row, head, text): (u32, Option<&str>, &str),
        on: Day,
    ) -> String {
        let field = match head.filter(|head| !head.trim().is_empty()) {
            Some(head) => head.trim().to_owned(),
            None => papers::column_letters(u32::try_from(self.column.at).unwrap_or(0)),
        };
        let (code, many) = match note {
            RowNote::Empty => ("translate-row-empty", 0),
            RowNote::Unknown => ("translate-row-unknown", 0),
            RowNote::Several(many) => ("translate-row-several", *many),
            RowNote::Lost => ("translate-row-lost", 0),
        };
        let said = [
            ("row", Value::Number(row.into())),
            ("field", Value::Text(field)),
            ("text", Value::Text(text.trim().to_owned())),
            ("day", Value::Text(on.dmy())),
            ("n", Value::Number(i64::try_from(many).unwrap_or(i64::MAX))),
        ];
        words::say(self.lang, code, &said)
    }
}

/// Rows on their way out.
enum Out {
    Csv(Pipe),
    Xlsx(Box<WorkbookOut<Pipe>>),
}

impl Out {
    /// One row.
    fn row<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
        match self {
            Self::Csv(pipe) => {
                let cells: Vec<String> = cells.into_iter().map(csv::kept).collect();
                pipe.write_all(format!("{}\r\n", cells.join(",")).as_bytes())
            }
            Self::Xlsx(book) => book.row(cells),
        }
    }
}

/// A table that is written while it is being read.
fn streamed(
    (form, lang): (Form, Lang),
    write: impl FnOnce(&mut Out) -> io::Result<()> + Send + 'static,
) -> Response {
    let (kind, end) = match form {
        Form::Csv => (csv::TYPE, "csv"),
        Form::Xlsx => ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    };
    let named = format!("attachment; filename=\"doi-ma.{end}\"");
    let heads = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, named.as_str())];
    (heads, pipe::streamed(move |pipe| written(form, lang, pipe, write))).into_response()
}

fn written(
    form: Form,
    lang: Lang,
    mut pipe: Pipe,
    write: impl FnOnce(&mut Out) -> io::Result<()>,
) -> io::Result<()> {
    match form {
        Form::Csv => {
            pipe.write_all(csv::MARK.as_bytes())?;
            let mut out = Out::Csv(pipe);
            write(&mut out)?;
            let Out::Csv(mut pipe) = out else { return Ok(()) };
            pipe.flush()
        }
        Form::Xlsx => {
            let book = WorkbookOut::new(pipe, &words::word(lang, "translate-sheet"))?;
            let mut out = Out::Xlsx(Box::new(book));
            write(&mut out)?;
            let Out::Xlsx(book) = out else { return Ok(()) };
            book.finish()?.flush()
        }
    }
}
