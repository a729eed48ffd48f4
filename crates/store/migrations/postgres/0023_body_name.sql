-- A body may be called otherwise from a day ahead, and a renaming may follow a reorganisation that can be
-- taken back. What an end replaced is kept, so that taking back restores it. Posts keep the names they had.

alter table body add column until_before text;
alter table body add column document_before text not null default '';
alter table body_rename add column began_by_id uuid;

create table post_rename (
    post_id uuid not null references post (post_id),
    effective_on text not null,
    old_name text not null,
    old_name_en text not null,
    legal_document text not null,
    recorded_at bigint not null,
    primary key (post_id, effective_on)
);
