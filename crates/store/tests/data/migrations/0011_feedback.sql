-- A feedback of the matter of 0006 with a photo, shown with fewer words, and one that was sealed.
insert into attachment (attachment_id, name, content_type, bytes, sha256, created_at)
values ($uuid(1100), 'anh-1.jpg', 'image/jpeg', 3, $blob(00), 1);
insert into feedback
    (feedback_id, matter_id, code_hash, kind, category, said, public_text, moderation,
     about_unit_id, sent_on, sent_at)
values ($uuid(631), $uuid(630), $blob(01), 'phan_anh', 'chieu_sang', 'Đèn hẻm 12 tắt',
     'Đèn hẻm tắt', 'rewritten', $uuid(12), '2025-03-02', 1);
insert into feedback_photo (feedback_id, number, attachment_id, is_public)
values ($uuid(631), 1, $uuid(1100), $false);
insert into feedback_moderation
    (feedback_id, number, decision, public_text, post_id, happened_on, happened_at)
values ($uuid(631), 1, 'rewritten', 'Đèn hẻm tắt', $uuid(610), '2025-03-03', 2);
insert into feedback_sealed (feedback_id, door, said, sealed_at)
values ($uuid(631), 'to_cao', 'Nội dung', 3);
