//! The statements about plans.

use crate::Statement;

macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select p.plan_id, p.commune_id, p.level, p.within_plan_id, p.within_part, ",
            "p.within_unit_id, p.name, p.kind, p.drawn_on, p.base_revision, p.households_target, ",
            "p.households_min, p.households_max, p.parts, p.seed, p.steps, p.proven, p.state, ",
            "p.revision, p.created_at, p.score_json, coalesce(n.out_of_range, 0) as out_of_range, ",
            "cast(coalesce(n.households, 0) as bigint) as households, ",
            "coalesce(n.smallest, 0) as smallest, coalesce(n.largest, 0) as largest ",
            "from plan p left join (select plan_id, count(cause) as out_of_range, ",
            "sum(households) as households, min(households) as smallest, ",
            "max(households) as largest from plan_unit group by plan_id) n ",
            "on n.plan_id = p.plan_id where ",
            $condition,
            " order by p.created_at desc, p.plan_id"
        )
    };
}

pub(super) const LIST: Statement = Statement::new(
    "plan/list",
    lines!("p.commune_id = $1 and p.level = 'base' and p.state <> 'offered'"),
);
pub(super) const WITHIN_PART: Statement =
    Statement::new("plan/within_part", lines!("p.within_plan_id = $1 and p.within_part = $2"));
pub(super) const WITHIN_UNIT: Statement =
    Statement::new("plan/within_unit", lines!("p.within_unit_id = $1"));
pub(super) const ONE: Statement = Statement::new("plan/one", lines!("p.plan_id = $1"));
pub(super) const BY_JOB: Statement =
    Statement::new("plan/by_job", "select plan_id from plan where job_id = $1 order by plan_id");
pub(super) const JOB: Statement =
    Statement::new("plan/job", "select job_id from plan where plan_id = $1");
