# The demonstration: sample data, playing a part.
sample-stamp = SAMPLE DATA
sample-stamp-why = Places, figures and stories here are invented so that you can try the program.
stage-title = Try it as someone else
stage-lead = One click shows the program as that person sees it. Choose another to switch.
stage-resident = Resident
stage-head = Head of Khu phố 10
stage-officer = Ward officer
stage-leader = City leader
