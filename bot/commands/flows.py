"""`navigator flows`: the questionnaires listed, or one drawn."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.errors import UserError


def flows(
    draw: Annotated[Path | None, typer.Option(help="Draw the flow as a graph into this file (.svg).")] = None,
    flow: Annotated[str, typer.Option(help="Which flow to draw.")] = "coverage",
) -> None:
    """List the questionnaires, or draw one with every question and condition."""
    from bot.commands.flowchart import drawn, listed
    from dialogs.forms.flow import load_flows

    known = load_flows()
    if draw is None:
        typer.echo("\n".join(listed(one) for one in known.values()))
        return
    if flow not in known:
        raise UserError(f"no flow {flow!r}; there are {', '.join(known)}")
    draw.write_text(drawn(known[flow]), "utf-8")
