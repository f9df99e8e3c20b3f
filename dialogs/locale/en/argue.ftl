# What makes a letter strong (dialogs/flows/argue.yaml). Everything can be skipped.

argue-begin = These answers make the letter strong. Skip what you do not know: your doctor can add it.
argue-done = Thank you. That goes into the letter.
argue-regimen-count = How many infusions did the doctor ask for?
    .label = Number of infusions
    .why = A letter must say exactly what it asks for.
argue-regimen-dose = What dose and how long is each infusion? For example: 0.5 mg/kg over 40 minutes. It stands on the doctor's order.
    .label = Dose of each infusion
    .why = The reviewer checks the dose against the studies.
argue-regimen-rhythm = How often? For example: five days in a row, then once a month.
    .label = How often
    .why = A letter must say exactly what it asks for.
argue-site = Where are they to be given?
    .label = Where
    .why = A plan looks at the place, and at who is there if something happens.
argue-provider = Which clinic or doctor gives them?
    .label = Who gives them
    .why = It stands at the head of the letter.
argue-monitoring = What is watched while you get it? Choose all that the clinic does.
    .label = What is watched
    .why = It answers the question about risk before it is asked.
argue-measure = By what will you and your doctor judge if it helps?
    .label = How the effect is judged
    .why = A plan agrees more easily to a course that stops if it does not help.
argue-measure-weeks = After how many weeks?
    .label = Judged after
    .why = A plan agrees more easily to a course that stops if it does not help.
argue-service-codes = Are there codes for the infusion on the letter or the request, such as J3490 or 96365?
    .label = Codes of the service
    .why = With the codes the plan finds the right request.
argue-diag-code = Is there a code for the diagnosis, such as G90.521? Only if it stands on a paper.
    .label = Code of the diagnosis
    .why = With the code the plan finds the right request.
argue-group-number = What is the group number on the card?
    .label = Group number
    .why = It stands at the head of the letter.
argue-crps-symptoms = Which of these do you have where it hurts?
    .label = Signs that you have
    .why = Doctors know CRPS by these four kinds of signs.
argue-crps-signs = Which of these did a doctor see and write down?
    .label = Signs that a doctor saw
    .why = A reviewer looks for them in the notes.
argue-neuropathic-kind = What is the nerve pain from?
    .label = Kind of nerve pain
    .why = The letter then names it as doctors do.
argue-headache-kind = Which kind of headache is it?
    .label = Kind of headache
    .why = The letter then names it as doctors do.
argue-spine-kind = Which kind of back or neck pain is it?
    .label = Kind of back or neck pain
    .why = The letter then names it as doctors do.
argue-pain-kind = Is it one of these?
    .label = Kind of pain
    .why = The letter then names it as doctors do.
argue-np-grounds = Which of these is true for you?
    .label = What shows the nerve pain
    .why = Doctors grade nerve pain by these four things.
argue-rash-on = When did the shingles rash come? The month is enough.
    .label = Shingles rash
    .why = It shows how long the pain has gone on after it.
argue-diabetes-on = When was diabetes found? The year is enough.
    .label = Diabetes found
    .why = It is the cause that a reviewer looks for.
argue-fm-areas = In how many of the 19 body areas on the doctor's list did you have pain in the past week?
    .label = Areas with pain
    .why = Fibromyalgia is judged by this count. Skip it if nobody has counted.
argue-fm-severity = What was the symptom score, from 0 to 12? It counts tiredness, sleep, thinking and more.
    .label = Symptom score
    .why = It is the second count for fibromyalgia. Skip it if nobody has counted.
argue-fm-regions = In how many of these five regions is the pain: left arm side, right arm side, left leg side, right leg side, and the spine?
    .label = Regions with pain
    .why = Four of the five are asked for.
argue-headache-days = On how many days in a month do you have a headache?
    .label = Days with headache
    .why = Chronic migraine is defined by days in a month.
argue-migraine-days = On how many of those days is it a migraine, or helped by a migraine pill?
    .label = Days with migraine
    .why = Chronic migraine is defined by days in a month.
argue-headache-months = For how many months has it been like that?
    .label = For how long
    .why = More than three months are asked for.
argue-cluster-attacks = How many attacks come in a day when it is bad?
    .label = Attacks in a day
    .why = A reviewer looks for it.
argue-cluster-minutes = How many minutes does an attack last if you take nothing?
    .label = Length of an attack
    .why = A reviewer looks for it.
