-- The nation's list of units: its dated versions, the changes of each with the unit that a code meant,
-- and the imports that brought them. A state that is only known, and not run here, is a reference.

alter table unit_state add column is_reference integer not null default 0;
create index unit_state_by_code on unit_state (official_code, valid_from) where official_code is not null;
create index unit_state_by_fold on unit_state (search_fold);

create table gazetteer_import (
    import_id blob not null primary key,
    source text not null,
    digest blob not null,
    effective_on text not null,
    units integer not null,
    states integer not null,
    events integer not null,
    imported_at integer not null,
    account_id blob,
    reverted_at integer
) strict;

create table gazetteer_version (
    version_no integer not null primary key,
    dated_on text not null,
    effective_on text not null,
    acts text not null,
    provinces integer not null,
    districts integer not null,
    communes integer not null,
    import_id blob not null references gazetteer_import (import_id)
) strict;

create table gazetteer_change (
    version_no integer not null references gazetteer_version (version_no),
    place integer not null,
    unit_id blob not null,
    op text not null,
    level text not null,
    code text not null,
    name text not null,
    old_name text,
    parent_code text,
    old_parent_code text,
    primary key (version_no, place)
) strict;
create index gazetteer_change_by_unit on gazetteer_change (unit_id, version_no);
