"""The fields of a denial letter: each with its page, the words it was read from, and how sure that is.

A value stands after its label, in the cell beside it or below it, or in a sentence. Two values that are equally good
are both given, with little sureness: the person is asked. What was not found is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from knowledge.papers import dates
from knowledge.papers.layout import Block, Line, blocks, lines, sentences
from knowledge.papers.limits import Limit, as_json, limits_in
from knowledge.papers.page import Page, Run
from knowledge.papers.sort import INFORMATION, Sort
from knowledge.papers.words import FieldWords, Found, LimitWords, PaperWords, compiled

UNSURE, RIVAL = 0.5, 0.12
"""What two rival values are worth; how near in sureness a rival is."""
UNLIKE = 0.45
"""How sure a value is at most that does not look like one of its field."""
AGAINST = 170
"""Characters before a telephone number in which an agency's name says that it is not the plan's."""
DOUBTFUL = 0.4
"""How sure a last day is that lies before the letter: one of the two was not read right, and the person is asked."""
LONGEST = 700
LONGEST_DATE, SHORTEST_NAME = 18, 7
"""Characters: a cell of a table that is a date has so many at most, one that names a service more than so many."""
MOST_REASONS, LABELLED = 2, 70
CODED_ROWS = 12
"""So many lines under a word such as "CPT" five digits are taken for a code of a service: the rows of a table."""
_EMAIL = re.compile(r"\S+@\S+")
_KIND_BEHIND = re.compile(r"\s*\(\s*(fax|facsimile|phone|telephone|voice|call|tty)\b", re.IGNORECASE)
_PHONE = re.compile(r"(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[\s.-])\d{3}[\s.-]\d{4}(?!\d)")
_ZIP = re.compile(r"\b[A-Z]{2}\.?\s+\d{5}(?:-\d{4})?\b")
_HCPCS = re.compile(r"\b[A-V]\d{4}\b")
_CPT = re.compile(
    r"\b(?:cpt|hcpcs|procedure|service|billing)?\s*(?:codes?)?\s*[:#(]?\s*(?<![.\w-])(\d{5}|\d{4}T)\b(?!-)",
    re.IGNORECASE,
)
_CODES_BEHIND = re.compile(
    r"[\s,;:(\u2013-]*(?:\b(?:cpt|hcpcs|procedure|billing|service)?\s?/?\s?(?:hcpcs ?)?(?:codes?)?\s*[:#]?\s*"
    r"[A-V]?\d{4,5}\b[\s,;/&)]*(?:and )?)+$",
    re.IGNORECASE,
)
_OF_PERSON = re.compile(r"\b(patient|member|provider|subscriber|enrollee|physician)( name|\b)", re.IGNORECASE)
_BOTH_PHONES = re.compile(
    rf"phone\s?(?:/|&|and|or)\s?fax\W{{0,4}}({_PHONE.pattern})\D{{1,5}}({_PHONE.pattern})", re.IGNORECASE
)
_CODES_IN_BRACKETS = re.compile(r"\s*\([^)]*\b[A-V]?\d{4,5}\b[^)]*\)?\s*$", re.IGNORECASE)
_WHY_NOT = re.compile(r"n['\u2019]t\b|\bnot\b|\bno\b|\bden(y|ied)", re.IGNORECASE)
_SINCE = re.compile(r"\s+(?:in|since|on|as of) (?:[A-Z][a-z]+ )?(?:19|20)\d\d\b.*$")
_CODED = re.compile(
    r"\b(?:cpt|hcpcs|procedures?|procedure codes?|service codes?|billing codes?|codes?)\b", re.IGNORECASE
)
_ICD = re.compile(r"\b[A-TV-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?\b")
_CARC = re.compile(r"\b(?:CO|PR|OA|PI|CR)[\s-]?\d{1,3}\b|\b(?:MA?|N)\d{2,3}\b(?!\.)")
_IDENTIFIER = re.compile(r"[A-Z0-9](?:[A-Z0-9/.\-]*[A-Z0-9])?(?:[ -](?=[A-Z0-9/-]*\d)[A-Z0-9/-]+){0,3}", re.IGNORECASE)


@dataclass(frozen=True)
class Value:
    """One value of the field `name`."""

    name: str
    value: Any
    page: int
    passage: str
    confidence: float
    others: tuple[Any, ...] = ()
    more: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True)
class Letter:
    """A letter as its parts are searched: lines as they stand, paragraphs, the sentences of these."""

    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    words: PaperWords

    def sentences(self) -> Iterator[tuple[str, int, Block]]:
        """Every whole sentence, with its page and its paragraph."""
        for block in self.blocks:
            if block.kind in ("text", "item"):
                for offset, sentence in sentences(block.text):
                    yield sentence, block.page_at(offset), block


@dataclass(frozen=True)
class LetterReading:
    """What a letter says.

    Attributes:
        fields: Values by field.
        limits: Every limit that it names, for programs: what it is for, how long or by when, its page and passage.
        warnings: What the person should look at, as ids: ``two-dates``, ``last-day-before-letter``, ``tells-us-to``.
    """

    fields: dict[str, Value]
    limits: list[dict[str, Any]]
    warnings: list[str]


def read_letter(pages: Sequence[Page], words: PaperWords, what: Sort) -> LetterReading:
    """Read a letter.

    Args:
        pages: The letter, as it was taken from its file.
        words: How letters are written.
        what: What it is: after a decision on an appeal the limits are those of the next way, of a request for records
            those of the answer.
    """
    every = [line for page in pages for line in lines(page)]
    letter = Letter(tuple(every), tuple(blocks(pages)), words)
    found: list[Value] = []
    for one in words.fields:
        found += _labelled(one, letter)
        found += _said(one, letter)
    found += _letter_date(letter)
    named = limits(letter)
    found += _limits_of(what, named, words.limits)
    found += _whole(letter)
    found += _reasons(letter)
    found += _after_lead_in(letter)
    found += _rows(letter)
    found += _codes(letter)
    found += _reach(letter)
    found += _letterhead(letter)
    sure = {run_page.number: _sureness(run_page) for run_page in pages}
    found = [replace(one, confidence=round(one.confidence * sure.get(one.page, 1.0), 3)) for one in found]
    warnings = []
    whole = " ".join(" ".join(line.text.split()) for line in every)
    best = {
        name: _best([one for one in found if one.name == name], whole)
        for name in dict.fromkeys(one.name for one in found)
    }
    best = _reconciled(best)
    best = {name: one for name, one in best.items() if what.grants or not name.startswith("approved_")}
    if any(one.others for name, one in best.items() if name.endswith(("_date", "_by"))):
        warnings.append("two-dates")
    if "appeal_by" in best and best["appeal_by"].confidence <= DOUBTFUL:
        warnings.append("last-day-before-letter")
    if any(compiled(words.suspicious).search(sentence) for sentence, _, _ in letter.sentences()):
        warnings.append("tells-us-to")
    return LetterReading(best, [as_json(*one) for one in named], warnings)


def _sureness(page: Page) -> float:
    """How far a page that was read from a picture may be trusted: its letters on the whole, never quite."""
    if not page.ocr or not page.runs:
        return 1.0
    weights = sum(len(run.text) for run in page.runs)
    return min(0.97, sum(run.sure * len(run.text) for run in page.runs) / max(1, weights))


def _best(found: list[Value], text: str) -> Value:
    """The surest value; with rivals as good, all of them and little sureness, the one nearest the head first."""
    ranked = sorted(found, key=lambda one: -one.confidence)
    close = [one for one in ranked if one.confidence >= ranked[0].confidence - RIVAL]
    if any(not _same(one.value, ranked[0].value) for one in close):
        close.sort(key=lambda one: (one.page, text.find(one.passage[:20])))
        ranked = [*close, *ranked[len(close) :]]
    first = ranked[0]
    support = [one for one in ranked if _same(one.value, first.value)]
    rivals: list[Any] = []
    for one in ranked[1:]:
        if one.confidence >= first.confidence - RIVAL and not any(
            _same(one.value, other) for other in (first.value, *rivals)
        ):
            rivals.append(one.value)
    single = first.name.endswith(("_date", "_by", "_days")) or first.name in ("member_id", "reference", "appeal_fax")
    if single and rivals:
        return replace(first, confidence=min(first.confidence, UNSURE), others=tuple(rivals))
    sure = min(0.99, first.confidence + 0.02 * (len({one.passage for one in support}) - 1))
    return replace(first, confidence=sure)


def _same(one: object, other: object) -> bool:
    return bool(re.sub(r"\W", "", str(one)).casefold() == re.sub(r"\W", "", str(other)).casefold())


def _reconciled(best: dict[str, Value]) -> dict[str, Value]:
    """A date that only repeats another's words is no second fact; a letter is not decided after it was written."""
    notice, service, last = best.get("notice_date"), best.get("service_date"), best.get("appeal_by")
    if notice and last and str(last.value) <= str(notice.value):
        best["appeal_by"] = replace(last, confidence=min(last.confidence, DOUBTFUL))
    if notice and service and service.value == notice.value and service.confidence < 0.8:
        best.pop("service_date")
    return best


