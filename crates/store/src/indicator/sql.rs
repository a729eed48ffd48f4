//! The statements about indicators.

use crate::{Statement, Statements};

macro_rules! indicators {
    ($($condition:expr),+) => {
        concat!(
            "select i.indicator_id, i.code, i.unit_id, i.name, i.name_en, i.measure, ",
            "i.measure_en, i.says, i.aggregate, i.level, i.rhythm, i.places, i.shared_by, ",
            "i.first_part_id, i.second_part_id, i.scale, i.counts_people, i.is_public, ",
            "i.due_days from indicator i where ",
            $($condition),+
        )
    };
}

/// Public, of the program, or of a place of the reader's: below it (`$2`), or above it (`$3`), for
/// then the reader's own places tell it.
macro_rules! seen_by {
    () => {
        "(i.is_public or $1 or i.unit_id in ($2) or i.commune_id in ($2) or i.top_id in ($2) \
         or i.unit_id in ($3))"
    };
}

pub(super) const LIST: Statement = Statement::new(
    "indicator/list",
    indicators!(seen_by!(), " order by i.level, i.name, i.indicator_id"),
);
pub(super) const ONE: Statement =
    Statement::new("indicator/one", indicators!(seen_by!(), " and i.indicator_id = $4"));
pub(super) const LOAD: Statement =
    Statement::new("indicator/load", indicators!("i.indicator_id = $1"));
pub(super) const BY_CODE: Statement =
    Statement::new("indicator/by_code", indicators!("i.code = $1"));
pub(super) const ADD: Statement = Statement::new(
    "indicator/add",
    "insert into indicator (indicator_id, code, unit_id, commune_id, top_id, name, name_en, \
     measure, measure_en, says, aggregate, level, rhythm, places, shared_by, first_part_id, \
     second_part_id, scale, counts_people, is_public, due_days, defined_by_id, defined_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
     $20, $21, $22, $23)",
);
pub(super) const ADD_VALUE: Statement = Statement::new(
    "indicator/add_value",
    "insert into indicator_value (indicator_id, unit_id, period, number, value_milli, why, \
     post_id, figure_file_id, told_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);
/// The last row of each cell of some places and one period.
pub(super) const TOLD_OF: Statement = Statement::new(
    "indicator/told_of",
    "select v.indicator_id, v.unit_id, v.number, v.value_milli from indicator_value v \
     where v.unit_id in ($1) and v.period = $2 and v.number = (select max(o.number) \
     from indicator_value o where o.indicator_id = v.indicator_id and o.unit_id = v.unit_id \
     and o.period = v.period)",
);
/// Every row of an indicator: the reader keeps the last of each cell.
pub(super) const CELLS: Statement = Statement::new(
    "indicator/cells",
    "select unit_id, period, number, value_milli from indicator_value where indicator_id = $1",
);
/// Which places have told what of a period.
pub(super) const TOLD: Statement = Statement::new(
    "indicator/told",
    "select distinct indicator_id, unit_id from indicator_value where indicator_id in ($1) \
     and period = $2",
);
pub(super) const HISTORY: Statement = Statement::new(
    "indicator/history",
    "select v.period, v.number, v.value_milli, v.why, v.told_at, p.name as post, \
     p.name_en as post_en, f.name as file from indicator_value v \
     left join post p on p.post_id = v.post_id \
     left join figure_file f on f.figure_file_id = v.figure_file_id \
     where v.indicator_id = $1 and v.unit_id = $2 \
     order by v.told_at desc, v.period desc, v.number desc limit 200",
);
/// What tells whether figures have changed since they were read: counting them takes longer than restating.
pub(super) const MOVED: Statement = Statement::new(
    "indicator/moved",
    "select tellings from indicator_moved where indicator_id = $1",
);
/// Stands beside each [`ADD_VALUE`].
pub(super) const MOVE: Statement = Statement::new(
    "indicator/move",
    "insert into indicator_moved (indicator_id, tellings) values ($1, 1) \
     on conflict (indicator_id) do update set tellings = indicator_moved.tellings + 1",
);
/// The posts that head places on a day.
pub(super) const HEADS: Statement = Statement::new(
    "indicator/heads",
    "select p.unit_id, p.name, p.name_en from post p where p.unit_id in ($1) and p.valid_from <= $2 \
     and (p.valid_until is null or p.valid_until > $2) and p.kind in ('truong_khu_pho_ap', \
     'dau_moi', 'chu_tich') order by p.unit_id, p.kind desc, p.name",
);

pub(super) const ADD_FILE: Statement = Statement::new(
    "indicator/add_file",
    "insert into figure_file (figure_file_id, unit_id, indicator_id, name, attachment_id, state, \
     brought_by_id, brought_at, figures) values ($1, $2, $3, $4, $5, 'read', $6, $7, 0)",
);
pub(super) const DECIDE_FILE: Statement = Statement::new(
    "indicator/decide_file",
    "update figure_file set state = $2, decided_by_id = $3, decided_at = $4, figures = $5 \
     where figure_file_id = $1 and state = 'read'",
);
macro_rules! files {
    ($condition:literal) => {
        concat!(
            "select f.figure_file_id, f.unit_id, f.indicator_id, f.name, f.attachment_id, f.state, ",
            "f.brought_at, f.decided_at, f.figures, p.name as post, p.name_en as post_en ",
            "from figure_file f join post p on p.post_id = f.brought_by_id where ",
            $condition
        )
    };
}
pub(super) const FILE: Statement =
    Statement::new("indicator/file", files!("f.figure_file_id = $1"));
pub(super) const FILES: Statement = Statement::new(
    "indicator/files",
    files!("f.unit_id = $1 order by f.brought_at desc, f.figure_file_id limit 50"),
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &LIST,
    &ONE,
    &LOAD,
    &BY_CODE,
    &ADD,
    &ADD_VALUE,
    &TOLD_OF,
    &CELLS,
    &TOLD,
    &HISTORY,
    &MOVED,
    &MOVE,
    &HEADS,
    &ADD_FILE,
    &DECIDE_FILE,
    &FILE,
    &FILES,
];
