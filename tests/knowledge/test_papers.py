"""Reading a paper: what stands in it is found where it stands, and what only looks like it is not."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reader.pages import read
from knowledge.library import shipped
from knowledge.papers import dates, paper
from knowledge.papers.layout import blocks, lines, sentences
from knowledge.papers.page import Page, Run, from_text
from tests.support import booklets, letters

LIBRARY = shipped()
FOLDER = Path(__file__).parents[1] / "cases" / "letters"
EXPECTED: dict[str, Any] = yaml.safe_load((FOLDER / "expected.yaml").read_text("utf-8"))


def reading_of(name: str) -> paper.Reading:
    return paper.read(from_text((FOLDER / f"{name}.txt").read_text("utf-8")), None, LIBRARY)


@pytest.mark.parametrize("name", [name for name, one in EXPECTED.items() if one["kind"] == "denial"])
def test_a_letter_gives_its_fields(name: str) -> None:
    wanted, reading = EXPECTED[name], reading_of(name)
    assert reading.kind == "denial"
    found = {field: value.value for field, value in reading.fields.items()}
    for field, value in wanted["exact"].items():
        plain = value.isoformat() if isinstance(value, dt.date) else value
        assert found.get(field) == plain, field
    for field, words in wanted.get("holds", {}).items():
        assert words.casefold() in str(found.get(field)).casefold(), field
    assert set(wanted.get("warnings", [])) <= set(reading.warnings)
    assert all(value.page == 1 and value.passage for value in reading.fields.values())


@pytest.mark.parametrize("name", [name for name, one in EXPECTED.items() if one["kind"] == "policy"])
def test_a_policy_gives_its_clauses(name: str) -> None:
    wanted, reading = EXPECTED[name], reading_of(name)
    assert reading.kind == "policy"
    for kind, words in wanted["clauses"].items():
        assert any(hit.kind == kind and words in hit.passage for hit in reading.clauses), kind
    for kind, words in wanted.get("never", {}).items():
        assert not any(hit.kind == kind and words in hit.passage for hit in reading.clauses), (kind, words)


def test_two_dates_are_both_given_and_neither_is_sure() -> None:
    value = reading_of("planted").fields["notice_date"]
    assert {value.value, *value.others} == {"2026-09-02", "2020-01-01"}
    assert value.value == "2026-09-02", "the one at the head comes first"
    assert value.confidence <= 0.5


@pytest.mark.parametrize("part", ["DEV", "HELD", "LAST"])
def test_made_letters_are_read_and_no_date_is_surely_wrong(part: str) -> None:
    good = every = 0
    for made in letters.made(getattr(letters, part), 2, 11):
        reading = paper.read(list(read(made.pdf(), "pdf", lambda page, count: None)), None, LIBRARY)
        assert reading.kind == "denial", made.name
        for name, truth in made.truth.items():
            value = reading.fields.get(name)
            every += 1
            good += value is not None and letters.right(name, truth, value.value)
        for name, value in reading.fields.items():
            if name.endswith(("_date", "_by")) and value.confidence > 0.6:
                assert made.truth.get(name) == value.value, (made.name, name)
    assert good / every >= 0.97


@pytest.mark.parametrize(("part", "columns", "size"), [("dev", 1, 10.5), ("dev", 2, 9), ("held", 2, 7.5)])
def test_made_booklets_give_their_clauses_with_page_and_heading(part: str, columns: int, size: float) -> None:
    booklet = booklets.made(part, 5, columns, size)
    pages = list(read(booklet.pdf(), "pdf", lambda page, count: None))
    reading = paper.read(pages, None, LIBRARY)
    assert reading.kind == "policy"
    table, notes = booklets.scored(booklet, [(hit.kind, hit.passage) for hit in reading.clauses])
    found, wanted, right, given_ = (sum(row[at] for row in table.values()) for at in range(4))
    assert found / wanted >= 0.95, notes
    assert right / given_ >= 0.85, notes
    texts = ["".join(" ".join(line.text.split()) for line in lines(page)) for page in pages]
    for hit in reading.clauses:
        assert hit.heading in booklets.HEADINGS.values()
        assert hit.passage.split()[0].strip('"\u201c') in texts[hit.page - 1]


def test_a_definition_is_taken_apart_and_tied_to_what_uses_and_answers_it() -> None:
    hits = reading_of("booklet").clauses
    definition = next(hit for hit in hits if hit.kind == "experimental" and hit.defines)
    assert [part.mark for part in definition.parts] == ["a", "b", "c"]
    assert "prong-final-approval" in definition.parts[0].answered_by
    assert "prong-under-study" in definition.parts[2].answered_by
    assert any("Experimental, Investigational" in hits[number].passage for number in definition.links)


def test_parted_words_are_joined_as_the_paper_spells_them() -> None:
    text = "Services that are experi-\nmental are not covered.\n\nAn off-\nlabel use is not covered.\n\nself-\nfunded"
    joined = " ".join(block.text for block in blocks(from_text(text)))
    assert "experimental are not" in joined
    assert "off-label use" in joined
    assert "self-funded" in joined


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("See Dr. Lee at No. 5 Oak St. Boston. It is denied.", 2),
        ("Under Sec. 7.4 of the plan, e.g. Exclusions, it is not covered. You may appeal!", 2),
        ('It is "not covered." You may appeal.', 2),
    ],
)
def test_sentences_are_whole(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@settings(deadline=None, max_examples=150)
@given(day=st.dates(dt.date(1995, 1, 1), dt.date(2099, 12, 31)), form=st.integers(0, 6))
def test_dates_are_read_in_every_spelling(day: dt.date, form: int) -> None:
    spelled = [
        f"{day:%B} {day.day}, {day.year}", f"{day:%b}. {day.day} {day.year}", f"{day.month}/{day.day}/{day.year}", day.isoformat(),
        f"{day.day} {day:%B} {day.year}", f"{day.day:02}-{day:%b}-{day.year}", f"{day.month:02}-{day.day:02}-{day.year}",
    ][form]  # fmt: skip
    assert [found for found, _, _ in dates.found(f"x {spelled}.")] == [day]


@settings(deadline=None, max_examples=60)
@given(text=st.text(max_size=1500), kind=st.sampled_from(["policy", "denial", None]))
def test_no_text_breaks_the_reader(text: str, kind: Any) -> None:
    reading = paper.read(from_text(text), kind, LIBRARY)
    for hit in reading.clauses:
        assert 0 < hit.confidence <= 1
    for value in reading.fields.values():
        assert 0 < value.confidence <= 1


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=30), st.floats(0, 600), st.floats(0, 800)), max_size=60))
def test_no_word_is_lost_or_doubled_by_the_order_of_columns(pieces: list[tuple[str, float, float]]) -> None:
    runs = [Run(text, left, top, left + 6 * len(text), top + 10) for text, left, top in pieces if text.strip()]
    before = sorted("".join("".join(run.text.split()) for run in runs))
    after = sorted("".join("".join(line.text.split()) for line in lines(Page(1, runs))))
    assert before == after


def test_a_picture_of_a_letter_is_read() -> None:
    made = letters.made({"labels": letters.labels}, 1, 4)[0]
    held = io.BytesIO()
    made.picture().rotate(2, expand=True, fillcolor=230).save(held, "JPEG", quality=70)
    reading = paper.read(list(read(held.getvalue(), "jpeg", lambda page, count: None)), None, LIBRARY)
    assert reading.ocr_pages == 1
    for name in ("notice_date", "member_id", "reference", "appeal_days", "appeal_fax"):
        value = reading.fields[name]
        assert letters.right(name, made.truth[name], value.value), name
        assert value.confidence < 0.98, "what was read from a picture is never quite sure"
