-- What was heard, promised and done. Bodies and posts owe answers; a matter is the answer owed; a
-- difficulty is what holds a place back. Where a matter or difficulty lies, and who owes the answer,
-- is a dated row, so that it follows its household or place through a reorganisation and a revert
-- takes back exactly that. History is append-only.

create table body (
    body_id uuid not null primary key,
    kind text not null,
    name text not null,
    name_en text not null default '',
    unit_id uuid references unit (unit_id),
    parent_id uuid references body (body_id),
    valid_from text not null,
    valid_until text
);
create index body_by_unit on body (unit_id);

-- A post belongs to a body, to a place, or to both. superior_id is one level up: it is told of what
-- is late. requirement and training are what the post asks for, never about a person.
create table post (
    post_id uuid not null primary key,
    kind text not null,
    category text not null,
    name text not null,
    name_en text not null default '',
    search_fold text not null,
    body_id uuid references body (body_id),
    unit_id uuid references unit (unit_id),
    commune_id uuid references unit (unit_id),
    superior_id uuid references post (post_id),
    requirement text not null default '',
    training text not null default '',
    continued_by_id uuid references post (post_id),
    valid_from text not null,
    valid_until text,
    began_by_id uuid,
    ended_by_id uuid
);
create index post_by_unit on post (unit_id);
create index post_by_commune on post (commune_id);
create index post_by_continued on post (continued_by_id);
create index post_by_superior on post (superior_id);

-- A person holds a post through a grant.
alter table account_grant add column post_id uuid;
create index account_grant_post on account_grant (post_id);

-- Which post answers what of which field, in a commune or everywhere; days are working days.
create table routing (
    routing_id uuid not null primary key,
    unit_id uuid references unit (unit_id),
    category text not null,
    post_id uuid not null references post (post_id),
    days bigint not null check (days > 0),
    proof text not null
);
create index routing_by_unit on routing (unit_id, category);

create table matter (
    matter_id uuid not null primary key,
    number text not null unique,
    origin_kind text not null,
    origin_id uuid not null,
    household_id uuid,
    lon_e7 bigint,
    lat_e7 bigint,
    asker_kind text not null,
    asker_post_id uuid,
    asker_body_id uuid,
    asker_unit_id uuid,
    work text not null,
    search_fold text not null,
    responsibility text not null,
    product text not null,
    authority text not null,
    proof text not null,
    due_on text not null,
    due_set_by_id uuid not null references post (post_id),
    opened_on text not null,
    opened_at bigint not null,
    state text not null,
    is_owed boolean not null,
    reopened bigint not null default 0,
    escalated_to_id uuid references post (post_id),
    answered_on text,
    closed_on text,
    merged_into_id uuid references matter (matter_id),
    difficulty_id uuid,
    commune_id uuid references unit (unit_id),
    top_id uuid references unit (unit_id),
    is_public boolean not null,
    revision bigint not null
);
create index matter_by_origin on matter (origin_kind, origin_id);
create index matter_by_difficulty on matter (difficulty_id) where difficulty_id is not null;
create index matter_owed on matter (due_on, matter_id) where is_owed;
create index matter_escalated on matter (escalated_to_id) where escalated_to_id is not null;
create index matter_by_setter on matter (due_set_by_id) where is_owed;
create index matter_by_asker on matter (asker_post_id) where state = 'answered';
create index matter_answered on matter (answered_on, matter_id) where state = 'answered';
-- What boards count stands in the indexes alone, so that no row of the table is read for it.
create index matter_board on matter
    (commune_id, state, is_owed, due_on, reopened, is_public, top_id);
create index matter_closed on matter (closed_on, state, commune_id, is_public, top_id);

create table matter_place (
    matter_id uuid not null references matter (matter_id),
    valid_from text not null,
    valid_until text,
    unit_id uuid not null references unit (unit_id),
    post_id uuid not null references post (post_id),
    followed_by text not null,
    began_by_id uuid,
    ended_by_id uuid,
    primary key (matter_id, valid_from),
    constraint matter_place_period check (valid_until is null or valid_until > valid_from)
);
create index matter_place_by_post on matter_place (post_id, valid_until);
create index matter_place_by_unit on matter_place (unit_id, valid_until);
create index matter_place_by_began on matter_place (began_by_id) where began_by_id is not null;
create index matter_place_by_ended on matter_place (ended_by_id) where ended_by_id is not null;

create table matter_cooperating (
    matter_id uuid not null references matter (matter_id),
    post_id uuid not null references post (post_id),
    primary key (matter_id, post_id)
);
create index matter_cooperating_by_post on matter_cooperating (post_id);

create table matter_step (
    matter_id uuid not null references matter (matter_id),
    number bigint not null,
    kind text not null,
    hand text not null,
    hand_post_id uuid,
    happened_on text not null,
    happened_at bigint not null,
    state text not null,
    said text not null default '',
    due_on text,
    done_on text,
    to_post_id uuid,
    to_unit_id uuid,
    to_matter_id uuid,
    code text,
    reorganisation_id uuid,
    primary key (matter_id, number)
);
create index matter_step_by_reorganisation on matter_step (reorganisation_id)
    where reorganisation_id is not null;

create table matter_proof (
    matter_id uuid not null references matter (matter_id),
    step_number bigint not null,
    number bigint not null,
    kind text not null,
    attachment_id uuid references attachment (attachment_id),
    document text,
    dated_on text,
    label text,
    value_milli bigint,
    measure text,
    primary key (matter_id, step_number, number)
);

create table difficulty (
    difficulty_id uuid not null primary key,
    category text not null,
    title text not null,
    said text not null,
    search_fold text not null,
    grams bytea not null,
    since_on text not null,
    told_by text not null,
    told_by_id uuid,
    tried text not null,
    figure_label text,
    figure_milli bigint,
    figure_measure text,
    figure_on text,
    state text not null,
    claimed_by_id uuid references post (post_id),
    after_label text,
    after_milli bigint,
    after_measure text,
    after_on text,
    overcome_on text,
    commune_id uuid references unit (unit_id),
    top_id uuid references unit (unit_id),
    raised_at bigint not null,
    revision bigint not null
);
create index difficulty_by_commune on difficulty (commune_id, state);
create index difficulty_by_category on difficulty (category, state);

create table difficulty_place (
    difficulty_id uuid not null references difficulty (difficulty_id),
    valid_from text not null,
    valid_until text,
    unit_id uuid not null references unit (unit_id),
    followed_by text not null,
    began_by_id uuid,
    ended_by_id uuid,
    primary key (difficulty_id, valid_from),
    constraint difficulty_place_period check (valid_until is null or valid_until > valid_from)
);
create index difficulty_place_by_unit on difficulty_place (unit_id, valid_until);
create index difficulty_place_by_began on difficulty_place (began_by_id)
    where began_by_id is not null;
create index difficulty_place_by_ended on difficulty_place (ended_by_id)
    where ended_by_id is not null;

create table difficulty_step (
    difficulty_id uuid not null references difficulty (difficulty_id),
    number bigint not null,
    kind text not null,
    post_id uuid,
    happened_on text not null,
    happened_at bigint not null,
    state text not null,
    said text not null default '',
    minutes text,
    attending bigint,
    agreed bigint,
    reorganisation_id uuid,
    primary key (difficulty_id, number)
);
create index difficulty_step_by_reorganisation on difficulty_step (reorganisation_id)
    where reorganisation_id is not null;
