# What holds a place back.
difficulty-no_way = No solution yet
difficulty-working = In progress
difficulty-overcome = Overcome
difficulty-claimed = Reported as overcome, awaiting residents’ confirmation

told-by-place = raised by the place itself
told-by-visit = heard on a visit
told-by-conference = raised at a conference
told-by-feedback = gathered from residents' feedback

difficulty-step-raised = Raised
difficulty-step-begun = Work began
difficulty-step-claimed = Reported as overcome
difficulty-step-confirmed = Confirmed by the residents
difficulty-step-returned = Not done yet, work continues
difficulty-step-tried = Attempt added
difficulty-step-followed = Moved with its place

difficulty-unknown = There is no such difficulty.
difficulty-stale = Somebody has just changed this difficulty. Please look again and go on.
difficulty-no-place = There is no such place today.
difficulty-category-missing = Choose what it is about.
difficulty-since-missing = Say since when. An approximate day will do.
difficulty-since-ahead = { $day } lies ahead.
difficulty-over = This difficulty has been confirmed as overcome.
difficulty-not-begun = No matter, plan or practice answers this difficulty yet, so it cannot be said to be overcome.
difficulty-figure-missing = Give the figure after the work, so that before and after can be seen.
difficulty-not-claimed = The place has not said that it is overcome.
difficulty-same-post = The post that said it is overcome cannot confirm it for the residents.
difficulty-minutes-missing = Give the number of the minutes.
difficulty-tally = Those who agree must be between none and all who attended, and somebody must have attended.
difficulty-not-agreed = Only { $agreed } of { $attending } households present say that it is overcome, not more than half. Please record that it is not done.
difficulty-no-day = Please choose a day.
difficulty-no-count = Please give a whole number.

difficulty-nav = Difficulties
difficulty-title = Local difficulties
difficulty-lead = What holds a place back, since when, what has been tried and who is doing what. Only the people who live there can confirm that it is overcome.
difficulty-raise-act = Raise a difficulty
difficulty-raise-title = Raise a difficulty
difficulty-raise-lead = A difficulty of { $place }: say it plainly, best with a figure. No names and nobody's private affairs.
difficulty-filter-place = Ward or commune
difficulty-category = Field
difficulty-choose-category = Choose a field
difficulty-stage = Status
filter-all = All
filter-open = Filter the list
filter-act = Filter
difficulty-empty-title = No difficulties yet
difficulty-empty = When a khu phố or ấp raises a difficulty, or one is heard on a visit or at a conference, it stands here until the residents confirm that it is overcome.
difficulty-since = since { $day }
difficulty-name = The difficulty
difficulty-name-hint = One line. Such as: The khu phố has nowhere to meet
difficulty-text = In more detail
difficulty-text-hint = Where, what it does, where it is stuck
difficulty-since-label = Since when
difficulty-since-hint = An approximate day will do
difficulty-tried = What was tried
difficulty-tried-hint = What was done, why it did not work
difficulty-figure-legend = A figure that shows it (if there is one)
difficulty-figure-hint = To compare before and after. Such as: Households at the meeting, 31, %
difficulty-figure = { $label }: { $value } ({ $day })
difficulty-figure-change = { $label }: { $before } ({ $from }) → { $after } ({ $to })
difficulty-before-after = Before and after
difficulty-before = Before
difficulty-after = After
difficulty-changed = Before { $before }, after { $after }
difficulty-matters = Who is doing what
difficulty-no-matters = No one has been given the task of solving this yet.
difficulty-open-matter = Assign a task to solve it
difficulty-claim-title = Report it as overcome
difficulty-claim-lead = Give the figure after the work. The residents will confirm at a meeting.
difficulty-claim-act = Say that it is overcome
difficulty-counted = Counted on
difficulty-confirm-title = What do the residents say?
difficulty-confirm-lead = Enter the result of a meeting with the households concerned. It is overcome when more than half of those present agree.
difficulty-minutes = Number of the minutes
difficulty-minutes-hint = Such as 03/BB-KP
difficulty-held = Held on
difficulty-attending = Households present
difficulty-agreed = Households that say it is overcome
difficulty-confirm-act = Enter the confirmation
difficulty-tally-said = Minutes { $minutes }: { $agreed } of { $all } households present agreed
difficulty-add-tried = Add what was tried
difficulty-add-act = Add
difficulty-back-title = Not done, or it came back
difficulty-back-act = Record that it is not done

way-title = The journey
way-step = Step { $n } of { $of }
way-back = Previous step
way-on = Next step
way-whole = See the whole journey
way-alone = Go step by step
way-conference = A conference took it up
way-conference-counts = { $contributions ->
    [one] 1 contribution
   *[other] { $contributions } contributions
}, { $conclusions ->
    [one] 1 conclusion
   *[other] { $conclusions } conclusions
}.
way-conclusion = One of its conclusions: “{ $said }”
way-visited = Leaders came to listen
way-good = What works, heard first: { $said }
way-offered = A good practice was offered
way-taken-up = Taken up for a trial
way-planned = Put into the plan of the place
way-concluded = Concluded at a conference
way-promised = Promised
way-promise = { $post } is to answer by { $day }
difficulty-way = See the whole journey
difficulty-practices = Good practices for this difficulty
difficulty-no-practices = No practice elsewhere matches this difficulty yet. When another place solves it, the practice will appear here.
difficulty-matches-lead = Other places did this. Read the conditions, then offer the place a trial:
difficulty-similar = Other places with the same difficulty
difficulty-offer-act = Offer this place a trial

difficulty-take-up-title = Take it up
difficulty-take-up-lead = The place begins by itself, without waiting for a task, a plan or a practice from elsewhere. The difficulty becomes “being worked on”.
difficulty-take-up-first = What is done first
difficulty-take-up-hint = A sentence or two. For example: meet the households at the head of the alley, clear the drain together on Saturday. Name nobody.
difficulty-take-up-act = Take it up
