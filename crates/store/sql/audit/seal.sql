update audit_entry set link_no = $2, chain = $3 where entry_id = $1 and link_no is null
