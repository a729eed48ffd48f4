insert into session (session_id, data, account_id, expires_at)
values ($1, $2, $3, $4)
on conflict (session_id) do update
set data = excluded.data, account_id = excluded.account_id, expires_at = excluded.expires_at
