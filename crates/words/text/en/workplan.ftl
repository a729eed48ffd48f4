### A place's plan: both sides propose and answer; each line stands on a figure or difficulty of the place.

workplan-side-cap_tren = The level above
workplan-side-dia_ban = The place
workplan-state-drafting = Being written
workplan-state-proposed = Proposed from above
workplan-state-countered = Proposed by the place
workplan-state-agreed = Agreed

workplan-unknown = There is no such plan.
workplan-stale = Somebody has just changed the plan. Look at it again and go on.
workplan-outside = This place lies outside the programme.
workplan-agreed = Both sides have agreed on this plan. To change it, press “Propose a revision”.
workplan-not-your-turn = { $side ->
    [cap_tren] It is for the level above to answer.
   *[dia_ban] It is for the neighbourhood or hamlet to answer.
 }
workplan-not-drafting = Your side has not begun to write. Press “Write another proposal” first.
workplan-not-sent = Nothing has been sent, so there is nothing to agree to.
workplan-answer-begun = Your side is writing another proposal. Send that one.
workplan-no-line = There is no work in the plan yet. Add at least one piece.
workplan-not-place-post = This is for a post of the place itself; nobody above accepts in its stead.
workplan-not-upper-post = It is the level above’s turn; a place does not agree with itself.
workplan-line-unknown = There is no such work in the plan.
workplan-lines-many = The plan holds { $most } pieces of work already, more than can be done. Take some out before adding.
workplan-line-target = Choose the target that this work serves.
workplan-line-owner = Choose who does it.
workplan-line-owner-unknown = This post does not exist today. Choose one that does.
workplan-line-due = Write the day by which it is done.
workplan-line-due-past = { $day } has passed. Choose today or a later day.
workplan-line-proof = Choose which proof will show that it is done.
workplan-line-untied = This work stands on nothing yet. Choose an open difficulty of this very place, or a figure of its own status sheet, so that everybody sees why it must be done.
workplan-figure-elsewhere = This figure is not on this place’s own status sheet. Choose again.
workplan-difficulty-elsewhere = This difficulty belongs to another place. Choose one of this place.
workplan-difficulty-over = This difficulty has been overcome. Choose one that still holds the place back.
workplan-accept-over = “{ $work }” stands on a difficulty that has been overcome since. Write another proposal.
workplan-accept-late = “{ $work }” was due on { $day }, which has passed. Write another proposal with a new day.
workplan-not-alike = This plan resembles no other, so there is nothing to explain.
workplan-not-agreed = Both sides have not agreed on the plan yet.
workplan-line-over = This work has been answered already.
workplan-percent = The share must be a whole number from 0 to 99.
workplan-report-done = When it is done, answer the matter with proof, so that whoever asked can confirm it. Here only unfinished work is told.
workplan-report-proof = There is no proof yet. Add a photo, a document number or a figure.
workplan-report-stale = Somebody has just told progress on this work. Look again and go on.

workplan-of = Plan of { $place }
workplan-copied = Resembles another place’s plan
workplan-lines-count = { $n ->
    [one] { $n } work item
   *[other] { $n } work items
}
workplan-agreed-on = on { $day }
workplan-being-written = This text is being written; the other side does not see it yet.
workplan-turn-cap_tren = Waiting for the level above to read the place’s proposal.
workplan-turn-dia_ban = Waiting for the place to accept or to answer with its own proposal.
workplan-place-ended = This place has been reorganised. The plan stays here; unfinished work has gone with the households, as each line below says.
workplan-moved = After the reorganisation the work went to { $unit }; { $post } answers.
workplan-alike-title = { $alike } of { $lines } pieces of work resemble an earlier plan of another place
workplan-alike-lead = The wording is compared and only flagged, never refused. The plan resembles that of:
workplan-why-said = The place answers:
workplan-why-label = Why it resembles the other
workplan-why-hint = For example: both places have the same difficulty and agreed to work together. If it was copied to save time, better write it anew from your own figures.
workplan-why-act = Send the answer
workplan-line-alike = Work { $number } is { $percent } per cent like one of { $place }: “{ $work }”.
workplan-see-other = See the other plan
workplan-lines-agreed = Agreed work
workplan-lines-sent = Proposed work
workplan-lines-table = Table of the plan’s work
workplan-words-only = The level above sent words alone; the work is for the place to write.
workplan-col-work = Work
workplan-col-who = Who, by when
workplan-col-resources = Resources
workplan-col-product = Outcome
workplan-col-feasible = Feasibility
workplan-col-progress = Progress
workplan-col-drop = Remove
workplan-pilot = Pilot
workplan-for-target = Target: { $target }
workplan-tied = Based on:
workplan-tied-figure = { $label }: { $value } (on { $day })
workplan-percent-done = { $percent }%
workplan-tied-later = { $value } (on { $day })
workplan-your-turn = It is your turn
workplan-your-turn-lead = If you agree, each piece of work becomes a matter with a day. If it does not fit, write your own proposal; the other text is kept beside it.
workplan-accept-act = Agree to this work
workplan-answer-act = Write another proposal
workplan-draft = The text being written
workplan-draft-empty = No work yet. Add the first piece below.
workplan-drop-act = Remove
workplan-drop-line = Take out “{ $work }”
workplan-add-title = Add a piece of work
workplan-tie-legend = What this work is based on
workplan-tie-hint = An open difficulty, or a figure of this place’s own status sheet. With neither, it had better not be done.
workplan-tie-difficulty = Open difficulties
workplan-tie-figures = Figures of the status sheet of { $day }
workplan-tie-same = What it stands on now
workplan-choose-ground = Choose a difficulty or a figure
workplan-no-sheet = This place has no status sheet yet, so there are no figures to choose from.
workplan-take-sheet = Take a status sheet
workplan-target = Which target it serves
workplan-choose-target = Choose a target
workplan-work = What is done
workplan-work-hint = One line about the work here.
workplan-owner = Who does it
workplan-due = Done by the end of
workplan-resources = Resources
workplan-resources-hint = People, money, things, and where they come from. No names of residents.
workplan-product = What will be there at the end
workplan-product-hint = Something that everybody can see or count.
workplan-feasible = Why it can be done here
workplan-feasible-hint = What is there already, what may stand in the way, and how to get past it.
workplan-responsibility-hint = What the one who does it answers for, and who helps with what.
workplan-authority-hint = What may be decided here, and what has to be asked above.
workplan-proof = Proof when it is done
workplan-choose-proof = Choose a kind of proof
workplan-pilot-label = Pilot: tried in a small part first
workplan-add-act = Add this work
workplan-send-title = Send it to the other side
workplan-words = Words with it
workplan-words-hint = Why this is proposed. These words and the work are kept, and everybody may read them.
workplan-send-act = Send the proposal
workplan-send-then = Once sent, this text is not changed; the other side agrees or sends a proposal of its own.
workplan-report-title = Report progress
workplan-report-lead = For work under way. When it is done, answer its matter.
workplan-report-line = Which work
workplan-choose-line = Choose a piece of work
workplan-percent-label = Per cent done
workplan-percent-hint = A whole number from 0 to 99
workplan-report-text = What is done, what is left
workplan-report-text-hint = A few sentences. No names of residents.
workplan-report-proof-legend = Proof: a photo, a document or a figure
workplan-report-act = Report progress
workplan-history = What both sides proposed
workplan-said-cap_tren = Proposed from above
workplan-said-dia_ban = Proposed by the place
workplan-text-lines =
    { $n ->
        [one] { $n } piece of work in this text
       *[other] { $n } pieces of work in this text
    }