# --- labels -------------------------------------------------------------------------------------------


def _label_pattern(label: str) -> re.Pattern[str]:
    """A label where one may stand: at the start of a cell, or after what ends a value."""
    start = (
        r"(?:^|(?<=[|;\u2022])|(?<=   )|(?<=\) )|(?<=, )|(?<=[a-z\d][.!?] ))\s*(?:[\u2022*-]\s*)?(?:the |your |our )?"
    )
    end = r"[:#\uff1a]|\.{3,}|(?= *$)|(?= +(?:on +)?[A-Z0-9][\w/.-]*\d)|(?= +(?:on +)?[A-Z][a-z]+\.? \d)"
    return compiled(rf"{start}({label})\s*(?P<mark>{end})\s*")


def _cells(line: Line) -> list[Run]:
    return list(line.cells) or [line]


def _labelled(one: FieldWords, letter: Letter) -> Iterator[Value]:
    """Values after their labels."""
    for label in one.labels:
        pattern = _label_pattern(label.pattern)
        for number, line in enumerate(letter.lines):
            cells = _cells(line)
            for place, cell in enumerate(cells):
                text = " ".join(cell.text.split())
                for match in pattern.finditer(text):
                    yield from _after(one, label, match, text, cells, place, number, letter)


def _after(
    one: FieldWords,
    label: Found,
    match: re.Match[str],
    text: str,
    cells: list[Run],
    place: int,
    number: int,
    letter: Letter,
) -> Iterator[Value]:
    line = letter.lines[number]
    rest = _until_label(text[match.end() :], letter)
    cut = len(rest) < len(text[match.end() :])
    if rest.strip() and not match["mark"] and one.type not in ("date", "id", "phone"):
        return
    if rest.strip():
        if one.type == "text" and one.field in ("reason", "criteria", "clause", "service", "diagnosis"):
            rest = _continued(rest, number, letter) if place == len(cells) - 1 and not cut else rest
        yield from _values(one, label.sure, rest, line.page, f"{match.group(0).strip()} {rest}")
        return
    if not match["mark"] and (text[match.end() :].strip() or text != match.group(0).strip()):
        return
    header = not match["mark"] and len(cells) > 2
    if place + 1 < len(cells) and not header:
        beside = " ".join(cells[place + 1].text.split())
        if not _is_label(beside, letter):
            yield from _values(one, label.sure, beside, line.page, f"{text} {beside}")
            return
    yield from _below(one, label, cells[place], number, letter)


