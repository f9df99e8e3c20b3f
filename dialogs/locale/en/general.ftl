# Words that belong to no single questionnaire.

## Start, help, coming and going

notice =
    Before we start, three plain things.

    What I am not: I am not a doctor or a lawyer. I give no medical or legal advice, and I cannot promise that you will win. In an emergency call 911.

    What Telegram can keep private: chats with bots are not end-to-end encrypted. Telegram can read them, and so can anyone who holds your unlocked phone. Leave out ID numbers and anything you do not want to share.

    What I store: your answers and the files that you send, so that you can stop and come back. They are stored encrypted, with a key of your own. /export sends you your answers, /documents your files. /forget destroys it all; copies made before end by themselves. /privacy says how long, and who can read it.

    You can type or press buttons. You can go back, skip, say "I don't know", or stop at any time.
start-again = Hello again. Your answers are here. /next says what to do now. /help lists what I can do.
welcome-back = Welcome back.
welcome-back-form = Welcome back. You had answered { $answered } of { $total } questions { flow-name }. They are all here.
greet = Hello.
thanks = You are welcome.
help =
    Just tell me what happened, or ask me anything ("What is an external review?"). Photos of letters are fine too.

    { $commands }

    { $sources }
help-more =
    More that I can do:
    { $commands }
help-line = /{ $command }: { $what }
command-start = say hello and read the notice
command-next = the one next thing to do, and why
command-coverage = what your policy says about ketamine
command-case = the whole path, and where you are
command-report = tell me what happened: a letter, an appeal
command-notice = check what a denial letter must say
command-history = list what you tried, and what came of it
command-condition = diagnosis, pain, and what it does to you
command-authorization = the checklist for the request to the plan
command-criteria = what the plan wants shown, and what is missing
command-letters = write a letter or a table from your case
command-help = this list
command-settings = language, time zone, quiet hours, discreet reminders
command-export = get a file with all that I store about you
command-forget = destroy all that I store about you
command-privacy = what I keep, how long, and who runs this
command-cancel = throw away the answers of this questionnaire
nothing-to-resume = There is nothing to go on with yet. Shall we look at your coverage?
nothing-open-paused = The questions are paused. Do you want to go on?
pause-nothing = All right. Your answers are safe. Write any time.
paused = All right, we stop here. Your { $answered ->
        [one] answer is
       *[other] { $answered } answers are
    } saved. Come back any time and press Continue or write "continue".
settings =
    Your settings:

    { $lines }

    Language: English. Spanish is on its way. For now I understand words of crisis and many short answers in Spanish.
settings-line = • { $label }: { $value }
settings-usual = as usual
button-settings-change = Change them
kept = Nothing was deleted.
unclear = I did not understand that. You can ask a question, write /next for the next step, or /help for what I can do.
fault = Something went wrong on my side, and I did not keep your last message. What you told me before is safe. Please try again, or write /help.
# What was kept of this person cannot be opened.
not-remembered =
    What I kept for you is damaged on my side, and I cannot open it. I could not keep your last message either. The people who run me can see this and may be able to mend it.

    You can still ask me a question. /forget destroys what is left, and then we can start anew.
forget-not-done = I could not destroy what I keep for you: the place where it lies is damaged. The people who run me can see this.
reminder-unreadable = I had a reminder for you, and I cannot open what it says: what I kept for you is damaged. Please look at the dates in your letters today, or call your plan.
too-fast = You send faster than I can keep up, and I did not take your last message. Please wait a minute and send it again. In an emergency I still read everything.
# In place of a reply that failed again and again.
reply-file-not-made =
    I could not make the file "{ $name }" for you. It may be too large, or one of the documents in it may be damaged. Nothing that you sent me is lost: /documents shows it. Leave a document out and try again, or write /help.
reply-not-sent = One of my messages to you could not be sent. Nothing that you told me is lost. /next shows where you are, /help what I can do.
unknown-command = I do not know that command. /help lists the ones I know.

flow-name = { $flow ->
        [happened] about what happened
        [notice] about the letter
        [history] about what you tried
        [condition] about your diagnosis and pain
        [preauth] about the request to the plan
        [denial] about this denial
        [letterhead] for the head of your letters
        [argue] that make your letter strong
        [revise] of your letter
        [note] about this note
        [settings] of the settings
        [paper] about this document
        [cost] about the cost
        [pay] about how you would pay
        [assist] about help with the cost
        [trials] about trials
       *[coverage] about your coverage
    }

