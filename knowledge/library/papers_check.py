"""What is wrong with the texts of papers: whom they cite, which last day they name, which words they may not use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.base.conditions import Condition
from knowledge.law.schema import Said
from knowledge.library.loader import Content

_BRACE = re.compile(r"\{(?:(cite|exhibit|law|me|to):)?([^{}]*)\}")
_DATED = ("last_day", "time_cite")


@dataclass(frozen=True)
class FormalText:
    """A text that a paper may print, with where it stands, and the condition under which it is said."""

    where: str
    text: str
    when: str = "true"
    ready: bool = True


def formal_texts(content: Content) -> Iterator[FormalText]:
    """Every text of the base that goes into a paper for an insurer, a reviewer or a doctor."""
    for letter in content.letters.values():
        for number, block in enumerate(letter.blocks):
            where = f"letters.yaml: {letter.id}: block {number}"
            for text in (block.heading, block.text, *block.items):
                if text:
                    yield FormalText(where, text, block.when, letter.ready)
            for said in (*block.says, *(one for row in block.rows.values() for one in row)):
                yield FormalText(where, said.text, said.when, letter.ready)
    for name, rows in (("counters", content.counters), ("prongs", content.prongs), ("findings", content.findings)):
        for row in rows.values():
            says: tuple[Said, ...] = getattr(row, "says", ()) or getattr(row, "argument", ())
            for said in says:
                yield FormalText(f"{name}.yaml: {row.id}", said.text, said.when)
    for row in content.counters.values():
        yield FormalText(f"counters.yaml: {row.id}", row.heading)
    for study in content.evidence.values():
        for text in (*study.formal.values(), *study.answer.values()):
            yield FormalText(f"evidence.yaml: {study.id}", text)
    for point in content.points.values():
        yield FormalText(f"points.yaml: {point.id}", point.text, point.when)
    for road in content.roads.values():
        for ask in road.says():
            yield FormalText(f"roads.yaml: {road.id}", ask.text, ask.when)
    for criteria in content.findings.values():
        for proven in criteria.met:
            yield FormalText(f"findings.yaml: {criteria.id}", proven.says)
    for prong in content.prongs.values():
        if prong.formal:
            yield FormalText(f"prongs.yaml: {prong.id}", prong.formal)


def citing(content: Content) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each text of a paper refers to."""
    for formal in formal_texts(content):
        yield formal.where, tuple(name for kind, name in _BRACE.findall(formal.text) if kind == "cite")


def problems(content: Content) -> Iterator[tuple[str, str]]:
    """Where something is wrong, and what."""
    yield from _cited(content)
    yield from _laws(content)
    yield from _dated(content)
    yield from _register(content)
    yield from _conditions(content)


def _cited(content: Content) -> Iterator[tuple[str, str]]:
    for formal in formal_texts(content):
        for kind, name in _BRACE.findall(formal.text):
            if kind == "law" and not any(rule.says == name for rule in content.rulebook.rules):
                yield formal.where, f"no rule of deadlines.yaml says {name!r}"
            if kind != "cite":
                continue
            source = content.sources.get(name)
            if source is None:
                yield formal.where, f"cites {name!r}, which is no source"
            elif source.citable != "letter":
                yield formal.where, f"a paper may not cite {name!r}: it is for {source.citable}"
            elif not source.cite:
                yield f"sources.yaml: {name}", "a paper cites it, so it needs `cite`, its reference in AMA style"
    for study in content.evidence.values():
        for condition in (*study.formal, *study.answer):
            if condition not in study.conditions:
                yield f"evidence.yaml: {study.id}", f"has words for {condition!r}, which is none of its conditions"
        if study.formal and content.sources[study.sources[0]].citable != "letter":
            yield (
                f"evidence.yaml: {study.id}",
                "has formal words, so its first source must be one that a letter may cite",
            )
    for where, entry in content.sourced():
        if entry.sources and all(content.sources[s].citable == "never" for s in entry.sources if s in content.sources):
            yield f"{where}: {entry.id}", "every source of it may never be named"


def _laws(content: Content) -> Iterator[tuple[str, str]]:
    """A request with a paragraph of law rests on a source that a letter may cite."""
    for road in content.roads.values():
        for ask in road.says():
            if "CFR" in ask.text and not any(content.sources[s].citable == "letter" for s in ask.sources):
                yield f"roads.yaml: {road.id}", f"names law without a source that a letter may cite: {ask.text!r}"


def _dated(content: Content) -> Iterator[tuple[str, str]]:
    for letter in content.letters.values():
        texts = [f.text for f in formal_texts(content) if f.where.startswith(f"letters.yaml: {letter.id}:")]
        uses = any("{" + field + "}" in text for text in texts for field in _DATED)
        if uses and not letter.acts:
            yield f"letters.yaml: {letter.id}", "names a last day, so `acts` must say what it is filed for"
        for act in letter.acts:
            if act not in content.rulebook.stages:
                yield f"letters.yaml: {letter.id}", f"there is no stage {act!r} in deadlines.yaml"


def _register(content: Content) -> Iterator[tuple[str, str]]:
    banned = [re.compile(pattern, re.IGNORECASE) for pattern in content.register.banned]
    for formal in formal_texts(content):
        if not formal.ready:
            continue
        said = _BRACE.sub(lambda m: m.group(2) if m.group(1) in ("me", "to") else " ", formal.text)
        for pattern in banned:
            if found := pattern.search(said):
                yield formal.where, f"{found.group(0)!r} may not stand in a paper (register.yaml)"


def _conditions(content: Content) -> Iterator[tuple[str, str]]:
    words = {"yes", "no", *(choice for choices in content.choices.values() for choice in choices)}
    for formal in formal_texts(content):
        for word in sorted(Condition(formal.when).words - words):
            yield formal.where, f"no choice {word!r} in choices.yaml, in {formal.when!r}"
