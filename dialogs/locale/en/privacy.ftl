### Privacy: what this program keeps, for how long, who runs it. docs/runbooks.md says when the version has to be raised.

privacy = { $policy }
privacy-who =
    { "**" }Who runs this bot**
    { $named ->
        [yes] { $operator }{ $reached ->
            [yes] . You can reach them at: { $contact }
           *[no] .
        }
       *[no] { $reached ->
            [yes] You can reach who runs it at: { $contact }
           *[no] Whoever runs this bot has not given a name here. On Telegram its page may say more.
        }
    }
privacy-what =
    { "**" }What is kept**
    What you tell me about your plan, your health, your letters and your costs. Files that you send. When reminders are due. Your Telegram chat number, so that I can answer, and the day of your last message.
privacy-why =
    { "**" }What for**
    To help you with your own case, and for nothing else. No ads. Nothing is sold or passed on. No other company and no model service gets your words.{ $trials ->
        [yes] { " " }If you ask for trials, I ask ClinicalTrials.gov with the name of an illness and a drug, and nothing of who you are.
       *[no] { "" }
    }
privacy-readers =
    { "**" }Who can read it**
    All that you tell me is stored locked, with a key of your own. Who runs this bot holds the key to these keys, so they could read it. Telegram can read what we write, since chats with bots are not end-to-end encrypted. A helper whom you let in gets your reminders and nothing else.
privacy-long =
    { "**" }How long**
    Until you erase it. If you do not write for { $keep } days, all of it is erased; I tell you { $warn } days before. Messages that I could not send to you are dropped after 30 days. The numbers of messages that came are kept for 7 days.
privacy-rights =
    { "**" }What you can do**
    /export sends you all your answers, /documents your files. You can put any answer right. /forget erases everything at once, and nobody has to say yes to that.
privacy-copies =
    { "**" }Copies**
    Copies of the store are kept for { $copies } days in case a machine breaks. What you erase stays in older copies until then. If a copy has to be put back, what you had erased is erased again, unless the disk with the list of those marks was lost too; then it comes back until you ask once more. For that a mark that only your chat can be matched with is kept for as long.
privacy-change =
    { "**" }Changes**
    This is version { $version }. If it changes, I tell you and ask you again.
notice-changed = What I keep, and for how long, is now written down more fully: if you do not write for { $keep } days, all is erased, and copies end after { $copies } days. Is that all right? You can read it first, or have all of it erased.
button-agree = Yes, go on
button-export = Send me my data
button-forget = Erase everything
agreed = Thank you. Noted with today's date.
runs = { $named ->
        [yes] { $operator } runs this bot.
       *[no] I am a program, and who runs me has not given a name here.
    }{ $reached ->
        [yes] { " " }You can reach them at: { $contact }
       *[no] { "" }
    } /privacy says what is kept and who can read it.
human-operator = { $named ->
        [yes] If something is wrong with this bot itself, { $operator } runs it:
       *[no] If something is wrong with this bot itself, write to who runs it:
    } { $contact }
erased-soon =
    You have not written to me for a long time. On { $date } I erase all that I keep of you, as I said I would.

    Write me anything at all, and it stays.
announced-discreet = { $kind ->
        [breach] There is important news about your data. Please read it.
       *[news] There is news from who runs this bot.
    }
announced = { $text }
