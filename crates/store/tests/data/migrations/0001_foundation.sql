-- An account with a grant and a session, a document, one job and one message in each state, and an
-- audit entry that waits for its seal.
insert into account (account_id, name, name_fold, display_name, password_hash, created_at)
values ($uuid(a1), 'Lan', 'lan', 'Trần Thị Lan', 'x', 1);
insert into account_grant (grant_id, account_id, role, unit_id, post, valid_from, valid_until)
values ($uuid(a2), $uuid(a1), 'ward_officer', null, 'Công chức', '2026-01-01', null);
insert into session (session_id, data, account_id, expires_at)
values ($blob(00ff), $blob(7b7d), $uuid(a1), 100);
insert into attachment (attachment_id, name, content_type, bytes, sha256, created_by, created_at)
values ($uuid(b1), 'Nghị quyết.pdf', 'application/pdf', 2, $blob(aa), $uuid(a1), 5);
insert into attachment_chunk (attachment_id, part, body)
values ($uuid(b1), 0, $blob(01)), ($uuid(b1), 1, $blob(02));
insert into job (job_id, kind, input, digest, seed, quota, state, queued_at)
values ($uuid(c1), 'draw', '{}', $blob(01), 1, 10, 'queued', 1),
    ($uuid(c2), 'draw', '{}', $blob(01), 1, 10, 'done', 2);
insert into outbox (message_id, channel, recipient, body, state, due_at, queued_at)
values ($uuid(d1), 'mail', 'lan@example.org', '{}', 'waiting', 1, 1);
insert into subject_key (subject_id, key) values ($uuid(e1), $blob(0102));
insert into audit_entry (entry_id, at, actor_id, act, object_kind, object_id, digest)
values ($uuid(f1), 7, $uuid(a1), 'account-add', 'account', $uuid(a1), $blob(0a0b));
