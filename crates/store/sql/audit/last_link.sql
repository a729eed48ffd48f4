select link_no, chain
from audit_entry
where link_no is not null
order by link_no desc
limit 1
