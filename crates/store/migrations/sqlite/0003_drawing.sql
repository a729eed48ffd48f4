-- Drawn plans. A plan belongs to a commune; one that divides a unit into self-managed groups names
-- the plan's part or the unit it lies in. Numbers with a fraction stand in the score's JSON.

create table plan (
    plan_id blob not null primary key,
    commune_id blob not null references unit (unit_id),
    level text not null,
    within_plan_id blob references plan (plan_id),
    within_part integer,
    within_unit_id blob references unit (unit_id),
    name text not null,
    kind text not null,
    drawn_on text not null,
    base_revision integer not null,
    households_target integer not null,
    households_min integer not null,
    households_max integer not null,
    parts integer not null,
    seed integer not null,
    steps integer not null,
    proven integer not null,
    score_json text not null,
    state text not null,
    revision integer not null,
    job_id blob,
    created_by blob,
    created_at integer not null
) strict;
create index plan_by_commune on plan (commune_id, created_at);
create index plan_by_job on plan (job_id);
create index plan_by_within on plan (within_plan_id, within_part);

create table plan_unit (
    plan_id blob not null references plan (plan_id),
    part integer not null,
    name text not null,
    short_name text not null,
    households integer not null,
    people integer not null,
    area_m2 integer not null,
    west_e7 integer not null,
    south_e7 integer not null,
    east_e7 integer not null,
    north_e7 integer not null,
    wkb blob,
    cause text,
    reason text,
    reason_text text,
    primary key (plan_id, part)
) strict;

create table plan_atom (
    plan_id blob not null references plan (plan_id),
    atom_id blob not null references atom (atom_id),
    part integer not null,
    primary key (plan_id, atom_id)
) strict;

-- Old groups that the drawing had to open into their clusters, each with a coded reason.
create table plan_split (
    plan_id blob not null references plan (plan_id),
    unit_id blob not null references unit (unit_id),
    reason text not null,
    households integer not null,
    primary key (plan_id, unit_id)
) strict;
