-- Posts and bodies with two ends each: the one that a reorganisation said, and an earlier one by hand.
insert into post_end (post_id, number, valid_until, continued_by_id, by_id)
values ($uuid(611), 1, '2026-07-01', $uuid(610), $uuid(1901)),
       ($uuid(611), 2, '2026-06-01', null, null);
insert into body_end (body_id, number, valid_until, document, by_id)
values ($uuid(1900), 3, '2026-06-01', '13/NQ', null);
