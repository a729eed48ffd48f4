//! The list of units from files: what an import would do is told first, then done at once or not at all.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::Args;
use desk::Desk;
use desk::gazetteer::{self, Intake, Preview, Source};
use sha2::{Digest as _, Sha256};
use units::Day;
use units::gazetteer::{Complaint, read_edges, read_list, read_reform, read_versions};
use words::Lang;

use super::WriteArgs;
use crate::database::DatabaseArgs;
use crate::office;
use crate::say::{BAD_INPUT, REFUSED, Sentence};

/// What every import takes.
#[derive(Debug, Clone, Args)]
pub struct HowArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// What `coso import units` takes.
#[derive(Debug, Args)]
pub struct UnitsArgs {
    #[command(flatten)]
    how: HowArgs,
    /// Danh mục (JSON, CSV, XLSX); bỏ trống là danh mục có sẵn với cả quá trình từ 2004 · The list; without it the built-in one, with its history
    file: Option<PathBuf>,
    /// Ngày danh mục có hiệu lực, NNNN-TT-NN · The day from which the list holds, YYYY-MM-DD
    #[arg(long, requires = "file")]
    on: Option<Day>,
    /// Số văn bản, nếu biết · The numbers of the acts, where known
    #[arg(long, default_value = "", requires = "file")]
    acts: String,
    /// Mã tỉnh, thành phố mà bản cài đặt này vận hành · The code of the province that is run here
    #[arg(long)]
    province: Option<String>,
}

/// What `coso import history` takes.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    #[command(flatten)]
    how: HowArgs,
    /// Các phiên bản, mỗi dòng một phiên bản · The versions, one a line
    file: PathBuf,
}

/// What `coso import reform` takes.
#[derive(Debug, Args)]
pub struct ReformArgs {
    #[command(flatten)]
    how: HowArgs,
    /// Đơn vị cũ thành đơn vị mới · What each old unit became
    file: PathBuf,
    /// Đơn vị mới từ đơn vị cũ, để đối chiếu · What each new unit came from, to compare
    #[arg(long)]
    against: Option<PathBuf>,
}

/// What `coso import edges` takes.
#[derive(Debug, Args)]
pub struct EdgesArgs {
    #[command(flatten)]
    how: HowArgs,
    /// Đơn vị cũ thành đơn vị mới trước 2025 (JSON, CSV, XLSX) · What units became before 2025
    file: PathBuf,
}

/// What `coso import revert` takes.
#[derive(Debug, Args)]
pub struct RevertArgs {
    #[command(flatten)]
    database: DatabaseArgs,
    /// Mã lần nhập (UUID); bỏ trống thì liệt kê các lần nhập · The identity of the import; without it, all are listed
    import: Option<uuid::Uuid>,
}

/// Imports a list of one day, or the one that the program carries.
///
/// # Errors
/// As [`super::import`].
pub async fn units(args: UnitsArgs, lang: Lang) -> Result<()> {
    let desk = open(&args.how).await?;
    let intake = match &args.file {
        None => super::built_in(true)?,
        Some(file) => list(file, (args.on, &args.acts), lang)?,
    };
    bring(&desk, intake, args.how.write.is_asked(), lang).await?;
    if let Some(code) = args.province.filter(|_| args.how.write.is_asked()) {
        let count = gazetteer::run_here(&desk, None, &code).await?;
        let said = [("code", code), ("units", count.to_string())];
        eprintln!("{}", words::say(lang, "coso-import-runs", &said));
    }
    desk.store.close().await;
    Ok(())
}

/// Imports the dated versions.
///
/// # Errors
/// As [`super::import`].
pub async fn history(args: HistoryArgs, lang: Lang) -> Result<()> {
    let (text, digest) = text(&args.file)?;
    let versions = read_versions(&text).map_err(|found| complaints(&args.file, found, lang))?;
    let desk = open(&args.how).await?;
    let source = Source::Versions(versions);
    let intake = Intake { name: name(&args.file), digest, source, is_reference: true };
    bring(&desk, intake, args.how.write.is_asked(), lang).await?;
    desk.store.close().await;
    Ok(())
}

/// Imports the reform of 1 July 2025.
///
/// # Errors
/// As [`super::import`].
pub async fn reform(args: ReformArgs, lang: Lang) -> Result<()> {
    let (olds, digest) = text(&args.file)?;
    let news = args.against.as_deref().map(text).transpose()?;
    let news = news.as_ref().map(|(text, _)| text.as_str());
    let (reform, differences) =
        read_reform(&olds, news).map_err(|found| complaints(&args.file, found, lang))?;
    let desk = open(&args.how).await?;
    let source = Source::Reform(Box::new(reform), differences);
    let intake = Intake { name: name(&args.file), digest, source, is_reference: true };
    bring(&desk, intake, args.how.write.is_asked(), lang).await?;
    desk.store.close().await;
    Ok(())
}

