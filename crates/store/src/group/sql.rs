//! The statements about self-managed groups. `$1` is the day wherever a day decides.

use crate::Statement;

/// A group with its state, parent, head and number of members on a day (`$1`).
macro_rules! lines {
    ($state:literal, $condition:literal) => {
        concat!(
            "select g.unit_id, g.kind, s.name, s.parent_id, p.name as parent, g.head_post_id, ",
            "h.name as head, h.name_en as head_en, g.formed_on, g.dissolved_on, g.commune_id, ",
            "g.top_id, g.ground, g.core, g.plan_id, g.dissolved_why, ",
            "(select count(*) from household_membership m where m.unit_id = g.unit_id ",
            "and m.tier = 'group' and m.valid_from <= $1 ",
            "and (m.valid_until is null or m.valid_until > $1)) as members ",
            "from self_managed_group g join unit_state s on s.unit_id = g.unit_id and ",
            $state,
            " left join unit_state p on p.unit_id = s.parent_id and p.valid_from = ",
            "(select max(l.valid_from) from unit_state l where l.unit_id = s.parent_id ",
            "and l.valid_from <= $1) join post h on h.post_id = g.head_post_id where ",
            $condition
        )
    };
}

pub(super) const OF_COMMUNE: Statement = Statement::new(
    "group/of_commune",
    lines!(
        "s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1)",
        "g.commune_id = $2 order by p.sort_key, s.sort_key, g.unit_id limit 1000"
    ),
);
pub(super) const OF_UNIT: Statement = Statement::new(
    "group/of_unit",
    lines!(
        "s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1)",
        "s.parent_id = $2 order by s.sort_key, g.unit_id"
    ),
);
pub(super) const ONE: Statement = Statement::new(
    "group/one",
    lines!(
        "s.valid_from = (select max(l.valid_from) from unit_state l where l.unit_id = g.unit_id \
         and l.valid_from <= $1)",
        "g.unit_id = $2"
    ),
);
pub(super) const COUNTS: Statement = Statement::new(
    "group/counts",
    "select g.commune_id, s.name, count(*) as groups from self_managed_group g \
     join unit_state s on s.unit_id = g.commune_id and s.valid_from <= $1 \
     and (s.valid_until is null or s.valid_until > $1) where g.formed_on <= $1 \
     and (g.dissolved_on is null or g.dissolved_on > $1) \
     group by g.commune_id, s.name, s.sort_key order by s.sort_key, g.commune_id",
);
pub(super) const ACTS: Statement = Statement::new(
    "group/acts",
    "select group_act_id, kind, title, said, happened_on, last_on, attending, agreed, against \
     from group_act where unit_id = $1 order by happened_on desc, entered_at desc limit 200",
);
pub(super) const FORMED_PARTS: Statement = Statement::new(
    "group/formed_parts",
    "select plan_part, unit_id from self_managed_group where plan_id = $1 \
     and dissolved_on is null order by plan_part",
);
pub(super) const ADD: Statement = Statement::new(
    "group/add",
    "insert into self_managed_group (unit_id, kind, ground, core, head_post_id, plan_id, plan_part, \
     formed_on, formed_by_id, commune_id, top_id) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
);
pub(super) const ADD_ATOMS: Statement = Statement::new(
    "group/add_atoms",
    "insert into group_atom (unit_id, atom_id) select g.unit_id, a.atom_id \
     from self_managed_group g join plan_atom a on a.plan_id = $2 and a.part = $3 \
     where g.unit_id = $1",
);
pub(super) const NAMED: Statement = Statement::new(
    "group/named",
    "select unit_id from unit_state where parent_id = $2 and tier = 'group' and search_fold = $3 \
     and (valid_until is null or valid_until > $1) limit 1",
);
pub(super) const DISSOLVE: Statement = Statement::new(
    "group/dissolve",
    "update self_managed_group set dissolved_on = $2, dissolved_why = $3 \
     where unit_id = $1 and dissolved_on is null",
);
pub(super) const FORGET_SHAPES_AHEAD: Statement = Statement::new(
    "group/forget_shapes_ahead",
    "delete from unit_shape where unit_state_id in \
     (select unit_state_id from unit_state where unit_id = $1 and valid_from >= $2)",
);
pub(super) const FORGET_STATES_AHEAD: Statement = Statement::new(
    "group/forget_states_ahead",
    "delete from unit_state where unit_id = $1 and valid_from >= $2",
);
/// The end is the group's own: a reorganisation taken back does not open it again.
pub(super) const END_STATE: Statement = Statement::new(
    "group/end_state",
    "update unit_state set valid_until = $2, ended_by_id = null where unit_id = $1 \
     and valid_from < $2 and (valid_until is null or valid_until > $2)",
);
pub(super) const END_HEAD: Statement = Statement::new(
    "group/end_head",
    "update post set valid_until = $2 where unit_id = $1 \
     and (valid_until is null or valid_until > $2)",
);
pub(super) const FORGET_MEMBERS: Statement = Statement::new(
    "group/forget_members",
    "delete from household_membership where unit_id = $1 and tier = 'group' and valid_from >= $2",
);
pub(super) const END_MEMBERS: Statement = Statement::new(
    "group/end_members",
    "update household_membership set valid_until = $2 where unit_id = $1 and tier = 'group' \
     and (valid_until is null or valid_until > $2)",
);
pub(super) const END_CONSENTS: Statement = Statement::new(
    "group/end_consents",
    "update group_consent set withdrawn_on = $2 where unit_id = $1 and withdrawn_on is null",
);
pub(super) const RECORD: Statement = Statement::new(
    "group/record",
    "insert into group_act (group_act_id, unit_id, kind, title, said, happened_on, last_on, \
     attending, agreed, against, entered_by_id, entered_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
);
pub(super) const KEPT: Statement = Statement::new(
    "group/kept",
    "select group_act_id from group_act where group_act_id = $1 union all \
     select group_request_id from group_request where group_request_id = $1",
);
pub(super) const HOUSEHOLD_IN: Statement = Statement::new(
    "group/household_in",
    "select h.household_id from household_membership m \
     join household h on h.household_id = m.household_id where m.valid_from <= $1 \
     and (m.valid_until is null or m.valid_until > $1) and m.unit_id = $2 and m.tier = 'base' \
     and h.code = $3",
);
pub(super) const MEMBER_OF: Statement = Statement::new(
    "group/member_of",
    "select h.household_id from household_membership m \
     join household h on h.household_id = m.household_id where m.valid_from <= $1 \
     and (m.valid_until is null or m.valid_until > $1) and m.unit_id = $2 and m.tier = 'group' \
     and h.code = $3",
);
pub(super) const CONSENT: Statement = Statement::new(
    "group/consent",
    "insert into group_consent (unit_id, household_id, entered_at, consented_on, entered_by_id) \
     values ($1, $2, $3, $4, $5)",
);
pub(super) const REJOIN: Statement = Statement::new(
    "group/rejoin",
    "update household_membership set valid_until = null where household_id = $1 \
     and unit_id = $2 and tier = 'group' and valid_until = $3",
);
pub(super) const JOIN: Statement = Statement::new(
    "group/join",
    "insert into household_membership (household_id, unit_id, tier, valid_from) \
     values ($1, $2, 'group', $3)",
);
pub(super) const NEVER_JOINED: Statement = Statement::new(
    "group/never_joined",
    "delete from household_membership where household_id = $1 and unit_id = $2 \
     and tier = 'group' and valid_from >= $3",
);
pub(super) const LEAVE: Statement = Statement::new(
    "group/leave",
    "update household_membership set valid_until = $3 where household_id = $1 and unit_id = $2 \
     and tier = 'group' and (valid_until is null or valid_until > $3)",
);
pub(super) const WITHDRAW: Statement = Statement::new(
    "group/withdraw",
    "update group_consent set withdrawn_on = $3, withdrawal_by_id = $4 where household_id = $1 \
     and unit_id = $2 and withdrawn_on is null",
);
pub(super) const MEMBERS: Statement = Statement::new(
    "group/members",
    "select h.code, (select max(c.consented_on) from group_consent c where c.unit_id = m.unit_id \
     and c.household_id = m.household_id and c.withdrawn_on is null) as consented_on \
     from household_membership m join household h on h.household_id = m.household_id \
     where m.valid_from <= $1 and (m.valid_until is null or m.valid_until > $1) \
     and m.unit_id = $2 and m.tier = 'group' and exists (select 1 from group_consent c \
     where c.unit_id = m.unit_id and c.household_id = m.household_id and c.withdrawn_on is null) \
     order by h.code",
);
pub(super) const ADD_REQUEST: Statement = Statement::new(
    "group/add_request",
    "insert into group_request (group_request_id, unit_id, category, said, state, asked_on, \
     entered_at) values ($1, $2, $3, $4, $5, $6, $7)",
);
pub(super) const REQUESTS: Statement = Statement::new(
    "group/requests",
    "select group_request_id, category, said, state, asked_on, matter_id from group_request \
     where unit_id = $1 order by case when state = 'asked' then 0 else 1 end, asked_on desc, \
     entered_at desc limit 200",
);
pub(super) const REQUEST: Statement = Statement::new(
    "group/request",
    "select group_request_id, category, said, state, asked_on, matter_id from group_request \
     where group_request_id = $1 and unit_id = $2",
);
pub(super) const OPEN_REQUESTS: Statement = Statement::new(
    "group/open_requests",
    "select count(*) as n from group_request where unit_id = $1 and state = 'asked'",
);
/// The groups that some posts lead, in which somebody waits for the head's word.
pub(super) const WAITING: Statement = Statement::new(
    "group/waiting",
    "select g.unit_id, s.name, n.requests from self_managed_group g \
     join unit_state s on s.unit_id = g.unit_id and s.valid_from <= $1 \
     and (s.valid_until is null or s.valid_until > $1) \
     join (select unit_id, count(*) as requests from group_request where state = 'asked' \
     group by unit_id) n on n.unit_id = g.unit_id \
     where g.head_post_id in ($2) order by s.sort_key, g.unit_id",
);
pub(super) const SETTLE: Statement = Statement::new(
    "group/settle",
    "update group_request set state = $2, matter_id = $3, settled_on = $4 \
     where group_request_id = $1 and state = 'asked'",
);
pub(super) const IN_UNITS: Statement = Statement::new(
    "group/in_units",
    "select g.unit_id, s.parent_id from self_managed_group g \
     join unit_state s on s.unit_id = g.unit_id and s.valid_from < $1 and s.valid_until is null \
     where s.parent_id in ($2) order by g.unit_id",
);
pub(super) const ATOMS: Statement = Statement::new(
    "group/atoms",
    "select a.atom_id, count(h.household_id) as households from group_atom a \
     left join household h on h.atom_id = a.atom_id where a.unit_id = $1 \
     group by a.atom_id order by a.atom_id",
);
pub(super) const KEEP_SHAPE: Statement = Statement::new(
    "group/keep_shape",
    "insert into unit_shape (unit_state_id, wkb, west_e7, south_e7, east_e7, north_e7, area_m2) \
     select s.unit_state_id, o.wkb, o.west_e7, o.south_e7, o.east_e7, o.north_e7, o.area_m2 \
     from unit_state s, unit_shape o where s.unit_state_id = $1 and o.unit_state_id = $2",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &OF_COMMUNE,
    &OF_UNIT,
    &ONE,
    &COUNTS,
    &ACTS,
    &FORMED_PARTS,
    &ADD,
    &ADD_ATOMS,
    &NAMED,
    &DISSOLVE,
    &FORGET_SHAPES_AHEAD,
    &FORGET_STATES_AHEAD,
    &END_STATE,
    &END_HEAD,
    &FORGET_MEMBERS,
    &END_MEMBERS,
    &END_CONSENTS,
    &RECORD,
    &KEPT,
    &HOUSEHOLD_IN,
    &MEMBER_OF,
    &CONSENT,
    &REJOIN,
    &JOIN,
    &NEVER_JOINED,
    &LEAVE,
    &WITHDRAW,
    &MEMBERS,
    &ADD_REQUEST,
    &REQUESTS,
    &REQUEST,
    &OPEN_REQUESTS,
    &WAITING,
    &SETTLE,
    &IN_UNITS,
    &ATOMS,
    &KEEP_SHAPE,
];
