select entry_id, at, actor_id, post, act, object_kind, object_id, reason, digest, link_no, chain
from audit_entry
where link_no is null
order by at, entry_id
limit $1