/// Imports what units became of which the list says only that they are gone.
///
/// # Errors
/// As [`super::import`].
pub async fn edges(args: EdgesArgs, lang: Lang) -> Result<()> {
    let bytes = read(&args.file)?;
    let digest = Sha256::digest(&bytes).into();
    let is_json = args.file.extension().is_some_and(|it| it.eq_ignore_ascii_case("json"));
    let edges = if is_json {
        read_edges(&String::from_utf8_lossy(&bytes))
    } else {
        super::edges::read(&args.file, &bytes)?
    };
    let edges = edges.map_err(|found| complaints(&args.file, found, lang))?;
    let desk = open(&args.how).await?;
    let source = Source::Edges(edges);
    let intake = Intake { name: name(&args.file), digest, source, is_reference: true };
    bring(&desk, intake, args.how.write.is_asked(), lang).await?;
    desk.store.close().await;
    Ok(())
}

/// Takes an import back.
///
/// # Errors
/// As [`super::import`].
pub async fn revert(args: RevertArgs, lang: Lang) -> Result<()> {
    let desk = office::desk(args.database.open_up_to_date().await?, None)?;
    match args.import {
        Some(import) => {
            gazetteer::revert(&desk, None, import).await?;
            eprintln!("{}", words::word(lang, "coso-import-reverted"));
        }
        None => listed(&gazetteer::imports(&desk, None).await?, lang),
    }
    desk.store.close().await;
    Ok(())
}

/// Tells what was imported, each with the identity by which it is taken back.
fn listed(imports: &[store::gazetteer::Import], lang: Lang) {
    if imports.is_empty() {
        eprintln!("{}", words::word(lang, "coso-import-list-empty"));
    }
    for import in imports {
        let state = if import.reverted_at.is_some() { "reverted" } else { "kept" };
        let said = [
            ("import", import.id.to_string()),
            ("source", import.source.clone()),
            ("day", import.effective_on.dmy()),
            ("units", import.units.to_string()),
            ("states", import.states.to_string()),
            ("events", import.events.to_string()),
            ("state", state.to_owned()),
        ];
        eprintln!("{}", words::say(lang, "coso-import-list", &said));
    }
}

/// Brings the list that the program carries into a desk, as units that are known and not run.
///
/// # Errors
/// When it is refused or the database fails.
pub async fn bring_built_in(desk: &Desk) -> Result<Preview> {
    Ok(gazetteer::import(desk, None, super::built_in(true)?).await?)
}

/// What an import does, as sentences.
fn told(preview: &Preview, lang: Lang) -> Vec<String> {
    if preview.edges > 0 && preview.versions.is_empty() {
        let said = [("edges", preview.edges.to_string()), ("events", preview.events.to_string())];
        return vec![words::say(lang, "coso-import-edges", &said)];
    }
    if preview.versions.is_empty() {
        return vec![words::word(lang, "coso-import-nothing")];
    }
    let counts = [
        ("versions", preview.versions.len().to_string()),
        ("units", preview.units.to_string()),
        ("states", preview.states.to_string()),
        ("ended", preview.ended.to_string()),
        ("events", preview.events.to_string()),
    ];
    let after = [
        ("provinces", preview.after.provinces.to_string()),
        ("districts", preview.after.districts.to_string()),
        ("communes", preview.after.communes.to_string()),
    ];
    let mut lines = vec![
        words::say(lang, "coso-import-adds", &counts),
        words::say(lang, "coso-import-after", &after),
    ];
    if let Some(reform) = &preview.reform {
        let said = [
            ("divided", reform.divided.to_string()),
            ("on", reform.going_on.to_string()),
            ("districts", reform.districts_ended.to_string()),
        ];
        lines.push(words::say(lang, "coso-import-reform", &said));
    }
    for version in preview.versions.iter().filter(|it| it.dated != it.effective_on) {
        let said = [
            ("number", version.number.to_string()),
            ("dated", version.dated.dmy()),
            ("effective", version.effective_on.dmy()),
            ("changes", version.changes.to_string()),
        ];
        if version.changes > 0 {
            lines.push(words::say(lang, "coso-import-shifted", &said));
        }
    }
    lines.extend(preview.differences.iter().map(|it| {
        let said = [
            ("old", format!("{} {}", it.old.0, it.old.1)),
            ("new", format!("{} {}", it.new.0, it.new.1)),
        ];
        words::say(lang, it.kind.code(), &said)
    }));
    lines
}

