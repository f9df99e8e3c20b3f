# The path of a case: the next step (dialogs/actions/path.py), what a person reports, the check of a letter.

## Where a case stands (knowledge/rules/path.yaml)

stage-preparing = getting ready
stage-deciding = waiting for the decision
stage-overdue = the decision is late
stage-denied = denied
stage-denied-again = denied again
stage-partial = approved in part
stage-partial-end = approved in part
stage-appealing = waiting on the appeal
stage-appealing-again = waiting on the second appeal
stage-overdue-appeal = the answer to the appeal is late
stage-upheld = the appeal was denied
stage-second = second appeal to be sent
stage-reviewing = waiting on the external review
stage-forwarded = waiting on the outside reviewer
stage-judge = hearing to be asked for
stage-hearing-due = hearing to be asked for
stage-hearing = waiting on the hearing
stage-council = Appeals Council to be asked
stage-council-pending = waiting on the Appeals Council
stage-opm-due = OPM to be asked
stage-opm = waiting on OPM
stage-opm-silent = no answer from the plan: OPM may be asked
stage-court = court may be asked
stage-court-pending = waiting on the court
stage-paying = other ways to pay
stage-approved = approved
stage-lost = the appeals are at an end
stage-closed = closed

matter = No. { $number }: { $stage }

## What a person may report

event-request-sent = The request was sent
event-approved = They said yes
event-partly-approved = They said yes to a part
event-denied = They said no
event-appeal-filed = I sent the appeal
event-external-filed = I asked for the outside review
event-hearing-asked = I asked for a hearing
event-hearing-set = The hearing has a date
event-no-answer = They did not answer in time
event-withdrawn = The request was taken back
event-gave-up = I stop here
event-changed-plan = I have a new plan

report-which = Which one is it about?
report-what = What happened? ({ $matter })
report-full = I can keep { $most } requests for you, and that many are here.
button-report = Tell me what happened
button-another = Another request or denial
button-undo = Take that back
happened-noted = ✓ Noted: { $event }.
undone = Taken back: { $event }.
undo-nothing = There is nothing to take back.

happened-event-on = On which day did they get it? If you do not know, on which day was it sent?
    .label = Day they got it
    .why = Their time to decide runs from that day.
happened-hearing-on = On which day is the hearing?
    .label = Day of the hearing
    .why = So that you can get ready in time.
happened-notice-date = What date is printed on the letter?
    .label = Date on the letter
    .why = Some time limits run from that date.
happened-received-on = On which day did you get the letter?
    .label = Day you got it
    .why = Other time limits run from the day you got it. It may give you more time.
happened-letter-date = Does the letter name a last day for the next step? Type that date, or press Skip if there is none.
    .label = Last day in the letter
    .why = If the letter gives you more time than the law, the letter counts. If it gives less, I tell you.
happened-ends-on = On which day does the approval end? Press Skip if the letter does not say.
    .label = Day the approval ends
    .why = So that a new request goes out in time.
happened-state-days = How many days does the notice give you to ask for the next step? Type the number.
    .label = Days that the notice gives
    .why = With Medicaid each state sets its own number. I do not guess it.
happened-service = Was the care given already?
    .label = Care given already
    .why = The plan has more time for a claim after the care.
happened-urgent-doctor = Does a doctor who knows you say that you have severe pain that cannot be managed without this care?
    .label = A doctor says it is urgent
    .why = Then hours count, not weeks. The doctor has to say so. You do not have to prove it.

answer-partial-date = I need the whole date here: month, day and year, such as 3/14/2026. It is on the letter.
    .again = The day counts here. If you cannot find it, press "I don't know".
answer-unclear-number = I need one number there, from { $least } to { $most }.
    .again = Just the number, in digits. "I don't know" is fine too.

## The next step

next-lead =
    Your next step

    { $body }

    { $sources }
next-then =
    What comes next

    { $body }

    { $sources }
next-title = { $title }
next-matter = It is for { $matter }.
next-late = Their time to decide has run out.
next-why = Why: { $why }
next-how = How: { $how }
next-until = The approval ends on { $date }.
next-until-past = The approval ended on { $date }. Ask the clinic to send a new request, and tell me when it was sent.
next-until-unknown = I do not know when the approval ends. Look for the day in the letter, then tell me about the approval again.
next-by = By: { $date } ({ $days ->
        [0] today
        [one] tomorrow
       *[other] in { $days } days
    })
