# The denial, the appeal against it, the external review, the packet and the calendar.

## The denial

command-denial = what the denial letter says, and what answers it
denial-begin = The dates are safe. Now a few questions about the letter. You can skip any, or stop and come back.
denial-begin-undated = I have no last day for this yet, so keep to the one in your letter. Now a few questions about the letter. You can skip any, or stop and come back.
denial-begin-passed = The last day has gone by, so be quick: ask that a late appeal is accepted, and say why it is late. A few questions about the letter help me to write it. You can skip any.
denial-read = I read this kind of denial in it: { $labels }. You can change that at the end.
denial-code = { $system } { $code } means: { $label }.
denial-kind =
    This is the kind of denial: { $label }

    { $means } { $answer }

    { $sources }
denial-kind-unknown = I do not know yet why they refused. Paste the reason from the letter with /denial, or ask the plan for it in writing.
denial-done =
    I kept it with this denial.

    { $told }

    What next? See what answers the reason, or check what the law wants in the letter.
button-start-denial = Tell me about the letter
button-denial-change = Change what I told
button-appeal = What answers it

denial-denied-what = What did they refuse?
    .label = What was refused
    .why = The appeal has to name it.
denial-service-on = On which day was the care given?
    .label = Day of the care
    .why = The plan finds the claim by that day.
denial-came-by = How did the letter come?
    .label = Came by
    .why = It may matter for the day from which your time runs.
denial-reason-words = Why do they refuse? Please paste or type the reason in the letter's own words. Leave out ID numbers.
    .label = Reason in their words
    .why = An appeal has to answer the reason, and the words tell its kind.
denial-reason-codes = Are there codes near the reason, such as CO-55 or N115? Please type them.
    .label = Codes
    .why = A code often says more than the words.
denial-denial-kinds = Which kind of reason is it? Press all that fit.
    .label = Kind of denial
    .why = Each kind has its own answer.
denial-plan-sentence = Does the letter quote a sentence of your plan? Please paste it.
    .label = Sentence of the plan
    .why = Your appeal can answer it word by word.
denial-criteria-cited = Does it name criteria or a medical policy? Please type the name and the number.
    .label = Criteria
    .why = Your doctor's letter should answer each of them.
denial-decided-by = Who made the decision?
    .label = Decided by
    .why = The appeal has to go to the one who decides.
denial-denial-reference = What is the reference or claim number on the letter?
    .label = Reference
    .why = It goes to the head of your letter. You can skip it and write it in by hand.
denial-send-to = To which address or portal does the letter tell you to send an appeal?
    .label = Send to
    .why = An appeal sent to the wrong place can get lost.
denial-send-fax = Is there a fax number for appeals?
    .label = Fax
    .why = A fax leaves proof of the day.
denial-ongoing = Were you in a course of infusions that they had approved, and that they now stop or cut?
    .label = Course under way
    .why = There may be a way to let it go on while you appeal.
happened-ongoing = Were you in a course of infusions that they had approved, and that they now stop or cut?
    .label = Course under way
    .why = If so, you may ask that it goes on. The time for that is very short.
happened-effective-on = From which day do they stop it?
    .label = Stops on
    .why = The time to ask that it goes on runs to that day, or is a few days from the notice.
denial-effective-on = From which day do they stop it?
    .label = Stops on
    .why = The time to ask that it goes on is short.
denial-network-search = What did you find when you looked for a clinic in the network? Such as: called on May 3, no clinic within 90 miles.
    .label = Search in the network
    .why = It shows that there was no other way.
denial-auth-number = Was there an approval? If so, what is its number?
    .label = Approval number
    .why = With the number the plan can find it.
denial-auth-why = If there was no approval, why not? In a sentence or two.
    .label = Why no approval
    .why = A good reason can save the claim.
denial-claim-sent-on = On which day was it sent?
    .label = Sent on
    .why = The plan says that it came too late.
denial-late-reason = If it was late, what was the reason?
    .label = Reason for the delay
    .why = A good reason can be accepted.
denial-missing-now = Which missing paper do you have now?
    .label = Missing paper
    .why = Sending it may be enough.
denial-sent-so-far = What was sent to the plan so far?
    .label = Sent so far
    .why = What is new counts most in an appeal.
