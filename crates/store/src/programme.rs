//! Programmes: lists, pages, what came of the lines of their plans, and their writes.

use ledger::programme::{Programme, State, Target};
use ledger::{BodyId, ProgrammeId};
use serde::Serialize;
use units::{Day, PostId, UnitId};

use crate::locality::{Locality, seen, sight};
use crate::{Failure, FromRow, Reader, Row, Scope, Statement, Statements, Tx};

/// A programme with names of a day (`$1`).
macro_rules! lines {
    ($condition:expr, $order:literal) => {
        concat!(
            "select p.programme_id, p.unit_id, us.name as unit, p.commune_id, p.top_id, ",
            "p.issuer_id, ",
            crate::body::name_on!("b", "name", "$1"),
            " as issuer, ",
            crate::body::name_on!("b", "name_en", "$1"),
            " as issuer_en, p.head_id, h.name as head, ",
            "h.name_en as head_en, p.title, p.goals, p.from_on, p.last_on, p.state, ",
            "p.issued_number, p.issued_on, p.ended_on, p.summary, p.revision, ",
            "(select count(*) from workplan w where w.programme_id = p.programme_id ",
            "and w.is_public) as workplans from programme p ",
            "join body b on b.body_id = p.issuer_id join post h on h.post_id = p.head_id ",
            "left join unit_state us on us.unit_id = p.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) where ",
            $condition,
            " order by ",
            $order
        )
    };
}

const LIST: Statement = Statement::new(
    "programme/list",
    lines!(
        seen!("p", "p", "$2", "$3"),
        "case p.state when 'draft' then 0 when 'issued' then 1 else 2 end, p.from_on desc, \
         p.programme_id limit 200"
    ),
);
const ONE: Statement = Statement::new(
    "programme/one",
    lines!(concat!("p.programme_id = $2 and ", seen!("p", "p", "$3", "$4")), "p.programme_id"),
);
const TARGETS: Statement = Statement::new(
    "programme/targets",
    "select label, measure, baseline_milli, goal_milli, by_on from programme_target \
     where programme_id = $1 order by number",
);
const LOAD: Statement = Statement::new(
    "programme/load",
    "select programme_id, unit_id, issuer_id, head_id, title, goals, from_on, last_on, state, \
     revision from programme where programme_id = $1",
);
const BODY_KNOWN: Statement = Statement::new(
    "programme/body_known",
    "select body_id from body where body_id = $1 and valid_from <= $2 \
     and (valid_until is null or valid_until > $2)",
);
const ADD: Statement = Statement::new(
    "programme/add",
    "insert into programme (programme_id, unit_id, commune_id, top_id, issuer_id, head_id, title, \
     goals, from_on, last_on, state, is_public, written_at, revision) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1)",
);
const ADD_TARGET: Statement = Statement::new(
    "programme/add_target",
    "insert into programme_target (programme_id, number, label, measure, baseline_milli, \
     goal_milli, by_on) values ($1, $2, $3, $4, $5, $6, $7)",
);
const REWRITE: Statement = Statement::new(
    "programme/rewrite",
    "update programme set issuer_id = $3, head_id = $4, title = $5, goals = $6, from_on = $7, \
     last_on = $8, revision = revision + 1 where programme_id = $1 and revision = $2",
);
const DROP_TARGETS: Statement = Statement::new(
    "programme/drop_targets",
    "delete from programme_target where programme_id = $1",
);
const ISSUE: Statement = Statement::new(
    "programme/issue",
    "update programme set state = $3, issued_number = $4, issued_on = $5, is_public = $6, \
     revision = revision + 1 where programme_id = $1 and revision = $2",
);
const END: Statement = Statement::new(
    "programme/end",
    "update programme set state = $3, ended_on = $4, summary = $5, revision = revision + 1 \
     where programme_id = $1 and revision = $2",
);
/// What became of the lines of agreed plans: by place and target. The name is the place's last one
/// known on the day, since a place that was reorganised keeps its plan.
const PROGRESS: Statement = Statement::new(
    "programme/progress",
    "select t.unit_id, s.name as unit, s.valid_until as ended, t.target, t.lines, t.open, t.late, \
     t.answered, t.on_time, t.done_late from (select w.unit_id, l.target, \
     cast(count(*) as bigint) as lines, \
     cast(sum(case when m.is_owed and m.due_on >= $1 then 1 else 0 end) as bigint) as open, \
     cast(sum(case when m.is_owed and m.due_on < $1 then 1 else 0 end) as bigint) as late, \
     cast(sum(case when m.state = 'answered' then 1 else 0 end) as bigint) as answered, \
     cast(sum(case when m.state in ('confirmed', 'closed_silent') and m.answered_on <= m.due_on \
     then 1 else 0 end) as bigint) as on_time, \
     cast(sum(case when m.state in ('confirmed', 'closed_silent') and m.answered_on > m.due_on \
     then 1 else 0 end) as bigint) as done_late \
     from workplan w join workplan_line l on l.workplan_id = w.workplan_id \
     and l.version = w.agreed and not l.is_ended \
     join matter m on m.origin_id = coalesce(l.carries_id, l.line_id) \
     and m.origin_kind = 'workplan_line' \
     where w.programme_id = $2 and w.agreed > 0 group by w.unit_id, l.target) t \
     join unit_state s on s.unit_id = t.unit_id and s.valid_from = (select max(x.valid_from) \
     from unit_state x where x.unit_id = t.unit_id and x.valid_from <= $1) \
     order by s.sort_key, t.unit_id, t.target",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &LIST,
    &ONE,
    &TARGETS,
    &LOAD,
    &BODY_KNOWN,
    &ADD,
    &ADD_TARGET,
    &REWRITE,
    &DROP_TARGETS,
    &ISSUE,
    &END,
    &PROGRESS,
];

