update outbox
set state = 'given_up', worker = null, lease_until = null, error = $3, ended_at = $4
where message_id = $1 and worker = $2 and state = 'taken'
