-- A corrected record, a conference that was put off and then called off, a solution that answers a
-- difficulty.
insert into visit_correction
    (visit_id, number, form_key, post_id, reason, corrected_on, corrected_at)
values ($uuid(801), 1, $uuid(1400), $uuid(610), 'Ghi nhầm tên chung cư', '2025-03-05', 1);
insert into visit_correction_part
    (visit_id, number, part, kind, line, said_before, said_after, day_before, day_after,
     post_before_id, post_after_id, difficulty_id, is_linked)
values
    ($uuid(801), 1, 1, 'good', 1, 'Chung cư A cho mượn sảnh', 'Chung cư cho mượn sảnh', null, null,
     null, null, null, null),
    ($uuid(801), 1, 2, 'held_on', null, null, null, '2025-03-01', '2025-03-02', null, null, null,
     null),
    ($uuid(801), 1, 3, 'lesson', 1, 'Đến sớm', 'Đến trước khi dân gọi', null, null, $uuid(610),
     $uuid(610), null, null),
    ($uuid(801), 1, 4, 'difficulty', null, null, null, null, null, null, null, $uuid(640), $true);
insert into conference_change
    (conference_id, number, kind, from_on, to_on, reason, post_id, changed_on, changed_at)
values
    ($uuid(700), 1, 'postponed', '2025-03-03', '2025-03-10', 'Trùng lịch tiếp công dân', $uuid(610),
     '2025-02-28', 1),
    ($uuid(700), 2, 'called_off', '2025-03-10', null, 'Gộp vào giao ban quý II', $uuid(610),
     '2025-03-09', 2);
update conference set state = 'called_off' where conference_id = $uuid(700);
insert into status_solution (status_sheet_id, number, said, difficulty_id)
values ($uuid(810), 2, 'Xin mở cửa nhà văn hóa buổi tối', $uuid(640));
