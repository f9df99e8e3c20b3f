"""The catalogues: nothing missing, nothing unused, nothing hard to read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from dialogs.actions.guide import DOORS
from dialogs.actions.privacy import PARTS
from dialogs.actions.reading import MORE
from dialogs.case.applications import DATES
from dialogs.forms.flow import Group, load_flows
from dialogs.forms.policy import rules
from dialogs.speaking.words import LOCALES, MissingMessage, message_ids, words_in
from dialogs.turn.asides import asides
from dialogs.turn.interpreter import LANGUAGES, OF_A_CASE
from dialogs.wording.sentences import Sentences
from dialogs.wording.states import TIMES
from knowledge.library import shipped
from knowledge.library.check import GRADE
from knowledge.library.loader import read as content
from knowledge.library.papers_check import formal_texts
from knowledge.money.paying import Option
from knowledge.money.programs import Fit
from tests.support.reading import grades

CODE = Path(__file__).parents[2]
FEELINGS = ("pain", "fear", "anger", "sadness")
ATTRIBUTES = re.compile(r"\.(again|why|label|menu)$")


def named_in_code() -> set[str]:
    """Messages that code, flows, rules and the catalogues themselves name."""
    text = "\n".join(p.read_text("utf-8") for folder in ("dialogs", "bot") for p in (CODE / folder).rglob("*.py"))
    names = set(re.findall(r'["\']([a-z]+(?:-[a-z0-9]+)*)["\']', text))
    names |= {f"command-{rule.intent}" for rule in rules().rules if rule.menu}
    names |= {name for name in message_ids() if re.fullmatch(r"(safety|safe|beside)-[a-z-]+-\d", name)}
    names |= {f"button-start-{topic.start}" for topic in shipped().topics.values() if topic.start}
    names |= named_by_rules() | named_by_papers() | named_by_denials() | named_by_readings() | named_by_money()
    names |= {f"privacy-{part}" for part in PARTS}
    names |= {"language-en", "language-es", "value-yes", "value-no"} | named_by_listening()
    names |= {f"button-{name}" for name in ("back", "skip", "keep", "unknown", "why", "pause")}
    catalogue = "\n".join(path.read_text("utf-8") for path in (LOCALES / "en").glob("*.ftl"))
    return names | set(re.findall(r"\{ ([a-z][a-z-]+) \}", catalogue))


def named_by_rules() -> set[str]:
    """Messages that the rules of appeal and the path name."""
    library = shipped()
    book, road = library.rulebook, library.road
    code = (CODE / "knowledge" / "law" / "deadlines.py").read_text("utf-8")
    starts = {rule.starts for rule in book.rules if rule.starts}
    names = {f"count-{name}" for name in re.findall(r'step\(\s*"([a-z-]+)"', code)}
    names |= {f"count-{name}" for name in re.findall(r'"(no-such-day-[a-z]+)"', code)}
    names |= {f"count-from-{name}" for name in starts} | {f"refuse-missing-{name}" for name in starts}
    names |= {f"refuse-{name}" for name in re.findall(r'(?:_Refused|Remark)\(\s*"([a-z-]+)"', code)} - {
        "refuse-fast-window"
    }
    names |= {"refuse-received-before-notice", "refuse-request-before-denial"}
    names |= {f"refuse-{name}{dated}" for name in re.findall(r'"(window-[a-z-]+)"', code) for dated in ("", "-undated")}
    names |= {f"refuse-{reason}" for reason in book.refused.values()}
    names |= {f"notice-refused-{plan.notice}" for plan in book.plan_kinds if plan.notice}
    names |= {f"mind-{name}" for name in re.findall(r'warn\(\s*"([a-z-]+)"', code)} | {
        "mind-several-rules",
        "mind-fast-window",
    }
    names |= {f"mind-filed-{rule.filed}" for rule in book.rules if rule.filed}
    timed = [rule for rule in book.rules if rule.kind == "deadline"]
    names |= {f"mind-{name}" for rule in timed for name in (rule.note, *rule.may_change) if name}
    names |= {f"refuse-{rule.note}" for rule in book.rules if rule.kind != "deadline" and rule.note}
    places = {name for stages in road.whole.values() for name in stages}
    names |= {f"stage-{name}".replace("_", "-") for name in places}
    names |= {f"event-{name}".replace("_", "-") for name in road.events}
    names |= {f"button-start-{step.start}" for step in library.steps.values() if step.start}
    return (
        names
        | {f"case-{state}{dated}" for state in ("done", "here", "ahead") for dated in ("", "-dated")}
        | {
            "case-until",
            "case-act",
            "case-they",
        }
    )


def named_by_papers() -> set[str]:
    """Messages that letters, criteria and the questionnaires of the request name."""
    library = shipped()
    texts = [formal.text for formal in formal_texts(content())]
    texts += [f"{{{need}}}" for letter in library.letters.values() for block in letter.blocks for need in block.needs]
    fields = {field for text in texts for field in Sentences.fields_of(text)} | set(library.plausible.fields)
    names = {f"blank-{field}" for field in fields - {"today", "label", "side", "found", "limits", "cited", "paper"}}
    names |= {"blank-dose", "blank-when", "blank-outcome", "blank-limits"}
    names |= {f"letter-head-{name}" for name in ("dose", "when", "outcome")}
    names |= {f"letter-count-{what}" for what in ("treatments", "infusions", "weeks", "visits", "operations")}
    names |= {f"letter-decision-{name}{again}" for name in library.choices["decisions"] for again in ("", "-again")}
    names |= {f"letter-event-{event}".replace("_", "-") for event in library.road.events}
    names |= {f"letter-note-{name}" for name in ("said", "promise", "reference")}
    names |= {f"letters-clash-{clash}" for clash in ("ketamine", "received", "order")}
    names |= {f"letter-own-{voice}" for voice in ("first", "third")} | {f"number-{count}" for count in range(1, 11)}
    names |= {f"button-fix-{flow}" for flow in ("letterhead", "denial", "history", "condition", "argue")}
    names |= {"letter-no-evidence", "letter-no-gaps", "blank-complaint-facts"}
    names |= {f"letter-evidence-{row.side}" for row in library.evidence.values()}
    names |= {f"owner-{one.owner}" for one in library.checklist.values()}
    names |= {f"owner-{one.owner}" for one in library.criteria.values()}
    statuses = ("met", "not_met", "not_documented", "not_known")
    names |= {f"{start}-{status}" for start in ("criteria", "criteria-status") for status in statuses}
    names |= {f"told-{unit}s" for unit in ("year", "month", "week", "day")}
    names |= {f"preauth-line-{status}" for status in ("yes", "no", "unknown")}
    names |= {f"{flow}-begin" for flow in ("coverage", "history", "condition", "preauth", "argue", "revise")}
    names |= {f"button-{intent}" for intent in ("history", "condition", "authorization")}
    names |= {f"button-as-{form}" for form in ("docx", "pdf", "txt")}
    return {name.replace("_", "-") for name in names}


def named_by_denials() -> set[str]:
    """Messages that documents, appeals, external review and the calendar name."""
    library = shipped()
    names = {
        f"document-{problem}" for problem in ("lost", "large", "heavy", "empty", "strange", "damaged", "locked", "gone")
    }
    names |= {f"external-{rule.answer}" for rule in library.external.values()} | {"external-other"}
    names |= {f"external-runs-{row.external.run_by}-in" for row in library.rulebook.states.rows}
    names |= {f"external-file-with-{row.external.file_with}" for row in library.rulebook.states.rows} - {
        "external-file-with-None"
    }
    names |= {f"state-{ending}".replace(".", "-") for endings in TIMES.values() for ending in endings}
    names |= {"state-time", "state-time-safe"}
    stages = {stage.deadline for road in library.road.whole.values() for stage in road.values() if stage.deadline}
    names |= {f"calendar-limit-{stage}".replace("_", "-") for stage in stages} | {"calendar-limit-other"}
    names |= {f"{message}{none}" for message in ("log-shown", "log-promises", "log-found") for none in ("", "-none")}
    names |= {"button-document-in", "button-document-out"}
    return names | {"letterhead-begin", "packet-too-large", "blank-denial-kinds"}


def named_by_readings() -> set[str]:
    """Messages that the reader of papers names: what it cannot read, what it warns of, what its fields are called."""
    library = shipped()
    problems = ("empty", "strange", "damaged", "locked", "long", "large", "picture-large", "wordless", "heavy", "gone")
    warnings: tuple[str, ...] = (
        "two-dates",
        "last-day-before-letter",
        "tells-us-to",
        "no-clauses",
        "no-fields",
        "no-words",
    )
    warnings = (*warnings, "not-a-denial", "rights-elsewhere", "line-unread", "no-page", "unsharp")
    fields = {one.field for one in library.papers.fields} | {one.field for one in library.papers.sentences}
    names = {f"read-{problem}" for problem in problems} | {f"read-warning-{warning}" for warning in warnings}
    names |= {
        f"read-label-{field}".replace("_", "-") for field in (*fields, *MORE, "next_by", "appeal_address", "codes")
    }
    return names | {"read-told-policy", "read-told-denial", "read-one", "read-two", "read-clause-one"}


def named_by_listening() -> set[str]:
    """Messages that the agenda, its facts and its doors name."""
    agenda = shipped().agenda
    names = {f"heard-{fact.slot}" for fact in agenda.facts if fact.part != "history"}
    names |= {f"ask-{fact.slot}" for fact in agenda.facts}
    names |= {f"option-{fact.slot}-{option.id}" for fact in agenda.facts for option in fact.options}
    names |= {f"kin-{kin}" for kin in (*agenda.kin, "other")} | {f"clash-{clash.id}" for clash in agenda.clashes}
    names |= {way.title for ways in agenda.ways.values() for way in ways}
    names |= {f"gives-{need.gives}" for need in agenda.needs if need.gives} | {
        "gives-external",
        "gives-waiting-step",
        "gives-waiting-undated",
    }
    stages = {stage.deadline for road in shipped().road.whole.values() for stage in road.values() if stage.deadline}
    names |= {f"worth-{stage}" for stage in (*stages, "other")} | {f"door-{door}" for door in DOORS}
    names |= {f"aside-{kind}" for kind in {*asides().asides, "nod"} - LANGUAGES - OF_A_CASE} | {"between-plan-kind"}
    asked = {ask.slots[0] for need in agenda.needs for ask in need.needs}
    names |= {f"unsure-{slot}" for slot in (*asked, "doubt", "other")} | {f"again-{slot}" for slot in asked}
    names |= {f"command-{rule.intent}" for rule in rules().rules if rule.command}
    feelings = ("denied", "partly", "cut", "passed", "approved", *FEELINGS)
    names |= {f"feel-{kind}-{number}" for kind in feelings for number in range(1, 9)}
    return {name.replace("_", "-") for name in names}


def named_by_money() -> set[str]:
    """Messages that sums, amounts of a year, programs and kept dates name."""
    library = shipped()
    facts = {need.fact for program in library.programs.values() for need in program.needs}
    names = {f"cost-option-{option}" for option in get_args(Option)}
    names |= {f"limit-{value}" for table in library.rulebook.amounts for value in table.values}
    names |= {f"fact-{fact}" for fact in facts}
    names |= {f"assist-fit-{fit}" for fit in ("fits", "may", "ask")} | {f"program-fit-{fit}" for fit in get_args(Fit)}
    names |= {
        f"{start}-{state}"
        for start in ("apply-kept", "apply-title", "apply-why", "apply-how", "program")
        for state in ("planned", "sent")
    }
    names |= {f"apply-{end}" for end in ("yes", "no", "dropped")}
    names |= {
        f"{start}-{kind}"
        for start in ("money-date", "money-date-why", "money-date-ask", "button-date")
        for kind in DATES
    }
    names |= {f"{flow}-begin" for flow in ("cost", "pay", "assist", "trials")}
    names |= {"trial-include", "trial-exclude"}
    names |= {f"compare-head{part}" for part in ("", "-cost", "-time", "-effort", "-needs", "-next")}
    return {name.replace("_", "-") for name in names}


def test_no_sum_and_no_program_lacks_its_words() -> None:
    assert named_by_money() - message_ids() == set()


def test_no_reading_lacks_its_words() -> None:
    assert named_by_readings() - message_ids() == set()


def test_no_denial_lacks_its_words() -> None:
    assert named_by_denials() - message_ids() == set()


def test_no_paper_and_no_criterion_lacks_its_words() -> None:
    assert named_by_papers() - message_ids() == set()


def test_no_rule_and_no_stage_lacks_its_words() -> None:
    lacking = {name for name in named_by_rules() if name not in message_ids()}
    assert lacking - {"refuse-several-rules"} == set()


def asked_by_flows() -> set[str]:
    names = set()
    for flow in load_flows().values():
        for part in flow.parts:
            if isinstance(part, Group):
                names |= {group := f"{flow.flow}-{part.group}".replace("_", "-"), f"{group}.menu", f"{group}.label"}
            for question in part.ask if isinstance(part, Group) else (part,):
                message = flow.message(question)
                names |= {message} if question.entry else {message, f"{message}.label", f"{message}.why"}
    return names


def test_no_message_is_missing() -> None:
    known = message_ids()
    assert asked_by_flows() <= known
    text = "\n".join(p.read_text("utf-8") for folder in ("dialogs", "bot") for p in (CODE / folder).rglob("*.py"))
    said = set(re.findall(r'(?:say|words|button|simple)\(\s*"(?:action_\w+", ")?([a-z][a-z0-9-]*(?:\.[a-z]+)?)"', text))
    assert {name for name in said if name not in known} == set()


def test_no_message_is_unused() -> None:
    used = named_in_code() | asked_by_flows()
    unused = {m for m in message_ids() if m not in used and not (ATTRIBUTES.search(m) and m.split(".")[0] in used)}
    assert {m for m in unused if not m.startswith("sample-")} == set()


def test_another_language_says_nothing_that_english_does_not() -> None:
    assert message_ids("es") <= message_ids("en")


def test_a_missing_message_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(MissingMessage, match="no-such-message"):
        words_in("en")("no-such-message")


def test_every_message_reads_at_eighth_grade_or_lower() -> None:
    hard = {name: grade for name, grade in grades().items() if grade > GRADE}
    assert hard == {}


def test_no_code_holds_a_sentence_for_a_person() -> None:
    """A string with several words and an end is a sentence; errors for operators and docs are told apart by place."""
    allowed = {"sealing.py", "store.py", "flow.py", "conditions.py", "schema_version.py", "upgrades.py"}
    sentence = re.compile(r'(?<!"")"[A-Z][a-z]+(?: [\w\',]+){3,}[.?!]"(?!"")')
    found = {
        f"{path.name}: {match}"
        for folder in ("dialogs", "bot", "knowledge")
        for path in (CODE / folder).rglob("*.py")
        if path.name not in allowed and path.parent.name != "commands"
        for match in sentence.findall(re.sub(r'"""[\s\S]*?"""', "", path.read_text("utf-8")))
    }
    assert found == set()
