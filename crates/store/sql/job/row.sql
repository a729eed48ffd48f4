select job_id, kind, input, seed, quota, state, progress, result, error, attempts, created_by,
    queued_at, ended_at
from job
where job_id = $1