def _below(one: FieldWords, label: Found, cell: Run, number: int, letter: Letter) -> Iterator[Value]:
    """The value under a label: the cell below, or the paragraph below a heading."""
    above = letter.lines[number]
    for line in letter.lines[number + 1 : number + 3]:
        if line.page != above.page or line.top - above.bottom > 4 * max(above.height, 8):
            return
        under = [one for one in _cells(line) if one.left < cell.right + 6 and one.right > cell.left - 6]
        if not under:
            continue
        text = " ".join(under[0].text.split())
        if _is_label(text, letter):
            return
        if one.type == "text" and one.field in ("reason", "criteria", "clause") and len(_cells(line)) == 1:
            text = _continued(text, letter.lines.index(line), letter)
        yield from _values(one, label.sure - 0.05, text, line.page, f"{cell.text.strip()} {text}")
        return


def _is_label(text: str, letter: Letter) -> bool:
    return bool(compiled(rf"^(?:{letter.words.others})\s*(?:[:#]|$)").match(text)) or any(
        _label_pattern(label.pattern).match(text) and text.rstrip().endswith(":")
        for one in letter.words.fields
        for label in one.labels
    )


def _is_told(text: str, letter: Letter) -> bool:
    """Whether the text is a label with its value behind it."""
    return _is_label(text, letter) and bool(re.search(r"[:#]\s*\S", text))


def _every_label(letter: Letter) -> str:
    return "|".join([letter.words.others, *(label.pattern for one in letter.words.fields for label in one.labels)])


