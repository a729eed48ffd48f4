# Drawing units over neighbouring atoms: what is wrong with a problem or a plan, and why there is none.

# A problem that cannot be used.
districting-no-atoms = There is nothing to draw: the list of old groups is empty.
districting-no-such-atom = Group number { $atom } does not exist: there are { $atoms }, numbered from 0.
districting-loop = Border number { $edge } joins group { $atom } to itself.
districting-bad-number = The value of { $what } cannot be used.

# Why no plan exists, or none was found.
districting-no-whole-number = A separate piece of { $atoms } groups with { $households } households cannot be divided into whole units within the range. Widen the range, or join the piece to its surroundings.
districting-atom-above-max = Group number { $atom } alone has { $households } households, more than the maximum. Raise the maximum, or divide the group.
districting-pocket = What can only be reached through group number { $atom } makes, with it, { $households } households, which fit no whole number of units. Widen the range, or add a crossing.
districting-parts-out-of-reach = { $households } households cannot make { $parts } units within this range.
districting-links = The conditions on what must lie together, apart or unchanged contradict one another at group number { $atom }.
districting-locks-overlap = Group { $atom } lies in two lists that are kept as they are. Take it out of one.
districting-across-lock = Must-link list { $list } reaches into and out of a unit that is kept as it is (group { $atom }). Take that group out, or do not keep the unit.
districting-torn = Must-link list { $list } lies in { $pieces } pieces that nothing joins. Open a way, or split the list.
districting-apart-together = Groups { $a } and { $b } must lie together and apart. Drop one of the two conditions.
districting-no-plan = Every way to divide the { $atoms } groups was looked at; none lies within the range.
districting-not-found = No plan within the range was found in the time given. That does not prove there is none: give it more time, or widen the range.

# What is wrong with a plan.
districting-length = The plan assigns { $found } groups; there are { $expected }.
districting-no-such-part = Unit { $part } is empty, or its number is not allowed.
districting-disconnected = Unit { $part } lies in { $pieces } separate pieces.
districting-out-of-range = Unit { $part } has { $households } households, outside the range from { $min } to { $max }.
districting-part-count = { $found } units are not allowed here.
districting-split = List { $list } of groups that must stay together is divided among { $parts } units.
districting-not-apart = Groups { $a } and { $b } must lie in different units.
districting-unlocked = List { $list } of groups to be kept unchanged is not exactly one unit.

# Why a unit is out of range.
districting-cause-isolated-piece = stands apart, and has too few households for a unit
districting-cause-atom-above-max = one group alone is above the maximum
districting-cause-locked = kept unchanged at the office's wish
districting-cause-no-whole-number = its separate piece cannot be divided into whole units within the range
districting-cause-unavoidable = proven: no plan has fewer units out of range
districting-cause-not-found = nothing better was found in the time given

# The command line `coso draw graph`, `coso check graph` and `coso certify`.
graph-progress = { $steps } steps, best { $best }, { $parts } parts, { $out } out of range
graph-sound = { $instance }: { $parts } parts of { $least } to { $most }, all in one piece and in range; { $objective } { $value }, { $seconds } s.
graph-broken = { $instance }: the plan breaks the rules above; { $parts } parts of { $least } to { $most }, { $out } out of range; { $objective } { $value }.
graph-not-readable = { $file }, line { $line }, column { $column }: { $cause }. Mend the file there.
graph-wrong-length = { $file }: “{ $place }” gives { $found } where { $expected } are expected. Make the lists of equal length.
graph-missing-rules = { $file } has no size range (L and U, or min and max). Give --min and --max, and --k for a fixed number of parts.
graph-no-atoms = { $file }: “pop” is empty. An instance needs at least one atom.
graph-no-such-atom = { $file }: edges[{ $edge }] names atom { $atom }, but there are { $atoms }, numbered from 0. Mend that edge.
graph-loop = { $file }: edges[{ $edge }] joins atom { $atom } to itself. Remove that edge.
graph-bad-number = { $file }: the value of { $what } cannot be used. Mend it in the file or give another on the command line.
graph-bad-part = { $file }: { $place } is { $part }. Parts are numbered from 0, without gaps.
graph-bad-option = { $option } cannot be { $value }. Give a positive number.
graph-unwritable = Cannot write { $file }: { $cause }. Choose another place to write to.
blobs-proven = Doors gathered into { $count } clusters kept whole: the best plan of the clusters has the value { $value }, which is proven. Drawn on door by door it is better by { $better }; of plans that part a cluster nothing is proven.
blobs-bounded = Doors gathered into { $count } clusters kept whole: the plan of the clusters has the value { $value }, no plan that keeps them whole comes below { $bound }. Drawn on door by door it is better by { $better }; of plans that part a cluster nothing is proven.
blobs-open = Doors gathered into { $count } clusters kept whole: the plan of the clusters has the value { $value }, not proven best. Drawn on door by door it is better by { $better }.
blobs-none = There are no clusters: the instance is small enough to be drawn as it is.
graph-no-certificate = There is no certificate: the instance is too small to need one, too large to list every possible part, or the steps ended before there was a bound.
graph-best = No plan is better: value { $value }, with { $fewest } to { $most } parts. { $looked } possible parts looked at, { $seconds } s.
graph-bounded = No plan is below { $bound } (with { $fewest } to { $most } parts); this one has { $value }, at most { $gap } % more. { $looked } possible parts looked at, { $seconds } s.
graph-widened = No plan lies wholly in range, so parts of { $least } to { $most } households were weighed: first the fewest parts out of range, then the fewest households, then the value.

