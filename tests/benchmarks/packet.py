"""A packet of 300 pages: seconds and memory, beside pypdf doing the same merging and stamping.

Each runs in a process of its own, so that its memory is its own. ``./navigator bench packet``.
"""

from __future__ import annotations

import asyncio
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

PAGES = 300


def made(folder: Path) -> list[tuple[Path, str]]:
    """300 pages as people have them: text PDFs of mixed sizes, pages on their side, and photos of 12 megapixels."""
    from PIL import Image

    from tests.support.files import pdf

    files: list[tuple[Path, str]] = []
    sizes = [(612, 792), (595, 842), (792, 612), (1224, 792)]
    for number in range(28):
        path = folder / f"{number}.pdf"
        path.write_bytes(pdf(10, size=sizes[number % 4], turned=(0, 90, 180, 270)[number // 7]))
        files.append((path, "pdf"))
    dice = random.Random(1)
    for number in range(20):
        noise = Image.effect_noise((3000, 4000), dice.randint(10, 20)).convert("RGB")
        exif = Image.Exif()
        exif[0x0112] = (1, 6, 3, 8)[number % 4]
        path = folder / f"{number}.jpg"
        noise.save(path, "JPEG", quality=60, exif=exif)
        files.append((path, "jpeg"))
    return files


def ours(listed: list[tuple[str, str]]) -> bytes:
    from bot.files import packets
    from dialogs.wording.letters import Paper

    letter = Paper("Appeal of a denial", "en", ({"kind": "text", "text": "Please look again.", "trace": []},))
    exhibits = [{"id": "", "type": kind, "title": f"Paper {n}", "number": n} for n, (_, kind) in enumerate(listed, 1)]
    held = {
        "title": "Packet",
        "language": "en",
        "cover": ["To: a plan"],
        "letter": asdict(letter),
        "exhibits": exhibits,
    }
    return asyncio.run(packets.made(held, [Path(path).read_bytes() for path, _ in listed]))


def with_pypdf(listed: list[tuple[str, str]]) -> bytes:
    """The same pages with pypdf: photos through Pillow, a stamp laid over each page."""
    import pypdf
    import typst
    from PIL import Image, ImageOps

    writer = pypdf.PdfWriter()
    for number, (path, kind) in enumerate(listed, 1):
        content = Path(path).read_bytes()
        if kind == "jpeg":
            out = io.BytesIO()
            ImageOps.exif_transpose(Image.open(io.BytesIO(content))).save(out, "PDF")
            content = out.getvalue()
        for page_number, page in enumerate(pypdf.PdfReader(io.BytesIO(content)).pages, 1):
            page = writer.add_page(page)
            page.transfer_rotation_to_content()
            text = f"#set page(width: 612pt, height: 792pt)\n#place(bottom)[Exhibit {number}, page {page_number}]"
            stamp = pypdf.PdfReader(io.BytesIO(typst.compile(text.encode(), format="pdf", ignore_system_fonts=True)))
            page.merge_page(stamp.pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def one(name: str, listed: list[tuple[str, str]]) -> None:
    """Run in a process of its own; prints what it took."""
    import resource

    import pikepdf

    started = time.perf_counter()
    content = {"ours": ours, "pypdf": with_pypdf}[name](listed)
    seconds = time.perf_counter() - started
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    pages = len(pikepdf.open(io.BytesIO(content)).pages)
    print(json.dumps({"seconds": seconds, "memory": most, "pages": pages, "size": len(content) // 1024}))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        listed = [(str(path), kind) for path, kind in made(Path(folder))]
        photos = sum(kind == "jpeg" for _, kind in listed)
        size = sum(Path(path).stat().st_size for path, _ in listed) // 1024 // 1024
        print(f"{len(listed)} documents, {PAGES} pages, {photos} of them photos of 12 megapixels, {size} MB")
        for name in ("ours", "pypdf"):
            code = f"import json, sys; from tests.benchmarks.packet import one; one({name!r}, json.load(sys.stdin))"
            done = subprocess.run(
                [sys.executable, "-c", code], input=json.dumps(listed), capture_output=True, text=True, check=True
            )
            told = json.loads(done.stdout.splitlines()[-1])
            print(
                f"{name}: {told['pages']} pages in {told['seconds']:.2f} s, {told['memory']} MB at most, {told['size']} KiB"
            )


if __name__ == "__main__":
    main()
