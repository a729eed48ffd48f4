//! Many bodies from an office's list: read, looked at with a complaint beside each row that cannot be,
//! then made all at once or not at all. Sending the list twice gives the same bodies.

use ledger::{BodyId, BodyKind};
use papers::{BodyRow, Limits};
use serde::{Deserialize, Serialize};
use store::Stop;
use store::body::{self as rows, Body};
use units::text::fold;
use units::{Day, Period, UnitId, UnitState};

use super::{already, document, entitled, may_be};
use crate::gazetteer::{self, Known};
use crate::old_list::Document;
use crate::{Actor, Desk, Error, Refusal};

/// A body of a list, as it will be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The row of the file, from 1.
    pub row: u32,
    /// Its identity, made when the list was read.
    pub body_id: BodyId,
    /// What it is.
    pub kind: BodyKind,
    /// Its name.
    pub name: String,
    /// Its name in English; may be empty.
    pub name_en: String,
    /// Its unit.
    pub unit_id: UnitId,
    /// The unit's name, for the one who looks at it.
    pub unit: String,
    /// First day.
    pub from: Day,
    /// The act; may be empty.
    pub document: String,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The row of the file, from 1.
    pub row: u32,
    /// What is wrong.
    pub refusal: Refusal,
}

/// A list as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Brought {
    /// What would be made.
    pub lines: Vec<Line>,
    /// What stands against making it.
    pub complaints: Vec<Complaint>,
    /// Rows of bodies that are there already, which are passed over.
    pub known: Vec<u32>,
}

/// The most bodies that one list may bring.
const LINES_MOST: usize = 5_000;

/// The one unit that a row means on a day, or why there is none.
fn unit(known: &Known, row: &BodyRow, on: Day) -> Result<UnitState, Refusal> {
    let mut found: Vec<&UnitState> = known
        .translator
        .named(&row.unit, on, None)
        .filter_map(|unit| known.nation.state_on(unit, on))
        .collect();
    if found.is_empty() {
        let bearers = known.bearing(&row.unit).filter(|(_, valid)| valid.contains(on));
        found.extend(bearers.filter_map(|(unit, _)| known.nation.state_on(unit, on)));
        // Whoever writes "Khu phố 1" means no place that is called so only for short.
        let wanted = fold(&row.unit);
        if found.iter().any(|state| fold(&state.name) == wanted) {
            found.retain(|state| fold(&state.name) == wanted);
        }
    }
    let above = fold(&row.above);
    if !above.is_empty() {
        found.retain(|state| known.over(state, on).any(|over| is_called(over, &above)));
    }
    found.sort_unstable_by_key(|state| state.unit_id);
    found.dedup_by_key(|state| state.unit_id);
    match found[..] {
        [only] => Ok(only.clone()),
        [] => Err(Refusal::new("body-import-no-unit").with("unit", &row.unit)),
        [..] => Err(Refusal::new("body-import-units").with("unit", &row.unit)),
    }
}

fn is_called(state: &UnitState, folded: &str) -> bool {
    fold(&state.name) == folded || fold(&state.short_name) == folded
}

/// Reads an office's list of bodies and says what it comes to; writes nothing. Without an actor it is the
/// command line.
///
/// # Errors
/// `body-import-no-columns`, `body-import-too-many`, the refusals of the file, authority, or a failure.
pub async fn read_file(
    desk: &Desk,
    actor: Option<&Actor>,
    (file, on): (Document, Day),
) -> Result<Brought, Error> {
    let read = tokio::task::spawn_blocking(move || {
        let book = papers::open(&file.name, &file.body, &Limits::default())?;
        Ok::<_, papers::Refusal>(papers::read_bodies(&book))
    });
    let read = read.await.map_err(|cause| {
        store::Failure::new(store::Fault::Bug, "read a list of bodies").because(cause)
    })?;
    let rows = read.map_err(Refusal::from)?;
    let rows = rows.ok_or(Refusal::at("tep", "body-import-no-columns"))?;
    few_enough(rows.len())?;
    let known = gazetteer::known(desk).await?;
    let mut brought = Brought::default();
    for row in rows {
        let from = match day(&row.from) {
            Some(from) => from.unwrap_or(on),
            None => {
                let refusal = Refusal::new("body-import-bad-day").with("day", &row.from);
                brought.complaints.push(Complaint { row: row.row, refusal });
                continue;
            }
        };
        match line(desk, &known, &row, from) {
            Ok(line) => look(desk, actor, line, &mut brought).await?,
            Err(refusal) => brought.complaints.push(Complaint { row: row.row, refusal }),
        }
    }
    Ok(brought)
}

fn few_enough(lines: usize) -> Result<(), Refusal> {
    if lines <= LINES_MOST {
        return Ok(());
    }
    Err(Refusal::at("tep", "body-import-too-many").with("most", LINES_MOST))
}

