# Kinds. A khu phố, ấp or tổ is not an administrative unit.
kind-thanh_pho = city
kind-tinh = province
kind-quan = urban district
kind-huyen = rural district
kind-tp_thuoc_tp = city within a city
kind-thi_xa = town of a province
kind-tp_thuoc_tinh = city of a province
kind-phuong = ward
kind-xa = commune
kind-thi_tran = township
kind-dac_khu = special zone
kind-khu_pho = khu phố (neighbourhood)
kind-ap = ấp (hamlet)
kind-thon = thôn (village)
kind-khu_dan_cu = khu dân cư (residential area)
kind-to_dan_pho_co_so = tổ dân phố (neighbourhood)
kind-khom = khóm (neighbourhood)
kind-khoi_pho = khối phố (neighbourhood)
kind-tieu_khu = tiểu khu (neighbourhood)
kind-lang = làng (village)
kind-ban = bản (village)
kind-buon = buôn (village)
kind-bon = bon (village)
kind-phum = phum (village)
kind-soc = sóc (village)
kind-to_dan_pho = tổ dân phố (residents' cell)
kind-to_nhan_dan = tổ nhân dân (people's cell)
kind-to_dan_cu = tổ dân cư (residents' cell)
kind-to_tu_quan = self-managed group

level-province = province level
level-district = district level
level-commune = commune level
level-grassroots = below the commune

tier-base = khu phố and ấp
tier-sub = old tổ
tier-group = self-managed groups

# Lineage.
event-create = Created
event-rename = Renamed
event-retype = Changed in kind
event-recode = Given another code
event-move_parent = Moved to another parent
event-boundary_shift = Boundary shifted
event-merge_new = Merged into a new one
event-absorb = Absorbed
event-split_new = Split into new ones
event-carve_out = Carved out
event-dissolve = Dissolved
event-restore = Restored
event-correct = Record corrected

coverage-whole = all of it
coverage-part = part of it

method-counted = counted from the list of households
method-decree = printed in the document
method-area = split by area
method-estimate = estimated

# Why a unit differs from the norm.
reason-stable_unit_kept = A stable unit that keeps its border
reason-island = An island apart
reason-border = A border area
reason-isolated_terrain = Terrain that cuts it off
reason-natural_barrier = A river, canal or railway without a crossing
reason-apartment_complex_kept_whole = An apartment complex kept whole
reason-custom_cultural = Custom and culture of the place
reason-planned_growth = Growth that an approved plan foresees

# The rules of the rulebook.
rule-size_min = Least number of households
rule-size_max = Most households
rule-must_merge_below = Must merge when below
rule-consultation_over = Part of households that must agree
rule-submit_within = Time to submit after the resolution
rule-submit_within_no_council = Time to submit where there is no council
rule-forward_within = Time for the next level to submit
rule-kind_exists = When the kind exists
rule-base_kinds = Kinds that may be founded below a commune
rule-no_council = Where there is no people's council
rule-papers = Papers when places change
rule-notice = Standing instruction

# Why it cannot be reorganised like this.
reorganisation-stale-base = The registry has changed since this plan was drawn (drawn on revision { $based_on }, now { $now }). Draw it again on today's data.
reorganisation-unit-unknown = { $name } is no longer in the registry as it was when the plan was drawn.
reorganisation-already-changing = { $name } is already changed by another resolution, in effect from { $on }.
reorganisation-not-yet-begun = { $name } begins on { $from } and cannot be reorganised before that day.
reorganisation-households-lost = { $name }: { $missing } households are in no part of the plan.
reorganisation-households-doubled = { $name }: { $extra } households are counted twice.
reorganisation-atom-changed = A cluster of households is no longer as it was when the plan was drawn. Draw it again.
reorganisation-atom-unknown = { $name } takes a cluster of households that is not in the registry.
reorganisation-atom-doubled = A cluster of households is both in { $first } and in { $second }.
reorganisation-atom-missing = A cluster of { $households } households of { $old_name } (old) is in no new unit yet.
reorganisation-unit-empty = { $name } has no household.
reorganisation-name-missing = A new unit has no name.
reorganisation-name-twice = The name { $name } occurs twice in the commune.
reorganisation-kind-not-allowed = { $name }: this kind may not be founded here. A ward has only khu phố; a commune has ấp or thôn as its province rules.
reorganisation-norm-unknown = The rulebook has no size norm for this kind. Add it to the office's own rule file.
reorganisation-too-small = { $name } has { $households } households, under the floor of { $min } ({ $source }). Give a reason.
reorganisation-must-merge = { $name } has { $households } households, under { $percent }% of the floor of { $min } ({ $source }), so it must merge with a neighbour, except at borders, on islands and in terrain that cuts it off.
reorganisation-too-large = { $name } has { $households } households, over { $max } ({ $source }). Give a reason.
reorganisation-reason-without-text = { $name }: the reason for differing from the norm is not explained.
reorganisation-reason-contradicted = { $name }: its border changes, so "stable, border kept" cannot be the reason.
reorganisation-identity-unknown = { $name } continues a unit that is not in the plan.
reorganisation-identity-twice = { $name }: an old unit can be continued only once.
reorganisation-identity-without-majority = { $name } takes only { $households } of the { $of } households of { $old_name } (old), not more than half, so it cannot continue it.
reorganisation-identity-not-kept = { $name } has exactly the households of { $old_name } (old), so it must continue it.
reorganisation-sub-unit-left-behind = An old tổ of the units in this plan is not among those that end.
reorganisation-effective-day-missing = The effective day is not given.
reorganisation-effective-day-past = The effective day { $effective_on } is past (today is { $today }).

# Recording an adoption.
adoption-effective-day-differs = The effective day recorded ({ $adopted }) differs from the plan's ({ $planned }).
adoption-tally-missing = The tally of household representatives is missing.
adoption-tally-inconsistent = { $name }: the tally does not add up ({ $agreed } households agreed out of { $households }).
adoption-tally-unit-missing = The tally of { $name } (old) alone is missing; it merges with another unit.
adoption-not-over-half = The whole area: { $agreed } of { $households } households agreed; at least { $needed } are needed (more than 50% of all households).
adoption-not-over-half-in-unit = { $name } (old): { $agreed } of { $households } households agreed; at least { $needed } are needed (more than 50% of all households in each merging unit).
adoption-tally-after-resolution = The tally of { $taken_on } is later than the resolution of { $resolution_on }.
adoption-threshold-unknown = The rulebook has no consultation threshold here. Add it to the office's own rule file.
adoption-resolution-number-missing = The number of the resolution is missing.
adoption-resolution-day-missing = The day of the resolution is missing.
adoption-resolution-in-future = The resolution is dated { $resolution_on }, after today ({ $today }).
adoption-effective-before-resolution = The effective day { $effective_on } is before the resolution of { $resolution_on }.
adoption-not-acknowledged = A notice has not been acknowledged ({ $id }).
adoption-not-confirmed = A second person must confirm before it is recorded.
adoption-same-person = The one who confirms must be another person than the one who records.
adoption-already-effective = In effect since { $effective_on }, so it cannot be taken back; to change it, draw a new reorganisation.
adoption-notice-stands = An instruction stands, to be read and acknowledged before recording: { $source }.
adoption-tally-base-differs = The tally counts { $tally } households, the registry now has { $registry }.

# Describing a plan.
clause-totals = { $commune }: from { $before } units to { $after }; { $households } households and { $people } people, unchanged.
clause-kept = { $name } stays as it is ({ $households } households).
clause-renamed = { $old } (old) is renamed { $new }.
clause-retyped = { $old } (old) becomes { $new }.
clause-split = { $old } (old) is split into { $count }: { $new }.
clause-carved-out = { $new } carved out of { $old } (old); the rest is { $stays }.
clause-merged = { $old } (old) merge into { $new }.
clause-absorbed = { $old } (old) absorbed into { $stays }.
clause-border-shifted = The boundary between { $old } is shifted.
clause-made-of = { $new } ({ $households } households) is made of:
clause-part-whole = all of { $old } (old), { $households } households
clause-part-some = part of { $old } (old), { $households } of { $of } households
clause-reason-stable_unit_kept = { $name } ({ $households } households) differs from the norm as a stable unit that keeps its border: { $text }
clause-reason-island = { $name } ({ $households } households) differs from the norm as an island apart: { $text }
clause-reason-border = { $name } ({ $households } households) differs from the norm as a border area: { $text }
clause-reason-isolated_terrain = { $name } ({ $households } households) differs from the norm because the terrain cuts it off: { $text }
clause-reason-natural_barrier = { $name } ({ $households } households) differs from the norm because a river, canal or railway cuts it off: { $text }
clause-reason-apartment_complex_kept_whole = { $name } ({ $households } households) differs from the norm because an apartment complex is kept whole: { $text }
clause-reason-custom_cultural = { $name } ({ $households } households) differs from the norm by custom and culture of the place: { $text }
clause-reason-planned_growth = { $name } ({ $households } households) differs from the norm because an approved plan foresees growth: { $text }
clause-sub-units-end = { $count } old tổ end.
clause-estimated = Figures are estimated, not counted from a list of households.
clause-effective-on = In effect from { $day }.
clause-no-legal-value = A plan, without legal value yet

# Faults in a rule file.
rulebook-unreadable = File { $file }, { $entry }: cannot be read ({ $what }). Correct it by the form in rules/README.md.
rulebook-unknown-key = File { $file }, { $entry }: there is no key "{ $what }". Use one of the keys in rules/README.md.
rulebook-unknown-kind = File { $file }, { $entry }: there is no kind "{ $what }". Use a code such as khu_pho or ap.
rulebook-wrong-value = File { $file }, { $entry }: the value has the wrong form. Write it as { $what }.
rulebook-not-a-day = File { $file }, { $entry }: "{ $what }" is not a day. Write it as "2024-07-01".
rulebook-ends-before-it-begins = File { $file }, { $entry }: it ends ({ $to }) no later than it begins ({ $from }). Correct one of the two days.
rulebook-unknown-source = File { $file }, { $entry }: there is no source "{ $what }". Add [source.{ $what }] with the document's title.
rulebook-unknown-territory = File { $file }, { $entry }: there is no territory "{ $what }". Add a [[territory]] with this code.
rulebook-twice = File { $file }, { $entry }: there are two entries of this name. Rename one.
rulebook-overlaps = File { $file }, { $entry }: it holds on the same days as "{ $what }". End one before the other begins.
