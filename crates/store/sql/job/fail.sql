update job
set state = 'failed', error = $3, worker = null, lease_until = null, ended_at = $4
where job_id = $1 and worker = $2 and state = 'running'
