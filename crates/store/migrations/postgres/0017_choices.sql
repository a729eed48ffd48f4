-- What proves a plan, so that anyone re-checks it; and what is kept while a plan is edited by hand:
-- units that stay as they are, and the moves, so that the last one is taken back.

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
