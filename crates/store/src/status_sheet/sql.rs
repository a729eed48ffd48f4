//! The statements about status sheets.

use crate::Statement;

pub(super) const LIST: Statement = Statement::new(
    "status_sheet/list",
    "select s.status_sheet_id, s.unit_id, us.name as unit, us.valid_until as unit_ended, \
     s.counted_on, s.taken_at, s.note, p.name as post, p.name_en as post_en from status_sheet s \
     join post p on p.post_id = s.post_id \
     left join unit_state us on us.unit_id = s.unit_id and us.valid_from <= $1 and not exists \
     (select 1 from unit_state n where n.unit_id = us.unit_id and n.valid_from <= $1 \
     and n.valid_from > us.valid_from) \
     where s.unit_id in ($2) and s.counted_on <= $1 \
     order by s.counted_on, s.taken_at, s.status_sheet_id",
);
pub(super) const FIGURES: Statement = Statement::new(
    "status_sheet/figures",
    "select status_sheet_id, code, label, label_en, measure, measure_en, better, counted_by, \
     value_milli from status_figure where status_sheet_id in ($1) \
     order by status_sheet_id, number",
);
pub(super) const FIGURE_OF: Statement = Statement::new(
    "status_sheet/figure_of",
    "select s.unit_id, s.counted_on, f.label, f.measure, f.value_milli from status_figure f \
     join status_sheet s on s.status_sheet_id = f.status_sheet_id \
     where f.status_sheet_id = $1 and f.code = $2",
);
pub(super) const SOLUTIONS: Statement = Statement::new(
    "status_sheet/solutions",
    "select s.status_sheet_id, s.said, m.matter_id, m.work, s.practice_id, r.title as practice, \
     s.difficulty_id, d.title as difficulty from status_solution s \
     left join matter m on m.matter_id = s.matter_id and m.is_public \
     left join practice r on r.practice_id = s.practice_id \
     left join difficulty d on d.difficulty_id = s.difficulty_id where s.status_sheet_id in ($1) order by s.status_sheet_id, s.number",
);
/// What lies at the place or below it today, `$1`; answers count from `$3` on.
pub(super) const COUNTED: Statement = Statement::new(
    "status_sheet/counted",
    "with lying as (select m.is_owed, m.due_on, m.answered_on from matter m \
     join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) \
     where p.unit_id = $2 or m.commune_id = $2 or m.top_id = $2) \
     select (select count(*) from lying where is_owed and due_on < $1) as late, \
     (select count(*) from lying where answered_on >= $3 and answered_on <= $1) as answered, \
     (select count(*) from lying where answered_on >= $3 and answered_on <= $1 \
     and answered_on <= due_on) as on_time, \
     (select count(*) from difficulty d join difficulty_place p \
     on p.difficulty_id = d.difficulty_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) where d.state <> 'overcome' \
     and (p.unit_id = $2 or d.commune_id = $2 or d.top_id = $2)) as difficulties, \
     (select count(*) from unit_state g where g.tier = 'group' and g.valid_from <= $1 \
     and (g.valid_until is null or g.valid_until > $1) and (g.parent_id = $2 or g.parent_id in \
     (select u.unit_id from unit_state u where u.parent_id = $2 and u.valid_from <= $1 \
     and (u.valid_until is null or u.valid_until > $1)))) as groups_active, \
     (select count(*) from post o where o.kind = 'truong_khu_pho_ap' and o.valid_from <= $1 \
     and (o.valid_until is null or o.valid_until > $1) \
     and (o.unit_id = $2 or o.commune_id = $2)) as heads, \
     (select count(*) from lying) as matters, cast(0 as bigint) as raised",
);
/// What lies at the place or below it, as it stood at the end of a past day, `$1`: the state and the day owed are
/// those of the last step until then, an answer is the last one until then. Answers count from `$3`
/// on. `matters` and `raised` say how much the ledger knew of the place by then.
pub(super) const COUNTED_ON: Statement = Statement::new(
    "status_sheet/counted_on",
    "with lying as (select m.matter_id from matter m \
     join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) \
     where (p.unit_id = $2 or m.commune_id = $2 or m.top_id = $2) and m.opened_on <= $1), \
     stood as (select x.matter_id, (select s.state from matter_step s \
     where s.matter_id = x.matter_id and s.happened_on <= $1 \
     order by s.number desc limit 1) as state, (select s.due_on from matter_step s \
     where s.matter_id = x.matter_id and s.happened_on <= $1 and s.due_on is not null \
     and s.kind in ('opened', 'extended', 'revised') order by s.number desc limit 1) as due_on, \
     (select max(s.happened_on) from matter_step s where s.matter_id = x.matter_id \
     and s.happened_on <= $1 and s.kind = 'answered') as answered_on from lying x), \
     hard as (select d.difficulty_id, (select s.state from difficulty_step s \
     where s.difficulty_id = d.difficulty_id and s.happened_on <= $1 \
     order by s.number desc limit 1) as state from difficulty d \
     join difficulty_place p on p.difficulty_id = d.difficulty_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) \
     where p.unit_id = $2 or d.commune_id = $2 or d.top_id = $2) \
     select (select count(*) from stood where due_on < $1 and state in ('received', 'triaged', \
     'assigned', 'accepted', 'in_progress', 'need_info', 'reopened')) as late, \
     (select count(*) from stood where answered_on >= $3) as answered, \
     (select count(*) from stood where answered_on >= $3 and answered_on <= due_on) as on_time, \
     (select count(*) from hard where state <> 'overcome') as difficulties, \
     (select count(*) from unit_state g where g.tier = 'group' and g.valid_from <= $1 \
     and (g.valid_until is null or g.valid_until > $1) and (g.parent_id = $2 or g.parent_id in \
     (select u.unit_id from unit_state u where u.parent_id = $2 and u.valid_from <= $1 \
     and (u.valid_until is null or u.valid_until > $1)))) as groups_active, \
     (select count(*) from post o where o.kind = 'truong_khu_pho_ap' and o.valid_from <= $1 \
     and (o.valid_until is null or o.valid_until > $1) \
     and (o.unit_id = $2 or o.commune_id = $2)) as heads, \
     (select count(*) from lying) as matters, (select count(*) from hard) as raised",
);
pub(super) const EDGES: Statement = Statement::new(
    "status_sheet/edges",
    "select e.lineage_event_id, e.kind, e.effective_on, x.from_unit_id, x.to_unit_id, \
     x.coverage, x.method from lineage_edge x \
     join lineage_event e on e.lineage_event_id = x.lineage_event_id \
     where (x.from_unit_id in ($1) or x.to_unit_id in ($1)) and e.effective_on <= $2 \
     order by e.effective_on, e.lineage_event_id, x.from_unit_id, x.to_unit_id",
);
/// Units of the tier of `$3`'s latest state that hold on `$1`.
pub(super) const HOLDING: Statement = Statement::new(
    "status_sheet/holding",
    "select s.unit_id from unit_state s where s.unit_id in ($2) and s.valid_from <= $1 \
     and (s.valid_until is null or s.valid_until > $1) and coalesce(s.tier, '') in \
     (select coalesce(o.tier, '') from unit_state o where o.unit_id = $3) order by s.unit_id",
);
pub(super) const KEPT: Statement = Statement::new(
    "status_sheet/kept",
    "select status_sheet_id from status_sheet where status_sheet_id = $1",
);
pub(super) const ADD: Statement = Statement::new(
    "status_sheet/add",
    "insert into status_sheet (status_sheet_id, unit_id, counted_on, note, post_id, commune_id, \
     top_id, taken_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(super) const ADD_FIGURE: Statement = Statement::new(
    "status_sheet/add_figure",
    "insert into status_figure (status_sheet_id, number, code, label, label_en, measure, \
     measure_en, better, counted_by, value_milli) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
pub(super) const ADD_SOLUTION: Statement = Statement::new(
    "status_sheet/add_solution",
    "insert into status_solution (status_sheet_id, number, said, matter_id, practice_id, \
     difficulty_id) values ($1, $2, $3, $4, $5, $6)",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &LIST,
    &FIGURES,
    &FIGURE_OF,
    &SOLUTIONS,
    &COUNTED,
    &COUNTED_ON,
    &EDGES,
    &HOLDING,
    &KEPT,
    &ADD,
    &ADD_FIGURE,
    &ADD_SOLUTION,
];
