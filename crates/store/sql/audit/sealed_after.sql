select entry_id, at, actor_id, post, act, object_kind, object_id, reason, digest, link_no, chain
from audit_entry
where link_no > $1
order by link_no
limit $2
