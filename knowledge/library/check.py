"""Says what is wrong with the content before anyone meets it. `./navigator knowledge check` prints it."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from knowledge.base.conditions import Condition
from knowledge.base.schema import Entry, Row
from knowledge.base.text import plain
from knowledge.hearing.examples import unlike
from knowledge.hearing.listener import Hearing
from knowledge.law.letters import Letter
from knowledge.law.plans import Plan
from knowledge.law.rulebook import Rulebook
from knowledge.law.schema import Checked, Clause, Criterion, Notice, PathStep
from knowledge.library import Library, papers_check
from knowledge.library.build import fit, write
from knowledge.library.loader import Content, KnowledgeError, read
from knowledge.library.upkeep import due, parts
from knowledge.questions.answering import Answerer
from knowledge.questions.schema import Topic
from knowledge.safety.checking import faults

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import textstat

GRADE = 8.0
"""Highest Flesch-Kincaid grade of a text for a person."""
GRADED_FROM = 8
"""Words from which a grade says something."""
SHORT, LONG = 900, 1800
"""Most characters of a short answer, and of what is said on demand: both are read on a phone."""
FOR_PEOPLE = {"text", "more", "means", "todo", "ask", "why", "find", "get", "en"}
"""Fields that a person reads, whatever the kind of entry."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one entry. A warning does not stop a release unless the check is one for a release."""

    level: Literal["error", "warning"]
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.where}: {self.what}"


def check(folder: Path, today: dt.date, *, release: bool = False) -> list[Problem]:
    """Everything wrong with a content folder, errors first.

    Args:
        folder: Where the content is.
        today: Entries whose day of review is before it are due.
        release: Count entries that are due as errors, and let the second ear learn from what stands here now.
    """
    try:
        content = read(folder)
    except (KnowledgeError, OSError) as error:
        return [Problem("error", folder.name, str(error))]
    problems = stated(content, today, release=release)
    if not any(problem.level == "error" for problem in problems):
        problems += _reached(content, anew=release)
    return sorted(problems, key=lambda p: (p.level, p.where, p.what))


def stated(content: Content, today: dt.date, *, release: bool = False) -> list[Problem]:
    """What is wrong with the entries themselves: all that `check` says without building a base of them."""
    return [
        *_sources(content, today),
        *_dates(content, today, release=release),
        *_references(content),
        *_conditions(content),
        *_texts(content),
        *_paraphrases(content),
        *_rules(content, today),
        *_limits(content),
        *(Problem("error", f"safety.yaml: {row}", what) for row, what in faults(content.safety)),
        *(Problem("error", where, what) for where, what in papers_check.problems(content)),
    ]


DIAGNOSES = ("diagnoses", "neuropathic_kinds", "headache_kinds", "spine_kinds", "pain_kinds")
"""The lists of choices.yaml that name a diagnosis, or a kind of one."""


def texts(content: Content) -> Iterator[tuple[str, str, str]]:
    """Every text that a person may read: where it stands, the field, the words.

    A row that answers questions is read in the words of its table, so there the parts are not texts of their own. Lists
    of names are left out: a name is as hard as it is.
    """
    for where, entry in content.sourced():
        if fit(entry) and isinstance(entry, Topic | Clause | PathStep | Notice | Checked | Criterion):
            yield from _fields(f"{where}: {entry.id}", entry)
            for variant in entry.variants if isinstance(entry, Topic) else ():
                yield from _fields(f"{where}: {entry.id}", variant)
    for topic in content.topics.values():
        if topic.origin != "topics" and fit(topic):
            names = content.names.get(topic.id, "")
            for where, field, text in _fields(f"{topic.origin}.yaml: {topic.id} in words", topic):
                yield where, field, text.replace(names, "") if names else text
    for name, choices in content.choices.items():
        for choice in choices.values():
            yield from _fields(f"choices.yaml: {name}: {choice.id}", choice)
    for refusal in content.refusals.values():
        yield from _fields(f"refusals.yaml: {refusal.id}", refusal)
    for kind, line in content.safety.lines.items():
        yield from _fields(f"safety.yaml: {kind}", line)


def _fields(where: str, entry: Entry) -> Iterator[tuple[str, str, str]]:
    for field in type(entry).model_fields:
        value = getattr(entry, field)
        if field in FOR_PEOPLE and isinstance(value, str):
            yield where, field, value


def grade(text: str) -> float | None:
    """Flesch-Kincaid grade, None where a text is too short to have one."""
    return float(textstat.flesch_kincaid_grade(text)) if len(text.split()) >= GRADED_FROM else None


