-- Self-managed groups, and care for those who work.

-- A group is a unit of the group tier; what the registry does not know of it stands here. Its atoms are
-- not in unit_atom on purpose: a household that comes to an atom joins no group by itself. Nothing here
-- speaks of a person.
create table self_managed_group (
    unit_id uuid not null primary key references unit (unit_id),
    kind text not null,
    ground text not null,
    core bigint not null check (core > 0),
    head_post_id uuid not null references post (post_id),
    plan_id uuid,
    plan_part bigint,
    formed_on text not null,
    formed_by_id uuid references post (post_id),
    dissolved_on text,
    dissolved_why text not null default '',
    commune_id uuid references unit (unit_id),
    top_id uuid references unit (unit_id)
);
create index self_managed_group_by_commune on self_managed_group (commune_id);
create unique index self_managed_group_by_head on self_managed_group (head_post_id);
create unique index self_managed_group_by_plan on self_managed_group (plan_id, plan_part)
    where plan_id is not null and dissolved_on is null;

create table group_atom (
    unit_id uuid not null references self_managed_group (unit_id),
    atom_id uuid not null references atom (atom_id),
    primary key (unit_id, atom_id)
);

-- The proof of consent: the day it was given, by whom it was entered, the day it was taken back. The
-- membership itself is a row of household_membership with the tier of groups.
create table group_consent (
    unit_id uuid not null references self_managed_group (unit_id),
    household_id uuid not null references household (household_id),
    entered_at bigint not null,
    consented_on text not null,
    entered_by_id uuid references post (post_id),
    withdrawn_on text,
    withdrawal_by_id uuid references post (post_id),
    primary key (unit_id, household_id, entered_at)
);
create index group_consent_by_household on group_consent (household_id);

-- Rules, notices, meetings, decisions. Votes are totals.
create table group_act (
    group_act_id uuid not null primary key,
    unit_id uuid not null references self_managed_group (unit_id),
    kind text not null,
    title text not null,
    said text not null,
    happened_on text not null,
    last_on text,
    attending bigint,
    agreed bigint,
    against bigint,
    entered_by_id uuid references post (post_id),
    entered_at bigint not null
);
create index group_act_by_unit on group_act (unit_id, happened_on);

-- What a group was asked for: a field and a need, never who. Read by the group's head alone.
create table group_request (
    group_request_id uuid not null primary key,
    unit_id uuid not null references self_managed_group (unit_id),
    category text not null,
    said text not null,
    state text not null,
    asked_on text not null,
    settled_on text,
    matter_id uuid references matter (matter_id),
    entered_at bigint not null
);
create index group_request_by_unit on group_request (unit_id, state);

-- Acts of care for whoever holds a post: help, moves, encouragement.
create table care_act (
    care_act_id uuid not null primary key,
    kind text not null,
    post_id uuid not null references post (post_id),
    account_id uuid not null references account (account_id),
    by_account_id uuid not null references account (account_id),
    by_post_id uuid references post (post_id),
    happened_on text not null,
    said text not null,
    help text,
    until_on text,
    look_again_on text,
    to_post_id uuid references post (post_id),
    from_on text,
    may_show boolean not null,
    agreed boolean,
    answered_on text,
    matter_id uuid references matter (matter_id),
    created_at bigint not null
);
create index care_act_by_post on care_act (post_id, happened_on);
create index care_act_by_account on care_act (account_id, happened_on);
create index care_act_by_author on care_act (by_account_id, happened_on);

-- A private talk and what was agreed. A table of its own, so that nothing that reads acts of care can
-- show it: each statement that reads it names the account of the reader, one of the two.
create table care_talk (
    care_act_id uuid not null primary key,
    post_id uuid not null references post (post_id),
    account_id uuid not null references account (account_id),
    by_account_id uuid not null references account (account_id),
    happened_on text not null,
    said text not null,
    look_again_on text,
    created_at bigint not null
);
create index care_talk_by_account on care_talk (account_id);
create index care_talk_by_author on care_talk (by_account_id);
