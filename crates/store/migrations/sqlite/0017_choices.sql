-- What proves a plan, so that anyone re-checks it; what the engine was asked about it; and what is kept
-- while it is edited by hand: units that stay as they are, and the moves, so that the last one is
-- taken back.

-- The drawing problem and the plan as instance files, and the certificate where there is one. They tell
-- households of old groups: never shown to visitors.
create table plan_proof (
    plan_id blob not null primary key references plan (plan_id),
    instance_json text not null,
    plan_json text not null,
    certificate_json text
) strict;

alter table plan_unit add column locked integer not null default 0;

create table plan_move (
    plan_id blob not null references plan (plan_id),
    step integer not null,
    atom_id blob not null references atom (atom_id),
    from_part integer not null,
    to_part integer not null,
    primary key (plan_id, step, atom_id)
) strict;

-- What the engine was asked, so that an answer is found again: about a plan, or about a drawing that
-- brought none. The question and its answer stand in the row of the job.
create table plan_question (
    job_id blob not null primary key references job (job_id),
    commune_id blob not null references unit (unit_id),
    plan_id blob,
    asked text not null,
    asked_at integer not null
) strict;
create index plan_question_by_commune on plan_question (commune_id, asked_at);
