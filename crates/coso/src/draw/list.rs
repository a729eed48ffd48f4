//! `coso draw list`: new units from the office's own list of old groups and which of them touch.
//!
//! Writes plan.json, graph.json, units.csv and summary.txt; a summary and progress go to stderr, one
//! line of JSON, the last, to stdout. There is no map: what touches is typed, in the list's own
//! column or in a second file. Households are counted, not estimated.

mod drawn;
mod files;
mod sheet;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use clap::{Args, ValueEnum};
use districting::Parts;
use serde_json::json;
use units::Kind;
use units::rulebook::{Rule, Rulebook};
use words::Lang;

use self::drawn::Drawn;
use self::sheet::Listed;
use crate::clock::MachineClock;
use crate::say::{DONE, REFUSED, Sentence, answer};

/// The kind of unit that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum ListKind {
    /// Khu phố của phường · Of a ward
    KhuPho,
    /// Ấp của xã · Of a commune
    Ap,
}

/// What `coso draw list` takes.
#[derive(Debug, Clone, Args)]
pub struct DrawListArgs {
    /// Danh sách tổ cũ (.xlsx, .xls, .ods, .csv) · The list of old groups
    file: PathBuf,
    /// Trang của tệp (mặc định: mọi trang đọc được) · The sheet
    #[arg(long)]
    sheet: Option<String>,
    /// Các cặp tổ giáp nhau, nếu danh sách không có cột giáp ranh · Pairs of groups that touch
    #[arg(long, value_name = "FILE.csv")]
    adjacency: Option<PathBuf>,
    /// Loại đơn vị (mặc định theo danh sách: có ấp thì ấp) · Kind of unit
    #[arg(long, value_enum)]
    kind: Option<ListKind>,
    /// Mã tỉnh, để lấy quy định · The province's code, for its rules
    #[arg(long, default_value = "79")]
    province: String,
    /// Số hộ mong muốn · Households wished for
    #[arg(long)]
    target: Option<f64>,
    /// Số hộ ít nhất (mặc định theo quy định) · Fewest households
    #[arg(long)]
    min: Option<u32>,
    /// Số hộ nhiều nhất (mặc định theo quy định) · Most households
    #[arg(long)]
    max: Option<u32>,
    /// Số đơn vị · Number of units
    #[arg(long)]
    k: Option<u32>,
    /// Dừng sau số giây này · Stop after so many seconds
    #[arg(long)]
    seconds: Option<f64>,
    /// Dừng sau số bước này · Stop after so many steps
    #[arg(long)]
    steps: Option<u64>,
    /// Hạt giống ngẫu nhiên · Seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Số luồng; không đổi kết quả · Threads; they do not change the result
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Thư mục kết quả · Where the results go
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// The list, and what is asked of it.
struct Ask<'a> {
    args: &'a DrawListArgs,
    lang: Lang,
    name: String,
    listed: Listed,
    kind: Kind,
    min: u32,
    max: u32,
    target: f64,
    /// Where the sizes come from, as sentences.
    sources: Vec<String>,
}

/// Draws new units of a list; 0 where there is a plan, 1 where there is none.
///
/// # Errors
/// A [`Sentence`] where a file or an option cannot be used.
pub fn draw(args: &DrawListArgs, lang: Lang) -> Result<u8> {
    let start = Instant::now();
    let listed = Listed::read(args, lang)?;
    std::fs::create_dir_all(&args.out).map_err(|cause| unwritable(&args.out, &cause))?;
    let ask = Ask::new(args, lang, listed)?;
    ask.tell("list-begins", &ask.facts());
    for source in &ask.sources {
        eprintln!("{source}");
    }
    ask.tell_pieces();
    let problem = ask.problem()?;
    let drawn = match Drawn::find(&ask, &problem)? {
        Ok(drawn) => drawn,
        Err(reason) => {
            ask.tell(reason.code(), &reason.args());
            answer(&ask.without_plan(reason.code(), start));
            return Ok(REFUSED);
        }
    };
    files::write(&ask, &problem, &drawn)?;
    answer(&drawn.line(&ask, start));
    Ok(if drawn.is_sound() { DONE } else { REFUSED })
}

