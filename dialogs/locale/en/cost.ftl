# Money: what a course of infusions costs, how it can be paid, and what waiting changes.

command-money = what it will cost, and other ways to pay

money =
    Money: what it will cost, and the other ways to pay.
    { $body }

    What do you want to see?
money-none = I know nothing of the price yet. Five minutes of questions are enough for a first sum. All of them can be skipped.
money-sum = So far: { $line }
money-dates = Dates that I keep for you: { $lines }
button-money = Money
button-start-money = What it will cost
button-cost = What will it cost?
button-cost-on = Go on with the cost
button-pay = Discount, payment plan, HSA or FSA
button-wait = Pay now, or wait for the appeal?
button-compare = All ways side by side
button-assist = Who can help with the cost
button-start-assist = Who can help with the cost
button-trials = Clinical trials
button-start-trials = Look for a trial
button-start-letters = The papers
button-money-dates = Keep a date for me
button-limits = Limits of this year
button-visits = Each infusion
button-money-papers = Papers about money
button-money-topics = Good to know
money-topics = What do you want to know about?

cost-begin =
    Let us work out what the infusions cost you and what the plan pays. If you do not know something, say so. I do not guess: I carry it as unknown, or as a range.
cost-infusion-count = How many infusions are planned? If the doctor gave a range, take the number you expect.
    .label = Number of infusions
    .why = A course is often several. Your yearly deductible and maximum change what each one costs.
cost-infusion-price = What does the clinic charge for one infusion? You can type one amount, or a range such as 600 to 900.
    .label = Price of one
    .why = It is the base of every sum. If you do not know, I take a range from a price guide and say so.
cost-first-infusion = On which day is the first one, or was it? A rough day is fine.
    .label = First day
    .why = If the plan year ends in the middle, the deductible starts over.
cost-infusion-interval = How far apart are they?
    .label = How often
    .why = It tells which of them fall into the next plan year.
cost-in-network = Is the clinic in your plan's network?
    .label = Network
    .why = In the network the price is cut to what the plan allows. Outside, you may owe the rest.
cost-allowed-amount = What amount does the plan allow for one infusion? Ask the plan or the clinic for the allowed amount. A range is fine.
    .label = Allowed amount
    .why = The plan reckons with this amount, not with the price. Without it I cannot tell your part.
cost-deductible = How much is your deductible for the year?
    .label = Deductible
    .why = You pay this much before the plan starts to pay.
cost-deductible-met = How much of the deductible have you met so far?
    .label = Met so far
    .why = What you paid already counts. The plan's website or the last letter about a claim shows it.
cost-plan-share = What do you pay after the deductible?
    .label = Your share
    .why = Some plans ask for a percent, others for a fixed amount for each visit.
cost-coinsurance = How many percent do you pay?
    .label = Coinsurance
    .why = It is your part of the allowed amount, such as 20 %.
cost-copay = How much is the copay for one visit?
    .label = Copay
    .why = You pay this for each visit.
cost-out-of-pocket-max = What is the most that you pay in a year (the out-of-pocket maximum)?
    .label = Yearly maximum
    .why = In the network you never pay more than this in a plan year.
cost-out-of-pocket-met = How much of that maximum have you met so far?
    .label = Met of the maximum
    .why = What you paid already counts toward it.
cost-year-end = When does your plan year end?
    .label = Plan year ends
    .why = On the day after, the deductible and the maximum start at zero.
cost-year-ends-on = On which day does it end?
    .label = Last day of the year
    .why = On the day after, the deductible and the maximum start at zero.
cost-second-plan = Do you have a second insurance that may pay too?
    .label = Second insurance
    .why = It may pay a part of what the first one leaves.
cost-second-deductible = How much of the second plan's deductible is still open?
    .label = Open deductible of the second
    .why = The second plan pays nothing before that is met. If you skip it, I take it as met.
cost-second-coinsurance = How many percent does the second plan leave to you?
    .label = Share in the second
    .why = It tells what the second plan would pay if it were alone.
cost-second-pays = How does the second plan pay?
    .label = How the second pays
    .why = It can change your part a lot. If you do not know, I show both.

pay-begin = A few questions on how you would pay. Skip what does not fit.
pay-cash-discount = How many percent does the clinic take off if you pay yourself, or for a series?
    .label = Discount
    .why = Many clinics lower the price for those who ask.
pay-plan-months = Over how many months would the clinic let you pay? Skip it if there is no such plan.
    .label = Months
    .why = Then I show what you would pay each month.
pay-plan-rate = What interest does it charge for a year, in percent? Type 0 if there is none.
    .label = Interest
    .why = Interest can make an infusion much dearer.
pay-plan-deferred = Is the interest only put off, and charged from the first day if something is left at the end? Medical credit cards often do that.
    .label = Interest put off
    .why = Then one late payment can cost you all of the interest.
pay-account = Do you have an HSA or an FSA?
    .label = Account
    .why = Money in it was not taxed, so an infusion paid from it costs you less.
pay-account-balance = How much is in it? With an FSA, the whole amount for the year counts.
    .label = In the account
    .why = I count only what is there.
pay-tax-rate = What is your top tax rate in percent, with state tax if there is one? It is fine not to know.
    .label = Tax rate
    .why = That is what you save on each dollar from the account.
pay-appeal-weeks = How many weeks may the appeal still take, as far as you know?
    .label = Weeks of waiting
    .why = The visits move by that time, and a new plan year may begin.

cost-told =
    For { $count ->
        [one] one infusion
       *[other] { $count } infusions
    } at { $price } each:

    { $lines }
    { $notes }

    { $sources }
