# The list of old groups, read from a spreadsheet file.
papers-file-empty = The file “{ $file }” is empty. Choose the list again.
papers-file-too-large = The file “{ $file }” is larger than { $limit_mb } MB. Delete pictures and sheets you do not need, save it and choose it again.
papers-file-unpacks-too-large = The file “{ $file }” unpacks to more than { $limit_mb } MB and was not read. Copy the list alone into a new file and choose that.
papers-file-too-long = Sheet “{ $sheet }” of “{ $file }” has content beyond { $rows } rows or { $columns } columns. Delete what lies far from the table, or copy the list alone into a new file.
papers-file-locked = The file “{ $file }” has a password. Remove the password, save it and choose it again.
papers-file-web-page = The file “{ $file }” is really a web page named like a spreadsheet. Open it in Excel or LibreOffice, save it as .xlsx and choose it again.
papers-file-not-a-sheet = The file “{ $file }” is not a spreadsheet{ $looks_like ->
        [unknown] {""}
       *[other] {" "}but a { $looks_like } file
    }. Choose a .xlsx, .xls, .ods or .csv file.
papers-file-damaged = The file “{ $file }” cannot be read: it is damaged or incomplete. Open it in Excel or LibreOffice, save it and choose it again. (Detail: { $detail })
papers-file-no-content = No sheet of “{ $file }” has content. Choose the list again.

papers-missing-name = Sheet “{ $sheet }”, row { $row }, column { $column }: there are figures but no { $field ->
        [khu_pho] name of a khu phố or ấp
       *[other] name of a tổ
    }. Fill in the name in the file.
papers-missing-households = Sheet “{ $sheet }”, row { $row }, column { $column }: “{ $name }” has no number of households. Fill it in, or delete the row if the group is gone.
papers-not-a-number = Sheet “{ $sheet }”, row { $row }, column { $column }: “{ $text }” is not a number of { $field ->
        [nhan_khau] residents
       *[other] households
    }. Write one figure.
papers-not-whole = Sheet “{ $sheet }”, row { $row }, column { $column }: “{ $text }” has a fraction. If the dot separates thousands, type the figure without it, such as 1234.
papers-out-of-range = Sheet “{ $sheet }”, row { $row }, column { $column }: the number of { $field ->
        [nhan_khau] residents
       *[other] households
    } “{ $text }” is not from 0 to { $max }. Check it.
papers-became-date = Sheet “{ $sheet }”, row { $row }, column { $column }: the spreadsheet turned this cell into the day { $text }. Format the cell as Text and type it again.
papers-uncomputed = Sheet “{ $sheet }”, row { $row }, column { $column }: the file holds a formula without its result. Open the file in Excel or LibreOffice, save it and choose it again.
papers-cell-fault = Sheet “{ $sheet }”, row { $row }, column { $column }: the cell shows the error { $text }. Correct the formula or type the value.
papers-merged-number = Sheet “{ $sheet }”, row { $row }, column { $column }: one figure is merged over several rows, so the figure of each row is unknown. Unmerge the cells and write one figure per row.
papers-ditto-without-above = Sheet “{ $sheet }”, row { $row }, column { $column }: says “as above” but there is no name above. Write the name.
papers-duplicate = Sheet “{ $sheet }”, row { $row }: “{ $name }” is already in sheet “{ $first_sheet }”, row { $first_row }. Delete the double or correct the name.
papers-looks-alike = Sheet “{ $sheet }”, row { $row }: “{ $name }” differs from “{ $other }” in row { $other_row } only by its marks. Both are kept; check whether they are one.
papers-total-differs = Sheet “{ $sheet }”, row { $row }, column { $column }: the totals row says { $written } { $field ->
        [nhan_khau] residents
       *[other] households
    } but the rows read add up to { $counted }. Check them.
papers-fewer-people = Sheet “{ $sheet }”, row { $row }, column { $column }: { $people } residents in { $households } households. Check whether the columns are swapped.
papers-zero-households = Sheet “{ $sheet }”, row { $row }, column { $column }: “{ $name }” has 0 households. It was read; check it.
papers-unknown-neighbour = Sheet “{ $sheet }”, row { $row }, column { $column }: the neighbour “{ $name }” is not in the list. Correct the name if it is a group.
papers-ambiguous-neighbour = Sheet “{ $sheet }”, row { $row }, column { $column }: the list has several “{ $name }”. Add the khu phố, such as “Tổ 4 KP 2”.
papers-row-unread = Sheet “{ $sheet }”, row { $row }: “{ $text }” has neither a name nor a figure and was not read.
papers-hidden-row = Sheet “{ $sheet }”, row { $row }: the row is hidden in the file and was read.
papers-text-converted = Sheet “{ $sheet }”, from row { $row }: { $cells } cells were turned from { $from } to Unicode. Look over some names.
papers-mapping-lacks-name = Sheet “{ $sheet }”: no column is chosen for the name of the tổ or khu phố. Choose one.
papers-mapping-lacks-households = Sheet “{ $sheet }”: no column is chosen for the number of households. Choose one.
papers-mapping-twice = Sheet “{ $sheet }”: two columns are chosen as { $field ->
        [phuong_xa] ward or commune
        [khu_pho] khu phố or ấp
        [to] tổ
        [so_ho] households
        [nhan_khau] residents
        [giap] neighbours
       *[other] code
    }. Remove one.
papers-sheet-missing = The file “{ $file }” has no sheet “{ $sheet }”. Choose the sheet again.
papers-no-rows = No group was read from “{ $file }”. Choose the sheet, the heading row and the columns again.

papers-skip-repeated-header = Heading printed again
papers-skip-column-numbers = Column numbers
papers-skip-band = Name of a khu phố or ấp
papers-skip-total = Totals row
papers-skip-after-table = Signatures below the table
papers-skip-only-numbered = Only a running number
papers-skip-unread = Neither name nor figure

papers-field-phuong-xa = Ward or commune
papers-field-khu-pho = Khu phố or ấp (old)
papers-field-to = Tổ (old)
papers-field-so-ho = Households
papers-field-nhan-khau = Residents
papers-field-dia-ban = Area, streets
papers-field-giap = Neighbours
papers-field-ma = Code
papers-field-ghi-chu = Note
papers-field-stt = Running number
papers-field-bo-qua = Not read
