//! Clusters (cụm hộ): runs of doors on one street side or in one alley, 10 to 40 households.
//!
//! A short alley goes along with the houses at its mouth; a long one is cut where the count says.

use crate::block::Block;
use crate::door::{Called, Door};
use crate::street::Path;

/// Households an alley needs to stand alone.
const ALONE: u32 = 12;
/// Households of a cluster, about.
const USUAL: u32 = 24;

/// What a cluster is made of.
#[derive(Debug, Clone)]
pub struct Run {
    /// Doors, by number; empty for a part of a block.
    pub doors: Vec<usize>,
    /// The block and its part (lô).
    pub block: Option<(usize, u32)>,
    /// Its street or alley.
    pub path: usize,
    /// Its households.
    pub households: u32,
    /// What the office calls it.
    pub name: String,
}

/// Doors that stay together, at a place along a path.
struct Bundle {
    along: f64,
    side: i8,
    doors: Vec<usize>,
    households: u32,
}

/// Cuts all doors and blocks into clusters.
#[must_use]
pub fn cut(paths: &[Path], doors: &[Door], called: &[Called], blocks: &[Block]) -> Vec<Run> {
    let mut waiting: Vec<Vec<Bundle>> = paths.iter().map(|_| Vec::new()).collect();
    for (i, door) in doors.iter().enumerate().filter(|(_, d)| d.households > 0) {
        waiting[door.path].push(Bundle {
            along: door.along,
            side: door.side,
            doors: vec![i],
            households: door.households,
        });
    }
    let mut runs = Vec::new();
    // Parents come before their alleys, so the twigs are done first.
    for path in (0..paths.len()).rev() {
        let mut bundles = std::mem::take(&mut waiting[path]);
        bundles.sort_by(|a, b| a.along.total_cmp(&b.along));
        let total = total(&bundles);
        match (paths[path].depth, paths[path].parent) {
            (1.., Some(parent)) if total < ALONE => {
                let (along, side) = paths[path].mouth;
                let doors = bundles.into_iter().flat_map(|b| b.doors).collect::<Vec<_>>();
                if !doors.is_empty() {
                    waiting[parent].push(Bundle { along, side, doors, households: total });
                }
            }
            (1.., _) => slice(path, bundles, &mut runs),
            (0, _) => {
                let (left, right): (Vec<_>, Vec<_>) = bundles.into_iter().partition(|b| b.side > 0);
                if self::total(&left).min(self::total(&right)) < ALONE {
                    let mut both: Vec<Bundle> = left.into_iter().chain(right).collect();
                    both.sort_by(|a, b| a.along.total_cmp(&b.along));
                    slice(path, both, &mut runs);
                } else {
                    for row in [left, right] {
                        for part in between_streets(paths, path, row) {
                            slice(path, part, &mut runs);
                        }
                    }
                }
            }
        }
    }
    runs.reverse();
    for run in &mut runs {
        run.name = name(run, doors, called);
    }
    runs.extend(blocks.iter().enumerate().flat_map(|(number, block)| parts(number, block)));
    runs
}

/// Cuts one side of a street where other streets come in, unless a part would be too small.
fn between_streets(paths: &[Path], path: usize, row: Vec<Bundle>) -> Vec<Vec<Bundle>> {
    let corners = |side: i8, from: f64, to: f64| {
        paths[path].forks.iter().any(|fork| {
            let comes_in = fork.side == side && paths[fork.other].depth == 0;
            comes_in && (from..to).contains(&fork.along)
        })
    };
    let mut parts: Vec<Vec<Bundle>> = Vec::new();
    for bundle in row {
        match parts.last_mut() {
            Some(part)
                if total(part) < ALONE
                    || !part.last().is_some_and(|b| corners(b.side, b.along, bundle.along)) =>
            {
                part.push(bundle);
            }
            _ => parts.push(vec![bundle]),
        }
    }
    if let Some(rest) = parts.pop_if(|part| total(part) < ALONE) {
        match parts.last_mut() {
            Some(part) => part.extend(rest),
            None => parts.push(rest),
        }
    }
    parts
}

fn total(bundles: &[Bundle]) -> u32 {
    bundles.iter().map(|b| b.households).sum()
}

/// Cuts bundles, in order along a path, into even runs.
fn slice(path: usize, bundles: Vec<Bundle>, runs: &mut Vec<Run>) {
    let all = total(&bundles);
    if all == 0 {
        return;
    }
    let many = ((all + USUAL / 2) / USUAL).max(1);
    let start = runs.len();
    let mut counted = 0;
    for bundle in bundles {
        // The run in which the middle of the bundle falls.
        let middle = 2 * counted + bundle.households;
        let number = start + (middle * many / (2 * all)) as usize;
        counted += bundle.households;
        while runs.len() <= number {
            runs.push(Run {
                doors: Vec::new(),
                block: None,
                path,
                households: 0,
                name: String::new(),
            });
        }
        runs[number].doors.extend(bundle.doors);
        runs[number].households += bundle.households;
    }
}

fn parts(number: usize, block: &Block) -> impl Iterator<Item = Run> + '_ {
    let many = block.parts();
    (0..many).map(move |part| {
        let households = block.households * (part + 1) / many - block.households * part / many;
        let name = if many == 1 {
            block.name.clone()
        } else {
            format!("{}, lô {}", block.name, char::from(b'A' + u8::try_from(part).unwrap_or(25)))
        };
        Run {
            doors: Vec::new(),
            block: Some((number, part)),
            path: block.street.0,
            households,
            name,
        }
    })
}

/// "Hẻm 12/3 Hoa Mai, số 1–24": what stands on the list of an office.
fn name(run: &Run, doors: &[Door], called: &[Called]) -> String {
    let own: Vec<&Door> =
        run.doors.iter().map(|&d| &doors[d]).filter(|d| d.path == run.path).collect();
    let full = called[run.path].full();
    let Some(least) = own.iter().map(|d| d.number).min() else {
        let twig = run.doors.first().map_or(run.path, |&d| doors[d].path);
        return called[twig].full();
    };
    let most = own.iter().map(|d| d.number).max().unwrap_or(least);
    if least == most {
        format!("{full}, số {least}")
    } else {
        format!("{full}, số {least}–{most}")
    }
}
