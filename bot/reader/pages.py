"""Pages from a file: the text of a PDF or a Word file as it is, pictures by OCR. In the child process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.apart import opening
from bot.apart.limits import limits
from bot.apart.opening import CannotRead
from bot.apart.work import Progress
from bot.reader import word
from knowledge.papers.page import Page, Run, from_text

MOST_PAGES = limits().files.read_pages
MOST_RUNS = limits().files.runs_a_page
FEW_LETTERS = 25
"""A page with fewer letters is looked at as a picture."""
OCR_SIDE = 2200
"""Pixels of the longer side of a page that is drawn for OCR: about 200 dots an inch of a letter."""

_SPACE = re.compile(r"\s+")


def read(content: bytes, kind: str, progress: Progress) -> Iterator[Page]:
    """The pages of a file, in order.

    Args:
        content: The file.
        kind: As `dialogs.case.documents.type_of` says.
        progress: Called with the page that was read and the number of pages.

    Raises:
        CannotRead: It is damaged, locked, empty, too long or too large.
    """
    match kind:
        case "pdf":
            yield from _pdf(content, progress)
        case "docx":
            yield from word.read(content)
        case "text":
            yield from from_text(opening.text(content))
        case _:
            yield from _picture(content)


# --- PDF --------------------------------------------------------------------------------------------


def _pdf(content: bytes, progress: Progress) -> Iterator[Page]:
    import pypdfium2
    from pypdfium2 import PdfiumError

    try:
        pdf = pypdfium2.PdfDocument(content)
    except PdfiumError as error:
        raise CannotRead("locked" if "password" in str(error).lower() else "damaged") from None
    try:
        count = len(pdf)
        if count == 0:
            raise CannotRead("damaged")
        if count > MOST_PAGES:
            raise CannotRead("long", pages=count, most=MOST_PAGES)
        broken = 0
        for index in range(count):
            try:
                page = pdf[index]
                made = _pdf_page(page, index + 1)
                page.close()
            except PdfiumError:
                broken += 1
                made = Page(index + 1)
            yield made
            progress(index + 1, count)
        if broken == count:
            raise CannotRead("damaged")
    finally:
        pdf.close()


def _pdf_page(page: Any, number: int) -> Page:
    import pypdfium2.raw as raw

    height = page.get_height()
    text = page.get_textpage()
    try:
        made = Page(number)
        count = min(text.count_rects(), MOST_RUNS)
        for index in range(count):
            left, bottom, right, top = text.get_rect(index)
            inset = 0.15 * (top - bottom)
            words = text.get_text_bounded(left + 0.2, bottom + inset, right - 0.2, top - inset)
            words = _SPACE.sub(" ", words.replace("\ufffe", "-").replace("\x02", "-"))
            if words.strip():
                at = raw.FPDFText_GetCharIndexAtPos(text, left + 0.25 * (top - bottom), (top + bottom) / 2, 2, 4)
                bold = at >= 0 and raw.FPDFText_GetFontWeight(text, at) >= 600
                top, bottom = _loose(text, at, top, bottom)
                made.runs.append(Run(words, left, height - top, right, height - bottom, bold))
    finally:
        text.close()
    if sum(len(run.text) for run in made.runs) < FEW_LETTERS and _holds_picture(page):
        made = _read_picture(_drawn(page), number)
    return made


def _loose(text: object, at: int, top: float, bottom: float) -> tuple[float, float]:
    """The height of the font and not of these letters, so that lines of one size compare."""
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    if at < 0 or not raw.FPDFText_GetLooseCharBox(text, at, box):
        return top, bottom
    fits = abs((box.top + box.bottom) / 2 - (top + bottom) / 2) < max(top - bottom, 2)
    return (box.top, box.bottom) if fits and 2 < box.top - box.bottom < 4 * (top - bottom) + 8 else (top, bottom)


def _holds_picture(page: Any) -> bool:
    import pypdfium2.raw as raw

    for _, found in zip(range(2000), page.get_objects(max_depth=3), strict=False):
        if found.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            return True
    return False


def _drawn(page: Any) -> Any:
    longest = max(page.get_width(), page.get_height(), 1.0)
    return page.render(scale=OCR_SIDE / longest, grayscale=True).to_pil()


# --- pictures -----------------------------------------------------------------------------------------


def _picture(content: bytes) -> Iterator[Page]:
    from PIL import ImageOps

    try:
        with opening.picture(content) as found:
            frames = min(getattr(found, "n_frames", 1), limits().files.frames)
            for number in range(1, frames + 1):
                found.seek(number - 1)
                upright = ImageOps.exif_transpose(found.convert("L"))
                upright.thumbnail((2 * OCR_SIDE, 2 * OCR_SIDE))
                yield _read_picture(upright, number)
    except (OSError, SyntaxError, ValueError):
        raise CannotRead("damaged") from None


def _read_picture(picture: object, number: int) -> Page:
    from bot.reader import ocr

    return Page(number, ocr.read(picture), ocr=True)