denial-appeal-has = Which of these do you have now?
    .label = Have now
    .why = I can tell you what is still missing.

## The appeal

command-appeal = what answers the denial, what is missing, and the steps
appeal-no-denial = Tell me about the denial first. Then I can say what answers it.
appeal-no-kind = I need to know why they refused. Then I can say what answers it.
appeal-shown = there
appeal-missing = missing
appeal-point-shown = ✓ { $label }
appeal-point-missing = ! { $label }
appeal-task = • { $paper } (from { $owner }). { $todo }
appeal-nothing-lacks = Nothing that I know of.
appeal-points =
    They say: { $labels }.

    This is what answers it. You have { $shown } of { $count }:

    { $lines }

    Still to get:

    { $lacking }

    New papers count: what the plan did not see before can change the decision.
appeal-steps =
    The steps, in order:

    { $lines }

    { $limit }
appeal-step = • { $title }
appeal-step-by = • { $title }: by { $date }
button-appeal-letter = The letter
button-calendar = Dates for my calendar

## External review

command-external = the outside review: is it open, who decides, what to send
external =
    { $body }

    { $sources }
external-open = The outside review is open to you. { $text }
external-first = Not yet. { $text }
external-ask = I cannot say for sure. { $text }
external-closed = { $text }
external-other =
    { $text } With your kind of plan it is called: { $outside }.
external-road =
    Who decides: { $decides }.

    How to ask: { $how }

    What they look at: { $sees }

    Cost: { $fee }
external-send =
    What to send:

    { $lines }
external-send-line = • { $what }
external-after =
    What the decision does: { $binds }

    What is left after it: { $after }

    Who may act for you: { $helper }
external-runs-federal = Who runs it: your plan is self-funded, so the federal process applies ({ $cite }).
external-runs-state-in = Who runs it: in { $state } the state itself, for insured plans{ $name } ({ $cite }).
external-runs-federal-in = Who runs it: in { $state } the federal process, for insured plans ({ $cite }).
external-runs-unknown-in = Who runs it: in { $state } that is not certain. Your last denial letter must name it ({ $cite }).
external-own-name = {""}, which calls it "{ $name }"
external-file-with-office = Send the request to: { $office }.
external-file-with-insurer = Send the request to your insurer, which passes it on. Who watches over it: { $office }.
external-file-with-reviewer = Send the request where your letter says. As a rule it is { $office }.
external-contact = Ask there: { $how }
external-form = Form: { $form }
external-fee = Cost there: { $fee }.
external-not-seen = I have not seen this state's rule itself. Your letter counts. Ask the office before you rely on this.
external-runs-unknown = Who runs it: I have not checked this for your state. The last denial letter must name it. Your state's insurance office knows it too.
external-papers = More papers: you have at least { $days } business days from the day you get the reviewer's own letter ({ $cite }). Send all that you have at once, and the rest within that time.
external-papers-unknown = I have no checked rule on how long you may add papers later. So send all of it at once. The reviewer's own letter tells you its time.

## What a state says of its own, ahead of an answer

state-period = { $unit ->
        [calendar_months] { $amount } months
        [business_days] { $amount } business days
       *[other] { $amount } days
    }
state-sooner = { $first }, or { $second } if that is sooner
state-time = you have { $length } from { $starts ->
        [receipt] the day that denial reached you
        [sent] the day that denial was sent
       *[other] the date on that denial
    }{ $filed ->
        [received] {""}, and the request must have arrived by then
       *[other] {""}
    } ({ $cite })
state-time-safe = to be safe, ask within { $length }, from the date on that denial. That is not the last day by law: your letter must name it
state-fee = { $state }, plan from an insurer. Cost: { $fee }.
state-external-file = { $state }, plan from an insurer: after the last denial, { $time }.
state-external-urgent = { $state }, when it is urgent: { $time }.
state-hearing-plan = { $state }, Medicaid health plan: after it says no to your appeal, { $time }.
state-hearing-state = { $state }, Medicaid from the state itself: after its denial, { $time }.
button-external-letter = The letter
button-start-external = Is it open to me?

## The head of a letter

