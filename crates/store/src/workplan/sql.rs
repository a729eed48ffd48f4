//! The statements about plans of places.

use crate::Statement;
use crate::locality::seen;

/// The text that a list counts: the one in force, else the last that was sent.
macro_rules! shown {
    () => {
        "case when w.state = 'agreed' then w.agreed else w.sent end"
    };
}

/// A plan with names; the name of its place is the last one known on the day (`$1`).
macro_rules! plans {
    ($condition:expr) => {
        concat!(
            "select w.workplan_id, w.programme_id, p.title as programme, p.head_id, w.unit_id, ",
            "s.name as unit, s.valid_until as ended, w.commune_id, w.top_id, w.state, w.drafting, ",
            "w.sent, w.agreed, w.agreed_on, w.alike_why, w.alike_why_on, y.name as alike_why_by, ",
            "y.name_en as alike_why_by_en, w.is_public, w.revision, ",
            "(select count(*) from workplan_line l where l.workplan_id = w.workplan_id ",
            "and not l.is_ended and l.version = ",
            shown!(),
            ") as lines, ",
            "(select count(*) from workplan_line l join workplan_alike a on a.line_id = l.line_id ",
            "where l.workplan_id = w.workplan_id and not l.is_ended and l.version = ",
            shown!(),
            ") as alike ",
            "from workplan w join programme p on p.programme_id = w.programme_id ",
            "join unit_state s on s.unit_id = w.unit_id and s.valid_from = ",
            "(select max(x.valid_from) from unit_state x where x.unit_id = w.unit_id ",
            "and x.valid_from <= $1) left join post y on y.post_id = w.alike_why_by_id where ",
            $condition,
            " order by s.sort_key, w.begun_at, w.workplan_id"
        )
    };
}

pub(super) const OF_PROGRAMME: Statement = Statement::new(
    "workplan/of_programme",
    plans!(concat!("w.programme_id = $2 and ", seen!("w", "w", "$3", "$4"))),
);
pub(super) const ONE: Statement = Statement::new(
    "workplan/one",
    plans!(concat!("w.workplan_id = $2 and ", seen!("w", "w", "$3", "$4"))),
);
pub(super) const OF_UNIT: Statement = Statement::new(
    "workplan/of_unit",
    plans!(concat!("w.unit_id = $2 and ", seen!("w", "w", "$3", "$4"))),
);
pub(super) const VERSIONS: Statement = Statement::new(
    "workplan/versions",
    "select v.number, v.side, v.said, v.sent_on, p.name as post, p.name_en as post_en, \
     v.agreed_on, v.declined_on, v.declined_said, d.name as declined_by, \
     d.name_en as declined_by_en from workplan_version v join post p on p.post_id = v.post_id \
     left join post d on d.post_id = v.declined_by_id where v.workplan_id = $1 order by v.number",
);
/// Lines of one text, with the earlier line of another place that each resembles.
pub(super) const LINES: Statement = Statement::new(
    "workplan/lines",
    "select l.line_id, l.version, l.number, l.target, l.work, l.owner_id, o.name as owner, \
     o.name_en as owner_en, l.due_on, l.resources, l.responsibility, l.product, l.authority, \
     l.feasibility, l.proof, l.is_pilot, l.figure_label, l.figure_milli, l.figure_measure, \
     l.figure_on, l.sheet_id, l.figure_code, l.carries_id, l.is_ended, l.why, l.difficulty_id, \
     d.title as difficulty, a.per_mille, t.workplan_id as other_id, \
     t.work as other_work, s.name as other_unit from workplan_line l \
     join post o on o.post_id = l.owner_id \
     left join difficulty d on d.difficulty_id = l.difficulty_id \
     left join workplan_alike a on a.line_id = l.line_id \
     left join workplan_line t on t.line_id = a.other_line_id \
     left join workplan tw on tw.workplan_id = t.workplan_id \
     left join unit_state s on s.unit_id = tw.unit_id and s.valid_from = \
     (select max(x.valid_from) from unit_state x where x.unit_id = tw.unit_id \
     and x.valid_from <= $1) where l.workplan_id = $2 order by l.version, l.number",
);
pub(super) const REPORTS: Statement = Statement::new(
    "workplan/reports",
    "select r.line_id, r.number, r.percent, r.said, r.told_on, r.proof, r.attachment_id, \
     r.document, r.dated_on, r.label, r.value_milli, r.measure, p.name as post, \
     p.name_en as post_en from workplan_report r join post p on p.post_id = r.post_id \
     join workplan_line l on l.line_id = r.line_id where l.workplan_id = $1 and r.told_on <= $2 \
     order by r.line_id, r.number",
);
pub(super) const PROOF_SEEN: Statement = Statement::new(
    "workplan/proof_seen",
    concat!(
        "select r.attachment_id from workplan_report r ",
        "join workplan_line l on l.line_id = r.line_id ",
        "join workplan w on w.workplan_id = l.workplan_id ",
        "where w.workplan_id = $1 and r.attachment_id = $2 and ",
        seen!("w", "w", "$3", "$4"),
        " limit 1"
    ),
);
pub(super) const LOAD: Statement = Statement::new(
    "workplan/load",
    "select workplan_id, programme_id, unit_id, state, drafting, sent, agreed, revision \
     from workplan where workplan_id = $1",
);
pub(super) const LOAD_LINES: Statement = Statement::new(
    "workplan/load_lines",
    "select line_id, target, work, owner_id, due_on, resources, responsibility, product, \
     authority, feasibility, proof, is_pilot, figure_label, figure_milli, figure_measure, \
     figure_on, sheet_id, figure_code, carries_id, is_ended, why, difficulty_id, written_at \
     from workplan_line where workplan_id = $1 and version = $2 order by number",
);
pub(super) const LINE_PLACE: Statement = Statement::new(
    "workplan/line_place",
    "select l.workplan_id, l.version, w.sent, w.state, m.matter_id from workplan_line l \
     join workplan w on w.workplan_id = l.workplan_id left join matter m \
     on m.origin_id = l.line_id and m.origin_kind = 'workplan_line' where l.line_id = $1",
);
pub(super) const PLAN_OF: Statement =
    Statement::new("workplan/plan_of", "select workplan_id from workplan_line where line_id = $1");
