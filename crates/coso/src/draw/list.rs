//! `coso draw list`: new units from the office's own list of old groups and which of them touch.
//!
//! Writes plan.json, graph.json, units.csv and summary.txt; a summary and progress go to stderr, one
//! line of JSON, the last, to stdout. There is no map: what touches is typed, in the list's own
//! column or in a second file. Households are counted, not estimated.

mod drawn;
mod files;
pub(super) mod sheet;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use clap::Args;
use districting::Problem;
use serde_json::json;
use words::Lang;

use self::drawn::Drawn;
use self::sheet::Listed;
use super::graph::wish::Wish;
use super::order::{Norm, OrderArgs, round};
use crate::say::{DONE, REFUSED, answer};

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
    #[command(flatten)]
    order: OrderArgs,
}

/// The list, and what is asked of it.
struct Ask<'a> {
    args: &'a DrawListArgs,
    lang: Lang,
    name: String,
    listed: Listed,
    norm: Norm,
}

/// Draws new units of a list; 0 where there is a plan, 1 where there is none.
///
/// # Errors
/// A [`Sentence`] where a file or an option cannot be used.
pub fn draw(args: &DrawListArgs, lang: Lang) -> Result<u8> {
    let start = Instant::now();
    let listed = Listed::read(args, lang)?;
    args.order.make_folder()?;
    let ask = Ask::new(args, lang, listed)?;
    ask.tell("list-begins", &ask.facts());
    for source in &ask.norm.sources {
        eprintln!("{source}");
    }
    ask.tell_pieces();
    let problem = ask.problem()?;
    if let Some(wish) = args.order.wish.wish()? {
        return ask.answer(&wish, &problem);
    }
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
        let norm = args.order.norm(lang, listed.kind(), None)?;
        let stem = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let name = stem.unwrap_or_default();
        Ok(Self { args, lang, name, listed, norm })
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("file", self.args.file.display().to_string()),
            ("groups", self.listed.rows.len().to_string()),
            ("households", self.listed.households().to_string()),
            ("touches", self.listed.touches.len().to_string()),
            ("kind", self.word(&format!("kind-{}", self.norm.kind.as_str()))),
            ("min", self.norm.min.to_string()),
            ("max", self.norm.max.to_string()),
            ("target", format!("{:.0}", self.norm.target)),
        ]
    }

    /// Answers what is asked instead of one plan, with the instance beside it.
    fn answer(&self, wish: &Wish, problem: &Problem) -> Result<u8> {
        let names: Vec<String> = self.listed.rows.iter().map(|row| row.name.clone()).collect();
        let graph = self.listed.graph()?;
        self.args.order.answer(
            (wish, &self.name, self.lang),
            (problem, &names, &atlas::problem::barriers(&graph, problem)),
            &self.norm,
        )
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
            "seconds": round(start.elapsed().as_secs_f64(), 3), "seed": self.args.order.effort.seed,
            "groups": self.listed.rows.len(), "households": self.listed.households(),
            "households_estimated": false, "reason": reason,
        })
    }
}
