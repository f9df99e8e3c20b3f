# Help with the cost: programs, applications, dates about money (dialogs/actions/assistance.py).

assist-begin = I can look for programs that may help with the cost. Five short questions. You can skip any of them; then I say what it leaves open.
assist-household = How many people live from your income, with you?
    .label = People at home
    .why = Programs compare income with the size of the household.
assist-yearly-income = About how much does your household earn in a year before taxes? A range such as 20,000 to 25,000 is fine.
    .label = Income in a year
    .why = Most programs have a limit. I only use it for that.
assist-age = How old is the patient?
    .label = Age
    .why = Some programs are for adults under 65, others for older people.
assist-veteran = Did the patient serve in the military?
    .label = Veteran
    .why = The VA may pay, and some groups help only veterans.
assist-setting = Where would the infusion be given?
    .label = Where
    .why = Nonprofit hospitals must have help for low incomes. Private clinics do not have to.

assist-told = { $body }
assist-standing = Your income is about { $low } % of the federal poverty guideline (${ $line } for your household in { $year }; { $cite }).
assist-standing-range = Your income is about { $low } to { $high } % of the federal poverty guideline (${ $line } for your household in { $year }; { $cite }).
assist-no-guideline = I have not seen the poverty guideline for your state and household, so I leave income open.
assist-open =
    These may pay, or lower the price:

    { $lines }
assist-advice =
    These help you for free with plans, bills and forms:

    { $lines }
assist-unknown =
    I could not see if these take applications now. Ask them:

    { $lines }
assist-line = { $number }. { $label }: { $fit }
assist-fit-fits = you seem to fit
assist-fit-may = it depends on { $facts }
assist-fit-ask = you may be over its usual limit, but ask
assist-remaining = I could say more if I knew: { $facts }.
fact-state = your state
fact-diagnosis = your diagnosis
fact-plan-kind = your kind of plan
fact-veteran = if you served
fact-age = your age
fact-poverty = your income and household
fact-setting = where the infusion is given
button-program = No. { $number }
button-assist-more = Answer what is open
button-assist-coverage = State, plan, diagnosis

program =
    { $label }

    { $gives }
    For whom: { $who }
    How: { $how }
    Have ready: { $bring }.

    { $status }

    { $sources }
program-fit-fits = From what you told me, you seem to fit. They decide.
program-fit-may = If you fit depends on { $facts }.
program-fit-ask = You may be over its usual limit. Rules differ, so ask.
program-fit-no = From what you told me, it is not for you. If something has changed, ask.
program-status-unknown = I could not see if it takes applications now.
program-sent = You applied. I remind you to ask on { $date }.
program-planned = You want to apply. I remind you on { $date }.
button-apply-sent = I applied
button-apply-planned = I want to apply
button-apply-yes = They said yes
button-apply-no = They said no
button-apply-waiting = Still waiting
button-apply-dropped = Take it off my list
apply-kept-sent = Noted: you applied to { $label }. I remind you on { $date } to ask what became of it.
apply-kept-planned = Noted: you want to apply to { $label }. I remind you on { $date }.
apply-yes = I am glad. I noted that { $label } said yes.
apply-no = I noted that { $label } said no. Ask them why in writing, and if you can apply again. Shall we look at the others?
apply-dropped = I took { $label } off your list.
apply-full = I keep at most { $most } applications and dates for you.
apply-line = { $what } ({ $date })
apply-title-planned = Apply to { $label }
apply-title-sent = Ask what became of your application to { $label }
apply-why-planned = You wanted to apply. Have the papers ready.
apply-why-sent = Programs often take some weeks. A call keeps it moving.
apply-how-sent = What became of your application to { $label }?
apply-how-planned = Did you apply to { $label }?

money-date-which = Which date shall I keep? I do not work these out, since each plan and account has its own. Type the date that your papers give.
button-date-claim = Last day to send a claim
button-date-account = Last day to use my FSA
button-date-dispute = Last day to dispute a bill
button-date-enrollment = Last day to sign up for a plan
button-date-drop = Take out: { $label }
money-date-claim = Last day to send your claim
money-date-account = Last day to use your FSA
money-date-dispute = Last day to dispute the bill
money-date-enrollment = Last day to sign up for a plan
money-date-why-claim = A claim that comes late may be refused for that alone.
money-date-why-account = What is left in it after that day may be lost.
money-date-why-dispute = After that day the bill stands.
money-date-why-enrollment = After that day you may have to wait for the next year.
money-date-ask-claim = What is the last day to send the claim? It is in your booklet, under "how to file a claim". Or call the plan.
money-date-ask-account = What is the last day to use the money or send the receipts? The account's website says it, or call them.
money-date-ask-dispute = What is the last day for it? Look at the date on the bill. The No Surprises Help Desk can tell you how the days are counted.
money-date-ask-enrollment = What is the last day to sign up? HealthCare.gov or your state's site says it.
money-date-kept = I keep it: { $what }, { $date }. I remind you before.
money-date-past = That day has gone by. Please type one that is still to come, or ask them if there is another way.
money-date-done = Done. I took that date off my list.

# Who helps for free (dialogs/wording/helpers.py).
helper-lines =
    Whom you can call:

    { $lines }

    These numbers come from lists by others ({ $sources }), read on { $date }. If one does not answer, look it up.
helper-line = • { $name }: { $reach }. It { $does }