argue-amputation-on = When was the amputation? The month is enough.
    .label = Amputation
    .why = It stands at the start of the story that a reviewer reads.
argue-phantom-where = Where do you feel the pain? For example: in the toes that are gone, not in the stump.
    .label = Where the pain is
    .why = Pain in the part that is gone is not the same as pain in the stump.
argue-spine-surgeries = How many operations on your back or neck have you had?
    .label = Operations
    .why = It shows that surgery was tried and did not end the pain.
argue-spine-surgery-on = When was the last one? The month is enough.
    .label = Last operation
    .why = It shows how long the pain has gone on after it.
argue-scd-type = Which type of sickle cell disease is it? For example: SS, SC, S beta.
    .label = Type of sickle cell disease
    .why = A reviewer looks for it.
argue-scd-months = For how many months have you had pain on most days?
    .label = Pain on most days
    .why = It tells pain that stays from a single crisis.
argue-urgent-danger = Does the doctor also say that if you have to wait, your life or health is at risk, or you may not get back to full strength?
    .label = Waiting is a danger
    .why = A fast outside review asks for more than severe pain.
argue-day-before = What could you do on a normal day before this illness? One or two sentences.
    .label = A day before
    .why = It shows what was lost. It goes into the letter in your own words.
argue-day-now = And what is a day like now?
    .label = A day now
    .why = It goes into the letter in your own words.
argue-ket-when = When was the last ketamine? The month is enough.
    .label = Earlier ketamine, when
    .why = Your own response is the best evidence that you have.
argue-ket-count = How many infusions were that?
    .label = Earlier ketamine, how many
    .why = Your own response is the best evidence that you have.
argue-ket-before = How bad was the pain before it, from 0 to 10?
    .label = Pain before ketamine
    .why = Your own response is the best evidence that you have.
argue-ket-after = And after it, from 0 to 10?
    .label = Pain after ketamine
    .why = Your own response is the best evidence that you have.
argue-ket-weeks = How many weeks did the relief last?
    .label = How long it lasted
    .why = Plans say that the relief does not last. This answers it.
argue-ket-changed = What could you do then that you could not before? For example: walk without a cane, go back to work, take fewer pills.
    .label = What changed
    .why = A gain in what you can do counts more than a number.

## The papers

letters-which =
    Which paper shall I write? It comes from what you told me. What I do not know is a marked blank.

    { $lines }
letters-line = • { $title }: { $about }
letters-line-short = • { $title }
button-letters-more = More papers
letters-form =
    { $title }.

    { $body }

    Check each line. Is all of it right? Then choose how you want it.
letters-facts =
    This will stand at its head:

    { $lines }
letters-blanks = Still a marked blank: { $names }.
letters-rows =
    These treatments will stand in it:

    { $lines }
letters-weak = I have to be plain: the studies for your diagnosis are few and weak. Plans know that. The letter rests on what you tried, on what ketamine did for you, and on your doctor. Ask your doctor for a strong letter.
letters-clash-ketamine = Please check: you said that there was no ketamine before, but it is on your list.
letters-clash-received = Please check: the day you got the letter is before the date on it.
letters-clash-order = Please check: one treatment on your list ends before it begins.
letters-open =
    I left these to you, since the letter has no answer to them:

    { $lines }
letters-part =
    Part { $at } of { $of }:

    { $text }
letters-through = That was all of { $title }. How do you want it?
letters-wrong = What is not right? Change it there, then ask for the letter again.
button-part-by-part = Go through it part by part
button-part-fill = Say: { $what }
button-part-keep = Keep
button-part-change = Change
button-part-drop = Leave out
button-part-undo = Put everything back
button-argue = Make it stronger: a few questions
button-letters-wrong = Something is not right
button-fix-letterhead = Name, address, numbers
button-fix-denial = The denial
button-fix-history = Treatments
button-fix-condition = Diagnosis and pain
button-fix-argue = The course, earlier ketamine, a day
letters-gaps =
    I left these out, since I do not have them yet:

    { $lines }

    You can add them and ask for the letter again.
letters-gap-line = • { $label }
letters-made = { $title }. Please read it before you send it. The blanks are marked.
button-paper = { $title }
button-as-docx = Word (to edit)
button-as-pdf = PDF (to print)
button-as-txt = Text

revise-begin = Type this part in your own words.
revise-part-text = Type this part as it should stand in the letter. What you type replaces it.
    .label = Your words
    .why = It is your letter: you sign it.
