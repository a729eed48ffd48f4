-- A khu phố of a commune that ended, carried over to another.
insert into transfer
    (transfer_id, commune_id, main_id, effective_on, legal_document, recorded_by, recorded_at, carried_at,
     reverted_by, reverted_at, revert_reason)
values ($uuid(1910), $uuid(10), $uuid(11), '2026-07-01', '1685/NQ-UBTVQH15', $uuid(a1), 8, 9, null, null, '');
insert into transfer_unit (transfer_id, unit_id, commune_id, households)
values ($uuid(1910), $uuid(11), $uuid(11), 2);
insert into transfer_taken (transfer_id, unit_id) values ($uuid(1910), $uuid(11));
