select entry_id, at, actor_id, post, act, object_kind, object_id, reason, digest, link_no, chain
from audit_entry
where object_id = $1
order by at, entry_id
