"""How replies are drawn in Telegram and in a terminal."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from bot.files import papers
from dialogs.speaking.messages import BOLD, bare

TELEGRAM_LIMIT = 4096
"""Characters of one message (Bot API, sendMessage), counted in UTF-16 code units."""
SOURCES_HINT = "  [sources]"
"""Says in a terminal that there are sources to be seen."""
BUTTON_LIMIT = 60
"""Characters of a button's title that a phone shows."""


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int = TELEGRAM_LIMIT) -> list[str]:
    """Pieces of at most `limit` units, cut between paragraphs where possible, else lines, words, characters.

    Joined again without white space, the pieces are the text without white space: nothing is lost.
    """
    text = text.strip("\n")
    if units(text) <= limit:
        return [text] if text.strip() else []
    for gap in ("\n\n", "\n", " "):
        cut = _cut_at(text, gap, limit)
        if cut:
            return [*split(text[:cut], limit), *split(text[cut:].lstrip(), limit)]
    cut = next(n for n in range(limit, 0, -1) if units(text[:n]) <= limit)
    return [text[:cut], *split(text[cut:], limit)]


def _cut_at(text: str, gap: str, limit: int) -> int:
    """The last place of `gap` before which the text fits, if that fills at least a quarter of a message."""
    cut = text.rfind(gap, 0, limit + 1)
    while cut > 0 and units(text[:cut]) > limit:
        cut = text.rfind(gap, 0, cut)
    return cut if cut > 0 and units(text[:cut]) >= limit // 4 and text[:cut].strip() else 0


def escaped(text: str) -> str:
    """Text safe inside Telegram's HTML."""
    return html.escape(text, quote=False)


def marked_up(text: str) -> str:
    """Text as Telegram's HTML: words between two stars are bold."""
    return BOLD.sub(r"<b>\1</b>", escaped(text))


def folded(sources: str) -> str:
    """Sources as a quotation that opens when it is pressed (Bot API, HTML style, ``expandable``)."""
    return f"<blockquote expandable>{escaped(sources)}</blockquote>"


def drawn(pieces: list[str], sources: str | None) -> list[str]:
    """Pieces of a text as Telegram's HTML, its sources folded under the last one, or after it where they do not fit."""
    texts = [marked_up(piece) for piece in pieces]
    if not sources:
        return texts
    if units(pieces[-1]) + units(sources) < TELEGRAM_LIMIT:
        return [*texts[:-1], f"{texts[-1]}\n\n{folded(sources)}"]
    return [*texts, *(folded(piece) for piece in split(sources))]


def rows(buttons: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Buttons by their row, in order."""
    grouped: dict[int, list[dict[str, Any]]] = {}
    for button in buttons:
        grouped.setdefault(button["row"], []).append(button)
    return [grouped[row] for row in sorted(grouped)]


def title(button: dict[str, Any]) -> str:
    """The words of a button, cut where Telegram would cut them."""
    words = str(button["title"])
    return words if len(words) <= BUTTON_LIMIT else words[: BUTTON_LIMIT - 1] + "…"


def numbered(buttons: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Buttons that a terminal offers by number: the answers, not Back, Skip and the like."""
    return [button for button in buttons if not button["payload"].startswith("c:")]


def terminal_lines(reply: dict[str, Any]) -> str:
    """A reply as a terminal shows it: the text, the numbered answers, the other buttons in brackets."""
    lines = [bare(reply["text"])]
    if reply.get("sources"):
        lines.append(SOURCES_HINT)
    buttons = reply.get("buttons", [])
    picks = numbered(buttons)
    lines += [f"  {number}) {button['title']}" for number, button in enumerate(picks, 1)]
    others = [f"[{button['title']}]" for button in buttons if button not in picks]
    if others:
        lines.append("  " + " ".join(others))
    if attachment := reply.get("attachment"):
        lines.append(f"  ({attachment['name']})")
        if "paper" in attachment or "text" in attachment:
            lines.append(papers.content({**attachment, "form": "txt"}).decode())
    return "\n".join(lines)
