# Deadlines in words: how a date was counted (count-), why there is none (refuse-), what else to know (mind-).
# The ids come from knowledge/deadlines.py and knowledge/rules/deadlines.yaml.

count-from-receipt = It starts on the day you got the notice, { $date }.
count-from-presumed = The notice is dated { $notice }. It counts as received { $days } days later, on { $date }.
count-from-notice-unknown-receipt = I do not know when you got the notice. So I count from the date on it, { $date }, which can only be earlier.
count-from-notice = It starts on the date on the notice, { $date }.
count-from-sent = It starts when the notice was sent. I take the date on it, { $date }.
count-from-request = It starts when they got the request, { $date }.
count-from-extension = It starts on the date of the notice that they take more time, { $date }.
count-from-silence = You sent your appeal on { $filed }. It starts { $days } days later, on { $date }, though nobody may have answered by then.
count-calendar-days = { $amount } days, with weekends and holidays counted, end on { $date }.
count-business-days = { $amount } business days (no weekends, no federal holidays) end on { $date }.
count-calendar-months = { $amount ->
        [one] One month
       *[other] { $amount } months
    } later is { $date }.
count-hours = { $amount } hours end on { $date }.
count-no-such-day-next = That month has no such day. By the rule it is then the first day of the next month.
count-no-such-day-last = That month has no such day, so I take its last day.
count-extended = With the { $days } days more that they may take it is { $date }.
count-extension-too-late = They told you on { $told } that they take more time. That is after their first period had ended, so it gives them no more: it stays { $date }.
count-effective-later = The change in your care starts later, on { $date }. The later day counts.
count-effective-earlier = The change in your care starts on { $date }, which is not later. So it stays.
count-moved = { $day } is a weekend day or a federal holiday. By the rule it moves to { $date }.

refuse-no-rule = I have no checked rule for this step with this kind of plan. Go by the date in your letter, or ask the plan in writing how long you have.
refuse-no-date = This is a right or a note. It has no time limit of its own.
refuse-rule-unverified = I know of a time limit here but have not seen the rule itself. I will not guess. Look in your letter for the last day, and tell me that date.
refuse-window-unverified = I have not seen your state's own rule on how long you have, so I name no last day. Below is a safe day to act by. The law may give you more: your letter must say how long you have.
refuse-window-unverified-undated = I have not seen your state's own rule on how long you have, so I name no last day. Tell me the date on the letter, and I can give you a safe day to act by.
refuse-window-of-any-state = How long you have depends on your state. Tell me which one it is. Below is a day that is safe in every state.
refuse-window-of-any-state-undated = How long you have depends on your state. Tell me which one it is, and the date on the letter.
refuse-missing-appeal-filed = In your state the time can start before the plan's answer: some days after you sent the appeal. Tell me on which day you sent it. Until then I name no last day.
refuse-other-state = That rule is for { $state } only. Go by the date in your letter.
refuse-future-date = { $date } has not come yet. Please check the date.
refuse-received-before-notice = The day you got it is before the date on it. One of the two must be wrong. Please look at the letter again.
refuse-request-before-denial = The appeal would be before the denial. One of the two dates must be wrong. Please look again.
refuse-missing-receipt = I need the date on the notice, or the day you got it.
refuse-missing-notice = I need the date on the notice. The day you got it does not count here.
refuse-missing-sent = I need the date on the notice. The time runs from the day it was sent.
refuse-missing-request = I need the day on which they got the request.
refuse-missing-extension = I need the date of the notice that they take more time.
refuse-not-in-force = The rule that I checked does not reach back to { $date }. Go by the date in your letter, and ask a helper.
refuse-state-number-missing = Each state sets its own number of days here, at most { $most }, and it may be far fewer. It must be in your notice: tell me the number of days. If it is not there, call the state Medicaid office today.
refuse-state-number-missing-floor = Each state sets its own number of days here, from { $least } to { $most }. It must be in your notice: tell me the number of days. Until then, act within { $least } days of the date on the notice.
refuse-state-number-outside = { $number } days cannot be right: the law lets a state choose from { $least } to { $most }. Please look at the notice again.
refuse-plan-workers-compensation = Workers' compensation follows the law of each state, and I have checked none. Go by the notice. Your state's workers' compensation board can tell you. Federal workers ask the U.S. Department of Labor.
refuse-plan-short-term = Short-term plans do not have to follow the appeal rules that I know. Look in the policy, and ask your state's insurance department.
refuse-plan-health-sharing = A sharing group is not insurance, so the law on appeals does not apply. Look in its guidelines for its own appeal, and for how long you have.
refuse-plan-none = With no insurance there is nothing to appeal. Look at the other ways to pay.
refuse-plan-va = I have seen no fixed time limit for VA care. Ask as soon as you can, in writing, through the patient advocate of your VA hospital.
refuse-plan-government-church = For plans of state and local government and of churches I have not checked which rules hold. Go by the date in your letter, and ask the plan in writing.
refuse-plan-unknown = The time limit depends on the kind of plan. /coverage helps you find out which one you have.

