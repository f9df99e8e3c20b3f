# Papers written from a case (knowledge/content/letters.yaml). A blank says what belongs there.

letter-blank = [____ { $what } ____]
letter-head = Treatment
letter-treatment-by = { $name } ({ $by })
letter-head-dose = Dose or number
letter-head-when = Dates and duration
letter-head-outcome = Outcome
letter-no-treatments = treatments: none told yet
letter-no-evidence = studies for this diagnosis: none in our list
letter-no-gaps = nothing that we know of
letter-sources = Sources of the facts above
letter-made = Made with Infusion Navigator from what was told. Please check every line before you send it.
letter-evidence-for = speaks for it
letter-evidence-mixed = mixed
letter-evidence-against = speaks against it
letter-cited = { $title }, { $address }
letter-none = none named
letter-reason = On the reason given: { $label }
letter-references = References
letter-decision-denied = denial
letter-decision-partly = partial denial
letter-decision-cut = decision to end or reduce care already approved
letter-decision-denied-again = decision on the { $appeal }
letter-decision-partly-again = partly adverse decision on the { $appeal }
letter-decision-cut-again = decision on the { $appeal }
letter-the-notice = Notice of the decision (copy)
letter-decided = { $what } of { $date }
letter-decided-cut = decision of { $date } to end or reduce care already approved
letter-dated = { $what } dated { $date }
letter-first-denial = Denial dated { $date }
letter-first-reason = The denial of { $date } gave this reason: { $reason }.
letter-then-appeal = { $told }; appeal sent on { $date }
letter-same-course = The dose requested here is the one used there.
letter-open-course = The dose that your doctor asks for is in none of the studies in this letter. Ask your doctor to say why this dose.
letter-dated-line = { $date }: { $said }.
letter-event-request-sent = the request was sent to the plan
letter-event-approved = the plan approved the request
letter-event-partly-approved = the plan approved the request in part
letter-event-denied = the plan denied the request
letter-event-appeal-filed = the appeal was sent
letter-event-external-filed = the outside review was requested
letter-event-hearing-asked = a hearing was requested
letter-event-hearing-set = the hearing was set
letter-event-no-answer = no decision was given within the time allowed
letter-event-withdrawn = the request was withdrawn
letter-event-gave-up = the matter was left at rest
letter-event-changed-plan = the patient changed to another plan
letter-event-received = { $said } (notice received on { $date })
letter-notice-lacks = The notice does not contain what it must: { $what } ({ $cite }).
letter-missed = The plan did not decide within the time that the law allows.
letter-note = contact with the plan
letter-note-with = contact with { $who }
letter-note-said = stated: “{ $value }”
letter-note-promise = promised: “{ $value }”
letter-note-reference = reference { $value }
letter-reference = { $number }. { $cite }
letter-exhibit = Exhibit { $number }: { $title }
letter-see-exhibits = { " " }(Exhibits { $numbers })
letter-see-exhibit = { " " }(Exhibit { $number })
letter-dash = –
letter-the-plan = the plan
letter-the-contractor = the Medicare contractor named in the notice
letter-infusions = intravenous ketamine infusions
letter-at-dose = at { $dose } each
letter-request = { $parts }
letter-coded = { $what } ({ $code })
letter-and = { $first } and { $last }
letter-and-nested = { $first }; and { $last }
letter-and-comma = { $first }, and { $last }
letter-more = { $number } { $count ->
        [one] other
       *[other] others
    }
letter-part = { $mark } “{ $words }”:
letter-open-part = Your plan's definition also asks for this: "{ $mark } { $words }". Nothing in your case answers it yet. Ask your doctor.
letter-own-first = The change, in my own words: “{ $words }.”
letter-own-third = The change, as reported: “{ $words }.”
letter-refused = { $what }: what you told does not look like it, so I left it out
letter-count-treatments = { $count ->
        [one] One established treatment
       *[other] { $number } established treatments
    }
letter-have = { $count ->
        [one] has
       *[other] have
    }
letter-count-infusions = { $count ->
        [one] one infusion of intravenous ketamine
       *[other] { $number } infusions of intravenous ketamine
    }
letter-count-visits = { $count ->
        [one] one visit
       *[other] { $number } visits
    }
letter-count-operations = { $count ->
        [one] one operation on the spine
       *[other] { $number } operations on the spine
    }
letter-count-weeks = { $count ->
        [one] one week
       *[other] { $number } weeks
    }
number-1 = one
number-2 = two
number-3 = three
number-4 = four
number-5 = five
number-6 = six
number-7 = seven
number-8 = eight
number-9 = nine
number-10 = ten
letter-against = { $count ->
        [one] One study speaks
       *[other] { $count } studies speak
    } against it. The plan may name it. The letter for your doctor lists all of them.
letter-gap = { $label } ({ $paper })

