-- How often units with their states and lineage were written, and how often their outlines, since the beginning:
-- what is kept in memory asks this one row whether it still holds. The same of the figures of each indicator.
-- Rows come with the first write.

create table registry_moved (
    registry_moved_id integer not null primary key check (registry_moved_id = 1),
    units integer not null,
    outlines integer not null
) strict;

create table indicator_moved (
    indicator_id blob not null primary key references indicator (indicator_id),
    tellings integer not null
) strict;
