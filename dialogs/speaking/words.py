"""The message catalogues (Fluent, `locale/<language>/*.ftl`). No sentence for a person stands in code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

LOCALES = Path(__file__).parents[1] / "locale"
DEFAULT = "en"


class MissingMessage(LookupError):
    """The catalogue has no such message; the text is its id."""


class Words:
    """Messages in one language, falling back to English.

    Args:
        language: ``en`` or ``es``.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundles = [_bundle(language)] if language == DEFAULT else [_bundle(language), _bundle(DEFAULT)]

    def __call__(self, message: str, /, **args: object) -> str:
        """The text of `message`, or of its attribute when written ``message.attribute``.

        Raises:
            MissingMessage: No catalogue has it.
        """
        text = self.get(message, **args)
        if text is None:
            raise MissingMessage(message)
        return text

    def get(self, message: str, /, **args: object) -> str | None:
        """Like a call, but None where the message does not exist."""
        name, _, attribute = message.partition(".")
        short, long = _set_aside(args)
        for bundle in self._bundles:
            if not bundle.has_message(name):
                continue
            found = bundle.get_message(name)
            pattern = found.attributes.get(attribute) if attribute else found.value
            if pattern is None:
                continue
            text, errors = bundle.format_pattern(pattern, short)
            if errors:
                raise MissingMessage(f"{message}: {errors[0]}")
            for mark, whole in long.items():
                text = text.replace(mark, whole)
            return str(text)
        return None


def _set_aside(args: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Arguments with long texts replaced by marks, and the texts by their marks.

    Fluent refuses a placeable of over 2,500 characters; a summary or a pasted clause can be longer.
    """
    long = {f"\ue000{name}\ue001": text for name, text in args.items() if isinstance(text, str) and len(text) > 1000}
    return {name: f"\ue000{name}\ue001" if f"\ue000{name}\ue001" in long else v for name, v in args.items()}, long


def message_ids(language: str = DEFAULT) -> set[str]:
    """Every id in a catalogue, attributes written ``id.attribute``."""
    bundle = _bundle(language)
    ids = set(bundle._messages)
    return ids | {f"{name}.{key}" for name in ids for key in bundle.get_message(name).attributes}


@lru_cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    for path in sorted((LOCALES / language).glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text("utf-8")))
    return bundle


@lru_cache
def words_in(language: str) -> Words:
    """The catalogue of a language; the English one where there is none."""
    return Words(language if (LOCALES / language).is_dir() else DEFAULT)
