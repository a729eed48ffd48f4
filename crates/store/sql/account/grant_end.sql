update account_grant set valid_until = $2
where grant_id = $1 and (valid_until is null or valid_until > $2)