def _until_label(text: str, letter: Letter) -> str:
    """The text up to the next label on the same line."""
    found = compiled(rf"(?:\s{{2,}}|[|;,]\s*|\s)(?=\b(?:{_every_label(letter)})\s*[:#]\s)").search(text)
    return text[: found.start()] if found else text


def _continued(text: str, number: int, letter: Letter) -> str:
    """A value that goes on over the next lines, to the end of its paragraph."""
    line = letter.lines[number]
    for following in letter.lines[number + 1 : number + 14]:
        close = following.page == line.page and 0 <= following.top - line.bottom <= 0.75 * max(line.height, 6)
        told = " ".join(following.text.split())
        if (
            not close
            or _is_label(told, letter)
            or re.match(r"^[A-Z][\w /()-]{2,40}:(\s|$)", told)
            or (len(told) < LABELLED and compiled(rf"^(?:{_every_label(letter)})\s+[A-Z0-9-]*\d").match(told))
            or len(line.text) < 45
            or len(text) > LONGEST
        ):
            break
        text = text[:-1] + told if re.search(r"[a-z]-$", text) and told[:1].islower() else f"{text} {told}"
        line = following
    return text


# --- values -------------------------------------------------------------------------------------------


def _values(one: FieldWords, sure: float, text: str, page: int, passage: str) -> Iterator[Value]:
    text = " ".join(text.split()).strip(" :;|")
    passage = " ".join(passage.split())[:LONGEST]
    match one.type:
        case "date":
            days = [day for day, start, _ in dates.found(text) if start < 40]
            if days:
                more = {"until": days[1].isoformat()} if len(days) > 1 and one.field == "service_date" else {}
                yield Value(one.field, days[0].isoformat(), page, passage, sure, more=more)
        case "id":
            found = _IDENTIFIER.match(text.lstrip("#: "))
            if (
                found
                and sum(sign.isdigit() for sign in found.group(0)) >= 3
                and not dates.found(found.group(0))
                and not _PHONE.match(text)
            ):
                yield from _judged(one, found.group(0).strip(" .-"), text, page, passage, sure)
        case "phone":
            if phone := _PHONE.search(text[:60]):
                yield Value(one.field, phone.group(0), page, passage, sure)
        case "codes":
            codes = list(dict.fromkeys(_CARC.findall(text))) or re.findall(r"\b[A-Z]{0,3}-?\d{1,4}\b", text[:40])
            if codes:
                yield Value(one.field, ", ".join(codes), page, passage, sure)
        case _:
            value = text
            if one.field == "service":
                value = _CODES_BEHIND.sub("", _CODES_IN_BRACKETS.sub("", value))
            if one.field == "diagnosis":
                value = _SINCE.sub("", value)
            if one.field not in ("reason", "criteria", "clause"):
                value = value.strip(" .,;-\u2013(")
            if _plausible(one.field, value):
                yield from _judged(one, value[:LONGEST], text, page, passage, sure)


def _judged(one: FieldWords, value: str, text: str, page: int, passage: str, sure: float) -> Iterator[Value]:
    """The value, unless it is none of this field; hardly sure where it does not look like one."""
    if any(compiled(pattern).search(value) for pattern in one.never):
        return
    if one.looks and not any(compiled(pattern).search(text) for pattern in one.looks):
        sure = min(sure, UNLIKE)
    yield Value(one.field, value, page, passage, sure)


def _plausible(name: str, value: str) -> bool:
    letters = sum(sign.isalpha() for sign in value)
    if letters < 3 or len(value.split()) > (120 if name in ("reason", "criteria", "clause") else 25):
        return False
    if name == "reason":
        return len(value.split()) >= 3 and not re.search(r"\b(because|following)\W*$", value, re.IGNORECASE)
    return not dates.found(value[:12]) and not re.match(
        r"^(to|you|we|is|are|was|the following|and)\b", value, re.IGNORECASE
    )


def _said(one: FieldWords, letter: Letter) -> Iterator[Value]:
    """Values in sentences."""
    for rule in one.sentences:
        pattern = compiled(rule.pattern)
        for sentence, page, _ in letter.sentences():
            if rule.unless and compiled(rule.unless).search(sentence):
                continue
            for match in pattern.finditer(sentence):
                yield from _values(one, rule.sure, match["v"], page, sentence)


