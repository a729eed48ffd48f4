//! The statements about conferences.

use crate::Statement;

/// A conference in a list; `$1` is the day as of which matters are late.
macro_rules! lines {
    ($condition:expr, $order:literal) => {
        concat!(
            "select c.conference_id, c.kind, c.theme, c.held_on, c.place, c.state, c.unit_id, ",
            "c.commune_id, c.top_id, us.name as unit, c.chair_id, ch.name as chair, ",
            "ch.name_en as chair_en, c.body_id, ",
            crate::body::name_on!("b", "name", "c.held_on"),
            " as body, ",
            crate::body::name_on!("b", "name_en", "c.held_on"),
            " as body_en, ",
            "c.notice_number, c.notice_on, ",
            "(select count(*) from contribution n where n.conference_id = c.conference_id) as asked, ",
            "(select count(*) from contribution n where n.conference_id = c.conference_id ",
            "and n.sent_on is not null) as sent, ",
            "(select count(*) from conclusion k where k.conference_id = c.conference_id) ",
            "as conclusions, (select count(*) from conclusion k join matter m ",
            "on m.origin_kind = 'conclusion' and m.origin_id = k.conclusion_id ",
            "where k.conference_id = c.conference_id and m.is_owed and m.due_on < $1) as late ",
            "from conference c join post ch on ch.post_id = c.chair_id ",
            "left join body b on b.body_id = c.body_id ",
            "left join unit_state us on us.unit_id = c.unit_id and us.valid_from <= c.held_on ",
            "and (us.valid_until is null or us.valid_until > c.held_on) where ",
            $condition,
            " order by ",
            $order
        )
    };
}

pub(super) const LIST: Statement = Statement::new(
    "conference/list",
    lines!(
        "(c.unit_id = $2 or c.commune_id = $2 or c.top_id = $2 or $2 is null) \
         and (c.kind = $3 or $3 is null) and (c.state = $4 or $4 is null) \
         and c.search_fold like $5",
        "c.held_on desc, c.conference_id desc limit $6"
    ),
);
pub(super) const ONE: Statement =
    Statement::new("conference/one", lines!("c.conference_id = $2", "c.conference_id"));
/// Conferences held for exactly this territory, without one and those called off, the latest first.
pub(super) const BEFORE: Statement = Statement::new(
    "conference/before",
    lines!(
        "c.unit_id = $2 and c.conference_id <> $3 and c.state <> 'called_off'",
        "c.held_on desc, c.conference_id desc limit 50"
    ),
);
pub(super) const DETAIL: Statement = Statement::new(
    "conference/detail",
    "select c.purpose, c.report, c.report_attachment_id, c.minutes, c.minutes_attachment_id, \
     c.attended, c.notice_attachment_id, c.revision, c.called_by_id, k.name as called_by, \
     k.name_en as called_by_en, c.follows_id, f.theme as follows_theme, f.held_on as follows_on \
     from conference c join post k on k.post_id = c.called_by_id \
     left join conference f on f.conference_id = c.follows_id where c.conference_id = $1",
);
pub(super) const NEXT: Statement = Statement::new(
    "conference/next",
    "select conference_id, theme, held_on from conference where follows_id = $1 \
     and state <> 'called_off' order by held_on, conference_id limit 1",
);
/// The conferences before one, as far back as they follow one another.
pub(super) const CHAIN: Statement = Statement::new(
    "conference/chain",
    "with recursive back (conference_id, follows_id) as (\
     select c.conference_id, c.follows_id from conference c where c.conference_id = $1 \
     union select c.conference_id, c.follows_id from conference c \
     join back b on c.conference_id = b.follows_id) \
     select c.conference_id, c.theme, c.held_on from back b \
     join conference c on c.conference_id = b.conference_id where c.conference_id <> $1 \
     order by c.held_on, c.conference_id",
);
/// Who is invited, by the names of the conference's day.
pub(super) const INVITED: Statement = Statement::new(
    "conference/invited",
    concat!(
        "select i.number, i.unit_id, us.name as unit, us.parent_id, i.body_id, ",
        crate::body::name_on!("b", "name", "c.held_on"),
        " as body, ",
        crate::body::name_on!("b", "name_en", "c.held_on"),
        " as body_en, b.unit_id as body_unit_id, i.post_id, p.name as post, ",
        "p.name_en as post_en from conference_invited i ",
        "join conference c on c.conference_id = i.conference_id ",
        "left join unit_state us on us.unit_id = i.unit_id and us.valid_from <= c.held_on ",
        "and (us.valid_until is null or us.valid_until > c.held_on) ",
        "left join body b on b.body_id = i.body_id left join post p on p.post_id = i.post_id ",
        "where i.conference_id = $1 order by us.sort_key, b.name, p.name, i.number"
    ),
);

