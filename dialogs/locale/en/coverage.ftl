# The questionnaire about coverage (dialogs/flows/coverage.yaml). `.label` names the answer in reviews; `.why` says why we ask.

coverage-begin = Let us look at your plan and at what its papers say about ketamine. It takes about ten minutes. You can stop at any time, and I keep your place.

coverage-who = Who is asking?
    .label = Who is asking
    .why = So that I speak to the right person. Someone else may need a signed form to act for the patient.
coverage-state = { $who ->
        [caregiver] Which state does the patient live in?
       *[other] Which state do you live in?
    } Type the name or the two letters.
    .label = State
    .why = Some rights of appeal and some places that help differ by state.
coverage-plan-kind = { $who ->
        [caregiver] What kind of plan does the patient have?
       *[other] What kind of plan do you have?
    } If you are not sure, press "I don't know" and I show how to tell.
    .label = Kind of plan
    .why = The rules for an appeal, and how long you have, depend on the kind of plan.
coverage-diagnosis = { $who ->
        [caregiver] What is the patient's main pain diagnosis?
       *[other] What is your main pain diagnosis?
    } Pick the closest, or type it.
    .label = Diagnosis
    .why = Policies and research differ by diagnosis.
coverage-treatment = Which treatment is asked for?
    .label = Treatment
    .why = Plans have one set of rules for a drip, and other rules for pills, creams or the nasal spray Spravato.
coverage-requested-by = Who has asked the plan for it, or will ask?
    .label = Who asks the plan
    .why = A plan decides on a request from a doctor or a clinic. It also looks at whether that is a specialist.
coverage-papers = Which of these papers { $who ->
        [caregiver] does the patient have
       *[other] do you have
    }?
    .label = Papers at hand
    .why = The sentence that decides is in one of these papers. I show you how to get the ones that are missing.
coverage-denial-date = What date is printed on the denial letter?
    .label = Date on the denial letter
    .why = The time to appeal is often counted from this letter.
coverage-clause = { $ask } You can also paste the sentence.
coverage-quotes = Is there any other sentence in the papers that worries you? You can paste it here.
    .label = Add or remove a sentence
    .menu = Your sentences so far:
        { $listed }
        Is there another one?
coverage-words = Please paste the sentence, just as it stands in the papers.
    .label = Sentence
    .why = An appeal has to answer the plan's own words.
coverage-paper = Which paper is it from?
    .label = Paper it is from
    .why = In a letter you need to say where the sentence stands.

papers-to-get =
    How to get the papers you do not have yet:

    { $lines }

    { $sources }
paper-line = • { $label }: { $get }

clause-yes =
    { $label }: { $means }

    What to do: { $todo }

    { $sources }
clause-pasted =
    Thank you, I kept these words. { $label }: { $means }

    What to do: { $todo }

    { $sources }
clause-pasted-other =
    Thank you, I kept these words. They read to me like another kind of clause. { $label }: { $means }

    What to do: { $todo }

    { $sources }
clause-pasted-unknown = Thank you, I kept these words. I do not know this kind of sentence, so I say nothing about what it means. Ask the plan: "What does this sentence mean for a ketamine infusion?"

summary =
    What we found

    { $body }
summary-obstacles =
    What stands in the way, the heaviest first:
    { $lines }
summary-no-obstacles = You named no clause that stands in the way. That does not mean that there is none.
summary-obstacle = • { $label }. { $todo }
summary-your-words = Your papers say: "{ $words }"
summary-next =
    The one next thing: { $step }

    { $sources }
summary-unknown =
    Still unknown:
    { $lines }
summary-unknown-line = • { $label }
summary-all-known = No question is left open.