def _sources(content: Content, today: dt.date) -> Iterator[Problem]:
    cited: set[str] = set()
    for part in parts(content):
        cited.update(part.sources)
        for name in part.sources:
            if name not in content.sources:
                yield Problem("error", part.where, f"there is no source {name!r} in sources.yaml")
    for source in content.sources.values():
        if source.id not in cited:
            yield Problem("error", f"sources.yaml: {source.id}", "nothing cites it")
        if source.seen > today:
            yield Problem("error", f"sources.yaml: {source.id}", f"seen on {source.seen}, which has not come yet")
    for where, entry in content.sourced():
        seen = {content.sources[name].how for name in entry.sources if name in content.sources}
        if entry.confidence == "primary" and seen == {"secondary"}:
            yield Problem("error", f"{where}: {entry.id}", "cannot be primary: every source of it is secondary")


def _dates(content: Content, today: dt.date, *, release: bool) -> Iterator[Problem]:
    for where, entry in content.sourced():
        at = f"{where}: {entry.id}"
        if entry.checked > today:
            yield Problem("error", at, f"checked on {entry.checked}, which has not come yet")
        if entry.review_by <= entry.checked:
            yield Problem("error", at, "review_by must come after checked")
    for part in due(content, today - dt.timedelta(days=1)):
        yield Problem("error" if release else "warning", part.where, f"was due for review on {part.review_by}")


def _references(content: Content) -> Iterator[Problem]:
    for place, entry in content.sourced():
        if not isinstance(entry, Topic | Row):
            continue
        where = f"{place}: {entry.id}"
        yield from _reachable(where, entry.see, content, from_unfit=not fit(entry))
        for name in set(entry.helpers) - {"all"} - {kind.id for kind in content.contacts.kinds}:
            yield Problem("error", where, f"there is no kind of helper {name!r} in contacts.yaml")
        if entry.area is not None and entry.area not in content.areas:
            yield Problem("error", where, f"there is no area {entry.area!r} in areas.yaml")
        for condition in getattr(entry, "conditions", ()):
            if not any(condition in content.choices[name] for name in DIAGNOSES):
                yield Problem("error", where, f"there is no diagnosis {condition!r} in choices.yaml")
    for refusal in content.refusals.values():
        yield from _reachable(f"refusals.yaml: {refusal.id}", refusal.offer, content)
    money = content.money
    yield from _reachable("money.yaml", (*money.topics, *money.cited, money.waiting), content)
    for name, choices in content.choices.items():
        told = [choice.topic for choice in choices.values() if choice.topic]
        yield from _reachable(f"choices.yaml: {name}", told, content)


def _reachable(where: str, ids: Iterable[str], content: Content, *, from_unfit: bool = False) -> Iterator[Problem]:
    for name in ids:
        topic = content.topics.get(name)
        if topic is None:
            yield Problem("error", where, f"there is no entry {name!r}")
        elif not fit(topic) and not from_unfit:
            yield Problem("error", where, f"leads a person to {name!r}, which is unverified")


def _conditions(content: Content) -> Iterator[Problem]:
    words = {"yes", "no", *(choice for choices in content.choices.values() for choice in choices)}
    for where, entry in content.sourced():
        variants = entry.variants if isinstance(entry, Topic) else ()
        own = [entry.when] if isinstance(entry, PathStep) else []
        own += [entry.met, entry.documented] if isinstance(entry, Criterion) else []
        own += [block.when for block in entry.blocks] if isinstance(entry, Letter) else []
        for when in (*own, *(variant.when for variant in variants)):
            for word in sorted(Condition(when).words - words):
                yield Problem("error", f"{where}: {entry.id}", f"no choice {word!r} in choices.yaml, in {when!r}")


def _texts(content: Content) -> Iterator[Problem]:
    for where, field, text in texts(content):
        found = grade(text)
        if found is not None and found > GRADE:
            yield Problem("error", where, f"{field} reads at grade {found:.1f}; at most {GRADE:g} is accepted")
        most = LONG if field == "more" else SHORT
        if len(text) > most:
            yield Problem("error", where, f"{field} has {len(text)} characters; at most {most} are accepted")


def _paraphrases(content: Content) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for topic in content.topics.values():
        seen: set[str] = set()
        for ask in topic.asks:
            said = plain(ask)
            if said in seen:
                yield Problem("error", f"{topic.origin}: {topic.id}", f"asks {ask!r} twice")
            elif said in first:
                yield Problem("error", f"{topic.origin}: {topic.id}", f"asks {ask!r}, as {first[said]} does")
            seen.add(said)
            first.setdefault(said, topic.id)


