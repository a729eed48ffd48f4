# Matters: a promise with a post, a day and proof.
matter-received = Received
matter-triaged = Reviewed
matter-assigned = Assigned
matter-accepted = Accepted
matter-in_progress = In progress
matter-need_info = Waiting for more information
matter-answered = Answered, awaiting confirmation
matter-reopened = Reopened
matter-confirmed = Solved, confirmed
matter-closed_silent = Closed, no one objected
matter-rejected = Not handled, with a reason
matter-redirected = Passed on
matter-merged = Merged with another
matter-split_off = Referred to another channel
matter-withdrawn = Taken back: both sides agreed to end this work

origin-feedback = Resident's feedback
origin-conclusion = Conference conclusion
origin-visit = Promise made on a visit
origin-workplan_line = Plan of the place
origin-difficulty = Difficulty of the place
origin-group = Request to a self-managed group
origin-care = Support for staff
origin-direct = Task assigned directly

proof-photo = a photo
proof-document = a document with number and date
proof-figure = a figure

reject-out_of_scope = Not for the bodies that receive it here
reject-too_little_known = Too little is known to act
reject-settled_before = Settled before, and nothing is new
reject-improper = It names or insults a person
reject-not_here = The place does not lie here

door-khieu_nai = This is a complaint, settled under the Law on Complaints
door-to_cao = This is a denunciation, settled under the Law on Denunciations, which keeps the sender secret

step-opened = Opened
step-triaged = Reviewed
step-assigned = Assigned
step-accepted = Accepted
step-started = Work started
step-info_asked = More information requested
step-info_given = More information given
step-extension_asked = Extension requested
step-extended = Extension granted
step-redirected = Passed to the right post
step-sent_out = Passed to an outside body
step-answered = Answered
step-confirmed = Confirmed: solved
step-reopened = Not solved, reopened
step-closed_silent = Closed, no one objected
step-rejected = Not handled
step-merged = Merged with another
step-split_off = Referred to another channel
step-reminded = Reminded
step-escalated = Reported one level up
step-followed = Moved with its place
step-asker_passed = Another post asks in its stead
step-revised = Changed with the plan
step-withdrawn = Taken back with the plan

matter-unknown = There is no such matter.
matter-stale = Somebody has just acted on this matter. Please look again and go on.
matter-state = This cannot be done at the matter's present step. Please reload the page to see where it stands.
matter-not-yours = Another post does this.
matter-no-place = There is no such place today.
matter-owner-unknown = This post does not exist today. Please choose one that does.
matter-owner-cooperates = The lead post cannot also be a helping one. Please take it off the list of helpers.
matter-clear-missing = { $clear ->
    [person] The person is not clear: choose the post that leads.
    [work] The work is not clear: write one line saying what is to be done.
    [time] The time is not clear: give the deadline.
    [responsibility] The responsibility is not clear: say who answers for which part.
    [product] The product is not clear: say what there will be at the end.
   *[authority] The authority is not clear: say what the post may decide alone and what it must refer upwards.
 }
matter-due-past = { $day } has passed. Please choose today or a later day.
matter-proof-not-named = Choose which proof the answer must carry.
matter-proof-missing = The answer has no { $proof ->
    [photo] photo
    [document] document number and date
   *[figure] figure
 } as proof. Whoever asked needs it to check.
matter-proof-number = The document number is not right. Write it as on the document, such as 05/TB-UBND.
matter-proof-day = The document's date { $day } lies ahead.
matter-answer-short = The answer is too short to say what was done. Please write at least { $least } characters.
matter-answer-no-day = Say on which day it was done.
matter-answer-day = { $day } lies ahead: what is not done yet cannot be answered as done.
matter-extension-late = { $day } has passed, so the day cannot be moved. Please answer, and say why it is late.
matter-extension-not-setter = Only whoever set the day may move it.
matter-due-not-later = The new day must come after the present one ({ $day }).
matter-same-post = The matter is with this post already.
matter-merge-itself = A matter cannot be joined with itself.

