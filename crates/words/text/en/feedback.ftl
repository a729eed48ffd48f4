### Residents' feedback, proposals and needs.

feedback-title = What residents say
feedback-lead = See something wrong, or need something? Tell it in a minute. No account, no name, no phone number.
feedback-send = Send feedback
feedback-send-here = Send feedback about this place
feedback-send-still = This is something else, send it
feedback-public-title = Sent and approved for everybody
feedback-public-of = Sent and approved for everybody: { $name }
feedback-public-none-title = Nothing is shown here yet
feedback-public-none = Feedback is shown to everybody only after somebody has read and approved it. You can send yours all the same and follow it with its code.
feedback-older = Show older feedback
feedback-points-text = On maps each piece of feedback stands in the middle of a 200 m square, so that no house can be told.
feedback-points = Download the map points (GeoJSON)
feedback-filter-place = Ward or commune
feedback-filter-all-places = Everywhere
feedback-filter-all = Everything
feedback-filter-act = Filter
feedback-due = Answer due by
feedback-sent-on = sent on { $day }
feedback-sent = Sent on
feedback-state = Where it stands
feedback-photo = Photo { $n }

feedback-code-label = Follow with your code
feedback-code-hint = The 12 characters you got when you sent it, such as 7K3M-9Q2A-NX4T
feedback-code-act = Show
feedback-code-unknown = No feedback has this code. Check each character; capital or small letters both work.
feedback-code-lost = A lost code cannot be found again, not even by an officer: the code is not kept and nobody knows who sent what. You can send your feedback again.
feedback-find-title = Follow your feedback

feedback-form-title = Send feedback
feedback-which-commune = In which ward or commune is it?
feedback-place = Where
feedback-place-choose = Choose the neighbourhood
feedback-place-unsure = Not sure which neighbourhood
feedback-place-other = In another ward or commune
feedback-category = What about
feedback-category-choose = Choose a field
feedback-concerned = About whom
feedback-concerned-hint = It goes straight to their superior. Those it speaks of neither receive nor read it.
feedback-concerned-choose = Choose one
feedback-said = What happened
feedback-said-hint = Where exactly, since when. Leave out names, phone numbers and anybody’s private life.
feedback-photos-label = Photos (if you have any)
feedback-photos-hint = Up to 3. Location and camera details are removed before they are kept.
feedback-photos-again = Please choose your photos again: browsers do not keep them when a page reopens.
feedback-kind = Kind
feedback-kind-choose = Choose the kind
feedback-for-other = I enter this for a resident, who gets the code.
feedback-purpose = Your words are used only to solve this matter. Your name, phone number and network address are not kept, and nobody else reads your words before they are approved.

feedback-kind-phan_anh = Something is wrong
feedback-kind-nhu_cau = Something is needed
feedback-kind-thu_tuc_hanh_chinh = About an administrative procedure
feedback-kind-khieu_nai = A complaint against a decision
feedback-kind-to_cao = A denunciation of a violation of law
concerned-khu_pho_ap = Those who serve in the neighbourhood
concerned-phuong_xa = Officials of the ward or commune
moderation-waiting = Not approved yet, nobody else can see it
moderation-as_is = Everybody sees it as it was written
moderation-rewritten = Everybody sees a shorter version
moderation-private = Kept inside, for those who solve it

feedback-kind-missing = Please choose the kind.
feedback-category-missing = Please choose what it is about. If unsure, choose “Something else”.
feedback-concerned-missing = Please choose whom it is about, so that it reaches the right superior.
feedback-place-missing = Please choose the neighbourhood. If unsure, choose the last line.
feedback-place-unknown = This place does not exist today. Please choose the neighbourhood again.
feedback-short = This is too short to act on. Please write at least { $least } characters.
feedback-photos = No more than { $most } photos can be taken. Please leave some out.
feedback-too-often = Much feedback has just come from this network. What you wrote is still below: wait a minute, then send again.
feedback-door = { $door ->
    [to_cao] A denunciation is not sent here, so that you stay protected. See above where to go.
   *[other] A complaint is not sent here. See above where to go.
 }
