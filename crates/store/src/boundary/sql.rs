//! The statements about outlines. A level is looked up by the index of its kinds or its tier.

use crate::Statement;

/// States with their outlines, chosen by a condition on `s`; the unit above is named as of `$day`.
macro_rules! places {
    ($condition:expr, $day:literal) => {
        concat!(
            "select s.unit_state_id, s.unit_id, s.kind, s.name, s.short_name, s.official_code, ",
            "s.parent_id, s.valid_from, s.valid_until, g.area_m2, g.wkb, ",
            "(select p.name from unit_state p where p.unit_id = s.parent_id and p.valid_from <= ",
            $day,
            " and (p.valid_until is null or p.valid_until > ",
            $day,
            ")) as parent_name from unit_state s ",
            "left join unit_shape g on g.unit_state_id = s.unit_state_id where ",
            $condition,
            " order by s.sort_key, s.unit_id, s.valid_from"
        )
    };
}

/// States of a level that hold on a day from `$1` to `$2`.
macro_rules! level {
    ($condition:literal) => {
        places!(
            concat!(
                $condition,
                " and (s.valid_until is null or s.valid_until > $1) and s.valid_from <= $2"
            ),
            "case when s.valid_from > $1 then s.valid_from else $1 end"
        )
    };
}

pub(super) const PROVINCES: Statement = Statement {
    name: "boundary/provinces",
    sql: level!("s.tier is null and s.kind in ('tinh', 'thanh_pho')"),
};
pub(super) const DISTRICTS: Statement = Statement {
    name: "boundary/districts",
    sql: level!("s.tier is null and s.kind in ('quan', 'huyen', 'tp_thuoc_tp')"),
};
pub(super) const COMMUNES: Statement = Statement {
    name: "boundary/communes",
    sql: level!("s.tier is null and s.kind in ('phuong', 'xa', 'dac_khu', 'thi_tran')"),
};
pub(super) const BASE_UNITS: Statement =
    Statement { name: "boundary/base_units", sql: level!("s.tier = 'base'") };
pub(super) const PLACE: Statement = Statement {
    name: "boundary/place",
    sql: places!("s.unit_state_id = $1 and (s.tier is null or s.tier = 'base')", "s.valid_from"),
};

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[&PROVINCES, &DISTRICTS, &COMMUNES, &BASE_UNITS, &PLACE];
