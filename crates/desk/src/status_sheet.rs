//! Status sheets: what the program counts of a place on a day, taking a sheet, and the story of a
//! place's figures, true to lineage.

use std::collections::BTreeSet;

use ledger::StatusSheetId;
use ledger::status_sheet::{
    Comparison, From, NewSheet, Sheet, Solution, compare, solution_field, take,
};
use store::status_sheet::{self as rows, FigureRow, Line, SolutionRow};
use store::{Scope, Stop, Tx, locality};
use units::lineage::{Block, Event, comparable_blocks};
use units::{Day, UnitId};

use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Refusal, entry};

/// Steps of lineage that are walked: enough for a century of reorganisations.
const STEPS_MOST: usize = 32;

/// What the program counts of a place on a day, in thousandths. What cannot be counted is left out:
/// nobody heads the place, nothing was answered; of a day that has passed, also what the program did
/// not know of yet, for where it kept no matters then, none were late only as far as it knows.
///
/// # Errors
/// A failure of the database.
pub async fn counted(
    desk: &Desk,
    scope: &Scope,
    unit: UnitId,
    on: Day,
) -> Result<Vec<(From, i64)>, Error> {
    let (mut reader, today) = (desk.store.read(), desk.clock.today());
    let counts = rows::counted(&mut reader, unit, (on, today)).await?;
    let line = store::unit::line(&reader, scope, unit, on).await?;
    let households = line.map_or(0, |line| line.households);
    let is_today = on == today;
    let known = |count: i64, any: i64| (is_today || any > 0).then_some(count * 1_000);
    let share = |part: i64, whole: i64| (whole > 0).then(|| rounded(part * 100, whole));
    let is_held = counts.heads > 0 && households > 0;
    let figures = [
        (From::HouseholdsPerHead, is_held.then(|| rounded(households, counts.heads))),
        (From::MattersLate, known(counts.late, counts.matters)),
        (From::AnsweredOnTime, share(counts.on_time, counts.answered)),
        (From::DifficultiesOpen, known(counts.difficulties, counts.raised)),
        (From::GroupsActive, known(counts.groups, counts.groups)),
    ];
    Ok(figures.into_iter().filter_map(|(from, milli)| Some((from, milli?))).collect())
}

/// A quotient in thousandths, to one decimal.
const fn rounded(part: i64, whole: i64) -> i64 {
    (part * 10 + whole / 2) / whole * 100
}

/// Takes a sheet of a place, of today or of a day that has passed. Sent twice, it is one sheet.
///
/// # Errors
/// The refusals of [`take`], `sheet-no-place`, `sheet-day-before-place`, `sheet-matter-elsewhere`,
/// `sheet-difficulty-elsewhere`, `sheet-practice-unknown`, authority, or a failure.
pub async fn keep(desk: &Desk, actor: &Actor, new: NewSheet) -> Result<StatusSheetId, Error> {
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::SheetTake, &object)?;
    let (post, id, unit) = (acting.holder()?, new.id, new.unit);
    let (today, scope) = (desk.clock.today(), crate::authority::system_scope());
    let on = new.counted_on.unwrap_or(today).min(today);
    let counted = counted(desk, &scope, unit, on).await?;
    let taken = take(new, &desk.figures, &counted, today)?;
    let audit =
        entry(desk.clock.now(), (actor, &acting.post), Act::SheetTake, ("status-sheet", id.0));
    desk.act((desk.clone(), taken, audit), move |tx, input| {
        Box::pin(async move {
            let (desk, taken, audit) = &*input;
            let (today, now) = (desk.clock.today(), desk.clock.now());
            tx.audit(audit.clone()).await?;
            if rows::is_kept(tx, id).await? {
                return Ok(id);
            }
            if locality::of(tx, unit, today).await?.is_none() {
                return Err(Stop::Refused(Refusal::new("sheet-no-place")));
            }
            let Some(locality) = locality::of(tx, unit, taken.counted_on).await? else {
                let refusal = Refusal::at("ngay", "sheet-day-before-place");
                return Err(Stop::Refused(refusal.with("day", taken.counted_on)));
            };
            for (at, solution) in taken.solutions.iter().enumerate() {
                if let Some(code) = unfit(tx, (solution, unit), today).await? {
                    return Err(Stop::Refused(Refusal::at(solution_field(at), code)));
                }
            }
            rows::add(tx, taken, locality, (post, now)).await?;
            Ok(id)
        })
    })
    .await
}

