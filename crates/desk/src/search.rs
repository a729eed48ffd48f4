//! Looking for a place: what was typed is read in every way that it may be meant, and what is found says
//! what it is today.

use store::Scope;
use store::unit::{self, Found};
use units::Day;
use units::reorganisation::rename;
use units::search::{Address, Senses, Wanted};
use units::text::fold;

use crate::gazetteer::{self, Row};
use crate::{Desk, Error, aside};

/// Names that are guessed at most.
const NEAR_MOST: usize = 5;

/// What a search finds.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The places, nearest first.
    pub hits: Vec<Hit>,
    /// Whether they lie in all that was named; else nothing there bears the name, and these lie elsewhere.
    pub is_whole: bool,
    /// The house, alley, street or block that the text names.
    pub address: Option<Address>,
    /// Names that may have been meant where no place found bears what was typed, nearest first.
    pub near: Vec<String>,
}

/// A place that was found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// As it was found: its state of the day, or an old one.
    pub found: Found,
    /// What it is on the day of the search, where the state found has ended: units with shares, the
    /// largest first.
    pub today: Vec<Row>,
}

/// Looks for places by a name of any day, a code of any day, and names above it. `today` is the day of
/// which results say what they have become; `at` the one whose names come first.
///
/// # Errors
/// A failure of the database.
pub async fn search(
    desk: &Desk,
    scope: &Scope,
    text: &str,
    (at, today): (Day, Day),
    limit: usize,
) -> Result<Search, Error> {
    let senses = Senses::read(text);
    let ask = Ask { at, today, limit, is_exact: false };
    let mut search = of((desk, scope), &senses.plain, ask).await?;
    // A number before the name of no place is the door of a street of that name: "45 Xã Đàn".
    if search.hits.is_empty() && search.address.is_none() {
        search.address = senses.streets.into_iter().find_map(|sense| sense.address);
    }
    let typed = fold(text);
    let is_borne = |hit: &Hit| fold(&hit.found.line.name).contains(&typed);
    if search.address.is_none() && !text.contains(',') && !search.hits.iter().any(is_borne) {
        let (known, text) = (gazetteer::known(desk).await?, text.to_owned());
        // The nation's names are compared one by one: not on a thread that answers.
        let near = move || gazetteer::near(&known, &text, NEAR_MOST);
        search.near = aside("look for names near what was typed", near).await?;
    }
    Ok(search)
}

/// How places are looked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask {
    /// The day whose names come first.
    pub at: Day,
    /// The day of which results say what they have become.
    pub today: Day,
    /// How many are given at most.
    pub limit: usize,
    /// Whether only names count that are just what was asked, in all that was named.
    pub is_exact: bool,
}

/// Looks for what a text asks for in one sense.
pub(crate) async fn of(
    (desk, scope): (&Desk, &Scope),
    wanted: &Wanted,
    Ask { at, today, limit, is_exact }: Ask,
) -> Result<Search, Error> {
    let reader = desk.store.read();
    let address = wanted.address.clone();
    let mut search = Search { address, is_whole: true, ..Search::default() };
    for reading in &wanted.readings {
        if is_exact && !reading.is_whole {
            continue;
        }
        let mut found = unit::search(&reader, scope, reading, at, limit).await?;
        if is_exact {
            found.retain(|one| {
                let short = rename::short_name(one.line.kind, &one.line.name);
                reading.own.is_exact(&one.line.name, &short)
            });
        }
        if !found.is_empty() {
            search.is_whole = reading.is_whole;
            search.hits = with_today(desk, found, today).await?;
            break;
        }
    }
    Ok(search)
}

async fn with_today(desk: &Desk, found: Vec<Found>, today: Day) -> Result<Vec<Hit>, Error> {
    if found.iter().all(|one| one.period.contains(today)) {
        return Ok(found.into_iter().map(|found| Hit { found, today: Vec::new() }).collect());
    }
    let known = gazetteer::known(desk).await?;
    let hits = found.into_iter().map(|found| {
        let last = found.period.last_day().filter(|last| *last < today);
        let unit = found.line.unit_id;
        let today = last.map_or_else(Vec::new, |last| gazetteer::rows(&known, unit, (last, today)));
        Hit { found, today }
    });
    Ok(hits.collect())
}
