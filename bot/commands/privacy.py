"""`navigator privacy`: the privacy policy of this installation, for a page or for reading."""

from __future__ import annotations

import typer

from bot.settings import settings_now


def privacy() -> None:
    """The privacy policy as people read it: what this program does, and what your settings say. Markdown."""
    from dialogs.actions.privacy import policy
    from dialogs.speaking.words import DEFAULT, words_in

    typer.echo(policy(words_in(DEFAULT), settings_now().runs))
