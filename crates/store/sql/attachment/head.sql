select attachment_id, name, content_type, bytes, sha256, created_by, created_at
from attachment
where attachment_id = $1
