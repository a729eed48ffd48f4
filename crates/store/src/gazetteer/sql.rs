//! The statements about the nation's list.

use crate::Statement;

pub(super) const VERSIONS: Statement = Statement {
    name: "gazetteer/versions",
    sql: "select version_no, dated_on, effective_on, acts, provinces, districts, communes \
          from gazetteer_version order by version_no",
};
pub(super) const CHANGES: Statement = Statement {
    name: "gazetteer/changes",
    sql: "select version_no, place, unit_id, op, level, code, name, old_name, parent_code, \
          old_parent_code from gazetteer_change order by version_no, place",
};
/// What the versions did to a unit.
pub(super) const CHANGES_OF: Statement = Statement {
    name: "gazetteer/changes_of",
    sql: "select c.version_no, c.place, c.unit_id, c.op, c.level, c.code, c.name, c.old_name, \
          c.parent_code, c.old_parent_code from gazetteer_change c where c.unit_id = $1 \
          order by c.version_no, c.place",
};
/// The changes of a version, from the first on or after another.
pub(super) const CHANGES_IN: Statement = Statement {
    name: "gazetteer/changes_in",
    sql: "select version_no, place, unit_id, op, level, code, name, old_name, parent_code, \
          old_parent_code from gazetteer_change where version_no = $1 and place > $2 \
          order by place limit $3",
};
/// The units that the list ever named.
pub(super) const NAMED: Statement =
    Statement { name: "gazetteer/named", sql: "select distinct unit_id from gazetteer_change" };
/// How many changes of each sort each version has.
pub(super) const SUMS: Statement = Statement {
    name: "gazetteer/sums",
    sql: "select version_no, op, level, count(*) as changes from gazetteer_change \
          group by version_no, op, level order by version_no, op, level",
};
/// The same of one version.
pub(super) const SUMS_OF: Statement = Statement {
    name: "gazetteer/sums_of",
    sql: "select version_no, op, level, count(*) as changes from gazetteer_change \
          where version_no = $1 group by version_no, op, level order by version_no, op, level",
};
pub(super) const VERSION: Statement = Statement {
    name: "gazetteer/version",
    sql: "select version_no, dated_on, effective_on, acts, provinces, districts, communes \
          from gazetteer_version where version_no = $1",
};
/// Every state of every unit, for a translation from memory.
pub(super) const STATES: Statement = Statement {
    name: "gazetteer/states",
    sql: "select unit_state_id, unit_id, valid_from, valid_until, kind, name, short_name, \
          official_code, parent_id, legal_document from unit_state \
          where tier is null or tier <> 'group' order by unit_id, valid_from",
};
pub(super) const EVENTS: Statement = Statement {
    name: "gazetteer/events",
    sql: "select e.lineage_event_id, e.kind, e.effective_on, e.legal_document, x.from_unit_id, \
          x.to_unit_id, x.coverage, x.households, x.people, x.area_m2, x.addresses, x.method \
          from lineage_event e join lineage_edge x on x.lineage_event_id = e.lineage_event_id \
          order by e.effective_on, e.lineage_event_id, x.from_unit_id, x.to_unit_id",
};
pub(super) const IMPORTS: Statement = Statement {
    name: "gazetteer/imports",
    sql: "select import_id, source, digest, effective_on, units, states, events, imported_at, \
          reverted_at, (units = 0 and states = 0 \
          and not exists (select 1 from gazetteer_version v where v.import_id = i.import_id) \
          and not exists (select 1 from unit_state s where s.ended_by_id = i.import_id)) \
          as is_edges_alone \
          from gazetteer_import i order by imported_at, import_id",
};
pub(super) const ADD_IMPORT: Statement = Statement {
    name: "gazetteer/add_import",
    sql: "insert into gazetteer_import (import_id, source, digest, effective_on, units, states, \
          events, imported_at, account_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
};
pub(super) const REVERT_IMPORT: Statement = Statement {
    name: "gazetteer/revert_import",
    sql: "update gazetteer_import set reverted_at = $2 where import_id = $1",
};
pub(super) const ADD_VERSION: Statement = Statement {
    name: "gazetteer/add_version",
    sql: "insert into gazetteer_version (version_no, dated_on, effective_on, acts, provinces, \
          districts, communes, import_id) values ($1, $2, $3, $4, $5, $6, $7, $8)",
};
pub(super) const ADD_CHANGE: Statement = Statement {
    name: "gazetteer/add_change",
    sql: "insert into gazetteer_change (version_no, place, unit_id, op, level, code, name, \
          old_name, parent_code, old_parent_code) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
};
pub(super) const DELETE_CHANGES: Statement = Statement {
    name: "gazetteer/delete_changes",
    sql: "delete from gazetteer_change where version_no in \
          (select version_no from gazetteer_version where import_id = $1)",
};
pub(super) const DELETE_VERSIONS: Statement = Statement {
    name: "gazetteer/delete_versions",
    sql: "delete from gazetteer_version where import_id = $1",
};
pub(super) const ADD_STATE: Statement = Statement {
    name: "gazetteer/add_state",
    sql: "insert into unit_state (unit_state_id, unit_id, valid_from, valid_until, kind, tier, \
          name, short_name, search_fold, sort_key, official_code, parent_id, legal_document, \
          recorded_at, began_by_id, is_reference) \
          values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
};
/// A state that a later version of its own day says otherwise.
pub(super) const REPLACE_STATE: Statement = Statement {
    name: "gazetteer/replace_state",
    sql: "update unit_state set kind = $2, name = $3, short_name = $4, search_fold = $5, \
          sort_key = $6, official_code = $7, parent_id = $8, legal_document = $9 \
          where unit_state_id = $1",
};
/// Ends the open states of many units on one day.
pub(super) const END_STATES: Statement = Statement {
    name: "gazetteer/end_states",
    sql: "update unit_state set valid_until = $1, ended_by_id = $2 \
          where valid_until is null and unit_id in ($3)",
};
pub(super) const ADD_EVENTS: Statement = Statement {
    name: "gazetteer/add_events",
    sql: "insert into lineage_event (lineage_event_id, kind, effective_on, legal_document, \
          reorganisation_id, recorded_at) values ($1, $2, $3, $4, $5, $6)",
};
/// Takes units, with their whole history, into what is run here.
pub(super) const RUN_HERE: Statement = Statement {
    name: "gazetteer/run_here",
    sql: "update unit_state set is_reference = $1 where tier is null and unit_id in ($2)",
};

/// Moves the sum of all revisions on, for what is kept in memory.
pub(super) const TOUCH: Statement = Statement {
    name: "gazetteer/touch",
    sql: "update registry_revision set revision = revision + 1 where commune_id = \
          (select commune_id from registry_revision order by commune_id limit 1)",
};

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &VERSIONS,
    &VERSION,
    &CHANGES,
    &CHANGES_OF,
    &CHANGES_IN,
    &NAMED,
    &SUMS,
    &SUMS_OF,
    &STATES,
    &EVENTS,
    &IMPORTS,
    &ADD_IMPORT,
    &REVERT_IMPORT,
    &ADD_VERSION,
    &ADD_CHANGE,
    &DELETE_CHANGES,
    &DELETE_VERSIONS,
    &ADD_STATE,
    &REPLACE_STATE,
    &END_STATES,
    &ADD_EVENTS,
    &RUN_HERE,
    &TOUCH,
];
