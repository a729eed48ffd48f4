-- A household of an earlier migration, so that the new index has something to hold.
update household set address_fold = '12/3 hoa mai' where household_id = $uuid(50);
