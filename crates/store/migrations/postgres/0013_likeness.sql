-- Which words of practices and difficulties are new since they were laid out in memory. Each change gets
-- the next number inside its own transaction, so that whoever sees a number sees all before it. What
-- was there before this migration has none (0) and is read with everything else the first time.

alter table practice add column change_no bigint not null default 0;
create index practice_by_change on practice (change_no);

alter table difficulty add column change_no bigint not null default 0;
create index difficulty_by_change on difficulty (change_no);
