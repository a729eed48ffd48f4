//! The statements about feedback. `$1` is the day wherever a day decides.

use crate::spelled::{COMMUNE_KINDS, spelled};
use crate::{Statement, Statements};

/// A feedback with its matter's place and owner of a day; the condition on `f`, `m` or `p`.
macro_rules! lines {
    ($condition:expr) => {
        concat!(
            "select f.feedback_id, f.kind, f.category, f.concerned, f.said, f.public_text, ",
            "f.moderation, f.sealed_as, f.sent_on, f.sent_at, f.entered_by_id, e.name as entered_by, ",
            "f.difficulty_id, f.about_unit_id, ab.name as about, m.matter_id, m.number, m.state, ",
            "m.due_on, m.is_public, m.answered_on, m.reopened, m.lon_e7, m.lat_e7, ",
            "m.merged_into_id, m.revision, m.commune_id, m.top_id, p.unit_id, us.name as unit, ",
            "cs.name as commune, p.post_id, o.name as owner, o.name_en as owner_en ",
            "from feedback f join matter m on m.matter_id = f.matter_id ",
            "join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 ",
            "and (p.valid_until is null or p.valid_until > $1) ",
            "join post o on o.post_id = p.post_id ",
            "left join post e on e.post_id = f.entered_by_id ",
            "left join unit_state us on us.unit_id = p.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) ",
            "left join unit_state ab on ab.unit_id = f.about_unit_id and ab.valid_from <= $1 ",
            "and (ab.valid_until is null or ab.valid_until > $1) ",
            "left join unit_state cs on cs.unit_id = m.commune_id and cs.valid_from <= $1 ",
            "and (cs.valid_until is null or cs.valid_until > $1) where ",
            $condition
        )
    };
}

/// What everybody may know of a feedback. The sender's own words are not among the columns.
macro_rules! public {
    ($condition:expr) => {
        concat!(
            "select f.feedback_id, f.category, f.public_text, f.sent_on, f.sent_at, m.matter_id, ",
            "m.number, m.state, m.due_on, m.answered_on, m.lon_e7, m.lat_e7, p.unit_id, ",
            "us.name as unit, cs.name as commune, o.name as owner, o.name_en as owner_en ",
            "from feedback f join matter m on m.matter_id = f.matter_id and m.is_public ",
            "join matter_place p on p.matter_id = m.matter_id and p.valid_from <= $1 ",
            "and (p.valid_until is null or p.valid_until > $1) ",
            "join post o on o.post_id = p.post_id ",
            "left join unit_state us on us.unit_id = p.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) ",
            "left join unit_state cs on cs.unit_id = m.commune_id and cs.valid_from <= $1 ",
            "and (cs.valid_until is null or cs.valid_until > $1) ",
            "where f.moderation in ('as_is', 'rewritten') and ",
            $condition
        )
    };
}

/// The inside of a reader's places alone: what is public is not yet read with the sender's words.
/// The values are those of `sight`.
macro_rules! inside {
    ($all:literal, $within:literal) => {
        concat!(
            "(",
            $all,
            " or p.unit_id in (",
            $within,
            ") or m.commune_id in (",
            $within,
            ") or m.top_id in (",
            $within,
            "))"
        )
    };
}

pub(super) const PUBLIC: Statement = Statement::new(
    "feedback/public",
    public!(
        "(f.category = $2 or $2 is null) and f.sent_at < $3 \
         order by f.sent_at desc, f.feedback_id limit $4"
    ),
);
/// The same of one commune or khu phố: its matters are found first, by index.
pub(super) const PUBLIC_OF: Statement = Statement::new(
    "feedback/public_of",
    public!(
        "(f.category = $2 or $2 is null) and f.sent_at < $3 and f.matter_id in \
         (select x.matter_id from matter x where x.commune_id = $5 \
         union all select y.matter_id from matter_place y where y.unit_id = $5) \
         and (p.unit_id = $5 or m.commune_id = $5) \
         order by f.sent_at desc, f.feedback_id limit $4"
    ),
);
pub(super) const PUBLIC_ONE: Statement =
    Statement::new("feedback/public_one", public!("f.feedback_id = $2"));
pub(super) const ALIKE_PUBLIC: Statement = Statement::new(
    "feedback/alike_public",
    public!(
        "f.about_unit_id = $2 and f.category = $3 and f.sent_on >= $4 \
         order by f.sent_on desc, f.feedback_id limit 200"
    ),
);
pub(super) const ONE: Statement =
    Statement::new("feedback/one", lines!(concat!("f.feedback_id = $2 and ", inside!("$3", "$4"))));
