-- An import with a version that renamed the ward, and a state that is only known and not run.
insert into gazetteer_import
    (import_id, source, digest, effective_on, units, states, events, imported_at, account_id, reverted_at)
values ($uuid(1700), 'danh-muc.json', $blob(07), '2025-07-01', 1, 2, 1, 1, null, null);
insert into gazetteer_version
    (version_no, dated_on, effective_on, acts, provinces, districts, communes, import_id)
values (1, '2025-07-01', '2025-07-01', '9/NQ: đổi tên', 1, 0, 1, $uuid(1700));
insert into gazetteer_change
    (version_no, place, unit_id, op, level, code, name, old_name, parent_code, old_parent_code)
values (1, 1, $uuid(10), 'renamed', 'commune', '00001', 'Phường Bến Lá', 'Phường Bến Cũ', '90', null);
insert into unit (unit_id, created_at) values ($uuid(1701), 1);
insert into unit_state
    (unit_state_id, unit_id, valid_from, valid_until, kind, tier, name, short_name, search_fold,
     sort_key, official_code, parent_id, legal_document, declared_households, recorded_at,
     began_by_id, ended_by_id, is_reference)
values ($uuid(1702), $uuid(1701), '2025-07-01', null, 'tinh', null, 'Tỉnh Sông', 'Sông', 'tinh song',
        $blob(01), '10', null, '9/NQ', null, 1, $uuid(1700), null, $true);
