# The list of administrative units: bringing it in, and what is wrong with a file.

gazetteer-empty = The file holds no version and no unit.
gazetteer-not-json = Line { $line }: cannot be read ({ $why }). Each line must be one version as JSON.
gazetteer-not-a-day = Line { $line }, field { $field }: “{ $value }” is not a day of the form YYYY-MM-DD.
gazetteer-field-missing = Line { $line }, change { $change }: the field { $field } is missing.
gazetteer-level = Line { $line }, change { $change }: the level “{ $value }” must be 1 (province), 2 (district) or 3 (commune).
gazetteer-unknown-code = Line { $line }, change { $change }: the code { $code } ({ $name }) is not in the list before.
gazetteer-code-taken = Line { $line }, change { $change }: the code { $code } ({ $name }) belongs to another unit now.
gazetteer-unknown-parent = Line { $line }, change { $change }: the unit { $parent } above { $name } is not in the list.
gazetteer-other-name = Line { $line }, change { $change }: the old name of code { $code } is not the one in the list before.
gazetteer-no-kind = Line { $line }, change { $change }: the name “{ $name }” must begin with the kind of unit (Tỉnh, Thành phố, Quận, Huyện, Thị xã, Phường, Xã, Thị trấn, Đặc khu).
gazetteer-still-has-units = Line { $line }, change { $change }: { $name } is taken out while units still lie in it.
gazetteer-count = Line { $line }: the version says that there are { $said } { $field ->
        [provinces] provinces
        [districts] districts
       *[communes] communes
    }, the changes up to it make { $is }. Look at the changes of this line.
