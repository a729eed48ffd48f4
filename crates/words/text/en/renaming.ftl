### Khu phố and ấp that share a name after wards were merged: proposed names.

rename-scheme-number_on = The largest keeps its name, the others are numbered on
rename-scheme-old_ward = The largest keeps its name, the others add their old ward
rename-scheme-renumber = All are numbered anew from 1

renaming-nav = Names that collide
renaming-title = Names that collide in { $name }
renaming-lead = After a merger several khu phố or ấp may have one name. A new name changes no border and no household, and the old name is still found.
renaming-none = No khu phố or ấp here shares its name with another.
renaming-found = { $n ->
    [one] { $n } name collides
   *[other] { $n } names collide
 }
renaming-note = { $n ->
    [one] { $n } name collides here.
   *[other] { $n } names collide here.
 }
renaming-open = See them and propose names
renaming-how = Propose names
renaming-scheme = How to name
renaming-propose-scheme = Show this way
renaming-table = Present and proposed names
renaming-now = Present name
renaming-before = Before in
renaming-new = Proposed name
renaming-new-of = New name of { $name } ({ $from })
renaming-collides = Collides
renaming-always-here = always here
renaming-then = Every name can be changed by hand. The button below makes a dossier for the consultation of residents; nothing changes until a resolution is recorded and confirmed.
renaming-act = Make the dossier

rename-missing = { $name }: the new name is missing.
rename-without-kind = { $name }: the new name must begin with its kind, such as Khu phố or Ấp.
rename-kind-alone = { $name }: behind the kind, a number or name is missing.
rename-twice = { $name }: another place here has the new name.
rename-too-long = { $name }: the new name is longer than 60 letters.
rename-signs = { $name }: the new name has signs that no name has.
rename-nothing = No name has changed yet.
