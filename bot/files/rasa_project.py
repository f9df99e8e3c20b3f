"""A Rasa 3.6 project that runs our actions: domain, rules, stories, NLU examples, endpoints, and what it cannot do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from dialogs.actions import executor_for
from dialogs.forms.flow import Flow
from dialogs.speaking.spellings import spellings
from dialogs.turn.rasa import DATA, PRESS, REMINDER, STATE
from dialogs.wording.reminders import EXTERNAL
from knowledge.hearing.listener import Hearing
from knowledge.library import Library

RASA = "3.1"
"""Version of Rasa's training data format (Rasa Open Source 3.x)."""
QUESTIONS = 3
"""Ways of asking of each topic that go into the examples."""
LEAST = 2
"""Examples that Rasa wants of an intent at least."""
RASAS_OWN = frozenset({"restart", "back", "session_start"})
"""Intents that Rasa answers itself, before any rule (rasa.shared.core.constants): ours of these names get another."""
README = Path(__file__).parents[1] / "templates" / "rasa.md"


def examples(library: Library, hearing: Hearing, danger: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Examples of each intent, English and Spanish: from the same data as our hearing.

    Args:
        library: The base.
        hearing: Its rows say what they hear.
        danger: Words of danger with their kind, as the second ear learns them.
    """
    found: dict[str, list[str]] = {
        f"say_{name}" if name in RASAS_OWN else name: sorted(words) for name, words in spellings().items()
    }
    found["question"] = [ask for topic in library.topics.values() for ask in topic.asks[:QUESTIONS]]
    found["tell"] = [said for _, _, row in hearing.rows for said in row.hears]
    for row in library.safety.rows:
        found.setdefault(row.kind, []).extend(row.hears)
    for words, kind in danger:
        if kind != "calm":
            found.setdefault(kind, []).append(words)
    first: dict[str, str] = {}
    alone = {
        name: [said for said in dict.fromkeys(map(_escaped, words)) if said and first.setdefault(said, name) == name]
        for name, words in found.items()
    }
    return {name: said for name, said in sorted(alone.items()) if len(said) >= LEAST}


def slots_of(flows: Mapping[str, Flow]) -> frozenset[str]:
    """Slots of a case that other actions may read."""
    return frozenset(slot for flow in flows.values() for slot in flow.slots)


def domain(flows: Mapping[str, Flow], library: Library, intents: Iterable[str]) -> dict[str, Any]:
    """The domain: nothing of ours decides which action Rasa takes, so no slot influences it."""
    slot = {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
    return {
        "version": RASA,
        "intents": [*({name: {"use_entities": []}} for name in sorted(intents)), PRESS, EXTERNAL],
        "entities": [DATA, REMINDER],
        "slots": dict.fromkeys(sorted({*slots_of(flows), STATE}), slot),
        "actions": sorted(["action_navigator", *executor_for(flows, library).actions]),
        "session_config": {"session_expiration_time": 0, "carry_over_slots_to_new_session": True},
    }


def rules(intents: Iterable[str]) -> dict[str, Any]:
    """Whatever Rasa takes a message for, our action hears it."""
    return {
        "version": RASA,
        "rules": [
            {"rule": f"{name} is heard by the navigator", "steps": [{"intent": name}, {"action": "action_navigator"}]}
            for name in (*sorted(intents), PRESS, EXTERNAL, "nlu_fallback")
        ],
    }


STORIES = {
    "a questionnaire with a question in the middle": ["tell", "question", "tell"],
    "words of danger, and the way back": ["tell", "crisis", "greet"],
}


def stories() -> dict[str, Any]:
    """Two conversations, as a pattern for your own."""
    return {
        "version": RASA,
        "stories": [{"story": name, "steps": _steps(said)} for name, said in STORIES.items()],
    }


def _steps(said: Iterable[str]) -> list[dict[str, str]]:
    return [step for one in said for step in ({"intent": one}, {"action": "action_navigator"})]


CONFIG: dict[str, Any] = {
    "recipe": "default.v1",
    "language": "en",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "CountVectorsFeaturizer"},
        {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4},
        {"name": "LogisticRegressionClassifier"},
        {"name": "FallbackClassifier", "threshold": 0.3},
    ],
    "policies": [{"name": "MemoizationPolicy"}, {"name": "RulePolicy"}],
}


def nlu(found: Mapping[str, list[str]]) -> dict[str, Any]:
    """The examples in Rasa's own form."""
    return {
        "version": RASA,
        "nlu": [
            {"intent": name, "examples": _Block("".join(f"- {said}\n" for said in words))}
            for name, words in found.items()
        ],
    }


def _escaped(said: str) -> str:
    """Without the signs by which Rasa marks entities, on one line."""
    return " ".join(said.translate(str.maketrans("[]{}()", "      ")).split())


class _Block(str):
    """A text that is written over several lines, as Rasa wants its examples."""


class _Dumper(yaml.SafeDumper):
    """Writes every part in full: the same slot a hundred times is easier to read than a reference to the first."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(
    _Block, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style="|")
)


def write(folder: Path, flows: Mapping[str, Flow], library: Library, found: Mapping[str, list[str]]) -> list[Path]:
    """Write the project; what stands in the folder under these names is replaced. Returns what was written."""
    files: dict[str, Any] = {
        "domain.yml": domain(flows, library, found),
        "data/nlu.yml": nlu(found),
        "data/rules.yml": rules(found),
        "data/stories.yml": stories(),
        "config.yml": CONFIG,
        "endpoints.yml": {"action_endpoint": {"url": "http://localhost:5055/webhook"}},
        "credentials.yml": {"rest": None},
    }
    written = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)
        path.write_text(text, "utf-8")
        written.append(path)
    readme = folder / "README.md"
    readme.write_text(README.read_text("utf-8"), "utf-8")
    return [*written, readme]
