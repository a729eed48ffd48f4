-- What boards count stands in small indexes of its own: a board asks for what is owed, what waits for its
-- asker and what was confirmed, and reads no row of the table for it. Each index holds the columns of its
-- own condition too, for SQLite otherwise looks them up in the table.

drop index matter_board;
drop index matter_closed;
create index matter_by_commune on matter (commune_id, is_public, state, matter_id);
create index matter_open on matter
    (commune_id, state, due_on, reopened, is_public, top_id, is_owed) where is_owed;
create index matter_waiting on matter (commune_id, is_public, top_id, state)
    where state = 'answered';
create index matter_confirmed on matter (commune_id, is_public, top_id, state)
    where state = 'confirmed';
create index matter_confirmed_on on matter (closed_on, is_public, commune_id, top_id, state)
    where state = 'confirmed';

drop index difficulty_by_commune;
create index difficulty_by_commune on difficulty (commune_id, state, top_id);
create index difficulty_overcome on difficulty (overcome_on desc, since_on, difficulty_id)
    where state = 'overcome';

-- The communes among all units, of which nine of ten are grassroots.
create index unit_state_by_kind on unit_state (kind) where tier is null;
