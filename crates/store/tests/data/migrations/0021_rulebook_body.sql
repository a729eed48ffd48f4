-- A rule that the ward added and ended, a body that was renamed, and one that took over from another.
insert into office_rule
    (office_rule_id, unit_id, rule_key, kind, value_json, valid_from, valid_until, title, number,
     issued_on, article, post, created_by, created_at, ended_at)
values ($uuid(1800), $uuid(10), 'size_max', 'khu_pho', '{"whole":700}', '2025-01-01', '2026-01-01',
        'Quyết định', '7/QĐ-UBND', '2024-12-20', 'Điều 2', 'Công chức', null, 1, 2);
insert into body (body_id, kind, name, unit_id, parent_id, valid_from, valid_until, legal_document,
     ended_document, began_by_id, ended_by_id)
values ($uuid(1801), 'ubnd', 'Ủy ban nhân dân phường Bến Mới', $uuid(10), null, '2025-07-01', null,
        '9/NQ', '', null, null);
insert into body_rename (body_id, effective_on, old_name, old_name_en, legal_document, recorded_at)
values ($uuid(1801), '2025-08-01', 'Ủy ban nhân dân phường Bến Cũ', '', '10/NQ', 1);
insert into body_succession
    (from_body_id, to_body_id, effective_on, coverage, legal_document, began_by_id)
values ($uuid(600), $uuid(1801), '2025-07-01', 'whole', '9/NQ', null);
