select account_id, name, display_name, password_hash, disabled, must_change, created_at
from account
where account_id = $1
