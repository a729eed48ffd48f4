//! The statements about matters.

use crate::Statement;
use crate::locality::seen;

/// A matter with its place and owner of a day (`$1`).
macro_rules! lines {
    ($condition:expr, $order:literal) => {
        concat!(
            "select m.matter_id, m.number, m.origin_kind, m.origin_id, m.work, m.state, m.due_on, ",
            "m.opened_on, m.reopened, m.is_public, m.asker_kind, m.escalated_to_id, m.answered_on, ",
            "m.closed_on, m.difficulty_id, p.unit_id, us.name as unit, p.post_id, ",
            "o.name as owner, o.name_en as owner_en, m.commune_id from matter m ",
            "join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 ",
            "and (p.valid_until is null or p.valid_until > $1) ",
            "join post o on o.post_id = p.post_id ",
            "left join unit_state us on us.unit_id = p.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) where ",
            $condition,
            " order by ",
            $order
        )
    };
}

pub(super) const INBOX: Statement = Statement::new(
    "matter/inbox",
    lines!("p.post_id in ($2) and m.is_owed", "m.due_on, m.matter_id limit 200"),
);
pub(super) const ESCALATED: Statement = Statement::new(
    "matter/escalated",
    lines!("m.escalated_to_id in ($2) and m.is_owed", "m.due_on, m.matter_id limit 200"),
);
pub(super) const TO_CONFIRM: Statement = Statement::new(
    "matter/to_confirm",
    lines!(
        "m.asker_post_id in ($2) and m.state = 'answered'",
        "m.answered_on, m.matter_id limit 200"
    ),
);
pub(super) const HELPING: Statement = Statement::new(
    "matter/helping",
    lines!(
        "m.is_owed and m.matter_id in (select c.matter_id from matter_cooperating c \
         where c.post_id in ($2))",
        "m.due_on, m.matter_id limit 200"
    ),
);
pub(super) const EXTENSIONS: Statement = Statement::new(
    "matter/extensions",
    lines!(
        "m.is_owed and m.due_set_by_id in ($2) and exists (select 1 from matter_step s \
         where s.matter_id = m.matter_id and s.kind = 'extension_asked' and not exists \
         (select 1 from matter_step t where t.matter_id = m.matter_id and t.number > s.number \
         and t.kind in ('extended', 'answered')))",
        "m.due_on, m.matter_id limit 200"
    ),
);
/// "A post of the reader (`$posts`) has to do with it": a matter may lie in another place than the post
/// that owes it, asked for it, helps, set its day or was told.
macro_rules! concerned {
    ($posts:literal) => {
        concat!(
            "(p.post_id in (",
            $posts,
            ") or m.asker_post_id in (",
            $posts,
            ") or m.due_set_by_id in (",
            $posts,
            ") or m.escalated_to_id in (",
            $posts,
            ") or exists (select 1 from matter_cooperating c ",
            "where c.matter_id = m.matter_id and c.post_id in (",
            $posts,
            ")))"
        )
    };
}

