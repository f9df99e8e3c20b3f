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
    { $title }. { $about }

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