pub(super) const UNITS: Statement = Statement::new(
    "plan/units",
    "select part, name, short_name, households, people, area_m2, cause, reason, reason_text, \
     locked, case when wkb is null then 0 else 1 end as has_map \
     from plan_unit where plan_id = $1 order by part",
);
/// An old group may have ended long before the plan was drawn: its last name is shown.
pub(super) const SPLITS: Statement = Statement::new(
    "plan/splits",
    "select x.unit_id, s.name, x.reason, x.households from plan_split x \
     join unit_state s on s.unit_id = x.unit_id and s.valid_from = \
     (select max(l.valid_from) from unit_state l where l.unit_id = x.unit_id) \
     where x.plan_id = $1 order by s.sort_key, x.unit_id",
);
pub(super) const PREDECESSORS: Statement = Statement::new(
    "plan/predecessors",
    "select x.part, m.unit_id, s.name, count(*) as households from plan_atom x \
     join plan p on p.plan_id = x.plan_id join household h on h.atom_id = x.atom_id \
     join household_membership m on m.household_id = h.household_id and m.tier = 'base' \
     and m.valid_from <= p.drawn_on and (m.valid_until is null or m.valid_until > p.drawn_on) \
     join unit_state s on s.unit_id = m.unit_id and s.valid_from <= p.drawn_on \
     and (s.valid_until is null or s.valid_until > p.drawn_on) where x.plan_id = $1 \
     group by x.part, m.unit_id, s.name order by x.part, households desc, s.name, m.unit_id",
);
pub(super) const FROZEN_BY: Statement = Statement::new(
    "plan/frozen_by",
    "select reorganisation_id from reorganisation where plan_id = $1 \
     and state not in ('withdrawn', 'reverted') order by created_at desc limit 1",
);
pub(super) const SHAPES: Statement = Statement::new(
    "plan/shapes",
    "select u.part, u.name, u.short_name, u.households, u.wkb from plan_unit u \
     join plan p on p.plan_id = u.plan_id \
     where u.plan_id = $1 and u.wkb is not null and (p.state <> 'offered' or $2) order by u.part",
);
pub(super) const ATOMS: Statement = Statement::new(
    "plan/atoms",
    "select atom_id, part from plan_atom where plan_id = $1 order by atom_id",
);
pub(super) const ADD: Statement = Statement::new(
    "plan/add",
    "insert into plan (plan_id, commune_id, level, within_plan_id, within_part, within_unit_id, \
     name, kind, drawn_on, base_revision, households_target, households_min, households_max, \
     parts, seed, steps, proven, score_json, state, revision, job_id, created_by, created_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, \
     $19, $20, $21, $22, $23)",
);
pub(super) const ADD_UNIT: Statement = Statement::new(
    "plan/add_unit",
    "insert into plan_unit (plan_id, part, name, short_name, households, people, area_m2, \
     west_e7, south_e7, east_e7, north_e7, wkb, cause) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
);
pub(super) const ADD_ATOM: Statement = Statement::new(
    "plan/add_atom",
    "insert into plan_atom (plan_id, atom_id, part) values ($1, $2, $3)",
);
pub(super) const ADD_SPLIT: Statement = Statement::new(
    "plan/add_split",
    "insert into plan_split (plan_id, unit_id, reason, households) values ($1, $2, $3, $4)",
);
pub(super) const SET_NAME: Statement = Statement::new(
    "plan/set_name",
    "update plan_unit set name = $3, short_name = $4 where plan_id = $1 and part = $2",
);
pub(super) const SET_REASON: Statement = Statement::new(
    "plan/set_reason",
    "update plan_unit set reason = $3, reason_text = $4 where plan_id = $1 and part = $2",
);
pub(super) const FREEZE: Statement = Statement::new(
    "plan/freeze",
    "update plan set state = 'frozen' where plan_id = $1 and state = 'draft' and revision = $2",
);
pub(super) const TOUCH: Statement = Statement::new(
    "plan/touch",
    "update plan set revision = revision + 1 \
     where plan_id = $1 and state = 'draft' and revision = $2",
);
pub(super) const MOVE_ATOM: Statement = Statement::new(
    "plan/move_atom",
    "update plan_atom set part = $3 where plan_id = $1 and atom_id = $2",
);
pub(super) const SET_UNIT: Statement = Statement::new(
    "plan/set_unit",
    "update plan_unit set households = $3, people = $4, area_m2 = $5, west_e7 = $6, \
     south_e7 = $7, east_e7 = $8, north_e7 = $9, wkb = $10, cause = $11 \
     where plan_id = $1 and part = $2",
);
pub(super) const SET_SCORE: Statement = Statement::new(
    "plan/set_score",
    "update plan set score_json = $2, proven = $3 where plan_id = $1",
);
pub(super) const PROOF: Statement = Statement::new(
    "plan/proof",
    "select instance_json, plan_json, certificate_json from plan_proof where plan_id = $1",
);
pub(super) const IS_PROVEN: Statement = Statement::new(
    "plan/is_proven",
    "select case when certificate_json is null then 0 else 1 end as n from plan_proof \
     where plan_id = $1",
);
pub(super) const ADD_PROOF: Statement = Statement::new(
    "plan/add_proof",
    "insert into plan_proof (plan_id, instance_json, plan_json, certificate_json) \
     values ($1, $2, $3, $4)",
);
pub(super) const SET_PROOF: Statement =
    Statement::new("plan/set_proof", "update plan_proof set plan_json = $2 where plan_id = $1");
pub(super) const DROP_PROOF: Statement =
    Statement::new("plan/drop_proof", "delete from plan_proof where plan_id = $1");
pub(super) const MOVES: Statement = Statement::new(
    "plan/moves",
    "select step, atom_id, from_part, to_part from plan_move where plan_id = $1 \
     order by step desc, atom_id",
);
pub(super) const ADD_MOVE: Statement = Statement::new(
    "plan/add_move",
    "insert into plan_move (plan_id, step, atom_id, from_part, to_part) \
     values ($1, $2, $3, $4, $5)",
);
pub(super) const DROP_STEP: Statement =
    Statement::new("plan/drop_step", "delete from plan_move where plan_id = $1 and step = $2");
