-- Places and who lives in them. A unit is an identity; what it was is a dated state; what became of
-- it is an event with edges. Validity is half-open civil days [valid_from, valid_until). Rows name
-- the reorganisation that began and ended them, so that it can be taken back before its day.

create table unit (
    unit_id blob not null primary key,
    created_at integer not null
) strict;

create table registry_revision (
    commune_id blob not null primary key references unit (unit_id),
    revision integer not null
) strict;

create table lineage_event (
    lineage_event_id blob not null primary key,
    commune_id blob references unit (unit_id),
    kind text not null,
    effective_on text not null,
    legal_document text,
    reorganisation_id blob,
    recorded_at integer not null
) strict;
create index lineage_event_by_reorganisation on lineage_event (reorganisation_id);
create index lineage_event_by_commune on lineage_event (commune_id, effective_on);

create table unit_state (
    unit_state_id blob not null primary key,
    unit_id blob not null references unit (unit_id),
    valid_from text not null,
    valid_until text,
    kind text not null,
    tier text,
    name text not null,
    short_name text not null,
    search_fold text not null,
    sort_key blob not null,
    official_code text,
    parent_id blob references unit (unit_id),
    legal_document text,
    declared_households integer,
    recorded_at integer not null,
    began_by_id blob,
    ended_by_id blob,
    constraint unit_state_period check (valid_until is null or valid_until > valid_from)
) strict;
create index unit_state_by_unit on unit_state (unit_id, valid_from);
create index unit_state_by_parent on unit_state (parent_id, valid_from);
create index unit_state_by_began on unit_state (began_by_id);
create index unit_state_by_ended on unit_state (ended_by_id);

-- The outline of a state: WKB multipolygon in WGS 84 at 1e-7 degree; the box in the same integers.
create table unit_shape (
    unit_state_id blob not null primary key references unit_state (unit_state_id),
    wkb blob not null,
    west_e7 integer not null,
    south_e7 integer not null,
    east_e7 integer not null,
    north_e7 integer not null,
    area_m2 integer not null
) strict;

create table lineage_edge (
    lineage_event_id blob not null references lineage_event (lineage_event_id),
    from_unit_id blob not null references unit (unit_id),
    to_unit_id blob not null references unit (unit_id),
    coverage text not null,
    households integer not null,
    people integer not null,
    area_m2 integer not null,
    addresses integer not null,
    method text not null,
    primary key (lineage_event_id, from_unit_id, to_unit_id)
) strict;
create index lineage_edge_by_from on lineage_edge (from_unit_id);
create index lineage_edge_by_to on lineage_edge (to_unit_id);

-- A cluster of households: the smallest piece a drawing moves. sub_unit_id is the old group it
-- belongs to; clusters with one `together` key (an apartment block) are never parted.
create table atom (
    atom_id blob not null primary key,
    commune_id blob not null references unit (unit_id),
    name text not null,
    kind text not null,
    sub_unit_id blob references unit (unit_id),
    together text,
    lon_e7 integer not null,
    lat_e7 integer not null,
    area_m2 integer not null,
    wkb blob
) strict;
create index atom_by_commune on atom (commune_id);

create table atom_border (
    atom_a_id blob not null references atom (atom_id),
    atom_b_id blob not null references atom (atom_id),
    class text not null,
    length_dm integer not null,
    crossings integer not null,
    primary key (atom_a_id, atom_b_id, class)
) strict;

-- Which unit a cluster lies in, by period: a household that appears later follows its cluster.
create table unit_atom (
    atom_id blob not null references atom (atom_id),
    tier text not null,
    unit_id blob not null references unit (unit_id),
    valid_from text not null,
    valid_until text,
    began_by_id blob,
    ended_by_id blob,
    primary key (atom_id, tier, valid_from)
) strict;
create index unit_atom_by_unit on unit_atom (unit_id);

-- Minimal on purpose: a code, a door, a number of people, a representative where the law allows.
create table household (
    household_id blob not null primary key,
    commune_id blob not null references unit (unit_id),
    code text not null,
    address text not null,
    address_fold text not null,
    lon_e7 integer not null,
    lat_e7 integer not null,
    people integer not null,
    representative text,
    atom_id blob references atom (atom_id),
    constraint household_people check (people >= 1)
) strict;
create unique index household_by_code on household (commune_id, code);
create index household_by_atom on household (atom_id);

create table household_membership (
    household_id blob not null references household (household_id),
    unit_id blob not null references unit (unit_id),
    tier text not null,
    valid_from text not null,
    valid_until text,
    began_by_id blob,
    ended_by_id blob,
    primary key (household_id, tier, unit_id, valid_from),
    constraint household_membership_period check (valid_until is null or valid_until > valid_from)
) strict;
create index household_membership_by_unit on household_membership (unit_id, valid_from);
create index household_membership_by_began on household_membership (began_by_id)
    where began_by_id is not null;
create index household_membership_by_ended on household_membership (ended_by_id)
    where ended_by_id is not null;

-- Streets, water and rail as background of the maps; open to visitors.
create table map_feature (
    commune_id blob not null references unit (unit_id),
    number integer not null,
    class text not null,
    name text,
    wkb blob not null,
    primary key (commune_id, number)
) strict;
