-- An accepted list of one group, and the heading it was remembered by.
insert into old_list
    (old_list_id, commune_id, name, attachment_id, mapping_json, state, revision, created_by,
     created_at, accepted_by, accepted_at)
values ($uuid(80), $uuid(10), 'danh-sach.xlsx', $uuid(b1), '{"sheets":[]}', 'accepted', 2,
     $uuid(a1), 8, $uuid(a1), 9);
insert into old_list_row
    (old_list_id, number, sheet, sheet_row, khu_pho, to_name, households, people, street, note, code,
     neighbours_json, unit_id)
values ($uuid(80), 1, 'Sheet1', 5, 'Khu phố 1', 'Tổ dân phố 1', 98, 333, 'Hẻm 12', null, null,
     '["Tổ dân phố 2"]', $uuid(11));
insert into old_list_mapping (commune_id, fingerprint, mapping_json, updated_at)
values ($uuid(10), '00000000000000000000000000000000', '{}', 9);
