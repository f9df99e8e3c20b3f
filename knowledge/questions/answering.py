"""What to do with a question: answer from topics, decline, or say that we do not know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from knowledge.base.schema import OUTSIDE
from knowledge.base.text import plain
from knowledge.questions.asking import AskingReader, Sentence
from knowledge.questions.schema import Topic
from knowledge.questions.search import Finder, Hit, Votes
from knowledge.questions.subjects import Named
from knowledge.safety import Listener

if TYPE_CHECKING:
    from knowledge.library import Library

ANSWERS_FROM = 0.36
"""Score from which an answer is given: `./navigator bench answers` shows what other values would do."""
TOLD_FROM = 0.6
"""Score from which a sentence that asks nothing is answered, where nothing in the message asks."""
STRANGE_FROM = 0.52
"""Score from which a question is answered that holds no word of the field."""
ASIDE_FROM = 0.7
"""The same for words that neither ask nor hold one: most of them are said to nobody."""
SURE_FROM = 0.8
"""Score from which a short question among others needs nothing of what was told before it."""
TOLD = 8
"""Sentences of a story, the last ones, that are looked through for what would help."""
FULL = 3
"""Terms from which a question among others says itself what it is about."""
ALONE = 0.25
"""How much such a question counts by itself then, beside how both read together."""
JOINED = 18
"""Words told right before a question that are read together with it, where it says too little itself."""
POINTED = 4
"""Sentences before a question that only points back, which say what it is about."""
LEANING = "leaning"
"""The kind of follow-up that none of `content/asking.yaml` is, and that says too little to be a question of its own."""
SHORT = 40
"""Words of a message that may be declined as a whole."""
CLOSE = 0.35
"""How much less a topic about the very name may score than the general one in whose place it answers."""
UNSURE_TO = 0.62
"""Score under which two topics that are about as likely are both named, and the person chooses."""
MARGIN = 0.05
"""How far apart two such topics are at most."""
DOUBT = 0.09
"""How far below the score of an answer the two likeliest topics are named, where somebody asks."""
NEAR = 3
"""Topics offered beside an answer, or instead of one."""
NEAR_FROM = 0.15
"""Score under which a topic is not offered: it has next to nothing to do with the question."""


@dataclass(frozen=True)
class Said:
    """What was answered last: what a short question after it is about.

    Attributes:
        topic: The topic of the last answer.
        plans: Kinds of plan that the last question named.
        named: What else it named, as in `Found`.
        before: The topic of the answer before that one.
    """

    topic: str | None = None
    plans: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    before: str | None = None


@dataclass(frozen=True)
class Found:
    """Where a question leads.

    Attributes:
        topic: The topic that answers it, None where none does.
        score: Of the best topic, answered or not (0 to 1, above it where the very wording is known).
        near: Other topics that may be meant, the nearest first.
        either: Two topics of which one is surely meant, and nobody can tell which; `topic` is None then.
        refused: Id of the refusal that fits, if one does; `topic` may still answer another part of the message.
        safety: crisis or emergency, heard before anything else.
        about: Who is in danger then: self or other.
        spanish: The question was put in Spanish.
        also: Topics that answer further questions of the same message.
        unanswered: Questions of the message, in its own words, that nothing answers.
        named: What the question names, as people call it, by kind: ``{"payer": "Cigna"}``.
        plans: Kinds of plan that the question names: its answer is for these, whatever the case says.
        follow: The kind of follow-up that it was understood as (see `content/asking.yaml`).
    """

    topic: str | None = None
    score: float = 0.0
    near: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    refused: str | None = None
    safety: str | None = None
    about: str | None = None
    spanish: bool = False
    also: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[str, ...] = ()
    follow: str | None = None

    def as_entity(self) -> dict[str, Any]:
        """As the entity ``found`` of a message; `from_entity` reads it back."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_entity(cls, held: Mapping[str, Any]) -> Found:
        """The same again; lists become tuples."""
        values: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in held.items()}
        return cls(**values)


