-- What the indexes of boards hold: a matter that waits for its asker, one that was confirmed, and a
-- difficulty that was overcome.
insert into matter
    (matter_id, number, origin_kind, origin_id, asker_kind, work, search_fold, responsibility,
     product, authority, proof, due_on, due_set_by_id, opened_on, opened_at, state, is_owed,
     answered_on, closed_on, commune_id, top_id, is_public, revision)
values
    ($uuid(1600), 'DV-00000-01600', 'feedback', $uuid(1602), 'resident', 'Thay nắp cống hẻm 12',
     'thay nap cong hem 12', 'Khu phố kiểm tra', 'Nắp cống mới', 'Tự quyết', 'photo', '2025-03-10',
     $uuid(610), '2025-03-02', 1, 'answered', $false, '2025-03-08', null, $uuid(10), $uuid(10),
     $true, 1),
    ($uuid(1601), 'DV-00000-01601', 'feedback', $uuid(1603), 'resident', 'Dọn rác đầu hẻm 12',
     'don rac dau hem 12', 'Khu phố kiểm tra', 'Hẻm sạch', 'Tự quyết', 'photo', '2025-03-10',
     $uuid(610), '2025-03-02', 1, 'confirmed', $false, '2025-03-05', '2025-03-06', $uuid(10),
     $uuid(10), $true, 1);
insert into matter_place (matter_id, valid_from, unit_id, post_id, followed_by)
values
    ($uuid(1600), '2025-03-02', $uuid(12), $uuid(611), 'opened'),
    ($uuid(1601), '2025-03-02', $uuid(12), $uuid(611), 'opened');
insert into difficulty
    (difficulty_id, category, title, said, search_fold, grams, since_on, told_by, tried, state,
     overcome_on, commune_id, top_id, raised_at, revision, change_no)
values ($uuid(1604), 'van_hoa', 'Hẻm tối', 'Đèn hẻm tắt', 'den hem tat', $blob(00), '2024-07-01',
     'place', '', 'overcome', '2025-03-09', $uuid(10), $uuid(10), 1, 1, 0);
insert into difficulty_place (difficulty_id, valid_from, unit_id, followed_by)
values ($uuid(1604), '2025-03-02', $uuid(12), 'opened');
