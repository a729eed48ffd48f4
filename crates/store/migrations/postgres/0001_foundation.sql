-- The foundation every noun stands on: the audit record and the keys of erasure, jobs, the outbox,
-- attachments, accounts with their grants, and sessions.

-- One row per act. link_no and chain are given by the sealer after commit; the partial index is
-- its queue, so that sealing never scans what is sealed.
create table audit_entry (
    entry_id uuid not null primary key,
    at bigint not null,
    actor_id uuid,
    post text,
    act text not null,
    object_kind text not null,
    object_id uuid,
    reason text not null default '',
    digest bytea,
    link_no bigint unique,
    chain bytea
);
create index audit_entry_unsealed on audit_entry (at, entry_id) where link_no is null;
create index audit_entry_object on audit_entry (object_id, at);

-- The key under which digests of a person's fields are made. Erasing the person deletes the row.
create table subject_key (
    subject_id uuid not null primary key,
    key bytea not null
);

-- Long work is a row: any server may take it, a dead server's lease runs out, cancel is a write.
create table job (
    job_id uuid not null primary key,
    kind text not null,
    input text not null,
    digest bytea not null,
    seed bigint not null,
    quota bigint not null,
    state text not null check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress text not null default '{}',
    result text,
    error text,
    worker uuid,
    lease_until bigint,
    attempts bigint not null default 0,
    created_by uuid,
    queued_at bigint not null,
    ended_at bigint
);
create index job_open on job (queued_at, job_id) where state in ('queued', 'running');

-- Mail, push and webhooks leave from here; their failure never touches the act that queued them.
create table outbox (
    message_id uuid not null primary key,
    channel text not null,
    recipient text not null,
    body text not null,
    state text not null check (state in ('waiting', 'taken', 'sent', 'given_up')),
    attempts bigint not null default 0,
    due_at bigint not null,
    worker uuid,
    lease_until bigint,
    error text,
    queued_at bigint not null,
    ended_at bigint
);
create index outbox_open on outbox (due_at, message_id) where state in ('waiting', 'taken');

-- Documents, in chunks so that none is ever held whole by the database driver.
create table attachment (
    attachment_id uuid not null primary key,
    name text not null,
    content_type text not null,
    bytes bigint not null check (bytes >= 0),
    sha256 bytea not null,
    created_by uuid,
    created_at bigint not null
);
create table attachment_chunk (
    attachment_id uuid not null references attachment (attachment_id),
    part bigint not null,
    body bytea not null,
    primary key (attachment_id, part)
);

-- People who sign in. name_fold is the folded name: two accounts never look alike.
create table account (
    account_id uuid not null primary key,
    name text not null,
    name_fold text not null unique,
    display_name text not null,
    password_hash text not null,
    disabled boolean not null default false,
    must_change boolean not null default false,
    created_at bigint not null
);

-- What a person may do where and when; unit_id is null for the whole city. Days are half-open.
create table account_grant (
    grant_id uuid not null primary key,
    account_id uuid not null references account (account_id),
    role text not null,
    unit_id uuid,
    post text not null default '',
    valid_from text not null,
    valid_until text
);
create index account_grant_account on account_grant (account_id);

-- Signed-in browsers, kept on the server so that they can be ended.
create table session (
    session_id bytea not null primary key,
    data bytea not null,
    account_id uuid references account (account_id),
    expires_at bigint not null
);
create index session_expiry on session (expires_at);
create index session_account on session (account_id);
