//! `coso draw ward`: new units of a commune from its outline, its streets and one number.
//!
//! Writes plan.json, graph.json, certificate.json, units.geojson, map.svg and summary.txt; a summary and progress go to stderr,
//! one line of JSON, the last, to stdout. Households are estimates here and marked so everywhere.

mod drawn;
mod files;
mod sheet;
#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Result;
use atlas::atoms::{AtomFault, AtomGraph, Grain, People, Piece, from_streets};
use atlas::geojson_in::{Area, area_with_code};
use atlas::problem::Joining;
use atlas::{Fabric, Plane, osm};
use clap::Args;
use serde_json::json;
use units::Kind;
use words::Lang;

use self::drawn::Drawn;
use super::graph::wish::Wish;
use super::order::{Norm, OrderArgs, round, unreadable};
use crate::say::{DONE, REFUSED, Sentence, answer};

/// What `coso draw ward` takes.
#[derive(Debug, Clone, Args)]
pub struct DrawWardArgs {
    /// Ranh giới các xã, phường (GeoJSON) · Outlines of communes
    #[arg(long, value_name = "FILE")]
    boundary: PathBuf,
    /// Mã xã, phường trong tệp ranh giới · The commune's code
    #[arg(long, value_name = "CODE")]
    commune: String,
    /// Bản trích OpenStreetMap (.osm.pbf) · Streets and water
    #[arg(long, value_name = "FILE")]
    streets: PathBuf,
    /// Tổng số hộ · Households in all
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    households: u32,
    #[command(flatten)]
    order: OrderArgs,
}

/// The commune, and what is asked for it.
struct Ask<'a> {
    args: &'a DrawWardArgs,
    lang: Lang,
    area: Area,
    plane: Plane,
    norm: Norm,
}

/// Draws a commune's new units; 0 where there is a plan, 1 where there is none.
///
/// # Errors
/// A [`Sentence`] where a file or an option cannot be used.
pub fn draw(args: &DrawWardArgs, lang: Lang) -> Result<u8> {
    let start = Instant::now();
    args.order.make_folder()?;
    let ask = Ask::new(args, lang)?;
    ask.tell("ward-begins", &ask.facts());
    for source in &ask.norm.sources {
        eprintln!("{source}");
    }
    let fabric = ask.fabric()?;
    let graph = match from_streets(
        &fabric,
        People::Total(args.households),
        Grain::for_units_up_to(ask.norm.max),
    ) {
        Ok(graph) => graph,
        Err(AtomFault::NoStreets { pieces }) => return ask.no_streets(&pieces, start),
        Err(fault) => return Err(Sentence::bad_input(fault.code(), fault.args()).into()),
    };
    ask.tell(
        "ward-atoms",
        &[
            ("atoms", graph.atoms.len().to_string()),
            ("hems", graph.hems.len().to_string()),
            ("seconds", seconds(start)),
        ],
    );
    ask.tell_pieces(&graph);
    if let Some(wish) = args.order.wish.wish()? {
        return ask.answer(&wish, &graph);
    }
    let drawn = match Drawn::find(&ask, &graph)? {
        Ok(drawn) => drawn,
        Err(reason) => {
            ask.tell(reason.code(), &reason.args());
            answer(&ask.without_plan(reason.code(), start));
            return Ok(REFUSED);
        }
    };
    files::write(&ask, &fabric, &graph, &drawn)?;
    answer(&drawn.line(&ask, start));
    Ok(if drawn.is_sound() { DONE } else { REFUSED })
}

impl<'a> Ask<'a> {
    fn new(args: &'a DrawWardArgs, lang: Lang) -> Result<Self> {
        let text = std::fs::read_to_string(&args.boundary)
            .map_err(|cause| unreadable(&args.boundary, &cause))?;
        let area = area_with_code(&text, &args.commune).map_err(|fault| {
            let mut data = fault.args();
            data.push(("file", args.boundary.display().to_string()));
            Sentence::bad_input(fault.code(), data)
        })?;
        let is_rural =
            area.name.as_deref().is_some_and(|n| units::text::fold(n).starts_with("xa "));
        let usual = if is_rural { Kind::Ap } else { Kind::KhuPho };
        let norm = args.order.norm(lang, usual, Some(&args.commune))?;
        let plane = Plane::utm48n();
        Ok(Self { args, lang, area, plane, norm })
    }