def _letter_date(letter: Letter) -> Iterator[Value]:
    """A line that is nothing but a date, near the head of the first page: the date of the letter."""
    first = [line for line in letter.lines if line.page == letter.lines[0].page][:25] if letter.lines else []
    for line in first:
        for cell in _cells(line):
            text = cell.text.strip()
            for day, start, end in dates.found(text):
                alone = all(other is cell or _is_told(other.text.strip(), letter) for other in _cells(line))
                if start == 0 and end >= len(text.rstrip(" .")) - 1 and alone:
                    above = letter.lines[max(0, letter.lines.index(line) - 1)]
                    over = [other.text.strip() for other in _cells(above)]
                    labelled = any(_is_label(other, letter) and not _is_told(other, letter) for other in over)
                    if above is line or not labelled:
                        yield Value("notice_date", day.isoformat(), line.page, text, 0.9)
        if re.match(r"^\s*dear\b", line.text, re.IGNORECASE):
            return


# --- what stands in sentences -------------------------------------------------------------------------------


def limits(letter: Letter) -> list[tuple[Limit, int, str]]:
    """Every limit that a letter names, with its page and its sentence."""
    found = []
    before = ""
    for sentence, page, block in letter.sentences():
        for limit in limits_in(sentence, letter.words.limits, block.heading, before):
            found.append((limit, page, sentence))
        before = sentence
    return found


def _limits_of(what: Sort, named: list[tuple[Limit, int, str]], words: LimitWords) -> Iterator[Value]:
    """The limits that count for this sort of paper."""
    if what.paper == INFORMATION:
        return _first_of("answer", named, (words.information,))
    if what.level:
        return _first_of("next", named, words.next[what.level])
    return _appeal_limits(named, words)


def _appeal_limits(every: list[tuple[Limit, int, str]], words: LimitWords) -> Iterator[Value]:
    """The limits of the appeal; where a letter has none, those of what stands in its place, such as a fair hearing."""
    for acts in (words.appeal, *((act,) for act in words.instead)):
        fitting = [one for one in every if one[0].act in acts]
        for limit, page, sentence in fitting:
            # A hearing comes after the appeal, whose limit may be on another sheet: it never stands for it surely.
            instead = limit.act not in words.appeal
            yield _limit("appeal", limit, page, sentence, min(limit.sure, UNSURE) if instead else limit.sure, instead)
        if fitting:
            return


def _first_of(name: str, every: list[tuple[Limit, int, str]], acts: Sequence[str]) -> Iterator[Value]:
    """The limits of the first of these acts that has any: after a decision on an appeal, of the way that is nearest."""
    for act in acts:
        if fitting := [one for one in every if one[0].act == act]:
            yield from (_limit(name, limit, page, sentence, limit.sure, True) for limit, page, sentence in fitting)
            return


def _limit(name: str, limit: Limit, page: int, sentence: str, sure: float, named: bool) -> Value:
    """A limit as a value: of a day as ``…_by``, of an amount as ``…_days``; with its act where it is `named`."""
    act = {"act": limit.act} if named else {}
    if limit.by is not None:
        return Value(f"{name}_by", limit.by.isoformat(), page, sentence, sure, more=act)
    more = {"unit": limit.unit, "counted_from": limit.counted_from, **act}
    return Value(f"{name}_days", limit.days, page, sentence, sure, more=more)


def _whole(letter: Letter) -> Iterator[Value]:
    told = [(sentence, page) for sentence, page, _ in letter.sentences()]
    for rule in letter.words.sentences:
        fit = [one for one in told if not (rule.unless and compiled(rule.unless).search(one[0]))]
        # The first pattern is the clearest: a sentence that it fits goes before one that fits a later pattern.
        found = next((one for pattern in rule.patterns for one in fit if compiled(pattern).search(one[0])), None)
        if found:
            yield Value(rule.field, found[0][:LONGEST], found[1], found[0], rule.sure)


