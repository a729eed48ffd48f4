-- What was said once and is said better now, with what was said before kept beside it: earlier wordings
-- of practices, revisions of plans that both sides agreed on, and the status sheet whose figure a plan's
-- line stands on.

-- The wording that a correction replaced, as it was read until then; stage says how far the practice had
-- come, so that a reader knows which wording was assessed.
create table practice_wording (
    practice_wording_id blob not null primary key,
    practice_id blob not null references practice (practice_id),
    number integer not null,
    stage text not null,
    post_id blob not null references post (post_id),
    corrected_on text not null,
    corrected_at integer not null,
    why text not null,
    category text not null,
    campaign text,
    campaign_field text,
    ask_id blob references post (post_id),
    cost_vnd integer not null,
    title text not null,
    problem text not null,
    content text not null,
    method text not null,
    resources text not null,
    participation text not null,
    conditions text not null
) strict;
create unique index practice_wording_by_practice on practice_wording (practice_id, number);

create table practice_wording_figure (
    practice_wording_id blob not null references practice_wording (practice_wording_id),
    number integer not null,
    label text not null,
    measure text not null,
    before_milli integer not null,
    before_on text not null,
    after_milli integer,
    after_on text,
    primary key (practice_wording_id, number)
) strict;

-- The number of the text in force, 0 before the first agreement: it stays while a later text is talked
-- over.
alter table workplan add column agreed integer not null default 0;
update workplan set agreed = sent where state = 'agreed';

-- What the other side did with a text: agreed on, or left in favour of the one in force.
alter table workplan_version add column agreed_on text;
alter table workplan_version add column agreed_by_id blob references post (post_id);
alter table workplan_version add column declined_on text;
alter table workplan_version add column declined_by_id blob references post (post_id);
alter table workplan_version add column declined_said text not null default '';
update workplan_version set agreed_on = (select w.agreed_on from workplan w
    where w.workplan_id = workplan_version.workplan_id and w.agreed = workplan_version.number);

-- A line of a later text goes on for the line that opened the matter (carries_id), whose progress and
-- proof stay its own; a line that ends stays in the text that ends it, with the reason.
alter table workplan_line add column carries_id blob references workplan_line (line_id);
alter table workplan_line add column is_ended integer not null default 0;
alter table workplan_line add column why text not null default '';
alter table workplan_line add column sheet_id blob references status_sheet (status_sheet_id);
alter table workplan_line add column figure_code text;