pub(super) const AMONG: Statement = Statement::new(
    "feedback/among",
    lines!(concat!("f.feedback_id in ($2) and ", inside!("$3", "$4"), " order by f.sent_at")),
);
pub(super) const OF_DIFFICULTY: Statement = Statement::new(
    "feedback/of_difficulty",
    public!("f.difficulty_id = $2 order by f.sent_at, f.feedback_id limit 200"),
);
pub(super) const BY_CODE: Statement =
    Statement::new("feedback/by_code", lines!("f.code_hash = $2"));
pub(super) const WAITING: Statement = Statement::new(
    "feedback/waiting",
    lines!(concat!(
        "f.moderation = 'waiting' and f.sealed_as is null and f.category <> 'thai_do_phuc_vu' ",
        "and ",
        inside!("$2", "$3"),
        " order by f.sent_at, f.feedback_id limit 100"
    )),
);
pub(super) const OPEN: Statement = Statement::new(
    "feedback/open",
    lines!(concat!(
        "m.is_owed and m.origin_kind = 'feedback' and ",
        inside!("$2", "$3"),
        " order by case when m.state in ('received', 'triaged') then 0 else 1 end, m.due_on, ",
        "m.matter_id limit 200"
    )),
);
/// What a self-managed group was asked for, also what others have since been given.
pub(super) const ASKED_OF: Statement = Statement::new(
    "feedback/asked_of",
    lines!(concat!(
        "f.about_unit_id = $2 and f.sealed_as is null and ",
        inside!("$3", "$4"),
        " order by m.is_owed desc, f.sent_at desc, f.feedback_id limit 100"
    )),
);
pub(super) const ALIKE_INSIDE: Statement = Statement::new(
    "feedback/alike_inside",
    lines!(concat!(
        "f.about_unit_id = $2 and f.category = $3 and f.sent_on >= $4 and f.sealed_as is null ",
        "and f.feedback_id <> $5 and m.is_owed and ",
        inside!("$6", "$7"),
        " order by f.sent_on desc, f.feedback_id limit 200"
    )),
);
pub(super) const PHOTOS: Statement = Statement::new(
    "feedback/photos",
    "select number, attachment_id, is_public from feedback_photo where feedback_id = $1 \
     order by number",
);
pub(super) const MODERATIONS: Statement = Statement::new(
    "feedback/moderations",
    "select d.decision, d.public_text, d.happened_on, p.name as post from feedback_moderation d \
     join post p on p.post_id = d.post_id where d.feedback_id = $1 order by d.number",
);
pub(super) const COMMUNES: Statement = Statement::new(
    "feedback/communes",
    spelled!(
        "select s.unit_id, s.name from unit_state s where s.kind in (",
        COMMUNE_KINDS,
        ") and not s.is_reference and s.valid_from <= $1 \
         and (s.valid_until is null or s.valid_until > $1) order by s.sort_key, s.unit_id",
    ),
);
pub(super) const PLACES: Statement = Statement::new(
    "feedback/places",
    "select s.unit_id, s.name from unit_state s where s.parent_id = $2 and s.tier = 'base' \
     and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) \
     order by s.sort_key, s.unit_id",
);
/// The way up from the place, the rule for the field there, and what else decides: always one row.
pub(super) const WAY: Statement = Statement::new(
    "feedback/way",
    spelled!(
        "with recursive up (unit_id, kind, parent_id, depth) as (\
     select s.unit_id, s.kind, s.parent_id, 0 from unit_state s where s.unit_id = $2 \
     and s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1) \
     union all select s.unit_id, s.kind, s.parent_id, u.depth + 1 from up u \
     join unit_state s on s.unit_id in (u.parent_id) \
     where s.valid_from <= $1 and (s.valid_until is null or s.valid_until > $1)), \
     way (unit_id, commune_id, top_id) as (select \
     (select u.unit_id from up u where u.depth = 0), \
     (select u.unit_id from up u where u.kind in (",
        COMMUNE_KINDS,
        ") \
     order by u.depth limit 1), \
     (select u.unit_id from up u order by u.depth desc limit 1)), \
     rule (post_id, days, proof) as (select r.post_id, r.days, r.proof from routing r \
     join post p on p.post_id = r.post_id where r.category = $3 \
     and (r.unit_id = (select w.commune_id from way w) or r.unit_id is null) \
     and p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) \
     order by case when r.unit_id is null then 1 else 0 end, r.routing_id limit 1) \
     select w.unit_id, w.commune_id, w.top_id, r.post_id, r.days, r.proof, f.feedback_id, \
     f.matter_id, \
     exists (select 1 from self_managed_group g where g.unit_id = w.unit_id) as is_of_group, \
     exists (select 1 from reorganisation o join adoption a \
     on a.reorganisation_id = o.reorganisation_id where o.commune_id = w.commune_id \
     and o.state = 'adopted' and a.effective_on > $1) as is_ahead \
     from way w left join rule r on true left join feedback f on f.code_hash = $4",
    ),
);
pub(super) const LOAD: Statement = Statement::new(
    "feedback/load",
    "select f.matter_id, f.kind, f.category, f.concerned, f.said, f.moderation, f.sealed_as, \
     f.about_unit_id, exists (select 1 from self_managed_group g \
     where g.unit_id = f.about_unit_id) as is_of_group from feedback f where f.feedback_id = $1",
);
pub(super) const ADD: Statement = Statement::new(
    "feedback/add",
    "insert into feedback (feedback_id, matter_id, code_hash, kind, category, concerned, said, \
     moderation, about_unit_id, entered_by_id, sent_on, sent_at) values ($1, $2, $3, $4, $5, $6, \
     $7, $8, $9, $10, $11, $12)",
);
pub(super) const ADD_PHOTO: Statement = Statement::new(
    "feedback/add_photo",
    "insert into feedback_photo (feedback_id, number, attachment_id, is_public) \
     values ($1, $2, $3, $4)",
);
pub(super) const MODERATE: Statement = Statement::new(
    "feedback/moderate",
    "update feedback set moderation = $2, public_text = $3 where feedback_id = $1",
);
pub(super) const HIDE_PHOTOS: Statement = Statement::new(
    "feedback/hide_photos",
    "update feedback_photo set is_public = $2 where feedback_id = $1",
);
pub(super) const SHOW_PHOTO: Statement = Statement::new(
    "feedback/show_photo",
    "update feedback_photo set is_public = $3 where feedback_id = $1 and number = $2",
);
pub(super) const LAST_MODERATION: Statement = Statement::new(
    "feedback/last_moderation",
    "select coalesce(max(number), 0) as number from feedback_moderation where feedback_id = $1",
);
pub(super) const ADD_MODERATION: Statement = Statement::new(
    "feedback/add_moderation",
    "insert into feedback_moderation (feedback_id, number, decision, public_text, post_id, \
     happened_on, happened_at) values ($1, $2, $3, $4, $5, $6, $7)",
);
pub(super) const SEAL: Statement = Statement::new(
    "feedback/seal",
    "update feedback set said = '', public_text = '', moderation = 'private', sealed_as = $2 \
     where feedback_id = $1",
);
pub(super) const ADD_SEALED: Statement = Statement::new(
    "feedback/add_sealed",
    "insert into feedback_sealed (feedback_id, door, said, sealed_at) values ($1, $2, $3, $4)",
);
pub(super) const STEPS_SAID: Statement = Statement::new(
    "feedback/steps_said",
    "select said from matter_step where matter_id = $1 and said <> '' order by number",
);
pub(super) const BLANK_STEPS: Statement = Statement::new(
    "feedback/blank_steps",
    "update matter_step set said = '' where matter_id = $1 and said <> ''",
);
pub(super) const BLANK_MODERATIONS: Statement = Statement::new(
    "feedback/blank_moderations",
    "update feedback_moderation set public_text = '' where feedback_id = $1",
);
pub(super) const GATHER: Statement = Statement::new(
    "feedback/gather",
    "update feedback set difficulty_id = $2 where feedback_id = $1",
);
pub(super) const LINK: Statement = Statement::new(
    "feedback/link",
    "update matter set difficulty_id = $2 where matter_id = $1 and difficulty_id is null",
);
pub(super) const RETITLE: Statement = Statement::new(
    "feedback/retitle",
    "update matter set work = $2, search_fold = $3 where matter_id = $1",
);

/// The statements of this noun.
pub const STATEMENTS: Statements = &[
    &PUBLIC,
    &PUBLIC_OF,
    &PUBLIC_ONE,
    &ALIKE_PUBLIC,
    &ONE,
    &AMONG,
    &OF_DIFFICULTY,
    &BY_CODE,
    &WAITING,
    &OPEN,
    &ASKED_OF,
    &ALIKE_INSIDE,
    &PHOTOS,
    &MODERATIONS,
    &COMMUNES,
    &PLACES,
    &WAY,
    &LOAD,
    &ADD,
    &ADD_PHOTO,
    &MODERATE,
    &HIDE_PHOTOS,
    &SHOW_PHOTO,
    &LAST_MODERATION,
    &ADD_MODERATION,
    &SEAL,
    &ADD_SEALED,
    &STEPS_SAID,
    &BLANK_STEPS,
    &BLANK_MODERATIONS,
    &GATHER,
    &LINK,
    &RETITLE,
];
