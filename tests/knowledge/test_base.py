"""The content that ships is fit to ship, it compiles to the same bytes each time, and a broken one is refused by name."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.library import Library, shipped
from knowledge.library.build import build
from knowledge.library.check import check, stated
from knowledge.library.loader import CONTENT, KnowledgeError, read, rules_beside
from knowledge.questions.answering import Answerer

TODAY = dt.date(2026, 11, 25)
AREAS = 12


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content that a test may break."""
    shutil.copytree(rules_beside(CONTENT), tmp_path / "rules")
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def errors(folder: Path, *, release: bool = False, today: dt.date = TODAY) -> str:
    return "\n".join(str(p) for p in check(folder, today, release=release) if p.level == "error")


def test_what_ships_has_no_error_today() -> None:
    assert errors(CONTENT) == ""


def test_that_a_question_reaches_its_topic_is_told_sooner_and_told_the_same() -> None:
    answerer = Answerer(shipped())
    asks = [(ask, topic) for topic in shipped().topics.values() for ask in topic.asks][::6]
    assert [answerer.reaches(ask, topic) for ask, topic in asks] == [
        answerer.place(ask).topic == topic.id for ask, topic in asks
    ]
    assert not answerer.reaches("what is an IRO", shipped().topics["code-carc-55"])


