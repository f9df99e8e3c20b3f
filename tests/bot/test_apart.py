"""What people send is opened by a child process with limits: it can end the child, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import psutil
import pypdfium2
import pytest
from PIL import Image

from bot.apart.confinement import confine
from bot.apart.limits import limits
from bot.apart.opening import CannotRead
from bot.apart.work import ENVIRONMENT, run
from bot.files import packets
from tests.bot.test_packets import packet, pages
from tests.conftest import cases
from tests.support.files import pdf, picture, word


def bomb_picture() -> bytes:
    """A PNG of 21 KB that unpacks to half a gigabyte."""
    out = io.BytesIO()
    Image.new("1", (13_300, 13_300)).save(out, "PNG", optimize=True)
    return out.getvalue()


def bomb_word(*, paragraphs: int = 0, zeros: int = 0) -> bytes:
    """A Word file with very many paragraphs, or with a part of very many zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in whole.infolist():
            body = whole.read(part)
            if part.filename == "word/document.xml":
                body = body.replace(b"</w:body>", b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * paragraphs + b"</w:body>")
            packed.writestr(part, body)
        with packed.open("word/media/image1.png", "w", force_zip64=True) as image:
            for _ in range(zeros // 1_000_000):
                image.write(b"\0" * 1_000_000)
    return out.getvalue()


def odd(page: str = "", pages: str = "", catalog: str = "") -> bytes:
    """A PDF of one page whose entries are as given."""
    own = {"/MediaBox": "[0 0 612 792]", "/Contents": "4 0 R", "/Parent": "2 0 R"}
    held = " ".join(f"{name} {value}" for name, value in own.items() if not page.startswith(name))
    objects = [
        f"<</Type/Catalog /Pages 2 0 R {catalog}>>",
        f"<</Type/Pages /Kids[3 0 R] /Count 1 {pages}>>",
        f"<</Type/Page {held} {page}>>",
        "<</Length 12>>stream\n0 0 m 9 9 l S\nendstream",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{one}endobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 5\n0000000000 65535 f \n{table}trailer<</Root 1 0 R /Size 5>>\nstartxref\n{len(body)}\n%%EOF"
    return body + end.encode()


@pytest.mark.parametrize("case", cases("odd_pages"), ids=lambda case: case["case"])
def test_an_odd_page_goes_into_a_packet(case: dict[str, str]) -> None:
    content = odd(**{name: held for name, held in case.items() if name != "case"})
    held, files = packet((content, "pdf", "Scan"), (pdf(), "pdf", "Good one"), letter=None)
    made = packets.apart(files, {"packet": held, "left_out": []}, lambda at, count: None)[1]
    told = pages(made)
    assert "Exhibit 2, page 1 of 1" in told[-1]
    seen = pypdfium2.PdfDocument(made)
    assert len(seen) == len(told) >= 3
    assert "Exhibit 1" in told[1]
    for number in range(len(seen)):
        seen[number].render(scale=0.2)


BOMBS = {
    "a picture": (bomb_picture, "png"),
    "zeros beside the words": (lambda: bomb_word(zeros=4_000_000_000 // 10), "docx"),
    "very many paragraphs": (lambda: bomb_word(paragraphs=1_000_000), "docx"),
    "a text without end": (lambda: b"x\n" * 5_000_000, "text"),
}


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_in_a_packet_costs_its_own_page_and_the_bot_no_memory(name: str) -> None:
    make, kind = BOMBS[name]
    content = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    made = await packets.made(*packet((content, kind, "Bad scan"), (picture(), "jpeg", "Good one")))
    assert time.monotonic() - began < 30
    told = pages(made)
    assert 'The document "Bad scan" could not be opened' in told[2]
    assert "Exhibit 2, page 1 of 1" in told[3]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000


async def test_a_document_that_ends_its_process_is_left_out_and_the_packet_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def ended(task: str, files: Any, asked: Any, progress: Any) -> Any:
        def at(number: int, count: int) -> None:
            progress(number, count)
            if number == 2 and not asked["left_out"]:
                for child in psutil.Process().children():
                    child.kill()

        return await run(task, files, asked, at)

    monkeypatch.setattr(packets, "run", ended)
    long = b"slept badly again\n" * 9_000
    made = await packets.made(*packet((pdf(), "pdf", "Good one"), (long, "text", "Diary"), letter=None))
    told = pages(made)
    assert "Exhibit 1, page 1 of 1" in told[1]
    assert 'The document "Diary" could not be opened' in told[2]


async def test_a_packet_that_cannot_be_made_at_all_is_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    short = limits().tasks["packet"].model_copy(update={"wall_seconds": 0.1})
    monkeypatch.setitem(limits().tasks, "packet", short)
    with pytest.raises(CannotRead, match="heavy"):
        await packets.made(*packet((pdf(), "pdf", "Scan")))


async def test_a_child_gets_no_secret_and_dies_at_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:secret")
    monkeypatch.setenv("NAVIGATOR_KEY", "secret")
    working = asyncio.create_task(run("look", [bomb_word(paragraphs=400_000)]))
    seen: dict[str, str] = {}
    while not seen and not working.done():
        await asyncio.sleep(0.01)
        for child in psutil.Process().children():
            with contextlib.suppress(psutil.Error):
                if "bot.apart.child" in child.cmdline():
                    seen = child.environ()
    with pytest.raises(CannotRead, match="large"):
        await working
    assert seen == ENVIRONMENT
    assert not any("secret" in value for value in seen.values())


CONFINED = """
import os, socket, sys
from pathlib import Path
from bot.apart.confinement import confine
held = confine(os.getppid())
refused = []
def tries(name, work):
    try:
        work()
    except OSError as error:
        refused.append(name)
tries("network", lambda: socket.create_connection(("127.0.0.1", int(sys.argv[1])), 2))
tries("read", lambda: Path(sys.argv[2]).read_bytes())
tries("write", lambda: Path(sys.argv[3]).write_bytes(b"x"))
tries("run", lambda: os.execv("/bin/true", ["true"]))
tries("kill", lambda: os.kill(os.getppid(), 0))
tries("look into the parent", lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes())
import bot.files.packets, bot.reader.task, bot.files.uploads, pikepdf, docx  # the program itself is left to read
print(",".join(sorted(held)), ",".join(refused), sep="|")
"""


def test_a_child_has_no_network_no_other_files_and_no_other_process(tmp_path: Path) -> None:
    secret, other = tmp_path / "key", tmp_path / "new"
    secret.write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        command = [sys.executable, "-c", CONFINED, port, str(secret), str(other)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=ENVIRONMENT)
    held, _, refused = done.stdout.strip().partition("|")
    wanted = {"calls": {"network", "run", "kill"}, "files": {"read", "write", "look into the parent"}}
    if not held:
        pytest.skip("this kernel has neither Landlock nor seccomp")
    for name in held.split(","):
        assert wanted[name] <= set(refused.split(","))


PARENT = """
import asyncio, sys
from bot.apart.work import run
asyncio.run(run("look", [sys.stdin.buffer.read()]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own mechanism")
def test_a_child_ends_with_the_process_that_started_it() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE)
    assert parent.stdin is not None
    content = bomb_word(paragraphs=900_000)
    children: list[Any] = []
    parent.stdin.write(content)
    parent.stdin.close()
    end = time.monotonic() + 20
    while not children and time.monotonic() < end:
        with contextlib.suppress(psutil.Error):
            children = psutil.Process(parent.pid).children()
    time.sleep(0.1)
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    gone, alive = psutil.wait_procs(children, timeout=5)
    assert children
    assert gone
    assert not alive


def test_a_parent_that_is_gone_before_the_child_could_ask_ends_it() -> None:
    with pytest.raises(SystemExit):
        confine(1)  # this process was not started by that one
