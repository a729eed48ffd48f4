select grant_id, account_id, role, unit_id, post, valid_from, valid_until
from account_grant
where account_id = $1
order by valid_from, grant_id
