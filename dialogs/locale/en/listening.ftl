# What is said to a story: a word of sympathy, what was understood, what it is worth, one question.
# Two stars around words make them bold. $who is patient or caregiver; $them is the person who is helped ("your father"),
# $kin who that is, or "other" where it was not said.

## The opening

welcome-listening = I am Infusion Navigator. I help people get ketamine infusions for pain paid for, step by step. Tell me what happened, in your own words, or send a photo of the letter.
notice-short =
    I am a program, not a doctor or a lawyer, and I cannot promise that you will win. In danger call 911; for a crisis call or text 988.
    Telegram chats are not end-to-end encrypted. What you tell me is stored encrypted; /forget destroys it.
met = Hello. I am Infusion Navigator, a program. I am no doctor and no lawyer.
notice-under = { $sources }
button-notice = Privacy and limits
door-denied = They said no
door-asking = Asking for approval
door-covered = Is it covered?
door-cost = What will it cost?

## Feeling

feel-denied-1 = I am sorry. A "no" like this can be fought, and many people never try.
feel-denied-2 = That is a hard letter to get. There is a way on, and we take it one step at a time.
feel-denied-3 = I am sorry that they said no again. There is still another door.
feel-partly-1 = A yes to a part is a start. The rest can be fought like any no.
feel-partly-2 = Good that they moved. The part that they refused can still be fought.
feel-cut-1 = I am sorry. Losing care that helps is frightening. There is a right for just this, and it comes first.
feel-cut-2 = That must be frightening. Let us do first what keeps the care going.
feel-passed-1 = This happens to a great many people, and it is no fault of character. It is not always the end.
feel-passed-2 = You are not alone in this. Let us see what is still open.
feel-pain-1 = I am sorry that it hurts so much. We keep this short.
feel-pain-2 = That is a lot of pain to carry while doing paperwork. One thing at a time.
feel-fear-1 = It is a lot at once. I will keep to one thing at a time.
feel-fear-2 = It is all right to be unsure. One step is enough for today.
feel-anger-1 = You have every reason to be angry. Let us put it to use.
feel-anger-2 = I hear you. Let us make them answer.
feel-sadness-1 = It is tiring, and you have come this far. Just one small thing now.
feel-sadness-2 = We can go slowly. One small thing, and the rest can wait.
feel-approved-1 = That is good news.
feel-approved-2 = I am glad.

## What was understood

understood = What I understood: { $listed }
understood-changed = Changed: { $listed }. This holds everywhere now.
understood-gone = Taken out again: { $listed }.
understood-tried = { $count ->
        [one] One treatment is on your list: { $names }.
       *[other] { $count } treatments are on your list: { $names }.
    }
understood-kept = I kept these words of yours as they are: "{ $words }"
understood-too = I noted this too: { $listed }.
kin-father = your father
kin-mother = your mother
kin-husband = your husband
kin-wife = your wife
kin-son = your son
kin-daughter = your daughter
kin-brother = your brother
kin-sister = your sister
kin-partner = your partner
kin-grandmother = your grandmother
kin-grandfather = your grandfather
kin-other = the person you help
heard-who = { $value ->
        [caregiver] { $kin ->
            [other] you are helping someone
           *[known] you are helping { $them }
        }
       *[other] it is about you
    }
heard-state = { $who ->
        [caregiver] { $kin ->
            [other] the one you help lives in { $value }
           *[known] { $them } lives in { $value }
        }
       *[other] you live in { $value }
    }
heard-plan-kind = { $value }
heard-second-plan = a second plan: { $value }
ask-second-plan = Which second plan is it?
heard-insurer = { $value }
heard-diagnosis = { $value }
heard-treatment = { $value }
heard-requested-by = who asks for it: { $value }
heard-regimen-count = infusions asked for: { $value }
heard-had-ketamine = { $value ->
        [yes] ketamine was given before
       *[other] no ketamine was given before
    }
