"""What `navigator knowledge check` holds `safety.yaml` to: each row hears its examples and leaves the others alone."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.safety.listener import Listener
from knowledge.safety.patterns import PatternError
from knowledge.safety.schema import Safety


def faults(safety: Safety) -> Iterator[tuple[str, str]]:
    """Where `safety.yaml` does not do what it says: the row, and what is wrong with it."""
    try:
        listener = Listener(safety)
    except PatternError as error:
        yield "patterns", str(error)
        return
    for row in safety.rows:
        after = row.after or row.kind == "safe"
        for words in row.hears:
            heard = listener.hear(words, after=after)
            if heard is None or heard.kind != row.kind:
                yield row.id, f"{words!r} is not heard as {row.kind}, but as {heard.kind if heard else 'nothing'}"
        for words in row.never:
            heard = listener.hear(words)
            if heard is not None and heard.urgent:
                yield row.id, f"{words!r} is heard as {heard.kind} and must not be"
