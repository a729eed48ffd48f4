insert into account
    (account_id, name, name_fold, display_name, password_hash, must_change, created_at)
values ($1, $2, $3, $4, $5, $6, $7)
