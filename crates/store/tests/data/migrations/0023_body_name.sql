-- A body whose end was moved and which is called otherwise since a reorganisation, and a renamed post.
insert into body (body_id, kind, name, unit_id, parent_id, valid_from, valid_until, legal_document,
     ended_document, began_by_id, ended_by_id, until_before, document_before)
values ($uuid(1900), 'chi_bo', 'Chi bộ khu phố 2', $uuid(10), null, '2025-07-01', '2026-07-01', '9/NQ',
        '12/NQ', null, null, '2026-12-01', '10/NQ');
insert into body_rename
    (body_id, effective_on, old_name, old_name_en, legal_document, recorded_at, began_by_id)
values ($uuid(1900), '2026-01-01', 'Chi bộ khu phố 1', '', '11/NQ', 1, $uuid(1901));
insert into post_rename (post_id, effective_on, old_name, old_name_en, legal_document, recorded_at)
values ($uuid(611), '2026-01-01', 'Trưởng khu phố 1', '', '11/NQ', 1);
