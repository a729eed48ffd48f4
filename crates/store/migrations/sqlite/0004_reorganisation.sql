-- A reorganisation: a frozen value on a named revision of the registry, its adoption recorded by one
-- person and confirmed by a second, applied at once with an effective day, reverted before that day.

create table reorganisation (
    reorganisation_id blob not null primary key,
    commune_id blob not null references unit (unit_id),
    plan_id blob not null references plan (plan_id),
    state text not null,
    base_revision integer not null,
    households integer not null,
    value_json text not null,
    digest text not null,
    created_by blob not null,
    created_at integer not null
) strict;
create index reorganisation_by_commune on reorganisation (commune_id, created_at);

create table adoption (
    reorganisation_id blob not null primary key references reorganisation (reorganisation_id),
    resolution_number text not null,
    resolution_by text not null,
    dated_on text not null,
    effective_on text not null,
    attachment_id blob not null,
    households integer not null,
    agreed integer not null,
    acknowledged_json text not null,
    recorded_by blob not null,
    recorded_at integer not null,
    confirmed_by blob,
    confirmed_at integer,
    applied_json text,
    reverted_by blob,
    reverted_at integer,
    revert_reason text
) strict;

create table adoption_tally (
    reorganisation_id blob not null references reorganisation (reorganisation_id),
    unit_id blob not null references unit (unit_id),
    households integer not null,
    agreed integer not null,
    primary key (reorganisation_id, unit_id)
) strict;
