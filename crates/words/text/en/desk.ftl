# Refusals of acts.
account-name-missing = There is no sign-in name.
account-name-taken = There is an account named “{ $name }” already. Choose another name.
account-password-short = A password has at least { $least } characters.
account-unknown = There is no account named “{ $name }”.
account-wrong-password = The sign-in name or the password is not right.

authority-not-allowed = Your account has not been given this right.
authority-elsewhere = You may do this in another place, not here.
authority-password = Change your password before doing anything else.

registry-no-commune = There is no such ward or commune in the registry on that day.

intake-known = This ward or commune is in the registry already.
intake-cluster = A household or border names a cluster that is not in the list.

draw-sizes = These numbers do not fit: the wished { $target } households must lie between { $min } and { $max }.
draw-min-too-small = A unit has at least { $least } households: anybody may see a plan, so it must not tell how many people live in one house.
draw-no-kind = Khu phố and ấp are drawn only inside a ward, commune or special zone.
draw-no-norm = The rulebook has no least number of households for the kind { $kind } here. Add a rules file of your office.
draw-unknown = There is no such drawing.
draw-over = The drawing is over.
draw-no-atoms = There are no clusters of households to draw from.
draw-problem = The clusters cannot be used for drawing.
draw-no-whole-number = A separate piece of the area has a number of households that no units in range can hold.
draw-atom-above-max = An old group or cluster is larger than the most by itself.
draw-part-count = So many units of these sizes cannot hold the households.
draw-links = What must lie together and what must lie apart contradict each other.
draw-not-found = No plan was found in the time given. Give more time or a wider range.
draw-no-plan = No plan fits the numbers chosen.

plan-unknown = There is no such plan.
plan-is-frozen = The plan has become a proposal and can no longer be changed.
plan-stale = Somebody else has just changed the plan. Load it again and go on.
plan-no-part = The plan has no such unit.
plan-no-atom = The plan has no such cluster.
plan-empty-part = A unit must not be left without households.
plan-name-missing = The unit has no name.
plan-name-taken = The plan has a unit named “{ $name }” already.
plan-text-too-long = Please write at most { $most } characters.
plan-reason-text = Say the reason in words.
plan-not-base = Only a plan of khu phố or ấp can be proposed.
plan-cause-hand_edit = edited by hand

group-no-unit = Self-managed groups are drawn only inside a present khu phố or ấp.

household-why-missing = Say why the household list is read; the reason is kept in the record.
household-unknown = There is no such household in the ward or commune.
household-no-atom = It is not known in which cluster this house lies. Choose the cluster.
household-code-taken = The ward or commune has a household with the code { $code } already.

reorganisation-unknown = There is no such reorganisation.
reorganisation-state = The reorganisation is at another step, so this cannot be done.
reorganisation-stale = The registry has changed since the proposal was made. Propose again from a new plan.
reorganisation-reason-missing = Say the reason in words.
adoption-document-missing = The resolution's document is not attached.
adoption-incomplete = The recording of the resolution is not complete.

# Roles and acts, in the record.
role-administrator = administrator
role-ward_officer = ward or commune officer
role-ward_leader = ward or commune leader
role-city_officer = city officer

act-account-add = Made an account
act-account-reset = Gave a new password
act-intake-commune = Brought a ward or commune in
act-intake-finish = Finished bringing a ward or commune in
act-draw-start = Ordered a drawing
act-draw-cancel = Stopped a drawing
act-draw-finish = Finished a drawing
act-group-propose = Ordered a division into self-managed groups
act-plan-rename = Named a unit of a plan
act-plan-reason = Gave the reason of a unit out of range
act-plan-move = Moved clusters between units
act-plan-delete = Deleted a plan
act-reorganisation-propose = Made a proposal
act-reorganisation-record = Recorded a resolution that was passed
act-reorganisation-confirm = Confirmed the recording
act-reorganisation-revert = Took the recording back before its day
act-unit-transfer = Moved the khu phố and ấp of a commune that ended
act-household-read = Read a household list
act-household-change = Entered a household that came, moved or left
act-rule-add = Added or ended a rule of an office
act-body-manage = Made, renamed or ended a body
act-post-manage = Made or changed a post, or gave it to a person
act-matter-open = Gave a task directly
act-matter-sort = Received a matter and passed it on
act-matter-answer = Took, worked on or answered a matter
act-matter-extend = Moved a day that the post had set
act-matter-confirm = Said whether it is solved
act-difficulty-raise = Raised a difficulty of a place
act-difficulty-claim = Said that a difficulty is overcome
act-difficulty-confirm = Entered what the people concerned said of a difficulty
act-sheet-take = Took a status sheet
act-conference-hold = Called a conference, kept its minutes or gave its conclusions
act-contribution-send = Sent a contribution that was asked for
act-visit-plan = Made a programme of visits
act-visit-hold = Recorded a visit
act-practice-register = Registered a practice
act-practice-assess = Assessed, recognised or spread a practice
act-practice-offer = Offered a practice to a place with the same difficulty
act-practice-adopt = Took a practice up or told its result
act-programme-issue = Issued a programme
act-workplan-write = Wrote a place’s plan
act-workplan-report = Told the progress of a plan
act-feedback-enter = Sent feedback, or entered it for a resident
act-feedback-moderate = Decided what everybody sees of feedback
act-group-form = Formed or dissolved a self-managed group
act-group-lead = Led a self-managed group
act-care-record = Recorded care for a post holder
act-movement-launch = Launched a movement
act-movement-record = Recorded activities or results of a movement
act-movement-join = Joined a movement, or left it
act-indicator-define = Define an indicator
act-indicator-tell = Tell and correct figures of a place
act-indicator-bring = Bring files of figures, see who has not told

# What the check of the registry finds.
verify-state-overlap = A unit has two states on one day: { $subject }.
verify-base-overlap = A household stands in two units on one day: { $subject }.
verify-base-gap = A household has no unit after a reorganisation: { $subject }.
verify-edge-sum = The households that went from { $subject } differ from the household list.
verify-member-outside = A household stands in a unit that is not yet or no longer there: { $subject }.
verify-parent-gone = A unit lies under one that is not yet or no longer there: { $subject }.