def test_every_area_is_filled_and_every_entry_has_a_source_that_was_seen() -> None:
    library = shipped()
    assert len(library.topics) >= 150
    assert {topic.area for topic in library.topics.values()} == set(library.areas)
    assert len(library.areas) == AREAS
    assert all(library.cite(topic.sources) for topic in library.topics.values())


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    marks = set()
    for name in ("one.db", "two.db"):
        build(tmp_path / name)
        marks.add(hashlib.sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(marks) == 1


def test_the_file_cannot_be_written_through_the_library() -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        shipped().rows("delete from topics")


def test_any_tool_can_read_the_file(tmp_path: Path) -> None:
    build(tmp_path / "k.db")
    base = sqlite3.connect(tmp_path / "k.db")
    assert base.execute("select title from topics where id = 'iro'").fetchone()
    assert base.execute("select topic from passages where passages match 'investig'").fetchall()
    assert base.execute("pragma integrity_check").fetchone() == ("ok",)


TOPIC = "topics/external_review.md"
Break = tuple[str, str, str, str]
BROKEN: dict[str, Break] = {
    "no source": (TOPIC, "sources: [cfr-147-136, healthcare-external]", "sources: []", "sources"),
    "unknown source": (TOPIC, "healthcare-external]", "no-such-source]", "no source 'no-such-source'"),
    "a date that is none": (TOPIC, "checked: 2026-11-24", "checked: soon", "checked"),
    "no date": (TOPIC, "checked: 2026-11-24\n", "", "checked"),
    "checked in the future": (TOPIC, "checked: 2026-11-24", "checked: 2027-01-01", "has not come yet"),
    "review before check": (TOPIC, "review_by: 2027-05-24", "review_by: 2026-01-01", "after checked"),
    "misspelled field": (TOPIC, 'title: "External', 'titel: "External', "title"),
    "unknown entry": (TOPIC, "see: [external_review_deadline", "see: [no_such_entry", "no entry 'no_such_entry'"),
    "unknown area": (TOPIC, "area: appeal", "area: appeals", "no area 'appeals'"),
    "unknown choice": (TOPIC, "[medicare]", "[medicare_b]", "no kind or family of plans 'medicare_b'"),
    "condition that cannot be read": (
        TOPIC,
        '"plan_kind in [medicare',
        '"plan_kind < [medicare',
        "when",
    ),
    "unverified where a person is led": (
        TOPIC,
        "confidence: secondary",
        "confidence: unverified",
        "which is unverified",
    ),
    "over-long": (TOPIC, "An external review is", "An external review is " + "good and fair and " * 60, "characters"),
    "hard to read": (
        TOPIC,
        "An external review is a second look",
        "Notwithstanding administrative exhaustion requirements, independent organizational evaluation constitutes "
        "authoritative reconsideration of determinations adverse to beneficiaries, a second look",
        "reads at grade",
    ),
    "a question asked twice": (
        TOPIC,
        '  - "what is an external review"',
        '  - "what is an IRO"',
        "as external_review does",
    ),
    "primary without a primary source": (
        TOPIC,
        "sources: [cfr-147-136, healthcare-external]\nchecked: 2026-11-24\nreview_by: 2027-05-24\nconfidence: secondary",
        "sources: [cfr-147-136]\nchecked: 2026-11-24\nreview_by: 2027-05-24\nconfidence: primary",
        "cannot be primary",
    ),
    "not a topic file": (TOPIC, "---\n", "", "two lines of three dashes"),
    "not YAML": ("codes.yaml", "table:", "table: [", "codes.yaml"),
    "a source nobody cites": ("sources.yaml", "- {id: x12-carc", "- {id: x12-carc-old", "'x12-carc'"),
    "an id that stands twice": ("codes.yaml", "id: code-carc-2,", "id: code-carc-1,", "stands twice"),
    "a field that words need": ("codes.yaml", "{means} {todo}", "{means} {to_do}", "cannot be put into its words"),
    "unknown diagnosis": ("evidence.yaml", "conditions: [crps]", "conditions: [gout]", "no diagnosis 'gout'"),
    "refusal that offers nothing": (
        "refusals.yaml",
        "offer: [safety_medical",
        "offer: [nothing_here",
        "'nothing_here'",
    ),
    "pattern that cannot be read": ("safety.yaml", "      rather|sooner ", "      rather||sooner ", "an empty choice"),
    "pattern of an unknown class": ("safety.yaml", "      noose|nooses\n", "      @KNOT\n", "no class '@KNOT'"),
    "danger that its row does not hear": (
        "safety.yaml",
        "      i made a noose\n",
        "      i made tea\n",
        "is not heard",
    ),
    "harmless words heard as danger": (
        "safety.yaml",
        "      show me the ropes\n",
        "      i made a noose\n",
        "is heard as",
    ),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused_with_its_place(content: Path, broken: Break) -> None:
    name, old, new, complaint = broken
    rewrite(content / name, old, new)
    found = errors(content)
    assert complaint in found
    assert Path(name).name.split(".")[0] in found


def test_a_topic_that_no_question_reaches_is_found(content: Path) -> None:
    path = content / TOPIC
    head, rest = path.read_text("utf-8").split("asks:\n", 1)
    path.write_text(head + 'asks:\n  - "should I stop my medication"\nsources:' + rest.split("sources:", 1)[1], "utf-8")
    assert "no question reaches it" in errors(content)


def test_an_entry_due_for_review_warns_and_stops_a_release() -> None:
    later = dt.date(2028, 1, 1)
    for release, level in ((False, "warning"), (True, "error")):
        due = [p for p in stated(read(CONTENT), later, release=release) if "due for review" in p.what]
        assert due
        assert {problem.level for problem in due} == {level}


def test_an_unverified_entry_never_reaches_a_person(content: Path, tmp_path: Path) -> None:
    rewrite(content / "codes.yaml", "id: code-carc-55, ", "id: code-carc-55, confidence: unverified, ")
    build(tmp_path / "k.db", content)
    library = Library(tmp_path / "k.db")
    assert "code-carc-55" in read(content).topics
    assert "code-carc-55" not in library.topics
    assert "code-carc-55" not in library.codes
    assert not library.rows("select 1 from asks where topic = 'code-carc-55'")


@pytest.mark.parametrize(
    "breaking", [lambda f: (f / "areas.yaml").unlink(), lambda f: (f / "areas.yaml").write_text("[")]
)
def test_a_build_that_fails_leaves_the_old_file(
    content: Path, tmp_path: Path, breaking: Callable[[Path], None]
) -> None:
    target = tmp_path / "k.db"
    build(target)
    before = target.read_bytes()
    breaking(content)
    with pytest.raises((KnowledgeError, OSError)):
        build(target, content)
    assert target.read_bytes() == before
    assert [p.name for p in tmp_path.glob(".k.db*")] == []
