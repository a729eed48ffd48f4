insert into job (job_id, kind, input, digest, seed, quota, state, created_by, queued_at)
values ($1, $2, $3, $4, $5, $6, 'queued', $7, $8)
