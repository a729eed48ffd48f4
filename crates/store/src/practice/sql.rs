//! The statements about practices and their adoptions.

use crate::Statement;
use crate::locality::seen;

/// A practice in a list, with its first figure.
macro_rules! lines {
    ($condition:literal) => {
        concat!(
            "select q.practice_id, q.category, q.campaign, q.campaign_field, q.stage, q.unit_id, ",
            "q.place, q.title, q.origin_city, q.registered_on, f.label, f.measure, ",
            "f.before_milli, f.before_on, f.after_milli, f.after_on from practice q ",
            "left join practice_figure f on f.practice_id = q.practice_id and f.number = 1 where ",
            $condition
        )
    };
}

/// An adoption with its place and commune of a day (`$1`).
macro_rules! adoptions {
    ($condition:expr) => {
        concat!(
            "select a.adoption_id, a.practice_id, q.title, a.difficulty_id, ",
            "d.title as difficulty, a.state, a.why, a.offered_on, a.begun_on, a.due_on, ",
            "a.told_by_id, a.label, ",
            "a.measure, a.before_milli, a.before_on, a.after_milli, a.after_on, p.unit_id, ",
            "us.name as unit, a.commune_id, cs.name as commune from practice_adoption a ",
            "join practice q on q.practice_id = a.practice_id ",
            "join practice_adoption_place p on p.adoption_id = a.adoption_id ",
            "and p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) ",
            "left join difficulty d on d.difficulty_id = a.difficulty_id ",
            "left join unit_state us on us.unit_id = p.unit_id and us.valid_from <= $1 ",
            "and (us.valid_until is null or us.valid_until > $1) ",
            "left join unit_state cs on cs.unit_id = a.commune_id and cs.valid_from <= $1 ",
            "and (cs.valid_until is null or cs.valid_until > $1) where ",
            $condition
        )
    };
}

pub(super) const LIST: Statement = Statement::new(
    "practice/list",
    lines!(
        "q.search_fold like $1 and q.search_fold like $2 and q.search_fold like $3 \
         and q.search_fold like $4 and (q.category = $5 or $5 is null) \
         and (q.campaign = $6 or $6 is null) and (q.campaign_field = $7 or $7 is null) \
         and (q.stage = $8 or ($8 is null and q.stage <> 'ended')) \
         and (q.unit_id = $9 or q.commune_id = $9 or q.top_id = $9 or $9 is null) \
         order by q.registered_at desc, q.practice_id desc limit $10"
    ),
);
pub(super) const AMONG: Statement =
    Statement::new("practice/among", lines!("q.practice_id in ($1)"));