class Answerer:
    """Places questions. Deterministic: the same words after the same answer lead to the same place."""

    def __init__(self, library: Library) -> None:
        self.listener = Listener(library.safety)
        self.finder = Finder(library)
        self.asking = AskingReader(library.asking)
        self._topics = library.topics
        self._first = frozenset(r.id for r in library.refusals.values() if r.first)
        self._refusals = [
            (r.id, r.offer, [re.compile(p) for p in r.patterns], [re.compile(p) for p in r.unless])
            for r in library.refusals.values()
        ]

    def place(self, question: str, after: Said | None = None) -> Found:
        """Where a message leads: words of crisis first, then what we decline, then the topics.

        A message of any length is read sentence by sentence: those that ask are placed, the others only say what the
        questions are about (the insurer, the kind of plan). One question of one sentence is placed as it is.

        Args:
            question: What a person wrote.
            after: What was answered just before, for "and for Medicare?" and "what if they don't?".
        """
        alarm = self.listener.hear(question)
        if alarm and alarm.urgent and not (alarm.overheard and self.declined_first(question)):
            return Found(safety=alarm.kind, about=alarm.about, spanish=alarm.spanish)
        named = self.finder.naming.named(question)
        spanish = self.finder.reader.is_spanish(question)
        found = self._followed(question, after, named) or self._placed(question, named)
        plans = found.plans or self.finder.naming.plans(named)
        return replace(found, spanish=spanish, plans=plans, named=self._labels(named) or found.named)

    def reaches(self, ask: str, topic: Topic) -> bool:
        """Whether one of a topic's own ways of asking leads to it: what `place` says, mostly told sooner."""
        alarm = self.listener.hear(ask)
        if alarm and alarm.urgent:
            return False
        named = self.finder.naming.named(ask)
        plain_case = topic.instead.keys().isdisjoint(named) and len(self.asking.sentences(ask)) < 2
        if plain_case and not self._declined(ask) and self.finder.surely(ask, topic.id):
            return True
        return self._placed(ask, named).topic == topic.id

    def declined_first(self, message: str) -> Found | None:
        """The refusal of a message of which nothing may be taken down, such as a wish for something untrue.

        Only a short message is such a wish; a story or a pasted letter that holds the same words is none.
        """
        if len(message.split()) > SHORT:
            return None
        declined = self._declined(message)
        return Found(refused=declined[0], near=declined[1]) if declined and declined[0] in self._first else None

    def _labels(self, named: Named) -> dict[str, str]:
        """One name of each kind, as people call it."""
        return {kind: self.finder.naming.label(kind, min(ids)) for kind, ids in named.items()}

    def _followed(self, question: str, after: Said | None, named: Named) -> Found | None:
        if after is None or after.topic not in self._topics:
            return None
        follow = self.asking.follow_up(question, names_plan="plan" in named)
        topic = self._topics[after.topic]
        if follow is None:
            return self._asked_of(topic, question, after, named)
        by_plan = any("plan_kind" in variant.when for variant in topic.variants)
        if follow.plan and not by_plan and after.before in self._topics:
            topic = self._topics[after.before]  # "and for Medicare?" asks what differs by plan
        target = topic.then.get(follow.id)
        if follow.id in ("if_not", "if_i_not") and target is None:
            return None
        plans = self.finder.naming.plans(named) or after.plans
        kept = {} if named else dict(after.named)
        return Found(target or topic.id, 1.0, topic.see, plans=plans, named=kept, follow=follow.id)

    def _asked_of(self, topic: Topic, question: str, after: Said, named: Named) -> Found | None:
        """A short question that leans on the answer before it, read together with what that was about."""
        if not self.asking.short(question):
            return None
        leans = self.asking.leans(question)
        if not leans and self._one(question, named).score >= ANSWERS_FROM:
            return None
        found = self._one(f"{topic.title}: {question}", {**named, "plan": named.get("plan", frozenset())})
        if found.topic is None or found.refused:
            return None
        near = found.topic == topic.id or found.topic in (*topic.see, *topic.then.values())
        if not near and self._topics[found.topic].area != topic.area:
            return None
        plans = self.finder.naming.plans(named) or after.plans
        return replace(found, plans=plans, named=dict(after.named) if not named else found.named, follow=LEANING)

    def _placed(self, question: str, named: Named) -> Found:
        sentences = self.asking.sentences(question)
        if len(sentences) < 2:
            return self._one(question, named)
        asking = [sentence for sentence in sentences if sentence.asks][-self.asking.most.read :]
        meant = self.finder.meant([sentence.words for sentence in asking]) if asking else {}
        placed = [(one, self._in_place(one, sentences, named, meant[one.words])) for one in asking]
        answers = [found for _, found in placed if found.topic]
        refused = next((found for _, found in placed if found.refused), None)
        if not answers:
            story = self._story(sentences, named) if refused is None else None
            if story:
                return story
            if refused or not placed:
                return refused or self._one(question, named)
            return max((found for _, found in placed), key=lambda found: (bool(found.either), found.score))
        return self._joined(answers, refused, placed)

    def _joined(self, answers: list[Found], refused: Found | None, placed: list[tuple[Sentence, Found]]) -> Found:
        """The answers of one message as one: the surest, in the order in which they were asked."""
        best: dict[str, Found] = {}
        for found in answers:
            known = best.get(found.topic or "")
            if known is None or found.score > known.score:
                best[found.topic or ""] = found
        kept = sorted(best.values(), key=lambda found: -found.score)[: self.asking.most.answered]
        first, *others = (found for found in best.values() if found in kept)
        also = tuple(found.topic for found in others if found.topic)
        open_ = tuple(s.words for s, found in placed if not found.topic and not found.refused and not s.plea)
        near = tuple(topic for topic in first.near if topic not in also)
        return replace(first, near=near, also=also, unanswered=open_, refused=refused.refused if refused else None)

    def _in_place(self, sentence: Sentence, sentences: list[Sentence], named: Named, meant: Votes) -> Found:
        """A question among others; one that says too little itself is about what was told before it."""
        found = self._one(sentence.words, named, meant)
        before = sentences[: sentences.index(sentence)]
        leans = sentence.points or sentence.plea or len(self.finder.reader.terms(sentence.words)) < FULL
        foreign = not found.topic and not found.near  # about something else altogether
        if found.refused or not before or not (leans or not (found.topic or foreign)):
            return found
        if found.topic and found.score >= SURE_FROM and not sentence.plea:
            return found
        told = self._told_before(sentence, before, named, meant)
        others = [told, self._story(before[-POINTED:], named) or found] if sentence.plea else [told]
        if sentence.points and (told.topic or told.either):
            return told
        return max((one for one in (found, *others) if one.topic or one.either), key=_sureness, default=found)

    def _told_before(self, sentence: Sentence, before: list[Sentence], named: Named, meant: Votes) -> Found:
        """What a question means by itself, and what it means together with the words before it, taken together."""
        joined = _joined_to(before, sentence)
        alone = {hit.topic: hit.score for hit in self.finder.find(sentence.words, named, meant)}
        share = ALONE if len(self.finder.reader.terms(sentence.words)) >= FULL else 0.0
        both = [
            Hit(hit.topic, round((1 - share) * hit.score + share * alone.get(hit.topic, 0.0), 4))
            for hit in self.finder.find(joined, {**named, **self.finder.naming.named(joined)})
        ]
        return self._chosen(joined, sorted(both, key=lambda hit: (-hit.score, hit.topic)), named)

    def _story(self, sentences: list[Sentence], named: Named) -> Found | None:
        """What helps a person who tells and asks nothing that we can place: the surest sentence of the story."""
        told = [sentence.words for sentence in sentences[-TOLD:]]
        meant = self.finder.meant(told)
        placed = [self._one(words, named, meant[words]) for words in told]
        sure = [found for found in placed if found.topic and found.score >= TOLD_FROM]
        return max(sure, key=lambda found: found.score, default=None)

    def _one(self, question: str, named: Named, meant: Votes | None = None) -> Found:
        """One sentence, in a message that names `named`."""
        if declined := self._declined(question):
            return Found(refused=declined[0], near=declined[1])
        own = self.finder.naming.named(question)
        return self._chosen(question, self.finder.find(question, {**named, **own} if own else named, meant), named)

    def _chosen(self, question: str, hits: list[Hit], named: Named) -> Found:
        """What the topics that were found come to: an answer, two of which one is meant, or none."""
        own = self.finder.naming.named(question)
        ours = [hit for hit in hits if hit.topic != OUTSIDE]
        near = tuple(hit.topic for hit in ours[: NEAR + 1] if hit.score >= NEAR_FROM)
        score = ours[0].score if ours else 0.0
        strange = STRANGE_FROM if self.asking.asks(question) else ASIDE_FROM
        needed = ANSWERS_FROM if self.asking.of_the_field(question) else strange
        if score >= needed and hits[0].topic != OUTSIDE:
            topic = self._instead(near[0], ours, {**named, **own})
            if topic == ours[0].topic and self._torn(ours):
                return Found(None, score, near[2:], either=near[:2])
            return Found(topic, score, tuple(other for other in near if other != topic)[:NEAR])
        if score >= needed - DOUBT and hits[0].topic != OUTSIDE and len(near) > 1 and self.asking.asks(question):
            return Found(None, score, near[2:], either=near[:2])
        other = hits[0].topic == OUTSIDE if hits else True
        return Found(None, score, () if other else near[:NEAR])

    def _torn(self, hits: list[Hit]) -> bool:
        """Whether the two likeliest topics are too near to choose between."""
        if len(hits) < 2 or hits[0].score >= UNSURE_TO or hits[1].score < hits[0].score - MARGIN:
            return False
        first, second = (self._topics[hit.topic] for hit in hits[:2])
        return second.id not in first.see and first.id not in second.see  # what is seen beside it is offered anyway

    def _instead(self, topic: str, hits: list[Hit], named: Named) -> str:
        """The answer about the very name, where the question names one and the topic speaks of none."""
        for kind, other in self._topics[topic].instead.items():
            if kind in named:
                near = (hit for hit in hits if hit.score >= hits[0].score - CLOSE)
                own = [hit.topic for hit in near if self.finder.speaks_of(hit.topic, kind, named[kind])]
                if own or other != topic:
                    return own[0] if own else other
        return topic

    def _declined(self, question: str) -> tuple[str, tuple[str, ...]] | None:
        said = plain(question)
        for name, offer, patterns, unless in self._refusals:
            if any(p.search(said) for p in patterns) and not any(p.search(said) for p in unless):
                return name, offer
        return None


def _sureness(found: Found) -> tuple[bool, float]:
    """An answer before a choice of two, then the higher score."""
    return found.topic is not None, found.score


def _joined_to(before: list[Sentence], sentence: Sentence) -> str:
    """A question with as much of what was told right before it as is read together with it."""
    told = " ".join(one.words for one in before).split()[-JOINED:]
    return " ".join([*told, sentence.words])