feedback-nobody = Nobody has been named to receive feedback here yet. Please go to the citizens’ reception of the ward or commune, or call 1022.
feedback-conduct-nobody = No superior has been named here to receive this. Please go to the city’s citizens’ reception, or call 1022.
feedback-concerned-post = This post belongs to those the feedback is about, so it cannot receive it. Please choose their superior.
feedback-restricted = Feedback about how officials treat people is never made public.
feedback-sealed = The contents are sealed, so nothing more can be done here.
feedback-unknown = There is no such feedback, or you may not see it.
feedback-verdict-missing = Please choose whether to show it or keep it inside.
feedback-none-chosen = No feedback is chosen. Go back to the list and tick those that tell of the same difficulty.
feedback-no-twin = Please choose the matter to merge it into.
feedback-no-door = Please choose complaint or denunciation.

feedback-door-complaint = A complaint goes to the body or person that made the decision, with a copy of the decision, by hand or by post, named and signed. They must say within 10 days whether they take it up.
feedback-door-denunciation = A denunciation goes to the body in charge of the person, or to the police. The law keeps the name of whoever denounces secret. Do not write its contents here.
feedback-door-reception = If unsure where to hand it in, go to the citizens’ reception of the ward or commune; they have to guide you.
feedback-door-still = It reads like one. If it only tells of something that is wrong, send it at the foot of the page.
feedback-door-change = Nothing was sent or kept. If this is feedback after all, change “Kind” and send it.
feedback-alike-title = Is it one of these?
feedback-alike-text = Somebody told of this place within the last 30 days. If it is the same, you need not send it again: open it to see who works on it and by when.

feedback-received = Received. Your code:
feedback-keep-code = Keep this code: copy it, take a picture of the screen, or print the page. You need it to see how far things are and to say whether it is solved.
feedback-keep-how = The code is shown large only this once. Whoever has it can open this page, so do not give it to strangers.
feedback-tracking-title = Feedback { $number }
feedback-entered = Entered on request
feedback-entered-by = Entered on request by: { $post }
feedback-not-solved-why = If not: what is still missing?
feedback-question = They ask you
feedback-more-label = Your reply
feedback-more-hint = Leave out names and phone numbers.
feedback-seen-by = Who can see it
feedback-own-words = What you wrote
feedback-merged-title = Merged into matter { $number }
feedback-merged-text = Somebody had told of the same before. Follow it here:
feedback-by-sender = The sender
feedback-sealed-text = What you wrote is sealed: no page shows it any more, not even this one. Please hand it in at the place named above.

feedback-sorting-nav = Receive feedback
feedback-sorting-title = Receive feedback
feedback-sorting-lead = What nobody has yet taken stands on top. Tick those that tell of the same difficulty to gather them.
feedback-sorting-none = No feedback is waiting.
feedback-sorting-count = { $n } to assign, { $all } open
feedback-sorting-acts = Receive and pass on
feedback-choose = Choose { $number } for gathering
feedback-triage-act = Seen
feedback-assign-to = Assign to
feedback-assign-act = Assign
feedback-redirect-title = Pass on to another post
feedback-merge-title = Merge with one that is alike ({ $n })
feedback-merge-with = Same place, same field, within 30 days
feedback-merge-act = Merge
feedback-reads-alike = reads alike
feedback-send-out-title = Pass on to a body outside this system
feedback-send-out-to = Name of the body
feedback-send-out-act = Pass on
feedback-reject-hint = The sender reads this reason.
feedback-reject-choose = Choose a reason
feedback-split-title = This is a complaint or a denunciation
feedback-split-text = The sender is guided to the right place. The contents, photos and all that was said are sealed at once: no page shows them again. This cannot be undone.
feedback-split-door = Which is it
feedback-split-choose = Choose one
feedback-split-act = Seal and guide
feedback-sealed-inside = The contents are sealed. The sender has been guided to the right place.
feedback-open-matter = Open the matter to answer
feedback-gathered = Gathered into
feedback-gathered-open = a difficulty of the place