cost-way = • { $line }
cost-way-more = { "   " }{ $line }
cost-line = { $date }: you pay { $you }{ $over ->
        [yes] {" "}({ $balance } of it over what the plan allows)
       *[no] {""}
    }{ $counts ->
        [yes] {" "}({ $deductible } to the deductible)
       *[no] {""}
    }, the plan pays { $plan }
cost-total = In all: you pay { $you }, the plan pays { $plan }
cost-at-low = At the lower end:
cost-at-high = At the higher end:
cost-visits =
    { $name }

    { $lines }
cost-visits-more = … and { $count } more like these.
cost-option = { $name }: you pay { $you }, the plan pays { $plan }
cost-option-alone = { $name }: you pay { $you }
cost-option-lacking = { $name }: not known; it needs more facts
cost-option-in-network = If it is approved in network
cost-option-out-of-network = If it is approved out of network
cost-option-self-pay = If it is denied and you pay it yourself
cost-option-self-pay-discount = The same with the discount
cost-option-payment-plan = Paid over time
cost-monthly = { $months ->
        [one] one payment
       *[other] { $months } payments
    } of about { $monthly }, { $interest } of interest in all
cost-deferred = If something is left on the last day, up to { $late } of interest is added at once.
cost-account = { $kind ->
        [fsa] The FSA
       *[hsa] The HSA
    } pays { $used } of it. That saves { $saved } in tax, so it costs you { $after }.
cost-account-untaxed = { $kind ->
        [fsa] The FSA
       *[hsa] The HSA
    } can pay { $used } of it. I need your tax rate to say what that saves.
cost-missing = Still missing for the plan's part: { $labels }. The number on your card can tell you.
cost-no-plan = You told me that you have no insurance, so no plan pays.
cost-note-count = The number of infusions is not known, so this is for one.
cost-note-price = The price is not known. { $low } to { $high } is what a price guide gives for { $told } ({ $label }, seen { $checked }). Your clinic's own price may differ.
cost-note-days = Days that you did not tell I took as one infusion a week from today.
cost-note-network = You did not say if the clinic is in the network, so I show both.
cost-note-allowed = What the plan allows for one is not known. It is at most the price, so these are bounds. Call the number on your card and ask: "What do you allow for this infusion at this clinic?" A sheet for that call is in /letters.
cost-note-met = I took the deductible as not met at all. If you have met a part, you pay less.
cost-note-maximum = Your yearly maximum is not known. In the network you may reach it and pay less.
cost-note-maximum-met = I took the yearly maximum as not used at all. If you have used a part, you pay less.
cost-note-more-than-all = You told me of more met than there is. I took all of it as met. Please check those numbers.
cost-note-year = The end of the plan year is not known. If it comes in the middle, you may pay the deductible twice.
cost-note-limit = Your yearly maximum is above { $most }, the highest that a plan may set for one person in { $year } unless it is grandfathered ({ $cite }). It may be the one for a family.
cost-how = This counts as plans do as a rule. Your own plan decides.
cost-high-share = Your part would be a large share of your income. There are programs for that.

wait-none = To compare that, I need the plan's part. { $why }
wait-told =
    Pay now, or wait for the appeal? In money:

    { $lines }

    { $minds }

    { $sources }
wait-line = • { $line }
wait-now = Paying it all yourself now: { $now }.
wait-approved = If the appeal wins first, your part: { $you }.
wait-saved = So waiting and winning saves you { $saved }.
wait-dearer = So even if you win, the plan's way costs you { $more } more than paying cash. A large open deductible does that.
wait-open = Which one is cheaper depends on the price.
wait-refund = If you pay now and then win, the plan would owe you up to { $refund } of it.
wait-later = If the visits move by the weeks of waiting, your part becomes { $later }: a new plan year begins.
wait-visits = { $least ->
        [1] From the first infusion
       *[other] From infusion no. { $least }
    } on the plan's way is the cheaper one.
wait-minds = I cannot say if you will win, and money is not all: how long you can wait is for you and your doctor. Before you pay, ask the plan two things. Will you look at a claim for care that was not approved before? By when must the claim be in?

compare-told =
    The ways side by side:

    { $lines }

    { $sources }
compare-row =
    { $label }
    Cost: { $cost }. Time: { $time }. Effort: { $effort }. You need: { $needs }. Next: { $next }.
compare-title = Ways to pay for ketamine infusions
compare-head = Way
compare-head-cost = Cost to you
compare-head-time = Time
compare-head-effort = Effort
compare-head-needs = You need
compare-head-next = Next step
compare-made = Made on { $today } from what you told. It is no promise and no advice.
compare-sent = The same page, to print.
button-compare-pdf = To print (PDF)
button-compare-docx = To change (Word)

limits-which = Which amounts do you want to see? Each has its year and its source.
limits-told = { $block }
limits-block =
    { $label }, { $year }:
    { $lines }
    ({ $cite })
    { $sources }
limits-line = • { $what }: ${ $amount }
limits-missing = { $label }: I have not seen the amounts of { $year }, so I give none. There are those of { $years }.
limit-self-only = for one person
limit-family = for a family
limit-extra-from-55 = more from age 55 on
limit-least-deductible-self-only = deductible at least, one person
limit-least-deductible-family = deductible at least, family
limit-most-out-of-pocket-self-only = yearly maximum at most, one person
limit-most-out-of-pocket-family = yearly maximum at most, family
limit-contribution = paid in
limit-carryover = carried over, if the plan lets you
limit-premium = premium a month
limit-deductible = deductible a year
limit-first = one person
limit-more = each other person
limit-alaska-first = one person in Alaska
limit-hawaii-first = one person in Hawaii
limit-judge = for a hearing
limit-court = for court
limits-source = Seen { $read } in: { $listed }
button-year = { $year }
bars-you = you pay
bars-range = it may be up to this
bars-plan = the plan pays
