//! The statements about units. `$1` is the day wherever a day decides.

use crate::Statement;
use crate::spelled::{COMMUNE_KINDS, spelled};

/// "The state holds on `$1`", for the alias given.
macro_rules! holds {
    ($alias:literal) => {
        concat!(
            "(",
            $alias,
            ".valid_from <= $1 and (",
            $alias,
            ".valid_until is null or ",
            $alias,
            ".valid_until > $1))"
        )
    };
}

/// Lines of units chosen by a condition on `s`, with counts as of `$1`. Households are counted
/// from memberships of the unit itself and of every base unit below it.
macro_rules! lines {
    ($($condition:expr),+) => {
        spelled!(
            "with recursive chosen as (select s.* from unit_state s where ",
            $($condition,)+
            concat!(
            "), ",
            "below (root, unit_id) as (select unit_id, unit_id from chosen union all ",
            "select b.root, s.unit_id from below b ",
            "join unit_state s on s.parent_id in (b.unit_id) ",
            "where ",
            holds!("s"),
            " and (s.tier is null or s.tier = 'base')), ",
            "counted as (select b.root, count(*) as households, sum(h.people) as people ",
            "from below b join household_membership s on s.unit_id = b.unit_id ",
            "join household h on h.household_id = s.household_id where ",
            holds!("s"),
            // The members of a voluntary group are told only where they are many enough.
            " group by b.root having count(*) >= 10 or min(s.tier) <> 'group') ",
            "select c.unit_id, c.parent_id, c.kind, c.name, c.valid_from, c.valid_until, ",
            "coalesce(n.households, 0) as households, ",
            "cast(coalesce(n.people, 0) as bigint) as people, ",
            "(select count(*) from unit_state s where s.parent_id = c.unit_id and ",
            holds!("s"),
            " and (s.tier is null or s.tier <> 'group')) as children, ",
            "exists (select 1 from unit_shape p where p.unit_state_id = c.unit_state_id) ",
            "as has_map ",
            "from chosen c left join counted n on n.root = c.unit_id ",
            "order by c.sort_key, c.unit_id"
            )
        )
    };
}

pub(super) const CHILDREN: Statement = Statement {
    name: "unit/children",
    sql: lines!(concat!(
        "s.parent_id = $2 and (s.tier is null or s.tier <> 'group') and ",
        holds!("s")
    )),
};
pub(super) const TOPS: Statement = Statement {
    name: "unit/tops",
    sql: lines!(concat!("s.parent_id is null and not s.is_reference and ", holds!("s"))),
};
/// Their identities alone: who signs in is asked for them on every page, and counting the households of
/// a whole city is not cheap.
pub(super) const OUTERMOST: Statement = Statement {
    name: "unit/outermost",
    sql: concat!(
        "select s.unit_id from unit_state s where s.parent_id is null and not s.is_reference and ",
        holds!("s"),
        " order by s.unit_id"
    ),
};
pub(super) const LINE: Statement =
    Statement { name: "unit/line", sql: lines!(concat!("s.unit_id = $2 and ", holds!("s"))) };
/// Units named one by one.
pub(super) const LINES: Statement =
    Statement { name: "unit/lines", sql: lines!(concat!("s.unit_id in ($2) and ", holds!("s"))) };
