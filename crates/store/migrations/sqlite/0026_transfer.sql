-- Khu phố and ấp of a commune that ends go on under the communes that take its place. What is dated is written at
-- once; what carries its commune without a day is carried over when the day has come (carried_at).

create table transfer (
    transfer_id blob not null primary key,
    commune_id blob not null references unit (unit_id),
    main_id blob not null references unit (unit_id),
    effective_on text not null,
    legal_document text not null,
    recorded_by blob,
    recorded_at integer not null,
    carried_at integer,
    reverted_by blob,
    reverted_at integer,
    revert_reason text not null default ''
) strict;
create index transfer_by_commune on transfer (commune_id);
create index transfer_to_carry on transfer (effective_on)
    where carried_at is null and reverted_at is null;

create table transfer_unit (
    transfer_id blob not null references transfer (transfer_id),
    unit_id blob not null references unit (unit_id),
    commune_id blob not null references unit (unit_id),
    households integer not null,
    primary key (transfer_id, unit_id)
) strict;
create index transfer_unit_by_commune on transfer_unit (commune_id);
create index transfer_unit_by_unit on transfer_unit (unit_id);

-- Units of the nation's list that were only known, and are run here since the transfer.
create table transfer_taken (
    transfer_id blob not null references transfer (transfer_id),
    unit_id blob not null references unit (unit_id),
    primary key (transfer_id, unit_id)
) strict;
