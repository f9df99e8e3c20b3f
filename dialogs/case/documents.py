"""The documents of a case: what a file is by its content, and the list of them in the slots."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from dialogs.forms.answers import UnclearChoice, read_choice
from dialogs.speaking.messages import Upload
from knowledge.library import Library

DOCUMENTS = "documents"
"""Slot: a list of documents as JSON, oldest first. The contents are the store's."""
LARGEST = 20 * 1024 * 1024
"""Bytes of one file: what a bot may fetch (Bot API, getFile)."""
NAME_LENGTH = 80
TYPES = {"pdf": "pdf", "jpeg": "jpg", "png": "png", "webp": "webp", "heic": "heic", "docx": "docx", "text": "txt"}
"""Kinds of file that are taken, with the ending of their names."""
Document = dict[str, Any]


def type_of(content: bytes) -> str | None:
    """The kind of a file by its content, one of `TYPES`; None for any other."""
    head = content[:16]
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc"):
        return "heic"
    if head.startswith(b"PK\x03\x04"):
        return "docx" if _holds_a_document(content) else None
    return "text" if _is_text(content) else None


def _holds_a_document(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            return "word/document.xml" in packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and all(char in "\n\r\t\f" or char.isprintable() for char in text)


def described(upload: Upload) -> Document:
    """What the channel found: ``id``, ``name``, ``size``, and ``type``, ``pages``, ``digest``, or a ``problem``."""
    name = PurePosixPath(upload.name.replace("\\", "/")).name
    seen: Document = {"id": upload.id, "name": " ".join(name.split())[:NAME_LENGTH], "size": upload.size}
    if upload.problem:
        return {**seen, "problem": upload.problem}
    if upload.size > LARGEST:
        return {**seen, "problem": "large"}
    if upload.content is None or upload.type is None:
        return {**seen, "problem": "strange"}
    size = len(upload.content)
    return {**seen, "size": size, "type": upload.type, "pages": upload.pages, "digest": upload.digest}


def listed(slots: Mapping[str, Any]) -> list[Document]:
    """The documents of a case, oldest first."""
    return [dict(document) for document in slots.get(DOCUMENTS) or []]


def ids(slots: Mapping[str, Any]) -> set[str]:
    """Ids of all documents that a person keeps here."""
    return {document["id"] for document in listed(slots)}


def find(slots: Mapping[str, Any], document: str) -> Document | None:
    """A document by its id; None where it is gone."""
    return next((held for held in listed(slots) if held["id"] == document), None)


def twin(slots: Mapping[str, Any], digest: str) -> Document | None:
    """The document with the same content, if there is one."""
    return next((held for held in listed(slots) if held["digest"] == digest), None)


def changed(slots: Mapping[str, Any], document: str, **fields: object) -> list[Document]:
    """The list with some fields of one document set."""
    return [{**held, **fields} if held["id"] == document else held for held in listed(slots)]


def guessed(words: str, library: Library) -> str | None:
    """The kind of paper that a file's name or caption names, if it names one."""
    bare = words.rsplit(".", 1)[0].replace("_", " ").replace("-", " ")
    if not any(letter.isalpha() for letter in bare):
        return None  # "3.jpg" is a number of the camera, not the third kind
    try:
        return read_choice(bare, list(library.choices["document_kinds"].values()))
    except UnclearChoice:
        return None


def title(document: Document, library: Library) -> str:
    """What a document is called."""
    kind = library.choices["document_kinds"].get(document.get("kind") or "")
    return str(document["name"] or (kind.label if kind else document["id"]))
