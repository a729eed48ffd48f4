update outbox
set state = 'taken', worker = $1, lease_until = $2, attempts = attempts + 1
where message_id in (
    select due.message_id
    from outbox due
    where (due.state = 'waiting' and due.due_at <= $3)
        or (due.state = 'taken' and due.lease_until <= $3)
    order by due.due_at, due.message_id
    limit $4
)
returning message_id, channel, recipient, body, attempts
