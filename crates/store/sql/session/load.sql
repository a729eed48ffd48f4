select session_id, data, account_id, expires_at
from session
where session_id = $1 and expires_at > $2