## Messages that are not words

voice-not-yet = I cannot listen to voice notes. Please type it. A few words are enough.
sticker = Thank you. I can only read words and buttons.
contact = I did not keep that. Please do not send me other people's data or your location. I only need words and buttons.
edited = I saw that you edited an older message. I work from new messages, so please write it again if it should count.

## Answers

progress = { $left ->
        [0] The last question:
        [one] One more after this:
       *[other] { $left } more after this:
    }
noted = ✓ { $label }: { $value }
answer-held = Your answer so far: { $value }
choices-how = Press all that fit, then Done. You can also type them.
why = Why I ask: { $text }
why-review = This is the check at the end. Nothing is sent to anyone. You can change any answer.
back-none = This is the first question.
skip-forbidden = This one I need before we can go on. Please pick one of the buttons or type your answer.
unknown-forbidden = This one I need before we can go on. Please pick what fits best.
button-old = That button belongs to an older question. Nothing was changed.
button-again = Already noted.
hints =
    This is how to tell:

    { $hints }

    If you still do not know, say so again and we go on.
hint-line = • { $label }: { $hint }
label-entry = { $label } (no. { $number })

value-open = not answered
value-unknown = I don't know
value-skipped = skipped
value-none = none
value-yes = yes
value-no = no
value-money = ${ $amount }
value-money-range = ${ $low } to ${ $high }
value-money-most = at most ${ $high }
value-percent = { $percent } %
value-quoted = { $answer }, "{ $words }"

answer-unclear = I did not understand that.
    .again = I still did not get it. Try one of the buttons, or "skip" or "I don't know".
answer-unclear-choice = I could not match that to one of the choices. Press a button, or type its number or its words.
    .again = I still could not match it. If none fits, press "I don't know" or "Skip". "Back" goes to the question before.
answer-unclear-unlisted = I do not know that one. Please type the full name, such as "Texas".
    .again = I still cannot place it. Check the spelling, or press "Skip" or "I don't know".
answer-ambiguous-choice = That could be more than one: { $choices }. Which one is it?
    .again = It still fits more than one: { $choices }. Press the one that is right, or "I don't know".
answer-unclear-choices = I could not place "{ $part }". Press the ones that fit, or type their numbers, such as "1 and 3". "None" is an answer too.
    .again = I still could not place "{ $part }". You can press "I don't know" or "Skip" and come back later.
answer-unclear-yes-no = Please answer yes, no, or "I don't know".
    .again = A plain "yes" or "no" is all I need. "Skip" is fine too.
answer-impossible-date = There is no such day. Please look again: which date does it say?
answer-unclear-date = I could not read a date there. Try 3/14/2026, or March 2026, or "last Tuesday".
    .again = I still could not read a date. Write the month, the day and the year, such as 3/14/2026. If you only know the year, that is fine.
answer-future-date = That date has not come yet. Please check it. It should be today or earlier.
    .again = That is still a day to come. Look at the date again, or press "I don't know".
answer-unclear-money = I could not read an amount there. Try 450, or $1,200.50.
    .again = One amount in dollars is what I need, such as 450. "I don't know" is fine too.
answer-unclear-range = I could not read an amount there. Try 800, or 600 to 900 if it is not sure.
    .again = One amount in dollars, or two with "to" between them. "I don't know" is fine too.
answer-unclear-percent = I need a percent there, from 0 to 100. Try 20, or 7.5 %.
    .again = Just the number and the sign, such as 20 %. "I don't know" is fine too.
answer-empty-text = There were no words in that message. Please type your answer.
    .again = I still see no words. Type your answer, or press Stop to go on later.
answer-no-such-words = I did not keep that, since it would stand in your letter. Please type what is asked for, or skip it.
    .again = That still does not look like it. Press Skip to leave it out: you can add it by hand later.
answer-text-too-long = That is more than I can keep as one answer (at most { $limit } letters). Please send the part that matters most.
    .again = It is still too long (at most { $limit } letters). Try just one paragraph.
