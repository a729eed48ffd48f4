insert into subject_key (subject_id, key) values ($1, $2)
