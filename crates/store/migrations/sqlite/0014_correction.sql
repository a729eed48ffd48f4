-- Corrections. The record of a visit that counts is corrected with a reason: what it said before
-- stays in a row of its own, and nothing deletes such a row. A conference that is put off or called
-- off keeps the day it had and why. A solution on a status sheet may name the difficulty it answers.

create table visit_correction (
    visit_id blob not null references visit (visit_id),
    number integer not null,
    form_key blob not null,
    post_id blob not null references post (post_id),
    reason text not null,
    corrected_on text not null,
    corrected_at integer not null,
    primary key (visit_id, number)
) strict;

-- One change of a correction: a day, the post that speaks, a good experience, a lesson or a link to
-- a difficulty, as it was and as it is from then on.
create table visit_correction_part (
    visit_id blob not null references visit (visit_id),
    number integer not null,
    part integer not null,
    kind text not null,
    line integer,
    said_before text,
    said_after text,
    day_before text,
    day_after text,
    post_before_id blob references post (post_id),
    post_after_id blob references post (post_id),
    difficulty_id blob references difficulty (difficulty_id),
    is_linked integer,
    primary key (visit_id, number, part)
) strict;

create table conference_change (
    conference_id blob not null references conference (conference_id),
    number integer not null,
    kind text not null,
    from_on text not null,
    to_on text,
    reason text not null,
    post_id blob not null references post (post_id),
    changed_on text not null,
    changed_at integer not null,
    primary key (conference_id, number)
) strict;
create index conference_change_by_day on conference_change (changed_on);

alter table status_solution add column difficulty_id blob references difficulty (difficulty_id);