heard-ket-count = infusions had: { $value }
heard-ket-before = pain before ketamine: { $value } of 10
heard-ket-after = pain after it: { $value } of 10
heard-ket-weeks = it lasted { $value } weeks
heard-ket-changed = what ketamine changed: "{ $value }"
heard-pain-now = pain now: { $value } of 10
heard-limits = it limits: { $value }
heard-day-now = a day now: "{ $value }"
heard-infusion-price = price of an infusion: ${ $value }
heard-deductible = deductible: ${ $value }
heard-deductible-met = met of the deductible: ${ $value }
heard-out-of-pocket-max = most out of pocket: ${ $value }
heard-coinsurance = coinsurance: { $value }%
heard-copay = copay: ${ $value }
heard-allowed-amount = the plan's allowed amount: ${ $value }
heard-amount-billed = billed: ${ $value }
heard-amount-owed = owed: ${ $value }
heard-amount-paid-plan = paid by the plan: ${ $value }
heard-amount-paid-self = paid by you: ${ $value }
heard-notice-date = the letter is dated { $value }
heard-received-on = it came on { $value }
heard-letter-date = the letter names { $value } as the last day
heard-effective-on = the care stops on { $value }
heard-denial-kinds = their reason: { $value }
heard-service = { $value ->
        [after] the care was given already
       *[other] the care was not given yet
    }
heard-ongoing = { $value ->
        [yes] approved care is being ended
       *[other] no approved care is being ended
    }
heard-reason-words = their words: "{ $value }"
heard-criteria-cited = they cite { $value }
heard-denial-reference = reference { $value }
heard-send-to = appeals go to { $value }
heard-send-fax = fax for appeals { $value }
heard-urgent-doctor = { $value ->
        [yes] a doctor says that waiting means severe pain
       *[other] no doctor has called it urgent
    }
heard-ends-on = the approval ends on { $value }
heard-event-on = day: { $value }
heard-event = { $event ->
        [request_sent] the request was sent
        [approved] they said yes
        [partly_approved] they said yes to a part
        [denied] they said no
        [appeal_filed] the appeal was sent
        [external_filed] the outside review was asked for
        [hearing_asked] a hearing was asked for
        [hearing_set] the hearing has a date
        [no_answer] they have not answered
        [withdrawn] the request was taken back
        [gave_up] you stop here
        [changed_plan] there is a new plan
       *[other] something happened
    }
heard-event-dated = { $event } ({ $day })

## What it is worth: the date

worth-whose = { $who ->
        [caregiver] { $kin ->
            [other] The
           *[known] { $them }'s
        }
       *[other] Your
    }
worth-appeal = **{ $whose } appeal must be there by { $last }.** { $aim }
worth-second-appeal = **The second appeal must be there by { $last }.** { $aim }
worth-external = **The request for the outside review must be there by { $last }.** { $aim }
worth-hearing = **The hearing must be asked for by { $last }.** { $aim }
worth-judge = **The hearing must be asked for by { $last }.** { $aim }
worth-council = **The request to the Appeals Council must be there by { $last }.** { $aim }
worth-opm = **The request to OPM must be there by { $last }.** { $aim }
worth-other = **The next step must be there by { $last }.** { $aim }
worth-aim = Aim for { $day }: { $days ->
        [0] that is today.
        [one] that is tomorrow.
       *[other] { $days } days.
    }
worth-aim-same = { $days ->
        [0] That is today.
        [one] That is tomorrow.
       *[other] That is in { $days } days.
    }
worth-aim-past = The safe day, { $day }, is gone: do it today.
worth-safe = **Do it by { $last } to be safe.** { $days ->
        [0] That is today.
        [one] That is tomorrow.
       *[other] That is in { $days } days.
    } It is not the last day by law, which I have not seen. The letter must say how long there is.
worth-safe-passed = **The safe day, { $last }, is gone. The law may still give time.** Do it today, and ask the office that takes it.
worth-earliest = It is the earlier of the days that may hold.
worth-letter = That is the last day that the letter names. I have no checked rule of my own here.
worth-keep = **To keep the care going, ask for it in writing by { $last }.** { $aim } If the appeal is lost, that care may have to be paid for.
worth-keep-unknown = **Ask in writing, today, that the care goes on during the appeal.** The notice says by when; I have no checked date for it.
worth-passed = **The last day was { $last }, { $days ->
        [one] yesterday
       *[other] { $days } days ago
    }.**
worth-theirs = **They must answer by { $last }.** { $days ->
        [0] That is today.
        [one] That is tomorrow.
       *[other] That is in { $days } days.
    }
worth-theirs-passed = **Their time to answer ended on { $last }.** They are late.

## One question

ask-who = Is this about you, or do you help someone else?
ask-state = Which state { $who ->
        [caregiver] does { $them } live in?
       *[other] do you live in?
    }