workplan-choose-place = Choose a place
workplan-propose-title = Propose a plan to a place
workplan-own-title = Write your place’s plan
workplan-begin-hint = The plan opens on its own page; the other side sees it once it is sent.
workplan-begin-act = Begin to write

## Revising what was agreed on.

workplan-mark-moi = Added
workplan-mark-giu = Kept
workplan-mark-sua = Changed
workplan-mark-thoi = Ended

workplan-revision-begun = The other side is writing a revision of this plan. Wait until it is sent.
workplan-revision-same = The revision changes nothing yet. Change, add or end at least one piece of work.
workplan-first-text = This is the plan’s first text, so it cannot be dropped. Change it, then send it.
workplan-nothing-in-force = Both sides have not agreed yet, so there is nothing to keep. Write another proposal.
workplan-place-over = This place has been reorganised, so its plan is not revised any more. The new place writes its own.
workplan-line-carried = Both sides agreed on this work. To end it, open it, choose “End this work” and give the reason.
workplan-line-new = This work is new in the text being written: it need not be ended or restored, just take it out.
workplan-line-done = “{ $work }” has been answered or is done, so it stays as it was agreed on.
workplan-line-late = This work has been late since { $day }: its day stays, so that everybody sees that it was late. The rest can be changed.
workplan-accept-done = “{ $work }” has just been answered or is done. Write another proposal that keeps it.

workplan-in-force = In force
workplan-revision-pending = Revision being discussed
workplan-revision-written = One side is writing a revision. The plan agreed on stays in force.
workplan-revision-turn-cap_tren = Waiting for the level above to answer the place’s revision. The plan agreed on stays in force.
workplan-revision-turn-dia_ban = Waiting for the place to answer the revision from above. The plan agreed on stays in force.
workplan-revise-act = Propose a revision
workplan-revise-lead = Add, change or end pieces of work, each with a reason. It changes once the other side agrees; progress and proof are kept.
workplan-revision = Proposed revision
workplan-revision-lead = Compared with the plan in force above.
workplan-revision-draft = The revision being written
workplan-because = Why: { $why }
workplan-your-turn-revision = If you agree, the matters change with the plan: added work opens new ones, changed work gets its new day and product, ended work is taken back. If it does not fit, write another proposal or keep the plan as it is.
workplan-accept-revision = Agree to this revision
workplan-decline-title = Keep the plan as it is
workplan-decline-why = Why it is not changed now
workplan-decline-hint = The other side and residents can read this.
workplan-decline-act = Keep the plan
workplan-change-act = Change
workplan-change-line = Change “{ $work }”
workplan-line-over-note = Answered or done, kept as it is
workplan-change-title = Change a piece of work
workplan-change-lead = Both sides agreed on this work. It changes once the other side agrees; progress and proof told so far are kept.
workplan-change-save = Save in the text being written
workplan-restore-act = Leave it as agreed
workplan-revise-why = Why this work is added or changed
workplan-revise-why-hint = One or two sentences. The other side reads them and answers; the reason is kept.
workplan-end-title = End this work
workplan-end-why = Why it ends
workplan-end-hint = The work and the reason stay readable in what both sides sent.
workplan-end-act = End this work
workplan-drop-text-act = Drop the text being written
workplan-drop-text-lead = What was not sent is lost; what was sent and agreed on stays.
workplan-text-agreed = Agreed on { $day }
workplan-text-declined = Not taken up, { $day }
