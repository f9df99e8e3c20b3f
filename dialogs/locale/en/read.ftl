# Reading the papers that people send.

read-kind = { $kind ->
        [policy] This looks like a policy
       *[denial] This looks like a denial letter
    }: { $pages ->
        [one] one page
       *[other] { $pages } pages
    }{ $ocr ->
        [0] .
        [one] , one of them read from a picture.
       *[other] , { $ocr } of them read from a picture.
    }
read-progress = page { $page } of { $pages }
read-field = { $label }: { $value } (page { $page }, { $sure }% sure)
read-clause =
    { $kind }, page { $page }, under "{ $heading }" ({ $sure }% sure):
      { $passage }
read-label-insurer = Insurer
read-label-plan = Plan
read-label-member-id = Member number
read-label-reference = Claim or reference number
read-label-notice-date = Date on the letter
read-label-service-date = Date of service
read-label-decision-date = Date of the decision
read-label-service = What was denied
read-label-codes = Codes of the service
read-label-diagnosis = Diagnosis
read-label-reason = Reason
read-label-reason-code = Code of the reason
read-label-clause = Sentence of the plan
read-label-criteria = Rules that were used
read-label-appeal-days = Days to appeal
read-label-appeal-by = Last day to appeal
read-label-next-days = Days for the next step
read-label-next-by = Last day for the next step
read-label-answer-days = Days to answer them
read-label-answer-by = Last day to answer them
read-label-approved-from = Approved from
read-label-approved-until = Approved until
read-label-appeal-address = Where to send the appeal
read-label-appeal-fax = Fax for the appeal
read-label-appeal-phone = Phone for the appeal
read-label-urgent-track = Urgent appeal
read-label-external-review = Outside review
read-warning-two-dates = Two dates would fit one line. Look at the letter and tell me the right one.
read-warning-last-day-before-letter = The last day that I read lies before the date of the letter. One of the two I read wrong. Look at the letter and tell me both.
read-warning-tells-us-to = The paper says that something was closed or taken back, or gives orders. I only read; nothing changes by that.
read-warning-not-a-denial = This does not read like a denial.
read-is-none = { $paper ->
        [bill] This reads like a bill from a clinic or a hospital, and not like a letter of your plan.
        [appointment] This reads like a letter about an appointment.
        [explanation_of_benefits] This reads like an explanation of benefits that refuses nothing.
       *[other] This reads like a letter about something else than care that was asked for or billed.
    } I fill in nothing from it. If it is a denial, tell me what was refused and the date on the letter.
read-warning-rights-elsewhere = The letter says that your appeal rights, and so the time limit, stand on another sheet. Look for it in the envelope and send it to me, too.
read-warning-line-unread = One line near the words about the appeal I could not read well. Look at the paper there, most of all for a number of days or a date.
read-warning-no-page = There are few words in this picture. It does not look like a page of a letter, or most of it is cut off. I fill in nothing from it. Lay the page flat and take it from straight above, with all four corners in the picture.
read-warning-unsharp = Much of this picture is hard to read. Check what I read, or send a sharper one: good light, straight from above.
read-warning-no-clauses = I found no clause that speaks about this care.
read-warning-no-fields = I could not find any of the facts of a denial letter in it.
read-warning-no-words = I found no words in it.
read-empty = The file is empty.
read-strange = I can read PDF, photos (JPEG, PNG, WebP, HEIC), Word and plain text. This is something else.
read-damaged = The file is damaged, and I cannot open it. Please send it again, or a photo of it.
read-locked = The file is locked with a password. Please save a copy without one, or send photos.
read-long = It has { $pages } pages. I can read up to { $most } at once. Please send the part about what is covered and what is not.
read-large = The file is too large. I can read up to { $limit } MB.
read-picture-large = The picture is too large. Up to { $most } million dots work.
read-wordless = I found no words in it. A sharper photo, in good light and straight from above, may help.
read-heavy = It took too much time or memory to read. Please send the pages that matter as photos.

read-started = I am reading "{ $name }". It can take a minute or two. You can go on meanwhile.
read-gone = The file is gone, so I could not read it.
read-told-denial =
    This is what I read:

    { $lines }

    { $gaps ->
        [0] {""}
       *[other] I did not find: { $missing }.
    }
    Is it right? Nothing is used before you say so.
read-told-policy =
    I found these clauses. For each kind, this is the clearest one:

    { $lines }

    Shall I use them? Nothing is used before you say so.
read-line = • { $label }: { $value } (page { $page }){ $unsure ->
        [yes] {" "}– not sure
       *[no] {""}
    }
read-one =
    { $label }: { $value }

    Page { $page } says: "{ $passage }"

    Is that right?
read-clause-one =
    { $label }. Page { $page } says: "{ $passage }"

    Is that right?
read-two =
    { $label }: the paper has more than one. Which one is it?

    Page { $page } says: "{ $passage }"
read-type = What should it be? { $label }:
read-none-used = All right. I used none of it.
read-nothing = I could read it, but I found no facts of a denial and no clauses in it.
read-quoted = { $passage } (page { $page })
read-used-denial = { $count ->
        [one] One answer is filled in.
       *[other] { $count } answers are filled in.
    } I ask only for what is missing.
read-used-policy = { $count ->
        [one] One clause is filled in.
       *[other] { $count } clauses are filled in.
    } You can look at each and change it.
button-document-read = Read it for me
button-read-all = Use all of it
button-read-each = One by one
button-read-none = Use none of it
button-read-amounts = Use the sums for my costs
read-amount = { $name ->
        [billed] billed
        [allowed] allowed by the plan
        [plan_paid] paid by the plan
        [not_covered] not covered
        [deductible_part] your deductible in it
        [coinsurance_part] your coinsurance in it
        [copay_part] your copay in it
        [you_owe] you may owe
        [deductible] deductible of the year
        [deductible_met] deductible met so far
        [out_of_pocket_max] out-of-pocket maximum
        [out_of_pocket_met] out-of-pocket met so far
       *[other] amount
    }: { $value }
read-amounts =
    I can read these sums in it:
    { $lines }
    Shall I reckon your costs with them?
read-used-amounts = I keep { $count ->
        [one] one sum
       *[other] { $count } sums
    } for the questions about your costs. A plan may pay less for the next visit; check it with them.
button-read-yes = Right
button-read-no = Leave it out
button-read-fix = Type it
button-read-pick = { $value }
button-read-denial = Go on with this denial
button-read-notice = Check the letter
button-read-coverage = Go on with my policy
button-document-unkept = Do not keep it
button-read-enough = That is enough