pub(super) const WORDS_SINCE: Statement = Statement::new(
    "practice/words_since",
    "select practice_id, category, stage, place_kind, place_households, \
     place_apartments_permille, grams, change_no from practice where change_no > $1",
);
pub(super) const LOAD: Statement = Statement::new(
    "practice/load",
    "select practice_id, category, campaign, campaign_field, stage, unit_id, place_kind, \
     place_households, place_apartments_permille, registered_on, revision, begun_on, author_id, \
     ask_id, origin_id, origin_city, origin_ask, origin_stage, origin_on, cost_vnd, place, title, \
     problem, content, method, resources, participation, conditions from practice \
     where practice_id = $1",
);
pub(super) const BY_ORIGIN: Statement = Statement::new(
    "practice/by_origin",
    "select practice_id from practice where origin_id = $1 or practice_id = $1",
);
pub(super) const FIGURES: Statement = Statement::new(
    "practice/figures",
    "select label, measure, before_milli, before_on, after_milli, after_on from practice_figure \
     where practice_id = $1 order by number",
);
pub(super) const STEPS: Statement = Statement::new(
    "practice/steps",
    "select s.stage, s.happened_on, s.said, s.document, s.dated_on, p.name as post, \
     p.name_en as post_en from practice_step s left join post p on p.post_id = s.post_id \
     where s.practice_id = $1 order by s.number",
);
pub(super) const THANKS: Statement = Statement::new(
    "practice/thanks",
    "select t.practice_id, q.title, t.said, t.thanked_on, p.name as post, p.name_en as post_en \
     from practice_thanks t join practice q on q.practice_id = t.practice_id \
     join post p on p.post_id = t.from_post_id where t.practice_id = $1 \
     order by t.thanked_at desc, t.practice_thanks_id desc",
);
pub(super) const THANKS_TO: Statement = Statement::new(
    "practice/thanks_to",
    "select t.practice_id, q.title, t.said, t.thanked_on, p.name as post, p.name_en as post_en \
     from practice_thanks t join practice q on q.practice_id = t.practice_id \
     join post p on p.post_id = t.from_post_id where t.to_post_id in ($1) \
     order by t.thanked_at desc, t.practice_thanks_id desc limit $2",
);
pub(super) const ONWARD: Statement = Statement::new(
    "practice/onward",
    "with recursive onward (post_id, depth) as (\
     select p.post_id, 0 from post p where p.post_id = $1 \
     union all select n.post_id, o.depth + 1 from onward o \
     join post p on p.post_id in (o.post_id) join post n on n.post_id in (p.continued_by_id) \
     where n.valid_from <= $2 and o.depth < 40) \
     select p.post_id, p.name, p.name_en, p.valid_until from onward o \
     join post p on p.post_id = o.post_id order by o.depth desc limit 1",
);
pub(super) const ADD: Statement = Statement::new(
    "practice/add",
    "insert into practice (practice_id, category, campaign, campaign_field, stage, unit_id, \
     commune_id, top_id, place_kind, place_households, place_apartments_permille, registered_on, \
     registered_at, revision, begun_on, author_id, ask_id, origin_id, origin_city, origin_ask, \
     origin_stage, origin_on, cost_vnd, place, title, grams, problem, content, method, resources, \
     participation, conditions, search_fold, change_no) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
     $12, $13, 1, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, \
     $30, $31, $32, (select coalesce(max(c.change_no), 0) + 1 from practice c))",
);
pub(super) const ADD_FIGURE: Statement = Statement::new(
    "practice/add_figure",
    "insert into practice_figure (practice_id, number, label, measure, before_milli, before_on, \
     after_milli, after_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(super) const KEEP: Statement = Statement::new(
    "practice/keep",
    "update practice set stage = $3, begun_on = $4, revision = revision + 1, \
     change_no = (select coalesce(max(c.change_no), 0) + 1 from practice c) \
     where practice_id = $1 and revision = $2",
);
pub(super) const KEEP_FIGURE: Statement = Statement::new(
    "practice/keep_figure",
    "update practice_figure set after_milli = $3, after_on = $4 \
     where practice_id = $1 and number = $2",
);
/// What it says from now on; its words are laid out anew by the number of this change.
pub(super) const CORRECT: Statement = Statement::new(
    "practice/correct",
    "update practice set category = $3, campaign = $4, campaign_field = $5, ask_id = $6, \
     cost_vnd = $7, title = $8, problem = $9, content = $10, method = $11, resources = $12, \
     participation = $13, conditions = $14, grams = $15, search_fold = $16, \
     revision = revision + 1, \
     change_no = (select coalesce(max(c.change_no), 0) + 1 from practice c) \
     where practice_id = $1 and revision = $2",
);
pub(super) const DROP_FIGURES: Statement =
    Statement::new("practice/drop_figures", "delete from practice_figure where practice_id = $1");
pub(super) const KNOWS_WORDING: Statement = Statement::new(
    "practice/knows_wording",
    "select practice_id from practice_wording where practice_wording_id = $1",
);
pub(super) const ADD_WORDING: Statement = Statement::new(
    "practice/add_wording",
    "insert into practice_wording (practice_wording_id, practice_id, number, stage, post_id, \
     corrected_on, corrected_at, why, category, campaign, campaign_field, ask_id, cost_vnd, title, \
     problem, content, method, resources, participation, conditions) \
     select $1, $2, coalesce(max(w.number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
     $13, $14, $15, $16, $17, $18, $19 from practice_wording w where w.practice_id = $2",
);
pub(super) const ADD_WORDING_FIGURE: Statement = Statement::new(
    "practice/add_wording_figure",
    "insert into practice_wording_figure (practice_wording_id, number, label, measure, \
     before_milli, before_on, after_milli, after_on) values ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(super) const WORDINGS: Statement = Statement::new(
    "practice/wordings",
    "select w.practice_wording_id, w.number, w.stage, w.corrected_on, w.why, w.category, \
     w.campaign, w.campaign_field, w.ask_id, w.cost_vnd, w.title, w.problem, w.content, w.method, \
     w.resources, w.participation, w.conditions, p.name as post, p.name_en as post_en, \
     a.name as ask, a.name_en as ask_en from practice_wording w \
     join post p on p.post_id = w.post_id left join post a on a.post_id = w.ask_id \
     where w.practice_id = $1 order by w.number",
);
pub(super) const WORDING_FIGURES: Statement = Statement::new(
    "practice/wording_figures",
    "select f.practice_wording_id, f.label, f.measure, f.before_milli, f.before_on, \
     f.after_milli, f.after_on from practice_wording_figure f \
     join practice_wording w on w.practice_wording_id = f.practice_wording_id \
     where w.practice_id = $1 order by w.number, f.number",
);
pub(super) const ADD_STEP: Statement = Statement::new(
    "practice/add_step",
    "insert into practice_step (practice_id, number, stage, post_id, happened_on, happened_at, \
     said, document, dated_on) select $1, coalesce(max(s.number), 0) + 1, $2, $3, $4, $5, $6, $7, \
     $8 from practice_step s where s.practice_id = $1",
);
pub(super) const ADD_THANKS: Statement = Statement::new(
    "practice/add_thanks",
    "insert into practice_thanks (practice_thanks_id, practice_id, adoption_id, from_post_id, \
     to_post_id, said, thanked_on, thanked_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
);
pub(super) const KNOWS_THANKS: Statement = Statement::new(
    "practice/knows_thanks",
    "select practice_id from practice_thanks where practice_thanks_id = $1",
);
/// What a place is like: its households, and those of them in apartment blocks.
macro_rules! traits {
    ($condition:literal) => {
        concat!(
            "select cast(count(*) as bigint) as households, ",
            "cast(coalesce(sum(case when a.kind = 'block' then 1 else 0 end), 0) as bigint) ",
            "as apartments from household_membership m ",
            "join household h on h.household_id = m.household_id ",
            "left join atom a on a.atom_id = h.atom_id where m.valid_from <= $1 ",
            "and (m.valid_until is null or m.valid_until > $1) and ",
            $condition
        )
    };
}