letterhead-begin = Now what stands at the head of your letters. Skip what you do not want to store here: it becomes a blank that you fill in by hand.
letterhead-done = I have the head of your letters. What you skipped is a marked blank.
button-letterhead = Name and address for the letters
letterhead-name = What is the patient's name, as the plan has it?
    .label = Name
    .why = It stands at the head of the letter.
letterhead-birth = What is the date of birth?
    .label = Date of birth
    .why = Plans find a person by name and date of birth.
letterhead-member = What is the member number on the card?
    .label = Member number
    .why = You can skip it and write it in by hand.
letterhead-address = What is your address?
    .label = Address
    .why = The answer goes there.
letterhead-phone = What is your phone number?
    .label = Phone
    .why = A reviewer may call you.
letterhead-plan-name = What is the name of the plan, as on the card?
    .label = Plan
    .why = The letter goes to it.
letterhead-plan-phone = What is the phone number of the plan on the card?
    .label = Phone of the plan
    .why = For the questions to ask on the phone.
letterhead-doctor = What is the name of the doctor who asks for the infusions?
    .label = Doctor
    .why = Some letters go to your doctor.
letterhead-representative = What is your own name, as the one who acts for the patient?
    .label = Acts for the patient
    .why = You sign for the patient, with a form that says so.

## The packet

packet-cover = Cover and index
packet-exhibit = Exhibit { $number }: { $title }
packet-stamp = Exhibit { $number }, page { $page } of { $pages }
packet-page = packet page { $page } of { $total }
packet-index = Index
packet-index-exhibit = Exhibit
packet-index-title = What it is
packet-index-pages = Pages
packet-not-opened = The document "{ $title }" could not be opened. It has to be added by hand.
packet-too-large = The packet came out at { $size } MB, and I can send at most { $most } MB. Take a large document out, or send it on paper by itself.
packet =
    { $count ->
        [one] One document goes
       *[other] These { $count } documents go
    } into the packet, behind the letter ({ $pages ->
        [one] one page
       *[other] { $pages } pages
    }):

    { $lines }

    { $notes }
packet-line = Exhibit { $number }: { $title } ({ $pages })
packet-untold = I do not know what these are: { $names }. Tell me in /documents, so that they stand in the right place.
packet-split =
    That is { $size } MB and { $pages } pages. I can send at most { $most } MB and { $limit } pages in one file, and a fax of that length often breaks. So I made parts of it. Send each with its own cover, and note each in /log:

    { $lines }
packet-part-line = Part { $number }: { $count } documents, { $pages } pages
packet-empty = There is no document to put in yet. Send me the denial, your doctor's letter and your records as photos or files. Then ask again.
packet-to = To: { $plan }, { $to }
packet-from = From: { $name }, member number { $member }
packet-about = Reference: { $reference }
packet-made = Put together on { $date }
packet-title = Appeal packet
packet-title-part = Appeal packet, part { $number } of { $count }
packet-made-told = Your packet. Look at each page before you send it. Send it two ways, such as fax and certified mail, and keep the proof.
command-packet = letter and documents as one PDF with an index
button-packet-make = Make it
button-packet-part = Make part { $number }

## The calendar

command-calendar = your dates as a calendar file
calendar =
    Your dates, as a file for the calendar on your phone. Ask again when something changes: the new file puts the old dates right.

    { $lines }
calendar-line = • { $date }: { $title }
calendar-empty = I have no dates for you yet. Tell me what happened with /report.
calendar-name = Infusion Navigator
calendar-limit-appeal = Last day: send the appeal
calendar-limit-external = Last day: ask for the outside review
calendar-limit-second-appeal = Last day: ask for the second look
calendar-limit-hearing = Last day: ask for the hearing
calendar-limit-judge = Last day: ask for the judge
calendar-limit-council = Last day: ask the Council
calendar-limit-opm = Last day: write to OPM
calendar-limit-opm-silent = Last day: write to OPM, since the plan did not answer
calendar-limit-court = Last day: go to court
calendar-limit-other = Last day: your next step
calendar-safe = Safe day for your next step (not the last day by law)
calendar-limit-text = { $cite }
calendar-clock = They must decide by today: ask for the answer
calendar-hearing = Your hearing
calendar-someone = Someone
calendar-promise = Promise due: { $who }
calendar-promise-text = { $said } { $reference }
