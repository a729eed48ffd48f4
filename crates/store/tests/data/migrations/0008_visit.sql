-- A programme with a visit that heard one of each, and a status sheet of the same place.
insert into visit_programme
    (visit_programme_id, unit_id, year, title, goal, post_id, issued_on, issued_at)
values ($uuid(800), $uuid(10), 2025, 'Chương trình đi cơ sở năm 2025', '', $uuid(610),
     '2025-01-10', 1);
insert into visit
    (visit_id, visit_programme_id, theme, month_on, planned_on, leader_id, state, held_on,
     speaker_id, recorded_on, record_key, commune_id, top_id, made_at, revision)
values ($uuid(801), $uuid(800), 'Nơi sinh hoạt', '2025-03-01', '2025-03-02', $uuid(610),
     'recorded', '2025-03-02', $uuid(611), '2025-03-02', $uuid(802), $uuid(10), $uuid(10), 1, 2);
insert into visit_place (visit_id, valid_from, unit_id, followed_by)
values ($uuid(801), '2025-01-10', $uuid(12), 'opened');
insert into visit_member (visit_id, post_id) values ($uuid(801), $uuid(611));
insert into visit_experience (visit_id, number, said)
values ($uuid(801), 1, 'Chung cư cho mượn sảnh');
insert into visit_lesson (visit_id, number, said, post_id)
values ($uuid(801), 1, 'Đến trước khi dân gọi', $uuid(610));
insert into visit_difficulty (visit_id, difficulty_id, is_new)
values ($uuid(801), $uuid(640), $false);
insert into visit_promise (visit_id, number, matter_id, is_own)
values ($uuid(801), 1, $uuid(630), $true);
insert into status_sheet
    (status_sheet_id, unit_id, counted_on, note, post_id, commune_id, top_id, taken_at)
values ($uuid(810), $uuid(12), '2025-03-02', '', $uuid(611), $uuid(10), $uuid(10), 1);
insert into status_figure
    (status_sheet_id, number, code, label, label_en, measure, measure_en, better, counted_by,
     value_milli)
values ($uuid(810), 1, 'ho_du_hop', 'Hộ dự họp', 'Households at the meeting', '%', '%', 'more',
     'entered', 31500);
insert into status_solution (status_sheet_id, number, said, matter_id)
values ($uuid(810), 1, 'Mượn sảnh chung cư', $uuid(630));
