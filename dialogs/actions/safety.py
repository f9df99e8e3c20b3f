"""Help in a crisis or an emergency, before anything else. What it says is knowledge's, with its source."""

from __future__ import annotations

from typing import Any

from dialogs.actions.base import Subject
from dialogs.policy import open_flow
from dialogs.turn import Event, Voice, entity, intent_of
from dialogs.words import words_in


class Safety(Subject):
    """Answers words of crisis, emergency or distress in the language they were said in; a questionnaire waits."""

    action = "action_safety"

    def act(self, voice: Voice, tracker: Any) -> list[Event]:
        kind = intent_of(tracker)
        language = "es" if entity(tracker, "spanish") else voice.words.language
        heard = Voice(voice.dispatcher, words_in(language))
        line = getattr(self.library.safety.lines[kind], language)
        waiting = kind != "distress" and open_flow(tracker.current_state())
        buttons = [heard.button("button-resume-later", "g:resume")] if waiting else []
        heard.say(f"safety-{kind}", buttons, {"alone": True}, help=line)
        return []


ACTIONS = (Safety,)
