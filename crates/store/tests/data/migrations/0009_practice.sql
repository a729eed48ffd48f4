-- A practice of a khu phố with its figure, its step and its thanks, and its trial in the one beside
-- it, which answers that place's difficulty.
insert into practice
    (practice_id, category, campaign, campaign_field, stage, unit_id, commune_id, top_id, place_kind,
     place_households, place_apartments_permille, registered_on, registered_at, revision, author_id,
     ask_id, cost_vnd, place, title, grams, problem, content, method, resources, participation,
     conditions, search_fold)
values ($uuid(900), 'van_hoa', 'dan_van_kheo', 'van_hoa_xa_hoi', 'assessed', $uuid(13), $uuid(10),
     $uuid(10), 'khu_pho', 1, 0, '2025-03-02', 1, 3, $uuid(611), $uuid(611), 4500000,
     'Khu phố 2, Phường Vĩnh Lộ', 'Dùng chung phòng sinh hoạt', $blob(00000001), 'Chưa có nơi họp',
     'Mở phòng', 'Ký quy chế', '60 ghế', '42 hộ', 'Có chung cư', 'dung chung phong sinh hoat');
insert into practice_figure
    (practice_id, number, label, measure, before_milli, before_on, after_milli, after_on)
values ($uuid(900), 1, 'Hộ dự họp', 'hộ', 31000, '2025-01-10', 96000, '2025-02-28');
insert into practice_step
    (practice_id, number, stage, post_id, happened_on, happened_at, said, document, dated_on)
values ($uuid(900), 1, 'registered', $uuid(611), '2025-03-02', 1, '', null, null);
insert into practice_adoption
    (adoption_id, practice_id, difficulty_id, state, is_public, commune_id, top_id, why,
     offered_by_id, offered_on, begun_on, due_on, label, measure, before_milli, before_on, revision)
values ($uuid(910), $uuid(900), $uuid(640), 'trial', $true, $uuid(10), $uuid(10), 'Cũng chưa có',
     $uuid(610), '2025-03-03', '2025-03-04', '2025-06-04', 'Hộ dự họp', 'hộ', 20000, '2025-03-01', 2);
insert into practice_adoption_place (adoption_id, valid_from, unit_id, followed_by)
values ($uuid(910), '2025-03-03', $uuid(12), 'opened');
insert into practice_adoption_step (adoption_id, number, kind, post_id, happened_on, happened_at)
values ($uuid(910), 1, 'offered', $uuid(610), '2025-03-03', 1);
insert into practice_thanks
    (practice_thanks_id, practice_id, adoption_id, from_post_id, to_post_id, said, thanked_on,
     thanked_at)
values ($uuid(920), $uuid(900), $uuid(910), $uuid(610), $uuid(611), 'Cảm ơn khu phố 2',
     '2025-03-05', 1);