/// Puts a row where it belongs: what would be made, what is there already, what cannot be.
async fn look(
    desk: &Desk,
    actor: Option<&Actor>,
    line: Line,
    brought: &mut Brought,
) -> Result<(), Error> {
    let row = line.row;
    if let Err(error) = entitled(desk, actor, Some(line.unit_id), line.body_id.0).await {
        let Error::Refused(refusal) = error else { return Err(error) };
        brought.complaints.push(Complaint { row, refusal });
        return Ok(());
    }
    let same = |other: &Line| {
        (other.unit_id, other.kind) == (line.unit_id, line.kind)
            && (line.kind.is_single() || fold(&other.name) == fold(&line.name))
    };
    if let Some(other) = brought.lines.iter().find(|other| same(other)) {
        let refusal = Refusal::new("body-import-twice").with("row", other.row);
        brought.complaints.push(Complaint { row, refusal });
        return Ok(());
    }
    let there = rows::since(&mut desk.store.read(), &[line.unit_id], line.from).await?;
    let other = there.iter().find(|other| {
        other.body.kind == line.kind
            && (line.kind.is_single() || fold(&other.body.name) == fold(&line.name))
    });
    match other {
        None => brought.lines.push(line),
        Some(other) if other.valid.from <= line.from => brought.known.push(row),
        Some(other) => {
            let refusal = already(other, line.from);
            brought.complaints.push(Complaint { row, refusal });
        }
    }
    Ok(())
}

/// A day as offices write it: nothing where none is written, `None` for what is no day.
fn day(text: &str) -> Option<Option<Day>> {
    if text.is_empty() {
        return Some(None);
    }
    text.parse().or_else(|_| Day::parse_dmy(text)).ok().map(Some)
}

fn line(desk: &Desk, known: &Known, row: &BodyRow, from: Day) -> Result<Line, Refusal> {
    let UnitState { unit_id, kind: unit_kind, name: unit, .. } = unit(known, row, from)?;
    let said = if row.kind.is_empty() { &row.name } else { &row.kind };
    let kind =
        BodyKind::read(said).ok_or_else(|| Refusal::new("body-import-kind").with("kind", said))?;
    if !kind.works_in(unit_kind) {
        let refusal = Refusal::new("body-not-here").with("kind", kind.word());
        return Err(refusal.with("unit", unit));
    }
    let usual = kind.usual_name(unit_kind, &unit).unwrap_or_default();
    let name = if row.name.is_empty() { usual.0 } else { row.name.clone() };
    let name_en = if row.name_en.is_empty() { usual.1 } else { row.name_en.clone() };
    Ok(Line {
        row: row.row,
        body_id: BodyId(desk.clock.id()),
        kind,
        name: ledger::text::title("ten", &name)?,
        name_en: ledger::text::optional("ten-anh", &units::text::tidy(&name_en))?,
        unit_id,
        unit,
        from,
        document: document(&row.document)?,
    })
}

/// Makes the bodies of a list that was looked at, all or none.
///
/// # Errors
/// `body-import-too-many`, `body-import-row` with the row and what stands against it, authority, or a
/// failure.
pub async fn import(desk: &Desk, actor: Option<&Actor>, lines: Vec<Line>) -> Result<usize, Error> {
    few_enough(lines.len())?;
    let mut audited = Vec::new();
    for line in lines {
        let audit = entitled(desk, actor, Some(line.unit_id), line.body_id.0).await?;
        let name = ledger::text::title("ten", &line.name)?;
        let name_en = ledger::text::optional("ten-anh", &units::text::tidy(&line.name_en))?;
        let document = document(&line.document)?;
        audited.push((Line { name, name_en, document, ..line }, audit));
    }
    desk.act((desk.clone(), audited), |tx, input| {
        Box::pin(async move {
            let (desk, lines) = &*input;
            let mut made = 0;
            for (line, audit) in lines {
                if rows::page(tx, line.body_id, line.from).await?.is_some() {
                    continue;
                }
                let body = Body {
                    body_id: line.body_id,
                    kind: line.kind,
                    name: line.name.clone(),
                    name_en: line.name_en.clone(),
                    unit_id: Some(line.unit_id),
                    parent_id: None,
                };
                let may = may_be(tx, desk, &body, Period::since(line.from)).await;
                may.map_err(|stop| of_row(stop, line.row))?;
                rows::add(tx, &body, (line.from, &line.document), None).await?;
                tx.audit(audit.clone()).await?;
                made += 1;
            }
            if made == 0 {
                tx.without_audit();
            }
            Ok(made)
        })
    })
    .await
}

/// A refusal that says of which row it speaks.
fn of_row(stop: Stop<Refusal>, row: u32) -> Stop<Refusal> {
    match stop {
        Stop::Refused(refusal) => Stop::Refused(Refusal {
            also: vec![refusal],
            ..Refusal::new("body-import-row").with("row", row)
        }),
        failed @ Stop::Failed(_) => failed,
    }
}