    /// Answers what is asked instead of one plan. Main roads are borders but where a pocket needs one
    /// crossed, as in a first drawing; crossing them everywhere is among the rules that are relaxed.
    fn answer(&self, wish: &Wish, graph: &AtomGraph) -> Result<u8> {
        let problem = drawn::problem_of(self, graph, Joining::Needed)?;
        let named = |(at, atom): (usize, &atlas::Atom)| {
            let number = [("number", (at + 1).to_string())];
            atom.name.clone().unwrap_or_else(|| self.say("ward-atom-name", &number))
        };
        let names: Vec<String> = graph.atoms.iter().enumerate().map(named).collect();
        let barriers = atlas::problem::barriers(graph, &problem);
        self.args.order.answer(
            (wish, self.name(), self.lang),
            (&problem, &names, &barriers),
            &self.norm,
        )
    }

    fn fabric(&self) -> Result<Fabric> {
        let path = &self.args.streets;
        osm::fabric(path, &self.area.shape, &self.plane).map_err(|fault| {
            let mut data = fault.args();
            data.push(("file", path.display().to_string()));
            Sentence::bad_input(fault.code(), data).into()
        })
    }

    fn name(&self) -> &str {
        self.area.name.as_deref().unwrap_or(&self.args.commune)
    }

    fn facts(&self) -> Vec<(&'static str, String)> {
        vec![
            ("name", self.name().to_owned()),
            ("households", number(self.args.households)),
            ("kind", self.word(self.norm.kind.word())),
            ("min", self.norm.min.to_string()),
            ("max", self.norm.max.to_string()),
            ("target", format!("{:.0}", self.norm.target)),
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

    /// Pieces of land that no bridge joins, when there are several worth naming.
    fn tell_pieces(&self, graph: &AtomGraph) {
        let named: Vec<&Piece> =
            graph.pieces.iter().filter(|p| !p.atoms.is_empty() || p.area_km2 >= 0.01).collect();
        if named.len() < 2 {
            return;
        }
        for (i, piece) in named.iter().enumerate() {
            let households: u32 =
                piece.atoms.iter().map(|&a| graph.atoms[a as usize].households).sum();
            let mut data = piece_facts(i, piece);
            data.push(("households", number(households)));
            self.tell("ward-piece", &data);
        }
    }

    /// The extract has no streets here: each piece is named, and nothing is drawn.
    fn no_streets(&self, pieces: &[Piece], start: Instant) -> Result<u8> {
        let mut lines = vec![self.say(
            "atlas-no-streets",
            &[("pieces", pieces.len().to_string()), ("name", self.name().to_owned())],
        )];
        for (i, piece) in pieces.iter().enumerate() {
            lines.push(self.say("ward-piece-bare", &piece_facts(i, piece)));
        }
        let text = lines.join("\n");
        eprintln!("{text}");
        files::put(&self.args.order.out.join("summary.txt"), &(text + "\n"))?;
        let mut line = self.without_plan("atlas-no-streets", start);
        line["pieces"] = pieces
            .iter()
            .map(|p| json!({"area_km2": round(p.area_km2, 4), "has_streets": p.has_streets}))
            .collect();
        answer(&line);
        Ok(REFUSED)
    }

    fn without_plan(&self, reason: &str, start: Instant) -> serde_json::Value {
        json!({
            "instance": self.args.commune, "objective": "ward", "value": null, "bound": null,
            "proven": false, "k": null, "out_of_range": null, "contiguous": null,
            "seconds": round(start.elapsed().as_secs_f64(), 3), "seed": self.args.order.effort.seed,
            "hem_split": null, "barrier_crossings": null, "compactness": null,
            "households": self.args.households, "households_estimated": true, "reason": reason,
        })
    }
}

fn piece_facts(i: usize, piece: &Piece) -> Vec<(&'static str, String)> {
    vec![
        ("piece", (i + 1).to_string()),
        ("area", format!("{:.3}", piece.area_km2).replace('.', ",")),
    ]
}

fn seconds(start: Instant) -> String {
    format!("{:.1}", start.elapsed().as_secs_f64()).replace('.', ",")
}

fn number(value: u32) -> String {
    words::number(Lang::Vi, i64::from(value))
}
