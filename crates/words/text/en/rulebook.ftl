### Rules: which number, from which day, where, by which document.

leeway-free = Places below may add to it.
leeway-not_less = Places below may set the same or more, not less.
leeway-not_more = Places below may set the same or less, not more.
leeway-fixed = Places below may not set anything else.

rule-origin-program = Comes with the program
rule-origin-file = From the rule file of the office that runs the program
rule-origin-office = Added by an office for its own territory

rulebook-nav = Rules
rulebook-title = Rules in use
rulebook-lead = Every legal number that the program uses: what it says, from which day, where, by which document. No number stands in the machine without its source.
rulebook-where = Show for the place
rulebook-everywhere = All places
rulebook-changes = What has changed
rulebook-changes-lead = On which day which rule began, changed or ended. The latest day comes first.
rulebook-calendar = Days off and working days
rulebook-calendar-lead = Terms are counted in working days: Monday to Friday, without the days off below, with the days worked in exchange.
rulebook-add = Add a rule of our office
rulebook-decides = In { $place }, on { $day }, these rules decide.
rulebook-holds = Rules in force on { $day }. Choose a place to see only those that decide there.
rulebook-none = There is no rule for this day. Choose another day.

rulebook-about-size_min = A new khu phố or ấp has at least so many households. A floor, not a mean.
rulebook-about-size_max = A khu phố or ấp has at most so many households.
rulebook-about-must_merge_below = Below this part of the floor, a unit must merge with a neighbour.
rulebook-about-consultation_over = More than this part of all households must agree, not only of those that answered.
rulebook-about-submit_within = From the resolution until the file is sent to the level above.
rulebook-about-submit_within_no_council = From the consultation until the file is sent, where there is no people's council.
rulebook-about-forward_within = Time for the level above to submit it further.
rulebook-about-kind_exists = From which day to which day this kind of unit exists.
rulebook-about-base_kinds = Which kinds of unit may be founded under this kind of commune.
rulebook-about-no_council = This kind of unit has no people's council in that time.
rulebook-about-papers = What changes in people's papers, and what does not, when the place they live in is rearranged. The page “My khu phố” says it.
rulebook-about-notice = An instruction that must be read and acknowledged before a resolution is recorded.

rulebook-col-value = What it says
rulebook-col-kind = Kind of unit
rulebook-col-place = Where
rulebook-col-days = Time
rulebook-col-source = Document
rulebook-col-what = What day
rulebook-every-kind = every kind
rulebook-percent = below { $n }%
rulebook-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
 }
rulebook-over = over { $part } of all households
rulebook-exists = this kind of unit exists
rulebook-no-council = no people's council
rulebook-always = no limit of days
rulebook-until = until { $last }
rulebook-never-held = withdrawn before its first day
rulebook-own = Added by the office
rulebook-ahead = Ahead
rulebook-became = Before: { $before }. From this day: { $after }.
rulebook-began = Began: { $after }.
rulebook-ended = Ended: { $before }.
rulebook-worked = Worked in exchange
rulebook-defaults = Days for an answer where an office set none
rulebook-defaults-lead = No law sets these numbers. A commune sets its own under Who answers for what.

rulebook-in-force = In force on { $day }.
rulebook-not-in-force = Not in force on { $day }.
rulebook-seen = Where it was read
rulebook-note = Remark
rulebook-leeway = May places below differ
rulebook-origin = Where it comes from
rulebook-unverified-why = Nobody has checked this number or day against the document itself. Check it before you rely on it.
rulebook-history = This rule over time
rulebook-elsewhere = The same thing in other places
rulebook-which = By which rule?
rulebook-which-title = By which rule?
rulebook-which-lead = The numbers by which this is judged, in force on { $day }:

rulebook-add-lead = This rule holds for { $place } alone. Everybody can read it, and it is marked as added by the office.
rulebook-about = What the rule is about
rulebook-choose = Choose one
rulebook-kind-hint = Needed for rules about numbers of households.
rulebook-value-hint = For example 550 (households), 5 (working days), 2/3 or 60% (households that agree). For an instruction, its words.
rulebook-first-day = First day
rulebook-last-day = Last day
rulebook-last-hint = Leave it empty if it is not known.
rulebook-document = Document
rulebook-doc-title = Title
rulebook-doc-title-hint = For example: Decision on the size of khu phố
rulebook-doc-number = Number
rulebook-doc-number-hint = For example 12/QĐ-UBND
rulebook-doc-day = Day of issue
rulebook-doc-article = Article, clause
rulebook-optional = Not required.
rulebook-public = A rule once added cannot be deleted, only ended. Everybody sees which post added it.
rulebook-add-act = Add the rule
rulebook-end = End this rule
rulebook-end-hint = What was decided until the end of this day stays decided by this rule.
rulebook-end-act = End it

rule-missing = This field is empty.
rule-value = This value does not fit what you chose. See the examples above.
rule-ends-before = The last day lies before the first day.
rule-place = Rules can be added for a commune, ward, special zone, province or city only.
rule-contradicts = { $leeway ->
    [not_less] { $place } asks for more ({ $source }). A place below may not ask for less.
    [not_more] { $place } allows less ({ $source }). A place below may not allow more.
   *[other] { $place } has settled this ({ $source }). A place below may not set anything else.
 }
rule-already = The office has a rule about this from { $from }. End that one first.
rule-unknown = There is no such rule.
rule-end-past = A rule cannot end in the past: what was decided stays. Choose yesterday or a later day.
rule-over = This rule has ended already.
rulebook-again = Offices' own rules to be looked at again
rulebook-again-lead = A document of a level above says otherwise. From the day given below the document of the level above holds where they contradict; the office that made the rule should change or end it.
rulebook-again-tag = to be looked at again
rulebook-aside-since = Contradicts { $by }: does not apply from { $from }.
rulebook-aside-between = Contradicts { $by }: does not apply from { $from } to { $last }.
rulebook-aside-open = See the rule of the level above
rulebook-put-aside = The office's own rule “{ $value }” no longer applies, since it contradicts { $by }.
rulebook-stands-again = The office's own rule “{ $value }” applies again: { $by } no longer contradicts it.
rulebook-own-list = Rules that offices added
rulebook-all-list = All rules in use
rulebook-own-lead = Every rule that offices added for their own places: in use, still to come and over.
rulebook-own-none = No office has added a rule here.
