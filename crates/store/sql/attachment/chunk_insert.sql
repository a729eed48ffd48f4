insert into attachment_chunk (attachment_id, part, body) values ($1, $2, $3)
