-- Corrections. The record of a visit that counts is corrected with a reason: what it said before
-- stays in a row of its own, and nothing deletes such a row. A conference that is put off or called
-- off keeps the day it had and why. A solution on a status sheet may name the difficulty it answers.

create table visit_correction (
    visit_id uuid not null references visit (visit_id),
    number bigint not null,
    form_key uuid not null,
    post_id uuid not null references post (post_id),
    reason text not null,
    corrected_on text not null,
    corrected_at bigint not null,
    primary key (visit_id, number)
);

-- One change of a correction: a day, the post that speaks, a good experience, a lesson or a link to
-- a difficulty, as it was and as it is from then on.
create table visit_correction_part (
    visit_id uuid not null references visit (visit_id),
    number bigint not null,
    part bigint not null,
    kind text not null,
    line bigint,
    said_before text,
    said_after text,
    day_before text,
    day_after text,
    post_before_id uuid references post (post_id),
    post_after_id uuid references post (post_id),
    difficulty_id uuid references difficulty (difficulty_id),
    is_linked boolean,
    primary key (visit_id, number, part)
);

create table conference_change (
    conference_id uuid not null references conference (conference_id),
    number bigint not null,
    kind text not null,
    from_on text not null,
    to_on text,
    reason text not null,
    post_id uuid not null references post (post_id),
    changed_on text not null,
    changed_at bigint not null,
    primary key (conference_id, number)
);
create index conference_change_by_day on conference_change (changed_on);

alter table status_solution add column difficulty_id uuid references difficulty (difficulty_id);
