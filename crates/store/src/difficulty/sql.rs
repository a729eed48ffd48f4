//! The statements about difficulties.

use crate::Statement;

/// A difficulty with its place and commune of a day (`$1`).
macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select d.difficulty_id, d.category, d.title, d.since_on, d.state, d.claimed_by_id, ",
            "d.overcome_on, p.unit_id, us.name as unit, d.commune_id, cs.name as commune ",
            "from difficulty d join difficulty_place p on p.difficulty_id = d.difficulty_id ",
            "and p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) ",
            "left join unit_state us on us.unit_id = p.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) ",
            "left join unit_state cs on cs.unit_id = d.commune_id and cs.valid_from <= $1 ",
            "and (cs.valid_until is null or cs.valid_until > $1) where ",
            $condition
        )
    };
}

pub(super) const LIST: Statement = Statement::new(
    "difficulty/list",
    lines!(
        "(p.unit_id = $2 or d.commune_id = $2 or d.top_id = $2 or $2 is null) \
         and (d.category = $3 or $3 is null) and (d.state = $4 or $4 is null) \
         order by case d.state when 'overcome' then 1 else 0 end, d.overcome_on desc, \
         d.since_on, d.difficulty_id limit $5"
    ),
);
/// Only what was overcome, the latest first: found by its index, for boards ask for a few of many.
pub(super) const OVERCOME: Statement = Statement::new(
    "difficulty/overcome",
    lines!(
        "(p.unit_id = $2 or d.commune_id = $2 or d.top_id = $2 or $2 is null) \
         and (d.category = $3 or $3 is null) and d.state = 'overcome' \
         order by d.overcome_on desc, d.since_on, d.difficulty_id limit $4"
    ),
);
/// Overcome by a promise and by a practice of another place: the whole chain can be shown.
pub(super) const WHOLE: Statement = Statement::new(
    "difficulty/whole",
    lines!(
        "d.state = 'overcome' and exists (select 1 from practice_adoption a \
         where a.difficulty_id = d.difficulty_id and a.begun_on is not null) \
         and exists (select 1 from matter m where m.difficulty_id = d.difficulty_id \
         and m.is_public and m.state = 'confirmed') \
         order by case when d.told_by in ('visit', 'conference') then 0 else 1 end, \
         d.overcome_on desc, d.difficulty_id limit 1"
    ),
);
pub(super) const AMONG: Statement =
    Statement::new("difficulty/among", lines!("d.difficulty_id in ($2)"));
pub(super) const LOAD: Statement = Statement::new(
    "difficulty/load",
    "select d.difficulty_id, d.category, d.title, d.said, d.since_on, d.told_by, d.told_by_id, d.tried, \
     d.figure_label, d.figure_milli, d.figure_measure, d.figure_on, d.state, d.claimed_by_id, \
     d.after_label, d.after_milli, d.after_measure, d.after_on, d.revision, p.unit_id \
     from difficulty d join difficulty_place p on p.difficulty_id = d.difficulty_id \
     and p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) \
     where d.difficulty_id = $2",
);
pub(super) const STEPS: Statement = Statement::new(
    "difficulty/steps",
    "select s.kind, s.happened_on, s.state, s.said, s.minutes, s.attending, s.agreed, \
     p.name as post, p.name_en as post_en from difficulty_step s \
     left join post p on p.post_id = s.post_id where s.difficulty_id = $1 \
     and s.happened_on <= $2 order by s.happened_on, s.number",
);
pub(super) const WORDS_SINCE: Statement = Statement::new(
    "difficulty/words_since",
    "select difficulty_id, category, grams, change_no from difficulty where change_no > $1",
);
pub(super) const COUNTS: Statement = Statement::new(
    "difficulty/counts",
    "select commune_id, state, cast(count(*) as bigint) as n from difficulty \
     where $3 or $1 or commune_id in ($2) or top_id in ($2) group by commune_id, state",
);
pub(super) const ADD: Statement = Statement::new(
    "difficulty/add",
    "insert into difficulty (difficulty_id, category, title, said, search_fold, grams, since_on, \
     told_by, told_by_id, tried, figure_label, figure_milli, figure_measure, figure_on, state, \
     commune_id, top_id, raised_at, revision, change_no) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
     $11, $12, $13, $14, $15, $16, $17, $18, 1, \
     (select coalesce(max(c.change_no), 0) + 1 from difficulty c))",
);
pub(super) const ADD_PLACE: Statement = Statement::new(
    "difficulty/add_place",
    "insert into difficulty_place (difficulty_id, valid_from, unit_id, followed_by, began_by_id) \
     values ($1, $2, $3, $4, $5)",
);
pub(super) const KEEP: Statement = Statement::new(
    "difficulty/keep",
    "update difficulty set state = $3, claimed_by_id = $4, after_label = $5, after_milli = $6, \
     after_measure = $7, after_on = $8, overcome_on = $9, tried = $10, revision = revision + 1 \
     where difficulty_id = $1 and revision = $2",
);
pub(super) const LAST_STEP: Statement = Statement::new(
    "difficulty/last_step",
    "select coalesce(max(number), 0) as number from difficulty_step where difficulty_id = $1",
);
pub(super) const ADD_STEP: Statement = Statement::new(
    "difficulty/add_step",
    "insert into difficulty_step (difficulty_id, number, kind, post_id, happened_on, happened_at, \
     state, said, minutes, attending, agreed, reorganisation_id) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
);
pub(super) const OPEN_IN_UNITS: Statement = Statement::new(
    "difficulty/open_in_units",
    "select d.difficulty_id, p.unit_id from difficulty d \
     join difficulty_place p on p.difficulty_id = d.difficulty_id where p.unit_id in ($1) \
     and p.valid_from < $2 and (p.valid_until is null or p.valid_until > $2) \
     and d.state <> 'overcome' order by d.difficulty_id",
);
pub(super) const END_PLACE: Statement = Statement::new(
    "difficulty/end_place",
    "update difficulty_place set valid_until = $2, ended_by_id = $3 where difficulty_id = $1 \
     and valid_from < $2 and (valid_until is null or valid_until > $2)",
);
pub(super) const DELETE_BEGUN: Statement = Statement::new(
    "difficulty/delete_begun",
    "delete from difficulty_place where began_by_id = $1",
);
pub(super) const REOPEN_PLACE: Statement = Statement::new(
    "difficulty/reopen_place",
    "update difficulty_place set valid_until = null, ended_by_id = null where ended_by_id = $1",
);
pub(super) const DELETE_STEPS: Statement = Statement::new(
    "difficulty/delete_steps",
    "delete from difficulty_step where reorganisation_id = $1",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &LIST,
    &OVERCOME,
    &WHOLE,
    &AMONG,
    &LOAD,
    &STEPS,
    &WORDS_SINCE,
    &COUNTS,
    &ADD,
    &ADD_PLACE,
    &KEEP,
    &LAST_STEP,
    &ADD_STEP,
    &OPEN_IN_UNITS,
    &END_PLACE,
    &DELETE_BEGUN,
    &REOPEN_PLACE,
    &DELETE_STEPS,
];
