"""Whole papers of many payers, read as text, PDF, Word and photos; how often a sureness is right.

``python -m tests.benchmarks.notices [PART …] [--forms text,pdf,word,photo,scan] [-v]``
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from bot.reader.pages import read
from knowledge.library import shipped
from knowledge.papers import paper
from knowledge.papers.page import Page, from_text
from tests.support import notices, photos


def _quiet(page: int, count: int) -> None:
    pass


def _photo(text: str) -> Iterator[Page]:
    for number, (picture, kind) in enumerate(zip(notices.pictures(text), [*photos.KINDS] * 3, strict=False), 1):
        file = io.BytesIO()
        photos.taken(picture, kind).save(file, "JPEG", quality=80)
        for page in read(file.getvalue(), "jpeg", _quiet):
            page.number = number
            yield page


FORMS: dict[str, Callable[[str], Any]] = {
    "text": from_text,
    "pdf": lambda text: read(notices.pdf(text), "pdf", _quiet),
    "word": lambda text: read(notices.word(text), "docx", _quiet),
    "photo": _photo,
    "scan": lambda text: read(notices.scanned(text), "pdf", _quiet),
}


def main() -> None:
    told = [one for one in sys.argv[1:] if not one.startswith("-")]
    forms = next(
        (one.partition("=")[2].split(",") for one in sys.argv if one.startswith("--forms=")), ["text", "pdf", "word"]
    )
    parts = told or sorted(path.stem for path in notices.FOLDER.glob("*.yaml"))
    bands: dict[int, list[int]] = {}
    for part in parts:
        for form in forms:
            score, kinds, notes, began = notices.Score(), 0, [], time.perf_counter()
            every = notices.papers(part)
            for case in every:
                reading = paper.read(list(FORMS[form](case["text"])), None, shipped()).as_json()
                score.add(case, reading["fields"])
                right = (reading["paper"], reading.get("level")) == (case["is"], case.get("level"))
                kinds += right
                if not right:
                    notes.append(
                        f"{case['name']}: is {case['is']} {case.get('level', '')}, said {reading['paper']} {reading.get('level', '')}"
                    )
            spent = time.perf_counter() - began
            print(
                f"{part} as {form}: {score}; {kinds} of {len(every)} said to be what they are; {spent:.1f} s",
                flush=True,
            )
            if "-v" in sys.argv:
                print("\n".join(f"  {note}" for note in [*notes, *score.notes]))
            for band, (fit, count) in score.bands.items():
                held = bands.setdefault(band, [0, 0])
                held[0], held[1] = held[0] + fit, held[1] + count
    print(
        "how sure, how often right: "
        + "; ".join(f"{band / 10:.1f}+ {r} of {n}" for band, (r, n) in sorted(bands.items()))
    )


if __name__ == "__main__":
    main()
