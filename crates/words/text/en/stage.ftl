# The demonstration: sample data, playing a part.
sample-stamp = SAMPLE DATA
sample-stamp-why = Places, figures and stories here are invented, so that you can try the program.
stage-title = Try it in somebody’s place
stage-lead = One click shows the program as that person sees it. Click another place to change.
stage-resident = A resident
stage-head = The head of Khu phố 10
stage-officer = A ward officer
stage-leader = A leader of the city
