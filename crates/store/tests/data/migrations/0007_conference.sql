-- A conference of the ward that follows another, with a place, a body and a post invited, a
-- contribution that came and one that is owed, and a conclusion that answers a difficulty.
insert into conference
    (conference_id, kind, theme, search_fold, held_on, place, unit_id, commune_id, top_id, body_id,
     chair_id, called_by_id, follows_id, minutes, attended, notice_number, notice_on, state,
     called_at, revision)
values
    ($uuid(700), 'dinh_ky', 'Giao ban quý I', 'giao ban quy i', '2025-03-10', 'Hội trường', $uuid(10),
     $uuid(10), $uuid(10), null, $uuid(610), $uuid(610), null, '', null, null, null, 'called', 1, 1),
    ($uuid(701), 'giao_ban_chuyen_de', 'Nơi sinh hoạt', 'noi sinh hoat', '2025-06-10', 'Hội trường',
     $uuid(10), $uuid(10), $uuid(10), $uuid(600), $uuid(610), $uuid(610), $uuid(700), 'Đã bàn', 45,
     '12-TB/ĐU', '2025-06-12', 'concluded', 2, 3);
insert into conference_invited (conference_id, number, unit_id, body_id, post_id)
values ($uuid(701), 1, $uuid(12), null, null), ($uuid(701), 2, null, $uuid(600), null),
    ($uuid(701), 3, null, null, $uuid(611));
insert into contribution
    (contribution_id, conference_id, post_id, topic, due_on, asked_at, title, said, attachment_id,
     sent_on, sent_at)
values
    ($uuid(710), $uuid(701), $uuid(611), 'Mượn phòng họp', '2025-06-05', 1, 'Một phòng', 'Đã mượn',
     $uuid(b1), '2025-06-04', 5),
    ($uuid(711), $uuid(700), $uuid(611), 'Tổ tự quản', '2025-03-05', 1, '', '', null, null, null);
insert into conclusion (conclusion_id, conference_id, number, said, difficulty_id)
values ($uuid(720), $uuid(701), 1, 'Mỗi khu phố có nơi sinh hoạt', $uuid(640));