# Why a certificate proves nothing.
districting-mistrust-other-problem = The certificate speaks of another instance, or of other rules. Use the very file and rules of the drawing.
districting-mistrust-changed = The certificate was changed after it was written. Take the original, or draw again.
districting-mistrust-broken = The plan breaks the rule above, so the certificate does not apply to it.
districting-mistrust-shape = Step { $step } of the certificate does not have the shape of a proof.
districting-mistrust-less = The prices in the certificate prove only { $found }, less than the { $said } it states (in millionths).
districting-mistrust-exceeded = What was fixed at level { $level } or before it is exceeded.
districting-mistrust-too-many = There are too many possible parts to look at them all.

# Explaining: whether there is a plan, what relaxing a rule brings; repairing a plan that is given.
districting-verdict-exists = There is a plan that keeps all rules.
districting-verdict-none = No plan keeps all rules; that is proven.
districting-verdict-unknown = No plan that keeps all rules was found; that there is none is not proven.
districting-cure-max = The maximum must be raised to at least { $size } households.
districting-cure-min = The minimum must be lowered to { $size } households or less.
districting-cure-parts = With this range there can only be { $fewest } to { $most } units.
districting-rule-min = A minimum of { $size } households
districting-rule-max = A maximum of { $size } households
districting-rule-parts = { $fewest } to { $most } units
districting-rule-together = Without must-link list { $list }
districting-rule-apart = Without cannot-link pair { $list }
districting-rule-locked = Without keeping the unit of list { $list }
districting-rule-barrier = With barrier { $list } opened
districting-given-no-such-part = No group lies in unit { $part }, so it cannot be kept.
districting-given-no-part = Group { $atom } lies in no unit yet, so it cannot be held in place.
districting-term-out-of-range = units out of range
districting-term-deviation = distance from the size wished for, in all
districting-term-cut = borders cut
districting-term-moved = households away from their old unit
districting-term-walking = distance to the community house, in households × metres
districting-term-inertia = scatter about the centre of gravity, in households × square metres
districting-alternatives-enough = There are as many plans as asked for.
districting-alternatives-none-left = No other plan lies far enough from these; that is proven.
districting-alternatives-not-found = No other plan far enough from these was found; that none is left is not proven.

# The commands `coso draw graph --explain`, `--alternatives`, `--front` and `coso repair graph`.
graph-certain = proven best
graph-so-far = best found
graph-concerns = Groups concerned: { $atoms }.
graph-now = Under all rules: { $parts } parts, { $out } out of range, value { $value } ({ $proof }).
graph-relaxed = { $rule }: { $out } parts out of range ({ $out-change }), value { $value } ({ $value-change }); { $proof }.
graph-relaxed-nothing = { $rule }: other conditions still contradict one another.
graph-binds = What binds most: { $rule }.
graph-nothing-binds = No rule relaxed alone brings a better plan.
graph-repaired = { $instance }: { $moved } households in { $atoms } groups change unit; { $parts } units, { $out } out of range; value { $value }, { $seconds } s.
graph-fewest = Fewer households cannot change; that is proven.
graph-fewest-bound = Whatever is done, at least { $least } households change.
graph-fewest-open = That fewer households cannot change is not proven.
graph-move = Group { $atom }: from unit { $from } to unit { $to }.
graph-placed = Group { $atom }: in no unit yet, placed in unit { $to }.
graph-new-unit = new (number { $part } of the plan)
graph-alternative = Plan { $number }: value { $value }, { $parts } parts, { $out } out of range; distance from the size wished for { $deviation }, borders cut { $cut }, { $moved } households away from their old unit; differs from the plans before by at least { $apart } % of households.
graph-point = { $first }: { $one }; { $second }: { $other }; value { $value } ({ $proof }).
graph-point-certain = proven: no plan is better in one and not worse in the other
graph-least = { $term }: no plan comes below { $least }.
graph-two-terms = --front needs two different figures, such as --front cut,moved.
graph-level = Level { $number }: { $value }, not more than { $limit } from then on; no plan comes below { $bound } ({ $proof }).
graph-bad-level = The level "{ $text }" of --order cannot be read. Write it like cut, moved:15 or 0.1*deviation+cut, with deviation, cut, moved, walking, inertia.
graph-bad-share = --apart cannot be { $value }. Give a number from 0 to 1, such as 0.2.
graph-no-such-barrier = { $file }: barriers[{ $barrier }] names group { $atom }, but there are only { $atoms } groups, numbered from 0.
graph-no-such-linked = { $file }: together, apart or locked names group { $atom }, but there are only { $atoms } groups, numbered from 0. Correct it there.