matter-page-title = Matter { $number }
matter-late = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}
matter-due-today = Due today
matter-due-in = { $days ->
    [one] 1 working day left
   *[other] { $days } working days left
}
matter-due = Due { $day }
matter-who = Who must answer
matter-to-whom = Answer goes to
matter-asker-resident = The resident who reported it
matter-where = Place
matter-col-work = Task
matter-col-due = Due
matter-clears = The six clear points
matter-clear-work = Clear work
matter-clear-person = Clear person
matter-clear-time = Clear time
matter-clear-responsibility = Clear responsibility
matter-clear-product = Clear product
matter-clear-authority = Clear authority
matter-set-by = Deadline set by: { $post }
matter-helping = Cooperating
matter-wanted = Proof required
matter-history = Steps so far
matter-came-from = Origin
matter-of-household = It belongs to one household: when places are reorganised it moves with that household.
matter-reopened-times = { $times ->
    [one] Reopened once
   *[other] Reopened { $times } times
}
matter-told-above = Reported one level up
matter-by-program = The program
matter-by-asker = The person who asked
matter-due-set = due { $day }
matter-done-on = done on { $day }
matter-to = to { $post }
matter-moved = to { $unit }, { $post } answers
matter-proof-document = Document { $number } of { $day }
matter-proof-photo = Photo as proof
matter-hidden = Only those responsible see this

matter-answer-title = Answer
matter-answer-text = What was done
matter-answer-text-hint = Say plainly what was done, where, with which result. No residents' names.
matter-answer-day-label = Done on
matter-answer-proof = Proof: this matter needs { $proof }
matter-answer-photo = Photo after the work
matter-answer-photo-hint = JPEG or PNG. Place and camera data are removed before it is kept.
matter-answer-number = Document number
matter-answer-number-hint = Such as 05/TB-UBND
matter-answer-dated = Document date
matter-answer-label = What is counted
matter-answer-value = Value
matter-answer-value-hint = Such as 68 or 31.5
matter-answer-value-wrong = The value must be a number, such as 68 or 31.5.
matter-answer-measure = Unit of measure
matter-answer-other = Add another proof
matter-answer-act = Send the answer
matter-accept-act = Accept the task
matter-start-act = Start work
matter-more = Other options
matter-reason = Reason
matter-ask-title = Ask the sender for more
matter-ask-label = What you need to know
matter-ask-act = Send the question
matter-give-label = More information
matter-give-act = Send
matter-extension-title = Ask for an extension
matter-extension-hint = Ask before the deadline has passed. { $post } decides.
matter-new-due = New deadline
matter-extension-act = Send the request
matter-extend-title = Grant an extension
matter-extend-act = Grant the extension
matter-redirect-title = Not my task: pass it to the right post
matter-redirect-to = Pass to
matter-redirect-act = Pass on
matter-reject-title = Do not handle
matter-reject-act = Do not handle, give the reason
matter-confirm-title = Does the answer solve it?
matter-confirm-act = Solved
matter-reopen-act = Not solved
matter-reopen-why = What is still missing
matter-choose-post = Choose a post

inbox-title = To do
inbox-nav = To do
inbox-lead = The most urgent task is at the top. Open it to answer.
inbox-no-post-title = You hold no post yet
inbox-no-post = Tasks are given to posts. Please ask the administrator to give this account a post.
inbox-empty-title = Nothing is waiting
inbox-empty = When feedback, a conclusion or a promise is assigned to your post, it appears here in order of its deadline.
inbox-owed = To answer
inbox-confirm = Waiting for your confirmation
inbox-extensions = Extension requests for you to decide
inbox-escalated = Overdue or reopened one level down
inbox-helping = Cooperating
inbox-late-count = { $late } overdue
inbox-posts = Your posts: { $posts }
matter-proof-no-day = Give the date of the document.
matter-no-new-due = Choose the new day.
matter-no-reject-reason = Please choose a reason.

direct-title = Assign a task
direct-lead = A task at { $place }. It can only be accepted once all six points are clear.
direct-answers = This task answers the difficulty:
direct-work-hint = One line that begins with a verb. Such as: Put the drain cover back in front of number 45
direct-person-hint = The lead post, which must answer
direct-time-hint = The deadline
direct-responsibility-hint = Who answers for which part
direct-product-hint = What there will be to see or use
direct-authority-hint = What the post may decide alone, and what it must refer upwards
direct-proof-hint = The answer must carry
direct-choose-proof = Choose the proof
direct-helping = Hold Ctrl to choose several posts
direct-public = Everyone may see this task and its result
direct-act = Assign the task
inbox-contributions = Contributions you were asked for
inbox-practices = Good practices waiting for you
inbox-practice-answer = Answer what was suggested
inbox-practice-tell = Report the result of the trial
inbox-practice-confirm = Record what residents say of the result
inbox-since = suggested on { $day }
inbox-tell-from = result due from { $day }
inbox-plans = Plans: your turn
inbox-plan-answer = Answer the proposal
inbox-plan-revision = Answer the revision
inbox-plan-draft = Go on writing, then send
inbox-groups = Asked inside the group
inbox-group-requests = { $name }: { $n ->
    [one] 1 request is waiting
   *[other] { $n } requests are waiting
}
