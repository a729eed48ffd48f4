-- The office's list of old groups. The document is kept as it came, with the meaning of its columns
-- as the office settled it; rows exist only once the list is accepted. How a heading was understood
-- is remembered per commune, so that next year's file is read the same way.

create table old_list (
    old_list_id blob not null primary key,
    commune_id blob not null references unit (unit_id),
    name text not null,
    attachment_id blob not null references attachment (attachment_id),
    mapping_json text not null,
    state text not null,
    revision integer not null,
    created_by blob not null,
    created_at integer not null,
    accepted_by blob,
    accepted_at integer,
    withdrawn_by blob,
    withdrawn_at integer
) strict;
create index old_list_by_commune on old_list (commune_id, created_at);

-- A group as its row says it, and the old group of the registry it was matched to.
create table old_list_row (
    old_list_id blob not null references old_list (old_list_id),
    number integer not null,
    sheet text not null,
    sheet_row integer not null,
    khu_pho text,
    to_name text,
    households integer not null,
    people integer,
    street text,
    note text,
    code text,
    neighbours_json text not null,
    unit_id blob references unit (unit_id),
    primary key (old_list_id, number)
) strict;

create table old_list_mapping (
    commune_id blob not null references unit (unit_id),
    fingerprint text not null,
    mapping_json text not null,
    updated_at integer not null,
    primary key (commune_id, fingerprint)
) strict;
