//! The statements about visits.

use crate::Statement;

macro_rules! programmes {
    ($condition:literal) => {
        concat!(
            "select g.visit_programme_id, g.unit_id, us.name as unit, g.year, g.title, g.goal, ",
            "o.name as post, o.name_en as post_en, ",
            "(select count(*) from visit v where v.visit_programme_id = g.visit_programme_id) ",
            "as visits, (select count(*) from visit v where ",
            "v.visit_programme_id = g.visit_programme_id and v.state = 'recorded') as recorded ",
            "from visit_programme g join post o on o.post_id = g.post_id ",
            "left join unit_state us on us.unit_id = g.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) where ",
            $condition
        )
    };
}

/// A visit with its place and commune of a day (`$1`). A place that has ended is named as it last was.
macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select v.visit_id, v.visit_programme_id, g.title as programme, v.theme, v.month_on, ",
            "v.planned_on, v.state, v.held_on, v.leader_id, l.name as leader, ",
            "l.name_en as leader_en, p.unit_id, us.name as unit, us.valid_until as unit_ended, ",
            "v.commune_id, cs.name as commune, v.revision from visit v ",
            "join visit_place p on p.visit_id = v.visit_id and p.valid_from <= $1 ",
            "and (p.valid_until is null or p.valid_until > $1) ",
            "join post l on l.post_id = v.leader_id ",
            "left join visit_programme g on g.visit_programme_id = v.visit_programme_id ",
            "left join unit_state us on us.unit_id = p.unit_id and us.valid_from <= $1 and not exists ",
            "(select 1 from unit_state n where n.unit_id = us.unit_id and n.valid_from <= $1 ",
            "and n.valid_from > us.valid_from) ",
            "left join unit_state cs on cs.unit_id = v.commune_id and cs.valid_from <= $1 ",
            "and (cs.valid_until is null or cs.valid_until > $1) where ",
            $condition
        )
    };
}

pub(super) const PROGRAMMES: Statement = Statement::new(
    "visit/programmes",
    programmes!("(g.unit_id = $2 or $2 is null) order by g.year desc, g.issued_at desc limit 100"),
);
pub(super) const PROGRAMME: Statement =
    Statement::new("visit/programme", programmes!("g.visit_programme_id = $2"));
pub(super) const PROGRAMME_NOW: Statement = Statement::new(
    "visit/programme_now",
    "select unit_id, year from visit_programme where visit_programme_id = $1",
);
pub(super) const LIST: Statement = Statement::new(
    "visit/list",
    lines!(
        "(v.visit_programme_id = $2 or $2 is null) and (v.state = $3 or $3 is null) \
         order by v.month_on desc, coalesce(v.held_on, v.planned_on, v.month_on) desc, v.visit_id \
         limit $4"
    ),
);
pub(super) const OF_UNIT: Statement = Statement::new(
    "visit/of_unit",
    lines!(
        "(p.unit_id in ($2) or v.commune_id in ($2) or v.top_id in ($2)) \
         order by coalesce(v.held_on, v.planned_on, v.month_on) desc, v.visit_id limit $3"
    ),
);
pub(super) const ONE: Statement = Statement::new("visit/one", lines!("v.visit_id = $2"));
pub(super) const DETAIL: Statement = Statement::new(
    "visit/detail",
    "select v.recorded_on, v.speaker_id, s.name as speaker, s.name_en as speaker_en from visit v \
     left join post s on s.post_id = v.speaker_id where v.visit_id = $1",
);
pub(super) const MEMBERS: Statement = Statement::new(
    "visit/members",
    "select m.post_id, p.name, p.name_en from visit_member m join post p on p.post_id = m.post_id \
     where m.visit_id = $1 order by p.name, m.post_id",
);
pub(super) const EXPERIENCES: Statement = Statement::new(
    "visit/experiences",
    "select number, said, practice_id from visit_experience where visit_id = $1 order by number",
);
pub(super) const LESSONS: Statement = Statement::new(
    "visit/lessons",
    "select l.number, l.said, l.post_id, p.name as post, p.name_en as post_en from visit_lesson l \
     join post p on p.post_id = l.post_id where l.visit_id = $1 order by l.number",
);
pub(super) const DIFFICULTIES: Statement = Statement::new(
    "visit/difficulties",
    "select x.difficulty_id, x.is_new from visit_difficulty x \
     join difficulty d on d.difficulty_id = x.difficulty_id where x.visit_id = $1 \
     order by d.raised_at, x.difficulty_id",
);
pub(super) const PROMISES: Statement = Statement::new(
    "visit/promises",
    "select matter_id, is_own from visit_promise where visit_id = $1 order by number",
);
pub(super) const DRAFT: Statement =
    Statement::new("visit/draft", "select draft from visit where visit_id = $1");
