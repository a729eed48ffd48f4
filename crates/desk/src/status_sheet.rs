//! Status sheets: what the program counts of a place today, taking a sheet, and the story of a place's
//! figures, true to lineage.

use std::collections::BTreeSet;

use ledger::StatusSheetId;
use ledger::status_sheet::{Comparison, From, NewSheet, Sheet, compare, take};
use store::status_sheet::{self as rows, FigureRow, Line, SolutionRow};
use store::{Scope, Stop, locality};
use units::lineage::{Block, Event, comparable_blocks};
use units::{Day, UnitId};

use crate::authority::authorize_as;
use crate::{Act, Actor, Desk, Error, Refusal, entry};

/// Steps of lineage that are walked: enough for a century of reorganisations.
const STEPS_MOST: usize = 32;

/// What the program counts of a place today, in thousandths; what cannot be counted (nobody heads the
/// place, nothing was answered) is left out.
///
/// # Errors
/// A failure of the database.
pub async fn counted(desk: &Desk, scope: &Scope, unit: UnitId) -> Result<Vec<(From, i64)>, Error> {
    let (mut reader, today) = (desk.store.read(), desk.clock.today());
    let counts = rows::counted(&mut reader, unit, today).await?;
    let line = store::unit::line(&reader, scope, unit, today).await?;
    let households = line.map_or(0, |line| line.households);
    let share = |part: i64, whole: i64| (whole > 0).then(|| rounded(part * 100, whole));
    let figures = [
        (From::HouseholdsPerHead, (counts.heads > 0).then(|| rounded(households, counts.heads))),
        (From::MattersLate, Some(counts.late * 1_000)),
        (From::AnsweredOnTime, share(counts.on_time, counts.answered)),
        (From::DifficultiesOpen, Some(counts.difficulties * 1_000)),
        (From::GroupsActive, Some(counts.groups * 1_000)),
    ];
    Ok(figures.into_iter().filter_map(|(from, milli)| Some((from, milli?))).collect())
}

/// A quotient in thousandths, to one decimal.
const fn rounded(part: i64, whole: i64) -> i64 {
    (part * 10 + whole / 2) / whole * 100
}

/// Takes a sheet of a place today. Sent twice, it is one sheet.
///
/// # Errors
/// The refusals of [`take`], `sheet-no-place`, `sheet-matter-elsewhere`, authority, or a failure.
pub async fn keep(desk: &Desk, actor: &Actor, new: NewSheet) -> Result<StatusSheetId, Error> {
    let object = desk.object(new.unit).await?;
    let acting = authorize_as(actor, Act::SheetTake, &object)?;
    let (post, id, unit) = (acting.holder()?, new.id, new.unit);
    let scope = crate::authority::system_scope();
    let counted = counted(desk, &scope, unit).await?;
    let taken = take(new, &desk.figures, &counted, desk.clock.today())?;
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
            let Some(locality) = locality::of(tx, unit, today).await? else {
                return Err(Stop::Refused(Refusal::new("sheet-no-place")));
            };
            for matter in taken.solutions.iter().filter_map(|solution| solution.matter) {
                let found = store::matter::load(tx, matter, today).await?;
                let path = found.map(|found| found.locality.path()).unwrap_or_default();
                if !path.contains(&unit) {
                    let refusal = Refusal::at("giai-phap-1", "sheet-matter-elsewhere");
                    return Err(Stop::Refused(refusal));
                }
            }
            rows::add(tx, taken, locality, (post, now)).await?;
            Ok(id)
        })
    })
    .await
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
///
/// # Errors
/// A failure of the database.
pub async fn older(desk: &Desk, unit: UnitId, until: Day) -> Result<Vec<UnitId>, Error> {
    let (_, events) = kin(desk, unit, until).await?;
    Ok(before(unit, &events).into_iter().collect())
}

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
