-- Units were written three times, outlines twice, the figures of an indicator once.
insert into registry_moved (registry_moved_id, units, outlines) values (1, 3, 2);
insert into indicator_moved (indicator_id, tellings) values ($uuid(1900), 1);
