-- A practice and a difficulty of earlier migrations that have changed since.
update practice set change_no = 1, revision = revision + 1 where practice_id = $uuid(900);
update difficulty set change_no = 1 where difficulty_id = $uuid(640);
