select g.grant_id, g.account_id, g.role, g.unit_id, g.post, g.post_id, g.valid_from,
    case when p.valid_until is not null and (g.valid_until is null or p.valid_until < g.valid_until)
    then p.valid_until else g.valid_until end as valid_until
from account_grant g
left join post p on p.post_id = g.post_id
where g.account_id = $1
order by g.valid_from, g.grant_id
