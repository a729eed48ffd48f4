//! The statements about bodies.

use super::left;
use crate::{Statement, Statements};

/// What a body or a post (`$alias`) is called on a day: the name before the first renaming after it, else
/// the last one. `$column` is `name` or `name_en`.
macro_rules! name_on {
    (post $alias:literal, $column:literal, $day:literal) => {
        crate::body::name_on!("post_rename", "post_id", ($alias, $column, $day))
    };
    ($alias:literal, $column:literal, $day:literal) => {
        crate::body::name_on!("body_rename", "body_id", ($alias, $column, $day))
    };
    ($table:literal, $key:literal, ($alias:literal, $column:literal, $day:literal)) => {
        concat!(
            "coalesce((select r.old_",
            $column,
            " from ",
            $table,
            " r where r.",
            $key,
            " = ",
            $alias,
            ".",
            $key,
            " and r.effective_on > ",
            $day,
            " order by r.effective_on limit 1), ",
            $alias,
            ".",
            $column,
            ")"
        )
    };
}
pub(crate) use name_on;

/// A body with its unit of its latest days; `$day` is the day of the names.
macro_rules! lines {
    ($day:literal, $condition:literal) => {
        concat!(
            "select b.body_id, b.kind, ",
            name_on!("b", "name", $day),
            " as name, ",
            name_on!("b", "name_en", $day),
            " as name_en, b.unit_id, b.parent_id, b.valid_from, b.valid_until, ",
            "b.legal_document, b.ended_document, s.name as unit, ",
            "s.kind as unit_kind, s.valid_until as unit_ended, ",
            name_on!("pb", "name", $day),
            " as parent, ",
            "(select count(*) from post p where p.body_id = b.body_id ",
            "and (p.valid_until is null or p.valid_until > p.valid_from)) as posts from body b ",
            "left join body pb on pb.body_id = b.parent_id ",
            "left join unit_state s on s.unit_id = b.unit_id and s.valid_from = ",
            "(select max(x.valid_from) from unit_state x where x.unit_id = b.unit_id) where ",
            $condition
        )
    };
}

/// Bodies of a condition on `b`, by their names of a day.
macro_rules! bodies {
    ($columns:literal, $day:literal, $condition:literal) => {
        concat!(
            "select b.body_id, b.kind, ",
            name_on!("b", "name", $day),
            " as name, ",
            name_on!("b", "name_en", $day),
            " as name_en, b.unit_id, b.parent_id",
            $columns,
            " from body b where ",
            $condition
        )
    };
}

pub(super) const LIST: Statement = Statement::new(
    "body/list",
    bodies!(
        "",
        "$1",
        "b.valid_from <= $1 and (b.valid_until is null or b.valid_until > $1) \
         order by name, body_id"
    ),
);
pub(super) const OF_UNIT: Statement = Statement::new(
    "body/of_unit",
    lines!("$2", "b.unit_id = $1 order by b.valid_from, b.name, b.body_id"),
);
pub(super) const WITHOUT_UNIT: Statement = Statement::new(
    "body/without_unit",
    lines!("$1", "b.unit_id is null order by b.valid_from, b.name, b.body_id"),
);
pub(super) const ONE: Statement = Statement::new("body/one", lines!("$2", "b.body_id = $1"));
/// The name that a body has once all renamings have come: [`super::Page::name_on`] goes back from it.
pub(super) const LAST_NAME: Statement =
    Statement::new("body/last_name", "select name, name_en from body where body_id = $1");