mind-presumed-receipt = This takes the { $days } days for the mail. To be safe, act as if they were not there.
mind-receipt-unknown = If you know the day on which you got the notice, tell me: you may have more time.
mind-new-clock = The shorter time came with a change of law, and some contracts follow it only after { $date }. Ask which one holds for you.
mind-no-extension = By this rule they may not take more time.
mind-hour-unknown = I do not know the hour, so I count to the end of the day.
mind-letter-later = The law gives until { $law }. The letter gives longer, until { $letter }, and that counts. Still, act by the earlier day.
mind-letter-earlier = The letter says { $letter }. The law gives you until { $law }: the letter gives less than it must. Act by the earlier day, and say so in your appeal.
mind-advice = { $text }
mind-floor-passed = That safe day, { $date }, has passed. The law may still give you time. Send the request today, and ask the office that takes it.
mind-policy-state = If a job gives you the plan, the state where the policy was issued counts. It may not be the one where you live.
mind-closed-day = { $date } is a weekend day or a holiday, and this rule does not move it. Act on the working day before.
mind-observed-holiday = On { $date } many offices are closed for a holiday. Act on the working day before.
mind-filed-received = It counts when it arrives, not when you mail it.
mind-filed-sent = It counts by the postmark. Keep the receipt from the post office.
mind-passed = That day has passed. Write at once all the same, say why you are late, and ask if a late request is accepted.
mind-at-least = The plan may give more time than this. The letter says so if it does.
mind-amount-in-dispute = In { $year } at least { $amount } dollars must be in dispute. It is the year of your request that counts.
mind-amount-unknown = A least amount must be in dispute. The one for { $year } was not published when I checked. Your notice names it.
mind-urgent-track = If your doctor says that it is urgent, hours count, not days. Ask for the urgent track.
mind-several-rules = More than one rule may hold here. I took the safe one.
mind-fast-window = That is the last day for a fast review. For one at the usual pace you have until { $date }.
mind-extension = They may take more time, if they tell you in writing before this day.
mind-state-process = Your state may run the external review. Then its own times hold. The letter with the last denial says who runs it.
mind-federal-process = This is the federal process, for plans that an employer pays for itself and where a state has none. If an insurer carries your plan, the state's own time may hold.
mind-shorter-state = Your state may have set a shorter time.
mind-good-cause = If you are late for a good reason, such as a hospital stay, ask for more time and give the reason.
mind-incomplete-urgent = You then get at least 48 hours to send it.
mind-concurrent-in-time = This holds if you asked at least 24 hours before the approved course ends.
mind-clock-stops = While they wait for you, their own clock stands still.
mind-preliminary-notice = After that they must tell you in writing within one business day.
mind-oral-then-written = If they tell you by phone, the written word follows within 48 hours.
mind-which-drug-rule = An infusion may count as a drug or as a service. Ask the plan which one it is: the times differ.
mind-forwarded = If the plan says no again, or is late, it must send your case to an outside reviewer by itself.
mind-only-care-under-way = This is only for care that was approved and is being cut. If you lose, you may have to pay for it.

deadline-none = No date: { $reason }
deadline-legal = Last day by law: { $date }
deadline-floor = Act by: { $date }. This is the safe day, not the last day by law.
deadline-act-by = Act by: { $date }
deadline-plan = They must decide by: { $date }
deadline-law = { $cite }
when-moment = { $day }, { $time }
