-- A frozen reorganisation with its recorded and confirmed adoption.
insert into reorganisation
    (reorganisation_id, commune_id, plan_id, state, base_revision, households, value_json, digest,
     created_by, created_at)
values ($uuid(70), $uuid(10), $uuid(60), 'adopted', 3, 2, '{}', 'aa', $uuid(a1), 5);
insert into adoption
    (reorganisation_id, resolution_number, resolution_by, dated_on, effective_on, attachment_id,
     households, agreed, acknowledged_json, recorded_by, recorded_at, confirmed_by, confirmed_at)
values ($uuid(70), '12/NQ-HĐND', 'HĐND phường', '2026-02-01', '2026-07-01', $uuid(b1), 2, 2, '[]',
     $uuid(a1), 6, $uuid(a1), 7);
insert into adoption_tally (reorganisation_id, unit_id, households, agreed)
values ($uuid(70), $uuid(11), 2, 2);