def _after_lead_in(letter: Letter) -> Iterator[Value]:
    """The reason behind what only leads to it ("We denied this because:"), in the sentences or the paragraph after."""
    lead_in = compiled(letter.words.reason.lead_in)
    denies = compiled(letter.words.reason.verdict)
    told = [
        (number, block.kind, sentence, block.page_at(offset))
        for number, block in enumerate(letter.blocks)
        if block.kind in ("heading", "text", "item")
        for offset, sentence in sentences(block.text)
    ]
    for place, (_, kind, sentence, _) in enumerate(told):
        asks = sentence.rstrip().endswith("?")
        if not lead_in.search(sentence) or not (asks or kind == "heading" or denies.search(sentence)):
            continue
        rest = told[place + 1 :]
        while rest and lead_in.search(rest[0][2]):
            rest.pop(0)
        if asks and not (denies.search(sentence) or _WHY_NOT.search(sentence)):
            continue
        if rest and rest[0][1] != "heading":
            value = " ".join(one[2] for one in rest if one[0] == rest[0][0])[:LONGEST]
            if _plausible("reason", value):
                yield Value("reason", value, rest[0][3], f"{sentence} {value}"[:LONGEST], 0.88)
        return


def _reasons(letter: Letter) -> Iterator[Value]:
    """Sentences that say no and why, with those that go on saying why."""
    words = letter.words.reason
    found: list[Value] = []
    blocks_told = [block for block in letter.blocks if block.kind in ("text", "item")]
    for place, block in enumerate(blocks_told):
        told = sentences(block.text)
        below = sentences(blocks_told[place + 1].text)[:1] if place + 1 < len(blocks_told) else []
        for number, (offset, sentence) in enumerate(told):
            if compiled(words.unless).search(sentence) or not compiled(words.verdict).search(sentence):
                continue
            if sum(word[:1].islower() for word in sentence.split()) < 0.4 * len(sentence.split()):
                continue  # the head of a table, a title
            value = sentence
            if not compiled(words.strong).search(sentence):
                # Why it says no may stand in the next sentence, also in that of the next paragraph.
                after = next((one for _, one in [*told[number + 1 : number + 2], *below]), "")
                if not compiled(words.strong).search(after) or compiled(words.unless).search(after):
                    continue
                value, number = after, number + 1
            for _, following in told[number + 1 : number + 4]:
                if not compiled(words.more).search(following) or compiled(words.unless).search(following):
                    break
                value += " " + following
            because = re.search(
                r"\b(because|reason|due to|since|does not meet|considered|deemed)\b", sentence, re.IGNORECASE
            )
            found.append(Value("reason", value[:LONGEST], block.page_at(offset), value, 0.85 if because else 0.7))
            break
    if found:
        # A letter may say no in one paragraph and why in another: both are the reason.
        best = max(found[:MOST_REASONS], key=lambda one: one.confidence)
        every = " ".join(dict.fromkeys(one.value for one in found[:MOST_REASONS]))
        yield replace(best, value=every[:LONGEST], passage=every[:LONGEST])


def _rows(letter: Letter) -> Iterator[Value]:
    """Rows of a table that hold a code of a service: the day beside it, and what the service is called."""
    service = next((one for one in letter.words.fields if one.field == "service"), None)
    for line in letter.lines:
        row = [cell.strip() for one in _cells(line) for cell in one.text.split("|")]
        code = any(_CPT.fullmatch(cell) or _HCPCS.fullmatch(cell) for cell in row)
        if len(row) < 3 or not code:
            continue
        days = [found[0][0] for cell in row if len(found := dates.found(cell)) == 1 and len(cell) <= LONGEST_DATE]
        text = " ".join(line.text.split())
        if len(set(days)) == 1:
            yield Value("service_date", days[0].isoformat(), line.page, text, 0.75)
        for cell in row:
            if service and len(cell) > SHORTEST_NAME and any(compiled(one).search(cell) for one in service.looks):
                yield from _judged(service, cell, cell, line.page, text, 0.8)
                break