gazetteer-day-order = The day { $value } is earlier than { $before } of version { $version }, which is there. The list is imported in the order of time.
gazetteer-code-twice = Row (or item) { $line }: code { $code } ({ $name }) stands twice in the list.
gazetteer-no-list = Line { $line }: cannot be read ({ $why }). A list in JSON is an array of provinces, each with Code, FullName and Wards.
list-no-kind = Row (or item) { $line }: the name “{ $name }” of code { $code } must begin with the kind of unit (Tỉnh, Thành phố, Quận, Huyện, Thị xã, Phường, Xã, Thị trấn, Đặc khu).
list-unknown-parent = Row (or item) { $line }: { $name } lies in code { $parent }, but no unit above of that code is in this list.
list-of-a-part = The list has only { $is } of the { $before } provinces there are. It must be the whole nation's: what is not in the file counts as gone.
gazetteer-version-differs = Version { $line } was imported with the day { $kept } and other changes than this file has (day { $given }). Is it the right file to go on with?
gazetteer-unknown-import = There is no import of this identity, or it was taken back.
gazetteer-not-last = Another import came after this one; take that back first.
gazetteer-in-force = This import has been in force since { $day } and can no longer be taken back. To mend it, import a new list.
gazetteer-no-province = Today's list has no province of code { $code }.
reform-unknown-old = The old code { $code } is not in the list before the reform. Import the history first (coso import history).
reform-leads-nowhere = The old unit { $code } is not said to have become anything.
reform-comes-from-nowhere = The new unit { $code } is not said to have come from anything.
reform-only-from-old = Only the file of old units says: { $old } → { $new }. Not imported; compare with the act.
reform-only-from-new = Only the file of new units says: { $old } → { $new }. Not imported; compare with the act.
reform-coverage-differs = The files differ on whether all of it or a part: { $old } → { $new }. Not imported; compare with the act.
reform-name-differs = The files give different names: { $old } → { $new }. Taken from the file of old units.
reform-district-edge = The files put it on different levels: { $old } is a district without communes; one file has it among districts, the other among communes. Both say → { $new }, so it was imported.
reform-crosses-provinces = Odd: the file says that { $old } went to { $new } of another province. Taken as it says; compare with the act.
reform-not-json = Line { $line }: cannot be read ({ $why }). A reform is one text of JSON with an array “data” of provinces; a file that was cut short is to be fetched again.
reform-differs = A reform of that day was imported before, and only one of the two, this file or the list, has { $old } → { $new }.
reform-named-otherwise = A reform of that day was imported before, and the name “{ $name }” of code { $code } is not the list's.
edges-not-json = Line { $line }: cannot be read ({ $why }). The file must be a JSON array.
edges-row = Entry { $line }: cannot be read ({ $why }). Each needs from, to, on, coverage (whole or part).
edges-empty = The file has no lines.
edges-no-head = File { $file } has no head row with the columns “Mã cũ”, “Mã mới”, “Ngày”, “Toàn bộ hay một phần” (from, to, on, coverage).
edges-cell = Line { $line }, column “{ $column }”: “{ $value }” cannot be read. A province's code has 2 digits, a district's 3, a commune's 5; a day is like 2020-02-01; coverage is whole or part.
edges-unknown-from = Line { $line }: no unit bore the old code { $code } on { $day }.
edges-unknown-to = Line { $line }: no unit bears the new code { $code } on { $day }.
edges-itself = Line { $line }: { $from } and { $to } are the same unit; a unit that goes on needs no line.
edges-goes-on = Line { $line }: all of { $code } is said to have gone, but the list has it still on { $day }. Check the day, or write part.
edges-levels = Line { $line }: { $from } and { $to } are not of one level.
edges-twice = Line { $line }: { $from } → { $to } on { $day } stands twice in the file.
edges-differs = Line { $line }: { $from } → { $to } on { $day } is there already with something else. Take the earlier import back if this line is right.
edges-more-than-whole = Line { $line }: all of { $code } is said to go to one place, but another part goes elsewhere on { $day }.
edges-some-shares = Line { $line }: figures are given for one part of { $code } and missing for another (what stayed included: { $code } → { $code }). Give them for every part, or for none.
coso-import-edges = Adds { $edges } lines of what old units became, in { $events } events.
coso-import-nothing = This was imported before: nothing is new.
coso-import-adds = { $versions } new versions: { $units } units, { $states } states and { $events } events are added; { $ended } states end.
coso-import-after = After them there are { $provinces } units of the province level, { $districts } of the district, { $communes } of the commune.
coso-import-reform = { $divided } old communes were divided; { $on } units go on; { $districts } units of the district level ended.
coso-import-shifted = Version { $number } carries the day { $dated }, but its { $changes } changes hold from { $effective }.
coso-import-runs = The province of code { $code } is run here: { $units } units, with those of the past.
coso-import-reverted = The import was taken back.
coso-import-recorded = Recorded. Until its first day it can be taken back: coso import revert { $import }
coso-import-recorded-edges = Recorded. To take it back: coso import revert { $import }
coso-import-list = { $import }  { $source }, holds from { $day }: { $units } units, { $states } states, { $events } events{ $state ->
        [reverted] {" "}(taken back)
       *[kept] {""}
    }
coso-import-list-empty = No list was imported yet.
coso-import-unreadable = The file { $file } cannot be read: { $cause }. Check the path and the right to read it.
coso-import-not-text = The file { $file } is not UTF-8 text. Open it and save it as UTF-8.
coso-import-torn = The packed file { $file } is damaged or was cut short, and cannot be unpacked to its end. Fetch it again.
coso-import-refused = The file { $file } has the { $count } faults told above; nothing was written. Mend it and import again.
coso-import-day-missing = Say from which day the list holds: --on YYYY-MM-DD.
coso-import-no-head = The file { $file } has no head row with the columns “Mã”, “Tên”, “Mã cấp trên” (or “code”, “name”, “parent”).
coso-import-row = Row { $line }, column “{ $column }”: “{ $value }” is not the { $field ->
        [name] name
       *[other] code
    } of an administrative unit. Provinces have 2 digits, districts 3, communes 5.
