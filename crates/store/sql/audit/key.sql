select key from subject_key where subject_id = $1
