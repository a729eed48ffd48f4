-- The wording of a practice that a correction replaced, with its figure.
insert into practice_wording
    (practice_wording_id, practice_id, number, stage, post_id, corrected_on, corrected_at, why,
     category, campaign, campaign_field, ask_id, cost_vnd, title, problem, content, method, resources,
     participation, conditions)
values ($uuid(1500), $uuid(900), 1, 'assessed', $uuid(611), '2025-03-06', 1, 'Ghi thiếu tiền điện',
     'van_hoa', 'dan_van_kheo', 'van_hoa_xa_hoi', $uuid(611), 4000000, 'Dùng chung phòng sinh hoạt',
     'Chưa có nơi họp', 'Mở phòng', 'Ký quy chế', '60 ghế', '42 hộ', 'Có chung cư');
insert into practice_wording_figure
    (practice_wording_id, number, label, measure, before_milli, before_on, after_milli, after_on)
values ($uuid(1500), 1, 'Hộ dự họp', 'hộ', 31000, '2025-01-10', 96000, '2025-02-28');
