"""Folding words so that spelling habits do not matter."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile(r"['’‘`´]")
_OTHER = re.compile(r"[^\w$%./\-?]+")


_REPEATED = re.compile(r"(.{1,24}?)\1{20,}", re.DOTALL)
_MOST_REPEATED, _MOST_UNFOLDED = 20, 4


def tamed(words: str) -> str:
    """What was written, without what no person writes and what costs much to read.

    Signs that stand for a whole phrase become a space, and what is said over and over is said `_MOST_REPEATED` times.
    """
    if not words.isascii():
        words = "".join(" " if len(unicodedata.normalize("NFKD", c)) > _MOST_UNFOLDED else c for c in words)
    return _REPEATED.sub(lambda found: found[1] * _MOST_REPEATED, words)


def fold(words: str) -> str:
    """Lower case, no accents, no apostrophes ("can't" is "cant"), one space between words.

    Keeps ``$ % . / - ?``, which amounts, dates and questions need.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    return " ".join(_OTHER.sub(" ", _APOSTROPHES.sub("", bare)).split())


def plain(words: str) -> str:
    """`fold` without any punctuation, for comparing answers."""
    return " ".join(re.sub(r"[^\w]+", " ", fold(words)).split())