pub(super) const VISITED: Statement = Statement::new(
    "visit/visited",
    "select p.unit_id, v.commune_id, v.held_on from visit v \
     join visit_programme g on g.visit_programme_id = v.visit_programme_id \
     join visit_place p on p.visit_id = v.visit_id and p.valid_until is null \
     where g.unit_id = $1 and v.state = 'recorded' order by v.held_on",
);
pub(super) const ADD_PROGRAMME: Statement = Statement::new(
    "visit/add_programme",
    "insert into visit_programme (visit_programme_id, unit_id, year, title, goal, post_id, \
     issued_on, issued_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(super) const ADD: Statement = Statement::new(
    "visit/add",
    "insert into visit (visit_id, visit_programme_id, theme, month_on, planned_on, leader_id, \
     state, commune_id, top_id, made_at, revision) \
     values ($1, $2, $3, $4, $5, $6, 'planned', $7, $8, $9, 1)",
);
pub(super) const ADD_PLACE: Statement = Statement::new(
    "visit/add_place",
    "insert into visit_place (visit_id, valid_from, unit_id, followed_by, began_by_id) \
     values ($1, $2, $3, $4, $5)",
);
pub(super) const ADD_MEMBER: Statement = Statement::new(
    "visit/add_member",
    "insert into visit_member (visit_id, post_id) values ($1, $2)",
);
pub(super) const REPLAN: Statement = Statement::new(
    "visit/replan",
    "update visit set theme = $3, month_on = $4, planned_on = $5, leader_id = $6, \
     revision = revision + 1 where visit_id = $1 and revision = $2 and state <> 'recorded'",
);
pub(super) const DELETE_MEMBERS: Statement =
    Statement::new("visit/delete_members", "delete from visit_member where visit_id = $1");
pub(super) const DELETE_PLACES: Statement =
    Statement::new("visit/delete_places", "delete from visit_place where visit_id = $1");
