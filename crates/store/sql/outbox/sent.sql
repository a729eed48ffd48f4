update outbox
set state = 'sent', worker = null, lease_until = null, error = null, ended_at = $3
where message_id = $1 and worker = $2 and state = 'taken'
