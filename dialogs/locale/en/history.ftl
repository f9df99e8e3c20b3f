# What was tried, the condition, what the plan wants shown, and prior authorization.
# (dialogs/flows/history.yaml, condition.yaml, preauth.yaml)

## The treatment history

history-begin = Let us list what you tried. If it gets too much, press "Stop": I keep everything.
history-history-text = Type or paste everything you tried, in one message and in your own words. For example: "gabapentin 300 three times a day, 2019, 6 months, no help. Lyrica made me dizzy. PT 12 visits."

    Or press Skip, and I show you lists to tick.
    .label = Your list
    .why = One message is the fastest way. I take it apart, and you check it.
history-tried-drug = Have you tried any of these drugs for the pain? Tick all that you tried.
    .label = Drugs
    .why = Plans look for the drugs that came before.
history-tried-therapy = And any of these?
    .label = Therapies
    .why = Plans often want to see therapy first.
history-tried-procedure = And any of these procedures?
    .label = Procedures
    .why = Plans often want to see what a block, an injection or a device did.
history-proof = Do you have papers for these treatments? Visit notes, letters and pharmacy printouts count.
    .label = Papers for the treatments
    .why = What is not on paper counts as not tried. I show you how to get what is missing.
history-tried = You have no treatments in the list yet. Shall I add one?
    .label = Add or remove a treatment
    .menu = Your treatments:
        { $listed }
        Is one missing?
history-name = What was the treatment? You can write all about it in one line: name, dose, from when to when, what happened.
    .label = Treatment
    .why = Then I can put it into your list.
history-length = { $about }: how long? Press one. Or better, type which one, the dose, from when to when, and who prescribed it.
    .label = How long
    .why = Plans ask if each treatment was tried long enough.
history-outcome = { $about }: what happened?
    .label = What happened
    .why = A plan wants to know why each treatment is not enough.
history-reason = { $about }: what was it? For example: dizzy, rash, allergic, bad with my heart medicine.
    .label = What it was
    .why = The plain reason is what counts.
history-proof-for = For which of them? Type their numbers, such as "1, 3 and 4".
    .label = Treatments with papers
    .why = What is not on paper counts as not tried.
history-read =
    I understood this:

    { $lines }
history-read-rest =
    I did not understand: { $rest }. If it matters, add it or change an entry.
history-proof-list =
    { $lines }
history-proof-unclear = I need the numbers of the list, from 1 to { $most }.
history-not-an-answer = I could not use that for { $name }. "It helped", "no relief" or "side effects" is enough. You can skip it.
history-read-none = I found no treatment in that. Your words are not lost on me, but I could not place them. Let us do it step by step.
history-summary =
    Your treatments:

    { $lines }
history-summary-none = Your list is empty so far. /history opens it again.
told-line = { $name }: { $told }
told-visits = { $count ->
        [one] once
       *[other] { $count } times
    }
told-from-to = { $start } to { $end }
told-from = { $start }
told-until = until { $end }
told-since = since { $start }, ongoing
told-ongoing = ongoing
told-years = { $count ->
        [one] about a year
       *[other] about { $count } years
    }
told-months = { $count ->
        [one] about a month
       *[other] about { $count } months
    }
told-weeks = { $count ->
        [one] about a week
       *[other] about { $count } weeks
    }
told-days = { $count ->
        [one] one day
       *[other] { $count } days
    }
told-no-outcome = what happened is not told yet
told-outcome = { $outcome } ("{ $words }")

## The condition

condition-begin = A few things that a reviewer asks about: the diagnosis, the pain, and what it does to you. I judge none of it.
condition-diagnosed-on = When was the diagnosis made? The year is enough if you do not know the day.
    .label = Date of the diagnosis
    .why = A plan looks for the note of that day.
condition-diagnosed-by = Who made it?
    .label = Who made the diagnosis
    .why = Some plans want a specialist's diagnosis.