pub(super) const TRAITS: Statement = Statement::new("practice/traits", traits!("m.unit_id = $2"));
pub(super) const TRAITS_OF_COMMUNE: Statement =
    Statement::new("practice/traits_of_commune", traits!("h.commune_id = $2 and m.tier = 'base'"));

pub(super) const ADOPTION: Statement = Statement::new(
    "practice_adoption/one",
    adoptions!(concat!("a.adoption_id = $2 and ", seen!("a", "p", "$3", "$4"))),
);
pub(super) const ADOPTIONS: Statement = Statement::new(
    "practice_adoption/list",
    adoptions!(concat!(
        "(a.practice_id = $2 or $2 is null) and (p.unit_id = $3 or $3 is null) \
         and (a.difficulty_id = $4 or $4 is null) and ",
        seen!("a", "p", "$5", "$6"),
        " order by a.offered_on desc, a.adoption_id desc limit 200"
    )),
);
/// What posts of some places (`$2`) have to answer or to tell until a day (`$3`), and what waits there for
/// the people's word.
pub(super) const WAITING: Statement = Statement::new(
    "practice_adoption/waiting",
    adoptions!(
        "p.unit_id in ($2) and (a.state in ('offered', 'told') \
         or (a.state = 'trial' and a.due_on <= $3)) \
         order by coalesce(a.due_on, a.offered_on), a.adoption_id limit 100"
    ),
);
/// What waits for the people's word below some communes (`$2`). A text of its own, so that the databases
/// find each by an index.
pub(super) const WAITING_BELOW: Statement = Statement::new(
    "practice_adoption/waiting_below",
    adoptions!(
        "a.commune_id in ($2) and a.state = 'told' and p.unit_id not in ($2) \
         order by coalesce(a.due_on, a.offered_on), a.adoption_id limit 100"
    ),
);
/// What goes on in the reader's own places, what is due first.
pub(super) const GOING_ON: Statement = Statement::new(
    "practice_adoption/going_on",
    adoptions!(
        "a.state in ('offered', 'trial', 'told') and (p.unit_id in ($2) or a.commune_id in ($2) \
         or a.top_id in ($2)) order by coalesce(a.due_on, a.offered_on), a.adoption_id limit 50"
    ),
);
pub(super) const WITH_RESULT: Statement = Statement::new(
    "practice_adoption/with_result",
    "select cast(count(*) as bigint) as n from practice_adoption where practice_id = $1 \
     and state in ('told', 'confirmed')",
);
pub(super) const OPEN_AT: Statement = Statement::new(
    "practice_adoption/open_at",
    "select a.adoption_id from practice_adoption a \
     join practice_adoption_place p on p.adoption_id = a.adoption_id and p.valid_from <= $1 and (p.valid_until is null or p.valid_until > $1) \
     where a.practice_id = $2 and p.unit_id = $3 and a.state in ('offered', 'trial', 'told')",
);
pub(super) const LOAD_ADOPTION: Statement = Statement::new(
    "practice_adoption/load",
    "select a.adoption_id, a.practice_id, a.difficulty_id, a.state, a.why, a.offered_by_id, \
     a.begun_on, a.due_on, a.label, a.measure, a.before_milli, a.before_on, a.after_milli, \
     a.after_on, a.told_by_id, a.revision, p.unit_id from practice_adoption a \
     join practice_adoption_place p on p.adoption_id = a.adoption_id and p.valid_from <= $1 \
     and (p.valid_until is null or p.valid_until > $1) where a.adoption_id = $2",
);
pub(super) const ADD_ADOPTION: Statement = Statement::new(
    "practice_adoption/add",
    "insert into practice_adoption (adoption_id, practice_id, difficulty_id, state, is_public, \
     commune_id, top_id, why, offered_by_id, offered_on, revision) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
);
pub(super) const ADD_PLACE: Statement = Statement::new(
    "practice_adoption/add_place",
    "insert into practice_adoption_place (adoption_id, valid_from, unit_id, followed_by, \
     began_by_id) values ($1, $2, $3, $4, $5)",
);
pub(super) const KEEP_ADOPTION: Statement = Statement::new(
    "practice_adoption/keep",
    "update practice_adoption set state = $3, is_public = $4, begun_on = $5, due_on = $6, \
     label = $7, measure = $8, before_milli = $9, before_on = $10, after_milli = $11, after_on = $12, \
     told_by_id = $13, revision = revision + 1 where adoption_id = $1 and revision = $2",
);
pub(super) const ADOPTION_STEPS: Statement = Statement::new(
    "practice_adoption/steps",
    "select s.kind, s.happened_on, s.said, s.minutes, s.held_on, s.attending, s.agreed, \
     p.name as post, p.name_en as post_en from practice_adoption_step s \
     left join post p on p.post_id = s.post_id where s.adoption_id = $1 \
     and s.happened_on <= $2 order by s.happened_on, s.number",
);
pub(super) const ADD_ADOPTION_STEP: Statement = Statement::new(
    "practice_adoption/add_step",
    "insert into practice_adoption_step (adoption_id, number, kind, post_id, happened_on, \
     happened_at, said, minutes, held_on, attending, agreed, reorganisation_id) \
     select $1, coalesce(max(s.number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 \
     from practice_adoption_step s where s.adoption_id = $1",
);
pub(super) const OPEN_IN_UNITS: Statement = Statement::new(
    "practice_adoption/open_in_units",
    "select a.adoption_id, p.unit_id from practice_adoption a \
     join practice_adoption_place p on p.adoption_id = a.adoption_id where p.unit_id in ($1) \
     and p.valid_from < $2 and (p.valid_until is null or p.valid_until > $2) \
     and a.state in ('offered', 'trial', 'told') order by a.adoption_id",
);
pub(super) const END_PLACE: Statement = Statement::new(
    "practice_adoption/end_place",
    "update practice_adoption_place set valid_until = $2, ended_by_id = $3 where adoption_id = $1 \
     and valid_from < $2 and (valid_until is null or valid_until > $2)",
);
pub(super) const DELETE_BEGUN: Statement = Statement::new(
    "practice_adoption/delete_begun",
    "delete from practice_adoption_place where began_by_id = $1",
);
pub(super) const REOPEN_PLACE: Statement = Statement::new(
    "practice_adoption/reopen_place",
    "update practice_adoption_place set valid_until = null, ended_by_id = null \
     where ended_by_id = $1",
);
pub(super) const DELETE_STEPS: Statement = Statement::new(
    "practice_adoption/delete_steps",
    "delete from practice_adoption_step where reorganisation_id = $1",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &LIST,
    &AMONG,
    &WORDS_SINCE,
    &LOAD,
    &BY_ORIGIN,
    &FIGURES,
    &STEPS,
    &THANKS,
    &THANKS_TO,
    &ONWARD,
    &ADD,
    &ADD_FIGURE,
    &KEEP,
    &KEEP_FIGURE,
    &CORRECT,
    &DROP_FIGURES,
    &KNOWS_WORDING,
    &ADD_WORDING,
    &ADD_WORDING_FIGURE,
    &WORDINGS,
    &WORDING_FIGURES,
    &ADD_STEP,
    &ADD_THANKS,
    &KNOWS_THANKS,
    &TRAITS,
    &TRAITS_OF_COMMUNE,
    &ADOPTION,
    &ADOPTIONS,
    &WAITING,
    &WAITING_BELOW,
    &GOING_ON,
    &WITH_RESULT,
    &OPEN_AT,
    &LOAD_ADOPTION,
    &ADD_ADOPTION,
    &ADD_PLACE,
    &KEEP_ADOPTION,
    &ADOPTION_STEPS,
    &ADD_ADOPTION_STEP,
    &OPEN_IN_UNITS,
    &END_PLACE,
    &DELETE_BEGUN,
    &REOPEN_PLACE,
    &DELETE_STEPS,
];