ask-plan-kind = What kind of plan is it? How long there is depends on it. "I don't know" is fine too.
ask-insurer = Which company is on the card?
ask-diagnosis = What is the diagnosis, in the words of the doctor?
ask-treatment = Which kind of ketamine is it?
ask-requested-by = Who asks the plan for it? A pain doctor, a clinic, another doctor, or nobody yet?
ask-notice-date = What date is printed on the letter, and on which day did it come? ("dated March 3, came March 6")
ask-received-on = On which day did the letter come?
ask-letter-date = Which last day does the letter name? If none, say "none".
ask-effective-on = From which day does the care stop?
ask-denial-kinds = Which reason does the letter give? You can copy its words here or send a photo.
ask-reason-words = Which reason does the letter give? You can copy its words here or send a photo.
ask-service = Was the care that they refused given already?
ask-ongoing = Is this care that they had approved and now end?
ask-urgent-doctor = Has { $who ->
        [caregiver] the doctor
       *[other] your doctor
    } said that waiting would mean severe pain that nothing else controls? Then it can go faster.
ask-event-on = On which day did they get it? If you do not know: on which day was it sent?
ask-ends-on = On which day does the approval end? The letter says so. If it does not, say "skip".
ask-tried = What was tried before, and what came of each? One message is enough: drug or therapy, how long, why it ended. It is what they look at first.
ask-late-reason = Why would it be late? Illness counts. I put your words into the letter.
again-plan-kind = Which kind of plan is it?
again-state = Which state is it?
again-notice-date = And the date on the letter, and the day it came?
again-letter-date = Which last day does the letter name?
again-effective-on = From which day does the care stop?
again-denial-kinds = And the reason in the letter?
again-urgent-doctor = Has { $who ->
        [caregiver] the doctor
       *[other] your doctor
    } called it urgent?
again-diagnosis = And the diagnosis?
again-tried = What was tried before?
again-requested-by = Who asks the plan for it?
again-event-on = On which day did they get it?
again-ends-on = On which day does the approval end?
again-late-reason = Why would it be late?
heard-late-reason = why it is late: "{ $value }"
unsure-late-reason = A late appeal is taken when there was a good reason. Your own words are enough.
ask-doubt-fact = Did I get this right: { $told }?
ask-between = Which of these is it?
between-plan-kind = It could be one of these. How to tell:
between-hint = • { $label }: { $hint }
between-other = It could be { $listed }.
button-not-asked = Not asked yet
button-wrong = Something is wrong
button-later-letter = I do not have it here
option-plan-kind-job = Through a job
option-plan-kind-bought = Bought it (Marketplace or direct)
option-plan-kind-medicare = Medicare
option-plan-kind-medicaid = Medicaid
option-plan-kind-public = VA, TRICARE, government

clash-ahead = That day has not come yet, so I did not take it.
clash-old = That is years ago, so I did not take it. Please look at the year.
clash-received-before-written = A letter cannot come before it was written, so I did not take that day. Please look at both dates.
clash-last-day-before-letter = The last day cannot be before the date of the letter, so I did not take it. Please look at both.
clash-last-day-before-received = The last day is before the day the letter came, so I did not take it. Please look at both.

## What the person gets

gives-appeal = I can write the appeal from what you told me. You read it, change it and sign it.
gives-external = I can write the request for the outside review. You read it, change it and sign it.
gives-keep-care = I can write it now: the appeal, with the request that the care goes on.
gives-urgent = Since a doctor says so, ask for the fast track: a decision in hours and not weeks. I have the words for the doctor.
gives-late-answer = Tell them in writing that they are late. I have the letter.
gives-waiting = A week after it was sent, ask if every page arrived. Tell me what they say, and I remind you of the day.
gives-waiting-step = { $step }. { $how }
gives-waiting-undated = Tell me on which day they got it, and I count by when they must answer.
gives-request = Next: { $step }
gives-coverage = I can go through what the plan's papers say about ketamine, when you have them at hand. Or ask me anything.
gives-cost = Tell me what you know of the price and of your plan, and I work out what is left to you.
gives-step = Next: { $step }
gives-opening = Tell me what happened, in your own words, or send a photo of the letter. Or press what fits best.
gives-passed =
    What is still open:
    { $roads }
passed-road = • { $label }
button-give-appeal = Write the appeal
button-give-keep = Letter: my care goes on
button-give-late-appeal = Letter: take it late
button-give-external = Write the request
button-give-urgent = Words for the doctor
button-give-late = Letter: you are late
button-give-missing = What is still missing?
button-give-coverage = Go through the papers
button-give-cost = Work it out
button-human = Talk to a human
button-known = What do you know so far?
button-skip-question = Skip this one
button-stop-today = Enough for today

## When it goes wrong