def _codes(letter: Letter) -> Iterator[Value]:
    """Procedure codes, codes of the diagnosis, and codes of the reason, wherever they stand."""
    procedures: dict[str, tuple[int, str]] = {}
    reasons: dict[str, tuple[int, str]] = {}
    diagnoses: dict[str, tuple[int, str]] = {}
    last, headed = "", -CODED_ROWS
    for number, line in enumerate(letter.lines):
        text = " ".join(line.text.split())
        named = bool(_CODED.search(text) or _HCPCS.search(text))
        headed = number if named else headed
        row = [cell.strip() for one in _cells(line) for cell in one.text.split("|")]
        if named or number - headed < CODED_ROWS or "|" in text:
            places = [one.span() for one in _ZIP.finditer(text)]
            for match in _CPT.finditer(text):
                alone = match.group(1) in row
                if any(start <= match.start(1) < end for start, end in places):
                    continue
                if (named or alone) and match.group(1).startswith(("9", "6", "7", "8", "2", "0")):
                    procedures.setdefault(match.group(1), (line.page, text))
        for code in _HCPCS.findall(text):
            if code[0] in "JCGQSAEKL":
                procedures.setdefault(code, (line.page, text))
        for code in _CARC.findall(text):
            if re.match(r"[A-Z]{2}", code) or re.search(
                r"\b(remark|rarc|reason|code|adjust)", f"{last} {text}", re.IGNORECASE
            ):
                reasons.setdefault(" ".join(code.split()), (line.page, text))
        for code in _ICD.findall(text):
            if "." in code or re.search(r"\b(icd|diagnos|dx)", f"{last} {text}", re.IGNORECASE):
                diagnoses.setdefault(code, (line.page, text))
        last = text
    for name, held, sure in (
        ("codes", procedures, 0.9),
        ("reason_code", reasons, 0.88),
        ("diagnosis", diagnoses, 0.68),
    ):
        if held:
            page, passage = next(iter(held.values()))
            yield Value(name, ", ".join(held), page, passage, sure)


# --- where to send --------------------------------------------------------------------------------------


def _reach(letter: Letter) -> Iterator[Value]:
    """Address, fax and telephone of the appeal: those that stand nearest to its words."""
    text = ""
    starts: list[tuple[int, int]] = []
    for line in letter.lines:
        starts.append((len(text), line.page))
        # The words of an e-mail address ("appeals@") say nothing about what stands near it.
        text += _EMAIL.sub(" ", " ".join(line.text.split())) + "\n"

    def page_at(offset: int) -> int:
        return max((one for one in starts if one[0] <= offset), default=(0, 1))[1]

    questions = compiled(letter.words.questions)
    context, against = compiled(letter.words.appeal_context), compiled(letter.words.not_appeal)
    for match in _ZIP.finditer(text):
        before = text[max(0, match.start() - 260) : match.start()]
        address, lead = _address(before, match.group(0))
        if not address or (match.start() < 250 and "\ndear" in text[match.end() : match.end() + 400].casefold()):
            continue
        near = lead[-170:]
        if not context.search(near) and not context.search(address):
            continue
        asked = re.search(r"\b(mail|send|write|address|deliver|submit|to)\b[^.]{0,60}$", near, re.IGNORECASE)
        sure = (0.88 if asked else 0.72) + (0.06 if context.search(address) else 0.0)
        if not context.search(near[-100:]) and not context.search(address):
            sure -= 0.2
        if against.search(near[-90:]) or against.search(address) or _OF_PERSON.search(near[-80:]):
            sure -= 0.4
        if sure > 0.4:
            yield Value("appeal_address", address, page_at(match.start()), f"{near[-80:]} {address}".strip(), sure)
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - 220) : match.start()]
        near = before[-60:]
        if both := _BOTH_PHONES.search(text[max(0, match.start() - 40) : match.end() + 30]):
            yield Value("appeal_phone", both[1], page_at(match.start()), both.group(0), 0.8)
            yield Value("appeal_fax", both[2], page_at(match.start()), both.group(0), 0.75)
            continue
        if _BOTH_PHONES.search(text[max(0, match.start() - 70) : match.end()]):
            continue
        called = re.findall(
            r"\b(fax|faxed|facsimile|call|phone|telephone|tel|toll|contact|questions)\b", near, re.IGNORECASE
        )
        behind = _KIND_BEHIND.match(text, match.end())
        kind = behind[1] if behind else called[-1] if called else ""
        says = kind.lower().startswith("fa")
        if kind.lower() == "tty" or re.search(r"\b(tty|tdd|711)\b[^\d]{0,12}$", near, re.IGNORECASE):
            continue
        name = "appeal_fax" if says else "appeal_phone"
        sure = 0.72 if name == "appeal_fax" else 0.6
        if context.search(before):
            sure += 0.18
        elif name == "appeal_phone":
            sure -= 0.12
        if (
            name == "appeal_phone"
            and not behind
            and not re.search(
                r"\b(call|calling|phone|telephone|tel|toll|contact|at|customer|member services|questions)\b[^.]{0,50}$",
                near,
                re.IGNORECASE,
            )
        ):
            sure -= 0.25
        if against.search(before[-110:] if says else before[-AGAINST:]):
            sure -= 0.35
        if re.search(r"\b(fast|expedited|urgent)\b", before[-130:], re.IGNORECASE):
            sure -= 0.13
        if name == "appeal_phone" and _last(questions, before) > _last(context, before):
            sure = min(sure, UNLIKE)
        if sure >= UNLIKE:
            yield Value(
                name, match.group(0), page_at(match.start()), (near.split("\n")[-1] + match.group(0)).strip(), sure
            )


