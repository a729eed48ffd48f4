### The database: what is broken and what to do.

store-disk-full = The disk is full, so nothing could be written ({ $place }). Free some space and try again; everything already confirmed is safe.
store-unwritable = { $place } cannot be written. Give the user who runs the program the right to write there, or choose another folder.
store-damaged = The data file { $place } is damaged or is not a file of coso. Keep it as it is and restore the latest backup with coso restore.
store-newer-version = The data in { $place } was made by a newer version of coso. Run that version; this one does not touch the data.
store-older-version = The data in { $place } is of an older version. Make a backup, then run coso migrate.
store-no-server = No PostgreSQL server answers at { $place }. Check the address and whether the server is running.
store-wrong-password = The server { $place } does not accept the name or the password. Check the address of the database.
store-no-database = There is no database { $place }. Check its name, or make it with coso migrate.
store-busy = The database { $place } is busy or held by another program. Close that program and try again.
store-bad-url = The database address { $place } is not understood. Write sqlite:PATH or postgres://name@host/database.
store-duplicate = This is there already.
store-missing = Something this needs is no longer there. Load the page again.
store-unfit = This value cannot be kept. Check what was entered.
store-conflict = Somebody else changed the same thing at the same time, so this was not kept. Try again.
store-not-empty = The database { $place } has content and is not overwritten. Choose an empty one.
store-exists = The file { $place } is there already and is not overwritten. Choose another name.
store-bad-backup = The file { $place } is not a whole backup of coso. Choose another one.
store-bug = The program made a mistake. Tell the administrator the number of this page.

attachment-empty = The attached file is empty.
attachment-too-large = The attached file has { $size } MB, more than the { $limit } MB allowed.
attachment-wrong-kind = Files of kind { $kind } are not taken. Use PDF, Word, Excel, OpenDocument, JPEG or PNG.

job-abandoned = This work was interrupted too often and has been stopped. Order it again with a smaller scope or tell the administrator.

verify-file = Data file
verify-references = References between tables
verify-audit-chain = Audit chain
verify-registry = Places, households and lineage
verify-well = well
verify-faults = { $count } faults
verify-sealed = { $sealed } entries sealed, { $unsealed } waiting, last link { $head }
migrate-done = The data in { $place } is at the present version.
backup-done = { $rows } rows saved to { $place }.
restore-done = { $rows } rows restored to { $place }.