/// The words of the lines that other places have sent or go by.
pub(super) const WORDS_ELSEWHERE: Statement = Statement::new(
    "workplan/words_elsewhere",
    "select l.line_id, l.grams, l.written_at from workplan_line l \
     join workplan w on w.workplan_id = l.workplan_id \
     and (l.version = w.sent or l.version = w.agreed) and not l.is_ended \
     where w.unit_id <> $1 order by l.line_id",
);
pub(super) const ADD: Statement = Statement::new(
    "workplan/add",
    "insert into workplan (workplan_id, programme_id, unit_id, commune_id, top_id, state, \
     drafting, sent, is_public, begun_at, revision) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
);
pub(super) const KEEP: Statement = Statement::new(
    "workplan/keep",
    "update workplan set state = $3, drafting = $4, sent = $5, agreed = $6, is_public = $7, \
     revision = revision + 1 where workplan_id = $1 and revision = $2",
);
pub(super) const AGREE: Statement =
    Statement::new("workplan/agree", "update workplan set agreed_on = $2 where workplan_id = $1");
pub(super) const AGREE_VERSION: Statement = Statement::new(
    "workplan/agree_version",
    "update workplan_version set agreed_on = $3, agreed_by_id = $4 \
     where workplan_id = $1 and number = $2",
);
pub(super) const DECLINE_VERSION: Statement = Statement::new(
    "workplan/decline_version",
    "update workplan_version set declined_on = $3, declined_by_id = $4, declined_said = $5 \
     where workplan_id = $1 and number = $2",
);
pub(super) const SET_WHY: Statement = Statement::new(
    "workplan/set_why",
    "update workplan set alike_why = $2, alike_why_by_id = $3, alike_why_on = $4, \
     revision = revision + 1 where workplan_id = $1",
);
pub(super) const ADD_VERSION: Statement = Statement::new(
    "workplan/add_version",
    "insert into workplan_version (workplan_id, number, side, post_id, said, sent_on, sent_at) \
     values ($1, $2, $3, $4, $5, $6, $7)",
);
pub(super) const LAST_LINE: Statement = Statement::new(
    "workplan/last_line",
    "select coalesce(max(number), 0) as number from workplan_line \
     where workplan_id = $1 and version = $2",
);
pub(super) const ADD_LINE: Statement = Statement::new(
    "workplan/add_line",
    "insert into workplan_line (line_id, workplan_id, version, number, target, work, owner_id, \
     due_on, resources, responsibility, product, authority, feasibility, proof, is_pilot, \
     figure_label, figure_milli, figure_measure, figure_on, sheet_id, figure_code, difficulty_id, \
     grams, written_at, carries_id, is_ended, why) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
     $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)",
);
pub(super) const KEEP_LINE: Statement = Statement::new(
    "workplan/keep_line",
    "update workplan_line set target = $4, work = $5, owner_id = $6, due_on = $7, resources = $8, \
     responsibility = $9, product = $10, authority = $11, feasibility = $12, proof = $13, \
     is_pilot = $14, figure_label = $15, figure_milli = $16, figure_measure = $17, \
     figure_on = $18, sheet_id = $19, figure_code = $20, difficulty_id = $21, grams = $22, \
     written_at = $23, is_ended = $24, why = $25 \
     where line_id = $1 and workplan_id = $2 and version = $3",
);
pub(super) const DROP_TEXT: Statement = Statement::new(
    "workplan/drop_text",
    "delete from workplan_line where workplan_id = $1 and version = $2",
);
/// Plans in which a side has the word, for its inbox: the place's for posts of places (`$2`), the
/// programme's for its head (`$3`) and for the level that runs it (`$2`).
pub(super) const WAITING: Statement = Statement::new(
    "workplan/waiting",
    plans!(
        "((w.unit_id in ($2) and (w.state = 'proposed' \
         or (w.state in ('drafting', 'agreed') and w.drafting = 'dia_ban'))) \
         or ((p.unit_id in ($2) or p.head_id in ($3)) and (w.state = 'countered' \
         or (w.state in ('drafting', 'agreed') and w.drafting = 'cap_tren'))))"
    ),
);
pub(super) const DROP_LINE: Statement = Statement::new(
    "workplan/drop_line",
    "delete from workplan_line where line_id = $1 and workplan_id = $2 and version = $3",
);
pub(super) const FORGET_ALIKE: Statement = Statement::new(
    "workplan/forget_alike",
    "delete from workplan_alike where line_id in \
     (select l.line_id from workplan_line l where l.workplan_id = $1 and l.version = $2)",
);
pub(super) const ADD_ALIKE: Statement = Statement::new(
    "workplan/add_alike",
    "insert into workplan_alike (line_id, other_line_id, per_mille) values ($1, $2, $3)",
);
pub(super) const LAST_REPORT: Statement = Statement::new(
    "workplan/last_report",
    "select number, percent, said from workplan_report where line_id = $1 \
     order by number desc limit 1",
);
pub(super) const ADD_REPORT: Statement = Statement::new(
    "workplan/add_report",
    "insert into workplan_report (line_id, number, percent, said, post_id, told_on, told_at, \
     proof, attachment_id, document, dated_on, label, value_milli, measure) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &OF_PROGRAMME,
    &ONE,
    &OF_UNIT,
    &WAITING,
    &VERSIONS,
    &LINES,
    &REPORTS,
    &PROOF_SEEN,
    &LOAD,
    &LOAD_LINES,
    &LINE_PLACE,
    &PLAN_OF,
    &WORDS_ELSEWHERE,
    &ADD,
    &KEEP,
    &AGREE,
    &AGREE_VERSION,
    &DECLINE_VERSION,
    &SET_WHY,
    &ADD_VERSION,
    &LAST_LINE,
    &ADD_LINE,
    &KEEP_LINE,
    &DROP_LINE,
    &DROP_TEXT,
    &FORGET_ALIKE,
    &ADD_ALIKE,
    &LAST_REPORT,
    &ADD_REPORT,
];