blank-name = name of the patient
blank-birth = date of birth
blank-member = member number on the card
blank-diagnosis = diagnosis
blank-diagnosed-on = date of the diagnosis
blank-diagnosed-by = who made it
blank-pain-now = pain score now
blank-pain-worst = pain score at worst
blank-limits = what the pain limits
blank-hospital-visits = number of visits
blank-ketamine-effect = what it did
blank-cautions = what was looked at
blank-records-holder = name and address of the clinic or pharmacy
blank-address = your address or portal
blank-signature = signature
blank-sign-date = date
blank-doctor = name of the doctor
blank-main-doctor = name of your main doctor
blank-specialist = name of the specialist or clinic
blank-measure = how the effect is judged
blank-judged-at = after how many weeks
blank-doctor-finding = the doctor's finding
blank-doctor-signature = signature
blank-plan-phone = number
blank-plan-name = name of the plan
blank-plan-address = address or fax for exceptions
blank-doctor-reason = the doctor's reason
blank-call-time = day and time
blank-call-name = name
blank-call-reference = reference number
blank-answer = answer
blank-sent-on = day
blank-sent-by = fax, mail, portal or phone
blank-reference = reference number
blank-step-wanted = the drug or treatment that the plan wants first
blank-exception-law = ask the insurance department of your state; we have not checked it
blank-dose = dose or number
blank-when = from when to when
blank-outcome = what happened
blank-send-to = address or portal in the letter
blank-send-fax = fax number in the letter
blank-appeal-name = name of the appeal in the letter
blank-outside-name = name of the next step in the letter
blank-denial-reference = reference or claim number
blank-notice-date = date on the letter
blank-received-on = day on which the letter came
blank-denied-what = what was refused
blank-reason-words = the reason in the letter's words
blank-reason-codes = codes on the letter
blank-denial-kinds = the plan's reason, and the answer to it
blank-service-on = day of the care
blank-last-day = last day for the appeal
blank-time-cite = the rule behind it
blank-criteria-cited = the criteria that they used
blank-phone = your phone number
blank-review-to = who runs the review, as the letter says
blank-representative = name of the person
blank-representative-contact = address and phone of the person
blank-representative-signature = signature
blank-representative-relation = such as daughter or friend
blank-matter-about = the claim or request, with its number
blank-account-number = account number on the bill
blank-clinic = name of the clinic or hospital
blank-first-infusion = day of the first one
blank-household = number of people
blank-infusion-count = number
blank-needed-until = date
blank-paid-total = amount that you paid
blank-service-dates = dates of the infusions
blank-yearly-income = amount
blank-practice-letterhead = letterhead of the practice
blank-group-number = group number on the card
blank-diag-code = diagnosis code
blank-service-codes = codes of the service
blank-codes-shown = codes of the service
blank-request = the course ordered: number, dose, how often, where
blank-doctor-phone = phone of the practice
blank-doctor-npi = NPI
blank-signer = name of the one who signs
blank-provider = who gives the infusions
blank-monitoring = who and what watches
blank-site = where the infusions are given
blank-regimen-dose = dose of each infusion
blank-regimen-rhythm = how often
blank-crps-symptoms = signs of CRPS that you have
blank-crps-signs = signs of CRPS that the doctor saw
blank-decision-line = date on the letter
blank-decision-of = date on the letter
blank-decision-called = what the letter decides
blank-first-reason = the reason in the first letter
blank-first-denial = date of the first letter
blank-np-grounds = what shows that it is nerve pain
blank-rash-on = when the shingles rash came
blank-diabetes-on = when diabetes was found
blank-fm-areas = number of areas with pain
blank-fm-severity = symptom score
blank-fm-regions = number of regions with pain
blank-headache-days = days with headache in a month
blank-migraine-days = days with migraine in a month
blank-headache-months = months with so many headaches
blank-cluster-attacks = cluster attacks in a day
blank-cluster-minutes = how long an attack lasts
blank-amputation-on = when the amputation was
blank-phantom-where = where the pain is felt
blank-scd-type = type of sickle cell disease
blank-scd-months = months with pain on most days
blank-spine-operations = number of operations
blank-spine-surgery-on = when the last operation was
blank-day-before = a day before the illness
blank-day-now = a day now
blank-ket-when = when earlier ketamine was given
blank-ket-count = how many infusions before
blank-ket-before = pain before ketamine
blank-ket-after = pain after ketamine
blank-ket-weeks = how long the relief lasted
blank-ket-relief = how much less pain
blank-ket-changed = what changed after ketamine
blank-ket-changed-sentence = what changed after ketamine
blank-failed-count = treatments that failed
blank-failed-opioids = opioids that were tried
blank-failed-have = treatments that failed
blank-failed-counted = treatments that failed
blank-failed-names = treatments that failed
blank-diag-year = year of the diagnosis
blank-plan-called = name of the plan
blank-quote = the plan's own words
blank-plan-sentence = the sentence of the plan
blank-definition = the plan's definition
blank-no-cautions = what was looked at
blank-grievance-facts = what happened, with dates and names
blank-complaint-facts = what is not in order
blank-regulator = office named in the letter
blank-employer = name of the employer
blank-late-reason = the reason for the delay
blank-effective-on = day on which the care ends
blank-network-search = what the search found
blank-auth-number = number of the approval
blank-auth-why = why there was no approval
blank-claim-sent-on = day on which the claim was sent
blank-missing-now = what was missing
blank-plan-kind = kind of plan
blank-state = state
blank-service-line = what was refused
blank-diagnosis-line = diagnosis
blank-reason-kinds = the reason in the letter
blank-review-name = name of the review
blank-review-cite = the law behind it
blank-visits = number of visits
