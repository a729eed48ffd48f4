select account_id, name, display_name, password_hash, disabled, must_change, created_at
from account
order by name_fold
