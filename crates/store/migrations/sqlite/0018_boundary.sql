-- Boundaries that an office brought: the file as it came, what was chosen when it was read, and for each
-- state what its outline was before, so that an import can be taken back whole. The official area of a
-- state is kept beside the measured one. Outlines are looked up by level, states by when they were added.

create table boundary_import (
    boundary_import_id blob not null primary key,
    name text not null,
    attachment_id blob not null references attachment (attachment_id),
    sha256 blob not null,
    on_day text not null,
    choices_json text not null,
    state text not null check (state in ('read', 'applied', 'reverted', 'withdrawn')),
    revision integer not null,
    report_json text,
    created_by blob,
    created_at integer not null,
    decided_by blob,
    decided_at integer
) strict;
create index boundary_import_by_time on boundary_import (created_at);

-- What a state had before an import; no outline where it had none. The order is that of the imports.
create table boundary_before (
    boundary_import_id blob not null references boundary_import (boundary_import_id),
    unit_state_id blob not null,
    applied_at integer not null,
    wkb blob,
    west_e7 integer,
    south_e7 integer,
    east_e7 integer,
    north_e7 integer,
    area_m2 integer,
    official_m2 integer,
    official_source text,
    primary key (boundary_import_id, unit_state_id)
) strict;
create index boundary_before_by_state on boundary_before (unit_state_id);

create table unit_official_area (
    unit_state_id blob not null primary key,
    area_m2 integer not null check (area_m2 > 0),
    source text not null
) strict;

create index unit_state_by_tier on unit_state (tier, valid_from) where tier is not null;
create index unit_state_by_recorded on unit_state (recorded_at);
