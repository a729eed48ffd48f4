-- The office's list of old groups. The document is kept as it came, with the meaning of its columns
-- as the office settled it; rows exist only once the list is accepted. How a heading was understood
-- is remembered per commune, so that next year's file is read the same way.

create table old_list (
    old_list_id uuid not null primary key,
    commune_id uuid not null references unit (unit_id),
    name text not null,
    attachment_id uuid not null references attachment (attachment_id),
    mapping_json text not null,
    state text not null,
    revision bigint not null,
    created_by uuid not null,
    created_at bigint not null,
    accepted_by uuid,
    accepted_at bigint,
    withdrawn_by uuid,
    withdrawn_at bigint
);
create index old_list_by_commune on old_list (commune_id, created_at);

-- A group as its row says it, and the old group of the registry it was matched to.
create table old_list_row (
    old_list_id uuid not null references old_list (old_list_id),
    number bigint not null,
    sheet text not null,
    sheet_row bigint not null,
    khu_pho text,
    to_name text,
    households bigint not null,
    people bigint,
    street text,
    note text,
    code text,
    neighbours_json text not null,
    unit_id uuid references unit (unit_id),
    primary key (old_list_id, number)
);

create table old_list_mapping (
    commune_id uuid not null references unit (unit_id),
    fingerprint text not null,
    mapping_json text not null,
    updated_at bigint not null,
    primary key (commune_id, fingerprint)
);
