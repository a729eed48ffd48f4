-- A plan with its proof, a unit that stays as it is, and a move that may be taken back.
insert into plan_proof (plan_id, instance_json, plan_json, certificate_json)
values ($uuid(60), '{"pop":[2]}', '{"assignment":[0]}', null);
update plan_unit set locked = $true where plan_id = $uuid(60);
insert into plan_move (plan_id, step, atom_id, from_part, to_part)
values ($uuid(60), 1, $uuid(40), 0, 0);
insert into plan_question (job_id, commune_id, plan_id, asked, asked_at)
values ($uuid(c2), $uuid(10), $uuid(60), 'explain', 6);
