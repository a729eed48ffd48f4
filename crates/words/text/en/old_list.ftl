# The office's list of old groups.
old-list-unknown = There is no such list.
old-list-decided = This list has been accepted or put aside and can no longer be changed. To replace it, bring a new file.
old-list-stale = Somebody else has just corrected or re-read this list. Look at it again, then go on.
old-list-faulty = The list still has { $errors ->
        [one] one error
       *[other] { $errors } errors
    } and cannot be accepted. Correct the file and bring it again, or choose the columns again and re-read it.
old-list-no-file = No file was chosen. Choose an .xlsx, .xls, .ods or .csv file.
old-list-changed = The columns were changed, so the list has been read again. Look at the new result below, then press “Accept the list”.

act-old-list-read = Bring or re-read a list of old groups
act-old-list-accept = Accept a list of old groups
act-old-list-withdraw = Put a list of old groups aside

old-list-nav = List of old groups
old-list-title = Old groups of { $name }
old-list-lead = Use the very spreadsheet the office keeps. The program reads it, shows how it understood each column, and compares it with the registry. A list counts only once it is accepted.
old-list-file = The list’s file
old-list-file-hint = .xlsx, .xls, .ods or .csv, at most 20 MB. It needs a column with the names of groups (or khu phố, ấp) and one with households.
old-list-bring = Read the file
old-list-brought-title = Lists brought so far
old-list-none = There is no list yet. Choose a file above to begin.
old-list-col-file = File
old-list-col-state = State
old-list-col-brought = Uploaded
old-list-col-groups = Groups
old-list-state-read = Under review, not accepted yet
old-list-state-accepted = Accepted
old-list-state-withdrawn = Put aside
old-list-brought-by = Uploaded by { $name } at { $when }
old-list-accepted-by = Accepted by { $name } at { $when }

old-list-page-title = Reading { $file }
old-list-read-groups = Groups read
old-list-read-households = Households read
old-list-registered-households = Households in the registry
old-list-errors = Errors to correct
old-list-warnings = Things to look at
old-list-can-accept = No errors are left. Look at the warnings and the comparison, then accept the list.
old-list-cannot-accept = Errors are left, so the list cannot be accepted. Each names its sheet, row and column and what to do.

old-list-columns-title = How each column is understood
old-list-columns-lead = Where a column is misunderstood, choose its meaning and press “Read again with these columns”.
old-list-sheet = Sheet “{ $sheet }”
old-list-sheet-hidden = hidden sheet
old-list-sheet-remembered = understood as last time
old-list-sheet-rows = { $n ->
        [one] one row below the heading
       *[other] { $n } rows below the heading
    }
old-list-sheet-read = Read this sheet
old-list-heading-rows = Heading rows
old-list-heading-rows-hint = Numbered as in the spreadsheet; reading starts right below. Leave empty where there is no heading.
old-list-khu-pho = Khu phố or ấp of the whole sheet
old-list-khu-pho-hint = Only where no column says it.
old-list-col-column = Column
old-list-col-header = Heading in the file
old-list-col-samples = Some values
old-list-col-meaning = Meaning
old-list-meaning-of = Meaning of column { $column }, sheet { $sheet }
old-list-confidence = guessed, { $percent }% sure
old-list-by-hand = chosen by hand
old-list-reread = Read again with these columns
old-list-accept = Accept the list
old-list-withdraw = Put this list aside

old-list-complaints-title = What is not in order
old-list-complaints-none = Everything is in order.
old-list-complaints-copy = Copy everything (select, then copy)
old-list-severity-error = Errors, to be corrected
old-list-severity-warning = To be looked at
old-list-severity-note = For information
old-list-more = { $n ->
        [one] One more stands
       *[other] { $n } more stand
    } under “Copy everything”.

old-list-skipped = Rows left out because they are not groups –
old-list-compare-title = Compared with the registry
old-list-compare-lead = Each listed group is looked for in the registry by khu phố and name, whatever its marks and leading zeros.
old-list-matched = Same name
old-list-differing = Same name, other households
old-list-only-listed = Only in the file
old-list-only-registered = Only in the registry
old-list-col-khu-pho = Khu phố, ấp (old)
old-list-col-group = Group (old)
old-list-col-listed = Households, file
old-list-col-registered = Households, registry
old-list-col-difference = Difference

# The command `coso draw list`.
list-begins = { $file }: { $groups } groups, { $households } households, { $touches } pairs that touch; drawing { $kind } of { $min } to { $max } households, { $target } wished for.
list-faulty = { $file }: the { $errors ->
        [one] error
       *[other] { $errors } errors
    } named above stand in the way. Correct the file and run again.
list-no-sheet = { $file } has no sheet “{ $sheet }”. It has: { $sheets }.
list-no-adjacency = { $file } does not say which groups touch, so nothing can be drawn. Add a column “Giáp ranh” to the list (such as “2, 3” or “Tổ 4 KP 2”), or give --adjacency FILE.csv with two touching groups a row (such as Tổ 1 KP 1,Tổ 2 KP 1), and, where known, metres of border, what runs between them (hẻm, đường, đường chính, đường sắt, kênh, sông) and an x for a bridge or crossing.
list-piece = A part touches nothing else: { $groups ->
        [one] one group
       *[other] { $groups } groups
    } with { $households } households, beginning with “{ $first }”. If it does touch, add that.
list-pair-unknown = { $file }, row { $row }: the list has no group “{ $name }”. Correct the name, such as “Tổ 4 KP 2”.
list-pair-unclear = { $file }, row { $row }: the list has several “{ $name }”. Add the khu phố, such as “Tổ 4 KP 2”.
list-pair-itself = { $file }, row { $row }: “{ $name }” touches itself. Delete this row.
list-pair-length = { $file }, row { $row }: “{ $name }” is no number of metres. Write a whole number or leave it empty.
list-pair-class = { $file }, row { $row }: “{ $name }” is not known to run between groups. Write hẻm, đường, đường chính, đường sắt, kênh, sông, or leave it empty.
list-drawn = { $units ->
        [one] One unit
       *[other] { $units } units
    } of { $least } to { $most } households, { $out } out of range.
list-unit-name = { $kind ->
    [ap] Ấp
   *[other] Khu phố
} { $number }
list-unit = { $unit }: { $households } households, from { $from }
list-unit-out = { $unit }: { $households } households, out of range: { $reason }; from { $from }
list-written = Written to { $folder }: plan.json, graph.json, units.csv, summary.txt.
list-csv-unit = New unit
list-csv-households = Households
list-csv-people = People
list-csv-groups = Groups
list-csv-from = From old khu phố, ấp (households)
list-csv-members = Old groups
list-csv-reason = Why out of range
