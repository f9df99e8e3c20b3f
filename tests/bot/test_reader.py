"""Files that are broken, hostile or not what they say: each gets a clear line, and the reader's process pays for it alone."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest

from bot.apart.limits import limits
from bot.apart.opening import CannotRead
from bot.reader import work
from bot.reader.pages import MOST_PAGES
from dialogs.speaking.words import words_in
from tests.support import letters

LETTER = letters.made({"labels": letters.labels}, 1, 2)[0]
NAVIGATOR = str(Path(sys.executable).parent / "navigator")


def pdf_of(pages: int) -> pikepdf.Pdf:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page()
    return made


def saved(made: pikepdf.Pdf, **how: object) -> bytes:
    held = io.BytesIO()
    made.save(held, **how)  # type: ignore[arg-type]
    return held.getvalue()


def bomb() -> bytes:
    """A Word file whose text unpacks to 2 GB."""
    held = io.BytesIO()
    packed = zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED)
    with packed, packed.open("word/document.xml", "w", force_zip64=True) as part:
        chunk = b"<w:p/>" * 100_000
        for _ in range(3400):
            part.write(chunk)
    return held.getvalue()


def objects(count: int) -> bytes:
    """A PDF of very many objects."""
    body = [b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"]
    body.append(b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\n")
    body += [b"%d 0 obj<</A 1>>endobj\n" % number for number in range(4, count)]
    return b"".join([*body, b"trailer<</Root 1 0 R/Size %d>>\n" % count])


def recursive() -> bytes:
    """A form that draws itself."""
    made = pdf_of(1)
    form = made.make_stream(b"/F Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 100, 100])
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page = made.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
    page.Contents = made.make_stream(b"/F Do")
    return saved(made)


def scripted() -> bytes:
    """A letter with a script that would run when it is opened."""
    with pikepdf.open(io.BytesIO(LETTER.pdf())) as made:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('x')"))
        return saved(made)


def huge_picture() -> bytes:
    """A PNG that says that it is 60,000 dots square."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = (60_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 60_001))
        + chunk(b"IEND", b"")
    )


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(LETTER.pdf())) as made:
        return saved(made, encryption=pikepdf.Encryption(owner="o", user="u"))


HOSTILE = {
    "bomb": (bomb, "large"),
    "a million objects": (lambda: objects(1_000_000), "wordless"),
    "recursive": (recursive, "wordless"),
    "huge picture": (huge_picture, "picture-large"),
    "locked": (locked, "locked"),
    "empty": (lambda: b"", "empty"),
    "strange": (lambda: b"MZ\x90\x00" + bytes(range(256)) * 40, "strange"),
    "truncated": (lambda: LETTER.pdf()[:700], "damaged"),
    "no pages": (lambda: b"%PDF-1.7\n" + b"garbage " * 400, "damaged"),
    "too many pages": (lambda: saved(pdf_of(MOST_PAGES + 1)), "long"),
    "half a picture": (lambda: b"\xff\xd8\xff\xe0" + b"\0" * 5000, "damaged"),
    "a word file that is none": (lambda: zipped({"word/document.xml": b"<not xml"}), "damaged"),
}


def zipped(parts: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return held.getvalue()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_file_gets_a_clear_line(name: str) -> None:
    make, problem = HOSTILE[name]
    with pytest.raises(CannotRead) as refused:
        await work.read(make())
    assert refused.value.problem == problem
    line = words_in("en")(f"read-{problem}", **{"limit": 20, **refused.value.args_})
    assert len(line.split()) > 3


@pytest.mark.timeout(60)
async def test_a_script_in_a_letter_does_nothing_and_the_letter_is_read() -> None:
    found = await work.read(scripted())
    assert found["fields"]["member_id"]["value"] == LETTER.truth["member_id"]


@pytest.mark.timeout(60)
async def test_the_loop_goes_on_while_a_file_is_read() -> None:
    beats = 0

    async def beat() -> None:
        nonlocal beats
        while True:
            await asyncio.sleep(0.02)
            beats += 1

    beating = asyncio.create_task(beat())
    pages: list[tuple[int, int]] = []
    await work.read(saved(doubled(30)), "policy", lambda page, count: pages.append((page, count)))
    beating.cancel()
    assert beats > 10
    assert pages == [(number, 30) for number in range(1, 31)]


def doubled(times: int) -> pikepdf.Pdf:
    made = pikepdf.new()
    with pikepdf.open(io.BytesIO(LETTER.pdf())) as one:
        for _ in range(times):
            made.pages.append(one.pages[0])
    return made


@pytest.mark.timeout(60)
async def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    short = limits().tasks["read"].model_copy(update={"wall_seconds": 0.05})
    monkeypatch.setitem(limits().tasks, "read", short)
    with pytest.raises(CannotRead, match="heavy"):
        await work.read(LETTER.pdf())


@pytest.mark.timeout(60)
def test_the_command_reads_a_file_by_its_content_and_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(LETTER.pdf())
    done = subprocess.run([NAVIGATOR, "read", path, "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == {
        "kind",
        "paper",
        "paper_confidence",
        "denies",
        "grants",
        "pages",
        "ocr_pages",
        "clauses",
        "fields",
        "limits",
        "amounts",
        "warnings",
    }
    assert (found["kind"], found["pages"], found["ocr_pages"]) == ("denial", 1, 0)
    assert set(found["fields"]["notice_date"]) >= {"value", "page", "passage", "confidence"}
    told = subprocess.run([NAVIGATOR, "read", path, "--kind", "policy"], capture_output=True, text=True, check=False)
    assert told.returncode == 0
    assert told.stdout.startswith("This looks like a policy")


@pytest.mark.parametrize(("content", "why"), [(b"", "empty"), (b"\x00\x01\x02" * 50, "I can read PDF")])
def test_the_command_says_why_it_cannot_read(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    done = subprocess.run([NAVIGATOR, "read", path], capture_output=True, text=True, check=False)
    assert (done.returncode, why in done.stderr) == (2, True)
    gone = subprocess.run([NAVIGATOR, "read", tmp_path / "none"], capture_output=True, text=True, check=False)
    assert gone.returncode == 2


@pytest.mark.timeout(60)
@pytest.mark.parametrize("form", ["JPEG", "WEBP", "HEIF"])
async def test_every_form_of_photo_is_read(form: str) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    held = io.BytesIO()
    LETTER.picture(150).convert("RGB").save(held, form, quality=80)
    found = await work.read(held.getvalue())
    assert (found["ocr_pages"], found["fields"]["member_id"]["value"]) == (1, LETTER.truth["member_id"])


@pytest.mark.timeout(60)
async def test_a_word_file_is_read_with_its_table() -> None:
    import docx

    made = docx.Document()
    made.add_heading("Notice of Denial", 1)
    table = made.add_table(rows=2, cols=2)
    for row, cells in enumerate([("Member ID", "W4455667788"), ("Date of notice", "March 3, 2026")]):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    made.add_paragraph("Your request for ketamine infusions was denied because it is experimental.")
    made.add_paragraph("You may appeal within 180 days of receipt of this notice.")
    held = io.BytesIO()
    made.save(held)
    found = (await work.read(held.getvalue()))["fields"]
    assert {name: found[name]["value"] for name in ("member_id", "notice_date", "appeal_days")} == {
        "member_id": "W4455667788", "notice_date": "2026-03-03", "appeal_days": 180,
    }  # fmt: skip