pub(super) const COMMUNES: Statement = Statement {
    name: "unit/communes",
    sql: lines!(
        "s.kind in (",
        COMMUNE_KINDS,
        concat!(") and not s.is_reference and ", holds!("s"))
    ),
};
/// By their names alone: lists to choose from count nothing, and counting the households of a whole city is
/// not cheap.
pub(super) const NAMED_COMMUNES: Statement = Statement {
    name: "unit/named_communes",
    sql: spelled!(
        "select s.unit_id, s.kind, s.name from unit_state s where s.tier is null and s.kind in (",
        COMMUNE_KINDS,
        concat!(") and not s.is_reference and ", holds!("s"), " order by s.sort_key, s.unit_id")
    ),
};
pub(super) const COMMUNES_RUN: Statement = Statement {
    name: "unit/communes_run",
    sql: spelled!(
        "select s.unit_id from unit_state s where s.tier is null and s.kind in (",
        COMMUNE_KINDS,
        concat!(") and not s.is_reference and ", holds!("s"), " order by s.unit_id")
    ),
};
pub(super) const NAMED_BELOW: Statement = Statement {
    name: "unit/named_below",
    sql: concat!(
        "select s.unit_id, s.kind, s.name from unit_state s where s.parent_id = $2 ",
        "and (s.tier is null or s.tier <> 'group') and ",
        holds!("s"),
        " order by s.sort_key, s.unit_id"
    ),
};
pub(super) const DESCENDANTS: Statement = Statement {
    name: "unit/descendants",
    sql: lines!(concat!(
        "s.tier = $3 and ",
        holds!("s"),
        " and (s.parent_id = $2 or s.parent_id in ",
        "(select m.unit_id from unit_state m where m.parent_id = $2 and ",
        holds!("m"),
        "))"
    )),
};
pub(super) const EVENT_FROM: Statement = Statement {
    name: "unit/event_from",
    sql: lines!(concat!(
        holds!("s"),
        " and (s.tier is null or s.tier = 'base') and s.unit_id in (select x.from_unit_id from lineage_edge x ",
        "join lineage_event e on e.lineage_event_id = x.lineage_event_id ",
        "where e.commune_id = $2 and e.effective_on = $3)"
    )),
};
pub(super) const EVENT_TO: Statement = Statement {
    name: "unit/event_to",
    sql: lines!(concat!(
        holds!("s"),
        " and s.unit_id in (select x.to_unit_id from lineage_edge x ",
        "join lineage_event e on e.lineage_event_id = x.lineage_event_id ",
        "where e.commune_id = $2 and e.effective_on = $3)"
    )),
};

pub(super) const STATES: Statement = Statement {
    name: "unit/states",
    sql: "select s.unit_state_id, s.valid_from, s.valid_until, s.kind, s.name, s.official_code, \
          s.legal_document, s.parent_id, s.is_reference, \
          (select p.name from unit_state p where p.unit_id = s.parent_id \
           and p.valid_from <= s.valid_from \
           and (p.valid_until is null or p.valid_until > s.valid_from)) as parent_name, \
          (select p.area_m2 from unit_shape p where p.unit_state_id = s.unit_state_id) as area_m2 \
          from unit_state s where s.unit_id = $1 order by s.valid_from",
};
pub(super) const PATH: Statement = Statement {
    name: "unit/path",
    sql: concat!(
        "with recursive up (unit_id, name, parent_id, depth) as (",
        "select s.unit_id, s.name, s.parent_id, 0 from unit_state s where s.unit_id = $2 and ",
        holds!("s"),
        " union all select s.unit_id, s.name, s.parent_id, u.depth + 1 from up u ",
        "join unit_state s on s.unit_id in (u.parent_id) where ",
        holds!("s"),
        ") select unit_id, name from up where depth > 0 order by depth desc"
    ),
};
/// The same of several units at once, each from the nearest outwards.
pub(super) const PATHS: Statement = Statement {
    name: "unit/paths",
    sql: concat!(
        "with recursive up (unit_id, name, parent_id, depth) as (",
        "select s.unit_id, s.name, s.parent_id, 0 from unit_state s where s.unit_id in ($2) and ",
        holds!("s"),
        " union all select u.unit_id, s.name, s.parent_id, u.depth + 1 from up u ",
        "join unit_state s on s.unit_id in (u.parent_id) where ",
        holds!("s"),
        ") select unit_id, name from up where depth > 0 order by unit_id, depth"
    ),
};
pub(super) const STATE_ON: Statement = Statement {
    name: "unit/state_on",
    sql: concat!(
        "select s.unit_state_id, s.unit_id, s.valid_from, s.valid_until, s.kind, s.name, s.short_name, ",
        "s.official_code, s.parent_id, s.legal_document from unit_state s ",
        "where s.unit_id = $2 and ",
        holds!("s")
    ),
};

