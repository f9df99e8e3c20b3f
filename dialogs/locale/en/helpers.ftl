# Someone who helps and gets the reminders too.

command-helper = let someone who helps you get your reminders
helper =
    { $count ->
        [0] Nobody else gets your reminders.
        [one] One helper gets your reminders too.
       *[other] { $count } helpers get your reminders too.
    }{ $helps ->
        [yes] { " " }You get the reminders of someone you help.
       *[no] {""}
    }

    A helper gets what I write to you when something is due, and nothing else. They cannot see your answers or your papers. You can end it at any time.

    To help someone yourself, ask them for a code and send it here: /helper and the code.
helper-code =
    Give this code to one person you trust:

    { $code }

    They open this same bot and send: /helper { $code }
    It works once, for one day. I tell you when they used it.
helper-off = Done. Nobody else gets your reminders now, and the code no longer works.
helper-leave = Done. You get no more reminders for others. I will tell them so.
helper-joining = Thank you. I am looking at the code. One moment.
helper-unclear = That is not a code. A code has eight signs, such as ABCD-2345. Send /helper and the code.
helper-joined = Someone used your code and gets your reminders from now on. If that was not the person you meant, press the button.
helper-left = Someone who got your reminders gave it up.
helper-accepted = It worked. You will get a copy when something is due for the person you help.
helper-refused = That code does not work. It may be older than a day, used already, or your own. Ask for a new one.
helper-copy =
    For the person you help:

    { $text }
button-helper-code = Make a code
button-helper-off = Stop for all helpers
button-helper-leave = I no longer help
button-helper = Helpers
