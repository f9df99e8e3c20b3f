"""Broken and odd papers by chance, for minutes: ``./navigator bench fuzz``. Whatever raises or takes long is named by its seed."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from bot.apart.opening import CannotRead
from bot.reader.pages import read
from dialogs.case.documents import type_of
from knowledge.library import shipped
from knowledge.papers import paper
from knowledge.papers.page import from_text
from tests.support import booklets, letters

MINUTES = float(os.environ.get("NAVIGATOR_BENCH_MINUTES", "10"))
EACH, LONG_SECONDS = 150, 5.0
WORDS = [
    "denied",
    "because",
    "experimental",
    "investigational",
    "appeal",
    "within",
    "180",
    "days",
    "(180)",
    "one",
    "hundred",
    "eighty",
    "date",
    "of",
    "notice:",
    "member",
    "ID",
    "claim",
    "#",
    "12/31/2026",
    "January",
    "5,",
    "2026",
    "99999-9999",
    "PO",
    "Box",
    "1",
    "Columbus,",
    "OH",
    "43218",
    "fax",
    "(555)",
    "555-0100",
    "not",
    "medically",
    "necessary",
    "Section",
    "7.4",
    "of",
    "your",
    "plan",
    "means",
    "(1)",
    "(2)",
    "(a)",
    ".....",
    "----",
    "•",
    "“quoted”",
    ":",
    ";",
    ",",
    ".",
    "\t",
    "",
    "",
    "",
    "ketamine",
    "infusion",
    "CPT",
    "96365",
    "J3490",
    "CO-50",
    "external",
    "review",
    "DEAR",
    "MEMBER",
    "we",
    "will",
    "you",
    "may",
    "aaaaaaaaaaaaaaaaaaaa-",
    "\xad",
    "\x00",
    "\u202e",
    "if",
    "the",
    "following:",
    "any",
    "of",
]


def _papers(dice: random.Random) -> list[bytes]:
    """Good files to spoil."""
    import docx

    word = docx.Document()
    word.add_heading("Notice")
    word.add_paragraph("Your request was denied because it is experimental.")
    held = io.BytesIO()
    word.save(held)
    letter = letters.made({**letters.DEV, **letters.HELD}, 1, dice.randrange(1000))
    picture = io.BytesIO()
    letter[0].picture(40).save(picture, "PNG")
    return [
        letter[0].pdf(),
        letter[3].pdf(),
        booklets.made("dev", 1, 2, 9, 2).pdf(),
        held.getvalue(),
        picture.getvalue(),
    ]


def spoiled(content: bytes, dice: random.Random) -> bytes:
    """A file with some bytes changed, taken out, doubled, or cut off."""
    made = bytearray(content)
    for _ in range(dice.choice([1, 3, 20, 200])):
        at = dice.randrange(len(made)) if made else 0
        match dice.randrange(5):
            case 0:
                made[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del made[at : at + dice.randrange(1, 200)]
            case 2:
                made[at:at] = made[at : at + dice.randrange(1, 200)]
            case 3:
                made[at:at] = dice.choice([b"9999999999", b"-1", b"<<", b"endobj", b"\xff" * 8, b"/Kids", b"stream"])
            case _ if dice.random() < 0.05:
                del made[at:]
    return bytes(made)


def text(dice: random.Random) -> str:
    """Words of such papers in no order."""
    return "\n".join(
        "".join(dice.choice(WORDS) + dice.choice([" ", " ", "", "   ", "."]) for _ in range(dice.randrange(1, 40)))
        for _ in range(dice.randrange(1, 150))
    )


def worker(seed: int) -> None:
    """Some papers of one seed; the number is printed before each, so that a crash is named."""
    library, dice = shipped(), random.Random(seed)
    good = _papers(dice)
    for number in range(EACH):
        one = random.Random(f"{seed}.{number}")
        print(f"{seed}.{number}", flush=True)
        began = time.monotonic()
        if number % 2:
            pages = from_text(text(one))
        else:
            content = spoiled(one.choice(good), one)
            kind = type_of(content)
            if kind is None:
                continue
            try:
                pages = list(read(content, kind, lambda page, count: None))
            except CannotRead:
                continue
        for wanted in ("policy", "denial", None):
            paper.read(pages, wanted, library).as_json()
        if (taken := time.monotonic() - began) > LONG_SECONDS:
            print(f"long {taken:.1f}", flush=True)


def main() -> None:
    end, seed, done, found = time.monotonic() + 60 * MINUTES, 0, 0, []
    while time.monotonic() < end:
        seed += 1
        here = [sys.executable, "-c", f"from tests.benchmarks.fuzz import worker; worker({seed})"]
        ran = subprocess.run(here, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
        lines = ran.stdout.splitlines()
        done += sum(not line.startswith("long") for line in lines)
        found += [f"{lines[at - 1]}: {line}" for at, line in enumerate(lines) if line.startswith("long")]
        if ran.returncode:
            last = ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else f"signal {-ran.returncode}"
            found.append(f"{lines[-1] if lines else seed}: {last[:150]}")
    print(f"{done:,} papers in {MINUTES:.0f} minutes: {len(found)} raised, crashed or took over {LONG_SECONDS:.0f} s")
    print("\n".join(found[:20]))


if __name__ == "__main__":
    main()
