-- Practices, and where they were offered and taken up. A practice stays where it was done, with the
-- place's name and likeness as they were then; an adoption is work going on in a place, so that its
-- place is a dated row and follows a reorganisation. Columns that lists and matching read stand
-- before the long texts.

create table practice (
    practice_id blob not null primary key,
    category text not null,
    campaign text,
    campaign_field text,
    stage text not null,
    unit_id blob references unit (unit_id),
    commune_id blob references unit (unit_id),
    top_id blob references unit (unit_id),
    place_kind text,
    place_households integer,
    place_apartments_permille integer,
    registered_on text not null,
    registered_at integer not null,
    revision integer not null,
    begun_on text,
    author_id blob references post (post_id),
    ask_id blob references post (post_id),
    origin_id blob,
    origin_city text,
    origin_ask text,
    origin_stage text,
    origin_on text,
    cost_vnd integer not null,
    place text not null,
    title text not null,
    grams blob not null,
    problem text not null,
    content text not null,
    method text not null,
    resources text not null,
    participation text not null,
    conditions text not null,
    search_fold text not null
) strict;
create index practice_by_stage on practice (stage, revision);
create index practice_by_registered on practice (registered_at, practice_id);
create index practice_by_unit on practice (unit_id);
create unique index practice_by_origin on practice (origin_id) where origin_id is not null;

create table practice_figure (
    practice_id blob not null references practice (practice_id),
    number integer not null,
    label text not null,
    measure text not null,
    before_milli integer not null,
    before_on text not null,
    after_milli integer,
    after_on text,
    primary key (practice_id, number)
) strict;

create table practice_step (
    practice_id blob not null references practice (practice_id),
    number integer not null,
    stage text not null,
    post_id blob,
    happened_on text not null,
    happened_at integer not null,
    said text not null default '',
    document text,
    dated_on text,
    primary key (practice_id, number)
) strict;

create table practice_adoption (
    adoption_id blob not null primary key,
    practice_id blob not null references practice (practice_id),
    difficulty_id blob references difficulty (difficulty_id),
    state text not null,
    is_public integer not null,
    commune_id blob references unit (unit_id),
    top_id blob references unit (unit_id),
    why text not null,
    offered_by_id blob not null references post (post_id),
    offered_on text not null,
    begun_on text,
    due_on text,
    label text,
    measure text,
    before_milli integer,
    before_on text,
    after_milli integer,
    after_on text,
    told_by_id blob references post (post_id),
    revision integer not null
) strict;
create index practice_adoption_by_practice on practice_adoption (practice_id, state);
create index practice_adoption_by_difficulty on practice_adoption (difficulty_id)
    where difficulty_id is not null;
create index practice_adoption_by_commune on practice_adoption (commune_id, state);

create table practice_adoption_place (
    adoption_id blob not null references practice_adoption (adoption_id),
    valid_from text not null,
    valid_until text,
    unit_id blob not null references unit (unit_id),
    followed_by text not null,
    began_by_id blob,
    ended_by_id blob,
    primary key (adoption_id, valid_from),
    constraint practice_adoption_place_period
        check (valid_until is null or valid_until > valid_from)
) strict;
create index practice_adoption_place_by_unit on practice_adoption_place (unit_id, valid_until);
create index practice_adoption_place_by_began on practice_adoption_place (began_by_id)
    where began_by_id is not null;
create index practice_adoption_place_by_ended on practice_adoption_place (ended_by_id)
    where ended_by_id is not null;

create table practice_adoption_step (
    adoption_id blob not null references practice_adoption (adoption_id),
    number integer not null,
    kind text not null,
    post_id blob,
    happened_on text not null,
    happened_at integer not null,
    said text not null default '',
    minutes text,
    held_on text,
    attending integer,
    agreed integer,
    reorganisation_id blob,
    primary key (adoption_id, number)
) strict;
create index practice_adoption_step_by_reorganisation on practice_adoption_step (reorganisation_id)
    where reorganisation_id is not null;

create table practice_thanks (
    practice_thanks_id blob not null primary key,
    practice_id blob not null references practice (practice_id),
    adoption_id blob references practice_adoption (adoption_id),
    from_post_id blob not null references post (post_id),
    to_post_id blob references post (post_id),
    said text not null,
    thanked_on text not null,
    thanked_at integer not null
) strict;
create index practice_thanks_by_practice on practice_thanks (practice_id);
create index practice_thanks_by_post on practice_thanks (to_post_id);
