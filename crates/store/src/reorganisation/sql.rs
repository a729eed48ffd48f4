//! The statements about reorganisations.

use crate::Statement;

macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select r.reorganisation_id, r.commune_id, r.plan_id, p.name as plan_name, r.state, ",
            "r.base_revision, r.households, r.digest, r.created_by, r.created_at, r.value_json, ",
            "a.effective_on from reorganisation r join plan p on p.plan_id = r.plan_id ",
            "left join adoption a on a.reorganisation_id = r.reorganisation_id where ",
            $condition,
            " order by r.created_at desc, r.reorganisation_id"
        )
    };
}

pub(super) const LIST: Statement =
    Statement::new("reorganisation/list", lines!("r.commune_id = $1"));
pub(super) const ONE: Statement =
    Statement::new("reorganisation/one", lines!("r.reorganisation_id = $1"));
pub(super) const ADOPTION: Statement = Statement::new(
    "reorganisation/adoption",
    "select a.resolution_number, a.resolution_by, a.dated_on, a.effective_on, a.attachment_id, \
     a.households, a.agreed, a.acknowledged_json, a.recorded_by, a.recorded_at, a.confirmed_by, \
     a.confirmed_at, a.reverted_at, a.revert_reason, r.display_name as recorded_name, \
     c.display_name as confirmed_name from adoption a \
     left join account r on r.account_id = a.recorded_by \
     left join account c on c.account_id = a.confirmed_by where a.reorganisation_id = $1",
);
pub(super) const TALLY: Statement = Statement::new(
    "reorganisation/tally",
    "select t.unit_id, t.households, t.agreed from adoption_tally t \
     where t.reorganisation_id = $1 order by t.unit_id",
);
pub(super) const ADD: Statement = Statement::new(
    "reorganisation/add",
    "insert into reorganisation (reorganisation_id, commune_id, plan_id, state, base_revision, \
     households, value_json, digest, created_by, created_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
pub(super) const SET_STATE: Statement = Statement::new(
    "reorganisation/set_state",
    "update reorganisation set state = $3 where reorganisation_id = $1 and state = $2",
);
pub(super) const DELETE_ADOPTION: Statement = Statement::new(
    "reorganisation/delete_adoption",
    "delete from adoption where reorganisation_id = $1 and confirmed_by is null",
);
pub(super) const DELETE_TALLY: Statement = Statement::new(
    "reorganisation/delete_tally",
    "delete from adoption_tally where reorganisation_id = $1",
);
pub(super) const RECORD: Statement = Statement::new(
    "reorganisation/record",
    "insert into adoption (reorganisation_id, resolution_number, resolution_by, dated_on, \
     effective_on, attachment_id, households, agreed, acknowledged_json, recorded_by, recorded_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
);
pub(super) const ADD_TALLY: Statement = Statement::new(
    "reorganisation/add_tally",
    "insert into adoption_tally (reorganisation_id, unit_id, households, agreed) \
     values ($1, $2, $3, $4)",
);
pub(super) const CONFIRM: Statement = Statement::new(
    "reorganisation/confirm",
    "update adoption set confirmed_by = $2, confirmed_at = $3 \
     where reorganisation_id = $1 and confirmed_by is null",
);
pub(super) const REVERT: Statement = Statement::new(
    "reorganisation/revert",
    "update adoption set reverted_by = $2, reverted_at = $3, revert_reason = $4 \
     where reorganisation_id = $1 and reverted_at is null",
);
pub(super) const APPLIED: Statement = Statement::new(
    "reorganisation/applied",
    "update adoption set applied_json = $2 where reorganisation_id = $1",
);
pub(super) const AHEAD: Statement = Statement::new(
    "reorganisation/ahead",
    "select r.reorganisation_id, a.applied_json from reorganisation r \
     join adoption a on a.reorganisation_id = r.reorganisation_id \
     where r.commune_id = $1 and r.state = 'adopted' and a.effective_on > $2 \
     order by a.effective_on, r.reorganisation_id",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &LIST,
    &ONE,
    &ADOPTION,
    &TALLY,
    &ADD,
    &SET_STATE,
    &DELETE_ADOPTION,
    &DELETE_TALLY,
    &RECORD,
    &ADD_TALLY,
    &CONFIRM,
    &REVERT,
    &APPLIED,
    &AHEAD,
];
