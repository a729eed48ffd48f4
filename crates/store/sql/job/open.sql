select count(*) as open_jobs from job where state in ('queued', 'running')