impl<'a> Ask<'a> {
    fn new(args: &'a DrawListArgs, lang: Lang, listed: Listed) -> Result<Self> {
        let kind = match args.kind {
            Some(ListKind::KhuPho) => Kind::KhuPho,
            Some(ListKind::Ap) => Kind::Ap,
            None => listed.kind(),
        };
        let book = Rulebook::built_in();
        let place = book.place(&args.province, None);
        let norm = book.size_norm(kind, &place, desk::Clock::today(&MachineClock));
        let mut sources = Vec::new();
        let mut size = |asked: Option<u32>, rule: Option<&Rule>, code: &'static str| {
            let value = asked.or_else(|| rule?.value.whole());
            if let (None, Some(rule), Some(value)) = (asked, rule, value) {
                sources.push(source(lang, code, value, rule));
            }
            value
        };
        let min = size(args.min, norm.map(|norm| norm.min), "list-min-from").unwrap_or(1);
        let max = size(args.max, norm.and_then(|norm| norm.max), "list-max-from")
            .unwrap_or_else(|| min.saturating_mul(13) / 10);
        let target = args.target.unwrap_or_else(|| f64::midpoint(min.into(), max.into()));
        if min == 0 || min > max {
            let data = vec![("min", min.to_string()), ("max", max.to_string())];
            return Err(Sentence::bad_input("list-empty-range", data).into());
        }
        let stem = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = stem.unwrap_or_default();
        Ok(Self { args, lang, name, listed, kind, min, max, target, sources })
    }

    fn parts(&self) -> Parts {
        self.args.k.map_or(Parts::Free, Parts::Exactly)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("file", self.args.file.display().to_string()),
            ("groups", self.listed.rows.len().to_string()),
            ("households", self.listed.households().to_string()),
            ("touches", self.listed.touches.len().to_string()),
            ("kind", self.word(&format!("kind-{}", self.kind.as_str()))),
            ("min", self.min.to_string()),
            ("max", self.max.to_string()),
            ("target", format!("{:.0}", self.target)),
        ]
    }

    fn word(&self, code: &str) -> String {
        words::word(self.lang, code)
    }

    fn say(&self, code: &str, data: &[(&'static str, String)]) -> String {
        words::say(self.lang, code, data)
    }

    fn tell(&self, code: &str, data: &[(&'static str, String)]) {
        eprintln!("{}", self.say(code, data));
    }

    /// Groups that do not hang together: most often a neighbour was left out, so each is named.
    fn tell_pieces(&self) {
        let pieces = self.listed.pieces();
        if pieces.len() < 2 {
            return;
        }
        for piece in pieces {
            let households: u64 =
                piece.iter().map(|&at| u64::from(self.listed.rows[at].households)).sum();
            self.tell(
                "list-piece",
                &[
                    ("first", self.listed.rows[piece[0]].name.clone()),
                    ("groups", piece.len().to_string()),
                    ("households", households.to_string()),
                ],
            );
        }
    }

    fn without_plan(&self, reason: &str, start: Instant) -> serde_json::Value {
        json!({
            "instance": self.name, "objective": "ward", "value": null, "bound": null,
            "proven": false, "k": null, "out_of_range": null, "contiguous": null,
            "seconds": round(start.elapsed().as_secs_f64(), 3), "seed": self.args.seed,
            "groups": self.listed.rows.len(), "households": self.listed.households(),
            "households_estimated": false, "reason": reason,
        })
    }
}

/// Where a size comes from, and whether anyone has verified it.
fn source(lang: Lang, code: &str, value: u32, rule: &Rule) -> String {
    let mark = if rule.unverified { words::word(lang, "list-unverified") } else { String::new() };
    let data = [("value", value.to_string()), ("source", rule.citation()), ("mark", mark)];
    words::say(lang, code, &data).trim_end().to_owned()
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Sentence {
    let data = vec![("file", path.display().to_string()), ("cause", cause.to_string())];
    Sentence::bad_input("coso-unreadable-file", data)
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Sentence {
    let data = vec![("file", path.display().to_string()), ("cause", cause.to_string())];
    Sentence::bad_input("graph-unwritable", data)
}

fn round(value: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (value * scale).round() / scale
}