missed-kept = I do not know what to do with that yet, so I keep it as you said it: "{ $words }"
missed-once = I did not get that. You can say it in other words.
missed-twice = I still do not get it, and I will not ask the same again. What would you like?
missed-passed = I keep your words as they are, and we leave that open.
skipped = All right, we leave that open.
wrong-which = What is wrong? Just write it the right way ("it came on July 18"), or press what I should forget.
wrong-nothing = I have noted nothing yet.
wrong-forgot = Forgotten: { $label }.
known =
    What I know so far:
    { $lines }
known-line = • { $told }
known-none = I know nothing about your case yet. Tell me what happened, in your own words.
known-words = • your words: "{ $words }"
rested = All right. Everything is kept. { $date }
rested-date = The day that counts is { $date }; I remind you before it.
rested-bye = Take care. I am here when you need me.

## Between the lines

aside-bye = You are welcome. Take care, and write any time. { $date }
aside-many = There is no list to get through. I ask only what changes the next step{ $question ->
        [yes] , and right now that is one thing.
       *[no] .
    } You can skip anything.
aside-bad = It is serious, and it can be answered. What decides is the reason they give and the date. { $date }
aside-call = I cannot call anyone. I can give you the words for the call, and write down what they say.
aside-free = I am free. Nobody will send you a bill.
aside-who-reads = No person needs to read this for you to get an answer. It is stored encrypted, with a key of your own. The one who runs this bot could read it only with the keys of the server. Telegram can read chats with bots.
aside-means = For you it comes to this. { $date }
aside-tomorrow = Good. Shall I remind you?
human =
    These people help free of charge:
    { $lines }
human-state = Tell me your state, and I can name who is nearest.
human-hand = To hand over, /letters makes a summary, and /packet puts the papers together.

remind-own-kept = I remind you on { $date }: "{ $what }".
remind-own-when = On which day shall I remind you?
remind-own-title = Your own reminder
letter-read = { $paper ->
        [appeal_decision] I read the letter. It is the answer to an appeal, { $outcome ->
            [won] and it says yes.
            [partly] and it says yes to a part.
           *[lost] and it says no.
        }
        [approval] I read the letter. It says yes.
        [partial_denial] I read the letter. It says yes to a part, and no to the rest.
        [information_request] I read the letter. It is no decision yet: they ask for papers or answers. { $wanted ->
            [day] They want them by { $day }.
            [days] They give { $amount } days; the letter says from when.
           *[no] Look in it for the day by which they want them.
        } Send them in time, ask the clinic to help, and keep a copy.
        [explanation_of_benefits] I read the paper. It is an explanation of benefits, not a bill, and it refuses something.
       *[denial] I read the letter.
    } /documents keeps it, if you sent it as a file.
letter-read-earlier = I read the letter. It is of an earlier decision. What it says stays with that one, and your date does not change.
heard-state-days = the letter gives { $value } days
heard-reply =
    { $body }

    { $sources }
remind-own-done = Done. It is off your list.
aside-nod = All right.
aside-here = I am here.
skipped-letter = All right, we leave that open. If the letter is gone, ask the plan for a copy; the number is on your card.
gives-in-writing =
    Ask for the no in writing first: the reason, the rule behind it, and how to appeal. Say: "Please send me the decision in writing." Tell me when the letter comes, or send a photo of it.
heard-in-writing = { $value ->
        [no] there is no letter yet
       *[other] there is a letter
    }
button-give-call = Words for the call
unsure-other = I only want to know what stands below. A few words are enough, and "I don't know" is fine.
unsure-doubt = I was not sure that I read you right. Yes or no is enough.
unsure-plan-kind = I mean who pays for the insurance. Each kind has its own law and its own last day.
unsure-state = Some rights, and the people who help for free, differ by state.
unsure-diagnosis = I mean the name of what causes the pain. It decides which studies fit.
unsure-notice-date = The time to answer is counted from these days. The date stands near the top of the letter.
unsure-letter-date = Most letters say "you have until" or name a number of days. That is the day I mean.
unsure-effective-on = I mean the first day without the care that they had approved. The letter names it.
unsure-denial-kinds = I mean why they say no, such as "experimental" or "not medically necessary". The appeal must answer just that.
unsure-urgent-doctor = If your doctor calls it urgent, they must decide faster. If nobody said so, press No.
unsure-tried = Plans look at what was tried first: drugs, therapy, nerve blocks. A plain list is enough.
unsure-requested-by = I mean the doctor or the clinic that sends the request to the plan.
unsure-event-on = Their time to answer starts on the day they got it. The clinic can tell you.
unsure-ends-on = An approval holds until a day that the letter names. After it you would have to ask again.
aside-fine = I am glad that you say so. If that changes, call or text 988 at any hour, or write it here.