answer-unclear-clause = Please answer yes, no or "I don't know", or paste the whole sentence from your papers.
    .again = If you have the papers at hand, copy one full sentence. If not, press "I don't know", and we go on.

## Groups, review

group-line = { $number }. { $text }
group-full = That is as many as I can keep ({ $most }). You can remove one first.
group-removed = Number { $number } is removed.
review =
    Please check your answers:

    { $listed }

    Is this right?
review-line = { $number }. { $label }: { $value }
review-empty = There are no answers to change yet.
edit = Which answer do you want to change?
edit-line = { $number }. { $label }

## Questions that people ask

topic =
    { $text }

    { $sources }
topic-plain = { $text }
topic-none = I have no checked answer to that, and I do not want to guess. Your plan (the number on your card) or your doctor's office may know.
topic-either = I am not sure which of two things you mean. Press the one, and I say more.
topic-near = I have no checked answer to that, and I do not want to guess. Your plan (the number on your card) or your doctor's office may know. Did you mean one of these?
topic-part-near = I am not sure what answers this part: "{ $asked }". Perhaps one of the last buttons.
topic-part-none = I have no checked answer to this part: "{ $asked }"
answer-day = By the dates that you gave: act by { $date }. The last day by law is { $law } ({ $cite }).
answer-day-safe = By the dates that you gave: act by { $date }. That is a safe day; I name no last day by law.
answer-day-each = { $plan }: { $told }
topic-which-plan = Tell me the kind of plan: through a job, Medicare, Medicaid, bought by yourself, VA or military, federal. Then I can say it exactly.
topic-which-state = Tell me your state too, and I say what holds there.
answer-in-english = I answer in English for now.
heard-in-english = I understand Spanish and answer in English for now.
button-more = Tell me more
button-start-coverage = Check my policy
sources =
    Source:
    { $listed }
    Last checked: { $checked }
source-line = { $title } ({ $by }) { $address }

## Next step

next-coverage = The next thing: a few questions about your plan and its papers. They show what stands in the way. It takes about ten minutes, and you can stop at any time.
next-coverage-on = The next thing: finish the questions about your coverage. { $answered } of { $total } are done.
step =
    { $title }.
    { $why } { $text }

## Your data

export = Here is all that I store about you, as one file.
forget-ask = This destroys all that I store about you, and your key with it. It cannot be undone. Do you want that? (yes or no)
forgotten = Done. I deleted all that I stored about you, and your key with it. What the disk still holds of it is overwritten now, or as soon as a backup that may be running is done. Backups made before keep it until they are deleted. If you write again, we start as strangers. You can also delete this chat in Telegram.
cancel-ask = Shall I throw away your { $answered ->
        [one] answer
       *[other] { $answered } answers
    } { flow-name }? It cannot be undone. (yes or no)
cancel-nothing = There is nothing to throw away. No question is open.
cancelled = The answers { flow-name } are gone. You can begin again at any time.
language-en = I write in English.
language-es = I write in English for now.

## Buttons

button-begin = Begin
button-resume = Continue
button-resume-later = Continue when ready
button-next = What next?
button-back = ← Back
button-skip = Skip
button-keep = Keep it
button-unknown = I don't know
button-why = Why do you ask?
button-pause = Stop
button-yes = Yes
button-no = No
button-done = Done
button-none = None of these
button-add = Add one
button-no-more = That is all
button-change = Change no. { $number }
button-remove = Remove no. { $number }
button-all-right = Yes, all right
button-edit = Change an answer
button-leave-edit = Change nothing
button-forget-yes = Yes, destroy it all
button-forget-no = No, keep it
button-cancel-keep = No, keep them
button-cancel-erase = Yes, throw them away
ticked = ☑ { $label }
unticked = ☐ { $label }

## The files that a program sends when something is wrong

group-chat = I only work in private chats, so that no one else reads your answers. I kept nothing from here. Open a chat with me alone.
bot-description = I help people with chronic pain get a ketamine infusion paid for: what the policy says, what to do after a no, and what comes next. I am not a doctor or a lawyer. In an emergency call 911. /privacy says what is kept.
bot-short-description = Step by step through getting a ketamine infusion paid for. Not medical or legal advice.
