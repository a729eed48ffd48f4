-- What an office added to the rulebook for its own territory: dated, with its source and the post that
-- added it; ended, never deleted. Bodies get their acts: how they began, ended and were called, and which
-- body took over what. Rows name the reorganisation that made them, so that it can be taken back.

create table office_rule (
    office_rule_id blob not null primary key,
    unit_id blob not null references unit (unit_id),
    rule_key text not null,
    kind text,
    value_json text not null,
    valid_from text not null,
    valid_until text,
    title text not null,
    number text not null,
    issued_on text not null,
    article text not null,
    post text not null,
    created_by blob,
    created_at integer not null,
    ended_at integer
) strict;
create index office_rule_by_unit on office_rule (unit_id, valid_from);

alter table body add column legal_document text not null default '';
alter table body add column ended_document text not null default '';
alter table body add column began_by_id blob;
alter table body add column ended_by_id blob;

-- A name that a body had until a day. The name of today stands in the body.
create table body_rename (
    body_id blob not null references body (body_id),
    effective_on text not null,
    old_name text not null,
    old_name_en text not null,
    legal_document text not null,
    recorded_at integer not null,
    primary key (body_id, effective_on)
) strict;

create table body_succession (
    from_body_id blob not null references body (body_id),
    to_body_id blob not null references body (body_id),
    effective_on text not null,
    coverage text not null,
    legal_document text not null,
    began_by_id blob,
    primary key (from_body_id, to_body_id)
) strict;
create index body_succession_by_to on body_succession (to_body_id);
