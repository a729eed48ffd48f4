-- Households of a khu phố in two periods, one corrected, one from a file.
insert into indicator
    (indicator_id, code, unit_id, commune_id, top_id, name, name_en, measure, measure_en, says,
     aggregate, level, rhythm, places, shared_by, first_part_id, second_part_id, scale,
     counts_people, is_public, due_days, defined_by_id, defined_at)
values
    ($uuid(1900), 'ho', $uuid(10), $uuid(10), $uuid(10), 'Số hộ', 'Households', 'hộ', 'households',
     'Hộ đang ở', 'last', 'grassroots', 'year', 0, 'households', null, null, 1, $true, $true, 15,
     $uuid(610), 1),
    ($uuid(1901), 'ho_ngheo', $uuid(10), $uuid(10), $uuid(10), 'Hộ nghèo', '', 'hộ', '', '', 'last',
     'grassroots', 'year', 0, 'households', null, null, 1, $true, $false, 15, null, 1),
    ($uuid(1902), 'ty_le_ho_ngheo', $uuid(10), $uuid(10), $uuid(10), 'Tỉ lệ hộ nghèo', '', '%', '',
     '', 'ratio', 'grassroots', 'year', 2, 'households', $uuid(1901), $uuid(1900), 100, $true, $true,
     15, null, 1);
insert into figure_file
    (figure_file_id, unit_id, indicator_id, name, attachment_id, state, brought_by_id, brought_at,
     decided_by_id, decided_at, figures)
values ($uuid(1910), $uuid(10), $uuid(1900), 'so-ho.xlsx', $uuid(b1), 'applied', $uuid(610), 2,
     $uuid(610), 3, 1);
insert into indicator_value
    (indicator_id, unit_id, period, number, value_milli, why, post_id, figure_file_id, told_at)
values
    ($uuid(1900), $uuid(12), '2024', 1, 98000, '', $uuid(611), null, 2),
    ($uuid(1900), $uuid(12), '2024', 2, 97000, 'Đếm trùng một hộ', $uuid(610), null, 3),
    ($uuid(1900), $uuid(12), '2025', 1, 101000, '', $uuid(610), $uuid(1910), 4);
