"""Questionnaires for a reviewer: as a list, and as a drawing."""

from __future__ import annotations

import html

from dialogs.forms import speech
from dialogs.forms.flow import Flow, Group, Question
from dialogs.speaking.words import DEFAULT, words_in
from knowledge.library import shipped

WIDTH, ROW, LEFT, TOP = 1080, 64, 40, 70


def _rows(flow: Flow) -> list[tuple[int, str, str, str]]:
    """Indent, name, condition, words of every question, in order."""
    rows: list[tuple[int, str, str, str]] = []
    for part in flow.parts:
        if isinstance(part, Group):
            rows.append((0, f"{part.group} (a list)", part.when or "", _menu(flow, part)))
            rows += [(1, f"{q.slot}: {q.type}", q.when or "", _ask(flow, q)) for q in part.ask]
        else:
            rows.append((0, f"{part.slot}: {part.type}", part.when or "", _ask(flow, part)))
    return rows


def _ask(flow: Flow, question: Question) -> str:
    return " ".join(speech.question_text(flow, question, words_in(DEFAULT), shipped(), "patient").split())


def _menu(flow: Flow, group: Group) -> str:
    return words_in(DEFAULT)(f"{flow.flow}-{group.group}".replace("_", "-"), listed="", count=0)


def listed(flow: Flow) -> str:
    """A flow as text: one line a question, with its condition."""
    lines = [f"{flow.flow}: {len(flow.parts)} questions, ends with {flow.finish}"]
    for indent, name, when, ask in _rows(flow):
        lines.append("  " * (indent + 1) + name + (f"  [when {when}]" if when else ""))
        lines.append("  " * (indent + 3) + ask)
    return "\n".join(lines)


def drawn(flow: Flow) -> str:
    """A flow as an SVG: boxes from top to bottom; a condition stands in a diamond-edged box before its question."""
    rows = _rows(flow)
    height = TOP + ROW * (len(rows) + 1) + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif">',
        '<rect width="100%" height="100%" fill="white"/>',
        '<defs><marker id="tip" markerWidth="8" markerHeight="8" refX="6" refY="3" orient="auto">'
        '<path d="M0,0 L6,3 L0,6 z" fill="#555"/></marker></defs>',
        f'<text x="{LEFT}" y="38" font-size="22" font-weight="bold">{html.escape(flow.flow)}</text>',
    ]
    for number, (indent, name, when, ask) in enumerate(rows):
        parts += _box(number, indent, name, when, ask)
    bottom = TOP + ROW * len(rows)
    parts.append(
        f'<rect x="{LEFT + 220}" y="{bottom}" width="420" height="34" rx="17" fill="#dff0d8" stroke="#3c763d"/>'
        f'<text x="{LEFT + 236}" y="{bottom + 22}" font-size="14">review, then {html.escape(flow.finish)}</text></svg>'
    )
    return "\n".join(parts)


def _box(number: int, indent: int, name: str, when: str, ask: str) -> list[str]:
    y, x = TOP + ROW * number, LEFT + 220 + indent * 40
    width = WIDTH - x - LEFT
    clipped = ask if len(ask) <= 105 else ask[:104] + "…"
    parts = [
        f'<rect x="{x}" y="{y}" width="{width}" height="46" rx="6" fill="#eef4fb" stroke="#31708f"/>',
        f'<text x="{x + 12}" y="{y + 19}" font-size="13" font-weight="bold">{html.escape(name)}</text>',
        f'<text x="{x + 12}" y="{y + 37}" font-size="12">{html.escape(clipped)}</text>',
        f'<line x1="{LEFT + 250}" y1="{y + 46}" x2="{LEFT + 250}" y2="{y + ROW - 2}" '
        'stroke="#555" marker-end="url(#tip)"/>',
    ]
    if when:
        lines = _wrapped(when, 32)
        parts.append(
            f'<polygon points="{LEFT},{y + 23} {LEFT + 14},{y} {LEFT + 200},{y} {LEFT + 214},{y + 23} '
            f'{LEFT + 200},{y + 46} {LEFT + 14},{y + 46}" fill="#fcf8e3" stroke="#8a6d3b"/>'
        )
        parts += [
            f'<text x="{LEFT + 18}" y="{y + 18 + 15 * at}" font-size="11">{html.escape(line)}</text>'
            for at, line in enumerate(lines[:2])
        ]
    return parts


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(("when " + text), width)
