"""Clinical trials: the link and the words to search with at once; what a search found, when the operator allows one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rasa_sdk.events import ReminderScheduled

from dialogs.actions.base import StartFlow, Subject
from dialogs.case.matters import known
from dialogs.case.money import TRIALS
from dialogs.forms import speech
from dialogs.speaking.callback import Go
from dialogs.speaking.voice import Button, Event, Voice, moment
from dialogs.wording.reminders import EXTERNAL
from knowledge.money.trials import search_link, searched_for

if TYPE_CHECKING:
    from rasa_sdk import Tracker

EVENT = "trials"
"""The kind of reminder, and of the event with which it comes back: ``trials.<moment>``."""
PER_MESSAGE = 3
TOPICS = ("trial_costs",)


class StartTrials(StartFlow):
    """The questions on whom a trial may take, or the search."""

    action, flow = "action_trials", TRIALS

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        events = super().act(voice, tracker)
        return events or [search(self, voice, tracker)]

    def tell(self, voice: Voice, tracker: Tracker) -> None:
        """The search tells."""


class TrialsDone(Subject):
    """Ends the questions with the search."""

    action = "action_trials_done"

    def act(self, voice: Voice, tracker: Tracker) -> list[Event]:
        return [search(self, voice, tracker)]


def search(subject: Subject, voice: Voice, tracker: Tracker) -> Event:
    """Say how to search oneself, and ask the host for a search; where it is off nothing more comes."""
    library, slots = subject.library, tracker.slots
    condition = searched_for(slots.get("diagnosis"), library)
    home = library.choices["states"].get(str(slots.get("state")))
    topics = [library.topics[name] for name in TOPICS]
    age = known(slots.get("age"))
    voice.say(
        "trials-search",
        [voice.button("button-money", Go("money"), 0), voice.button("button-change-trials", Go("change", TRIALS), 1)],
        {"alone": True},
        condition=condition,
        drug=library.money.trial_drug,
        state=home.label if home else voice.words("trials-any-state"),
        link=search_link(condition, library, home.id if home else None),
        age=age or voice.words("value-unknown"),
        how="\n\n".join(topic.text for topic in topics),
        sources=subject.cited(topics, voice),
    )
    now = moment(tracker)
    name = f"{EVENT}.{int(now.timestamp())}"
    event: Event = ReminderScheduled(EXTERNAL, trigger_date_time=now, name=name, kill_on_user_message=False)
    return event


def told(found: Mapping[str, Any], voice: Voice) -> list[Event]:
    """What the search found. Nothing where it is off: the link was said already."""
    problem = found.get("problem")
    if problem == "off":
        return []
    if problem:
        voice.say("trials-problem", custom={"alone": True})
        return []
    rows = list(found.get("trials") or [])
    if not rows:
        voice.say("trials-none", [voice.button("button-money", Go("money"), 0)], {"alone": True})
        return []
    lead = "trials-found" if rows[0]["near"] else "trials-found-far"
    blocks = [_block(number, row, voice) for number, row in enumerate(rows, 1)]
    for start in range(0, len(blocks), PER_MESSAGE):
        last = start + PER_MESSAGE >= len(blocks)
        head = voice.words(lead, shown=len(rows), count=int(found["count"])) if start == 0 else ""
        tail = voice.words("trials-mind") if last else ""
        body = "\n\n".join(part for part in (head, *blocks[start : start + PER_MESSAGE], tail) if part)
        buttons: list[Button] = [voice.button("button-money", Go("money"), 0)] if last else []
        voice.say("trials-page", buttons, {"alone": True}, body=body)
    return []


def _block(number: int, row: Mapping[str, Any], voice: Voice) -> str:
    words = voice.words
    lines = [words("trial-title", number=number, title=row["title"], id=row["id"])]
    if row["place"]:
        miles = row["miles"]
        place = words("trial-place" if miles is None else "trial-place-miles", place=row["place"], miles=miles or 0)
        lines.append(place)
    lines.append(words("trial-who", ages=_ages(row, voice), sex=_sex(row, voice)))
    for kind in ("include", "exclude"):
        if row[kind]:
            points = "; ".join(speech.clipped(point, 120) for point in row[kind])
            lines.append(words(f"trial-{kind}", points=points))
    lines.append(words("trial-contact", contact=row["contact"]) if row["contact"] else words("trial-no-contact"))
    return "\n".join(lines)


def _ages(row: Mapping[str, Any], voice: Voice) -> str:
    least, most = row["least_age"], row["most_age"]
    if least is None and most is None:
        return voice.words("trial-ages-any")
    if most is None:
        return voice.words("trial-ages-from", least=_whole(least))
    if least is None:
        return voice.words("trial-ages-to", most=_whole(most))
    return voice.words("trial-ages", least=_whole(least), most=_whole(most))


def _whole(years: float) -> str:
    return f"{years:.0f}" if years >= 1 or years == 0 else f"{years:.1f}"


def _sex(row: Mapping[str, Any], voice: Voice) -> str:
    return voice.words({"FEMALE": "trial-women", "MALE": "trial-men"}.get(str(row["sex"]), "trial-everyone"))


ACTIONS = (StartTrials, TrialsDone)