/// Why what a solution names does not fit the place; nothing where it fits.
async fn unfit(
    tx: &mut Tx,
    (solution, unit): (&Solution, UnitId),
    today: Day,
) -> Result<Option<&'static str>, Stop<Refusal>> {
    if let Some(matter) = solution.matter {
        let found = store::matter::load(tx, matter, today).await?;
        if !found.is_some_and(|found| found.locality.path().contains(&unit)) {
            return Ok(Some("sheet-matter-elsewhere"));
        }
    }
    if let Some(id) = solution.difficulty {
        let found = store::difficulty::load(tx, id, today).await?;
        let place = match found {
            Some((difficulty, _)) => locality::of(tx, difficulty.unit, today).await?,
            None => None,
        };
        if !place.is_some_and(|place| place.path().contains(&unit)) {
            return Ok(Some("sheet-difficulty-elsewhere"));
        }
    }
    match solution.practice {
        Some(id) if store::practice::load(tx, id).await?.is_none() => {
            Ok(Some("sheet-practice-unknown"))
        }
        _ => Ok(None),
    }
}

/// The sheets of a place and of the places it came from, with what can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// The place's own sheets and those of older places, oldest first.
    pub sheets: Vec<Line>,
    /// The figures of all of them.
    pub figures: Vec<FigureRow>,
    /// The solutions of all of them.
    pub solutions: Vec<SolutionRow>,
    /// What can be compared.
    pub comparison: Option<Comparison>,
}

/// The story of a place's figures up to a day.
///
/// # Errors
/// A failure of the database.
pub async fn story(desk: &Desk, scope: &Scope, unit: UnitId, at: Day) -> Result<Story, Error> {
    let reader = desk.store.read();
    let (kin, events) = kin(desk, unit, at).await?;
    let older = before(unit, &events);
    let all = rows::list(&reader, scope, &kin, at).await?;
    let ids: Vec<StatusSheetId> = all.iter().map(|line| line.sheet_id).collect();
    let figures = rows::figures(&reader, scope, &ids).await?;
    let compared: Vec<Sheet> = all.iter().map(|line| as_sheet(line, &figures)).collect();
    let mut days: BTreeSet<Day> = all.iter().map(|line| line.counted_on).collect();
    days.insert(at);
    let mut holding = Vec::new();
    for day in days {
        let units = rows::holding(&mut desk.store.read(), (&kin, unit), day).await?;
        holding.push((day, units));
    }
    let on = |day: Day| {
        let found = holding.iter().find(|(known, _)| *known == day);
        found.map_or(&[][..], |(_, units)| units.as_slice())
    };
    let blocks = |first: Day, second: Day| -> Vec<Block> {
        comparable_blocks((first, on(first)), (second, on(second)), &events)
    };
    let comparison = compare(unit, &compared, blocks, &desk.figures);
    let is_told = |line: &Line| line.unit_id == unit || older.contains(&line.unit_id);
    let sheets: Vec<Line> = all.into_iter().filter(is_told).collect();
    let solutions = rows::solutions(&reader, scope, &ids).await?;
    Ok(Story { sheets, figures, solutions, comparison })
}

fn as_sheet(line: &Line, figures: &[FigureRow]) -> Sheet {
    let own = figures.iter().filter(|figure| figure.sheet_id == line.sheet_id);
    Sheet {
        unit: line.unit_id,
        on: line.counted_on,
        values: own.map(|figure| (figure.code.clone(), figure.value_milli)).collect(),
    }
}

/// A place with every place that exchanged households with it, however far, up to a day.
async fn kin(desk: &Desk, unit: UnitId, until: Day) -> Result<(Vec<UnitId>, Vec<Event>), Error> {
    let mut kin = BTreeSet::from([unit]);
    for _ in 0..STEPS_MOST {
        let units: Vec<UnitId> = kin.iter().copied().collect();
        let events = rows::edges(&mut desk.store.read(), &units, until).await?;
        let edges = || events.iter().flat_map(|event| &event.edges);
        let known = kin.len();
        kin.extend(edges().flat_map(|edge| [edge.from, edge.to]));
        if kin.len() == known {
            return Ok((units, events));
        }
    }
    let units: Vec<UnitId> = kin.into_iter().collect();
    let events = rows::edges(&mut desk.store.read(), &units, until).await?;
    Ok((units, events))
}

/// The places a place came from, at any distance, and not itself.
fn before(unit: UnitId, events: &[Event]) -> BTreeSet<UnitId> {
    let mut found = BTreeSet::from([unit]);
    let mut seen = 0;
    while seen != found.len() {
        seen = found.len();
        let edges = events.iter().flat_map(|event| &event.edges);
        let from: Vec<UnitId> =
            edges.filter(|edge| found.contains(&edge.to)).map(|edge| edge.from).collect();
        found.extend(from);
    }
    found.remove(&unit);
    found
}
