select count(*) as unsealed from audit_entry where link_no is null
