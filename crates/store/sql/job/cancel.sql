update job
set state = 'cancelled', worker = null, lease_until = null, ended_at = $2
where job_id = $1 and state in ('queued', 'running')
