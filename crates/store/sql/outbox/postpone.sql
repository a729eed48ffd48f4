update outbox
set state = 'waiting', worker = null, lease_until = null, error = $3, due_at = $4
where message_id = $1 and worker = $2 and state = 'taken'