pub(super) const SET_LOCK: Statement = Statement::new(
    "plan/set_lock",
    "update plan_unit set locked = $3 where plan_id = $1 and part = $2",
);
pub(super) const CHOOSE: Statement = Statement::new(
    "plan/choose",
    "update plan set state = 'draft', created_at = $2 where plan_id = $1 and state = 'offered'",
);
/// Plans that were offered long ago and not chosen.
pub(super) const STALE: Statement = Statement::new(
    "plan/stale",
    "select plan_id from plan where commune_id = $1 and state = 'offered' and created_at < $2 \
     order by plan_id",
);
pub(super) const ADD_QUESTION: Statement = Statement::new(
    "plan/add_question",
    "insert into plan_question (job_id, commune_id, plan_id, asked, asked_at) \
     values ($1, $2, $3, $4, $5)",
);
pub(super) const QUESTIONS: Statement = Statement::new(
    "plan/questions",
    "select q.job_id, q.plan_id, q.asked, q.asked_at, j.state from plan_question q \
     join job j on j.job_id = q.job_id where q.commune_id = $1 \
     order by q.asked_at desc, q.job_id limit 40",
);
pub(super) const DELETE: [Statement; 7] = [
    Statement::new("plan/delete_questions", "delete from plan_question where plan_id = $1"),
    Statement::new("plan/delete_proof", "delete from plan_proof where plan_id = $1"),
    Statement::new("plan/delete_moves", "delete from plan_move where plan_id = $1"),
    Statement::new("plan/delete_atoms", "delete from plan_atom where plan_id = $1"),
    Statement::new("plan/delete_splits", "delete from plan_split where plan_id = $1"),
    Statement::new("plan/delete_units", "delete from plan_unit where plan_id = $1"),
    Statement::new("plan/delete", "delete from plan where plan_id = $1 and state <> 'frozen'"),
];

/// The divisions into groups inside a plan's units.
pub(super) const DELETE_WITHIN: [Statement; 6] = [
    Statement::new(
        "plan/delete_within_proof",
        "delete from plan_proof where plan_id in \
         (select plan_id from plan where within_plan_id = $1)",
    ),
    Statement::new(
        "plan/delete_within_moves",
        "delete from plan_move where plan_id in \
         (select plan_id from plan where within_plan_id = $1)",
    ),
    Statement::new(
        "plan/delete_within_atoms",
        "delete from plan_atom where plan_id in \
         (select plan_id from plan where within_plan_id = $1)",
    ),
    Statement::new(
        "plan/delete_within_splits",
        "delete from plan_split where plan_id in \
         (select plan_id from plan where within_plan_id = $1)",
    ),
    Statement::new(
        "plan/delete_within_units",
        "delete from plan_unit where plan_id in \
         (select plan_id from plan where within_plan_id = $1)",
    ),
    Statement::new("plan/delete_within", "delete from plan where within_plan_id = $1"),
];

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &LIST,
    &WITHIN_PART,
    &WITHIN_UNIT,
    &ONE,
    &BY_JOB,
    &JOB,
    &UNITS,
    &SPLITS,
    &PREDECESSORS,
    &FROZEN_BY,
    &SHAPES,
    &ATOMS,
    &ADD,
    &ADD_UNIT,
    &ADD_ATOM,
    &ADD_SPLIT,
    &SET_NAME,
    &SET_REASON,
    &FREEZE,
    &TOUCH,
    &MOVE_ATOM,
    &SET_UNIT,
    &SET_SCORE,
    &PROOF,
    &IS_PROVEN,
    &ADD_PROOF,
    &SET_PROOF,
    &DROP_PROOF,
    &MOVES,
    &ADD_MOVE,
    &DROP_STEP,
    &SET_LOCK,
    &CHOOSE,
    &STALE,
    &ADD_QUESTION,
    &QUESTIONS,
    &DELETE[0],
    &DELETE[1],
    &DELETE[2],
    &DELETE[3],
    &DELETE[4],
    &DELETE[5],
    &DELETE[6],
    &DELETE_WITHIN[0],
    &DELETE_WITHIN[1],
    &DELETE_WITHIN[2],
    &DELETE_WITHIN[3],
    &DELETE_WITHIN[4],
    &DELETE_WITHIN[5],
];
