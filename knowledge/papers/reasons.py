"""Why it says no: behind a lead-in, in the sentences that say no and those that go on, beside a ticked box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.papers.layout import Block, sentences
from knowledge.papers.letter import LONGEST, Letter, Value
from knowledge.papers.values import plausible
from knowledge.papers.words import compiled

MOST_REASONS, MORE = 2, 4
"""Paragraphs that say why, and sentences of one, at most."""
BEHIND_LEAD_IN, WITH_CAUSE, WITHOUT = 0.88, 0.85, 0.7
PROSE = 0.4
"""Part of the words of a sentence that begin with a small letter; less is a title or the head of a table."""


@dataclass(frozen=True)
class _Told:
    block: int
    kind: str
    sentence: str
    page: int


def behind_lead_in(letter: Letter) -> Iterator[Value]:
    """The reason behind what only leads to it ("We denied this because:"), in the sentences or the paragraph after."""
    words = letter.words.reason
    lead_in, denies = compiled(words.lead_in), compiled(words.verdict)
    told = _told(letter)
    for place, one in enumerate(told):
        asks = one.sentence.rstrip().endswith("?")
        leads = (
            asks or one.kind == "heading" or denies.search(one.sentence) or compiled(words.cause).search(one.sentence)
        )
        if not lead_in.search(one.sentence) or not leads:
            continue
        if asks and not (denies.search(one.sentence) or compiled(words.why_not).search(one.sentence)):
            continue
        rest = told[place + 1 :]
        while rest and lead_in.search(rest[0].sentence):
            rest.pop(0)
        if rest and rest[0].kind != "heading":
            value = " ".join(other.sentence for other in rest if other.block == rest[0].block)[:LONGEST]
            if plausible(letter.field("reason"), value):
                passage = f"{one.sentence} {value}"[:LONGEST]
                yield Value("reason", value, rest[0].page, passage, BEHIND_LEAD_IN)
        return


def _told(letter: Letter) -> list[_Told]:
    return [
        _Told(number, block.kind, sentence, block.page_at(offset))
        for number, block in enumerate(letter.blocks)
        if block.kind in ("heading", "text", "item")
        for offset, sentence in sentences(block.text)
    ]


def stated(letter: Letter) -> Iterator[Value]:
    """Sentences that say no and why, with those that go on saying why."""
    told = [block for block in letter.blocks if block.kind in ("text", "item")]
    found = [one for place, block in enumerate(told) for one in _in_block(block, told[place + 1 : place + 2], letter)]
    if found:
        # A letter may say no in one paragraph and why in another: both are the reason.
        surest = max(found[:MOST_REASONS], key=lambda one: one.confidence)
        every = " ".join(dict.fromkeys(one.value for one in found[:MOST_REASONS]))
        yield replace(surest, value=every[:LONGEST], passage=every[:LONGEST])


def _in_block(block: Block, following: list[Block], letter: Letter) -> Iterator[Value]:
    """The first reason of a paragraph; why it says no may stand in the next sentence, also in that of the next one."""
    words = letter.words.reason
    unless, strong, more = compiled(words.unless), compiled(words.strong), compiled(words.more)
    every = sentences(block.text)
    below = sentences(following[0].text)[:1] if following else []
    for number, (offset, sentence) in enumerate(every):
        if unless.search(sentence) or not compiled(words.verdict).search(sentence) or not _is_prose(sentence):
            continue
        value, last = sentence, number
        if not strong.search(sentence):
            after = next((one for _, one in [*every[number + 1 : number + 2], *below]), "")
            if not strong.search(after) or unless.search(after):
                continue
            value, last = after, number + 1
        for _, one in every[last + 1 : last + MORE]:
            if not more.search(one) or unless.search(one):
                break
            value += " " + one
        sure = WITH_CAUSE if compiled(words.cause).search(sentence) else WITHOUT
        if plausible(letter.field("reason"), value):
            yield Value("reason", value[:LONGEST], block.page_at(offset), value, sure)
        return


def _is_prose(sentence: str) -> bool:
    words = sentence.split()
    return sum(word[:1].islower() for word in words) >= PROSE * len(words)