/// Bodies of ended units that stand on a day.
pub(super) const LEFT: Statement = Statement::new(
    "body/left",
    lines!(
        "$2",
        "b.unit_id in ($1) and b.valid_from <= $2 \
         and (b.valid_until is null or b.valid_until > $2) and b.valid_from < s.valid_until \
         order by s.valid_until, s.unit_id, b.name, b.body_id"
    ),
);
pub(super) const STANDING: Statement = Statement::new(
    "body/standing",
    bodies!(
        "",
        "$2",
        "b.unit_id in ($1) and b.valid_from <= $2 \
         and (b.valid_until is null or b.valid_until > $2) order by name, body_id"
    ),
);
/// Bodies that stand on a day or begin after it: with whom one that begins then would be at the same time.
pub(super) const SINCE: Statement = Statement::new(
    "body/since",
    bodies!(
        ", b.valid_from, b.valid_until",
        "$2",
        "b.unit_id in ($1) and (b.valid_until is null or b.valid_until > $2) \
         order by b.valid_from, b.name, b.body_id"
    ),
);
/// How many bodies stand in each of some units.
pub(super) const COUNTS: Statement = Statement::new(
    "body/counts",
    "select unit_id, count(*) as bodies from body where unit_id in ($1) and valid_from <= $2 \
     and (valid_until is null or valid_until > $2) group by unit_id",
);
pub(super) const ADD: Statement = Statement::new(
    "body/add",
    "insert into body (body_id, kind, name, name_en, unit_id, parent_id, valid_from, \
     legal_document, began_by_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
pub(super) const RENAME: Statement =
    Statement::new("body/rename", "update body set name = $2, name_en = $3 where body_id = $1");
pub(super) const ADD_RENAME: Statement = Statement::new(
    "body/add_rename",
    "insert into body_rename (body_id, effective_on, old_name, old_name_en, legal_document, \
     recorded_at, began_by_id) values ($1, $2, $3, $4, $5, $6, $7)",
);
pub(super) const RENAMES: Statement = Statement::new(
    "body/renames",
    "select effective_on, old_name, old_name_en, legal_document from body_rename \
     where body_id = $1 order by effective_on desc",
);
pub(super) const DELETE_RENAME: Statement = Statement::new(
    "body/delete_rename",
    "delete from body_rename where body_id = $1 and effective_on = $2",
);
/// The name before a renaming becomes the one before the next.
pub(super) const PASS_NAME: Statement = Statement::new(
    "body/pass_name",
    "update body_rename set old_name = $3, old_name_en = $4 \
     where body_id = $1 and effective_on = $2",
);
pub(super) const RENAMED_BY: Statement = Statement::new(
    "body/renamed_by",
    "select body_id, effective_on from body_rename where began_by_id = $1 \
     order by body_id, effective_on",
);
/// By which reorganisation a unit has the name that it has from a day on.
pub(super) const NAMED_BY: Statement = Statement::new(
    "body/named_by",
    "select began_by_id from unit_state where unit_id = $1 and valid_from = $2",
);
pub(super) const LIFE: Statement = Statement::new(
    "body/life",
    "select b.valid_from, b.valid_until, (select coalesce(max(e.number), 0) from body_end e \
     where e.body_id = b.body_id) as last from body b where b.body_id = $1",
);
/// Every end that was said of a body is a row with who said it.
pub(super) const ADD_END: Statement = Statement::new(
    "body_end/add",
    "insert into body_end (body_id, number, valid_until, document, by_id) \
     values ($1, $2, $3, $4, $5)",
);
/// The earliest end holds and stands in the body; of two on one day the later word.
pub(super) const HOLDS: Statement = Statement::new(
    "body_end/holds",
    "update body set valid_until = (select e.valid_until from body_end e \
     where e.body_id = body.body_id order by e.valid_until, e.number desc limit 1), \
     ended_document = coalesce((select e.document from body_end e \
     where e.body_id = body.body_id order by e.valid_until, e.number desc limit 1), ''), \
     ended_by_id = (select e.by_id from body_end e \
     where e.body_id = body.body_id order by e.valid_until, e.number desc limit 1) \
     where body_id = $1",
);
pub(super) const SAID_BY: Statement = Statement::new(
    "body_end/said_by",
    "select distinct body_id from body_end where by_id = $1 order by body_id",
);
pub(super) const FORGET_ENDS: Statement =
    Statement::new("body_end/forget", "delete from body_end where by_id = $1");
pub(super) const DELETE_ENDS: Statement =
    Statement::new("body_end/delete", "delete from body_end where body_id = $1");
pub(super) const SUCCEED: Statement = Statement::new(
    "body/succeed",
    "insert into body_succession (from_body_id, to_body_id, effective_on, coverage, \
     legal_document, began_by_id) values ($1, $2, $3, $4, $5, $6) \
     on conflict (from_body_id, to_body_id) do nothing",
);

macro_rules! successions {
    ($other:literal, $condition:literal) => {
        concat!(
            "select b.body_id, ",
            name_on!("b", "name", "$2"),
            " as name, ",
            name_on!("b", "name_en", "$2"),
            " as name_en, s.effective_on, s.coverage, s.legal_document ",
            "from body_succession s join body b on b.body_id = s.",
            $other,
            " where s.",
            $condition,
            " = $1 order by s.effective_on, b.name, b.body_id"
        )
    };
}

pub(super) const TAKEN_OVER: Statement =
    Statement::new("body/taken_over", successions!("from_body_id", "to_body_id"));
pub(super) const PASSED_ON: Statement =
    Statement::new("body/passed_on", successions!("to_body_id", "from_body_id"));

/// The units that are no more once a reorganisation (`$by`) is taken back: it made all that they ever were.
macro_rules! units_of {
    ($by:literal) => {
        concat!(
            "(select s.unit_id from unit_state s where s.began_by_id = ",
            $by,
            " and not exists (select 1 from unit_state o where o.unit_id = s.unit_id ",
            "and (o.began_by_id is null or o.began_by_id <> ",
            $by,
            ")))"
        )
    };
}

/// The bodies that are no more once a reorganisation is taken back: those that it made, and those that
/// were made by hand in units that it made.
pub(super) const VANISHING: Statement = Statement::new(
    "body/vanishing",
    concat!(
        "select b.body_id, b.name from body b where b.began_by_id = $1 or b.unit_id in ",
        units_of!("$1"),
        " order by b.name, b.body_id"
    ),
);
/// Whether something speaks of a body that no other body can be put in the place of.
pub(super) const IN_USE: Statement = Statement::new(
    "body/in_use",
    "select 1 as used from body b where b.body_id = $1 and (\
     exists (select 1 from programme p where p.issuer_id = b.body_id) \
     or exists (select 1 from conference c where c.body_id = b.body_id) \
     or exists (select 1 from conference_invited i where i.body_id = b.body_id) \
     or exists (select 1 from matter m where m.asker_body_id = b.body_id))",
);
/// The posts of a body go to another, and to its place where their own is no more.
pub(super) const MOVE_POSTS: Statement = Statement::new(
    "body/move_posts",
    concat!(
        "update post set body_id = $2, unit_id = case when unit_id in ",
        units_of!("$4"),
        " then $3 else unit_id end where body_id = $1"
    ),
);
pub(super) const MOVE_BELOW: Statement =
    Statement::new("body/move_below", "update body set parent_id = $2 where parent_id = $1");
/// Posts that were made by hand in a unit that is no more belong to its commune.
pub(super) const FREE_POSTS: Statement = Statement::new(
    "body/free_posts",
    concat!("update post set unit_id = null where unit_id in ", units_of!("$1")),
);
pub(super) const DELETE_RENAMES: Statement =
    Statement::new("body/delete_renames", "delete from body_rename where body_id = $1");
pub(super) const DELETE_SUCCESSIONS: Statement = Statement::new(
    "body/delete_successions",
    "delete from body_succession where from_body_id = $1 or to_body_id = $1",
);
pub(super) const DELETE: Statement =
    Statement::new("body/delete", "delete from body where body_id = $1");
pub(super) const FORGET: Statement =
    Statement::new("body/forget", "delete from body_succession where began_by_id = $1");

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &LIST,
    &OF_UNIT,
    &WITHOUT_UNIT,
    &ONE,
    &LAST_NAME,
    &LEFT,
    &STANDING,
    &SINCE,
    &COUNTS,
    &ADD,
    &RENAME,
    &ADD_RENAME,
    &RENAMES,
    &DELETE_RENAME,
    &PASS_NAME,
    &RENAMED_BY,
    &NAMED_BY,
    &LIFE,
    &ADD_END,
    &HOLDS,
    &SAID_BY,
    &FORGET_ENDS,
    &DELETE_ENDS,
    &SUCCEED,
    &TAKEN_OVER,
    &PASSED_ON,
    &VANISHING,
    &IN_USE,
    &MOVE_POSTS,
    &MOVE_BELOW,
    &FREE_POSTS,
    &DELETE_RENAMES,
    &DELETE_SUCCESSIONS,
    &DELETE,
    &FORGET,
    &left::UNITS,
    &left::COUNT,
    &left::AROUND,
    &left::OLD_NAMES,
];
