-- A group inside a khu phố with its head, an atom, a consent, an act and a request; help for the head
-- of a khu phố, and a talk.
insert into unit (unit_id, created_at) values ($uuid(14), 1);
insert into unit_state
    (unit_state_id, unit_id, valid_from, valid_until, kind, tier, name, short_name, search_fold,
     sort_key, official_code, parent_id, legal_document, declared_households, recorded_at)
values ($uuid(34), $uuid(14), '2025-03-02', null, 'to_tu_quan', 'group', 'Xóm tự quản hẻm 12',
     'hẻm 12', 'xom tu quan hem 12', $blob(04), null, $uuid(12), null, null, 1);
insert into post
    (post_id, kind, category, name, search_fold, unit_id, commune_id, superior_id, valid_from)
values ($uuid(612), 'to_truong_tu_quan', 'tu_nguyen', 'Tổ trưởng xóm tự quản hẻm 12',
     'to truong xom tu quan hem 12', $uuid(14), $uuid(10), $uuid(611), '2025-03-02');
insert into self_managed_group
    (unit_id, kind, ground, core, head_post_id, plan_id, plan_part, formed_on, formed_by_id,
     commune_id, top_id)
values ($uuid(14), 'xom', 'Hẻm 12 và hẻm 14', 3, $uuid(612), null, null, '2025-03-02', $uuid(611),
     $uuid(10), $uuid(10));
insert into group_atom (unit_id, atom_id) values ($uuid(14), $uuid(40));
insert into group_consent (unit_id, household_id, entered_at, consented_on, entered_by_id)
values ($uuid(14), $uuid(50), 1, '2025-03-02', $uuid(612));
insert into household_membership (household_id, unit_id, tier, valid_from, valid_until)
values ($uuid(50), $uuid(14), 'group', '2025-03-02', null);
insert into group_act
    (group_act_id, unit_id, kind, title, said, happened_on, attending, agreed, against,
     entered_by_id, entered_at)
values ($uuid(1200), $uuid(14), 'thoa_thuan', 'Giữ hẻm sạch', 'Quét hẻm sáng thứ bảy', '2025-03-09',
     20, 18, 1, $uuid(612), 1);
insert into group_request
    (group_request_id, unit_id, category, said, state, asked_on, entered_at)
values ($uuid(1201), $uuid(14), 'chieu_sang', 'Đèn cuối hẻm tắt', 'asked', '2025-03-10', 1);
insert into care_act
    (care_act_id, kind, post_id, account_id, by_account_id, by_post_id, happened_on, said, help,
     until_on, may_show, created_at)
values ($uuid(1210), 'giup_do', $uuid(611), $uuid(a1), $uuid(a1), $uuid(610), '2025-03-10',
     'Cùng soạn mẫu trả lời', 'kem_cap', '2025-04-10', $false, 1);
insert into care_talk
    (care_act_id, post_id, account_id, by_account_id, happened_on, said, created_at)
values ($uuid(1211), $uuid(611), $uuid(a1), $uuid(a1), '2025-03-10', 'Gặp lại cuối tháng', 1);
