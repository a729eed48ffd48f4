-- A programme with a target, the plan of a place with one sent text, a line tied to a figure, a line of
-- another plan that it resembles and a report; a movement that a place joined, with what came of it.
insert into programme
    (programme_id, unit_id, commune_id, top_id, issuer_id, head_id, title, goals, from_on, last_on,
     state, issued_number, issued_on, is_public, written_at, revision)
values ($uuid(1000), $uuid(10), $uuid(10), $uuid(10), $uuid(600), $uuid(610),
     'Mỗi khu phố một nơi sinh hoạt', 'Có chỗ họp', '2025-01-01', '2025-12-31', 'issued',
     '12-CTr/ĐU', '2025-01-02', $true, 1, 1);
insert into programme_target
    (programme_id, number, label, measure, baseline_milli, goal_milli, by_on)
values ($uuid(1000), 1, 'Khu phố có nơi sinh hoạt', 'khu phố', 2000, 4000, '2025-12-31');
insert into workplan
    (workplan_id, programme_id, unit_id, commune_id, top_id, state, drafting, sent, is_public,
     begun_at, revision)
values
    ($uuid(1001), $uuid(1000), $uuid(12), $uuid(10), $uuid(10), 'countered', null, 1, $true, 1, 2),
    ($uuid(1002), $uuid(1000), $uuid(10), $uuid(10), $uuid(10), 'countered', null, 1, $true, 2, 2);
insert into workplan_version (workplan_id, number, side, post_id, said, sent_on, sent_at)
values
    ($uuid(1001), 1, 'dia_ban', $uuid(611), 'Khu phố đề xuất', '2025-03-02', 2),
    ($uuid(1002), 1, 'dia_ban', $uuid(610), 'Phường đề xuất', '2025-03-03', 3);
insert into workplan_line
    (line_id, workplan_id, version, number, target, work, owner_id, due_on, resources,
     responsibility, product, authority, feasibility, proof, is_pilot, figure_label, figure_milli,
     figure_measure, figure_on, difficulty_id, grams, written_at)
values
    ($uuid(1003), $uuid(1001), 1, 1, 1, 'Sửa phòng họp', $uuid(611), '2025-06-30', 'Quỹ khu phố',
     'Khu phố lo', 'Phòng 60 chỗ', 'Dưới 5 triệu', 'Phòng đang trống', 'photo', $false, null, null,
     null, null, $uuid(640), $blob(00000001), 1),
    ($uuid(1004), $uuid(1002), 1, 1, 1, 'Sửa phòng họp', $uuid(610), '2025-06-30', 'Quỹ phường',
     'Phường lo', 'Phòng 60 chỗ', 'Dưới 5 triệu', 'Phòng đang trống', 'photo', $true,
     'Nơi sinh hoạt', 2000, 'nơi', '2025-03-01', null, $blob(00000001), 2);
insert into workplan_alike (line_id, other_line_id, per_mille)
values ($uuid(1004), $uuid(1003), 900);
insert into workplan_report
    (line_id, number, percent, said, post_id, told_on, told_at, proof, document, dated_on)
values ($uuid(1003), 1, 40, 'Đã sơn', $uuid(611), '2025-04-01', 4, 'document', '03/BB-KP',
     '2025-04-01');
insert into movement
    (movement_id, unit_id, commune_id, top_id, launched_by_id, title, goal, how_to_join,
     basis_number, basis_on, basis_body, from_on, last_on, launched_at)
values ($uuid(1010), $uuid(10), $uuid(10), $uuid(10), $uuid(610), 'Hẻm xanh', 'Có cây', 'Ghi tên',
     '07/NQ-MTTQ', '2025-02-01', 'MTTQ phường', '2025-02-01', '2025-12-31', 1);
insert into movement_joining (joining_id, movement_id, kind, unit_id, post_id, joined_on)
values
    ($uuid(1011), $uuid(1010), 'dia_ban', $uuid(12), null, '2025-03-02'),
    ($uuid(1012), $uuid(1010), 'chuc_danh', null, $uuid(610), '2025-03-02');
insert into movement_turnout (movement_id, unit_id, people, told_on, post_id)
values ($uuid(1010), $uuid(12), 45, '2025-03-05', $uuid(611));
insert into movement_activity
    (activity_id, movement_id, happened_on, site, said, post_id, told_at)
values ($uuid(1013), $uuid(1010), '2025-03-09', 'Hẻm 12', 'Trồng cây', $uuid(611), 5);
insert into movement_achievement
    (achievement_id, movement_id, label, value_milli, measure, counted_on, post_id, told_at)
values ($uuid(1014), $uuid(1010), 'Cây đã trồng', 40000, 'cây', '2025-03-10', $uuid(611), 6);
