"""The policy-clause questions: what an answer means, and the summary at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.actions.base import StartFlow, Subject
from dialogs.actions.path import PathSubject
from dialogs.case.casefile import CaseFile, ClauseAnswer, Coverage
from dialogs.forms import speech, walk
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import ANSWERED, Button, Event, Voice
from knowledge.law.clauses import recognize
from knowledge.law.schema import Clause

if TYPE_CHECKING:
    from rasa_sdk import Tracker

FLOW = "coverage"


class CoverageSubject(PathSubject):
    """Reads the coverage part of the case."""

    def case(self, tracker: Tracker) -> Coverage:
        return CaseFile.of(self.flows[FLOW], tracker.slots).coverage


class StartCoverage(CoverageSubject, StartFlow):
    """Opens the questionnaire where it was, or shows the summary when it is done."""

    action, flow = "action_coverage", FLOW

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        summarize(self, voice, tracker)


class ExplainTreatment(CoverageSubject):
    """Says what follows from the kind of treatment: nasal esketamine is a different road."""

    action = "action_explain_treatment"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        chosen = self.library.choices["treatments"].get(tracker.slots.get("treatment") or "")
        if chosen and chosen.topic:
            topic = self.library.topics[chosen.topic]
            voice.say("topic", custom={"topic": topic.id}, text=topic.text, sources=self.sources(topic, voice))
        return []


class PapersToGet(CoverageSubject):
    """Says how to get the papers that the person does not have."""

    action = "action_papers_to_get"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        have = tracker.slots.get("papers")
        if not isinstance(have, list):
            have = []
        lacking = [p for p in self.library.choices["papers"].values() if p.get and p.id not in have]
        lacking = [paper for paper in lacking if paper.id != "denial_letter"]
        if lacking:
            lines = [voice.words("paper-line", label=paper.label, get=paper.get) for paper in lacking]
            sources = dict.fromkeys(source for paper in lacking for source in paper.sources)
            seen = max(self.library.sources[source].seen for source in sources)
            cited = speech.cited(self.library.cite(tuple(sources)), seen, voice.words)
            voice.say("papers-to-get", lines="\n".join(lines), sources=cited)
        return []


class ExplainClause(CoverageSubject):
    """Says what a clause usually means for a ketamine infusion and what to do about it."""

    action = "action_explain_clause"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        path = str(tracker.slots.get(ANSWERED))
        held = tracker.slots.get(path)
        asked = self.library.clauses.get(path.removeprefix("clause_"))
        if not isinstance(held, dict) or held["answer"] != "yes" or asked is None:
            return []
        if held.get("words"):
            explain_words(self, voice, held["kinds"], asked)
        else:
            say_clause(self, voice, asked)
        return []


class ExplainQuote(CoverageSubject):
    """Recognizes the kind of a pasted passage and says what it means."""

    action = "action_explain_quote"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        rows = walk.entries(tracker.slots, "quotes")
        index = int(str(tracker.slots.get(ANSWERED)).split(".")[1])
        kinds = recognize(rows[index]["words"], self.library.clauses.values())
        explain_words(self, voice, kinds, None)
        return []


def explain_words(subject: Subject, voice: Voice, kinds: list[str], asked: Clause | None) -> None:
    """Answer pasted words: by the kind that was asked for if it is there, else by the weightiest found."""
    if asked and asked.id in kinds:
        say_clause(subject, voice, asked, lead="clause-pasted")
    elif kinds:
        say_clause(subject, voice, subject.library.clauses[kinds[0]], lead="clause-pasted-other")
    else:
        voice.say("clause-pasted-unknown")


def say_clause(subject: Subject, voice: Voice, clause: Clause, lead: str = "clause-yes") -> None:
    """Say what a clause of the policy means and what to do about it, with its sources."""
    voice.say(
        lead,
        label=clause.label,
        means=clause.means,
        todo=clause.todo,
        sources=subject.sources(clause, voice),
    )


def summarize(subject: CoverageSubject, voice: Voice, tracker: Tracker) -> None:
    """What stands in the way, in order of weight; what to do next; what is still unknown."""
    case, words = subject.case(tracker), voice.words
    obstacles = [lines_of(c, clause, voice) for c, clause in in_the_way(subject, case)]
    step = subject.todo(tracker)[0].step
    flow = subject.flows[FLOW]
    unknown = [
        words("summary-unknown-line", label=speech.step_label(flow, s, words, subject.library))
        for s in walk.steps(flow, tracker.slots)
        if s.path in case.unknown
    ]
    doing = words("step", title=step.title, why=step.why, text=step.text)
    parts = [
        words("summary-obstacles", lines="\n".join(obstacles)) if obstacles else words("summary-no-obstacles"),
        words("summary-next", step=doing, sources=subject.sources(step, voice)),
        words("summary-unknown", lines="\n".join(unknown)) if unknown else words("summary-all-known"),
    ]
    buttons: list[Button] = [voice.button("button-edit", Go("change", FLOW), 0)]
    voice.say("summary", buttons, body="\n\n".join(parts))


def in_the_way(subject: Subject, case: Coverage) -> list[tuple[ClauseAnswer, Clause]]:
    """Clauses that are there and stand against payment, the weightiest first."""
    pairs = [(answer, subject.library.clauses[answer.kind]) for answer in case.clauses]
    there = [pair for pair in pairs if pair[0].answer == "yes" and pair[1].blocks]
    return sorted(there, key=lambda pair: -pair[1].weight)


def lines_of(answer: ClauseAnswer, clause: Clause, voice: Voice) -> str:
    """A clause in the summary: its obstacle, and the person's own words where there are some."""
    line = voice.words("summary-obstacle", label=clause.label, todo=clause.todo)
    if answer.words:
        line += "\n" + voice.words("summary-your-words", words=speech.clipped(answer.words))
    return line


class CoverageSummary(CoverageSubject):
    """Ends the questionnaire with the summary."""

    action = "action_coverage_summary"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        summarize(self, voice, tracker)
        return []


ACTIONS = (
    StartCoverage,
    ExplainTreatment,
    PapersToGet,
    ExplainClause,
    ExplainQuote,
    CoverageSummary,
)
