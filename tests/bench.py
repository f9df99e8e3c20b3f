"""``./navigator bench [NAME]``: benchmarks and long runs. Each prints the machine, the versions and its figures."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))


def machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    names = ("rasa-sdk", "sqlalchemy", "python-telegram-bot", "cryptography")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return f"{model}, {os.cpu_count()} cores, CPython {platform.python_version()}; {versions}"


async def crash() -> None:
    """Kill -9 at random points of 200 conversations, on SQLite and on PostgreSQL."""
    from tests.benchmarks.crash import main

    await main()


async def judging() -> None:
    """What answers say: right and useful, partly, wrong or harmful, on a set looked at and one that is not."""
    from tests.benchmarks.judging import main

    main()


async def answers() -> None:
    """Recall of answers by retrieval variant beside plain FTS5, and the time of a query."""
    from tests.benchmarks.answers import main

    main()


async def deadlines() -> None:
    """Deadlines a second, beside bare date arithmetic."""
    from tests.benchmarks.deadlines import main

    main()


async def properties() -> None:
    """Every property of the tests on thousands of new examples, where the test command tries the same ones each time."""
    from tests.benchmarks.properties import main

    main()


async def fuzz() -> None:
    """Broken and odd papers by chance, for ten minutes."""
    from tests.benchmarks.fuzz import main

    main()


async def histories() -> None:
    """Pasted treatment histories: precision, recall and F1 per field beside a list of names; and the time of a text."""
    from tests.benchmarks.histories import main

    main()


async def stories() -> None:
    """Stories in people's manners: how much of what was told is heard, how much of what was taken is right."""
    from tests.benchmarks.stories import main

    main([])


async def letters() -> None:
    """A paper in each format beside a bare one of the same library, and the match of a case against what a plan wants."""
    from tests.benchmarks.letters import main

    main()


async def log() -> None:
    """Notes of calls and letters: precision, recall and F1 per field beside dateparser, and the time of a note."""
    from tests.benchmarks.log import main

    main()


async def packet() -> None:
    """A packet of 300 pages: seconds and memory, beside pypdf doing the same."""
    from tests.benchmarks.packet import main

    main()


async def reading() -> None:
    """Letters, booklets and photos read: precision and recall by field; RapidOCR beside Tesseract; seconds and memory."""
    from tests.benchmarks.reading import main

    await main()


async def reminders() -> None:
    """Thousands of reminders due within minutes while the bot is killed, on SQLite and on PostgreSQL."""
    from tests.benchmarks.reminders import main

    await main()


async def scale() -> None:
    """A million pending reminders; and 100,000 beside JobQueue and APScheduler, with a kill in the middle."""
    from tests.benchmarks.scale import main

    await main()


async def turns() -> None:
    """The same 12 questions here and in python-telegram-bot's ConversationHandler with PicklePersistence."""
    from tests.benchmarks.turns import main

    await main()


async def start() -> None:
    """From the command to the first line, and what the imports cost."""
    from tests.benchmarks.start import main

    main()


BENCHES = {
    "answers": answers,
    "judging": judging,
    "deadlines": deadlines,
    "fuzz": fuzz,
    "histories": histories,
    "stories": stories,
    "letters": letters,
    "log": log,
    "packet": packet,
    "properties": properties,
    "reading": reading,
    "reminders": reminders,
    "scale": scale,
    "turns": turns,
    "crash": crash,
    "start": start,
}


def main() -> int:
    wanted = sys.argv[1:] or list(BENCHES)
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; there are: " + ", ".join(BENCHES), file=sys.stderr)
        return 2
    print(machine())
    for name in wanted:
        print(f"\n== {name}: {BENCHES[name].__doc__}")
        asyncio.run(BENCHES[name]())
    return 0


if __name__ == "__main__":
    sys.exit(main())