pub(super) const CODES: Statement = Statement {
    name: "unit/codes",
    sql: concat!(
        "with recursive up (unit_id, official_code, parent_id, depth) as (",
        "select s.unit_id, s.official_code, s.parent_id, 0 from unit_state s ",
        "where s.unit_id = $2 and ",
        holds!("s"),
        " union all select s.unit_id, s.official_code, s.parent_id, u.depth + 1 from up u ",
        "join unit_state s on s.unit_id in (u.parent_id) where ",
        holds!("s"),
        ") select official_code from up order by depth desc"
    ),
};
pub(super) const BASE_UNITS: Statement = Statement {
    name: "unit/base_units",
    sql: concat!(
        "select s.unit_id, s.unit_state_id, s.valid_from, s.valid_until, s.name, s.short_name, ",
        "s.kind, s.official_code, count(h.household_id) as households, ",
        "cast(coalesce(sum(h.people), 0) as bigint) as people from unit_state s ",
        "left join household_membership m on m.unit_id = s.unit_id and ",
        holds!("m"),
        " left join household h on h.household_id = m.household_id ",
        "where s.parent_id = $2 and s.tier = 'base' and ",
        holds!("s"),
        " group by s.unit_id, s.unit_state_id, s.valid_from, s.valid_until, s.name, s.short_name, ",
        "s.kind, s.official_code, s.sort_key order by s.sort_key, s.unit_id"
    ),
};
pub(super) const SUB_UNITS: Statement = Statement {
    name: "unit/sub_units",
    sql: concat!(
        "select s.unit_id, s.unit_state_id, s.name, s.kind, s.parent_id from unit_state s ",
        "join unit_state p on p.unit_id = s.parent_id and p.parent_id = $2 ",
        "and p.tier = 'base' and ",
        holds!("p"),
        " where s.tier = 'sub' and ",
        holds!("s"),
        " order by s.sort_key, s.unit_id"
    ),
};

macro_rules! like {
    ($alias:literal, $name:literal, $other:literal) => {
        concat!($alias, ".search_fold like ", $name, " or ", $alias, ".search_fold like ", $other)
    };
}

/// "One of the units above `s` is named like `$name` or `$other`", on any day on which `s` holds; true where
/// nothing is asked for.
macro_rules! above {
    ($name:literal, $other:literal) => {
        concat!(
            "(",
            $name,
            " = '' or exists (select 1 from unit_state p ",
            "left join unit_state g on g.unit_id = p.parent_id and g.valid_from < coalesce(s.valid_until, ",
            "'9999-12-31') and coalesce(g.valid_until, '9999-12-31') > s.valid_from ",
            "left join unit_state o on o.unit_id = g.parent_id and o.valid_from < coalesce(s.valid_until, ",
            "'9999-12-31') and coalesce(o.valid_until, '9999-12-31') > s.valid_from ",
            "left join unit_state t on t.unit_id = o.parent_id and t.valid_from < coalesce(s.valid_until, ",
            "'9999-12-31') and coalesce(t.valid_until, '9999-12-31') > s.valid_from ",
            "where p.unit_id = s.parent_id and p.valid_from < coalesce(s.valid_until, '9999-12-31') ",
            "and coalesce(p.valid_until, '9999-12-31') > s.valid_from and (",
            like!("p", $name, $other),
            " or ",
            like!("g", $name, $other),
            " or ",
            like!("o", $name, $other),
            " or ",
            like!("t", $name, $other),
            ")))"
        )
    };
}

/// States whose name is like `$2` or `$3` or whose code is `$4`, in what is named like `$5`/`$6`,
/// `$7`/`$8` and `$9`/`$10`. Short names first: a name that is asked for whole is the shortest.
pub(super) const SEARCH: Statement = Statement {
    name: "unit/search",
    sql: concat!(
        "select s.unit_id, s.valid_from, s.valid_until, s.name, s.short_name, s.official_code, s.tier ",
        "from unit_state s where (",
        like!("s", "$2", "$3"),
        " or s.official_code = $4) and ",
        above!("$5", "$6"),
        " and ",
        above!("$7", "$8"),
        " and ",
        above!("$9", "$10"),
        " order by length(s.search_fold), case when ",
        holds!("s"),
        " then 0 else 1 end, s.valid_from desc, s.sort_key, s.unit_id limit $11"
    ),
};

