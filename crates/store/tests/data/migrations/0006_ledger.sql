-- A body with a post above another, what it answers, a matter with its place, helper, history and
-- proof, and a difficulty of the same place.
insert into body (body_id, kind, name, unit_id, parent_id, valid_from)
values ($uuid(600), 'ubnd', 'Ủy ban nhân dân phường Vĩnh Lộ', $uuid(10), null, '2024-07-01');
insert into post
    (post_id, kind, category, name, search_fold, body_id, unit_id, commune_id, superior_id,
     valid_from, valid_until)
values
    ($uuid(610), 'chu_tich', 'can_bo', 'Chủ tịch phường Vĩnh Lộ', 'chu tich phuong vinh lo',
     $uuid(600), $uuid(10), $uuid(10), null, '2024-07-01', null),
    ($uuid(611), 'truong_khu_pho_ap', 'khong_chuyen_trach', 'Trưởng khu phố 1',
     'truong khu pho 1', null, $uuid(12), $uuid(10), $uuid(610), '2024-07-01', null);
insert into routing (routing_id, unit_id, category, post_id, days, proof)
values ($uuid(620), $uuid(10), 'chieu_sang', $uuid(611), 5, 'photo');
insert into matter
    (matter_id, number, origin_kind, origin_id, asker_kind, work, search_fold, responsibility,
     product, authority, proof, due_on, due_set_by_id, opened_on, opened_at, state, is_owed,
     commune_id, top_id, is_public, revision)
values ($uuid(630), 'DV-00000-00001', 'feedback', $uuid(631), 'resident', 'Thay đèn hẻm 12',
     'thay den hem 12', 'Khu phố kiểm tra', 'Đèn sáng', 'Tự quyết', 'photo', '2025-03-10',
     $uuid(610), '2025-03-02', 1, 'assigned', $true, $uuid(10), $uuid(10), $false, 1);
insert into matter_place (matter_id, valid_from, unit_id, post_id, followed_by)
values ($uuid(630), '2025-03-02', $uuid(12), $uuid(611), 'opened');
insert into matter_cooperating (matter_id, post_id) values ($uuid(630), $uuid(610));
insert into matter_step
    (matter_id, number, kind, hand, happened_on, happened_at, state, due_on, to_post_id)
values ($uuid(630), 1, 'opened', 'program', '2025-03-02', 1, 'assigned', '2025-03-10', $uuid(611));
insert into matter_proof (matter_id, step_number, number, kind, document, dated_on)
values ($uuid(630), 1, 1, 'document', '05/TB-UBND', '2025-03-05');
insert into difficulty
    (difficulty_id, category, title, said, search_fold, grams, since_on, told_by, tried, state,
     commune_id, top_id, raised_at, revision)
values ($uuid(640), 'van_hoa', 'Chưa có nơi sinh hoạt', 'Họp nhờ nhà dân', 'hop nho nha dan',
     $blob(00), '2024-07-01', 'place', '', 'no_way', $uuid(10), $uuid(10), 1, 1);
insert into difficulty_place (difficulty_id, valid_from, unit_id, followed_by)
values ($uuid(640), '2025-03-02', $uuid(12), 'opened');
insert into difficulty_step
    (difficulty_id, number, kind, post_id, happened_on, happened_at, state)
values ($uuid(640), 1, 'raised', $uuid(611), '2025-03-02', 1, 'no_way');
