### Movements: based on a resolution, joined by choice, without quotas.

movement-joiner-dia_ban = Neighbourhoods, hamlets, wards, communes
movement-joiner-to_tu_quan = Self-managed groups
movement-joiner-chuc_danh = Posts

movement-basis-missing = A movement stands on a resolution: write its number, its day and the body that passed it.
movement-basis-ahead = The resolution’s day, { $day }, lies ahead.
movement-no-place = This place does not exist today.
movement-unknown = There is no such movement.
movement-over = The movement ended on { $day }.
movement-outside = This movement does not run there.
movement-people = The number of people must be a whole number, 0 or more.
movement-activity-day = The day is missing or lies ahead. Write only what has been done.
movement-result-value = The value must be a number, such as 40 or 31.5.
movement-result-day = The day of the count is missing or lies ahead.

movement-nav = Movements
movement-title = Movements
movement-lead = Whoever wants to, takes part. Neighbourhoods, self-managed groups and posts sign up themselves; no quotas are handed out, and nobody records who does not join.
movement-launch-act = Launch a movement
movement-launch-title = Launch a movement
movement-launch-lead = A movement in { $place }. Everybody sees it at once.
movement-empty-title = No movement yet
movement-empty = The first step: the Front or an office launches a movement, naming the resolution it stands on and how one joins.
movement-open = Running
movement-ended = Ended
movement-joined-count =
    { $n ->
        [one] { $n } place or post takes part
       *[other] { $n } places and posts take part
    }
movement-name = Name of the movement
movement-name-hint = Short and easy to remember. For example: Green alleys, clean alleys
movement-basis = Basis
movement-basis-hint = The resolution that the movement stands on. Required.
movement-basis-number = Number of the resolution
movement-basis-body = Passed by
movement-basis-is = Resolution { $number } of { $day }, { $body }
movement-goal = Purpose
movement-goal-hint = Say in words what is wanted. There is no field for quotas here.
movement-how = How to join
movement-how-hint = Who can join, what one does, how one leaves.
movement-by = Launched by
movement-by-choice = Taking part is by choice, and one may leave at any time. This page does not record who does not join.
movement-own-title = You sign up for
movement-has-joined = Takes part
movement-join-act = Join
movement-leave-act = Leave
movement-people-label = Residents of { $place } taking part
movement-people-hint = A number only, no names. A new number replaces the old.
movement-people-act = Save the number
movement-people-count = Residents taking part: { $n }
movement-people-few = fewer than 10
movement-who = Taking part
movement-nobody-yet = Nobody has signed up yet. You may be the first.
movement-results = Results
movement-no-results = No result has been recorded yet.
movement-activities = What was done
movement-no-activities = No activity has been recorded yet.
movement-activity-title = Record an activity
movement-activity-day-label = Day
movement-activity-site = Where
movement-activity-site-hint = For example: Alley 45
movement-activity-text = What was done
movement-activity-text-hint = A few sentences. No names of residents.
movement-activity-act = Record the activity
movement-result-title = Record a result
movement-result-act = Record the result
