"""The small language of `safety.yaml`, compiled to regular expressions over sentences of tokens.

A pattern is elements with spaces between:

* ``a|b`` one of them; ``a_b`` two words; ``a*`` any ending;
* ``@NAME`` a word of a class; ``##`` and ``###`` a number of two or three digits, ``####`` a year;
* ``x?`` may be missing; ``x^3`` up to three times;
* ``..`` any three tokens or fewer, ``..6`` six or fewer;
* ``!a|b`` what follows is none of these;
* ``START`` and ``END`` of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

GAP = 3
_GAP = re.compile(r"\.\.(\d*)")
_UP_TO = re.compile(r"(.+)\^(\d)")
_NUMBERS = {"##": r"[1-9]\d", "###": r"[1-9]\d\d", "####": r"(?:19|20)\d\d"}
_ENDS = {"START": r"\A", "END": r"\Z"}


class PatternError(ValueError):
    """A pattern that cannot be read; the text names it and what would be accepted."""


class Patterns:
    """Compiles patterns that share classes.

    Args:
        classes: Words by the name of their class; a word of several is written with spaces.
    """

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self.vocabulary: set[str] = set()
        self._classes = {
            name: [self._words(one.split()) for line in lines for one in line.split(",")]
            for name, lines in classes.items()
        }

    def any(self, patterns: Iterable[str], *, ending: bool = False) -> re.Pattern[str] | None:
        """All of them in one, each anchored at the beginning of a token. None where there are none.

        Args:
            patterns: In the language of this module.
            ending: They must reach the end of what is searched.

        Raises:
            PatternError: One names a class that does not exist, or has an empty element.
        """
        listed = [self._one(pattern) for pattern in patterns]
        if not listed:
            return None
        whole = "|".join(f"(?:{one})" for one in listed)
        return re.compile(f"(?:{whole})\\Z" if ending else whole)

    def _one(self, pattern: str) -> str:
        return r"(?<!\S)" + "".join(self._element(element, pattern) for element in pattern.split())

    def _element(self, element: str, pattern: str) -> str:
        if gap := _GAP.fullmatch(element):
            return rf"(?:\S+ ){{0,{gap[1] or GAP}}}?"
        if element.startswith("!"):
            return f"(?!{self._choice(element[1:], pattern)})"
        if element.endswith("?"):
            return f"{self._choice(element[:-1], pattern)}?"
        if times := _UP_TO.fullmatch(element):
            return f"{self._choice(times[1], pattern)}{{0,{times[2]}}}"
        return self._choice(element, pattern)

    def _choice(self, element: str, pattern: str) -> str:
        words: list[str] = []
        for one in element.split("|"):
            if not one:
                raise PatternError(f"{pattern!r}: an empty choice in {element!r}; write a|b")
            if not one.startswith("@"):
                words.append(self._words(one.split("_")))
            elif one[1:] in self._classes:
                words += self._classes[one[1:]]
            else:
                raise PatternError(f"{pattern!r}: no class {one!r}; there are {', '.join(sorted(self._classes))}")
        return f"(?:{'|'.join(words)})"

    def _words(self, tokens: Sequence[str]) -> str:
        self.vocabulary.update(tokens)
        return "".join(_ENDS.get(token) or _word(token) for token in tokens)


def _word(written: str) -> str:
    """One token and its space; a star at the end stands for any ending."""
    if written in _NUMBERS:
        return _NUMBERS[written] + " "
    bare = written.removesuffix("*")
    if not re.fullmatch(r"\w+", bare):
        raise PatternError(f"{written!r} is no word; letters, digits, and one * at the end are accepted")
    return bare + (r"\w* " if written.endswith("*") else " ")
