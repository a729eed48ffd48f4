-- A reorganisation: a frozen value on a named revision of the registry, its adoption recorded by one
-- person and confirmed by a second, applied at once with an effective day, reverted before that day.

create table reorganisation (
    reorganisation_id uuid not null primary key,
    commune_id uuid not null references unit (unit_id),
    plan_id uuid not null references plan (plan_id),
    state text not null,
    base_revision bigint not null,
    households bigint not null,
    value_json text not null,
    digest text not null,
    created_by uuid not null,
    created_at bigint not null
);
create index reorganisation_by_commune on reorganisation (commune_id, created_at);

create table adoption (
    reorganisation_id uuid not null primary key references reorganisation (reorganisation_id),
    resolution_number text not null,
    resolution_by text not null,
    dated_on text not null,
    effective_on text not null,
    attachment_id uuid not null,
    households bigint not null,
    agreed bigint not null,
    acknowledged_json text not null,
    recorded_by uuid not null,
    recorded_at bigint not null,
    confirmed_by uuid,
    confirmed_at bigint,
    applied_json text,
    reverted_by uuid,
    reverted_at bigint,
    revert_reason text
);

create table adoption_tally (
    reorganisation_id uuid not null references reorganisation (reorganisation_id),
    unit_id uuid not null references unit (unit_id),
    households bigint not null,
    agreed bigint not null,
    primary key (reorganisation_id, unit_id)
);
