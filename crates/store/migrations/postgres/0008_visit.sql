-- Grassroots visits and status sheets. A visit keeps places, posts and promises, never the people who
-- were met: no column here could hold one. Its place is a dated row, since a visit that is planned
-- follows its place through a reorganisation; one that took place stays where it was. A record being
-- written is one text, so that a bad network loses nothing; its parts become rows when it counts.
-- A status sheet speaks of one place on one day and keeps the names and measures it was taken with.

create table visit_programme (
    visit_programme_id uuid not null primary key,
    unit_id uuid not null references unit (unit_id),
    year bigint not null,
    title text not null,
    goal text not null,
    post_id uuid not null references post (post_id),
    issued_on text not null,
    issued_at bigint not null
);
create index visit_programme_by_unit on visit_programme (unit_id, year);

create table visit (
    visit_id uuid not null primary key,
    visit_programme_id uuid references visit_programme (visit_programme_id),
    theme text not null,
    month_on text not null,
    planned_on text,
    leader_id uuid not null references post (post_id),
    state text not null,
    draft text,
    held_on text,
    speaker_id uuid references post (post_id),
    recorded_on text,
    record_key uuid,
    commune_id uuid references unit (unit_id),
    top_id uuid references unit (unit_id),
    made_at bigint not null,
    revision bigint not null
);
create index visit_by_programme on visit (visit_programme_id, month_on);
create index visit_by_commune on visit (commune_id, state);
create index visit_by_state on visit (state, month_on);

create table visit_place (
    visit_id uuid not null references visit (visit_id),
    valid_from text not null,
    valid_until text,
    unit_id uuid not null references unit (unit_id),
    followed_by text not null,
    began_by_id uuid,
    ended_by_id uuid,
    primary key (visit_id, valid_from),
    constraint visit_place_period check (valid_until is null or valid_until > valid_from)
);
create index visit_place_by_unit on visit_place (unit_id, valid_until);
create index visit_place_by_began on visit_place (began_by_id) where began_by_id is not null;
create index visit_place_by_ended on visit_place (ended_by_id) where ended_by_id is not null;

create table visit_member (
    visit_id uuid not null references visit (visit_id),
    post_id uuid not null references post (post_id),
    primary key (visit_id, post_id)
);

-- practice_id is set when the experience is registered as a practice.
create table visit_experience (
    visit_id uuid not null references visit (visit_id),
    number bigint not null,
    said text not null,
    practice_id uuid,
    primary key (visit_id, number)
);

-- The post is one of those that visited: the lesson is theirs.
create table visit_lesson (
    visit_id uuid not null references visit (visit_id),
    number bigint not null,
    said text not null,
    post_id uuid not null references post (post_id),
    primary key (visit_id, number)
);

create table visit_difficulty (
    visit_id uuid not null references visit (visit_id),
    difficulty_id uuid not null references difficulty (difficulty_id),
    is_new boolean not null,
    primary key (visit_id, difficulty_id)
);
create index visit_difficulty_by_difficulty on visit_difficulty (difficulty_id);

-- is_own: a visiting post took it on. It stays so when the matter is handed on later.
create table visit_promise (
    visit_id uuid not null references visit (visit_id),
    number bigint not null,
    matter_id uuid not null references matter (matter_id),
    is_own boolean not null,
    primary key (visit_id, number)
);

create table status_sheet (
    status_sheet_id uuid not null primary key,
    unit_id uuid not null references unit (unit_id),
    counted_on text not null,
    note text not null,
    post_id uuid not null references post (post_id),
    commune_id uuid references unit (unit_id),
    top_id uuid references unit (unit_id),
    taken_at bigint not null
);
create index status_sheet_by_unit on status_sheet (unit_id, counted_on);

create table status_figure (
    status_sheet_id uuid not null references status_sheet (status_sheet_id),
    number bigint not null,
    code text not null,
    label text not null,
    label_en text not null,
    measure text not null,
    measure_en text not null,
    better text not null,
    counted_by text not null,
    value_milli bigint not null,
    primary key (status_sheet_id, number)
);

create table status_solution (
    status_sheet_id uuid not null references status_sheet (status_sheet_id),
    number bigint not null,
    said text not null,
    matter_id uuid references matter (matter_id),
    practice_id uuid,
    primary key (status_sheet_id, number)
);
