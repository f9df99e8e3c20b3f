# Reminders and their settings.

command-reminders = what I will remind you of, and when
remind =
    { $title }

    { $when }. { $why }
    { $needs }
remind-needs = It takes { $takes }. You need: { $needs }.
remind-today = That is today, { $date }
remind-left = By { $date } ({ $days ->
        [one] one day left
       *[other] { $days } days left
    })
remind-past = It was for { $date } ({ $days ->
        [one] one day ago
       *[other] { $days } days ago
    })
remind-discreet = { $count ->
        [one] You have a step due { $date }: { $what }.
       *[other] You have { $count } steps due, the first on { $date }: { $what }.
    } Open to see.
remind-what = { $kind ->
        [limit] the last day of something
        [hearing] an appointment
        [approval] something ends
        [clock] an answer from others
        [promise] a promise to you
        [money] something about money
        [application] a form you sent
        [own] your own note
        [waiting] a word on how it stands
       *[step] a step that takes { $takes }
    }
remind-several =
    These are due:

    { $lines }
remind-number = { $number }. { $title }. { $when }
remind-gentle = Just once more, gently: today is the last day for a step. If it is done, all is well.
remind-week =
    Your week ahead:

    { $lines }
remind-line = • { $date }: { $title }
remind-none = There is nothing due for you right now.
remind-waiting-title = Still waiting?
remind-waiting-why = It has been quiet for two weeks. Tell me if something came, or ask for the next step.
remind-done = Done. Well done.
remind-later = All right. I will remind you on { $date }.
remind-last-day = Today is the last day for this one, so I cannot put it off.
remind-pick = On which day shall I remind you? Such as Friday December 4, or 12/4/2026.
remind-pick-future = Please pick a day that is still to come.
remind-how =
    { $title }

    { $text }

    { $sources }
remind-not-mine = All right. I will not remind you of that one.
remind-stopped = I stopped reminders of this kind. You can turn them on again in /reminders.
button-remind-show = Show it
button-remind-done = Done
button-remind-how = Show me how
button-remind-tomorrow = Tomorrow
button-remind-days = In 3 days
button-remind-pick = Pick a day
button-remind-mine = Not mine
button-remind-stop = Stop these
button-remind-item = No. { $number }

reminders =
    This is what I will tell you, at { $time } ({ $zone }), or when your quiet hours end:

    { $lines }
reminders-none = I have nothing to remind you of yet. Tell me what happened with /report, and note promises with /log.
reminders-paused = I will not remind you before { $date }. On that day I tell you what was due.
button-reminders = My reminders
button-reminders-week = Pause for a week
button-reminders-month = Pause for a month
button-reminders-on = Turn all on again
button-settings = Settings

settings-done = Your settings are saved. Your reminders follow them.
settings-zone-told = In which time zone do you live now?
    .label = Time zone
    .why = So that I write at the right hour. If you skip it, I go by your state.
settings-quiet-from = From which hour on shall I be quiet?
    .label = Quiet from
    .why = I do not write in your quiet hours. If you skip it, they begin at 9 PM.
settings-quiet-to = Until which hour shall I be quiet?
    .label = Quiet until
    .why = If you skip it, they end at 8 AM.
settings-discreet = Shall my reminders say nothing private, only that a step is due? That is safer on a locked screen.
    .label = Discreet
    .why = Others may see your screen. If you skip it, I am discreet.
settings-digest = Do you want a short list of the week ahead each Monday?
    .label = Weekly list
    .why = Some people like to see it all at once.
