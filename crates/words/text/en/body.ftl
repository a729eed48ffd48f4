### Bodies of each place: since when, by which act, what they took over.

body-nav = Bodies
body-title = Bodies
body-title-of = Bodies in { $name }
body-lead = The Party, the authorities, the Front and the mass organisations of each place. Every post that answers residents belongs to one of them.
body-where = Show for
body-open-unit = See the place
body-standing = Standing on { $day }
body-none = No body is recorded here yet.
body-ahead = Ahead
body-col-name = Name
body-col-kind = What it is
body-col-since = Since
body-col-posts = Posts
body-below = Khu phố and ấp here
body-count = { $n ->
    [one] { $n } body
   *[other] { $n } bodies
 }
body-ended-title = There were before ({ $n })
body-unit-ended = This place was only until { $day }.
body-settle = End them and hand them on
body-settle-hint = The bodies still recorded here end with the place. The bodies of the same kind in the places that follow take over; where there is none, it is made.
body-left-title = Bodies of places that have ended
body-left = { $n ->
    [one] { $n } body is still recorded as standing though its place has ended.
   *[other] { $n } bodies are still recorded as standing though their places have ended.
 }
body-settle-all = End and hand on all of them
body-missing = A place like this usually also has
body-missing-lead = Untick what this place does not have. Names can be changed later.
body-missing-which = Add these bodies
body-from = From
body-from-hint = The day it was founded, or the first day of the place.
body-document = Act
body-document-hint = For example 1685/NQ-UBTVQH15. Leave it empty if you do not know.
body-add-usual = Add the ticked bodies
body-add = Add a body
body-add-lead = A body in: { $place }.
body-add-act = Add the body
body-no-territory = without a territory
body-choose-kind = Choose a kind
body-name-hint = The full name, for example Ủy ban nhân dân phường Bến Lá
body-name-en = Name in English
body-parent = Belongs to
body-parent-none = Belongs to no other body
body-unit = Place
body-level = Level
body-posts = Posts
body-posts-none = No post belongs to this body yet.
body-posts-former = Former posts ({ $n })
body-taken-over = Took over from
body-names = Former names
body-name-until = until { $day }
body-over-title = This body is no more
body-no-heir = No body is recorded as taking over.
body-rename = Rename it
body-rename-lead = The posts, promises and lineage of the body stay; the old name is kept on record.
body-rename-hint = The first day of the new name, not after today.
body-new-name = New name
body-rename-act = Rename
body-end = End this body
body-end-lead = The body is not deleted. This page stays, with the last day and what took over.
body-last-day = Last day
body-heir = What takes over
body-heir-hint = Only bodies of the same kind are shown.
body-heir-none = Nothing
body-end-act = End it

body-import = Import a list of bodies
body-import-lead = Send the list that you have. You see what would be added and which rows cannot be used; nothing is written until you say so.
body-import-file-title = Send a list
body-import-file = File of the list
body-import-file-hint = CSV, XLSX, XLS or ODS with a column Địa bàn and a column Loại or Tên; Thuộc, Từ ngày, Văn bản and Tên tiếng Anh may be added.
body-import-day = From, where a row names no day
body-import-day-hint = Places are found by their codes and names of this day.
body-import-read = Look at the list
body-import-new = To be added
body-import-known = There already
body-import-wrong = Not usable
body-import-new-title = Bodies to be added
body-import-wrong-title = Rows that cannot be used
body-import-of-row = Row { $row }:
body-import-known-rows = There already and not added again: rows { $rows }.
body-import-mend-first = Mend these rows in the file and send it again. A list is written whole or not at all.
body-import-apply = { $n ->
    [one] Write { $n } body
   *[other] Write { $n } bodies
 }
body-import-no-file = No file was chosen.
body-import-no-columns = There is no column Địa bàn beside a column Loại or Tên. Name the columns in the first row.
body-import-too-many = The list has more than { $most } rows. Divide it into several files.
body-import-no-unit = There is no place "{ $unit }" on that day. Write its exact name or code.
body-import-units = There are several places named "{ $unit }". Write its code, or the place above it in the column Thuộc.
body-import-bad-day = "{ $day }" is no day. Write it as 01/07/2025.
body-import-kind = "{ $kind }" is no kind of body that is known. Write it in the column Loại, for example Ủy ban nhân dân.
body-import-twice = The same as row { $row }.
body-import-row = Row { $row } cannot be written, so nothing was written.

body-day-missing = The day is missing.
body-tick-one = Tick at least one body.
body-unknown = There is no such body.
body-no-unit = A body of this kind belongs to a place.
body-unit-not-then = This place was not there on that day.
body-not-here = { $unit } has no body of this kind.
body-no-council = This place had no people's council on that day ({ $source }).
body-already = { $name } is here already.
body-nothing-missing = All of these bodies are here already.
body-rename-day = The day must lie after the founding and the last renaming, and not after today.
body-same-name = The new name is the present one.
body-over = This body did not stand until that day.
body-circle = A body cannot take over from itself.
body-heir-unknown = The body that takes over did not stand on that day.
body-unit-stands = This place still is.
body-nothing-left = There is no body left to end.