pub(super) const PAST: Statement = Statement {
    name: "unit/past",
    sql: "select e.kind as event_kind, e.effective_on, e.legal_document, s.unit_id, s.name, s.kind, \
          s.valid_from, s.valid_until, x.households, x.people, x.area_m2, x.coverage, x.method, \
          (select p.name from unit_state p where p.unit_id = s.parent_id \
          and p.valid_from < e.effective_on \
          and (p.valid_until is null or p.valid_until >= e.effective_on) \
          order by p.valid_from desc limit 1) as parent_name \
          from lineage_edge x join lineage_event e on e.lineage_event_id = x.lineage_event_id \
          join unit_state s on s.unit_id = x.from_unit_id and s.valid_from < e.effective_on \
          and (s.valid_until is null or s.valid_until >= e.effective_on) \
          where x.to_unit_id = $1 order by e.effective_on, s.tier, s.sort_key, s.unit_id",
};
pub(super) const SUCCESSORS: Statement = Statement {
    name: "unit/successors",
    sql: "select e.kind as event_kind, e.effective_on, e.legal_document, s.unit_id, s.name, s.kind, \
          s.valid_from, s.valid_until, x.households, x.people, x.area_m2, x.coverage, x.method, \
          (select p.name from unit_state p where p.unit_id = s.parent_id \
          and p.valid_from <= e.effective_on \
          and (p.valid_until is null or p.valid_until > e.effective_on) \
          order by p.valid_from desc limit 1) as parent_name \
          from lineage_edge x join lineage_event e on e.lineage_event_id = x.lineage_event_id \
          join unit_state s on s.unit_id = x.to_unit_id and s.valid_from <= e.effective_on \
          and (s.valid_until is null or s.valid_until > e.effective_on) \
          where x.from_unit_id = $1 order by e.effective_on, s.sort_key, s.unit_id",
};
pub(super) const CELLS: Statement = Statement {
    name: "unit/cells",
    sql: "select x.from_unit_id, x.to_unit_id, x.households, x.people from lineage_edge x \
          join lineage_event e on e.lineage_event_id = x.lineage_event_id \
          where e.commune_id = $1 and e.effective_on = $2",
};
/// Where places (`$1`) came from, at any distance, by events up to a day.
pub(super) const OLDER: Statement = Statement {
    name: "unit/older",
    sql: "with recursive older (unit_id, older_id) as (\
          select x.to_unit_id, x.from_unit_id from lineage_edge x \
          join lineage_event e on e.lineage_event_id = x.lineage_event_id \
          where x.to_unit_id in ($1) and e.effective_on <= $2 \
          union select o.unit_id, x.from_unit_id from older o \
          join lineage_edge x on x.to_unit_id in (o.older_id) \
          join lineage_event e on e.lineage_event_id = x.lineage_event_id \
          where e.effective_on <= $2) \
          select unit_id, older_id from older where older_id <> unit_id \
          order by unit_id, older_id",
};
pub(super) const EVENT_DAYS: Statement = Statement {
    name: "unit/event_days",
    sql: "select distinct effective_on from lineage_event where commune_id = $1 \
          order by effective_on desc",
};

pub(super) const SHAPES: Statement = Statement {
    name: "unit/shapes",
    sql: concat!(
        "select s.unit_id, s.name, s.short_name, s.kind, p.wkb, ",
        "(select count(*) from household_membership m where m.unit_id = s.unit_id and ",
        holds!("m"),
        ") as households from unit_state s ",
        "join unit_shape p on p.unit_state_id = s.unit_state_id where s.tier = $3 and ",
        holds!("s"),
        " and (s.parent_id = $2 or s.parent_id in (select m.unit_id from unit_state m ",
        "where m.parent_id = $2 and ",
        holds!("m"),
        ")) order by s.sort_key, s.unit_id"
    ),
};
pub(super) const SHAPE: Statement = Statement {
    name: "unit/shape",
    sql: concat!(
        "select p.wkb from unit_state s join unit_shape p on p.unit_state_id = s.unit_state_id ",
        "where s.unit_id = $2 and ",
        holds!("s")
    ),
};

pub(super) const KNOWN: Statement =
    Statement { name: "unit/known", sql: "select unit_id from unit" };
pub(super) const ADD_UNIT: Statement =
    Statement { name: "unit/add", sql: "insert into unit (unit_id, created_at) values ($1, $2)" };
