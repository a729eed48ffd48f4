insert into audit_entry
    (entry_id, at, actor_id, post, act, object_kind, object_id, reason, digest)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
