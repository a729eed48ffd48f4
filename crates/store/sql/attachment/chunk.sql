select body from attachment_chunk where attachment_id = $1 and part = $2
