update job
set state = 'running', worker = $1, lease_until = $2, attempts = attempts + 1
where job_id = (
    select open_job.job_id
    from job open_job
    where open_job.state = 'queued' or (open_job.state = 'running' and open_job.lease_until <= $3)
    order by open_job.queued_at, open_job.job_id
    limit 1
)
returning job_id, kind, input, digest, seed, quota, attempts, created_by
