# What the command line `coso` says.

coso-serving = Serving at { $url }. Stop with Ctrl-C.
coso-bad-address = “{ $address }” is not an address to listen on. Write it like 127.0.0.1:8080.
coso-address-in-use = Another program uses { $address }. Stop it, or choose another port with --listen.
coso-address-not-allowed = Listening on { $address } is not allowed. Choose a port from 1024 on with --listen.
coso-address-not-here = Cannot listen on { $address }: { $cause }. Choose an address of this machine with --listen.
coso-unreadable-file = Cannot read { $file }: { $cause }. Check the path and the right to read it.
coso-rulebook-faults = The rules in { $file } have faults; mend them and run again:
    { $faults }
coso-user-added = Added the account “{ $name }”.
coso-user-reset = Gave “{ $name }” a new password. It must be changed at the next sign-in.
coso-ask-password = Password (at least 10 characters):
coso-demo-loopback = The demo has sample accounts, so it listens on this machine only (127.0.0.1 or [::1]), not on { $address }. To serve for real, use “coso serve”.
coso-demo-not-ours = The folder { $folder } was not made by “coso demo”, so it is not removed. Choose another with --data.
coso-demo-unwritable = Cannot write to the folder { $folder }: { $cause }. Choose another with --data.
coso-demo-making = Making { $name } (invented): { $households } households…
coso-demo-made = Made { $name }: { $households } households, { $units } old khu phố or ấp.
coso-demo-living = Living through two years of the two places (invented): conferences, visits, good practices, promises kept and late…
coso-demo-lived = Lived through { $done } things in two years; { $refused } could not be played.
coso-demo-drawing = Drawing { $name }, target { $target } households…
coso-demo-drawn = Drew { $name }: { $units } units of { $least } to { $most } households, { $outside } out of range.
coso-demo-not-drawn = Could not draw { $name }: { $cause }
coso-demo-ready = Open { $url } in a browser. Maps, sizes and reasons are there without signing in.
coso-demo-account = Account “{ $name }” ({ $post }), password: { $password }
coso-demo-second = The first person records a resolution, the second confirms it.
coso-demo-no-script = The scripts of the pages are not built (they need Node): the pages work, the server draws the maps.
order-min-from = At least { $value } households: { $source }. { $mark }
order-max-from = At most { $value } households: { $source }. { $mark }
order-unverified = (not yet verified against a document)
order-empty-range = At least { $min } and at most { $max } households is no range. Correct --min and --max.

coso-import-read = { $figures } figures read: { $telling } to be recorded, { $corrections } of them corrections; { $faults } faults.
coso-import-not-whole = While anything is wrong no figure is recorded. Mend the file and read it again.
coso-import-only-read = Only looked at, nothing recorded. Add --apply to record it.
coso-import-done = { $n } figures recorded.
coso-import-which-place = The database has several outermost places. Add --place with the identity of one.
coso-indicator-unknown = There is no indicator with the code { $code }.
coso-import-left = { $units } khu phố and ấp still stand under { $communes } communes that ended or will. Open /en/sap-xep/chuyen-ve to record where they go.
coso-import-bodies-new = Row { $row }: { $name } in { $unit }, since { $day }.
coso-import-bodies-sum = { $made } bodies to add; { $known } are there already; { $faults } rows cannot be used.
coso-import-bodies-done = { $n } bodies recorded.
