insert into outbox (message_id, channel, recipient, body, state, due_at, queued_at)
values ($1, $2, $3, $4, 'waiting', $5, $6)
