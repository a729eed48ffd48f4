-- Residents' feedback with its moderation. A feedback is a thin origin: where it lies, who owes the
-- answer, its point and whether everybody sees it stand in its matter. No name and no number of a
-- sender is kept; of the tracking code only a hash, so that a stolen database opens nothing. What is
-- sealed (complaints, denunciations) moves into a table that no statement of the program reads.

create table feedback (
    feedback_id blob not null primary key,
    matter_id blob not null unique references matter (matter_id),
    code_hash blob not null unique,
    kind text not null,
    category text not null,
    concerned text,
    said text not null,
    public_text text not null default '',
    moderation text not null,
    about_unit_id blob not null references unit (unit_id),
    entered_by_id blob references post (post_id),
    difficulty_id blob references difficulty (difficulty_id),
    sealed_as text,
    sent_on text not null,
    sent_at integer not null
) strict;
create index feedback_by_place on feedback (about_unit_id, category, sent_on);
create index feedback_waiting on feedback (sent_at) where moderation = 'waiting';
create index feedback_public on feedback (sent_at) where moderation in ('as_is', 'rewritten');
create index feedback_by_difficulty on feedback (difficulty_id) where difficulty_id is not null;

create table feedback_photo (
    feedback_id blob not null references feedback (feedback_id),
    number integer not null,
    attachment_id blob not null references attachment (attachment_id),
    is_public integer not null,
    primary key (feedback_id, number)
) strict;

create table feedback_moderation (
    feedback_id blob not null references feedback (feedback_id),
    number integer not null,
    decision text not null,
    public_text text not null,
    post_id blob not null references post (post_id),
    happened_on text not null,
    happened_at integer not null,
    primary key (feedback_id, number)
) strict;

create table feedback_sealed (
    feedback_id blob not null primary key references feedback (feedback_id),
    door text not null,
    said text not null,
    sealed_at integer not null
) strict;
