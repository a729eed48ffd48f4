//! The statements about plans of places.

use crate::Statement;
use crate::locality::seen;

/// A plan with names; the name of its place is the last one known on the day (`$1`).
macro_rules! plans {
    ($condition:expr) => {
        concat!(
            "select w.workplan_id, w.programme_id, p.title as programme, p.head_id, w.unit_id, ",
            "s.name as unit, s.valid_until as ended, w.commune_id, w.top_id, w.state, w.drafting, ",
            "w.sent, w.agreed_on, w.alike_why, w.alike_why_on, y.name as alike_why_by, ",
            "y.name_en as alike_why_by_en, w.is_public, w.revision, ",
            "(select count(*) from workplan_line l where l.workplan_id = w.workplan_id ",
            "and l.version = w.sent) as lines, ",
            "(select count(*) from workplan_line l join workplan_alike a on a.line_id = l.line_id ",
            "where l.workplan_id = w.workplan_id and l.version = w.sent) as alike ",
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
    "select v.number, v.side, v.said, v.sent_on, p.name as post, p.name_en as post_en \
     from workplan_version v join post p on p.post_id = v.post_id where v.workplan_id = $1 \
     order by v.number",
);
/// Lines of one text, with the earlier line of another place that each resembles.
pub(super) const LINES: Statement = Statement::new(
    "workplan/lines",
    "select l.line_id, l.version, l.number, l.target, l.work, l.owner_id, o.name as owner, \
     o.name_en as owner_en, l.due_on, l.resources, l.responsibility, l.product, l.authority, \
     l.feasibility, l.proof, l.is_pilot, l.figure_label, l.figure_milli, l.figure_measure, \
     l.figure_on, l.difficulty_id, d.title as difficulty, a.per_mille, t.workplan_id as other_id, \
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
    "select workplan_id, programme_id, unit_id, state, drafting, sent, revision from workplan \
     where workplan_id = $1",
);
pub(super) const LOAD_LINES: Statement = Statement::new(
    "workplan/load_lines",
    "select line_id, target, work, owner_id, due_on, resources, responsibility, product, \
     authority, feasibility, proof, is_pilot, figure_label, figure_milli, figure_measure, \
     figure_on, difficulty_id, written_at from workplan_line \
     where workplan_id = $1 and version = $2 order by number",
);
pub(super) const LINE_PLACE: Statement = Statement::new(
    "workplan/line_place",
    "select l.workplan_id, l.version, w.sent, w.state, m.matter_id from workplan_line l \
     join workplan w on w.workplan_id = l.workplan_id left join matter m \
     on m.origin_id = l.line_id and m.origin_kind = 'workplan_line' where l.line_id = $1",
);
pub(super) const PLAN_OF: Statement =
    Statement::new("workplan/plan_of", "select workplan_id from workplan_line where line_id = $1");
/// The words of the lines that other places have sent.
pub(super) const WORDS_ELSEWHERE: Statement = Statement::new(
    "workplan/words_elsewhere",
    "select l.line_id, l.grams, l.written_at from workplan_line l \
     join workplan w on w.workplan_id = l.workplan_id and l.version = w.sent \
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
    "update workplan set state = $3, drafting = $4, sent = $5, agreed_on = $6, is_public = $7, \
     revision = revision + 1 where workplan_id = $1 and revision = $2",
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
     figure_label, figure_milli, figure_measure, figure_on, difficulty_id, grams, written_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19, $20, $21, $22)",
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
    &SET_WHY,
    &ADD_VERSION,
    &LAST_LINE,
    &ADD_LINE,
    &DROP_LINE,
    &FORGET_ALIKE,
    &ADD_ALIKE,
    &LAST_REPORT,
    &ADD_REPORT,
];