translate-table-done = { $rows } rows read; { $noted } of them have a note in the column “note” (not translated, or only in part).
coso-import-unwritable = The file { $file } cannot be written: { $cause }. Check the path, the right to write and the space left.
translate-line = { $from } → { $to }: { $share } % ({ $method })
translate-lost = what it became is not known
translate-no-column = The table has no column “{ $column }”. It has: { $found }. Choose one with --column.
list-change-initial = In the first list
list-change-added = Added to the list
list-change-removed = No longer in the list
list-change-renamed = Renamed
list-change-moved = Moved under another unit
act-gazetteer-import = Brought the list of units in
act-gazetteer-revert = Took an import of the list back
act-gazetteer-run-here = Took a province in to be run here

## The life of a unit.

life-day = See this unit on
life-timeline = { $n ->
    [one] { $n } stage since { $from }
   *[other] { $n } stages since { $from }
}
life-timeline-desc = Each box is a stage, as long as it lasted, numbered as in the list below. Choose one to see the unit as it was then.
life-timeline-said = The number in a box is its number in the list below; the dark box is the stage that is shown.
life-graph = Picture: what it came from and what it became
life-graph-desc = Older units come before newer ones. Everything in the picture stands in the list below.
life-graph-title = What it came from, what it became
life-graph-said = Whole line: all of the older unit. Broken line: a part of it. Choose a box to open that unit on the day of the change.
life-part = a part, { $share } ({ $method })
life-more = { $n ->
    [one] { $n } more unit
   *[other] { $n } more units
}
life-less = Show less
life-more-stages = { $n ->
    [one] { $n } more stage
   *[other] { $n } more stages
}
life-further-back = { $n ->
    [one] Before that, from { $n } unit
   *[other] Before that, from { $n } units
}
life-further-on = { $n ->
    [one] After that, into { $n } unit
   *[other] After that, into { $n } units
}
life-open = See the history of changes as a picture
life-changed-name = new name
life-changed-kind = new kind
life-changed-code = new code
life-changed-above = under another unit
life-ended-silent = The list drops this unit from { $day } and does not say what it went into. The acts stand in

## The versions of the list, and the tree of a day.

gazetteer-nav = Versions of the list
gazetteer-said = How the nation’s list of administrative units has changed since 2004.
gazetteer-title = The list of administrative units through time
gazetteer-lead = There are { $n } versions. Open one to see what it changed, and the tree of units of that day.
gazetteer-none-title = There is no list yet
gazetteer-none = An administrator brings in the built-in list with “coso import units”.
gazetteer-year = { $n ->
    [one] { $year }: { $n } version
   *[other] { $year }: { $n } versions
}
gazetteer-version = Version { $n }, since { $day }
gazetteer-version-of = version { $n } of the list
gazetteer-shifted = This version carries the date { $dated }, but its changes hold from { $day }.
gazetteer-counts = { $provinces } provinces, { $districts } districts, { $communes } communes
gazetteer-provinces = Provinces
gazetteer-districts = Districts
gazetteer-communes = Communes
gazetteer-acts = Acts
gazetteer-open-tree = See the tree of this day
gazetteer-before = Version before
gazetteer-next = Version after
gazetteer-changes = What it changed
gazetteer-no-change = No unit changed.
gazetteer-sum-initial = begins with { $n } at { $level }
gazetteer-sum-added = { $n } added at { $level }
gazetteer-sum-removed = { $n } taken away at { $level }
gazetteer-sum-renamed = { $n } renamed at { $level }
gazetteer-sum-moved = { $n } moved under another unit at { $level }
gazetteer-change-before = { $does }; before: { $before }
gazetteer-col-change = Change
gazetteer-col-above = Code of the unit above
gazetteer-further = Go on
gazetteer-csv = Download all changes (CSV)
gazetteer-province-old = { $name } (former)
tree-nav = Tree of units by day
tree-title = The tree of administrative units
tree-of = Units in { $name }
tree-day = Tree as of
tree-show = Show the tree
tree-none = The list knows no unit on this day. It begins in 2003.
tree-counts = { $districts ->
    [0] { $communes } communes
   *[other] { $districts } districts, { $communes } communes
}
tree-open-unit = Open the page of this unit
tree-nothing-below = There is no administrative unit below.
tree-beside = Not in the list
tree-beside-title = Places that are not in the nation’s list
tree-beside-why = Made here: not in the nation’s list, and not counted in the nation’s figures.
tree-beside-sample = Invented
tree-beside-sample-title = Invented places of this demonstration
tree-beside-sample-why = Made up for trying things out: not in the nation’s list, and not counted in the nation’s figures.
gazetteer-province-beside = { $name } ({ $what })