pub(super) const ADD_STATE: Statement = Statement {
    name: "unit/add_state",
    sql: "insert into unit_state (unit_state_id, unit_id, valid_from, valid_until, kind, tier, \
          name, short_name, search_fold, sort_key, official_code, parent_id, legal_document, \
          declared_households, recorded_at, began_by_id) \
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
};
pub(super) const ADD_SHAPE: Statement = Statement {
    name: "unit/add_shape",
    sql: "insert into unit_shape (unit_state_id, wkb, west_e7, south_e7, east_e7, north_e7, \
          area_m2) values ($1, $2, $3, $4, $5, $6, $7)",
};
pub(super) const SHAPE_FROM_PLAN: Statement = Statement {
    name: "unit/shape_from_plan",
    sql: "insert into unit_shape (unit_state_id, wkb, west_e7, south_e7, east_e7, north_e7, \
          area_m2) select s.unit_state_id, p.wkb, p.west_e7, p.south_e7, p.east_e7, p.north_e7, \
          p.area_m2 from plan_unit p, unit_state s \
          where p.plan_id = $2 and p.part = $3 and p.wkb is not null and s.unit_state_id = $1",
};
pub(super) const END_STATE: Statement = Statement {
    name: "unit/end_state",
    sql: "update unit_state set valid_until = $2, ended_by_id = $3 \
          where unit_id = $1 and valid_until is null and valid_from < $2",
};
pub(super) const ADD_EVENT: Statement = Statement {
    name: "unit/add_event",
    sql: "insert into lineage_event (lineage_event_id, commune_id, kind, effective_on, \
          legal_document, reorganisation_id, recorded_at) values ($1, $2, $3, $4, $5, $6, $7)",
};
pub(super) const ADD_EDGE: Statement = Statement {
    name: "unit/add_edge",
    sql: "insert into lineage_edge (lineage_event_id, from_unit_id, to_unit_id, coverage, \
          households, people, area_m2, addresses, method) \
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
};

pub(super) const BEGAN_UNITS: Statement = Statement {
    name: "unit/began_units",
    sql: "select distinct s.unit_id from unit_state s where s.began_by_id = $1 and not exists \
          (select 1 from unit_state o where o.unit_id = s.unit_id \
           and (o.began_by_id is null or o.began_by_id <> $1))",
};
pub(super) const DELETE_SHAPES: Statement = Statement {
    name: "unit/delete_shapes",
    sql: "delete from unit_shape where unit_state_id in \
          (select unit_state_id from unit_state where began_by_id = $1)",
};
pub(super) const DELETE_STATES: Statement =
    Statement { name: "unit/delete_states", sql: "delete from unit_state where began_by_id = $1" };
pub(super) const REOPEN_STATES: Statement = Statement {
    name: "unit/reopen_states",
    sql: "update unit_state set valid_until = null, ended_by_id = null \
          where ended_by_id = $1",
};
pub(super) const DELETE_EDGES: Statement = Statement {
    name: "unit/delete_edges",
    sql: "delete from lineage_edge where lineage_event_id in \
          (select lineage_event_id from lineage_event where reorganisation_id = $1)",
};
pub(super) const DELETE_EVENTS: Statement = Statement {
    name: "unit/delete_events",
    sql: "delete from lineage_event where reorganisation_id = $1",
};
pub(super) const CORRECT_EDGE: Statement = Statement {
    name: "unit/correct_edge",
    sql: "update lineage_edge set households = households + $4, people = people + $5 \
          where lineage_event_id = $1 and from_unit_id = $2 and to_unit_id = $3",
};
pub(super) const DELETE_UNIT: Statement =
    Statement { name: "unit/delete", sql: "delete from unit where unit_id = $1" };

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &CHILDREN,
    &TOPS,
    &OUTERMOST,
    &LINE,
    &LINES,
    &COMMUNES,
    &NAMED_COMMUNES,
    &COMMUNES_RUN,
    &NAMED_BELOW,
    &OLDER,
    &DESCENDANTS,
    &EVENT_FROM,
    &EVENT_TO,
    &STATES,
    &PATH,
    &PATHS,
    &STATE_ON,
    &CODES,
    &BASE_UNITS,
    &SUB_UNITS,
    &SEARCH,
    &PAST,
    &SUCCESSORS,
    &CELLS,
    &EVENT_DAYS,
    &SHAPES,
    &SHAPE,
    &KNOWN,
    &ADD_UNIT,
    &ADD_STATE,
    &ADD_SHAPE,
    &SHAPE_FROM_PLAN,
    &END_STATE,
    &ADD_EVENT,
    &ADD_EDGE,
    &BEGAN_UNITS,
    &DELETE_SHAPES,
    &DELETE_STATES,
    &REOPEN_STATES,
    &DELETE_EDGES,
    &DELETE_EVENTS,
    &DELETE_UNIT,
    &CORRECT_EDGE,
];
