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
    [one] { $n } place has ended while its bodies are still recorded as standing.
   *[other] { $n } places have ended while their bodies are still recorded as standing.
 }
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
body-rename-hint = The first day of the new name; it may lie ahead.
body-new-name = New name
body-rename-act = Rename
body-end = End this body
body-end-lead = The body is not deleted. This page stays, with the last day and what took over.
body-last-day = Last day
body-heir = What takes over
body-heir-hint = Only bodies of the same system are shown, of this place, the places above it or those that followed it. One of another kind needs an act.
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
body-rename-day = The day must lie after the founding and the last renaming, and before the end.
body-same-name = The new name is the present one.
body-over = This body did not stand until that day.
body-circle = A body cannot take over from itself.
body-heir-unknown = The body that takes over did not stand on that day.
body-unit-stands = This place still is.
body-nothing-left = There is no body left to end.
body-parent-unknown = There is no such body above it on that day.
body-already-from = There will be { $name } here from { $day }. If this body ends before that day, write its last day.
body-last-early = The last day cannot lie before the first.
body-heir-kind = { $name } cannot take over from { $ended }: the two belong to different systems.
body-heir-act = { $name } is of another kind than { $ended }. Name the act that hands the work over to that kind.
body-heir-elsewhere = { $name } belongs to a place that has nothing to do with { $ended }. Choose a body of this place, of one above it or of one that followed it.
body-rename-come = The day of that name has come, or the name is gone; it cannot be taken back.
body-in-use = This cannot be taken back yet: a programme, a conference or a matter names { $name }, a body that this rearrangement made. Name another body there first.
body-settle-many = At most { $most } places can be settled at once.
body-settle-choose = Choose at least one place.
body-names-none = None of the chosen names is out of date.
body-names-moved = One of the names was changed meanwhile, so none was changed. Please look again.

body-last-day-hint = Only for a body that is no more.
body-begins = This body works from { $day }. Other readers do not see this page yet.
body-ends = This body works until { $day }.
body-name-from = From { $day }: { $name }
body-unname = Take this name back

body-left-open = Look and hand on
body-left-title-of = Bodies of places that have ended: { $name }
body-settle-lead = These places are no more, but the end of their bodies is not on record. See what would change, then settle all of them at once.
body-settle-none = There is no body left of a place that has ended.
body-settle-back = Back to the bodies
body-settle-units = Places
body-settle-ending = Bodies that would end
body-settle-making = Bodies that would be made
body-settle-which = Choose the places
body-settle-to = What follows:
body-settle-no-heir = No place of the same level follows.
body-settle-detail = { $ended } end, { $there } go on in bodies that are there, { $made } are made
body-settled = Bodies ended: { $ended }; made: { $made }; posts handed on: { $posts }.
body-stranded = { $n ->
    [one] { $n } post has nothing that goes on for it. See the pages of the bodies that ended.
   *[other] { $n } posts have nothing that goes on for them. See the pages of the bodies that ended.
 }

body-outdated-title = Names after an old place
body-outdated-title-of = Names after an old place in { $name }
body-outdated = { $n ->
    [one] { $n } body or post still carries the old name of a place that was renamed.
   *[other] { $n } bodies and posts still carry the old name of a place that was renamed.
 }
body-outdated-open = Look and rename
body-outdated-lead = A place was renamed, but these bodies and posts still carry its old name. The new names hold from the very day on which the place was renamed; the old ones stay on record.
body-outdated-none = No name is after an old place any more.
body-outdated-place = { $old } is { $new } from { $day }
body-outdated-later = Possible from { $day }
body-outdated-act = Change the chosen names

body-settle-part = This page has { $n } of { $all } places. Go through them page by page, or settle all of them at once.
body-settle-all = Settle all { $n } places
body-settle-chosen = Settle the chosen places
body-settle-further = See the next places
body-no-council-here = There is no People's Council here.