next-past = The day to act was { $date }. Do it today.
next-passed = The last day was { $date }. It has gone by, so do this today.
next-still = By law there is time until { $date }.
next-all-by = All of it must be done by { $date }.
next-they-by = They must decide by { $date }.
next-needs = It takes { $takes }. You need: { $needs }.
next-after =
    After that:
    { $lines }
next-after-line = • { $title }
next-nothing = There is nothing to do right now. Tell me when something happens.
button-step-done = Done
button-dates = How is the date counted?
button-start-report = Tell me what happened
button-start-notice = Check the letter
button-start-urgent = Words for my doctor
button-start-late = A letter that says so

dates =
    { $label }

    { $told }

    { $sources }
dates-step = { $title }: I say { $by } so that all is done in time. That is my own advice. The last day to act is { $date }. This is how that one was counted:
dates-step-alone = { $title }: { $by } is only my own advice.
dates-until =
    { $title }: the approval ends on { $date }, as you told me. I name it { $days } days before, since a new request takes time.
dates-none = There is no date for this step.
dates-sources =
    Source (the rule as read on { $read }):
    { $listed }

## The whole path

case =
    Your path. { $title }

    { $lines }
case-until = until { $date }
case-act = act by { $date }
case-they = due { $date }
case-done = ✓ { $title }
case-done-dated = ✓ { $title }, { $date }
case-here = ▶ { $title } (you are here)
case-here-dated = ▶ { $title } (you are here): { $date }
case-ahead = ○ { $title }
case-ahead-dated = ○ { $title }, { $date }
case-limit =

    { $told }

## Urgent, late

urgent-track = Since a doctor says so, ask for the urgent track. For most job plans and many that people buy, an urgent decision is due in 72 hours. Severe pain counts there. For a fast outside review the doctor must say more: that waiting puts life, health or full function in serious danger. Then you can ask for both at once.
urgent-ask = Ask your doctor about the pain question. If the answer is yes, hours count and not weeks.
urgent-other-plan = The rule below is for job plans and plans that people buy. Other plans have a fast track too: your letter or your plan says how to ask.
urgent-words =
    Your doctor can use these words, if they are true for you. Only your doctor can say so.

    "I treat this patient and know the condition. I ask for an urgent (expedited) decision. In my opinion the standard time would subject the patient to severe pain that cannot be adequately managed without the care that is asked for. I am the treating physician. Name, license, date, signature."

    The rule: { $cite }. A claim that such a doctor calls urgent is treated as urgent.
late-letter =
    A letter that you can send. Fill in the lines with dots.

    "To the appeals department. Member: ... Claim or reference number: ...

    You got my request on { $sent }. Under { $cite } your decision was due by { $due }. I have received none.

    { $right }

    Please send me your decision in writing at once, with the reason and all papers that you used. Please tell me in writing how to take the next step.

    Date, name, signature"

    Send it with proof, and keep a copy. The exact day that counts is the one on which they got your request: if you are not sure of it, ask them first.
late-right = By law a plan that does not keep to the rules may leave me free to go on as if its appeal were finished ({ $cite }). I keep that right.
late-no-right = I ask you to treat my request with priority.
late-not-yet = Their time ends on { $date }. It is not over yet.
late-unknown = I have no checked time limit for this ({ $stage }). You can still ask in writing when the decision will come.

## The check of a denial letter

notice-begin = Let us see if the letter has what the law wants in it. Have it at hand. It takes about three minutes.
notice-notice-text = You can paste the words of the letter here. Or press Skip, and I ask one thing at a time.
    .label = Words of the letter
    .why = If I have the words, I can look for what must be in them. Leave out names and numbers.
notice-read = I found { $count } of { $total } things in these words. I can miss some, so please check.
notice-notice = { $ask }
notice-no-plan = What a letter must say depends on the kind of plan. Let us find that out first.
notice-refused-not-bound = The law on denial letters that I know does not bind this kind of plan. Ask it in writing for the reason, for the words that it rests on, and for how long you have.
notice-refused-not-seen = I have not checked what the law wants in a letter from this kind of plan. So I cannot say what is missing.
notice-complete = You named nothing that is missing. That is good: work from the reason in it.
notice-missing =
    The law wants these in the letter, and you did not find them:

    { $lines }

    What to do: write to the plan, "Your letter lacks: { $labels }. Please send me a complete notice." Do not wait for it: the time to appeal goes on.

    { $sources }
notice-line = • { $label } ({ $cite })

next-promise = They owe you a promise: { $who }, "{ $said }", by { $date }. If nothing came, call and give the reference: { $reference }.
next-promise-no-reference = none