feedback-moderation-nav = Approve for everybody
feedback-moderation-title = Approve for everybody
feedback-moderation-lead = Show only what gives away no person and no home. The original and every decision are kept.
feedback-moderation-none = Nothing waits for approval.
feedback-show-as-is = Show as it is
feedback-show-rewritten = Show the shorter version
feedback-show-rewritten-title = Shorten, then show
feedback-keep-private = Keep inside
feedback-public-text = What everybody will read
feedback-public-text-hint = Take out house numbers, names and whatever makes somebody recognisable. Keep what the sender meant.
feedback-photo-show = Let everybody see this photo (no clear faces or number plates)
feedback-never-public = Feedback about how officials treat people: only superiors see it, and it is never public.
feedback-decisions = Decisions so far

feedback-gather-act = Gather the chosen ones into one difficulty
feedback-gather-title = Gather into a difficulty of the place
feedback-gather-lead = Where many say the same, it is a difficulty of that place. The matters already open count as work to overcome it.
feedback-gather-name = Which difficulty
feedback-gather-name-hint = One line, such as: The neighbourhood has nowhere to meet
feedback-gather-text = What makes it hard
feedback-gather-text-hint = Speak of the place as a whole, not of anybody’s private affairs.
feedback-gather-since = Since
feedback-gather-tried = What has been tried
feedback-gather-tried-hint = May be left empty.
feedback-gather-send = Record the difficulty

feedback-map-title = Map of feedback
feedback-map-of = Map of feedback: { $name }
feedback-map-nav = See it on a map
feedback-map-lead = What was approved for everybody: where it is and how far it has come.
feedback-map-note = Each sign stands in the middle of a 200 m square, so that no house can be told. A number says how many there are.
feedback-map-choose = Choose a ward or commune
feedback-map-which = Which ward or commune?
feedback-map-count = { $n ->
    [one] 1 piece of feedback
   *[other] { $n } pieces of feedback
 }
feedback-map-open = Being worked on, in time
feedback-map-late = Overdue
feedback-map-answered = Answered
feedback-map-solved = Solved, as residents say
feedback-map-other = Not handled here
feedback-map-unplaced = { $n ->
    [one] One has no point and stands in the table alone.
   *[other] { $n } have no point and stand in the table alone.
 }
feedback-map-no-point = not on the map
feedback-map-no-outline = There is no map of this place yet. Its feedback stands in the table below.
feedback-map-table = The feedback of the map as a table
feedback-map-list = Read what each says

feedback-slip-title = Slip to follow your feedback
feedback-slip-link = Print a slip with the code
feedback-slip-for-other = Print the slip for the resident
feedback-slip-print = Print
feedback-slip-back = Back to the page of the code
feedback-slip-how = The slip fits an A6 sheet and prints on A5 or A4 as well. If there is no button to print, use your browser’s menu.
feedback-slip-qr = Square code that opens the page of this feedback
feedback-slip-open = Scan the square with a telephone. Or open { $address } and type the code above.
feedback-slip-number = Number
feedback-slip-keep = Whoever holds this slip can read the answer and say “Solved” or “Not solved”. Keep it as you keep a ticket; a lost code cannot be found again.

feedback-group-title = Ask { $name } for help
feedback-group-lead = It goes straight to the head of the group. No account, no name; a code lets you follow it.
feedback-group-said = What help is needed
feedback-group-said-hint = Say what and where, such as: Somebody to watch the end of the alley at noon. Leave out names, phone numbers and anybody’s private life.
feedback-group-purpose = The head of the group and the ward’s dispatcher read it; nobody else does before it is approved. Your name, phone number and network address are not kept.
feedback-group-send = Send the request