def _rules(content: Content, today: dt.date) -> Iterator[Problem]:
    book = content.rulebook
    for rule in book.rules:
        where = f"deadlines.yaml: {rule.id}"
        if rule.read > today:
            yield Problem("error", where, f"read on {rule.read}, which has not come yet")
    for family, stages in content.road.whole.items():
        where = f"path.yaml: {family}"
        for place, stage in stages.items():
            for step in stage.steps:
                if step not in content.tables["steps"]:
                    yield Problem("error", f"{where}.{place}", f"there is no step {step!r} in steps.yaml")
            for limit in (stage.deadline, stage.sooner, stage.clock, stage.clock_urgent):
                if limit is not None and limit not in book.stages:
                    yield Problem("error", f"{where}.{place}", f"there is no stage {limit!r} in deadlines.yaml")
    yield from _kinds(content)


def _likes(plan: Plan, book: Rulebook) -> list[str]:
    """The kinds that a kind may be like, and those that they may be like."""
    return [name for like in plan.like for name in (like, *_likes(book.kinds.by_id[like], book))]


def _limits(content: Content) -> Iterator[Problem]:
    """A topic says the figures of the rules that it names, each of them verified, and points only to what exists."""
    rules = {rule.id: rule for rule in content.rulebook.rules}
    for topic in content.topics.values():
        where = f"{topic.origin}: {topic.id}"
        said = " ".join((topic.text, topic.more or "", *(variant.text for variant in topic.variants)))
        if topic.stage is not None and topic.stage not in content.rulebook.stages:
            yield Problem("error", f"{topic.origin}: {topic.id}", f"stage: there is no stage {topic.stage!r}")
        for name in topic.limits:
            rule = rules.get(name)
            if rule is None or rule.confidence != "verified" or not rule.clocks:
                yield Problem("error", where, f"limits: {name!r} is no verified rule with a time in deadlines.yaml")
            elif not re.search(rf"\b{rule.clocks[-1].amount}\b", said):
                yield Problem(
                    "error", where, f"limits: {name!r} gives {rule.clocks[-1].amount}, which the text never says"
                )
        for other in sorted({*topic.instead.values(), *topic.then.values()} - content.topics.keys()):
            yield Problem("error", where, f"there is no topic {other!r}")


def _kinds(content: Content) -> Iterator[Problem]:
    """Each kind of plan has a road with words, a first appeal or a refusal, a notice answer, an outside step."""
    book = content.rulebook
    for plan in book.plan_kinds:
        where = f"plans.yaml: {plan.id}"
        asked = [plan.id, *_likes(plan, book)]
        if not plan.refuse and not any(book.at(name, book.first) for name in asked):
            yield Problem("error", where, f"no rule of deadlines.yaml at {book.first!r} and no `refuse`: one is needed")
        checked = {name for item in content.notices.values() for name in item.plans}
        if not plan.notice and not checked & set(asked):
            yield Problem("error", where, "notices.yaml names nothing for it and there is no `notice`: it needs one")
        if plan.market != "none" and plan.track not in content.roads:
            yield Problem("error", where, f"roads.yaml has no words for the road {plan.track!r}")
        if plan.outside and plan.outside not in book.stages:
            yield Problem("error", where, f"outside: there is no stage {plan.outside!r} in deadlines.yaml")
        own = plan.outside or book.outside
        if plan.external in ("federal", "state", "either") and not any(book.at(name, own) for name in asked):
            yield Problem("error", where, f"external is {plan.external!r} and no rule stands at {own!r}")


def _reached(content: Content, *, anew: bool) -> Iterator[Problem]:
    """Every way of asking must lead to its own topic, and every pattern of hearing must keep its word.

    A way that leads elsewhere is lost; a topic with none is lost itself. The second ear is taken as it was last taught,
    unless it shall learn `anew`: it learns some seconds from what a new topic says, and hardly changes.
    """
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "knowledge.db"
        write(path, content, "", anew=anew)
        library = Library(path)
        for row, what in unlike(Hearing(library)):
            yield Problem("error", f"hearing/patterns.yaml: {row}", what)
        answerer = Answerer(library)
        for topic in content.topics.values():
            if not fit(topic):
                continue
            lost = [ask for ask in topic.asks if not answerer.reaches(ask, topic)]
            where = f"{topic.origin}: {topic.id}"
            if len(lost) == len(topic.asks):
                yield Problem("error", where, "no question reaches it")
            else:
                for ask in lost:
                    yield Problem("warning", where, f"{ask!r} does not lead here")
