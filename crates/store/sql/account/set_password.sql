update account set password_hash = $2, must_change = $3 where account_id = $1
