-- Indicators: what is counted or measured of places, and the figures that places tell, period by period.
-- A figure is never changed: a correction is a further row of the same cell with its reason, and the
-- last one counts. A figure stays with the place that told it; how it is read after a reorganisation
-- is worked out from lineage.

create table indicator (
    indicator_id blob not null primary key,
    code text not null,
    unit_id blob not null references unit (unit_id),
    commune_id blob references unit (unit_id),
    top_id blob references unit (unit_id),
    name text not null,
    name_en text not null,
    measure text not null,
    measure_en text not null,
    says text not null,
    aggregate text not null,
    level text not null,
    rhythm text not null,
    places integer not null check (places between 0 and 3),
    shared_by text not null,
    first_part_id blob references indicator (indicator_id),
    second_part_id blob references indicator (indicator_id),
    scale integer not null check (scale > 0),
    counts_people integer not null,
    is_public integer not null,
    due_days integer not null check (due_days >= 0),
    defined_by_id blob references post (post_id),
    defined_at integer not null
) strict;
create unique index indicator_by_code on indicator (code);

-- A file of figures as it was brought; its rows are figures once it is applied.
create table figure_file (
    figure_file_id blob not null primary key,
    unit_id blob not null references unit (unit_id),
    indicator_id blob references indicator (indicator_id),
    name text not null,
    attachment_id blob not null references attachment (attachment_id),
    state text not null,
    brought_by_id blob not null references post (post_id),
    brought_at integer not null,
    decided_by_id blob references post (post_id),
    decided_at integer,
    figures integer not null
) strict;
create index figure_file_by_unit on figure_file (unit_id, brought_at);

create table indicator_value (
    indicator_id blob not null references indicator (indicator_id),
    unit_id blob not null references unit (unit_id),
    period text not null,
    number integer not null check (number >= 1),
    value_milli integer not null,
    why text not null,
    post_id blob references post (post_id),
    figure_file_id blob references figure_file (figure_file_id),
    told_at integer not null,
    primary key (indicator_id, unit_id, period, number)
) strict;
create index indicator_value_by_period on indicator_value (indicator_id, period);