pub(super) const ONE: Statement = Statement::new(
    "matter/one",
    lines!(
        concat!(
            "m.matter_id = $2 and (",
            seen!("m", "p", "$3", "$4"),
            " or ",
            concerned!("$5"),
            ")"
        ),
        "m.matter_id"
    ),
);
pub(super) const OF_ORIGINS: Statement = Statement::new(
    "matter/of_origins",
    lines!(
        concat!("m.origin_id in ($2) and ", seen!("m", "p", "$3", "$4")),
        "m.due_on, m.matter_id"
    ),
);
pub(super) const OF_DIFFICULTY: Statement = Statement::new(
    "matter/of_difficulty",
    lines!(
        concat!("m.difficulty_id = $2 and ", seen!("m", "p", "$3", "$4")),
        "m.due_on, m.matter_id"
    ),
);
pub(super) const OF_UNIT: Statement = Statement::new(
    "matter/of_unit",
    lines!(
        concat!("p.unit_id = $2 and ", seen!("m", "p", "$3", "$4")),
        "m.is_owed desc, m.due_on, m.matter_id limit 200"
    ),
);
pub(super) const WITHIN_PLACES: Statement = Statement::new(
    "matter/within_places",
    lines!(
        concat!(
            "p.unit_id in ($2) and (m.is_owed or m.state = 'answered' ",
            "or m.origin_kind in ('visit', 'conclusion')) and ",
            seen!("m", "p", "$3", "$4")
        ),
        "m.is_owed desc, m.due_on, m.matter_id limit $5"
    ),
);
pub(super) const WITHIN_AREAS: Statement = Statement::new(
    "matter/within_areas",
    lines!(
        concat!(
            "(m.commune_id in ($2) or m.top_id in ($2)) and (m.is_owed or m.state = 'answered' ",
            "or m.origin_kind in ('visit', 'conclusion')) and ",
            seen!("m", "p", "$3", "$4")
        ),
        "m.is_owed desc, m.due_on, m.matter_id limit $5"
    ),
);
pub(super) const DETAIL: Statement = Statement::new(
    "matter/detail",
    "select household_id, lon_e7, lat_e7, asker_kind, asker_post_id, asker_body_id, \
     asker_unit_id, responsibility, product, authority, proof, due_set_by_id, merged_into_id, \
     revision, top_id from matter where matter_id = $1",
);
pub(super) const LOAD: Statement = Statement::new(
    "matter/load",
    "select m.matter_id, m.number, m.origin_kind, m.origin_id, m.household_id, m.asker_kind, \
     m.asker_post_id, m.asker_body_id, m.asker_unit_id, m.work, m.responsibility, m.product, \
     m.authority, m.proof, m.due_on, m.due_set_by_id, m.opened_on, m.state, m.reopened, \
     m.escalated_to_id, m.answered_on, m.commune_id, m.top_id, m.difficulty_id, m.revision, \
     p.unit_id, p.post_id from matter m join matter_place p on p.matter_id = m.matter_id \
     and p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) \
     where m.matter_id = $2",
);
pub(super) const COOPERATING: Statement = Statement::new(
    "matter/cooperating",
    "select c.post_id, p.name, p.name_en from matter_cooperating c \
     join post p on p.post_id = c.post_id where c.matter_id = $1 order by p.name",
);
pub(super) const STEPS: Statement = Statement::new(
    "matter/steps",
    "select s.number, s.kind, s.hand, s.happened_on, s.happened_at, s.state, s.said, s.due_on, \
     s.done_on, s.code, s.to_unit_id, s.to_matter_id, p.name as post, p.name_en as post_en, \
     t.name as to_post, t.name_en as to_post_en, u.name as to_unit from matter_step s \
     left join post p on p.post_id = s.hand_post_id left join post t on t.post_id = s.to_post_id \
     left join unit_state u on u.unit_id = s.to_unit_id and u.valid_from <= $2 \
     and (u.valid_until is null or u.valid_until > $2) where s.matter_id = $1 \
     and s.happened_on <= $2 order by s.happened_on, s.number",
);
pub(super) const PROOFS: Statement = Statement::new(
    "matter/proofs",
    "select step_number, number, kind, attachment_id, document, dated_on, label, value_milli, \
     measure from matter_proof where matter_id = $1 order by step_number, number",
);
pub(super) const PROOF_SEEN: Statement = Statement::new(
    "matter/proof_seen",
    concat!(
        "select r.attachment_id from matter_proof r join matter m on m.matter_id = r.matter_id ",
        "join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 ",
        "and (p.valid_until is null or p.valid_until > $1) ",
        "where r.matter_id = $2 and r.attachment_id = $3 and (",
        seen!("m", "p", "$4", "$5"),
        " or ",
        concerned!("$6"),
        ") limit 1"
    ),
);
pub(super) const ADD: Statement = Statement::new(
    "matter/add",
    "insert into matter (matter_id, number, origin_kind, origin_id, household_id, lon_e7, lat_e7, \
     asker_kind, asker_post_id, asker_body_id, asker_unit_id, work, search_fold, responsibility, \
     product, authority, proof, due_on, due_set_by_id, opened_on, opened_at, state, is_owed, \
     reopened, difficulty_id, commune_id, top_id, is_public, revision) values ($1, $2, $3, $4, \
     $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
     $24, $25, $26, $27, $28, 1)",
);
pub(super) const ADD_PLACE: Statement = Statement::new(
    "matter/add_place",
    "insert into matter_place (matter_id, valid_from, valid_until, unit_id, post_id, followed_by, \
     began_by_id) values ($1, $2, $3, $4, $5, $6, $7)",
);
pub(super) const ADD_COOPERATING: Statement = Statement::new(
    "matter/add_cooperating",
    "insert into matter_cooperating (matter_id, post_id) values ($1, $2)",
);
pub(super) const DROP_COOPERATING: Statement = Statement::new(
    "matter/drop_cooperating",
    "delete from matter_cooperating where matter_id = $1 and post_id = $2",
);
pub(super) const LAST_STEP: Statement = Statement::new(
    "matter/last_step",
    "select coalesce(max(number), 0) as number from matter_step where matter_id = $1",
);
pub(super) const ADD_STEP: Statement = Statement::new(
    "matter/add_step",
    "insert into matter_step (matter_id, number, kind, hand, hand_post_id, happened_on, \
     happened_at, state, said, due_on, done_on, to_post_id, to_unit_id, to_matter_id, code, \
     reorganisation_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
     $16)",
);
pub(super) const ADD_PROOF: Statement = Statement::new(
    "matter/add_proof",
    "insert into matter_proof (matter_id, step_number, number, kind, attachment_id, document, \
     dated_on, label, value_milli, measure) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
pub(super) const KEEP: Statement = Statement::new(
    "matter/keep",
    "update matter set state = $3, is_owed = $4, due_on = $5, reopened = $6, \
     escalated_to_id = $7, answered_on = $8, \
     closed_on = case when state = $3 then closed_on else $9 end, merged_into_id = $10, \
     revision = revision + 1 where matter_id = $1 and revision = $2",
);
pub(super) const OF_LINE: Statement = Statement::new(
    "matter/of_line",
    "select matter_id from matter where origin_id = $1 and origin_kind = 'workplan_line'",
);
pub(super) const REVISE: Statement = Statement::new(
    "matter/revise",
    "update matter set work = $2, search_fold = $3, responsibility = $4, product = $5, \
     authority = $6, proof = $7 where matter_id = $1",
);
pub(super) const OWNER_ON: Statement = Statement::new(
    "matter/owner_on",
    "select post_id from matter_place where matter_id = $2 and valid_from <= $1 \
     and (valid_until is null or valid_until > $1)",
);
pub(super) const ANSWER_FOR: Statement = Statement::new(
    "matter/answer_for",
    "update matter set difficulty_id = $2 where matter_id = $1",
);
pub(super) const PUBLISH: Statement =
    Statement::new("matter/publish", "update matter set is_public = $2 where matter_id = $1");
pub(super) const CHANGE_PLACE: Statement = Statement::new(
    "matter/change_place",
    "update matter_place set post_id = $3, followed_by = $4 where matter_id = $1 \
     and valid_from = $2",
);
pub(super) const PLACE_ON: Statement = Statement::new(
    "matter/place_on",
    "select valid_from, valid_until, unit_id from matter_place where matter_id = $2 \
     and valid_from <= $1 and (valid_until is null or valid_until > $1)",
);
pub(super) const CUT_PLACE: Statement = Statement::new(
    "matter/cut_place",
    "update matter_place set valid_until = $3 where matter_id = $1 and valid_from = $2",
);
/// The later part ends by what the earlier part would have ended by.
pub(super) const MOVE_END: Statement = Statement::new(
    "matter/move_end",
    "update matter_place set ended_by_id = (select q.ended_by_id from matter_place q \
     where q.matter_id = $1 and q.valid_from = $2) where matter_id = $1 and valid_from = $3",
);
pub(super) const FORGET_END: Statement = Statement::new(
    "matter/forget_end",
    "update matter_place set ended_by_id = null where matter_id = $1 and valid_from = $2",
);
/// A later place keeps its own owner only where the new one no longer exists then.
pub(super) const SEND_AHEAD: Statement = Statement::new(
    "matter/send_ahead",
    "update matter_place set post_id = $3 where matter_id = $1 and valid_from > $2 \
     and exists (select 1 from post p where p.post_id = $3 \
     and (p.valid_until is null or p.valid_until > matter_place.valid_from))",
);
pub(super) const PASS_ASKING: Statement = Statement::new(
    "matter/pass_asking",
    "update matter set asker_post_id = $2, asker_unit_id = $3 where matter_id = $1",
);
/// What lies in a place or with a post on a day and is not settled for good.
pub(super) const UNSETTLED: Statement = Statement::new(
    "matter/unsettled",
    "select m.matter_id, m.household_id, m.lon_e7, m.lat_e7, p.unit_id, p.post_id from matter m \
     join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) where (p.unit_id = $2 or p.post_id = $3) \
     and (m.is_owed or m.state in ('answered', 'closed_silent', 'rejected')) order by m.matter_id",
);
pub(super) const ASKED_BY: Statement = Statement::new(
    "matter/asked_by",
    "select m.matter_id, p.post_id from matter m \
     join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) where m.asker_post_id = $2 \
     and (m.is_owed or m.state in ('answered', 'closed_silent', 'rejected')) order by m.matter_id",
);
pub(super) const MOVE_PLACE: Statement = Statement::new(
    "matter/move_place",
    "update matter_place set unit_id = $3, post_id = $4, followed_by = $5 where matter_id = $1 \
     and valid_from = $2",
);
pub(super) const PASS_DAY: Statement =
    Statement::new("matter/pass_day", "update matter set due_set_by_id = $2 where matter_id = $1");
pub(super) const STATE: Statement =
    Statement::new("matter/state", "select state from matter where matter_id = $1");
pub(super) const END_PLACE: Statement = Statement::new(
    "matter/end_place",
    "update matter_place set valid_until = $2, ended_by_id = $3 where matter_id = $1 \
     and valid_from < $2 and (valid_until is null or valid_until > $2)",
);
pub(super) const OPEN_IN_UNITS: Statement = Statement::new(
    "matter/open_in_units",
    "select m.matter_id, m.household_id, m.lon_e7, m.lat_e7, p.unit_id, p.post_id from matter m \
     join matter_place p on p.matter_id = m.matter_id where p.unit_id in ($1) \
     and p.valid_from < $2 and (p.valid_until is null or p.valid_until > $2) \
     and (m.is_owed or m.state = 'answered') order by m.matter_id",
);
pub(super) const DELETE_BEGUN: Statement =
    Statement::new("matter/delete_begun", "delete from matter_place where began_by_id = $1");
pub(super) const REOPEN_PLACE: Statement = Statement::new(
    "matter/reopen_place",
    "update matter_place set valid_until = null, ended_by_id = null where ended_by_id = $1",
);
pub(super) const DELETE_STEPS: Statement =
    Statement::new("matter/delete_steps", "delete from matter_step where reorganisation_id = $1");
pub(super) const DUE_FOR_SWEEP: Statement = Statement::new(
    "matter/due_for_sweep",
    "select m.matter_id, p.superior_id from matter m join matter_place mp \
     on mp.matter_id = m.matter_id and mp.valid_from <= $1 \
     and (mp.valid_until is null or mp.valid_until > $1) join post p on p.post_id = mp.post_id \
     where m.is_owed and m.due_on < $1 and m.escalated_to_id is null \
     and p.superior_id is not null order by m.due_on limit 500",
);
pub(super) const SILENT: Statement = Statement::new(
    "matter/silent",
    "select matter_id from matter where state = 'answered' and answered_on <= $1 \
     order by answered_on limit 500",
);
/// The matters that a board's figure counts: everywhere, in a commune or city (`area`), or in one
/// place (`place`). One text for each, so that the databases find them by an index.
macro_rules! which {
    (area $condition:literal, $order:literal) => {
        lines!(
            concat!(
                $condition,
                " and (m.commune_id = $2 or m.top_id = $2 or $2 is null) and ",
                seen!("m", "p", "$3", "$4")
            ),
            $order
        )
    };
    (place $condition:literal, $order:literal) => {
        lines!(
            concat!("p.unit_id = $2 and ", $condition, " and ", seen!("m", "p", "$3", "$4")),
            $order
        )
    };
}

macro_rules! both_which {
    ($area:ident, $place:ident, $name:literal, $condition:literal, $order:literal) => {
        pub(super) const $area: Statement =
    Statement::new(concat!("matter/", $name, "_in_area"), which!(area $condition, $order));
        pub(super) const $place: Statement = Statement::new(
            concat!("matter/", $name, "_in_place"),
    which!(place $condition, $order),
        );
    };
}

both_which!(OPEN_IN_AREA, OPEN_IN_PLACE, "open", "m.is_owed", "m.due_on, m.matter_id limit 200");
both_which!(
    LATE_IN_AREA,
    LATE_IN_PLACE,
    "late",
    "m.is_owed and m.due_on < $1",
    "m.due_on, m.matter_id limit 200"
);
both_which!(
    REOPENED_IN_AREA,
    REOPENED_IN_PLACE,
    "reopened",
    "m.is_owed and m.reopened > 0",
    "m.due_on, m.matter_id limit 200"
);
both_which!(
    ANSWERED_IN_AREA,
    ANSWERED_IN_PLACE,
    "answered",
    "m.state = 'answered'",
    "m.answered_on, m.matter_id limit 200"
);
both_which!(
    CONFIRMED_IN_AREA,
    CONFIRMED_IN_PLACE,
    "confirmed",
    "m.state = 'confirmed'",
    "m.closed_on desc, m.matter_id limit 200"
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &INBOX,
    &ESCALATED,
    &TO_CONFIRM,
    &HELPING,
    &EXTENSIONS,
    &ONE,
    &OF_ORIGINS,
    &OF_DIFFICULTY,
    &OF_UNIT,
    &WITHIN_PLACES,
    &WITHIN_AREAS,
    &DETAIL,
    &LOAD,
    &COOPERATING,
    &STEPS,
    &PROOFS,
    &PROOF_SEEN,
    &ADD,
    &ADD_PLACE,
    &ADD_COOPERATING,
    &DROP_COOPERATING,
    &LAST_STEP,
    &ADD_STEP,
    &ADD_PROOF,
    &KEEP,
    &OF_LINE,
    &REVISE,
    &OWNER_ON,
    &ANSWER_FOR,
    &PUBLISH,
    &CHANGE_PLACE,
    &PLACE_ON,
    &CUT_PLACE,
    &MOVE_END,
    &FORGET_END,
    &SEND_AHEAD,
    &PASS_ASKING,
    &UNSETTLED,
    &ASKED_BY,
    &MOVE_PLACE,
    &PASS_DAY,
    &STATE,
    &END_PLACE,
    &OPEN_IN_UNITS,
    &DELETE_BEGUN,
    &REOPEN_PLACE,
    &DELETE_STEPS,
    &DUE_FOR_SWEEP,
    &SILENT,
    &super::board::COUNTS,
    &super::board::COUNTS_IN,
    &super::board::CONFIRMED_SINCE,
    &super::board::CONFIRMED_SINCE_IN,
    &OPEN_IN_AREA,
    &OPEN_IN_PLACE,
    &LATE_IN_AREA,
    &LATE_IN_PLACE,
    &REOPENED_IN_AREA,
    &REOPENED_IN_PLACE,
    &ANSWERED_IN_AREA,
    &ANSWERED_IN_PLACE,
    &CONFIRMED_IN_AREA,
    &CONFIRMED_IN_PLACE,
];
