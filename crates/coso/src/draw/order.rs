//! What a drawing from files is asked for, whatever it is drawn from: the kind, the sizes with where
//! they come from, how long to search, where the results go.

use std::path::{Path, PathBuf};

use anyhow::Result;
use atlas::problem::Barrier;
use clap::{Args, ValueEnum};
use desk::draw::{Draws, Subject};
use districting::{Certificate, Edge, Parts, Problem, Sizes};
use serde_json::json;
use units::Kind;
use units::rulebook::{Rule, Rulebook};
use words::Lang;

use super::graph::effort::EffortArgs;
use super::graph::instance::published;
use super::graph::wish::{Asked, Wish, WishArgs};
use super::graph::{ObjectiveName, explained};
use crate::clock::MachineClock;
use crate::say::Sentence;

/// The kind of unit that is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "snake_case")]
pub enum KindName {
    /// Khu phố của phường · Of a ward
    KhuPho,
    /// Ấp của xã · Of a commune
    Ap,
}

impl KindName {
    /// The kind.
    pub fn kind(self) -> Kind {
        match self {
            Self::KhuPho => Kind::KhuPho,
            Self::Ap => Kind::Ap,
        }
    }
}

/// The options every drawing takes.
#[derive(Debug, Clone, Args)]
pub struct OrderArgs {
    /// Loại đơn vị (mặc định: xã thì ấp, phường thì khu phố) · Kind of unit
    #[arg(long, value_enum)]
    pub kind: Option<KindName>,
    /// Mã tỉnh, để lấy quy định · The province's code, for its rules
    #[arg(long, default_value = "79")]
    pub province: String,
    /// Số hộ mong muốn · Households wished for
    #[arg(long)]
    pub target: Option<f64>,
    /// Số hộ ít nhất (mặc định theo quy định) · Fewest households
    #[arg(long)]
    pub min: Option<u32>,
    /// Số hộ nhiều nhất (mặc định theo quy định) · Most households
    #[arg(long)]
    pub max: Option<u32>,
    /// Số đơn vị · Number of units
    #[arg(long)]
    pub k: Option<u32>,
    #[command(flatten)]
    pub effort: EffortArgs,
    #[command(flatten)]
    pub wish: WishArgs,
    /// Ghi chứng chỉ ra tệp này (mặc định: certificate.json trong thư mục kết quả) · The certificate
    #[arg(long, value_name = "CERTIFICATE.json")]
    pub certificate: Option<PathBuf>,
    /// Thư mục kết quả · Where the results go
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// The sizes of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// The kind of unit that is drawn.
    pub kind: Kind,
    /// Fewest households.
    pub min: u32,
    /// Most households.
    pub max: u32,
    /// Households wished for.
    pub target: f64,
    /// Where the sizes come from that nobody asked for, as sentences.
    pub sources: Vec<String>,
}

/// What a question is asked of: the problem, what its atoms are called, what separates them.
pub type Ground<'a> = (&'a Problem, &'a [String], &'a [(Barrier, Vec<Edge>)]);

impl Norm {
    /// The range for the engine; where no plan fits it, one with reasons is wanted.
    pub fn sizes(&self) -> Sizes {
        Sizes { min: self.min, max: self.max, target: self.target, widen: true }
    }
}