def _last(pattern: re.Pattern[str], text: str) -> int:
    """Where the pattern last stands in the text; -1 where it does not."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


_LEAD_IN = re.compile(
    r"\b(?:to|at|address|mail|by mail|write|mailing address|in writing|us)\s*:?\s*(?:\n|:)\s*"
    r"|(?<!attn)(?<!attention):\s*\n?"
    r"|\b(?:appeals? to|mail(?:ed)? to|send(?: it)? to|write to|address(?:ed)? to|appeal to|request to"
    r"|writing to|in writing to|us at|form to|letter to)"
    r"\s+(?:us at\s+)?"
    r"|(?<=[a-z\d])[.!?]\s+(?!O\.|Box)(?=[A-Z])|\n\s*\n",
    re.IGNORECASE,
)


def _address(before: str, end: str) -> tuple[str, str]:
    """The address that ends with a state and a ZIP code, and what stands before it."""
    cut = 0
    for match in _LEAD_IN.finditer(before):
        if len(before) - match.end() >= 12:
            cut = match.end()
    body = before[cut:]
    inline = bool(cut) and "\n" not in before[cut - 2 : cut]
    rows = [row.strip() for row in body.split("\n") if row.strip(" ,")]
    if not inline:
        rows = [row.strip(" ,") if row is not rows[-1] else row for row in rows]
    while rows and (len(rows) > 6 or (len(rows) > 1 and re.search(r"[.:]$", rows[0]))):
        rows.pop(0)
    address = (" " if inline else ", ").join([*rows[:-1], f"{rows[-1]} {end}"]) if rows else ""
    numbered = re.search(r"\d", address.replace(end, "")) or re.search(r"\bbox\b", address, re.IGNORECASE)
    if not numbered and not re.search(r"\b(appeal|grievance)", address, re.IGNORECASE):
        return "", before
    address = re.sub(r"^(?:mail(?:ed)?|send|write|appeals?|to)\s*:?\s+(?=[A-Z])", "", address)
    return " ".join(address.split()), before[: len(before) - len(body)] or before


def _letterhead(letter: Letter) -> Iterator[Value]:
    """The insurer: a line at the head that is a company's name, a known name, the name under the greeting."""
    words = letter.words
    if not letter.lines:
        return
    insurer = next(one for one in words.fields if one.field == "insurer")
    head = [line for line in letter.lines if line.page == letter.lines[0].page][:6]
    for number, line in enumerate(head):
        for cell in _cells(line):
            name = re.sub(r"\s*[|\u2022].*$", "", " ".join(cell.text.split())).strip(" ,")
            fits = compiled(words.letterhead).search(name) and not compiled(words.not_letterhead).search(name)
            if fits and 1 < len(name.split()) <= 8 and not re.search(r"\d{3}|[:?]", name):
                yield from _judged(insurer, name, name, line.page, name, 0.88 - 0.02 * number)
    for number, line in enumerate(letter.lines):
        text = " ".join(line.text.split())
        for payer in words.payers:
            if match := re.search(rf"\b(?:[A-Z][a-z]+ )?{re.escape(payer)}\b(?: (?:of|and|[A-Z][a-z]+)){{0,4}}", text):
                yield Value("insurer", match.group(0), line.page, text, 0.8 if number < 8 else 0.6)
    every = " ".join(" ".join(line.text.split()) for line in letter.lines)
    for one in compiled(r"\b(?:HMO|PPO|EPO|POS|HDHP)\b").finditer(every[:1500]):
        around = every[max(0, one.start() - 60) : one.end() + 12]
        if match := re.search(
            r"((?:[A-Z][\w&'-]*\s+){1,5}(?:HMO|PPO|EPO|POS|HDHP)(?:\s+(?:Plan|Plus|Gold|Silver|Bronze|\d{3,4}))*)",
            around,
        ):
            plan = next(field for field in words.fields if field.field == "plan")
            yield from _judged(plan, match.group(1), match.group(1), letter.lines[0].page, match.group(1), 0.6)
            break
