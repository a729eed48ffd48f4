-- Drawn plans. A plan belongs to a commune; one that divides a unit into self-managed groups names
-- the plan's part or the unit it lies in. Numbers with a fraction stand in the score's JSON.

create table plan (
    plan_id uuid not null primary key,
    commune_id uuid not null references unit (unit_id),
    level text not null,
    within_plan_id uuid references plan (plan_id),
    within_part bigint,
    within_unit_id uuid references unit (unit_id),
    name text not null,
    kind text not null,
    drawn_on text not null,
    base_revision bigint not null,
    households_target bigint not null,
    households_min bigint not null,
    households_max bigint not null,
    parts bigint not null,
    seed bigint not null,
    steps bigint not null,
    proven boolean not null,
    score_json text not null,
    state text not null,
    revision bigint not null,
    job_id uuid,
    created_by uuid,
    created_at bigint not null
);
create index plan_by_commune on plan (commune_id, created_at);
create index plan_by_job on plan (job_id);
create index plan_by_within on plan (within_plan_id, within_part);

create table plan_unit (
    plan_id uuid not null references plan (plan_id),
    part bigint not null,
    name text not null,
    short_name text not null,
    households bigint not null,
    people bigint not null,
    area_m2 bigint not null,
    west_e7 bigint not null,
    south_e7 bigint not null,
    east_e7 bigint not null,
    north_e7 bigint not null,
    wkb bytea,
    cause text,
    reason text,
    reason_text text,
    primary key (plan_id, part)
);

create table plan_atom (
    plan_id uuid not null references plan (plan_id),
    atom_id uuid not null references atom (atom_id),
    part bigint not null,
    primary key (plan_id, atom_id)
);

-- Old groups that the drawing had to open into their clusters, each with a coded reason.
create table plan_split (
    plan_id uuid not null references plan (plan_id),
    unit_id uuid not null references unit (unit_id),
    reason text not null,
    households bigint not null,
    primary key (plan_id, unit_id)
);
