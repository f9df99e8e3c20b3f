"""Documents: kept sealed, told apart by content, tied to a denial, sent back, destroyed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import create_engine, text

from bot.files.uploads import looked_at
from dialogs.case.documents import LARGEST, described, guessed, type_of
from dialogs.case.limits import limits
from dialogs.memory.store import Store
from dialogs.speaking.messages import Upload
from dialogs.speaking.words import words_in
from dialogs.turn.manager import Dialog
from knowledge.library import shipped
from tests.support.files import pdf, picture, word
from tests.support.person import Person


def upload(content: bytes | None, name: str = "x", size: int | None = None) -> Upload:
    return Upload("0", name, len(content or b"") if size is None else size, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (pdf(), "pdf"), (picture(), "jpeg"), (picture("PNG"), "png"), (picture("WEBP"), "webp"), (picture("HEIF"), "heic"),
        (word(), "docx"), (b"called them, no answer\n", "text"), (b"\x7fELF\x02\x01", None), (b"MZ\x90\x00\x03", None),
        (b"GIF89a\x01\x00\x01", None), (b"<html>\x00</html>", None),
    ],
)  # fmt: skip
async def test_the_kind_is_known_by_content_and_not_by_name(content: bytes, kind: str | None) -> None:
    assert type_of(content) == kind
    seen = described(await looked_at(upload(content, "report.pdf")))
    assert seen.get("type") == kind
    assert seen.get("problem") == (None if kind else "strange")


def pdf_of_size(size: int, mark: str) -> bytes:
    """A PDF with a comment that makes it as large."""
    return pdf() + b"\n%" + mark.encode() * size


def other_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", "a")
    return out.getvalue()


def bomb_picture() -> Upload:
    """A PNG of some kilobytes that unpacks to half a gigabyte."""
    out = io.BytesIO()
    Image.new("1", (13_300, 13_300)).save(out, "PNG")
    return upload(out.getvalue(), "scan.png")


def bomb_word() -> Upload:
    """A Word file with more zeros beside its words than fit the memory."""
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/image1.png", b"\0" * 80_000_000)
    return upload(out.getvalue(), "letter.docx")


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        (upload(b""), "empty"),
        (upload(None, size=LARGEST + 1), "large"),
        (upload(b"x" * (LARGEST + 1)), "large"),
        (upload(pdf(password="secret")), "locked"),
        (upload(b"%PDF-1.7 and nothing more"), "damaged"),
        (upload(pdf()[:300]), "damaged"),
        (upload(other_zip()), "strange"),
        (Upload("0", "x", 5, None, problem="lost"), "lost"),
        (bomb_picture(), "heavy"),
        (bomb_word(), "heavy"),
        (upload(b"no pain\n" * 30_000), "heavy"),
    ],
)
async def test_a_file_that_is_no_use_has_a_reason(sent: Upload, problem: str) -> None:
    assert described(await looked_at(sent))["problem"] == problem
    assert len(words_in("en")(f"document-{problem}", limit=20).split()) > 3


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\papers\\a.pdf", "a/b/../c.pdf", "x" * 300, "line\nbreak.pdf"]
)
def test_a_name_is_only_a_name(name: str) -> None:
    seen = described(upload(pdf(), name))["name"]
    assert "/" not in seen
    assert "\\" not in seen
    assert "\n" not in seen
    assert len(seen) <= 80


async def test_a_file_is_kept_named_typed_and_listed(chat: Person) -> None:
    await chat.say("/start")
    assert 'kept "My denial.pdf"' in await chat.send_file(pdf(3), "My denial.pdf")
    assert chat.slots["documents"][0]["kind"] == "denial_letter"
    heard = await chat.send_file(picture())
    assert 'kept "Photo 2"' in heard
    await chat.press("What it is")
    await chat.press("Medical records")
    heard = await chat.say("/documents")
    assert "1. My denial.pdf, Denial letter, 3 pages" in heard
    assert "2. Photo 2, Medical records" in heard
    await chat.press("No. 2")
    await chat.press("Name and date")
    await chat.say("name")
    await chat.say("MRI of the left foot")
    await chat.say("change an answer")
    await chat.say("date")
    await chat.say("March 2024")
    assert "MRI of the left foot, Medical records, March 2024" in await chat.say("yes")


async def test_the_same_file_twice_is_one(chat: Person) -> None:
    await chat.say("/start")
    content = pdf(2)
    await chat.send_file(content, "denial.pdf")
    assert "I have that one already" in await chat.send_file(content, "other name.pdf")
    assert len(chat.slots["documents"]) == 1


async def test_a_file_in_the_middle_of_a_question_leaves_the_question_open(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("/coverage")
    await chat.say("me")
    heard = await chat.send_file(picture(), caption="denial letter")
    assert "as: Denial letter" in heard
    assert chat.question == "coverage.state"
    assert "Which state" in heard


async def test_words_of_crisis_beside_a_file_bring_help_and_the_file_is_kept(chat: Person) -> None:
    await chat.say("/start")
    heard = await chat.send_file(pdf(), "denial.pdf", caption="I want to die")
    assert heard.index("988") >= 0
    assert len(chat.slots["documents"]) == 1


async def test_a_document_is_sent_back_as_it_came(chat: Person) -> None:
    await chat.say("/start")
    content = picture("PNG")
    await chat.send_file(content, "scan.png", caption="records")
    await chat.say("/documents")
    await chat.press("No. 1")
    await chat.press("Send it to me")
    attachment = chat.replies[-1]["attachment"]
    assert attachment["name"].endswith(".png")
    assert await chat.manager.store.document("test", "1", attachment["document"]) == content


async def test_destroying_asks_once(chat: Person) -> None:
    await chat.say("/start")
    await chat.send_file(pdf(), "denial.pdf")
    number = chat.slots["documents"][0]["id"]
    await chat.say("/documents")
    await chat.press("No. 1")
    await chat.press("Destroy it")
    assert await chat.manager.store.document("test", "1", number) is not None
    await chat.press("Yes, destroy it")
    assert await chat.manager.store.document("test", "1", number) is None
    assert chat.slots["documents"] == []


async def test_a_document_belongs_to_the_denial_that_the_person_says(chat: Person) -> None:
    await chat.say("/start")
    await chat.say("g:happened:1.denied")
    for words in ("11/2/2026", "11/5/2026", "skip", "not yet", "no", "yes"):
        await chat.say(words)
    await chat.say("/report")
    await chat.press("Another request or denial")
    await chat.payload("g:happened:2.denied")
    for words in ("11/9/2026", "11/12/2026", "skip", "not yet", "no", "yes"):
        await chat.say(words)
    await chat.send_file(pdf(), "denial.pdf")
    assert chat.slots["documents"][0]["matter"] is None
    await chat.say("/documents")
    await chat.press("No. 1")
    await chat.press("What it is for")
    await chat.payload(f"g:document:{chat.slots['documents'][0]['id']}.m.2")
    assert chat.slots["documents"][0]["matter"] == "2"


async def test_what_is_stored_is_sealed_and_goes_with_the_person(
    store_url: str, tmp_path: Path, dialog: Dialog
) -> None:
    person = Person(lambda: Store(store_url, None, tmp_path / "key"), dialog)
    await person.say("/start")
    await person.send_file(b"my secret diagnosis in plain words", "secret name.txt")
    engine = create_engine(store_url)
    with engine.connect() as connection:
        rows = connection.execute(text("select * from documents")).all()
    assert len(rows) == 1
    assert b"secret" not in b"".join(bytes(value) for value in rows[0] if isinstance(value, bytes | memoryview))
    assert "secret" not in str([value for value in rows[0] if isinstance(value, str)])
    await person.say("/forget")
    await person.press("Yes, destroy it all")
    with engine.connect() as connection:
        assert connection.execute(text("select count(*) from documents")).scalar() == 0
    engine.dispose()
    await person.manager.store.close()


async def test_documents_outlive_a_restart_and_are_another_persons_never(chat: Person) -> None:
    await chat.say("/start")
    content = pdf(2)
    await chat.send_file(content, "denial.pdf")
    number = chat.slots["documents"][0]["id"]
    await chat.restart()
    assert await chat.manager.store.document("test", "1", number) == content
    assert await chat.manager.store.document("test", "2", number) is None


async def test_too_many_documents_are_refused(chat: Person, monkeypatch: Any) -> None:
    few = limits().model_copy(update={"documents": 1})
    monkeypatch.setattr("dialogs.actions.documents.limits", lambda: few)
    await chat.say("/start")
    await chat.send_file(pdf(1), "denial.pdf")
    assert "at most 1" in await chat.send_file(pdf(2), "records.pdf")
    assert len(chat.slots["documents"]) == 1


async def test_room_for_documents_ends_and_is_said_to_end_before(chat: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    small = limits().model_copy(update={"kept_megabytes": 3, "near_megabytes": 1})
    monkeypatch.setattr("dialogs.actions.documents.limits", lambda: small)
    await chat.say("/start")
    made = [pdf_of_size(1_200_000, mark) for mark in "abc"]
    heard = await chat.send_file(made[0], "a.pdf")
    assert "I kept" in heard
    assert "1 of the 3 MB" in heard
    assert "2 of the 3 MB" in await chat.send_file(made[1], "b.pdf")
    assert "I did not keep that file" in await chat.send_file(made[2], "c.pdf")


@pytest.mark.parametrize(
    ("name", "kind"), [("3.jpg", None), ("2026-11-04.pdf", None), ("denial letter.pdf", "denial_letter")]
)
def test_a_number_in_a_files_name_is_no_kind(name: str, kind: str | None) -> None:
    assert guessed(name, shipped()) == kind