/// A programme in a list and on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its identity.
    pub programme_id: ProgrammeId,
    /// The place whose level runs it.
    pub unit_id: UnitId,
    /// The name of the place on the day.
    pub unit: Option<String>,
    /// The commune, where it is of one.
    pub commune_id: Option<UnitId>,
    /// The outermost unit.
    pub top_id: Option<UnitId>,
    /// The body that issues it.
    pub issuer_id: BodyId,
    /// Its name.
    pub issuer: String,
    /// Its name in English.
    pub issuer_en: String,
    /// The head who is responsible.
    pub head_id: PostId,
    /// The head's name.
    pub head: String,
    /// The head's name in English.
    pub head_en: String,
    /// One line.
    pub title: String,
    /// What it wants.
    pub goals: String,
    /// First day.
    pub from_on: Day,
    /// Last day.
    pub last_on: Day,
    /// How far it has come.
    pub state: State,
    /// Number of the document that issued it.
    pub issued_number: Option<String>,
    /// Its day.
    pub issued_on: Option<Day>,
    /// When it ended.
    pub ended_on: Option<Day>,
    /// What came of it.
    pub summary: String,
    /// The revision that an act speaks of.
    pub revision: i64,
    /// Plans of places that were sent.
    pub workplans: i64,
}

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            programme_id: row.get("programme_id")?,
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            commune_id: row.get("commune_id")?,
            top_id: row.get("top_id")?,
            issuer_id: row.get("issuer_id")?,
            issuer: row.get("issuer")?,
            issuer_en: row.get("issuer_en")?,
            head_id: row.get("head_id")?,
            head: row.get("head")?,
            head_en: row.get("head_en")?,
            title: row.get("title")?,
            goals: row.get("goals")?,
            from_on: row.get("from_on")?,
            last_on: row.get("last_on")?,
            state: row.get("state")?,
            issued_number: row.get("issued_number")?,
            issued_on: row.get("issued_on")?,
            ended_on: row.get("ended_on")?,
            summary: row.get("summary")?,
            revision: row.get("revision")?,
            workplans: row.get("workplans")?,
        })
    }
}

/// A programme with its targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// What lists show.
    pub line: Line,
    /// Its targets, by number.
    pub targets: Vec<Target>,
}

/// What became of the lines of one place that serve one target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The place.
    pub unit_id: UnitId,
    /// Its name.
    pub unit: String,
    /// The first day on which the place was no longer there, if it was reorganised.
    pub ended: Option<Day>,
    /// The number of the target.
    pub target: i64,
    /// Lines.
    pub lines: i64,
    /// Of them owed, with their day ahead.
    pub open: i64,
    /// Owed, with their day passed.
    pub late: i64,
    /// Answered, waiting for the word of who asked.
    pub answered: i64,
    /// Done by their day.
    pub on_time: i64,
    /// Done after their day.
    pub done_late: i64,
}

impl FromRow for Progress {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self {
            unit_id: row.get("unit_id")?,
            unit: row.get("unit")?,
            ended: row.get("ended")?,
            target: row.get("target")?,
            lines: row.get("lines")?,
            open: row.get("open")?,
            late: row.get("late")?,
            answered: row.get("answered")?,
            on_time: row.get("on_time")?,
            done_late: row.get("done_late")?,
        })
    }
}

struct TargetRow(Target);

impl FromRow for TargetRow {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        Ok(Self(Target {
            label: row.get("label")?,
            unit: row.get("measure")?,
            baseline_milli: row.get("baseline_milli")?,
            goal_milli: row.get("goal_milli")?,
            by_on: row.get("by_on")?,
        }))
    }
}

struct Stored(Programme, i64);

impl FromRow for Stored {
    fn from_row(row: &Row) -> Result<Self, Failure> {
        let programme = Programme {
            id: row.get("programme_id")?,
            unit: row.get("unit_id")?,
            issuer: row.get("issuer_id")?,
            head: row.get("head_id")?,
            title: row.get("title")?,
            goals: row.get("goals")?,
            from_on: row.get("from_on")?,
            last_on: row.get("last_on")?,
            targets: Vec::new(),
            state: row.get("state")?,
        };
        Ok(Self(programme, row.get("revision")?))
    }
}

