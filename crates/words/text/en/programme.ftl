### Programmes: goals, targets, the head responsible; plans of places.

programme-state-draft = Draft
programme-state-issued = Issued
programme-state-ended = Ended

programme-issuer-missing = Choose the body that issues it.
programme-issuer-unknown = This body does not exist today. Choose another.
programme-head-missing = Nobody is named as responsible. Choose a post: a programme without a head does not move.
programme-head-unknown = This post does not exist today. Choose one that does.
programme-period-missing = Write the first and the last day.
programme-period-backwards = The last day comes before the first, { $day }.
programme-no-target = There is no target yet. Write at least one: what is counted, where it stands, where it shall be, by which day.
programme-targets-many = These are too many targets. Keep to { $most }, or nobody can follow them.
programme-target-incomplete = Target { $row } is incomplete: it needs a name, a unit, the figure today, the figure wanted and a day.
programme-target-still = Target { $row }: the figure wanted equals the figure today. Write what will change.
programme-target-day = Target { $row }: its day must lie within the programme.
programme-target-number = Target { $row }: the value must be a number, such as 68 or 31.5.
programme-no-place = This place does not exist today.
programme-unknown = There is no such programme.
programme-stale = Somebody has just changed the programme. Load the page again and go on.
programme-not-draft = The programme has been issued already, so it is neither changed nor issued again.
programme-not-issued = The programme has not been issued yet, or it has ended, so this cannot be done.
programme-number = This is no document number. Write it as on the document, for example 12-CTr/ĐU.
programme-issue-day = The document’s day is missing or lies ahead.

programme-nav = Programmes and plans
programme-title = Programmes and plans
programme-lead = Higher levels set goals and name the head responsible. Each place then plans from its own figures and difficulties; every piece of work has someone in charge, a deadline and proof.
programme-write-act = Write a programme
programme-write-title = Write a programme
programme-rewrite-act = Change the draft
programme-rewrite-title = Change the draft
programme-write-lead = A programme of { $place }. Only the office sees the draft until it is issued.
programme-empty-title = No programme yet
programme-empty = The first step: the office writes a programme that says where things stand, where they shall be and which head is responsible, and issues it.
programme-plans-count =
    { $n ->
        [one] { $n } plan of a place
       *[other] { $n } plans of places
    }
programme-head-is = Head responsible: { $post }
programme-movement-too = Work that anyone can join:
programme-name = Name of the programme
programme-name-hint = One line that says what will be different. For example: A meeting place for every neighbourhood
programme-goals = Goals
programme-goals-hint = Why it must be done, and what residents will gain from it.
programme-issuer = Issuing body
programme-choose-body = Choose a body
programme-head = Head responsible
programme-head-hint = One post. All work in the plans is answered to this post.
programme-from = From
programme-until = Until the end of
programme-period = Period
programme-targets = Targets
programme-targets-hint = Write where things stand before where they shall be. Leave unused rows empty. Targets are not parcelled out to places.
programme-target-row = Target { $row }
programme-target-more = Add a target
programme-target-label = What is counted
programme-target-baseline = Today
programme-target-goal = Goal
programme-target-by = Deadline
programme-save-act = Save the draft
programme-save-then = Once saved, read it again before issuing it.
programme-draft-note = A draft that only the office sees.
programme-issue-title = Issue it
programme-issue-act = Issue the programme
programme-number-hint = For example 12-CTr/ĐU
programme-document = Document
programme-plans = Plans of the places
programme-no-plans = No place has a plan yet. The level above sends a proposal, or a neighbourhood or hamlet writes its own.
programme-progress = Progress
programme-no-progress = Once both sides agree on a plan, its work is counted here.
programme-by-target = By target
programme-by-place = By place, in alphabetical order
programme-no-rank = Nothing is ranked here: conditions differ from place to place. Open a place to see its work.
programme-end-title = End the programme
programme-end-lead = Work that has begun goes on to its end; no new plan is begun.
programme-summary = What was achieved, what is left
programme-summary-hint = A few sentences for residents to read.
programme-end-act = End the programme
programme-ended-on = Ended on { $day }

progress-lines = Work items
progress-open = In progress, not yet due
progress-late = Overdue
progress-answered = Answered, awaiting confirmation
progress-on-time = Done on time
progress-done-late = Done late
