"""Folding words so that spelling habits do not matter."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´]")
_OTHER = re.compile(r"[^\w$%./\-?]+")


def fold(words: str) -> str:
    """Lower case, no accents, no apostrophes ("can't" is "cant"), one space between words.

    Keeps ``$ % . / - ?``, which amounts, dates and questions need.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return " ".join(_OTHER.sub(" ", _APOSTROPHES.sub("", bare)).split())


def plain(words: str) -> str:
    """`fold` without any punctuation, for comparing answers."""
    return " ".join(re.sub(r"[^\w]+", " ", fold(words)).split())
