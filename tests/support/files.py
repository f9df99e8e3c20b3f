"""Files as people send them: real PDFs, pictures turned by their camera, Word files, and broken ones."""

from __future__ import annotations

import io

import docx
import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

TURNED = 0x0112
"""The EXIF tag for how the camera was held."""


def pdf(pages: int = 1, *, size: tuple[float, float] = (612, 792), turned: int = 0, password: str = "") -> bytes:
    """A PDF with `Page n` on each page."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=size)
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.obj.Contents = pikepdf.Stream(made, f"BT /F1 20 Tf 60 {size[1] - 80} Td (Page {number}) Tj ET".encode())
        if turned:
            page.obj.Rotate = turned
    out = io.BytesIO()
    if password:
        made.save(out, encryption=pikepdf.Encryption(owner=password, user=password))
    else:
        made.save(out, deterministic_id=True)
    return out.getvalue()


def picture(form: str = "JPEG", size: tuple[int, int] = (600, 800), turned: int = 1, mark: str = "SCAN") -> bytes:
    """A picture with a mark near its top; `turned` is the EXIF orientation."""
    pillow_heif.register_heif_opener()
    made = Image.new("RGB", size, "white")
    ImageDraw.Draw(made).text((size[0] // 8, size[1] // 12), mark, fill="black", font_size=size[1] // 12)
    exif = Image.Exif()
    exif[TURNED] = turned
    out = io.BytesIO()
    made.save(out, form, **({"exif": exif} if form == "JPEG" else {}))
    return out.getvalue()


def word(text: str = "Letter of medical necessity") -> bytes:
    """A Word file."""
    made = docx.Document()
    made.add_paragraph(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