impl OrderArgs {
    /// The sizes asked for; for the rest those of the rulebook, with their source.
    ///
    /// # Errors
    /// `order-empty-range`.
    pub fn norm(&self, lang: Lang, usual: Kind, commune: Option<&str>) -> Result<Norm> {
        let kind = match self.kind {
            Some(named) => named.kind(),
            None => usual,
        };
        let book = Rulebook::built_in();
        let place = book.place(&self.province, commune);
        let norm = book.size_norm(kind, &place, desk::Clock::today(&MachineClock));
        let mut sources = Vec::new();
        let mut size = |asked: Option<u32>, rule: Option<&Rule>, code: &'static str| {
            let value = asked.or_else(|| rule?.value.whole());
            if let (None, Some(rule), Some(value)) = (asked, rule, value) {
                sources.push(source(lang, code, value, rule));
            }
            value
        };
        let min = size(self.min, norm.map(|norm| norm.min), "order-min-from").unwrap_or(1);
        let max = size(self.max, norm.and_then(|norm| norm.max), "order-max-from")
            .unwrap_or_else(|| min.saturating_mul(13) / 10);
        let target = self.target.unwrap_or_else(|| f64::midpoint(min.into(), max.into()));
        if min == 0 || min > max {
            let data = vec![("min", min.to_string()), ("max", max.to_string())];
            return Err(Sentence::bad_input("order-empty-range", data).into());
        }
        Ok(Norm { kind, min, max, target, sources })
    }

    /// How many units.
    pub fn parts(&self) -> Parts {
        self.k.map_or(Parts::Free, Parts::Exactly)
    }

    /// Writes the certificate of a drawing where it belongs; where there is none, one of an earlier
    /// drawing goes, for it would speak of another plan, and whoever asked for one is told.
    ///
    /// # Errors
    /// `graph-unwritable`.
    pub fn keep_certificate(&self, lang: Lang, proof: Option<&Certificate>) -> Result<()> {
        let usual = self.out.join("certificate.json");
        let path = self.certificate.as_ref().unwrap_or(&usual);
        if let Some(proof) = proof {
            let text = format!("{}\n", json!(proof));
            return Ok(std::fs::write(path, text).map_err(|cause| unwritable(path, &cause))?);
        }
        if self.certificate.is_some() {
            eprintln!("{}", words::word(lang, "graph-no-certificate"));
        }
        if path.exists() {
            std::fs::remove_file(path).map_err(|cause| unwritable(path, &cause))?;
        }
        Ok(())
    }

    /// Answers what is asked instead of one plan; its words and plans go into the folder of the results,
    /// with the instance they speak of.
    ///
    /// # Errors
    /// A [`Sentence`] where an option cannot be used or a file cannot be written.
    pub fn answer(
        &self,
        (wish, name, lang): (&Wish, &str, Lang),
        (problem, names, barriers): Ground<'_>,
        norm: &Norm,
    ) -> Result<u8> {
        let graph = self.out.join("graph.json");
        let text = format!("{}\n", published(name, problem));
        std::fs::write(&graph, text).map_err(|cause| unwritable(&graph, &cause))?;
        let asked = Asked { name, problem, objective: ObjectiveName::Ward, lang };
        let Wish::Explain { step } = *wish else {
            let out = self.out.join(wish.file());
            let files = (Some(out.as_path()), self.certificate.as_deref());
            return wish.answer(&asked, &self.effort, files);
        };
        let rules = Draws {
            min: norm.min,
            max: norm.max,
            target: norm.target.round() as u32,
            k: self.k,
            over_main_roads: false,
        };
        let subject = Subject { problem, names, barriers, rules };
        let out = self.out.join("explained.txt");
        explained::explain_named(&asked, (&subject, step), (&self.effort, &out))
    }

    /// Makes the folder of the results.
    ///
    /// # Errors
    /// `graph-unwritable`.
    pub fn make_folder(&self) -> Result<()> {
        Ok(std::fs::create_dir_all(&self.out).map_err(|cause| unwritable(&self.out, &cause))?)
    }
}

/// Where a size comes from, and whether anyone has verified it.
fn source(lang: Lang, code: &str, value: u32, rule: &Rule) -> String {
    let mark = if rule.unverified { words::word(lang, "order-unverified") } else { String::new() };
    let data = [("value", value.to_string()), ("source", rule.citation()), ("mark", mark)];
    words::say(lang, code, &data).trim_end().to_owned()
}

/// A file that cannot be read.
pub fn unreadable(path: &Path, cause: &std::io::Error) -> Sentence {
    let data = vec![("file", path.display().to_string()), ("cause", cause.to_string())];
    Sentence::bad_input("coso-unreadable-file", data)
}

/// A file or folder that cannot be written.
pub fn unwritable(path: &Path, cause: &std::io::Error) -> Sentence {
    let data = vec![("file", path.display().to_string()), ("cause", cause.to_string())];
    Sentence::bad_input("graph-unwritable", data)
}

/// A figure for the answer, with so many decimals.
pub fn round(value: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    (value * scale).round() / scale
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use units::Kind;
    use words::Lang;

    use super::OrderArgs;
    use crate::say::Sentence;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        order: OrderArgs,
    }

    fn order(line: &str) -> OrderArgs {
        Line::parse_from(line.split(' ')).order
    }

    #[test]
    fn sizes_that_nobody_asked_for_come_from_the_rulebook_with_their_source() {
        let norm = order("coso --out x --max 600").norm(Lang::Vi, Kind::KhuPho, None).unwrap();
        assert_eq!((norm.min, norm.max, norm.target), (500, 600, 550.0));
        assert_eq!(norm.sources.len(), 1);
        assert!(norm.sources[0].starts_with("Ít nhất 500 hộ"), "{}", norm.sources[0]);
    }

    #[test]
    fn an_empty_range_is_refused() {
        let refused = order("coso --out x --min 600 --max 500").norm(Lang::Vi, Kind::Ap, None);
        let error = refused.unwrap_err();
        assert_eq!(error.downcast_ref::<Sentence>().unwrap().code, "order-empty-range");
    }
}
