-- Every end that was said of a post or a body, with who said it: a reorganisation, or nobody named where it
-- was a person. The earliest holds and stands in the post and the body themselves. So a reorganisation that
-- is taken back leaves what others said, before it or after it.

create table post_end (
    post_id uuid not null references post (post_id),
    number bigint not null,
    valid_until text not null,
    continued_by_id uuid references post (post_id),
    by_id uuid,
    primary key (post_id, number)
);
create index post_end_by_by on post_end (by_id) where by_id is not null;
create index post_end_by_continued on post_end (continued_by_id) where continued_by_id is not null;
insert into post_end (post_id, number, valid_until, continued_by_id, by_id)
    select post_id, 1, valid_until, continued_by_id, ended_by_id from post
    where valid_until is not null;

create table body_end (
    body_id uuid not null references body (body_id),
    number bigint not null,
    valid_until text not null,
    document text not null,
    by_id uuid,
    primary key (body_id, number)
);
create index body_end_by_by on body_end (by_id) where by_id is not null;
insert into body_end (body_id, number, valid_until, document, by_id)
    select body_id, 1, until_before, document_before, null from body
    where until_before is not null and ended_by_id is not null;
insert into body_end (body_id, number, valid_until, document, by_id)
    select body_id, 2, valid_until, ended_document, ended_by_id from body
    where valid_until is not null;
alter table body drop column until_before;
alter table body drop column document_before;
