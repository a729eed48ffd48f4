update account set disabled = $2 where account_id = $1
