-- An import that was applied, what the state had before, and the area that the law gives it.
insert into boundary_import
    (boundary_import_id, name, attachment_id, sha256, on_day, choices_json, state, revision,
     report_json, created_by, created_at, decided_by, decided_at)
values ($uuid(1800), 'ranh-gioi.gpkg', $uuid(b1), $blob(00), '2025-03-02', '{}', 'applied', 2, '{}',
     $uuid(a1), 8, $uuid(a1), 9);
insert into boundary_before
    (boundary_import_id, unit_state_id, applied_at, wkb, west_e7, south_e7, east_e7, north_e7, area_m2,
     official_m2, official_source)
values ($uuid(1800), $uuid(1801), 9, null, null, null, null, null, null, null, null);
insert into unit_official_area (unit_state_id, area_m2, source)
values ($uuid(1801), 1568000, 'ranh-gioi.gpkg');