/// The programmes that a reader sees: drafts first, then what runs, then what ended.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn list(reader: &Reader, scope: &Scope, at: Day) -> Result<Vec<Line>, Failure> {
    let [all, within] = sight(scope);
    reader.rows(&LIST, vec![at.into(), all, within]).await
}

/// One programme with its targets; nothing where the reader may not know of it.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn page(
    reader: &Reader,
    scope: &Scope,
    id: ProgrammeId,
    at: Day,
) -> Result<Option<Page>, Failure> {
    let [all, within] = sight(scope);
    let line: Option<Line> = reader.row(&ONE, vec![at.into(), id.into(), all, within]).await?;
    let Some(line) = line else { return Ok(None) };
    let targets: Vec<TargetRow> = reader.rows(&TARGETS, vec![id.into()]).await?;
    Ok(Some(Page { line, targets: targets.into_iter().map(|row| row.0).collect() }))
}

/// What became of the lines of a programme's plans on a day, by place in the order of names and by
/// target. Plans that both sides agreed on are public.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn progress(
    reader: &Reader,
    _scope: &Scope,
    id: ProgrammeId,
    today: Day,
) -> Result<Vec<Progress>, Failure> {
    reader.rows(&PROGRESS, vec![today.into(), id.into()]).await
}

/// A programme with its targets and revision, for an act.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn load(tx: &mut Tx, id: ProgrammeId) -> Result<Option<(Programme, i64)>, Failure> {
    let found: Option<Stored> = tx.row(&LOAD, vec![id.into()]).await?;
    let Some(Stored(programme, revision)) = found else { return Ok(None) };
    let targets: Vec<TargetRow> = tx.rows(&TARGETS, vec![id.into()]).await?;
    let targets = targets.into_iter().map(|row| row.0).collect();
    Ok(Some((Programme { targets, ..programme }, revision)))
}

/// Whether a body is there on a day.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn body_known(tx: &mut Tx, id: BodyId, on: Day) -> Result<bool, Failure> {
    let found: Option<(BodyId,)> = tx.row(&BODY_KNOWN, vec![id.into(), on.into()]).await?;
    Ok(found.is_some())
}

/// Stores a programme as written; `at` is epoch milliseconds.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn add(
    tx: &mut Tx,
    programme: &Programme,
    locality: Locality,
    at: i64,
) -> Result<(), Failure> {
    let values = vec![
        programme.id.into(),
        programme.unit.into(),
        locality.commune_id.into(),
        locality.top_id.into(),
        programme.issuer.into(),
        programme.head.into(),
        programme.title.as_str().into(),
        programme.goals.as_str().into(),
        programme.from_on.into(),
        programme.last_on.into(),
        programme.state.into(),
        false.into(),
        at.into(),
    ];
    tx.run(&ADD, values).await?;
    add_targets(tx, programme).await
}

async fn add_targets(tx: &mut Tx, programme: &Programme) -> Result<(), Failure> {
    for (number, target) in (1_i64..).zip(&programme.targets) {
        let values = vec![
            programme.id.into(),
            number.into(),
            target.label.as_str().into(),
            target.unit.as_str().into(),
            target.baseline_milli.into(),
            target.goal_milli.into(),
            target.by_on.into(),
        ];
        tx.run(&ADD_TARGET, values).await?;
    }
    Ok(())
}

/// Keeps a draft as it was written anew; false where it has moved on from `revision`.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn rewrite(
    tx: &mut Tx,
    (programme, revision): (&Programme, i64),
) -> Result<bool, Failure> {
    let values = vec![
        programme.id.into(),
        revision.into(),
        programme.issuer.into(),
        programme.head.into(),
        programme.title.as_str().into(),
        programme.goals.as_str().into(),
        programme.from_on.into(),
        programme.last_on.into(),
    ];
    if tx.run(&REWRITE, values).await? != 1 {
        return Ok(false);
    }
    tx.run(&DROP_TARGETS, vec![programme.id.into()]).await?;
    add_targets(tx, programme).await?;
    Ok(true)
}

/// Keeps that a programme was issued, which makes it public; false where it has moved on.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn issue(
    tx: &mut Tx,
    (programme, revision): (&Programme, i64),
    (number, dated_on): (&str, Day),
) -> Result<bool, Failure> {
    let values = vec![
        programme.id.into(),
        revision.into(),
        programme.state.into(),
        number.into(),
        dated_on.into(),
        true.into(),
    ];
    Ok(tx.run(&ISSUE, values).await? == 1)
}

/// Keeps that a programme ended; false where it has moved on.
///
/// # Errors
/// [`Failure`] of the database.
pub async fn end(
    tx: &mut Tx,
    (programme, revision): (&Programme, i64),
    (summary, on): (&str, Day),
) -> Result<bool, Failure> {
    let state = programme.state;
    let values =
        vec![programme.id.into(), revision.into(), state.into(), on.into(), summary.into()];
    Ok(tx.run(&END, values).await? == 1)
}
