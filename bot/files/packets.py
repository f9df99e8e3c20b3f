"""One PDF from a letter and the documents behind it: cover, index, letter, exhibits in order, each page stamped."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from bot.apart import opening
from bot.apart.child import Made, Tell
from bot.apart.limits import limits
from bot.apart.opening import CannotRead
from bot.apart.work import run
from bot.files import papers
from dialogs.case.packets import MEGABYTE, MOST_MEGABYTES
from dialogs.speaking.words import Words, words_in
from dialogs.wording.letters import Paper

LETTER = (612.0, 792.0)
"""Points of a page for pictures: US Letter."""
MARGIN, STAMP_SIZE = 36.0, 9.0
LEAST_SIDE = 10.0
"""Points of a side below which a page is taken to have no size."""
MOST_PARENTS, MOST_UNOPENED = 64, 3
QUALITY = 88
_TURNED = 0x0112
"""The EXIF tag for how the camera was held."""
_FONT = "/NavigatorStamp"
_WIDTHS = 0.5
"""Width of an average letter of Helvetica, in parts of its size; for the white ground of a stamp."""


class TooLarge(Exception):
    """The packet came out larger than can be sent; `megabytes` says how large."""

    def __init__(self, megabytes: int) -> None:
        super().__init__(f"{megabytes} MB")
        self.megabytes = megabytes


async def made(packet: Mapping[str, Any], files: Sequence[bytes]) -> bytes:
    """The PDF of a packet, made apart. A document that ends the process that opens it is left to a page that says so.

    Args:
        packet: ``title``, ``language``, ``cover`` (lines), ``letter`` (a paper or None), ``exhibits`` (each with
            ``number``, ``title`` and ``type``, in order), and ``part`` where the packet had to be divided.
        files: The contents of the exhibits, in the same order.

    Raises:
        TooLarge: It came out larger than a bot may send.
        CannotRead: It took too much time or memory, with more than `MOST_UNOPENED` documents left out.
    """
    left_out: list[int] = []
    at = [0]

    def progress(number: int, count: int) -> None:
        at[0] = number

    while True:
        at[0] = 0
        try:
            done = await run("packet", files, {"packet": packet, "left_out": left_out}, progress)
        except CannotRead:
            if at[0] == 0 or at[0] in left_out or len(left_out) >= MOST_UNOPENED:
                raise
            left_out.append(at[0])
            continue
        if megabytes := done.said.get("too_large"):
            raise TooLarge(megabytes)
        return done.content


def apart(files: list[bytes], asked: dict[str, Any], tell: Tell) -> Made:
    """The work of `made`, in the child process; ``left_out`` holds the places, from 1, of what is not to be opened."""
    try:
        return {}, _made(asked["packet"], files, frozenset(asked["left_out"]), tell)
    except TooLarge as error:
        return {"too_large": error.megabytes}, b""


def _made(packet: Mapping[str, Any], files: Sequence[bytes], left_out: frozenset[int], tell: Tell) -> bytes:
    import pikepdf

    words = words_in(packet["language"])
    exhibits = []
    for number, (content, exhibit) in enumerate(zip(files, packet["exhibits"], strict=True), 1):
        tell(number, len(files))
        exhibits.append(_unopened(exhibit, words) if number in left_out else _opened(content, exhibit, words))
    tell(0, len(files))
    letter = papers.laid_out(packet["letter"], "pdf") if packet["letter"] else None
    counts = [len(exhibit.pages) for exhibit in exhibits]
    out = pikepdf.new()
    opened_letter = pikepdf.open(io.BytesIO(letter)) if letter else None
    ahead = len(opened_letter.pages) if opened_letter else 0
    cover = _cover(packet, counts, ahead, words)
    out.pages.extend(cover.pages)
    starts = [(words("packet-cover"), 0)]
    if opened_letter:
        starts.append((packet["letter"]["title"], len(out.pages)))
        out.pages.extend(opened_letter.pages)
    total = len(out.pages) + sum(counts)
    font = out.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for exhibit, opened, count in zip(packet["exhibits"], exhibits, counts, strict=True):
        starts.append((words("packet-exhibit", number=exhibit["number"], title=exhibit["title"]), len(out.pages)))
        first = len(out.pages)
        out.pages.extend(opened.pages)
        for page in range(count):
            said = words("packet-stamp", number=exhibit["number"], page=page + 1, pages=count)
            place = words("packet-page", page=first + page + 1, total=total)
            _stamp(out.pages[first + page], f"{said}  |  {place}", font)
    with out.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, place) for title, place in starts)
    out.docinfo["/Title"] = packet["title"]
    made_of = io.BytesIO()
    out.save(made_of, compress_streams=True)
    content = made_of.getvalue()
    if len(content) > MOST_MEGABYTES * MEGABYTE:
        raise TooLarge(-(-len(content) // MEGABYTE))
    return content


def _cover(packet: Mapping[str, Any], counts: Sequence[int], letter: int, words: Words) -> Any:
    """Cover and index. Laid out twice: the index cannot know its own length before."""
    import pikepdf

    length = 1
    while True:
        place = length + letter + 1
        rows = [[words("packet-index-exhibit"), words("packet-index-title"), words("packet-index-pages")]]
        if letter:
            rows.append(["", packet["letter"]["title"], _range(length + 1, letter)])
        for exhibit, count in zip(packet["exhibits"], counts, strict=True):
            rows.append([str(exhibit["number"]), exhibit["title"], _range(place, count)])
            place += count
        parts: list[dict[str, Any]] = [{"kind": "text", "text": line} for line in packet["cover"]]
        parts += [
            {"kind": "heading", "text": words("packet-index")},
            {"kind": "table", "rows": rows, "columns": [0.5, 3, 0.7]},
        ]
        paper = Paper(packet["title"], packet["language"], tuple(parts))
        opened = pikepdf.open(io.BytesIO(papers.laid_out(paper, "pdf")))
        if len(opened.pages) <= length:
            return opened
        length = len(opened.pages)


def _range(first: int, count: int) -> str:
    return str(first) if count == 1 else f"{first}-{first + count - 1}"


def _opened(content: bytes, exhibit: Mapping[str, Any], words: Words) -> Any:
    """A document as PDF pages. One that cannot be opened becomes a page that says so, so that the rest still goes."""
    try:
        opened = _pages(content, exhibit, words)
        for page in opened.pages:
            _made_sound(page.obj)
        if not len(opened.pages):
            raise CannotRead("damaged")
    except Exception:  # whatever is wrong with one document, the packet is made, and says which one it was
        return _unopened(exhibit, words)
    return opened


def _pages(content: bytes, exhibit: Mapping[str, Any], words: Words) -> Any:
    import pikepdf

    match exhibit["type"]:
        case "pdf":
            return _cleaned(pikepdf.open(io.BytesIO(content)))
        case "text":
            return _typed(opening.text(content).splitlines(), exhibit, words)
        case "docx":
            return _typed(_docx_lines(content), exhibit, words)
        case _:
            return _pictured(content)


def _unopened(exhibit: Mapping[str, Any], words: Words) -> Any:
    return _typed([words("packet-not-opened", title=exhibit["title"])], exhibit, words)


def _cleaned(pdf: Any) -> Any:
    """Filled fields become part of the page; scripts and links go."""
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("print")
    for page in pdf.pages:
        for key in ("/Annots", "/AA", "/StructParents"):
            if key in page.obj:
                del page.obj[key]
    return pdf


def _made_sound(page: Any) -> None:
    """Set on a page what it would inherit, and put right what is none: a viewer guesses, a stamp cannot."""
    import pikepdf

    media = _box(_inherited(page, "/MediaBox")) or [0.0, 0.0, *LETTER]
    crop = _box(_inherited(page, "/CropBox")) or media
    turned = _inherited(page, "/Rotate")
    whole = isinstance(turned, int | Decimal) and turned % 90 == 0
    resources = _inherited(page, "/Resources")
    page.MediaBox, page.CropBox = pikepdf.Array(media), pikepdf.Array(crop)
    page.Rotate = int(turned) % 360 if whole else 0
    page.Resources = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
    if not isinstance(page.Resources.get("/Font", pikepdf.Dictionary()), pikepdf.Dictionary):
        del page.Resources["/Font"]
    contents = page.get("/Contents")
    if contents is not None and not _drawable(contents):
        del page["/Contents"]


def _inherited(node: object, name: str) -> Any:
    """An entry of a page, its own or inherited."""
    import pikepdf

    for _ in range(MOST_PARENTS):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if name in node:
            return node[name]
        node = node.get("/Parent")
    return None


def _box(given: object) -> list[float] | None:
    """Four numbers with some room between them; None for anything else."""
    import pikepdf

    if not isinstance(given, pikepdf.Array) or len(given) != len((*LETTER, *LETTER)):
        return None
    try:
        left, bottom, right, top = (float(edge) for edge in given)
    except (TypeError, ValueError):
        return None
    box = [min(left, right), min(bottom, top), max(left, right), max(bottom, top)]
    return box if box[2] - box[0] >= LEAST_SIDE and box[3] - box[1] >= LEAST_SIDE else None


def _drawable(contents: object) -> bool:
    import pikepdf

    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return all(isinstance(part, pikepdf.Stream) for part in parts)


def _typed(lines: Sequence[str], exhibit: Mapping[str, Any], words: Words) -> Any:
    import pikepdf

    parts = tuple({"kind": "text", "text": line} for line in lines if line.strip())
    paper = Paper(exhibit["title"], words.language, parts)
    return pikepdf.open(io.BytesIO(papers.laid_out(paper, "pdf")))


def _docx_lines(content: bytes) -> list[str]:
    """The words of a Word file; of a table, a line for each row."""
    document = opening.word(content)
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [" | ".join(cell.text for cell in row.cells) for row in table.rows]
    return lines


def _pictured(content: bytes) -> Any:
    """A picture on a page of its own, upright, with room for the stamp. A plain JPEG is only turned."""
    import pikepdf

    with opening.picture(content) as picture:
        if picture.format == "JPEG" and picture.mode in ("RGB", "L"):
            picture.load()  # a file that is cut off is found here and not in the viewer
            data, mode, turned = content, picture.mode, picture.getexif().get(_TURNED, 1)
            wide, high = picture.size
        else:
            data, (wide, high) = _flattened(picture)
            mode, turned = "RGB", 1
    pdf = pikepdf.new()
    space = pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB
    image = pikepdf.Stream(
        pdf, data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=wide, Height=high, ColorSpace=space,
        BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    seen_wide, seen_high = (high, wide) if turned in (5, 6, 7, 8) else (wide, high)
    page_size = LETTER if seen_high >= seen_wide else LETTER[::-1]
    scale = min((page_size[0] - 2 * MARGIN) / seen_wide, (page_size[1] - 2 * MARGIN) / seen_high)
    across, up = seen_wide * scale, seen_high * scale
    matrix = _turn(turned, across, up, (page_size[0] - across) / 2, (page_size[1] - up) / 2)
    page = pdf.add_blank_page(page_size=page_size)
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/Im": image}))
    drawn = " ".join(f"{number:.2f}" for number in matrix)
    page.obj.Contents = pikepdf.Stream(pdf, f"q {drawn} cm /Im Do Q".encode())
    return pdf


def _flattened(picture: Any) -> tuple[bytes, tuple[int, int]]:
    """Any picture as a JPEG on white, as it is seen, and its size."""
    from PIL import Image, ImageOps

    side = limits().files.side_pixels
    picture.thumbnail((side, side))  # before anything copies it: unpacked it may be large
    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY)
    return out.getvalue(), upright.size


def _turn(turned: int, w: float, h: float, x: float, y: float) -> tuple[float, ...]:
    """The matrix that draws a picture upright in a box, by its EXIF orientation (1 to 8; anything else is 1)."""
    return {
        2: (-w, 0, 0, h, x + w, y),
        3: (-w, 0, 0, -h, x + w, y + h),
        4: (w, 0, 0, -h, x, y + h),
        5: (0, -h, -w, 0, x + w, y + h),
        6: (0, -h, w, 0, x, y + h),
        7: (0, h, w, 0, x, y),
        8: (0, h, -w, 0, x + w, y),
    }.get(turned, (w, 0, 0, h, x, y))


def _stamp(page: Any, text: str, font: Any) -> None:
    """Write `text` at the foot of a page as it is seen, on white, whatever the page's rotation and size."""
    import pikepdf

    box = [float(edge) for edge in page.cropbox]
    left, bottom, right, top = min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])
    turned = int(page.obj.get("/Rotate", 0))
    across = top - bottom if turned in (90, 270) else right - left
    matrix = {
        0: (1, 0, 0, 1, left, bottom),
        90: (0, 1, -1, 0, right, bottom),
        180: (-1, 0, 0, -1, right, top),
        270: (0, -1, 1, 0, left, top),
    }[turned]
    size = min(STAMP_SIZE, max(4.0, across / 60))
    width = len(text) * size * _WIDTHS
    at = max(4.0, across - width - 18)
    page.add_resource(font, pikepdf.Name.Font, pikepdf.Name(_FONT))
    said = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    turned_to = " ".join(f"{number:g}" for number in matrix)
    drawn = (
        f"q {turned_to} cm 1 g {at - 4:.2f} 10 {width + 8:.2f} {size * 1.7:.2f} re f "
        f"0 g BT {_FONT} {size:.2f} Tf {at:.2f} {10 + size * 0.45:.2f} Td ("
    ).encode() + said + b") Tj ET Q"  # fmt: skip
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + drawn)
