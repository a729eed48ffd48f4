-- A drawn plan with one part of two clusters, and an old group it had to open.
insert into plan
    (plan_id, commune_id, level, name, kind, drawn_on, base_revision, households_target,
     households_min, households_max, parts, seed, steps, proven, score_json, state, revision,
     created_at)
values ($uuid(60), $uuid(10), 'base', 'Phương án 1', 'khu_pho', '2026-01-01', 3, 570, 500, 650, 1,
     7, 1000, $false, '{}', 'draft', 1, 5);
insert into plan_unit
    (plan_id, part, name, short_name, households, people, area_m2, west_e7, south_e7, east_e7,
     north_e7, wkb)
values ($uuid(60), 0, 'Khu phố 1', '1', 2, 7, 250, 1, 2, 3, 4, null);
insert into plan_atom (plan_id, atom_id, part)
values ($uuid(60), $uuid(40), 0), ($uuid(60), $uuid(41), 0);
insert into plan_split (plan_id, unit_id, reason, households)
values ($uuid(60), $uuid(11), 'too-large', 700);
