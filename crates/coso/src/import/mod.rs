//! `coso import`: the nation's list of units, its history, its reform, which province is run here; figures;
//! boundaries; bodies. Each is only looked at, and written with `--apply`.

mod body;
mod boundary;
mod built_in;
mod edges;
mod gazetteer;
mod office;
mod table;

use anyhow::Result;
use clap::{Args, Subcommand};
use words::Lang;

pub use built_in::built_in;
pub use gazetteer::bring_built_in;

/// Whether an import is written. Every one is only looked at unless it is asked to write, so that nobody
/// writes by forgetting a word.
#[derive(Debug, Clone, Copy, Args)]
pub struct WriteArgs {
    /// Ghi; không có thì chỉ xem trước · Record it; otherwise it is only told what it would do
    #[arg(long)]
    apply: bool,
    /// Chỉ xem trước, như khi không có --apply · Only look, as without --apply
    #[arg(long, conflicts_with = "apply")]
    preview: bool,
}

impl WriteArgs {
    /// Whether it is written.
    pub const fn is_asked(self) -> bool {
        self.apply && !self.preview
    }
}

/// What `coso import` does.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Danh mục đơn vị hành chính; bỏ trống tệp là danh mục có sẵn · The list of units; the built-in one without a file
    Units(gazetteer::UnitsArgs),
    /// Các phiên bản có ngày của danh mục (JSONL, .gz) · The dated versions of the list
    History(gazetteer::HistoryArgs),
    /// Sắp xếp ngày 1/7/2025: đơn vị cũ thành đơn vị mới · The reform of 1 July 2025
    Reform(gazetteer::ReformArgs),
    /// Đơn vị cũ nhập vào đâu trước 2025 (JSON, CSV, XLSX) · What units became before 2025
    Edges(gazetteer::EdgesArgs),
    /// Cơ quan, tổ chức của các nơi · Bodies of places
    Bodies(body::BodiesArgs),
    /// Ranh giới từ GeoJSON, GeoPackage, Shapefile (.zip), CSV · Boundaries from a file
    Boundaries(boundary::BoundariesArgs),
    /// Số liệu của các nơi · Figures of places
    Indicators(crate::indicator::ImportIndicatorsArgs),
    /// Rút lại một lần nhập chưa đến ngày hiệu lực · Take an import back before its first day
    Revert(gazetteer::RevertArgs),
}

/// Imports what the command names; the answer is its exit status.
///
/// # Errors
/// When a file or the database cannot be had, or the import is refused.
pub async fn import(command: ImportCommand, lang: Lang) -> Result<u8> {
    match command {
        ImportCommand::Units(args) => gazetteer::units(args, lang).await?,
        ImportCommand::History(args) => gazetteer::history(args, lang).await?,
        ImportCommand::Reform(args) => gazetteer::reform(args, lang).await?,
        ImportCommand::Edges(args) => gazetteer::edges(args, lang).await?,
        ImportCommand::Revert(args) => gazetteer::revert(args, lang).await?,
        ImportCommand::Bodies(args) => return body::bodies(args, lang).await,
        ImportCommand::Boundaries(args) => return boundary::boundaries(args, lang).await,
        ImportCommand::Indicators(args) => return crate::indicator::import(&args, lang).await,
    }
    Ok(crate::say::DONE)
}
