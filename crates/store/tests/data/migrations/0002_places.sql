-- A commune with an old group and its two successors: states, outlines, an event with edges, a
-- cluster with a neighbour, households and their dated membership, one street.
insert into unit (unit_id, created_at)
values ($uuid(10), 1), ($uuid(11), 1), ($uuid(12), 1), ($uuid(13), 1);
insert into registry_revision (commune_id, revision) values ($uuid(10), 3);
insert into lineage_event
    (lineage_event_id, commune_id, kind, effective_on, legal_document, reorganisation_id, recorded_at)
values ($uuid(20), $uuid(10), 'split_new', '2024-07-01', '12/NQ-HĐND', null, 1);
insert into unit_state
    (unit_state_id, unit_id, valid_from, valid_until, kind, tier, name, short_name, search_fold,
     sort_key, official_code, parent_id, legal_document, declared_households, recorded_at)
values
    ($uuid(30), $uuid(10), '2020-01-01', null, 'phuong', null, 'Phường Vĩnh Lộ', 'Vĩnh Lộ',
     'phuong vinh lo', $blob(01), '99999', null, null, null, 1),
    ($uuid(31), $uuid(11), '2020-01-01', '2024-07-01', 'khu_pho', 'base', 'Khu phố 1', '1',
     'khu pho 1', $blob(02), null, $uuid(10), null, 700, 1),
    ($uuid(32), $uuid(12), '2024-07-01', null, 'khu_pho', 'base', 'Khu phố 1', '1',
     'khu pho 1', $blob(02), null, $uuid(10), '12/NQ-HĐND', null, 1),
    ($uuid(33), $uuid(13), '2024-07-01', null, 'khu_pho', 'base', 'Khu phố 2', '2',
     'khu pho 2', $blob(03), null, $uuid(10), '12/NQ-HĐND', null, 1);
insert into unit_shape (unit_state_id, wkb, west_e7, south_e7, east_e7, north_e7, area_m2)
values ($uuid(30), $blob(0106000000), 1066000000, 108000000, 1066100000, 108100000, 250000);
insert into lineage_edge
    (lineage_event_id, from_unit_id, to_unit_id, coverage, households, people, area_m2, addresses,
     method)
values ($uuid(20), $uuid(11), $uuid(12), 'part', 1, 3, 100, 1, 'counted'),
    ($uuid(20), $uuid(11), $uuid(13), 'part', 1, 4, 150, 1, 'counted');
insert into atom
    (atom_id, commune_id, name, kind, sub_unit_id, together, lon_e7, lat_e7, area_m2, wkb)
values ($uuid(40), $uuid(10), 'Hẻm 12', 'alley', null, null, 1066000000, 108000000, 100, null),
    ($uuid(41), $uuid(10), 'Hẻm 14', 'alley', null, 'block-a', 1066000100, 108000100, 150, null);
insert into atom_border (atom_a_id, atom_b_id, class, length_dm, crossings)
values ($uuid(40), $uuid(41), 'alley', 250, 0);
insert into unit_atom (atom_id, tier, unit_id, valid_from, valid_until)
values ($uuid(40), 'base', $uuid(12), '2024-07-01', null);
insert into household
    (household_id, commune_id, code, address, address_fold, lon_e7, lat_e7, people, representative,
     atom_id)
values ($uuid(50), $uuid(10), 'H1', '12/3/4A Đường Số 1', '12/3/4a duong so 1', 1066000000,
     108000000, 3, null, $uuid(40)),
    ($uuid(51), $uuid(10), 'H2', '14/1 Đường Số 1', '14/1 duong so 1', 1066000100, 108000100, 4,
     null, $uuid(41));
insert into household_membership (household_id, unit_id, tier, valid_from, valid_until)
values ($uuid(50), $uuid(11), 'base', '2020-01-01', '2024-07-01'),
    ($uuid(51), $uuid(11), 'base', '2020-01-01', '2024-07-01'),
    ($uuid(50), $uuid(12), 'base', '2024-07-01', null),
    ($uuid(51), $uuid(13), 'base', '2024-07-01', null);
insert into map_feature (commune_id, number, class, name, wkb)
values ($uuid(10), 1, 'street', 'Đường Số 1', $blob(0102));
