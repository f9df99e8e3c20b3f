"""People who tell their case in their own manner: facts, a bank of phrasings, a temper.

A simulated person knows its facts and answers what it is asked, each time in one of several ways. What it says is chosen
by a seed, so that a conversation can be played again.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dialogs.case import ledger
from dialogs.speaking.messages import Incoming
from dialogs.turn.manager import Conversation, Dialog, Turn

TODAY = dt.date(2026, 11, 25)
START = dt.datetime(2026, 11, 25, 15, 0, tzinfo=dt.UTC)
TEMPERS = ("rambling", "terse", "correcting", "interrupting", "silent")
MOST_MESSAGES = 25

PLANS: Mapping[str, tuple[str, ...]] = {
    "employer_self_funded": (
        "its a self funded plan through my job",
        "self funded, through work",
        "HR says its self-funded",
    ),
    "employer_insured": ("job plan, the card says insured by", "its a fully insured plan through my work"),
    "marketplace": ("i bought it on healthcare.gov", "its a marketplace plan", "we have obamacare"),
    "medicare_advantage": ("i have medicare advantage", "its a medicare advantage plan", "medicare advantage hmo"),
}
DIAGNOSES: Mapping[str, tuple[str, ...]] = {
    "crps": ("i have crps", "for my crps", "its rsd, they call it crps now"),
    "fibromyalgia": ("i have fibromyalgia", "for fibromyalgia", "its fibro"),
    "phantom_limb": ("phantom limb pain", "i have phantom limb pain since the amputation"),
}
REASONS: Mapping[str, tuple[str, ...]] = {
    "experimental": ("they say its experimental", "they called it experimental", "because its investigational"),
    "not_necessary": ("they say its not medically necessary", "not medically necessary they wrote"),
}
DENIED = (
    "they denied my ketamine infusions",
    "my insurance denied the ketamine infusions",
    "i got denied for ketamine infusions",
)
TRIED = (
    "i tried gabapentin for 2 years, it made me dizzy, then physical therapy for 6 months with no relief",
    "gabapentin 2 years, side effects. duloxetine 1 year, no help",
    "lyrica for a year did nothing and two nerve blocks that wore off",
)
QUESTIONS = ("what is an IRO?", "what is a peer to peer review?", "how many more questions is this")
NOISE = ("sorry im typing with one hand", "its been a long year honestly", "my cat is on the keyboard")


@dataclass(frozen=True)
class Facts:
    """What is true of a person."""

    plan: str
    diagnosis: str
    reason: str
    notice: dt.date
    received: dt.date
    urgent: bool
    tried: str


def drawn(dice: random.Random) -> Facts:
    """The facts of one person."""
    notice = TODAY - dt.timedelta(days=dice.randint(3, 60))
    return Facts(
        dice.choice(list(PLANS)),
        dice.choice(list(DIAGNOSES)),
        dice.choice(list(REASONS)),
        notice,
        notice + dt.timedelta(days=dice.randint(1, 3)),
        dice.random() < 0.3,
        dice.choice(TRIED),
    )


def spoken(day: dt.date, dice: random.Random) -> str:
    """A day as people write it."""
    return dice.choice((f"{day:%B} {day.day}", f"{day:%b} {day.day}".lower(), f"{day.month}/{day.day}/{day.year}"))


@dataclass
class Simulated:
    """One person in one conversation.

    Attributes:
        until_date: Messages until the right date was said; None if it never was.
        until_letter: Messages until the letter came.
        said: What the person wrote, in order.
        heard: What came back, one text a message.
    """

    dialog: Dialog
    seed: int
    temper: str
    until_date: int | None = None
    until_letter: int | None = None
    said: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    stored: dict[str, Any] | None = None
    turn: Turn | None = None

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.facts = drawn(self.dice)
        self.now = START
        self.wrong: dt.date | None = None

    # --- what it says ---------------------------------------------------------------------------

    def opening(self) -> str:
        """The first message: everything, or next to nothing."""
        parts = [self.dice.choice(DENIED)]
        if self.temper == "terse":
            return parts[0]
        parts += [self._about("diagnosis"), self._about("denial_kinds"), self._about("plan_kind")]
        if self.temper in ("rambling", "silent"):
            parts += [self._about("notice_date"), self.dice.choice(NOISE)]
        self.dice.shuffle(parts)
        return self.dice.choice((". ", ", ", " and ")).join(parts)

    def _about(self, slot: str) -> str:
        """A fact in one of its phrasings."""
        facts, dice = self.facts, self.dice
        match slot:
            case "plan_kind":
                return dice.choice(PLANS[facts.plan])
            case "diagnosis":
                return dice.choice(DIAGNOSES[facts.diagnosis])
            case "denial_kinds":
                return dice.choice(REASONS[facts.reason])
            case "notice_date":
                return self._dates(facts.received)
            case "urgent_doctor":
                return dice.choice(("yes", "yes she did")) if facts.urgent else dice.choice(("no", "no not that"))
            case "tried":
                return facts.tried
            case "who":
                return "its for me"
            case "state":
                return "texas"
        return "i don't know"

    def _dates(self, received: dt.date) -> str:
        return f"the letter is dated {spoken(self.facts.notice, self.dice)}, i got it on {spoken(received, self.dice)}"

    def answer(self, slot: str | None) -> str:
        """What it says to an open question; a correcting person errs in the first date."""
        if slot == "doubt":
            return "Yes"
        if slot == "notice_date" and self.temper == "correcting" and self.wrong is None:
            self.wrong = self.facts.received + dt.timedelta(days=2)
            return self._dates(min(self.wrong, TODAY))
        return self._about(slot or "")

    # --- the conversation -----------------------------------------------------------------------

    async def tell(self, text: str, kind: str = "text") -> str:
        """Send one message; returns what comes back."""
        self.said.append(text)
        self.now += dt.timedelta(seconds=40)
        incoming = Incoming("test", "1", str(len(self.said)), self.now, kind, text, "7" if kind == "button" else None)  # type: ignore[arg-type]
        self.turn = await self.dialog.turn(self.stored, incoming)
        self.stored = self.turn.conversation.stored()
        told = "\n\n".join(reply.text for reply in self.turn.replies)
        self.heard.append(told)
        return told

    @property
    def buttons(self) -> dict[str, str]:
        assert self.turn is not None
        return {b["title"]: b["payload"] for reply in self.turn.replies for b in reply.buttons}

    @property
    def files(self) -> list[str]:
        assert self.turn is not None
        return [reply.attachment["name"] for reply in self.turn.replies if reply.attachment]

    @property
    def case(self) -> Conversation:
        assert self.turn is not None
        return self.turn.conversation

    async def play(self, last_day: str) -> None:
        """Talk until the letter is there, or too long.

        Args:
            last_day: The right last day, as it must be said.
        """
        await self._note(await self.tell(self.opening()), last_day)
        interrupted = False
        while self.until_letter is None and len(self.said) < MOST_MESSAGES:
            if self.temper == "interrupting" and not interrupted:
                interrupted = True
                await self._note(await self.tell(self.dice.choice(QUESTIONS)), last_day)
                continue
            if self.temper == "silent" and len(self.said) == 2:
                self.now += dt.timedelta(days=9)
                await self._note(await self.tell("hi"), last_day)
                continue
            if self.wrong is not None and self.wrong != self.facts.received:
                self.wrong = self.facts.received
                told = await self.tell(f"actually i got it on {spoken(self.facts.received, self.dice)}")
                await self._note(told, last_day)
                continue
            await self._note(await self._go_on(), last_day)

    async def _go_on(self) -> str:
        slot = ledger.asked_slot(self.case.slots)
        if "Word (to edit)" in self.buttons:  # what the letter says was read back, and is right
            return await self.tell(self.buttons["Word (to edit)"], "button")
        if slot is None and "Write the appeal" in self.buttons:
            return await self.tell(self.buttons["Write the appeal"], "button")
        if slot is None:
            return await self.tell("what do i do now")
        return await self.tell(self.answer(slot))

    async def _note(self, told: str, last_day: str) -> None:
        if self.until_date is None and last_day in told:
            self.until_date = len(self.said)
        if any(name.startswith("appeal.") for name in self.files):
            self.until_letter = len(self.said)
