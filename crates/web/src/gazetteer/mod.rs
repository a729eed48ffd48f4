//! What the nation's list tells of units and days: its versions, the tree of a day, codes of one day on
//! another, what compares with what. Open to everybody: it knows names, codes and days, and no person.

mod block;
mod matrix;
mod table;
mod translate;
mod tree;
mod version;

use axum::routing::{get, post};
use desk::gazetteer::Known;
use units::{Day, Level, UnitId};

use crate::route::Who::{Holder, Public};
use crate::route::{Route, act, page, with_file};
use crate::viewer::Viewer;

pub(crate) use block::found as blocks;
pub(crate) use matrix::conversion;
pub(crate) use table::turn;

/// The addresses of this noun.
pub const ROUTES: &[Route] = &[
    page("/danh-muc", Public, || get(version::list)),
    page("/danh-muc/{number}", Public, || get(version::one)),
    page("/danh-muc/{number}/thay-doi.csv", Public, || get(version::changes)),
    page("/cay-don-vi", Public, || get(tree::tree)),
    page("/doi-ma", Public, || get(translate::ask)),
    act("/doi-ma/bang", Holder, || with_file(post(table::translate))),
    page("/doi-ma/bang-doi", Public, || get(matrix::ask)),
    page("/doi-ma/bang-doi.csv", Public, || get(matrix::csv)),
    page("/doi-ma/khoi", Public, || get(block::ask)),
    page("/doi-ma/khoi.csv", Public, || get(block::csv)),
];

/// The two days that a question names: the day before the greatest change there was, and today, where
/// it names none.
fn days(v: &Viewer, known: &Known, (from, to): (&str, &str)) -> (Day, Day) {
    let great = known.great_day().map_or(v.today, Day::previous);
    (from.trim().parse().unwrap_or(great), to.trim().parse().unwrap_or(v.today))
}

/// The provinces that a question may name, by code: those of the second day, then those that were on the
/// first and are no more, then what is run here and not in the nation's list.
fn provinces(v: &Viewer, known: &Known, (first, second): (Day, Day)) -> Vec<(String, String)> {
    let of = |day: Day, is_beside: bool| -> Vec<(UnitId, String, String)> {
        let provinces = known.nation.on(day).filter(|it| it.kind.level() == Level::Province);
        let provinces = provinces.filter(|it| known.is_beside(it.unit_id) == is_beside);
        let mut found: Vec<_> = provinces
            .filter_map(|it| Some((known.rank(it), it, it.official_code.clone()?)))
            .collect();
        found.sort_unstable_by_key(|(rank, it, _)| (*rank, it.unit_id));
        found.into_iter().map(|(_, it, code)| (it.unit_id, code, it.name.clone())).collect()
    };
    let there = of(second, false);
    let gone =
        of(first, false).into_iter().filter(|(_, code, _)| !there.iter().any(|it| it.1 == *code));
    let old = |name: &str| v.say("gazetteer-province-old", [("name", v.txt(name))]);
    let gone: Vec<(String, String)> = gone.map(|(_, code, name)| (code, old(&name))).collect();
    let what = v.word(tree::beside_word(v));
    let beside = of(second, true).into_iter().map(|(_, code, name)| {
        let said = [("name", v.txt(&name)), ("what", v.txt(&what))];
        (code, v.say("gazetteer-province-beside", said))
    });
    let there = there.into_iter().map(|(_, code, name)| (code, name));
    there.chain(gone).chain(beside).collect()
}

/// The levels that a question may name.
fn levels(v: &Viewer) -> Vec<(String, String)> {
    [Level::Commune, Level::District, Level::Province]
        .map(|level| (level.to_string(), v.word(level.word())))
        .to_vec()
}