pub(super) const DELETE: Statement = Statement::new(
    "visit/delete",
    "delete from visit where visit_id = $1 and revision = $2 and state = 'planned'",
);
pub(super) const LOAD: Statement = Statement::new(
    "visit/load",
    "select v.visit_id, v.visit_programme_id, v.theme, v.month_on, v.planned_on, v.leader_id, \
     v.state, v.draft, v.speaker_id, v.record_key, v.revision, p.unit_id from visit v \
     join visit_place p on p.visit_id = v.visit_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) where v.visit_id = $2",
);
pub(super) const KEEP_DRAFT: Statement = Statement::new(
    "visit/keep_draft",
    "update visit set draft = $3, state = 'draft', revision = revision + 1 \
     where visit_id = $1 and revision = $2 and state <> 'recorded'",
);
pub(super) const KEEP_RECORD: Statement = Statement::new(
    "visit/keep_record",
    "update visit set draft = null, state = 'recorded', held_on = $3, speaker_id = $4, \
     recorded_on = $5, record_key = $6, revision = revision + 1 \
     where visit_id = $1 and revision = $2 and state <> 'recorded'",
);
pub(super) const ADD_EXPERIENCE: Statement = Statement::new(
    "visit/add_experience",
    "insert into visit_experience (visit_id, number, said) values ($1, $2, $3)",
);
pub(super) const REGISTER: Statement = Statement::new(
    "visit/register_experience",
    "update visit_experience set practice_id = $3 where visit_id = $1 and number = $2 \
     and (practice_id = $3 or practice_id is null)",
);
pub(super) const ADD_LESSON: Statement = Statement::new(
    "visit/add_lesson",
    "insert into visit_lesson (visit_id, number, said, post_id) values ($1, $2, $3, $4)",
);
pub(super) const ADD_DIFFICULTY: Statement = Statement::new(
    "visit/add_difficulty",
    "insert into visit_difficulty (visit_id, difficulty_id, is_new) values ($1, $2, $3)",
);
pub(super) const LAST_PROMISE: Statement = Statement::new(
    "visit/last_promise",
    "select coalesce(max(number), 0) as number from visit_promise where visit_id = $1",
);
pub(super) const ADD_PROMISE: Statement = Statement::new(
    "visit/add_promise",
    "insert into visit_promise (visit_id, number, matter_id, is_own) values ($1, $2, $3, $4)",
);
/// A record that counts, for a correction.
pub(super) const STANDING: Statement = Statement::new(
    "visit/standing",
    "select held_on, recorded_on, speaker_id from visit where visit_id = $1 and state = 'recorded'",
);
/// The difficulties that promises of a visit answer.
pub(super) const ANSWERED: Statement = Statement::new(
    "visit/answered",
    "select distinct m.difficulty_id from matter m where m.origin_kind = 'visit' \
     and m.origin_id = $1 and m.difficulty_id is not null",
);
pub(super) const CORRECT: Statement = Statement::new(
    "visit/correct",
    "update visit set held_on = $3, speaker_id = $4, revision = revision + 1 \
     where visit_id = $1 and revision = $2 and state = 'recorded'",
);
pub(super) const SAY_EXPERIENCE: Statement = Statement::new(
    "visit/say_experience",
    "update visit_experience set said = $3 where visit_id = $1 and number = $2",
);
pub(super) const DROP_EXPERIENCE: Statement = Statement::new(
    "visit/drop_experience",
    "delete from visit_experience where visit_id = $1 and number = $2 and practice_id is null",
);
pub(super) const SAY_LESSON: Statement = Statement::new(
    "visit/say_lesson",
    "update visit_lesson set said = $3, post_id = $4 where visit_id = $1 and number = $2",
);
pub(super) const DROP_LESSON: Statement = Statement::new(
    "visit/drop_lesson",
    "delete from visit_lesson where visit_id = $1 and number = $2",
);
pub(super) const DROP_DIFFICULTY: Statement = Statement::new(
    "visit/drop_difficulty",
    "delete from visit_difficulty where visit_id = $1 and difficulty_id = $2",
);
pub(super) const LAST_CORRECTION: Statement = Statement::new(
    "visit/last_correction",
    "select coalesce(max(number), 0) as number from visit_correction where visit_id = $1",
);
pub(super) const WAS_CORRECTED: Statement = Statement::new(
    "visit/was_corrected",
    "select number from visit_correction where visit_id = $1 and form_key = $2",
);
pub(super) const ADD_CORRECTION: Statement = Statement::new(
    "visit/add_correction",
    "insert into visit_correction (visit_id, number, form_key, post_id, reason, corrected_on, \
     corrected_at) values ($1, $2, $3, $4, $5, $6, $7)",
);
pub(super) const ADD_PART: Statement = Statement::new(
    "visit/add_correction_part",
    "insert into visit_correction_part (visit_id, number, part, kind, line, said_before, \
     said_after, day_before, day_after, post_before_id, post_after_id, difficulty_id, is_linked) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
);
pub(super) const CORRECTIONS: Statement = Statement::new(
    "visit/corrections",
    "select c.number, c.reason, c.corrected_on, c.post_id, p.name, p.name_en \
     from visit_correction c join post p on p.post_id = c.post_id where c.visit_id = $1 \
     order by c.number",
);
pub(super) const PARTS: Statement = Statement::new(
    "visit/correction_parts",
    "select x.number, x.kind, x.line, x.said_before, x.said_after, x.day_before, x.day_after, \
     b.name as post_before, b.name_en as post_before_en, a.name as post_after, \
     a.name_en as post_after_en, x.difficulty_id, d.title as difficulty, x.is_linked \
     from visit_correction_part x left join post b on b.post_id = x.post_before_id \
     left join post a on a.post_id = x.post_after_id \
     left join difficulty d on d.difficulty_id = x.difficulty_id where x.visit_id = $1 \
     order by x.number, x.part",
);
pub(super) const OPEN_IN_UNITS: Statement = Statement::new(
    "visit/open_in_units",
    "select v.visit_id, p.unit_id from visit v join visit_place p on p.visit_id = v.visit_id \
     where p.unit_id in ($1) and p.valid_from < $2 \
     and (p.valid_until is null or p.valid_until > $2) and v.state <> 'recorded' \
     order by v.visit_id",
);
pub(super) const END_PLACE: Statement = Statement::new(
    "visit/end_place",
    "update visit_place set valid_until = $2, ended_by_id = $3 where visit_id = $1 \
     and valid_from < $2 and (valid_until is null or valid_until > $2)",
);
pub(super) const DELETE_BEGUN: Statement =
    Statement::new("visit/delete_begun", "delete from visit_place where began_by_id = $1");
pub(super) const REOPEN_PLACE: Statement = Statement::new(
    "visit/reopen_place",
    "update visit_place set valid_until = null, ended_by_id = null where ended_by_id = $1",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &PROGRAMMES,
    &PROGRAMME,
    &PROGRAMME_NOW,
    &LIST,
    &OF_UNIT,
    &ONE,
    &DETAIL,
    &MEMBERS,
    &EXPERIENCES,
    &LESSONS,
    &DIFFICULTIES,
    &PROMISES,
    &DRAFT,
    &VISITED,
    &ADD_PROGRAMME,
    &ADD,
    &ADD_PLACE,
    &ADD_MEMBER,
    &REPLAN,
    &DELETE_MEMBERS,
    &DELETE_PLACES,
    &DELETE,
    &LOAD,
    &KEEP_DRAFT,
    &KEEP_RECORD,
    &ADD_EXPERIENCE,
    &REGISTER,
    &ADD_LESSON,
    &ADD_DIFFICULTY,
    &LAST_PROMISE,
    &ADD_PROMISE,
    &STANDING,
    &ANSWERED,
    &CORRECT,
    &SAY_EXPERIENCE,
    &DROP_EXPERIENCE,
    &SAY_LESSON,
    &DROP_LESSON,
    &DROP_DIFFICULTY,
    &LAST_CORRECTION,
    &WAS_CORRECTED,
    &ADD_CORRECTION,
    &ADD_PART,
    &CORRECTIONS,
    &PARTS,
    &OPEN_IN_UNITS,
    &END_PLACE,
    &DELETE_BEGUN,
    &REOPEN_PLACE,
];