async fn open(how: &HowArgs) -> Result<Desk> {
    office::desk(how.database.open_up_to_date().await?, None)
}

async fn bring(desk: &Desk, intake: Intake, applies: bool, lang: Lang) -> Result<()> {
    let name = intake.name.clone();
    let done = if applies {
        gazetteer::import(desk, None, intake).await
    } else {
        gazetteer::preview(desk, None, &intake).await
    };
    let preview = done.map_err(|error| refused(&name, error, lang))?;
    for line in told(&preview, lang) {
        eprintln!("{line}");
    }
    if let Some(import) = preview.import {
        let are_edges = preview.versions.is_empty();
        let code = if are_edges { "coso-import-recorded-edges" } else { "coso-import-recorded" };
        eprintln!("{}", words::say(lang, code, &[("import", import.to_string())]));
    }
    if !applies {
        eprintln!("{}", words::word(lang, "coso-import-only-read"));
    }
    let left = desk::transfer::left(desk, None).await?;
    if !left.is_empty() {
        let units: usize = left.iter().map(|one| one.units).sum();
        let said = [("units", units.to_string()), ("communes", left.len().to_string())];
        eprintln!("{}", words::say(lang, "coso-import-left", &said));
    }
    crate::say::answer(&serde_json::to_value(&preview)?);
    Ok(())
}

fn list(file: &Path, (on, acts): (Option<Day>, &str), lang: Lang) -> Result<Intake> {
    let is_json = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json"));
    let (units, digest) = if is_json {
        let (text, digest) = text(file)?;
        (read_list(&text), digest)
    } else {
        let bytes = read(file)?;
        (super::table::read(file, &bytes)?, Sha256::digest(&bytes).into())
    };
    let units = units.map_err(|found| complaints(file, found, lang))?;
    let on = on.ok_or_else(|| Sentence::bad_input("coso-import-day-missing", Vec::new()))?;
    let source = Source::List { units, on, acts: acts.to_owned() };
    Ok(Intake { name: name(file), digest, source, is_reference: true })
}

/// The text of a file, unpacked where it is packed, and the SHA-256 of its bytes.
fn text(file: &Path) -> Result<(String, [u8; 32])> {
    let bytes = read(file)?;
    let digest = Sha256::digest(&bytes).into();
    let told = |code| Sentence::bad_input(code, vec![("file", file.display().to_string())]);
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        let mut packed = flate2::read::GzDecoder::new(&bytes[..]);
        packed.read_to_end(&mut plain).map_err(|_| told("coso-import-torn"))?;
        plain
    } else {
        bytes
    };
    let text = String::from_utf8(bytes).map_err(|_| told("coso-import-not-text"))?;
    // Editors of Windows put a mark in front that is no part of the text.
    Ok((text.trim_start_matches('\u{feff}').to_owned(), digest))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    Ok(std::fs::read(file).map_err(|cause| {
        let said = vec![("file", file.display().to_string()), ("cause", cause.to_string())];
        Sentence::bad_input("coso-import-unreadable", said)
    })?)
}

/// A file's name without its folders: what stays on record.
fn name(file: &Path) -> String {
    file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// What was refused of a file, each on a line of its own, then one sentence as the error.
fn refused(file: &str, error: desk::Error, lang: Lang) -> anyhow::Error {
    let desk::Error::Refused(refusal) = &error else { return error.into() };
    for refusal in refusal.each() {
        eprintln!("{}", words::say(lang, refusal.code, &refusal.args));
    }
    let count = refusal.each().count().to_string();
    let args = vec![("file", file.to_owned()), ("count", count)];
    Sentence { code: "coso-import-refused", args, status: REFUSED }.into()
}

/// Every complaint about a file on a line of its own, then one sentence as the error.
fn complaints(file: &Path, found: Vec<Complaint>, lang: Lang) -> Sentence {
    for complaint in &found {
        let mut args = complaint.args.clone();
        args.push(("line", complaint.line.unwrap_or(0).to_string()));
        args.push(("change", complaint.change.unwrap_or(0).to_string()));
        args.push(("field", complaint.field.unwrap_or("").to_owned()));
        eprintln!("{}", words::say(lang, complaint.code, &args));
    }
    Sentence {
        code: "coso-import-refused",
        args: vec![("file", name(file)), ("count", found.len().to_string())],
        status: BAD_INPUT,
    }
}
