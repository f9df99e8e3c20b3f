"""A message in words with their places: what a person wrote, folded, with the sentence and the clause of each."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from knowledge.hearing.schema import Spelling

LONGEST = 12_000
"""Characters of one message that are read; a pasted letter goes to the reader of papers."""
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+\d\w*|[^\W\d_]+(?:['’`´][^\W\d_]+)*|\n|[^\w\s]|\w+")
_ENDS = frozenset(".!?\n;¿¡•")
_CUTS = frozenset(",:()—–")


@dataclass(frozen=True, slots=True)
class Token:
    """One word.

    Attributes:
        said: As written.
        word: Lower case, without accents and apostrophes; two words that are spoken as one are one ("dont").
        start, end: Its place in the message.
        sentence, clause: Numbers, from 0; a clause ends at a comma, a colon, a bracket or a dash.
        closed: What ended the sentence, on its last word ("?" for a question), else "".
    """

    said: str
    word: str
    start: int
    end: int
    sentence: int
    clause: int
    closed: str = ""


def folded(text: str) -> str:
    """Lower case without accents, character for character, so that places stay."""
    if text.isascii():
        return text.lower()
    return "".join(_bare(char) for char in text)


def _bare(char: str) -> str:
    if char in "’‘`´":
        return "'"
    low = unicodedata.normalize("NFKD", char)[0].lower()
    return low if len(low) == 1 else char


class Tokens:
    """Cuts messages into words."""

    def __init__(self, spelling: Spelling) -> None:
        self._spoken = {tuple(pair.split()): one for one, pairs in spelling.spoken.items() for pair in pairs}
        self._forms = {form: word for word, forms in spelling.forms.items() for form in forms}
        self._short = frozenset(spelling.short)

    def of(self, text: str) -> list[Token]:
        """The words of a message, at most those of its first `LONGEST` characters."""
        low = folded(text)
        made: list[Token] = []
        sentence = clause = 0
        for match in _TOKEN.finditer(text[:LONGEST]):
            said = match.group()
            if not (said[0].isalnum() or said[0] in "_$%"):
                sentence, clause = self._mark(text, match, made, sentence, clause)
                continue
            word = low[match.start() : match.end()].replace("'", "").replace("’", "")
            if said[0].isdigit():
                word = word.replace(",", "")
            word = self._forms.get(word, word)
            before = made[-1] if made and made[-1].sentence == sentence else None
            one = self._spoken.get((before.word, word)) if before else None
            if one and before and match.start() - before.end <= 2:
                made[-1] = replace(before, said=text[before.start : match.end()], word=one, end=match.end())
            else:
                made.append(Token(said, word, match.start(), match.end(), sentence, clause))
        return made

    def _mark(self, text: str, match: re.Match[str], made: list[Token], sentence: int, clause: int) -> tuple[int, int]:
        """Sentence and clause after a mark."""
        mark = match.group()
        last = made[-1] if made else None
        if mark in _ENDS and not self._inside(text, match, last):
            if last and (last.sentence == sentence or mark == "?"):
                made[-1] = replace(last, closed=mark if mark != "\n" else last.closed)
            return (sentence + 1, clause + 1) if last and last.sentence == sentence else (sentence, clause)
        spaced = mark == "-" and match.start() > 0 and text[match.start() - 1] == " "
        return sentence, clause + (mark in _CUTS or spaced)

    def _inside(self, text: str, match: re.Match[str], last: Token | None) -> bool:
        """Whether a full stop belongs to the word before it."""
        if match.group() != "." or last is None or last.end != match.start():
            return False
        after = text[match.end() : match.end() + 2]
        return after[:1].isalnum() or (last.word in self._short and bool(after.strip()))
