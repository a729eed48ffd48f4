//! The statements about outlines. A level is looked up by its kinds, as `Kind` knows them, or its tier.

use crate::Statement;
use crate::spelled::{COMMUNE_KINDS, DISTRICT_KINDS, PROVINCE_KINDS, spelled};

/// States with their outlines, up to their condition on `s`; the unit above is named as of `$day`.
macro_rules! places {
    ($day:literal) => {
        concat!(
            "select s.unit_state_id, s.unit_id, s.kind, s.name, s.short_name, s.official_code, ",
            "s.parent_id, s.valid_from, s.valid_until, g.area_m2, g.wkb, ",
            "(select o.area_m2 from unit_official_area o where o.unit_state_id = s.unit_state_id) ",
            "as official_m2, ",
            "(select p.name from unit_state p where p.unit_id = s.parent_id and p.valid_from <= ",
            $day,
            " and (p.valid_until is null or p.valid_until > ",
            $day,
            ")) as parent_name from unit_state s ",
            "left join unit_shape g on g.unit_state_id = s.unit_state_id where "
        )
    };
}

/// In the order of people.
macro_rules! in_order {
    () => {
        " order by s.sort_key, s.unit_id, s.valid_from"
    };
}

/// States of a level that hold on a day from `$1` to `$2`.
macro_rules! level {
    ($($condition:expr),+) => {
        spelled!(
            places!("case when s.valid_from > $1 then s.valid_from else $1 end"),
            $($condition,)+
            concat!(
                " and (s.valid_until is null or s.valid_until > $1) and s.valid_from <= $2",
                in_order!()
            ),
        )
    };
}

pub(super) const PROVINCES: Statement = Statement {
    name: "boundary/provinces",
    sql: level!("s.tier is null and s.kind in (", PROVINCE_KINDS, ")"),
};
pub(super) const DISTRICTS: Statement = Statement {
    name: "boundary/districts",
    sql: level!("s.tier is null and s.kind in (", DISTRICT_KINDS, ")"),
};
pub(super) const COMMUNES: Statement = Statement {
    name: "boundary/communes",
    sql: level!("s.tier is null and s.kind in (", COMMUNE_KINDS, ")"),
};
pub(super) const BASE_UNITS: Statement =
    Statement { name: "boundary/base_units", sql: level!("s.tier = 'base'") };
pub(super) const PLACE: Statement = Statement {
    name: "boundary/place",
    sql: concat!(
        places!("s.valid_from"),
        "s.unit_state_id = $1 and (s.tier is null or s.tier = 'base')",
        in_order!()
    ),
};

macro_rules! import {
    ($condition:literal) => {
        concat!(
            "select i.boundary_import_id, i.name, i.attachment_id, i.on_day, i.choices_json, i.state, ",
            "i.revision, i.report_json, i.created_at, i.decided_at, ",
            "(select a.display_name from account a where a.account_id = i.created_by) ",
            "as created_name from boundary_import i ",
            $condition
        )
    };
}

pub(super) const IMPORTS: Statement = Statement {
    name: "boundary/imports",
    sql: import!("order by i.created_at desc, i.boundary_import_id limit 200"),
};
pub(super) const IMPORT: Statement =
    Statement { name: "boundary/import", sql: import!("where i.boundary_import_id = $1") };
