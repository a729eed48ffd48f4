insert into attachment
    (attachment_id, name, content_type, bytes, sha256, created_by, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