macro_rules! contributions {
    ($condition:expr) => {
        concat!(
            "select n.contribution_id, n.conference_id, n.post_id, p.name as post, ",
            "p.name_en as post_en, n.topic, n.due_on, n.reminded_on, n.reminders, n.title, n.said, ",
            "n.attachment_id, n.sent_on, c.theme, c.held_on, c.state from contribution n ",
            "join conference c on c.conference_id = n.conference_id ",
            "join post p on p.post_id = n.post_id where ",
            $condition
        )
    };
}

pub(super) const CONTRIBUTIONS: Statement = Statement::new(
    "conference/contributions",
    contributions!("n.conference_id = $1 order by n.asked_at, n.contribution_id"),
);
pub(super) const CONTRIBUTION: Statement =
    Statement::new("conference/contribution", contributions!("n.contribution_id = $1"));
pub(super) const OWED: Statement = Statement::new(
    "conference/owed",
    contributions!(
        "n.post_id in ($1) and n.sent_on is null and c.state in ('called', 'held') \
         order by n.due_on, n.contribution_id limit 200"
    ),
);
pub(super) const MISSING: Statement = Statement::new(
    "conference/missing",
    contributions!(
        "n.sent_on is null and n.due_on < $1 and c.state in ('called', 'held') \
         and ($2 or c.unit_id in ($3) or c.commune_id in ($3) or c.top_id in ($3)) \
         order by n.due_on, n.contribution_id limit 200"
    ),
);
pub(super) const CONCLUSIONS: Statement = Statement::new(
    "conference/conclusions",
    "select conclusion_id, conference_id, number, said, difficulty_id from conclusion \
     where conference_id in ($1) order by conference_id, number",
);
/// The conference that a conclusion belongs to, for the page of a matter.
pub(super) const OF_CONCLUSION: Statement = Statement::new(
    "conference/of_conclusion",
    "select c.conference_id, c.theme, c.held_on, k.number from conclusion k \
     join conference c on c.conference_id = k.conference_id where k.conclusion_id = $1",
);
pub(super) const PRODUCTS: Statement = Statement::new(
    "conference/products",
    "select matter_id, product from matter where matter_id in ($1)",
);
pub(super) const HELPERS: Statement = Statement::new(
    "conference/helpers",
    "select h.matter_id, h.post_id, p.name, p.name_en from matter_cooperating h \
     join post p on p.post_id = h.post_id where h.matter_id in ($1) order by p.name",
);
pub(super) const HEARD: Statement = Statement::new(
    "conference/heard",
    "select difficulty_id from difficulty where told_by = 'conference' and told_by_id = $1 \
     order by raised_at, difficulty_id",
);
pub(super) const LOAD: Statement = Statement::new(
    "conference/load",
    "select conference_id, kind, theme, held_on, place, unit_id, commune_id, top_id, body_id, \
     chair_id, called_by_id, follows_id, purpose, report, report_attachment_id, minutes, \
     minutes_attachment_id, attended, notice_number, notice_on, state, revision \
     from conference where conference_id = $1",
);
pub(super) const GUESTS: Statement = Statement::new(
    "conference/guests",
    "select unit_id, body_id, post_id from conference_invited where conference_id = $1 \
     order by number",
);
pub(super) const ADD: Statement = Statement::new(
    "conference/add",
    "insert into conference (conference_id, kind, theme, search_fold, held_on, place, unit_id, \
     commune_id, top_id, body_id, chair_id, called_by_id, follows_id, purpose, report, \
     report_attachment_id, state, called_at, revision) values ($1, $2, $3, $4, $5, $6, $7, $8, \
     $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 1)",
);
pub(super) const ADD_INVITED: Statement = Statement::new(
    "conference/add_invited",
    "insert into conference_invited (conference_id, number, unit_id, body_id, post_id) \
     values ($1, $2, $3, $4, $5)",
);
pub(super) const DROP_INVITED: Statement = Statement::new(
    "conference/drop_invited",
    "delete from conference_invited where conference_id = $1",
);
pub(super) const KEEP: Statement = Statement::new(
    "conference/keep",
    "update conference set kind = $3, theme = $4, search_fold = $5, held_on = $6, place = $7, \
     body_id = $8, chair_id = $9, follows_id = $10, purpose = $11, report = $12, \
     report_attachment_id = $13, minutes = $14, minutes_attachment_id = $15, attended = $16, \
     notice_number = $17, notice_on = $18, state = $19, revision = revision + 1 \
     where conference_id = $1 and revision = $2",
);
pub(super) const SET_NOTICE: Statement = Statement::new(
    "conference/set_notice",
    "update conference set notice_attachment_id = $2 where conference_id = $1",
);
pub(super) const ASK: Statement = Statement::new(
    "contribution/add",
    "insert into contribution (contribution_id, conference_id, post_id, topic, due_on, asked_at) \
     values ($1, $2, $3, $4, $5, $6)",
);
pub(super) const RECEIVE: Statement = Statement::new(
    "contribution/receive",
    "update contribution set title = $2, said = $3, attachment_id = coalesce($4, attachment_id), \
     sent_on = coalesce(sent_on, $5), sent_at = $6 where contribution_id = $1",
);
pub(super) const REMIND: Statement = Statement::new(
    "contribution/remind",
    "update contribution set reminded_on = $2, reminders = reminders + 1 \
     where conference_id = $1 and sent_on is null and conference_id in (select c.conference_id \
     from conference c where c.state in ('called', 'held')) and (reminded_on is null or reminded_on < $2)",
);
pub(super) const UNSENT: Statement = Statement::new(
    "contribution/unsent",
    "select contribution_id, due_on from contribution where conference_id = $1 \
     and sent_on is null order by contribution_id",
);
pub(super) const MOVE_DUE: Statement = Statement::new(
    "contribution/move_due",
    "update contribution set due_on = $2 where contribution_id = $1 and sent_on is null",
);
pub(super) const LAST_CHANGE: Statement = Statement::new(
    "conference/last_change",
    "select coalesce(max(number), 0) as number from conference_change where conference_id = $1",
);
pub(super) const ADD_CHANGE: Statement = Statement::new(
    "conference/add_change",
    "insert into conference_change (conference_id, number, kind, from_on, to_on, reason, post_id, \
     changed_on, changed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);

macro_rules! changes {
    ($condition:expr) => {
        concat!(
            "select g.conference_id, c.theme, g.number, g.kind, g.from_on, g.to_on, g.reason, ",
            "g.changed_on, g.post_id, p.name, p.name_en from conference_change g ",
            "join conference c on c.conference_id = g.conference_id ",
            "join post p on p.post_id = g.post_id where ",
            $condition
        )
    };
}

pub(super) const CHANGES: Statement =
    Statement::new("conference/changes", changes!("g.conference_id = $1 order by g.number"));
/// The last change, since `$1`, of each conference to which posts (`$2`) were asked or invited, by
/// themselves, by their body or by their place (`$3`).
pub(super) const MOVED: Statement = Statement::new(
    "conference/moved",
    changes!(
        "g.changed_on >= $1 and not exists (select 1 from conference_change l \
         where l.conference_id = g.conference_id and l.number > g.number) \
         and (exists (select 1 from contribution n where n.conference_id = g.conference_id \
         and n.post_id in ($2)) or exists (select 1 from conference_invited i \
         left join body b on b.body_id = i.body_id where i.conference_id = g.conference_id \
         and (i.post_id in ($2) or i.unit_id in ($3) or b.unit_id in ($3) \
         or i.body_id in (select o.body_id from post o where o.post_id in ($2))))) \
         order by g.changed_at desc limit 20"
    ),
);
pub(super) const CONCLUDE: Statement = Statement::new(
    "conclusion/add",
    "insert into conclusion (conclusion_id, conference_id, number, said, difficulty_id) \
     values ($1, $2, $3, $4, $5)",
);

/// The statements of this noun.
pub const STATEMENTS: &[&Statement] = &[
    &LIST,
    &ONE,
    &BEFORE,
    &DETAIL,
    &NEXT,
    &CHAIN,
    &INVITED,
    &CONTRIBUTIONS,
    &CONTRIBUTION,
    &OWED,
    &MISSING,
    &CONCLUSIONS,
    &OF_CONCLUSION,
    &PRODUCTS,
    &HELPERS,
    &HEARD,
    &LOAD,
    &GUESTS,
    &ADD,
    &ADD_INVITED,
    &DROP_INVITED,
    &KEEP,
    &SET_NOTICE,
    &ASK,
    &RECEIVE,
    &REMIND,
    &UNSENT,
    &MOVE_DUE,
    &LAST_CHANGE,
    &ADD_CHANGE,
    &CHANGES,
    &MOVED,
    &CONCLUDE,
];
