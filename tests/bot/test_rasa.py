"""The project for a Rasa server: complete in itself, and its one action hears what our own host hears."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

from bot.files.rasa_project import RASA, examples, slots_of, write
from dialogs.forms.flow import load_flows
from dialogs.turn.manager import Dialog
from dialogs.turn.rasa import STATE, Navigator
from knowledge.hearing.listener import hearing
from knowledge.library import shipped
from knowledge.library.loader import read

FLOWS = load_flows()
NOW = 1795528800.0


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rasa")
    danger = [(one.say, one.want) for kind in read().safety.examples for one in kind.said()]
    write(folder, FLOWS, shipped(), examples(shipped(), hearing(shipped()), danger))
    return folder


def loaded(folder: Path, name: str) -> Any:
    return yaml.safe_load((folder / name).read_text("utf-8"))


def intents(folder: Path) -> set[str]:
    return {next(iter(one)) if isinstance(one, dict) else one for one in loaded(folder, "domain.yml")["intents"]}


def test_every_intent_has_a_rule_that_hears_danger_first(project: Path) -> None:
    rules = {tuple(step.popitem() for step in rule["steps"]) for rule in loaded(project, "data/rules.yml")["rules"]}
    led = {steps[0][1] for steps in rules}
    assert not led & {"restart", "back", "session_start"}, "Rasa answers these itself and refuses a rule for them"
    assert led == intents(project) | {"nlu_fallback"}
    assert {steps[1] for steps in rules} == {("action", "action_navigator")}


def test_what_the_project_names_is_there(project: Path, dialog: Dialog) -> None:
    domain = loaded(project, "domain.yml")
    dialog_actions = set(dialog.executor.actions) | {"action_navigator"}
    assert set(domain["actions"]) == dialog_actions
    assert STATE in domain["slots"]
    assert slots_of(FLOWS) <= set(domain["slots"])
    for story in loaded(project, "data/stories.yml")["stories"]:
        assert {step["intent"] for step in story["steps"] if "intent" in step} <= intents(project)
    assert {loaded(project, name).get("version", RASA) for name in ("domain.yml", "data/nlu.yml")} == {RASA}


def test_examples_are_in_both_languages_and_belong_to_one_intent(project: Path) -> None:
    nlu = {
        one["intent"]: re.findall(r"^- (.+)$", one["examples"], re.M) for one in loaded(project, "data/nlu.yml")["nlu"]
    }
    assert set(nlu) < intents(project)
    assert all(len(said) >= 2 for said in nlu.values())
    everything = [said for words in nlu.values() for said in words]
    assert len(everything) == len(set(everything))
    assert not [said for said in everything if re.search(r"[\[\]{}]", said)], "Rasa would read entities"
    spanish = [said for said in everything if re.search(r"[áéíóúñ]|\b(quiero|estoy|tengo)\b", said)]
    assert len(spanish) >= 20
    assert len(nlu["crisis"]) >= 50


class Rasa:
    """What a Rasa server does with our action: it keeps the slots and hands the message on."""

    def __init__(self, dialog: Dialog) -> None:
        self.executor = ActionExecutor()
        self.executor.register_action(Navigator(dialog, slots_of(FLOWS)))
        self.slots: dict[str, Any] = {}
        self.buttons: dict[str, str] = {}
        self.events: list[dict[str, Any]] = []
        self.count = 0

    async def say(self, text: str, intent: str = "nlu_fallback") -> str:
        self.count += 1
        entities: list[dict[str, Any]] = []
        if pressed := re.fullmatch(r"/(\w+)(\{.*\})", text):
            intent = pressed[1]
            entities = [{"entity": k, "value": v} for k, v in json.loads(pressed[2]).items()]
        message = {"text": text, "intent": {"name": intent}, "entities": entities, "message_id": str(self.count)}
        at = NOW + 5 * self.count
        tracker = {
            "sender_id": "rasa-1", "slots": dict(self.slots), "latest_message": message,
            "events": [{"event": "user", "timestamp": at, "text": text}], "paused": False,
            "followup_action": None, "active_loop": {}, "latest_action_name": None, "latest_event_time": at, "stack": [],
        }  # fmt: skip
        call = {"next_action": "action_navigator", "sender_id": "rasa-1", "tracker": tracker, "domain": {}}
        result = await self.executor.run(call)
        assert result is not None
        self.events = json.loads(json.dumps(result.events))  # as it goes over the wire
        for event in self.events:
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "reset_slots":
                self.slots = {}
        self.buttons = {b["title"]: b["payload"] for r in result.responses for b in r.get("buttons") or []}
        return "\n".join(r["text"] for r in result.responses if r.get("text"))


@pytest.fixture
def rasa(dialog: Dialog) -> Rasa:
    return Rasa(dialog)


async def test_a_questionnaire_a_question_and_a_button(rasa: Rasa) -> None:
    assert "Infusion Navigator" in await rasa.say("/start", "start")
    await rasa.say("/coverage")
    assert rasa.buttons["I am the patient"].startswith("/press{")
    await rasa.say(rasa.buttons["I am the patient"])
    assert "independent review organization" in (await rasa.say("what is an IRO?")).lower()
    await rasa.say("texas")
    assert rasa.slots["state"] == "TX"
    assert rasa.slots["who"] == "patient"


@pytest.mark.parametrize("intent", ["nlu_fallback", "greet", "yes", "question"])
async def test_words_of_danger_are_heard_whatever_rasa_takes_them_for(intent: str, rasa: Rasa) -> None:
    await rasa.say("/coverage")
    assert "988" in await rasa.say("I want to kill myself", intent)


async def test_a_denial_is_heard_and_its_reminders_are_rasas(rasa: Rasa) -> None:
    told = await rasa.say(
        "aetna denied ketamine infusions for my crps as experimental, letter dated november 16, got it november 18 2026, "
        "self funded plan through my job"
    )
    assert "May" in told
    assert [event for event in rasa.events if event["event"] == "reminder"]


async def test_forgetting_empties_every_slot(rasa: Rasa) -> None:
    await rasa.say("/start")
    await rasa.say("/coverage")
    await rasa.say("/forget")
    await rasa.say(next(payload for title, payload in rasa.buttons.items() if "es" in title))
    assert rasa.slots == {}
