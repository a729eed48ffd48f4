-- Programmes, plans of places with their lines, and movements. A plan stays with the place that wrote
-- it; the matters of its lines follow by themselves. Every text that one side sent to the other is
-- kept, so a line belongs to one version and is never changed after it was sent.

create table programme (
    programme_id blob not null primary key,
    unit_id blob not null references unit (unit_id),
    commune_id blob references unit (unit_id),
    top_id blob references unit (unit_id),
    issuer_id blob not null references body (body_id),
    head_id blob not null references post (post_id),
    title text not null,
    goals text not null,
    from_on text not null,
    last_on text not null,
    state text not null,
    issued_number text,
    issued_on text,
    ended_on text,
    summary text not null default '',
    is_public integer not null,
    written_at integer not null,
    revision integer not null,
    constraint programme_period check (last_on >= from_on)
) strict;
create index programme_by_unit on programme (unit_id);
create index programme_by_state on programme (state, from_on);

create table programme_target (
    programme_id blob not null references programme (programme_id),
    number integer not null,
    label text not null,
    measure text not null,
    baseline_milli integer not null,
    goal_milli integer not null,
    by_on text not null,
    primary key (programme_id, number)
) strict;

-- drafting names the side that writes a text which the other does not see yet; sent is the number of
-- the last text that was sent.
create table workplan (
    workplan_id blob not null primary key,
    programme_id blob not null references programme (programme_id),
    unit_id blob not null references unit (unit_id),
    commune_id blob references unit (unit_id),
    top_id blob references unit (unit_id),
    state text not null,
    drafting text,
    sent integer not null,
    agreed_on text,
    alike_why text not null default '',
    alike_why_by_id blob references post (post_id),
    alike_why_on text,
    is_public integer not null,
    begun_at integer not null,
    revision integer not null
) strict;
create index workplan_by_programme on workplan (programme_id);
create index workplan_by_unit on workplan (unit_id);

create table workplan_version (
    workplan_id blob not null references workplan (workplan_id),
    number integer not null,
    side text not null,
    post_id blob not null references post (post_id),
    said text not null,
    sent_on text not null,
    sent_at integer not null,
    primary key (workplan_id, number)
) strict;

create table workplan_line (
    line_id blob not null primary key,
    workplan_id blob not null references workplan (workplan_id),
    version integer not null,
    number integer not null,
    target integer not null,
    work text not null,
    owner_id blob not null references post (post_id),
    due_on text not null,
    resources text not null,
    responsibility text not null,
    product text not null,
    authority text not null,
    feasibility text not null,
    proof text not null,
    is_pilot integer not null,
    figure_label text,
    figure_milli integer,
    figure_measure text,
    figure_on text,
    difficulty_id blob references difficulty (difficulty_id),
    grams blob not null,
    written_at integer not null,
    constraint workplan_line_tied check (difficulty_id is not null or figure_milli is not null)
) strict;
create unique index workplan_line_in_version on workplan_line (workplan_id, version, number);
create index workplan_line_by_difficulty on workplan_line (difficulty_id)
    where difficulty_id is not null;

-- Which line resembles an earlier one of another place, how much in thousandths.
create table workplan_alike (
    line_id blob not null primary key references workplan_line (line_id),
    other_line_id blob not null references workplan_line (line_id),
    per_mille integer not null
) strict;
create index workplan_alike_by_other on workplan_alike (other_line_id);

create table workplan_report (
    line_id blob not null references workplan_line (line_id),
    number integer not null,
    percent integer not null check (percent between 0 and 99),
    said text not null,
    post_id blob not null references post (post_id),
    told_on text not null,
    told_at integer not null,
    proof text not null,
    attachment_id blob references attachment (attachment_id),
    document text,
    dated_on text,
    label text,
    value_milli integer,
    measure text,
    primary key (line_id, number)
) strict;

-- A movement says its goal in words. No table here holds how many shall join, and who did not join is
-- in none: a row begins when somebody joins and is gone when they leave.
create table movement (
    movement_id blob not null primary key,
    unit_id blob not null references unit (unit_id),
    commune_id blob references unit (unit_id),
    top_id blob references unit (unit_id),
    launched_by_id blob not null references post (post_id),
    title text not null,
    goal text not null,
    how_to_join text not null,
    basis_number text not null,
    basis_on text not null,
    basis_body text not null,
    from_on text not null,
    last_on text not null,
    launched_at integer not null,
    constraint movement_period check (last_on >= from_on)
) strict;
create index movement_by_unit on movement (unit_id);
create index movement_by_period on movement (last_on);

create table movement_joining (
    joining_id blob not null primary key,
    movement_id blob not null references movement (movement_id),
    kind text not null,
    unit_id blob references unit (unit_id),
    post_id blob references post (post_id),
    joined_on text not null,
    constraint movement_joining_one check ((unit_id is null) <> (post_id is null))
) strict;
create unique index movement_joining_unit on movement_joining (movement_id, unit_id)
    where unit_id is not null;
create unique index movement_joining_post on movement_joining (movement_id, post_id)
    where post_id is not null;

-- How many residents of a place take part, as its head knows: a number, never a name.
create table movement_turnout (
    movement_id blob not null references movement (movement_id),
    unit_id blob not null references unit (unit_id),
    people integer not null check (people >= 0),
    told_on text not null,
    post_id blob not null references post (post_id),
    primary key (movement_id, unit_id)
) strict;

create table movement_activity (
    activity_id blob not null primary key,
    movement_id blob not null references movement (movement_id),
    happened_on text not null,
    site text not null,
    said text not null,
    post_id blob not null references post (post_id),
    told_at integer not null
) strict;
create index movement_activity_by_movement on movement_activity (movement_id, happened_on);

create table movement_achievement (
    achievement_id blob not null primary key,
    movement_id blob not null references movement (movement_id),
    label text not null,
    value_milli integer not null,
    measure text not null,
    counted_on text not null,
    post_id blob not null references post (post_id),
    told_at integer not null
) strict;
create index movement_achievement_by_movement on movement_achievement (movement_id, counted_on);
