update job
set state = 'failed', error = 'job-abandoned', worker = null, lease_until = null, ended_at = $1
where state = 'running' and lease_until <= $1 and attempts >= $2
