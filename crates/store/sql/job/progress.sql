update job
set progress = $3, lease_until = $4
where job_id = $1 and worker = $2 and state = 'running'
