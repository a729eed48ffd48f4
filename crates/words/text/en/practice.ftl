### Good practices; where they are tried; why things are alike.

practice-stage-registered = Registered
practice-stage-tried = Being tried
practice-stage-assessed = Assessed
practice-stage-recognised = Recognised
practice-stage-spread = Spread to other places
practice-stage-ended = Ended

campaign-dan_van_kheo = Dân vận khéo (skilful mass mobilisation)
campaign-nong_thon_moi_do_thi_van_minh = New countryside, civilised towns
campaign-toan_dan_bao_ve_an_ninh = Everybody guards public security

campaign-field-kinh_te = Economy
campaign-field-van_hoa_xa_hoi = Culture and society
campaign-field-quoc_phong_an_ninh = Defence and security
campaign-field-he_thong_chinh_tri = Building the political system

adoption-offered = Suggested, awaiting an answer
adoption-declined = Not taken up
adoption-trial = On trial
adoption-told = Result reported, awaiting residents
adoption-confirmed = Confirmed by residents
adoption-stopped = Stopped

adoption-step-offered = Suggested
adoption-step-declined = Not taken up
adoption-step-taken_up = Taken up for a trial
adoption-step-told = Result reported
adoption-step-confirmed = Confirmed by residents
adoption-step-returned = Residents did not agree: the trial goes on
adoption-step-stopped = Stopped
adoption-step-followed = Followed its place

likeness-words = Both speak of { $words }
likeness-category = Same field: { $category }
likeness-kind = Both are a { $kind }
likeness-size = About as many households: { $here } here, { $there } there
likeness-apartments = In both places most people live in apartment blocks
likeness-houses = In both places nearly everybody lives in a house

## Why not yet.

practice-unknown = There is no such practice.
practice-stale = Somebody else has just updated this practice. Look at it again, then go on.
practice-place-missing = Choose the place where it was done.
practice-place-unknown = This place does not exist today.
practice-ask-unknown = The post to ask no longer exists. Choose another one.
practice-category-missing = Choose a field.
practice-field-missing = Dân vận khéo has four fields. Choose one.
practice-cost-wrong = Give the cost as a number of đồng. Write 0 if it cost nothing.
practice-measure-missing = Give at least one figure from before, so that before and after can be compared.
practice-number-missing = Give a number.
practice-day-missing = Choose the day it was counted.
practice-day-ahead = { $day } lies in the future.
practice-step-order = This step cannot be taken now. Reload the page to see which step comes next.
practice-begun-missing = Give the day on which the trial began.
practice-begun-ahead = { $day } lies in the future. Record it once it has begun.
practice-own-assessment = The post that registered a practice does not assess it. Ask somebody else to.
practice-after-missing = Give the figure from after for at least one of the figures.
practice-after-day = The figure from after must be counted later than { $from } and not in the future.
practice-document-day = Give the document’s date; it cannot lie in the future.
practice-not-spread = No other place has taken it up and reported a result yet, so it has not spread.
practice-own-thanks = This practice is this post’s own.

adoption-unknown = There is no such trial, or you may not see it.
adoption-stale = Somebody else has just updated this. Look at it again, then go on.
adoption-not-assessed = Only a practice that was assessed, with figures before and after, and has not ended can be suggested.
adoption-own-place = That is where it was done. Choose another place.
adoption-no-place = Choose a place that exists today.
adoption-there = It has already been suggested to that place or is on trial there.
adoption-difficulty-elsewhere = That difficulty belongs to another place.
adoption-step-order = This step cannot be taken now. Reload the page to see which step comes next.
adoption-figure-missing = Give a figure from before: a number and the day it was counted.
adoption-begun-missing = Give the day on which the trial begins.
adoption-begun-wrong = { $day } lies in the future or more than a year back. Please correct it.
adoption-too-early = A trial runs for three months before its result is reported: from { $day }.
adoption-after-missing = Give the figure from after the trial.
adoption-after-day = The figure from after must be counted on or after { $from } and not in the future.
adoption-same-post = The post that reported the result does not confirm it for the residents.
adoption-meeting-day = The meeting must lie after the trial began and not in the future.
adoption-tally = Households in favour must be between 0 and those present, and somebody must be present.
adoption-not-agreed = Only { $agreed } of the { $attending } households present agreed, which is not more than half. Record that they did not agree and go on with the trial.

practice-file-large = The file is larger than 256 kB. A practice’s file holds only words and numbers and is far smaller: choose another one.
practice-file-json = The file could not be read: line { $line }, column { $column } is not JSON.
practice-file-format = This is not a practice’s file ("format": "coso-practice" is missing).
practice-file-version = The file follows version { $version } of the format; only version 1 can be read here. Ask the sender to export it again.
practice-file-missing = This part is missing.
practice-file-wrong = This value is not right.
practice-file-stage = Where it comes from it has not been assessed, or has ended, so it cannot be taken in yet.
practice-file-after = There is no figure from after.
practice-file-none = No file was chosen. Choose a .json file exported by another city.