## Codes and names of one day on another.

translate-nav = Old and new codes
translate-open = Translate to another day
translate-title = Codes and names on another day
translate-lead = Which unit a code or a name of one day belongs to now, or belonged to before. Codes are given again to other places, so always say of which day a code is.
translate-text = Code or name
translate-text-hint = For example 26737, or Đa Kao, Quận 1. Where several bear a name, add the unit above after a comma.
translate-from = Code or name of
translate-to = Translate to
translate-button = Translate
translate-of = { $name } on { $day }
translate-same = On { $day } it is still { $to }, unchanged.
translate-whole = On { $day } all of { $from } lies in { $to }.
translate-parts = On { $day } this land lies in { $n } places. To learn where an address lies, ask the people’s committees of those places.
translate-today = See up to today
translate-choose = { $n } units are called “{ $text }”
translate-choose-lead = Choose the one you mean.
translate-none = On { $day } no unit has this code or name
translate-none-advice = Check the code, the name and the day. Communes have 5 digits, districts 3, provinces 2.
translate-bearers = It was borne on other days. Choose the unit you mean:
translate-table-title = A whole table
translate-table-lead = Send a CSV or Excel table with a column of codes or names. It comes back with every row and every column, and behind them the new code, the new name, the share and a note; where a row cannot be translated the note says why. The table is not kept.
translate-file = The table
translate-file-hint = A .csv, .xlsx, .xls or .ods file up to 20 MB; workbooks up to 200,000 rows.
translate-column = Column of the codes or names (may be left empty)
translate-column-hint = Left empty, the program finds it.
translate-form = Form of the answer
translate-form-same = As it was sent
translate-table-button = Translate and download
translate-more-title = More
translate-too-often = Too many tables came from your network in a few minutes. Wait a minute and send it again.
translate-no-file = Choose a file.
translate-no-rows = The table has no rows.
translate-no-code-column = No column has codes or names of units of that day. Check the day, or name the column. The first row is: { $found }
translate-no-such-column = The table has no column “{ $column }”. It has: { $found }
translate-row-empty = Row { $row }, column { $field }: the cell is empty
translate-row-unknown = Row { $row }, column { $field }: on { $day } no unit has the code or name “{ $text }”
translate-row-several = Row { $row }, column { $field }: { $n } units are called “{ $text }”; add the unit above after a comma
translate-row-lost = Row { $row }, column { $field }: the list does not say what this part went into
translate-sheet = Codes

## The matrix between two days, comparable blocks.

matrix-nav = Conversion matrix between two days
matrix-said = Every unit of the first day with the units of the second in which it lies, the shares and how they are known; for the nation or one province.
matrix-title = Conversion matrix between two days
matrix-level = Level of the units
matrix-level-commune = communes (as usual)
matrix-province = Province or city
matrix-nation = The whole nation
matrix-count = { $n } rows, from { $from } to { $to }
matrix-none = There are no rows between these days. Check the days, the level and the province.
matrix-csv = Download the whole matrix (CSV)
matrix-share = Share
matrix-method = How it is known
matrix-left = { $n } more rows stand in the CSV file.
blocks-nav = Comparable blocks between two days
blocks-said = A block is the smallest set of units whose outer border is the same on both days. Figures added up by block compare exactly, without any estimate.
blocks-title = Comparable blocks between two days
blocks-count = { $n } blocks changed; { $same } units stayed as they were, each a block of its own
blocks-lost = { $n } units ended and the list does not say what they went into: they compare with nothing
blocks-block = Block { $n }
blocks-because = Why they stand together
blocks-csv = Download the blocks (CSV)
blocks-further = Go on
gazetteer-transfer-ahead = Khu phố and ấp are recorded to go from { $day } to communes that this import made. Take that back first, on the page Move to the new commune.
