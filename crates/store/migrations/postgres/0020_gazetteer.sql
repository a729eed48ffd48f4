-- The nation's list of units: its dated versions, the changes of each with the unit that a code meant,
-- and the imports that brought them. A state that is only known, and not run here, is a reference.

alter table unit_state add column is_reference boolean not null default false;
create index unit_state_by_code on unit_state (official_code, valid_from) where official_code is not null;
create index unit_state_by_fold on unit_state (search_fold);

create table gazetteer_import (
    import_id uuid not null primary key,
    source text not null,
    digest bytea not null,
    effective_on text not null,
    units bigint not null,
    states bigint not null,
    events bigint not null,
    imported_at bigint not null,
    account_id uuid,
    reverted_at bigint
);

create table gazetteer_version (
    version_no bigint not null primary key,
    dated_on text not null,
    effective_on text not null,
    acts text not null,
    provinces bigint not null,
    districts bigint not null,
    communes bigint not null,
    import_id uuid not null references gazetteer_import (import_id)
);

create table gazetteer_change (
    version_no bigint not null references gazetteer_version (version_no),
    place bigint not null,
    unit_id uuid not null,
    op text not null,
    level text not null,
    code text not null,
    name text not null,
    old_name text,
    parent_code text,
    old_parent_code text,
    primary key (version_no, place)
);
create index gazetteer_change_by_unit on gazetteer_change (unit_id, version_no);
