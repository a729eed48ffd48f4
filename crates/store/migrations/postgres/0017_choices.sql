-- What proves a plan, so that anyone re-checks it; what the engine was asked about it; and what is kept
-- while it is edited by hand: units that stay as they are, and the moves, so that the last one is
-- taken back.

-- The drawing problem and the plan as instance files, and the certificate where there is one. They tell
-- households of old groups: never shown to visitors.
create table plan_proof (
    plan_id uuid not null primary key references plan (plan_id),
    instance_json text not null,
    plan_json text not null,
    certificate_json text
);

alter table plan_unit add column locked boolean not null default false;

create table plan_move (
    plan_id uuid not null references plan (plan_id),
    step bigint not null,
    atom_id uuid not null references atom (atom_id),
    from_part bigint not null,
    to_part bigint not null,
    primary key (plan_id, step, atom_id)
);

-- What the engine was asked, so that an answer is found again: about a plan, or about a drawing that
-- brought none. The question and its answer stand in the row of the job.
create table plan_question (
    job_id uuid not null primary key references job (job_id),
    commune_id uuid not null references unit (unit_id),
    plan_id uuid,
    asked text not null,
    asked_at bigint not null
);
create index plan_question_by_commune on plan_question (commune_id, asked_at);
