-- Conferences: called with a theme, contributions asked of posts by a day, minutes, and the notice
-- whose conclusions opened matters (matter.origin_id is the conclusion). What is invited is a place, a
-- body (with a territory or without one) or a post; it is a fact of its day, so it does not follow a
-- reorganisation and its name is read as of that day.

create table conference (
    conference_id blob not null primary key,
    kind text not null,
    theme text not null,
    search_fold text not null,
    held_on text not null,
    place text not null,
    unit_id blob not null references unit (unit_id),
    commune_id blob references unit (unit_id),
    top_id blob references unit (unit_id),
    body_id blob references body (body_id),
    chair_id blob not null references post (post_id),
    called_by_id blob not null references post (post_id),
    follows_id blob references conference (conference_id),
    purpose text not null default '',
    report text not null default '',
    report_attachment_id blob references attachment (attachment_id),
    minutes text not null default '',
    minutes_attachment_id blob references attachment (attachment_id),
    attended integer,
    notice_number text,
    notice_on text,
    notice_attachment_id blob references attachment (attachment_id),
    state text not null,
    called_at integer not null,
    revision integer not null
) strict;
create index conference_by_day on conference (held_on, conference_id);
create index conference_by_unit on conference (unit_id, held_on);
create index conference_by_commune on conference (commune_id, held_on);
create index conference_by_follows on conference (follows_id) where follows_id is not null;

create table conference_invited (
    conference_id blob not null references conference (conference_id),
    number integer not null,
    unit_id blob references unit (unit_id),
    body_id blob references body (body_id),
    post_id blob references post (post_id),
    primary key (conference_id, number)
) strict;
create index conference_invited_by_unit on conference_invited (unit_id) where unit_id is not null;

create table contribution (
    contribution_id blob not null primary key,
    conference_id blob not null references conference (conference_id),
    post_id blob not null references post (post_id),
    topic text not null,
    due_on text not null,
    asked_at integer not null,
    reminded_on text,
    reminders integer not null default 0,
    title text not null default '',
    said text not null default '',
    attachment_id blob references attachment (attachment_id),
    sent_on text,
    sent_at integer
) strict;
create index contribution_by_conference on contribution (conference_id);
create index contribution_owed on contribution (post_id, due_on) where sent_on is null;

create table conclusion (
    conclusion_id blob not null primary key,
    conference_id blob not null references conference (conference_id),
    number integer not null,
    said text not null,
    difficulty_id blob references difficulty (difficulty_id),
    constraint conclusion_numbered unique (conference_id, number)
) strict;
create index conclusion_by_difficulty on conclusion (difficulty_id)
    where difficulty_id is not null;
