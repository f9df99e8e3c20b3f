"""Packets and calendars: real PDFs and calendar files, opened and read back."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import asdict
from typing import Any

import icalendar
import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image

from bot.files import calendars, packets
from dialogs.case.packets import MEGABYTE, MOST_PAGES, divided
from dialogs.wording.letters import Paper
from tests.support.files import pdf, picture, word

LETTER = Paper("Appeal of a denial", "en", ({"kind": "text", "text": "Please look again.", "trace": ["x"]},))


def packet(*files: tuple[bytes, str, str], letter: Paper | None = LETTER) -> tuple[dict[str, Any], list[bytes]]:
    exhibits = [{"id": "a", "type": kind, "title": title, "number": n} for n, (_, kind, title) in enumerate(files, 1)]
    held = {
        "title": "Appeal packet", "language": "en", "cover": ["To: Sample Health", "From: Ann"],
        "letter": asdict(letter) if letter else None, "exhibits": exhibits,
    }  # fmt: skip
    return held, [content for content, _, _ in files]


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


async def test_a_packet_has_cover_index_letter_and_stamped_exhibits_in_order() -> None:
    made = await packets.made(
        *packet((pdf(2), "pdf", "Denial letter"), (picture(), "jpeg", "MRI"), (pdf(4), "pdf", "Records"))
    )
    told = pages(made)
    assert len(told) == 1 + 1 + 2 + 1 + 4
    assert "Index" in told[0]
    assert "Denial letter" in told[0]
    assert "6-9" in told[0]
    assert "Please look again" in told[1]
    assert "Page 1" in told[2]
    assert "Exhibit 1, page 2 of 2  |  packet page 4 of 9" in told[3]
    assert "Exhibit 3, page 2 of 4" in told[6]
    with pikepdf.open(io.BytesIO(made)) as opened, opened.open_outline() as outline:
        assert [item.title for item in outline.root][-1] == "Exhibit 3: Records"


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [(612.0, 792.0), (595.0, 842.0), (1224.0, 792.0), (300.0, 400.0)])
async def test_the_stamp_stands_at_the_foot_of_the_page_as_it_is_seen(turned: int, size: tuple[float, float]) -> None:
    made = await packets.made(*packet((pdf(1, size=size, turned=turned), "pdf", "Scan"), letter=None))
    page = pypdfium2.PdfDocument(made)[1]
    seen = page.render(scale=2).to_pil().convert("L")
    wide, high = seen.size
    assert (wide > high) == ((size[0] > size[1]) != (turned in (90, 270)))
    foot = seen.crop((wide // 4, high - 60, wide, high))
    assert foot.getextrema()[0] < 128
    stamp = Image.eval(seen.crop((0, high - 60, wide, high)), lambda grey: 255 if grey < 128 else 0).getbbox()
    assert stamp is not None
    assert stamp[2] - stamp[0] > 3 * (stamp[3] - stamp[1])  # the words run along the foot


@pytest.mark.parametrize(("form", "kind"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("HEIF", "heic")])
async def test_a_picture_becomes_an_upright_page(form: str, kind: str) -> None:
    made = await packets.made(*packet((picture(form), kind, "Photo"), letter=None))
    assert ink(made) == "top"


@pytest.mark.parametrize(
    ("turned", "where"),
    [(1, "top"), (2, "top"), (3, "bottom"), (4, "bottom"), (5, "left"), (6, "right"), (7, "right"), (8, "left")],
)
async def test_a_photo_held_sideways_is_turned_as_its_camera_says(turned: int, where: str) -> None:
    made = await packets.made(*packet((picture(turned=turned), "jpeg", "Photo"), letter=None))
    assert ink(made) == where


def ink(content: bytes) -> str:
    """At which edge of the second page, the stamp apart, the mark stands."""
    seen = pypdfium2.PdfDocument(content)[1].render(scale=1).to_pil().convert("L")
    seen.paste(255, (0, seen.height - 36, seen.width, seen.height))
    box = Image.eval(seen, lambda grey: 255 if grey < 100 else 0).getbbox()
    assert box is not None
    across, down = (box[0] + box[2]) / 2 / seen.width, (box[1] + box[3]) / 2 / seen.height
    edges = {"top": down, "bottom": 1 - down, "left": across, "right": 1 - across}
    return min(edges, key=lambda edge: edges[edge])


async def test_words_and_word_files_become_pages() -> None:
    made = await packets.made(
        *packet((b"called, no answer\n", "text", "Notes"), (word("Dear reviewer"), "docx", "Letter"), letter=None)
    )
    told = pages(made)
    assert "called, no answer" in told[1]
    assert "Dear reviewer" in told[2]


@pytest.mark.parametrize(
    "broken", [(b"%PDF-1.4 junk", "pdf"), (b"\xff\xd8\xff broken", "jpeg"), (b"PK\x03\x04", "docx")]
)
async def test_one_broken_document_is_named_and_the_rest_still_goes(broken: tuple[bytes, str]) -> None:
    made = await packets.made(*packet((*broken, "Bad scan"), (pdf(), "pdf", "Good one")))
    told = pages(made)
    assert 'The document "Bad scan" could not be opened' in told[2]
    assert "Page 1" in told[3]


async def test_scripts_and_links_do_not_travel() -> None:
    hostile = pikepdf.open(io.BytesIO(pdf()))
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    hostile.Root.OpenAction = action
    hostile.pages[0].obj.AA = pikepdf.Dictionary(O=action)
    hostile.pages[0].obj.Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action)])
    out = io.BytesIO()
    hostile.save(out)
    made = await packets.made(*packet((out.getvalue(), "pdf", "Scan"), letter=None))
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert "/OpenAction" not in opened.Root
        assert "/AA" not in opened.pages[1].obj
        assert "/Annots" not in opened.pages[1].obj


async def test_a_packet_that_is_too_large_is_refused() -> None:
    noise = Image.effect_noise((3600, 3600), 100)
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    content = out.getvalue()
    count = 52 * MEGABYTE // len(content) + 1
    with pytest.raises(packets.TooLarge):
        await packets.made(*packet(*[(content, "jpeg", "Scan")] * count, letter=None))


def held(pages_: int, megabytes: float) -> dict[str, Any]:
    return {"pages": pages_, "size": int(megabytes * MEGABYTE)}


@pytest.mark.parametrize(
    ("sent", "parts"),
    [
        ([held(10, 1)] * 5, [5]),
        ([held(100, 1)] * 5, [2, 2, 1]),
        ([held(1, 20)] * 5, [2, 2, 1]),
        ([held(400, 1), held(10, 1)], [1, 1]),
        ([held(1, 1), held(500, 1), held(1, 1)], [1, 1, 1]),
    ],
)
def test_what_is_too_much_for_one_file_is_divided(sent: list[dict[str, Any]], parts: list[int]) -> None:
    made = divided(sent)
    assert [len(part) for part in made] == parts
    assert [one for part in made for one in part] == sent
    assert all(sum(one["pages"] for one in part) <= MOST_PAGES for part in made if len(part) > 1)


EVENT = {
    "uid": "a-1-denied-limit@x",
    "date": "2027-05-14",
    "title": "Last day: send the appeal",
    "text": "",
    "gone": False,
}


def calendar(**more: Any) -> icalendar.Calendar:
    event = {**EVENT, "alarms": [14, 1, 0], **more}
    made = calendars.made({"name": "N", "stamp": "2026-11-24T15:00:00+00:00", "sequence": 7, "events": [event]})
    found = icalendar.Calendar.from_ical(made)
    assert isinstance(found, icalendar.Calendar)
    return found


def test_a_date_is_a_whole_day_with_alarms_and_an_id_that_stays() -> None:
    event = calendar().walk("VEVENT")[0]
    assert event["UID"] == EVENT["uid"]
    assert event.decoded("DTSTART") == dt.date(2027, 5, 14)
    assert event.decoded("DTEND") == dt.date(2027, 5, 15)
    assert event["SEQUENCE"] == 7
    alarms = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert alarms == [dt.timedelta(hours=9) - dt.timedelta(days=days) for days in (14, 1, 0)]


def test_a_date_that_no_longer_holds_is_cancelled() -> None:
    event = calendar(gone=True).walk("VEVENT")[0]
    assert event["STATUS"] == "CANCELLED"
    assert event.walk("VALARM") == []