/// An import of the same file for the same day, read in the same way, that counts or is looked at.
pub(super) const APPLIED: Statement = Statement {
    name: "boundary/applied",
    sql: import!(
        "where i.sha256 = $1 and i.on_day = $2 and i.choices_json = $3 and i.state in ('read', 'applied') \
         order by i.created_at desc limit 1"
    ),
};
pub(super) const ADD: Statement = Statement {
    name: "boundary/add",
    sql: "insert into boundary_import (boundary_import_id, name, attachment_id, sha256, on_day, \
          choices_json, state, revision, created_by, created_at) \
          values ($1, $2, $3, $4, $5, $6, 'read', 1, $7, $8)",
};
pub(super) const CHOOSE: Statement = Statement {
    name: "boundary/choose",
    sql: "update boundary_import set choices_json = $3, revision = revision + 1 \
          where boundary_import_id = $1 and revision = $2 and state = 'read'",
};
pub(super) const APPLY: Statement = Statement {
    name: "boundary/apply",
    sql: "update boundary_import set state = 'applied', revision = revision + 1, report_json = $3, \
          decided_by = $4, decided_at = $5 \
          where boundary_import_id = $1 and revision = $2 and state = 'read'",
};
pub(super) const DECIDE: Statement = Statement {
    name: "boundary/decide",
    sql: "update boundary_import set state = $3, revision = revision + 1, decided_by = $4, \
          decided_at = $5 where boundary_import_id = $1 and state = $2",
};
/// What a state had when an import was applied.
pub(super) const KEEP: Statement = Statement {
    name: "boundary/keep",
    sql: "insert into boundary_before (boundary_import_id, unit_state_id, applied_at, wkb, west_e7, \
          south_e7, east_e7, north_e7, area_m2, official_m2, official_source) \
          select i.boundary_import_id, s.unit_state_id, i.decided_at, g.wkb, g.west_e7, g.south_e7, \
          g.east_e7, g.north_e7, g.area_m2, o.area_m2, o.source \
          from boundary_import i join unit_state s on s.unit_state_id = $2 \
          left join unit_shape g on g.unit_state_id = s.unit_state_id \
          left join unit_official_area o on o.unit_state_id = s.unit_state_id \
          where i.boundary_import_id = $1",
};
pub(super) const DROP_SHAPE: Statement = Statement {
    name: "boundary/drop_shape",
    sql: "delete from unit_shape where unit_state_id = $1",
};
pub(super) const DROP_OFFICIAL: Statement = Statement {
    name: "boundary/drop_official",
    sql: "delete from unit_official_area where unit_state_id = $1",
};
pub(super) const ADD_OFFICIAL: Statement = Statement {
    name: "boundary/add_official",
    sql: "insert into unit_official_area (unit_state_id, area_m2, source) values ($1, $2, $3)",
};
/// A later import that counts and changed one of the same states.
pub(super) const LATER: Statement = Statement {
    name: "boundary/later",
    sql: "select i.name from boundary_before own join boundary_before other \
          on other.unit_state_id = own.unit_state_id and other.applied_at > own.applied_at \
          join boundary_import i on i.boundary_import_id = other.boundary_import_id \
          and i.state = 'applied' where own.boundary_import_id = $1 \
          order by other.applied_at desc, i.name limit 1",
};
pub(super) const REVERT_SHAPES: Statement = Statement {
    name: "boundary/revert_shapes",
    sql: "delete from unit_shape where unit_state_id in \
          (select b.unit_state_id from boundary_before b where b.boundary_import_id = $1)",
};
pub(super) const REVERT_OFFICIAL: Statement = Statement {
    name: "boundary/revert_official",
    sql: "delete from unit_official_area where unit_state_id in \
          (select b.unit_state_id from boundary_before b where b.boundary_import_id = $1)",
};
/// A state that has been taken back meanwhile gets nothing.
pub(super) const RESTORE_SHAPES: Statement = Statement {
    name: "boundary/restore_shapes",
    sql: "insert into unit_shape (unit_state_id, wkb, west_e7, south_e7, east_e7, north_e7, area_m2) \
          select b.unit_state_id, b.wkb, b.west_e7, b.south_e7, b.east_e7, b.north_e7, b.area_m2 \
          from boundary_before b join unit_state s on s.unit_state_id = b.unit_state_id \
          where b.boundary_import_id = $1 and b.wkb is not null",
};
pub(super) const RESTORE_OFFICIAL: Statement = Statement {
    name: "boundary/restore_official",
    sql: "insert into unit_official_area (unit_state_id, area_m2, source) \
          select b.unit_state_id, b.official_m2, b.official_source \
          from boundary_before b join unit_state s on s.unit_state_id = b.unit_state_id \
          where b.boundary_import_id = $1 and b.official_m2 is not null",
};

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &PROVINCES,
    &DISTRICTS,
    &COMMUNES,
    &BASE_UNITS,
    &PLACE,
    &IMPORTS,
    &IMPORT,
    &APPLIED,
    &ADD,
    &CHOOSE,
    &APPLY,
    &DECIDE,
    &KEEP,
    &DROP_SHAPE,
    &DROP_OFFICIAL,
    &ADD_OFFICIAL,
    &LATER,
    &REVERT_SHAPES,
    &REVERT_OFFICIAL,
    &RESTORE_SHAPES,
    &RESTORE_OFFICIAL,
];
