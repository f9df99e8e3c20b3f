# The log of calls and letters, and the documents.

## The log

command-log = note a call, a letter, a fax; see your notes
log-how =
    Write it in one line: who, when, the reference number, what was said, and what they promised.

    Such as: called Aetna, Sandra, ref 8841, said decision by Friday
log-find-what = What shall I look for? A name, a number or a word is enough.
log-added =
    Noted, no. { $number }. I read it like this:

    { $lines }

    What I did not read stays in your own words. Is a part wrong? Press Change.
note-no-day = day not clear
note-which-day = I could not tell which day that was. Press Change and give me the day.
log-note =
    Note no. { $number }

    { $lines }
log-changed =
    Changed. Note no. { $number } now says:

    { $lines }
log-removed = I took out note no. { $number }.
log-kept = Good. I marked that promise as kept.
log-shown =
    You have { $count ->
        [one] one note
       *[other] { $count } notes
    }. The newest { $shown }:

    { $lines }
log-shown-none = You have no notes yet. After each call, write one line. It may be the proof that you need.
log-promises =
    They still owe you { $count ->
        [one] one promise
       *[other] { $count } promises
    }:

    { $lines }
log-promises-none = No promise is open.
log-found =
    I found { $count ->
        [one] one note
       *[other] { $count } notes
    }:

    { $lines }
log-found-none = I found no note with that. Try one word or a number.
log-full = I keep at most { $most } notes. Take one out first.
log-sent = Your notes, as a file.
note-line = { $number }. { $text }
note-reference-line = ref { $reference }
note-due-line = promised by { $date }
note-field = • { $label }: { $value }
note-counts-on = I count on that by { $date }. /next tells you when it is due.
note-number = No.
note-words = Your words
note-title = Log of calls and letters
button-log-add = Add a note
button-note = No. { $number }
button-log-promises = Open promises
button-log-find = Find
button-log-pdf = As PDF
button-log-csv = As a table (CSV)
button-note-edit = Change
button-note-kept = They did it
button-note-drop = Take it out
button-log = All notes

note-note-channel = How was it?
    .label = How
    .why = A letter or a fax leaves proof, and a call does not.
note-note-with = Who was it with? A name and the office are best.
    .label = With
    .why = If they deny it later, you can say who said it.
note-note-date = On which day?
    .label = Day
    .why = Time limits count from days.
note-note-time = At what time?
    .label = Time
    .why = With the time, the plan can find the call in its own records.
note-note-reference = What reference number did they give you?
    .label = Reference
    .why = With it they can find the call again.
note-note-said = What was said or sent?
    .label = Said
    .why = You may need it word for word later.
note-note-promise = What did they promise to do?
    .label = Promise
    .why = I can tell you when it is due.
note-note-due = By which day did they promise it?
    .label = Promised by
    .why = I can tell you on that day.

## Documents

command-documents = the papers and photos that you sent me
document-reading = { $count ->
        [one] I kept "{ $name }", stored encrypted{ $label ->
            [none] {""}
           *[other] , as: { $label }
        }. I am reading it now.
       *[other] I kept it, stored encrypted. I am reading the last { $count } photos as one paper.
    } That can take a minute or two. Go on meanwhile, if you like.
document-kept-as = I kept "{ $name }" as: { $label }. It is stored encrypted.
document-twin = I have that one already: "{ $name }".
document-full = I keep at most { $most } documents. Take one out with /documents first.
document-no-room = I did not keep that file: together I can keep { $most } MB of documents for you. Take one out with /documents first; a photo of a page is smaller than a scan.
document-near = Together your documents take { $size } of the { $most } MB that I can keep for you.
document-lost = I could not fetch that file from Telegram, and I did not keep it. Please send it again.
document-large = That file is too large. I can take files up to { $limit } MB. Try a photo of each page, or a smaller PDF.
document-empty = That file is empty. Please check it and send it again.
document-strange = I cannot keep that kind of file. I take PDF, photos (JPEG, PNG, WebP, HEIC), Word files (.docx) and plain text.
document-damaged = I could not open that PDF. It seems damaged. Try to save it again, or send a photo of each page.
document-locked = That PDF asks for a password. Please save it without one, or send a photo of each page.
document-heavy = I could not open that file safely: unpacked it is far larger than it looks, and I did not keep it. Try a photo of each page, or a PDF that is printed anew.
document-photo = Photo { $number }
document-pages = { $count ->
        [one] one page
       *[other] { $count } pages
    }
document-line = { $number }. { $name }
document-shown = { $line }{ $about }
document-about = , for { $matter }
document-which-kind = What is it?
document-which-matter = Which of these does it belong to?
document-sent = Here is "{ $name }".
document-drop-ask = Shall I destroy "{ $name }"? It cannot be brought back.
document-gone = I could not send that file: a document in it is gone.
document-dropped = I destroyed "{ $name }".
document-changed =
    Changed:

    { $line }
documents-list =
    You have sent { $count ->
        [one] one document
       *[other] { $count } documents
    }:

    { $lines }
documents-none = You have not sent a document yet. Send a photo or a file here, up to { $limit } MB each. I store it encrypted, and it can go into your packet.
button-document = No. { $number }
button-document-show = Show it
button-document-send = Send it to me
button-document-kind = What it is
button-document-name = Name and date
document-out = not in the packet
button-document-out = Leave it out of the packet
button-document-in = Put it into the packet
button-document-matter = What it is for
button-document-drop = Destroy it
button-document-drop-yes = Yes, destroy it
button-document-drop-no = No, keep it
button-documents = All documents
button-documents-more = More
button-packet = Make a packet

paper-paper-kind = What kind of paper is it?
    .label = Kind
    .why = It decides where the paper stands in your packet.
paper-paper-name = What shall I call it?
    .label = Name
    .why = The list of enclosures uses this name.
paper-paper-date = What date is on it?
    .label = Date
    .why = Papers go into the packet by date.
