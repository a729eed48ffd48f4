# The command `coso draw city`: many communes in one run, and the report of the run.
city-empty = { $source } has nothing to draw. Put one file for each commune into the folder: an instance (.json) or a list of old groups (.xlsx, .xls, .ods, .csv); or give --database.
city-begins = Drawing { $communes ->
        [one] one commune
       *[other] { $communes } communes, { $threads } at a time
    }. It may be stopped: the same command goes on from there.
city-progress = { $done } of { $of } done; running for { $elapsed }, about { $rest } to go; now: { $running }
city-seconds = { $seconds } s
city-minutes = { $minutes } min { $seconds } s
city-torn = { $name }: the earlier result is not whole, or was not written by this command; it is drawn again.
city-refused = { $name }: cannot be drawn. { $why }
city-broke = The program broke while drawing { $name }. The others are drawn all the same. Please send this commune’s file to the developers.
city-failed = It cannot be used: { $cause }
city-faulty-list = { $first } { $more ->
        [0] Mend it
        [one] There is one more error; mend both
       *[other] There are { $more } more errors; mend them all
    } in the file and run again.
city-left-alone = These files are neither instances nor lists and were not read: { $files }
city-lone-pairs = { $file } has no list of the same name and was not used. A list NAME.xlsx goes with NAME.giap.csv.
city-strange = { $folder } holds results that do not belong to this run; they are left alone: { $names }
city-registry-on = Database, { $day }
city-written = Report: { $file }

city-sum = { $communes ->
        [one] One commune
       *[other] { $communes } communes
    }: { $drawn } drawn, { $skipped } kept from before, { $refused } that could not be drawn. Time: { $took }.
city-sum-units = { $units ->
        [one] One new unit
       *[other] { $units } new units
    } for { $households } households; { $out ->
        [0] none out of range.
        [one] one out of range, with its reason.
       *[other] { $out } out of range, each with its reason.
    }
city-sum-proof = Proven best: { $proven }. Known how far from the best at most: { $bounded }. No bound at this level: { $none }.
city-sum-gap = Even the farthest of these lies at most { $gap } % from the best plan there can be.
city-sum-left = Stopped in the midst: { $left } communes are not drawn yet. Run this very command again to go on; what is done is kept.
city-sum-memory = Most memory used: { $memory } MB.

city-title = New units of a whole city
city-from = From: { $source }. { $steps } steps of work for each commune.
city-refused-title = Not drawn yet
city-refused-caption = Each line names the file, the place and what to do. After mending, run the command again: only these are drawn.
city-causes-title = Units out of range, by reason
city-causes-caption = New units with fewer or more households than the range given.
city-communes-title = Commune by commune
city-communes-none = No commune has been drawn yet.
city-communes-caption = A name leads to the table of that commune’s new units, for a spreadsheet program.
city-col-name = Commune
city-col-kind = Kind of unit
city-col-groups = Old groups
city-col-households = Households
city-col-units = New units
city-col-sizes = Households a unit
city-col-out = Out of range
city-col-proof = How good
city-col-seconds = Seconds
city-col-why = Why, and what to do
city-col-cause = Reason
city-proven = Proven best
city-within = At most { $gap } % from the best
city-no-bound = No bound at this level
city-proof-meaning = “No bound at this level”: there are too many possible units to list, so it is not known how far the plan lies from the best. Certificates lie beside each plan; coso certify adds them up again from the start.
city-left-title = Not come to yet
city-stopping = Stopping: what is being drawn is finished, then the report is written. Press Ctrl-C again to stop at once.
