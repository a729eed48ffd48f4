//! The statements about households. `$1` is the day wherever a day decides.

use crate::Statement;

pub(super) const ADD: Statement = Statement {
    name: "household/add",
    sql: "insert into household (household_id, commune_id, code, address, address_fold, lon_e7, \
          lat_e7, people, representative, atom_id) \
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
};
pub(super) const ADD_MEMBERSHIP: Statement = Statement {
    name: "household/add_membership",
    sql: "insert into household_membership (household_id, unit_id, tier, valid_from, valid_until, \
          began_by_id, ended_by_id) values ($1, $2, $3, $4, $5, $6, $7)",
};
/// Runs before the old memberships are ended, so that only households present on the day count.
pub(super) const BEGIN_BY_ATOMS: Statement = Statement {
    name: "household/begin_by_atoms",
    sql: "insert into household_membership (household_id, unit_id, tier, valid_from, valid_until, \
          began_by_id) \
          select m.household_id, a.unit_id, a.tier, a.valid_from, m.valid_until, a.began_by_id \
          from unit_atom a join household h on h.atom_id = a.atom_id \
          join household_membership m on m.household_id = h.household_id and m.tier = a.tier \
          and m.valid_from < $1 and (m.valid_until is null or m.valid_until > $1) \
          where a.began_by_id = $2",
};
pub(super) const END_BY_ATOMS: Statement = Statement {
    name: "household/end_by_atoms",
    sql: "update household_membership set valid_until = $1, ended_by_id = $2 \
          where valid_from < $1 and valid_until is null and exists (\
          select 1 from unit_atom a join household h on h.atom_id = a.atom_id \
          where a.ended_by_id = $2 and a.tier = household_membership.tier \
          and h.household_id = household_membership.household_id)",
};
pub(super) const DELETE_BEGUN: Statement = Statement {
    name: "household/delete_begun",
    sql: "delete from household_membership where began_by_id = $1",
};
pub(super) const REOPEN: Statement = Statement {
    name: "household/reopen",
    sql: "update household_membership set valid_until = null, ended_by_id = null \
          where ended_by_id = $1",
};
pub(super) const LIST: Statement = Statement {
    name: "household/list",
    sql: "select h.household_id, h.code, h.address, h.people, h.representative, h.lon_e7, \
          h.lat_e7, h.atom_id from household_membership m \
          join household h on h.household_id = m.household_id \
          where m.unit_id = $2 and m.valid_from <= $1 \
          and (m.valid_until is null or m.valid_until > $1) order by h.code",
};
/// Where a household lives on a day: the commune of its base unit, else the one that counts it.
pub(super) const COMMUNE: Statement = Statement {
    name: "household/commune",
    sql: "select coalesce(s.parent_id, h.commune_id) as commune_id from household h \
          left join household_membership m on m.household_id = h.household_id and m.tier = 'base' \
          and m.valid_from <= $1 and (m.valid_until is null or m.valid_until > $1) \
          left join unit_state s on s.unit_id = m.unit_id \
          and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) \
          where h.household_id = $2",
};
pub(super) const MEMBERSHIPS: Statement = Statement {
    name: "household/memberships",
    sql: "select unit_id, tier, valid_from, valid_until from household_membership \
          where household_id = $1 order by tier, valid_from, unit_id",
};
pub(super) const SETTLE: Statement = Statement {
    name: "household/settle",
    sql: "insert into household_membership (household_id, unit_id, tier, valid_from, valid_until, \
          began_by_id, ended_by_id) \
          select h.household_id, a.unit_id, a.tier, \
          case when a.valid_from < $1 then $1 else a.valid_from end, a.valid_until, \
          case when a.valid_from <= $1 then null else a.began_by_id end, a.ended_by_id \
          from household h join unit_atom a on a.atom_id = h.atom_id \
          where h.household_id = $2 and (a.valid_until is null or a.valid_until > $1)",
};
pub(super) const NEVER_BEGAN: Statement = Statement {
    name: "household/never_began",
    sql: "delete from household_membership where household_id = $2 and valid_from >= $1",
};
pub(super) const LEAVE: Statement = Statement {
    name: "household/leave",
    sql: "update household_membership set valid_until = $1, ended_by_id = null \
          where household_id = $2 and (valid_until is null or valid_until > $1)",
};
pub(super) const SET_ATOM: Statement = Statement {
    name: "household/set_atom",
    sql: "update household set atom_id = $2 where household_id = $1",
};

pub(super) const EXISTS: Statement = Statement {
    name: "household/exists",
    sql: concat!(
        "select household_id from household where (commune_id = $1 or commune_id in ",
        crate::transfer::taken_over!("$1"),
        ") and code = $2"
    ),
};
pub(super) const WHEREABOUTS: Statement = Statement {
    name: "household/whereabouts",
    sql: "select h.people, h.atom_id from household h where h.household_id = $2 \
          and (h.commune_id = $3 or exists (select 1 from household_membership m \
          join unit_state s on s.unit_id = m.unit_id and s.parent_id = $3 \
          and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) \
          where m.household_id = h.household_id and m.tier = 'base' \
          and m.valid_from <= $1 and (m.valid_until is null or m.valid_until > $1)))",
};

pub(super) const BASE_ON: Statement = Statement {
    name: "household/base_on",
    sql: "select unit_id from household_membership where household_id = $2 and tier = 'base' \
          and valid_from <= $1 and (valid_until is null or valid_until > $1)",
};

/// Doors whose street is like one of two patterns, with the base unit of a day (`$1`). With a space on either
/// side and none of its commas, an address holds a street of one letter as a word of its own.
macro_rules! doors {
    ($head:literal, ($own:literal, $zeros:literal), $communes:literal, $most:literal) => {
        concat!(
            "select h.address_fold, s.parent_id as commune_id, m.unit_id from household h ",
            "join household_membership m on m.household_id = h.household_id and m.tier = 'base' ",
            "and m.valid_from <= $1 and (m.valid_until is null or m.valid_until > $1) ",
            "join unit_state s on s.unit_id = m.unit_id ",
            "and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) where ",
            $head,
            "(replace(' ' || h.address_fold || ' ', ',', ' ') like ",
            $own,
            " or replace(' ' || h.address_fold || ' ', ',', ' ') like ",
            $zeros,
            ") and s.parent_id in (",
            $communes,
            ") order by h.address_fold, m.unit_id limit ",
            $most
        )
    };
}

/// Doors whose address begins like `$2` or `$3` and whose street is like `$4` or `$5`, in communes (`$6`).
pub(super) const DOORS_BY_NUMBER: Statement = Statement {
    name: "household/doors_by_number",
    sql: doors!(
        "(h.address_fold like $2 or h.address_fold like $3) and ",
        ("$4", "$5"),
        "$6",
        "$7"
    ),
};
/// Doors of communes (`$4`) whose street is like `$2` or `$3`.
pub(super) const DOORS_OF_STREET: Statement =
    Statement { name: "household/doors_of_street", sql: doors!("", ("$2", "$3"), "$4", "$5") };

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &ADD,
    &ADD_MEMBERSHIP,
    &BEGIN_BY_ATOMS,
    &END_BY_ATOMS,
    &DELETE_BEGUN,
    &REOPEN,
    &LIST,
    &COMMUNE,
    &MEMBERSHIPS,
    &SETTLE,
    &NEVER_BEGAN,
    &LEAVE,
    &SET_ATOM,
    &EXISTS,
    &WHEREABOUTS,
    &BASE_ON,
    &DOORS_BY_NUMBER,
    &DOORS_OF_STREET,
];
