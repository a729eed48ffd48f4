insert into account_grant
    (grant_id, account_id, role, unit_id, post, valid_from, valid_until, post_id)
values ($1, $2, $3, $4, $5, $6, $7, $8)
