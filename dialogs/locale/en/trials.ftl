# Clinical trials (dialogs/actions/trials.py).

trials-begin = Two short questions, so that I can leave out trials that would not take you. If I search, I send the names of the illness and of the drug only, and nothing about you.
trials-age = How old is the patient?
    .label = Age
    .why = Each trial says which ages it takes.
trials-sex = Which sex is on the patient's papers?
    .label = Sex
    .why = A few trials take only women or only men.
trials-any-state = your state
trials-search =
    { $how }

    To search yourself, open this page:
    { $link }

    Or go to clinicaltrials.gov and type: condition "{ $condition }", treatment "{ $drug }". Tick "Recruiting", and as the place { $state }. Then compare the ages with yours ({ $age }).

    { $sources }
button-change-trials = Change age or sex
trials-problem = The search at ClinicalTrials.gov did not work just now. The link above leads to the same list. You can also ask me again later.
trials-none = ClinicalTrials.gov lists no trial of ketamine for this pain that takes people of your age in the United States right now. New ones open all the time, so look again in some months.
trials-found = ClinicalTrials.gov lists { $count ->
        [one] one trial
       *[other] { $count } trials
    } that may take you. The nearest { $shown }:
trials-found-far = None of the trials is near your state. ClinicalTrials.gov lists { $count ->
        [one] one
       *[other] { $count }
    } in the United States that may take you. The nearest { $shown }:
trials-page = { $body }
trials-mind = Only the staff can say if you fit. Ask your doctor before you join one. Ask them too who pays for what.
trial-title = { $number }. { $title } ({ $id })
trial-place = Where: { $place }
trial-place-miles = Where: { $place }, about { $miles } miles from the middle of your state
trial-who = Who: { $ages }, { $sex }
trial-ages = ages { $least } to { $most }
trial-ages-from = age { $least } and older
trial-ages-to = up to age { $most }
trial-ages-any = any age
trial-women = women only
trial-men = men only
trial-everyone = women and men
trial-include = It wants, in its own words: { $points }
trial-exclude = It does not take, in its own words: { $points }
trial-contact = Contact: { $contact }
trial-no-contact = Contact: see the page of the study