condition-pain-now = How bad is the pain now, from 0 (none) to 10 (the worst)?
    .label = Pain now
    .why = A reviewer looks for a number, and for how it changes.
condition-pain-worst = And at its worst?
    .label = Pain at worst
    .why = A reviewer looks for a number, and for how it changes.
condition-limits = What does the pain keep you from doing, or make hard?
    .label = What it limits
    .why = What you cannot do says more than a number.
condition-hospital-visits = How often were you in a hospital or an emergency room for it in the last 12 months? 0 if never.
    .label = Hospital and emergency visits
    .why = They show how bad it gets.
condition-cautions = Does any of these hold for the patient? A reviewer asks the doctor about them. I judge nothing, and you can skip it.
    .label = What the doctor should look at
    .why = If the doctor's letter answers it first, it is no reason to say no.
condition-had-ketamine = Was there ketamine for the pain before?
    .label = Earlier ketamine
    .why = How it worked for you is strong proof, either way.
condition-ketamine-effect = What did it do? For example: pain from 8 to 4 for three weeks.
    .label = What ketamine did
    .why = How it worked for you is strong proof, either way.
condition-noted = Thank you. I noted that.

## What the plan wants shown

criteria-own = What your plan's own words ask for, and how far your case shows it:
criteria-general = What plans commonly ask for, and how far your case shows it. Paste your plan's own list in /coverage, and I use that. We hold no insurer's own list.
criteria-shown = { $met } of { $count } shown. This is no chance of winning. It says what is on paper.
criteria-strange =
    These words of your plan I could not place. Show them to your doctor:
    { $lines }
criteria-met = ✅ { $label }{ $by }
criteria-not-met = ❌ { $label }: not shown{ $by }
criteria-not-documented = 📄 { $label }: told, but not on paper{ $by }
criteria-not-known = ❔ { $label }: not known yet{ $by }
criteria-by = { " " }({ $names })
criteria-count = { $label } (at least { $count })
criteria-days = { $label } (at least { $days } days)
criteria-status-met = shown
criteria-status-not-met = not shown
criteria-status-not-documented = not on paper
criteria-status-not-known = not known
criteria-missing =
    What is still to get:

    { $tasks }
criteria-task = { $label }
    Who: { $owner }. { $todo }
    Words to send: "{ $wording }"
owner-you = you
owner-doctor = your doctor
owner-pharmacy = the pharmacy
criteria-told = { $body }
told-number = { $number }. { $text }

## Prior authorization

preauth-begin = The checklist for the request. For each thing: is it there? "I don't know" is fine.
preauth-check = { $ask }
preauth-sent = Was the request sent to the plan?
    .label = Request sent
    .why = The plan's time starts when it gets the request.
preauth-sent-on = On which day?
    .label = Sent on
    .why = The plan's time starts when it gets the request.
preauth-sent-by = In what way?
    .label = Sent by
    .why = A fax report or a mail receipt is proof.
preauth-reference = What is the reference number? It stays with you and me.
    .label = Reference
    .why = With it the plan finds your request.
preauth-done =
    { $there } of { $count } things are there.

    { $lines }
preauth-line-yes = ✅ { $label }
preauth-line-no = ❌ { $label }. { $todo } (Who: { $owner })
preauth-line-unknown = ❔ { $label }. { $todo } (Who: { $owner })
preauth-sent-told = Sent: { $on }, by { $by }, reference { $reference }.
preauth-sources = { $sources }
preauth-report = Press "Tell me what happened" and give me the exact day on which it was sent. Then I count the plan's time.
preauth-clock =
    I noted that the request was sent. The plan's time to decide:
    { $told }

## Papers

button-letters = Write a paper
button-history = List what I tried
button-condition = Diagnosis and pain
button-authorization = The request's checklist
button-start-history = List what I tried
button-start-letters = Write a letter for this
button-start-authorization = Go through the checklist
