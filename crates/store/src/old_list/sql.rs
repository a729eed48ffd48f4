//! The statements about lists of old groups.

use crate::Statement;

macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select l.old_list_id, l.commune_id, l.name, l.attachment_id, l.mapping_json, ",
            "l.state, l.revision, l.created_at, l.accepted_at, l.withdrawn_at, ",
            "c.display_name as created_name, a.display_name as accepted_name, ",
            "coalesce(n.groups, 0) as groups, ",
            "cast(coalesce(n.households, 0) as bigint) as households from old_list l ",
            "left join account c on c.account_id = l.created_by ",
            "left join account a on a.account_id = l.accepted_by ",
            "left join (select r.old_list_id, count(*) as groups, ",
            "sum(r.households) as households from old_list_row r group by r.old_list_id) n ",
            "on n.old_list_id = l.old_list_id where ",
            $condition,
            " order by l.created_at desc, l.old_list_id"
        )
    };
}

pub(super) const LIST: Statement = Statement::new("old_list/list", lines!("l.commune_id = $1"));
pub(super) const ONE: Statement = Statement::new("old_list/one", lines!("l.old_list_id = $1"));
pub(super) const ROWS: Statement = Statement::new(
    "old_list/rows",
    "select sheet, sheet_row, khu_pho, to_name, households, people, street, note, code, \
     neighbours_json, unit_id from old_list_row where old_list_id = $1 order by number",
);
pub(super) const ADD: Statement = Statement::new(
    "old_list/add",
    "insert into old_list (old_list_id, commune_id, name, attachment_id, mapping_json, state, \
     revision, created_by, created_at) values ($1, $2, $3, $4, $5, 'read', 1, $6, $7)",
);
pub(super) const SET_MAPPING: Statement = Statement::new(
    "old_list/set_mapping",
    "update old_list set mapping_json = $3, revision = revision + 1 \
     where old_list_id = $1 and revision = $2 and state = 'read'",
);
pub(super) const ACCEPT: Statement = Statement::new(
    "old_list/accept",
    "update old_list set state = 'accepted', revision = revision + 1, accepted_by = $3, \
     accepted_at = $4 where old_list_id = $1 and revision = $2 and state = 'read'",
);
pub(super) const WITHDRAW: Statement = Statement::new(
    "old_list/withdraw",
    "update old_list set state = 'withdrawn', revision = revision + 1, withdrawn_by = $2, \
     withdrawn_at = $3 where old_list_id = $1 and state <> 'withdrawn'",
);
pub(super) const ACCEPTED: Statement = Statement::new(
    "old_list/accepted",
    "select old_list_id from old_list where commune_id = $1 and state = 'accepted'",
);
pub(super) const ADD_ROW: Statement = Statement::new(
    "old_list/add_row",
    "insert into old_list_row (old_list_id, number, sheet, sheet_row, khu_pho, to_name, \
     households, people, street, note, code, neighbours_json, unit_id) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
);
pub(super) const REMEMBERED: Statement = Statement::new(
    "old_list/remembered",
    "select fingerprint, mapping_json from old_list_mapping where commune_id = $1 \
     order by fingerprint",
);
pub(super) const REMEMBER: Statement = Statement::new(
    "old_list/remember",
    "insert into old_list_mapping (commune_id, fingerprint, mapping_json, updated_at) \
     values ($1, $2, $3, $4) on conflict (commune_id, fingerprint) \
     do update set mapping_json = excluded.mapping_json, updated_at = excluded.updated_at",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &LIST,
    &ONE,
    &ROWS,
    &ADD,
    &SET_MAPPING,
    &ACCEPT,
    &WITHDRAW,
    &ACCEPTED,
    &ADD_ROW,
    &REMEMBERED,
    &REMEMBER,
];
